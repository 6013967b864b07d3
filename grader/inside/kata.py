"""What a scenario sees of a submission: its names, found by name first, and a few neutral tools.

A right framework may be spelled in many ways; a scenario written against `Kata` works on all of
them, from one input and `self.input` to many and `self.inputs`, from array gradients to Variables.
"""

from __future__ import annotations

import contextlib
import difflib
import inspect
import linecache
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from types import ModuleType
from typing import Any

import numpy as np

from . import behaviour, naming
from .asked import along_our_exercise, other_parameters
from .computing import class_computing, function_going_back, method_going_back
from .fitting import fit_attributes, fit_exp, fit_methods, fit_numbers, fit_operators
from .loader import ROOT
from .loans import lent, may_borrow
from .measuring import measuring
from .parts import imported_at
from .spies import ends, holder, spy_class
from .trials import own_tests, plain_error, put_in_place, trial

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
SET_BY_US = "grad = None"  # where a submission has no way to clear a gradient
BRINGS_FUNCTIONS = 9  # square and exp
BRINGS_CLEARGRAD = 14
BRINGS_MODES = 18
LISTS_COME_IN = (11, 12)
OF_STEP_10 = ("Variable", "Function", "Square", "Exp", "square", "exp", "numerical_diff", "as_array")
WRAPPING = {"Square": 1, "Exp": 1, "Neg": 1, "Add": 2, "Mul": 2}  # asked in this order; with the number of their inputs
# What a file of these steps may hold alone, which draws the graphs of a framework that it does not have.
DRAWING: Mapping[int, str] = {25: "dot_var dot_func", 26: "get_dot_graph plot_dot_graph"}
SYNTAX = ("SyntaxError", "IndentationError", "TabError")


class Absent(Exception):
    """The submission has no such name; `near` holds names of its own that look alike, or one with other parameters."""

    def __init__(self, name: str, near: list[str]) -> None:
        super().__init__(name)
        self.name = name
        self.near = near


