"""Hostile submissions that can not, or should not, lie in a repository: made by code, in a folder of a test's own."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

LINE_4 = '"""{about}"""\nfrom framework import *\n\n{line}\n'
WRONG = "framework.Add.backward = lambda self, gy: (gy, gy * 0)\n"
# Files that a learner may have beside theirs, and that Python or pytest would take up if they lay where it looks.
BESIDE = {
    name: "raise RuntimeError('HOLE: this file was run')\n"
    for name in (
        "conftest.py numpy.py json.py random.py pytest.py sitecustomize.py usercustomize.py ast.py inside.py "
        "grader.py marshal.py tests/__init__.py tests/conftest.py grader/__init__.py numpy/__init__.py"
    ).split()
}
BESIDE |= {
    "pytest.ini": "[pytest]\naddopts = --collect-only\n",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '-p no:python'\n",
    "setup.cfg": "[tool:pytest]\naddopts = --co\n",
    "pyvenv.cfg.txt": "home = /nowhere\n",
}
RIGHT = (
    "import json, random\n\nfrom framework import *\n\n"
    "if not hasattr(json, 'loads') or not hasattr(random, 'Random') or not hasattr(np, 'ndarray'):\n"
    "    raise RuntimeError('HOLE: a neighbour stands in for a module of Python or NumPy')\n"
)


def texts() -> Mapping[str, tuple[str, dict[str, Any]]]:
    """Submissions of one file that is too long to be read by people: text, and what is expected."""
    bombs = {
        "deep_parentheses": "x = " + "(" * 10_000 + "1" + ")" * 10_000,
        "deep_signs": "x = " + "-" * 100_000 + "1",
        "long_sum": "x = " + "+".join(["1"] * 20_000),
        "long_comparison": "x = 0" + " < 1" * 20_000,
        "long_chain_of_calls": "x = f" + "()" * 20_000,
        "long_condition": "if 0: pass\n" + "elif 0: pass\n" * 5_000,
        "deep_lambda": "x = " + "lambda: " * 5_000 + "1",
        "deep_brackets_in_a_text": "x = f'" + "{" * 500 + "1" + "}" * 500 + "'",
        "many_definitions": "".join(f"def f{i}(x): return x + {i}\n" for i in range(10_000)),
        "many_lines_that_raise": "1 / 0\n" * 5_000,
        "many_imports": "import " + ", ".join(f"a{i}" for i in range(20_000)),
        "one_long_line": "x = '" + "a" * 900_000 + "'",
    }
    expected = {
        "status": ["passed", "error", "failed"],
        "every": ["passed", "memory", "recursion", "crashed", "error", "skipped", "timeout"],
        "within": 4.0,
    }
    return {name: (LINE_4.format(about=name, line=line), expected) for name, line in bombs.items()}


def folders() -> Mapping[str, tuple[dict[str, str], dict[str, Any]]]:
    """Submissions of several files: their texts by name, and what is expected."""
    passed = {"status": ["passed"], "every": ["passed"], "exit": 0}
    failed = {"status": ["failed"], "checks": {"both_uses_count": ["failed"]}, "exit": 1}
    left = {"status": ["error"], "every": ["exited"], "exit": 1}
    circle = {"one.py": "import two\n", "two.py": "import one\n"}
    return {
        "right_among_impostors": ({**BESIDE, "step14.py": RIGHT}, passed),
        "wrong_among_impostors": ({**BESIDE, "step14.py": "import framework\n" + RIGHT + WRONG}, failed),
        "neighbour_that_leaves": ({"helper.py": "import os\nos._exit(0)\n", "step14.py": "import helper\n" + RIGHT}, left),
        "neighbour_that_raises": ({"helper.py": "1 / 0\n", "step14.py": "import helper\n" + RIGHT}, passed),
        "neighbours_in_a_circle": ({**circle, "step14.py": "import one\n" + RIGHT}, passed),
    }


def _fifo(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.py")
    return folder / "pipe.py"


def _device(folder: Path) -> Path:
    (folder / "device.py").symlink_to("/dev/zero")
    return folder / "device.py"


def _socket(folder: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as server:
        before = os.getcwd()
        os.chdir(folder)  # the path of a socket may be no longer than a hundred characters
        try:
            server.bind("socket.py")
        finally:
            os.chdir(before)
    return folder / "socket.py"


def _link_out(folder: Path) -> Path:
    (folder / "link.py").symlink_to("/etc/passwd")
    return folder / "link.py"


def _link_in_a_circle(folder: Path) -> Path:
    (folder / "circle.py").symlink_to("circle.py")
    return folder / "circle.py"


def _bytes(name: str, content: bytes) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return write


def _sparse(folder: Path) -> Path:
    with (folder / "huge.py").open("wb") as file:
        file.truncate(1 << 40)
    return folder / "huge.py"


def _crowd(folder: Path) -> Path:
    for number in range(600):
        (folder / f"file{number}.py").touch()
    return folder


NOTEBOOK = b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": %s}'
# Each is refused with exit code 2 and a sentence that says what was seen.
UNREADABLE: Mapping[str, tuple[Callable[[Path], Path], str]] = {
    "a named pipe": (_fifo, "a named pipe"),
    "a link to a device": (_device, "leads out of its folder"),
    "a device": (lambda _: Path("/dev/zero"), "is a device"),
    "a socket": (_socket, "a socket"),
    "a link to another folder": (_link_out, "leads out of its folder"),
    "a link to itself": (_link_in_a_circle, "link"),
    "a file of a terabyte": (_sparse, "bytes long"),
    "nothing": (lambda folder: folder / "nothing.py", "There is no"),
    "an empty file": (_bytes("empty.py", b" \n"), "is empty"),
    "bytes that are no text": (_bytes("bytes.py", b"x = 1\n\xff\xfe\xfd\n"), "line 2"),
    "null bytes": (_bytes("null.py", b"x = 1\0\n"), "null byte"),
    "UTF-16": (_bytes("wide.py", "x = 1\n".encode("utf-16")), "UTF-16"),
    "an encoding that is none": (_bytes("odd.py", b"# coding: \x1b[31m\n# -*- coding: rot13 -*-\nx\n"), "rot13"),
    "a name with escapes": (_bytes("\x1b[2J\u202e.py", b"x = 1\n"), "can not be shown"),
    "a name of bytes": (lambda folder: _bytes(os.fsdecode(b"\xff.py"), b"x = 1\n")(folder), "can not be shown"),
    "another kind of file": (_bytes("step14.exe", b"MZ"), "Accepted are"),
    "a folder of many files": (_crowd, "files"),
    "a path through a file": (lambda folder: _bytes("a.py", b"x")(folder) / "b.py", "There is no"),
    "a notebook of brackets": (_bytes("deep.ipynb", b"[" * 100_000), "nested too deep"),
    "a notebook that is none": (_bytes("none.ipynb", b"[]"), "not a notebook"),
    "a notebook of odd cells": (_bytes("odd.ipynb", NOTEBOOK % b'[1, null, {"cell_type": ["code"]}]'), "damaged"),
    "a notebook whose cells are a table": (_bytes("table.ipynb", NOTEBOOK % b'{"a": 1}'), "notebook"),
    "a notebook of a long number": (_bytes("number.ipynb", b'{"nbformat": ' + b"9" * 10**6 + b"}"), "notebook"),
}
