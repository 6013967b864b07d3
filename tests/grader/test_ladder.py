"""Verdicts → the standing: how far a submission reaches, what is missing next, what already works beyond."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader import course, ladder
from grader.course import Stage, Step
from grader.observation import Observation
from grader.outcome import Standing
from grader.verdict import KINDS, Verdict

FIRST = Stage(1, "stage1_a", "The first", 1, 2, "two steps up")
SECOND = Stage(2, "stage2_b", "The second", 3, 5, "all the way up")


@pytest.fixture(autouse=True)
def two_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course, "stages", lambda root: (FIRST, SECOND))


def steps(*numbers: int) -> list[Step]:
    return [
        Step(number, f"step{number:02}_n{number}", (FIRST if number < 3 else SECOND).folder, Path("/nowhere"))
        for number in numbers
    ]


FIVE = steps(1, 2, 3, 4, 5)


def check(step: int, kind: str = "passed", name: str = "a", until: int | None = None, message: str = "") -> Verdict:
    lacking = Observation("absent", detail=f"lacks_{name}{step}") if kind == "absent" else None
    return Verdict(
        step, name, f"Check {name} of {step} holds.", kind, message=message, until=until, observation=lacking
    )


def reached(*verdicts: Verdict) -> int:
    return ladder.stand(verdicts, FIVE).reached


def test_a_submission_reaches_the_last_step_of_an_unbroken_row() -> None:
    assert reached(check(1), check(2), check(3), check(4, "failed"), check(5)) == 3
    assert reached(*map(check, (1, 2, 3, 4, 5))) == 5


def test_nothing_passed_is_no_step() -> None:
    standing = ladder.stand([check(n, "failed") for n in (1, 2, 3, 4, 5)], FIVE)
    assert (standing.reached, standing.title, standing.next_step, standing.beyond) == (0, "", 1, ())
    assert (standing.stage, standing.summit) == (1, "")


def test_one_failing_check_of_a_step_keeps_from_it() -> None:
    assert reached(check(1), check(2), check(2, "failed", "b")) == 1


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"passed"}) + ["absent"])
def test_only_a_pass_is_a_pass_on_a_step_of_its_own(kind: str) -> None:
    assert reached(check(1), check(2, kind)) == 1


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"passed"}))
def test_a_check_of_an_earlier_step_that_does_not_pass_keeps_from_every_later_one(kind: str) -> None:
    assert reached(check(1), check(2, kind), check(3), check(4)) == 1


def test_a_name_that_a_file_lacks_is_not_held_against_it_on_an_earlier_step() -> None:
    standing = ladder.stand([check(1), check(2, "absent"), check(3), check(4, "failed"), check(5)], FIVE)
    assert standing.reached == 3
    assert standing.absent == ("lacks_a2",)


def test_names_absent_beyond_the_standing_are_not_told() -> None:
    standing = ladder.stand([check(1), check(2, "failed"), check(3, "absent")], FIVE)
    assert standing.absent == ()


def test_a_check_that_a_later_step_made_untrue_counts_before_it_only() -> None:
    dead = check(2, "failed", "b", until=4)
    rows = [check(1), check(2), dead, check(3), check(4)]
    assert ladder.stand(rows, FIVE).reached == 4
    assert ladder.stand(rows[:-1], FIVE).reached == 1
    assert ladder.stand([*rows, check(5, "failed")], FIVE).reached == 4


def test_an_older_framework_is_held_to_the_checks_that_die_later() -> None:
    living = check(2, "passed", "b", until=4)
    standing = ladder.stand([check(1), check(2), living, check(3), check(4, "failed")], FIVE)
    assert standing.reached == 3


def test_live_checks_of_a_step_are_its_own_and_the_earlier_ones_that_have_not_ended() -> None:
    rows = [check(1, until=3), check(2), check(3), check(4)]
    assert [verdict.step for verdict in ladder.live(rows, 2)] == [1, 2]
    assert [verdict.step for verdict in ladder.live(rows, 3)] == [2, 3]


def test_a_step_whose_checks_have_all_ended_at_it_is_not_reached_for_nothing() -> None:
    assert reached(check(1), check(2, until=2)) == 1


def test_a_step_without_checks_is_passed_over() -> None:
    standing = ladder.stand([check(1), check(3), check(5, "failed")], FIVE)
    assert (standing.reached, standing.next_step) == (3, 5)


def test_verdicts_of_steps_that_are_not_on_the_ladder_do_not_count() -> None:
    assert ladder.stand([check(1), check(2)], steps(1)).reached == 1


def test_what_works_beyond_is_every_later_step_whose_own_checks_pass() -> None:
    rows = [check(1), check(2, "failed"), check(3), check(4, "unwritten"), check(5), check(5, "passed", "b")]
    assert ladder.stand(rows, FIVE).beyond == (3, 5)
    assert ladder.stand([*rows, check(5, "failed", "c")], FIVE).beyond == (3,)


def test_the_next_step_is_the_first_one_above_with_the_first_of_its_own_checks_that_fails() -> None:
    rows = [check(1), check(2), check(2, "error", "b"), check(2, "failed", "c"), check(3)]
    standing = ladder.stand(rows, FIVE)
    assert (standing.next_step, standing.missing) == (2, "Check b of 2 holds.")


def test_at_the_top_nothing_is_next() -> None:
    standing = ladder.stand([*map(check, (1, 2, 3, 4, 5))], FIVE)
    assert (standing.next_step, standing.missing, standing.beyond) == (None, "", ())


@pytest.mark.parametrize(
    ("height", "summit"), [(1, ""), (2, "two steps up"), (4, "two steps up"), (5, "all the way up")]
)
def test_a_summit_is_behind_whoever_reached_the_last_step_of_its_stage(height: int, summit: str) -> None:
    rows = [check(n, "passed" if n <= height else "failed") for n in (1, 2, 3, 4, 5)]
    assert ladder.stand(rows, FIVE).summit == summit


def test_the_stage_is_that_of_the_step_reached() -> None:
    standing = ladder.stand([check(1), check(2), check(3), check(4, "failed")], FIVE)
    assert (standing.stage, standing.stage_title, standing.title) == (2, "The second", "n3")


def test_a_report_lists_no_check_that_has_ended_for_the_submission() -> None:
    ended, alive = check(1, "failed", "ended", until=2), check(1, "passed", "alive", until=4)
    never = check(4, "failed", "never", until=4)
    rows = [check(1), ended, alive, check(2), check(3, "failed"), never]
    standing = ladder.stand(rows, FIVE)
    assert standing.reached == 2
    assert [verdict.name for verdict in ladder.counted(rows, standing)] == ["a", "alive", "a", "a"]


def test_the_reason_stands_behind_what_is_missing() -> None:
    standing = Standing(1, 1, "one", 2, "Check a of 2 holds.", ())
    worded = {(2, "a"): check(2, "failed", message="x = 1.0, expected 2.0"), (1, "a"): check(1)}
    assert ladder.with_words(standing, worded).missing == "Check a of 2 holds. x = 1.0, expected 2.0"


def test_without_a_reason_or_a_next_step_the_words_stay_as_they_are() -> None:
    standing = Standing(1, 1, "one", 2, "Check a of 2 holds.", ())
    top = Standing(5, 2, "five", None, "", ())
    assert ladder.with_words(standing, {(2, "a"): check(2, message="It passed.")}) == standing
    assert ladder.with_words(standing, {}) == standing
    assert ladder.with_words(top, {(2, "a"): check(2, "failed", message="m")}) == top


@pytest.mark.parametrize(
    ("height", "kind", "unreadable", "status"),
    [
        (3, "failed", False, "passed"),
        (3, "failed", True, "passed"),
        (0, "failed", False, "failed"),
        (0, "error", True, "error"),
        (3, "grader-error", False, "grader-error"),
        (0, "grader-error", True, "grader-error"),
    ],
)
def test_a_placement_that_reaches_a_step_is_passed_unless_a_check_of_ours_broke(
    height: int, kind: str, unreadable: bool, status: str
) -> None:
    assert ladder.placed(Standing(height, 1, "", None, "", ()), [check(1), check(2, kind)], unreadable) == status
