"""Signals, keys and saves → one queue of events, which may also interrupt a check that runs.

Everything wakes one pipe, so that nothing is lost between looking and waiting, and nothing happens in a handler.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from collections import deque
from collections.abc import Callable
from types import FrameType
from typing import NamedTuple

TOLD = 0  # the byte for "look at the files"; the others are numbers of signals
KEYS_AT_ONCE = 1024
ENDING = {signal.SIGINT: "", signal.SIGTERM: "SIGTERM", signal.SIGHUP: "SIGHUP"}
OF_TERMINAL = {signal.SIGWINCH: "resized", signal.SIGTSTP: "suspended", signal.SIGCONT: "continued"}


class Event(NamedTuple):
    """Something that happened: saved, told (but nothing was saved), key, resized, suspended, continued, or ended.

    `detail` is the key, or the signal that ended it.
    """

    kind: str
    detail: str = ""


class Ears:
    """The queue. `keyboard` is a descriptor to read keys from, None where there is no terminal."""

    def __init__(self, keyboard: int | None) -> None:
        self._keyboard = keyboard
        self._events: deque[Event] = deque()
        self._rest = b""
        self._given_up = False
        self._interrupted = False
        self._before: dict[signal.Signals, object] = {}
        self.changed: Callable[[], bool] = lambda: True

    def __enter__(self) -> Ears:
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._reader, False)
        os.set_blocking(self._writer, False)
        self._wakeup = signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        for number in (*ENDING, *(OF_TERMINAL if self._keyboard is not None else ())):
            if signal.getsignal(number) != signal.SIG_IGN:  # as nohup has it
                self._before[number] = signal.signal(number, self._handle)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
        signal.set_wakeup_fd(self._wakeup)
        os.close(self._reader)
        os.close(self._writer)

    def _handle(self, number: int, _: FrameType | None) -> None:
        """The byte in the pipe says it all; but who presses Ctrl-C twice wants to be out at once."""
        if number == signal.SIGINT:
            if self._interrupted:
                raise KeyboardInterrupt
            self._interrupted = True

    def tell(self) -> None:
        """Say, from any thread, that files may have changed."""
        try:
            os.write(self._writer, bytes([TOLD]))
        except BlockingIOError:  # then it is full of such news
            pass

    @property
    def descriptors(self) -> tuple[int, ...]:
        """What a running check listens to. Only Linux can poll a terminal; elsewhere keys wait for its end."""
        own = self._keyboard is not None and sys.platform == "linux"
        return (self._reader, self._keyboard) if own and self._keyboard is not None else (self._reader,)

    def begin(self) -> None:
        """A check begins: what was heard before does not count against it."""
        self._given_up = False

    def heard(self) -> bool:
        """Whether the check that runs is to be given up: the file was saved again, or its learner leaves."""
        if not self._given_up:
            self._read(0)
            self._given_up = any(map(_is_urgent, self._events))
        return self._given_up

    def next(self, seconds: float | None = None) -> Event | None:
        """The next event, waiting for it so long at most (None: for ever)."""
        if not self._events:
            self._read(seconds)
        return self._events.popleft() if self._events else None

    def forget_keys(self) -> None:
        """Forget what was typed: a question must be read before it is answered."""
        self._read(0)
        self._events = deque(event for event in self._events if event.kind != "key")

    def _read(self, seconds: float | None) -> None:
        listening = [self._reader] if self._keyboard is None else [self._reader, self._keyboard]
        ready, _, _ = select.select(listening, [], [], seconds)
        if self._reader in ready:
            for number in set(os.read(self._reader, 4096)):
                self._take(number)
        if self._keyboard in ready:
            self._type()

    def _take(self, number: int) -> None:
        if number == TOLD:
            if self.changed():
                self._once(Event("saved"))
            else:
                self._once(Event("told"))
        elif number in ENDING:
            self._once(Event("ended", ENDING[signal.Signals(number)]))
        elif number in OF_TERMINAL:
            self._once(Event(OF_TERMINAL[signal.Signals(number)]))

    def _once(self, event: Event) -> None:
        if event not in self._events:
            self._events.append(event)

    def _type(self) -> None:
        assert self._keyboard is not None
        try:
            typed = os.read(self._keyboard, KEYS_AT_ONCE)
        except OSError:  # the terminal has gone
            typed = b""
        if not typed:
            self._keyboard = None
            self._once(Event("ended"))
        keys, self._rest = keys_in(self._rest + typed)
        self._events.extend(Event("key", key) for key in keys)


def _is_urgent(event: Event) -> bool:
    return event.kind in ("saved", "ended", "suspended") or event == Event("key", "q")


def keys_in(typed: bytes) -> tuple[list[str], bytes]:
    """The keys in what a terminal sent, and the begun but unfinished sequence at its end. Arrows and the like are none.

    >>> keys_in(b"hN\\x1b[Aq\\r")
    (['h', 'n', 'q', 'enter'], b'')
    >>> keys_in(b"c\\x1b[1;")
    (['c'], b'\\x1b[1;')
    """
    keys: list[str] = []
    at = 0
    while at < len(typed):
        if typed[at] == 0x1B:
            end = _sequence_end(typed, at)
            if end is None:
                return keys, typed[at : at + 32]
            at = end
            continue
        key = _NAMED.get(typed[at]) or chr(typed[at]).lower()
        if key.isascii() and key.isprintable():
            keys.append(key)
        at += 1
    return keys, b""


_NAMED = {0x0D: "enter", 0x0A: "enter", 0x20: "space", 0x04: "q"}  # Ctrl-D leaves, as it does everywhere


def _sequence_end(typed: bytes, at: int) -> int | None:
    """Where the escape sequence that begins at `at` ends; None where more of it is to come."""
    if at + 1 == len(typed):
        return at + 1  # the key Esc alone
    if typed[at + 1 : at + 2] == b"O":
        return at + 3 if at + 3 <= len(typed) else None
    if typed[at + 1 : at + 2] != b"[":
        return at + 2  # Alt and a key
    for end in range(at + 2, min(len(typed), at + 32)):
        if 0x40 <= typed[end] <= 0x7E:
            return end + 1
    return None if len(typed) < at + 32 else at + 32