class Kata:
    """A submission's framework, by name: `kata.Variable`, `kata.add(x, y)`, `kata.backward(y)`.

    `problems` says which of its statements raised when it was imported, `printed` how its output then began,
    `step` whose check is asking, `level` of which step the file is to be, where that is said. `known` keeps what was
    found out about its names from one scenario to the next. `taken` pairs a name of ours with what was taken for it,
    "" for a function of ours.
    """

    def __init__(
        self,
        namespace: Mapping[str, Any],
        problems: Sequence[Mapping[str, Any]] = (),
        printed: str = "",
        step: int = 0,
        known: dict[str, Any] | None = None,
        level: int = 0,
    ) -> None:
        self.namespace = namespace
        self.problems = problems
        self.printed = printed
        self.step = step
        self.level = level
        self.taken: dict[str, str] = {}
        self.known: dict[str, Any] = {} if known is None else known
        self._guessed: dict[str, tuple[str, Any] | None] = self.known.setdefault("guessed", {})
        self._fitted: Any = None
        modes = self.kept("modes", self._modes)
        self._left_off: list[tuple[Any, str]] = [(config, name) for config, name in modes if not getattr(config, name)]
        for config, name in self._left_off:  # by a demonstration or an earlier scenario
            setattr(config, name, True)

    def kept(self, name: str, find_out: Callable[[], Any]) -> Any:
        """What was found out under this name, now or in an earlier scenario."""
        if name not in self.known:
            self.known[name] = find_out()
        return self.known[name]

    def __getattr__(self, name: str) -> Any:
        """The submission's own definition of `name`, or the nearest thing that does the same. Raises Absent."""
        if name.startswith("__"):
            raise AttributeError(name)
        value = self.namespace.get(name)
        if value is None or naming.is_nothing_own(value) or self._is_broken(name, value):
            value = self._own(name)
        if value is None and name in ("Variable", "Function") and self._only_draws:
            with contextlib.suppress(ImportError):  # a pack for students lacks it, for it would be an answer
                from . import framework

                value, self.taken[name] = getattr(framework, name), ""
        if value is None and self.known.get(f"{name} is broken") and name not in CLASSES:
            raise Absent(name, [])
        if value is None:
            value = self._helper(name)
        if another := other_parameters(name, value, self.namespace):
            raise Absent(name, [another])
        if name == "Variable" and value is not self._fitted:
            self._fitted = value
            fit_methods(self, value)
            fit_attributes(self, value)
            fit_numbers(self, value)
            fit_operators(self, value)
        if name == "Function" and self._fitted is None:
            self.has("Variable")
        if name in ("exp", "Exp"):
            fit_exp(self)
        return value

    def _own(self, name: str) -> Any:
        """What the submission itself has for a name, by name or by behaviour; None if there is nothing."""
        found = naming.named(name, self.scopes)
        if found is not None and self._is_broken(name, found[1]):
            found = None
        if found is None and name not in self._guessed:
            self._guessed[name] = self._by_behaviour(name)
        found = found or self._guessed[name]
        if found is None:
            return None
        if found[0] != name:
            self.taken[name] = found[0]
        return found[1]

    def _is_broken(self, name: str, value: Any) -> bool:
        """Whether something along the book can not be used at all, which is a matter of the step that brings it."""
        if self.step > BRINGS_MODES and name == "no_grad":
            return bool(self.kept("no_grad is broken", lambda: not self.along_our_exercise and not self._turns_off(value)))
        if self.step > BRINGS_FUNCTIONS and may_borrow(CLASSES.get(name, ""), self.step):
            return bool(self.kept(f"{name} is broken", lambda: not self.along_our_exercise and behaviour.is_dead(value)))
        return False

    @cached_property
    def along_our_exercise(self) -> bool:
        """Whether the file has grown from one of our exercises, and not along the book."""
        return along_our_exercise(self.namespace)

    @property
    def _only_draws(self) -> bool:
        """Whether this is a file of step 25 or 26 that draws graphs and has no framework to make any."""
        drawing = DRAWING.get(self.step, "").split()
        return self._is_whole and any(naming.named(name, self.scopes) for name in drawing)

    def own(self, name: str) -> bool:
        """Whether the submission itself has something for `name`, and none of our functions has to stand in."""
        return any(self._own(each) is not None for each in (CLASSES.get(name), name) if each)

    @property
    def scopes(self) -> list[Mapping[str, Any]]:
        """Where its names stand: the file, then what it imports of its own; the file alone where that is not whole."""
        scopes: list[Mapping[str, Any]] = self.kept("scopes", lambda: naming.scopes(self.namespace))
        return scopes if self._is_whole else scopes[:1]

    @property
    def _is_whole(self) -> bool:
        """Whether all of the submission could be read: if not, what is missing may stand where it could not."""
        return not any(problem["type"] in SYNTAX for problem in self.problems)

    def _by_behaviour(self, name: str) -> tuple[str, Any] | None:
        if name == "Variable":
            return next(filter(None, map(behaviour.box_class, self.scopes)), None)
        if name == "Function":
            return next(filter(None, map(behaviour.function_class, self.scopes)), None)
        if name == "Config":
            return next(filter(None, map(behaviour.config_class, self.scopes)), None)
        if name == "no_grad":
            return self._switches_off(0) or self._made_of_using_config()
        if name == "numerical_diff":
            return naming.nearly_named(name, self.scopes) or measuring(self)
        return self._switches_off(2) if name == "using_config" else class_computing(self, name)

    def _switches_off(self, arguments: int) -> tuple[str, Any] | None:
        """A context inside of which results have no creator and, where it takes the mode to be set, the other way round."""
        for scope in self.scopes:
            for found, context in behaviour.mode_contexts(scope, arguments):
                switches = [(config, name, getattr(config, name)) for config, name in self.known["modes"]]
                try:
                    with context(*(self.backprop_mode, False)[:arguments]):
                        inside = self._makes_a_creator()
                    with context(self.backprop_mode, True) if arguments else contextlib.nullcontext():
                        outside = self._makes_a_creator()
                    if outside and not inside:
                        return found, context
                except Exception:
                    continue
                finally:
                    for switch in switches:  # what is no context may have turned one off when it was called
                        setattr(*switch)
        return None

    def _makes_a_creator(self) -> bool:
        return self.call(self.spy(), self.Variable(np.array(1.0))).creator is not None

    def _turns_off(self, context: Callable[[], Any]) -> bool:
        """Whether results have no creator inside of `with context():`, which the step that brings it has asked already."""
        switches = [(config, name, getattr(config, name)) for config, name in self.known["modes"]]
        try:
            with context():
                return not self._makes_a_creator()
        except Exception:
            return False
        finally:
            for switch in switches:
                setattr(*switch)

    def _made_of_using_config(self) -> tuple[str, Any] | None:
        found = naming.named("using_config", self.scopes)
        if found is None or not self.has("Config"):
            return None
        made = partial(found[1], self.backprop_mode, False)
        if self.step > BRINGS_MODES and not self.along_our_exercise and not self._turns_off(made):
            return None
        return f"{found[0]}({self.backprop_mode!r}, False)", made

    def _helper(self, name: str) -> Any:
        """A function such as `square` from the class `Square`, from an operator of Variable, or one of ours."""
        kind = CLASSES.get(name, "")
        made_of = self._own(kind) if kind else None
        if made_of is not None and name != "pow":
            return lambda *variables: self.call(made_of(), *variables)
        if name in OPERATORS and self.has("Variable") and hasattr(self.Variable, DUNDERS[name]):
            return OPERATORS[name]
        if nearly := naming.nearly_named(name, self.scopes):
            if not other_parameters(name, nearly[1], self.namespace):
                self.taken[name] = nearly[0]
                return nearly[1]
        if self._is_whole and may_borrow(kind or name, self.step) and self.has("Variable") and self.has("Function"):
            self.taken[name] = ""
            lender = lent(self, kind or name)
            return (lambda *variables: self.call(lender(), *variables)) if kind else lender
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
        probe = spy_class(self.Function, tuple, not self._wraps)
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
        gradients = self.kept("gradients", self._kind_of_gradients) if len(slopes) > 1 else tuple
        kind = spy_class(self.Function, gradients, not self._wraps)
        if self._backward_lags_behind:
            kind.input = property(lambda f: self.inputs(f)[0])
            kind.output = property(lambda f: self.outputs(f)[0])
            self.taken["Function.input"] = "Function.inputs[0]"
        return kind(name, slopes, slopes if local is None else local, log)

    @property
    def _backward_lags_behind(self) -> bool:
        """Whether this is a file of step 11 or 12 along the book: Variable.backward asks for `input` there until step 13."""
        return (
            self.step in LISTS_COME_IN
            and not self.along_our_exercise
            and "input" in behaviour.mentioned(self.Variable)
            and "input" not in behaviour.mentioned(self.Function)
        )

    def _kind_of_gradients(self) -> type:
        """In what the submission's own functions send several gradients back: a tuple, or a list where theirs is one."""
        try:
            f = self.Add()
            self.call(f, self.Variable(np.array(1.0)), self.Variable(np.array(2.0)))
            return list if isinstance(f.backward(np.array(1.0)), list) else tuple
        except Exception:  # what it lacks is said by the checks
            return tuple

    def result(self, value: Any) -> Any:
        """What a forward or a backward of ours is to return: the value, or a tuple of one where this framework wants that."""
        return (value,) if self._wraps else value

    @cached_property
    def _wraps(self) -> bool:
        return not self.along_our_exercise and bool(self.kept("wraps", self._wraps_one))

    def _wraps_one(self) -> bool:
        """Whether the submission's own functions give one result in a tuple, and calling them takes it out again."""
        for name, count in WRAPPING.items():
            kind = self._own(name)
            if kind is not None:
                try:
                    xs = [np.ones(2)] * count
                    if not isinstance(kind().forward(*xs), tuple):
                        return False
                    y = kind()(*map(self.Variable, xs))
                    return bool(np.shape((y[0] if isinstance(y, (list, tuple)) else y).data) == (2,))
                except Exception:  # what it lacks is said by the checks
                    return False
        return False

    def backward(self, variable: Any, **options: Any) -> Any:
        """Run the backward pass from `variable`, as a method or as a free function."""
        method = self._method("backward", type(variable))
        if method:
            bound = getattr(variable, method)
            return bound(**{self._option(bound, name): value for name, value in options.items()})
        free = naming.named("backward", self.scopes)
        if not free and isinstance(variable, self.Variable):
            method = self.kept("method going back", lambda: method_going_back(self))
            if method:
                self.taken["backward"] = method
                return getattr(variable, method)(**options)
            free = self.kept("function going back", lambda: function_going_back(self))
        if free:
            self.taken["backward"] = f"{free[0]}(y)"
            return free[1](variable, **options)
        kind = naming.named("Variable", self.scopes)
        if kind and self._method("backward", kind[1]):
            raise TypeError(f"backward was to begin here, but this is a {type(variable).__name__} and no Variable")
        raise Absent("Variable.backward", [])

    def _option(self, function: Any, name: str) -> str:
        """What a function calls one of its options, where it spells it in a way of its own."""
        with contextlib.suppress(TypeError, ValueError):
            there = list(inspect.signature(function).parameters)
            if name not in there and (near := difflib.get_close_matches(name, there, 1, 0.8)):
                self.taken[name] = near[0]
                return near[0]
        return name

    def _method(self, name: str, kind: type) -> str:
        """What a class calls one of its methods, "" if it has none."""
        if hasattr(kind, name):
            return name
        methods = [each for each in dir(kind) if callable(getattr(kind, each, None))]
        found = next(iter(naming.spelled(name, methods)), "") or naming.misspelt(name, methods)
        if found:
            self.taken[name] = found
        return found

    def cleargrad(self, variable: Any) -> None:
        """Forget a variable's gradient: by method or function, by name or by behaviour, or by setting it to None."""
        method = self._method("cleargrad", type(variable))
        free = None if method else naming.named("cleargrad", self.scopes)
        if not (method or free):
            method = self._clears_by_behaviour
        if method:
            getattr(variable, method)()
        elif free:
            self.taken["cleargrad"] = f"{free[0]}(x)"
            free[1](variable)
        elif self.step >= BRINGS_CLEARGRAD and self._is_whole and hasattr(variable, "grad"):
            self.taken["cleargrad"] = SET_BY_US
            variable.grad = None
        else:
            raise Absent("Variable.cleargrad", [])

    @cached_property
    def _clears_by_behaviour(self) -> str:
        """The method without arguments after which a variable has its data and no gradient, or one of zeros."""
        for name in behaviour.clearing_methods(self.Variable):
            box = self.Variable(array := np.array(1.5))
            try:
                self.seed(box, np.array(2.5))
                getattr(box, name)()
                if box.data is array and not np.any(0 if box.grad is None else self.grad(box)):
                    self.taken["cleargrad"] = name
                    return name
            except Exception:
                continue
        return ""

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

    def is_off_as_a_rule(self) -> bool:
        """Whether `enable_backprop` is off where its class is written, and nothing in the file has switched it on.

        A demonstration that leaves it off is another thing: there the class itself says that it is on.
        """
        mode = (self.Config, self.backprop_mode)
        return mode in self._left_off and behaviour.written_value(*mode) is False

    def inputs(self, function: Any) -> list[Any]:
        """The variables a function was called on, from `inputs` or `input`."""
        return ends(function, "inputs", self._links[0])

    @cached_property
    def _links(self) -> tuple[str, str]:
        """What a function of this submission calls its inputs and outputs, found out by calling one of ours on it."""
        found: tuple[str, str] = self.kept("links", self._found_links)
        return found

    def _found_links(self) -> tuple[str, str]:
        try:
            f, x = self.spy(), self.Variable(np.array(1.0))
            y = self.call(f, x)
            return holder(f, x), holder(f, y)
        except Exception:  # what it lacks is said by the checks
            return "", ""

    def outputs(self, function: Any) -> list[Any]:
        """The variables a function gave, from `outputs` or `output`, through weak references."""
        return ends(function, "outputs", self._links[1])

    def raises(self, call: Callable[[], Any]) -> dict[str, Any] | None:
        """What `call()` raised, as plain data; None if nothing. Not-yet-written passes through.

        Raises Absent where a file that draws calls what was to come from a module that is not there.
        """
        try:
            call()
        except (Absent, NotImplementedError, MemoryError):
            raise
        except Exception as error:
            if self.step in DRAWING and isinstance(error, NameError) and error.name in self._lost_names:
                raise Absent(error.name, []) from error
            return plain_error(error)
        return None

    @property
    def _lost_names(self) -> set[str]:
        """The names that an import was to bring whose module did not come along."""
        places = [(ROOT + p["file"], p["line"]) for p in self.problems if p["type"] in ("ModuleNotFoundError", "ImportError")]
        return {name for file, line in places for name in imported_at(linecache.getlines(file), line)}

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
        """The names of the submission's own tests, in the order in which they stand: functions, methods of test cases."""
        return list(own_tests(self.namespace))

    def own_test(self, name: str) -> Callable[[], Any]:
        """The test of that name, to be called without arguments."""
        return own_tests(self.namespace)[name]

    @contextlib.contextmanager
    def on(self, text: str) -> Iterator[None]:
        """For a `with` block, put another framework in the place of the submission's own: `text`, name by name."""
        spelling = self.kept("spelling", self._spelling)
        guessed, self._guessed = self._guessed, {}
        try:
            with put_in_place(text, spelling):
                yield
        finally:
            self._guessed = guessed

    def _spelling(self) -> dict[str, str]:
        """What the submission calls the parts of a framework of step 10, and what its Variable holds and does."""
        for name in OF_STEP_10:
            self.has(name)
        if self.has("Variable") and not self._method("backward", self.Variable):
            self.taken["backward"] = method_going_back(self)
        return {name: own for name, own in self.taken.items() if own.isidentifier()}

    def trial(self, call: Callable[[], Any], seconds: float) -> dict[str, Any]:
        """What `call()` raised, as plain data or None, and the processor time it took; it is stopped when that is over."""
        return trial(call, seconds)

    def _modes(self) -> list[tuple[Any, str]]:
        """Every switch of every Config there is, and of what was made of one."""
        found = [(scope, behaviour.config_class(scope)) for scope in self.scopes]
        configs = [(scope, config[1]) for scope, config in found if config]
        holders = [(config, *(v for v in scope.values() if type(v) is config)) for scope, config in configs]
        return [(holder, name) for each in holders for holder in each for name in behaviour.switches(holder)]


