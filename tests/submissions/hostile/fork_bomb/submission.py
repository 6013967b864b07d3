"""Forks, and lets the children fork."""
import os

from framework import *

for _ in range(6):
    try:
        child = os.fork()
    except OSError:
        continue
    if child == 0:
        continue
    raise RuntimeError("HOLE: it may fork")
