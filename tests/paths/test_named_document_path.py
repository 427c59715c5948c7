"""A question that names its document: that document is read, for what the question asks of it."""

from itertools import chain

import pytest

from untuned.project import Project

CLAUSES = """{title}

This {title} (the "Agreement") is made as of {day} by and between {one} ("Supplier") and {other} ("Customer").

1. Services

The Supplier keeps the equipment of the Customer in working order.

2. Term

This Agreement begins on the day on which it is signed and ends after {years} years.

3. Governing law

This Agreement is governed by the laws of {state}.

4. Assignment

Neither party may assign this Agreement without the written consent of the other.

5. Warranty

The Supplier gives no warranty of fitness for a particular purpose. Each party has to end a breach within ten days.

6. Termination

Either party may terminate this Agreement at once if the other is in breach. The obligations of this section survive the expiration of
this Agreement by five months.
"""
LIFTS = {"title": "LIFT MAINTENANCE AGREEMENT", "day": "2 March 2021", "one": "Harrow Lifts, Inc.", "other": "Beacon Hotels LLC"}
PUMPS = {"title": "PUMP RENTAL AGREEMENT", "day": "9 May 2022", "one": "Orsa Pumps, Inc.", "other": "Tarn Mining LLC"}
ARENDA = """ДОГОВОР АРЕНДЫ

Договор аренды заключён 3 апреля 2023 года между ООО «Северный двор» и Ириной Волковой.

1. Предмет

Арендодатель передаёт арендатору склад на улице Лесной.

2. Плата

Арендная плата вносится до пятого числа каждого месяца.
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("contracts")
    (root / "untuned.toml").write_text("", encoding="utf-8")
    (root / "c1.txt").write_text(CLAUSES.format(**LIFTS, years="three", state="Ohio"), encoding="utf-8")
    (root / "c2.txt").write_text(CLAUSES.format(**PUMPS, years="five", state="Maine"), encoding="utf-8")
    (root / "c3.txt").write_text(ARENDA, encoding="utf-8")
    with Project.open(root) as project:
        project.sync()
        yield project


def shown(project, question):
    answer = project.ask_sync(question)
    return {cited.source.split(":")[0] for claim in answer.claims for cited in claim.citations}, "\n".join(
        claim.text for claim in answer.claims
    )


@pytest.mark.parametrize(
    ("question", "path", "said"),
    [
        ("Which law governs the lift maintenance agreement of Harrow Lifts?", "c1.txt", "laws of Ohio"),
        ("Which law governs the Orsa Pumps pump rental agreement?", "c2.txt", "laws of Maine"),
        ("Can Beacon Hotels assign the lift maintenance agreement?", "c1.txt", "Neither party may assign"),
        ("When does the pump rental agreement with Tarn Mining end?", "c2.txt", "ends after five years"),
        ("When does the lift maintenance agreement with Beacon Hotels expire?", "c1.txt", "ends after three years"),
        ("When was the lift maintenance agreement with Beacon Hotels made?", "c1.txt", "2 March 2021"),
        ("Who is the customer under the lift maintenance agreement?", "c1.txt", 'Beacon Hotels LLC ("Customer")'),
        ("Who are the parties to the pump rental agreement?", "c2.txt", "between Orsa Pumps, Inc."),
        ("Кто стороны договора аренды?", "c3.txt", "между ООО «Северный двор» и Ириной Волковой"),
        ("До какого числа вносится плата по договору аренды с «Северный двор»?", "c3.txt", "до пятого числа"),
    ],
)
def test_the_clause_is_shown_and_not_the_sentence_that_names_the_contract(project, question, path, said):
    paths, text = shown(project, question)
    assert paths == {path}
    assert said in text


def test_the_clauses_beside_it_stay_away(project):
    _, text = shown(project, "Which law governs the lift maintenance agreement of Harrow Lifts?")
    assert text == "3. Governing law\nThis Agreement is governed by the laws of Ohio."


@pytest.mark.parametrize(
    "question",
    [
        "What insurance does the lift maintenance agreement of Harrow Lifts require?",
        "Who may audit the books under the Orsa Pumps agreement?",
        "How long is the warranty in the lift maintenance agreement of Harrow Lifts?",
        "Can Beacon Hotels terminate the lift maintenance agreement without cause?",
        "Who is the tenant under the lift maintenance agreement?",
        "Кто арендатор по договору аренды?",
        "Is there a cap on liability in the Orsa Pumps pump rental agreement?",
    ],
)
def test_what_the_named_contract_lacks_is_refused_though_its_first_sentence_has_all_the_names(project, question):
    assert project.ask_sync(question).state == "abstained"


@pytest.mark.parametrize(
    "question",
    [
        "Which law governs the lift maintenance agreement of Orsa Pumps?",
        "Which law governs the lift maintenance agreement with Tarn Mining?",
        "Can Tarn Mining assign the Harrow Lifts lift maintenance agreement?",
    ],
)
def test_a_title_and_a_party_of_two_documents_name_neither(project, question):
    answer = project.ask_sync(question)
    assert answer.state == "abstained"
    assert not any("Only what" in note for note in answer.notes)


def test_the_asker_is_told_which_document_alone_was_read(project):
    notes = project.ask_sync("Which law governs the Orsa Pumps pump rental agreement?").notes
    assert any(note == "Only what the question names was read: c2.txt." for note in notes)
    assert not any("Only what" in note for note in project.ask_sync("Which law governs an agreement?").notes)


def test_what_only_the_question_has_names_no_document(project):
    evidence = chain.from_iterable(claim.citations for claim in project.ask_sync("Who keeps the equipment of the Customer?").claims)
    assert {cited.source.split(":")[0] for cited in evidence} <= {"c1.txt", "c2.txt"}
