"""A scenario function as plain data: the code that is sent to the worker, and nothing around it.

A scenario may call functions that stand beside it and use a few modules; it may use no other
global, so that no expected value travels with it.
"""

from __future__ import annotations

import base64
import builtins
import marshal
from collections.abc import Callable
from dis import Instruction, get_instructions
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any, TypeGuard

from grader.errors import GraderError

LOOK_UPS = frozenset("LOAD_GLOBAL LOAD_NAME STORE_GLOBAL DELETE_GLOBAL".split())
MODULES = frozenset("numpy gc weakref math fractions itertools functools sys threading".split())


@cache
def ship(scenario: Callable[..., Any]) -> dict[str, Any]:
    """The message part that carries a scenario. Raises GraderError when it leans on more than it may."""
    if not isinstance(scenario, FunctionType):
        raise GraderError(f"a scenario is a plain function, this is {scenario!r}")
    code: dict[str, str] = {}
    modules: dict[str, str] = {}
    waiting = [scenario]
    while waiting:
        function = waiting.pop()
        if function.__name__ in code:
            continue
        _refuse_unshippable(function)
        code[function.__name__] = base64.b64encode(marshal.dumps(_anonymous(function.__code__))).decode(
            "ascii"
        )
        for name in sorted(_global_names(function.__code__)):
            value = function.__globals__.get(name)
            if _stands_beside(value, name, function):
                waiting.append(value)
            elif isinstance(value, ModuleType) and value.__name__ in MODULES:
                modules[name] = value.__name__
            elif name in function.__globals__:
                raise GraderError(
                    f"the scenario {function.__name__} uses the global {name}: hand it in as an input"
                )
            elif not hasattr(builtins, name):
                raise GraderError(f"the scenario {function.__name__} uses {name}, which is nothing: a typing error?")
    return {"scenario": scenario.__name__, "code": code, "modules": modules}


def _stands_beside(value: Any, name: str, function: FunctionType) -> TypeGuard[FunctionType]:
    """Whether a global is a function of the same file under its own name (a lambda has none)."""
    if not isinstance(value, FunctionType):
        return False
    return value.__module__ == function.__module__ and value.__name__ == name


def _refuse_unshippable(function: FunctionType) -> None:
    if function.__closure__ or function.__defaults__ or function.__kwdefaults__:
        raise GraderError(
            f"the scenario {function.__name__} has defaults or a closure: hand everything in as inputs"
        )
    if _asserts(function.__code__):
        raise GraderError(
            f"the scenario {function.__name__} asserts: give the value back and let the check judge"
        )


@cache
def _instructions(code: CodeType) -> tuple[Instruction, ...]:
    return tuple(get_instructions(code))


def _asserts(code: CodeType) -> bool:
    """Whether there is an assert in the code, as Python compiles it or as pytest rewrites it."""
    for step in _instructions(code):
        if step.opname == "LOAD_ASSERTION_ERROR" or step.argval in ("@pytest_ar", AssertionError):
            return True
    return any(_asserts(part) for part in code.co_consts if isinstance(part, CodeType))


def _global_names(code: CodeType) -> set[str]:
    """The names that the code looks up around it; those of attributes are not among them."""
    steps = _instructions(code)
    used = {step.argval for step in steps if step.opname in LOOK_UPS}
    own = {step.argval for step in steps if step.opname == "STORE_NAME"}  # in the body of a class
    inner = (_global_names(part) for part in code.co_consts if isinstance(part, CodeType))
    return (used - own - {"__name__"}).union(*inner)


def _anonymous(code: CodeType) -> CodeType:
    """The same code without the path of the file it stands in."""
    constants = tuple(_anonymous(c) if isinstance(c, CodeType) else c for c in code.co_consts)
    return code.replace(co_filename="scenario", co_consts=constants)
