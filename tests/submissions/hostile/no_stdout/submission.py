"""Prints into nothing, then takes stdout away."""
import sys

from framework import *

print("a last word")
sys.stdout = sys.stderr = sys.__stdout__ = None
print("nobody hears this")
