"""Takes ten to the power of a hundred million, which takes a while, and then more."""
from framework import *

x = 10 ** 10**8
x = x**x
