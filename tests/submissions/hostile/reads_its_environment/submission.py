"""Looks for anything of ours in its environment, its arguments and its path."""
import os
import sys

from framework import *

known = {"LANG", "LC_CTYPE", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "PYTHONHASHSEED", "PWD", "HOME"}
if set(os.environ) - known:
    raise RuntimeError(f"HOLE: the environment holds {set(os.environ) - known}")
if os.environ["HOME"] not in ("/", os.getcwd()):
    raise RuntimeError(f"HOLE: home is {os.environ['HOME']}")
if sys.argv != ["submission.py"]:
    raise RuntimeError(f"HOLE: the arguments are {sys.argv}")
if any(word in entry for entry in sys.path for word in ("site-packages", "grader", "kata")):
    raise RuntimeError(f"HOLE: the path is {sys.path}")
