"""The text of a submission → a live namespace: nothing in a demonstration, a typing error or a neighbour stops it.

What is loaded here was written here; it runs in forked children all the same.
"""

from __future__ import annotations

import inspect
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.inside.loader import MAX_PROBLEMS, ROOT, load, needed_version

InChild = Callable[[Callable[[], Any]], Any]
Look = Callable[[dict[str, Any]], Any]


@pytest.fixture
def loaded(in_child: InChild) -> Callable[..., Any]:
    """Load cells of text in a child; what `look` finds in the namespace, and what was noticed."""

    def run(
        *cells: str, look: Look | None = None, main: str = "mine.py", order: str = "as-written", **files: str
    ) -> Any:
        blocks, line = [], 1
        for cell in cells:
            blocks.append({"text": cell, "first_line": line})
            line += cell.count("\n") + 1
        others = {name.replace("__SLASH__", "/") + ".py": text for name, text in files.items()}

        def work() -> Any:
            made = load(main, others, blocks, order)
            names = sorted(name for name in made.namespace if not name.startswith("__"))
            return {
                "names": names,
                "seen": look(made.namespace) if look else None,
                "notes": made.notes,
                "problems": [(p["type"], p["line"]) for p in made.problems],
                "messages": [p["message"] for p in made.problems],
                "files": [p["file"] for p in made.problems],
                "definitions": sorted(made.definitions),
                "left_behind": made.left_behind,
            }

        return in_child(work)

    return run


def test_names_are_there_and_the_demonstration_under_main_does_not_run(loaded: Callable[..., Any]) -> None:
    told = loaded(
        "x = 1\ndef f():\n    return x\nif __name__ == '__main__':\n    1 / 0\n", look=lambda names: names["f"]()
    )
    assert told["names"] == ["f", "x"] and told["seen"] == 1 and told["problems"] == []


ANEW = """
class Box:
    kind = "first"
def made():
    return Box.kind
{guard}:
    class Box:
        kind = "anew"
    def made():
        return "made " + Box.kind
    def only_here():
        pass
    Box.__len__ = lambda box: 3
    Box.size = 3
    1 / 0
{after}
"""


@pytest.mark.parametrize("guard", ["if __name__ == '__main__'", 'if "__main__" == __name__', 'if (__name__ == "__main__")'])
@pytest.mark.parametrize("order", ["as-written", "last-definitions-first"])
def test_what_the_program_defines_is_defined_and_the_rest_of_it_is_not_done(
    loaded: Callable[..., Any], guard: str, order: str
) -> None:
    text = ANEW.format(guard=guard, after="y = made()")
    told = loaded(text, order=order, look=lambda names: [names["Box"].kind, names["made"](), names["y"], len(names["Box"]())])
    assert told["seen"] == ["anew", "made anew", "made anew", 3] and told["problems"] == []
    assert told["names"] == ["Box", "made", "only_here", "y"]


def test_what_the_program_hangs_on_a_class_that_is_no_special_method_is_not(loaded: Callable[..., Any]) -> None:
    text = ANEW.format(guard="if __name__ == '__main__'", after="")
    assert loaded(text, look=lambda names: hasattr(names["Box"], "size"))["seen"] is False


def test_modules_that_the_program_imports_are_there_for_what_stands_above(loaded: Callable[..., Any]) -> None:
    program = "if __name__ == '__main__':\n    import math as m\n    from math import floor as root\n"
    text = f"def root(x):\n    return m.sqrt(x)\n{program}"
    assert loaded(text, look=lambda names: names["root"](2.25))["seen"] == 1.5


def test_a_definition_behind_the_program_comes_last(loaded: Callable[..., Any]) -> None:
    text = ANEW.format(guard="if __name__ == '__main__'", after="class Box:\n    kind = 'last'")
    assert loaded(text, look=lambda names: names["made"]())["seen"] == "made last"


@pytest.mark.parametrize("guard", ["if __name__ != '__main__'", "if __name__ == 'mine.main'", "if len('ab') == 3"])
def test_definitions_below_another_condition_are_left_to_python(loaded: Callable[..., Any], guard: str) -> None:
    text = ANEW.format(guard=guard, after="").replace("    1 / 0\n", "")
    expected = "anew" if "!=" in guard else "first"
    assert loaded(text, look=lambda names: names["Box"].kind)["seen"] == expected


