"""A core whose package did not come along → the few functions of its other modules that it calls, built on its own Function.

The last core of the book puts the shapes of gradients right with `dezero.functions.sum_to`, and asks `dezero.cuda` for NumPy.
Neither is what a step here is about. Nothing is lent where a module of that name is there, and nothing that a step asks for.
"""

from __future__ import annotations

import ast
import importlib.abc
import importlib.machinery
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

ALIAS = re.compile(r"^[ \t]*import[ \t]+(\w+)[ \t]+as[ \t]+(\w+)", re.MULTILINE)
CALLED = re.compile(r"\b(\w+)\.(functions|cuda)\.(\w+)")
IMPORTED = re.compile(r"^[ \t]*(?:import|from)[ \t]+(\w+)\.(functions|cuda)\b", re.MULTILINE)
FROM_PACKAGE = re.compile(r"^[ \t]*from[ \t]+(\w+|\.)[ \t]*import[ \t(]+([^#\n]*)", re.MULTILINE)
FROM_BESIDE = re.compile(r"^[ \t]*from[ \t]+\.(functions|cuda)[ \t]+import", re.MULTILINE)


class _Framework(NamedTuple):
    function: Any
    variable: Any


def wanted(texts: Iterable[str]) -> set[str]:
    """The modules that a framework in these texts calls for shapes and devices: "dezero.functions", "cuda"."""
    return {name for text in texts if _may_want(text) for name in _wanted(text)}


def _may_want(text: str) -> bool:
    """Whether a closer look can find anything: every submission waits for this."""
    return any(part in text for part in PARTS) and "def __call__" in text and "def backward" in text


def _wanted(text: str) -> Iterator[str]:
    meant = {alias: name for name, alias in ALIAS.findall(text)}
    for package, part, name in CALLED.findall(text):
        if name in PARTS[part]:
            yield f"{meant.get(package, package)}.{part}"
    for package, part in IMPORTED.findall(text):
        yield f"{package}.{part}"
    for package, names in FROM_PACKAGE.findall(text):
        yield from (part if package == "." else f"{package}.{part}" for part in PARTS if part in re.findall(r"\w+", names))
    yield from FROM_BESIDE.findall(text)


