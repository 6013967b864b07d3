"""What files came to → lines and a standing: what counts, what does not, and what is only told."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader import course
from grader.observation import Observation
from grader.outcome import Person
from grader.person import Finding, covers, dying, first_wrong, holds, lacks, level_of, person
from grader.session import Reading
from grader.verdict import Verdict
from grader.works import Entry

STAGES = (
    course.Stage(1, "one", "One", 1, 10, "the first summit"),
    course.Stage(2, "two", "Two", 11, 24, "the second summit"),
)
STEPS = [course.Step(n, f"step{n:02}_x", STAGES[n > 10].folder, Path("/nowhere")) for n in range(1, 25)]


@pytest.fixture(autouse=True)
def two_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course, "stages", lambda root: STAGES)


def verdict(step: int, kind: str = "passed", name: str = "a", until: int | None = None, left_out: bool = False) -> Verdict:
    seen = Observation(kind, detail=f"name{step}") if kind == "absent" else None
    kind = "unwritten" if kind == "absent" else kind
    return Verdict(step, name, f"Claim {step}.", kind, message="so it is", until=until, observation=seen, left_out=left_out)


def found(file: str, first: int, *verdicts: Verdict, last: int | None = None, **more: object) -> Finding:
    entry = Entry(file, first, last or first, vague=bool(more.pop("vague", False)))
    level = more.pop("level", entry.last)
    return Finding(entry, verdicts, level=level, **more)  # type: ignore[arg-type]


def right(number: int) -> Finding:
    return found(f"{number}.py", number, verdict(number))


def wrong(number: int) -> Finding:
    return found(f"{number}.py", number, verdict(number), verdict(number, "failed", "b"))


def made(*findings: Finding) -> Person:
    return person("", findings, STEPS)


def told(one: Person) -> list[str]:
    return [f"{line.step} {line.status} {line.file or ''}".strip() for line in one.lines]


def test_all_right_files_in_a_row_are_the_standing() -> None:
    one = made(right(1), right(2), right(3))
    assert told(one) == ["1 passed 1.py", "2 passed 2.py", "3 passed 3.py"]
    assert (one.standing.reached, one.standing.next_step, one.standing.stage) == (3, 4, 1)
    assert one.standing.missing == "There is no file for it yet." and one.standing.beyond == ()


def test_a_wrong_file_stops_the_standing_and_what_is_beyond_is_told() -> None:
    one = made(right(1), right(2), wrong(3), right(4), right(6))
    assert (one.standing.reached, one.standing.next_step, one.standing.beyond) == (2, 3, (4, 6))
    assert one.standing.missing == "Claim 3. so it is"
    assert one.lines[2].message == "Claim 3. so it is"


def test_a_missing_file_hides_nothing() -> None:
    one = made(right(2), right(5))
    assert told(one) == ["1 missing", "2 passed 2.py", "3 missing", "4 missing", "5 passed 5.py"]
    assert (one.standing.reached, one.standing.next_step) == (5, 6)


def test_a_later_file_that_passes_a_missing_step_covers_it() -> None:
    later = found("5.py", 5, verdict(5), shown=(verdict(3), verdict(4), verdict(4, "failed", "b")))
    assert told(made(right(2), later)) == ["1 missing", "2 passed 2.py", "3 covered", "4 missing", "5 passed 5.py"]
    assert made(right(2), later).lines[2].message == "5.py passes its checks too"


def test_checks_that_a_later_step_ends_do_not_keep_it_from_covering() -> None:
    shown = (verdict(3), verdict(3, "failed", "b", until=5), verdict(4, "failed", until=5))
    later = found("5.py", 5, verdict(5), shown=shown)
    assert covers(later, 3) and not covers(later, 4) and not covers(later, 2)


def test_a_step_that_is_not_written_counts_as_missing() -> None:
    empty = found("2.py", 2, verdict(2, "absent"), verdict(2, "skipped", "b"))
    one = made(right(1), empty, right(3))
    assert told(one)[1] == "2 unwritten 2.py" and one.standing.reached == 3


def test_an_exercise_as_it_was_shipped_is_not_written_yet() -> None:
    shipped = found("2.py", 2, verdict(2, "unwritten"), verdict(2), untouched=frozenset({2}))
    one = made(right(1), shipped)
    assert (told(one)[1], one.lines[1].message) == ("2 unwritten 2.py", "as it was shipped")
    assert (one.standing.reached, one.standing.next_step) == (1, 2)


def test_where_something_is_right_and_something_absent_a_step_is_not_done() -> None:
    assert told(made(found("14.py", 14, verdict(14), verdict(14, "absent", "b"))))[-1] == "14 failed 14.py"


@pytest.mark.parametrize("number", [23, 24])
def test_a_script_that_uses_the_framework_needs_no_function_of_ours(number: int) -> None:
    one = made(found("x.py", number, verdict(number), verdict(number, "absent", "b")))
    assert one.lines[-1][1:4] == ("x.py", "passed", f"not there, and not held against it: name{number}")


def test_a_script_with_nothing_to_judge_is_not_passed() -> None:
    assert told(made(found("24.py", 24, verdict(24, "absent"))))[-1] == "24 unwritten 24.py"


def test_what_cannot_be_read_is_an_error_with_its_reason() -> None:
    failure = Reading(Observation("timeout"))
    hangs = found("2.py", 2, verdict(2, "timeout"), reading=failure, broken="no answer")
    one = made(right(1), hangs, found("3.py", 3, unusable="too long"))
    assert [line[1:4] for line in one.lines[1:]] == [("2.py", "error", "no answer"), ("3.py", "error", "too long")]
    assert one.standing.reached == 1


def test_a_failure_of_ours_is_told_and_held_against_nobody() -> None:
    one = made(right(1), found("2.py", 2, verdict(2, "grader-error")), right(3))
    assert told(one)[1] == "2 grader-error 2.py" and one.standing.reached == 3


def test_steps_without_checks_are_said_and_not_failed() -> None:
    one = made(right(24), found("60.py", 60))
    assert told(one)[-1] == "60 unchecked 60.py" and "59 missing" not in told(one)
    assert (one.standing.reached, one.standing.next_step) == (24, None)
    assert one.standing.summit == "the second summit"


def test_checks_that_could_not_run_here_do_not_count() -> None:
    assert holds([verdict(10), verdict(10, "skipped", "b", left_out=True)], 10)
    assert not holds([verdict(10, "skipped", left_out=True)], 10)
    assert told(made(found("10.py", 10, verdict(10, "skipped", left_out=True))))[-1] == "10 unchecked 10.py"


def test_where_a_later_framework_has_ended_every_check_nothing_is_claimed() -> None:
    one = made(found("11.py", 11, verdict(11, "failed", until=12), level=12))
    assert one.lines[-1][2:4] == ("unchecked", "a later step has changed on purpose what this one asked")
    assert one.standing.reached == 0


def test_a_range_has_a_line_for_each_of_its_steps() -> None:
    both = found("15-16.py", 15, verdict(15, "absent"), verdict(16), last=16)
    assert told(made(both))[-2:] == ["15 unwritten 15-16.py", "16 passed 15-16.py"]


def test_of_a_range_and_a_file_of_its_own_a_step_takes_its_own() -> None:
    wide = found("1-3.ipynb", 1, verdict(1), verdict(2, "failed"), verdict(3), last=3)
    assert told(made(wide, right(2))) == ["1 passed 1-3.ipynb", "2 passed 2.py", "3 passed 1-3.ipynb"]


def test_within_a_range_what_its_last_step_changes_on_purpose_does_not_count() -> None:
    both = found("11-12.py", 11, verdict(11), verdict(11, "failed", "b", until=12), verdict(12), last=12)
    assert told(made(both))[-2:] == ["11 passed 11-12.py", "12 passed 11-12.py"]


def test_a_chapter_stands_on_the_step_that_it_reaches() -> None:
    chapter = found("chapter2/main.py", 11, verdict(13), verdict(14, "failed"), last=24, vague=True, level=13)
    assert told(made(chapter))[-1] == "13 passed chapter2/main.py"
    nothing = found("chapter2/main.py", 11, verdict(11, "failed"), last=24, vague=True, level=0)
    assert told(made(nothing))[-1] == "11 failed chapter2/main.py"


def test_a_chapter_with_headings_has_a_line_for_each_of_them() -> None:
    own = (verdict(11), verdict(12, "failed"), verdict(13), verdict(14, "absent"))
    chapter = found("chapter2.ipynb", 11, *own, last=24, vague=True, level=11, headed=frozenset({11, 12, 14, 30}))
    one = made(right(13), chapter)
    lines = ["11 passed chapter2.ipynb", "12 failed chapter2.ipynb", "13 passed 13.py", "14 unwritten chapter2.ipynb"]
    assert told(one)[10:] == lines
    assert (one.standing.reached, one.standing.next_step) == (11, 12)
    stray = chapter._replace(by_content=True)  # comments in a framework look like headings too
    assert told(made(right(13), stray))[10:] == ["11 passed chapter2.ipynb", "12 missing", "13 passed 13.py"]


def test_what_a_chapter_reaches_behind_its_last_heading_has_a_line_too() -> None:
    own = (verdict(11), verdict(12), verdict(13))
    chapter = found("chapter2.ipynb", 11, *own, last=24, vague=True, level=13, headed=frozenset({11, 12}))
    assert told(made(chapter))[10:] == ["11 passed chapter2.ipynb", "12 passed chapter2.ipynb", "13 passed chapter2.ipynb"]
    nothing = chapter._replace(verdicts=(verdict(11, "failed"),), level=0)
    assert told(made(nothing))[10:] == ["11 failed chapter2.ipynb"]


def test_what_was_found_by_content_counts_only_where_no_name_says_the_step() -> None:
    by_content = found("mine.py", 1, verdict(3), last=24, vague=True, level=3, by_content=True)
    assert told(made(right(1), by_content)) == ["1 passed 1.py", "2 missing", "3 passed mine.py"]
    assert told(made(wrong(3), by_content))[-1] == "3 failed 3.py"
    nothing = found("mine.py", 1, verdict(3, "failed"), last=24, vague=True, level=0, by_content=True)
    assert told(made(right(1), nothing)) == ["1 passed 1.py"]


@pytest.mark.parametrize(("file", "status"), [("dezero/", "passed"), ("other.py", "failed")])
def test_what_a_script_lacks_may_stand_in_the_package_beside_it(file: str, status: str) -> None:
    script = found("step14.py", 14, verdict(14), verdict(14, "absent", "b"))
    beside = found(file, 1, verdict(14), verdict(14, name="b"), last=24, vague=True, level=14, by_content=True)
    one = made(script, beside)
    assert one.lines[-1][1:3] == ("step14.py", status)
    assert (one.lines[-1].message == "together with what dezero/ holds") == (status == "passed")


def test_a_package_makes_nothing_right_that_is_wrong() -> None:
    package = found("dezero/", 1, verdict(14), verdict(14, name="b"), last=24, vague=True, level=14, by_content=True)
    assert told(made(wrong(14), package))[-1] == "14 failed 14.py"
    less = found("dezero/", 1, verdict(14), verdict(14, "absent", "b"), last=24, vague=True, level=13, by_content=True)
    assert told(made(found("s.py", 14, verdict(14, "absent")), less))[-1] == "14 unwritten s.py"


def test_only_what_was_taken_for_a_step_by_name_can_lack_something() -> None:
    assert lacks(found("a.py", 14, verdict(14), verdict(14, "absent", "b"))) == (14,)
    assert lacks(wrong(14)) == lacks(right(14)) == lacks(found("a.py", 14, unusable="no")) == ()
    assert lacks(found("a.py", 14, verdict(14, "absent"), untouched=frozenset({14}))) == ()
    assert lacks(found("a/", 1, verdict(14, "absent"), last=24, vague=True)) == ()


def test_nothing_at_all_stands_nowhere() -> None:
    one = made()
    assert (one.lines, one.standing.reached, one.standing.next_step, one.standing.title) == ((), 0, 1, "")


def test_the_level_is_the_highest_step_that_holds_or_that_the_file_does_besides() -> None:
    entry = Entry("11-13.py", 11, 13)
    verdicts = [verdict(11), verdict(12), verdict(13, "failed")]
    assert level_of(verdicts, entry, ()) == 12
    assert level_of(verdicts, entry, (18,)) == 18
    assert level_of([verdict(11, "failed")], entry, ()) == 11


def test_only_failed_checks_of_later_ends_ask_what_else_the_file_does() -> None:
    verdicts = [
        verdict(8, "failed", until=18),
        verdict(8, "passed", "b", until=17),
        verdict(8, "failed", "c", until=None),
        verdict(8, "failed", "d", until=12),
    ]
    assert dying(verdicts, Entry("8.py", 8, 8)) == (12, 18)
    assert dying(verdicts, Entry("8-12.py", 8, 12)) == (18,)


def test_something_wrong_is_told_before_something_absent() -> None:
    wrong_one = verdict(2, "failed", "b")
    assert first_wrong([verdict(2, "absent"), wrong_one, verdict(2)]) == wrong_one
    assert first_wrong([verdict(2)]) is None
