"""The path of a follow-up: understood by what was asked before it, answered from what it means, and told of what was refused."""

import dataclasses
import shutil
from importlib.resources import files

import pytest

import untuned
from servers.openai_api import OpenAiServer
from untuned.cli.answer_lines import rest_lines
from untuned.cli.trace_lines import trace_lines, trace_of
from untuned.models.chat.fake import FakeChatModel, Reply, Said
from untuned.rag.follow_up import NO_TRANSLATION
from untuned.types.settings import ModelSettings

PRO, ENTERPRISE = "support/{}/plan-pro.md", "support/{}/plan-enterprise.md"
HISTORY = "For how many days is version history kept on the Pro plan?"
HISTORY_RU = "Сколько дней хранится история версий на тарифе Pro?"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample's support pages, synced."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(str(files("untuned") / "sample" / "first" / "support"), root / "support")
    (root / "untuned.toml").write_text("", encoding="utf-8")
    with untuned.open(root) as project:
        project.sync()
    return root


@pytest.fixture
def talk(sample):
    """Asks questions in a row in a new conversation; the answers."""

    def ask(*questions, **search):
        with untuned.open(sample) as project:
            project.settings = dataclasses.replace(project.settings, search=dataclasses.replace(project.settings.search, **search))
            id = project.start_conversation()
            return [project.ask_sync(question, conversation=id) for question in questions]

    return ask


def sources(answer):
    return {citation.path for citation in answer.citations}


@pytest.mark.parametrize(
    ("questions", "language", "first", "second"),
    [
        ((HISTORY, "What about Enterprise?", "And Pro?"), "en", "90 days", "365 days"),
        ((HISTORY_RU, "А для Enterprise?", "А Pro?"), "ru", "90 дней", "365 дней"),
    ],
)
def test_another_plan_is_answered_from_its_own_page_and_from_no_other(talk, questions, language, first, second):
    one, other, again = talk(*questions)
    assert [answer.state for answer in (one, other, again)] == ["answered"] * 3
    assert first in one.text
    assert second in other.text
    assert first not in other.text
    assert sources(other) == {ENTERPRISE.format(language)}
    assert first in again.text
    assert sources(again) == {PRO.format(language)}


@pytest.mark.parametrize(
    ("questions", "says"),
    [
        ((HISTORY, "What about Enterprise?", "And how much does it cost?"), "27 USD"),
        ((HISTORY_RU, "А для Enterprise?", "Сколько он стоит?"), "27 долларов"),
    ],
)
def test_a_pronoun_stands_for_the_plan_that_was_named_last(talk, questions, says):
    *_, answer = talk(*questions)
    assert answer.state == "answered"
    assert says in answer.claims[0].text
    assert all("14" not in claim.text for claim in answer.claims)


@pytest.mark.parametrize(
    ("questions", "plan"), [((HISTORY, "What about Gold?"), "Gold"), ((HISTORY_RU, "А на тарифе Золотой?"), "Золотой")]
)
def test_a_plan_that_no_page_names_is_not_answered_from_another_one(talk, questions, plan):
    *_, answer = talk(*questions)
    assert (answer.state, answer.claims) == ("abstained", ())
    assert any(plan in note for note in answer.notes)


def test_a_follow_up_on_what_the_documents_do_not_say_is_not_answered_with_the_last_answer(talk):
    *_, answer = talk(HISTORY, "Does it cover gifts?")
    assert answer.state == "abstained"


def test_without_rewriting_a_follow_up_is_asked_as_it_stands(talk):
    *_, answer = talk(HISTORY, "What about Enterprise?", rewrite="off")
    assert answer.notes == ()
    assert "365 days" not in answer.text


def test_the_question_is_recorded_as_it_was_asked_and_the_trace_tells_what_was_searched_for(sample, talk):
    _, answer = talk(HISTORY, "What about Enterprise?")
    assert answer.question == "What about Enterprise?"
    note = "Searched also for: For how many days is version history kept on the Enterprise plan?"
    assert answer.notes == (note,)
    with untuned.open(sample) as project:
        trace = trace_of(project, answer.id, now=answer.asked_at)
        assert trace.notes == answer.notes
        assert note in shown(trace_lines(trace))
        assert note in shown(rest_lines(answer))
        kept = project.trace(answer.id)
        assert "Enterprise" not in str(kept)


def shown(lines):
    return "\n".join("".join(part.text for part in line) for line in lines)


def test_a_purge_takes_the_notes_that_may_hold_what_was_quoted(tmp_path):
    shutil.copytree(str(files("untuned") / "sample" / "first" / "support"), tmp_path / "support")
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    with untuned.open(tmp_path) as project:
        project.sync()
        id = project.start_conversation()
        project.ask_sync(HISTORY, conversation=id)
        answer = project.ask_sync("Why?", conversation=id)
        assert answer.notes
        project.purge(PRO.format("en"))
        assert project.answer(answer.id).notes == ()


