"""No submission gets a verdict that it has not earned, or out of its process, or in the way of the next one.

A case is a folder in `hostile/` with a submission and `expected.toml`; those that can not lie in a repository are
made in `hostile_built.py`. Each is judged in a Worker that many share, by `driver.py`, in processes of their own.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from grader.verdict import KINDS

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
HOSTILE = HERE / "hostile"
_made = importlib.util.spec_from_file_location("hostile_built", HERE / "hostile_built.py")
assert _made is not None and _made.loader is not None
hostile_built = importlib.util.module_from_spec(_made)
_made.loader.exec_module(hostile_built)
LEVELS = ("bwrap", "landlock", "none")
MARKER = "kata-hostile"  # in the name of every file that a submission tries to leave behind
LIMITS = {
    "load_seconds": 2.0,
    "scenario_seconds": 1.0,
    "patience_seconds": 4.0,
    "timeouts": 1,
    "memory_bytes": 256 << 20,
    "output_bytes": 1 << 16,
}
OWN_WORK = 8.0  # seconds for our side of one check, on a machine with more processes than processors
LONGEST = 20_000  # characters of a report
# Every case at every level, or, in a third of the time, at all levels only if it is about confinement.
THOROUGH = bool(os.environ.get("KATA_THOROUGH"))

pytestmark = pytest.mark.timeout(900)


@dataclass(frozen=True)
class Case:
    """A submission and what is expected of it."""

    name: str
    path: Path
    expected: Mapping[str, Any] = field(hash=False)

    @property
    def levels(self) -> tuple[str, ...]:
        """Where it holds."""
        return tuple(self.expected.get("levels", LEVELS))

    def chosen_levels(self, number: int) -> tuple[str, ...]:
        """Where it is run: what has nothing to do with confinement, at one level, each time another."""
        everywhere = THOROUGH or "doors" in self.expected or "levels" in self.expected
        return self.levels if everywhere else (self.levels[number % len(self.levels)],)

    def kinds(self, check: str) -> Sequence[str]:
        """The verdicts that a check may come to."""
        other = self.expected.get("every", self.expected.get("rest", sorted({*KINDS} - {"grader-error"})))
        return _listed(self.expected.get("checks", {}).get(check, other))

    @property
    def statuses(self) -> Sequence[str]:
        """What the whole step may come to."""
        return _listed(self.expected.get("status_may_be", self.expected["status"]))


def _listed(value: Any) -> Sequence[str]:
    return value if isinstance(value, (list, tuple)) else [value]


def cases_in_git() -> list[Case]:
    """The folders in `hostile/`."""
    return [_case(path.parent) for path in sorted(HOSTILE.glob("*/expected.toml"))]


def _case(folder: Path) -> Case:
    submission = next(p for p in sorted(folder.iterdir()) if p.suffix in (".py", ".ipynb"))
    expected = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
    return Case(folder.name, submission, expected)


def cases_made(top: Path) -> list[Case]:
    """The cases of `hostile_built`, written below `top` if that is a folder."""
    made = []
    for name, (text, expected) in hostile_built.texts().items():
        made.append(Case(name, _written(top / name, {"submission.py": text}) / "submission.py", expected))
    for name, (texts, expected) in hostile_built.folders().items():
        made.append(Case(name, _written(top / name, texts), expected))
    return made


def _written(folder: Path, texts: Mapping[str, str]) -> Path:
    if folder.parent.is_dir():
        shutil.copytree(HOSTILE / "framework", folder / "framework")
        for name, text in texts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    return folder


CASES = [*cases_in_git(), *cases_made(Path("nowhere"))]
RUNS = [(case, level) for number, case in enumerate(CASES) for level in case.chosen_levels(number)]


class Driven:
    """What a driver said of its plan, by the cases' names."""

    def __init__(self, level: str, lines: Sequence[dict[str, Any]]) -> None:
        self.first, *rest = lines
        self.level = level
        self.seen = {line["name"]: line for line in rest if "name" in line}
        self.after = next((line["after"] for line in rest if "after" in line), None)

    def of(self, case: Case) -> dict[str, Any]:
        """What became of a case; skips where the level, or a door it needs shut, can not be had here."""
        if "unusable" in self.first:
            pytest.skip(f"{self.level} can not be had here: {self.first['unusable']}")
        doors_open = set(case.expected.get("doors", ())) - set(self.first["blocked"])
        if doors_open:
            pytest.skip(f"at level {self.level} this machine leaves open: {', '.join(sorted(doors_open))}")
        return self.seen[case.name]


