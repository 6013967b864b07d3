"""The classes of a submission → the same, reached by our names where they have others.

Each function says in `kata.taken` what it took for what, and changes nothing where the names are ours.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import numpy as np

from . import naming

if TYPE_CHECKING:
    from .kata import Kata


def fit_attributes(kata: Kata, kind: Any) -> None:
    """Let the data, the gradient and the creator of a variable be reached by our names, where it has others."""
    aliases = kata.kept(f"attributes of {id(kind)}", lambda: naming.attribute_aliases(kind))
    for name, found in aliases.items():
        setattr(kind, name, _alias(found))
        kata.taken[f"Variable.{name}"] = found


def _alias(name: str) -> property:
    """A property that is another attribute by a name of ours."""
    return property(lambda box: getattr(box, name), lambda box, value: setattr(box, name, value))


def fit_operators(kata: Kata, kind: Any) -> None:
    """Give a variable its operators, where the file has a function for that which a package of its own would call."""
    set_up = None if kata.along_our_exercise else naming.named("setup_variable", kata.scopes)
    if set_up is None or hasattr(kind, "__mul__"):
        return
    with contextlib.suppress(Exception):  # what it lacks is said by the checks
        set_up[1]()  # in each scenario: after the last one the class was made what it had been
    if hasattr(kind, "__mul__"):
        kata.taken["operators"] = "setup_variable()"


def fit_exp(kata: Kata) -> None:
    """Let an Exp that was left as it was before step 11, as the book leaves it, find its input among the inputs."""
    found = None if kata.along_our_exercise else naming.named("Exp", kata.scopes)
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
