"""Ends its demonstration with sys.exit, as scripts do."""
import sys

from framework import *

sys.exit(0)
