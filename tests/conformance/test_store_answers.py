from __future__ import annotations

from dataclasses import replace

import pytest

from storing import NOON, answered, cite, dropped, incoming, later, near, span
from untuned.errors import UnknownAnswer, UnknownCitation, UnknownConversation, UnknownVersion
from untuned.store.answers import Answers
from untuned.store.audit import Audit
from untuned.store.conversations import Conversations
from untuned.store.documents import Documents
from untuned.store.jobs import Jobs
from untuned.types.principal import OWNER, member

HR = frozenset({"hr"})
STAFF = member({"hr"})


@pytest.fixture
def answers(database):
    """Version 1 is everybody's, version 2 belongs to hr."""
    Documents(database).commit([incoming("a.md", "Returns within 30 days."), incoming("b.md", "Salaries.", groups=HR)], now=NOON)
    return Answers(database)


def test_an_answer_comes_back_as_it_was_recorded(answers):
    said = answered(
        "How long?", cite(1, "30 days"), cite(2, "Salaries"), near_miss=near(1, "within"), dropped=(dropped(1, "31"),), retrieved=(span(1),)
    )
    recorded = answers.record(said, principal=OWNER, trace={"spans": [[1, 0, 5]]})
    assert recorded.id
    assert len({citation.id for citation in recorded.citations}) == 2
    assert answers.get(recorded.id, principal=OWNER) == recorded
    stripped = replace(
        recorded,
        id="",
        claims=tuple(replace(claim, citations=tuple(replace(each, id=None) for each in claim.citations)) for claim in recorded.claims),
        near_miss=replace(recorded.near_miss, citation=replace(recorded.near_miss.citation, id=None)),
    )
    assert stripped == said
    assert answers.trace(recorded.id, principal=OWNER) == {"spans": [[1, 0, 5]]}


def test_a_citation_is_found_by_its_id(answers):
    recorded = answers.record(answered("Q", cite(1, "30 days")), principal=member(), trace={})
    (cited,) = recorded.citations
    assert answers.citation(cited.id, principal=member()) == cited
    with pytest.raises(UnknownCitation):
        answers.citation(cited.id + 1, principal=OWNER)


def test_a_question_may_hold_anything(answers):
    recorded = answers.record(answered("E-1234 '\"; DROP TABLE answer \0 \ud800 😀"), principal=OWNER, trace={"q": "\0\ud800"})
    assert answers.get(recorded.id, principal=OWNER).question == "E-1234 '\"; DROP TABLE answer \ufffd \ufffd 😀"
    assert answers.trace(recorded.id, principal=OWNER) == {"q": "\0\ud800"}


@pytest.mark.parametrize(
    "said",
    [
        answered("Q", cite(2, "Salaries")),
        answered("Q", near_miss=near(2, "Salaries")),
        answered("Q", dropped=(dropped(2, "Salaries"),)),
        answered("Q", retrieved=(span(1), span(2))),
    ],
    ids=["cited", "near miss", "dropped", "retrieved"],
)
def test_an_answer_is_unknown_to_whoever_may_not_read_all_it_touches(answers, said):
    recorded = answers.record(said, principal=STAFF, trace={})
    assert answers.get(recorded.id, principal=STAFF) == recorded
    assert answers.get(recorded.id, principal=OWNER) == recorded
    with pytest.raises(UnknownAnswer):
        answers.get(recorded.id, principal=member({"sales"}))
    with pytest.raises(UnknownAnswer):
        answers.trace(recorded.id, principal=member({"sales"}))
    assert answers.recent(principal=member({"sales"}), limit=5) == []
    for citation in recorded.citations:
        with pytest.raises(UnknownCitation):
            answers.citation(citation.id, principal=member({"sales"}))


def test_an_answer_needs_the_groups_of_the_one_who_asked(answers):
    by_staff = answers.record(answered("Q", cite(1, "30")), principal=STAFF, trace={})
    by_owner = answers.record(answered("Q", cite(1, "30")), principal=OWNER, trace={})
    by_anyone = answers.record(answered("Q", cite(1, "30")), principal=member(), trace={})
    assert [answer.id for answer in answers.recent(principal=member(), limit=9)] == [by_anyone.id]
    assert [answer.id for answer in answers.recent(principal=STAFF, limit=9)] == [by_anyone.id, by_staff.id]
    assert [answer.id for answer in answers.recent(principal=OWNER, limit=9)] == [by_anyone.id, by_owner.id, by_staff.id]
    assert [answers.count(principal=principal) for principal in (member(), STAFF, OWNER)] == [1, 2, 3]


@pytest.mark.parametrize(
    "said",
    [
        answered("Q", cite(1, "30 days")),
        answered("Q", near_miss=near(1, "30 days")),
        answered("Q", dropped=(dropped(1, "30 days"),)),
        answered("Q", retrieved=(span(1),)),
    ],
    ids=["cited", "near miss", "dropped", "retrieved"],
)
def test_an_answer_closes_with_a_document_that_it_touches(answers, database, said):
    recorded = answers.record(said, principal=member(), trace={})
    assert answers.get(recorded.id, principal=member()) == recorded
    Documents(database).commit([incoming("a.md", raw="Returns within 30 days.", groups=HR)], now=NOON)
    assert (answers.recent(principal=member(), limit=5), answers.count(principal=member())) == ([], 0)
    for read in (answers.get, answers.trace):
        with pytest.raises(UnknownAnswer, match=recorded.id):
            read(recorded.id, principal=member())
    for citation in recorded.citations:
        with pytest.raises(UnknownCitation):
            answers.citation(citation.id, principal=member())


