"""The first ten minutes of a learner, typed into a fresh copy of the course → the run that the README shows.

`--write` puts it into the README; a test compares the README with a fresh run.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEEDED = "Makefile course.toml pyproject.toml grader exercises solutions scripts tests/steps tests/mistakes".split()
EXERCISE = "exercises/stage1_gradients/step01_variable.py"
HOLE = re.compile(r"^( *)raise NotImplementedError\(.*?\)$", re.MULTILINE | re.DOTALL)
BEGIN, END = "<!-- first hour: made by scripts/first_hour.py -->\n", "<!-- first hour ends -->\n"
# What is typed; a line that begins with > is what the learner writes into the file instead of the hole.
SESSION = (
    "make check STEP=1",
    "> self.data = np.array(data)",
    "make check SEED=1",
    "make hint",
    "> self.data = data",
    "make check",
    "make",
)


def recorded() -> str:
    """The whole run as text, with what differs from run to run and from machine to machine made the same."""
    with tempfile.TemporaryDirectory(prefix="kata-first-hour-") as folder:
        copy = Path(folder)
        _copy(copy)
        return "\n".join(_session(copy)).rstrip("\n") + "\n"


def _copy(to: Path) -> None:
    for name in NEEDED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, to / name)
    (to / ".venv").mkdir()
    (to / ".venv/.ready").touch()
    for path, text in _shipped().items():
        (to / path).write_text(text, encoding="utf-8")


def _shipped() -> dict[str, str]:
    """The first exercise as it was shipped, whatever stands in the author's own copy."""
    from grader import lessons

    return {EXERCISE: lessons.stub(ROOT, 1).text}


def _session(copy: Path) -> Iterator[str]:
    shipped = (copy / EXERCISE).read_text(encoding="utf-8")
    for typed in SESSION:
        if typed.startswith("> "):
            line = typed.removeprefix("> ")
            text = HOLE.sub(lambda hole, line=line: hole[1] + line, shipped)
            (copy / EXERCISE).write_text(text, encoding="utf-8")
            yield f"(in {EXERCISE} you write: {line})\n"
        else:
            yield f"$ {typed}"
            yield same(_run(typed, copy)) + "\n"


def _run(typed: str, copy: Path) -> str:
    """What a call of make prints, with this Python in the place of the copy's environment."""
    words = typed.split()
    run = f"RUN={sys.executable} -m grader"
    environment = {name: value for name, value in os.environ.items() if name not in ("STEP", "MAKEFLAGS", "COLUMNS")}
    environment |= {"KATA_LANG": "en", "PYTHONIOENCODING": "utf-8"}
    ran = subprocess.run(
        [words[0], "--no-print-directory", "-o", ".venv/.ready", run, *words[1:]],
        cwd=copy, env=environment, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    said = [line for line in ran.stderr.splitlines() if not line.startswith("make: ***")]
    return "\n".join([ran.stdout.strip("\n"), *said]).strip("\n")


def same(text: str) -> str:
    """A report without its seconds, without a seed that nobody chose, and isolated as on Linux with bubblewrap."""
    text = re.sub(r"seed (?!1 )\d+", "seed 271828", text)
    text = re.sub(r"\d+\.\d\d s$", "0.5 s", text, flags=re.MULTILINE)
    how = "isolated by bwrap: files, writing, network, processes, programs, signals blocked"
    return re.sub(r"^(?:not isolated|isolated by).*(?:\n(?!\n).+)*", how, text, flags=re.MULTILINE)


def in_readme(readme: str) -> str:
    """The run that the README shows. Raises ValueError where it shows none."""
    return readme[readme.index(BEGIN) + len(BEGIN) : readme.index(END)].removeprefix("```\n").removesuffix("```\n")


def main() -> int:
    """Print the run, or write it into the README."""
    run = recorded()
    if sys.argv[1:] == ["--write"]:
        path = ROOT / "README.md"
        readme = path.read_text(encoding="utf-8")
        above, below = readme.partition(BEGIN)[0], readme.partition(END)[2]
        path.write_text(f"{above}{BEGIN}```\n{run}```\n{END}{below}", encoding="utf-8")
    else:
        sys.stdout.write(run)
    return 0


if __name__ == "__main__":
    sys.exit(main())
