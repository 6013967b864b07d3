"""`similar [folder]`: who shares passages that few others have, as a hint for a person to look."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from grader.commands.grade import steps_of

if TYPE_CHECKING:
    from grader.classroom.similar import Found


def arguments(parser: argparse.ArgumentParser) -> None:
    """What may stand behind the command."""
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--out", type=Path, default=Path("grades"))
    parser.add_argument("--roster", type=Path)
    parser.add_argument("--steps", type=steps_of, default=())


def run(options: argparse.Namespace) -> int:
    """Run it; 0 whatever was found, which is no verdict."""
    from grader.classroom import outputs, similar
    from grader.errors import Unusable
    from grader.words import listed, say

    if not similar.there():
        raise Unusable(say("alike.needed", tool=similar.TOOL, how=outputs.INSTALL))
    found, title = _found(options)
    made = outputs.similar_files(found, title, options.out)
    print(outputs.similar_line(found, options.out))
    print(say("alike.written", files=listed([str(path) for path in made])))
    return 0


def _found(options: argparse.Namespace) -> tuple[Found, str]:
    """What is alike in the folder of submissions or, without one, in the gradebook; and what the class is called."""
    from grader.classroom import summary
    from grader.classroom.similar import handed, look

    if options.folder is not None:
        authors = handed.of_folder(options.folder, options.roster, options.steps)
        return look(authors), options.folder.resolve().stem
    with handed.of_gradebook(options.out, options.steps) as graded:
        return look(graded), summary.title(options.out)
