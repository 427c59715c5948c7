"""A number of a release or a part is no decimal: 2.10 is not 2.1."""

import pytest

from untuned import check_answer

OTHER = [
    ("Use version 2.10.", "Use version 2.1."),
    ("Use version 2.1.", "Use version 2.10."),
    ("It needs Python 3.10 or newer.", "It needs Python 3.1 or newer."),
    ("What applies is in section 4.10 of the contract.", "What applies is in section 4.1 of the contract."),
    ("The fee follows from § 4.10 alone.", "The fee follows from § 4.1 alone."),
    ("Das gilt ab Version 2.10.", "Das gilt ab Version 2.1."),
    ("Нужна версия 2.10.", "Нужна версия 2.1."),
    ("Срок назван в п. 4.10 договора.", "Срок назван в п. 4.1 договора."),
]
SAME = [
    ("Use version 2.10.", "Use version 2.10."),
    ("Use version 2.0.", "Use version 2."),
    ("It costs 2.10 euros.", "It costs 2.1 euros."),
    ("The Pro plan costs $2.10.", "The Pro plan costs $2.1."),
    ("The score was 4.50.", "The score was 4.5."),
    ("Only 2.50 remain.", "Only 2.5 remain."),
    ("With the option Pro 2.50 hours are free.", "With the option Pro 2.5 hours are free."),
]


@pytest.mark.parametrize(("claim", "source"), OTHER)
def test_a_release_or_a_part_of_the_same_value_in_other_digits_is_another_one(claim, source):
    checked = check_answer(claim, [source])
    assert not checked.ok
    flags = [flag for flag in checked.claims[0].support.flags if flag.kind == "identifier"]
    assert [(flag.says in claim, flag.source in source) for flag in flags] == [(True, True)]


@pytest.mark.parametrize(("claim", "source"), SAME)
def test_a_decimal_is_the_same_however_many_zeros_end_it(claim, source):
    assert check_answer(claim, [source]).ok
