"""Names of another age of NumPy, Python and notebooks: understood, told, and only where nothing else answers."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.inside import ages
from grader.inside.loader import load

InChild = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def ran(in_child: InChild) -> Callable[[str], Any]:
    """Load a text in a child; what it left in `seen`, the notes, the problems."""

    def run(text: str) -> Any:
        def work() -> Any:
            made = load("mine.py", {}, [{"text": text, "first_line": 1}], "as-written")
            return [made.namespace.get("seen"), made.notes, [p["message"] for p in made.problems]]

        return in_child(work)

    return run


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("np.float(3)", 3.0),
        ("np.int(3.7)", 3),
        ("np.object is object", True),
        ("float(np.product([2, 3]))", 6.0),
        ("bool(np.alltrue([True, False]))", False),
        ("np.Inf", float("inf")),
        ("np.NINF", float("-inf")),
        ("float(np.float_(2))", 2.0),
        ("np.asscalar(np.array(4.0))", 4.0),
        ("np.math.floor(2.5)", 2),
        ("int(np.cumproduct([2, 3])[1])", 6),
        ("np.rank(np.zeros((2, 2)))", 2),
        ("np.asfarray([1, 2]).dtype.kind", "f"),
    ],
)
def test_a_name_that_numpy_has_dropped_is_understood_and_told(
    ran: Callable[[str], Any], expression: str, value: Any
) -> None:
    seen, notes, problems = ran(f"import numpy as np\nseen = {expression}\n")
    name = expression.partition("np.")[2].split("(")[0].split(" ")[0].split(".")[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # NumPy warns of some that it has dropped
        there = hasattr(np, name)
    assert (seen, problems) == (value, [])
    assert notes == ([] if there else [["numpy-name", name]])


def test_a_name_is_told_once(ran: Callable[[str], Any]) -> None:
    _, notes, _ = ran("import numpy as np\nnp.float(1)\nnp.float(2)\n")
    assert len(notes) == 1


def test_a_name_that_numpy_never_had_stays_unknown(ran: Callable[[str], Any]) -> None:
    _, notes, problems = ran("import numpy as np\nnp.frobnicate\n")
    assert notes == [] and problems == ["module 'numpy' has no attribute 'frobnicate'"]


def test_nothing_of_today_is_changed_or_told(ran: Callable[[str], Any]) -> None:
    seen, notes, problems = ran("import numpy as np\nimport numpy.linalg, typing\nseen = [np.bool_(1) == True, np.pi > 3]\n")
    assert (seen, notes, problems) == ([True, True], [], [])


@pytest.mark.parametrize("line", ["from numpy.lib.arraysetops import isin", "from numpy.core.fromnumeric import product"])
def test_a_private_module_gives_numpy_s_own_names(ran: Callable[[str], Any], line: str) -> None:
    name = line.split()[-1]
    seen, _, problems = ran(f"{line}\nseen = {name} is not None\n")
    assert (seen, problems) == (True, [])


def test_what_a_private_module_never_had_is_an_import_that_fails(ran: Callable[[str], Any]) -> None:
    assert ran("from numpy.lib.gone import frobnicate\n")[2] != []


def test_a_hint_of_a_newer_python_says_nothing_and_does_no_harm(ran: Callable[[str], Any]) -> None:
    seen, notes, problems = ran(
        "from typing import Any, Brandnew\n@Brandnew\ndef f(x: Brandnew[int] | None, y: int | Brandnew):\n    return 1\n"
        "seen = f(1, 2)\n"
    )
    assert (seen, problems) == (1, [])
    assert notes == [["typing-name", "Brandnew"]]


def test_names_of_a_notebook_s_session_are_there(ran: Callable[[str], Any]) -> None:
    seen, notes, problems = ran(
        "get_ipython().run_line_magic('a', 'b')\ndisplay(1)\n@profile\ndef f():\n    return 2\nseen = f()\n"
    )
    assert (seen, problems) == (2, []) and notes == [["ipython", "get_ipython"]]


def test_every_name_that_moved_has_somewhere_to_go() -> None:
    assert all(hasattr(np, new) or hasattr(np, old) for old, new in ages.MOVED.items())
