"""Claims of a chat model one by one, from a stream of a real server."""

import asyncio
from contextlib import aclosing

import pytest

from reading import passage
from servers.openai_api import OpenAiServer
from untuned.errors import ModelTooSlow, ModelUnavailable
from untuned.models.chat.model import ChatModel
from untuned.models.chat.replies import Proposal
from untuned.types.answers import Draft
from untuned.types.settings import ModelSettings

QUESTION = "How many days of version history does each plan keep?"
PASSAGES = [passage("Version history on the Pro plan goes back 90 days.\nVersion history on the Free plan goes back 30 days.", number=7)]


@pytest.fixture
def server():
    with OpenAiServer() as running:
        running.behave(claims=2)
        yield running


def model_of(server, **given) -> ChatModel:
    given = {"name": "openai:test-model", "base_url": server.url, "http_retries": 0, **given}
    return ChatModel.from_settings(ModelSettings(**given), environ={})


def streamed(model, *, budget=None) -> tuple[list[Draft | Proposal], Exception | None]:
    items = []

    async def run():
        async for item in model.propose_stream(QUESTION, PASSAGES, budget=budget or model.budget()):
            items.append(item)  # noqa: PERF401 - those before an error are kept

    try:
        asyncio.run(run())
    except (ModelUnavailable, ModelTooSlow) as error:
        return items, error
    return items, None


@pytest.mark.parametrize("form", ["tool", "native", "prompted"])
def test_each_claim_comes_once_and_the_whole_comes_last(server, form):
    items, error = streamed(model_of(server, output=form))
    assert error is None
    assert [type(item) for item in items] == [Draft, Draft, Proposal]
    assert items[2].drafts == tuple(items[:2])


def test_a_claim_comes_before_the_stream_ends(server):
    model = model_of(server)
    server.behave(claims=2, cut=1.0)
    items, error = streamed(model)
    assert [type(item) for item in items] == [Draft]
    assert "its stream was cut" in error.reason


@pytest.mark.parametrize("final_chunk", [False, True])
@pytest.mark.parametrize("form", ["tool", "native"])
def test_a_cut_stream_is_an_error_and_no_answer(server, form, final_chunk):
    server.behave(claims=1, cut=1.0, final_chunk=final_chunk)
    model = model_of(server, output=form)
    budget = model.budget()
    items, error = streamed(model, budget=budget)
    assert items == []
    assert isinstance(error, ModelUnavailable)
    usage = budget.meter.usage
    assert (usage.requests, usage.failed) == (3, 3)
    assert min(usage.input_tokens, usage.output_tokens) > 0


def test_a_stream_that_was_cut_once_is_asked_for_again_and_nothing_is_said_twice(server):
    server.behave(claims=2, cut=0.5)
    server.rng.seed(3)
    for _ in range(8):
        items, error = streamed(model_of(server, validation_retries=9))
        assert error is None
        assert [type(item) for item in items] == [Draft, Draft, Proposal]
    assert "cut" in {seen.answered for seen in server.seen}


def test_a_stalled_stream_ends_with_the_deadline(server):
    server.behave(stalls=1.0)
    items, error = streamed(model_of(server, deadline_ms=100))
    assert items == []
    assert isinstance(error, ModelTooSlow)


def test_tokens_of_a_stream_are_those_that_the_endpoint_reports(server):
    items, _ = streamed(model_of(server, output="native"))
    usage = items[-1].usage
    assert items[-1].notes == ()
    assert usage.output_tokens > 20


def test_a_stream_may_be_left_early(server):
    model = model_of(server)

    async def first():
        async with aclosing(model.propose_stream(QUESTION, PASSAGES, budget=model.budget())) as items:
            return await anext(items)

    assert isinstance(asyncio.run(first()), Draft)
