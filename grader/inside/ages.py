"""Names that NumPy, typing and notebooks had or have elsewhere → found where a submission looks for them.

NumPy is asked first, and only what it does not have is looked up here; so nothing changes for a file of today.
Each name that was used is told in the report. No name here computes anything that NumPy itself does not.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib.abc
import importlib.machinery
import math
import sys
import typing
import warnings
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import Any

import numpy as np

# What the name was short for, in the words of NumPy today: a builtin, or an attribute of numpy.
BUILTINS: Mapping[str, Any] = {
    "int": int,
    "float": float,
    "bool": bool,
    "complex": complex,
    "object": object,
    "str": str,
    "unicode": str,
    "long": int,
    "math": math,
    "warnings": warnings,
}
MOVED: Mapping[str, str] = dict(
    pair.split("=")
    for pair in (
        "product=prod cumproduct=cumprod alltrue=all sometrue=any round_=round Inf=inf Infinity=inf infty=inf PINF=inf "
        "NaN=nan NAN=nan float_=float64 complex_=complex128 cfloat=complex128 singlecomplex=complex64 "
        "longfloat=longdouble clongfloat=clongdouble longcomplex=clongdouble int0=intp uint0=uintp bool8=bool_ "
        "object0=object_ string_=bytes_ unicode_=str_ bytes0=bytes_ str0=str_ row_stack=vstack in1d=isin mat=asmatrix "
        "trapz=trapezoid trapezoid=trapz concat=concatenate acos=arccos asin=arcsin atan=arctan atan2=arctan2 acosh=arccosh "
        "asinh=arcsinh atanh=arctanh pow=power permute_dims=transpose bitwise_invert=invert astype=asarray"
    ).split()
)
EXCEPTIONS = ("AxisError", "ComplexWarning", "RankWarning", "TooHardError", "VisibleDeprecationWarning")
PRIVATE = ("numpy.core", "numpy._core", "numpy.lib", "numpy.compat", "numpy.matrixlib", "numpy.dual")


def of_another_age(name: str) -> Any:
    """What `numpy.<name>` was or will be. Raises AttributeError where NumPy never had it."""
    if name in BUILTINS:
        return BUILTINS[name]
    if name in MOVED and MOVED[name] in vars(np):
        return vars(np)[MOVED[name]]
    if name in EXCEPTIONS and hasattr(getattr(np, "exceptions", None), name):
        return getattr(np.exceptions, name)
    if name in LOST:
        return LOST[name]
    raise AttributeError(f"module 'numpy' has no attribute {name!r}")


LOST: Mapping[str, Any] = {
    "NINF": -math.inf,
    "PZERO": 0.0,
    "NZERO": -0.0,
    "asscalar": lambda a: a.item(),
    "asfarray": lambda a, dtype=np.float64: np.asarray(a, dtype=dtype),
    "cast": {kind: (lambda x, kind=kind: np.asarray(x, dtype=kind)) for kind in (int, float, np.float32, np.float64)},
    "rank": np.ndim,
}


def install(notes: list[tuple[str, str]]) -> None:
    """Let `numpy`, `typing` and the builtins answer for names of another age; each that is used goes to `notes`.

    A note is a key of what is to be said of a name, and the name.
    """

    def tell(key: str, name: str) -> None:
        if (key, name) not in notes:
            notes.append((key, name))

    original: Callable[[str], Any] = vars(np).get("__getattr__", of_another_age)

    def numpy_name(name: str) -> Any:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return original(name)
        except AttributeError:
            value = of_another_age(name)
        tell("numpy-name", name)
        return value

    vars(np)["__getattr__"] = numpy_name
    sys.meta_path.append(_Moved(tell))
    _typing(tell)
    _session(tell)


class _Moved(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Private modules of NumPy that are no longer where they were: their names are numpy's own."""

    def __init__(self, tell: Callable[[str, str], None]) -> None:
        self.tell = tell

    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> Any:
        """The spec of a private module that this NumPy does not have, or None."""
        if not name.startswith(PRIVATE):
            return None
        self.tell("numpy-module", name)
        return importlib.machinery.ModuleSpec(name, self)

    def create_module(self, spec: Any) -> ModuleType:
        """A module that answers with numpy's names."""
        module = ModuleType(spec.name)
        vars(module)["__getattr__"] = lambda name: _public(spec.name, name)
        return module

    def exec_module(self, module: ModuleType) -> None:
        """Nothing is to be run."""


def _public(module: str, name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    for place in (np, np.linalg, np.random):
        with contextlib.suppress(AttributeError):
            return getattr(place, name)
    raise AttributeError(f"module {module!r} has no attribute {name!r}")


class _Hint:
    """A hint for types that this Python does not have yet: it may be subscripted and used as a decorator."""

    def __getitem__(self, _: Any) -> Any:
        return Any

    def __call__(self, *arguments: Any, **_: Any) -> Any:
        return arguments[0] if arguments and callable(arguments[0]) else self

    def __or__(self, _: Any) -> Any:
        return Any

    __ror__ = __or__


def _typing(tell: Callable[[str, str], None]) -> None:
    hint, original = _Hint(), vars(typing).get("__getattr__")

    def typing_name(name: str) -> Any:
        if original is not None:
            with contextlib.suppress(AttributeError):
                return original(name)
        if name.startswith("_") or not name.isidentifier():
            raise AttributeError(f"module 'typing' has no attribute {name!r}")
        tell("typing-name", name)
        return hint

    vars(typing)["__getattr__"] = typing_name


def _session(tell: Callable[[str, str], None]) -> None:
    """Names that IPython and profilers put among the builtins."""
    from .standins import StandIn

    nothing = StandIn()

    def get_ipython() -> Any:
        tell("ipython", "get_ipython")
        return nothing

    vars(builtins).update(get_ipython=get_ipython, display=lambda *_, **__: None, profile=lambda function: function)
