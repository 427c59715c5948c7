"""A claim that tells one end of a range as the figure, or percentage points as per cent."""

import pytest

from untuned.rag.verify.agreement import agree
from untuned.rag.verify.support.support import support_of


@pytest.mark.parametrize(
    ("quote", "claim", "says", "source"),
    [
        ("Drying takes 4 to 6 hours in the sun.", "Drying takes 6 hours in the sun.", "6", "4 to 6 hours"),
        ("Drying takes between 4 and 6 hours in the sun.", "Drying takes 4 hours in the sun.", "4", "4 and 6 hours"),
        ("The course lasts 6–8 lessons and a test.", "The course lasts 8 lessons and a test.", "8", "6–8"),
        ("The fee is $4 to $6 per month.", "The fee is $6 per month.", "6", "$4 to $6"),
        ("Drying takes four to six hours in the sun.", "Drying takes six hours in the sun.", "six", "four to six hours"),
        ("Сушка занимает от 4 до 6 часов на солнце.", "Сушка занимает 4 часа на солнце.", "4", "4 до 6 часов"),
    ],
)
def test_one_end_of_a_range_is_told(quote, claim, says, source):
    (flag,) = [flag for flag in agree(claim, [quote]) if flag.kind == "number"]
    assert (flag.hard, flag.says, flag.source) == (False, says, source)
    assert support_of(claim, [quote]).band != "green"


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Drying takes 4 to 6 hours in the sun.", "Drying takes 4-6 hours in the sun."),
        ("Drying takes 4 to 6 hours in the sun.", "Drying takes up to 6 hours in the sun."),
        ("Drying takes 4 to 6 working days in the sun.", "Drying takes 6 working days at the latest in the sun."),
        ("The notice period was extended from 14 to 30 days.", "The notice period is 30 days."),
        ("The fee rises from 3 to 5 euros in May.", "The fee is 5 euros in May."),
        ("The fair is open from 3 to 14 June.", "The fair opens on 3 June."),
        ("Drying takes 4 to 6 hours in the sun.", "Drying takes at least 4 hours in the sun."),
        ("Drying takes 4 to 6 hours. In the oven it takes 6 hours.", "Drying in the oven takes 6 hours."),
        ("The price rose from 4 to 6 euros.", "The price rose to 6 euros."),
        ("The shop is open from 9 to 17 on weekdays.", "The shop opens at 9 on weekdays."),
        ("She was mayor from 1990 to 1997.", "She was mayor until 1997."),
        ("The club won 4 cups and 6 medals.", "The club won 6 medals."),
        ("Сушка занимает от 4 до 6 часов на солнце.", "Сушка занимает до 6 часов на солнце."),
    ],
)
def test_a_range_or_a_bound_of_its_own_is_not(quote, claim):
    assert [flag for flag in agree(claim, [quote]) if flag.kind == "number"] == []


@pytest.mark.parametrize(
    ("quote", "claim", "source"),
    [
        ("The share rose by 4 percentage points in June.", "The share rose by 4% in June.", "4 percentage points"),
        ("The share rose by 4 percent in June.", "The share rose by 4 percentage points in June.", "4 percent"),
        ("Доля выросла на 3 процентных пункта в июне.", "Доля выросла на 3 процента в июне.", "3 процентных пункта"),
    ],
)
def test_percent_and_percentage_points_are_told_apart(quote, claim, source):
    assert [(flag.hard, flag.source) for flag in agree(claim, [quote]) if flag.kind == "percentage"] == [(False, source)]


def test_either_may_be_written_in_its_own_way():
    assert agree("The share rose by 4 pp in June.", ["The share rose by 4 percentage points in June."]) == ()
    assert agree("The share rose by 4% in June.", ["The share rose by 4 per cent in June."]) == ()
    assert agree("Доля выросла на 3 п. п. в июне.", ["Доля выросла на 3 процентных пункта в июне."]) == ()
