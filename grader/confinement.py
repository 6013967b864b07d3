"""The command lines that start a confined worker, strongest first.

Each is only an attempt: whether it holds is found out by the canary inside (`inside.canary`).
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from grader.words import say

LEVELS = ("bwrap", "landlock", "none")
CODE = Path(__file__).parent
ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "HOME": "/",  # where nothing can be written; without it, asking where home is raises
}
# -S: no site-packages but the folder that holds NumPy, and that one only until NumPy is loaded.
PYTHON_FLAGS = ("-S", "-s", "-B")


class Attempt(NamedTuple):
    """One way to start the worker: its level, the command before the configuration, what it tells the worker."""

    level: str
    command: tuple[str, ...]
    site: str
    code: str
    readable: tuple[str, ...] = ()


def attempts(isolation: str) -> Iterator[Attempt]:
    """The attempts for `auto` or for one named level, strongest first."""
    if isolation in ("auto", "bwrap"):
        yield from _bubblewrap()
    if isolation in ("auto", "landlock") and sys.platform == "linux":
        yield _plain("landlock")
    if isolation in ("auto", "none"):
        yield _plain("none")


def why_none(isolation: str) -> str:
    """Why there is no attempt for a level at all."""
    if isolation not in LEVELS:
        return say("fault.levels", levels=", ".join(LEVELS))
    return say("fault.linux" if sys.platform != "linux" else "fault.no-bwrap")


def _python() -> str:
    return os.path.realpath(getattr(sys, "_base_executable", None) or sys.executable)


def _numpy() -> Path:
    spec = importlib.util.find_spec("numpy")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(say("fault.no-numpy"))
    return Path(spec.submodule_search_locations[0])


def _numpy_folders() -> list[Path]:
    """NumPy's package and, beside it, the folder with the libraries that its wheel brings."""
    numpy = _numpy()
    return [folder for folder in (numpy, numpy.with_name("numpy.libs")) if folder.is_dir()]


def _plain(level: str) -> Attempt:
    command = (_python(), *PYTHON_FLAGS, str(CODE / "inside" / "zygote.py"))
    return Attempt(level, command, str(_numpy().parent), str(CODE), tuple(_readable()))


def _readable() -> list[str]:
    """What a Landlock worker may still read: NumPy, and the standard library without site-packages."""
    library = Path(os.__file__).parent
    entries = [
        str(entry) for entry in library.iterdir() if entry.name not in ("site-packages", "dist-packages")
    ]
    return [*entries, *map(str, _numpy_folders()), *_library_folders(), str(CODE / "inside"), "/dev/null"]


def _bubblewrap() -> Iterator[Attempt]:
    program = shutil.which("bwrap")
    if program is None or sys.platform != "linux":
        return
    for nesting in (("--disable-userns",), ()):  # unknown to bubblewrap before 0.8
        yield Attempt(
            "bwrap",
            (
                program,
                *("--unshare-user", "--unshare-all", *nesting, "--uid", "65534", "--gid", "65534"),
                *(
                    "--die-with-parent",
                    "--new-session",
                    "--hostname",
                    "kata",
                    "--cap-drop",
                    "ALL",
                    "--clearenv",
                ),
                *(word for name, value in ENVIRONMENT.items() for word in ("--setenv", name, value)),
                *_binds(),
                *("--remount-ro", "/", "--chdir", "/", "--"),
                *(_python(), *PYTHON_FLAGS, "/kata/code/inside/zygote.py"),
            ),
            "/kata/site",
            "/kata/code",
        )


def _binds() -> list[str]:
    """Read-only binds of Python, NumPy and the shared libraries they are linked with; nothing else."""
    library = str(Path(os.__file__).parent)
    words: list[str] = []
    for name in ("/lib", "/lib64", "/bin", "/usr/lib64"):
        if os.path.islink(name):
            words += ["--symlink", os.readlink(name), name]
    for path in dict.fromkeys((library, *_library_folders(), _python())):
        words += ["--ro-bind", path, path]
    for name in ("site-packages", "dist-packages"):
        for folder in (os.path.join(library, name), os.path.join(os.path.dirname(library), "python3", name)):
            if os.path.isdir(folder) and folder.startswith(library):
                words += ["--tmpfs", folder, "--remount-ro", folder]
    for source in _numpy_folders():
        words += ["--ro-bind", str(source), f"/kata/site/{source.name}"]
    words += ["--ro-bind", str(CODE / "inside"), "/kata/code/inside"]
    return [
        *words,
        "--dev-bind",
        "/dev/null",
        "/dev/null",
        "--ro-bind-try",
        "/etc/ld.so.cache",
        "/etc/ld.so.cache",
    ]


def _library_folders() -> list[str]:
    """The folders of the shared libraries that this very Python has mapped, and the loader's own."""
    folders: dict[str, None] = {}
    try:
        with open("/proc/self/maps", encoding="utf-8") as file:
            paths = {line.split(None, 5)[5].strip() for line in file if ".so" in line and "/" in line}
    except OSError:
        return []
    packages = (os.sep + "site-packages" + os.sep, os.sep + "dist-packages" + os.sep, os.sep + "lib-dynload")
    for path in sorted(paths):
        if not any(part in path for part in packages):
            folders[os.path.dirname(path)] = None
    if os.path.isdir("/lib64"):  # where programs look for the loader, by name
        folders[os.path.realpath("/lib64")] = None
    return list(folders)
