"""A step and its file → a report on every save, in a terminal with a key for each thing that one may want next.

One loop: what has happened is handled, then the file is checked if it has changed, then mistakes are tried ahead.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from grader import course
from grader.check import DEFAULT, Options, nearby
from grader.clean import clean
from grader.errors import GraderError, KataError, Unusable
from grader.outcome import Outcome
from grader.submission import Submission, load
from grader.watching import files, screen
from grader.watching.display import Display, Ending, Tell, sentence
from grader.watching.ears import Ears, Event
from grader.watching.files import Means, Watcher
from grader.watching.terminal import Terminal
from grader.words import say
from grader.worker import Worker

if TYPE_CHECKING:
    from grader.judge import Job

BACK_SECONDS = 0.3  # some editors take a file away for a moment while they save it
MOST_DEATHS = 2  # of workers, one after the other, before it is our failure
AGAIN = "again"  # end with this to be started anew, with checks that an author has changed


def watch(root: Path, number: int, path: Path | None, options: Options = DEFAULT, looking: bool = False) -> int:
    """Check a step on every save, until its learner leaves; the exit code. Raises Unusable, GraderError."""
    with Terminal() as terminal, Ears(terminal.keyboard) as ears:
        watched = Watch(root, number, path, options, terminal, ears, looking)
        try:
            ended = watched.run()
        finally:
            terminal.write("\n" if terminal.keyboard is not None else "")
    if ended == AGAIN:
        os.execv(sys.executable, _same_call(watched.number))
    if ended:
        os.kill(os.getpid(), signal.Signals[ended])  # our handlers are gone by now
    print(say("watch.ended"))
    return 0


def _same_call(number: int) -> list[str]:
    """The command line that this process was started with, with the step that it is on now."""
    words = sys.orig_argv
    at = words.index("watch") + 1
    rest = words[at + 1 :] if words[at:] and not words[at].startswith("-") else words[at:]
    return [*words[:at], str(number), *rest]


class Watch:
    """What is watched and what was found out last."""

    def __init__(
        self, root: Path, number: int, path: Path | None, options: Options, terminal: Terminal, ears: Ears, looking: bool
    ) -> None:
        self.root, self.number, self.path = root, number, path
        self.options, self.terminal, self.ears, self.looking = options, terminal, ears, looking
        self.display = Display(terminal, self._ending, lambda: self._count)
        self.outcome: Outcome | None = None
        self.ended: str | None = None
        self._count, self._at = 0, ""
        self._deaths = 0
        self._is_new = True
        self._asked: Callable[[], str] | None = None
        self._seen: files.Look = ()
        self._passed: set[int] = set()
        ears.changed = lambda: self._look() != self._seen
        self._worker = Worker(options.isolation, options.limits, ears)

    # What runs

    def run(self) -> str:
        """Watch until somebody leaves; why: "" for a key, the name of a signal, or AGAIN."""
        try:
            file = self.path or nearby(course.exercise_path(course.step(self.root, self.number)))
            self.display.begin(say("watch.plainly", file=file))
            while self.ended is None:
                self._watch_step()
            return self.ended
        finally:
            self._worker.close()

    def _watch_step(self) -> None:
        """Watch one step, until another one is to be watched or nobody watches any more."""
        from grader.watching.warm import Warm, checks_of

        self.step = course.step(self.root, self.number)
        self.file = self.path or nearby(course.exercise_path(self.step))
        if not course.checks_path(self.step).is_file():
            raise Unusable(say("course.no-checks", step=self.number))
        self.warm = Warm(self.step, self.options, early=self.terminal.redraws)
        self._checks = checks_of(self.step)
        self._checks_seen = self._look_at_checks()
        self.due, self._left, self._once_more = True, False, False
        self._note_passed()
        how = files.means(self.file if self.file.is_dir() else self.file.parent, self.looking)
        with Watcher((self.file, *self._checks), how, self.ears.tell) as self.watcher:
            self._means = how
            while self.ended is None and not self._left:
                self._judge()

    def _judge(self) -> None:
        """One pytest session, as long as its checks are the ones that are needed."""
        try:
            self.warm.judge(self._jobs())
        except GraderError as error:
            self._refuse(say("watch.broken", message=clean(str(error), 1000)))
            self.due = False
            while self.ended is None and not self._left and not self.due:
                self._respond(self.ears.next())

    def _jobs(self) -> Iterator[Job]:
        while self.ended is None and not self._left and not self.warm.lacks_checks:
            event = self.ears.next(0 if self.due or self._has_work() else None)
            if event is not None:
                self._respond(event)
            elif self.due:
                yield from self._guarded(self._check())
            else:
                self.ears.begin()
                yield from self._guarded(self.warm.prepare(self._worker))

    def _has_work(self) -> bool:
        """Whether mistakes are worth trying ahead: nobody has passed the step yet."""
        return self.outcome is not None and self.outcome.status not in ("passed", "error") and self.warm.unprepared()

    def _guarded(self, jobs: Iterator[Job]) -> Iterator[Job]:
        """The jobs; where the worker has died meanwhile, a new one takes its place and the file is checked again."""
        was_check = self.due
        try:
            yield from jobs
        except GraderError:
            if not self._worker.has_died():
                raise
        if self._worker.has_died():
            self._renew_worker()
            self.due = was_check or self.due

    def _renew_worker(self) -> None:
        """Start another worker in the place of one that has died. Raises GraderError where they die again and again."""
        with contextlib.suppress(KataError):
            self._worker.close()
        self._worker = Worker(self.options.isolation, self.options.limits, self.ears)
        self._deaths += 1
        if self._deaths > MOST_DEATHS:
            self._deaths = 0
            raise GraderError(say("watch.deaths"))
        self.display.remark(say("watch.restarted"))

    def _check(self) -> Iterator[Job]:
        self.due = False
        self.ears.begin()
        self._seen = self._look()
        again, first = say("watch.checking", step=self.number), say("watch.checking-first", step=self.number)
        self.display.checking(again, first)
        submission = self._submission()
        if submission is None:
            return
        self._is_new = self._is_new or not self._once_more  # until it is shown
        before = self.outcome
        complete = yield from self.warm.check(self._worker, submission, self._show_outcome)
        if self.outcome is not None and self.outcome is not before:
            self._deaths = 0
            self._record(self.outcome)
        self.due, self._once_more = self.ears.heard() or not complete, self.warm.lacks_checks

    def _submission(self) -> Submission | None:
        """The file as it is now; None, and said, where it can not be taken."""
        until = time.monotonic() + BACK_SECONDS
        while not self._is_there() and time.monotonic() < until:
            time.sleep(0.01)
        self._seen = self._look()
        try:
            return load(self.file, self.number)
        except Unusable as error:
            self._refuse(str(error) if self.file.exists() else say("watch.gone", file=self.file))
            return None

    def _refuse(self, why: str) -> None:
        """Say why there is no report of the file as it is now."""
        self.outcome, self._at = None, time.strftime("%H:%M:%S")
        self.display.show(sentence(why), keeps_hint=True)

    def _is_there(self) -> bool:
        """Whether the file is one, and not just emptied to be written."""
        with contextlib.suppress(OSError):
            return self.file.is_dir() or self.file.stat().st_size > 0
        return False

    def _look(self) -> files.Look:
        return files.look(self.file)

    def _look_at_checks(self) -> tuple[str, ...]:
        return tuple(map(files.digest, self._checks))

    def _record(self, outcome: Outcome) -> None:
        """Note it in the logbook, as every check of an exercise does."""
        if not outcome.is_exercise:
            return
        from grader import logbook

        with self._remarking():
            logbook.record(self.root, [outcome], outcome.step)

    def _note_passed(self) -> None:
        """Find out which steps have passed before, for the count on the screen."""
        from grader import logbook

        with self._remarking():
            steps = logbook.read(self.root).steps
            self._passed = {number for number, entry in steps.items() if entry.status == "passed"}

    @contextlib.contextmanager
    def _remarking(self) -> Iterator[None]:
        """What is written to stderr meanwhile is remarked beside the report, so that it does not cross it."""
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            yield
        if said.getvalue():
            self.display.remark(said.getvalue())

    # What happens

    def _respond(self, event: Event | None) -> None:
        if event is None:
            return
        if event.kind == "ended":
            self.ended = event.detail
        elif event.kind == "key":
            self._press(event.detail)
        elif event.kind in ("saved", "told"):
            self._files_told()
        else:
            if event.kind == "suspended":
                self.terminal.suspend()
            self.terminal.enter()
            if self.terminal.redraws:
                self.display.draw()

    def _files_told(self) -> None:
        checks = self._look_at_checks()
        if checks != self._checks_seen and checks[0]:  # an editor may take it away for a moment
            self.ended = AGAIN
        elif self._look() != self._seen:
            self.due, self._once_more, self._asked = True, False, None
        elif self.watcher.means != self._means:
            self.display.draw()

    def _press(self, key: str) -> None:
        if self._asked is not None:
            self._answer(key)
        elif self.display.has_page and key in ("space", "enter", "b", "q"):
            self.display.turn(key)
        elif key in self._keys():
            self.display.put_away()
            self._keys()[key]()

    def _keys(self) -> dict[str, Callable[[], None]]:
        """What each key does at the moment, in the order in which they are shown."""
        keys: dict[str, Callable[[], None]] = {"n": self._next} if self._following() is not None else {}
        keys |= {"h": self._hint, "l": self._list, "o": self._lesson, "g": self._graph}
        if self.path is None:
            keys["r"] = self._ask_to_reset
        return {**keys, "c": self._again, "enter": self._again, "a": self.display.show_whole, "q": self._leave}

    def _following(self) -> int | None:
        """The step that one may go on to, once this one has passed."""
        number = self.outcome.following if self.outcome is not None and self.outcome.status == "passed" else None
        steps = {step.number: step for step in course.steps(self.root)}
        return number if number in steps and course.checks_path(steps[number]).is_file() else None

    def _leave(self) -> None:
        self.ended = ""

    def _again(self) -> None:
        self.warm.draw()
        self.display.show_below(None)
        self.due = True

    def _next(self) -> None:
        before, self.number = self.number, self._following() or self.number
        self.outcome, self._left = None, True
        self.display.forget()
        if self.path is None:
            self.display.remark(say("watch.new-step", before=before, step=self.number))

    def _hint(self) -> None:
        from grader import hints

        def told() -> Tell:
            hint = hints.one_more(self.step)
            return lambda style: hints.render_watched(hint, style)

        self.display.show_below(self._said(told))

    def _list(self) -> None:
        from grader import progress
        from grader.reports import ladder

        def told() -> Tell:
            seen = progress.look(self.root)
            return lambda style: ladder.render(seen, style)

        self.display.open(self._said(told))

    def _lesson(self) -> None:
        from grader.reports import lesson
        from grader.reports.style import Style

        def told() -> Tell:
            lesson.render_watched(self.step, Style())  # what can not be told is found out now
            return lambda style: lesson.render_watched(self.step, style)

        self.display.open(self._said(told))

    def _graph(self) -> None:
        from grader import drawn
        from grader.reports import drawing

        def told() -> Tell:
            found = self.outcome.graph if self.outcome is not None else None
            if found is None:
                made = drawn.draw(self.root, self.number, self.file, self.options)
                if made.found is None:
                    return lambda style: "\n".join(made.lines(style))
                found = made.found
            title = say("graph.title", step=self.number)
            return lambda style: drawing.text(found, title, style)

        self.display.open(self._said(told))

    def _said(self, find: Callable[[], Tell]) -> Tell:
        """What is found, or the sentence that says why there is nothing to find."""
        with self._remarking():
            try:
                return find()
            except KataError as error:
                return sentence(str(error))

    def _ask_to_reset(self) -> None:
        from grader import reset

        self._asked = lambda: reset.told(self.step, reset.reset(self.step))
        self.display.draw()
        self.ears.forget_keys()

    def _answer(self, key: str) -> None:
        do, self._asked = self._asked, None
        try:
            told = do() if key == "y" and do is not None else say("watch.reset-not")
        except KataError as error:
            told = str(error)
        self.display.remark(told)
        self.display.draw()

    # What is to be seen

    def _show_outcome(self, outcome: Outcome) -> None:
        from grader.reports import text

        if self._worker.has_died():  # what it says then is of no use; another one will say it again
            return
        self._count, self._is_new = self._count + self._is_new, False
        self._at = time.strftime("%H:%M:%S")
        outcome = replace(outcome, is_exercise=self.path is None)
        self.outcome = told = replace(outcome, advice=screen.advice(outcome, keys=self.terminal.keyboard is not None))
        passed = outcome.status == "passed"
        self._passed = self._passed | {self.number} if passed else self._passed - {self.number}
        more = say("watch.graph-more") if self.terminal.keyboard is not None else ""
        self.display.show(lambda style: text.render(told, style, more), keeps_hint=not passed)

    def _ending(self) -> Ending:
        if self._asked is not None:
            yes_or_no = f"{say('watch.key-yes')} · {say('watch.key-no')}"
            return Ending(say("watch.reset", file=self.file), yes_or_no)
        return Ending(self._status(), self._prompt())

    def _status(self) -> str:
        self._means = self.watcher.means
        values = {"step": self.number, "means": _means(self._means), "count": self._count, "time": self._at}
        if self.path is not None:
            return say("watch.status", **values)
        total = len(course.steps(self.root, "tests/steps"))
        return say("watch.status-of", passed=len(self._passed), total=total, **values)

    def _prompt(self) -> str:
        if self.terminal.keyboard is None:
            return ""
        return " · ".join(say(f"watch.key-{key}") for key in self._keys() if key not in ("a", "enter"))


def _means(means: Means) -> str:
    key = means.how + ("-why" if means.how == "refused" and means.detail else "")
    return say(f"watch.means-{key}", seconds=files.LOOK_SECONDS, detail=means.detail)

