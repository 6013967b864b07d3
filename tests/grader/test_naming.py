"""Names of ours and what a submission has in their place: by spelling first, by what it does second, never by a wish."""

from __future__ import annotations

import doctest
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader import course
from grader.inside import behaviour, naming
from grader.inside.kata import SET_BY_US, Absent, Kata
from grader.inside.loader import ROOT, load

InChild = Callable[[Callable[[], Any]], Any]

FRAMEWORK = """
import contextlib
import numpy as np

class Config:
    enable_backprop = True

class Variable:
    def __init__(self, data):
        self.data, self.grad, self.creator = data, None, None

    def backward(self):
        self.grad = np.ones_like(self.data) if self.grad is None else self.grad
        f = self.creator
        while f is not None:
            f.input.grad = f.backward(f.output.grad)
            f = f.input.creator

class Function:
    def __call__(self, x):
        y = Variable(np.asarray(self.forward(x.data)))
        if Config.enable_backprop:
            self.input, self.output, y.creator = x, y, self
        return y

    def forward(self, x):
        raise NotImplementedError
"""


def on(text: str, **options: Any) -> Kata:
    scope: dict[str, Any] = {"__name__": "framework"}
    exec(text, scope)
    return Kata(scope, **options)


def absent(call: Callable[[], Any]) -> str | None:
    try:
        call()
    except Absent as error:
        return error.name
    return None


# By name


def test_the_exact_name_comes_before_every_other_spelling() -> None:
    assert naming.spelled("cleargrad", ["zero_grad", "cleargrad"])[0] == "cleargrad"
    assert naming.spelled("cleargrad", ["zero_grad", "clear_grad"]) == ["clear_grad", "zero_grad"]


@pytest.mark.parametrize(
    ("name", "written"),
    [("no_grad", "noGrad"), ("using_config", "usingConfig"), ("cleargrad", "ClearGrad"), ("as_array", "AS_ARRAY")],
)
def test_another_style_of_the_same_letters_is_the_same_name(name: str, written: str) -> None:
    assert naming.spelled(name, [written, "other"]) == [written]


def test_a_private_name_and_a_name_of_other_letters_are_not_taken() -> None:
    assert naming.spelled("cleargrad", ["_clear_grad", "cleargradient_of", "grad"]) == []


@pytest.mark.parametrize(("name", "fits"), [("Square", True), ("square", False), ("no_grad", False)])
def test_a_class_is_taken_for_a_class_and_not_for_a_function(name: str, fits: bool) -> None:
    assert naming.fits(name, type("Any", (), {})) is fits


def test_a_class_that_can_be_entered_is_taken_for_a_context() -> None:
    assert naming.fits("no_grad", type("Any", (), {"__enter__": None}))


def test_every_known_spelling_means_one_name_only_within_its_kind() -> None:
    for kind in (str.isupper, str.islower):
        words = [word for name, words in naming.ALIASES.items() if kind(name[0]) for word in words]
        assert len(words) == len(set(words)), sorted(word for word in words if words.count(word) > 1)


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(naming).failed == 0


# Where a name may stand


def test_a_name_is_looked_for_in_the_modules_that_the_file_imports(in_child: InChild) -> None:
    def work() -> Any:
        block = {"text": "from core import Variable\nimport tools as t\n", "first_line": 1}
        tools = "class Square: pass\n"
        made = load("mine.py", {"core.py": FRAMEWORK, "tools.py": tools}, [block], "as-written")
        kata = Kata(made.namespace)
        return [kata.Function.__name__, kata.Square.__name__, kata.Config.enable_backprop, kata.has("square_root")]

    assert in_child(work) == ["Function", "Square", True, False]


def test_the_main_file_comes_before_what_it_imports(in_child: InChild) -> None:
    def work() -> Any:
        block = {"text": "from core import *\nclass Function:\n    mine = True\n", "first_line": 1}
        return Kata(load("mine.py", {"core.py": FRAMEWORK}, [block], "as-written").namespace).Function.mine

    assert in_child(work) is True


