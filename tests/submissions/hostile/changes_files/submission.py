"""Changes what is said about files without opening them: their modes, times, owners and attributes."""
import ctypes
import os
import stat
import sys

from framework import *

libc = ctypes.CDLL(None, use_errno=True)
for path in (sys.modules["inside"].__file__, np.__file__, os.__file__, "/tmp", "/"):
    try:
        state = os.stat(path)
    except OSError:
        continue
    mode = stat.S_IMODE(state.st_mode)
    ways = {
        "chmod": lambda: os.chmod(path, mode),
        "utime": lambda: os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns)),
        "chown": lambda: os.chown(path, state.st_uid, state.st_gid),
        "setxattr": lambda: os.setxattr(path, "user.kata", b"hostile"),
        "removexattr": lambda: os.removexattr(path, "user.nothing"),
    }
    for name, way in ways.items():
        try:
            way()
        except OSError as error:
            if error.errno in (1, 30):
                continue
        raise RuntimeError(f"HOLE: {name} is let through on {path}")
    if libc.syscall(452, -100, path.encode(), mode, 0) == 0:
        raise RuntimeError(f"HOLE: fchmodat2 on {path}")
