"""Names of files in a folder → whose work it is, and which file is which step.

Nothing is opened here: a name may say a step (`step07.py`, `제7단계.ipynb`), a few (`15-16.ipynb`), or a chapter
(`chapter2/main.py`); what says nothing is left to be judged by its content.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

LAST_STEP = 66
WIDEST = 15  # more steps than this are no "15-16", but a number of another kind
TESTS = re.compile(r"tests?(?:$|[^a-z])", re.IGNORECASE)
OLDER = re.compile(r"(?:^|[^a-z])(?:old|backup|bak|copy|draft|before|wrong|tmp|temp|origin(?:al)?)(?:$|[^a-z])", re.IGNORECASE)
MAIN = re.compile(r"(?:__)?(?:main|run|solution|answer|index|code)(?:__)?", re.IGNORECASE)
# Folders that are named for what is in them, and not for whoever wrote it.
PLAIN = re.compile(
    r"(?:my|src|sources?|codes?|steps?|chapters?|note(?:s|books?)?|ipynb|py|python|practi[cs]es?|exercises?|study|"
    r"book|works?|lib|examples?|scripts?|archive|misc|others?|etc|week|day|part|project|app|tests?|old|backup|copy|"
    r"dezero|deep|learning|from|scratch|tutorials?|samples?|playground|[\W\d_])+",
    re.IGNORECASE,
)
_AT = r"(?<![A-Za-z])"
_NUMBER = r"0*(\d{1,2})(?!\d)"
_GAP = r"[ _.\-]*"
STEP = re.compile(
    rf"{_AT}(?:steps?|lessons?|exercises?|ex|ステップ|スッテプ|스텝|단계|步骤|步驟|第|제){_GAP}{_NUMBER}(?!{_GAP}(?:章|장|ステージ|고지|챕터|部|부))"
    rf"|{_NUMBER}{_GAP}(?:ステップ|스텝|단계|步)|^s{_NUMBER}|{_NUMBER}(?:st|nd|rd|th){_GAP}step",
    re.IGNORECASE,
)
CHAPTER = re.compile(
    rf"{_AT}(?:chapters?|chap|ch|stages?|altitudes?|ステージ|고지|챕터){_GAP}{_NUMBER}"
    rf"|(?:第|제)?{_GAP}{_NUMBER}{_GAP}(?:章|장|ステージ|고지|챕터|部|부)|{_NUMBER}(?:st|nd|rd|th){_GAP}(?:chapters?|stages?|altitudes?)",
    re.IGNORECASE,
)
BARE = re.compile(rf"^{_NUMBER}(?![^\W_])")
SECOND = re.compile(
    rf"(?:{_GAP}([~～〜–—,&+]|to|and|[-_.]+)){_GAP}((?:steps?|ステップ|스텝|第|제)?){_GAP}{_NUMBER}(?![A-Za-z])", re.IGNORECASE
)
PART = re.compile(
    rf"{_GAP}(?:\(?{_NUMBER}\)?|v(?:er(?:sion)?)?{_GAP}{_NUMBER}|(?:part|pt){_GAP}{_NUMBER}|([a-e]))(?![A-Za-z])", re.IGNORECASE
)
BARE_PART = 1.5  # `step26.py` comes before `step26_2.py`, and after what is only `_0` or `_1`


@dataclass(frozen=True)
class Claim:
    """What a name says: steps `first` to `last`. A `vague` one says only that they are somewhere in there."""

    first: int
    last: int
    part: float = BARE_PART
    rest: str = ""
    vague: bool = False


@dataclass(frozen=True)
class Entry:
    """A file that was taken for steps `first` to `last`, and the files of the same steps that it was preferred to."""

    file: str
    first: int
    last: int
    vague: bool = False
    over: tuple[str, ...] = ()


@dataclass(frozen=True)
class Work:
    """One person's files: those whose names say their steps, and the others; `person` is a folder, "" if there is one."""

    person: str
    entries: tuple[Entry, ...]
    others: tuple[str, ...]


Chapters = Sequence[tuple[int, int]]


def works(names: Iterable[str], chapters: Chapters) -> tuple[Work, ...]:
    """The work of each person, from posix names and the first and last step of each chapter."""
    ordered = sorted(set(names))
    claims = _claims(ordered, chapters)
    people = _people(claims)
    made = []
    for person in people or ("",):
        own = [name for name in ordered if not person or name.startswith(f"{person}/")]
        mine = {name: claims[name] for name in own if name in claims}
        made.append(Work(person, _entries(mine), tuple(name for name in own if name not in mine)))
    return tuple(made)


def _claims(names: Sequence[str], chapters: Chapters) -> dict[str, Claim]:
    """What each name says; names that say nothing are left out."""
    plain = {name: unicodedata.normalize("NFKC", name) for name in names}
    counted = [int(_first(found)) for name in plain.values() for found in CHAPTER.finditer(name)]
    if any(not 1 <= number <= len(chapters) for number in counted):
        chapters = ()  # there is no chapter 9: what they call a chapter is a step
    siblings = _siblings(plain.values())
    found = {}
    for name, shown in plain.items():
        claim = _claim(shown, chapters, siblings)
        if claim is not None and claim.first <= claim.last <= LAST_STEP and claim.first > 0:
            found[name] = claim
    return _settled(found)