def test_a_mode_that_was_left_off_in_an_imported_module_is_on_again(in_child: InChild) -> None:
    def work() -> Any:
        block = {"text": "import core\ncore.Config.enable_backprop = False\n", "first_line": 1}
        return Kata(load("mine.py", {"core.py": FRAMEWORK}, [block], "as-written").namespace).Config.enable_backprop

    assert in_child(work) is True


OLDER = (
    FRAMEWORK
    + """
class Square(Function):
    def forward(self, x):
        return x ** 2

def square(x):
    return Square()(x)

def double(x):
    return x
"""
)


@pytest.mark.parametrize(("kept", "own"), [("", False), ("Function", True)])
def test_a_neighbour_lends_no_function_that_is_built_on_another_framework(
    in_child: InChild, kept: str, own: bool
) -> None:
    def work() -> Any:
        text = FRAMEWORK + "import older\n" + f"{kept} = older.{kept}\n" * bool(kept)
        kata = Kata(load("mine.py", {"older.py": OLDER}, [{"text": text, "first_line": 1}], "as-written").namespace)
        return [kata.own("square"), naming.named("Square", kata.scopes) is not None, kata.has("double")]

    assert in_child(work) == [own, own, True]


# Misspelt


@pytest.mark.parametrize(
    ("name", "there", "taken"),
    [
        ("numerical_diff", "numelical_diff diff", "numelical_diff"),
        ("numerical_diff", "numelical_diff numericall_diff", ""),  # of two none
        ("backward", "backword forward", "backword"),
        ("rosenbrock", "rosenbrok", "rosenbrok"),
        ("as_array", "is_array", ""),
        ("square", "squared_sum", ""),
        ("exp", "expp", ""),  # too short to tell
        ("get_dot_graph", "plot_dot_graph", ""),
    ],
)
def test_a_misspelt_name_is_taken_if_it_is_the_only_near_one(name: str, there: str, taken: str) -> None:
    assert naming.misspelt(name, there.split()) == taken


def test_no_name_of_the_course_is_taken_for_a_misspelt_other_one() -> None:
    steps = json.loads((course.ROOT / "exercises" / "shipped.json").read_text(encoding="utf-8"))["steps"].values()
    qualified = [name for step in steps for name in (*step["asked"], *step["definitions"])]
    names = {part for name in qualified for part in name.split(".") if part.isidentifier() and part[0] != "_"}
    names = {name for name in names if not name.startswith("test_")}
    assert len(names) > 50
    taken = {name: naming.misspelt(name, names - {name}) for name in (*names, *naming.ALIASES)}
    assert not {name: other for name, other in taken.items() if other}


def kata_of(text: str, step: int = 0, **files: str) -> Kata:
    block = {"text": FRAMEWORK + text, "first_line": 1}
    there = {f"{name}.py": content for name, content in files.items()}
    return Kata(load("mine.py", there, [block], "as-written").namespace, step=step)


def test_a_misspelt_function_is_found_and_told_and_comes_before_a_loan(in_child: InChild) -> None:
    def work() -> Any:
        kata = kata_of("def goldstien(x, y):\n    return 1\nclass Sqaure(Function):\n    pass\n", step=18)
        return [kata.goldstein(0, 0), kata.Square.__name__, kata.taken]

    assert in_child(work) == [1, "Sqaure", {"goldstein": "goldstien", "Square": "Sqaure"}]


@pytest.mark.parametrize("text", ["goldstien = 3\n", "from math import hypot as goldstien\n", "def newtonn(f): pass\n"])
def test_a_near_name_of_what_it_can_not_be_is_not_taken(in_child: InChild, text: str) -> None:
    assert in_child(lambda: [absent(lambda: kata_of(text).goldstein), absent(lambda: kata_of(text).newton)]) == [
        "goldstein",
        "newton",
    ]


MISSPELT = (
    FRAMEWORK.replace("backward", "backword")
    .replace("def forward", "def foward")
    .replace("self.forward", "self.foward")
)


