"""What learner code must not be able to do, tried in forked children: open doors are found open, shut ones shut."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grader.inside import canary, confine

InChild = Callable[[Callable[[], Any]], Any]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the kernel's confinement is Linux's")


@pytest.fixture
def secret(tmp_path: Path) -> str:
    path = tmp_path / "secret.py"
    path.write_text("expected = 2.0\n")
    return str(path)


def test_every_door_is_found_open_where_nothing_is_shut(in_child: InChild, secret: str) -> None:
    doors = in_child(lambda: canary.try_doors(secret))
    assert list(doors) == list(canary.DOORS)
    assert doors == dict.fromkeys(canary.DOORS, False)


def test_a_secret_that_can_not_be_read_is_a_shut_door(in_child: InChild, secret: str) -> None:
    assert in_child(lambda: canary.try_doors(secret + ".not"))["files"] is True


def test_trying_leaves_nothing_behind(in_child: InChild, secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(secret).parent
    monkeypatch.chdir(folder)
    before = sorted(folder.iterdir())
    in_child(lambda: canary.try_doors(secret))
    assert sorted(folder.iterdir()) == before


@LINUX
def test_landlock_shuts_the_doors_to_files(in_child: InChild, secret: str) -> None:
    def work() -> Any:
        return {"held": confine.landlock([]), **canary.try_doors(secret)}

    doors = in_child(work)
    if not doors["held"]:
        pytest.skip("this kernel has no Landlock")
    assert doors["files"] and doors["writing"] and not doors["processes"]


@LINUX
def test_the_filter_shuts_the_doors_to_processes_programs_signals_and_the_network(
    in_child: InChild, secret: str
) -> None:
    def work() -> Any:
        return {"held": confine.seccomp_filter()(), **canary.try_doors(secret)}

    doors = in_child(work)
    if not doors["held"]:
        pytest.skip("libseccomp is not installed")
    assert doors["network"] and doors["processes"] and doors["programs"] and doors["signals"]
    assert not doors["files"]


def test_the_doors_of_an_ordinary_user_are_tried_not_guessed(in_child: InChild, secret: str) -> None:
    """A limit of zero files shuts reading, and the canary notices."""

    def work() -> Any:
        resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir("/dev/fd")), 64))
        os.dup(0)
        while True:
            try:
                os.dup(0)
            except OSError:
                break
        return canary.try_doors(secret)

    assert in_child(work)["files"] is True
