"""Reads the memory and the environment of other processes, where /proc lets it."""
import os

from framework import *

pids = ["self", "1", "2", str(os.getppid()), str(os.getpid())]
for pid in pids:
    for name in ("environ", "mem", "maps", "cmdline", "fd", "root", "cwd", "status", "task"):
        path = f"/proc/{pid}/{name}"
        try:
            seen = os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(16)
        except OSError:
            continue
        raise RuntimeError(f"HOLE: {path} can be read: {seen}")
