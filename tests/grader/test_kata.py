"""What scenarios reach a submission through: one spelling of ours, every form that a right framework may have.

The frameworks are our own references, one for each form; they run in forked children.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader import bank, course
from grader.inside.kata import Absent, Kata
from grader.inside.loader import load

InChild = Callable[[Callable[[], Any]], Any]
# One input; creators; helpers; lists; many inputs; their gradients; weak references; modes; operators; Variables.
FORMS = (2, 7, 9, 11, 12, 14, 17, 18, 22, 32)
MANY_INPUTS = (11, 12, 14, 17, 18, 22, 32)
WITH_BACKWARD = (9, 14, 17, 18, 22, 32)


@pytest.fixture
def on(in_child: InChild) -> Callable[..., Any]:
    """Run `work(kata)` in a child on our framework after a step, or on a text."""

    def run(framework: int | str, work: Callable[[Kata], Any]) -> Any:
        return in_child(lambda: work(Kata(namespace(framework))))

    return run


def namespace(framework: int | str) -> dict[str, Any]:
    text = framework
    if isinstance(framework, int):
        reference = bank.reference(course.ROOT, framework)
        assert reference is not None
        text = reference.files[reference.main]
    scope: dict[str, Any] = {"__name__": "framework"}
    exec(str(text), scope)
    return scope


# Names


def absent(kata: Kata, name: str) -> Any:
    try:
        getattr(kata, name)
    except Absent as error:
        return [error.name, error.near]
    return None


def test_a_name_is_the_submission_s_own_definition() -> None:
    names = {"Variable": object(), "Tensor": object()}
    kata = Kata(names)
    assert kata.Variable is names["Variable"] and kata.Tensor is names["Tensor"] and kata.taken == {}


def test_a_name_that_differs_in_spelling_alone_is_recognized_and_remembered() -> None:
    names = {"Tensor": type("Tensor", (), {}), "Op": type("Op", (), {}), "numerical_gradient": print}
    kata = Kata(names)
    assert [kata.Variable, kata.Function, kata.numerical_diff] == list(names.values())
    assert kata.taken == {"Variable": "Tensor", "Function": "Op", "numerical_diff": "numerical_gradient"}


def test_a_name_that_is_not_there_is_absent_with_the_names_that_look_alike() -> None:
    kata = Kata({"numerical_dif": 1, "squared": 2, "x": 3})
    assert absent(kata, "numerical_diff") == ["numerical_diff", ["numerical_dif"]]
    assert absent(kata, "frobnicate") == ["frobnicate", []]
    assert kata.has("squared") and not kata.has("frobnicate")


def test_no_special_name_is_looked_for_in_a_submission() -> None:
    with pytest.raises(AttributeError):
        Kata({"__wrapped__": 1}).__wrapped__  # noqa: B018


def test_a_function_may_be_made_of_its_class(on: Callable[..., Any]) -> None:
    def work(kata: Kata) -> Any:
        assert "square" not in kata.namespace
        return kata.square(kata.Variable(np.array([3.0]))).data

    assert on(2, work).tolist() == [9.0]


def test_a_function_may_be_an_operator(on: Callable[..., Any]) -> None:
    text = (
        "class {0}:\n    def __init__(self, data): self.data = data\n"
        "    def __add__(self, other): return {0}(self.data + other.data)\n"
    )

    def work(kata: Kata) -> Any:
        x = kata.Variable(2.0)
        return [kata.add(x, x).data, kata.has("mul")]

    for name in ("Variable", "Tensor"):
        assert on(text.format(name), work) == [4.0, False]


def test_a_class_without_the_operator_has_no_such_function(on: Callable[..., Any]) -> None:
    assert on("class Variable: pass", lambda kata: absent(kata, "add")) == ["add", []]


# Functions and spies


@pytest.mark.parametrize("number", FORMS)
def test_a_spy_computes_and_logs_in_every_form_of_function(on: Callable[..., Any], number: int) -> None:
    def work(kata: Kata) -> Any:
        log: list[str] = []
        y = kata.call(kata.spy("f", log, slopes=(3.0,)), kata.Variable(np.array([2.0, 5.0])))
        return [isinstance(y, kata.Variable), y.data, log]

    made, data, log = on(number, work)
    assert (made, data.tolist(), log) == (True, [6.0, 15.0], ["forward f"])


@pytest.mark.parametrize("number", MANY_INPUTS)
def test_a_spy_takes_as_many_inputs_as_it_has_slopes(on: Callable[..., Any], number: int) -> None:
    def work(kata: Kata) -> Any:
        x, y = kata.Variable(np.array(2.0)), kata.Variable(np.array(5.0))
        return kata.call(kata.spy(slopes=(1.0, 10.0)), x, y).data

    assert on(number, work) == np.array(52.0)


@pytest.mark.parametrize("number", WITH_BACKWARD)
def test_a_gradient_shows_what_a_spy_s_backward_gave_in_every_form(on: Callable[..., Any], number: int) -> None:
    def work(kata: Kata) -> Any:
        log: list[str] = []
        x = kata.Variable(np.array([2.0]))
        before = kata.grad(x)
        inner, outer = kata.spy("f", log, local=(7.0,)), kata.spy("g", log, local=(10.0,))
        y = kata.call(outer, kata.call(inner, x))
        kata.seed(y, np.array([0.5]))
        kata.backward(y)
        return [before, kata.grad(x), log, kata.gradients_are_variables]

    before, grad, log, variables = on(number, work)
    assert before is None and grad.tolist() == [35.0] and variables is (number >= 32)
    assert log == ["forward f", "forward g", "backward g", "backward f"]


@pytest.mark.parametrize("number", FORMS[1:])
def test_the_ends_of_a_function_are_read_in_every_form(on: Callable[..., Any], number: int) -> None:
    def work(kata: Kata) -> Any:
        x = kata.Variable(np.array(2.0))
        f = kata.spy()
        y = kata.call(f, x)
        ends = kata.inputs(f), kata.outputs(f)
        return [len(ends[0]), ends[0][0] is x, len(ends[1]), ends[1][0] is y]

    assert on(number, work) == [1, True, 1, True]


class Ends:
    """A function as some frameworks keep it."""


def test_ends_are_read_from_single_names_lists_weak_references_and_proxies() -> None:
    kata, box = Kata({}), Ends()
    for many in ([box], (box,), box, [weakref.ref(box)], [weakref.proxy(box)]):
        function = Ends()
        function.inputs, function.outputs = many, many  # type: ignore[attr-defined]
        assert kata.inputs(function)[0] is box and kata.outputs(function)[0] is box
    single = Ends()
    single.input, single.output = box, weakref.ref(box)  # type: ignore[attr-defined]
    assert kata.inputs(single) == [box] and kata.outputs(single) == [box]


def test_an_end_that_is_gone_is_none() -> None:
    box, function = Ends(), Ends()
    function.outputs = [weakref.ref(box), weakref.proxy(box)]  # type: ignore[attr-defined]
    del box
    assert Kata({}).outputs(function) == [None, None]


# Methods


def test_backward_may_be_a_method_or_a_function_and_is_absent_otherwise(on: Callable[..., Any]) -> None:
    assert on("class Variable:\n    def backward(self, k=1): return k", lambda k: k.backward(k.Variable(), k=5)) == 5
    assert on("class Variable: pass\ndef backward(x, k=1): return k", lambda k: k.backward(k.Variable(), k=5)) == 5

    def work(kata: Kata) -> Any:
        try:
            kata.backward(kata.Variable())
        except Absent as error:
            return error.name

    assert on("class Variable: pass", work) == "Variable.backward"


@pytest.mark.parametrize("name", ["cleargrad", "zero_grad", "clear_grad", "zerograd"])
def test_clearing_goes_by_several_names(on: Callable[..., Any], name: str) -> None:
    def work(kata: Kata) -> Any:
        x = kata.Variable()
        kata.cleargrad(x)
        return [x.grad, kata.taken]

    text = f"class Variable:\n    grad = 3\n    def {name}(self): self.grad = None\n"
    assert on(text, work) == [None, {} if name == "cleargrad" else {"cleargrad": name}]


def test_clearing_is_absent_by_the_name_that_the_step_gives_it(on: Callable[..., Any]) -> None:
    def work(kata: Kata) -> Any:
        try:
            kata.cleargrad(kata.Variable())
        except Absent as error:
            return error.name

    assert on("class Variable: pass", work) == "Variable.cleargrad"


# What is raised


def test_what_a_call_raised_comes_back_as_plain_data() -> None:
    kata = Kata({})
    assert kata.raises(lambda: 1) is None
    told = kata.raises(lambda: [][0])
    assert told is not None and told["type"] == "IndexError" and "LookupError" in told["kinds"]
    assert told["message"] == "list index out of range"


@pytest.mark.parametrize("kind", [NotImplementedError, MemoryError, KeyboardInterrupt, SystemExit])
def test_what_is_an_end_of_its_own_passes_through(kind: type[BaseException]) -> None:
    def call() -> None:
        raise kind

    with pytest.raises(kind):
        Kata({}).raises(call)


def test_an_absent_name_passes_through() -> None:
    kata = Kata({})
    with pytest.raises(Absent):
        kata.raises(lambda: kata.frobnicate)


def test_not_written_may_be_the_right_thing() -> None:
    def unwritten() -> None:
        raise NotImplementedError

    kata = Kata({})
    assert kata.raises_unwritten(unwritten) and not kata.raises_unwritten(lambda: 1)
    with pytest.raises(ZeroDivisionError):
        kata.raises_unwritten(lambda: 1 / 0)


# A learner's own tests

OWN = """
class Variable:
    word = "theirs"