def private_course(top: Path, step: int) -> Path:
    """A course with the checks of one step and without mistakes, so that each case takes a tenth of a second."""
    root = top / f"course{step}"
    if not root.exists():
        root.mkdir()
        for name in ("course.toml", "solutions", "exercises"):
            (root / name).symlink_to(ROOT / name)
        checks = next((ROOT / "tests" / "steps").glob(f"*/test_step{step:02}_*.py"))
        folder = root / "tests" / "steps" / checks.parent.name
        folder.mkdir(parents=True)
        (folder / checks.name).symlink_to(checks)
    return root


def drive(top: Path, level: str, cases: Sequence[Case], course: Path | None = None) -> Driven:
    """Let a process of its own judge the cases, with a home and a folder for temporary files of its own."""
    private = [top / level / name for name in ("home", "tmp", "cwd")]
    for folder in private:
        folder.mkdir(parents=True)
    plan = {
        "level": level,
        "limits": LIMITS,
        "right": str(HOSTILE / "framework" / "__init__.py"),
        "root": str(private_course(top, 14)),
        "private": list(map(str, private)),
        "cases": [
            {
                "name": case.name,
                "path": str(case.path),
                "step": case.expected.get("step", 14),
                "root": str(course or private_course(top, case.expected.get("step", 14))),
                "limits": case.expected.get("limits", {}),
            }
            for case in cases
        ],
    }
    (top / level / "plan.json").write_text(json.dumps(plan), encoding="utf-8", errors="surrogateescape")
    command = [sys.executable, "-I", str(HERE / "driver.py"), str(top / level / "plan.json")]
    environment = {**os.environ, "HOME": str(private[0]), "TMPDIR": str(private[1])}
    ran = subprocess.run(
        command, cwd=private[2], env=environment, capture_output=True, text=True, timeout=800, check=False
    )
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.returncode == 0, f"the driver at level {level} ended early, after {lines[-1:]}: {ran.stderr[-3000:]}"
    return Driven(level, lines)


