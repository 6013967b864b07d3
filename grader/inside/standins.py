"""Harmless stand-ins for third-party modules that a demonstration imports and a step never needs.

Whatever is asked of one gives another stand-in, which can be called, used as a decorator or a
context manager, and unpacked in pairs. Each that was used is told in the report.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Iterator, Sequence
from types import ModuleType
from typing import Any

MODULES = frozenset(
    "matplotlib mpl_toolkits seaborn IPython ipywidgets memory_profiler line_profiler nptyping graphviz "
    "pydot pytest import_ipynb tqdm PIL plotly torchviz rich icecream japanize_matplotlib".split()
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

    def __iter__(self) -> Iterator[StandIn]:
        return iter((self, self))

    def __enter__(self) -> StandIn:
        return self

    def __exit__(self, *_: object) -> None:
        return None


class _Module(ModuleType):
    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return StandIn()


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, notes: list[str]) -> None:
        self.notes = notes

    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> Any:
        top = name.partition(".")[0]
        if top not in MODULES:
            return None
        if name == top:
            self.notes.append(f"{top} is replaced by a stand-in that does nothing")
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: Any) -> ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


def install(notes: list[str]) -> None:
    """Let imports that nothing else answers find a stand-in; each is noted in `notes`."""
    sys.meta_path.append(_Finder(notes))
