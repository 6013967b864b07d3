"""Closes every descriptor that it has, and goes on for ever."""
import os

from framework import *

os.closerange(0, 1024)
while True:
    pass
