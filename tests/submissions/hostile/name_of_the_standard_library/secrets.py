"""A file that is called like a module that NumPy imports late."""
from framework import *

np.random.rand(3)
import secrets

if not hasattr(secrets, "token_hex"):
    raise RuntimeError("HOLE: a submission stands in for a module of Python's")