class Lender(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Answers for the modules that are wanted and that nothing else answers for; each is noted."""

    def __init__(self, names: set[str], notes: list[tuple[str, str]]) -> None:
        self.names = names
        self.notes = notes

    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> Any:
        """The spec of a module that is lent, or of the package around it, or None."""
        is_package = any(each.startswith(f"{name}.") for each in self.names)
        if name not in self.names and not is_package:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=is_package)

    def create_module(self, spec: Any) -> ModuleType:
        """The module; what it lends is in it from the beginning."""
        return self._part(spec.name) if spec.name in self.names else ModuleType(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Put into a package the modules that are lent with it."""
        self.complete(module, ())

    def complete(self, package: ModuleType, files: Iterable[str]) -> None:
        """Give a package what is wanted of it and is not among its files."""
        there = {name.rpartition(".")[0].replace("/", ".").removesuffix(".__init__") for name in files}
        for name in sorted(self.names):
            above, _, part = name.rpartition(".")
            if above and above == package.__name__ and not any(f".{each}".endswith(f".{name}") for each in there):
                setattr(package, part, sys.modules.setdefault(name, self._part(name)))

    def _part(self, name: str) -> ModuleType:
        if name in sys.modules:
            return sys.modules[name]
        self.notes.append(("lent", name))
        module = ModuleType(name)
        vars(module).update(PARTS[name.rpartition(".")[2]])
        return module


def imported_at(lines: Sequence[str], line: int) -> set[str]:
    """The names that the import on a line of a file was to bring."""
    try:
        statements = ast.parse("".join(lines)).body
    except (SyntaxError, ValueError, RecursionError):
        return set()
    imports = [node for node in statements if isinstance(node, (ast.Import, ast.ImportFrom)) and node.lineno == line]
    return {name.asname or name.name.partition(".")[0] for node in imports for name in node.names}


def install(texts: Iterable[str], notes: list[tuple[str, str]]) -> Lender | None:
    """Let imports that nothing else answers find what the framework in these texts calls; None where it calls nothing."""
    names = wanted(texts)
    if not names:
        return None
    from . import behaviour  # noqa: F401  # it looks at the loader, and that at us; it has to be there before their modules
    lender = Lender(names, notes)
    sys.meta_path.append(lender)
    return lender


# What is lent: functions on the Function of whoever calls them, with a graph behind them.


def _framework(x: Any) -> _Framework:
    """The classes that a variable comes from; of an array, those of the first framework there is. Raises RuntimeError."""
    from . import behaviour, naming

    homes = [vars(module) for module in naming.own_modules()]
    homes.sort(key=lambda home: home["__name__"] != type(x).__module__)
    function = naming.named("Function", homes) or next(filter(None, map(behaviour.function_class, homes)), None)
    variable = naming.named("Variable", homes) or next(filter(None, map(behaviour.box_class, homes)), None)
    if function is None or variable is None:
        raise RuntimeError("there is no Variable or no Function to build on")
    return _Framework(function[1], variable[1])


def _data(x: Any) -> Any:
    return x if isinstance(x, np.ndarray) else np.asarray(getattr(x, "data", x))


def _as_variable(x: Any) -> Any:
    variable = _framework(x).variable
    return x if isinstance(x, variable) else variable(np.asarray(x))


@cache
def _built(function: Any) -> type:
    class Lent(function):  # type: ignore[misc]
        def forward(self, x: Any) -> Any:
            return np.asarray(self.compute(x))

        def backward(self, gy: Any) -> Any:
            return self.send_back(gy)

    return Lent


def _called(x: Any, compute: Callable[[Any], Any], send_back: Callable[[Any], Any]) -> Any:
    """The variable that a function with this forward and this backward gives for x."""
    f: Any = _built(_framework(x).function)()
    f.compute, f.send_back = compute, send_back
    return f(_as_variable(x))


def sum_to(x: Any, shape: tuple[int, ...]) -> Any:
    """The sum of x over the axes along which an array of that shape was stretched."""
    own = _data(x).shape
    if own == shape:
        return _as_variable(x)
    return _called(x, lambda data: _summed(data, shape), lambda gy: broadcast_to(gy, own))


def _summed(data: Any, shape: tuple[int, ...]) -> Any:
    lead = data.ndim - len(shape)
    axes = (*range(lead), *(lead + axis for axis, length in enumerate(shape) if length == 1))
    return np.asarray(data.sum(axes, keepdims=True)).reshape(shape)


def broadcast_to(x: Any, shape: tuple[int, ...]) -> Any:
    """x stretched to a shape."""
    own = _data(x).shape
    if own == shape:
        return _as_variable(x)
    return _called(x, lambda data: np.broadcast_to(data, shape), lambda gy: sum_to(gy, own))


def reshape(x: Any, shape: tuple[int, ...]) -> Any:
    """The elements of x in another shape."""
    own = _data(x).shape
    return _as_variable(x) if own == shape else _called(x, lambda data: data.reshape(shape), lambda gy: reshape(gy, own))


def transpose(x: Any, axes: tuple[int, ...] | None = None) -> Any:
    """x with its axes in another order."""
    back = None if axes is None else tuple(int(axis) for axis in np.argsort(axes))
    return _called(x, lambda data: np.transpose(data, axes), lambda gy: transpose(gy, back))


def total(x: Any, axis: int | tuple[int, ...] | None = None, keepdims: bool = False) -> Any:
    """The sum of x over all axes, or some."""
    own = _data(x).shape
    kept = np.asarray(np.sum(np.empty(own), axis, keepdims=True)).shape
    return _called(x, lambda data: data.sum(axis, keepdims=keepdims), lambda gy: broadcast_to(reshape(gy, kept), own))


def _is_not_here(name: str) -> Callable[..., Any]:
    def missing(*_: Any, **__: Any) -> Any:
        raise RuntimeError(f"{name} stands in a module that is not beside this file")

    return missing


# Methods that the last core gives to Variable from there: they are there to be assigned, and no step here calls one.
LATER = "get_item matmul dot max min clip linear average mean".split()
PARTS: Mapping[str, Mapping[str, Any]] = {
    "functions": {
        **{name: _is_not_here(name) for name in LATER},
        "sum_to": sum_to,
        "broadcast_to": broadcast_to,
        "reshape": reshape,
        "transpose": transpose,
        "sum": total,
    },
    "cuda": {
        "gpu_enable": False,
        "get_array_module": lambda x: np,
        "as_numpy": _data,
        "as_cupy": _is_not_here("as_cupy"),
    },
}
