"""A Chromium that is driven over its debugging pipe: how long a page takes from the address to its first frame."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe")
FRAME = "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
# Chromium reads its commands from descriptor 3 and answers on 4; the shell puts ours there.
ON_THE_PIPE = 'exec "$0" "$@" 3<&{read} 4>&{write}'


class Browser:
    """One Chromium with a profile of its own, ended with the block."""

    def __init__(self, program: str) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="kata-browser-", ignore_cleanup_errors=True)
        read, self._to = os.pipe()
        self._from, write = os.pipe()
        command = (program, *FLAGS, f"--user-data-dir={self._home.name}", "about:blank")
        shell = ("bash", "-c", ON_THE_PIPE.format(read=read, write=write), *command)
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(shell, pass_fds=(read, write), stdout=quiet, stderr=quiet)
        os.close(read), os.close(write)
        self._rest, self._sent = b"", 0
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._page = str(self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        self._call("Page.enable", self._page)

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._to), os.close(self._from)
        self._home.cleanup()

    def seconds_to_open(self, file: Path) -> float:
        """From the address to the first frame after the page and all that it holds are loaded."""
        started = time.perf_counter()
        self._send("Page.navigate", self._page, url=file.resolve().as_uri())
        while self._message().get("method") != "Page.loadEventFired":
            pass
        self._call("Runtime.evaluate", self._page, expression=FRAME, awaitPromise=True)
        return time.perf_counter() - started

    def _call(self, method: str, session: str | None = None, **values: object) -> dict[str, Any]:
        number = self._send(method, session, **values)
        while True:
            message = self._message()
            if message.get("id") == number:
                return dict(message["result"])

    def _send(self, method: str, session: str | None, **values: object) -> int:
        self._sent += 1
        message = {"id": self._sent, "method": method, "params": values, **({"sessionId": session} if session else {})}
        os.write(self._to, json.dumps(message).encode() + b"\0")
        return self._sent

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            more = os.read(self._from, 1 << 16)
            if not more:
                raise EOFError("the browser has ended")
            self._rest += more
        first, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(first))
