"""Our own solutions with one small thing changed: does a check of the step notice?

A few operators on the syntax tree make mutants of every definition that a step asks for; each is laid over the
framework of that step and judged by the step's own checks. A mutant that survives shows a hole in the checks,
or is listed with the reason why it changes nothing (`tests/course/equivalent_mutants.toml`).
"""

from __future__ import annotations

import ast
import copy
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeGuard

from grader import bank, course, shipped
from grader.judge import Job, judge
from grader.ladder import live
from grader.session import Session
from grader.state import lay
from grader.submission import Submission
from grader.verdict import Verdict
from grader.worker import Limits, Worker

SEED = 7
LIMITS = Limits(load_seconds=5.0, timeouts=1)


@dataclass(frozen=True)
class Mutant:
    """One change: in which definition, what was replaced by what, and the definitions that make it."""

    name: str
    definitions: str


@dataclass(frozen=True)
class Score:
    """How a step's checks did: mutants in all, those caught, survivors that are listed as equivalent, the others."""

    step: course.Step
    total: int
    caught: int
    equivalent: tuple[str, ...]
    survivors: tuple[str, ...]
    stale: tuple[str, ...] = ()


def scores(root: Path, numbers: Sequence[int] | None = None) -> list[Score]:
    """The score of every step that has checks (of `numbers`, if given). Raises GraderError."""
    steps = [step for step in course.steps(root) if course.checks_path(step).is_file()]
    chosen = [step.number for step in steps if numbers is None or step.number in numbers]
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(chosen) or 1), get_context("spawn")) as pool:
        return sorted(pool.map(score, repeat(root), reversed(chosen)), key=lambda score: score.step.number)


def score(root: Path, number: int) -> Score:
    """The score of one step. Raises GraderError."""
    step = course.step(root, number)
    with Worker("auto", LIMITS) as worker:
        return _score(step, worker, reasons(root).get(step.stem, {}))


def reasons(root: Path) -> Mapping[str, Mapping[str, str]]:
    """Why a surviving mutant changes nothing, by the stem of its step and the mutant's name."""
    path = root / "tests" / "course" / "equivalent_mutants.toml"
    if not path.is_file():
        return {}
    toml: Any = import_module("tomllib") if _has_tomllib() else import_module("tomli")
    loaded: Mapping[str, Mapping[str, str]] = toml.loads(path.read_text(encoding="utf-8"))
    return loaded


def _has_tomllib() -> bool:
    from importlib.util import find_spec

    return find_spec("tomllib") is not None


def _score(step: course.Step, worker: Worker, known: Mapping[str, str]) -> Score:
    """Own checks first; what survives them may still be caught by a check of an earlier step that lives on."""
    made = list(mutants_of(step))
    older = [other for other in course.steps(step.root) if other.number < step.number]
    alive = _survivors(step, made, [step], worker)
    if older and alive:
        alive = _survivors(step, alive, older, worker)
    names = [mutant.name for mutant in alive]
    equivalent = tuple(name for name in names if name in known)
    survivors = tuple(name for name in names if name not in known)
    stale = tuple(name for name in known if name not in names)
    return Score(step, len(made), len(made) - len(alive), equivalent, survivors, stale)


def _survivors(
    step: course.Step, made: Sequence[Mutant], by: Sequence[course.Step], worker: Worker
) -> list[Mutant]:
    """The mutants that no check of the steps in `by` catches."""
    alive: list[Mutant] = []
    taken = iter(made)

    def take(_: Job, verdicts: tuple[Verdict, ...]) -> None:
        mutant = next(taken)
        if all(verdict.passed for verdict in live(verdicts, step.number)):
            alive.append(mutant)

    files = [course.checks_path(other) for other in by if course.checks_path(other).is_file()]
    if not files:
        return list(made)
    judge(files, _jobs(step, made, worker), take)
    return alive


def _jobs(step: course.Step, made: Sequence[Mutant], worker: Worker) -> Iterator[Job]:
    base = bank.state(step.root, step.number)
    for mutant in made:
        submission: Submission = bank.submission(mutant.name, lay(base, mutant.definitions))
        with Session(worker, submission) as session:
            yield Job(session, SEED, of_step=step.number)


