"""The page of a class: everything is there, everything is text, and it works in a browser."""

from __future__ import annotations

import doctest
import html.parser
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from grader.classroom import charts, markup, page, tallies
from grader.classroom.summary import CheckResult

from .made import CORRECTED, HALVED, klass, missing, passed, person, wrong

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
browser = pytest.mark.skipif(BROWSER is None, reason="no chromium here: apt-get install chromium")
NASTY = [
    "<script>document.title='owned'</script>",
    "=1+1",
    "\u202eevil\u202c",
    "a\x00b\x1b[31mred",
    '" onmouseover="x',
    "김민준 😀",
]
VOID = {"meta", "input"}


class Outline(html.parser.HTMLParser):
    """The tags of a page with their attributes, and whether each that needs an end has one."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID and tag not in ("td", "tr"):  # the rows of the map end where the next begins
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open or tag not in ("td", "tr"):
            assert self.open.pop() == tag

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.tags if tag == name]


def text_of(*people: object, **values: object) -> str:
    return "".join(page.pieces(klass(*people, **values)))  # type: ignore[arg-type]


@pytest.fixture
def three() -> str:
    """The page of somebody who is right, somebody who is late and wrong, and somebody who handed in nothing."""
    late = wrong(2, late_days=1.5, penalty=0.5, score=0.5, corrected=CORRECTED, output="printed <b>")
    people = [
        person("ann", "Ann", passed(1), passed(2)),
        person("bob", "Bob", passed(1), late),
        person("cy", "Cy", missing(1), missing(2)),
    ]
    return text_of(*people)


@pytest.mark.parametrize("module", [markup, page, charts, tallies])
def test_the_examples_in_the_code_are_true(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_the_class_is_there_at_a_glance(three: str) -> None:
    assert "3 people, 2 of them have handed something in. Steps: 1 to 2." in three
    assert (
        'aria-label="Columns: how many students have reached which step as their highest. step 0: 1; step 1: 1; step 2: 1."'
        in three
    )


def test_a_mistake_is_counted_and_says_who_makes_it(three: str) -> None:
    part = three.partition('id="mistakes"')[2].partition("</section>")[0]
    assert "gives x back" in part and HALVED.says in part and '<a class="to" href="#p1">Bob</a>' in part
    assert "Ann" not in part and "33%" in part


def test_who_makes_a_mistake_is_named_however_many_they_are_and_folded_away_beyond_a_few() -> None:
    def part(count: int) -> str:
        text = text_of(*[person(f"s{n}", f"Student {n}", wrong(1), missing(2)) for n in range(count)])
        return text.partition('id="mistakes"')[2].partition("</section>")[0]

    assert "<details>" not in part(page.FEW) and "<details>" in part(page.FEW + 1)
    for count, links in ((page.FEW, page.FEW), (page.MANY, page.MANY), (page.MANY + 1, 0)):
        assert part(count).count('<a class="to"') == links
        assert len(set(re.findall(r"Student \d+", part(count)))) == count


def test_the_hardest_check_stands_first_with_how_many_tried_it() -> None:
    two_wrong = wrong(
        1, checks=(CheckResult("doubles", "failed", "", 0.0, 2.0), CheckResult("keeps_data", "unwritten", "", 0.0, 1.0))
    )
    other = wrong(
        2, checks=(CheckResult("doubles", "passed", "", 2.0, 2.0), CheckResult("keeps_data", "timeout", "", 0.0, 1.0))
    )
    unread = wrong(2)
    object.__setattr__(unread, "status", "error")
    found = tallies.hardest(
        klass(
            person("a", "A", two_wrong, other),
            person("b", "B", two_wrong, unread),
            person("c", "C", passed(1), passed(2)),
        )
    )
    assert [(h.step, h.name, h.wrong, h.tried) for h in found] == [(1, "doubles", 2, 3), (2, "keeps_data", 1, 2)]


def test_a_step_is_counted_by_status_and_its_mean_is_of_what_was_handed_in() -> None:
    graded = klass(
        person("a", "A", passed(1), missing(2)),
        person("b", "B", wrong(1), missing(2)),
        person("c", "C", missing(1), missing(2)),
    )
    (_, first, mean), (_, second, none) = tallies.steps(graded)
    assert (dict(first), mean) == ({"passed": 1, "failed": 1, "missing": 1}, 2.0)
    assert (dict(second), none) == ({"missing": 3}, None)


def test_a_cell_says_without_colour_what_it_means(three: str) -> None:
    rows = three.partition('id="map"')[2].partition("</section>")[0].partition("<tbody>")[2].splitlines()[1:4]
    assert rows[0].endswith("<td class=p>3<td class=p>3")
    assert rows[1].endswith('<td class=p>3<td class="f l c">0.5') and rows[2].endswith("<td class=m><td class=m>")
    style = three.partition("<style>")[2].partition("</style>")[0]
    for sign in "phfuegm":
        assert f".map .{sign}::before {{ content: " in style and f'--{sign}: " ' in style


def test_where_the_grader_failed_there_is_no_number() -> None:
    assert page._cell(passed(1, score=None)) == "<td class=p>?"


def test_a_person_s_part_shows_what_a_teacher_looks_at(three: str) -> None:
    bob = three.partition('id="p1"')[2].partition("</details>")[0]
    for seen in (
        "double(3.0) gave 3.0, expected 6.0",
        "Late by 1.5 days: 0.5 points off.",
        CORRECTED.why,
        "seed 424242",
    ):
        assert seen in bob
    assert "<pre>printed &lt;b&gt;</pre>" in bob and 'href="feedback/bob.html"' in bob and "Passed: 1." in bob
    assert "Not handed in: 1 to 2." in three.partition('id="p2"')[2]


def test_somebody_off_the_roster_is_said_to_be() -> None:
    stranger = person("x", "X", passed(1), passed(2), on_roster=False, problems=("came <late>",))
    assert "is not on the roster" in text_of(stranger, has_roster=True) and "came &lt;late&gt;" in text_of(stranger)
    assert "is not on the roster" not in text_of(stranger)


def test_everything_that_somebody_wrote_is_text() -> None:
    for nasty in NASTY:
        bad = wrong(1, checks=(CheckResult("doubles", "failed", nasty, 0.0, 2.0),), output=nasty, notes=(nasty,))
        text = text_of(
            person(nasty, nasty, bad, passed(2), section=nasty, email=nasty, problems=(nasty,)),
            title=nasty,
            notes=(nasty,),
        )
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", text)
        outline = Outline(text)
        assert len(outline.all("script")) == 1 and not outline.open
        assert not [attrs for _, attrs in outline.tags if any(name.startswith("on") for name in attrs)]


def test_the_page_loads_nothing_and_each_link_leads_somewhere(three: str) -> None:
    outline = Outline(three)
    assert not [tag for tag, attrs in outline.tags if "src" in attrs or tag in ("link", "img", "iframe")]
    ids = [attrs["id"] for _, attrs in outline.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] or "" for attrs in outline.all("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    assert all(link.startswith(("#", "feedback/")) for link in links)


def test_each_table_has_a_caption_and_each_head_a_scope(three: str) -> None:
    outline = Outline(three)
    assert len(outline.all("table")) == len(outline.all("caption")) == 5
    assert {attrs.get("scope") for attrs in outline.all("th")} == {"col", "row"}
    assert all(attrs.get("aria-label") or attrs.get("aria-hidden") for attrs in outline.all("svg"))


def test_an_unisolated_class_says_so_and_another_does_not(three: str) -> None:
    assert "Not isolated." not in three and "Not isolated." in text_of(unisolated=True)


def test_a_class_of_nobody_is_a_page_too() -> None:
    text = text_of()
    for sentence in ("nobody in this class yet", "No submission behaves like a mistake", "Nobody has a check wrong."):
        assert sentence in text
    assert not Outline(text).open


def test_what_one_person_takes_on_the_page_is_bounded(tmp_path: Path) -> None:
    long = tuple(CheckResult(f"check_{n}", "failed", "x" * 5000, 0.0, 1.0) for n in range(50))
    bad = wrong(1, checks=long, output="y" * 50000)
    size = len("".join(page._person(0, person("a", "A", *[bad] * 36), {s.number: s for s in klass().steps}, False)))
    assert size < 20_000


def test_a_person_s_part_is_shorter_in_a_large_class() -> None:
    bad = [wrong(1), wrong(2)]
    assert text_of(person("a", "Ann", *bad)).count('<div class="card">') == 2
    many = page.MOST_CARDS + 1
    assert text_of(*[person(f"s{n}", f"Student {n}", *bad) for n in range(many)]).count('<div class="card">') == many


# In a browser


def opened(path: Path, home: Path) -> str:
    """The page as the browser has it once its script has run."""
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--user-data-dir={home}"]
    assert BROWSER is not None
    ran = subprocess.run([BROWSER, *flags, "--dump-dom", path.as_uri()], capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@browser
def test_in_a_browser_only_the_page_s_own_script_runs(tmp_path: Path) -> None:
    path = page.write(klass(*[person(f"s{n}", name, passed(1), wrong(2)) for n, name in enumerate(NASTY)]), tmp_path)
    path.write_text(path.read_text().replace("</main>", "</main><script>document.title = 'owned'</script>"))
    seen = opened(path, tmp_path / "home")
    assert "<title>Course</title>" in seen and '<form id="filter" role="search"' in seen
    assert "6 shown in" in seen and '<th scope="col"><button type="button">' in seen


@browser
def test_in_a_browser_tables_sort_people_are_found_and_links_open_their_part(tmp_path: Path) -> None:
    people = [
        person("a", "Ann", wrong(1), missing(2)),
        person("b", "Ben", passed(1), passed(2)),
        person("c", "Cy", passed(1), wrong(2), section="B"),
    ]
    path = page.write(klass(*people), tmp_path)
    driver = """<script>{
    const head = document.querySelectorAll('#map th')[3];
    const order = () => Array.from(document.querySelectorAll('#map tbody th'), (cell) => cell.textContent).join();
    const told = [];
    head.querySelector('button').click(); told.push(order(), head.getAttribute('aria-sort'));
    head.querySelector('button').click(); told.push(order(), head.getAttribute('aria-sort'));
    const shown = () => Array.from(document.querySelectorAll('.who:not([hidden])'), (part) => part.id).join();
    const ask = (name, value) => {
      form.elements[name].value = value; filter(); form.elements[name].value = '';
      told.push(shown() + '/' + form.elements.count.value[0]);
    };
    ask('words', 'BEN'); ask('words', 'c@school'); ask('section', 'B');
    ask('state', 'm'); ask('state', 'w'); ask('words', 'nobody');
    location.hash = 'p1'; opened(); told.push(document.getElementById('p1').open);
    document.title = told.join(' | ');
    }</script></body>"""
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", path.read_text())
    path.write_text(text.replace("</body>", driver))
    seen = opened(path, tmp_path / "home").partition("<title>")[2].partition("</title>")[0]
    sorted_ = "Ben,Cy,Ann | descending | Ann,Cy,Ben | ascending"
    assert seen == f"{sorted_} | p1/1 | p2/1 | p2/1 | p0/1 | p0,p2/2 | /0 | true"
