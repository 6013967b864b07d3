"""Observations → verdicts: what each way in which a check can end comes to, for any number of submissions.

The sessions here are stand-ins that hand out observations made by hand; pytest runs the checks in a forked child.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field, is_dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from grader.errors import GraderError
from grader.judge import DEFAULT_SECONDS, Job, judge
from grader.observation import ENDS, Observation

InChild = Callable[[Callable[[], Any]], Any]

CHECKS = '''
"""Checks of step 14."""

import numpy as np
import pytest

from grader.checks import alone, expect, until


def scenario(kata, x):
    return x


def other(kata):
    return 1


def test_right(observe, draw):
    """What is claimed,
    in two lines.

    What only authors read.
    """
    x = draw.array(2)
    expect(observe(scenario, x=x), x, "x", after="f(x)", x=x)


def test_wrong(observe):
    """It is 2."""
    expect(observe(scenario, x=3.0), 2.0, "y", after="f(x)", note="a remark", x=3.0, z=[1])


def test_wrong_in_plain_words(observe):
    """It is 4."""
    assert observe(scenario, x=3.0) == 4.0, "it is not 4\\nand more"


def test_wrong_without_a_word(observe):
    """It is 5."""
    assert observe(scenario, x=3.0) == 5.0


def test_broken(observe):
    """It has a key."""
    expect(observe(scenario, x=1.0)["key"], 1.0, "y")


def test_asks_nothing(draw):
    """Nothing is asked."""
    draw.number()


def test_warns(observe):
    """It warns."""
    observe(scenario, x=1.0)
    np.log(np.zeros(1))


def test_skips(observe):
    """It skips."""
    observe(scenario, x=1.0)
    pytest.skip("no")


def test_two_scenarios(observe):
    """Both are observed."""
    observe(scenario, x=1.0)
    observe(other)


@until(18)
def test_dies(observe):
    """It ends at 18."""
    observe(other)


@alone
@pytest.mark.timeout(5)
def test_by_itself(observe):
    """It runs alone, for five seconds."""
    observe(other)


@pytest.mark.parametrize("n", [1, 2])
def test_of_two_sizes(observe, n):
    """It holds for several sizes."""
    expect(observe(scenario, x=n), 1, "n", n=n)
'''


@dataclass
class Session:
    """Hands back what a scenario was given, unless it has another observation; notes each request."""

    instead: Observation | None = None
    asked: list[tuple[str, str, float]] = field(default_factory=list)

    def run(self, message: dict[str, Any], inputs: dict[str, Any], seconds: float) -> Observation:
        return self._answer("together", message, inputs, seconds)

    def run_alone(self, message: dict[str, Any], inputs: dict[str, Any], seconds: float) -> Observation:
        return self._answer("alone", message, inputs, seconds)

    def _answer(self, how: str, message: dict[str, Any], inputs: dict[str, Any], seconds: float) -> Observation:
        self.asked.append((how, message["scenario"], seconds))
        return self.instead or Observation("value", inputs.get("x", 1))


def plain(value: Any) -> Any:
    """A verdict with all that is in it as lists and dicts."""
    if is_dataclass(value):
        return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
    if hasattr(value, "_asdict"):
        return {name: plain(item) for name, item in value._asdict().items()}
    return [plain(item) for item in value] if isinstance(value, (tuple, list)) else value


def verdicts_of(files: list[Path], jobs: list[Job]) -> list[list[dict[str, Any]]]:
    """The verdicts on each job, as plain data. To be run in a child, which outside has no pytest around it."""
    sys.meta_path[:] = [hook for hook in sys.meta_path if type(hook).__name__ != "AssertionRewritingHook"]
    found: list[list[dict[str, Any]]] = []
    judge(files, jobs, lambda _, verdicts: found.append([plain(verdict) for verdict in verdicts]))
    return found


@pytest.fixture(scope="module")
def checks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("checks") / "test_step14_accumulate.py"
    path.write_text(CHECKS, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def judged(in_child: InChild, checks: Path) -> dict[str, Any]:
    """By name, the verdicts on a session that hands back its inputs, and what it was asked."""
    session = Session()

    def work() -> dict[str, Any]:
        return {"verdicts": verdicts_of([checks], [Job(session, 7)])[0], "asked": session.asked}  # type: ignore[arg-type]

    told = in_child(work)
    return {"asked": told["asked"], **{verdict["name"]: verdict for verdict in told["verdicts"]}}


def test_a_check_whose_claims_hold_is_passed(judged: dict[str, Any]) -> None:
    assert judged["right"]["kind"] == "passed" and judged["right"]["message"] == ""


def test_the_step_is_read_from_the_file_and_the_name_from_the_function(judged: dict[str, Any]) -> None:
    assert (judged["right"]["step"], judged["right"]["name"]) == (14, "right")


def test_the_first_paragraph_of_the_docstring_is_what_the_learner_reads(judged: dict[str, Any]) -> None:
    assert judged["right"]["says"] == "What is claimed, in two lines."


def test_a_claim_that_does_not_hold_is_failed_with_all_parts_of_its_sentence(judged: dict[str, Any]) -> None:
    wrong = judged["wrong"]
    assert wrong["kind"] == "failed" and wrong["observation"] is None
    assert (wrong["observed"], wrong["expected"], wrong["what"]) == (3.0, 2.0, "y")
    assert (wrong["after"], wrong["inputs"], wrong["note"]) == ("f(x)", [["x", 3.0], ["z", [1]]], "a remark")
    assert wrong["message"] == "f(x) at x = 3.0, z = [1] gave y = 3.0, expected 2.0 (a remark)"


def test_a_plain_assert_is_failed_with_its_own_first_line_or_the_docstring(judged: dict[str, Any]) -> None:
    assert judged["wrong_in_plain_words"]["kind"] == judged["wrong_without_a_word"]["kind"] == "failed"
    assert judged["wrong_in_plain_words"]["message"] == "it is not 4"
    assert judged["wrong_without_a_word"]["message"] == "It is 5."


@pytest.mark.parametrize("name", ["broken", "asks_nothing", "skips", "warns"])
def test_a_check_that_breaks_asks_nothing_skips_or_warns_is_our_failure(judged: dict[str, Any], name: str) -> None:
    assert judged[name]["kind"] == "grader-error" and judged[name]["message"]


def test_the_traces_are_the_observations_in_order_also_of_a_check_that_failed(judged: dict[str, Any]) -> None:
    traces = {
        name: [(trace["scenario"], trace["observation"]["value"]) for trace in judged[name]["traces"]]
        for name in ("two_scenarios", "wrong")
    }
    assert traces == {"two_scenarios": [("scenario", 1.0), ("other", 1)], "wrong": [("scenario", 3.0)]}


def test_the_markers_say_until_when_how_long_and_with_whom(judged: dict[str, Any]) -> None:
    assert judged["dies"]["until"] == 18 and judged["right"]["until"] is None
    assert judged["asked"].count(["alone", "other", 5.0]) == 1
    assert ["together", "scenario", DEFAULT_SECONDS] in judged["asked"]
    assert sum(how == "alone" for how, _, _ in judged["asked"]) == 1


def test_a_check_of_several_cases_is_a_verdict_each(judged: dict[str, Any]) -> None:
    assert (judged["of_two_sizes[1]"]["kind"], judged["of_two_sizes[2]"]["kind"]) == ("passed", "failed")


def test_a_verdict_says_how_long_the_check_took(judged: dict[str, Any]) -> None:
    assert 0 < judged["right"]["seconds"] < 10


def test_every_end_without_a_value_becomes_the_verdict_on_every_check(in_child: InChild, checks: Path) -> None:
    kinds = sorted((ENDS | {"timeout", "flood", "crashed", "skipped"}) - {"grader-error"})
    jobs = [Job(Session(Observation(kind, message="m")), 1) for kind in kinds]  # type: ignore[arg-type]
    told = in_child(lambda: verdicts_of([checks], jobs))
    assert len(told) == len(kinds) > 10
    for kind, verdicts in zip(kinds, told, strict=True):
        seen = {verdict["kind"] for verdict in verdicts if verdict["name"] != "asks_nothing"}
        assert seen == {kind}
        assert all(v["observation"]["message"] == "m" for v in verdicts if v["kind"] == kind)


def test_inputs_depend_on_the_seed_and_the_check_and_on_nothing_else(in_child: InChild, tmp_path: Path) -> None:
    body = "    x = draw.array(3)\n    expect(observe(scenario, x=x), None, 'x', x=x)\n"
    head = "from grader.checks import expect\ndef scenario(kata, x):\n    return x\n"
    one = f"def test_one(observe, draw):\n    'One.'\n{body}"
    two = f"def test_two(observe, draw):\n    'Two.'\n{body}"
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    path, turned = tmp_path / "a" / "test_step01_a.py", tmp_path / "b" / "test_step01_a.py"
    path.write_text(head + one + two)
    turned.write_text(head + two + one)
    seeds = (1, 2, 1)
    told = in_child(lambda: verdicts_of([path], [Job(Session(), seed) for seed in seeds]))  # type: ignore[arg-type]
    (again,) = in_child(lambda: verdicts_of([turned], [Job(Session(), 1)]))  # type: ignore[arg-type]
    draws = [{v["name"]: v["observed"].tolist() for v in verdicts} for verdicts in (*told, again)]
    assert draws[0] == draws[2] == draws[3] != draws[1]
    assert draws[0]["one"] != draws[0]["two"]


def test_only_the_checks_that_are_wanted_run(in_child: InChild, checks: Path) -> None:
    jobs = [
        Job(Session(), 1, lambda step, name: name == "right"),  # type: ignore[arg-type]
        Job(Session(), 1, lambda step, name: step == 13),  # type: ignore[arg-type]
    ]
    told = in_child(lambda: verdicts_of([checks], jobs))
    assert [[verdict["name"] for verdict in verdicts] for verdicts in told] == [["right"], []]


def test_a_check_that_a_step_has_ended_is_not_run_on_a_framework_of_that_step(in_child: InChild, checks: Path) -> None:
    jobs = [Job(Session(), 1, of_step=number) for number in (None, 17, 18, 19)]  # type: ignore[arg-type]
    told = in_child(lambda: verdicts_of([checks], jobs))
    ended = {name for name in (v["name"] for v in told[0]) if name not in {v["name"] for v in told[2]}}
    assert len(ended) == 1 and [len(told[0]) - len(verdicts) for verdicts in told] == [0, 0, 1, 1]


def test_jobs_are_taken_one_after_the_other_when_the_verdicts_before_are_known(in_child: InChild, checks: Path) -> None:
    def work() -> list[int]:
        known: list[int] = []
        seen: list[int] = []

        def jobs() -> Any:
            for _ in range(3):
                seen.append(len(known))
                yield Job(Session(), 1)  # type: ignore[arg-type]

        judge([checks], jobs(), lambda _, verdicts: known.append(len(verdicts)))
        return seen

    assert in_child(work) == [0, 1, 2]


def refusal(files: list[Path], jobs: Any = ()) -> str:
    try:
        judge(files, jobs, lambda _, verdicts: None)
    except GraderError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("def test_a(observe:", "SyntaxError"),
        ("import nothing_of_that_name", "nothing_of_that_name"),
        ("x = 1", "NO_TESTS_COLLECTED"),
    ],
)
def test_checks_that_can_not_be_collected_are_our_failure(
    in_child: InChild, tmp_path: Path, text: str, says: str
) -> None:
    path = tmp_path / "test_step01_a.py"
    path.write_text(text)
    told = in_child(lambda: refusal([path]))
    assert "the checks can not be run" in told and says in told


def test_checks_that_are_not_there_are_our_failure(tmp_path: Path) -> None:
    assert "test_step01_a.py (missing)" in refusal([tmp_path / "test_step01_a.py"])
    assert refusal([]).startswith("there are no checks to run")


def test_what_goes_wrong_between_checks_is_raised_as_it_is(in_child: InChild, checks: Path) -> None:
    def jobs() -> Any:
        yield Job(Session(), 1)  # type: ignore[arg-type]
        raise GraderError("the worker process has died")

    assert in_child(lambda: refusal([checks], jobs())) == "the worker process has died"


def test_a_broken_session_is_our_failure_in_every_check_that_asks_it(in_child: InChild, checks: Path) -> None:
    def dead(*_: Any) -> Observation:
        raise GraderError("the worker process has died")

    (told,) = in_child(lambda: verdicts_of([checks], [Job(SimpleNamespace(run=dead, run_alone=dead), 1)]))  # type: ignore[arg-type]
    assert {verdict["kind"] for verdict in told} == {"grader-error"}


def test_a_check_of_ours_that_hangs_is_ended_and_is_our_failure(
    in_child: InChild, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "test_step01_a.py"
    path.write_text(
        "import pytest\n@pytest.mark.timeout(0.05)\ndef test_hangs(observe):\n    'It hangs.'\n    while True:\n        pass\n"
        "def test_after(observe):\n    'It is asked.'\n    observe(scenario)\ndef scenario(kata):\n    return 1\n"
    )
    monkeypatch.setattr("grader.judge.GRACE_SECONDS", 0.05)
    (told,) = in_child(lambda: verdicts_of([path], [Job(Session(), 1)]))  # type: ignore[arg-type]
    assert [(verdict["name"], verdict["kind"]) for verdict in told] == [("hangs", "grader-error"), ("after", "passed")]
    assert told[0]["message"] == "the check itself took too long"


def test_judging_does_not_write_on_stdout_or_stderr(in_child: InChild, checks: Path, capfd: Any) -> None:
    assert in_child(lambda: len(verdicts_of([checks], [Job(Session(), 1)]))) == 1  # type: ignore[arg-type]
    assert capfd.readouterr() == ("", "")


def test_a_learner_s_conftest_and_configuration_beside_them_are_not_read(
    in_child: InChild, checks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "conftest.py").write_text("raise SystemExit('read')")
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")
    (told,) = in_child(lambda: verdicts_of([checks], [Job(Session(), 1)]))  # type: ignore[arg-type]
    assert np.any([verdict["kind"] == "passed" for verdict in told])
