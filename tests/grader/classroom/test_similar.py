"""Who shares passages with whom: what is said to be alike, what is not, and that it is a hint."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from grader import bank, course, lessons
from grader.classroom import outputs, page, similar
from grader.classroom.similar import Author, Found, Likeness, Passage, Side, handed, own, prints, sheet
from grader.classroom.similar import page as alike
from grader.errors import GraderError
from grader.submission import Block, Submission

STEP = 14
ROOT = course.ROOT
needs_tool = pytest.mark.skipif(not similar.there(), reason='copydetect is not installed: pip install -e ".[similar]"')
ANNS = '''
    def backward(self):
        """Walk back."""
        pending = [self.creator] if self.creator is not None else []
        self.grad = np.ones_like(self.data) if self.grad is None else self.grad
        while len(pending) > 0:
            current = pending.pop()
            incoming = []
            for result in current.outputs:
                incoming.append(result.grad)
            sent = current.backward(*incoming)
            if not isinstance(sent, tuple):
                sent = (sent,)
            position = 0
            for source in current.inputs:
                piece = sent[position]
                position += 1
                if source.grad is None:
                    source.grad = piece
                else:
                    total = source.grad + piece
                    source.grad = total
                if source.creator is not None:
                    pending.append(source.creator)
'''
INDEPENDENT = '''
    def backward(self):
        if self.grad is None:
            self.grad = np.full(np.shape(self.data), 1.0)
        todo = {0: self}
        while todo:
            key, variable = todo.popitem()
            function = variable.creator
            if function is None:
                continue
            back = function.backward(*(y.grad for y in function.outputs))
            pairs = dict(enumerate(back if type(back) is tuple else [back]))
            for number, gx in pairs.items():
                x = function.inputs[number]
                x.grad = sum([gx] + ([] if x.grad is None else [x.grad]))
                todo[len(todo) + key + 1] = x
'''
RENAMED = {"pending": "todo", "current": "fn", "incoming": "gys", "result": "o", "sent": "gxs", "position": "k", "piece": "g"}


def text_with(backward: str) -> str:
    """Our own step 14 with somebody's way of writing `Variable.backward`."""
    reference = bank.reference(ROOT, STEP)
    assert reference is not None
    text = reference.files[reference.main]
    begin = text.index("    def backward(self):")
    return text[:begin] + backward.strip("\n") + "\n\n" + text[text.index("    def ", begin + 10) :]


def renamed(text: str) -> str:
    """A copy in which every name is another one, with a comment and blank lines here and there."""
    for before, after in RENAMED.items():
        text = re.sub(rf"\b{before}\b", after, text)
    return text.replace("            gys = []\n", "            gys = []  # what comes back\n\n")


def of_text(text: str, path: str = "step14.py") -> Submission:
    return Submission(path, "0" * 64, path, {path: text}, (Block(text),))


def author(name: str, text: str, step: int = STEP, email: str = "") -> Author:
    return Author(name, name.title(), email, {step: lambda: of_text(text, f"{name}/step{step}.py")})


def pairs_of(*authors: Author) -> set[tuple[str, str]]:
    return {(one.one.id, one.other.id) for one in similar.look(authors).likenesses}


@needs_tool
def test_a_copy_with_other_names_is_alike_and_an_independent_file_and_two_stubs_are_not() -> None:
    stub = lessons.stub(ROOT, STEP).text
    found = similar.look([
        author("ann", text_with(ANNS)),
        author("bob", renamed(text_with(ANNS))),
        author("cyd", text_with(INDEPENDENT)),
        author("dan", stub),
        author("eve", stub + "\n# my own\n"),
        author("fay", text_with("    def backward(self):\n        pass\n")),
    ])  # fmt: skip
    (one,) = found.likenesses
    assert (one.step, one.one.id, one.other.id) == (STEP, "ann", "bob")
    assert one.one.part > 0.95 and one.other.part > 0.95 and one.shared > 200
    first, second = one.passages[0]
    assert "pending.append(source.creator)" in first.text and "todo.append(source.creator)" in second.text
    assert first.text.lstrip().startswith("def backward") and first.place != second.place, "two lines came in"
    assert found.left_out == () and found.steps == (STEP,)


