"""A step → its lesson as a learner reads it: title, lesson, the question to predict, and what to type next."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from grader import course, lessons, shipped
from grader.check import nearby
from grader.reports import markdown
from grader.reports.style import Style
from grader.words import listed, say


def render(step: course.Step, style: Style) -> str:
    """The whole page, ending in a line end. Raises Unusable where the step was not woven."""
    page = lessons.lesson(step.root, step.number)
    title = style.paint("strong", style.spell(say("report.title", step=step.number, title=page.title)))
    return "\n".join((title, "", markdown.render(page.text, style), *_after(step, style)))


def _after(step: course.Step, style: Style) -> Iterator[str]:
    exercise = shipped.of(step.root, step.number)
    if exercise.predict:
        question = f"{say('lesson.predict')}\n\n{exercise.predict[0]}\n\n{say('predict.how', step=step.number)}"
        yield markdown.render(question, style)
    names, file = listed(exercise.asked), nearby(course.exercise_path(step))
    says = style.spell(say("lesson.next", step=step.number, names=names, file=file))
    yield textwrap.fill(says, style.width, break_on_hyphens=False, break_long_words=False) + "\n"