@pytest.fixture(scope="session")
def driven(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Driven]:
    """All cases, judged at all levels at the same time."""
    top = tmp_path_factory.mktemp("hostile")
    made = {case.name: case for case in cases_made(top)}
    for case in CASES:
        private_course(top, case.expected.get("step", 14))
    found: dict[str, Driven] = {}

    def work(level: str) -> None:
        found[level] = drive(top, level, [made.get(case.name, case) for case, where in RUNS if where == level])

    threads = [threading.Thread(target=work, args=(level,)) for level in LEVELS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.fixture(params=RUNS, ids=lambda run: f"{run[0].name}-{run[1]}")
def run(request: pytest.FixtureRequest, driven: Mapping[str, Driven]) -> tuple[Case, dict[str, Any]]:
    """One case at one level, and what became of it."""
    case, level = request.param
    return case, driven[level].of(case)


def verdicts(seen: Mapping[str, Any]) -> dict[str, str]:
    """The verdicts by the names of the checks."""
    return {check["name"]: check["verdict"] for check in seen["document"]["checks"]}


def test_each_submission_gets_its_verdict_and_leaves_nothing(run: tuple[Case, dict[str, Any]]) -> None:
    case, seen = run
    assert seen["document"], seen["text"]
    got = verdicts(seen)
    wrong = {name: kind for name, kind in got.items() if kind not in case.kinds(name)}
    assert not wrong and got.keys() >= case.expected.get("checks", {}).keys(), seen["text"]
    assert seen["document"]["status"] in case.statuses
    assert seen["exit"] == (case.expected["exit"] if len(case.statuses) == 1 else exit_code(seen["document"]))
    assert seen["seconds"] <= case.expected.get("within", 0.0) + OWN_WORK
    assert_report(case, seen["text"])
    assert_unharmed(seen)


def exit_code(document: Mapping[str, Any]) -> int:
    """What the contract has for a status."""
    return 0 if document["status"] == "passed" else 1


def assert_report(case: Case, text: str) -> None:
    """The report shows what it must, hides what it must, and is not long."""
    flowing = " ".join(text.split())
    missing = [part for part in case.expected.get("shows", ()) if part not in flowing and part not in text]
    assert not missing, text
    shown = [part for part in (*case.expected.get("hides", ()), "HOLE", "\x1b") if part in text]
    assert not shown, text
    assert len(text) <= case.expected.get("longest", LONGEST)


def assert_unharmed(seen: Mapping[str, Any]) -> None:
    """The next submission passes in the same Worker; no process and no file is left."""
    assert set(seen["next"].values()) == {"passed"} and len(seen["next"]) > 1, seen["next"]
    assert seen["processes"] == []
    assert seen["files"] == []


def test_no_submission_comes_to_a_grader_error(driven: Mapping[str, Driven]) -> None:
    for one in driven.values():
        for name, seen in one.seen.items():
            assert seen["exit"] in (0, 1, 2), (name, seen["text"])
            assert seen["document"] is None or "grader-error" not in verdicts(seen).values(), name


def test_every_kind_of_verdict_is_met(driven: Mapping[str, Driven]) -> None:
    met = {kind for one in driven.values() for seen in one.seen.values() for kind in verdicts(seen).values()}
    assert met == {*KINDS} - {"grader-error"}


def test_closing_the_worker_leaves_no_process(driven: Mapping[str, Driven]) -> None:
    assert [one.after for one in driven.values() if one.seen] == [[] for one in driven.values() if one.seen]


def test_nothing_was_written_where_others_are(driven: Mapping[str, Driven]) -> None:
    assert driven
    git = ("git", "status", "--porcelain", "--ignored", "--untracked-files=all")
    changed = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=False).stdout.splitlines()
    assert not [line for line in changed if MARKER in line]
    for folder in (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path.home(), ROOT, ROOT.parent, Path("/")):
        assert not [path for path in folder.glob(f"*{MARKER}*")], folder


BROKEN = '''
def looks(kata):
    return 1.0


def test_our_own_check_breaks(observe):
    """This check is broken."""
    observe(looks)
    raise ZeroDivisionError("ours")
'''


def test_a_check_of_ours_that_breaks_is_our_failure(tmp_path: Path) -> None:
    course = private_course(tmp_path, 14)
    checks = next((course / "tests" / "steps").glob("*/test_step14_*.py"))
    checks.unlink()
    checks.write_text(BROKEN, encoding="utf-8")
    right = Case("right", HOSTILE / "framework" / "__init__.py", {})
    seen = drive(tmp_path, "none", [right], course).of(right)
    assert (seen["exit"], seen["document"]["status"], verdicts(seen)) == (
        3,
        "grader-error",
        {"our_own_check_breaks": "grader-error"},
    )
    assert "not your fault" in " ".join(seen["text"].split())


@pytest.fixture(scope="session")
def refused(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, dict[str, Any]]:
    """What became of the paths that are refused before anything runs."""
    top = tmp_path_factory.mktemp("unreadable")
    cases = []
    for number, (name, (make, _)) in enumerate(hostile_built.UNREADABLE.items()):
        (top / str(number)).mkdir()
        cases.append(Case(name, make(top / str(number)), {}))
    return drive(top, "none", cases).seen


@pytest.mark.parametrize("name", hostile_built.UNREADABLE)
def test_what_can_not_be_read_is_refused_with_a_sentence(refused: Mapping[str, dict[str, Any]], name: str) -> None:
    seen = refused[name]
    assert seen["exit"] == 2, seen["text"]
    assert hostile_built.UNREADABLE[name][1] in seen["text"].replace("cannot", "can not")
    assert not {"\x1b", "\u202e", "\n"} & set(seen["text"])
    assert_unharmed(seen)


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_command_itself_keeps_its_word(form: str) -> None:
    submission = HOSTILE / "escapes_in_messages" / "submission.py"
    words = ("check", "14", submission, "--format", form, "--isolation", "none")
    command = [sys.executable, "-m", "grader", *map(str, words)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (1, "")
    assert "ValueError" in ran.stdout and "\x1b" not in ran.stdout
    assert form == "text" or json.loads(ran.stdout)["status"] == "failed"
