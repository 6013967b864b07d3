"""The hidden checks of a step → the file with its public ones alone, and what only they use.

Works on rows: what is kept stands as its author wrote it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.errors import GraderError

MARK = "public"
HEAD = '"""The public checks of step {step}; the hidden ones are run by your instructor."""\n\n'


def names(text: str) -> tuple[str, ...]:
    """The names of the public checks in a check file, without their test_."""
    return tuple(node.name.removeprefix("test_") for node in _public(ast.parse(text)))


def public_checks(text: str, step: int, file: str) -> str:
    """The file of public checks. Raises GraderError where a step has none, for then a pack could check nothing."""
    tree = ast.parse(text)
    if not any(_public(tree)):
        raise GraderError(f"{file} has no public check; put @public above one or two that may be known to everybody")
    kept, used = _kept(tree)
    lines = text.split("\n")
    imports = [line for node in tree.body for line in _import(node, used)]
    pieces = ["\n".join(lines[_first(node) - 1 : node.end_lineno]) for node in kept]
    return HEAD.format(step=step) + "\n".join(imports) + "\n\n\n" + "\n\n\n".join(pieces) + "\n"


def _public(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and any(ast.unparse(one) == MARK for one in node.decorator_list):
            yield node


def _kept(tree: ast.Module) -> tuple[list[ast.stmt], set[str]]:
    """The public checks with all that they lead to, in the order of the file, and the names in it."""
    made: dict[str, list[ast.stmt]] = {}
    for node in tree.body:
        for name in _binds(node):
            made.setdefault(name, []).append(node)
    waiting: list[ast.stmt] = list(_public(tree))
    kept: set[ast.stmt] = set()
    used: set[str] = set()
    while waiting:
        node = waiting.pop()
        if node not in kept:
            kept.add(node)
            found = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
            used |= found
            waiting += [other for name in found for other in made.get(name, ())]
    return [node for node in tree.body if node in kept], used


def _binds(node: ast.stmt) -> list[str]:
    """The names that a statement at the left margin makes; an import's are looked after by themselves."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [node.name]
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.For, ast.If, ast.With)):
        return [one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)]
    return []


def _import(node: ast.stmt, used: set[str]) -> Iterator[str]:
    """The import with those of its names that are used; nothing where none is."""
    if not isinstance(node, (ast.Import, ast.ImportFrom)):
        return
    wanted = [item for item in node.names if (item.asname or item.name).partition(".")[0] in used]
    if wanted and isinstance(node, ast.Import):
        yield ast.unparse(ast.Import(wanted))
    elif wanted and isinstance(node, ast.ImportFrom):
        yield ast.unparse(ast.ImportFrom(node.module, wanted, node.level))


def _first(node: ast.stmt) -> int:
    decorators = node.decorator_list if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else []
    return min([node.lineno, *(one.lineno for one in decorators)])
