"""Leaves files wherever a program may."""
import os
import pathlib
import sys
import tempfile

from framework import *

inside = pathlib.Path(sys.modules["inside"].__file__).parent
folders = {".", "/tmp", "/var/tmp", "/dev/shm", "/kata", "/kata/site", "/run", "/proc/self", os.path.expanduser("~"),
           str(inside), *map(str, inside.parents), os.path.dirname(np.__file__), os.path.dirname(os.__file__),
           os.path.join(os.path.dirname(os.__file__), "site-packages")}
for folder in folders:
    target = os.path.join(folder, "kata-hostile-was-here")
    ways = (
        lambda: os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o600)),
        lambda: os.mkdir(target),
        lambda: os.symlink("/", target),
        lambda: os.link(np.__file__, target),
        lambda: os.mkfifo(target),
        lambda: os.rename(np.__file__, target),
    )
    for way in ways:
        try:
            way()
        except OSError:
            continue
        raise RuntimeError(f"HOLE: {target} was made")
for path in (np.__file__, sys.modules["inside"].__file__, os.__file__):
    for flags in (os.O_WRONLY, os.O_RDWR | os.O_APPEND, os.O_WRONLY | os.O_TRUNC):
        try:
            os.close(os.open(path, flags))
        except OSError:
            continue
        raise RuntimeError(f"HOLE: {path} can be written")
    for way in (os.unlink, lambda path: os.truncate(path, 10**9)):
        try:
            way(path) if not os.path.exists(path) else way(path + "-kata-hostile")
        except OSError:
            continue
        raise RuntimeError("HOLE: a file can be removed")
try:
    tempfile.NamedTemporaryFile()
except OSError:
    pass
else:
    raise RuntimeError("HOLE: there is a place for temporary files")