@pytest.mark.parametrize("base", ["", "    def backword(self, gy):\n        raise NotImplementedError('base')\n"])
def test_misspelt_methods_lead_to_ours_and_ours_to_them(in_child: InChild, base: str) -> None:
    theirs = (
        base
        + """
class Square(Function):
    def foward(self, x):
        return x ** 2

    def backword(self, gy):
        return 2 * self.input.data * gy

class Lost(Square):
    backword = Function.backword
"""
    )

    def work() -> Any:
        text = MISSPELT + (theirs if base else theirs.partition("\nclass Lost")[0])
        kata = Kata(load("mine.py", {}, [{"text": text, "first_line": 1}], "as-written").namespace)
        x = kata.Variable(np.array(3.0))
        kata.backward(kata.call(kata.spy(local=(5.0,)), kata.call(f := kata.Square(), x)))
        by_hand = f.backward(np.array(1.0))
        unwritten = kata.raises_unwritten(lambda: kata.call(kata.Function(), x))
        lost = kata.raises_unwritten(lambda: kata.backward(kata.call(kata.Lost(), x))) if base else True
        return [x.grad, by_hand, unwritten, lost, kata.taken]

    gradient, by_hand, unwritten, lost, taken = in_child(work)
    assert [gradient, by_hand, unwritten, lost] == [30.0, 6.0, True, True]
    assert taken == {"Function.forward": "foward", "Function.backward": "backword", "backward": "backword"}


def test_a_function_misspelt_only_where_it_is_written_stays_wrong(in_child: InChild) -> None:
    def work() -> Any:
        kata = kata_of(
            "class Square(Function):\n    def forward(self, x): return x\n    def backword(self, gy): return gy\n"
        )
        raised = kata.raises(lambda: kata.backward(kata.Square()(kata.Variable(np.array(1.0)))))
        return [raised and raised["type"], kata.taken]

    assert in_child(work) == ["AttributeError", {}]


# By behaviour


def test_a_box_and_its_functions_are_known_by_what_they_do() -> None:
    kata = on(FRAMEWORK.replace("Variable", "Bag").replace("Function", "Station"))
    assert (kata.Variable.__name__, kata.Function.__name__) == ("Bag", "Station")
    assert kata.taken == {"Variable": "Bag", "Function": "Station"}


def test_of_two_kinds_of_boxes_none_is_taken() -> None:
    kata = on("class A:\n    def __init__(self, d): self.d = d\nclass B:\n    def __init__(self, d): self.d = d\n")
    assert absent(lambda: kata.Variable) == "Variable"


def test_of_a_family_of_boxes_the_eldest_is_taken() -> None:
    kata = on("class A:\n    def __init__(self, d): self.d = d\nclass B(A): pass\n")
    assert kata.Variable.__name__ == "A"


COPIES = "import numpy as np\nclass A:\n    def __init__(self, d): self.d = np.array(d)\n"


@pytest.mark.parametrize(("also", "box"), [("", "A"), ("class B:\n    def __init__(self, d): self.d = d\n", "B")])
def test_a_class_that_copies_what_it_is_given_is_a_box_where_none_holds_it(also: str, box: str) -> None:
    assert on(COPIES + also).Variable.__name__ == box


def test_of_two_that_copy_none_is_a_box() -> None:
    kata = on(COPIES + COPIES.replace("class A", "class B"))
    assert absent(lambda: kata.Variable) == "Variable"


@pytest.mark.parametrize(
    ("body", "method"),
    [
        ("self.grad = None", "wash"),
        ("self.grad = np.zeros_like(self.data)", "wash"),
        ("self.data = self.grad = None", ""),
        ("self.grad = 0 * self.data + 1", ""),
        ("pass", ""),
        ("raise ValueError", ""),
    ],
)
def test_a_method_clears_if_the_gradient_is_gone_and_the_data_is_not(body: str, method: str) -> None:
    kata = on(FRAMEWORK.replace("    def backward", f"    def wash(self):\n        {body}\n\n    def backward", 1))
    x = kata.Variable(np.array(2.0))
    if not method:
        assert absent(lambda: kata.cleargrad(x)) == "Variable.cleargrad"
        return
    kata.cleargrad(x)
    assert kata.taken["cleargrad"] == method


