"""Step 10: check_gradient tells right from wrong, and the learner's own tests notice the mistakes of steps 6 to 9."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from grader import bank, course
from grader.checks import LeftOut, expect, public, until
from grader.source import bank as read_bank
from grader.source import definitions, flat
from grader.state import lay, render
from grader.words.steps import mistake_says

ROOT = Path(__file__).parents[3]
SECONDS = 1.0  # of processor time, for one test on one framework
MOST = 8  # of the frameworks that slipped through: who has read of these knows what to do next
NO_TESTS = "there is no function in this file whose name begins with test_"


# check_gradient is asked about functions that are right, and about spies: Functions of ours that multiply by one number
# and claim another as their slope.


def asks_for_check_gradient(kata):
    return kata.along_our_exercise or kata.own("check_gradient")


def expect_check_gradient(observe):
    """A file along the book has tests and no function check_gradient: there its tests are judged as far as they go."""
    if not observe(asks_for_check_gradient):
        raise LeftOut("not asked: there is no check_gradient in this file, so its tests alone are judged")


def answer(told):
    """What check_gradient said, or words for what is neither yes nor no."""
    return bool(told) if isinstance(told, (bool, np.bool_)) else f"something of type {type(told).__name__}"


def agreement(kata, names, x):
    def composed(v):
        for name in names:
            v = getattr(kata, name)(v)
        return v

    return answer(kata.check_gradient(composed, kata.Variable(x)))


def expect_agreement(observe, names, x):
    expect_check_gradient(observe)
    call = "x"
    for name in names:
        call = f"{name}({call})"
    seen = observe(agreement, names=names, x=x)
    expect(seen, True, f"check_gradient(lambda x: {call}, Variable(x))", x=x)


@public
def test_right_gradients_agree(observe, draw):
    """check_gradient says True where the gradient is right, for single functions and for composed ones."""
    for shape in ((), (3,), (2, 2)):
        for names in (["square"], ["exp"], ["square", "exp", "square"], ["exp", "exp"]):
            expect_agreement(observe, names, draw.array(*shape, low=-0.9, high=0.9))


def test_large_gradients_agree(observe, draw):
    """Where gradients are large, the measured one is off by more, and in proportion it is as near as ever."""
    for names in (["exp"], ["exp", "square"], ["square", "square", "exp"]):
        high = 1.6 if len(names) == 3 else 7.5
        expect_agreement(observe, names, draw.array(2, low=high - 0.3, high=high))


def agreement_with_a_spy(kata, x, slope, claim):
    spy = kata.spy(slopes=(slope,), local=(claim,))
    return answer(kata.check_gradient(lambda v: kata.call(spy, v), kata.Variable(x)))


def expect_spy(observe, x, slope, claim, due):
    """`claim` is what the spy says its slope is: a number, or an array with one for each element of x."""
    expect_check_gradient(observe)
    seen = observe(agreement_with_a_spy, x=x, slope=slope, claim=claim)
    after = f"f multiplies by {slope:g}, and backward of f gives back gy times the claim"
    expect(seen, due, "check_gradient(f, Variable(x))", after=after, x=x, claim=claim)


def test_a_right_claim_agrees(observe, draw):
    """A function of any kind can be checked: check_gradient asks its backward, whatever it computes."""
    for slope in (draw.number(2, 9), -draw.number(2, 9), draw.number(200, 900)):
        expect_spy(observe, draw.array(3), slope, slope, True)


@public
def test_a_wrong_claim_does_not(observe, draw):
    """check_gradient says False where the gradient is wrong: too large, too small, of the other sign, or zero."""
    for slope in (draw.number(2, 9), draw.number(200, 900)):
        for claim in (-slope, 2 * slope, slope / 2, 0.0):
            expect_spy(observe, draw.array(3), slope, claim, False)


def test_a_few_percent_are_wrong(observe, draw):
    """A gradient that is off by a few percent is wrong too, to either side, whether it is large or small."""
    for slope in (draw.number(2, 9), draw.number(200, 900), draw.number(0.2, 0.9)):
        for factor in (1.03, 0.97):
            expect_spy(observe, draw.array(2), slope, factor * slope, False)


def test_one_wrong_element_is_enough(observe, draw):
    """One wrong element among right ones makes the gradient wrong, and so do two whose errors cancel."""
    for wrong in ([1, 0, 0, 0], [0, 0, 0, -1], [0, 1, -1, 0]):
        slope = draw.number(2, 9)
        expect_spy(observe, draw.array(4), slope, slope + np.array(wrong, float), False)


def test_not_a_number_agrees_with_nothing(observe, draw):
    """Where backward gives something that is not a number, or is infinite, check_gradient says False."""
    for nothing in (np.nan, np.inf, -np.inf):
        slope = draw.number(2, 9)
        expect_spy(observe, draw.array(3), slope, np.array([slope, nothing, slope]), False)


def what_becomes_of_x(kata, x, gradient):
    v = kata.Variable(x)
    kata.seed(v, gradient)
    answers = [answer(kata.check_gradient(kata.square, v)) for _ in range(2)]
    return {"same": v.data is x, "data": v.data, "grad": kata.grad(v), "answers": answers}


def test_x_stays_as_it_is(observe, draw):
    """check_gradient leaves x alone: its array, the numbers in it, its gradient. So it can be asked twice."""
    expect_check_gradient(observe)
    x, gradient = draw.array(3), draw.array(3, low=20, high=90)
    seen = observe(what_becomes_of_x, x=x, gradient=gradient)
    given = {"after": "v = Variable(x); v.grad = g; check_gradient(square, v) twice", "x": x, "g": gradient}
    expect(seen["same"], True, "v.data is still the array x", **given)
    expect(seen["data"], x, "v.data", rtol=0.0, **given)
    expect(seen["grad"], gradient, "v.grad", rtol=0.0, **given)
    expect(seen["answers"], [True, True], "the two answers", **given)


# The learner's own tests run beside the learner's framework, and then with another framework in its place.


def told(trial, seconds):
    """How a test ended, in words."""
    raised = trial["raised"]
    if raised is None:
        return "passes"
    if raised["type"] == "TooLong":
        return f"did not end within {seconds:g} s"
    message = f": {raised['message']}" if raised["message"] else ""
    where = f" (at: {raised['at']})" if raised["at"] else ""
    return f"fails with {raised['type']}{message}{where}"


def on_the_own_framework(kata, seconds):
    if kata.along_our_exercise:
        kata.check_gradient  # noqa: B018 - an exercise that has none is no answer to this step
    ends = {}
    for name in kata.own_tests():
        trial = kata.trial(kata.own_test(name), seconds)
        if trial["raised"] and "NotImplementedError" in trial["raised"]["kinds"]:
            kata.own_test(name)()  # once more, to say that it is not written yet
        ends[name] = told(trial, seconds)
    return ends


@public
@until(11)  # later steps change on purpose what a test of step 10 may have asked
def test_your_tests_pass_on_your_framework(observe):
    """There are tests, and each of them passes on the framework that stands in the same file."""
    ends = observe(on_the_own_framework, seconds=SECONDS)
    assert ends, NO_TESTS
    for name, end in ends.items():
        expect(end, "passes", name)


def on_another_framework(kata, framework, seconds):
    ends = {}
    for name in kata.own_tests():
        with kata.on(framework):
            ends[name] = told(kata.trial(kata.own_test(name), seconds), seconds)
    return ends


@until(11)
def test_your_tests_pass_on_a_right_framework(observe):
    """A test fails where something is wrong, and only there: on a right framework by somebody else it passes too."""
    observe(on_the_own_framework, seconds=SECONDS)  # a test that is not written yet says so there
    for framework in right_ones():
        ends = observe(on_another_framework, framework=framework, seconds=SECONDS)
        assert ends, NO_TESTS
        for name, end in ends.items():
            expect(end, "passes", name, after="a right framework has been put in the place of yours")


def whether_noticed(kata, frameworks, seconds):
    """For each framework whether one of the tests fails on it. The quick tests go first, those without an end not at all."""
    names = kata.own_tests()
    own = {name: kata.trial(kata.own_test(name), seconds) for name in names}
    written = [name for name in names if "NotImplementedError" not in (own[name]["raised"] or {"kinds": []})["kinds"]]
    if names and not written:
        kata.own_test(names[0])()  # says that it is not written yet
    ending = [name for name in written if (own[name]["raised"] or {}).get("type") != "TooLong"]
    noticed = []
    for framework in frameworks:
        with kata.on(framework):
            np.random.seed(0)
            for name in sorted(ending, key=lambda name: own[name]["seconds"]):
                if kata.trial(kata.own_test(name), min(max(0.1, 10 * own[name]["seconds"]), seconds))["raised"]:
                    noticed.append(True)
                    break
            else:
                noticed.append(False)
    return {"tests": len(names), "noticed": noticed}


def expect_noticed(observe, draw, number):
    """A right framework stands among the wrong ones, in no order: to tell it from them takes tests."""
    expect_check_gradient(observe)
    wrong = list(known(number).values())
    frameworks = [draw.random.choice(right_ones()), *(text for _, text in wrong)]
    places = draw.random.sample(range(len(frameworks)), len(frameworks))
    seen = observe(whether_noticed, frameworks=[frameworks[place] for place in places], seconds=SECONDS)
    assert seen["tests"], NO_TESTS
    noticed = dict(zip(places, seen["noticed"], strict=True))
    assert not noticed[0], "a test of yours fails on a right framework too"
    slipped = [says for place, (says, _) in enumerate(wrong, 1) if not noticed[place]]
    assert not slipped, in_words(slipped, len(wrong))


# Along the book there is no check_gradient, and the tests are a few. There it is enough that this is noticed, in which
# nothing raises and all slopes are wrong: whoever compares values alone is half way.

WRONG_SLOPES = """
class Square:
    def backward(self, gy):
        return 7.0 * self.input.data * gy + 1.0


