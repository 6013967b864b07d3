"""Harmless stand-ins for third-party modules that a demonstration imports and a step never needs.

Whatever is asked of one gives another stand-in, which can be called, used as a decorator or a
context manager, and unpacked in pairs. The few that a framework's result may depend on do their
work: progress bars hand their items on, and pytest's `raises` and `approx` judge. Each module that was
used is told in the report.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any

import numpy as np

MODULES = frozenset(
    "matplotlib mpl_toolkits seaborn IPython ipywidgets memory_profiler line_profiler nptyping graphviz pydot pydotplus "
    "pytest import_ipynb tqdm PIL plotly torchviz rich icecream japanize_matplotlib koreanize_matplotlib pandas sklearn "
    "google cv2 networkx sympy bokeh altair celluloid imageio skimage prettytable tabulate termcolor colorama loguru "
    "typing_extensions beartype typeguard jaxtyping overrides mypy_extensions attr numba pysnooper snoop objgraph psutil "
    "pympler pyinstrument viztracer ipdb pudb nbimporter importnb nose parameterized hypothesis dotenv streamlit wandb "
    "tensorboardX requests cycler pygments varname more_itertools torchsummary torchinfo visdom nbformat jupyterthemes".split()
)


class StandIn:
    """Answers everything with itself or, called on a function, with that function."""

    def __call__(self, *arguments: Any, **_: Any) -> Any:
        if len(arguments) == 1 and callable(arguments[0]):
            return arguments[0]
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, _: Any) -> StandIn:
        return self

    def __setitem__(self, _: Any, value: Any) -> None:
        return None

    def __or__(self, _: Any) -> Any:
        return Any  # as a part of a hint

    __ror__ = __or__

    def __instancecheck__(self, _: Any) -> bool:
        return False

    def __mro_entries__(self, _: Any) -> tuple[type, ...]:
        return ()  # a class that is built on one is built on nothing

    def __iter__(self) -> Iterator[StandIn]:
        return iter((self, self))

    def __enter__(self) -> StandIn:
        return self

    def __exit__(self, *_: object) -> None:
        return None


class Bar(StandIn):
    """A progress bar that shows nothing and hands its items on."""

    def __init__(self, items: Iterable[Any] = (), *_: Any, **__: Any) -> None:
        self.items = items

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)


class Raises:
    """A `with` block in which something has to be raised."""

    def __init__(self, kind: Any, *, match: str = "") -> None:
        self.kind, self.match, self.value = kind, match, None

    def __enter__(self) -> Raises:
        return self

    def __exit__(self, kind: Any, value: Any, _: object) -> bool:
        if kind is None:
            raise AssertionError(f"DID NOT RAISE {self.kind}")
        self.value = value
        return issubclass(kind, self.kind) and bool(re.search(self.match, str(value)))


class Near:
    """Equal to what differs by no more than one part in a million, or by what is said."""

    __array_ufunc__ = None  # so that an array on the left leaves the comparison to us
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, expected: Any, rel: float = 1e-6, abs: float = 1e-12) -> None:
        self.expected, self.rel, self.abs = expected, rel, abs

    def __eq__(self, other: object) -> bool:
        seen, due = np.asarray(other), np.asarray(self.expected)
        if seen.shape != due.shape and not np.isscalar(self.expected):
            return False
        return bool(np.allclose(seen, due, rtol=self.rel, atol=self.abs))


WORKING: Mapping[str, Callable[..., Any]] = {
    "tqdm.tqdm": Bar,
    "tqdm.trange": lambda *bounds, **_: Bar(range(*bounds)),
    "pytest.raises": Raises,
    "pytest.approx": Near,
}


class _Module(ModuleType):
    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return WORKING.get(f"{self.__name__.partition('.')[0]}.{name}") or StandIn()


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, notes: list[tuple[str, str]]) -> None:
        self.notes = notes

    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> Any:
        top = name.partition(".")[0]
        if top not in MODULES:
            return None
        if name == top:
            self.notes.append(("stand-in", top))
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: Any) -> ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


def install(notes: list[tuple[str, str]]) -> None:
    """Let imports that nothing else answers find a stand-in; each is noted in `notes`, as a key of what is to be said."""
    sys.meta_path.append(_Finder(notes))
