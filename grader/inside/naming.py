"""A name of ours and the scopes of a submission → the name that the submission has for the same thing.

Known spellings, then the same letters in another style (clearGrad, NO_GRAD), then a slip of the pen. What has another
name altogether is found by what it does, in `behaviour`.
"""

from __future__ import annotations

import difflib
import inspect
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from types import FunctionType, ModuleType
from typing import Any

from .loader import ROOT

ALIASES: Mapping[str, tuple[str, ...]] = {
    name: tuple(words.split())
    for name, words in {
        "Variable": "Tensor Value Var Variables",
        "Function": "Operation Op Func Operator Functional BaseFunction FunctionBase AbstractFunction",
        "Square": "Sqr Squared SquareFunction",
        "Exp": "Exponential Exponent ExpFunction",
        "Add": "Plus Addition AddFunction",
        "Mul": "Multiply Multiplication Times Product MulFunction",
        "Neg": "Negative Negate NegFunction",
        "Sub": "Subtract Subtraction Minus SubFunction",
        "Div": "Divide Division TrueDiv DivFunction",
        "Pow": "Power PowFunction",
        "square": "sqr squared sq square_func",
        "exp": "exponential exp_func",
        "add": "plus addition add_func",
        "mul": "multiply times mult multiplication",
        "neg": "negative negate",
        "sub": "subtract minus subtraction",
        "div": "divide truediv division",
        "pow": "power",
        "cleargrad": "clear_grad zero_grad cleargrads clear_grads clear_gradient reset_grad zero_gradient clean_grad "
        "reset_gradient clear_gradients zero_grads",
        "backward": "backprop backpropagate back_propagate back_propagation backpropagation back_prop run_backward "
        "backword backwards bacward",
        "Config": "Configuration Configure Conf Cfg Settings Setting GlobalConfig",
        "using_config": "use_config using_conf use_conf with_config set_config config_context temporary_config",
        "no_grad": "no_gradient no_backprop without_grad without_gradient disable_backprop disable_grad inference_mode "
        "stop_grad not_grad",
        "set_creator": "set_creater set_func",
        "as_array": "to_array asarray as_ndarray",
        "as_variable": "to_variable as_tensor to_tensor as_var",
        "numerical_diff": "numerical_gradient numeric_diff numerical_derivative numerical_differentiation num_diff "
        "numeric_gradient numerical_grad central_diff central_difference",
        "goldstein": "goldstein_price",
        "data": "value val array",
        "grad": "gradient gradients derivative",
        "dot_var": "_dot_var",
        "dot_func": "_dot_func",
        "creator": "creater func function creator_func parent parent_f parent_fn parent_func grad_fn source maker producer",
        "inputs": "input input_variables input_vars inputs_ in_vars",
        "outputs": "output output_variables output_vars outputs_ out_vars",
    }.items()
}
# What else has a name in the course: never taken for a misspelt name of another thing.
OTHERS = frozenset(
    "sin cos tanh Sin Cos Tanh rdiv rsub sphere matyas my_sin rosenbrock gradient_descent newton newton_by_hand derivatives "
    "graph_sizes slopes hessian_times get_dot_graph plot_dot_graph setup_variable enable_backprop check_gradient "
    "chain_forward chain_backward backward_order trace_backward functions_behind gradient_of gradient_of_product "
    "gradient_of_sin count_multiplications_forward count_multiplications_backward forward setup_module".split()
)
MADE_OF_FUNCTIONS = frozenset("square exp add mul neg sub div pow sin cos tanh".split())
SHORTEST = 6  # of a shorter name, one letter makes another word
CLOSE = 0.83


def style_free(name: str) -> str:
    """The letters of a name alone.

    >>> style_free("clearGrad") == style_free("CLEAR_GRAD") == style_free("cleargrad")
    True
    """
    return name.replace("_", "").lower()


def spelled(name: str, there: Mapping[str, Any] | Iterable[str]) -> list[str]:
    """The names in `there` that mean `name`: itself, its known spellings, the same letters in another style."""
    names = (name, *ALIASES.get(name, ()))
    found = [each for each in names if each in there]
    if found:
        return found
    letters = {style_free(each) for each in names}
    return [each for each in there if isinstance(each, str) and each[:1] != "_" and style_free(each) in letters]


def misspelt(name: str, there: Iterable[str]) -> str:
    """The one name in `there` that is `name` but for a letter or two, and that means nothing else; "" if there is none.

    >>> misspelt("numerical_diff", ["numelical_diff", "diff"]), misspelt("square", ["squares", "squarre"])
    ('numelical_diff', '')
    """
    known = words_of_others(name)
    candidates = [each for each in there if each not in known and each[:1] == name[:1]]
    near = difflib.get_close_matches(name, candidates, 2, CLOSE) if len(name) >= SHORTEST else []
    return near[0] if len(near) == 1 else ""