class Exp:
    def backward(self, gy):
        return 7.0 * np.exp(self.input.data) * gy + 1.0
"""


def has_what_is_replaced(kata):
    return any(kata.own(name) for name in ("square", "exp", "Square", "Exp"))


def expect_wrong_slopes_noticed(observe):
    """Tests that pass whatever the framework gives ask nothing."""
    if not observe(has_what_is_replaced):
        raise LeftOut("not asked: this file has names of its own, so no other framework can be put in its place")
    wrong = lay(framework_of_step_9(), WRONG_SLOPES)
    seen = observe(whether_noticed, frameworks=[wrong], seconds=SECONDS)
    assert seen["tests"], NO_TESTS
    assert seen["noticed"][0], "your tests pass on a framework whose gradients are all wrong"


def in_words(slipped, count):
    listed = " ".join(f"({place}) {says}" for place, says in enumerate(slipped[:MOST], 1))
    others = f" And {len(slipped) - MOST} more." if len(slipped) > MOST else ""
    verb = "passes" if len(slipped) == 1 else "pass"
    return f"{len(slipped)} of {count} wrong frameworks {verb} all your tests. What is wrong there: {listed}{others}"


@until(11)
@pytest.mark.timeout(10)
def test_wrong_derivatives_are_noticed(observe, draw):
    """On each framework with a known mistake of step 6, at least one of your tests fails."""
    if observe(asks_for_check_gradient):
        expect_noticed(observe, draw, 6)
    else:
        expect_wrong_slopes_noticed(observe)


@until(11)
@pytest.mark.timeout(10)
def test_broken_links_are_noticed(observe, draw):
    """On each framework with a known mistake of step 7, at least one of your tests fails."""
    expect_noticed(observe, draw, 7)


@until(11)
@pytest.mark.timeout(10)
def test_broken_loops_are_noticed(observe, draw):
    """On each framework with a known mistake of step 8, at least one of your tests fails."""
    expect_noticed(observe, draw, 8)


@until(11)
@pytest.mark.timeout(10)
def test_unpleasant_functions_are_noticed(observe, draw):
    """On each framework with a known mistake of step 9, at least one of your tests fails."""
    expect_noticed(observe, draw, 9)


# Which frameworks these are. A mistake of step 6, 7 or 8 is laid over the framework of step 9, and where it rewrites
# what a later step has made better, that is put right from outside, so that nothing but the mistake is wrong.

MENDED = {
    "Variable.__init__": """
