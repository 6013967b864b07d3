"""What a file along the book is not asked for is left out, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader import along_book, course
from grader.along_book import forgiven, is_along_book, without_loose_ends
from grader.observation import Observation
from grader.verdict import Verdict

BROUGHT = {"add": 12, "no_grad": 18, "newton": 33, "Sin": 27}.get


def verdict(step: int, name: str = "a", kind: str = "passed", lacks: str = "") -> Verdict:
    return Verdict(step, name, "It holds.", kind, observation=Observation("absent", detail=lacks) if lacks else None)


def left_out(verdicts: tuple[Verdict, ...]) -> set[tuple[int, str]]:
    return {(each.step, each.name) for each in verdicts if each.left_out}


def test_a_file_is_of_ours_by_the_functions_that_only_we_ask_for() -> None:
    assert not is_along_book({"Variable": "…", "chain_backward": "…"}) and is_along_book({"Variable": "…"})


def test_each_form_that_is_no_obstacle_is_a_check_that_there_is() -> None:
    for number, name in (*along_book.LOOSE, along_book.FORGETS):
        text = course.checks_path(course.step(course.ROOT, number)).read_text(encoding="utf-8")
        assert f"\ndef test_{name}(" in text


def test_a_form_that_no_later_step_rests_on_is_left_out_and_says_so() -> None:
    raw = [verdict(9, "the_refusal_names_the_type", "failed"), verdict(9), verdict(8, "c", "failed")]
    told = without_loose_ends(raw, BROUGHT)
    assert left_out(told) == {(9, "the_refusal_names_the_type")} and "no later step" in told[0].message
    assert told[2].kind == "failed"


@pytest.mark.parametrize(("kind", "expected"), [("passed", {(2, "a_function_without_forward_says_so")}), ("failed", set())])
def test_it_is_left_out_for_whoever_has_gone_on_alone(kind: str, expected: set[object]) -> None:
    raw = [verdict(2, "a_function_without_forward_says_so", "error"), verdict(2), verdict(3, "b", kind)]
    assert left_out(without_loose_ends(raw, BROUGHT)) == expected


@pytest.mark.parametrize(("step", "expected"), [(14, {(1, "the_very_array_is_in_the_box")}), (1, set()), (8, set())])
def test_a_box_that_copies_is_no_obstacle_for_whoever_has_gone_far(step: int, expected: set[object]) -> None:
    raw = [verdict(1, "the_very_array_is_in_the_box", "failed"), verdict(step, "b")]
    assert left_out(without_loose_ends(raw, BROUGHT)) == expected


@pytest.mark.parametrize(("passing", "expected"), [(3, {(20, "modes")}), (2, set())])
def test_a_name_that_was_dropped_again_decides_nothing_where_few_checks_ask_for_it(passing: int, expected: set[object]) -> None:
    own = [*(verdict(20, f"p{n}") for n in range(passing)), verdict(20, "modes", "absent", "no_grad")]
    assert left_out(without_loose_ends(own, BROUGHT)) == expected


@pytest.mark.parametrize("lacks", ["newton", "a name that no step brings"])
def test_a_name_of_the_step_itself_is_asked_for(lacks: str) -> None:
    own = [*(verdict(33, f"p{n}") for n in range(9)), verdict(33, "own", "absent", lacks)]
    assert left_out(without_loose_ends(own, BROUGHT)) == set()


@pytest.mark.parametrize(("named", "expected"), [(33, {(33, "own")}), (32, set()), (0, set())])
def test_a_script_needs_no_function_up_to_the_step_that_its_name_says(named: int, expected: set[object]) -> None:
    raw = [verdict(32), verdict(33, "framework"), verdict(33, "own", "absent", "newton")]
    assert left_out(forgiven(raw, named, BROUGHT)) == expected


@pytest.mark.parametrize(("kind", "expected"), [("passed", {(33, "own")}), ("failed", set())])
def test_a_module_of_functions_needs_no_script_of_the_steps_before_those_that_work_in_it(
    kind: str, expected: set[object]
) -> None:
    raw = [verdict(33, "framework"), verdict(33, "own", "absent", "newton"), verdict(34, "sine", kind)]
    assert left_out(forgiven(raw, 0, BROUGHT)) == expected


def test_a_step_works_without_the_function_of_its_script_but_not_without_what_it_brings() -> None:
    raw = [verdict(33, "framework"), verdict(33, "own", "absent", "newton"), verdict(34, "all", "absent", "derivatives")]
    assert left_out(forgiven([*raw, verdict(34, "sine")], 0, BROUGHT)) == {(33, "own"), (34, "all")}
    assert left_out(forgiven([*raw, verdict(34, "sine", "absent", "Sin")], 0, BROUGHT)) == set()
    assert left_out(forgiven(raw, 0, BROUGHT)) == set()


@pytest.mark.parametrize(("named", "expected"), [(27, {(23, "prints")}), (24, {(23, "prints")}), (23, set()), (0, set())])
def test_a_file_that_is_named_for_a_program_may_print(named: int, expected: set[object]) -> None:
    raw = [replace(verdict(23, "prints", "failed"), until=24), replace(verdict(9, "refuses", "failed"), until=18)]
    assert left_out(forgiven(raw, named, BROUGHT)) == expected


def test_a_file_in_which_the_sine_works_may_print() -> None:
    raw = [replace(verdict(23, "prints", "failed"), until=24), verdict(27, "sine")]
    assert left_out(forgiven(raw, 0, BROUGHT)) == {(23, "prints")}


def test_nobody_is_asked_for_what_no_book_has() -> None:
    told = without_loose_ends([verdict(23, "star", "absent", "__all__"), verdict(23, "own", "absent", "setup")], BROUGHT)
    assert left_out(told) == {(23, "star")} and "__all__" in told[0].message


@pytest.mark.parametrize(
    ("step", "lacks", "expected"), [(26, "my_own", {(26, "dot")}), (26, "add", set()), (28, "my_own", set())]
)
def test_a_drawing_is_not_asked_for_with_what_did_not_come_along(step: int, lacks: str, expected: set[object]) -> None:
    told = without_loose_ends([verdict(step, "dot", "absent", lacks), *(verdict(step, f"p{n}") for n in range(2))], BROUGHT)
    assert left_out(told) == expected and (not expected or lacks in told[0].message)


def test_a_part_of_the_framework_is_asked_of_a_script_too() -> None:
    raw = [verdict(27, "framework"), verdict(27, "sine", "absent", "Sin")]
    assert left_out(forgiven(raw, 27, BROUGHT)) == set()


OLDER = [verdict(6, "slope", "error"), verdict(10, "tests", "failed"), verdict(1, "box", "failed")]


@pytest.mark.parametrize(
    ("moved", "named", "expected"),
    [
        ("failed", 0, {(6, "slope"), (10, "tests")}),  # steps 11 and 12 are done, and step 13 is not
        ("passed", 0, set()),  # step 13 is done: what was left behind is now an error
        ("passed", 12, {(6, "slope"), (10, "tests")}),  # the name says that it is of step 12
    ],
)
def test_between_step_11_and_13_what_the_book_leaves_behind_does_not_count(
    moved: str, named: int, expected: set[object]
) -> None:
    raw = [*OLDER, verdict(11), verdict(12), verdict(13, "way back", moved)]
    assert left_out(forgiven(raw, named, BROUGHT)) == expected


@pytest.mark.parametrize(("kind", "expected"), [("passed", {(13, "middle")}), ("failed", set())])
def test_who_forgets_gradients_in_the_middle_is_not_asked_for_them_any_more(kind: str, expected: set[object]) -> None:
    raw = [replace(verdict(13, "middle", "failed"), until=18), verdict(*along_book.FORGETS, kind), verdict(18, "b", "failed")]
    assert left_out(forgiven(raw, 0, BROUGHT)) == expected


def test_a_right_check_is_never_left_out() -> None:
    raw = [verdict(number, name) for number, name in along_book.LOOSE] + [verdict(33)]
    assert left_out(forgiven(raw, 33, BROUGHT)) == set()
