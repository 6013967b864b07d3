"""Messages on a pipe: what is sent arrives whole, and a pipe that ends early is told from a message."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Iterator

import pytest

from grader.inside import wire


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reader, writer = os.pipe()
    yield reader, writer
    for descriptor in (reader, writer):
        try:
            os.close(descriptor)
        except OSError:
            pass


def test_messages_arrive_whole_and_in_order(pipe: tuple[int, int]) -> None:
    reader, writer = pipe
    messages = [b"", b"a", b"\0\0\0\1", bytes(range(256))]
    for message in messages:
        wire.send(writer, message)
    assert [wire.receive(reader) for _ in messages] == messages


def test_a_message_longer_than_the_pipe_holds_arrives_whole(pipe: tuple[int, int]) -> None:
    reader, writer = pipe
    message = random.Random(3).randbytes(3_000_000)
    sender = threading.Thread(target=wire.send, args=(writer, message))
    sender.start()
    assert wire.receive(reader) == message
    sender.join()


def test_the_length_stands_in_four_bytes_before_the_message(pipe: tuple[int, int]) -> None:
    reader, writer = pipe
    wire.send(writer, b"abc")
    assert os.read(reader, 100) == b"\0\0\0\3abc" and wire.HEADER == 4


@pytest.mark.parametrize("part", [b"", b"\0\0", b"\0\0\0\5", b"\0\0\0\5abcd"])
def test_a_pipe_that_ends_within_a_message_is_an_end(pipe: tuple[int, int], part: bytes) -> None:
    reader, writer = pipe
    os.write(writer, part)
    os.close(writer)
    with pytest.raises(EOFError):
        wire.receive(reader)


def test_sending_to_nobody_is_an_error(pipe: tuple[int, int]) -> None:
    reader, writer = pipe
    os.close(reader)
    with pytest.raises(BrokenPipeError):
        wire.send(writer, b"abc")
