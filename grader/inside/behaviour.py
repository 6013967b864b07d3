"""What a submission has → what it is in ours, by what it does, where its name does not say.

What is there is tried on fresh objects. A guess only ever picks what is then judged; it is judged like any other.
"""

from __future__ import annotations

import ast
import builtins
import difflib
import dis
import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import FunctionType, MethodType
from typing import Any

import numpy as np

from . import naming

OPERATORS = tuple(f"__{name}__" for name in "neg add radd sub rsub mul rmul truediv rtruediv pow".split())
CALM = re.compile(r"backw|backp|back_p|show|plot|print|draw|save|load|train|main|test|demo|run", re.IGNORECASE)
CLEARS = re.compile(r"grad|clear|zero|reset|clean|init|forget|remove|none", re.IGNORECASE)
MOST_TRIED = 12
ON = ("enablebackprop", "train", "enablegrad", "backprop", "gradenabled")
OFF = re.compile(r"no|dis|stop|off|skip|without", re.IGNORECASE)


def own_classes(namespace: Mapping[str, Any]) -> Iterator[tuple[str, type]]:
    """The classes that the submission defines, by name; what it imports from elsewhere is not among them."""
    homes = _homes(namespace)
    for name, value in tuple(namespace.items()):
        if isinstance(value, type) and str(value.__module__) in homes:
            yield name, value


def _homes(namespace: Mapping[str, Any]) -> set[str]:
    """The names of the modules in which the submission's classes stand."""
    return {module.__name__ for module in naming.own_modules()} | {str(namespace.get("__name__"))}


def _called(namespace: Mapping[str, Any]) -> dict[str, type]:
    """The classes whose instances can be called because the submission says how; a test case of Python's is none."""
    homes = _homes(namespace)
    return {
        name: kind
        for name, kind in own_classes(namespace)
        if any("__call__" in vars(each) and str(each.__module__) in homes for each in kind.__mro__)
    }


def box_class(namespace: Mapping[str, Any]) -> tuple[str, type] | None:
    """The one class whose instances hold the array that they are made with, or else a copy, if there is one such family."""
    called = _called(namespace)
    classes = [(name, kind) for name, kind in own_classes(namespace) if name not in called]
    holding = [(name, kind) for name, kind in classes if holder(kind) is not None]
    return _eldest(holding or [(name, kind) for name, kind in classes if copier(kind) is not None])


def function_class(namespace: Mapping[str, Any]) -> tuple[str, type] | None:
    """The one class that can be called and has a forward, or is the only root that can be called and has descendants."""
    called = _called(namespace)
    eldest = _eldest((name, kind) for name, kind in called.items() if naming.is_function(kind))
    return eldest or (_eldest(called.items()) if len(called) > 1 else None)


def _eldest(candidates: Iterable[tuple[str, type]]) -> tuple[str, type] | None:
    found = list(candidates)
    eldest = [(name, kind) for name, kind in found if all(kind in other.__mro__ for _, other in found)]
    return eldest[0] if eldest else None


def holder(kind: Any) -> str | None:
    """The attribute of a fresh instance that is the very array it was made with."""
    return _holding(kind, lambda value, array: value is array)


def copier(kind: Any) -> str | None:
    """The attribute of a fresh instance that is an array of the same numbers."""
    return _holding(kind, lambda value, array: type(value) is np.ndarray and value.shape == () and bool(value == array))


def _holding(kind: Any, is_it: Callable[[Any, Any], bool]) -> str | None:
    array = np.array(1.5)
    try:
        return next((name for name, value in attributes(kind(array)) if is_it(value, array)), None)
    except Exception:
        return None


def attributes(thing: Any) -> list[tuple[str, Any]]:
    """What an instance holds, in its dictionary and in its slots, by name."""
    names = list(getattr(thing, "__dict__", ()))
    for kind in type(thing).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        names += [slots] if isinstance(slots, str) else list(slots)
    missing = object()
    pairs = [(name, getattr(thing, name, missing)) for name in names if name not in ("__dict__", "__weakref__")]
    return [(name, value) for name, value in pairs if value is not missing]


def empty_attributes(thing: Any) -> set[str]:
    """The attributes of an instance that hold nothing yet."""
    return {name for name, value in attributes(thing) if value is None}


def attribute_aliases(kind: Any) -> dict[str, str]:
    """What a variable calls its data, its gradient and its creator, where it has other names for them than we."""
    missing = [name for name in ("data", "grad", "creator") if name not in mentioned(kind)]
    if not missing:
        return {}
    try:
        box = kind(np.array(1.5))
        there = [*(name for name, _ in attributes(box)), *_defaults(kind)]
        found = {name: next(iter(naming.spelled(name, there)), "") for name in missing if not hasattr(box, name)}
    except Exception:  # what a variable can not be made of is said by the checks
        return {}
    if found.get("data") == "":
        found["data"] = holder(kind) or copier(kind) or ""
    if found.get("grad") == "":
        others = naming.words_of_others("grad")  # grad_fn is a creator
        empty = [name for name in there if "grad" in name.lower() and name not in others and getattr(box, name) is None]
        found["grad"] = empty[0] if len(empty) == 1 else ""
    return {name: own for name, own in found.items() if own}


def _defaults(kind: type) -> list[str]:
    """What a class gives its instances without being asked, as a dataclass does: neither methods nor properties."""
    values = {name: value for each in reversed(kind.__mro__[:-1]) for name, value in vars(each).items()}
    return [name for name, value in values.items() if name[:1] != "_" and (value is None or isinstance(value, (int, float, str)))]


