"""Names of files in a folder → which file is which step, and whose."""

from __future__ import annotations

import unicodedata

import pytest

from grader.works import works

CHAPTERS = ((1, 10), (11, 24), (25, 36), (37, 51), (52, 60), (61, 66))


def said(*names: str) -> list[str]:
    """What each file of the only person was taken for: "7 step07.py", "15-16 …", or "1-10? …" for a chapter."""
    (work,) = works(names, CHAPTERS)
    return [
        f"{entry.first}{'' if entry.first == entry.last else f'-{entry.last}'}{'?' * entry.vague} {entry.file}"
        for entry in work.entries
    ]


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("steps/step07.py", 7),
        ("step7.py", 7),
        ("step_7.ipynb", 7),
        ("step-07.py", 7),
        ("Step7_backprop.py", 7),
        ("STEP 07.py", 7),
        ("steps27.py", 27),
        ("07.py", 7),
        ("7. backprop.py", 7),
        ("07_backprop.ipynb", 7),
        ("s07.py", 7),
        ("lesson7.py", 7),
        ("my_step7.py", 7),
        ("backprop step 9.py", 9),
        ("제7단계.ipynb", 7),
        (unicodedata.normalize("NFD", "제7단계.ipynb"), 7),
        ("스텝 07.py", 7),
        ("7단계_역전파.py", 7),
        ("ステップ07.py", 7),
        ("第7ステップ.ipynb", 7),
        ("第7步.py", 7),
        ("步骤7.py", 7),
        ("ｓｔｅｐ０７.py", 7),
        ("7th step.py", 7),
        ("step07_20231104.py", 7),
        ("step60.py", 60),
        ("step07/main.py", 7),
        ("07/solution.ipynb", 7),
        ("step10_test.py", 10),
        ("test_step10.py", 10),
        ("ch9.py", 9),
    ],
)
def test_a_name_says_its_step(name: str, step: int) -> None:
    assert said(name) == [f"{step} {name}"]


@pytest.mark.parametrize(
    "name",
    ["main.py", "utils.py", "EDA_1.ipynb", "2022_summer.py", "step100.py", "step00.py", "step99.py", "test_step11.py",
     "tests/test_step14.py", "dezero/core.py", "homework_1.ipynb", "step07/__init__.py", "mp3.py", "stepping.py",
     "footstep.py", "conv2d.py", "3d.py"],
)  # fmt: skip
def test_other_names_say_none(name: str) -> None:
    (work,) = works([name], CHAPTERS)
    assert (work.entries, work.others) == ((), (name,))


@pytest.mark.parametrize(
    ("name", "range_"),
    [
        ("15-16.ipynb", "15-16"),
        ("step15_16.py", "15-16"),
        ("steps/step20-22.py", "20-22"),
        ("step1_10.ipynb", "1-10"),
        ("step2_step3.ipynb", "2-3"),
        ("step 4~6.py", "4-6"),
        ("steps_01-05/main.py", "1-5"),
        ("step17_2.py", "17"),
        ("step50-0.py", "50"),
        ("step59-1.py", "59"),
        ("step26_2.py", "26"),
        ("step7.1.py", "7"),
    ],
)
def test_a_second_number_ends_a_range_where_it_is_greater(name: str, range_: str) -> None:
    assert said(name) == [f"{range_} {name}"]


def test_a_greater_second_number_beside_lesser_ones_is_a_part() -> None:
    (work,) = works(["2_1.py", "2_3.py"], CHAPTERS)
    assert [(entry.file, entry.over) for entry in work.entries] == [("2_3.py", ("2_1.py",))]


@pytest.mark.parametrize(
    ("names", "taken"),
    [
        (("17_1.py", "17_2.py"), "17_2.py"),
        (("step26.py", "step26_2.py"), "step26_2.py"),
        (("step9.py", "step9-1.py"), "step9.py"),
        (("step50-0.py", "step50.py"), "step50.py"),
        (("step59.py", "step59-1.py", "step59-2.py"), "step59-2.py"),
        (("step7a.py", "step7b.py"), "step7b.py"),
        (("step7_v1.py", "step7_v3.py"), "step7_v3.py"),
        (("step08.py", "step08 copy.py"), "step08.py"),
        (("step08_old.py", "step08.py"), "step08.py"),
        (("step06.ipynb", "step06.py"), "step06.py"),
        (("step06_main.py", "step06.ipynb"), "step06.ipynb"),
        (("Codes/step12.py", "step12.py"), "step12.py"),
        (("test_step10.py", "step10.py"), "step10.py"),
    ],
)
def test_of_several_files_the_last_part_is_taken_then_the_plainest_name(names: tuple[str, ...], taken: str) -> None:
    (work,) = works(names, CHAPTERS)
    (entry,) = work.entries
    assert (entry.file, entry.over) == (taken, tuple(sorted({*names} - {taken})))


def test_a_chapter_says_only_where_to_look() -> None:
    names = ("chapter1/main.py", "chapter2/main.py", "ch3/13.ipynb", "chapter2/1.py", "제2고지/끝.ipynb", "chapter2/step13.py")
    assert said(*names) == [
        "13 chapter2/step13.py",
        "1-10? chapter1/main.py",
        "11-24? chapter2/main.py",
        "11-24? 제2고지/끝.ipynb",
        "25-36? ch3/13.ipynb",
    ]


def test_a_number_below_a_chapter_that_fits_into_it_is_a_step() -> None:
    assert said("chapter2/13.py", "chapter2/17.py") == ["13 chapter2/13.py", "17 chapter2/17.py"]


def test_where_there_is_no_such_chapter_a_chapter_is_a_step() -> None:
    assert said("ch1.py", "ch9.py") == ["1 ch1.py", "9 ch9.py"]
    assert said("ch1.py", "ch2.py") == ["1-10? ch1.py", "11-24? ch2.py"]


def test_beside_the_main_file_of_a_folder_the_others_help() -> None:
    (work,) = works(["07/main.py", "07/functions.py", "8/a.ipynb"], CHAPTERS)
    assert [entry.file for entry in work.entries] == ["07/main.py", "8/a.ipynb"]
    assert work.others == ("07/functions.py",)


def test_people_are_folders_side_by_side_that_share_a_step() -> None:
    made = works(["group/kim/step07.py", "group/kim/step08.py", "group/lee/src/step07.py", "group/util.py"], CHAPTERS)
    assert [work.person for work in made] == ["group/kim", "group/lee"]
    assert [[entry.file for entry in work.entries] for work in made] == [
        ["group/kim/step07.py", "group/kim/step08.py"],
        ["group/lee/src/step07.py"],
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("kim/step07.py", "lee/step08.py"),  # nothing in common: one person, in two folders
        ("codes/step07.py", "steps/step07.py"),
        ("chapter1/step07.py", "old/step07.py"),
        ("steps_01-05/step05.py", "steps_06-10/step05.py"),
        ("kim/a/step07.py", "kim/step07.py"),
        (),
    ],
)
def test_other_folders_are_one_person_s(names: tuple[str, ...]) -> None:
    assert [work.person for work in works(names, CHAPTERS)] == [""]


def test_the_order_of_names_does_not_matter() -> None:
    names = ["step07.py", "steps/step07.py", "15-16.ipynb", "ch1/a.py", "util.py", "17_2.py", "17_1.py"]
    assert works(names, CHAPTERS) == works(reversed(names), CHAPTERS)
