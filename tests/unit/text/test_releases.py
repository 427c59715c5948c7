"""A heading of notes on a release, and a question that names the release, have one key."""

import pytest

from untuned.text.release_changes import changes_in, kinds_of_change
from untuned.text.releases import age, has_notes, newest_in, release_of, releases_in


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("* Noteworthy changes in release 9.1 (2022-04-15) [stable]", "What changed in coreutils 9.1?"),
        ("## [4.15.0] – 2023-04-27", "What's new in 4.15.0?"),
        ("## 1.8.0 (2022.10.10)", "When was 1.8.0 released?"),
        ("v2.0.0-rc1", "What is new in v2.0.0-rc1?"),
        ("### Major changes between Teapot 3.0.17 and Teapot 3.0.18 [30 Sep 2025]", "What changed in Teapot 3.0.18?"),
        ("Major changes between Teapot 1.0.1f and Teapot 1.0.1g [7 Apr 2014]", "When was Teapot 1.0.1g released?"),
        ("teapot (252.39-1~deb12u2) bookworm; urgency=medium", "What changed in teapot 252.39-1~deb12u2?"),
        ("CHANGES WITH 252:", "What changed in teapot 252?"),
        ("*** Changes in Teapot 13", "What's new in version 13 of Teapot?"),
        ("Version 2.3\n-----------", "Was the lid fixed in 2.3?"),
        ("Что нового в версии 4", "Что нового в версии 4?"),
        ("4.11   (2 марта 2025)", "Когда вышла 4.11?"),
    ],
)
def test_the_same_release_has_the_same_key(heading, question):
    assert release_of(heading)
    assert release_of(heading) in releases_in(question)


@pytest.mark.parametrize(
    "heading",
    ["Update the parser to 8.30", "Requires Teapot 2.0", "4.2 Rent", "Rent", "2025-03-01", "Chapter 4", "12 rooms", "", "x" * 500 + " 1.2"],
)
def test_other_headings_have_none(heading):
    assert release_of(heading) == ""


@pytest.mark.parametrize("question", ["How many rooms are there?", "Who lives in room 12?", "Was it 2025?", ""])
def test_other_questions_name_none(question):
    assert releases_in(question) == frozenset()


def test_of_two_releases_the_one_that_is_told_of_is_meant():
    assert release_of("Changes between 3.0.17 and 3.0.18") != release_of("Changes between 3.0.18 and 3.0.19")
    assert release_of("Changes between 3.0.17 and 3.0.18") in releases_in("What changed in 3.0.18?")


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What is the latest version of Teapot?", "latest version"),
        ("What's the current stable release?", "current stable release"),
        ("Which version of Teapot is the newest?", "newest"),
        ("When was the latest version of Teapot released?", "latest version"),
        ("What's new in the most recent release?", "most recent release"),
        ("latest version of Teapot", "latest version"),
        ("Какая последняя версия чайника?", "последняя версия"),
        ("Когда вышла последняя версия?", "последняя версия"),
        ("последняя версия чайника", "последняя версия"),
    ],
)
def test_the_newest_release_is_asked_for(question, asked):
    found = newest_in(question)
    assert found is not None
    assert question[slice(*found)] == asked


@pytest.mark.parametrize(
    "question",
    [
        "Does the latest version support Wayland?",
        "What is the latest day for a return?",
        "How do I install the latest version?",
        "Is the current release stable?",
        "What is the version of the form?",
        "Как поставить последнюю версию?",
        "",
    ],
)
def test_other_questions_do_not_ask_for_the_newest(question):
    assert newest_in(question) is None


def test_releases_are_in_the_order_in_which_they_came():
    came = ["1.9", "1.10.dev1", "1.10a1", "1.10b2", "1.10rc1", "1.10rc2", "1.10", "1.10.1", "1.10.10", "2.0-alpha", "2.0", "2.0.0", "10.0"]
    keys = [release_of(f"Version {number}") for number in came]
    assert all(keys)
    assert [*map(age, keys)] == sorted(map(age, keys))


def test_a_text_with_one_release_has_notes_by_its_title_alone():
    assert has_notes("Tea", ["=v1_0", "=v1_1"])
    assert has_notes("What's new in Teapot 1.0", ["=v1_0"])
    assert not has_notes("Brewing with Teapot 1.0", ["=v1_0"])
    assert not has_notes("Brewing with Teapot 1.0", ["=v1_0", "=v1_0"])


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("### Fixed", "What was fixed in 2.0?"),
        ("Bug fixes", "Which bugs were fixed in 2.0?"),
        ("Added", "What was added in 2.0?"),
        ("New features", "Which features were added in 2.0?"),
        ("Deprecated", "What was deprecated in 2.0?"),
        ("Removals", "What has been removed in 2.0?"),
        ("Security", "Are there security changes in 2.0?"),
        ("Breaking changes", "List the breaking changes of 2.0."),
        ("Исправлено", "Что исправлено в 2.0?"),
    ],
)
def test_a_heading_and_a_question_are_on_the_same_kind_of_change(heading, question):
    assert changes_in(question) & kinds_of_change(heading)


@pytest.mark.parametrize(
    "question", ["What's new in 2.0?", "What changed in 2.0?", "How do I fix error 2.0?", "Что нового в 2.0?", "Is it new?", ""]
)
def test_all_changes_are_asked_for_or_none(question):
    assert changes_in(question) == frozenset()