@needs_tool
def test_what_the_course_itself_has_is_nobodys_own() -> None:
    step = course.step(ROOT, STEP)
    ways = [bank.reference(ROOT, STEP), *(read for _, read in (*bank.variants(step), *bank.mistakes(step)))]
    texts = [way.files[way.main] for way in ways if way is not None]
    assert len(texts) > 10
    assert pairs_of(*(author(f"a{n}{half}", text) for n, text in enumerate(texts) for half in "xy")) == set()


@needs_tool
def test_nobody_is_alike_to_themselves_or_to_a_second_entry_with_their_address() -> None:
    text = text_with(ANNS)
    one, again = author("ann", text, email="ann@school.test"), author("ann (2)", text, email="Ann@School.test ")
    assert pairs_of(one, again) == set()
    assert pairs_of(one, author("bob", text, email="bob@school.test")) == {("ann", "bob")}


@needs_tool
def test_notebooks_and_folders_are_compared_and_their_places_said(hand_in: Callable[..., Path]) -> None:
    text = text_with(ANNS)
    head, _, rest = renamed(text).partition("class Variable")
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "outputs": [], "execution_count": None, "source": source}
        for n, source in enumerate((head, "class Variable" + rest))
    ]
    notebook = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    folder = hand_in({
        "ann/step14.py": text,
        "bob/step14.ipynb": notebook,
        "cyd/step14.py": "from sub.core import *\n",
        "cyd/sub/core.py": text,
    })
    found = similar.look(handed.of_folder(folder, None, (STEP,)))
    sides = {one.one.id + one.other.id: one for one in found.likenesses}
    assert set(sides) == {"annbob", "anncyd", "bobcyd"}
    assert "cell 2" in sides["annbob"].passages[0][1].place
    assert sides["anncyd"].other.file == "cyd/step14.py (sub/core.py)"
    assert "sub/core.py" in sides["anncyd"].passages[0][1].place


@needs_tool
def test_what_somebody_has_carried_over_from_their_own_earlier_step_does_not_count_again() -> None:
    def both(name: str, text: str) -> Author:
        return Author(name, name, "", {13: lambda: of_text(text), 14: lambda: of_text(text + "\n# step 14\n")})

    found = similar.look([both("ann", text_with(ANNS)), both("bob", renamed(text_with(ANNS)))])
    assert [one.step for one in found.likenesses] == [13]


@needs_tool
def test_a_passage_that_many_have_is_no_hint() -> None:
    texts = [f"{text_with(ANNS)}\n\ndef own{n}(x):\n    return x * {n}\n" for n in range(similar.MOST + 1)]
    assert pairs_of(*(author(f"a{n:02}", text) for n, text in enumerate(texts))) == set()
    assert len(pairs_of(*(author(f"a{n:02}", text) for n, text in enumerate(texts[:4])))) == 6


@needs_tool
def test_what_is_no_python_is_compared_as_it_stands() -> None:
    text = f"def broken(:\n{ANNS}"
    assert pairs_of(author("ann", text), author("bob", renamed(text))) == {("ann", "bob")}


@needs_tool
def test_a_file_that_takes_too_long_is_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(parts: prints.File) -> prints.Print:
        if "pending" in parts[0][1]:
            raise TimeoutError
        return real(parts)

    real = prints.fingerprint
    monkeypatch.setattr(prints, "fingerprint", slow)
    read, left_out = prints._prints([[(1, "pending = 1\n")], [(1, ANNS)], [(1, RENAMED["pending"] + " = 1\n")]])
    assert left_out == [0, 1] and read[0] == prints.Print({}, ()) and len(read) == 3


@needs_tool
def test_files_that_were_left_out_are_named_with_their_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = {"pairs": [], "left_out": [1]}
    monkeypatch.setattr(similar, "_asked", lambda process, question: answer)
    found = similar.look([author("ann", text_with(ANNS)), author("bob", text_with(INDEPENDENT))])
    assert found.left_out == ("bob/step14.py of Bob",)
    assert "it took too long to read: bob/step14.py of Bob" in "".join(alike.pieces(found, ""))


