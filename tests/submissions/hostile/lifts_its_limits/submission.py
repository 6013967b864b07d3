"""Takes its own limits away."""
import resource

from framework import *

for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE):
    soft, hard = resource.getrlimit(kind)
    for limits in ((resource.RLIM_INFINITY,) * 2, (hard, hard) if soft != hard else (hard + 1, hard + 1)):
        try:
            resource.setrlimit(kind, limits)
        except (OSError, ValueError):
            continue
        raise RuntimeError(f"HOLE: limit {kind} is {limits} now")
