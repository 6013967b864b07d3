"""Folders of whole works, made from our own solutions in the layouts that people use, and what `place` must say of each.

A work is its files by name; the text of a file is the framework of its step, often with the demonstration below it.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from grader import bank
from grader.state import script

ROOT = Path(__file__).resolve().parents[2]
Files = Mapping[str, str]

SWITCH = """is_simple_core = {simple}

if is_simple_core:
    from dezero.core_simple import Variable
    from dezero.core_simple import Function
    from dezero.core_simple import using_config
    from dezero.core_simple import no_grad
    from dezero.core_simple import as_array
    from dezero.core_simple import as_variable
    from dezero.core_simple import setup_variable
else:
    from dezero.core import Variable, Function, Config
    from dezero.core import using_config, no_grad, as_array, as_variable, setup_variable
    import dezero.functions

setup_variable()
"""
FUNCTIONS = """import numpy as np
from dezero.core import Function
from dezero import cuda


class Sin(Function):
    def forward(self, x):
        xp = cuda.get_array_module(x)
        return xp.sin(x)

    def backward(self, gy):
        x, = self.inputs
        return gy * cos(x)


class Cos(Function):
    def forward(self, x):
        return np.cos(x)

    def backward(self, gy):
        x, = self.inputs
        return gy * -sin(x)


def sin(x):
    return Sin()(x)


def cos(x):
    return Cos()(x)
"""
CUDA = """import numpy as np
gpu_enable = True
try:
    import cupy as cp
    cupy = cp
except ImportError:
    gpu_enable = False


def get_array_module(x):
    return cp.get_array_module(x) if gpu_enable else np
"""
PATH_HACK = """if '__file__' in globals():
    import os, sys
    sys.path.append(os.path.join(os.path.dirname(__file__), '..'))
"""
WIP = """class Variable:
    def __init__(self, data):
        self.data = data

    def backward(self):
        raise ValueError
"""
NEWTON_SCRIPT = (
    PATH_HACK
    + """import numpy as np
from dezero import Variable


def f(x):
    return x ** 4 - 2 * x ** 2


x = Variable(np.array(2.0))
for i in range(10):
    print(i, x)
    y = f(x)
    x.cleargrad()
    y.backward(create_graph=True)
    gx = x.grad
    x.cleargrad()
    gx.backward()
    gx2 = x.grad
    x.data -= gx.data / gx2.data
"""
)
SPHERE = (
    PATH_HACK
    + """import numpy as np
from dezero import Variable


def sphere(x, y):
    return x ** 2 + y ** 2


def matyas(x, y):
    return 0.26 * (x ** 2 + y ** 2) - 0.48 * x * y


def goldstein(x, y):
    return (1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x ** 2 - 14 * y + 6 * x * y + 3 * y ** 2)) * (
        30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x ** 2 + 48 * y - 36 * x * y + 27 * y ** 2))


x = Variable(np.array(1.0))
y = Variable(np.array(1.0))
z = goldstein(x, y)
z.backward()
print(x.grad, y.grad)
"""
)


@dataclass(frozen=True)
class Built:
    """A folder, and what `place` says of it: `step status file` for each line, the standing, sentences that are shown."""

    files: Callable[[], Files]
    lines: tuple[str, ...]
    standing: int | None
    shows: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    exit: int = 0


def some_course(root: Path) -> Path:
    """A course with the checks of some steps, for speed; all else is the real one."""
    for name in ("course.toml", "solutions", "exercises"):
        (root / name).symlink_to(ROOT / name)
    for checks in (ROOT / "tests" / "steps").glob("*/test_step*.py"):
        if int(checks.stem[9:11]) in SOME:
            (root / "tests" / "steps" / checks.parent.name).mkdir(parents=True, exist_ok=True)
            (root / "tests" / "steps" / checks.parent.name / checks.name).symlink_to(checks)
    return root


@cache
def state(number: int) -> str:
    """Our framework of a step."""
    reference = bank.reference(ROOT, number)
    assert reference is not None
    return reference.files[reference.main]


@cache
def demo(number: int) -> str:
    """The same with the demonstration of the step below it, as people have it."""
    return script(bank.state(ROOT, number - 1) if number > 1 else bank.State(), bank.sources(ROOT)[number])


def wrong(number: int, old: str, new: str) -> str:
    """Our framework of a step with one place changed."""
    text = state(number)
    assert text.count(old) >= 1, old
    return text.replace(old, new)


def overwrites(number: int) -> str:
    """A framework in which the gradient of a second use takes the place of the first one's."""
    return wrong(number, "x.grad = gx if x.grad is None else x.grad + gx", "x.grad = gx")


def notebook(*cells: str) -> str:
    """A notebook of code cells."""
    made = [
        {"cell_type": "code", "execution_count": None, "id": f"c{at}", "metadata": {}, "outputs": [], "source": cell}
        for at, cell in enumerate(cells)
    ]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def package(simple: bool = False) -> dict[str, str]:
    """A package with both cores, of which its switch takes one."""
    return {
        "dezero/__init__.py": SWITCH.format(simple=simple),
        "dezero/core_simple.py": state(23),
        "dezero/core.py": "import dezero\n" + state(32),
        "dezero/functions.py": FUNCTIONS,
        "dezero/cuda.py": CUDA,
        "dezero/utils.py": "import subprocess\nfrom dezero import Variable\n\n\ndef greet():\n    print('hello')\n",
    }