@needs_tool
def test_the_alarm_ends_a_reading_and_is_put_back() -> None:
    import signal

    before = signal.getsignal(signal.SIGPROF)
    with pytest.raises(TimeoutError), prints._in_time():
        signal.raise_signal(signal.SIGPROF)
    assert signal.getsignal(signal.SIGPROF) == before and signal.getitimer(signal.ITIMER_PROF) == (0.0, 0.0)


def test_a_tool_that_dies_is_our_failure_and_costs_no_grades(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(similar.sys, "executable", "/bin/false")
    authors = [author("ann", text_with(ANNS)), author("bob", text_with(ANNS))]
    with pytest.raises(GraderError, match="copydetect came to an unexpected end"):
        similar.look(authors)


def test_without_the_tool_a_grading_says_so_once_and_the_command_how_to_get_it(
    grader: Callable[..., object], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(similar, "there", lambda: False)
    made, told = outputs.write_similar("Class", tmp_path)
    assert made == [] and "copydetect is not installed" in told and "similar" in told
    assert not list(tmp_path.iterdir())


def test_what_breaks_it_is_told_and_the_grading_goes_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, graded, hand_in) -> None:
    def broken(authors: object) -> Found:
        raise GraderError("copydetect came to an unexpected end")

    graded(hand_in({"ann/step02.py": "x = 1\n"}), steps=(2,))
    monkeypatch.setattr(similar, "there", lambda: True)
    monkeypatch.setattr(similar, "look", broken)
    assert outputs.write_similar("Class", tmp_path / "out") == (
        [],
        "Similar submissions were not looked for: copydetect came to an unexpected end.",
    )


# What comes out


NASTY = "<script>x</script>"


def likeness(one: str = "ann", other: str = "bob", step: int = 14) -> Likeness:
    sides = [Side(name, f"{name} {NASTY}", f"{name}/=1+1.py", 0.9) for name in (one, other)]
    passages = ((Passage("line 1 to line 2", f"a = {NASTY}\nb\u202e"), Passage("line 7", "c")),)
    return Likeness(step, "A title", sides[0], sides[1], 123, passages)


FOUND = Found((likeness(), likeness(step=15), likeness("ann", "=2+2")), 6, (), (14, 15))


def test_everything_that_somebody_wrote_is_text_on_the_page() -> None:
    made = "".join(alike.pieces(FOUND, NASTY))
    assert NASTY not in made and made.count("&lt;script&gt;x&lt;/script&gt;") > 6 and "\u202e" not in made
    assert "hints for a person who looks, and no verdict" in made
    assert "2 pairs of people, of 6 files compared" in made and made.count("<section") == 2
    assert "script-src &#x27;none&#x27;" in made or "script-src 'none'" in made


def test_a_table_row_stands_for_two_people_in_a_step_and_no_cell_is_a_formula(tmp_path: Path) -> None:
    path = sheet.write(FOUND, tmp_path)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    assert [(row["step"], row["id"], row["other_id"]) for row in rows] == [
        ("14", "ann", "bob"), ("15", "ann", "bob"), ("14", "ann", "'=2+2"),
    ]  # fmt: skip
    assert rows[0]["part"] == "0.90" and rows[0]["lines"] == "line 1 to line 2" and rows[0]["shared"] == "123"


def test_many_pairs_are_cut_on_the_page_and_counted() -> None:
    many = tuple(likeness("ann", f"b{n}") for n in range(alike.MOST_TWOS + 3))
    made = "".join(alike.pieces(Found(many, 500, (), (14,)), ""))
    assert made.count("<section") == alike.MOST_TWOS and "3 more pairs are in similar.csv" in made
    steps = tuple(likeness(step=step) for step in range(1, 8))
    made = "".join(alike.pieces(Found(steps, 20, (), tuple(range(1, 8))), ""))
    assert "in the steps 4 to 7 too" in made and made.count('class="two"') == alike.MOST_FILES
    long = Likeness(14, "T", *(Side(n, n, "f", 0.5) for n in "ab"), 10, ((Passage("line 1", "a"), Passage("line 2", "b")),) * 15)
    assert "3 shorter passages more" in "".join(alike.pieces(Found((long,), 2, (), (14,)), ""))


@pytest.mark.parametrize(("count", "said"), [(0, "none that are worth"), (1, "one pair"), (2, "2 pairs")])
def test_what_was_found_is_a_line(count: int, said: str, tmp_path: Path) -> None:
    found = Found(tuple(likeness("ann", f"b{n}") for n in range(count)), 5, (), (14,))
    assert said in outputs.similar_line(found, tmp_path)
    assert count or "No two of the 5 files" in "".join(alike.pieces(found, ""))


def test_the_page_of_a_class_leads_to_it_where_it_is_there(tmp_path: Path) -> None:
    from .made import klass, passed, person

    one = klass(person("ann", "Ann", passed(1), passed(2)))
    assert 'href="similar.html"' not in page.write(one, tmp_path).read_text()
    alike.write(FOUND, "Course", tmp_path)
    assert 'href="similar.html"' in page.write(one, tmp_path).read_text()


# The doors


@pytest.fixture
def copied(hand_in: Callable[..., Path]) -> Path:
    return hand_in({"ann/step14.py": text_with(ANNS), "bob/step14.py": renamed(text_with(ANNS))})


@needs_tool
def test_a_graded_class_is_compared_and_its_gradebook_gives_the_same_as_its_folder(grader, copied: Path, tmp_path: Path) -> None:
    ran = grader("grade", copied, "--out", tmp_path / "out", "--steps", "14", "--jobs", "1")
    assert ran.code == 0 and "one pair to look at" in ran.out and "no verdict" in ran.out, ran.out + ran.err
    first = (tmp_path / "out" / "similar.csv").read_bytes()
    assert b"ann" in first and 'href="similar.html"' in (tmp_path / "out" / "index.html").read_text()
    for words in (("--out", tmp_path / "out"), (copied, "--steps", "14", "--out", tmp_path / "other")):
        ran = grader("similar", *words)
        assert ran.code == 0 and "one pair to look at" in ran.out, ran.out + ran.err
        assert (words[-1] / "similar.csv").read_bytes() == first and (words[-1] / "similar.html").is_file()


def test_whoever_does_not_want_it_says_so(grader, copied: Path, tmp_path: Path) -> None:
    ran = grader("grade", copied, "--out", tmp_path / "out", "--steps", "14", "--jobs", "1", "--no-similar")
    assert ran.code == 0 and "Similar" not in ran.out and not (tmp_path / "out" / "similar.csv").exists()


@needs_tool
@pytest.mark.parametrize(
    ("words", "said"),
    [(("nowhere",), "There is no folder"), ((), "no gradebook"), (("--steps", "x"), "no steps, such as 1-22")],
)
def test_a_call_that_can_not_be_used_ends_with_2(grader, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    ran = grader("similar", *words, "--out", tmp_path / "out")
    assert ran.code == 2 and said in ran.err and "Traceback" not in ran.err


def test_without_the_tool_the_command_ends_with_2(monkeypatch: pytest.MonkeyPatch) -> None:
    from grader.commands import main

    monkeypatch.setattr(similar, "there", lambda: False)
    assert main(["similar"]) == 2


# The parts


def test_the_rows_of_a_part_are_those_of_the_file() -> None:
    text = text_with(ANNS)
    parts = own.own(text, own.of_course(ROOT, STEP)).parts
    assert len(parts) == 1 and text.split("\n")[parts[0].row - 1] == "    def backward(self):"
    assert own.own("import os\n", frozenset()).parts == ()
    assert own.own("def f(:\n", frozenset()) == own.Own((own.Part(1, "def f(:\n"),), frozenset())


@needs_tool
def test_the_longest_passages_are_kept_apart() -> None:
    runs = [(0, 0, 30), (10, 50, 60), (100, 200, 40), (60, 0, 25)]
    assert prints._apart(runs) == [(10, 50, 60), (100, 200, 40)]
    assert list(prints._runs({1: [0], 2: [1], 3: [90]}, {1: [5], 2: [6], 3: [95]}, [1, 2, 3])) == [
        (0, 5, 1 + prints.LENGTH), (90, 95, prints.LENGTH),
    ]  # fmt: skip


