"""The warm process: NumPy loaded, rights taken away, one forked child for each session.

It never runs learner code itself. It reads orders from one socket: spawn a child on four
given descriptors, ask a child where it is, end a child and say how it ended.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

DESCRIPTORS = 4  # of a child: requests, replies, output, trace
THREADS = 200


def main() -> None:
    """Serve orders until the socket closes. The configuration comes as one JSON argument."""
    config = json.loads(sys.argv[1])
    sys.path[0:1] = []
    sys.path += [config["site"], config["code"]]
    from inside import child, confine  # NumPy is loaded here

    sys.path.remove(config["site"])
    sys.path.remove(config["code"])
    confine.harden_parent()
    closed = config["level"] != "landlock" or confine.landlock(config["readable"])
    countable = config["level"] == "bwrap" and confine.threads_can_be_counted()  # in a namespace only
    rights = child.Rights(
        parent=os.getpid(),
        lock=confine.seccomp_filter() if config["level"] != "none" else lambda: False,
        memory=config["memory"],
        cpu_seconds=config["cpu_seconds"],
        threads=THREADS if countable else None,
        space=confine.address_space(),
    )
    gc.collect()
    gc.freeze()
    doors = _in_child(lambda: child.try_doors(rights, config["secret"]))
    control = socket.socket(fileno=config["control"])
    _say(control, {"closed": closed, "doors": doors, "python": sys.version.split()[0]})
    Zygote(control, lambda descriptors: child.serve(*descriptors, rights)).serve()


class Zygote:
    """Children by process id, and the socket that orders come from."""

    def __init__(self, control: socket.socket, serve_child: Callable[[list[int]], None]) -> None:
        self.control = control
        self.serve_child = serve_child
        self.children: set[int] = set()

    def serve(self) -> None:
        """Carry out orders until the other end closes; then leave no child behind."""
        while True:
            message, descriptors, _, _ = socket.recv_fds(self.control, 4096, DESCRIPTORS)
            if not message:
                break
            _say(self.control, self.carry_out(json.loads(message), list(descriptors)))
        for pid in tuple(self.children):
            self.end(pid)

    def carry_out(self, order: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
        """The answer to one order."""
        if order["do"] == "spawn":
            return {"pid": self.spawn(descriptors)}
        if order["do"] == "end":
            return self.end(order["pid"])
        _signal(order["pid"], signal.SIGUSR1)
        return {}

    def spawn(self, descriptors: list[int]) -> int:
        """Fork a child that serves requests on `descriptors`; its process id."""
        pid = os.fork()
        if pid == 0:
            try:
                self.control.close()
                self.serve_child(descriptors)
            finally:
                os._exit(70)
        for descriptor in descriptors:
            os.close(descriptor)
        self.children.add(pid)
        return pid

    def end(self, pid: int) -> dict[str, Any]:
        """Kill a child and all that it started; its wait status, which is its own if it had ended before."""
        self.children.discard(pid)
        with contextlib.suppress(OSError):
            os.killpg(pid, signal.SIGKILL)
        _signal(pid, signal.SIGKILL)
        try:
            _, status, usage = os.wait4(pid, 0)
        except OSError:
            return {"status": None, "peak": 0}
        for orphan in _children_of_this_process() - self.children:
            self.end(orphan)
        return {"status": status, "peak": usage.ru_maxrss}


def _children_of_this_process() -> set[int]:
    """As a subreaper this process adopts orphans; where /proc is shut away, forking is refused anyway."""
    try:
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as file:
            return {int(word) for word in file.read().split()}
    except OSError:
        return set()


def _say(control: socket.socket, answer: dict[str, Any]) -> None:
    control.send(json.dumps(answer).encode())


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(OSError):
        os.kill(pid, number)


def _in_child(work: Callable[[], Any]) -> Any:
    """The JSON-able result of `work()`, done in a forked child; None if it died."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.write(writer, json.dumps(work()).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        text = file.read()
    os.waitpid(pid, 0)
    return json.loads(text) if text else None


if __name__ == "__main__":
    main()
