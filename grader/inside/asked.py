"""A function of a submission and the one that a step asks for → whether it can be the same.

A file along the book may have a `newton(x, f, df)` of its own. That is no answer to a question which it was never
asked, so it is treated as if it were not there. In a file that has grown from one of our exercises it is an error.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

# How the checks call the functions of the steps that only use the framework: any number of `*xs`, `iters=` by name.
PARAMETERS: Mapping[str, str] = {
    "sphere": "x y",
    "matyas": "x y",
    "goldstein": "x y",
    "my_sin": "x threshold",
    "rosenbrock": "x0 x1",
    "gradient_descent": "f *xs lr= iters=",
    "newton_by_hand": "f second_derivative x iters=",
    "newton": "f x iters=",
    "derivatives": "f x n",
    "graph_sizes": "f x n",
    "slopes": "f *xs",
    "hessian_times": "f xs vs",
}
OURS = ("chain_backward", "backward_order")  # asked for by us from step 5 on, and by no book
NUMBERS_OF_XS = (1, 3)


def along_our_exercise(scope: Mapping[str, Any]) -> bool:
    """Whether a file has grown from one of our exercises. Another one follows the book, which mends less at a time."""
    return any(own in scope for own in OURS)


def other_parameters(name: str, function: Any, scope: Mapping[str, Any]) -> str:
    """How a function of this name is to be called in its own file, where that is not as a step asks; "" if it is."""
    if name not in PARAMETERS or along_our_exercise(scope):
        return ""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return ""
    words = PARAMETERS[name].split()
    fits = all(_binds(signature.bind, words, count) for count in NUMBERS_OF_XS) and _in_order(signature, words)
    return "" if fits else f"{name}{signature}"


def _binds(bind: Callable[..., Any], words: list[str], count: int) -> bool:
    by_position = [word for word in words if not word.endswith("=") for _ in range(count if word[0] == "*" else 1)]
    try:
        bind(*by_position, **{word[:-1]: word for word in words if word.endswith("=")})
    except TypeError:
        return False
    return True


def _in_order(signature: inspect.Signature, words: list[str]) -> bool:
    """Whether no parameter that a step asks for stands in the place of another one."""
    due = [word for word in words if not word.endswith("=") and word[0] != "*"]
    theirs = list(signature.parameters)
    return all(theirs.index(name) == place for place, name in enumerate(due) if name in theirs)