def test_without_any_way_to_clear_the_gradient_is_set_from_outside_from_step_14_on() -> None:
    for step, cleared in ((13, False), (14, True), (22, True)):
        kata = on(FRAMEWORK, step=step)
        x = kata.Variable(np.array(2.0))
        x.grad = x.data
        assert (absent(lambda x=x, kata=kata: kata.cleargrad(x)) is None) is cleared
        assert (x.grad is None) is cleared and (kata.taken.get("cleargrad") == SET_BY_US) is cleared


def test_a_method_that_clears_wrongly_under_a_known_name_is_the_one_that_is_called() -> None:
    kata = on(FRAMEWORK.replace("    def backward", "    def zero_grad(self): pass\n\n    def backward", 1), step=14)
    x = kata.Variable(np.array(2.0))
    x.grad = x.data
    kata.cleargrad(x)
    assert x.grad is x.data and kata.taken == {"cleargrad": "zero_grad"}


CONTEXTS = """
@contextlib.contextmanager
def set_mode(name, value):
    before = getattr(Config, name)
    setattr(Config, name, value)
    try:
        yield
    finally:
        setattr(Config, name, before)

def free_of_grad():
    return set_mode("enable_backprop", False)
"""


def test_contexts_are_known_by_what_happens_inside_of_them() -> None:
    kata = on(FRAMEWORK + CONTEXTS)
    with kata.no_grad():
        assert kata.call(kata.spy(), kata.Variable(np.array(1.0))).creator is None
        assert kata.using_config.__name__ == "set_mode"  # also where the mode is off when it is asked for
    assert kata.taken == {"no_grad": "free_of_grad", "using_config": "set_mode"}


def test_a_context_that_changes_nothing_is_not_taken() -> None:
    kata = on(FRAMEWORK + CONTEXTS.replace("setattr(Config, name, value)", "pass"))
    assert [absent(lambda: kata.no_grad), absent(lambda: kata.using_config)] == ["no_grad", "using_config"]


OF_CONFIG = """
    enable_backprop = True

    @staticmethod
    @contextlib.contextmanager
    def setting(name, value):
        before = getattr(Config, name)
        setattr(Config, name, value)
        try:
            yield
        finally:
            setattr(Config, name, before)

    @classmethod
    def disable_grad(cls):
        return cls.setting("enable_backprop", False)
"""


def test_contexts_may_be_methods_of_config() -> None:
    kata = on(FRAMEWORK.replace("    enable_backprop = True\n", OF_CONFIG, 1))
    with kata.no_grad():
        assert kata.call(kata.spy(), kata.Variable(np.array(1.0))).creator is None
    with kata.using_config("enable_backprop", False):
        assert kata.call(kata.spy(), kata.Variable(np.array(1.0))).creator is None
    assert kata.taken == {"no_grad": "Config.disable_grad", "using_config": "Config.setting"}


def test_what_switches_the_mode_off_and_is_no_context_leaves_it_as_it_was() -> None:
    kata = on(FRAMEWORK + "def stop_all_grads():\n    Config.enable_backprop = False\n")
    assert absent(lambda: kata.no_grad) == "no_grad" and kata.Config.enable_backprop is True


def test_no_grad_may_be_made_of_using_config() -> None:
    kata = on(FRAMEWORK + CONTEXTS[: CONTEXTS.index("def free")].replace("set_mode", "use_config"))
    with kata.no_grad():
        assert kata.call(kata.spy(), kata.Variable(np.array(1.0))).creator is None
    assert kata.taken["no_grad"] == "use_config('enable_backprop', False)"


def test_attributes_are_reached_by_our_names_and_set_by_them() -> None:
    text = FRAMEWORK.replace("data", "value").replace("grad", "gradient").replace("creator", "func")
    kata = on(text)
    x = kata.Variable(array := np.array(2.0))
    assert x.data is array and x.grad is None
    x.grad, x.data = 3.0, np.array(4.0)
    y = kata.call(f := kata.spy(), x)
    assert (x.gradient, float(x.value)) == (3.0, 4.0) and y.creator is f
    assert kata.taken["Variable.data"] == "value" and kata.taken["Variable.creator"] == "func"


