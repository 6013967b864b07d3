"""What a scenario sees of a submission: its names, found by name first, and a few neutral tools.

A right framework may be spelled in many ways; a scenario written against `Kata` works on all of
them, from one input and `self.input` to many and `self.inputs`, from array gradients to Variables.
"""

from __future__ import annotations

import contextlib
import difflib
import linecache
import operator
import signal
import sys
import time
import traceback
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from .loader import ROOT

ALIASES: Mapping[str, tuple[str, ...]] = {
    "Variable": ("Tensor", "Value", "Var"),
    "Function": ("Operation", "Op"),
    "cleargrad": ("clear_grad", "zero_grad", "zerograd", "cleargrads", "clear_gradient"),
    "using_config": ("use_config",),
    "set_creator": ("setCreator",),
    "numerical_diff": ("numerical_gradient", "numeric_diff"),
    "goldstein": ("goldstein_price", "goldsteinprice"),
}
CLASSES: Mapping[str, str] = {
    name: name.capitalize() for name in "square exp add mul neg sub div pow sin cos tanh".split()
}
OPERATORS: Mapping[str, Callable[..., Any]] = {
    "add": operator.add,
    "mul": operator.mul,
    "neg": operator.neg,
    "sub": operator.sub,
    "div": operator.truediv,
    "pow": operator.pow,
}
DUNDERS = {name: f"__{'truediv' if name == 'div' else name}__" for name in OPERATORS}
MODES = {"enable_backprop": True, "train": True}


class Absent(Exception):
    """The submission has no such name; `near` holds names of its own that look alike."""

    def __init__(self, name: str, near: list[str]) -> None:
        super().__init__(name)
        self.name = name
        self.near = near


class TooLong(BaseException):
    """Something took more time than it was given."""


