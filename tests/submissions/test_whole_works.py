"""Folders of whole works, built from our solutions or written by hand, and what `place` must say of each.

A folder in `whole_works/` holds a work and `expected.toml`: its lines, its standing, and sentences that are shown.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))
import whole_works_built as built
from whole_works_built import BUILT, Built

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).resolve().parent
WRITTEN = sorted(path.parent.name for path in (HERE / "whole_works").glob("*/expected.toml"))
Said = dict[str, Any]
ENDLESS = "import itertools\nsum(itertools.repeat(1))\n"


def drive(top: Path, paths: Mapping[str, Path], **limits: float) -> dict[str, Said]:
    """What `place` says of each folder, all of them placed in one process."""
    (top / "course").mkdir()
    plan = {"root": str(built.some_course(top / "course")), "paths": [str(path) for path in paths.values()], "limits": limits}
    (top / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    command = [sys.executable, "-I", str(HERE / "whole_works_driver.py"), str(top / "plan.json")]
    ran = subprocess.run(command, cwd=top, capture_output=True, text=True, timeout=280, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]
    return dict(zip(paths, map(json.loads, ran.stdout.splitlines()), strict=True))


@pytest.fixture(scope="session")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Said]:
    """All the works, placed."""
    top = tmp_path_factory.mktemp("works")
    paths = {name: built.write(case.files(), top / f"work{at}") for at, (name, case) in enumerate(BUILT.items())}
    paths |= {name: HERE / "whole_works" / name / "work" for name in WRITTEN}
    return drive(top, paths)


def lines(said: Said) -> tuple[str, ...]:
    """Each line as "7 passed steps/step07.py"."""
    told = (f"{step['step']} {step['status']} {step['file'] or ''}".strip() for step in said["document"]["steps"])
    return tuple(unicodedata.normalize("NFC", line) for line in told)


def reached(said: Said) -> int | None:
    standing = said["document"]["standing"]
    return None if standing is None else int(standing["reached"])


def flowing(said: Said) -> str:
    """The text without its line ends."""
    return " ".join(said["text"].split())


@pytest.mark.parametrize("name", BUILT)
def test_each_file_of_a_work_is_held_to_its_own_step(placed: Mapping[str, Said], name: str) -> None:
    case: Built = BUILT[name]
    said = placed[name]
    assert lines(said) == case.lines, said["text"]
    assert (reached(said), said["exit"]) == (case.standing, case.exit)
    assert not [part for part in case.shows if part not in flowing(said)], said["text"]
    assert not [part for part in case.hides if part in said["text"]], said["text"]


@pytest.mark.parametrize("name", WRITTEN)
def test_works_written_by_hand_are_placed_as_expected(placed: Mapping[str, Said], name: str) -> None:
    said = placed[name]
    expected = tomllib.loads((HERE / "whole_works" / name / "expected.toml").read_text(encoding="utf-8"))
    assert list(lines(said)) == expected["lines"], said["text"]
    assert (reached(said), said["exit"]) == (expected["standing"], expected["exit"])
    assert said["document"]["standing"]["next"]["step"] == expected["next"]
    assert not [part for part in expected.get("shows", ()) if part not in flowing(said)], said["text"]


def test_no_work_comes_to_a_failure_of_ours(placed: Mapping[str, Said]) -> None:
    assert {said["exit"] for said in placed.values()} == {0, 1}
    verdicts = [check["verdict"] for said in placed.values() for check in said["document"]["checks"]]
    assert "grader-error" not in verdicts and len(verdicts) > 500


def test_the_checks_in_the_document_are_those_of_each_file_s_own_steps(placed: Mapping[str, Said]) -> None:
    document = placed["one file wrong"]["document"]
    assert {check["step"] for check in document["checks"]} == {12, 13, 14, 16, 17}
    assert {check["step"] for check in document["checks"] if check["verdict"] == "failed"} == {14}


def test_several_people_have_a_standing_each(placed: Mapping[str, Said]) -> None:
    document = placed["several people"]["document"]
    assert [(one["person"], one["standing"]["reached"]) for one in document["people"]] == [("kim", 8), ("lee", 7)]
    assert {step["person"] for step in document["steps"]} == {"kim", "lee"}


def hostile(folder: Path) -> Path:
    """A work in which nearly every file does harm, between 5,000 files of no interest."""
    (folder.parent / "outside").mkdir()
    (folder.parent / "outside" / "secret.py").write_text("class Variable: pass\n", encoding="utf-8")
    built.write(
        {
            "step01.py": built.state(1),
            "step02.py": ENDLESS,
            "step03.py": "import os\nos._exit(0)\n",
            "step04.py": "# " + "x" * (2 << 20) + "\n",
            "step06.py": built.state(6),
            "step07.py": built.state(7) + "\nimport sys\nsys.exit('bye')\n",
            "step08.py": "class Variable(:\n",
            "step11.py": "while True:\n    print('x' * 65536)\n",
            "step12.py": "x = '\\x1b[2J'\nraise ValueError(x)\n",
            "step14.py": built.wrong(14, "while funcs:", "while True:"),
        },
        folder,
    )
    (folder / "step05.py").symlink_to("step06.py")
    (folder / "step09.py").symlink_to(folder.parent / "outside" / "secret.py")
    (folder / "step15").symlink_to(folder.parent / "outside")
    (folder / "loop.py").symlink_to("loop.py")
    (folder / "step\x1b16.py").write_text("x = 1\n", encoding="utf-8")
    os.mkfifo(folder / "step13.py")
    (folder / "junk").mkdir()
    for number in range(5000):
        (folder / "junk" / f"module_{number}.py").touch()
    return folder


@pytest.fixture(scope="session")
def harmed(tmp_path_factory: pytest.TempPathFactory) -> Said:
    """What `place` says of a hostile work."""
    top = tmp_path_factory.mktemp("harm")
    return drive(top, {"": hostile(top / "work")}, load_seconds=0.5, scenario_seconds=0.5)[""]


def test_a_hostile_file_harms_nobody_s_verdict_but_its_own(harmed: Said) -> None:
    own = [line for line in lines(harmed) if "missing" not in line and "covered" not in line]
    assert own == [
        "1 passed step01.py",
        "2 error step02.py",
        "3 error step03.py",
        "4 error step04.py",
        "5 passed step05.py",
        "6 passed step06.py",
        "7 passed step07.py",
        "8 error step08.py",
        "9 error step09.py",
        "11 error step11.py",
        "12 unwritten step12.py",
        "13 error step13.py",
        "14 failed step14.py",
    ]
    assert (reached(harmed), harmed["exit"]) == (1, 0)


@pytest.mark.parametrize(
    "reason",
    [
        "no answer after 0.5 s, while your file was being read",
        "the program ended itself with exit code 0 while your file was being read",
        "step04.py is 2,097,155 bytes long, and at most 1,048,576 are read.",
        "line 1 is no Python: SyntaxError",
        "step09.py is a symbolic link that leads out of its folder",
        "it printed more than 16384 KiB and was stopped",
        "step13.py is a named pipe, and only regular files are read.",
        "step15 was not looked into: it is a symbolic link",
        "step16.py was left out: its name holds characters that cannot be shown",
    ],
)
def test_each_hostile_file_is_told_its_own_reason(harmed: Said, reason: str) -> None:
    assert reason in flowing(harmed)


def test_a_hostile_work_writes_nothing_but_words(harmed: Said) -> None:
    assert "\x1b" not in harmed["text"] and "module_" not in harmed["text"]
    assert len(harmed["text"]) < 6000


def test_a_work_in_which_nothing_comes_to_an_end_is_given_up(tmp_path: Path) -> None:
    work = built.write({f"step{n:02}.py": ENDLESS for n in range(1, 10)}, tmp_path / "work")
    said = drive(tmp_path, {"": work}, load_seconds=0.3)[""]
    messages = [step["message"] for step in said["document"]["steps"]]
    given_up = [message for message in messages if re.match(r"not run, because \d files before it came to no end", message)]
    assert 2 <= len(given_up) <= 4 and said["exit"] == 1


def call(path: Path, *words: str) -> Sequence[str]:
    command = [sys.executable, "-I", "-m", "grader", "place", str(path), *words]
    ran = subprocess.run(command, cwd=built.ROOT, capture_output=True, text=True, timeout=280, check=False)
    return [str(ran.returncode), ran.stdout, ran.stderr]


def test_the_command_itself_places_a_folder(tmp_path: Path) -> None:
    work = built.write({"steps/step01.py": built.state(1), "steps/step02.py": built.state(1)}, tmp_path / "work")
    code, out, err = call(work)
    assert (code, err) == ("0", "") and "  step 1  passed           steps/step01.py\n" in out, out
    code, out, err = call(work, "--format", "json")
    assert json.loads(out)["steps"][0] == {"step": 1, "file": "steps/step01.py", "status": "passed", "message": "", "over": []}


@pytest.mark.parametrize(
    ("files", "seen"),
    [
        ({"README.md": ""}, "holds no .py and no .ipynb file"),
        ({"a/core.py": "", "b/core.py": ""}, "holds several packages (a and b). Name one: make place FILE="),
        ({f"student{n}/step07.py": "" for n in range(301)}, "holds 301 files that are named for a step, and at most 300"),
    ],
)
def test_what_can_not_be_placed_is_refused_with_a_cure(tmp_path: Path, files: Mapping[str, str], seen: str) -> None:
    code, out, err = call(built.write(files, tmp_path / "work"))
    assert (code, out) == ("2", "") and seen in " ".join(err.split()), err
