"""Who a contract is between, and who of them a word stands for."""

import pytest

from untuned.models.reader.clauses import clause_asked


@pytest.mark.parametrize(
    ("question", "kind", "of"),
    [
        ("Who are the parties to the pump rental agreement?", "parties", ""),
        ("Кто стороны договора аренды?", "parties", ""),
        ("Между кем заключён договор аренды?", "parties", ""),
        ("Who is the customer under the lift maintenance agreement?", "role", "customer"),
        ("Кто арендатор по договору аренды?", "role", "арендатор"),
        ("Who is the head of the school?", None, ""),
        ("Who is the customer of the month?", None, ""),
    ],
)
def test_a_party_is_asked_for(question, kind, of):
    asked = clause_asked(question)
    assert (asked and asked.kind, asked.of if asked else "") == (kind, of)


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        ("Who are the parties to the lease?", 'This lease is made by and between Orsa Pumps, Inc. ("Landlord") and Tarn Mining.', True),
        ("Who are the parties to the lease?", "Disputes between the parties and their heirs are settled in court.", False),
        ("Кто стороны договора?", "Договор заключён между ООО «Северный двор» и Ириной Волковой.", True),
        ("Кто стороны договора?", "Стороны договора отвечают за свои долги.", False),
        ("Who is the customer under the agreement?", 'Harrow Lifts, Inc. ("Supplier") and Beacon Hotels LLC ("Customer").', True),
        ("Who is the customer under the agreement?", "Customer: Beacon Hotels LLC", True),
        ("Who is the customer under the agreement?", "The Customer pays the Supplier every month.", False),
        ("Кто арендатор по договору?", "Ирина Волкова, именуемая в дальнейшем «Арендатор», принимает склад.", True),
        ("Кто арендатор по договору?", "Арендодатель передаёт арендатору склад на улице Лесной.", False),
    ],
)
def test_parties_are_told_by_name_and_a_role_where_it_is_given(question, sentence, told):
    asked = clause_asked(question)
    assert asked is not None
    assert asked.told_by(sentence) is told
