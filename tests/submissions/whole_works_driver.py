"""A plan of folders → what `place` says of each, as one JSON line each.

Called in a process of its own, because the grader runs pytest and pytest does not nest.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

SEED = 7


def main(plan: dict[str, Any]) -> None:
    """Place each folder of the plan and print both reports."""
    from grader.check import Options
    from grader.errors import KataError
    from grader.place import place
    from grader.reports.document import document, plain
    from grader.reports.text import render_placed
    from grader.worker import Limits

    for path in plan["paths"]:
        try:
            found = place(Path(plan["root"]), Path(path), Options(SEED, limits=Limits(**plan["limits"])))
            said = {"exit": found.exit_code, "document": plain(document(found)), "text": render_placed(found)}
        except KataError as error:
            said = {"exit": error.exit_code, "document": None, "text": str(error)}
        print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
