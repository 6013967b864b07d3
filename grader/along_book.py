"""The verdicts on a file that somebody wrote along the book → the same, without what a book's reader is not asked for.

Nothing here makes a wrong number right. What is left out is a form that no later step rests on, what the book itself
leaves behind for a while, and a function that a script for that step does without.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from grader.inside.asked import along_our_exercise
from grader.observation import Observation
from grader.scripts import is_left_to_a_script, needs_framework
from grader.verdict import BROKEN, Verdict
from grader.words import say

BroughtBy = Callable[[str], "int | None"]  # the step that brings a name, None for one that no step brings

# Checks of a form on which no later step rests: said, and not decisive for whoever does the step given, or a later one.
LOOSE: Mapping[tuple[int, str], int] = {
    (1, "the_very_array_is_in_the_box"): 9,  # where the box makes a copy, as np.array(data) does
    (1, "box_and_array_share_what_is_written"): 9,
    (1, "another_array_can_take_its_place"): 2,
    (1, "each_box_has_an_array_of_its_own"): 2,  # where data is a property that can not be set
    (2, "a_function_without_forward_says_so"): 3,
    (4, "an_array_without_axes_will_do"): 9,  # step 9 makes Variable refuse what x.data - eps is then
    (9, "the_refusal_names_the_type"): 9,
}
DROPPED = 4  # of so many checks of a step one may ask for a name of an older step that the file has dropped again
# In the book, Square and Exp are left in their old form by step 11, and are mended by step 13.
LEFT_BEHIND, MENDED = range(2, 11), 13
# The check that gradients in the middle are forgotten: whoever does so has outgrown the checks which ask for them, also
# where the rest of that step is wrong.
FORGETS = (18, "gradients_in_the_middle_are_forgotten")
ONLY_OURS = frozenset({"__all__"})  # names that a step of ours asks a module for, and no book does
DRAWING = (25, 26)
SHOWS = 24  # from this step on a file is a program that uses the framework, and shows what it finds
BRINGS_OPERATIONS = (27, 34, 35)  # the steps beyond it that bring parts of the framework
# A walk back that asks whether a gradient is true, as `if not self.grad` does, takes single numbers only. That is a matter
# of step 9, and of 14, 15 and 18, where gradients are there already; in these steps single numbers say what is asked.
TRUTH = "truth value of an array"
NOT_OF_TRUTH = (16, 17, *range(19, 32))
FIRST_OF_OURS = 5  # from this step on an exercise of ours has something that no book asks for


def is_along_book(definitions: Collection[str]) -> bool:
    """Whether a file with these names has not grown from one of our exercises."""
    return not along_our_exercise(dict.fromkeys(definitions))


def without_loose_ends(verdicts: Sequence[Verdict], brought_by: BroughtBy) -> tuple[Verdict, ...]:
    """The verdicts; a form that no later step rests on, and a name of an older step that is gone again, decide nothing."""
    done = max((n for n in {v.step for v in verdicts} if _does(verdicts, n)), default=0)
    told = [_excused(v, done, brought_by) for v in verdicts]
    dropped = {id(v) for v in told if _asks_for_what_was_dropped(v, brought_by)}
    few = {n for n in {v.step for v in told} if _are_few([v for v in told if v.step == n], dropped)}
    return tuple(_left_out(v, "ended.dropped") if id(v) in dropped and v.step in few else v for v in told)


def _excused(verdict: Verdict, done: int, brought_by: BroughtBy) -> Verdict:
    """The verdict, left out where it is about what no book has, or about what stands in another file."""
    if _is_loose(verdict, done):
        return _left_out(verdict, "ended.loose")
    seen = verdict.observation
    if seen is not None and verdict.step in NOT_OF_TRUTH and _asks_for_truth(seen):
        return _left_out(verdict, "ended.truth")
    if verdict.kind != "absent" or seen is None:
        return verdict
    if seen.detail in ONLY_OURS:
        return _left_out(verdict, "ended.only-ours")
    if verdict.step in DRAWING and brought_by(seen.detail) is None:
        return _left_out(verdict, "ended.elsewhere")
    return verdict


def _is_loose(verdict: Verdict, done: int) -> bool:
    return verdict.kind in BROKEN and LOOSE.get((verdict.step, verdict.name), done + 1) <= done


def _asks_for_truth(seen: Observation) -> bool:
    """Whether the walk back itself came to its end by asking whether an array is true."""
    return seen.detail == "ValueError" and TRUTH in seen.message and bool(seen.frames) and seen.frames[-1].function == "backward"


def _does(verdicts: Sequence[Verdict], number: int) -> bool:
    """Whether all checks of a step pass but those of a form."""
    own = [v for v in verdicts if v.step == number and not v.left_out and (v.step, v.name) not in LOOSE]
    return bool(own) and all(v.passed for v in own)


def _asks_for_what_was_dropped(verdict: Verdict, brought_by: BroughtBy) -> bool:
    seen = verdict.observation
    return verdict.kind == "absent" and seen is not None and (brought_by(seen.detail) or verdict.step) < verdict.step


def _are_few(own: Sequence[Verdict], dropped: Collection[int]) -> bool:
    return sum(id(v) in dropped for v in own) * DROPPED <= len(own)


def forgiven(verdicts: Sequence[Verdict], named: int, brought_by: BroughtBy) -> tuple[Verdict, ...]:
    """The verdicts of the whole ladder on a file whose name says that it is of step `named`; 0 where it says nothing.

    A module of functions has no step in its name: what works in it says how far it is.
    """
    told = without_loose_ends(verdicts, brought_by)
    if named in (11, 12) or (_does(told, 12) or _does(told, 11)) and not _does(told, MENDED):
        told = tuple(_left_out(v, "ended.left-behind") if v.step in LEFT_BEHIND and v.kind in BROKEN else v for v in told)
    if any((v.step, v.name) == FORGETS and v.passed for v in told):
        told = tuple(_left_out(v, "ended.outgrown") if v.until == FORGETS[0] and v.kind in BROKEN else v for v in told)
    last = max(named, *(n for n in BRINGS_OPERATIONS if _works(told, n)), 0)
    if last >= SHOWS:
        told = tuple(_left_out(v, "ended.outgrown") if v.until == SHOWS and v.kind in BROKEN else v for v in told)
    scripts = [n for n in range(1, last + 1) if needs_framework(n, [v for v in told if v.step == n])]
    return tuple(_left_out(v, "ended.script") if v.step in scripts and _asks_too_much(v) else v for v in told)


def _works(verdicts: Sequence[Verdict], number: int) -> bool:
    """Whether all that a step asks of the framework is there and right."""
    own = [v for v in verdicts if v.step == number and not v.left_out and not _asks_too_much(v)]
    return bool(own) and all(v.passed for v in own)


def _asks_too_much(verdict: Verdict) -> bool:
    seen = verdict.observation
    return verdict.kind == "absent" and seen is not None and is_left_to_a_script(verdict.step, seen.detail)


def _left_out(verdict: Verdict, key: str) -> Verdict:
    name = verdict.observation.detail if verdict.observation is not None else ""
    message = say(key, name=name, step=verdict.until)
    return replace(verdict, kind="skipped", left_out=True, observation=None, message=message)