helper = 1

def test_b():
    assert Variable.word == "ours", "it is " + Variable.word

def test_a():
    print("seen")

def test_hangs():
    while True:
        pass

test_data = [1]
"""


def test_a_learner_s_own_tests_are_run_on_another_framework_and_back(in_child: InChild) -> None:
    def work() -> Any:
        made = load("mine.py", {}, [{"text": OWN, "first_line": 1}], "as-written")
        kata = Kata(made.namespace)

        def tried(name: str, seconds: float = 5.0) -> Any:
            raised = kata.trial(kata.namespace[name], seconds)["raised"]
            return raised and [raised["type"], raised["message"], raised["at"]]

        before = tried("test_b")
        with kata.on("class Variable:\n    word = 'ours'\nclass Stray: pass\n"):
            within = [tried("test_b"), kata.has("Stray"), kata.Variable.word]
        return [kata.own_tests(), before, within, tried("test_b"), tried("test_a"), tried("test_hangs", 0.05)]

    names, before, within, after, printing, hanging = in_child(work)
    assert names == ["test_b", "test_a", "test_hangs"]
    failure = ["AssertionError", "it is theirs", 'assert Variable.word == "ours", "it is " + Variable.word']
    assert before == after == failure
    assert within == [None, False, "ours"] and printing is None
    assert hanging[0] == "TooLong"


CLASSES = """
class Base:
    def setup_method(self):
        self.log = ["setup"]

    def teardown_method(self, method):
        seen.append([*self.log, method.__name__])

    def test_of_the_base(self):
        self.log.append("base")

