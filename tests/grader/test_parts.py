"""What a core calls in a package that did not come along is lent on its own Function, and told; never where it is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.inside import parts
from grader.inside.loader import load

InChild = Callable[[Callable[[], Any]], Any]

CORE = '''
import numpy as np
{imports}


class Variable:
    def __init__(self, data):
        self.data = data
        self.grad = None
        self.creator = None

    @property
    def shape(self):
        return self.data.shape

    def backward(self):
        self.grad = Variable(np.ones_like(self.data))
        f, y = self.creator, self
        while f is not None:
            x = f.inputs[0]
            x.grad = f.backward(y.grad)
            f, y = x.creator, x


class Function:
    def __call__(self, x):
        y = Variable(self.forward(x.data))
        y.creator, self.inputs = self, [x]
        return y


'''
SUM_TO = "def called(x, shape):\n    return dezero.functions.sum_to(x, shape)\n"


@pytest.fixture
def lent(in_child: InChild) -> Callable[..., Any]:
    """What `look` finds in a core with such imports and such an end, the notes, and the problems."""

    def run(imports: str, end: str, look: Callable[[dict[str, Any]], Any], main: str = "core.py", **files: str) -> Any:
        text = CORE.format(imports=imports) + end
        others = {name.replace("__SLASH__", "/") + ".py": other for name, other in files.items()}

        def work() -> Any:
            made = load(main, others, [{"text": text, "first_line": 1}], "as-written")
            return [look(made.namespace), made.notes, [p["message"] for p in made.problems]]

        return in_child(work)

    return run


def slopes(names: dict[str, Any], call: Callable[[Any], Any], shape: tuple[int, ...]) -> Any:
    """The shape of a result, its sum, and the gradient that comes back from it, with the class that it has."""
    x = names["Variable"](np.arange(1.0, 1.0 + np.prod(shape)).reshape(shape))
    y = call(x)
    y.backward()
    return [list(y.data.shape), float(y.data.sum()), x.grad.data.tolist(), type(x.grad) is names["Variable"]]


@pytest.mark.parametrize(
    ("shape", "to"), [((2, 2), ()), ((2, 2), (1, 2)), ((2, 2), (2,)), ((2, 2), (2, 1)), ((1, 2, 2), (1, 1))]
)
def test_a_sum_is_made_on_the_function_of_the_file(lent: Callable[..., Any], shape: Any, to: Any) -> None:
    seen, notes, problems = lent(
        "import dezero", SUM_TO, lambda names: slopes(names, lambda x: names["called"](x, to), shape)
    )
    assert seen == [list(to), 10.0, np.ones(shape).tolist(), True] and problems == []
    assert notes == [["lent", "dezero.functions"]]


@pytest.mark.parametrize(
    ("call", "shape", "seen"),
    [
        ("broadcast_to(x, (3, 2))", (2,), [[3, 2], 9.0, [3.0, 3.0]]),
        ("reshape(x, (4,))", (2, 2), [[4], 10.0, [[1.0, 1.0], [1.0, 1.0]]]),
        ("transpose(x)", (1, 2), [[2, 1], 3.0, [[1.0, 1.0]]]),
        ("transpose(x, (1, 2, 0))", (1, 1, 2), [[1, 2, 1], 3.0, [[[1.0, 1.0]]]]),
        ("sum(x)", (2,), [[], 3.0, [1.0, 1.0]]),
        ("sum(x, axis=1)", (1, 2), [[1], 3.0, [[1.0, 1.0]]]),
        ("sum(x, (0, 1), True)", (1, 2), [[1, 1], 3.0, [[1.0, 1.0]]]),
    ],
)
def test_the_others_have_their_values_and_gradients(lent: Callable[..., Any], call: str, shape: Any, seen: Any) -> None:
    end = f"def called(x):\n    return dezero.functions.{call}\n"
    found, _, problems = lent("import dezero", end, lambda names: slopes(names, names["called"], shape))
    assert found == [*seen, True] and problems == []


def test_what_has_the_shape_already_is_handed_back(lent: Callable[..., Any]) -> None:
    def same(names: dict[str, Any]) -> bool:
        x = names["Variable"](np.ones(2))
        others = names["dezero"].functions
        return all(call(x, (2,)) is x for call in (names["called"], others.broadcast_to, others.reshape))

    assert lent("import dezero", SUM_TO, same)[0] is True


@pytest.mark.parametrize(
    ("imports", "name", "told"),
    [
        ("import dezero.functions as F", "F.sum_to", "dezero.functions"),
        ("import dezero as dz\nF = dz.functions.sum_to", "F", "dezero.functions"),
        ("from dezero.functions import sum_to", "sum_to", "dezero.functions"),
        ("from dezero import functions, cuda", "functions.sum_to", "dezero.functions"),
        ("from mine import cuda", "cuda.get_array_module", "mine.cuda"),
        ("from . import functions", "functions.sum_to", "functions"),
        ("from .functions import sum_to", "sum_to", "functions"),
    ],
)
def test_it_is_found_however_it_is_imported(lent: Callable[..., Any], imports: str, name: str, told: str) -> None:
    seen, notes, problems = lent(imports, f"found = callable({name})\n", lambda names: names["found"])
    assert seen is True and ["lent", told] in notes and problems == []


def test_numpy_is_the_module_of_every_array(lent: Callable[..., Any]) -> None:
    end = "xp = dezero.cuda.get_array_module(1)\nback = dezero.cuda.as_numpy(Variable(np.ones(2)))\n"
    seen, _, _ = lent("import dezero", end, lambda names: [names["xp"] is np, names["back"].tolist()])
    assert seen == [True, [1.0, 1.0]]


def test_what_a_later_step_gives_to_the_class_can_be_given_and_says_so_when_it_is_called(lent: Callable[..., Any]) -> None:
    def message(names: dict[str, Any]) -> str:
        try:
            names["Variable"](np.ones(2)).max()
        except RuntimeError as error:
            return str(error)
        return ""

    seen, _, problems = lent("import dezero", "Variable.max = dezero.functions.max\n", message)
    assert "not beside this file" in seen and problems == []


@pytest.mark.parametrize("name", ["sin", "exp", "square", "tanh", "Sin"])
def test_nothing_is_lent_that_a_step_asks_for(lent: Callable[..., Any], name: str) -> None:
    assert not any(name in names for names in parts.PARTS.values())
    end = f"{SUM_TO}found = hasattr(dezero.functions, '{name}')\n"
    assert lent("import dezero", end, lambda names: names["found"])[0] is False


def test_a_module_that_is_there_is_taken_as_it_is(lent: Callable[..., Any]) -> None:
    files = {"dezero__SLASH____init__": "import dezero.functions\n", "dezero__SLASH__functions": "own = 1\n"}
    look = lambda names: [names["dezero"].functions.own, hasattr(names["dezero"].functions, "sum_to")]  # noqa: E731
    assert lent("import dezero", SUM_TO, look, **files) == [[1, False], [], []]
    assert lent("import dezero", SUM_TO, look, "dezero/core.py", **files) == [[1, False], [], []]


@pytest.mark.parametrize("files", [{}, {"dezero__SLASH____init__": "x = 1\n"}, {"dezero__SLASH__other": ""}])
def test_a_package_that_lacks_the_module_is_completed(lent: Callable[..., Any], files: dict[str, str]) -> None:
    seen, notes, _ = lent(
        "import dezero", SUM_TO, lambda names: callable(names["dezero"].functions.sum_to), "dezero/core.py", **files
    )
    assert seen is True and notes == [["lent", "dezero.functions"]]


@pytest.mark.parametrize(
    "text",
    [
        "from dezero import Variable\nimport dezero.functions as F\ny = F.sum_to(Variable(1), ())\n",
        "import torch\nclass A:\n    def __call__(self): pass\n    def backward(self): torch.cuda.is_available()\n",
        "class A:\n    def __call__(self): pass\n    def backward(self): return self.functions.pop()\n",
    ],
)
def test_a_script_and_another_library_want_nothing(text: str) -> None:
    assert parts.wanted([text]) == set()


def test_a_file_that_calls_nothing_gets_no_lender() -> None:
    assert parts.install(["import dezero\n"], []) is None


def test_the_names_of_an_import_are_those_that_it_was_to_bring() -> None:
    lines = ["import a.b, c as d\n", "from e import (\n", "    f,\n", "    g as h,\n", ")\n", "x = 1\n"]
    assert parts.imported_at(lines, 1) == {"a", "d"} and parts.imported_at(lines, 2) == {"f", "h"}
    assert parts.imported_at(lines, 6) == set() and parts.imported_at(["(\n"], 1) == set()
