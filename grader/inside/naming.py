"""A name of ours and the scopes of a submission → the name that the submission has for the same thing.

By name first: known spellings, then the same letters in another style (clearGrad, NO_GRAD). By behaviour second:
what is there is tried on fresh objects. A guess only ever picks what is then judged; it is judged like any other.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import difflib
import dis
import inspect
import re
import sys
import textwrap
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from types import FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np

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
OPERATORS = tuple(f"__{name}__" for name in "neg add radd sub rsub mul rmul truediv rtruediv pow".split())
SHORTEST = 6  # of a shorter name, one letter makes another word
CLOSE = 0.83
CALM = re.compile(r"backw|backp|back_p|show|plot|print|draw|save|load|train|main|test|demo|run", re.IGNORECASE)
CLEARS = re.compile(r"grad|clear|zero|reset|clean|init|forget|remove|none", re.IGNORECASE)
MOST_TRIED = 12
ON = ("enablebackprop", "train", "enablegrad", "backprop", "gradenabled")
OFF = re.compile(r"no|dis|stop|off|skip|without", re.IGNORECASE)


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
    known = OTHERS.union(*((other, *words) for other, words in ALIASES.items() if other != name))
    candidates = [each for each in there if each not in known and each[:1] == name[:1]]
    near = difflib.get_close_matches(name, candidates, 2, CLOSE) if len(name) >= SHORTEST else []
    return near[0] if len(near) == 1 else ""


def nearly_named(name: str, places: Sequence[Mapping[str, Any]]) -> tuple[str, Any] | None:
    """What the submission defines under a name that is this one but for a letter or two."""
    for scope in places:
        there = {other: value for other, value in tuple(scope.items()) if fits(name, value) and _is_own(value)}
        if found := misspelt(name, there):
            return found, there[found]
    return None


def _is_own(value: Any) -> bool:
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
        return _is_function(value) and own[1] not in value.__mro__
    theirs = named("Function", [getattr(value, "__globals__", {})])
    return theirs is not None and theirs[1] is not own[1]


# By behaviour


def own_classes(namespace: Mapping[str, Any]) -> Iterator[tuple[str, type]]:
    """The classes that the submission defines, by name; what it imports from elsewhere is not among them."""
    homes = {m.__name__ for m in own_modules()} | {str(namespace.get("__name__"))}
    for name, value in tuple(namespace.items()):
        if isinstance(value, type) and str(value.__module__) in homes:
            yield name, value


def box_class(namespace: Mapping[str, Any]) -> tuple[str, type] | None:
    """The one class whose instances hold the array that they are made with, if there is one such family."""
    return _eldest((n, k) for n, k in own_classes(namespace) if not _is_function(k) and holder(k) is not None)


def function_class(namespace: Mapping[str, Any]) -> tuple[str, type] | None:
    """The one class that can be called and has a forward, from which all others of that kind descend."""
    return _eldest((n, k) for n, k in own_classes(namespace) if _is_function(k))


def _is_function(kind: type) -> bool:
    return callable(getattr(kind, "forward", None)) and "__call__" in {n for k in kind.__mro__[:-1] for n in vars(k)}


def _eldest(candidates: Iterable[tuple[str, type]]) -> tuple[str, type] | None:
    found = list(candidates)
    eldest = [(name, kind) for name, kind in found if all(kind in other.__mro__ for _, other in found)]
    return eldest[0] if eldest else None


def holder(kind: Any) -> str | None:
    """The attribute of a fresh instance that is the very array it was made with."""
    array = np.array(1.5)
    try:
        box = kind(array)
        return next((name for name, value in attributes(box) if value is array), None)
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


def attribute_aliases(kind: Any) -> dict[str, str]:
    """What a variable calls its data, its gradient and its creator, where it has other names for them than we."""
    missing = [name for name in ("data", "grad", "creator") if name not in mentioned(kind)]
    if not missing:
        return {}
    try:
        box = kind(np.array(1.5))
        there = [*(name for name, _ in attributes(box)), *_defaults(kind)]
        found = {name: next(iter(spelled(name, there)), "") for name in missing if not hasattr(box, name)}
    except Exception:  # what a variable can not be made of is said by the checks
        return {}
    if found.get("data") == "":
        found["data"] = holder(kind) or ""
    if found.get("grad") == "":
        empty = [name for name in there if "grad" in name.lower() and getattr(box, name) is None]
        found["grad"] = empty[0] if len(empty) == 1 else ""
    return {name: own for name, own in found.items() if own}


class _Maker:
    """What a method that remembers a function may be given: it has a generation, which may be asked for."""

    generation = 0


def link(kind: type, known: Collection[str]) -> str:
    """The attribute in which a method with one argument puts just what it is given, where there is only one such."""
    if "creator" in mentioned(kind):
        return ""
    methods = [value for each in kind.__mro__[:-1] for value in vars(each).values() if isinstance(value, FunctionType)]
    found = set()
    for method in [method for method in methods if method.__name__[:2] != "__" and not _wanted(method, 2)][:MOST_TRIED]:
        maker = _Maker()
        with contextlib.suppress(Exception):
            box = kind(np.array(1.5))
            method(box, maker)
            found |= {name for name, value in attributes(box) if value is maker and name not in known}
    return found.pop() if len(found) == 1 else ""


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


def switches(config: Any) -> list[str]:
    """What a Config calls its switches that are on unless somebody turns them off."""
    there = [name for name in dir(config) if name[:1] != "_" and isinstance(getattr(config, name, None), bool)]
    positive = [name for name in there if not OFF.match(name)]
    return [name for name in positive if style_free(name) in ON or difflib.get_close_matches(name, ON)]


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
    found = [
        name
        for base in kind.__mro__[:-1]
        for name, value in vars(base).items()
        if isinstance(value, FunctionType) and not name.startswith("__") and not CALM.search(name) and not _wanted(value, 1)
    ]
    return sorted(dict.fromkeys(found), key=lambda name: not CLEARS.search(name))[:MOST_TRIED]


def sets_operators(places: Sequence[Mapping[str, Any]]) -> tuple[str, FunctionType] | None:
    """The function that can be called with nothing and speaks of several operators, as one that assigns them does."""
    for scope in places:
        for name, value in tuple(scope.items()):
            if isinstance(value, FunctionType) and _is_own(value) and not _wanted(value, 0):
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
            wanted = _wanted(value.__init__, arguments + 1) if isinstance(value.__init__, FunctionType) else arguments
        else:
            wanted = _wanted(value, arguments + isinstance(value, MethodType)) if generator or told else 1
        if not wanted:
            found.append((name, value))
    return found[:MOST_TRIED]


def _speaks_of_a_mode(name: str) -> bool:
    known = any(spelled(ours, [name]) for ours in ("no_grad", "using_config"))
    return known or "grad" in name.lower() and not CALM.search(name)


def _of_config(namespace: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """What Config has that can be called on the class itself."""
    config = named("Config", [namespace])
    if config is None or not isinstance(config[1], type):
        return []
    methods = [name for name, value in vars(config[1]).items() if isinstance(value, (staticmethod, classmethod))]
    return [(f"{config[0]}.{name}", getattr(config[1], name)) for name in methods]


def _wanted(function: Any, given: int) -> int:
    """How many arguments are missing, or too many, in a call with so many: 0 where the call fits."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    if code is None:
        return 1
    defaults = len(inspect.unwrap(function).__defaults__ or ())
    required, most = code.co_argcount - defaults, code.co_argcount
    if given < required:
        return int(required - given)
    return 0 if given <= most or code.co_flags & inspect.CO_VARARGS else int(given - most)
