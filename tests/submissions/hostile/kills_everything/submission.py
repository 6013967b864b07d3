"""Would signal everything that it may; asks with signal 0, which is refused just the same."""
import os

from framework import *

for pid in (-1, 1, 0, 2, os.getpid() - 1, os.getppid()):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        raise RuntimeError(f"HOLE: {pid} could be looked for") from None
    except OSError:
        continue
    raise RuntimeError(f"HOLE: {pid} can be signalled")