def test_a_problem_in_a_definition_of_the_program_has_its_own_line(loaded: Callable[..., Any]) -> None:
    told = loaded("class Box: pass\nif __name__ == '__main__':\n    class Box:\n        kind = undefined\n")
    assert told["names"] == ["Box"] and told["problems"] == [["NameError", 3]]


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("undefined", "NameError"),
        ("import torch_that_is_not_there", "ModuleNotFoundError"),
        ("raise SystemExit(0)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("raise NotImplementedError('write me')", "NotImplementedError"),
        ("for i in range(3):\n    1 / 0", "ZeroDivisionError"),
        ("@undefined\ndef g():\n    pass", "NameError"),
        ("class Broken:\n    x = 1\n    y = undefined", "NameError"),
        ("def g():\n    h()\ndef h():\n    1 / 0\ng()", "ZeroDivisionError"),
    ],
)
def test_a_statement_that_raises_is_noted_with_its_line_and_the_rest_is_read(
    loaded: Callable[..., Any], statement: str, kind: str
) -> None:
    told = loaded(f"before = 1\n\n{statement}\nafter = 2\n")
    assert {"before", "after"} <= set(told["names"])
    assert [problem[0] for problem in told["problems"]] == [kind]
    line = told["problems"][0][1]
    assert 3 <= line < 3 + statement.count("\n") + 1


def test_the_line_is_that_of_the_top_level_statement_that_raised(loaded: Callable[..., Any]) -> None:
    told = loaded("def f():\n    1 / 0\n\nx = 1\nf()\ny = (\n    undefined\n)\nz = 3\n")
    assert told["problems"] == [["ZeroDivisionError", 5], ["NameError", 7]] and "z" in told["names"]


@pytest.mark.parametrize(
    "statement",
    [
        "return 5",
        "yield 1",
        "break",
        "continue",
        "await x",
        "nonlocal x",
        "def g(a, a): pass",
        "f() = 1",
        "from . import *x",
    ],
)
def test_what_is_not_python_on_one_line_does_not_take_what_stands_above_with_it(
    loaded: Callable[..., Any], statement: str
) -> None:
    told = loaded(f"import math\n\ndef f():\n    return 1\n\n{statement}\n")
    assert {"f", "math"} <= set(told["names"])
    assert told["problems"] == [["SyntaxError", 6]]


def test_what_parses_and_does_not_compile_is_left_out_alone(loaded: Callable[..., Any]) -> None:
    told = loaded("a = 1\nreturn 5\nb = 2\n1 / 0\nc = 3\nbreak\nd = 4\n")
    assert told["names"] == ["a", "b", "c", "d"]
    assert told["problems"] == [["SyntaxError", 2], ["ZeroDivisionError", 4], ["SyntaxError", 6]]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("class A:\n    pass\n\ndef f(:\n    pass\n", 4),
        ("class A:\n    pass\n\nx = (1,\n     2\n\ndef f():\n    pass\n", 4),
        ("class A:\n    pass\n\nx = '''never closed\n\n", 4),
        ("class A:\n    pass\n\nif True:\nx = 1\n", 5),
        ("class A:\n    pass\n\nx = [1, 2)\n", 4),
        ("class A:\n    pass\n\nx = 1\n    y = 1\n", 5),
        ("class A:\n    pass\n\nx = 'never closed\n", 4),
    ],
)
def test_a_file_that_does_not_parse_is_read_as_far_as_it_does(loaded: Callable[..., Any], text: str, line: int) -> None:
    told = loaded(text)
    assert "A" in told["names"]
    assert len(told["problems"]) == 1 and told["problems"][0][0] in ("SyntaxError", "IndentationError")
    assert told["problems"][0][1] == line


def test_a_file_with_a_null_byte_is_noted_and_does_no_harm(loaded: Callable[..., Any]) -> None:
    told = loaded("x = 1\0\n")
    assert told["names"] == [] and told["problems"][0][0] in ("SyntaxError", "ValueError")


def test_very_deep_nesting_is_noted_and_does_no_harm(loaded: Callable[..., Any]) -> None:
    told = loaded("x = 1\n", "y = " + "(" * 5000 + ")" * 5000, "z = 3\n")
    assert {"x", "z"} <= set(told["names"]) and len(told["problems"]) == 1


# Cells


def test_a_cell_that_does_not_parse_or_run_leaves_the_later_cells(loaded: Callable[..., Any]) -> None:
    told = loaded("a = 1\n", "b = = 2\n", "c = a + 1\nundefined\n", "d = c\n", look=lambda names: names["d"])
    assert told["names"] == ["a", "c", "d"] and told["seen"] == 2
    assert told["problems"] == [["SyntaxError", 3], ["NameError", 6]]


