"""Multiplies a letter by ten thousand million."""
from framework import *

x = "a" * 10**10