class TestOne(Base):
    limit = 1

    @classmethod
    def setup_class(cls):
        cls.limit = 2

    def test_it(self):
        self.log.append(self.limit)

    def helper(self):
        raise KeyError

class TestNothing:
    def __init__(self, x):
        self.x = x

    def test_it(self):
        raise KeyError

class Tester:
    def test_it(self):
        seen.append("a name that begins so")

seen = []
"""


def test_classes_of_tests_are_run_as_pytest_runs_them() -> None:
    scope: dict[str, Any] = {"__name__": "framework"}
    exec(CLASSES, scope)
    kata = Kata(scope)
    assert kata.own_tests() == ["TestOne.test_of_the_base", "TestOne.test_it", "Tester.test_it"]
    for name in kata.own_tests():
        assert kata.trial(kata.own_test(name), 5.0)["raised"] is None
    assert scope["seen"] == [["setup", "base", "test_of_the_base"], ["setup", 2, "test_it"], "a name that begins so"]


def test_a_test_of_a_class_that_fails_is_cleaned_up_after_and_says_so() -> None:
    scope: dict[str, Any] = {"__name__": "framework"}
    exec(CLASSES.replace("self.log.append(self.limit)", "assert self.limit == 3"), scope)
    assert Kata(scope).trial(Kata(scope).own_test("TestOne.test_it"), 5.0)["raised"]["type"] == "AssertionError"
    assert scope["seen"] == [["setup", "test_it"]]


# Modes


def test_every_scenario_begins_with_the_modes_switched_on(on: Callable[..., Any]) -> None:
    def work(kata: Kata) -> Any:
        config = kata.Config
        config.enable_backprop = False
        Kata(kata.namespace)
        return config.enable_backprop

    assert on(18, work) is True


def test_modes_that_a_submission_does_not_have_are_not_made_up() -> None:
    class Config:
        enable_backprop = "yes"

    Kata({"Config": Config})
    assert Config.enable_backprop == "yes" and not hasattr(Config, "train")


@pytest.mark.parametrize(
    ("text", "off"),
    [
        ("class Config:\n    enable_backprop = False", True),
        ("class Config:\n    enable_backprop: bool = False", True),
        ("class Config:\n    enable_backprop = True\nConfig.enable_backprop = False", False),
        ("class Config:\n    enable_backprop = False\nConfig.enable_backprop = True", False),
        ("class Config:\n    enable_backprop = True", False),
        ("class Config:\n    enable_backprop = not True", False),
        ("class Config: pass\nConfig.enable_backprop = False", False),
        ("Config = type('Config', (), {'enable_backprop': False})", False),
    ],
)
def test_a_mode_is_off_as_a_rule_where_its_class_says_so_and_nobody_switched_it_on(
    in_child: InChild, text: str, off: bool
) -> None:
    def work() -> Any:
        loaded = load("framework.py", {}, [{"text": text, "first_line": 1}], "as-written")
        first, second = Kata(loaded.namespace), Kata(loaded.namespace)
        loaded.restore()
        third = Kata(loaded.namespace)
        assert not second.is_off_as_a_rule()  # only what the file itself has left is asked for
        return [first.is_off_as_a_rule(), third.is_off_as_a_rule()]

    assert in_child(work) == [off, off]


# What an older step has brought, and can not be used


BOOK = """
import contextlib
import numpy as np