@pytest.fixture
def asked(sample):
    """Two questions to the test server's model; the last answer and the server's requests."""

    def ask(follow_up, *, rewrites, **model):
        with OpenAiServer(seed=3) as server, untuned.open(sample) as project:
            server.behave(rewrites=rewrites)
            settings = ModelSettings(name="openai:test-model", base_url=server.url, http_retries=0, validation_retries=0, **model)
            project.settings = dataclasses.replace(project.settings, model=settings)
            id = project.start_conversation()
            project.ask_sync(HISTORY, conversation=id)
            return project.ask_sync(follow_up, conversation=id), server.seen

    return ask


def test_a_model_words_the_follow_up_and_the_answer_counts_both_requests(asked):
    answer, seen = asked("And for Enterprise, please?", rewrites="For how many days is version history kept on the Enterprise plan?")
    assert "365 days" in answer.text
    assert (answer.usage.requests, len(seen)) == (2, 3)
    assert answer.usage.input_tokens == sum(request.tokens[0] for request in seen[1:])


def test_a_model_that_brings_in_what_nobody_said_is_refused_and_told_of(asked):
    answer, _ = asked("What about Enterprise?", rewrites="How long is history kept on the Enterprise plan of Velora since 2031?")
    assert "A rewrite was refused: it brought in 'Velora', '2031'." in answer.notes
    assert "365 days" in answer.text
    assert "90 days" not in answer.text


def test_a_model_that_words_nothing_in_its_share_of_the_time_leaves_the_rest_to_the_answer(asked):
    answer, _ = asked("What about Enterprise?", rewrites="", deadline_ms=4_000)
    assert "365 days" in answer.text
    assert any("rules did" in note for note in answer.notes)
    assert answer.model == "openai:test-model"


@pytest.fixture(scope="module")
def pro_alone(tmp_path_factory):
    """A folder whose pages say something of the Pro plan alone."""
    root = tmp_path_factory.mktemp("pro")
    (root / "untuned.toml").write_text("", encoding="utf-8")
    (root / "pro.md").write_text("# Pro plan\n\nVersion history on the Pro plan goes back 30 days.\n", encoding="utf-8")
    (root / "про.md").write_text("# Тариф Pro\n\nИстория версий на тарифе Pro хранится 30 дней.\n", encoding="utf-8")
    with untuned.open(root) as project:
        project.sync()
    return root


ABOUT_PRO = (
    ("How far back does version history go on the Pro plan?", "What about Enterprise?"),
    ("How far back does version history go on the Pro plan?", "And for the Enterprise plan?"),
    ("Сколько хранится история версий на тарифе Pro?", "А для Enterprise?"),
    ("Сколько хранится история версий на тарифе Pro?", "А Enterprise?"),
)


@pytest.mark.parametrize("questions", ABOUT_PRO)
def test_what_is_said_of_one_plan_never_answers_for_another(pro_alone, questions):
    with untuned.open(pro_alone) as project:
        id = project.start_conversation()
        first, other = (project.ask_sync(question, conversation=id) for question in questions)
    assert first.state == "answered"
    assert (other.state, other.claims) == ("abstained", ())


@pytest.mark.parametrize(
    "worded", ["How far back does version history go on the Pro and Enterprise plans?", "Does the Enterprise plan of Pro go back?"]
)
def test_a_model_cannot_answer_for_one_plan_with_another_by_naming_both(pro_alone, worded):
    history, follow_up = ABOUT_PRO[0]
    quote = "Version history on the Pro plan goes back 30 days."
    with untuned.open(pro_alone) as project:
        id = project.start_conversation()
        project.ask_sync(history, conversation=id)
        project.settings = dataclasses.replace(project.settings, model=ModelSettings(name="fake:model", repair=False))
        claim = Reply(claims=(Said(text="It goes back 30 days.", quotes=((1, quote),)),))
        model = project.__dict__["writer"] = FakeChatModel(replies=[Reply(text=f'{{"question": "{worded}"}}'), claim])
        answer = project.ask_sync(follow_up, conversation=id)
    assert answer.claims == ()
    assert model.requests[1].passages[0].version.path == "pro.md"
    assert [dropped.reason for dropped in answer.dropped] == ["wrong_scope"]


@pytest.mark.parametrize(
    ("questions", "said"), [((HISTORY, "And in Russian?"), "in Russian"), ((HISTORY_RU, "А по-английски?"), "по-английски")]
)
def test_where_only_another_language_is_asked_for_it_is_told_how_to_ask(talk, questions, said):
    first, second = talk(*questions)
    assert (first.state, second.state) == ("answered", "abstained")
    assert NO_TRANSLATION.format(said) in second.notes
    assert not any("that language" in note for note in first.notes)