def test_lines_are_those_of_the_whole_file_in_every_cell(loaded: Callable[..., Any]) -> None:
    def look(names: dict[str, Any]) -> Any:
        try:
            names["f"]()
        except ZeroDivisionError as error:
            frame = traceback.extract_tb(error.__traceback__)[-1]
            return [frame.filename, frame.lineno, frame.line]

    told = loaded("a = 1\nb = 2\n", "def f():\n    return 1 / 0\n", look=look)
    assert told["seen"] == [ROOT + "mine.py", 5, "return 1 / 0"]


def test_the_source_of_a_function_can_be_had_by_its_owner(loaded: Callable[..., Any]) -> None:
    told = loaded("a = 1\n", "def f():\n    return 7\n", look=lambda names: inspect.getsource(names["f"]))
    assert told["seen"] == "def f():\n    return 7\n"


def test_a_future_import_holds_for_the_whole_file_also_after_a_statement_that_raised(
    loaded: Callable[..., Any],
) -> None:
    text = "from __future__ import annotations\n1 / 0\ndef f(x: Unknown) -> Unknown:\n    return x\n"
    told = loaded(text, look=lambda names: names["f"](3))
    assert told["seen"] == 3 and told["problems"] == [["ZeroDivisionError", 2]]


def test_our_own_future_imports_are_not_theirs(loaded: Callable[..., Any]) -> None:
    told = loaded("def f(x: int):\n    return x\n", look=lambda names: names["f"].__annotations__["x"] is int)
    assert told["seen"] is True


# Neighbours


def test_a_neighbour_is_imported_from_memory(loaded: Callable[..., Any]) -> None:
    told = loaded(
        "from core import Variable\nimport core\n",
        look=lambda n: n["Variable"] is n["core"].Variable,
        core="class Variable: pass\n",
    )
    assert told["seen"] is True and told["problems"] == []


def test_a_package_with_relative_imports_is_imported_from_memory(loaded: Callable[..., Any]) -> None:
    told = loaded(
        "from dezero import Variable, deep\n",
        look=lambda names: [names["Variable"].__module__, names["deep"]],
        dezero__SLASH____init__="from .core import Variable\nfrom .sub.more import deep\n",
        dezero__SLASH__core="class Variable: pass\n",
        dezero__SLASH__sub__SLASH__more="from ..core import Variable\ndeep = Variable.__name__\n",
    )
    assert told["seen"] == ["dezero.core", "Variable"] and told["problems"] == []


def test_a_file_in_a_folder_finds_what_stands_above_it(loaded: Callable[..., Any]) -> None:
    told = loaded(
        "from dezero.core import Variable\nimport helper\n",
        main="steps/step14.py",
        look=lambda names: names["Variable"].__name__ + names["helper"].word,
        dezero__SLASH__core="class Variable: pass\n",
        steps__SLASH__helper="word = 'beside'\n",
    )
    assert told["seen"] == "Variablebeside" and told["problems"] == []


def test_the_main_file_of_a_package_may_import_relatively(loaded: Callable[..., Any]) -> None:
    told = loaded(
        "from .core import Variable\n",
        main="dezero/__init__.py",
        look=lambda names: names["Variable"].__module__,
        dezero__SLASH__core="class Variable: pass\n",
    )
    assert told["seen"] == "dezero.core" and told["problems"] == []


def test_a_neighbour_is_read_as_leniently_as_the_file_itself(loaded: Callable[..., Any]) -> None:
    told = loaded("from core import late\n", look=lambda names: names["late"], core="x = 1\n1 / 0\nlate = 2\n")
    assert told["seen"] == 2
    assert told["problems"] == [["ZeroDivisionError", 2]] and told["files"] == ["core.py"]


def test_neighbours_may_import_each_other_in_a_circle(loaded: Callable[..., Any]) -> None:
    told = loaded("import a\n", look=lambda names: names["a"].b.a is names["a"], a="import b\n", b="import a\n")
    assert told["seen"] is True and told["problems"] == []


def test_a_circle_through_the_main_file_reads_it_again_under_its_name(loaded: Callable[..., Any]) -> None:
    told = loaded(
        "from a import *\nclass Base: pass\n",
        look=lambda names: [names["Child"].__mro__[1].__name__, names["Child"].__mro__[1] is names["Base"]],
        a="from mine import Base\nclass Child(Base): pass\n",
    )
    assert told["seen"] == ["Base", False] and told["problems"] == []


