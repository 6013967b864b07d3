"""The text of a file → its definitions by qualified name, and a digest of each.

Runs beside learner code and is used outside as well: imports nothing of ours, and runs nothing.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator, Sequence

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
DIGITS = 16
SILENT = frozenset({"ctx", "kind", "type_comment"})  # say nothing that the rest of the tree does not say
FIELDS: dict[type, tuple[tuple[str, str], ...]] = {  # each with how it is introduced
    kind: tuple((name, f"{name}=") for name in kind._fields if name not in SILENT)
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST)
}
DOCUMENTED = (*FUNCTIONS, ast.ClassDef, ast.Module)


def name_of(node: ast.stmt) -> str:
    """The name under which a statement is known among its neighbours; what defines nothing is its own text.

    A function or class goes by its name, `@data.setter def data` by `data.setter`, an assignment by
    the text of its targets: `Variable.__add__`, or `low, high`.
    """
    if isinstance(node, FUNCTIONS):
        return node.name + _accessor(node)
    if isinstance(node, ast.ClassDef):
        return node.name
    if isinstance(node, ast.Assign):
        return " = ".join(_target(target) for target in node.targets)
    if isinstance(node, ast.AnnAssign):
        return _target(node.target)
    return ast.unparse(node)


def _target(target: ast.expr) -> str:
    text = ast.unparse(target)
    return text.strip("()") if isinstance(target, ast.Tuple) else text


def _accessor(node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Attribute) and ast.unparse(decorator.value) == node.name:
            return f".{decorator.attr}"
    return ""


def digests(text: str) -> dict[str, str]:
    """The digest of every function, class header, assignment and class member in `text`, by qualified name.

    Docstrings, comments and layout make no difference. Of two definitions with one name the later
    counts, and a class defined again loses the members it had. Raises SyntaxError.
    """
    return digests_of(ast.parse(text))


def digests_of(tree: ast.Module) -> dict[str, str]:
    """As `digests`, of a text that has been parsed; the tree stays as it is."""
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            found = {name: digest for name, digest in found.items() if not name.startswith(f"{node.name}.")}
            found |= dict(_of_class(node))
        elif _defines(node):
            found[name_of(node)] = _digest([node])
    return found


def _of_class(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    yield node.name, _digest([*node.bases, *node.keywords, *node.decorator_list])
    for member in node.body:
        if _defines(member):
            yield f"{node.name}.{name_of(member)}", _digest([member])


def _defines(node: ast.stmt) -> bool:
    return isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.Assign, ast.AnnAssign))


def _digest(nodes: Sequence[ast.AST]) -> str:
    text = "\n".join([_spelled(node) for node in nodes])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def _spelled(node: object) -> str:
    """A syntax tree as text that is the same on every supported Python: `ast.dump` differs between versions.

    By hand, what is met most at once: every submission waits for this.
    """
    kind = type(node)
    if kind is ast.Name:
        return f"Name(id={node.id!r})"  # type: ignore[attr-defined]
    if kind is ast.Attribute:
        return f"Attribute(value={_spelled(node.value)},attr={node.attr!r})"  # type: ignore[attr-defined]
    if kind is list:
        return _spelled_list(node)  # type: ignore[arg-type]
    fields = FIELDS.get(kind)
    if fields is None:
        return repr(node)
    values, told = vars(node), []
    for name, label in fields:
        value = values.get(name)
        if value is None or value == []:
            continue
        if name == "body" and kind in DOCUMENTED and ast.get_docstring(node, clean=False) is not None:  # type: ignore[arg-type]
            value = value[1:] or [ast.Pass()]
        told.append(f"{label}{value!r}" if type(value) is str else f"{label}{_spelled(value)}")
    return f"{kind.__name__}({','.join(told)})"


def _spelled_list(nodes: list[object]) -> str:
    return f"[{','.join([_spelled(node) for node in nodes])}]"