NAMED_BY_METHODS = (
    FRAMEWORK.replace("creator = data, None, None", "mMaker = data, None, None")
    .replace(
        "    def backward(self):", "    def made_by(self, f):\n        self.mMaker = f\n\n    def backward(self):", 1
    )
    .replace(
        "self.input, self.output, y.creator = x, y, self", "self.input, self.output = x, y\n            y.made_by(self)"
    )
)


def test_the_creator_is_what_a_method_puts_it_in() -> None:
    kata = on(NAMED_BY_METHODS.replace("self.creator", "self.mMaker").replace("f.input.creator", "f.input.mMaker"))
    x = kata.Variable(np.array(2.0))
    y = kata.call(f := kata.spy(), x)
    assert y.creator is f and x.creator is None and kata.taken["Variable.creator"] == "mMaker"


def test_what_a_call_does_not_set_is_no_creator() -> None:
    backward = "    def backward(self):"
    text = FRAMEWORK.replace(backward, f"    def called(self, label):\n        self.label = label\n\n{backward}", 1)
    kata = on(text.replace(", y.creator = x, y, self", " = x, y").replace("creator", "maker_of_it_all"))
    assert kata.Variable and "Variable.creator" not in kata.taken


@pytest.mark.parametrize("name", ["creator", "maker_of_it_all"])
def test_of_what_methods_are_given_the_creator_is_what_a_call_leaves(name: str) -> None:
    made_by = "    def made_by(self, f):"
    text = NAMED_BY_METHODS.replace(made_by, f"    def look_at(self, f):\n        self.eye = f\n\n{made_by}")
    kata = on(text.replace("creator", name).replace("mMaker", name))
    y = kata.call(f := kata.spy(), kata.Variable(np.array(2.0)))
    assert y.creator is f and kata.taken.get("Variable.creator", "creator") == name


def test_the_gradient_is_what_is_empty_and_no_creator() -> None:
    kata = on(FRAMEWORK.replace("grad", "slope_of_it"))
    x = kata.Variable(np.array(2.0))
    kata.backward(kata.call(kata.spy(slopes=(3.0,)), x))
    assert float(kata.grad(x)) == 3.0 and kata.taken["Variable.grad"] == "slope_of_it"


@pytest.mark.parametrize("also", ["self.tag = self.note = None", "self.other = None"])
def test_of_two_empty_attributes_neither_is_the_gradient(also: str) -> None:
    kata = on(
        FRAMEWORK.replace("grad", "slope_of_it").replace(
            "    def backward(self):", f"        {also}\n\n    def backward(self):", 1
        )
    )
    assert kata.Variable and "Variable.grad" not in kata.taken


ROLES = (
    FRAMEWORK.replace("def forward(", "def run(")
    .replace("self.forward(", "self.run(")
    .replace("f.backward(", "f.chain(")
    + """
class Doubled(Function):
    def run(self, x):
        return 2 * x
    def chain(self, gy):
        return 2 * gy

class ToTheTwo(Function):
    def run(self, x):
        return x * x
    def chain(self, gy):
        return 2 * self.input.data * gy
"""
)


def test_methods_of_functions_are_known_by_their_role() -> None:
    kata = on(ROLES)
    x = kata.Variable(np.array(3.0))
    kata.backward(kata.call(kata.spy(slopes=(2.0,)), kata.square(x)))
    assert float(kata.grad(x)) == 12.0
    assert [kata.taken[f"Function.{name}"] for name in ("forward", "backward")] == ["run", "chain"]
    assert kata.taken["Square"] == "ToTheTwo" and not kata.has("Neg")


def test_a_stub_that_no_function_has_is_not_the_role() -> None:
    stub = "    def run(self, x):\n        raise NotImplementedError\n"
    kata = on(ROLES.replace(stub, f"{stub}\n    def backword(self, gy):\n        raise NotImplementedError\n", 1))
    assert kata.Variable and kata.taken["Function.backward"] == "chain"


def test_neither_a_function_that_keeps_a_number_nor_a_test_case_is_in_the_way() -> None:
    text = ROLES.replace("Variable", "Bag").replace("Function", "Work").replace("self.data, self.grad", "self.inside, self.grad")
    text = text.replace(".data", ".inside") + "class To(Work):\n    def __init__(self, c):\n        self.c = c\n"
    kata = on("import unittest\nclass BagTest(unittest.TestCase):\n    pass\n" + text)
    assert kata.Variable.__name__ == "Bag" and kata.Function.__name__ == "Work"