PACKAGE = {
    "dezero__SLASH____init__": "from dezero.core import Variable\nimport dezero.functions\nready = 1\n",
    "dezero__SLASH__functions": "from dezero.core import Variable\nkind = Variable\n",
}


@pytest.mark.parametrize("order", ["as-written", "last-first"])
def test_a_file_that_lies_in_a_package_is_loaded_once_and_after_it(loaded: Callable[..., Any], order: str) -> None:
    told = loaded(
        "import dezero\nclass Variable: pass\ndef whole():\n    return dezero.ready, dezero.functions.kind is Variable\n",
        main="dezero/core.py",
        order=order,
        look=lambda names: [*names["whole"](), names["__name__"]],
        **PACKAGE,
    )
    assert told["seen"] == [1, True, "dezero.core"] and told["problems"] == []


@pytest.mark.parametrize("line", ["from . import core as C", "from .core import word\n    C = type('C', (), {'word': word})"])
def test_a_relative_import_inside_of_a_function_finds_what_is_beside(loaded: Callable[..., Any], line: str) -> None:
    told = loaded(f"def f():\n    {line}\n    return C.word\n", look=lambda names: names["f"](), core="word = 7\n")
    assert told["seen"] == 7 and told["problems"] == []


def test_a_problem_of_a_file_in_a_package_is_told_once(loaded: Callable[..., Any]) -> None:
    told = loaded("import dezero\nclass Variable: pass\n1 / 0\nx = (\n", main="dezero/core.py", **PACKAGE)
    assert told["problems"] == [["SyntaxError", 4], ["ZeroDivisionError", 3]] and "Variable" in told["names"]


def test_a_file_that_its_package_does_not_reach_is_loaded_all_the_same(loaded: Callable[..., Any]) -> None:
    told = loaded("x = 1\n", main="dezero/more.py", look=lambda names: names["x"], dezero__SLASH____init__="raise SystemExit\n")
    assert told["seen"] == 1


def test_a_name_that_the_main_file_has_not_is_a_problem(loaded: Callable[..., Any]) -> None:
    told = loaded("import a\nx = 1\n", look=lambda names: names["x"], a="from mine import nothing\n")
    assert told["seen"] == 1 and [problem[0] for problem in told["problems"]] == ["ImportError"]


def test_a_file_that_imports_itself_gets_itself(loaded: Callable[..., Any]) -> None:
    told = loaded("x = 1\nimport mine\n", look=lambda names: names["mine"].x)
    assert told["seen"] == 1 and told["problems"] == []


def test_a_neighbour_takes_no_name_of_python_s_own(loaded: Callable[..., Any]) -> None:
    told = loaded(
        "import math, numpy\n",
        look=lambda n: [n["math"].pi, hasattr(n["numpy"], "ndarray")],
        math="pi = 3\n",
        numpy="x = 1\n",
    )
    assert told["seen"][0] != 3 and told["seen"][1] is True


def test_a_main_file_named_like_a_module_of_python_s_takes_not_its_place(loaded: Callable[..., Any]) -> None:
    told = loaded("x = 1\nimport json\n", main="json.py", look=lambda names: hasattr(names["json"], "dumps"))
    assert told["seen"] is True


# Stand-ins


def test_what_only_demonstrations_need_is_stood_in_for_and_noted_once(loaded: Callable[..., Any]) -> None:
    told = loaded(
        "import seaborn.objects as plt\nfrom seaborn import cm\nfig, ax = plt.subplots()\nax.plot([1], [2])\nx = 1\n"
    )
    assert told["problems"] == [] and "x" in told["names"]
    assert told["notes"] == [["stand-in", "seaborn"]], "which no tool of ours brings along"


def test_nothing_is_noted_where_nothing_is_stood_in_for(loaded: Callable[..., Any]) -> None:
    assert loaded("import numpy as np\nimport math\n")["notes"] == []


# What else is found out


def test_definitions_are_listed_by_qualified_name_also_past_a_cell_that_does_not_parse(
    loaded: Callable[..., Any],
) -> None:
    told = loaded("class A:\n    def f(self): pass\n", "b = = 1\n", "def g(): pass\n")
    assert told["definitions"] == ["A", "A.f", "g"]


def test_problems_are_many_at_most(loaded: Callable[..., Any]) -> None:
    assert len(loaded("undefined\n" * 100)["problems"]) == MAX_PROBLEMS == 20


