"""Starts programs, in every way that Python knows."""
import os
import subprocess

from framework import *

ways = {
    "run": lambda: subprocess.run(["/bin/sh", "-c", "true"]),
    "system": lambda: os.system("true") == 0 or os.stat("/none"),
    "spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
    "execv": lambda: os.execv("/bin/true", ["true"]),
    "execve": lambda: os.execve("/proc/self/exe", ["python"], {}),
    "fork": lambda: os.forkpty(),
}
for name, start in ways.items():
    try:
        started = start()
    except OSError:
        continue
    raise RuntimeError(f"HOLE: {name} works: {started}")