@pytest.mark.parametrize(("words", "grad"), [("grad_fn", "slope"), ("creator", "slope")])
def test_grad_fn_is_a_creator_and_no_gradient(words: str, grad: str) -> None:
    kata = on(FRAMEWORK.replace("creator", words).replace(".grad", f".{grad}"))
    x = kata.Variable(np.array(2.0))
    kata.backward(kata.call(kata.spy(slopes=(3.0,)), x))
    assert float(kata.grad(x)) == 3.0 and kata.taken["Variable.grad"] == grad


def test_a_role_that_is_called_by_another_name_is_a_mistake() -> None:
    kata = on(ROLES.replace("f.chain(", "f.backward("))
    x = kata.Variable(np.array(3.0))
    with pytest.raises(AttributeError):
        kata.backward(kata.square(x))


def test_of_two_sums_the_one_that_takes_arrays_and_no_list_is_meant() -> None:
    several = FRAMEWORK.replace("__call__(self, x)", "__call__(self, *xs)").replace("(x.data)", "(*[x.data for x in xs])")
    several = several.replace("y.creator = x, y, self", "y.creator = xs, y, self")
    sums = "".join(
        f"class {name}(Function):\n    def forward(self, {takes}):\n        {takes_apart}\n        return a + b\n"
        for name, takes, takes_apart in (("OfLists", "xs", "a, b = xs"), ("OfTwo", "a, b", "pass"))
    )
    assert on(several + sums).Add.__name__ == "OfTwo"


def test_a_class_that_means_something_else_is_not_taken_for_what_it_computes() -> None:
    kata = on(FRAMEWORK + "class Exp(Function):\n    def forward(self, x):\n        return x ** 2\n")
    assert not kata.has("Square")


@pytest.mark.parametrize("name", ["rueckwaerts", "goBack"])
def test_the_way_back_is_known_by_what_it_leaves_behind(name: str) -> None:
    kata = on(FRAMEWORK.replace("def backward(", f"def {name}("))
    x = kata.Variable(np.array(3.0))
    kata.backward(kata.call(kata.spy(slopes=(2.0,)), x))
    assert float(kata.grad(x)) == 2.0 and kata.taken["backward"] == name


def test_the_way_back_may_be_a_function() -> None:
    method, free = "    def backward(self):", "def run_bp(self):"
    body = FRAMEWORK[FRAMEWORK.index(method) + len(method) : FRAMEWORK.index("class Function")]
    text = FRAMEWORK.replace(method + body, "\n") + f"{free}{body}".replace("\n    ", "\n")
    kata = on(text)
    x = kata.Variable(np.array(3.0))
    kata.backward(kata.call(kata.spy(slopes=(2.0,)), x))
    assert float(kata.grad(x)) == 2.0 and kata.taken["backward"] == "run_bp(y)"


REFUSAL = "        if not isinstance(data, np.ndarray):\n            raise TypeError(data)\n"
UNWRAPPED = FRAMEWORK.replace("np.asarray(self.forward(x.data))", "self.forward(x.data)")
REFUSING = UNWRAPPED.replace("        self.data, self", f"{REFUSAL}        self.data, self")
SQUARE = "class Square(Function):\n    def forward(self, x):\n        return x**2\n"


@pytest.mark.parametrize(("step", "done"), [(9, False), (10, False), (11, True), (16, True)])
def test_numbers_are_made_arrays_where_that_was_left_undone_long_ago(step: int, done: bool) -> None:
    kata = on(REFUSING + SQUARE, step=step)
    x = kata.Variable(np.array(3.0))
    assert (kata.taken.get("as_array") == "") is done
    if done:
        assert isinstance(kata.call(kata.Square(), x).data, np.ndarray)
    with pytest.raises(TypeError):
        kata.Variable(2.0)


def test_nothing_is_made_of_numbers_where_no_array_is_asked_for() -> None:
    assert on(FRAMEWORK, step=16).has("Variable") and "as_array" not in on(FRAMEWORK, step=16).taken