def below(folder: str, files: Files) -> dict[str, str]:
    """The files, in a folder."""
    return {f"{folder}/{name}": text for name, text in files.items()}


def _steps() -> Files:
    return {f"steps/step{n:02}.py": demo(n) for n in (1, 2, 3, 4, 6, 7, 8)} | {"steps/step37.py": "print(37)\n"}


def _spellings() -> Files:
    return {
        "01.py": demo(1),
        "step_2.ipynb": notebook("%matplotlib inline", state(2)),
        "Step3_composition.py": demo(3),
        unicodedata.normalize("NFD", "제4단계.ipynb"): notebook(state(4)),
        "ステップ06.py": demo(6),
        "第7步.py": state(7),
        "7번째 메모.md": "none",
        "step08 (2).py": state(8),
        "backprop step 9.py": state(9),
        "README.ipynb": notebook("print('notes')"),
    }


def _parts() -> Files:
    return {
        "13.py": state(13),
        "14_1.py": overwrites(14),
        "14_2.py": state(14),
        "15-16.ipynb": notebook(state(16)),
        "step17.py": state(17),
        "step17_old.py": overwrites(17),
        "step18-1.py": overwrites(18),
        "step18.py": state(18),
    }


def _chapters() -> Files:
    return {
        "chapter1/main.py": "from functions import *\n" + state(8),
        "chapter1/functions.py": "class Helper:\n    def forward(self):\n        pass\n",
        "chapter2/main.py": state(14),
        "chapter2/notes.py": "class Function:\n    def forward(self, x):\n        return x\n",
    }


def _people() -> Files:
    kim = {f"kim/step{n:02}.py": state(n) for n in (6, 7, 8)}
    lee = {
        "lee/step06.py": state(6),
        "lee/step07.ipynb": notebook(overwrites(14)),
        "lee/step08.py": wrong(8, "while", "if"),
    }
    return {**kim, **lee, "README.py": "print('our study group')\n"}


def _with_a_package() -> Files:
    return {
        **package(),
        "steps/step22.py": state(22),
        "steps/step23.py": PATH_HACK
        + "import numpy as np\nfrom dezero import Variable\nx = Variable(np.array(1.0))\nprint(x)\n",
        "steps/step24.py": SPHERE,
        "steps/step33.py": NEWTON_SCRIPT,
    }


def _neighbours() -> Files:
    return {
        "src/base_class.py": state(7),
        "src/step06.py": "from base_class import *\nx = Variable(np.array(2.0))\nprint(square(x))\n" + "",
        "src/step07.py": "from base_class import Variable, Function, Square, Exp\nimport numpy as np\n",
        "src/step08.py": "from step07 import *\nimport numpy as np\n" + state(8).split("import numpy as np")[1],
        "src/utils.py": "def f():\n    return 1\n",
    }


def _by_content() -> Files:
    return {
        "step01.py": state(1),
        "autograd.py": state(14),
        "scratch.py": "print('nothing of interest')\n",
        "mine/wip.py": WIP,
    }


def _one_wrong() -> Files:
    return {f"step{n}.py": overwrites(n) if n == 14 else state(n) for n in (12, 13, 14, 16, 17)}


def _later_framework() -> Files:
    later = "from framework import *\nimport numpy as np\n"
    return {"framework.py": state(22), "step07.py": later, "step08.py": later, "step11.py": later, "step14.py": later}


def _exercises() -> Files:
    shipped = sorted((ROOT / "exercises" / "stage1_gradients").glob("step*.py"))
    texts = {f"exercises/stage1_gradients/{path.name}": path.read_text(encoding="utf-8") for path in shipped}
    done = {name: demo(n) for n, name in enumerate(sorted(texts), start=1) if n <= 3}
    return {**texts, **done}


# The steps whose checks the tests here run: enough of them, so that a folder takes a second and not five.
SOME = (*range(1, 10), *range(11, 19), 22, 23, 24, 32, 33)
COVERED_BEFORE_6 = tuple(f"{n} covered" for n in range(1, 6))
EXERCISES = [
    f"exercises/stage1_gradients/{path.name}"
    for path in sorted((ROOT / "exercises" / "stage1_gradients").glob("step*.py"))
]

