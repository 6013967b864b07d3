"""Messages on a pipe: four bytes of length, then that many bytes."""

from __future__ import annotations

import os

HEADER = 4


def send(descriptor: int, message: bytes) -> None:
    """Write one message. Raises OSError when the other end has gone."""
    view = memoryview(len(message).to_bytes(HEADER, "big") + message)
    while view:
        view = view[os.write(descriptor, view) :]


def receive(descriptor: int) -> bytes:
    """Read one message. Raises EOFError when the other end has gone."""
    return _exactly(descriptor, int.from_bytes(_exactly(descriptor, HEADER), "big"))


def _exactly(descriptor: int, count: int) -> bytes:
    parts = []
    while count:
        part = os.read(descriptor, min(count, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
