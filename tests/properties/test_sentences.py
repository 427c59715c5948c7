from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from untuned.text.abbreviations import NEVER_LAST
from untuned.text.sentences import sentences

PIECES = st.lists(
    st.sampled_from(
        [
            "Mr. ",
            "word",
            "Word",
            " ",
            ". ",
            "! ",
            "…",
            "...",
            "\n",
            "\n\n",
            "`a. B`",
            "3.14",
            "v1.2.3",
            "«",
            "».",
            '"',
            "。",
            "你",
            "т.е. ",
            "г. ",
            "\u00a0",
            "1. ",
            "a.b",
        ]
    )
    | st.text(max_size=6),
    max_size=30,
).map("".join)


@given(PIECES)
def test_sentences_are_in_order_and_hold_all_that_is_not_white_space(text: str) -> None:
    covered = set()
    last = 0
    for start, end in sentences(text):
        assert last <= start < end
        assert text[start:end] == text[start:end].strip()
        covered.update(range(start, end))
        last = end
    assert all(text[index].isspace() for index in range(len(text)) if index not in covered)


@given(PIECES)
def test_no_sentence_ends_inside_a_word_or_a_number(text: str) -> None:
    spans = sentences(text)
    for (_, end), (start, _) in pairwise(spans):
        assert not (text[end - 1].isalnum() and text[start].isalnum() and end == start)


@given(PIECES, st.integers(0, 40), st.integers(0, 80))
def test_a_part_gives_the_sentences_of_its_slice_at_their_place(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    assert all(start <= left < right <= end for left, right in sentences(text, start, end))


@given(st.sampled_from(sorted(NEVER_LAST)), st.sampled_from(["Word", "7", "слово", "Слово"]))
def test_a_listed_abbreviation_never_ends_a_sentence(word: str, following: str) -> None:
    text = f"So {word}. {following} it is."
    assert len(sentences(text)) == 1