ARRAYS = """
def as_array(x):
    {body}
"""


@pytest.mark.parametrize(
    ("body", "right"),
    [
        ("return np.array(x) if np.isscalar(x) else x", True),
        ("return np.asarray(x)", True),
        ("if np.isscalar(x):\n        return np.array(x)", False),
        ("return other", False),
        ("return x", False),
    ],
)
def test_an_as_array_that_gives_something_else_is_replaced(body: str, right: bool) -> None:
    text = (
        REFUSING.replace("self.forward(x.data)", "as_array(self.forward(x.data))") + SQUARE + ARRAYS.format(body=body)
    )
    for step in (9, 16):
        kata = on(text, step=step)
        assert kata.has("Variable") and ("as_array" in kata.taken) is (step == 16 and not right)
    for x in (np.array(3.0), np.array([1.0, 2.0])):
        y = kata.call(kata.Square(), kata.Variable(x)).data
        assert isinstance(y, np.ndarray) and y.tolist() == (x**2).tolist()


def test_a_switch_that_says_no_is_left_alone() -> None:
    kata = on(FRAMEWORK + "class Config:\n    enable_backprop = False\n    no_backprop = False\n    verbose = False\n")
    config = kata.Config
    assert (config.enable_backprop, config.no_backprop, config.verbose) == (True, False, False)


# Functions of ours


@pytest.mark.parametrize(("name", "step"), [("square", 12), ("exp", 18), ("Square", 12), ("add", 16), ("mul", 21)])
def test_a_later_step_borrows_what_a_file_dropped_and_says_so(name: str, step: int) -> None:
    kata = on(FRAMEWORK.replace("def __call__(self, x):", "def __call__(self, *xs):\n        x = xs[0]"), step=step)
    assert kata.has(name) and kata.taken == {name: ""} and not kata.own(name)


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("square", 2),
        ("square", 9),
        ("exp", 11),
        ("add", 12),
        ("add", 14),
        ("mul", 20),
        ("mul", 32),
        ("sin", 30),
        ("pow", 24),
    ],
)
def test_a_step_that_is_about_a_function_borrows_none(name: str, step: int) -> None:
    assert not on(FRAMEWORK, step=step).has(name)


def test_what_is_borrowed_has_the_right_values_and_slopes() -> None:
    kata = on(FRAMEWORK, step=16)
    for name, value, slope in (("square", 9.0, 6.0), ("exp", np.exp(3.0), np.exp(3.0))):
        x = kata.Variable(np.array(3.0))
        y = getattr(kata, name)(x)
        kata.backward(y)
        assert np.allclose([y.data, x.grad], [value, slope])


def test_nothing_is_lent_where_there_is_no_function_to_build_it_on() -> None:
    assert absent(lambda: on("class Variable:\n    def __init__(self, d): self.data = d", step=16).square) == "square"


def test_own_means_the_function_or_its_class() -> None:
    assert on(FRAMEWORK + "class Square(Function): pass").own("square")
    assert on(FRAMEWORK + "def square(x): return x").own("square")


def test_nothing_stands_in_for_what_may_stand_behind_a_line_that_is_no_python() -> None:
    broken = [{"type": "SyntaxError", "message": "", "file": "", "line": 1}]
    kata = on(FRAMEWORK, step=16, problems=broken)
    x = kata.Variable(np.array(2.0))
    x.grad = x.data
    assert [absent(lambda: kata.square), absent(lambda: kata.cleargrad(x))] == ["square", "Variable.cleargrad"]


# What gives a class its operators, and what can not have been called


SETTER = """
def add(a, b): pass
def mul(a, b): pass
class Variable: pass
def {head}:
    {body}
"""


def setter(head: str, body: str, **own: Any) -> str | None:
    """The name of the function that is found to set operators in a file with this one."""
    scope: dict[str, Any] = {"__name__": "mine", "__file__": f"{ROOT}mine.py", **own}
    exec(SETTER.format(head=head, body=body), scope)
    found = behaviour.sets_operators([{}, scope])
    assert found is None or found[1] is scope[found[0]]
    return found and found[0]


TWO = "Variable.__add__ = add; Variable.__mul__ = mul"


