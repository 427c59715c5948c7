"""The path of a conversation: questions in a row, resumed, deleted, forgotten; and answers that lean on what was not read."""

import shutil
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest

import untuned
from untuned.errors import UnknownAnswer, UnknownCitation, UnknownConversation
from untuned.project import Project
from untuned.store.conversations import Conversations
from untuned.types.answers import Claim
from untuned.types.principal import member

PUMP = "# Pump\n\nThe pump needs 4 litres of oil.\n\nIt weighs 30 kilograms when it is empty.\n"
OIL, WEIGHT = "How much oil does the pump need?", "How many kilograms does it weigh when it is empty?"
SETTINGS = "[answer]\nthreshold = 0.01\n"


@pytest.fixture
def root(tmp_path):
    (tmp_path / "pump.md").write_text(PUMP, encoding="utf-8")
    (tmp_path / "untuned.toml").write_text(SETTINGS, encoding="utf-8")
    with untuned.open(tmp_path) as project:
        project.sync()
    return tmp_path


def test_a_conversation_is_its_answers_in_their_order(root):
    with untuned.open(root) as project:
        id = project.start_conversation()
        given = [project.ask_sync(question, conversation=id) for question in (OIL, WEIGHT)]
        alone = project.ask_sync(OIL)
    with untuned.open(root) as project:
        kept = project.conversation(id)
        assert [answer.id for answer in kept.answers] == [answer.id for answer in given]
        assert [answer.conversation for answer in kept.answers] == [id, id]
        assert (kept.title, alone.conversation) == (OIL, None)
        again = project.ask_sync(OIL, conversation=id)
        assert project.conversation(id).answers[-1].id == again.id
        assert [(one.id, one.questions) for one in project.recent_conversations()] == [(id, 3)]


def test_a_list_of_conversations_tells_a_member_nothing_of_what_an_owner_asked_in_theirs(root):
    with untuned.open(root, principal=member("sales")) as project:
        id = project.start_conversation()
        project.ask_sync(OIL, conversation=id)
        (before,) = project.recent_conversations()
    with untuned.open(root) as project:
        project.ask_sync(WEIGHT, conversation=id)
        assert [one.questions for one in project.recent_conversations()] == [2]
    with untuned.open(root, principal=member("sales")) as project:
        assert project.recent_conversations() == [before]
        assert before.questions == len(project.conversation(id).answers) == 1


def test_each_claim_comes_before_the_answer_that_holds_it(root):
    with untuned.open(root) as project:
        *claims, answer = project.ask_stream_sync(OIL, conversation=project.start_conversation())
        assert claims
        assert all(isinstance(claim, Claim) for claim in claims)
        assert [claim.text for claim in claims] == [claim.text for claim in answer.claims]
        assert project.answer(answer.id).claims == answer.claims


def test_a_deleted_conversation_takes_answers_citations_and_traces_along(root):
    with untuned.open(root) as project:
        id = project.start_conversation()
        said, other = project.ask_sync(OIL, conversation=id), project.ask_sync(OIL)
        assert project.delete_conversation(id) == 1
        for lost, error in ((project.answer, UnknownAnswer), (project.trace, UnknownAnswer)):
            with pytest.raises(error):
                lost(said.id)
        with pytest.raises(UnknownCitation):
            project.citation(said.citations[0].id)
        with pytest.raises(UnknownConversation):
            project.ask_sync(OIL, conversation=id)
        assert project.answer(other.id) == project.answer(other.id)
        assert project.recent_conversations() == []


def test_a_question_in_an_unknown_conversation_is_not_asked(root):
    with untuned.open(root) as project, pytest.raises(UnknownConversation):
        project.ask_sync(OIL, conversation="c99")


def test_a_sync_forgets_conversations_that_were_last_asked_in_too_long_ago(root):
    with untuned.open(root) as project:
        long_ago = datetime.now(UTC) - timedelta(days=40)
        old = Conversations(project.database).start(principal=project.principal, now=long_ago)
        new = project.start_conversation()
        project.ask_sync(OIL, conversation=new)
        project.sync()
        assert {one.id for one in project.recent_conversations()} == {old, new}
    (root / "untuned.toml").write_text(f"{SETTINGS}[retention]\nconversations_days = 30\n", encoding="utf-8")
    with untuned.open(root) as project:
        project.sync()
        assert [one.id for one in project.recent_conversations()] == [new]


def test_a_member_s_conversation_is_the_member_s_and_the_owner_s(root):
    staff, others = untuned.member(["staff"]), untuned.member(["guests"])
    with untuned.open(root, principal=staff) as project:
        id = project.start_conversation()
        said = project.ask_sync(OIL, conversation=id)
    with untuned.open(root) as project:
        owners = project.start_conversation()
        hidden = project.ask_sync(OIL, conversation=owners)
        assert [answer.id for answer in project.conversation(id).answers] == [said.id]
    with untuned.open(root, principal=staff) as project:
        assert [one.id for one in project.recent_conversations()] == [id]
        for refused in (project.conversation, project.delete_conversation, lambda id: project.ask_sync(OIL, conversation=id)):
            with pytest.raises(UnknownConversation):
                refused(owners)
        for refused in (project.answer, project.trace):
            with pytest.raises(UnknownAnswer):
                refused(hidden.id)
        with pytest.raises(UnknownCitation):
            project.citation(hidden.citations[0].id)
    with untuned.open(root, principal=others) as project:
        assert project.recent_conversations() == []
        with pytest.raises(UnknownConversation):
            project.conversation(id)


@pytest.fixture(scope="module")
def contract(tmp_path_factory):
    """The sample's contract alone, synced."""
    root = tmp_path_factory.mktemp("contract")
    shutil.copy(str(files("untuned") / "sample" / "first" / "contracts" / "master-services-agreement.md"), root / "agreement.md")
    (root / "untuned.toml").write_text("", encoding="utf-8")
    with Project.open(root) as project:
        project.sync()
    return root


def test_an_answer_that_leans_on_a_clause_that_was_not_read_is_partial_and_names_it(contract):
    (contract / "untuned.toml").write_text("[search]\nbudget_tokens = 400\n", encoding="utf-8")
    with Project.open(contract) as project:
        *_, answer = project.ask_stream_sync("How long is secrecy owed after disclosure?")
        assert "as defined in Section 4.2(b)" in answer.text
        assert (answer.state, answer.notes) == ("partial", ("It leans on Section 4.2(b), which was not read.",))
        kept = project.answer(answer.id)
        assert (kept.state, kept.notes) == (answer.state, answer.notes)


def test_an_answer_whose_clause_was_read_too_is_whole(contract):
    (contract / "untuned.toml").write_text("", encoding="utf-8")
    with Project.open(contract) as project:
        answer = project.ask_sync("Who is the controller of personal data in Protected Content?")
        assert "as defined in Section 4.2(b)" in answer.text
        assert (answer.state, answer.notes) == ("answered", ())