def test_a_problem_whose_message_raises_has_none(loaded: Callable[..., Any]) -> None:
    told = loaded("class E(Exception):\n    def __str__(self): raise ValueError\nraise E\n")
    assert told["problems"] == [["E", 3]] and told["messages"] == [""]


def test_warnings_of_theirs_are_no_errors(loaded: Callable[..., Any]) -> None:
    told = loaded("import warnings\nwarnings.warn('old')\nimport numpy as np\nnp.log(np.zeros(1))\nx = '\\d'\n")
    assert told["problems"] == []


TWICE = """
class Function:
    word = "old"
class Square(Function):
    pass
seen = Square().word
class Function:
    word = "new"
"""


def test_a_class_that_was_left_with_an_older_base_is_found_out(loaded: Callable[..., Any]) -> None:
    told = loaded(TWICE, look=lambda names: names["Square"]().word)
    assert told["left_behind"] == ["Function"] and told["seen"] == "old"


def test_last_definitions_first_leaves_no_class_behind_and_demonstrations_follow(loaded: Callable[..., Any]) -> None:
    told = loaded(TWICE, order="last-first", look=lambda names: [names["Square"]().word, names["seen"]])
    assert told["left_behind"] == [] and told["seen"] == ["new", "new"] and told["problems"] == []


# Restoring


CHANGING = """
limit = 3
words = ["a"]
table = {"a": 1}
members = {1}

class Config:
    train = True
    seen = []

    def f(self):
        return 1

def change():
    global limit, fresh
    limit, fresh = 9, 1
    words.append("b")
    table["b"] = 2
    members.add(2)
    Config.train = False
    Config.extra = 1
    Config.seen.append(1)
    Config.f = lambda self: 2
    del table["a"]
    globals().pop("members")
"""


def test_what_a_scenario_changed_is_put_back_before_the_next(in_child: InChild) -> None:
    def work() -> Any:
        made = load("mine.py", {}, [{"text": CHANGING, "first_line": 1}], "as-written")
        names = made.namespace
        config, f = names["Config"], names["Config"].f
        states = []
        for _ in range(2):
            names["change"]()
            changed = names["limit"], names["words"], config.train, hasattr(config, "extra"), "members" in names
            states.append(list(map(str, changed)))
            made.restore()
            states.append([names["limit"], names["words"], names["table"], sorted(names["members"])])
            states.append([config.train, hasattr(config, "extra"), config.seen, config.f is f, "fresh" in names])
        return states

    changed = ["9", "['a', 'b']", "False", "True", "False"]
    back = [[3, ["a"], {"a": 1}, [1]], [True, False, [], True, False]]
    assert in_child(work) == [changed, *back] * 2


def test_the_test_process_itself_has_loaded_nothing() -> None:
    assert not any(str(getattr(module, "__file__", "")).startswith(ROOT) for module in list(sys.modules.values()))
    assert not Path(ROOT).exists()


# What a statement that raised may mean all the same


def test_of_an_import_of_several_modules_each_stands_alone(loaded: Callable[..., Any]) -> None:
    told = loaded("import nowhere_at_all, math, json as j\n")
    assert told["names"] == ["j", "math"] and told["problems"] == [["ModuleNotFoundError", 1]]


def test_of_an_import_of_several_names_those_that_are_there_are_taken(loaded: Callable[..., Any]) -> None:
    told = loaded("from math import nothing, pi, e as euler\n")
    assert told["names"] == ["euler", "pi"] and told["problems"] == [["ImportError", 1]]


@pytest.mark.parametrize(
    "line", ["from .core import a", "from ..core import a", "from .core import *", "from . import core\na = core.a"]
)
def test_a_relative_import_of_a_lone_file_looks_beside_it(loaded: Callable[..., Any], line: str) -> None:
    told = loaded(line, core="a = 1\n", look=lambda names: names["a"])
    assert told["seen"] == 1 and told["problems"] == []


def test_a_relative_import_of_what_is_not_there_is_a_problem(loaded: Callable[..., Any]) -> None:
    assert [kind for kind, _ in loaded("from .gone import a\nfrom . import gone\n")["problems"]] == ["ImportError"] * 2


def test_annotations_that_can_not_be_evaluated_are_left_as_they_are(loaded: Callable[..., Any]) -> None:
    told = loaded("class A:\n    def f(self, x: Later, y: 1 / 0 = 2) -> Gone[int]:\n        return y\nclass Later: pass\n",
                  look=lambda names: names["A"]().f(0))  # fmt: skip
    assert told["seen"] == 2 and told["problems"] == []


