"""A heading of notes on a release, and a question that names the release, have one key."""

import pytest

from untuned.text.releases import release_of, releases_in


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


@pytest.mark.parametrize("heading", ["4.2 Rent", "Rent", "2025-03-01", "Chapter 4", "12 rooms", "", "x" * 500 + " 1.2"])
def test_other_headings_have_none(heading):
    assert release_of(heading) == ""


@pytest.mark.parametrize("question", ["How many rooms are there?", "Who lives in room 12?", "Was it 2025?", ""])
def test_other_questions_name_none(question):
    assert releases_in(question) == frozenset()


def test_of_two_releases_the_one_that_is_told_of_is_meant():
    assert release_of("Changes between 3.0.17 and 3.0.18") != release_of("Changes between 3.0.18 and 3.0.19")
    assert release_of("Changes between 3.0.17 and 3.0.18") in releases_in("What changed in 3.0.18?")
