"""Fills memory while it is being read, and keeps it."""
from framework import *

kept = []
while True:
    kept.append(np.zeros(1 << 20))
