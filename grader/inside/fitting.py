"""The classes of a submission → the same, reached by our names where they have others.

Each function says in `kata.taken` what it took for what, and changes nothing where the names are ours.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from functools import partial
from types import FunctionType
from typing import TYPE_CHECKING, Any

import numpy as np

from . import behaviour, naming
from .trials import alias

if TYPE_CHECKING:
    from .kata import Kata

NO_GRADIENTS = frozenset("name label op tag title id prev next shape dtype".split())
BRINGS_ARRAYS = 10  # the last step for which what step 9 makes of numbers is asked, and not only used


def fit_attributes(kata: Kata, kind: Any) -> None:
    """Let the data, the gradient and the creator of a variable be reached by our names, where it has others.

    By name first; what a call leaves in its result can be looked at when its data can be reached.
    """
    by_name = kata.kept(f"attributes of {id(kind)}", lambda: behaviour.attribute_aliases(kind))
    _reach(kata, kind, by_name)
    _reach(kata, kind, kata.kept(f"attributes of {id(kind)} by a call", lambda: _aliases_by_a_call(kata, kind, by_name)))


def _reach(kata: Kata, kind: Any, aliases: Mapping[str, str]) -> None:
    for name, found in aliases.items():
        setattr(kind, name, alias(found))
        kata.taken[f"Variable.{name}"] = found


def _aliases_by_a_call(kata: Kata, kind: Any, by_name: Mapping[str, str]) -> dict[str, str]:
    """What a variable calls its gradient and its creator, by what a call leaves in its result."""
    lacking = {"grad", "creator"} - {*by_name, *behaviour.mentioned(kind)}
    if not lacking or kata.along_our_exercise or not isinstance(kind, type):
        return {}
    try:
        function = _giving(kata, np.array([1.0]))
        result = kata.call(function, kind(np.array([1.0])))
        makers = [name for name, value in behaviour.attributes(result) if value is function]
        empty = behaviour.empty_attributes(kind(np.array([1.0]))) & behaviour.empty_attributes(result)
    except Exception:  # what it lacks is said by the checks
        return {}
    empty -= {*NO_GRADIENTS, *by_name.values(), *naming.words_of_others("grad")}
    found = {"creator": makers, "grad": sorted(empty)}
    return {name: found[name][0] for name in lacking if len(found[name]) == 1 and name not in found[name]}


def fit_numbers(kata: Kata, kind: Any) -> None:
    """Let what NumPy makes of an array without axes become an array again, where a file along the book lost that.

    That is what step 9 brings, and after it an older bug: `as_array` is missing where variables refuse numbers, or it
    is there and gives something else.
    """
    if kata.step <= BRINGS_ARRAYS or kata.along_our_exercise:
        return
    found = naming.named("as_array", kata.scopes)
    if found is not None and kata.kept("as_array is broken", lambda: not _makes_arrays(found[1])):
        for scope in kata.scopes:
            for name in [name for name, value in scope.items() if value is found[1]]:
                scope[name] = no_number  # type: ignore[index]
        kata.taken["as_array"] = ""
    elif found is None and kata.kept("numbers are refused", partial(_refuses_numbers, kata, kind)):
        _take_numbers(kind)
        kata.taken["as_array"] = ""


def _makes_arrays(function: Any) -> bool:
    """Whether a function makes an array without axes of a number and leaves an array as it is."""
    array = np.array([1.0, 2.0])
    try:
        made = function(np.float64(1.0))
        return function(array) is array and isinstance(made, np.ndarray) and made.shape == ()
    except Exception:
        return False


def no_number(given: Any) -> Any:
    """A number as an array without axes; anything else as it is."""
    return np.asarray(given) if np.isscalar(given) else given


def _refuses_numbers(kata: Kata, kind: Any) -> bool:
    """Whether a function of an array without axes raises, and does not once its result is taken as an array."""
    if _works(kata, kind):
        return False
    before = kind.__init__
    _take_numbers(kind)
    try:
        return _works(kata, kind)
    finally:
        kind.__init__ = before


def _take_numbers(kind: Any) -> None:
    made = kind.__init__

    def __init__(self: Any, data: Any, *others: Any, **named: Any) -> None:
        made(self, np.asarray(data) if isinstance(data, np.generic) else data, *others, **named)

    kind.__init__ = __init__


def _works(kata: Kata, kind: Any) -> bool:
    """Whether a function of this framework may give a number."""
    try:
        kata.call(_giving(kata, np.float64(1.0)), kind(np.array(1.0)))
    except Exception:
        return False
    return True


def _giving(kata: Kata, value: Any) -> Any:
    """A function on the submission's own Function that gives this value for whatever it is called on."""

    def forward(self: Any, *xs: Any) -> Any:
        return [value] if isinstance(xs[0], (list, tuple)) else kata.result(value)  # step 11 hands lists over

    return type("Giving", (kata.Function,), {"forward": forward})()


