"""Leaves Python with hardly any recursion, and a tiny integer limit."""
import sys

from framework import *

sys.set_int_max_str_digits(640)
sys.setrecursionlimit(60)
