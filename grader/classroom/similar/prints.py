"""The files of one step → the pairs of people who share passages that few others have. A process of its own.

Files come as a JSON line on stdin, pairs go out as one. The fingerprints are those of copydetect: names do not count in
them. Here no file is run; one that takes too long to be read is left out.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, combinations
from typing import Any, NamedTuple

LENGTH = 25  # of the shortest passage that is looked at, in the characters that copydetect leaves
SECONDS = 5.0  # of processor time for one file: a usual one takes milliseconds
LEAST = 100  # characters that a pair shares, about six lines
LEAST_PART = 0.5  # of what one of the two wrote
MOST_PLACES = 20  # a passage that a file repeats more often than that, such as a table, says nothing


class Print(NamedTuple):
    """A file's fingerprints: where in the condensed text each passage stands, and the line of each place there."""

    places: Mapping[int, Sequence[int]]
    lines: Sequence[int]


class Pair(NamedTuple):
    """Two files that share passages: how many characters, which part of each that is, and the rows of each passage."""

    one: int
    other: int
    shared: int
    of_one: float
    of_other: float
    passages: tuple[tuple[int, int, int, int], ...]


def main() -> None:
    """Answer each line until there are no more."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    fingerprint([(1, "pass\n")])  # the library is loaded before a file's time begins
    for line in sys.stdin:
        asked = json.loads(line)
        prints, left_out = _prints(asked["files"])
        found = pairs(prints, asked["people"], fingerprint(asked["course"]), asked["most"])
        answers.write(json.dumps({"pairs": found, "left_out": left_out}) + "\n")
        answers.flush()


File = Sequence[tuple[int, str]]  # its parts: the row on which each begins, and its lines


def _prints(files: Iterable[File]) -> tuple[list[Print], list[int]]:
    """The fingerprints of each file, and which of them could not be read in time."""
    found: list[Print] = []
    left_out: list[int] = []
    for number, parts in enumerate(files):
        try:
            with _in_time():
                found.append(fingerprint(parts))
        except (TimeoutError, RecursionError, MemoryError):
            found.append(Print({}, ()))
            left_out.append(number)
    return found, left_out


@contextmanager
def _in_time() -> Iterator[None]:
    def late(number: int, frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def fingerprint(parts: File) -> Print:
    """The fingerprints of a file as copydetect takes them, every one of them kept, part by part."""
    from copydetect import CodeFingerprint

    places: dict[int, list[int]] = {}
    lines: list[int] = []
    for row, text in parts:
        made = CodeFingerprint("part.py", LENGTH, 1, language="python", fp=io.StringIO(text))
        for key, found in made.hash_idx.items():
            places.setdefault(int(key), []).extend(len(lines) + int(place) for place in found)
        lines += _lines(made, row, text)
    return Print(places, lines)


def _lines(made: Any, row: int, text: str) -> list[int]:
    """The row in the file of each place in the condensed text of a part."""
    starts = [0, *(at + 1 for at, letter in enumerate(text) if letter == "\n")]
    lines: list[int] = []
    removed, changes = 0, iter([*made.offsets.tolist(), (len(made.filtered_code) + 1, 0)])
    change = next(changes)
    for place in range(len(made.filtered_code)):
        while change[0] < place:
            removed = max(removed, change[1])  # it says too little behind a class's name
            change = next(changes)
        lines.append(row - 1 + bisect_right(starts, place + removed))
    return lines


def pairs(prints: Sequence[Print], people: Sequence[int], course: Print, most: int) -> list[Pair]:
    """Every two files of different people that share enough of what is neither the course's nor of more than `most` people."""
    own = [{key: places for key, places in one.places.items() if key not in course.places} for one in prints]
    rare = _rare(own, people, most)
    counted: Counter[tuple[int, int]] = Counter()
    for files in rare.values():
        counted.update(pair for pair in combinations(files, 2) if people[pair[0]] != people[pair[1]])
    likely = sorted(pair for pair, count in counted.items() if count * LENGTH >= LEAST)
    found = (_pair(one, other, prints, own, rare) for one, other in likely)
    return [pair for pair in found if pair.shared >= LEAST and max(pair.of_one, pair.of_other) >= LEAST_PART]


def _rare(own: Sequence[Mapping[int, Sequence[int]]], people: Sequence[int], most: int) -> dict[int, list[int]]:
    """The files in which each fingerprint stands, of those that at least two people have and not too many."""
    files: dict[int, list[int]] = {}
    for number, one in enumerate(own):
        for key, places in one.items():
            if len(places) <= MOST_PLACES:
                files.setdefault(key, []).append(number)
    return {key: where for key, where in files.items() if 1 < len({people[number] for number in where}) <= most}


def _pair(
    one: int, other: int, prints: Sequence[Print], own: Sequence[Mapping[int, Sequence[int]]], rare: Mapping[int, object]
) -> Pair:
    shared = own[one].keys() & own[other].keys() & rare.keys()
    runs = _apart(_runs(own[one], own[other], shared))
    total = sum(length for _, _, length in runs)
    first, second = prints[one].lines, prints[other].lines
    rows = sorted(
        (first[i], first[i + length - 1], second[j], second[j + length - 1]) for i, j, length in runs
    )
    return Pair(one, other, total, total / _covered(own[one]), total / _covered(own[other]), tuple(rows))


Run = tuple[int, int, int]  # where it begins in the one, in the other, and how long it is


def _runs(one: Mapping[int, Sequence[int]], other: Mapping[int, Sequence[int]], shared: Iterable[int]) -> Iterator[Run]:
    """The longest stretches that stand in both, in the same order of characters."""
    diagonals: dict[int, list[int]] = {}
    for key in shared:
        for i in one[key]:
            for j in other[key]:
                diagonals.setdefault(j - i, []).append(i)
    for shift, places in diagonals.items():
        places.sort()
        begun = last = places[0]
        for place in (*places[1:], None):
            if place is None or place > last + LENGTH:
                yield begun, begun + shift, last + LENGTH - begun
                begun = place or 0
            last = place or 0


def _apart(runs: Iterable[Run]) -> list[Run]:
    """The longest of the runs, as far as none stands where a longer one does, in either file."""
    kept: list[Run] = []
    for i, j, length in sorted(runs, key=lambda run: (-run[2], run)):
        if all(not (a < i + length and i < a + n) and not (b < j + length and j < b + n) for a, b, n in kept):
            kept.append((i, j, length))
    return kept


def _covered(own: Mapping[int, Sequence[int]]) -> int:
    """How many characters somebody's own fingerprints cover; at least one."""
    total, end = 0, 0
    for place in sorted(chain.from_iterable(own.values())):
        total += place + LENGTH - max(end, place)
        end = place + LENGTH
    return max(total, 1)


if __name__ == "__main__":
    main()
