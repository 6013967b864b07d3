"""A learner's own tests → what became of each, on their framework or on another one put in its place.

Only step 10 asks for this: there the tests are what is graded.
"""

from __future__ import annotations

import contextlib
import inspect
import linecache
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import FunctionType
from typing import Any

from . import naming
from .loader import ROOT

BEFORE, AFTER = ("setup_method", "setup"), ("teardown_method", "teardown")


class TooLong(BaseException):
    """Something took more time than it was given."""


def own_tests(namespace: Mapping[str, Any]) -> dict[str, Callable[[], Any]]:
    """The tests in a namespace by name, in the order in which they stand: functions, methods of test cases, as pytest's."""
    tests: dict[str, Callable[[], Any]] = {}
    for name, value in tuple(namespace.items()):
        if name.startswith("test_") and isinstance(value, FunctionType):
            tests[name] = value
        elif isinstance(value, type) and callable(getattr(value, "assertEqual", None)):
            methods = (m for m in vars(value) if m.startswith("test"))
            tests |= {f"{name}.{m}": _as_unittest_runs(value, m) for m in methods}
        elif isinstance(value, type) and name.startswith("Test") and "__init__" not in vars(value):
            methods = (m for m in dir(value) if m.startswith("test") and callable(getattr(value, m)))
            tests |= {f"{name}.{m}": _as_pytest_runs(value, m) for m in _as_they_stand(value, methods)}
    return tests


def _as_they_stand(kind: type, methods: Iterable[str]) -> list[str]:
    """Methods in the order in which they were written, those of a base first."""
    written = [name for each in reversed(kind.__mro__) for name in vars(each)]
    return sorted(methods, key=written.index)


def _as_unittest_runs(case: Any, method: str) -> Callable[[], Any]:
    def run() -> Any:
        one = case(method)
        one.setUp()
        try:
            return getattr(one, method)()
        finally:
            one.tearDown()

    return run


def _as_pytest_runs(case: Any, method: str) -> Callable[[], Any]:
    """A test of a class that is built on nothing, with what pytest runs before and after it."""

    def run() -> Any:
        one = case()
        _prepare(one, "setup_class", case)
        test = getattr(one, method)
        for name in BEFORE:
            _prepare(one, name, test)
        try:
            return test()
        finally:
            for name in AFTER:
                _prepare(one, name, test)
            _prepare(one, "teardown_class", case)

    return run


def _prepare(one: Any, name: str, given: Any) -> None:
    """Call this method if there is one, with what it is for if it wants that."""
    method = getattr(one, name, None)
    if callable(method):
        method(*[given][: len(inspect.signature(method).parameters)])


@contextlib.contextmanager
def put_in_place(text: str, spelling: Mapping[str, str]) -> Iterator[None]:
    """For a `with` block, put the framework in `text` in the place of the submission's own, name by name.

    `spelling` pairs names in `text`, and attributes of its Variable, with the submission's own for the same.
    """
    names: dict[str, Any] = {"__name__": "framework"}
    exec(compile(text, "framework", "exec"), names)
    _answer_to(names.get("Variable"), spelling)
    modules = [m for m in tuple(sys.modules.values()) if str(getattr(m, "__file__", "")).startswith(ROOT)]
    before = [(vars(module), dict(vars(module))) for module in modules]
    limit = sys.getrecursionlimit()
    for scope, _ in before:
        scope.update({own: value for name, value in names.items() for own in _spelled(name, value, scope, spelling)})
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
        for scope, content in before:
            scope.clear()
            scope.update(content)


def _answer_to(kind: Any, spelling: Mapping[str, str]) -> None:
    """Let a Variable of ours be asked by the names that the submission has for what it holds and for its methods."""
    if isinstance(kind, type):
        for name, own in spelling.items():
            ours = name.rpartition("Variable.")[2]
            if not hasattr(kind, own) and (ours != name or isinstance(getattr(kind, name, None), FunctionType)):
                setattr(kind, own, alias(ours))


def alias(name: str) -> property:
    """A property that is another attribute, or a method, by one more name."""
    return property(lambda box: getattr(box, name), lambda box, value: setattr(box, name, value))


def _spelled(name: str, value: Any, scope: Mapping[str, Any], spelling: Mapping[str, str]) -> list[str]:
    """The names under which `scope` has a class or function that is called `name` here."""
    if not isinstance(value, (type, FunctionType)):
        return []
    return [own for own in (name, *naming.ALIASES.get(name, ()), spelling.get(name, name)) if own in scope]


def trial(call: Callable[[], Any], seconds: float) -> dict[str, Any]:
    """What `call()` raised, as plain data or None, and the processor time it took; it is stopped when that is over."""
    started, raised = time.process_time(), None
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        with contextlib.redirect_stdout(None):
            call()
    except BaseException as error:  # a test may end in any way, and all but one say that it failed
        raised = {**plain_error(error), "at": _line_of(error)}
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return {"raised": raised, "seconds": time.process_time() - started}


def _stop(*_: object) -> None:
    raise TooLong


def _line_of(error: BaseException) -> str:
    """The line of the submission on which an error was raised, as it is written there."""
    places = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    own = [place for place in places if place[0].startswith(ROOT)]
    return linecache.getline(*own[-1]).strip()[:200] if own else ""


def plain_error(error: BaseException) -> dict[str, Any]:
    """An exception as plain data: its type, all its types, its message."""
    return {
        "type": type(error).__name__,
        "kinds": [kind.__name__ for kind in type(error).__mro__],
        "message": str(error)[:500],
    }
