"""Replaces the functions that restore it between scenarios."""
import sys

from framework import *

loader = sys.modules["inside.loader"]
loader.Loaded.restore = lambda self: None
loader._put_back = None
sys.setrecursionlimit = lambda number: None
