"""Takes its parent's processor time away, which ends it without a signal being sent."""
import os
import resource

from framework import *

for pid in (os.getppid(), 1):
    try:
        had = resource.prlimit(pid, resource.RLIMIT_CPU)
        resource.prlimit(pid, resource.RLIMIT_CPU, (1, had[1]))
    except OSError:
        continue
    raise RuntimeError(f"HOLE: the limits of process {pid} can be set")