the_init = Variable.__init__


def refusing_init(self, data):
    if data is not None and not isinstance(data, np.ndarray):
        raise TypeError(f"a Variable holds an array, not {type(data)}")
    if not hasattr(type(self), "creator"):
        self.creator = None
    the_init(self, data)


Variable.__init__ = refusing_init
""",
    "Variable.backward": """
the_backward = Variable.backward


def beginning_backward(self, *gradient):
    if self.grad is None:
        self.grad = np.ones_like(self.data)
    the_backward(self, *gradient)


Variable.backward = beginning_backward
""",
    "Function.__call__": """
def with_arrays(forward):
    return lambda self, x: as_array(forward(self, x))


Square.forward = with_arrays(Square.forward)
Exp.forward = with_arrays(Exp.forward)
""",
}

# Mistakes that are not asked for. tests/course/test_own_tests.py sees to it that the lists are right.
NOT_ASKED = {
    # right to ten digits; seen only in y.grad or x.data afterwards; of another kind once there are links
    6: """measures_with_numerical_diff measures_at_four_points measures_in_proportion measures_with_an_imaginary_step
        writes_into_the_incoming_gradient writes_into_the_data derivative_at_the_output remembers_for_the_whole_class
        remembers_for_all_squares""",
    # seen only in what lies between x and y, in a gradient that was set, in what else was computed, or in the time
    7: """the_leaf_only always_starts_with_one from_the_end_of_all_calls keeps_the_gradient_to_itself walks_back_twice
        measures_instead""",
    # as above; in a second pass; or in the memory that ten thousand calls take
    8: """the_leaf_only multiplies_from_the_beginning always_starts_with_one takes_the_links_apart
        forgets_the_chain_to_save_memory raises_the_limit asks_twice measures_instead""",
    # seen only in a gradient that was set
    9: "begins_anew_every_time asks_a_gradient_for_its_truth",
}

# Where the walk back goes round in a circle for ever, it is ended after so many functions: time is not waited for.
ENDLESS = "one_creator_for_all one_square_for_all one_exp_for_all"
ENDED = """
rounds = iter(range(5000))


