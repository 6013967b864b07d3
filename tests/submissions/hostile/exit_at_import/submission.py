"""Leaves while it is being read, with the exit code of success."""
import os

from framework import *

os._exit(0)
