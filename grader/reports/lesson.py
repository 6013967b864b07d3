"""A step → its lesson as a learner reads it: title, lesson, the question to predict, and what to type next."""

from __future__ import annotations

from collections.abc import Iterator

from grader import course, lessons, shipped
from grader.check import nearby
from grader.reports import markdown, wide
from grader.reports.style import Style
from grader.words import listed, say


def render(step: course.Step, style: Style) -> str:
    """The whole page, ending in a line end. Raises Unusable where the step was not woven."""
    return _page(step, style, _next(step, "lesson.next"))


def render_watched(step: course.Step, style: Style) -> str:
    """The same for somebody whose saves are checked."""
    return _page(step, style, _next(step, "watch.lesson-next"))


def _page(step: course.Step, style: Style, after: str) -> str:
    page = lessons.lesson(step.root, step.number)
    title = style.paint("strong", style.spell(say("report.title", step=step.number, title=page.title)))
    return "\n".join((title, "", markdown.render(page.text, style), *_after(step, style, after)))


def _next(step: course.Step, key: str) -> str:
    names, file = listed(shipped.of(step.root, step.number).asked), nearby(course.exercise_path(step))
    return say(key, step=step.number, names=names, file=file)


def _after(step: course.Step, style: Style, after: str) -> Iterator[str]:
    exercise = shipped.of(step.root, step.number)
    if exercise.predict:
        parts = (say("lesson.predict"), lessons.question(step, exercise.predict[0]), say("predict.how", step=step.number))
        yield markdown.render("\n\n".join(parts), style)
    yield "\n".join(wide.wrap(style.spell(after), style.width, break_on_hyphens=False, break_long_words=False)) + "\n"
