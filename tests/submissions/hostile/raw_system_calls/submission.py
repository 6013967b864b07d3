"""Makes system calls by their numbers, so that no library can be in the way."""
import ctypes
import platform

from framework import *

NUMBERS = {  # of x86-64; those from 424 on are the same everywhere
    "socket": 41, "socketpair": 53, "fork": 57, "vfork": 58, "execve": 59, "kill": 62, "ptrace": 101, "unshare": 272,
    "mount": 165, "bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "memfd_create": 319, "chmod": 90,
    "shmget": 29, "msgget": 68, "keyctl": 250, "io_setup": 206, "setpriority": 141,
}
NEWER = {"pidfd_open": 434, "clone3": 435, "io_uring_setup": 425, "fchmodat2": 452, "setxattrat": 463, "tomorrow": 500}
libc = ctypes.CDLL(None, use_errno=True)
numbers = {**(NUMBERS if platform.machine() == "x86_64" else {}), **NEWER}
for name, number in numbers.items():
    if name == "vfork":
        continue
    if libc.syscall(number, 0, 0, 0, 0, 0) >= 0:
        raise RuntimeError(f"HOLE: {name} works")
    if ctypes.get_errno() not in (1, 38):
        raise RuntimeError(f"HOLE: {name} was tried, errno {ctypes.get_errno()}")
