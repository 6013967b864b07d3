"""Answers in the worker's place while it is being read."""
import fcntl
import json
import os
import stat
import struct


def pipes():
    """Descriptors of pipes that this process may write to, besides stdout and stderr: replies and trace."""
    for descriptor in range(3, 1024):
        try:
            kind, flags = os.fstat(descriptor).st_mode, fcntl.fcntl(descriptor, fcntl.F_GETFL)
        except OSError:
            continue
        if stat.S_ISFIFO(kind) and flags & os.O_ACCMODE == os.O_WRONLY:
            yield descriptor


def send(message):
    """Write one message, framed as the worker frames its own, to the first of them: the reply pipe."""
    text = message if isinstance(message, bytes) else json.dumps(message).encode()
    rest = struct.pack(">I", len(text)) + text
    while rest:
        rest = rest[os.write(min(pipes()), rest) :]


problem = {"type": "\x1b[31m" * 1000, "message": "\x1b[2J\ud800" * 1000, "line": 10**400}
send({"kind": "loaded", "notes": ["\x1b[31m" * 1000] * 10000, "problems": [problem] * 1000, "definitions": {}, "defined_again": []})
while True:
    pass