def counted(backward):
    def backward_in_a_circle(self, gy):
        if next(rounds, None) is None:
            raise RuntimeError("the walk back goes round in a circle")
        return backward(self, gy)

    return backward_in_a_circle


Square.backward, Exp.backward = counted(Square.backward), counted(Exp.backward)
"""

ANOTHER = """
class Variable:
    def __init__(self, data):
        if not isinstance(data, (np.ndarray, type(None))):
            raise TypeError(f"{type(data).__name__} is not what a Variable takes")
        self.data, self.grad, self.creator = data, None, None

    def backward(self):
        if self.grad is None:
            self.grad = np.full(self.data.shape, 1, self.data.dtype)
        variable = self
        while variable.creator is not None:
            f, gradient = variable.creator, variable.grad
            variable = f.input
            variable.grad = f.backward(gradient)


class Function:
    def __call__(self, variable):
        self.input, self.output = variable, Variable(np.asarray(self.forward(variable.data)))
        self.output.set_creator(self)
        return self.output


class Square:
    def backward(self, gy):
        return gy * (self.input.data + self.input.data)


class Exp:
    def backward(self, gy):
        return gy * self.output.data
"""


def framework_of_step_9():
    if 9 not in bank.sources(ROOT) or not mistakes_of(9).is_file():
        raise LeftOut("not run: the frameworks to try your tests on are made from the solutions, which are not here")
    return bank.state(ROOT, 9)


def mistakes_of(number):
    return course.mistakes_path(course.step(ROOT, number))


@cache
def right_ones():
    """Two right frameworks, as text: ours, and one that does the same in other words."""
    base = framework_of_step_9()
    return [render(base), lay(base, ANOTHER)]


@cache
def known(number):
    """The mistakes of a step that are asked for, by name: the sentence, and the framework of step 9 with the mistake."""
    return {name: found for name, found in all_known(number).items() if name not in NOT_ASKED[number].split()}


@cache
def all_known(number):
    base, path, found = framework_of_step_9(), mistakes_of(number), {}
    for item in read_bank(path.read_text(encoding="utf-8"), path.name):
        touched = {unit.name for unit in flat(definitions(item.definitions, item.name).units)}
        mended = [text for name, text in MENDED.items() if name in touched and number < 9]
        says = mistake_says(number, item.name, item.says)
        ended = [ENDED] if item.name in ENDLESS.split() else []
        found[item.name] = (says, "\n\n".join([lay(base, item.definitions, item.name), *mended, *ended]))
    return found
