"""`replay student step`: a grading once more, exactly as it was."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from grader.commands.shared import step_number

if TYPE_CHECKING:
    from grader.classroom.replay import Replay



def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.add_argument("student")
    parser.add_argument("step", type=step_number)
    parser.add_argument("--out", type=Path, default=Path("grades"))


def run(options: argparse.Namespace) -> int:
    """Run it; 0 when it came to the same, 1 when not."""
    from grader.classroom.replay import replay

    found = replay(options.out, options.student, options.step)
    print("\n".join(_lines(found)))
    return int(not found.same)


def _lines(found: Replay) -> list[str]:
    from grader.words import check_name, say

    lines = [
        say("replay.title", name=found.person, step=found.step, file=found.file),
        say("replay.inputs", sha256=found.sha256, seed=found.seed),
        "",
    ]
    messages = dict(found.message)
    for name, before, after in found.checks:
        key = "replay.row" if before == after else "replay.row-moved"
        shown = [kind or say("replay.absent") for kind in (before, after)]
        if key == "replay.row":
            lines.append("  " + say("replay.row", name=check_name(found.step, name), before=shown[0]))
        else:
            lines.append("  " + say("replay.row-moved", name=check_name(found.step, name), before=shown[0], after=shown[1]))
        lines += [f"      {messages[name]}"] if name in messages else []
    before, after = found.status
    lines += ["", say("replay.same") if found.same else say("replay.differs", before=before, after=after)]
    lines += [say("replay.because", why=", ".join(found.why))] if found.why else []
    return lines
