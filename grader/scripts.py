"""A script along the book, which only uses the framework → judged on the step that brought the framework as well.

Eleven of thirteen published scripts for Newton's method end at 1, four of them on a framework that is wrong: what a
script prints says little. So where the function that a step asks for is absent, the framework has to stand for itself.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from grader import course, shipped
from grader.outgrown import alone

if TYPE_CHECKING:
    from pathlib import Path

    from grader.outgrown import Judged
    from grader.session import Reading, Session
    from grader.submission import Submission
    from grader.verdict import Verdict

# Steps that only use the framework, with the step that brought it.
USES = {number: 22 if number < 32 else 32 for number in (24, *range(27, 32), *range(33, 37))}
# What the framework's step asks of functions that a script may leave alone, and where a text does not: np.exp is NumPy's.
OF_FUNCTIONS = (32, "square_and_exp_are_powers_too")
# A graph that is always there costs memory, and changes no number.
OF_NO_GRAPH = ((32, "no_graph_unless_asked"), (32, "a_gradient_alone_keeps_nothing"))
# Not where one side came of something else that is wrong, such as a gradient that is not there.
NO_OPERATOR = re.compile(r"^(unsupported|bad) operand type(?!.*'(NoneType|tuple|list|str|function|method|type)')")
USED = re.compile(r"(?<!def )(?<![\w.])(?!(?:np|numpy|xp|cp|cupy|math)\.)(?:\w+\.)?(?:square|exp)\(")
OPERATIONS = frozenset("Sin sin Cos cos Tanh tanh".split())  # parts of the framework themselves
SERIES = 27  # beside an operation this step asks for a sum of terms, in a function or without one
LOOPS = (ast.For, ast.While, ast.ListComp, ast.GeneratorExp)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
UNREADABLE = (SyntaxError, ValueError, RecursionError, MemoryError)  # what is wrong with the text is said elsewhere
NAMELESS = re.compile(r"name '(\w+)' is not defined")
NUMPY = ("np", "numpy")
DRAWINGS = (25, 26)
TWICE_BACK = 33
CLEARS = re.compile("clear|clean|zero|reset", re.IGNORECASE)
EMPTIES = re.compile(r"grad\w* = (None|0(\.0)?)$")
MAKES = re.compile(r"(Variable|Tensor|Value)$|as_variable$")
PRODUCTS = (ast.Mult, ast.Div, ast.Pow)


def is_left_to_a_script(step: int, name: str) -> bool:
    """Whether this step asks for a function of that name which a script does not need."""
    return step in USES and name not in OPERATIONS


def has_no_series(step: int, text: str) -> bool:
    """Whether this is a file for the step of the series that computes none: no factorial, and no product in a loop."""
    if step != SERIES:
        return False
    try:
        nodes = list(ast.walk(ast.parse(text)))
    except UNREADABLE:
        return False
    return not any(_is_factorial(node) or isinstance(node, LOOPS) and _has_a_product(node) for node in nodes)


def its_end(root: Path, number: int, submission: Submission, reading: Reading) -> Mapping[str, Any] | None:
    """What stopped a program for this step, so that it came to nothing; None where nothing did."""
    if number not in USES or not submission.main.endswith(".py"):
        return None
    own = (problem for problem in reading.problems if problem["file"] == submission.main)
    return next((problem for problem in own if stops(root, problem)), None)


def keeps_gradients(number: int, text: str) -> bool:
    """Whether a walk of step 33 goes back twice in each round and clears fewer gradients than that.

    What the second pass of a round leaves is added to by the next one then; a new variable in each round needs no clearing.
    """
    if number != TWICE_BACK:
        return False
    try:
        loops = [node for node in ast.walk(ast.parse(text)) if isinstance(node, (ast.For, ast.While))]
    except UNREADABLE:
        return False
    return any(_keeps(loop) for loop in loops)


def _keeps(loop: ast.For | ast.While) -> bool:
    calls = [ast.unparse(node.func) for node in ast.walk(loop) if isinstance(node, ast.Call)]
    emptied = sum(bool(EMPTIES.search(ast.unparse(node))) for node in ast.walk(loop) if isinstance(node, ast.Assign))
    cleared = sum(bool(CLEARS.search(call)) for call in calls) + emptied
    passes = sum(call.endswith("backward") for call in calls)
    return passes > 1 and cleared < passes and not any(MAKES.search(call) for call in calls)


def stops(root: Path, problem: Mapping[str, Any]) -> bool:
    """Whether a statement raised for want of a gradient, or of a part of the framework that it names."""
    return _lacks_a_gradient(problem) or _lacks_a_name(root, problem)


def _lacks_a_gradient(problem: Mapping[str, Any]) -> bool:
    return problem["type"] in ("TypeError", "AttributeError") and "'NoneType'" in str(problem["message"])


def _lacks_a_name(root: Path, problem: Mapping[str, Any]) -> bool:
    """Whether a name of the framework is not defined; drawings aside, which no step here needs."""
    name = NAMELESS.match(str(problem["message"])) if problem["type"] == "NameError" else None
    if name is None:
        return False
    brought = shipped.brought_by(root, name[1])
    return name[1] in NUMPY or (brought is not None and brought not in DRAWINGS)


def _is_factorial(node: ast.AST) -> bool:
    function = node.func if isinstance(node, ast.Call) else None
    return "factorial" in str(getattr(function, "attr", getattr(function, "id", "")))


def _has_a_product(loop: ast.AST) -> bool:
    return any(isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, PRODUCTS) for node in ast.walk(loop))


def with_framework(
    step: course.Step, session: Session, seed: int, verdicts: Sequence[Verdict], judged: Judged | None = None
) -> tuple[Verdict, ...]:
    """The verdicts of a step and, for a script that fails none of them, what is wrong with its framework.

    `judged` is as in `outgrown.set_aside`.
    """
    if not needs_framework(step.number, verdicts):
        return tuple(verdicts)
    judged = judged or (lambda other: alone(other, session, seed))
    brought = [other for other in course.steps(step.root) if other.number == USES[step.number]]  # a pack may begin behind it
    found = [verdict for other in brought for verdict in judged(other) if not _is_spared(verdict, session)]
    return (*verdicts, *(v for v in found if _speaks_against(v)))


def _speaks_against(verdict: Verdict) -> bool:
    """Whether something was wrong there, or nothing could be found out since the submission had spent its time before."""
    spent = verdict.observation is not None and verdict.observation.kind == "skipped"
    return spent or verdict.kind in ("failed", "error", "recursion", "timeout", "memory")


def _is_spared(verdict: Verdict, session: Session) -> bool:
    """Whether this can make no difference to the script: its text calls no such function, or it ran without that operator."""
    name = (verdict.step, verdict.name)
    if name == OF_FUNCTIONS:
        submission = session.submission
        return not USED.search(submission.files.get(submission.main, ""))
    return name in OF_NO_GRAPH or (_lacks_an_operator(verdict) and _has_run(session))


def _has_run(session: Session) -> bool:
    """Whether the script has walked back where it was read, and nothing stopped it but our patience."""
    submission = session.submission
    stopped = any(problem["type"] != "TimeoutError" for problem in session.reading().problems)
    return not stopped and walks_at_once(submission.files.get(submission.main, ""))


def walks_at_once(text: str) -> bool:
    """Whether a text calls `backward` when it is read: outside of definitions, or in a function that is called there."""
    try:
        return _walks(ast.parse(text).body)
    except UNREADABLE:
        return False


def _walks(body: Sequence[ast.stmt]) -> bool:
    functions = {node.name: ast.unparse(node) for node in body if isinstance(node, ast.FunctionDef)}
    at_once = [node for node in body if not isinstance(node, DEFINITIONS) and not _is_for_programs(node)]
    calls = (ast.unparse(node.func) for each in at_once for node in ast.walk(each) if isinstance(node, ast.Call))
    texts = [*map(ast.unparse, at_once), *(functions.get(name, "") for name in calls)]
    return any("backward(" in text for text in texts)


def _is_for_programs(node: ast.AST) -> bool:
    """Whether this is not done unless the file is run as a program, which nobody does here."""
    return isinstance(node, ast.If) and "__name__" in ast.unparse(node.test)


def _lacks_an_operator(verdict: Verdict) -> bool:
    seen = verdict.observation
    return seen is not None and seen.kind == "error" and bool(NO_OPERATOR.match(seen.message))


def needs_framework(number: int, verdicts: Sequence[Verdict]) -> bool:
    """Whether this is a script that fails no check, so that its framework has to stand for itself."""
    absent = [v for v in verdicts if v.kind == "absent" and v.observation is not None]
    script = any(is_left_to_a_script(number, v.observation.detail) for v in absent if v.observation is not None)
    return script and any(v.passed for v in verdicts) and len(absent) >= sum(not v.passed for v in verdicts)
