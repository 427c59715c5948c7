"""What leans on what, on every engine."""

from datetime import date

import pytest
from sqlalchemy import select

from storing import NOON, answered, cite, incoming, later
from untuned.store import schema
from untuned.store.answers import Answers
from untuned.store.documents import Documents
from untuned.store.histories import Histories
from untuned.store.leans import Leans
from untuned.store.purge import purge
from untuned.store.succession import Successions
from untuned.types.answers import Answer
from untuned.types.lineage import Lean, Subject
from untuned.types.principal import OWNER, member
from untuned.types.versions import AsOf, Succession

Q1, Q2 = Subject(kind="question", id="q1"), Subject(kind="question", id="q2")
TODAY = NOON.date()


@pytest.fixture
def documents(database):
    held = Documents(database)
    held.commit([incoming("a.md", "one"), incoming("b.md", "two")], now=NOON)
    return held


def lean(subject=Q1, path="a.md", **more):
    return Lean(**{"subject": subject, "path": path, "version": 1, "status": "declared", **more})


def test_leans_come_back_as_they_were_said(database, documents):
    held = Leans(database)
    added = held.add([lean(heading="Cards"), lean(Q2, "b.md", version=2)], now=NOON)
    assert held.listing() == added
    assert held.listing(subjects=[Q2]) == added[1:]
    assert added[0].target == "a.md#Cards"


def test_a_proposal_never_takes_the_place_of_what_a_person_said(database, documents):
    held = Leans(database)
    (first,) = held.add([lean(status="proposed")], now=NOON)
    assert held.judge([first.id], "rejected", versions={}, now=later(1)) == 1
    assert held.add([lean(status="proposed")], now=later(2)) == []
    (again,) = held.add([lean(status="declared")], now=later(3))
    assert held.listing() == [again]


def test_a_settlement_stands_beside_what_it_settles(database, documents):
    held = Leans(database)
    held.add([lean(), lean(status="settled", version=1)], now=NOON)
    held.add([lean(status="settled", version=2)], now=later(1))
    assert [(one.status, one.version) for one in held.listing()] == [("declared", 1), ("settled", 2)]


def test_confirming_takes_the_version_of_now(database, documents):
    held = Leans(database)
    (one,) = held.add([lean(status="proposed")], now=NOON)
    held.judge([one.id, 99, -1, 2**70], "confirmed", versions={one.id: 2}, now=later(1))
    assert [(each.status, each.version) for each in held.listing(statuses=["confirmed"])] == [("confirmed", 2)]


def test_leans_go_with_their_subjects(database, documents):
    held = Leans(database)
    (one, _) = held.add([lean(), lean(Q2)], now=NOON)
    assert held.forget("question", ["q2"]) == 1
    assert held.remove([one.id, 77]) == 1
    assert held.listing() == []


def test_a_purge_takes_headings_and_proposals_and_leaves_a_mark_of_what_was_said(database, documents):
    held = Leans(database)
    held.add([lean(heading="Secret zirconium"), lean(Q2, heading="Secret zirconium", status="proposed")], now=NOON)
    purge(database, "a.md", now=later(1), actor="me")
    assert [(one.subject, one.heading, one.version, one.status) for one in held.listing()] == [(Q1, "", None, "purged")]
    with database.read() as connection:
        assert "zirconium" not in str(connection.execute(select(schema.lean)).all())


def test_only_the_newest_answer_to_a_question_rests_on_former_texts(database, documents):
    answers, held = Answers(database), Leans(database)
    first = answers.record(answered("Which?", cite(1, "one")), principal=OWNER, trace={})
    second = answers.record(answered("Which?", cite(1, "one")), principal=OWNER, trace={})
    answers.record(answered("Else?", cite(2, "two", path="b.md")), principal=OWNER, trace={})
    past = answered("Then?", cite(1, "one"), as_of=AsOf(day=date(2020, 1, 1)))
    kept = answers.record(past, principal=OWNER, trace={})
    assert (answers.get(kept.id, principal=OWNER).as_of, first.as_of) == (past.as_of, None)
    assert held.resting(principal=OWNER, today=TODAY, limit=10) == []
    documents.commit([incoming("a.md", "three")], now=later(1))
    assert [one.id for one in held.resting(principal=OWNER, today=TODAY, limit=10)] == [second.id]
    assert held.resting(principal=member(), today=TODAY, limit=10) == []


def test_an_answer_that_was_given_before_is_not_the_one_that_was_asked_for_again(database, documents):
    answers, held = Answers(database), Leans(database)
    first = answers.record(answered("Which?", cite(1, "one")), principal=OWNER, trace={})
    past = answers.record(answered("Which?", cite(1, "one"), as_of=AsOf(day=date(2020, 1, 1))), principal=OWNER, trace={})
    assert (held.newest(first.id, principal=OWNER), held.newest(past.id, principal=OWNER)) == (first.id, past.id)
    again = answers.record(answered("Which?", cite(1, "one")), principal=OWNER, trace={})
    assert {held.newest(one.id, principal=OWNER) for one in (first, past, again)} == {again.id}


def test_an_answer_rests_on_what_ended_and_on_what_was_superseded(database):
    documents, answers, held = Documents(database), Answers(database), Leans(database)
    documents.commit([incoming("a.md", "one", effective_to=TODAY), incoming("b.md", "two")], now=NOON)
    one: Answer = answers.record(answered("One?", cite(1, "one")), principal=OWNER, trace={})
    other = answers.record(answered("Two?", cite(2, "two", path="b.md")), principal=OWNER, trace={})
    assert held.resting(principal=OWNER, today=TODAY, limit=10) == []
    assert [each.id for each in held.resting(principal=OWNER, today=date(2027, 1, 1), limit=10)] == [one.id]
    successions = Successions(database)
    told = {line.id: Succession(former=line.path, by="a.md", starts=None, known=TODAY, told="rule") for line in successions.lines()[1:]}
    assert (successions.any(), successions.succeed(told, now=later(1)), successions.any()) == (False, 1, True)
    assert [each.id for each in held.resting(principal=OWNER, today=TODAY, limit=10)] == [other.id]
    assert (successions.succeed(told, now=later(2)), successions.succeed({}, now=later(3)), successions.any()) == (0, 1, False)


def test_documents_that_declare_are_found_by_those_who_may_read_them(database):
    Documents(database).commit([incoming("a.md", "x", metadata={"leans_on": "b.md"}, groups=frozenset({"hr"}))], now=NOON)
    held = Leans(database)
    assert [one.path for one in held.declaring(principal=OWNER)] == ["a.md"]
    assert held.declaring(principal=member()) == []


def test_a_succession_bounds_the_life_of_the_older_document(database):
    documents = Documents(database)
    documents.commit([incoming("a.md", "one", effective_from=date(2020, 1, 1)), incoming("b.md", "two")], now=NOON)
    told = Succession(former="a.md", by="b.md", starts=date(2025, 1, 1), known=TODAY, told="rule")
    Successions(database).succeed({1: told}, now=later(1))
    life = Histories(database).lives(1)[1]
    assert (life.held_from, life.held_to) == (date(2020, 1, 1), date(2024, 12, 31))
    assert Histories(database).lives(99) == {}
