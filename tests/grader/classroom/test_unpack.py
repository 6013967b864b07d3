"""A zip gives its code and nothing else: no path leads out, nothing grows without end, nothing is made but files."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from grader.classroom.unpack import Bounds, unpack
from grader.errors import Unusable


@pytest.fixture
def zipped(tmp_path: Path):
    def write(*entries: tuple[str | zipfile.ZipInfo, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
        path = tmp_path / "work.zip"
        with zipfile.ZipFile(path, "w", method) as packed:
            for name, data in entries:
                packed.writestr(name, data)
        return path

    return write


def made(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_code_is_unpacked_and_nothing_else(zipped, tmp_path: Path) -> None:
    others = [("c.txt", "c"), ("__MACOSX/d.py", "d"), (".git/e.py", "e"), ("f/", "")]
    path = zipped(("hw/step01.py", "a"), ("b.ipynb", "{}"), *others)
    assert unpack(path, tmp_path / "out") == []
    assert made(tmp_path / "out") == {"hw/step01.py": "a", "b.ipynb": "{}"}


def test_the_time_of_a_file_is_kept(zipped, tmp_path: Path) -> None:
    from datetime import datetime

    unpack(zipped((zipfile.ZipInfo("a.py", (2026, 11, 20, 12, 0, 0)), "a")), tmp_path / "out")
    assert (tmp_path / "out" / "a.py").stat().st_mtime == datetime(2026, 11, 20, 12).timestamp()


@pytest.mark.parametrize("name", ["../a.py", "/a.py", "x/../../a.py", "..\\a.py", "C:\\a.py", "\\a.py"])
def test_no_path_leads_out(zipped, tmp_path: Path, name: str) -> None:
    with pytest.raises(Unusable, match="leads out"):
        unpack(zipped((name, "a")), tmp_path / "deep" / "out")
    assert [path.name for path in tmp_path.rglob("*.py")] == []


def test_links_and_inner_zips_are_passed_over_and_said(zipped, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.py")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    notes = unpack(zipped((link, "/etc/passwd"), ("b.zip", "PK"), ("c.py", "c")), tmp_path / "out")
    assert made(tmp_path / "out") == {"c.py": "c"}
    assert ["link" in notes[0], "zip inside a zip" in notes[1]] == [True, True]


def test_names_that_stand_twice_or_can_not_be_used_are_said(zipped, tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        path = zipped(("a.py", "1"), ("a.py", "2"), ("b\x1b[31m.py", "b"), ("c" * 300 + ".py", "c"))
    notes = unpack(path, tmp_path / "out")
    assert made(tmp_path / "out") == {"a.py": "1"} and len(notes) == 3
    assert not any("\x1b" in note for note in notes)


BOUNDS = Bounds(entries=5, files=2, file_bytes=1000, total_bytes=1500, depth=3)


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([(f"{n}.txt", "") for n in range(6)], "6 entries"),
        ([(f"{n}.py", "") for n in range(3)], "3 files of code"),
        ([("a.py", "a" * 1001)], "1,000 bytes"),
        ([("a.py", "a" * 900), ("b.py", "b" * 900)], "600 bytes"),
        ([("a/b/c/d.py", "")], "3 folders deep"),
    ],
)
def test_what_is_too_much_is_refused(zipped, tmp_path: Path, entries, said: str) -> None:
    with pytest.raises(Unusable, match=said):
        unpack(zipped(*entries), tmp_path / "out", BOUNDS)


def test_a_bomb_is_refused_by_the_size_it_declares(zipped, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="honest for its size"):
        unpack(zipped(("a.py", b"\0" * (7 << 20))), tmp_path / "out")


def test_a_bomb_that_lies_about_its_size_is_stopped_at_its_bound(zipped, tmp_path: Path) -> None:
    path = zipped(("a.py", b"\0" * (64 << 20)))
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = data.index(mark) + place
        data[at : at + 4] = (100).to_bytes(4, "little")
    path.write_bytes(data)
    with pytest.raises(Unusable):
        unpack(path, tmp_path / "out")
    assert sum(file.stat().st_size for file in (tmp_path / "out").rglob("*.py")) <= 100


def test_a_zip_with_a_password_is_refused(zipped, tmp_path: Path) -> None:
    path = zipped(("a.py", "a"))
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.index(mark) + place] |= 1
    path.write_bytes(data)
    with pytest.raises(Unusable, match="password"):
        unpack(path, tmp_path / "out")


def test_a_packing_that_few_can_read_is_refused(zipped, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="ordinary zip"):
        unpack(zipped(("a.py", "a"), method=zipfile.ZIP_LZMA), tmp_path / "out")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no zip at all", b"PK\x05\x06" + b"\xff" * 18])
def test_what_is_no_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(Unusable, match="no zip"):
        unpack(tmp_path / "a.zip", tmp_path / "out")


def test_a_zip_that_is_broken_in_the_middle_is_refused(zipped, tmp_path: Path) -> None:
    path = zipped(("a.py", "abc" * 500))
    data = bytearray(path.read_bytes())
    data[40] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(Unusable, match="no zip that can be read"):
        unpack(path, tmp_path / "out")


def test_a_zip_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="No such file"):
        unpack(tmp_path / "nowhere.zip", tmp_path / "out")
