"""The same class on a cluster of several processes: the same rows, also when one of them is killed in the middle."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from grader.classroom import dask_engine, engine
from grader.classroom.grading import Plan, grade
from grader.classroom.summary import read
from grader.errors import GraderError, Unusable

from .conftest import RIGHT, WRONG, statuses

distributed = pytest.importorskip("distributed", reason="the Dask engine is optional, and distributed is not installed")

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.filterwarnings("ignore:::distributed"),  # what Dask warns of on its own way down is not ours
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as made:
        yield made


@pytest.fixture
def klass(hand_in) -> Path:
    return hand_in({f"s{n:02}/step02.py": (WRONG if n % 5 == 0 else RIGHT) + f"# {n}\n" for n in range(30)})


EXPECTED = {f"s{n:02}": ["failed" if n % 5 == 0 else "passed"] for n in range(30)}


def test_a_worker_that_is_killed_in_the_middle_costs_nobody_their_grade(
    cluster: Any, klass: Path, small_course: Path, tmp_path: Path
) -> None:
    killed: list[int] = []

    def attacked(tasks, config, jobs):
        for number, answer in enumerate(dask_engine.run(tasks, config, jobs, cluster.scheduler_address)):
            if number == 8:
                killed.append(next(iter(cluster.workers.values())).pid)
                os.kill(killed[0], signal.SIGKILL)
            yield answer

    plan = Plan(klass, tmp_path / "out", steps=(2,), root=small_course)
    report = grade(plan._replace(engine=attacked))
    assert killed and report.graded == 30 and report.failed == 0
    assert statuses(read(tmp_path / "out")) == EXPECTED
    assert grade(plan).unchanged == 30, "what the cluster graded stands for this machine too"


def test_another_version_on_the_cluster_is_refused(
    cluster: Any, klass: Path, small_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_engine, "engine_version", lambda: "another")
    plan = Plan(klass, tmp_path / "out", steps=(2,), root=small_course)
    with pytest.raises(GraderError, match="another version"):
        grade(plan._replace(engine=partial(dask_engine.run, scheduler=cluster.scheduler_address)))


def test_no_scheduler_is_a_sentence(klass: Path, small_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_engine, "CONNECT_SECONDS", 1)
    plan = Plan(klass, tmp_path / "out", steps=(2,), root=small_course)
    with pytest.raises(Unusable, match="no Dask scheduler at tcp://127.0.0.1:9"):
        grade(plan._replace(engine=partial(dask_engine.run, scheduler="tcp://127.0.0.1:9")))


def test_without_dask_how_to_get_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(dask_engine, "import_module", absent)
    config = engine.Config(Path(), "auto", engine.Limits(), {}, Path())
    with pytest.raises(Unusable, match="pip install"):
        list(dask_engine.run(iter(()), config, 1, "tcp://127.0.0.1:9"))
