"""Tries to open the hidden checks, the solutions and the grader, by every path that it can think of."""
import os
import pathlib
import sys

from framework import *

inside = pathlib.Path(sys.modules["inside"].__file__).parent
near = (f"/proc/{number}/cwd" for number in ("self", 1, os.getppid(), os.getppid() - 1, os.getppid() - 2))
roots = {pathlib.Path(p) for p in (".", "..", "/", "/kata", "/proc/1/root", *near, *sys.path)}
roots |= set(inside.parents) | {pathlib.Path(os.path.expanduser("~"))}
below = ("tests/steps", "tests/steps/stage2_natural_code/test_step14_accumulate.py", "tests/mistakes", "solutions",
         "solutions/stage2_natural_code/step14_accumulate.py", "grader/worker.py", "grader/judge.py", "course.toml",
         "pyproject.toml", "README.md", ".git/HEAD", "worker.py", "checks.py", "etc/passwd", "etc/hostname", ".bashrc")
for root in roots:
    for name in below:
        path = root / name
        try:
            seen = os.listdir(path) if os.path.isdir(path) else path.read_bytes()
        except OSError:
            continue
        raise RuntimeError(f"HOLE: {path} can be read: {seen[:40]}")
