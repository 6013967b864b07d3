"""Questions whose answer is a number that one can work out by hand: asked before a step, checked without being readable.

An answer stands in the solution, and in `exercises/shipped.json`, as a salted and stretched hash of its
first five significant digits; that keeps it from the eye, not from somebody who tries numbers.
"""

from __future__ import annotations

import hashlib
import math

from grader.errors import Unusable
from grader.words import say

ROUNDS = 50_000


def seal(number: int, answer: str) -> str:
    """The sealed form of an answer to the question of step `number`, 32 hexadecimal digits. Raises Unusable."""
    return hashlib.pbkdf2_hmac("sha256", spelled(answer).encode(), f"step {number}".encode(), ROUNDS).hex()[:32]


def spelled(answer: str) -> str:
    """A number in the one spelling that is sealed: five significant digits. Raises Unusable for anything else.

    >>> spelled("5"), spelled("5.0"), spelled("3.2974425"), spelled("1e3")
    ('5', '5', '3.2974', '1000')
    """
    try:
        value = float(answer.replace(",", "."))
    except ValueError:
        raise Unusable(say("predict.no-number", answer=repr(answer))) from None
    if not math.isfinite(value):
        raise Unusable(say("predict.not-finite", answer=repr(answer)))
    return f"{value + 0.0:.5g}"


def is_right(number: int, sealed: str, answer: str) -> bool:
    """Whether `answer` is the sealed one. Raises Unusable if it is no number."""
    return seal(number, answer) == sealed
