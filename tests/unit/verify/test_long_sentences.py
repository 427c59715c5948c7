"""A sentence that is longer than what is looked at around a match: what is shown of it ends where a clause or a word does."""

import pytest

import untuned

PART = "part {:05d} in the course of the yearly inspection"
TEXTS = {
    "clauses": "The plan covers " + ", ".join(PART.format(nth) for nth in range(80)) + ".",
    "words": "The plan covers " + " and ".join(PART.format(nth) for nth in range(80)) + ".",
    "a row": "id,parts\n" + "7,covers " + " and ".join(PART.format(nth) for nth in range(80)) + "\n",
}


def shown(text: str, nth: int) -> tuple[int, int]:
    verdict = untuned.verify_quote(PART.format(nth), text)
    assert verdict.accepted
    assert verdict.sentence is not None
    return verdict.sentence


@pytest.mark.parametrize("nth", range(0, 80, 3))
@pytest.mark.parametrize("kind", TEXTS)
def test_no_word_and_no_number_is_cut(kind, nth):
    text = TEXTS[kind]
    start, end = shown(text, nth)
    assert PART.format(nth) in text[start:end]
    assert start == 0 or text[start - 1].isspace()
    assert end == len(text) or not text[end].isalnum()


@pytest.mark.parametrize("nth", range(30, 45))
def test_it_ends_at_a_clause_where_one_is_near(nth):
    text = TEXTS["clauses"]
    start, end = shown(text, nth)
    assert text[start:end].startswith("part ")
    assert text[start:end].endswith("yearly inspection")


@pytest.mark.parametrize("size", range(1_480, 1_500))
def test_no_number_is_parted_from_its_thousands_or_its_unit(size):
    quote = "The fee is due at the end of each month"
    text = f"{quote} {'x' * (size - 8)} up to 12 500 EUR for all that follows {'y ' * 900}."
    verdict = untuned.verify_quote(quote, text)
    said = text[slice(*verdict.sentence)]
    assert not said.endswith(("12", "12 500"))


def test_a_sentence_of_one_word_leaves_the_match():
    quote = "the pump is covered for two years and the boiler"
    text = f"{'x' * 2_000} {quote} {'y' * 2_000}"
    verdict = untuned.verify_quote(quote, text)
    assert text[slice(*verdict.sentence)] == quote


def test_a_sentence_that_fits_is_shown_whole():
    text = "The plan covers " + ", ".join(PART.format(nth) for nth in range(20)) + ". The rest is not covered."
    start, end = shown(text, 10)
    assert (start, text[end - 1]) == (0, ".")