def mutants_of(step: course.Step) -> Iterator[Mutant]:
    """Every mutant of every definition that the step asks for."""
    asked = set(shipped.asked(step.root, step.number))
    tree = ast.parse(course.solution_path(step).read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            for member in node.body:
                yield from _mutants(member, f"{node.name}.", asked, node)
        else:
            yield from _mutants(node, "", asked, None)


def _mutants(node: ast.stmt, prefix: str, asked: set[str], owner: ast.ClassDef | None) -> Iterator[Mutant]:
    if not isinstance(node, ast.FunctionDef):
        return
    name = prefix + node.name
    if name not in asked and prefix.rstrip(".") not in asked:
        return
    seen: dict[str, int] = {}
    for change, changed in changes(node):
        count = seen[change] = seen.get(change, 0) + 1
        label = f"{name}: {change}" + (f" ({count})" if count > 1 else "")
        yield Mutant(label, _definitions(changed, owner))


def _definitions(function: ast.FunctionDef, owner: ast.ClassDef | None) -> str:
    if owner is None:
        return ast.unparse(ast.fix_missing_locations(function)) + "\n"
    shell = copy.copy(owner)
    shell.body, shell.decorator_list = [function], []
    return ast.unparse(ast.fix_missing_locations(shell)) + "\n"


def changes(function: ast.FunctionDef) -> Iterator[tuple[str, ast.FunctionDef]]:
    """Each single change of a function, with its name: `drop …`, or `before -> after`."""
    silent = {id(keyword.value) for keyword in ast.walk(function) if _is_silent(keyword)}
    for index, original in enumerate(ast.walk(function)):
        if id(original) in silent:
            continue
        for operator in OPERATORS:
            for number in range(operator(original, -1)):
                changed = copy.deepcopy(function)
                node = list(ast.walk(changed))[index]
                operator(node, number)
                before, after = _spelled(original), _spelled(node)
                if before != after:
                    yield f"{before} -> {after}", changed


def _is_silent(node: ast.AST) -> TypeGuard[ast.keyword]:
    """`strict=True` only speaks up when something else is wrong already."""
    return isinstance(node, ast.keyword) and node.arg == "strict"


def _spelled(node: ast.AST) -> str:
    if isinstance(node, (ast.If, ast.While, ast.For, ast.With)):
        shell = copy.copy(node)
        text = ast.unparse(ast.fix_missing_locations(shell))
    else:
        text = ast.unparse(node)
    text = " ".join(text.split())
    return text if len(text) <= 160 else f"{text[:120]} … {text[-30:]}"


def _drop(node: ast.AST, number: int) -> int:
    """Leave one statement out of a block."""
    bodies = [body for name in ("body", "orelse", "finalbody") if isinstance(body := getattr(node, name, None), list)]
    places = [(body, i) for body in bodies for i, s in enumerate(body) if not _is_documentation(s)]
    places = [(body, i) for body, i in places if not isinstance(body[i], (ast.Raise, ast.Pass, ast.Assert))]
    if number >= 0:
        body, i = places[number]
        body[i] = ast.Pass()
    return len(places)


def _is_documentation(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _swap(node: ast.AST, number: int) -> int:
    """Swap the operands of an operation whose order matters, or the items of a pair."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Sub, ast.Div, ast.Pow, ast.MatMult)):
        if number >= 0:
            node.left, node.right = node.right, node.left
        return 1
    if isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.ctx, ast.Load):
        if number >= 0:
            node.elts.reverse()
        return 1
    return 0


_OTHER: Mapping[type[ast.AST], tuple[type[Any], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.GtE, ast.LtE),
    ast.LtE: (ast.Gt, ast.Lt),
    ast.Gt: (ast.LtE, ast.GtE),
    ast.GtE: (ast.Lt, ast.Gt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}


def _operator(node: ast.AST, number: int) -> int:
    """Another operator in the place of this one."""
    if isinstance(node, (ast.BinOp, ast.BoolOp, ast.AugAssign)):
        others = _OTHER.get(type(node.op), ())
        if number >= 0:
            node.op = others[number]()
        return len(others)
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        others = _OTHER.get(type(node.ops[0]), ())
        if number >= 0:
            node.ops[0] = others[number]()
        return len(others)
    return 0


def _negate(node: ast.AST, number: int) -> int:
    """The opposite condition; a comparison has its own operators for that. A sign left out."""
    if isinstance(node, (ast.If, ast.While, ast.IfExp)) and not isinstance(node.test, ast.Compare):
        if number >= 0:
            node.test = ast.UnaryOp(ast.Not(), node.test)
        return 1
    if isinstance(node, ast.Return) and isinstance(node.value, ast.UnaryOp):
        if number >= 0:
            node.value = node.value.operand
        return 1
    return 0


def _constant(node: ast.AST, number: int) -> int:
    """Another number, truth value or None in the place of a constant."""
    if not isinstance(node, ast.Constant) or isinstance(node.value, (str, bytes)):
        return 0
    value: Any = node.value
    others: list[Any] = [not value] if isinstance(value, bool) else [0] if value is None else [value + 1]
    if number >= 0:
        node.value = others[number]
    return len(others)


def _nothing(node: ast.AST, number: int) -> int:
    """None in the place of what a function returns."""
    if not isinstance(node, ast.Return) or node.value is None:
        return 0
    if number >= 0:
        node.value = ast.Constant(None)
    return 1


OPERATORS: tuple[Callable[[ast.AST, int], int], ...] = (_drop, _swap, _operator, _negate, _constant, _nothing)


def render(found: Sequence[Score]) -> str:
    """The scores as a table, a step a line, with its survivors below it."""
    lines = [f"{'step':>4}  {'mutants':>7}  {'caught':>6}  {'equivalent':>10}  {'score':>6}"]
    for score in found:
        real = score.total - len(score.equivalent)
        share = f"{100 * score.caught / real:.0f} %" if real else "-"
        counts = f"{score.step.number:>4}  {score.total:>7}  {score.caught:>6}  {len(score.equivalent):>10}"
        lines.append(f"{counts}  {share:>6}")
        lines += [f"      survives: {name}" for name in score.survivors]
        lines += [f"      listed as equivalent, but gone or caught: {name}" for name in score.stale]
    real, caught = sum(s.total - len(s.equivalent) for s in found), sum(s.caught for s in found)
    lines.append(f"{caught} of {real} mutants caught over {len(found)} steps")
    return "\n".join(lines) + "\n"
