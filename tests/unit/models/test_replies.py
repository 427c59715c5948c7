"""Plain text of a chat model: each task, what is shown of it, what it took, and what is done when nothing comes of it."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from pydantic_ai.messages import ModelResponse, TextPart
from pydantic_ai.models.function import FunctionModel

from reading import passage
from servers.openai_api import OpenAiServer
from servers.prompt_server import Faults, PromptServer, fact_of
from untuned.errors import ModelTooSlow, ModelUnavailable, OverBudget
from untuned.models.chat.briefing import Inquiry
from untuned.models.chat.extractive_model import ExtractiveModel
from untuned.models.chat.fake import FakeChatModel, Reply, Said
from untuned.models.chat.model import UNMARKED, UNREADABLE, ChatModel
from untuned.types.methods import Brief
from untuned.types.settings import ModelSettings

FACT = fact_of(3)
PASSAGES = [passage(FACT.sentence)]


@pytest.fixture
def server():
    with PromptServer() as running:
        running.change(knows=1.0, reads=1.0, format_without=1.0)
        yield running


def model_of(server, **given) -> ChatModel:
    given = {"name": "openai:simulated", "base_url": server.url, "http_retries": 0, **given}
    return ChatModel.from_settings(ModelSettings(**given), environ={})


def ask(model, *, task="grounded", question=FACT.question, passages=PASSAGES, budget=None, **given):
    return asyncio.run(model.reply(question, passages, task=task, budget=budget or model.budget(), **given))


def scripted(*texts: str, finish: str = "stop") -> ChatModel:
    """A model that says these texts in order, the last one again and again."""
    left = list(texts)

    def says(messages, info):
        text = left.pop(0) if len(left) > 1 else left[0]
        return ModelResponse(parts=[TextPart(text)], finish_reason=finish)

    @asynccontextmanager
    async def opener(named, connection):
        yield FunctionModel(says)

    return ChatModel.from_settings(ModelSettings(name="openai:scripted", base_url="http://test.invalid"), environ={}, opener=opener)


@pytest.mark.parametrize("task", ["closed_book", "grounded"])
def test_an_answer_in_plain_text_says_which_model_and_which_templates_made_it(server, task):
    reply = ask(model_of(server), task=task)
    assert reply.text == f"Answer: {FACT.answer}"
    assert (reply.verdict, reply.truncated, reply.first_token_ms, reply.replayed) == (None, False, None, False)
    assert reply.model == "openai:simulated"
    assert reply.prompts[0].startswith(f"{task}@v1 ")
    assert (reply.usage.requests, reply.usage.failed) == (1, 0)
    assert min(reply.usage.input_tokens, reply.usage.output_tokens) > 0


def test_a_live_reply_says_the_same_and_when_its_first_token_came(server):
    model = model_of(server)
    live, whole = ask(model, live=True), ask(model)
    assert live.text == whole.text
    assert live.first_token_ms > 0
    assert live.usage.output_tokens > 0


def test_plain_text_is_no_form_of_output(server):
    with OpenAiServer() as other:
        ask(model_of(other))
        body = other.seen[0].body
    assert "tools" not in body
    assert "response_format" not in body


def test_what_a_model_thinks_is_not_shown():
    reply = ask(scripted("The passage says 90.\nFINAL ANSWER: 90 days."), brief=Brief(thinking=True))
    assert (reply.text, reply.notes) == ("90 days.", _estimates())


def test_a_model_that_marks_no_final_answer_is_shown_whole_with_a_note():
    reply = ask(scripted("It is 90 days."), brief=Brief(thinking=True))
    assert reply.text == "It is 90 days."
    assert UNMARKED in reply.notes


def _estimates() -> tuple[str, ...]:
    return ask(scripted("It is 90 days.")).notes


@pytest.mark.parametrize(
    ("said", "verdict", "reason"),
    [('{"reason": "It says so.", "verdict": "yes"}', "yes", "It says so."), ("no", "no", ""), ("Who can tell?", "unsure", "")],
)
def test_a_cross_check_gives_a_verdict_with_its_reason(said, verdict, reason):
    reply = ask(scripted(said), task="crosscheck", brief=Brief(text="It is 90 days.", quotes=("90 days",)))
    assert (reply.verdict, reply.text) == (verdict, reason)
    assert (UNREADABLE in reply.notes) == (said == "Who can tell?")


def test_a_judge_gives_one_of_the_labels_or_none():
    inquiry = Inquiry(rubric="Which is right?", labels=("first", "second"), exhibits=(("first", "a"), ("second", "b")))
    clear, unclear = scripted('{"reason": "b.", "verdict": "second"}'), scripted("Both!")
    assert asyncio.run(clear.judge(inquiry, budget=clear.budget())).verdict == "second"
    assert asyncio.run(unclear.judge(inquiry, budget=unclear.budget())).verdict is None


def test_an_output_that_was_cut_at_its_limit_is_marked():
    reply = ask(scripted("It is 9", finish="length"))
    assert (reply.text, reply.truncated) == ("It is 9", True)


def test_an_empty_text_is_asked_for_again_within_the_retries():
    assert ask(scripted("", " ", "It is 90 days.")).text == "It is 90 days."
    with pytest.raises(ModelUnavailable, match="no usable output in 3 tries; of the last one, it is empty"):
        ask(scripted(""))


def test_a_text_that_the_content_filter_refused_is_no_answer():
    with pytest.raises(ModelUnavailable, match="content filter"):
        ask(scripted("I", finish="content_filter"))


@pytest.mark.parametrize("live", [False, True])
def test_a_response_that_is_cut_is_an_error_and_is_counted(server, live):
    server.behave(main=Faults(cut=1.0))
    model = model_of(server, validation_retries=1)
    budget = model.budget()
    with pytest.raises(ModelUnavailable):
        ask(model, live=live, budget=budget)
    assert budget.meter.usage.failed == budget.meter.usage.requests >= 1


@pytest.mark.parametrize("live", [False, True])
def test_a_stalled_reply_ends_with_the_deadline(server, live):
    server.behave(main=Faults(stalls=1.0))
    with pytest.raises(ModelTooSlow, match="no answer before the deadline"):
        ask(model_of(server, deadline_ms=100), live=live)


def test_a_reply_keeps_to_the_budget(server):
    with pytest.raises(OverBudget):
        ask(model_of(server, max_tokens=50))
    assert server.counts.requests == 0


def test_a_fallback_answers_for_a_model_that_fails(server):
    model = ChatModel.from_settings(
        ModelSettings(name="openai:simulated", base_url=server.at("bad"), fallbacks=("ollama:simulated",), http_retries=0),
        environ={"OLLAMA_BASE_URL": server.url},
    )
    server.behave(bad=Faults(broken=1.0))
    reply = ask(model)
    assert (reply.text, reply.model) == (f"Answer: {FACT.answer}", "ollama:simulated")
    assert "openai:simulated failed" in reply.notes[0]


def test_the_extractive_reader_as_a_model_replies_with_the_passages_own_words():
    @asynccontextmanager
    async def opener(named, connection):
        yield ExtractiveModel()

    model = ChatModel.from_settings(ModelSettings(name="openai:any", base_url="http://test.invalid"), environ={}, opener=opener)
    assert ask(model).text == FACT.sentence
    assert ask(model, live=True).text == FACT.sentence


def test_a_thinking_model_has_a_place_for_its_reasoning_before_its_claims():
    with OpenAiServer() as other:
        for thinking in (False, True):
            model = model_of(other, output="native")
            asyncio.run(model.propose(FACT.question, PASSAGES, brief=Brief(thinking=thinking), budget=model.budget()))
        plain, reasoned = (seen.body["response_format"]["json_schema"]["schema"] for seen in other.seen)
    assert list(plain["properties"]) == ["claims", "declined"]
    assert list(reasoned["properties"]) == ["reasoning", "claims", "declined"]
    assert set(reasoned["required"]) == {"reasoning", "claims", "declined"}


def test_a_stream_of_claims_says_when_its_first_piece_came(server):
    model = model_of(server)

    async def last():
        return [item async for item in model.propose_stream(FACT.question, PASSAGES, budget=model.budget())][-1]

    assert asyncio.run(last()).first_token_ms > 0


def test_the_fake_model_replies_in_order_and_remembers_what_it_was_asked():
    model = FakeChatModel(replies=[Reply(text="One."), Reply(text="Why.", verdict="no"), Reply(error=ModelUnavailable("m", reason="r"))])
    inquiry = Inquiry(rubric="r", labels=("no",), exhibits=())
    first = ask(model, task="closed_book", brief=Brief(thinking=True))
    second = asyncio.run(model.judge(inquiry, budget=model.budget()))
    assert (first.text, second.verdict, second.text) == ("One.", "no", "Why.")
    with pytest.raises(ModelUnavailable):
        ask(model)
    assert [request.task for request in model.requests] == ["closed_book", None, "grounded"]
    assert (model.requests[0].brief.thinking, model.requests[1].inquiry) == (True, inquiry)


def test_the_fake_model_still_gives_claims():
    model = FakeChatModel(replies=[Reply(claims=(Said(text="A.", quotes=((1, "q"),)),))])
    proposal = asyncio.run(model.propose("q", PASSAGES, budget=model.budget()))
    assert [draft.text for draft in proposal.drafts] == ["A."]
