"""Makes a system call by the numbers of another kind of program, which some filters do not look at."""
import ctypes
import platform

from framework import *

libc = ctypes.CDLL(None, use_errno=True)
if platform.machine() == "x86_64" and libc.syscall(0x40000000 | 41, 1, 1, 0) >= 0:
    raise RuntimeError("HOLE: a socket by the numbers of x32")