def test_an_answer_outlives_the_file_and_the_version(answers, database):
    documents = Documents(database)
    recorded = answers.record(answered("Q", cite(1, "30")), principal=member(), trace={})
    documents.commit([incoming("a.md", "Returns within 60 days.")], now=later(1))
    documents.remove(["a.md"], now=later(2))
    assert answers.get(recorded.id, principal=member()) == recorded
    assert documents.text(1, principal=member()) == "Returns within 30 days."


def test_recent_answers_are_found_behind_many_hidden_ones(answers):
    shown = [answers.record(answered(f"Q{nth}"), principal=member(), trace={}).id for nth in range(3)]
    for nth in range(45):
        answers.record(answered(f"H{nth}"), principal=OWNER, trace={})
    assert [answer.id for answer in answers.recent(principal=member(), limit=2)] == [shown[2], shown[1]]
    assert answers.recent(principal=member(), limit=0) == []


def test_an_answer_about_a_version_that_is_not_there_is_refused_whole(answers):
    with pytest.raises(UnknownVersion, match="77"):
        answers.record(answered("Q", cite(77, "30")), principal=OWNER, trace={})
    assert answers.recent(principal=OWNER, limit=5) == []


def test_old_traces_are_forgotten_and_their_answers_stay(answers):
    old = answers.record(answered("Q"), principal=OWNER, trace={"a": 1})
    new = answers.record(replace(answered("Q"), asked_at=later(5)), principal=OWNER, trace={"b": 2})
    assert answers.forget_traces(before=later(5)) == 1
    assert answers.trace(old.id, principal=OWNER) == {}
    assert answers.trace(new.id, principal=OWNER) == {"b": 2}
    assert answers.get(old.id, principal=OWNER) == old


def test_a_conversation_holds_its_answers_in_order(answers, database):
    conversations = Conversations(database)
    begun = conversations.start(principal=STAFF, now=NOON)
    first = answers.record(answered("Q1", conversation=begun), principal=STAFF, trace={})
    second = answers.record(answered("Q2", cite(2, "Salaries"), conversation=begun), principal=STAFF, trace={})
    found = conversations.get(begun, principal=STAFF)
    assert (found.started_at, found.answers) == (NOON, (first, second))
    for unknown in (begun, "c99"):
        with pytest.raises(UnknownConversation):
            conversations.get(unknown, principal=member())
    with pytest.raises(UnknownConversation):
        answers.record(answered("Q3", conversation=begun), principal=member(), trace={})
    assert [answer.question for answer in answers.recent(principal=OWNER, limit=5)] == ["Q2", "Q1"]


def test_a_job_is_running_until_it_ended(database):
    jobs = Jobs(database)
    begun = jobs.start("sync", now=NOON, detail={"paths": ["docs"]})
    other = jobs.start("reindex", now=NOON, detail={})
    assert [(job.id, job.state, job.ended_at) for job in jobs.recent(kind="sync", limit=5)] == [(begun, "running", None)]
    jobs.finish(begun, state="done", now=later(2), detail={"added": 3})
    ended = jobs.recent(limit=5)[1]
    assert (ended.state, ended.started_at, ended.ended_at, ended.detail) == ("done", NOON, later(2), {"added": 3})
    assert jobs.recent(limit=1)[0].id == other


def test_only_an_owner_reads_the_audit(database):
    audit = Audit(database)
    audit.note("restore", actor="me", subject="x", detail={"n": 1}, now=NOON)
    (entry,) = audit.entries(principal=OWNER, limit=5)
    assert (entry.actor, entry.action, entry.subject, entry.detail, entry.at) == ("me", "restore", "x", {"n": 1}, NOON)
    assert audit.entries(principal=member({"admin"}), limit=5) == []
    assert audit.entries(principal=member({"admin"})) == []


def test_what_an_owner_asks_in_anothers_conversation_stays_the_owners(answers, database):
    conversations = Conversations(database)
    begun = conversations.start(principal=member(), now=NOON)
    by_owner = answers.record(answered("Who earns 5,000?", cite(2, "Salaries"), conversation=begun), principal=OWNER, trace={})
    assert conversations.get(begun, principal=member()).title == ""
    by_member = answers.record(answered("When is it open?", conversation=begun), principal=member(), trace={})
    assert conversations.get(begun, principal=member()).title == "When is it open?"

    assert conversations.delete(begun, principal=member()) == 1

    with pytest.raises(UnknownAnswer):
        answers.get(by_member.id, principal=OWNER)
    kept = answers.get(by_owner.id, principal=OWNER)
    assert (kept.claims, kept.conversation) == (by_owner.claims, None)
