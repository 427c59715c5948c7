"""Responses that are JSON and not of the API's shape: an error that says so, whatever was asked for and in whatever way."""

import asyncio

import pytest

from reading import PLANS
from servers.openai_api import OpenAiServer
from untuned.errors import ModelUnavailable
from untuned.models.chat.assignment import Assignment
from untuned.models.chat.model import ChatModel
from untuned.types.settings import ModelSettings

QUESTION = "How many days of version history does the Pro plan keep?"
ENVELOPE = {"id": "1", "object": "chat.completion", "created": 1_700_000_000, "model": "test-model"}
NEVER_READ = [
    {**ENVELOPE, "choices": [None]},
    {**ENVELOPE, "choices": "none"},
    {**ENVELOPE, "choices": 5},
    {**ENVELOPE, "choices": {"first": 1}},
    {**ENVELOPE, "choices": [{"index": 0, "message": "hello", "delta": "hello", "finish_reason": "stop"}]},
]
WHOLE = [{**ENVELOPE, "choices": []}, *NEVER_READ]
STREAMED = [[], 5, *NEVER_READ]


@pytest.fixture
def server():
    with OpenAiServer() as running:
        yield running


def model_of(server) -> ChatModel:
    settings = ModelSettings(name="openai:test-model", base_url=server.url, http_retries=0, validation_retries=1)
    return ChatModel.from_settings(settings, environ={})


async def claims(model, budget):
    await model.propose(QUESTION, PLANS, budget=budget)


async def text(model, budget):
    await model.reply(QUESTION, PLANS, task="grounded", budget=budget)


async def streamed_claims(model, budget):
    async for _ in model.propose_stream(QUESTION, PLANS, budget=budget):
        pass


async def streamed_text(model, budget):
    await model.reply(QUESTION, PLANS, task="grounded", live=True, budget=budget)


def failed(ask, server):
    """The error, and what it took."""
    model = model_of(server)
    budget = model.budget()
    with pytest.raises(ModelUnavailable, match="not of its own API's shape") as caught:
        asyncio.run(ask(model, budget))
    return caught.value, budget.meter.usage


@pytest.mark.parametrize("body", WHOLE)
@pytest.mark.parametrize("ask", [claims, text])
def test_a_response_that_no_client_can_read_is_asked_for_again_and_counted(server, ask, body):
    server.behave(misshaped=body)
    _, usage = failed(ask, server)
    assert (len(server.seen), usage.requests, usage.failed) == (2, 2, 2)
    assert usage.input_tokens > 0


@pytest.mark.parametrize("body", STREAMED)
@pytest.mark.parametrize("ask", [streamed_claims, streamed_text])
def test_an_event_of_a_stream_that_no_client_can_read_is_an_error_and_counted_once(server, ask, body):
    server.behave(misshaped=body)
    _, usage = failed(ask, server)
    assert (len(server.seen), usage.requests, usage.failed) == (2, 2, 2)
    sent = sum(len(str(seen.body["messages"]) + str(seen.body.get("tools", ""))) // 4 for seen in server.seen)
    assert 0.5 * sent < usage.input_tokens < 1.5 * sent


def test_an_output_of_a_task_that_no_client_can_read_says_so(server):
    server.behave(misshaped={**ENVELOPE, "choices": []})
    assignment = Assignment(input="x", instructions="", form="a word", check=lambda said: "" if said else "it is empty")
    model = model_of(server)
    output = asyncio.run(model.fill(assignment, budget=model.budget()))
    assert output.problem == "the endpoint's response is not of its own API's shape"
    assert output.usage.failed == 2


@pytest.mark.parametrize("said", [{"message": "busy with Bearer sk-0123456789abcdef", "code": 502}, "busy with Bearer sk-0123456789abcdef"])
@pytest.mark.parametrize("ask", [claims, text])
def test_an_error_in_the_place_of_a_response_is_repeated_without_keys(server, ask, said):
    server.behave(misshaped={"error": said})
    model = model_of(server)
    with pytest.raises(ModelUnavailable, match=r"answers with an error: busy with \*\*\*") as caught:
        asyncio.run(ask(model, model.budget()))
    assert len(server.seen) == 2
    assert "0123456789" not in f"{caught.value!r} {caught.value.__cause__!r}"


def test_an_error_in_the_place_of_a_tasks_output_is_told(server):
    server.behave(misshaped={"error": {"message": "busy"}})
    assignment = Assignment(input="x", instructions="", form="a word", check=lambda said: "" if said else "it is empty")
    model = model_of(server)
    output = asyncio.run(model.fill(assignment, budget=model.budget()))
    assert output.problem == "the endpoint answers with an error: busy"
