"""A number that takes the place of another in a near-copy is refused, wherever else it may stand."""

import pytest

from untuned.rag.verify.agreement import agree

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
