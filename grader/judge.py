"""Observations in, verdicts out: one pytest session that judges any number of submissions.

The checks are collected once; then, for each submission, every check runs as pytest runs it.
"""

from __future__ import annotations

import os
import random
import time
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from grader.checks import Draw, LeftOut, Mismatch
from grader.errors import GraderError
from grader.session import Session
from grader.shipping import ship
from grader.verdict import NoValue, Trace, Verdict
from grader.words import say

CONFIG = Path(__file__).with_name("checks.ini")
DEFAULT_SECONDS = 3.0
GRACE_SECONDS = 120.0  # how much later than a scenario's own limit pytest-timeout ends a check of ours
# Parts of pytest that a check has no use for; each costs start-up time.
UNUSED = (
    "assertion cacheprovider capture debugging doctest faulthandler junitxml legacypath logging nose pastebin "
    "recwarn reports setuponly setupplan skipping stepwise subtests terminal terminalprogress threadexception tmpdir "
    "unittest unraisableexception warnings monkeypatch"
).split()


class Job(NamedTuple):
    """One submission to be judged: its session in the worker and the seed of its inputs.

    `of_step` is the step whose framework it is, where that is known: checks that this step or an earlier one has
    made untrue on purpose are not run.
    """

    session: Session
    seed: int
    wanted: Callable[[int, str], bool] = lambda step, name: True
    of_step: int | None = None

    def wants(self, check: CheckItem) -> bool:
        """Whether this check is to be run on it."""
        ended = check.until is not None and self.of_step is not None and self.of_step >= check.until
        return not ended and self.wanted(check.step, check.name)


class CheckItem(NamedTuple):
    """What a check's markers say."""

    step: int
    name: str
    says: str
    seconds: float
    until: int | None
    alone: bool


def judge(
    checks: Sequence[Path], jobs: Iterable[Job], result: Callable[[Job, tuple[Verdict, ...]], None]
) -> None:
    """Run every check in `checks` on each job in turn and hand its verdicts to `result`.

    Raises GraderError when the checks themselves can not be collected: our failure, nobody's zero.
    """
    _refuse_missing(checks)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.environ.pop("PYTEST_ADDOPTS", None)
    plugin = _Judge(jobs, result)
    arguments = ["-c", str(CONFIG), "--rootdir", str(CONFIG.parent), "-p", "pytest_timeout"]
    arguments += [word for name in UNUSED for word in ("-p", f"no:{name}")]
    code = pytest.main([*arguments, *map(str, checks)], plugins=[plugin])
    if plugin.raised is not None:
        raise plugin.raised
    if plugin.complaints or code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        reason = "; ".join(plugin.complaints) or say("fault.pytest-ended", code=getattr(code, "name", code))
        raise GraderError(say("fault.checks", why=reason))


def _refuse_missing(checks: Sequence[Path]) -> None:
    missing = [str(path) for path in checks if not path.is_file()]
    if missing or not checks:
        raise GraderError(say("fault.no-checks", names=", ".join(missing) or say("fault.no-step")))


@dataclass
class _Trial:
    """One check on one submission, while it runs."""

    check: CheckItem
    job: Job
    traces: list[Trace] = field(default_factory=list)
    draw: Draw | None = None
    verdict: Verdict | None = None