BUILT = {
    "a folder steps": Built(
        _steps,
        (
            *(f"{n} passed steps/step{n:02}.py" for n in (1, 2, 3, 4)),
            "5 covered",
            *(f"{n} passed steps/step{n:02}.py" for n in (6, 7, 8)),
            "37 unchecked steps/step37.py",
        ),
        8,
        (
            "step 5 no file steps/step06.py passes its checks too",
            "step 37 no checks yet",
            "Next: step 9. There is no file for it yet.",
        ),
    ),
    "names in many spellings": Built(
        _spellings,
        (
            "1 passed 01.py",
            "2 passed step_2.ipynb",
            "3 passed Step3_composition.py",
            "4 passed 제4단계.ipynb",
            "5 covered",
            "6 passed ステップ06.py",
            "7 passed 第7步.py",
            "8 passed step08 (2).py",
            "9 passed backprop step 9.py",
        ),
        9,
    ),
    "several files for a step, several steps in a file": Built(
        _parts,
        (
            "1 covered",
            "2 covered",
            "3 covered",
            "4 covered",
            "5 covered",
            "6 covered",
            "7 covered",
            "8 covered",
            "9 covered",
            "11 covered",
            "12 covered",
            "13 passed 13.py",
            "14 passed 14_2.py",
            "15 passed 15-16.ipynb",
            "16 passed 15-16.ipynb",
            "17 passed step17.py",
            "18 passed step18.py",
        ),
        18,
        ("taken rather than 14_1.py", "taken rather than step17_old.py", "taken rather than step18-1.py"),
    ),
    "chapters": Built(
        _chapters,
        (
            *(f"{n} covered" for n in range(1, 8)),
            "8 passed chapter1/main.py",
            "9 missing",
            "11 covered",
            "12 covered",
            "13 covered",
            "14 passed chapter2/main.py",
        ),
        14,
        ("of a chapter; it reaches this step",),
        ("notes.py", "functions.py passes"),
    ),
    "several people": Built(
        _people,
        (
            *COVERED_BEFORE_6,
            "6 passed kim/step06.py",
            "7 passed kim/step07.py",
            "8 passed kim/step08.py",
            *COVERED_BEFORE_6,
            "6 passed lee/step06.py",
            "7 passed lee/step07.ipynb",
            "8 failed lee/step08.py",
        ),
        None,
        ("kim", "lee", "Standing: step 8", "Standing: step 7", "Next: step 8, in lee/step08.py; see above."),
    ),
    "with a package beside": Built(
        _with_a_package,
        (
            *(f"{n} covered" for n in SOME if n < 22),
            "22 passed steps/step22.py",
            "23 passed steps/step23.py",
            "24 passed steps/step24.py",
            "32 passed dezero/",
            "33 passed steps/step33.py",
        ),
        33,
        (
            "not there, and not held against it: newton",
            "dezero/: core.py is in force here, for __init__.py takes Variable from it",
            "found by what it does: it reaches this step",
        ),
    ),
    "with a simple core in force": Built(
        lambda: {**package(simple=True), "steps/step24.py": SPHERE, "steps/step33.py": NEWTON_SCRIPT},
        (
            *(f"{n} covered" for n in SOME if n < 23),
            "23 missing",
            "24 passed steps/step24.py",
            "32 missing",
            "33 failed steps/step33.py",
        ),
        24,
        ("dezero/: core_simple.py is in force here",),
    ),
    "neighbours": Built(
        _neighbours,
        (*COVERED_BEFORE_6, "6 passed src/step06.py", "7 passed src/step07.py", "8 passed src/step08.py"),
        8,
        ("took along base_class.py, which it imports",),
        ("utils.py",),
    ),
    "found by content": Built(
        _by_content,
        ("1 passed step01.py", *(f"{n} covered" for n in SOME if 1 < n < 14), "14 passed autograd.py"),
        14,
        ("found by what it does: it reaches this step",),
        ("scratch.py", "wip.py"),
    ),
    "one file wrong": Built(
        _one_wrong,
        (
            *(f"{n} covered" for n in SOME if n < 12),
            "12 passed step12.py",
            "13 passed step13.py",
            "14 failed step14.py",
            "15 covered",
            "16 passed step16.py",
            "17 passed step17.py",
        ),
        13,
        (
            "gave x.grad = 1.0, expected 2.0",
            "Next: step 14, in step14.py; see above.",
            "Files for later steps that pass already: 16 to 17",
        ),
    ),
    "files that import a later framework": Built(
        _later_framework,
        (
            *(f"{n} covered" for n in SOME if n < 7),
            "7 passed step07.py",
            "8 passed step08.py",
            "9 covered",
            "11 passed step11.py",
            "12 covered",
            "13 covered",
            "14 passed step14.py",
        ),
        14,
    ),
    "our own exercises": Built(
        _exercises,
        (
            *(f"{n} passed {name}" for n, name in enumerate(EXERCISES[:3], start=1)),
            *(f"{n} unwritten {name}" for n, name in enumerate(EXERCISES[3:], start=4) if n in SOME),
            f"10 unchecked {EXERCISES[9]}",
        ),
        3,
        ("as it was shipped",),
    ),
    "a lone notebook of several steps": Built(
        lambda: {"steps1-3.ipynb": notebook(state(1), state(2), state(3), "print('the end')"), "memo.py": "print(1)\n"},
        ("1 passed steps1-3.ipynb", "2 passed steps1-3.ipynb", "3 passed steps1-3.ipynb"),
        3,
    ),
}


def write(files: Files, folder: Path) -> Path:
    """The files below `folder`."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder
