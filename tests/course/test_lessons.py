"""The lessons are true: their examples run on the framework of their step, and each has what it must have."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from grader import bank, course

# Runs doctests of a text with the names of a framework, both ours, in a process of their own.
RUN = """
import doctest, json, sys
failures = {}
for name, framework, text in json.load(sys.stdin):
    scope = {"__name__": "framework"}
    exec(compile(framework, name, "exec"), scope)
    test = doctest.DocTestParser().get_doctest(text, scope, name, None, 0)
    said = []
    doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS).run(test, out=said.append)
    failures[name] = "".join(said)
json.dump(failures, sys.stdout)
"""
SOURCES = bank.sources(course.ROOT)


def test_every_example_in_a_lesson_gives_what_the_lesson_says() -> None:
    work = []
    for number, source in SOURCES.items():
        reference = bank.reference(course.ROOT, number)
        assert reference is not None
        work.append((source.name, reference.files[reference.main], source.lesson))
    command = [sys.executable, "-I", "-c", RUN]
    ran = subprocess.run(command, input=json.dumps(work), capture_output=True, text=True, timeout=120, check=True)
    failures = {name: said for name, said in json.loads(ran.stdout).items() if said}
    assert not failures, "\n".join(failures.values())


@pytest.mark.parametrize("number", SOURCES)
def test_a_step_has_three_hints_from_mild_to_strong_and_a_lesson(number: int) -> None:
    source = SOURCES[number]
    assert len(source.hints) >= 3
    assert all(len(hint) > 30 for hint in source.hints)
    assert len(source.lesson.split()) >= 60, "a lesson says why, how, and one worked example"
    assert "find out by yourself" in source.lesson.lower() or number not in bank_of_full_lessons()


def bank_of_full_lessons() -> tuple[int, ...]:
    """The steps whose lessons are complete, which is asked of every step that has checks."""
    return tuple(step.number for step in course.steps(course.ROOT) if course.checks_path(step).is_file())