class Kata:
    """A submission's framework, by name: `kata.Variable`, `kata.add(x, y)`, `kata.backward(y)`.

    `problems` says which of its statements raised when it was imported, `printed` how its output then began.
    """

    def __init__(
        self, namespace: Mapping[str, Any], problems: Sequence[Mapping[str, Any]] = (), printed: str = ""
    ) -> None:
        self.namespace = namespace
        self.problems = problems
        self.printed = printed
        self.taken: dict[str, str] = {}
        self._reset_modes()

    def __getattr__(self, name: str) -> Any:
        """The submission's own definition of `name`, or the nearest thing that does the same. Raises Absent."""
        if name.startswith("__"):
            raise AttributeError(name)
        for found in (name, *ALIASES.get(name, ())):
            if found in self.namespace:
                if found != name:
                    self.taken[name] = found
                return self.namespace[found]
        return self._helper(name)

    def _helper(self, name: str) -> Any:
        """A function such as `square` from the class `Square`, or from an operator of Variable."""
        made_of = self.namespace.get(CLASSES.get(name, ""))
        if made_of is not None and name != "pow":
            return lambda *variables: self.call(made_of(), *variables)
        if name in OPERATORS and self.has("Variable") and hasattr(self.Variable, DUNDERS[name]):
            return OPERATORS[name]
        raise Absent(name, difflib.get_close_matches(name, map(str, self.namespace), n=2))

    def has(self, name: str) -> bool:
        """Whether the submission defines something for `name`."""
        try:
            getattr(self, name)
        except Absent:
            return False
        return True

    def call(self, function: Any, *variables: Any) -> Any:
        """Call an instance of Function on variables, as a list where this framework wants a list."""
        if not self._takes_lists:
            return function(*variables)
        outputs = function(list(variables))
        return outputs[0] if len(outputs) == 1 else outputs

    @cached_property
    def _takes_lists(self) -> bool:
        """Step 11 hands lists over: found out by calling a function of ours both ways."""
        probe = _spy_class(self.Function)
        for arguments, answer in (((0.0,), False), (([0.0],), True)):
            box = self.Variable(np.array(1.0))
            try:
                probe("probe", (1.0,), (1.0,), [])(*([box] if answer else box for _ in arguments))
            except Exception:
                continue
            return answer
        return False

    def spy(
        self,
        name: str = "f",
        log: list[str] | None = None,
        slopes: tuple[float, ...] = (1.0,),
        local: tuple[float, ...] | None = None,
    ) -> Any:
        """A Function of ours that computes `sum(slope * x)` and says each call to `log`.

        Its backward gives `gy * local` for each input. `local` need not be the derivative: a
        gradient that shows it can only have come from calling this backward.
        """
        return _spy_class(self.Function)(name, slopes, slopes if local is None else local, log)

    def backward(self, variable: Any, **options: Any) -> Any:
        """Run the backward pass from `variable`, as a method or as a free function."""
        if hasattr(type(variable), "backward"):
            return variable.backward(**options)
        free = self.namespace.get("backward")
        if callable(free):
            return free(variable, **options)
        if hasattr(self.namespace.get("Variable"), "backward"):
            raise TypeError(f"backward was to begin here, but this is a {type(variable).__name__} and no Variable")
        raise Absent("Variable.backward", [])

    def cleargrad(self, variable: Any) -> None:
        """Forget a variable's gradient, by whatever name the submission calls it."""
        for name in ("cleargrad", *ALIASES["cleargrad"]):
            if hasattr(type(variable), name):
                if name != "cleargrad":
                    self.taken["cleargrad"] = name
                getattr(variable, name)()
                return
        raise Absent("Variable.cleargrad", [])

    def number(self, gradient: Any) -> Any:
        """A gradient as an array (or None): from step 32 on it is a Variable around one."""
        if gradient is not None and isinstance(gradient, self.Variable):
            return gradient.data
        return gradient

    def grad(self, variable: Any) -> Any:
        """The number in `variable.grad`."""
        return self.number(variable.grad)

    def seed(self, variable: Any, value: Any) -> None:
        """Set `variable.grad`, as a Variable where this framework keeps gradients so."""
        variable.grad = self.Variable(value) if self.gradients_are_variables else value

    @cached_property
    def gradients_are_variables(self) -> bool:
        """Whether a backward pass leaves a Variable in `.grad` (true from step 32 on)."""
        try:
            x = self.Variable(np.array(1.0))
            self.backward(self.call(self.spy(), x))
            return isinstance(x.grad, self.Variable)
        except Exception:
            return False

    @property
    def backprop_mode(self) -> str:
        """What Config calls its switch `enable_backprop`; one that is called nearly so, or the only one, is taken for it."""
        switches = [name for name in dir(self.Config) if isinstance(getattr(self.Config, name), bool)]
        near = difflib.get_close_matches("enable_backprop", switches, n=1) or switches
        if len(near) != 1:
            raise Absent("Config.enable_backprop", switches)
        if near[0] != "enable_backprop":
            self.taken["enable_backprop"] = near[0]
        return near[0]

    def inputs(self, function: Any) -> list[Any]:
        """The variables a function was called on, from `inputs` or `input`."""
        return _ends(function, "inputs", "input")

    def outputs(self, function: Any) -> list[Any]:
        """The variables a function gave, from `outputs` or `output`, through weak references."""
        return _ends(function, "outputs", "output")

    def raises(self, call: Callable[[], Any]) -> dict[str, Any] | None:
        """What `call()` raised, as plain data; None if nothing. Not-yet-written passes through."""
        try:
            call()
        except (Absent, NotImplementedError, MemoryError):
            raise
        except Exception as error:
            return _plain_error(error)
        return None

    def raises_unwritten(self, call: Callable[[], Any]) -> bool:
        """Whether `call()` raises NotImplementedError, where that is the right thing to do."""
        try:
            call()
        except NotImplementedError:
            return True
        return False

    def star(self) -> dict[str, Any]:
        """What `from the_submission import *` brings, by name. Raises what that raises.

        Raises Absent where it has no `__all__`, and modules that it only uses would come along.
        """
        scope: dict[str, Any] = {}
        exec(f"from {self.namespace['__name__']} import *", scope)
        del scope["__builtins__"]
        if "__all__" not in self.namespace and any(map(self.is_foreign_module, scope.values())):
            raise Absent("__all__", [])
        return scope

    def is_foreign_module(self, value: Any) -> bool:
        """Whether this is a module, and none of the submission's own."""
        return isinstance(value, ModuleType) and not str(getattr(value, "__file__", "")).startswith(ROOT)

    def own_tests(self) -> list[str]:
        """The names of the submission's own test functions, in the order in which they stand."""
        return [n for n, v in self.namespace.items() if n.startswith("test_") and isinstance(v, FunctionType)]

    @contextlib.contextmanager
    def on(self, text: str) -> Iterator[None]:
        """For a `with` block, put another framework in the place of the submission's own: `text`, name by name."""
        names: dict[str, Any] = {"__name__": "framework"}
        exec(compile(text, "framework", "exec"), names)
        modules = [m for m in tuple(sys.modules.values()) if str(getattr(m, "__file__", "")).startswith(ROOT)]
        before = [(vars(module), dict(vars(module))) for module in modules]
        limit = sys.getrecursionlimit()
        for scope, _ in before:
            scope.update({own: value for name, value in names.items() for own in _spelled(name, value, scope)})
        try:
            yield
        finally:
            sys.setrecursionlimit(limit)
            for scope, content in before:
                scope.clear()
                scope.update(content)

    def trial(self, call: Callable[[], Any], seconds: float) -> dict[str, Any]:
        """What `call()` raised, as plain data or None, and the processor time it took; it is stopped when that is over."""
        started, raised = time.process_time(), None
        signal.signal(signal.SIGPROF, _stop)
        signal.setitimer(signal.ITIMER_PROF, seconds)
        try:
            with contextlib.redirect_stdout(None):
                call()
        except BaseException as error:  # a test may end in any way, and all but one say that it failed
            raised = {**_plain_error(error), "at": _line_of(error)}
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        return {"raised": raised, "seconds": time.process_time() - started}

    def _reset_modes(self) -> None:
        """Undo what a demonstration or an earlier scenario left switched off."""
        config = self.namespace.get("Config")
        for name, value in MODES.items():
            if isinstance(getattr(config, name, None), bool):
                setattr(config, name, value)