def fit_operators(kata: Kata, kind: Any) -> None:
    """Give a variable its operators, where the file has a function for that which a package of its own would call.

    Some of them may stand in the class already, since step 20.
    """
    lacking = [name for name in behaviour.OPERATORS if not hasattr(kind, name)]
    if not lacking or kata.along_our_exercise:
        return
    set_up = naming.named("setup_variable", kata.scopes) or behaviour.sets_operators(kata.scopes)
    if set_up is None:
        return
    with contextlib.suppress(Exception):  # what it lacks is said by the checks
        set_up[1]()  # in each scenario: after the last one the class was made what it had been
    if any(hasattr(kind, name) for name in lacking):
        kata.taken["operators"] = f"{set_up[0]}()"


def fit_methods(kata: Kata, kind: Any) -> None:
    """Let a function's forward and backward be reached by our names, where the whole file has others for them."""
    if not kata.has("Function"):
        return
    root, forward = kata.Function, "forward"
    for name, caller in (("forward", root), ("backward", kind)):
        own = kata.kept(f"{name} of functions", partial(_own_method, kata, root, name, caller, forward))
        if own:
            _lead_to_each_other(root, name, own)
            kata.taken[f"Function.{name}"] = own
        forward = own or name


def _own_method(kata: Kata, root: Any, name: str, caller: Any, forward: str) -> str:
    """What functions call this method, where none has it by its name; a caller that asks for ours has to know theirs too."""
    classes = [value for scope in kata.scopes for value in tuple(scope.values()) if _is_below(value, root)]
    if name in {method for each in classes for method in dir(each)}:
        return ""
    own = _own_methods([each for each in classes if each is not root] or classes)
    private = [each for each in (f"_{name}", f"{name}_") if each in own]
    found = private[0] if len(private) == 1 else naming.misspelt(name, own)
    if not found and not kata.along_our_exercise:
        found = _by_role(root, own, name, forward)
    asked = behaviour.spoken_of(caller)
    return "" if name in asked and found not in asked else found


def _own_methods(classes: Sequence[type]) -> dict[str, FunctionType]:
    """The methods that classes have of their own, one for each name."""
    pairs = [pair for each in classes for pair in vars(each).items()]
    return {method: value for method, value in pairs if method[:2] != "__" and isinstance(value, FunctionType)}


def _by_role(root: Any, own: Mapping[str, FunctionType], name: str, forward: str) -> str:
    """The one method that functions have of their own and a call runs, or else the one that takes what comes back."""
    if name == "forward":
        called = behaviour.spoken_of(root)
        found = [method for method in own if method in called]
    else:
        found = [method for method, value in own.items() if method != forward and not behaviour.wanted(value, 2)]
    return found[0] if len(found) == 1 else ""


def _is_below(value: Any, root: Any) -> bool:
    return isinstance(value, type) and isinstance(root, type) and root in value.__mro__


def _lead_to_each_other(root: Any, name: str, own: str) -> None:
    """Let a call of either name reach a subclass that has the other one: theirs has `own`, and ours `name`."""
    theirs = getattr(root, own, None)

    def ours(self: Any, *arguments: Any) -> Any:
        return getattr(self, own)(*arguments)

    def own_or_ours(self: Any, *arguments: Any) -> Any:
        if getattr(type(self), name) is not ours:
            return getattr(self, name)(*arguments)
        if theirs is None:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {own!r}")
        if getattr(type(self), own) is own_or_ours and getattr(theirs, "__isabstractmethod__", False):
            raise NotImplementedError(own)  # theirs refuses to be made, which Python can not ask any more
        return theirs(self, *arguments)

    setattr(root, name, ours)
    setattr(root, own, own_or_ours)


def fit_exp(kata: Kata) -> None:
    """Let an Exp that was left as it was before step 11, as the book leaves it, find its input among the inputs."""
    is_its_matter = 0 < kata.level <= BRINGS_ARRAYS  # the file is to have a derivative of its own
    found = None if kata.along_our_exercise or is_its_matter else naming.named("Exp", kata.scopes)
    if found is None:
        return
    if not kata.known.get("old exp"):  # inside of no_grad it can not be seen, so a no is not kept
        kata.known["old exp"] = _is_left_behind(kata, found[1])
    if kata.known["old exp"]:
        found[1].input = property(lambda f: f.inputs[0])
        kata.taken["Exp.input"] = "Exp.inputs[0]"


def _is_left_behind(kata: Kata, kind: Any) -> bool:
    f = None
    try:
        f = kind()
        kata.call(f, kata.Variable(np.array(0.5)))
        f.backward(np.array(1.0))
    except AttributeError as error:
        return error.name == "input" and error.obj is f and hasattr(f, "inputs")
    except Exception:  # what it raises is said by the checks
        return False
    return False
