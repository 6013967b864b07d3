"""The text of a file → the parts of it that are neither the course's nor its owner's from an earlier step.

Each definition is a part of its own, so that what stands beside something that was left out is compared with nothing across it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Set
from functools import cache
from pathlib import Path
from typing import NamedTuple

from grader import bank, course, handwritten, lessons, shipped
from grader.errors import Unusable
from grader.inside.definitions import digests, digests_of

Definition = tuple[str, str]  # the qualified name and the digest


class Part(NamedTuple):
    """Some lines of a file, and the row in it on which they begin."""

    row: int
    text: str


class Own(NamedTuple):
    """What is its owner's in a file, and all of its definitions."""

    parts: tuple[Part, ...]
    definitions: frozenset[Definition]


def own(text: str, known: Set[Definition] = frozenset()) -> Own:
    """What stands in a text beside imports, the heads of classes and known definitions. What is not Python is taken whole."""
    try:
        apart = handwritten.read(text, "")
        definitions = digests_of(apart.tree)
    except (Unusable, ValueError, RecursionError, MemoryError):
        return Own((Part(1, text),), frozenset())
    return Own(tuple(sorted(_parts(apart, definitions, known))), frozenset(definitions.items()))


def _parts(apart: handwritten.Handwritten, definitions: Mapping[str, str], known: Set[Definition]) -> Iterator[Part]:
    for piece in apart.pieces.values():
        if not isinstance(piece.node, ast.ClassDef) and (piece.name, definitions.get(piece.name, "")) not in known:
            yield Part(piece.first, apart.text(piece))
    defined = {id(piece.node) for piece in apart.pieces.values()}
    for node in apart.tree.body:
        if id(node) not in defined and not isinstance(node, (ast.Import, ast.ImportFrom, ast.ClassDef)):
            yield Part(node.lineno, "\n".join(apart.lines[node.lineno - 1 : node.end_lineno]))


@cache
def of_course(root: Path, number: int) -> frozenset[Definition]:
    """Every definition that the course itself has up to a step: of each stub, and of our own answers where they are."""
    found: set[Definition] = set()
    for step, exercise in shipped.shipped(root).items():
        if step <= number:
            found |= set(exercise.definitions.items())
            found |= set(_answers(root, step).items())
    return frozenset(found)


@cache
def _answers(root: Path, number: int) -> Mapping[str, str]:
    reference = bank.reference(root, number)
    return digests(reference.files[reference.main]) if reference else {}


@cache
def parts_of_course(root: Path, number: int) -> tuple[Part, ...]:
    """What the course itself has for a step: the stub as it was shipped and, where they are, our own answer and the bank's.

    So what many write who know the book, or who make a known mistake, is nobody's own.
    """
    step, known = course.step(root, number), of_course(root, number)
    reference = bank.reference(root, number)
    whole = (lessons.stub(root, number).text, *([reference.files[reference.main]] if reference else []))
    banked = [read.files[read.main] for _, read in (*bank.mistakes(step), *bank.variants(step))]
    parts = [part for text in whole for part in own(text).parts] + [part for text in banked for part in own(text, known).parts]
    return tuple({part.text: part for part in parts}.values())
