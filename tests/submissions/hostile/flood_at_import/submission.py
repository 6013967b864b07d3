"""Prints without end while it is being read."""
from framework import *

while True:
    print("passed")