def _stop(*_: object) -> None:
    raise TooLong


def _spelled(name: str, value: Any, scope: Mapping[str, Any]) -> list[str]:
    """The names under which `scope` has a class or function that is called `name` here."""
    if not isinstance(value, (type, FunctionType)):
        return []
    return [own for own in (name, *ALIASES.get(name, ())) if own in scope]


def _line_of(error: BaseException) -> str:
    """The line of the submission on which an error was raised, as it is written there."""
    places = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    own = [place for place in places if place[0].startswith(ROOT)]
    return linecache.getline(*own[-1]).strip()[:200] if own else ""


def _plain_error(error: BaseException) -> dict[str, Any]:
    return {
        "type": type(error).__name__,
        "kinds": [kind.__name__ for kind in type(error).__mro__],
        "message": str(error)[:500],
    }


def _ends(function: Any, many: str, one: str) -> list[Any]:
    ends = getattr(function, many, None)
    if ends is None:
        ends = [getattr(function, one)]
    elif not isinstance(ends, (list, tuple)):
        ends = [ends]
    return [_behind(end) for end in ends]


def _behind(end: Any) -> Any:
    """The object itself, where it is held by a weak reference or a weak proxy; None if it is gone."""
    if type(end) in weakref.ProxyTypes:  # asked for first: a proxy answers for what is behind it
        try:
            return end.__init__.__self__
        except ReferenceError:
            return None
    return end() if isinstance(end, weakref.ref) else end


@cache
def _spy_class(base: Any) -> Any:
    class Spy(base):  # type: ignore[misc]
        def __init__(
            self,
            name: str,
            slopes: tuple[float, ...],
            local: tuple[float, ...],
            log: list[str] | None,
        ) -> None:
            super().__init__()
            self.spy = (name, slopes, local, log)

        def forward(self, *arrays: Any) -> Any:
            name, slopes, _, log = self.spy
            listed = len(arrays) == 1 and isinstance(arrays[0], (list, tuple))
            if log is not None:
                log.append(f"forward {name}")
            total = sum(slope * x for slope, x in zip(slopes, arrays[0] if listed else arrays, strict=True))
            result = np.asarray(total)
            return (result,) if listed else result

        def backward(self, *gradients: Any) -> Any:
            name, _, local, log = self.spy
            if log is not None:
                log.append(f"backward {name}")
            results = tuple(gradients[0] * factor for factor in local)
            return results if len(results) > 1 else results[0]

    return Spy
