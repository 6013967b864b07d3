"""The course proves itself: right ways pass, stubs do not, mistakes are caught and told apart."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from grader import bank, course

PROMISED = (6, 7, 14, 16, 32, 33)


@pytest.mark.timeout(2400)
def test_every_right_way_passes_and_every_mistake_is_caught_and_told_apart(grader) -> None:
    ran = grader("matrix", limit=2400)
    assert ran.code == 0, ran.out + ran.err
    assert ran.out.count("all well") == len(course.steps(course.ROOT))
    assert re.search(r"^precision: (\d+) of \1 names were right; recall: \d\d+ of ", ran.out, re.MULTILINE), ran.out


@pytest.mark.parametrize("number", PROMISED)
def test_the_promised_steps_hold_six_mistakes_and_three_other_right_ways(number: int) -> None:
    step = course.step(course.ROOT, number)
    assert len(bank.mistakes(step)) >= 6
    assert len(bank.variants(step)) >= 3


@pytest.mark.parametrize("number", PROMISED)
def test_a_submission_with_a_known_mistake_is_told_its_name(grader, number: int, tmp_path: Path) -> None:
    step = course.step(course.ROOT, number)
    mistake, submission = bank.mistakes(step)[0]
    path = tmp_path / f"{mistake.name}.py"
    path.write_text(_respelled(submission.files[submission.main]), encoding="utf-8")
    report = grader("check", number, path, "--format", "json").document
    assert report["diagnosis"] is not None, f"{mistake.name} is not recognised"
    assert report["diagnosis"]["mistake"] == mistake.name


def _respelled(text: str) -> str:
    """The same program as somebody else's file: other line numbers, a demonstration, another local name."""
    return "# mine\n\n\n" + text.replace("gxs", "grads") + textwrap.dedent(
        """

        if __name__ == "__main__":
            print("mine")
        """
    )


def test_every_sentence_of_a_mistake_is_one_sentence_that_gives_no_code_away() -> None:
    for step in course.steps(course.ROOT):
        for mistake, _ in bank.mistakes(step):
            assert mistake.says.strip().endswith("."), f"step {step.number} {mistake.name}"
            assert 20 <= len(mistake.says) <= 260, f"step {step.number} {mistake.name}: {len(mistake.says)}"
            assert "`" not in mistake.says or "=" not in mistake.says, f"step {step.number} {mistake.name}"
