"""Stand-ins for modules that a step never needs: they get out of the way, and those that matter do their work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from grader.inside import standins

InChild = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def ran(in_child: InChild) -> Callable[[str], Any]:
    """Run a text of ours in a child with stand-ins installed and nothing of the real ones; its `seen` and the notes."""

    def run(text: str) -> Any:
        def work() -> Any:
            import sys

            for name in list(sys.modules):
                if name.partition(".")[0] in standins.MODULES:
                    del sys.modules[name]
            notes: list[tuple[str, str]] = []
            standins.install(notes)
            sys.meta_path.insert(0, sys.meta_path.pop())  # before the real ones, which these tests have about them
            scope: dict[str, Any] = {"seen": None}
            exec(text, scope)
            return {"seen": scope["seen"], "notes": notes}

        return in_child(work)

    return run


def test_a_plot_draws_nothing_and_raises_nothing(ran: Callable[[str], Any]) -> None:
    ran(
        "import matplotlib.pyplot as plt\n"
        "from mpl_toolkits.mplot3d import Axes3D\n"
        "from matplotlib import cm\n"
        "fig, ax = plt.subplots(figsize=(3, 3))\n"
        "fig, (left, right) = plt.subplots(1, 2)\n"
        "ax.plot([1, 2], [3, 4], color=cm.viridis(0.5))[0].set_label('a')\n"
        "plt.rcParams['font.size'].anything\n"
        "with plt.style.context('dark'):\n"
        "    plt.show()\n"
    )


def test_a_decorator_gives_back_the_function(ran: Callable[[str], Any]) -> None:
    told = ran(
        "from memory_profiler import profile\n"
        "import pytest\n"
        "@profile\n"
        "def f():\n    return 1\n"
        "@pytest.mark.parametrize('x', [1, 2])\n"
        "@pytest.fixture(scope='module')\n"
        "def g():\n    return 2\n"
        "seen = [f(), g()]\n"
    )
    assert told["seen"] == [1, 2]


def test_a_progress_bar_hands_its_items_on(ran: Callable[[str], Any]) -> None:
    told = ran(
        "from tqdm import tqdm, trange\nfrom tqdm.auto import tqdm as other\n"
        "seen = [list(tqdm([3, 4], desc='a')), list(trange(2, 5)), list(other(range(2)))]\n"
        "bar = tqdm(range(3), total=3)\nbar.set_description('a')\nseen.append(list(bar))\n"
        "with tqdm(total=3) as bar:\n    bar.update(1)\n"
    )
    assert told["seen"] == [[3, 4], [2, 3, 4], [0, 1], [0, 1, 2]]


RAISES = "import pytest\nimport numpy as np\n"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("with pytest.raises(TypeError):\n    len(3)", True),
        ("with pytest.raises((ValueError, TypeError), match='len'):\n    len(3)", True),
        ("with pytest.raises(TypeError, match='other'):\n    len(3)", False),
        ("with pytest.raises(ValueError):\n    len(3)", False),
        ("with pytest.raises(ValueError):\n    len([])", False),
        ("with pytest.raises(TypeError) as caught:\n    len(3)\nassert 'len' in str(caught.value)", True),
        ("assert 1.0 + 1e-9 == pytest.approx(1.0)", True),
        ("assert pytest.approx(1.0) == 1.001", False),
        ("assert 1.001 == pytest.approx(1.0, rel=0.01)", True),
        ("assert 0.001 == pytest.approx(0.0, abs=0.01)", True),
        ("assert np.array([1.0, 2.0]) == pytest.approx(np.array([1.0, 2.0 + 1e-9]))", True),
        ("assert np.array([1.0, 2.0]) == pytest.approx([1.0, 2.0])", True),
        ("assert np.array(2.0) == pytest.approx(2.0)", True),
        ("assert np.array([1.0, 2.0]) == pytest.approx(1.0)", False),
        ("assert np.array([2.0, 2.0]) == pytest.approx(2.0)", True),
        ("assert np.array([2.0, 2.0]) == pytest.approx([2.0])", False),
        ("assert np.array([1.0, 2.1]) == pytest.approx([1.0, 2.0])", False),
        ("assert 1.0 != pytest.approx(2.0)", True),
    ],
)
def test_a_learner_s_own_tests_hold_and_fail_as_with_pytest_itself(
    ran: Callable[[str], Any], in_child: InChild, text: str, held: bool
) -> None:
    body = "\n".join("    " + line for line in text.splitlines())
    attempt = f"try:\n{body}\n    seen = True\nexcept (AssertionError, TypeError):\n    seen = False\n"
    assert ran(RAISES + attempt)["seen"] is held
    real: dict[str, Any] = {}
    with_pytest = RAISES + attempt.replace("(AssertionError, TypeError)", "BaseException")
    assert in_child(lambda: exec(with_pytest, real) or real["seen"]) is held, "pytest itself says otherwise"


def test_each_module_is_noted_once_by_its_first_name(ran: Callable[[str], Any]) -> None:
    told = ran("import matplotlib.pyplot\nimport matplotlib\nimport matplotlib.cm\nimport seaborn\n")
    assert told["notes"] == [["stand-in", "matplotlib"], ["stand-in", "seaborn"]]


def test_no_other_module_is_stood_in_for(ran: Callable[[str], Any]) -> None:
    told = ran("try:\n    import torch_that_is_not_there\nexcept ImportError:\n    seen = 1\n")
    assert told == {"seen": 1, "notes": []}


def test_a_stand_in_has_no_special_methods_that_would_mislead(ran: Callable[[str], Any]) -> None:
    told = ran(
        "import seaborn\nimport numpy as np\n"
        "seen = [hasattr(seaborn, '__version__'), hasattr(seaborn.x, '__array__'), hasattr(seaborn.x, '__len__')]\n"
    )
    assert told["seen"] == [False, False, False]


def test_what_this_project_needs_itself_is_never_stood_in_for_where_it_matters() -> None:
    assert not standins.MODULES & {"numpy", "math", "weakref", "heapq", "contextlib", "torch", "dezero"}


def test_a_class_may_be_built_on_a_stand_in_and_an_instance_is_never_one_of_its(ran: Callable[[str], Any]) -> None:
    told = ran(
        "import pandas as pd\nimport jaxtyping as jt\n"
        "class Set(pd.DataFrame, jt.Base['a']):\n    size = 3\n"
        "def f(x: jt.Float | None, y: int | jt.Int): return x\n"
        "pd.options['a'] = 1\n"
        "seen = [Set().size, Set.__mro__[1] is object, isinstance(3, pd.DataFrame), f(4, 5)]\n"
    )
    assert told["seen"] == [3, True, False, 4]
