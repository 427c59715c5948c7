"""Words with a hyphen and without are read as the texts write them, and other words as they are."""

import pytest

from untuned.text.hyphens import as_written
from untuned.text.words import terms


def known(texts):
    return frozenset(terms(texts, stop_words=False)).__contains__


@pytest.mark.parametrize(
    ("question", "texts", "read"),
    [
        ("What is the deposit for an ebike?", "E-bikes: 300 EUR.", "What is the deposit for an e-bike?"),
        ("What is your e-mail?", "Our email is below.", "What is your email?"),
        ("What is your email?", "Our e-mail is below.", "What is your e-mail?"),
        ("Where is the dropoff?", "The drop-off is at the gate.", "Where is the drop-off?"),
        ("Is a prepaid card taken?", "Pre-paid cards are taken.", "Is a pre-paid card taken?"),
        ("Are ebikes rented?", "An e-bike is 7 EUR.", "Are e-bikes rented?"),
    ],
)
def test_a_word_is_read_as_the_texts_write_it(question, texts, read):
    assert as_written(question, known(texts)) == read


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        ("What is the deposit for an ebike?", "Ebikes and e-bikes: 300 EUR."),
        ("Who sells carpets?", "A car and a pet."),
        ("What does it cost?", "Miller & Co. in St. Ives."),
        ("Where is the office?", "Ice is half off."),
        ("When does the event begin?", "A vent, e.g. in the roof."),
        ("Who is the estate agent?", "Every state, e.g. Texas, has its own agent."),
        ("Is there an e-mail?", "Neither way of writing stands here."),
        ("Which tests are co-sponsored?", "Tests."),
    ],
)
def test_any_other_word_stays_as_it_is(question, texts):
    assert as_written(question, known(texts)) == question
