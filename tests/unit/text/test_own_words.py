"""Sentences of an assistant are known again in other dress, and nothing else is."""

from hypothesis import given
from hypothesis import strategies as st

from untuned.text.own_words import mark_of, marks_of, own_words

SAID = "Devices of the Pro plan may be sent back within thirty days."


def test_case_marks_and_punctuation_make_no_other_sentence():
    assert mark_of(SAID) == mark_of("- **Devices** of the *Pro* plan may be sent back, within thirty days!")
    assert mark_of("Приборы тарифа Pro принимаются назад ещё тридцать дней.") == mark_of(
        "приборы тарифа pro принимаются назад еще тридцать дней"
    )


def test_a_changed_word_makes_another_and_a_short_sentence_none():
    assert mark_of(SAID) != mark_of(SAID.replace("thirty", "sixty"))
    assert mark_of("Yes, you may.") == ""


def test_sentences_are_found_at_their_place():
    text = f"# Returns\n\nSome words before it stand here. {SAID} And some after.\n\n- {SAID}\n"
    found = list(own_words(text, marks_of(SAID)))
    assert [text[start:end] for start, end in found] == [SAID, SAID]


def test_listings_and_headings_are_not_looked_at():
    assert list(own_words(f"```\n{SAID}\n```\n", marks_of(SAID))) == []


@given(st.text(max_size=300))
def test_any_text_has_its_own_sentences_in_order(text):
    found = list(own_words(text, marks_of(text)))
    assert found == sorted(found)
    assert all(0 <= start < end <= len(text) for start, end in found)
