"""The course and a choice of its steps → what stands in each pack: texts by the names that they have there."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from grader import course, pack, weave
from grader.classroom.packs import student_grader
from grader.classroom.packs.public_checks import names, public_checks
from grader.classroom.packs.withheld import withheld

SETTINGS = Path(__file__).parent / "settings"
COURSE = "course.toml"
BOTH = (COURSE, ".gitignore", "scripts/near_door.py")
EDITOR = ".vscode"
LESSONS = re.compile(r"lessons\.[a-z]+\.json")
FIELD = re.compile(r"\{\d[^{}]*\}")


class Wanted(NamedTuple):
    """What is to be released: the course, the steps, and whether exercises bring the answers of the steps before them."""

    root: Path
    steps: tuple[int, ...]
    woven: bool = False

    @property
    def spans(self) -> str:
        """The steps as they stand in names: 1-16."""
        first, last = min(self.steps), max(self.steps)
        return f"{first}-{last}" if first != last else f"{first}"


def for_students(wanted: Wanted, proved: Mapping[int, tuple[str, ...]]) -> dict[str, bytes]:
    """What students get: exercises, lessons, hints, public checks, and the part of the grader that runs them."""
    rungs = [rung for rung in weave.rungs(wanted.root) if rung.step.number in wanted.steps]
    checks = public(wanted)
    modules = student_grader.modules(wanted.root, _used(checks.values()))
    beside = (*_of_grader(wanted.root, modules), *_named(wanted.root, BOTH), *_files(wanted.root, EDITOR))
    texts = {
        **_woven(wanted.root, rungs if wanted.woven else withheld(rungs)),
        **_other_lessons(wanted.root, wanted.steps),
        **_read(wanted.root, (*modules, *beside)),
        **_translations(wanted.root, checks),
        **{_name(wanted.root, course.checks_path(step)): text.encode() for step, text in checks.items()},
    }
    first = min(wanted.steps)
    texts["Makefile"] = student_grader.makefile(_text(wanted.root, "Makefile"), first).encode()
    texts["pyproject.toml"] = student_grader.project(_text(wanted.root, "pyproject.toml")).encode()
    texts["README.md"] = filled("student/README.md", wanted)
    texts[pack.FILE] = pack.spelled(pack.Pack(wanted.steps, wanted.woven, proved)).encode()
    return texts


def for_instructors(wanted: Wanted) -> dict[str, bytes]:
    """What grades those steps: the whole grader, the course up to the last of them with all its checks, and settings."""
    root, last = wanted.root, max(wanted.steps)
    rungs = [rung for rung in weave.rungs(root) if rung.step.number <= last]
    trees = (course.solution_path, course.checks_path, course.mistakes_path, course.variants_path)
    paths = [path for rung in rungs for tree in trees if (path := tree(rung.step)).is_file()]
    own = _named(root, (*BOTH, "README.md", "pyproject.toml", "scripts/system-packages"))
    texts = {
        **_woven(root, rungs),
        **_other_lessons(root, [rung.step.number for rung in rungs]),
        **_read(root, (*paths, *own, *_files(root, student_grader.PACKAGE), *_files(root, EDITOR))),
        "Makefile": student_grader.without(_text(root, "Makefile"), ("test", "bench", "lint")).encode(),
        "INSTRUCTOR.md": filled("instructor/README.md", wanted),
    }
    for folder in ("github-classroom", "gradescope"):
        names_of = (path.relative_to(SETTINGS).as_posix() for path in sorted((SETTINGS / folder).rglob("*")) if path.is_file())
        texts |= {f"settings/{name}": filled(name, wanted) for name in names_of}
    return texts


def for_gradescope(instructors: Mapping[str, bytes]) -> dict[str, bytes]:
    """An autograder to upload: the instructor's files in a folder, and beside it the two programs that Gradescope starts."""
    programs = {name: instructors[f"settings/gradescope/{name}"] for name in ("setup.sh", "run_autograder")}
    return {**programs, **{f"kata/{name}": data for name, data in instructors.items() if not name.startswith("settings/")}}