@pytest.mark.parametrize(
    "body",
    [
        TWO,
        "setattr(Variable, '__add__', add); setattr(Variable, '__radd__', add)",
        "[setattr(Variable, *each) for each in [('__add__', add), ('__mul__', mul)]]",
        "for name, f in {'__add__': add, '__mul__': mul}.items(): setattr(Variable, name, f)",
        "for name, f in zip(('__add__', '__mul__'), (add, mul)): setattr(Variable, name, f)",
    ],
)
def test_a_function_that_gives_a_class_its_operators_is_found_however_it_does_so(body: str) -> None:
    assert setter("set_up_the_box()", body) == "set_up_the_box"


@pytest.mark.parametrize("head", ["set_up()", "set_up(kind=Variable)", "set_up(*kinds)"])
def test_a_function_that_sets_operators_has_to_be_one_that_can_be_called_with_nothing(head: str) -> None:
    assert setter(head, TWO) == "set_up"
    assert setter("set_up(kind)", TWO) is None


@pytest.mark.parametrize("body", ["pass", "Variable.__add__ = add", "Variable.__init__ = add; Variable.__len__ = mul"])
def test_a_function_that_speaks_of_one_operator_or_of_none_sets_no_operators(body: str) -> None:
    assert setter("set_up()", body) is None


def test_a_function_from_elsewhere_sets_no_operators_of_theirs() -> None:
    assert setter("set_up()", TWO, __file__="/usr/lib/python3/somewhere.py") is None


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("def exp(x): return Exp()(x)", True),
        ("def exp(x):\n    y = Exp()\n    return y(x)", True),
        ("class Exp: pass\ndef exp(x): return Exp()(x)", False),
        ("def exp(x): return Exp()(x)\nclass Exp: pass", False),
        ("def exp(x): return print(len(x))", False),
        ("import math\ndef exp(x): return math.nowhere(x)", False),
        ("def exp(Exp): return Exp()", False),
        ("def exp(x):\n    class Exp: pass\n    return Exp()", False),
        ("class exp:\n    def __call__(self, x): return Exp()", False),
        ("exp = len", False),
    ],
)
def test_a_function_is_dead_where_it_asks_for_a_global_that_is_nowhere(text: str, dead: bool) -> None:
    scope: dict[str, Any] = {"__name__": "mine"}
    exec(text, scope)
    assert behaviour.is_dead(scope["exp"]) is dead


MANY_INPUTS = FRAMEWORK.replace("def __call__(self, x):", "def __call__(self, *xs):\n        x = xs[0]")
DEAD = MANY_INPUTS + "def exp(x): return Exp()(x)\n"


@pytest.mark.parametrize("step", [10, 12, 16, 32])
def test_a_dead_function_is_taken_for_none_and_ours_is_lent(step: int) -> None:
    kata = on(DEAD, step=step)
    assert np.allclose(kata.exp(kata.Variable(np.array(1.0))).data, np.e) and kata.taken == {"exp": ""}


@pytest.mark.parametrize("step", [2, 9, 11])
def test_a_dead_function_is_itself_where_none_is_lent(step: int) -> None:
    kata = on(DEAD, step=step)
    with pytest.raises(NameError, match="Exp"):
        kata.exp(kata.Variable(np.array(1.0)))


def test_a_hook_that_is_abstract_and_not_written_says_so_when_it_is_led_to() -> None:
    text = FRAMEWORK.replace("self.forward(", "self._forward(").replace("class Function:", "class Function(abc.ABC):")
    hook = "    @abc.abstractmethod\n    def _forward(self, x): return 'base'\n"
    kata = on("import abc\n" + text.partition("    def forward(")[0] + hook)
    x = kata.Variable(np.array(2.0))
    ours = type("Ours", (kata.Function,), {"forward": lambda self, x: x * 3})
    theirs = type("Theirs", (kata.Function,), {"_forward": lambda self, x: super(theirs, self)._forward(x) * 2})
    assert float(ours()(x).data) == 6.0 and str(theirs()(x).data) == "basebase"
    with pytest.raises(NotImplementedError, match="_forward"):
        type("Unfinished", (kata.Function,), {})()(x)