def mentioned(kind: Any) -> set[str]:
    """The attributes that a class has or speaks of in its methods."""
    return {*(dir(kind) if isinstance(kind, type) else ()), *spoken_of(kind)}


def spoken_of(kind: Any) -> set[str]:
    """The names that a class speaks of in its methods."""
    bases = kind.__mro__[:-1] if isinstance(kind, type) else ()
    functions = [value for base in bases for value in vars(base).values() if isinstance(value, FunctionType)]
    return {name for function in functions for name in function.__code__.co_names}


def config_class(namespace: Mapping[str, Any]) -> tuple[str, type] | None:
    """The class that is called Config, or else the one that has a switch which is on unless somebody turns it off."""
    found = naming.named("Config", [namespace])
    if found is None:
        have = [(name, kind) for name, kind in own_classes(namespace) if switches(kind)]
        found = have[0] if len(have) == 1 else None
    return found if found is not None and isinstance(found[1], type) else None


def switches(config: Any) -> list[str]:
    """What a Config calls its switches that are on unless somebody turns them off."""
    there = [name for name in dir(config) if name[:1] != "_" and isinstance(getattr(config, name, None), bool)]
    positive = [name for name in there if not OFF.match(name)]
    return [name for name in positive if naming.style_free(name) in ON or difflib.get_close_matches(name, ON)]


def written_value(kind: type, name: str) -> Any:
    """The constant that the text of a class gives to an attribute; None where it does not say."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    except (OSError, TypeError, SyntaxError, ValueError):
        return None
    found = None
    for node in getattr(tree, "body", ()):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if name in [getattr(target, "id", None) for target in targets]:
            found = node.value.value if isinstance(node.value, ast.Constant) else None
    return found


def clearing_methods(kind: type) -> list[str]:
    """Methods that can be called with nothing, those first whose name speaks of clearing."""
    found = [name for name in methods_for_nothing(kind) if not CALM.search(name)]
    return sorted(found, key=lambda name: not CLEARS.search(name))[:MOST_TRIED]


def methods_for_nothing(kind: type) -> list[str]:
    """Methods that can be called with nothing, in the order in which they stand."""
    methods = [(name, value) for base in kind.__mro__[:-1] for name, value in vars(base).items() if name[:2] != "__"]
    return list(dict.fromkeys(name for name, value in methods if isinstance(value, FunctionType) and not wanted(value, 1)))


def sets_operators(places: Sequence[Mapping[str, Any]]) -> tuple[str, FunctionType] | None:
    """The function that can be called with nothing and speaks of several operators, as one that assigns them does."""
    for scope in places:
        for name, value in tuple(scope.items()):
            if isinstance(value, FunctionType) and naming.is_own(value) and not wanted(value, 0):
                if len(_words_of(value).intersection(OPERATORS)) > 1:
                    return name, value
    return None


def _words_of(function: FunctionType) -> set[Any]:
    """What a function speaks of: names and constants, those in a tuple too, where Python keeps the keys of a dictionary."""
    code = function.__code__
    within = (each for const in code.co_consts if isinstance(const, tuple) for each in const)
    return {*code.co_names, *within, *code.co_consts}


def is_dead(value: Any) -> bool:
    """Whether a function asks for a global that is nowhere, so that it can not have been called by anybody."""
    if not isinstance(value, FunctionType):
        return False
    asked = {step.argval for step in dis.get_instructions(value) if step.opname == "LOAD_GLOBAL"}
    return any(name not in value.__globals__ and not hasattr(builtins, name) for name in asked)


def mode_contexts(namespace: Mapping[str, Any], arguments: int) -> list[tuple[str, Callable[..., Any]]]:
    """What may be entered with `with` after a call with so many arguments: generators made into contexts, classes."""
    found = []
    for name, value in (*tuple(namespace.items()), *_of_config(namespace)):
        generator = inspect.isgeneratorfunction(getattr(value, "__wrapped__", None))
        is_context = isinstance(value, type) and hasattr(value, "__enter__") and hasattr(value, "__exit__")
        told = isinstance(value, (FunctionType, MethodType)) and _speaks_of_a_mode(name.rpartition(".")[2])
        if is_context:
            missing = wanted(value.__init__, arguments + 1) if isinstance(value.__init__, FunctionType) else arguments
        else:
            missing = wanted(value, arguments + isinstance(value, MethodType)) if generator or told else 1
        if not missing:
            found.append((name, value))
    return found[:MOST_TRIED]


def _speaks_of_a_mode(name: str) -> bool:
    known = any(naming.spelled(ours, [name]) for ours in ("no_grad", "using_config"))
    return known or "grad" in name.lower() and not CALM.search(name)


def _of_config(namespace: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What Config has that can be called on the class itself."""
    config = config_class(namespace)
    if config is None:
        return []
    methods = [name for name, value in vars(config[1]).items() if isinstance(value, (staticmethod, classmethod))]
    return [(f"{config[0]}.{name}", getattr(config[1], name)) for name in methods]


def wanted(function: Any, given: int) -> int:
    """How many arguments are missing, or too many, in a call with so many: 0 where the call fits."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    if code is None:
        return 1
    defaults = len(inspect.unwrap(function).__defaults__ or ())
    required, most = code.co_argcount - defaults, code.co_argcount
    if given < required:
        return int(required - given)
    return 0 if given <= most or code.co_flags & inspect.CO_VARARGS else int(given - most)