def public(wanted: Wanted) -> dict[course.Step, str]:
    """The public checks of each step, as files. Raises GraderError for a step that has none."""
    found = {}
    for step in course.steps(wanted.root, "tests/steps"):
        if step.number in wanted.steps:
            path = course.checks_path(step)
            found[step] = public_checks(path.read_text(encoding="utf-8"), step.number, _name(wanted.root, path))
    return found


def filled(name: str, wanted: Wanted) -> bytes:
    """A file of the settings with the steps, the first of them, and what exercises bring filled in."""
    text = (SETTINGS / name).read_text(encoding="utf-8")
    about = SETTINGS / "student" / ("woven.md" if wanted.woven else "withheld.md")
    values = {"STEPS": wanted.spans, "FIRST": str(min(wanted.steps)), "EXERCISES": about.read_text(encoding="utf-8")}
    return re.sub("@(STEPS|FIRST|EXERCISES)@", lambda found: values[found[1]], text).encode()


def _woven(root: Path, rungs: Sequence[weave.Rung]) -> dict[str, bytes]:
    texts = {**weave.exercises_of(rungs), **weave.data_of(root, rungs)}
    return {_name(root, path): text.encode() for path, text in texts.items()}


def _other_lessons(root: Path, steps: Collection[int]) -> dict[str, bytes]:
    """The lessons in other languages, cut to the steps."""
    found = {}
    for path in sorted((root / "exercises").glob("lessons.*.json")):
        if LESSONS.fullmatch(path.name):
            told = json.loads(path.read_text(encoding="utf-8"))
            told["steps"] = {number: page for number, page in told["steps"].items() if int(number) in steps}
            found[_name(root, path)] = _json(told)
    return found


def _translations(root: Path, checks: Mapping[course.Step, str]) -> dict[str, bytes]:
    """What other languages say of checks: of the public ones only, and nothing of mistakes."""
    found = {}
    for step, text in checks.items():
        for path in sorted((root / "grader/words").glob(f"*/steps/step{step.number:02}.json")):
            told = json.loads(path.read_text(encoding="utf-8"))
            own = {name: said for name, said in told.get("checks", {}).items() if name in names(text)}
            phrases = {english: said for english, said in told.get("phrases", {}).items() if _is_said(english, text)}
            found[_name(root, path)] = _json({"checks": own, "phrases": phrases, "mistakes": {}})
    return found


def _is_said(english: str, text: str) -> bool:
    """Whether a phrase can come from this text: all that stands between its fields is there."""
    pieces = [piece.strip() for piece in FIELD.split(english)]
    return any(pieces) and all(piece in text for piece in pieces)


def _json(told: Mapping[str, Any]) -> bytes:
    return (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode()


def _used(texts: Iterable[str]) -> set[str]:
    """The modules that check files import."""
    nodes = (node for text in texts for node in ast.walk(ast.parse(text)))
    return {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}


def _of_grader(root: Path, modules: Iterable[Path]) -> Iterator[Path]:
    """What the learner's part of the grader reads beside its modules: settings, and the sentences that these say."""
    said = "\n".join(path.read_text(encoding="utf-8") for path in modules)
    for path in _files(root, student_grader.PACKAGE):
        inside = path.relative_to(root / student_grader.PACKAGE).parts
        if path.suffix == ".json" and inside[0] == "words":
            if len(inside) == 3 and re.search(rf"[\"']{path.stem}\.", said):
                yield path
        elif path.suffix != ".py" and inside[0] != student_grader.LEFT_OUT:
            yield path


def _files(root: Path, folder: str) -> Iterator[Path]:
    """The files of a folder, without what Python left there."""
    for path in sorted((root / folder).rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc":
            yield path


def _named(root: Path, wanted: Iterable[str]) -> Iterator[Path]:
    return (root / name for name in wanted if (root / name).is_file())


def _read(root: Path, paths: Iterable[Path]) -> dict[str, bytes]:
    return {_name(root, path): path.read_bytes() for path in paths}


def _text(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()
