"""Makes the kernel send a signal to the parent when a pipe of its own becomes readable."""
import fcntl
import os
import signal

from framework import *

reader, writer = os.pipe()
try:
    fcntl.fcntl(reader, fcntl.F_SETOWN, os.getppid())
    fcntl.fcntl(reader, getattr(fcntl, "F_SETSIG", 10), signal.SIGKILL)
except OSError:
    pass
else:
    fcntl.fcntl(reader, fcntl.F_SETFL, fcntl.fcntl(reader, fcntl.F_GETFL) | os.O_ASYNC)
    os.write(writer, b"x")
    raise RuntimeError("HOLE: a pipe signals another process")