class Config:
    enable_backprop = True

@contextlib.contextmanager
def using_config(name, value):
    before = getattr(Config, name)
    setattr(Config, name, value)
    yield
    setattr(Config, name, before)

NO_GRAD

class Variable:
    def __init__(self, data):
        self.data, self.grad, self.creator = data, None, None

class Function:
    def __call__(self, *inputs):
        output = Variable(np.asarray(self.forward(*[x.data for x in inputs])))
        if Config.enable_backprop:
            self.inputs, output.creator = inputs, self
        return output
"""
NO_GRAD = "def no_grad(): return using_config('enable_backprop', False)"
SETS = "    setattr(Config, name, value)\n"


def at(step: int, text: str) -> Kata:
    return Kata(namespace(text), step=step)


def turned_off(kata: Kata) -> bool:
    with kata.no_grad():
        inside = kata.call(kata.spy(), kata.Variable(np.array(1.0))).creator
    return inside is None


def test_a_no_grad_that_turns_the_graph_off_is_taken_as_it_is() -> None:
    kata = at(20, BOOK.replace("NO_GRAD", NO_GRAD))
    assert turned_off(kata) and kata.no_grad is kata.namespace["no_grad"] and kata.taken == {}


@pytest.mark.parametrize(
    "broken",
    [
        f"@contextlib.contextmanager\n{NO_GRAD}",
        "def no_grad(): return contextlib.nullcontext()",
        "def no_grad(): return using_config('enable_backprop', True)",
        "def no_grad(): return using_config('enable_bakprop', False)",
        "def no_grad(): pass",
        "def no_grad(f): return f",
    ],
)
def test_a_no_grad_that_turns_nothing_off_gives_way_to_using_config_after_its_own_step(broken: str) -> None:
    text = BOOK.replace("NO_GRAD", broken)
    kata = at(20, text)
    assert turned_off(kata) and kata.taken["no_grad"] == "using_config('enable_backprop', False)"
    assert kata.namespace["Config"].enable_backprop is True
    own = at(18, text)
    assert own.no_grad is own.namespace["no_grad"] and own.taken == {}


@pytest.mark.parametrize("made_of", [NO_GRAD, ""])
def test_where_no_mode_can_be_turned_off_at_all_there_is_no_no_grad_after_its_own_step(made_of: str) -> None:
    text = BOOK.replace("NO_GRAD", made_of).replace(SETS, "")
    assert absent(at(20, text), "no_grad") == ["no_grad", []]
    assert absent(at(18, text), "no_grad") is None


def test_what_was_found_out_about_no_grad_holds_for_the_next_scenario() -> None:
    scope, known = namespace(BOOK.replace("NO_GRAD", f"@contextlib.contextmanager\n{NO_GRAD}")), dict[str, Any]()
    for _ in range(2):
        assert turned_off(Kata(scope, step=22, known=known))
    assert known["no_grad is broken"] is True


def test_a_no_grad_of_our_own_exercise_is_judged_as_it_is(on: Callable[..., Any]) -> None:
    reference = bank.reference(course.ROOT, 20)
    assert reference is not None
    text = reference.files[reference.main] + "\ndef no_grad():\n    pass\n"
    assert on(text, lambda kata: [kata.along_our_exercise, Kata(kata.namespace, step=20).no_grad() is None]) == [True, True]


# Results in tuples

WRAPS = """
import numpy as np

