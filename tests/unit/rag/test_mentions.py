import pytest

from timing import assert_grows_with_length
from untuned.rag.mentions import mentions, unnamed

NAMES = ["handbook.md", "", "Pro plan"]


def places(answer: str) -> list[tuple[int, ...]]:
    return [mention.sources for mention in mentions(answer, NAMES)]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Thirty days [1].", [(0,)]),
        ("Thirty days [1, 3].", [(0, 2)]),
        ("Thirty days [1][2].", [(0,), (1,)]),
        ("Thirty days 【2】.", [(1,)]),
        ("Thirty days [^2].", [(1,)]),
        ("Thirty days [Source 2].", [(1,)]),
        ("Thirty days [Doc 1, Doc 3].", [(0, 2)]),
        ("Thirty days [citation:2].", [(1,)]),
        ("Thirty days [cite: 1, 2].", [(0, 1)]),
        ("Thirty days [2, p. 14].", [(1,)]),
        ("Thirty days (handbook.md, p. 14).", [(0,)]),
        ("Thirty days (handbook.md:14).", [(0,)]),
        ("Thirty days 【4:0†handbook.md】.", [(0,)]),
        ("Thirty days 【4:0†source】.", [()]),
        ("According to passage 2, thirty days.", [(1,)]),
        ("Согласно источнику 2, тридцать дней.", [(1,)]),
        ("Handbook.md says thirty days.", [(0,)]),
        ("The Pro plan has thirty days.", [(2,)]),
    ],
)
def test_sources_are_named_by_number_or_name(answer, expected):
    assert places(answer) == expected


@pytest.mark.parametrize(
    "answer",
    [
        "Thirty days.",
        "See passage 9 of it.",
        "In [2019] it began.",
        "`list[1]` is code",
        "[1](https://x.example)",
        "source 2.5 mm",
        "Context 2nd",
    ],
)
def test_what_only_looks_like_a_mention_is_none(answer):
    assert places(answer) == []


def test_numbers_count_from_zero_where_the_answer_does():
    assert places("First [0], then [2].") == [(0,), (2,)]


def test_a_mark_that_no_source_answers_to_is_kept_without_sources():
    (found,) = mentions("Thirty days [7].", NAMES)
    assert (found.sources, found.apart) == ((), True)


def test_sources_of_one_name_are_named_together():
    assert mentions("as a.md says", ["a.md", "b.md", "a.md"])[0].sources == (0, 2)


def test_a_mark_stands_apart_from_the_sentence_and_a_title_may_be_content():
    marked, spoken, title = mentions("Yes (see handbook.md); handbook.md and the Pro plan.", NAMES)
    assert (marked.apart, spoken.apart, title.apart) == (True, False, False)
    assert (marked.content, title.content) == (False, True)


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ("Thirty days 【4:0†handbook.md】.", "Thirty days ."),
        ("Thirty days [Doc 1, Doc 2].", "Thirty days ."),
        ("Thirty days (handbook.md, pp. 3–4).", "Thirty days ( )."),
        ("Handbook.md:12 says thirty days.", "It says thirty days."),
        ("As handbook.md, 3 of them, says.", "As it , 3 of them, says."),
    ],
)
def test_the_numbers_of_a_mention_are_none_of_the_answer(answer, left):
    assert " ".join(unnamed(answer, mentions(answer, NAMES)).split()) == left


def test_an_answer_of_marks_costs_as_much_as_it_is_long():
    def read(answer: str) -> None:
        assert len(mentions(answer, ["plans.md"])) == answer.count("[1]")

    assert_grows_with_length(read, *(" ".join(["It is so [1]."] * count) for count in (1_000, 4_000)))
