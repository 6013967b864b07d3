"""Takes nine to the power of nine to the power of nine, which is one call that takes minutes."""
from framework import *

x = 9 ** 9**9