class Variable:
    def __init__(self, data):
        self.data, self.grad, self.creator = data, None, None

class Function:
    def __call__(self, x):
        (y,) = self.forward(x.data)
        return Variable(y)

class Square(Function):
    def forward(self, x):
        return (x ** 2,)
"""


def test_what_a_function_of_ours_returns_is_in_a_tuple_where_the_submission_takes_it_out_of_one(on: Callable[..., Any]) -> None:
    def work(kata: Kata) -> Any:
        return [isinstance(kata.result(1.5), tuple), kata.call(kata.spy(), kata.Variable(np.ones(2))).data.tolist()]

    assert on(WRAPS, work) == on(WRAPS.replace("class Square", "class ToTheTwo"), work) == [True, [1.0, 1.0]]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("(y,) = self", "y = self"),  # the tuple stays in the box
        ("(x ** 2,)", "[x ** 2]"),
        ("return (x ** 2,)", "raise NotImplementedError"),
        ("class Square(Function):\n    def forward(self, x):\n        return (x ** 2,)", "pass"),
        ("class Square", "chain_backward = None\nclass Square"),  # one of our exercises, in which a tuple is a mistake
    ],
)
def test_else_it_is_alone(on: Callable[..., Any], old: str, new: str) -> None:
    assert old in WRAPS
    assert on(WRAPS.replace(old, new), lambda kata: kata.result(1.5)) == 1.5


@pytest.mark.parametrize("framework", FORMS)
def test_our_own_frameworks_want_no_tuples_of_one(on: Callable[..., Any], framework: int) -> None:
    assert on(framework, lambda kata: kata.result(1.5)) == 1.5
