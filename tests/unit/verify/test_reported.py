"""What a source only reports, promises, asks for or holds possible, told as so."""

import pytest

from untuned.rag.verify.agreement import agree
from untuned.rag.verify.support.support import support_of


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("The vendor promises that updates are free.", "Updates are free."),
        ("In its letter to the shareholders, the firm claims that its engine is the fastest.", "Its engine is the fastest."),
        ("The board denied that the bridge was unsafe.", "The bridge was unsafe."),
        ("Neighbours say that the new mill harms the river.", "The new mill harms the river."),
        ("Some experts believe the tower was built by monks.", "The tower was built by monks."),
        ("In the mayor's view, the old bridge harms the river.", "The old bridge harms the river."),
        ("The bridge was supposed to open in the spring.", "The bridge opened in the spring."),
        ("The storm might reduce the harvest of the valley.", "The storm reduces the harvest of the valley."),
        ("The fault can break the seal of the pump.", "The fault breaks the seal of the pump."),
        ("The cover would have saved the motor in the flood.", "The cover saved the motor in the flood."),
        ("Завод обещает, что обновления бесплатны.", "Обновления бесплатны."),
        ("There is a rumour that the ferry will be sold.", "The ferry will be sold."),
        ("Ходят слухи, что паром продадут осенью.", "Паром продадут осенью."),
        ("We considered closing the north gate, but decided against it.", "The mill closed the north gate."),
        ("The council debated closing the north gate in spring.", "The council closed the north gate in spring."),
        ("The council plans to open a library.", "The council opened a library."),
        ("Город планирует открыть библиотеку.", "Город открыл библиотеку."),
        ("Suppose the valve opens at 5 bar.", "The valve opens at 5 bar."),
        ("Допустим, клапан открывается при 5 барах.", "Клапан открывается при 5 барах."),
    ],
)
def test_what_is_only_said_wanted_or_possible_is_not_green_when_told_as_so(quote, claim):
    found = support_of(claim, [quote])
    assert found.band != "green"
    assert any(flag.kind == "other_word" and not flag.hard for flag in found.flags)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("The report shows that rents doubled.", "Rents doubled."),
        ("Make sure that the lamp is off.", "The lamp is off."),
        ("The vendor promises that updates are free.", "The vendor promises free updates."),
        ("The vendor promises that updates are free. Updates are free for schools too.", "Updates are free."),
        ("The Pro plan includes a phone line for all members.", "Pro includes a phone line for all members."),
        ("The view from the old tower is the best in town.", "The view from the tower is the best in town."),
        ("You can release the key when the lamp is green.", "Release the key when the lamp is green."),
        ("The fault can break the seal of the pump.", "The fault can break the pump's seal."),
    ],
)
def test_what_is_stated_or_told_as_it_stands_has_no_flag(quote, claim):
    assert agree(claim, [quote]) == ()
