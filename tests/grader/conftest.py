"""What several tests of the machine need: a forked child to run code in, and a course of four steps to check."""

from __future__ import annotations

import os
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from grader import weave
from grader.inside import plain

InChild = Callable[[Callable[[], Any]], Any]


@pytest.fixture(scope="session")
def in_child() -> InChild:
    """Run a function in a forked child: what it returned, as plain data. What it raised fails the test."""
    return _in_child


def _in_child(work: Callable[[], Any]) -> Any:
    reader, writer = os.pipe()
    with suppress(AttributeError, ValueError):
        sys.stdout.flush()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python 3.12 warns of forking beside the threads of NumPy's libraries
        pid = os.fork()
    if pid == 0:
        _work_and_leave(work, writer)
    os.close(writer)
    try:
        with os.fdopen(reader, "rb") as file:
            text = file.read()
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)  # it has said all it will say
        _, status = os.waitpid(pid, 0)
    assert text, f"the child said nothing and ended with wait status {status}"
    answer = plain.decode(text)
    assert "raised" not in answer, answer["raised"]
    return answer["returned"]


def _work_and_leave(work: Callable[[], Any], writer: int) -> None:
    try:
        text = plain.encode({"returned": work()})
    except BaseException:
        text = plain.encode({"raised": traceback.format_exc()})
    try:
        with os.fdopen(writer, "wb") as file:
            file.write(text)
    finally:
        os._exit(0)


COURSE = """
[[stage]]
folder = "stage1_boxes"
title = "Boxes"
first = 1
last = 2
summit = "a box that doubles"

[[stage]]
folder = "stage2_ends"
title = "Ends"
first = 3
last = 5
summit = "every end there is"
"""
HINTS = 'HINTS = ("one", "two", "three")\n'
BOX = f"""\"\"\"A box

It holds data.
\"\"\"

{HINTS}

class Variable:
    def __init__(self, data):
        # begin answer: keep the data
        self.data = data
        # end answer
"""
DOUBLE = f"""\"\"\"Twice as much

What is in the box, twice.
\"\"\"

{HINTS}

def double(x):
    \"\"\"Return the array 2x.\"\"\"
    # begin answer: multiply
    return 2 * x.data
    # end answer
"""
ENDS = "hang flood eat recurse crash leave throws big odd right wrong".split()
WAYS = f"""\"\"\"Ways to end

Each function returns 1.0, and `double` returns a box.
\"\"\"

{HINTS}

def double(x):
    \"\"\"Return a box with 2x.\"\"\"
    # begin answer: put it into a box
    return Variable(2 * x.data)
    # end answer
""" + "".join(f"\n\ndef {name}():\n    # begin answer: one\n    return 1.0\n    # end answer\n" for name in ENDS)
PAIR = f"""\"\"\"A pair

Two numbers.
\"\"\"

{HINTS}

def pair():
    # begin answer: return two numbers
    return [1.0, 2.0]
    # end answer
"""
LAST = f"""\"\"\"The last one

Its check is broken.
\"\"\"

{HINTS}

def last():
    # begin answer: return one
    return 1.0
    # end answer
"""
HEAD = "import numpy as np\nimport pytest\nfrom grader.checks import expect, until\n"
BOX_CHECKS = (
    HEAD
    + """
def held(kata, x):
    return kata.Variable(x).data

def test_a_box_holds_its_data(observe, draw):
    \"\"\"A box holds what was put into it.\"\"\"
    x = draw.array(2)
    expect(observe(held, x=x), x, "x.data", after="x = Variable(x)", x=x)
"""
)
DOUBLE_CHECKS = (
    HEAD
    + """
def doubled(kata, x):
    return kata.number(kata.double(kata.Variable(x)))

def is_array(kata, x):
    return isinstance(kata.double(kata.Variable(x)), np.ndarray)

def test_it_is_twice_as_much(observe, draw):
    \"\"\"What comes out is twice what is in the box.\"\"\"
    x = draw.array(2)
    expect(observe(doubled, x=x), 2 * x, "double(x)", after="double(x)", x=x)

@until(3)
def test_it_is_an_array(observe, draw):
    \"\"\"What comes out is an array.\"\"\"
    expect(observe(is_array, x=draw.array(2)), True, "it is an array", after="double(x)")
"""
)
WAYS_CHECKS = (
    HEAD
    + """
def boxed(kata, x):
    return isinstance(kata.double(kata.Variable(x)), kata.Variable)

def test_it_is_a_box(observe, draw):
    \"\"\"What comes out is a box.\"\"\"
    expect(observe(boxed, x=draw.array(2)), True, "it is a box", after="double(x)")

def needed(kata):
    return kata.nowhere()

def test_needs_a_name(observe):
    \"\"\"It needs a name that no step brings.\"\"\"
    observe(needed)
"""
    + "".join(
        f"\ndef call_{name}(kata):\n    return kata.{name}()\n\n@pytest.mark.timeout({0.4 if name == 'hang' else 10})\n"
        f"def test_{name}(observe):\n    'The function {name} returns 1.'\n"
        f"    expect(observe(call_{name}), 1.0, '{name}()')\n"
        for name in ENDS
    )
)
PAIR_CHECKS = (
    HEAD
    + """
def paired(kata):
    return kata.pair()

def test_two_numbers(observe):
    \"\"\"The second number is 2.\"\"\"
    expect(observe(paired)[1], 2.0, "pair()[1]")
"""
)
LAST_CHECKS = (
    HEAD
    + """
def lasted(kata):
    return kata.last()

def test_breaks(observe):
    \"\"\"This check is broken.\"\"\"
    observe(lasted)
    raise KeyError("ours")
"""
)
MISTAKES = """\"\"\"Known-wrong ways of writing step 2.\"\"\"


def forgets():
    \"\"\"What is in the box comes out as it is.\"\"\"

    def double(x):
        return x.data


def forgets_and_copies():
    \"\"\"What is in the box comes out as it is.\"\"\"

    def double(x):
        return x.data.copy()


def squares():
    \"\"\"What is in the box is multiplied by itself.\"\"\"

    def double(x):
        return x.data * x.data
"""
FILES = {
    "course.toml": COURSE,
    "solutions/stage1_boxes/step01_box.py": BOX,
    "solutions/stage1_boxes/step02_double.py": DOUBLE,
    "solutions/stage2_ends/step03_ways.py": WAYS,
    "solutions/stage2_ends/step04_pair.py": PAIR,
    "solutions/stage2_ends/step05_last.py": LAST,
    "tests/steps/stage1_boxes/test_step01_box.py": BOX_CHECKS,
    "tests/steps/stage1_boxes/test_step02_double.py": DOUBLE_CHECKS,
    "tests/steps/stage2_ends/test_step03_ways.py": WAYS_CHECKS,
    "tests/steps/stage2_ends/test_step04_pair.py": PAIR_CHECKS,
    "tests/steps/stage2_ends/test_step05_last.py": LAST_CHECKS,
    "tests/mistakes/stage1_boxes/step02_double.py": MISTAKES,
}


@pytest.fixture(scope="session")
def small_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course of five steps in two stages: a box, its double, ways to end, a pair, and one with a broken check."""
    return make_course(tmp_path_factory.mktemp("course"))


def make_course(root: Path) -> Path:
    """Write the small course below `root` and weave it."""
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    weave.weave_all(root)
    return root
