"""A claim that takes the subject of one quoted statement and what is said of another."""

import pytest

from untuned.rag.verify.agreement import agree
from untuned.rag.verify.support.support import support_of


def mixtures(claim, *quotes):
    return [flag.source for flag in agree(claim, quotes) if " … " in flag.source]


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("The red lamp stops the pump. The green lamp starts the pump.", "The red lamp starts the pump."),
        ("Plan Oak includes a locker. Plan Elm includes a shower.", "Plan Oak includes a shower."),
        ("Lyon is in France, and Turin is in Italy.", "Lyon is in Italy."),
        ("Riga hosted the fair in 1924. Tartu hosted the fair in 1928.", "Riga hosted the fair in 1928."),
        ("The shop opens at 10 on weekdays and at 12 on Sundays.", "The shop opens at 12 on weekdays."),
        ("Drivers get 20 days of leave; pilots get 30 days of leave.", "Drivers get 30 days of leave."),
        ("Тариф «Дуб» включает шкаф. Тариф «Клён» включает душ.", "Тариф «Дуб» включает душ."),
    ],
)
def test_a_mixture_of_two_parallel_statements_is_not_green(quote, claim):
    assert len(mixtures(claim, quote)) == 1
    assert support_of(claim, [quote]).band != "green"


def test_statements_of_two_quotes_are_not_mixed_either():
    quotes = ("Plan Oak includes a locker.", "Plan Elm includes a shower.")
    assert mixtures("Plan Oak includes a shower.", *quotes) == ["Plan Oak includes a locker … Plan Elm includes a shower"]
    assert mixtures("Plan Oak includes a shower.", *quotes, "Plan Oak includes a shower from May.") == []


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("The red lamp stops the pump. The green lamp starts the pump.", "The green lamp starts the pump."),
        ("The red lamp stops the pump. It is checked every night.", "The red lamp is checked every night."),
        ("Lyon is in France, and Turin is in Italy.", "Turin is in Italy and Lyon is in France."),
        ("Adults pay 12 euros, and children pay 6 euros.", "Children pay 6 euros and adults pay 12 euros."),
        (
            "The school was founded in 1890. The school moved to Leeds in 1910.",
            "The school was founded in 1890 and moved to Leeds in 1910.",
        ),
        ("The shop opens at 10 on weekdays and at 12 on Sundays.", "The shop opens at 12 on Sundays."),
        ("You must feed the owl from the left side. You need to feed the fox.", "You need to feed the owl from the left side."),
        (
            "The nerve utilizes cells to send signals. The vein is used by the gland to send signals.",
            "The nerve uses cells to send signals.",
        ),
    ],
)
def test_a_statement_of_its_own_is_not(quote, claim):
    assert mixtures(claim, quote) == []
    assert not any(flag.hard for flag in agree(claim, [quote]))
