"""Figures that a sentence tells of one thing, told by a claim of another thing of the same sentence."""

import pytest

from untuned.rag.verify.agreement import agree
from untuned.rag.verify.support.support import support_of


@pytest.mark.parametrize(
    ("quote", "claim", "says"),
    [
        ("The Fern holds up to 40 plants; the Fern Duo holds up to 25.", "The Fern Duo holds up to 40 plants.", "40"),
        ("A seat costs 12 euros, on Sundays 15 euros.", "On Sundays a seat costs 12 euros.", "12"),
        ("A seat costs 12 euros, on Sundays 15 euros.", "A seat costs 15 euros.", "15"),
        ("In Ghent, 31 % walk to work; in Bruges, 44 % do.", "In Ghent, 44 % walk to work.", "44"),
        ("Cyclists pay 0.30 euros per kilometre; drivers pay 0.20 euros.", "Cyclists pay 0.20 euros per kilometre.", "0.20"),
        ("The lightest tent weighs 2.4 kg, the heaviest 9.1 kg.", "The heaviest tent weighs 2.4 kg.", "2.4"),
        ("Билет стоит 60 рублей в будни и 90 рублей в праздники.", "Билет стоит 60 рублей в праздники.", "60"),
    ],
)
def test_a_figure_of_another_part_is_flagged(quote, claim, says):
    assert support_of(claim, [quote]).band != "green"
    assert any(says in flag.says and not flag.hard for flag in agree(claim, [quote]))


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("The Fern holds up to 40 plants; the Fern Duo holds up to 25.", "The Fern Duo holds up to 25 plants."),
        ("A seat costs 12 euros, on Sundays 15 euros.", "On Sundays a seat costs 15 euros."),
        ("A seat costs 12 euros, on Sundays 15 euros.", "A seat costs 12 euros."),
        ("In Ghent, 31 % walk to work; in Bruges, 44 % do.", "In Bruges, 44 % walk to work."),
        ("Cyclists pay 0.30 euros per kilometre; drivers pay 0.20 euros.", "Drivers pay 0.20 euros per kilometre."),
        ("The lightest tent weighs 2.4 kg, the heaviest 9.1 kg.", "The heaviest tent weighs 9.1 kg."),
        ("The lightest tent weighs 2.4 kg, the heaviest 9.1 kg.", "Tents weigh between 2.4 kg and 9.1 kg."),
        ("The fee is 20 euros and the deposit is 30 euros, both payable in cash.", "The fee of 20 euros is payable in cash."),
        ("Adults take 2 tablets and children take 1 tablet a day.", "Adults take 2 tablets a day."),
        ("The Pro plan costs 12 euros and includes 5 seats.", "The Pro plan includes 5 seats."),
        ("Drying takes between 4 and 6 hours in the sun.", "In the sun drying takes between 4 and 6 hours."),
        ("The gate opens at 8, and the desk opens at 9 on weekdays.", "On weekdays the desk opens at 9."),
        ("Билет стоит 60 рублей в будни и 90 рублей в праздники.", "В праздники билет стоит 90 рублей."),
        ("В 2021 году сбор составлял 45 тонн, в 2022 году — 52 тонны.", "В 2022 году сбор составлял 52 тонны."),
    ],
)
def test_a_figure_of_its_own_part_is_not(quote, claim):
    assert not [flag for flag in agree(claim, [quote]) if flag.kind == "number"]


def test_another_sentence_that_has_the_figure_carries_it():
    quotes = ["The Fern holds 40 plants; the Fern Duo holds 25.", "Since May the Fern Duo holds 40 plants."]
    assert not [flag for flag in agree("The Fern Duo holds 40 plants.", quotes) if flag.kind == "number"]