def words_of_others(name: str) -> frozenset[str]:
    """All names that mean something else in the course than `name`."""
    return OTHERS.union(*((other, *words) for other, words in ALIASES.items() if other != name)) - {name}


def nearly_named(name: str, places: Sequence[Mapping[str, Any]]) -> tuple[str, Any] | None:
    """What the submission defines under a name that is this one but for a letter or two."""
    for scope in places:
        there = {other: value for other, value in tuple(scope.items()) if fits(name, value) and is_own(value)}
        if found := misspelt(name, there):
            return found, there[found]
    return None


def is_own(value: Any) -> bool:
    """Whether a class or a function stands in the submission's own text."""
    if isinstance(value, type):
        return str(getattr(sys.modules.get(value.__module__), "__file__", "")).startswith(ROOT)
    function = inspect.unwrap(value) if isinstance(value, FunctionType) else None
    return str(getattr(function, "__globals__", {}).get("__file__", "")).startswith(ROOT)


def fits(name: str, value: Any) -> bool:
    """Whether a value is of the kind that a name of ours stands for: a class for Square, anything but one for square."""
    if name[:1].isupper():
        return isinstance(value, type)
    return callable(value) and (not isinstance(value, type) or hasattr(value, "__enter__"))


def is_of_python(value: Any) -> bool:
    """Whether this is a class of Python's own library: an editor likes to import tkinter's Variable."""
    module = str(getattr(value, "__module__", "")) if isinstance(value, type) else ""
    file = str(getattr(sys.modules.get(module), "__file__", ""))
    return module.partition(".")[0] in sys.stdlib_module_names and module != "__main__" and not file.startswith(ROOT)


def is_nothing_own(value: Any) -> bool:
    """Whether this only happens to have a name of ours: a class of Python's, or a module that is called so."""
    return isinstance(value, ModuleType) or is_of_python(value)


def own_modules() -> list[ModuleType]:
    """The submission's modules, as far as they were imported, in the order in which they were.

    What was there before this module is none: to look at it would copy its pages, in each child anew.
    """
    later = takewhile(lambda name: name != __name__, reversed(tuple(sys.modules)))
    modules = [m for m in map(sys.modules.get, later) if isinstance(m, ModuleType)]
    return [m for m in reversed(modules) if str(vars(m).get("__file__", "")).startswith(ROOT)]


def scopes(namespace: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Where a name may stand: the main file, the modules that its classes come from, those that it names, the others."""
    own = own_modules()
    named = [m for m in namespace.values() if isinstance(m, ModuleType) and m in own]
    homes = [sys.modules.get(str(v.__module__)) for v in tuple(namespace.values()) if isinstance(v, type)]
    ordered = [*(m for m in homes if isinstance(m, ModuleType) and m in own), *named, *own]
    found: list[Mapping[str, Any]] = [namespace]
    for module in ordered:
        if not any(vars(module) is scope for scope in found):
            found.append(vars(module))
    return found


def named(name: str, places: Sequence[Mapping[str, Any]]) -> tuple[str, Any] | None:
    """The first value that is called `name`, or spelled so, and of its kind; with the name it has there."""
    for scope in places:
        if name in scope and (scope is places[0] or _may_help(name, scope[name], places)) and not is_nothing_own(scope[name]):
            return name, scope[name]
    for scope in places:
        there = [other for other, value in tuple(scope.items()) if not is_of_python(value)]
        for found in spelled(name, there):
            if _may_help(name, scope[found], places) if scope is not places[0] else fits(name, scope[found]):
                return found, scope[found]
    return None


def _may_help(name: str, value: Any, places: Sequence[Mapping[str, Any]]) -> bool:
    return fits(name, value) and not _is_of_another_framework(name, value, places[0])


def _is_of_another_framework(name: str, value: Any, main: Mapping[str, Any]) -> bool:
    """Whether a function such as Square or square, of a neighbour, is built on a Function that is not the main file's own."""
    if name.lower() not in MADE_OF_FUNCTIONS:
        return False
    own = named("Function", [main])
    if own is None or not isinstance(own[1], type):
        return False
    if isinstance(value, type):
        return is_function(value) and own[1] not in value.__mro__
    theirs = named("Function", [getattr(value, "__globals__", {})])
    return theirs is not None and theirs[1] is not own[1]


def is_function(kind: type) -> bool:
    """Whether a class can be called and has a forward, as the functions of a framework do."""
    return callable(getattr(kind, "forward", None)) and "__call__" in {n for k in kind.__mro__[:-1] for n in vars(k)}