class _Judge:
    """The pytest plugin: its fixtures, its loop over submissions, its reading of outcomes."""

    def __init__(self, jobs: Iterable[Job], result: Callable[[Job, tuple[Verdict, ...]], None]) -> None:
        self.jobs = jobs
        self.result = result
        self.complaints: list[str] = []
        self.raised: BaseException | None = None
        self.checks: dict[pytest.Item, CheckItem] = {}
        self.trial: _Trial | None = None

    @pytest.fixture
    def observe(self) -> Callable[..., Any]:
        """Run a scenario beside the learner's code and give back its answer as plain data."""
        trial = self.trial
        assert trial is not None

        def run(scenario: Callable[..., Any], **inputs: Any) -> Any:
            session = trial.job.session
            run_in = session.run_alone if trial.check.alone else session.run
            asked = {**ship(scenario), "step": trial.check.step, "level": trial.job.of_step or 0}
            observation = run_in(asked, inputs, trial.check.seconds)
            trial.traces.append(Trace(scenario.__name__, observation))
            if observation.kind != "value":
                raise NoValue(observation)
            return observation.value

        return run

    @pytest.fixture
    def draw(self) -> Draw:
        """Fresh inputs for this check on this submission, from the seed that the report names."""
        trial = self.trial
        assert trial is not None
        return Draw(random.Random(f"{trial.job.seed}/{trial.check.step}/{trial.check.name}"))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.complaints.append(f"{report.nodeid}: {report.longrepr}")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            self.checks[item] = check = _read_markers(item)
            backstop = pytest.mark.timeout(2 * check.seconds + GRACE_SECONDS)
            item.add_marker(backstop, append=False)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if self.complaints:
            return True
        try:
            for job in self.jobs:
                self.result(job, tuple(self._judge_one(job, session.items)))
        except BaseException as error:  # pytest would turn it into an exit code
            self.raised = error
        return True

    def _judge_one(self, job: Job, items: Sequence[pytest.Item]) -> Iterator[Verdict]:
        wanted = [item for item in items if job.wants(self.checks[item])]
        for item, following in zip(wanted, [*wanted, None][1:], strict=True):
            self.trial = _Trial(self.checks[item], job)
            started = time.perf_counter()
            with warnings.catch_warnings():
                warnings.simplefilter("error")  # pytest's own plugin for it costs start-up time
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            yield _finished(self.trial, time.perf_counter() - started)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: Any, nextitem: pytest.Item | None) -> bool:
        """Run the phases of a check, and take its verdict from what they raise: pytest's reports cost as much as a check."""
        if not item._request:  # it has run before, on another submission
            item._initrequest()
        hook = item.config.hook
        if self._runs("setup", lambda: hook.pytest_runtest_setup(item=item)):
            self._runs("call", lambda: hook.pytest_runtest_call(item=item))
        self._runs("teardown", lambda: hook.pytest_runtest_teardown(item=item, nextitem=nextitem))
        item._request, item.funcargs = False, None
        return True

    def _runs(self, when: str, phase: Callable[[], object]) -> bool:
        """Whether a phase of a check comes to its end; what it raises instead is the verdict."""
        error: BaseException | None = None
        try:
            phase()
        except (KeyboardInterrupt, pytest.exit.Exception):
            raise
        except BaseException as raised:
            error = raised
        trial = self.trial
        if trial is not None and (error is not None or (when == "call" and trial.verdict is None)):
            trial.verdict = _verdict(trial, error, when)
        return error is None


def _read_markers(item: pytest.Item) -> CheckItem:
    timeout, until = item.get_closest_marker("timeout"), item.get_closest_marker("until")
    documentation = getattr(getattr(item, "function", None), "__doc__", None) or ""
    return CheckItem(
        step=int(item.path.stem.removeprefix("test_step").partition("_")[0]),
        name=item.name.removeprefix("test_"),
        says=" ".join(documentation.split("\n\n")[0].split()),
        seconds=float(timeout.args[0]) if timeout and timeout.args else DEFAULT_SECONDS,
        until=int(until.args[0]) if until else None,
        alone=item.get_closest_marker("alone") is not None,
    )


def _verdict(trial: _Trial, error: BaseException | None, when: str) -> Verdict:
    check = trial.check
    common: dict[str, Any] = {
        "step": check.step,
        "name": check.name,
        "says": check.says,
        "until": check.until,
        "traces": tuple(trial.traces),
    }
    if error is None and trial.traces:
        return Verdict(kind="passed", **common)
    if error is None:
        return Verdict(kind="grader-error", message=say("fault.nothing-observed"), **common)
    if isinstance(error, NoValue):
        return Verdict(kind=error.observation.kind, observation=error.observation, **common)
    if isinstance(error, LeftOut):
        return Verdict(kind="skipped", message=str(error), left_out=True, **common)
    if isinstance(error, Mismatch):
        return Verdict(
            kind="failed",
            message=str(error),
            expected=error.expected,
            observed=error.observed,
            what=error.what,
            after=error.after,
            note=error.note,
            inputs=tuple(error.inputs.items()),
            **common,
        )
    if _took_too_long(error):
        return Verdict(kind="grader-error", message=say("fault.too-long"), **common)
    if isinstance(error, AssertionError) and when == "call":
        return Verdict(
            kind="failed", message=str(error).splitlines()[0] if str(error) else check.says, **common
        )
    return Verdict(kind="grader-error", message=f"{type(error).__name__}: {error}", **common)


def _took_too_long(error: BaseException) -> bool:
    """Whether pytest-timeout ended the check, in whatever way: without a terminal it fails on an assertion of its own."""
    frames = (frame for frame, _ in traceback.walk_tb(error.__traceback__))
    return any(frame.f_globals.get("__name__") == "pytest_timeout" for frame in frames)


def _finished(trial: _Trial, seconds: float) -> Verdict:
    verdict = trial.verdict
    if verdict is None:
        raise GraderError(say("fault.no-verdict", name=trial.check.name, step=trial.check.step))
    return replace(verdict, seconds=seconds)
