"""Opens sockets of every family and tries to connect."""
import socket

from framework import *

for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, getattr(socket, "AF_NETLINK", 16), 40):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
        try:
            socket.socket(family, kind)
        except OSError:
            continue
        raise RuntimeError(f"HOLE: a socket of family {family}")
try:
    socket.create_connection(("127.0.0.1", 22), timeout=0.2)
except OSError:
    pass
else:
    raise RuntimeError("HOLE: a connection")
