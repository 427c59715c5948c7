"""A number that takes the place of another in a near-copy is refused, wherever else it may stand."""

import pytest

from untuned.rag.verify.agreement import agree, near_copy
from untuned.rag.verify.agreement.evidence import evidence
from untuned.text.figures import figures

TWO = (
    'In "Smith and Jones" (2007), when asked if he had a brother, he replied that he had none any more. '
    'In both "Fear Her" (2006) and "The Daughter" (2008), he states that he had once been a father.'
)
TERM = "It states that for every positive integer n there are infinitely many pairs of primes that differ by 2n."
COUNT = "They publish a list of the largest companies in the country (Top-40) and a list of the largest firms (Top-250)."
DATED = "Notably, a metre-high bronze head of the Buddha dated to c.750 AD is in the collection."
ORBIT = "The new service used the Astra 2A satellite at the 28.5 degree position, unlike the Astra 3A of others."


@pytest.mark.parametrize(
    ("source", "old", "new"),
    [(TWO, "2007", "2008"), (TERM, "2n", "10n"), (COUNT, "Top-40", "Top-48"), (DATED, "c.750", "c.754"), (ORBIT, "2A", "3A")],
)
def test_another_number_in_its_place_is_a_hard_flag(source, old, new):
    assert any(flag.hard for flag in agree(source.replace(old, new, 1), [source]))


@pytest.mark.parametrize("source", [TWO, TERM, COUNT, DATED, ORBIT])
def test_the_same_words_have_none(source):
    assert agree(source, [source]) == ()


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("2. Press the round button until the light blinks.", "1. Press the round button until the light blinks."),
        ("Press the round button until the light blinks [2].", "Press the round button until the light blinks [1]."),
    ],
)
def test_numbers_of_items_and_citations_are_none_of_the_text(claim, source):
    assert not any(flag.hard for flag in agree(claim, [source]))


ROOMS = " ".join(f"Room R{100 + nth} of house H{nth} has {30 + nth} seats and the code {7919 * nth + 1000}." for nth in range(40))


@pytest.fixture
def read(monkeypatch):
    """The sentences whose figures near-copies were held against."""
    found = []
    near_copy._figures.cache_clear()
    monkeypatch.setattr(near_copy, "figures", lambda text: found.append(text) or figures(text))
    yield found
    near_copy._figures.cache_clear()


def test_a_copy_is_held_against_no_sentence_but_its_own(read):
    assert agree("Room R139 of house H39 has 69 seats and the code 309841.", [ROOMS]) == ()
    assert read == []


def test_each_sentence_is_read_once_for_however_many_near_copies(read):
    claim = "Room R139 of house H39 has 68 seats and the code 309841."
    (first,) = agree(claim, [ROOMS])
    assert (first.says, first.source, first.hard) == ("68", "69", True)
    assert agree("Room R139 of house H39 has 68 seats and the code 300841.", [ROOMS])
    assert sorted(read) == sorted(set(read))


def test_of_sentences_that_are_equally_near_the_first_says_what_the_source_says():
    sources = ["The north hall opens at 10 every day.", "The north hall opens at 11 every day."]
    (flag,) = near_copy.changed_words("The north hall opens at 12 every day.", evidence(sources))
    assert flag.source == "10"
