"""Closes stdout and stderr, as files and as descriptors."""
import os
import sys

from framework import *

sys.stdout.close()
sys.stderr.close()
os.close(1)
os.close(2)
