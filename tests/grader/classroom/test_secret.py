"""Each student has inputs of their own, and nobody knows them who lacks the secret."""

from __future__ import annotations

import doctest

import pytest

from grader.classroom import secret
from grader.errors import Unusable


def test_a_secret_is_made_once_or_given_and_never_short(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(secret.VARIABLE, raising=False)
    made = secret.secret(tmp_path)
    assert len(made) == 64 and secret.secret(tmp_path) == made and [p.name for p in tmp_path.iterdir()] == ["secret"]
    monkeypatch.setenv(secret.VARIABLE, "x" * 16)
    assert secret.secret(tmp_path) == b"x" * 16
    assert secret.secret(tmp_path, tmp_path / "secret") == made
    monkeypatch.setenv(secret.VARIABLE, "short")
    with pytest.raises(Unusable, match="at least 16"):
        secret.secret(tmp_path)
    with pytest.raises(Unusable, match="No such file"):
        secret.secret(tmp_path, tmp_path / "nowhere")
    monkeypatch.delenv(secret.VARIABLE)
    with pytest.raises(Unusable, match="can not be read or made"):
        secret.secret(tmp_path / "nowhere")


def test_seeds_differ_between_students_steps_and_courses() -> None:
    seeds = {secret.seed(key, name, step) for key in (b"a" * 16, b"b" * 16) for name in ("x", "x1") for step in (1, 14, 4)}
    assert len(seeds) == 12 and max(seeds) < 10**12, "and can be typed again"


def test_the_examples_in_the_code_are_true() -> None:
    told = doctest.testmod(secret)
    assert told.attempted > 0 and told.failed == 0
