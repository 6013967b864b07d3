"""Paths that learners name → submissions: what is read, what is refused and in which words, and what never runs.

Notebook files are built by hand here; nbformat serves as the oracle of what their cells hold.
"""

from __future__ import annotations

import ast
import codecs
import doctest
import encodings.aliases
import errno
import hashlib
import json
import os
import random
import socket
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

import pytest

import grader.disk
import grader.notebook
import grader.submission
from grader.errors import Unusable
from grader.submission import Block, Limits, Submission, load

ALONE = "Hand in the code alone, without data or other people's libraries."
AGAIN = "Open it in Jupyter and save it again, or hand in a .py file."


def reads_everything() -> bool:
    """Whether permissions do not bind this process: root's do not."""
    with tempfile.NamedTemporaryFile() as shut:
        os.chmod(shut.name, 0)
        return os.access(shut.name, os.R_OK)


unbound = pytest.mark.skipif(
    reads_everything(), reason="permissions do not bind root: run as another user to see a real refusal"
)

pytestmark = pytest.mark.timeout(60)


def write(path: Path, text: str | bytes = "x = 1\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def notebook(path: Path, *cells: str, **more: Any) -> Path:
    """A version 4 notebook, as bare as it can be, of code cells."""
    nodes = [{"cell_type": "code", "source": cell} for cell in cells]
    return write(path, json.dumps({"nbformat": 4, "nbformat_minor": 5, "cells": nodes, **more}))


def refusal(path: Path, *arguments: Any, **named: Any) -> str:
    """The sentence with which loading is refused."""
    with pytest.raises(Unusable) as caught:
        load(path, *arguments, **named)
    return str(caught.value)


def texts(submission: Submission) -> list[str]:
    return [block.text for block in submission.blocks]


def only_cell(folder: Path, source: str) -> str:
    """What becomes of one cell, with a cell after it so that it may vanish."""
    return texts(load(notebook(folder / "cell.ipynb", source, "last = 1")))[0]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder two levels below any other, as the current one."""
    folder = tmp_path / "above" / "work"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


# A Python file


def test_a_python_file_is_one_block_and_its_lines_are_its_own(here: Path) -> None:
    write(here / "step14.py", "x = 1\ny = 2\n")
    got = load(Path("step14.py"))
    assert got == Submission(
        path="step14.py",
        sha256=hashlib.sha256(b"x = 1\ny = 2\n").hexdigest(),
        main="step14.py",
        files={"step14.py": "x = 1\ny = 2\n"},
        blocks=(Block("x = 1\ny = 2\n"),),
    )
    assert got.where(2) == "line 2"


def test_the_path_is_shown_as_it_was_named(here: Path) -> None:
    write(here / "a" / "step14.py")
    assert load(Path("a/../a/step14.py")).path == "a/../a/step14.py"
    assert load(here / "a" / "step14.py").main == "step14.py"


def test_it_is_never_parsed_and_never_run(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("learner code reached the compiler")

    write(here / "bad.py", "raise SystemExit(1)\nthis is not ( Python\n")
    nb = notebook(here / "bad.ipynb", "raise SystemExit(1)", "this is not ( Python", "%time f(")
    load(nb)  # nbformat and its schema are compiled at the first notebook
    for name in ("compile", "exec", "eval"):
        monkeypatch.setattr(f"builtins.{name}", refused)
    assert load(here / "bad.py").blocks[0].text.startswith("raise SystemExit(1)")
    assert len(load(nb).blocks) == 3


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_way_to_end_a_line_becomes_a_newline(here: Path, end: str) -> None:
    write(here / "s.py", f"# -*- coding: utf-8 -*-{end}x = 'é'{end}y = 2")
    assert load(here / "s.py").files["s.py"] == "# -*- coding: utf-8 -*-\nx = 'é'\ny = 2"


@pytest.mark.parametrize(
    ("cookie", "encoding"),
    [
        ("# -*- coding: latin-1 -*-", "latin-1"),
        ("# -*- coding: latin-1-unix -*-", "latin-1"),
        ("#!/usr/bin/env python\r# vim: set fileencoding=cp1252 :", "cp1252"),
        ("\n# coding=iso-8859-15", "iso-8859-15"),
        ("# coding: utf-8-sig", "utf-8"),
        ("# coding: UTF8", "utf-8"),
        ("# no coding here", "utf-8"),
        ("x = 1\n# coding: nonsense", "utf-8"),
    ],
)
def test_an_encoding_is_read_where_pep_263_puts_it(here: Path, cookie: str, encoding: str) -> None:
    write(here / "s.py", f"{cookie}\nname = 'é'\n".encode(encoding))
    assert load(here / "s.py").files["s.py"].endswith("\nname = 'é'\n")


@pytest.mark.parametrize("encoding", ["shift_jis", "cp932", "euc_jp", "gb18030", "big5", "koi8-r", "cp949"])
def test_the_encodings_of_other_alphabets_are_read(here: Path, encoding: str) -> None:
    letters = "Я" if encoding == "koi8-r" else "一"
    write(here / "s.py", f"# coding: {encoding}\nname = '{letters}'\n".encode(encoding))
    assert letters in load(here / "s.py").files["s.py"]


def test_a_byte_order_mark_is_no_part_of_the_text(here: Path) -> None:
    write(here / "s.py", codecs.BOM_UTF8 + b"x = 1\n")
    assert load(here / "s.py").files["s.py"] == "x = 1\n"
    write(here / "s.py", codecs.BOM_UTF8 + b"# coding: utf-8\nx = 1\n")
    assert load(here / "s.py").files["s.py"] == "# coding: utf-8\nx = 1\n"


def test_text_that_does_not_decode_is_refused_with_byte_line_encoding_and_cure(here: Path) -> None:
    write(here / "s.py", b"x = 1\r\n# caf\xe9\r\n")
    assert refusal(Path("s.py")) == (
        "s.py cannot be read as utf-8: byte 13 (line 2) is 0xe9, no text there. "
        "Save the file as UTF-8, or name its encoding in the first line: # -*- coding: latin-1 -*-"
    )
    write(here / "s.py", codecs.BOM_UTF8 + b"\xe9")
    assert "byte 4 (line 1) is 0xe9" in refusal(Path("s.py"))
    write(here / "s.py", b"# coding: ascii\n\n\xff")
    assert "read as ascii: byte 18 (line 3) is 0xff" in refusal(Path("s.py"))


@pytest.mark.parametrize(
    "codec", ["klingon", "rot13", "hex", "idna", "punycode", "utf-7", "utf-16", "unicode_escape", "undefined"]
)
def test_a_cookie_that_names_no_encoding_for_source_is_refused(here: Path, codec: str) -> None:
    write(here / "s.py", f"# coding: {codec}\n")
    assert refusal(Path("s.py")) == (
        f"s.py says that it is in {codec}, which is no encoding for Python source. Save it as UTF-8 without that line."
    )


def test_a_cookie_may_not_contradict_the_mark_of_utf8(here: Path) -> None:
    write(here / "s.py", codecs.BOM_UTF8 + b"# coding: latin-1\n")
    assert refusal(Path("s.py")) == (
        "s.py says that it is in latin-1, but begins with the mark of UTF-8. Save it as UTF-8 without that line."
    )


def test_no_encoding_is_slow_or_lets_half_characters_through(here: Path) -> None:
    rng = random.Random(5)
    noises = (rng.randbytes(30_000).replace(b"\0", b"-"), rb"\ud800" * 5_000, b"-a." * 10_000)
    started = os.times().user
    for codec in sorted(set(encodings.aliases.aliases.values())):
        for noise in noises:
            write(here / "s.py", f"# coding: {codec}\n".encode() + noise)
            try:
                load(Path("s.py")).files["s.py"].encode()
            except Unusable:
                continue
    assert os.times().user - started < 10


def test_utf16_is_named_as_such(here: Path) -> None:
    write(here / "s.py", "x = 1\n".encode("utf-16"))
    assert refusal(Path("s.py")) == "s.py is saved as UTF-16. Save it as UTF-8, and check again."


def test_a_null_byte_is_shown_where_it_stands(here: Path) -> None:
    write(here / "s.py", b"x = 1\ny\0 = 2\n")
    assert refusal(Path("s.py")) == (
        "s.py is not text: byte 8 (line 2) is a null byte. Hand in the source itself, as UTF-8."
    )


@pytest.mark.parametrize("nothing", ["", " \n\t\r\n", "\ufeff"])
@pytest.mark.parametrize("name", ["s.py", "s.ipynb"])
def test_an_empty_file_is_not_a_submission(here: Path, nothing: str, name: str) -> None:
    write(here / name, nothing)
    assert refusal(Path(name)) == f"{name} is empty. Write the step in it, save, and check again."


def test_a_file_that_is_too_long_is_refused_with_both_numbers(here: Path) -> None:
    write(here / "s.py", b"#" * (1 << 20))
    load(here / "s.py")
    write(here / "s.py", b"#" * ((1 << 20) + 1))
    assert refusal(Path("s.py")) == (f"s.py is 1,048,577 bytes long, and at most 1,048,576 are read. {ALONE}")


def test_a_huge_sparse_file_is_refused_unread(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.truncate(write(here / "s.py"), 1 << 40)
    monkeypatch.setattr(os, "pread", lambda *_: pytest.fail("it was read"))
    assert "s.py is 1,099,511,627,776 bytes long" in refusal(Path("s.py"))


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("s.txt", "a .txt file"),
        ("s.pyc", "a .pyc file"),
        ("s.zip", "a .zip file"),
        ("s.PY", "a .PY file"),
        ("step14", "a file without a suffix"),
    ],
)
def test_other_kinds_of_file_are_refused_with_those_that_are_accepted(here: Path, name: str, seen: str) -> None:
    write(here / name)
    assert refusal(Path(name)) == (f"{name} is {seen}. Accepted are .py files, .ipynb notebooks, and folders of them.")


def test_a_name_that_cannot_be_shown_is_refused_and_not_shown(here: Path) -> None:
    write(here / "a\x1b[2Jb\x07.py")
    assert refusal(Path("a\x1b[2Jb\x07.py")) == (
        "ab.py has characters in its name that cannot be shown. Rename it, and try again."
    )
    write(Path(os.fsdecode(os.fsencode(here) + b"/\xff.py")))
    assert "cannot be shown" in refusal(Path(os.fsdecode(b"\xff.py")))


def test_names_in_any_alphabet_are_welcome(here: Path) -> None:
    name = "第14章\u3000変数.py"
    write(here / name)
    assert load(Path(name)).main == name


# What is there, and what is not


def test_a_missing_file_brings_near_names(here: Path) -> None:
    write(here / "step14.py")
    write(here / "notes.txt")
    assert refusal(Path("step41.py")) == "There is no step41.py. Did you mean step14.py?"
    assert refusal(Path("zzz.ipynb")) == "There is no zzz.ipynb. Look at the spelling."


def test_a_missing_folder_is_named(here: Path) -> None:
    assert refusal(Path("nowhere/step14.py")) == (
        f"There is no nowhere/step14.py. There is no folder {here / 'nowhere'} either. Look at the spelling."
    )
    write(here / "s.py")
    assert refusal(Path("s.py/t.py")).startswith("There is no s.py/t.py.")


def test_a_path_that_no_system_has_is_refused(here: Path) -> None:
    assert refusal(Path("a\0b.py")) == "ab.py is no path: it holds a null character."
    assert refusal(Path("x" * 300 + ".py")).endswith("cannot be opened: File name too long.")


def test_a_file_without_permission_says_so_simulated(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here / "s.py")
    genuine = os.open

    def shut(path: Any, *arguments: Any, **named: Any) -> int:
        if path == "s.py":
            raise PermissionError(errno.EACCES, "Permission denied")
        return genuine(path, *arguments, **named)

    monkeypatch.setattr(os, "open", shut)
    assert refusal(Path("s.py")) == "You have no permission to read s.py. Allow it: chmod u+r s.py"


@unbound
def test_a_file_without_permission_says_so(here: Path) -> None:
    write(here / "s.py").chmod(0)
    assert refusal(Path("s.py")) == "You have no permission to read s.py. Allow it: chmod u+r s.py"


@unbound
def test_a_folder_that_may_be_passed_but_not_listed_is_enough(here: Path) -> None:
    write(here / "shut" / "s.py")
    (here / "shut").chmod(0o100)
    try:
        assert load(Path("shut/s.py")).main == "s.py"
    finally:
        (here / "shut").chmod(0o700)


def test_an_error_while_reading_becomes_a_sentence(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    write(here / "s.py")
    monkeypatch.setattr(os, "pread", broken)
    assert refusal(Path("s.py")) == "s.py cannot be read: Input/output error."


def test_only_regular_files_are_opened(here: Path) -> None:
    os.mkfifo(here / "pipe.py")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("sock.py")
        said = {name: refusal(Path(name)) for name in ("pipe.py", "sock.py", "/dev/zero")}
    rest = "and only regular files are read. Name a .py or .ipynb file."
    assert said == {
        "pipe.py": f"pipe.py is a named pipe, {rest}",
        "sock.py": f"sock.py is a socket, {rest}",
        "/dev/zero": f"/dev/zero is a device, {rest}",
    }


@pytest.mark.parametrize("kind", ["pipe", "socket", "folder", "device"])
def test_what_is_swapped_in_after_the_look_is_still_not_read(
    here: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here / "s.py")
    look = grader.disk.found

    def swapped(root: Path, name: str, shown: str) -> tuple[str, int]:
        found = look(root, name, shown)
        (here / "s.py").unlink()
        _make(kind, here / "s.py")
        return found

    monkeypatch.setattr(grader.disk, "found", swapped)
    assert "and only regular files are read" in refusal(Path("s.py"))


def _make(kind: str, path: Path) -> None:
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(path.name)
    elif kind == "folder":
        path.mkdir()
    else:
        try:
            os.mknod(path, 0o20666, os.makedev(1, 5))
        except PermissionError:
            pytest.skip("no device may be made here: nothing shows that one is refused")


def test_no_descriptor_is_left_open(here: Path) -> None:
    write(here / "s.py")
    os.mkfifo(here / "pipe.py")
    (here / "out.py").symlink_to("/etc/hostname")
    before = set(os.listdir("/proc/self/fd"))
    load(Path("s.py"))
    for name in ("pipe.py", "out.py", "none.py"):
        refusal(Path(name))
    assert len(os.listdir("/proc/self/fd")) == len(before)


# Files that change


def during_reads(monkeypatch: pytest.MonkeyPatch, times: int, change: Any) -> list[int]:
    """Call `change` within each of the first reads."""
    genuine, calls = os.pread, [0]

    def disturbed(opened: int, size: int, at: int) -> bytes:
        data = genuine(opened, size, at)
        if at == 0 and calls[0] < times:
            calls[0] += 1
            change(calls[0])
        return data

    monkeypatch.setattr(os, "pread", disturbed)
    return calls


def test_a_file_that_changes_once_is_read_again(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(here / "s.py", "old = 1\n")
    calls = during_reads(monkeypatch, 1, lambda _: write(path, "newer = 2\n"))
    got = load(Path("s.py"))
    assert (calls, got.files) == ([1], {"s.py": "newer = 2\n"})
    assert got.sha256 == hashlib.sha256(b"newer = 2\n").hexdigest()


def test_a_change_that_keeps_the_size_is_seen_too(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(here / "s.py", "a = 1\n")
    os.utime(path, ns=(1, 1))
    during_reads(monkeypatch, 1, lambda _: write(path, "b = 2\n"))
    assert load(Path("s.py")).files == {"s.py": "b = 2\n"}


def test_a_file_that_goes_on_changing_is_refused(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(here / "s.py")
    during_reads(monkeypatch, 9, lambda n: write(path, "x" * (n + 20)))
    assert refusal(Path("s.py")) == "s.py changes while it is read. Wait until it is written, and check again."


def test_a_file_that_grows_without_end_is_read_no_further_than_its_cap(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(here / "s.py")
    read: list[int] = []

    def grow(_: int) -> None:
        os.truncate(path, 1 << 26)
        genuine = os.pread
        monkeypatch.setattr(os, "pread", lambda *where: (read.append(where[1]), genuine(*where))[1])

    during_reads(monkeypatch, 1, grow)
    assert "s.py is 67,108,864 bytes long" in refusal(Path("s.py"))
    assert 0 < sum(read) <= (1 << 20) + 1


def test_proc_files_that_have_no_size_are_refused(here: Path) -> None:
    assert "a file without a suffix" in refusal(Path("/proc/self/status"))


# Symbolic links


def test_a_link_that_leads_out_is_refused_in_its_own_words(here: Path) -> None:
    secret = write(here.parent / "secret.py", "answer = 42\n")
    (here / "s.py").symlink_to("../secret.py")
    assert refusal(Path("s.py")) == (
        f"s.py is a symbolic link that leads out of its folder, to {secret}, and is not followed. "
        "Put a copy in its place, or name what it leads to."
    )
    (here / "dev.py").symlink_to("/dev/zero")
    assert "leads out of its folder, to /dev/zero" in refusal(Path("dev.py"))


def test_a_link_within_the_folder_is_followed(here: Path) -> None:
    write(here / "sub" / "real.py", "x = 7\n")
    (here / "s.py").symlink_to("sub/real.py")
    (here / "t.py").symlink_to("s.py")
    got = load(Path("t.py"))
    assert (got.main, got.files) == ("t.py", {"t.py": "x = 7\n"})


def test_links_that_lead_nowhere_or_in_circles_are_refused(here: Path) -> None:
    (here / "gone.py").symlink_to("missing.py")
    (here / "a.py").symlink_to("b.py")
    (here / "b.py").symlink_to("a.py")
    assert refusal(Path("gone.py")).startswith("There is no gone.py.")
    assert refusal(Path("a.py")) == (
        "a.py is a symbolic link that leads in a circle, and only regular files are read. Name a .py or .ipynb file."
    )


def test_a_link_that_is_swapped_in_at_the_last_moment_is_not_followed(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here.parent / "secret.py")
    write(here / "s.py").unlink()
    (here / "s.py").symlink_to("../secret.py")
    monkeypatch.setattr(grader.disk, "_resolved", lambda root, name, shown: name)
    monkeypatch.setattr(grader.disk, "found", lambda *_: ("s.py", 0o100644))
    assert "symbolic links that are not followed" in refusal(Path("s.py"))


def test_a_folder_named_through_a_link_that_leads_out_is_refused(here: Path) -> None:
    write(here.parent / "other" / "s.py")
    (here / "alice").symlink_to("../other")
    assert "alice is a symbolic link that leads out of its folder" in refusal(Path("alice"))
    (here / "bob").symlink_to("carol")
    write(here / "carol" / "s.py")
    assert load(Path("bob")).files == {"s.py": "x = 1\n"}


def test_a_path_through_a_linked_folder_is_the_callers_own_choice(here: Path) -> None:
    write(here / "real" / "s.py")
    (here / "link").symlink_to("real")
    assert load(Path("link/s.py")).main == "s.py"


# What a lone file imports


def test_a_file_that_imports_numpy_alone_has_nothing_else_looked_through(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here / "s.py", "import math, os.path\nimport numpy as np\nfrom collections import deque\n")
    write(here / "other.py")
    monkeypatch.setattr(os, "scandir", lambda *_: pytest.fail("a folder was looked through"))
    assert list(load(Path("s.py")).files) == ["s.py"]


def test_a_neighbour_travels_when_it_is_mentioned_and_so_does_what_it_mentions(here: Path) -> None:
    write(here / "s.py", "if 1: import sys; from core import *\n")
    write(here / "core.py", "def f():\n    import tools as t, more\n")
    write(here / "tools.py", "import core\nimport s\n")
    write(here / "more.py", "# import unrelated\nx = 'import unrelated'\n")
    write(here / "unrelated.py")
    got = load(Path("s.py"))
    assert sorted(got.files) == ["core.py", "more.py", "s.py", "tools.py"]
    assert got.notes == ("took along core.py, which it imports", "took along more.py, which it imports",
                         "took along tools.py, which it imports")  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["import core", "import numpy, core as c", "from core import (", "from .core import f", "from . import core",
     "    from core.sub import f", "try: import core", "import os; import core", "from core import*"],
)  # fmt: skip
def test_every_spelling_of_an_import_counts_as_a_mention(here: Path, line: str) -> None:
    write(here / "s.py", f"x = 1\n{line}\n")
    write(here / "core.py")
    assert "core.py" in load(Path("s.py")).files


@pytest.mark.parametrize("line", ["core = 1", "# core", "x = core.f()", "importcore", "from numpy import core"])
def test_a_name_outside_an_import_is_no_mention(here: Path, line: str) -> None:
    write(here / "s.py", f"{line}\n")
    write(here / "core.py")
    assert list(load(Path("s.py")).files) == ["s.py"]


@pytest.mark.parametrize("up", ["", "..", "../.."])
def test_a_package_beside_or_up_to_two_folders_above_travels_whole(here: Path, up: str) -> None:
    home = (here / up).resolve()
    write(here / "s.py", "from dezero import Variable\n")
    write(home / "dezero" / "__init__.py", "")
    write(home / "dezero" / "core.py")
    write(home / "dezero" / "__pycache__" / "core.py")
    write(home / "dezero" / "notes.txt")
    got = load(Path("s.py"))
    assert sorted(got.files) == ["dezero/__init__.py", "dezero/core.py", "s.py"]
    assert got.notes == (
        f"took along dezero/__init__.py, dezero/core.py{' from ' + up if up else ''}, which it imports",
    )


def test_a_file_of_a_package_that_it_imports_is_named_as_the_others_import_it(here: Path) -> None:
    write(here / "dezero" / "__init__.py", "")
    write(here / "dezero" / "core.py", "import dezero\n")
    got = load(Path("dezero/core.py"))
    assert got.main == "dezero/core.py" and sorted(got.files) == ["dezero/__init__.py", "dezero/core.py"]
    assert got.sha256 and got.where(1) == "line 1" and got.place("dezero/core.py", 1) == "line 1"


def test_a_file_that_asks_its_package_for_names_is_read_in_it(here: Path) -> None:
    write(here / "dezero" / "__init__.py", "class Variable:\n    pass\n")
    write(here / "dezero" / "functions.py", "from . import Variable\n")
    got = load(Path("dezero/functions.py"))
    assert got.main == "dezero/functions.py" and sorted(got.files) == ["dezero/__init__.py", "dezero/functions.py"]


def test_where_there_is_no_package_around_it_is_not_looked_for(here: Path) -> None:
    write(here / "mine" / "functions.py", "from . import base\n")
    write(here / "mine" / "base.py")
    got = load(Path("mine/functions.py"))
    assert got.main == "functions.py" and sorted(got.files) == ["base.py", "functions.py"]


def test_another_file_of_that_name_is_not_the_file_itself(here: Path) -> None:
    write(here / "dezero" / "__init__.py", "")
    write(here / "dezero" / "core.py", "x = 1\n")
    write(here / "mine" / "core.py", "import dezero\n")
    got = load(Path("mine/core.py"))
    assert got.main == "core.py" and sorted(got.files) == ["core.py", "dezero/__init__.py", "dezero/core.py"]


def test_the_nearest_package_wins_and_three_folders_above_is_too_far(here: Path, tmp_path: Path) -> None:
    write(here / "s.py", "import near\nimport far\n")
    write(here / "near" / "a.py")
    write(here.parent / "near" / "b.py")
    write(tmp_path.parent / "far" / "c.py")
    assert sorted(load(Path("s.py")).files) == ["near/a.py", "s.py"]
    (tmp_path.parent / "far" / "c.py").unlink()


def test_modules_of_folders_above_do_not_travel(here: Path) -> None:
    write(here / "s.py", "import helpers\n")
    write(here.parent / "helpers.py")
    assert list(load(Path("s.py")).files) == ["s.py"]


@pytest.mark.parametrize(
    "line",
    [
        "sys.path.append('..')",
        'sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))',
        "sys.path.append(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))",
        "sys.path.append(str(Path(__file__).parent.parent))",
    ],
)
def test_a_module_above_travels_where_the_file_puts_that_folder_on_its_path(here: Path, line: str) -> None:
    write(here / "tools.py", "t = 1\n")
    write(here / "steps" / "mine.py", f"import os, sys\n{line}\nfrom tools import t\n")
    got = load(Path("steps/mine.py"))
    assert sorted(got.files) == ["mine.py", "tools.py"] and got.notes == ("took along tools.py from .., which it imports",)


def test_a_folder_beside_may_be_put_on_the_path_and_none_that_is_far_away(here: Path) -> None:
    write(here / "common" / "core.py", "c = 1\n")
    write(here / "one" / "two" / "three" / "mine.py", "import sys\nsys.path.append('../../../common')\nimport core\n")
    write(here / "one" / "mine.py", "import sys\nsys.path += ['../common']\nsys.path.append('../common')\nimport core\n")
    assert sorted(load(Path("one/mine.py")).files) == ["core.py", "mine.py"]
    assert sorted(load(Path("one/two/three/mine.py")).files) == ["mine.py"]


def test_an_absolute_folder_on_the_path_is_not_looked_into(here: Path, tmp_path: Path) -> None:
    write(tmp_path / "else" / "core.py", "c = 1\n")
    write(here / "mine.py", f"import sys\nsys.path.append('{tmp_path}/else')\nimport core\n")
    assert sorted(load(Path("mine.py")).files) == ["mine.py"]


def test_a_notebook_beside_is_a_module_where_there_is_no_python_file(here: Path) -> None:
    notebook(here / "core.ipynb", "%matplotlib inline\na = 1", "b = 2")
    write(here / "mine.py", "import import_ipynb\nfrom core import a\n")
    got = load(Path("mine.py"))
    assert got.files["core.py"].splitlines() == ["# %matplotlib inline", "a = 1", "b = 2"]
    assert got.notes == ("took along core.ipynb, which it imports",)
    write(here / "core.py", "a = 3\n")
    assert load(Path("mine.py")).files["core.py"] == "a = 3\n"


def test_a_notebook_beside_that_is_broken_is_left_out(here: Path) -> None:
    write(here / "core.ipynb", "{")
    write(here / "mine.py", "import core\n")
    got = load(Path("mine.py"))
    assert sorted(got.files) == ["mine.py"] and "core.ipynb was left out" in got.notes[-1]


def test_a_class_of_lone_files_can_keep_them_apart(here: Path) -> None:
    write(here / "alice.py", "from bob import *\nimport shared\n")
    write(here / "bob.py")
    write(here.parent / "shared" / "a.py")
    assert list(load(Path("alice.py"), limits=Limits(neighbours=0)).files) == ["alice.py"]
    assert sorted(load(Path("alice.py"), limits=Limits(neighbours=1)).files) == ["alice.py", "bob.py"]


def test_the_courses_own_answers_and_checks_do_not_travel(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grader.submission, "HOUSE", {here / "solutions", here / "tests"})
    write(here / "ex" / "stage2" / "s.py", "import solutions.stage2\nfrom tests import checks\n")
    write(here / "solutions" / "a.py")
    write(here / "tests" / "b.py")
    got = load(Path("ex/stage2/s.py"))
    assert list(got.files) == ["s.py"]
    assert got.notes == (
        "solutions was not looked into: it is the course's own",
        "tests was not looked into: it is the course's own",
    )
    assert list(load(Path("."), step=None).files) == ["ex/stage2/s.py"]


def test_the_house_is_this_repository() -> None:
    root = Path(__file__).resolve().parents[2]
    assert {root / "grader", root / "solutions", root / "tests"} == grader.submission.HOUSE


def test_a_neighbour_with_the_name_of_a_standard_module_stays_behind(here: Path) -> None:
    write(here / "s.py", "import random\n")
    write(here / "random.py")
    got = load(Path("s.py"))
    assert list(got.files) == ["s.py"]
    assert got.notes == ("random.py was left out: Python or NumPy has a module of that name",)


def test_neighbours_that_cannot_be_read_never_make_a_load_fail(here: Path) -> None:
    write(here / "s.py", "import binary, big, pipe, out, folder, good\n")
    write(here / "binary.py", b"\0")
    write(here / "big.py", b"#" * ((1 << 20) + 1))
    os.mkfifo(here / "pipe.py")
    (here / "out.py").symlink_to("/etc/passwd")
    (here / "folder.py").mkdir()
    write(here / "good.py", "")
    got = load(Path("s.py"))
    assert sorted(got.files) == ["good.py", "s.py"]
    starts = [note[:31] for note in got.notes]
    assert starts == [
        "big.py was left out: big.py is ",
        "binary.py was left out: binary.",
        "folder.py was left out: folder.",
        "took along good.py, which it im",
        "out.py was left out: out.py is ",
        "pipe.py was left out: pipe.py i",
    ]


def test_a_package_that_is_a_link_is_not_entered(here: Path) -> None:
    write(here / "s.py", "import dezero\n")
    write(here / "real" / "a.py")
    (here / "dezero").symlink_to("real")
    got = load(Path("s.py"))
    assert (list(got.files), got.notes) == (["s.py"], ("dezero was not looked into: it is a symbolic link",))


def test_neighbours_are_bounded_in_number_and_size(here: Path) -> None:
    write(here / "s.py", "import a, b, c, pack\n")
    for name in "abc":
        write(here / f"{name}.py", "#" * 100)
    for number in range(6):
        write(here / "pack" / f"m{number}.py")
    few = load(Path("s.py"), limits=Limits(files=3))
    assert sorted(few.files) == ["a.py", "b.py", "s.py"]
    assert "c.py was left out: c.py is one file more than the 3 that are read." in few.notes
    some = load(Path("s.py"), limits=Limits(files=5))
    assert "pack was left out: pack holds 6 Python files, and at most 5 are read." in some.notes
    small = load(Path("s.py"), limits=Limits(folder_bytes=250))
    assert (
        "c.py was left out: c.py, together with the files read before it, is 321 bytes long, "
        f"and at most 250 are read. {ALONE}" in small.notes
    )
    none = load(Path("s.py"), limits=Limits(entries=3))
    assert "pack was left out: pack holds 4 files or more, and at most 3 are looked at." in none.notes


def test_the_sum_is_of_everything_that_was_read(here: Path) -> None:
    write(here / "s.py", "import core\n")
    write(here / "core.py", "x = 1\n")
    first = load(Path("s.py")).sha256
    assert first == hashlib.sha256(b"core.py\x006\0x = 1\ns.py\x0012\0import core\n").hexdigest()
    write(here / "core.py", "x = 2\n")
    assert load(Path("s.py")).sha256 != first


@pytest.mark.parametrize(
    "text", ["from" + " " * 200_000, "from " + "." * 200_000, "import " + "a," * 200_000, ":" * 400_000,
             " " * 400_000, "import\t" * 100_000, "from a import b\n" * 60_000]
)  # fmt: skip
def test_the_look_for_imports_takes_linear_time(here: Path, text: str) -> None:
    write(here / "s.py", text + "x")
    started = os.times().user
    load(Path("s.py"))
    assert os.times().user - started < 2


# A folder


def test_everything_in_python_below_a_folder_travels(here: Path) -> None:
    for name in ("a/s.py", "a/sub/deep/t.py", "a/.git/g.py", "a/__pycache__/c.py", "a/node_modules/n.py",
                 "a/.hidden.py", "a/venv/lib/v.py", "a/__MACOSX/m.py"):  # fmt: skip
        write(here / name)
    write(here / "a" / "venv" / "pyvenv.cfg", "")
    write(here / "a" / "data.csv", b"\xff")
    got = load(Path("a"))
    assert (got.main, sorted(got.files)) == ("s.py", ["s.py", "sub/deep/t.py"])
    assert (got.path, got.notes, got.where(1)) == ("a", (), "line 1")


@pytest.mark.parametrize(
    ("names", "step", "main"),
    [
        (["step13.py", "step14.py", "step140.py"], 14, "step14.py"),
        (["step4.py", "step14.py"], 4, "step4.py"),
        (["step04_x.py", "step14.py"], 4, "step04_x.py"),
        (["Step_014_uses.py", "x.py"], 14, "Step_014_uses.py"),
        (["14_uses.py", "13_x.py"], 14, "14_uses.py"),
        (["014.py", "x.py"], 14, "014.py"),
        (["14th.py", "14.py"], 14, "14.py"),
        (["ch14.ipynb", "ch13.ipynb"], 14, "ch14.ipynb"),
        (["chapter 14.py", "x.py"], 14, "chapter 14.py"),
        (["step14.py", "step14.ipynb"], 14, "step14.py"),
        (["step14.py", "step14_old.py"], 14, "step14.py"),
        (["step14.py", "old/step14.py"], 14, "step14.py"),
        (["steps/step14.py", "steps/step13.py", "dezero/core.py"], 14, "steps/step14.py"),
        (["stage2/step14_uses.py", "stage1/step01_box.py"], 14, "stage2/step14_uses.py"),
        (["test_step14.py", "step14.py"], 14, "step14.py"),
        (["only.py"], 14, "only.py"),
        (["only.ipynb"], None, "only.ipynb"),
        (["only.py", "sub/a.py", "sub/b.py"], 14, "only.py"),
        (["sub/only.py"], None, "sub/only.py"),
        (["main.py", "core.py", "step13.py"], 14, "main.py"),
        (["main.py", "step14.py"], None, "main.py"),
    ],
)
def test_the_main_file_of_a_folder_is_found(here: Path, names: list[str], step: int | None, main: str) -> None:
    for name in names:
        path = here / "alice" / name
        notebook(path, "x = 1") if name.endswith("ipynb") else write(path)
    assert load(Path("alice"), step).main == main


def test_a_folder_without_an_obvious_main_file_lists_what_could_be_meant(here: Path) -> None:
    for name in ("a.py", "b.py", "c.ipynb"):
        write(here / "alice" / name)
    assert refusal(Path("alice/"), 14) == (
        "alice holds 3 files that could be meant: a.py, b.py, c.ipynb. "
        "Name the file: make check STEP=14 FILE=alice/a.py"
    )
    assert refusal(Path("alice")).endswith("Name the file: make place FILE=alice/a.py")
    for number in range(9):
        write(here / "bob" / f"step14_{number}.py")
    assert refusal(Path("bob"), 14) == (
        "bob holds 9 files that could be meant: step14_0.py, step14_1.py, step14_2.py, step14_3.py, "
        "step14_4.py, step14_5.py and 3 more. Name the file: make check STEP=14 FILE=bob/step14_0.py"
    )


def test_a_folder_without_python_says_so(here: Path) -> None:
    write(here / "alice" / "notes.txt")
    assert refusal(Path("alice")) == ("alice holds no .py and no .ipynb file. Name the file that holds your code.")


def test_a_package_is_named_with_its_own_name(here: Path) -> None:
    write(here / "dezero" / "__init__.py", "from .core import Variable\n")
    write(here / "dezero" / "core.py")
    for path in (Path("dezero"), here / "dezero"):
        got = load(path)
        assert got.main == "dezero/__init__.py"
        assert sorted(got.files) == ["dezero/__init__.py", "dezero/core.py"]


def test_the_current_folder_and_the_one_above_can_be_named(here: Path) -> None:
    write(here / "s.py")
    assert load(Path(".")).main == "s.py"
    assert load(Path("..")).main == "work/s.py"


def test_the_sum_of_a_folder_is_of_names_and_bytes_in_sorted_order(here: Path) -> None:
    write(here / "a" / "main.py", "x = 1\n")
    write(here / "a" / "core.py", "")
    whole = b"core.py\x000\0main.py\x006\0x = 1\n"
    assert load(Path("a")).sha256 == hashlib.sha256(whole).hexdigest()
    before = load(Path("a")).sha256
    os.rename(here / "a" / "core.py", here / "a" / "more.py")
    assert load(Path("a")).sha256 != before


def test_a_bad_main_file_fails_and_a_bad_neighbour_does_not(here: Path) -> None:
    write(here / "a" / "main.py")
    write(here / "a" / "bad.py", b"\xff")
    write(here / "secret.py")
    (here / "a" / "out.py").symlink_to("../secret.py")
    (here / "a" / "in.py").symlink_to("main.py")
    (here / "a" / "linked").symlink_to("..")
    write(Path(os.fsdecode(os.fsencode(here) + b"/a/\xff.py")))
    got = load(Path("a"))
    assert sorted(got.files) == ["in.py", "main.py"]
    assert [note.split(":")[0] for note in got.notes] == [
        ".py was left out",
        "linked was not looked into",
        "bad.py was left out",
        "out.py was left out",
    ]
    write(here / "a" / "main.py", b"\xff")
    assert refusal(Path("a")).startswith("a/main.py cannot be read as utf-8: byte 1 (line 1)")
    (here / "a" / "main.py").unlink()
    (here / "a" / "main.py").symlink_to("../secret.py")
    assert "a/main.py is a symbolic link that leads out of its folder" in refusal(Path("a"))


def test_a_folder_that_is_too_much_is_refused_with_both_numbers(here: Path) -> None:
    write(here / "a" / "main.py", "#" * 100)
    write(here / "a" / "b.py", "#" * 100)
    assert refusal(Path("a"), limits=Limits(files=1)) == ("a holds 2 Python files, and at most 1 are read.")
    assert refusal(Path("a"), limits=Limits(folder_bytes=199)) == (
        f"The Python code in a is 200 bytes long, and at most 199 are read. {ALONE}"
    )
    assert refusal(Path("a"), limits=Limits(entries=1)) == ("a holds 2 files or more, and at most 1 are looked at.")


def test_a_folder_is_looked_into_no_deeper_than_allowed(here: Path) -> None:
    write(here / "a" / "main.py")
    write(here / "a" / "b" / "c" / "d.py")
    got = load(Path("a"), limits=Limits(depth=1))
    assert (list(got.files), got.notes) == (
        ["main.py"],
        ("b/c was not looked into: it lies more than 1 folders deep",),
    )


def test_many_notes_are_cut_short(here: Path) -> None:
    write(here / "a" / "main.py")
    for number in range(30):
        write(here / "a" / f"bad{number}.py", b"\0")
    notes = load(Path("a")).notes
    assert (len(notes), notes[-1]) == (21, "and 10 more notes of this kind")


def test_a_folder_that_cannot_be_listed_is_a_note(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here / "a" / "main.py")
    write(here / "a" / "shut" / "b.py")
    genuine = os.scandir

    def shut(path: Any) -> Any:
        if Path(path).name == "shut":
            raise PermissionError(errno.EACCES, "Permission denied")
        return genuine(path)

    monkeypatch.setattr(os, "scandir", shut)
    assert load(Path("a")).notes == ("shut was not looked into: Permission denied",)


# Notebooks: the file


def test_each_code_cell_is_a_block_that_knows_its_place(here: Path) -> None:
    notebook(here / "nb.ipynb", "x = 1\ny = 2\n", "", "   \n", "z = 3", "this is not ( Python\n", "w = 4")
    got = load(Path("nb.ipynb"))
    assert got.main == "nb.ipynb"
    assert texts(got) == ["x = 1\ny = 2\n", "z = 3", "this is not ( Python\n", "w = 4"]
    assert got.files["nb.ipynb"] == "\n".join(texts(got))
    lines = got.files["nb.ipynb"].split("\n")
    assert got.where(lines.index("y = 2") + 1) == "cell 1, line 2"
    assert got.where(lines.index("z = 3") + 1) == "cell 2, line 1"
    assert got.where(lines.index("w = 4") + 1) == "cell 4, line 1"
    for block in got.blocks:
        start = block.first_line - 1
        assert "\n".join(lines[start : start + block.text.count("\n") + 1]) == block.text


def test_only_code_cells_count_and_outputs_do_not(here: Path) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "%boom\n" * 10}
    cells = [
        {"cell_type": "markdown", "source": "# words"},
        {"cell_type": "code", "source": ["x = 1\n", "y = 2"], "outputs": [output], "metadata": {}},
        {"cell_type": "raw", "source": "raw"},
        {"cell_type": "code", "source": "z = 3", "outputs": "nonsense"},
    ]
    write(here / "nb.ipynb", json.dumps({"nbformat": 4, "cells": cells}))
    got = load(Path("nb.ipynb"))
    assert texts(got) == ["x = 1\ny = 2", "z = 3"]
    assert (got.where(3), got.notes) == ("cell 2, line 1", ())


def v1(cells: list[str]) -> dict[str, Any]:
    return {"nbformat": 1, "cells": [{"cell_type": "code", "code": cell} for cell in cells]}


def v2(cells: list[str]) -> dict[str, Any]:
    nodes = [{"cell_type": "code", "input": cell, "outputs": [], "language": "python"} for cell in cells]
    return {"nbformat": 2, "metadata": {"name": "n"}, "worksheets": [{"cells": nodes[:1]}, {"cells": nodes[1:]}]}


def v3(cells: list[str]) -> dict[str, Any]:
    return {**v2(cells), "nbformat": 3, "nbformat_minor": 0}


def v4(cells: list[str], minor: int) -> dict[str, Any]:
    nodes = [{"cell_type": "code", "source": cell.splitlines(True), "outputs": [], "metadata": {},
              "execution_count": None, **({"id": f"c{n}"} if minor > 4 else {})}
             for n, cell in enumerate(cells)]  # fmt: skip
    return {"nbformat": 4, "nbformat_minor": minor, "metadata": {}, "cells": nodes}


SOME_CELLS = ["x = 1\ny = 2", "if x:\n    print('é')\n", "s = '''\n%not magic\n'''"]


@pytest.mark.parametrize(
    "document",
    [v1(SOME_CELLS), v2(SOME_CELLS), v3(SOME_CELLS), v4(SOME_CELLS, 0), v4(SOME_CELLS, 4), v4(SOME_CELLS, 5)],
    ids=["1", "2", "3", "4.0", "4.4", "4.5"],
)  # fmt: skip
def test_every_version_is_read_as_nbformat_reads_it(
    here: Path, document: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    import nbformat

    write(here / "nb.ipynb", json.dumps(document))
    assert texts(load(Path("nb.ipynb"))) == SOME_CELLS
    assert capsys.readouterr() == ("", "")
    node = nbformat.convert(nbformat.reader.reads(json.dumps(document)), 4)
    assert [cell.source for cell in node.cells if cell.cell_type == "code"] == SOME_CELLS


def test_missing_metadata_and_ids_are_no_matter_and_nothing_is_printed(
    here: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    notebook(here / "nb.ipynb", "x = 1", metadata=None)
    load(Path("nb.ipynb"))
    sheets = [{"cells": [{"cell_type": "code", "input": "x"}]}]
    write(here / "nb.ipynb", json.dumps({"nbformat": 3, "worksheets": sheets}))
    load(Path("nb.ipynb"))
    assert capfd.readouterr() == ("", "")


def test_lines_of_a_cell_end_in_newlines_whatever_they_ended_in(here: Path) -> None:
    notebook(here / "nb.ipynb", "x = 1\r\n%magic\r\ny = 2\rz = 3")
    assert texts(load(Path("nb.ipynb"))) == ["x = 1\n# %magic\ny = 2\nz = 3"]


def test_half_of_a_surrogate_pair_does_not_travel(here: Path) -> None:
    write(here / "nb.ipynb", '{"nbformat": 4, "cells": [{"cell_type": "code", "source": "x = \'\\ud800\'"}]}')
    assert texts(load(Path("nb.ipynb"))) == ["x = '?'"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"cells": [1,\n  2', "line 2, column 4: Expecting ',' delimiter"),
        ('{\n<<<<<<< HEAD\n"cells": []}', "line 2, column 1: Expecting property name enclosed in double quotes"),
        ("x = 1", "line 1, column 1: Expecting value"),
    ],
)
def test_broken_json_is_refused_with_line_and_column(here: Path, text: str, place: str) -> None:
    write(here / "nb.ipynb", text)
    assert refusal(Path("nb.ipynb")) == f"nb.ipynb is not a whole notebook: its JSON breaks at {place}. {AGAIN}"


@pytest.mark.parametrize("text", ["[]", "{}", "3", '"cells"', '{"nbformat": 4, "metadata": {}}'])
def test_json_that_is_not_a_notebook_is_refused(here: Path, text: str) -> None:
    write(here / "nb.ipynb", text)
    assert refusal(Path("nb.ipynb")) == f"nb.ipynb is JSON, but not a notebook: it has no list of cells. {AGAIN}"


@pytest.mark.parametrize("part", ["[", '{"a":'])
def test_json_that_is_nested_without_end_is_refused(here: Path, part: str) -> None:
    write(here / "nb.ipynb", part * 200_000)
    assert refusal(Path("nb.ipynb")) == f"nb.ipynb is nested too deeply to be a notebook. {AGAIN}"


@pytest.mark.parametrize("version", [5, "4", None, [4], -1, 10**30])
def test_versions_that_are_not_known_are_refused(here: Path, version: object) -> None:
    notebook(here / "nb.ipynb", "x = 1", nbformat=version)
    shown = 0 if version == 10**30 else version
    assert refusal(Path("nb.ipynb")) == (
        f"nb.ipynb has notebook format {shown!r}; 1 to 4 are read. Save it as format 4."
    )


def test_a_number_as_long_as_the_file_takes_no_time(here: Path) -> None:
    write(here / "nb.ipynb", '{"nbformat": 4, "cells": [], "n": ' + "9" * 1_000_000 + "}")
    assert "none of them holds code" in refusal(Path("nb.ipynb"))


@pytest.mark.parametrize("cell", [3, None, ["x"], {"cell_type": "code"}, {"cell_type": "code", "source": 3},
                                  {"cell_type": "code", "source": ["x", 3]}])  # fmt: skip
def test_a_damaged_cell_is_named(here: Path, cell: object) -> None:
    nodes = [{"cell_type": "markdown", "source": "hello"}, cell]
    write(here / "nb.ipynb", json.dumps({"nbformat": 4, "cells": nodes}))
    assert refusal(Path("nb.ipynb")) == (f"nb.ipynb is damaged: its cell 2 (text cells counted) has no source. {AGAIN}")


def test_a_notebook_without_code_says_so(here: Path) -> None:
    cells = [{"cell_type": "markdown", "source": "hello"}, {"cell_type": "code", "source": "  \n"}]
    write(here / "nb.ipynb", json.dumps({"nbformat": 4, "cells": cells}))
    assert refusal(Path("nb.ipynb")) == (
        "nb.ipynb has 2 cells, and none of them holds code. "
        "Write the step in code cells, save the notebook, and check again."
    )
    notebook(here / "nb.ipynb", "%matplotlib inline", "!ls")
    assert refusal(Path("nb.ipynb")) == (
        "nb.ipynb holds no Python, only cell 1: %matplotlib inline, cell 2: !ls. "
        "Write the step in a code cell, and check again."
    )
    notebook(here / "nb.ipynb", "# to do")
    assert refusal(Path("nb.ipynb")).startswith("nb.ipynb holds no Python. Write the step in a code cell")


@pytest.mark.parametrize(
    "metadata",
    [
        {"kernelspec": {"name": "ir", "language": "R"}},
        {"kernelspec": {"name": "x"}, "language_info": {"name": "R"}},
    ],
)
def test_another_language_is_refused(here: Path, metadata: object) -> None:
    notebook(here / "nb.ipynb", "x <- 1", metadata=metadata)
    assert refusal(Path("nb.ipynb")) == (
        "nb.ipynb is written for R, and the checks are for Python. "
        "Choose a Python kernel in Jupyter, save, and check again."
    )


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        [],
        {"kernelspec": "python3"},
        {"kernelspec": {"name": "my-env", "display_name": "julia"}},
        {"kernelspec": {"language": "Python"}, "language_info": {"name": "python"}},
        {"language_info": {"name": "ipython"}},
    ],
)
def test_python_under_any_kernel_name_is_accepted(here: Path, metadata: object) -> None:
    notebook(here / "nb.ipynb", "x = 1", metadata=metadata)
    assert texts(load(Path("nb.ipynb"))) == ["x = 1"]


def test_a_notebook_may_be_long_with_pictures_but_not_without_end(here: Path) -> None:
    picture = {"output_type": "display_data", "data": {"image/png": "A" * 3_000_000}}
    cell = {"cell_type": "code", "source": "x = 1", "outputs": [picture]}
    write(here / "nb.ipynb", json.dumps({"nbformat": 4, "cells": [cell]}))
    assert texts(load(Path("nb.ipynb"))) == ["x = 1"]
    write(here / "nb.ipynb", json.dumps({"nbformat": 4, "cells": [cell] * 3}))
    assert refusal(Path("nb.ipynb")).endswith(
        "bytes long, and at most 8,388,608 are read. Clear its outputs, and save it."
    )


def test_the_code_in_a_notebook_may_be_as_long_as_a_file(here: Path) -> None:
    notebook(here / "nb.ipynb", "x" * 600_000, "x" * 600_000)
    assert refusal(Path("nb.ipynb")) == (
        f"The code in nb.ipynb is 1,200,001 bytes long, and at most 1,048,576 are read. {ALONE}"
    )


# Notebooks: what only IPython knows


@pytest.mark.parametrize(
    ("line", "becomes"),
    [
        ("%matplotlib inline", "# %matplotlib inline"),
        ("!pip install numpy", "# !pip install numpy"),
        ("!!ls", "# !!ls"),
        ("pip install numpy", "# pip install numpy"),
        ("x = !ls", "# x = !ls"),
        ("x, y = %magic 3", "# x, y = %magic 3"),
        ("d[0] = !ls", "# d[0] = !ls"),
        ("?print", "# ?print"),
        ("??print", "# ??print"),
        ("print?", "# print?"),
        ("np.array??", "# np.array??"),
        ("%timeit?", "# %timeit?"),
        ("%timeit f(x)", "# %timeit f(x)"),
        ("%%time", "# %%time"),
        ("    %matplotlib inline", "    pass  # %matplotlib inline"),
        ("\t!ls", "\tpass  # !ls"),
        ("%time f(x)", "f(x)"),
        ("    %time f(x)", "    f(x)"),
        ("y = %time f(x)", "y = f(x)"),
        ("    y = %time f(x)", "    y = f(x)"),
        ("%time --no-raise-error f(x)", "f(x)"),
        ("%time -x + y", "-x + y"),
        ("%time %time f(x)", "f(x)"),
        ("%time", "# %time"),
        ("%time !ls", "# %time !ls"),
    ],
)
def test_a_line_that_only_ipython_knows_gives_way_to_one_of_python(here: Path, line: str, becomes: str) -> None:
    cell = f"if a:\n{line}\n    b" if line[0] in " \t" else f"a = 1\n{line}\nb = 2"
    assert only_cell(here, cell) == cell.replace(line, becomes)


@pytest.mark.parametrize(
    "cell",
    [
        "x = (a\n  % b)",
        "x = [\n%matplotlib,\n!ls\n]",
        "x = a \\\n  %b",
        "x = a \\\n%b",
        's = """\n%matplotlib inline\n!ls\nprint?\n"""',
        "s = '''it's\n%magic\n'''",
        's = r"""\\\n!ls\n"""',
        's = "a \\\n%b"',
        's = "(" # (\ny = 2',
        "s = '\\'('\nx = 1",
        's = "a \\\n("\nt = """\n%b\n"""',
        "x = 1  # (\nt = '''\n%b\n'''",
        "x = 1)\nt = '''\n%b\n'''",
        "s = f\"{d['(']}\"\nx = a != b",
        "x = a if b else c  # what?",
        "print('really?')",
        "x = 'a = !b'",
        "x = y == !z",
        "x %= 3",
        "x = y % z",
        "% b",
        "!",
        "# !ls\n# %magic\nx = 1",
        "@decorator\ndef f(): ...",
        "assert a != b, 'why?'",
    ],
)
def test_python_that_looks_like_a_command_is_left_alone(here: Path, cell: str) -> None:
    got = load(notebook(here / "nb.ipynb", cell))
    assert (texts(got), got.notes) == ([cell], ())


def test_what_was_set_aside_is_said(here: Path) -> None:
    notebook(here / "nb.ipynb", "x = 1", "%matplotlib inline\ny = 2")
    assert load(Path("nb.ipynb")).notes == ("1 line of notebook magic set aside (cell 2: %matplotlib inline)",)
    notebook(here / "nb.ipynb", "!a\n!b\n!c\n!d\nx = 1", "%e\x1b[31m" + "f" * 100)
    assert load(Path("nb.ipynb")).notes == (
        "5 lines of notebook magic set aside (cell 1: !a, cell 1: !b, cell 1: !c and 2 more)",
    )


def test_a_command_goes_on_over_backslashes(here: Path) -> None:
    assert only_cell(here, "!pip install \\\n  numpy \\\n  scipy\nx = 1") == (
        "# !pip install \\\n# numpy \\\n# scipy\nx = 1"
    )


def test_a_statement_that_is_timed_may_go_on_over_lines(here: Path) -> None:
    assert only_cell(here, "%time x = f(1,\n  %b,\n  2)\n%magic") == "x = f(1,\n  %b,\n  2)\n# %magic"


def test_a_cell_that_never_closes_falls_back_to_the_simple_rule(here: Path) -> None:
    assert only_cell(here, "x = (1\n%matplotlib inline\ny = 2") == "x = (1\n# %matplotlib inline\ny = 2"
    assert only_cell(here, "s = '''\n!ls") == "s = '''\n# !ls"


def test_a_future_import_stays_first(here: Path) -> None:
    ast.parse(only_cell(here, "%load_ext autoreload\nfrom __future__ import annotations"))


def test_a_cell_that_begins_indented_is_moved_left_as_jupyter_does(here: Path) -> None:
    assert only_cell(here, "\n    x = 1\n    if x:\n        y = 2\nz = 3") == "\nx = 1\nif x:\n    y = 2\nz = 3"


@pytest.mark.parametrize("magic", ["time", "timeit -n 3", "capture out", "prun -q", "memit"])
def test_the_body_of_a_measured_cell_is_kept_in_its_place(here: Path, magic: str) -> None:
    got = load(notebook(here / "nb.ipynb", f"%%{magic}\nx = 1\n%magic"))
    assert texts(got) == [f"# %%{magic}\nx = 1\n# %magic"]
    assert got.where(2) == "cell 1, line 2"
    assert got.notes == ("1 line of notebook magic set aside (cell 1: %magic)",)


@pytest.mark.parametrize("magic", ["bash", "html", "javascript", "latex", "python3", "sh -c", "unknown", "!"])
def test_a_cell_in_another_language_is_set_aside_whole(here: Path, magic: str) -> None:
    got = load(notebook(here / "nb.ipynb", "x = 1", f"\n%%{magic}\nrm -rf (\n", "y = 2"))
    assert texts(got) == ["x = 1", "y = 2"]
    assert got.where(2) == "cell 3, line 1"
    assert got.notes == (f"1 line of notebook magic set aside (cell 2: %%{magic} and its cell)",)


def test_a_cell_that_writes_a_python_file_adds_it(here: Path) -> None:
    got = load(
        notebook(
            here / "nb.ipynb",
            "%%writefile dezero/core.py\n%not magic in a file\n",
            "%%file 'tools.py'\nx = 1\n",
            "%%writefile -a tools.py\ny = 2\n",
            "import dezero.core",
        )
    )
    assert got.files == {
        "nb.ipynb": "import dezero.core",
        "dezero/core.py": "%not magic in a file\n",
        "tools.py": "x = 1\ny = 2\n",
    }
    assert got.notes[0].startswith("3 lines of notebook magic set aside (cell 1: %%writefile dezero/core.py, a file")


def test_a_notebook_may_consist_of_written_files_alone(here: Path) -> None:
    got = load(notebook(here / "nb.ipynb", "%%writefile core.py\nx = 1"))
    assert (got.blocks, got.where(1), got.files) == ((), "line 1", {"nb.ipynb": "", "core.py": "x = 1"})


@pytest.mark.parametrize("name", ["../core.py", "/tmp/core.py", "a/../../core.py", "data.txt", "$HOME", ""])
def test_a_cell_that_writes_elsewhere_is_set_aside(here: Path, name: str) -> None:
    got = load(notebook(here / "nb.ipynb", f"%%writefile {name}\nx = 1", "y = 2"))
    assert (list(got.files), texts(got)) == (["nb.ipynb"], ["y = 2"])


def test_a_written_file_stands_before_one_of_the_same_name_beside(here: Path) -> None:
    write(here / "core.py", "old = 1\n")
    write(here / "more.py", "also = 1\n")
    got = load(notebook(here / "nb.ipynb", "%%writefile core.py\nimport more", "import core"))
    assert (got.files["core.py"], got.files["more.py"]) == ("import more", "also = 1\n")


# Notebooks: what they run


def test_a_file_that_a_cell_runs_is_taken_in_at_its_place(here: Path) -> None:
    write(here / "core.py", "import tools\nclass Variable: ...\n")
    write(here / "tools.py")
    notebook(here / "setup.ipynb", "a = 1", "%magic\nb = 2")
    got = load(notebook(here / "nb.ipynb", "x = 1\n%run core.py\ny = 2", "%run -i 'setup.ipynb' 3", "z = 3"))
    assert texts(got) == ["x = 1", "import tools\nclass Variable: ...\n", "y = 2", "a = 1", "# %magic\nb = 2", "z = 3"]
    lines = got.files["nb.ipynb"].split("\n")
    where = {line: got.where(number) for number, line in enumerate(lines, start=1)}
    assert where["class Variable: ..."] == "core.py, line 2"
    assert where["y = 2"] == "cell 1, line 3"
    assert where["b = 2"] == "setup.ipynb cell 2, line 2"
    assert where["z = 3"] == "cell 3, line 1"
    assert "tools.py" in got.files
    assert got.notes == (
        "1 line of notebook magic set aside (setup.ipynb cell 2: %magic)",
        "cell 1 runs core.py, which was taken in at that place",
        "cell 2 runs setup.ipynb, which was taken in at that place",
        "took along tools.py, which it imports",
    )


def test_a_file_that_is_run_and_imported_is_read_once(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here / "core.py")
    notebook(here / "nb.ipynb", "%run core", "import core")
    calls = during_reads(monkeypatch, 9, lambda _: None)
    assert load(Path("nb.ipynb")).files["core.py"] == "x = 1\n"
    assert calls == [2]


def test_the_suffix_of_a_file_to_run_may_be_missing(here: Path) -> None:
    write(here / "core.py")
    assert texts(load(notebook(here / "nb.ipynb", "%run core"))) == ["x = 1\n"]


@pytest.mark.parametrize("name", ["../secret.py", "/etc/passwd", "sub/../../secret.py"])
def test_a_file_outside_the_submission_is_not_run(here: Path, name: str) -> None:
    write(here.parent / "secret.py", "answer = 42\n")
    got = load(notebook(here / "nb.ipynb", f"%run {name}", "x = 1"))
    assert texts(got) == ["x = 1"]
    assert got.notes == (f"cell 1 runs {name}, which was left out: it stands outside the submission",)


def test_a_file_to_run_that_is_a_link_out_or_missing_is_left_out(here: Path) -> None:
    write(here.parent / "secret.py", "answer = 42\n")
    (here / "link.py").symlink_to("../secret.py")
    (here / "up").symlink_to("..")
    got = load(notebook(here / "nb.ipynb", "%run link.py\n%run none.py\n%run up/secret.py", "x = 1"))
    assert texts(got) == ["x = 1"]
    assert [note[:60] for note in got.notes] == [
        "cell 1 runs link.py, which was left out: link.py is a symbol",
        "cell 1 runs none.py, which was left out: There is no none.py",
        "cell 1 runs up/secret.py, which was left out: up/secret.py p",
    ]


def test_notebooks_that_run_each_other_end(here: Path) -> None:
    notebook(here / "a.ipynb", "%run b.ipynb\n%run b.ipynb", "x = 1")
    notebook(here / "b.ipynb", "%run a.ipynb", "y = 2")
    got = load(Path("a.ipynb"))
    assert texts(got) == ["y = 2", "x = 1"]
    assert got.notes == (
        "b.ipynb cell 1 runs a.ipynb, which was left out: it was taken in before",
        "cell 1 runs b.ipynb, which was taken in at that place",
        "cell 1 runs b.ipynb, which was left out: it was taken in before",
    )


def test_notebooks_that_run_the_next_are_followed_for_some_files_only(here: Path) -> None:
    for number in range(600):
        notebook(here / f"n{number}.ipynb", f"%run n{number + 1}.ipynb", f"x{number} = 1")
    got = load(Path("n0.ipynb"))
    assert texts(got) == [f"x{number} = 1" for number in reversed(range(9))]
    assert got.notes[0] == (
        "n8.ipynb cell 1 runs n9.ipynb, which was left out: notebooks that run others are followed for 8 files"
    )


def test_a_run_within_a_block_is_set_aside(here: Path) -> None:
    write(here / "core.py")
    assert only_cell(here, "if a:\n    %run core.py") == "if a:\n    pass  # %run core.py"


def test_a_notebook_in_a_folder_runs_and_imports_what_lies_there(here: Path) -> None:
    write(here / "a" / "core.py")
    notebook(here / "a" / "sub" / "step14.ipynb", "%run setup.py\nx = 2")
    write(here / "a" / "sub" / "setup.py", "s = 1\n")
    got = load(Path("a"), 14)
    assert (got.main, sorted(got.files)) == ("sub/step14.ipynb", ["core.py", "sub/setup.py", "sub/step14.ipynb"])
    assert got.where(1) == "sub/setup.py, line 1"


# At large


def library(most: int) -> list[str]:
    """Sources of the standard library that hold more than comments, always the same ones."""
    paths = sorted(Path(sysconfig.get_paths()["stdlib"]).glob("*.py"))
    sources = [path.read_text(encoding="utf-8") for path in paths if path.stat().st_size < 60_000]
    return [source for source in random.Random(1).sample(sources, most) if ast.parse(source).body]


def test_the_standard_library_passes_through_unchanged(here: Path) -> None:
    sources = library(120)
    got = load(notebook(here / "nb.ipynb", *sources), limits=Limits(file_bytes=1 << 24))
    assert texts(got) == sources
    assert got.notes == ()


def test_commands_between_any_two_statements_are_found_and_nothing_else(here: Path) -> None:
    rng = random.Random(2)
    commands = ["%matplotlib inline", "!ls 'it", "?print", 'x = !echo "(', "%timeit f(", "!a \\\n  b"]
    for source in library(60):
        lines = source.split("\n")
        tops = [min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
                for node in ast.parse(source).body[1:]]  # fmt: skip
        starts = sorted({n for n in tops if lines[n - 1][:1].strip()}, reverse=True)
        count = 0
        for number in starts:
            before = lines[number - 2] if number > 1 else ""
            if rng.random() < 0.3 and not before.endswith((";", "\\")):
                lines.insert(number - 1, rng.choice(commands))
                count += 1
        got = load(notebook(here / "nb.ipynb", "\n".join(lines) + "\nend = 1"))
        assert ast.dump(ast.parse(got.blocks[0].text)) == ast.dump(ast.parse(source + "\nend = 1"))
        said = f"{count} line{'s' if count > 1 else ''} of notebook magic"
        assert got.notes[0].startswith(said) if count else not got.notes


def test_any_bytes_at_all_are_read_or_refused(here: Path) -> None:
    rng = random.Random(3)
    parts = [b"# coding: ", b"utf-8", b"\n", b"\r", b"\0", b"\xef\xbb\xbf", b"\xff", b"import ", b"from . import (",
             b"x = 1", b'"""', b"\\", b"latin-1", b"shift_jis", "é一".encode(), b"\x1b[2J", b"a" * 50]  # fmt: skip
    for _ in range(500):
        write(here / "s.py", b"".join(rng.choices(parts, k=rng.randrange(12))))
        try:
            got = load(Path("s.py"))
        except Unusable as reason:
            assert str(reason).isprintable()
        else:
            assert got.files["s.py"].encode() and "\r" not in got.files["s.py"]


def test_any_json_at_all_is_read_or_refused(here: Path) -> None:
    rng = random.Random(4)

    def value(depth: int) -> Any:
        leaves = [None, 0, 3, 4, -1.5, "", "code", "x = 1", "%run s.ipynb", "%%writefile a.py\nx", "\ud800\0", True]
        if depth == 0 or rng.random() < 0.3:
            return rng.choice(leaves)
        if rng.random() < 0.4:
            return [value(depth - 1) for _ in range(rng.randrange(4))]
        keys = ["nbformat", "cells", "worksheets", "cell_type", "source", "input", "metadata", "kernelspec", "language"]
        return {key: value(depth - 1) for key in rng.sample(keys, rng.randrange(7))}

    for round_ in range(2000):
        cells = [{"cell_type": "code", "source": value(2)} for _ in range(rng.randrange(3))]
        document = value(5) if round_ % 2 else {"nbformat": rng.choice([3, 4]), "cells": cells, "metadata": value(3)}
        write(here / "s.ipynb", json.dumps(document))
        try:
            got = load(Path("s.ipynb"))
        except Unusable:
            continue
        assert got.files["s.ipynb"] == "\n".join(texts(got))
        assert all(note.isprintable() for note in got.notes)


@pytest.mark.parametrize(
    "cell",
    ["%time " * 100_000, " " * 500_000 + "!", "a" * 500_000 + "?", "x," * 250_000 + "= !ls", "(" * 500_000,
     "'" * 500_001, '"\\' * 200_000, "%run " + "-a " * 150_000, "a = " * 100_000, "%%writefile " + "." * 500_000,
     "\n" * 500_000 + "%%x", "%x\\\n" * 100_000, "''''" * 100_000],
    ids=range(13),
)  # fmt: skip
def test_no_cell_takes_long_to_sort_out(here: Path, cell: str) -> None:
    notebook(here / "nb.ipynb", cell + "\nx = 1", "y = 2")
    started = os.times().user
    load(Path("nb.ipynb"))
    assert os.times().user - started < 3


def test_loading_a_python_file_imports_nothing_that_is_slow() -> None:
    code = (
        "import sys, pathlib; from grader.submission import load; load(pathlib.Path(sys.argv[1]))\n"
        "print(sorted({'nbformat', 'asyncio', 'difflib', 'numpy', 'grader.notebook'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, '.')\n{code}",
                           str(Path(grader.submission.__file__).with_name("errors.py"))],
                          cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)  # fmt: skip
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


@pytest.mark.parametrize("module", [grader.submission, grader.notebook])
def test_the_examples_in_the_docstrings_hold(module: Any) -> None:
    results = doctest.testmod(module)
    assert results.attempted > 0 and results.failed == 0