def _claim(name: str, chapters: Chapters, siblings: frozenset[tuple[str, int, int]]) -> Claim | None:
    """What the file's own name says or, if it says nothing, the nearest folder that says something."""
    *folders, file = name.split("/")
    stem = posixpath.splitext(file)[0]
    around = next(filter(None, (_of_folder(folder, chapters) for folder in reversed(folders))), None)
    if stem in ("__init__", "setup", "conftest"):
        return None
    own = _of_name(stem, chapters, lambda a, b: ("/".join(folders), a, b) in siblings)
    is_test = bool(TESTS.match(stem)) or any(TESTS.fullmatch(folder) for folder in folders)
    if own is None:
        return None if is_test or around is None else replace(around, rest=stem)
    if is_test and own.first != 10:  # the step of tests of one's own
        return None
    if around is not None and around.vague and not STEP.search(stem) and not around.first <= own.first <= around.last:
        return replace(around, rest=stem)  # chapter2/1.py: the first file of the chapter, and not step 1
    return own


def _of_folder(name: str, chapters: Chapters) -> Claim | None:
    claim = _of_name(name, chapters, lambda a, b: False)
    return claim and replace(claim, rest="", part=BARE_PART)


def _of_name(stem: str, chapters: Chapters, is_part: Callable[[int, int], bool]) -> Claim | None:
    """What one part of a path says, such as "step 7", "15-16" or "chapter 2"."""
    chapter = CHAPTER.search(stem)
    step = STEP.search(stem)
    if chapter and step is None:
        number = int(_first(chapter))
        if chapters:
            return Claim(*chapters[number - 1], rest=stem[chapter.end() :], vague=True)
        step = chapter
    step = step or BARE.search(stem)
    if step is None:
        return None
    number, rest = int(_first(step)), stem[step.end() :]
    second = SECOND.match(rest)
    if second is not None and _is_last(number, second, is_part):
        return Claim(number, int(second[3]), rest=rest[second.end() :])
    part = PART.match(rest)
    if part is None:
        return Claim(number, number, -1 if OLDER.search(rest) else BARE_PART, rest)
    value = float(ord(part[4].lower()) - 96) if part[4] else float(_first(part))
    return Claim(number, number, -1 if OLDER.search(rest) else value, rest[part.end() :])


def _is_last(number: int, second: re.Match[str], is_part: Callable[[int, int], bool]) -> bool:
    """Whether a second number ends a range: `15-16` does, `17_2` and `59-1` do not."""
    last = int(second[3])
    if not number < last <= number + WIDEST:
        return False
    return bool(second[2]) or second[1] not in "-_." or not is_part(number, last)


def _siblings(names: Iterable[str]) -> frozenset[tuple[str, int, int]]:
    """(folder, a, b) where `a_b` is a part of step a, for others of its parts stand beside it: 2_1 beside 2_3."""
    pairs: set[tuple[str, int, int]] = set()
    for name in names:
        folder, file = posixpath.split(name)
        stem = posixpath.splitext(file)[0]
        step = STEP.search(stem) or BARE.search(stem)
        second = step and SECOND.match(stem[step.end() :])
        if step and second:
            pairs.add((folder, int(_first(step)), int(second[3])))
    parted = {(folder, a) for folder, a, b in pairs if b in (0, 1) and b < a}
    return frozenset(pair for pair in pairs if pair[:2] in parted)


def _settled(claims: Mapping[str, Claim]) -> dict[str, Claim]:
    """Without the lesser files of a folder that is named for a step: those beside its main file."""
    settled = dict(claims)
    for _, group in groupby(sorted(claims), key=posixpath.dirname):
        unnamed = [name for name in group if claims[name].rest == _stem(name)]
        mains = [name for name in unnamed if MAIN.fullmatch(_stem(name))]
        for name in unnamed:
            if mains and name not in mains:
                del settled[name]
    return settled


def _stem(name: str) -> str:
    return posixpath.splitext(posixpath.basename(unicodedata.normalize("NFKC", name)))[0]


def _people(claims: Mapping[str, Claim]) -> tuple[str, ...]:
    """The folders of several people: they stand side by side, and hold files for the same steps."""
    common = posixpath.commonpath([posixpath.dirname(name) for name in claims]) if claims else ""
    below = f"{common}/" if common else ""
    steps: dict[str, set[int]] = {}
    for name, claim in claims.items():
        folder, slash, _ = name[len(below) :].partition("/")
        if slash and not PLAIN.fullmatch(folder) and _of_folder(folder, ((1, LAST_STEP),) * 9) is None:
            steps.setdefault(below + folder, set()).update(range(claim.first, claim.last + 1))
    people = sorted(steps)
    shared = any(steps[a] & steps[b] for a in people for b in people if a < b)
    return tuple(people) if shared else ()


def _entries(claims: Mapping[str, Claim]) -> tuple[Entry, ...]:
    """One file for each claim, the best by `_rank`; files of a vague claim all stay."""
    chosen: list[Entry] = []
    by_steps: dict[tuple[int, int], list[str]] = {}
    for name, claim in claims.items():
        if claim.vague:
            chosen.append(Entry(name, claim.first, claim.last, vague=True))
        else:
            by_steps.setdefault((claim.first, claim.last), []).append(name)
    for (first, last), names in by_steps.items():
        best, *over = sorted(names, key=lambda name: _rank(name, claims[name]))
        chosen.append(Entry(best, first, last, over=tuple(sorted(over))))
    return tuple(sorted(chosen, key=lambda entry: (entry.vague, entry.first, entry.last, entry.file)))


def _rank(name: str, claim: Claim) -> tuple[bool, float, int, bool, bool, str]:
    """The last part first, then the higher folder, the plainer name, .py before .ipynb; tests come last."""
    is_test = bool(TESTS.search(name))
    return is_test, -claim.part, name.count("/"), bool(claim.rest), not name.endswith(".py"), name


def _first(found: re.Match[str]) -> str:
    """The number that a pattern found, whichever of its spellings did."""
    return next(group for group in found.groups() if group)
