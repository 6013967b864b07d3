"""A package → what it offers, from the core that is in force, and the sentence that says which."""

from __future__ import annotations

import doctest
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from grader import package
from grader.package import Package, load, own_name, packages, told
from grader.session import Session
from grader.shipping import ship
from grader.words import say
from grader.worker import Worker

InChild = Callable[[Callable[[], Any]], Any]

CORE = """
class Variable:
    where = "{name}"


class Function:
    pass


def setup_variable():
    Variable.__add__ = lambda self, other: "{name}"


whence = "{name}"
only_{name} = "{name}"
square = "{name}"
"""
SWITCH = """
is_simple_core = {simple}
if is_simple_core:
    from dezero.core_simple import Variable, Function, setup_variable
else:
    from dezero.core import Variable, Function, setup_variable
setup_variable()
"""
FUNCTIONS = "from dezero.core import Variable, Function\nsin = 'functions'\nsquare = 'functions'\n"
BOTH = {"core.py": CORE.format(name="core"), "core_simple.py": CORE.format(name="core_simple"), "functions.py": FUNCTIONS}
NAMES = ["whence", "only_core", "only_core_simple", "square", "sin", "added"]


@pytest.fixture(scope="module")
def worker() -> Any:
    with Worker("auto") as one:
        yield one


@pytest.fixture
def seen(worker: Worker, tmp_path: Path) -> Callable[..., tuple[str, dict[str, Any]]]:
    """The sentence about a package, and some names in it."""

    def look(files: Mapping[str, str], folder: str = "dezero") -> tuple[str, dict[str, Any]]:
        for name, text in files.items():
            (tmp_path / folder / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / folder / name).write_text(text, encoding="utf-8")
        (one,) = packages(f"{folder}/{name}" for name in files)
        with Session(worker, load(tmp_path, one, folder)) as session:
            said = told(session, one)
            found = session.run(ship(package.in_force), {"names": NAMES}, 3.0).value
        return said, dict(zip(NAMES, found, strict=True))

    return look


def sentence(key: str, core: str, other: str = "", called: bool = False) -> str:
    why = say(f"package.{key}", core=core, other=other, init="__init__.py")
    return f"{why} {say('package.set-up')}" if called else why


@pytest.mark.parametrize(("simple", "name"), [(True, "core_simple"), (False, "core")])
def test_the_switch_in_its_init_decides(seen: Callable[..., Any], simple: bool, name: str) -> None:
    said, found = seen({**BOTH, "__init__.py": SWITCH.format(simple=simple)})
    assert said == sentence("by-init", f"{name}.py")
    assert found["whence"] == name and found[f"only_{name}"] == name


def test_functions_built_on_another_core_are_left_out(seen: Callable[..., Any]) -> None:
    _, beside_simple = seen({**BOTH, "__init__.py": SWITCH.format(simple=True)})
    assert (beside_simple["sin"], beside_simple["square"], beside_simple["only_core"]) == (None, "core_simple", None)


def test_functions_of_the_core_in_force_come_along_and_take_precedence(seen: Callable[..., Any]) -> None:
    _, found = seen({**BOTH, "__init__.py": SWITCH.format(simple=False)})
    assert (found["sin"], found["square"], found["only_core_simple"]) == ("functions", "functions", None)


def test_one_operator_in_the_class_does_not_keep_the_others_from_being_set_up(seen: Callable[..., Any]) -> None:
    own = CORE.format(name="core").replace('    where = "core"\n', "    def __mul__(self, other):\n        return self\n")
    said, _ = seen({"core.py": own})
    assert said == sentence("only", "core.py", called=True)


def test_a_setup_that_brings_nothing_new_is_not_told(seen: Callable[..., Any]) -> None:
    own = CORE.format(name="core").replace('    where = "core"\n', "    def __add__(self, other):\n        return self\n")
    said, _ = seen({"core.py": own})
    assert said == sentence("only", "core.py")


def test_without_an_init_core_is_placed_and_set_up(seen: Callable[..., Any]) -> None:
    said, found = seen(BOTH)
    assert said == sentence("by-name", "core.py", "core_simple.py", called=True)
    assert found["whence"] == "core"


def test_a_lone_simple_core_is_placed(seen: Callable[..., Any]) -> None:
    said, found = seen({"core_simple.py": BOTH["core_simple.py"]})
    assert said == sentence("only", "core_simple.py", called=True) and found["whence"] == "core_simple"


def test_an_init_that_says_nothing_or_breaks_leaves_the_choice_to_the_names(seen: Callable[..., Any]) -> None:
    said, _ = seen({**BOTH, "__init__.py": "raise ImportError('no')\n"})
    assert said == sentence("by-name", "core.py", "core_simple.py", called=True)


def test_a_cuda_module_without_cupy_does_no_harm(seen: Callable[..., Any]) -> None:
    cuda = "try:\n    import cupy\nexcept ImportError:\n    cupy = None\nimport nowhere_to_be_found\n"
    core = "from dezero import cuda\nimport dezero\n" + BOTH["core.py"]
    said, found = seen({"core.py": core, "cuda.py": cuda, "__init__.py": SWITCH.format(simple=False)})
    assert said == sentence("by-init", "core.py") and found["whence"] == "core"


def test_a_folder_of_another_name_is_called_what_its_modules_call_it(seen: Callable[..., Any]) -> None:
    said, found = seen({**BOTH, "__init__.py": SWITCH.format(simple=False)}, folder="my-dezero (2)")
    assert said == sentence("by-init", "core.py") and found["sin"] == "functions"


def test_relative_imports_find_their_way(seen: Callable[..., Any]) -> None:
    relative = {
        "core.py": BOTH["core.py"],
        "functions.py": "from .core import Variable, Function\nsin = 'functions'\n",
        "__init__.py": "from .core import Variable, Function, setup_variable\nfrom . import functions\nsetup_variable()\n",
    }
    said, found = seen(relative, folder="autograd")
    assert said == sentence("by-init", "core.py") and found["sin"] == "functions"


def test_a_package_that_lies_about_itself_is_not_quoted(seen: Callable[..., Any]) -> None:
    evil = BOTH["core.py"] + "\nVariable.__module__ = 'dezero.\\x1b[2J' + 'x' * 500\n"
    said, _ = seen({"core.py": evil, "__init__.py": SWITCH.format(simple=False)})
    assert "\x1b" not in said and len(said) < 300


def test_packages_are_folders_with_a_core_the_highest_first() -> None:
    names = ["steps/step01.py", "b/core.py", "b/c/utils.py", "a/x/core_simple.py", "core.ipynb", "d/__init__.py"]
    assert packages(names) == (Package("b", ("c/utils.py", "core.py")), Package("a/x", ("core_simple.py",)))
    assert packages(["core.py", "x.py"]) == (Package("", ("core.py", "x.py")),)
    assert packages(["steps/a.py"]) == ()


def test_a_name_that_is_no_name_of_a_module_is_replaced() -> None:
    assert own_name("my-work", []) == "package" and own_name("a/rezero", []) == "rezero"


def test_the_examples_in_its_docstrings_hold() -> None:
    assert doctest.testmod(package).failed == 0
