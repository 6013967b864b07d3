"""Tasks in, answers out, as `engine` does it, with the desks on a Dask cluster.

Every machine of the cluster has this repository, of the same version. What is sent is text; the gradebook stays here. A
worker that is lost costs a second try of the submissions that it had: judging one twice comes to the same.
"""

from __future__ import annotations

import queue
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from grader import course
from grader.classroom.engine import TRIES, Answer, Config, Desk, Task, engine_version
from grader.errors import GraderError, Unusable
from grader.words import say

PLUGIN = "kata-desks"
AHEAD = 2  # tasks sent for each thread of the cluster, so that none waits for us
CONNECT_SECONDS = 30


def run(tasks: Iterator[Task], config: Config, jobs: int, scheduler: str) -> Iterator[Answer]:
    """Judge every task on the cluster at an address. Raises Unusable where there is none, GraderError for another version."""
    with _connected(scheduler) as client:
        client.register_plugin(_plugin(config))
        yield from _passed_on(client, tasks)


@contextmanager
def _connected(scheduler: str) -> Iterator[Any]:
    try:
        client = _distributed().Client(scheduler, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise Unusable(say("dask.no-scheduler", address=scheduler, why=str(error)[:200])) from None
    try:
        if not client.nthreads():
            raise Unusable(say("dask.no-workers", address=scheduler))
        yield client
    finally:
        with suppress(Exception):
            client.unregister_worker_plugin(PLUGIN)
        client.close()


def _distributed() -> Any:
    """Dask, which is there only for those who want it."""
    try:
        return import_module("distributed")
    except ModuleNotFoundError:
        raise Unusable(say("dask.not-installed")) from None


def _passed_on(client: Any, tasks: Iterator[Task]) -> Iterator[Answer]:
    out: dict[str, Task] = {}
    running = _distributed().as_completed()
    room = AHEAD * sum(client.nthreads().values())
    more = True
    while more or out:
        while more and len(out) < room:
            task = next(tasks, None)
            more = task is not None
            if task is not None:
                future = client.submit(_judged, dict(task.plain), pure=False, retries=TRIES)
                out[future.key] = task
                running.add(future)
        if not out:
            return
        future = next(running)
        yield _answer(future, out.pop(future.key))
        future.release()


def _answer(future: Any, task: Task) -> Answer:
    """What came of a task; lost workers are our failure, and so nobody's zero."""
    error = future.exception()
    if isinstance(error, (GraderError, Unusable)):
        raise error
    if error is not None:
        return Answer(task.key, None, say("dask.lost", why=type(error).__name__))
    said = future.result()
    return Answer(task.key, said) if said is not None else Answer(task.key, None, say("grade.desk-died", count=TRIES))


def _judged(plain: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """On a worker of the cluster: the answer of one of its desks."""
    desks = _distributed().get_worker().plugins[PLUGIN]
    for _ in range(TRIES):
        answer = desks.ask(Task(None, plain))
        if answer is not None:
            return dict(answer.said)
    return None


def _plugin(config: Config) -> Any:
    class Desks(_distributed().WorkerPlugin):  # type: ignore[misc]
        """The desks of one worker process, as many as it has threads at work; they go when it goes."""

        name = PLUGIN

        def __init__(self) -> None:
            own = config.root == course.ROOT
            self.config = config._replace(root=None if own else config.root, scratch=None)  # type: ignore[arg-type]
            self.version = engine_version()

        def setup(self, worker: Any) -> None:
            here: str = import_module("grader.classroom.engine").engine_version()  # this machine's own, not what was sent
            if here != self.version:
                raise GraderError(say("dask.other-version", address=worker.address))
            self.folder = tempfile.mkdtemp(prefix="kata-")
            root = self.config.root or course.ROOT
            self.config = self.config._replace(root=root, scratch=Path(self.folder))
            self.free: queue.SimpleQueue[Desk] = queue.SimpleQueue()

        def ask(self, task: Task) -> Answer | None:
            """An answer from a desk that is free, or from a new one; a desk that died over it is given up."""
            try:
                desk = self.free.get_nowait()
            except queue.Empty:
                desk = Desk(self.config)
            answer = desk.ask(task)
            if answer is None or desk.worn:
                desk.close()
            else:
                self.free.put(desk)
            return answer

        def teardown(self, worker: Any) -> None:
            with suppress(queue.Empty):
                while True:
                    self.free.get_nowait().close()
            shutil.rmtree(self.folder, ignore_errors=True)

    return Desks()
