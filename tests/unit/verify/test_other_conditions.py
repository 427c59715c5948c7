"""Conditions and closed words of German, French and Spanish: a claim that leaves them out is shown, and not green."""

import pytest

from untuned.rag.verify.agreement import agree
from untuned.rag.verify.support.support import support_of


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Der Hof darf nicht befahren werden, außer zum Entladen.", "Der Hof darf nicht befahren werden."),
        ("Die Karte gilt ein Jahr, sofern sie unterschrieben ist.", "Die Karte gilt ein Jahr."),
        ("La cour est ouverte tous les jours, sauf le lundi.", "La cour est ouverte tous les jours."),
        ("Le billet est remboursé, à condition que le train soit annulé.", "Le billet est remboursé."),
        ("La entrada es libre, salvo los festivos.", "La entrada es libre."),
        ("El vale caduca en mayo, a menos que se renueve.", "El vale caduca en mayo."),
        ("Die meisten Türme haben eine Treppe.", "Alle Türme haben eine Treppe."),
        ("La plupart des trains partent du quai principal.", "Tous les trains partent du quai principal."),
        ("La mayoría de los trenes sale del andén principal.", "Todos los trenes sale del andén principal."),
        ("Die Anzahlung darf höchstens drei Mieten betragen.", "Die Anzahlung darf mindestens drei Mieten betragen."),
    ],
)
def test_what_limits_it_is_missed_softly(quote, claim):
    assert support_of(claim, [quote]).band == "undecided"
    assert not any(flag.hard for flag in agree(claim, [quote]))


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Der Hof darf nicht befahren werden, außer zum Entladen.", "Außer zum Entladen darf der Hof nicht befahren werden."),
        ("Wenn der Druck fällt, schaltet sich die Pumpe ab.", "Die Pumpe schaltet sich ab, wenn der Druck fällt."),
        ("La cour est ouverte tous les jours, sauf le lundi.", "Sauf le lundi, la cour est ouverte tous les jours."),
        ("La entrada es libre, salvo los festivos.", "Salvo los festivos, la entrada es libre."),
        ("Il museo si trova in centro e apre alle nove.", "Il museo apre alle nove."),
        ("The river falls below the mill, and the SI unit is used.", "The SI unit is used."),
    ],
)
def test_what_the_claim_keeps_is_not(quote, claim):
    assert not [flag for flag in agree(claim, [quote]) if flag.kind == "condition"]


def test_an_exception_with_save_refuses_and_a_verb_does_not():
    quote = "The keeper shall close the gate at nine, save where a guest is still inside."
    assert any(flag.hard for flag in agree("The keeper shall close the gate at nine.", [quote]))
    assert agree("Open the file and change the name.", ["Open the file and change the name, then save for later use."]) == ()
