"""Asks the kernel to be left alone when its parent dies."""
import ctypes

from framework import *

if ctypes.CDLL(None).prctl(1, 0, 0, 0, 0) == 0:
    raise RuntimeError("HOLE: it may outlive its parent")
