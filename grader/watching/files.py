"""A file that somebody is writing → a call for each save: by file events, or by looking where they do not arrive.

Looking compares what the file system says of the files; which of the two is in use, and why, is `Means`.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

LOOK_SECONDS = 0.3
QUIET_MS = 10  # so long nothing must happen before a save counts as complete
LONGEST_MS = 50
TICK_MS = 1000  # so often it is made sure that no event was missed
MISSED = 2  # saves without an event, after which events are no longer waited for
MOST_FILES = 500
LARGEST = 16 << 20
SUFFIXES = (".py", ".ipynb")
# File systems on which others write: a host, a server, another machine. Their saves make no events here.
FOREIGN = frozenset(
    "9p drvfs virtiofs vboxsf vmhgfs prl_fs fakeowner osxfs grpcfuse nfs nfs4 cifs smb3 smbfs afs ceph glusterfs "
    "fuse.sshfs fuse.vmhgfs-fuse fuse.grpcfuse fuse.osxfs fuse.glusterfs fuse.rclone fuse.portal".split()
)


class Means(NamedTuple):
    """How saves are noticed: `events`, or a reason for looking: foreign (a file system), absent, refused, missed, asked."""

    how: str
    detail: str = ""


def means(folder: Path, looking: bool = False, mounts: Path = Path("/proc/self/mountinfo")) -> Means:
    """How saves in a folder can be noticed. `looking` asks for no events."""
    if looking:
        return Means("asked")
    kind = file_system(folder, mounts)
    return Means("foreign", kind) if kind in FOREIGN else Means("events")


def file_system(folder: Path, mounts: Path = Path("/proc/self/mountinfo")) -> str:
    """The kind of file system that a folder lies on, such as ext4; "" where nobody tells."""
    real, found = os.path.realpath(folder), ("", "")
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    for line in lines:
        before, _, after = line.partition(" - ")
        if len(before.split()) > 4 and after:
            point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), before.split()[4])
            inside = real == point or real.startswith(point.rstrip("/") + "/")
            if inside and len(point) >= len(found[0]):
                found = point, after.split()[0]
    return found[1]


Look = tuple[object, ...]


def look(path: Path) -> Look:
    """What tells one state of a submission from another: its bytes, and what is known of the files beside it or in it."""
    return (digest(path), *sorted(_beside(path)))


def digest(path: Path) -> str:
    """When a file was saved and what is in it, since two saves may fall into one tick of the clock; "" for none."""
    try:
        known = path.stat()
        if not stat.S_ISREG(known.st_mode) or known.st_size > LARGEST:
            return str(known.st_mtime_ns)
        return f"{known.st_mtime_ns} {hashlib.sha256(path.read_bytes()).hexdigest()}"
    except OSError:
        return ""


def _beside(path: Path) -> Iterator[tuple[str, int, int, int]]:
    for place in _files(path):
        try:
            known = os.stat(place)
        except OSError:
            continue
        yield place, known.st_mtime_ns, known.st_size, known.st_ino


def _files(path: Path) -> Iterator[str]:
    """The Python files in a folder, or beside a file; not without end."""
    left = MOST_FILES
    for folder, inner, names in os.walk(path if path.is_dir() else path.parent):
        inner[:] = [name for name in inner if path.is_dir() and not name.startswith((".", "__"))]
        own = [os.path.join(folder, name) for name in names if name.endswith(SUFFIXES)]
        yield from own[:left]
        left -= len(own)
        if left <= 0:
            return


class Watcher:
    """A thread that calls `tell` after each change in some folders; `means` may become looking while it runs."""

    def __init__(self, paths: Sequence[Path], means: Means, tell: Callable[[], None]) -> None:
        self.paths = paths
        self.means = means
        self._tell = tell
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watcher", daemon=True)

    def __enter__(self) -> Watcher:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        if self.means.how == "events":
            reason = self._by_events()
            if self._stop.is_set():
                return
            self.means = reason
            self._tell()
        self._by_looking()

    def _by_events(self) -> Means:
        """Tell of each event, until asked to stop or until looking is better, for the reason given back."""
        seen, missed = self._look(), 0
        try:
            for changes in self._events():
                now = self._look()
                if changes or now != seen:
                    self._tell()
                missed += now != seen and not changes
                seen = now
                if missed >= MISSED:
                    return Means("missed")
        except ImportError:
            return Means("absent")
        except (OSError, RuntimeError) as error:  # too many are watched already, a folder that went away
            return Means("refused", " ".join(str(error).split())[:80])
        return Means("refused")

    def _events(self) -> Iterator[object]:
        from watchfiles import watch

        return watch(
            *_folders(self.paths),
            watch_filter=None,
            debounce=LONGEST_MS,
            step=QUIET_MS,
            rust_timeout=TICK_MS,
            yield_on_timeout=True,
            stop_event=self._stop,
            raise_interrupt=False,
            force_polling=False,
            recursive=any(path.is_dir() for path in self.paths),
        )

    def _by_looking(self) -> None:
        seen = self._look()
        while not self._stop.wait(LOOK_SECONDS):
            now = self._look()
            if now != seen:
                seen = now
                self._tell()

    def _look(self) -> Look:
        return tuple(look(path) for path in self.paths)


def _folders(paths: Sequence[Path]) -> list[Path]:
    """The folders to listen to: a file is replaced by another of its name more often than it is written to."""
    found = dict.fromkeys(path if path.is_dir() else path.parent for path in paths)
    return [folder for folder in found if folder.is_dir()]
