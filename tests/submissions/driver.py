"""A plan of hostile submissions → what became of each, as one JSON line each, all of them run in one Worker.

Called in a process of its own, because the grader runs pytest and pytest does not nest. After each submission a
right one is judged in the same Worker, and processes and files that were left behind are looked for.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SEED = 14
SUBREAPER = 36


def main(plan: dict[str, Any]) -> None:
    """Judge each case of the plan and print what was seen."""
    from grader.worker import Limits, Worker

    adopt_orphans()
    limits = Limits(**plan["limits"])
    with Worker(plan["level"], limits) as worker:
        print(json.dumps(open_doors(worker)), flush=True)
        own = set(descendants())
        for case in plan["cases"]:
            worker.limits = limits._replace(**case["limits"])
            seen = judged(Path(case["root"]), case, worker)
            worker.limits = Limits()._replace(memory_bytes=limits.memory_bytes)
            seen["next"] = next_one(Path(plan["root"]), Path(plan["right"]), worker)
            seen["processes"] = [what for pid, what in descendants().items() if pid not in own]
            seen["files"] = [str(path) for folder in plan["private"] for path in left_in(Path(folder))]
            print(json.dumps(seen), flush=True)
    print(json.dumps({"after": still_there()}), flush=True)


def open_doors(worker: Any) -> dict[str, Any]:
    """The level that holds and the doors that are shut in it, or why there is none."""
    from grader.errors import Unusable

    try:
        isolation = worker.isolation()
    except Unusable as reason:
        print(json.dumps({"unusable": str(reason)}))
        raise SystemExit from None
    return {"level": isolation.level, "blocked": isolation.blocked}


def judged(root: Path, case: dict[str, Any], worker: Any) -> dict[str, Any]:
    """What `make check` would say of one submission: both reports, the exit code, the time it took."""
    from grader.errors import KataError

    started = time.perf_counter()
    try:
        seen = reported(root, case["step"], Path(case["path"]), worker)
    except KataError as error:
        seen = {"exit": error.exit_code, "text": str(error), "document": None}
    except Exception as error:  # what `grader.commands` calls a failure of our own
        seen = {"exit": 3, "text": f"{type(error).__name__}: {error}", "document": None}
    return {"name": case["name"], "seconds": time.perf_counter() - started, **seen}


def reported(root: Path, number: int, path: Path, worker: Any) -> dict[str, Any]:
    from grader import check, course
    from grader.reports import document, text
    from grader.submission import load

    step = course.step(root, number)
    submission = load(path, number)
    found = check.judge_step(step, submission, SEED, worker)
    outcome = check.word(step, submission, found, SEED, worker)
    page, data = text.render(outcome), document.render(outcome)
    (page + data).encode("utf-8")  # as stdout would
    return {"exit": outcome.exit_code, "text": page, "document": json.loads(data)}


def next_one(root: Path, path: Path, worker: Any) -> dict[str, str]:
    """The verdicts of a right submission, judged in the same Worker."""
    seen = judged(root, {"name": "next", "step": SEED, "path": path}, worker)
    if seen["document"] is None:
        return {"": seen["text"]}
    return {check["name"]: check["verdict"] for check in seen["document"]["checks"]}


def adopt_orphans() -> None:
    """Let processes whose parents have gone become children of this one, so that none is overlooked."""
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)


def still_there() -> list[str]:
    """What is left when all have had time to die: those whose parents had gone are waited for here."""
    signal.alarm(20)  # ends this process, and so the test, if one of them lives on
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    signal.alarm(0)
    return list(descendants().values())


def descendants() -> dict[int, str]:
    """The processes below this one, with what they are called. A zombie counts: nobody has waited for it."""
    parents = dict(relations())
    found: dict[int, str] = {}
    waiting = [Path("/proc/self").resolve().name]
    while waiting:
        above = waiting.pop()
        for pid, parent in parents.items():
            if parent == above:
                found[int(pid)] = called(pid)
                waiting.append(pid)
    return found


def relations() -> Iterator[tuple[str, str]]:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                yield folder.name, (folder / "stat").read_text().rpartition(")")[2].split()[1]
            except OSError:
                continue


def called(pid: str) -> str:
    try:
        return f"{pid}: " + Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()[:200]
    except OSError:
        return f"{pid}: gone"


def left_in(folder: Path) -> Iterator[Path]:
    """Whatever lies in a folder that only this run uses, but the worker's own empty scratch folder."""
    for path in folder.rglob("*"):
        if not (path.parent == folder and path.name.startswith("kata-") and not any(path.iterdir())):
            yield path


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