def test_a_definition_that_raises_otherwise_is_a_problem_once(loaded: Callable[..., Any]) -> None:
    assert loaded("class A(Gone):\n    pass\n")["problems"] == [["NameError", 1]]


@pytest.mark.parametrize("call", ["unittest.main()", "unittest.main(argv=[''], exit=False)", "pytest.main(['-q'])"])
def test_a_runner_of_tests_is_not_run(loaded: Callable[..., Any], call: str) -> None:
    told = loaded(f"import unittest, pytest\n{call}\nafter = 1\n")
    assert "after" in told["names"] and told["problems"] == []


def test_a_demonstration_without_end_is_left_and_the_rest_is_read(in_child: InChild) -> None:
    def work() -> Any:
        text = "n = 0\nwhile True:\n    n += 1\ndef f(): pass\nwhile True: n += 1\ng = 1\n"
        made = load("mine.py", {}, [{"text": text, "first_line": 1}], "as-written", 0.5)
        return [made.problems, {"f", "g"} <= made.namespace.keys()]

    problems, there = in_child(work)
    assert there and [(p["type"], p["line"] in (2, 3, 5)) for p in problems] == [("TimeoutError", True)] * 2
    assert problems[0]["left"] == pytest.approx(0.075) and problems[0]["message"] == ""


def test_nobody_waits_for_a_pause_while_a_file_is_read(in_child: InChild) -> None:
    def work() -> Any:
        import time

        before = time.sleep
        load("mine.py", {}, [{"text": "import time\ntime.sleep(10_000)\n", "first_line": 1}], "as-written")
        return time.sleep is before

    assert in_child(work) is True


@pytest.mark.parametrize(
    ("line", "complaint", "version"),
    [
        ("type Shape = tuple[int, ...]", "invalid syntax", "3.12"),
        ("type Pair[T] = tuple[T, T]", "invalid syntax", "3.12"),
        ("class Box[T]:", "invalid syntax", "3.12"),
        ("    def first[T](xs: list[T]) -> T:", "expected '('", "3.12"),
        ("print(f'{x['a']}')", "f-string: unmatched '['", "3.12"),
        ("class Box[T = int]:", "invalid syntax", "3.13"),
        ("except TypeError, ValueError:", "multiple exception types must be parenthesized", "3.14"),
        ("name = t'hello {x}'", "invalid syntax", "3.14"),
        ("except* ValueError:", "invalid syntax", "3.11"),
        ("print x", "Missing parentheses in call to 'print'. Did you mean print(...)?", "2"),
        ("    print 'a', b", "", "2"),
        ("except TypeError, e:", "multiple exception types must be parenthesized", "2"),
        ("raise ValueError, 'no'", "invalid syntax", "2"),
        ("x = 0777", "leading zeros in decimal integer literals are not permitted", "2"),
        ("x = = 1", "invalid syntax", ""),
        ("def f(x:", "'(' was never closed", ""),
        ("print(x", "'(' was never closed", ""),
        ("print(f'{x}'", "'(' was never closed", ""),
        ("at = 'a'", "invalid syntax", ""),
    ],
)
def test_a_line_of_another_python_tells_which_one(line: str, complaint: str, version: str) -> None:
    assert needed_version(line, complaint, (3, 10)) == version


def test_syntax_that_this_python_has_is_not_told_as_that_of_a_newer_one() -> None:
    assert needed_version("type Shape = = 1", "invalid syntax", (3, 12)) == ""


def test_a_setting_stays_before_the_class_that_needs_it_when_definitions_come_first(loaded: Callable[..., Any]) -> None:
    told = loaded("EPS = 1e-4\nclass A:\n    eps = EPS\nclass A:\n    eps = EPS\n    more = 1\n", order="last-first")
    assert told["problems"] == [] and told["names"] == ["A", "EPS"]


def test_what_a_scenario_changed_in_an_imported_module_is_put_back(in_child: InChild) -> None:
    def work() -> Any:
        made = load("mine.py", {"core.py": "class A: x = 1\nitems = [1]\n"}, [{"text": "import core", "first_line": 1}],
                    "as-written")  # fmt: skip
        core = made.namespace["core"]
        core.A.x, core.new = 2, 3
        core.items.append(2)
        made.restore()
        return [core.A.x, core.items, hasattr(core, "new")]

    assert in_child(work) == [1, [1], False]
