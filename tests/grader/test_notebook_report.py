"""The trusted side of a notebook's last cell: what a kernel sends, judged behind the trust line."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from grader import bank, course
from grader.check import Options
from grader.commands import main
from grader.errors import Unusable
from grader.notebook_report import bundle, outcome, request, submission

ROOT = course.ROOT
WRONG = "x.grad = gx"


def framework(step: int = 14) -> str:
    made = bank.reference(ROOT, step)
    assert made is not None
    return made.files[made.main]


def test_a_request_is_taken_apart() -> None:
    data = json.dumps({"folder": "/here", "seed": 3, "cells": [[2, "x = 1"]]}).encode()
    assert request(data, 14) == (Path("/here"), 3, ((2, "x = 1"),))


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff", b"[]", b"{}", b'{"folder": 3, "seed": null, "cells": []}', b'{"folder": "", "seed": -1, "cells": []}']
    + [b'{"folder": "", "seed": true, "cells": []}', b'{"folder": "", "seed": null, "cells": [3]}'],
)
def test_what_no_kernel_sends_is_refused_with_the_way_to_do_it(data: bytes) -> None:
    with pytest.raises(Unusable, match=r"from grader.notebook_check import check; check\(14\)"):
        request(data, 14)


def test_cells_are_called_as_the_notebook_numbers_them(tmp_path: Path) -> None:
    made = submission(tmp_path, [(3, "x = 1"), (4, "# checked"), (9, "%time y = 2\nz = 3")])
    assert [block.label for block in made.blocks] == ["In [3]", "In [9]"]
    assert made.where(1) == "In [3], line 1" and made.where(3) == "In [9], line 2"
    assert made.path == "this notebook"


def test_what_lies_beside_the_notebook_can_be_imported(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text("value = 3\n")
    assert submission(tmp_path, [(1, "from helper import value")]).files["helper.py"] == "value = 3\n"


def test_cells_without_code_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="this notebook"):
        submission(tmp_path, [(1, "# checked")])


def test_a_right_notebook_passes_and_is_told_how_to_go_on(tmp_path: Path) -> None:
    found = outcome(ROOT, 14, tmp_path, [(2, framework()), (3, "print(1 / 0)")], Options(seed=5))
    assert (found.status, found.file) == ("passed", "this notebook")
    assert [problem["place"] for problem in found.problems] == ["In [3], line 1"]
    assert "make notebook STEP=14 BACK=1" in found.advice


def test_a_wrong_notebook_is_told_to_run_its_cells_again(tmp_path: Path) -> None:
    text = framework().replace("x.grad = gx if x.grad is None else x.grad + gx", WRONG)
    found = outcome(ROOT, 14, tmp_path, [(2, text)], Options(seed=5))
    assert found.status == "failed" and found.graph is not None and found.diagnosis is not None
    assert found.advice.startswith("change Variable.backward and Variable.cleargrad in the cells above")
    told = json.loads(bundle(found))
    assert "1 and 1 arrived at x" in told["html"] and "1 and 1 arrived at x" in told["text"]


def test_a_notebook_that_can_not_be_read_is_told_where(tmp_path: Path) -> None:
    found = outcome(ROOT, 14, tmp_path, [(7, "x = (")], Options(seed=5))
    assert found.status == "error" and found.advice == "mend In [7], line 1, run that cell, then this one again."


def test_the_command_reads_a_request_and_writes_a_bundle(
    tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = json.dumps({"folder": str(tmp_path), "seed": 5, "cells": [[1, framework()]]}).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert main(["notebook", "14", "--check"]) == 0
    assert json.loads(capsys.readouterr().out)["text"].startswith("Step 14")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert main(["notebook", "14", "--check"]) == 2
