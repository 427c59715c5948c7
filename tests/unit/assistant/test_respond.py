"""The one door itself: what it leaves alone, what it counts, and what it times."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from storing import NOON
from untuned.assistant.desk import Desk
from untuned.assistant.respond import respond, respond_stream
from untuned.errors import ModelUnavailable
from untuned.models.chat.budget import Meter
from untuned.models.chat.fake import FakeChatModel, Reply
from untuned.rag.ask import Parts
from untuned.rag.evidence import Library
from untuned.rag.ground import Asked
from untuned.types.methods import Method, Shot
from untuned.types.principal import OWNER
from untuned.types.responses import Response
from untuned.types.settings import Settings

CLOSED = Method(context="none", wording="text")


class Untouched:
    """An index, a truth or a pool that nobody may ask for anything."""

    def __getattr__(self, name):
        raise AssertionError(f"a closed book asked for '{name}'")


def never(*_):
    raise AssertionError("plain text is never recorded as an answer")


def closed(*replies, method=CLOSED, **more):
    """A desk without anything but a model."""
    library = Library(index=Untouched(), truth=Untouched(), settings=Settings(), principal=OWNER)
    parts = Parts(library=library, limiter=Untouched(), record=never, falls_back=False)
    return Desk(parts=parts, method=method, writer=FakeChatModel(replies=replies), **more)


def answered(desk, question="How long is a day?", **more):
    return asyncio.run(respond(Asked(question=question), desk=desk, now=NOON, **more))


def test_a_closed_book_searches_nothing_reads_nothing_and_needs_no_thread():
    response = answered(closed(Reply(text="24 hours.")))
    assert (response.text, response.state, response.language, response.usage.requests) == ("24 hours.", "answered", "en", 1)


def test_one_desk_answers_many_questions_at_a_time_and_counts_each_alone():
    desk = closed(Reply(text="24 hours."))

    async def many():
        return await asyncio.gather(*(respond(Asked(question=f"How long is day {nth}?"), desk=desk, now=NOON) for nth in range(20)))

    responses = asyncio.run(many())
    assert [response.question for response in responses] == [f"How long is day {nth}?" for nth in range(20)]
    assert {response.usage.requests for response in responses} == {1}


def test_what_models_took_is_known_after_an_error_too():
    meter = Meter()
    with pytest.raises(ModelUnavailable):
        answered(closed(Reply(error=ModelUnavailable("fake:model", reason="it answers 503"))), meter=meter)
    assert (meter.usage.requests, meter.usage.failed) == (1, 1)


def test_what_every_model_took_is_counted_together():
    rewriter = FakeChatModel(replies=[Reply(text="A day and a night.")])
    desk = closed(Reply(text="24."), method=replace(CLOSED, corrections=1, rewriter="fake:other"), rewriter=rewriter)
    meter = Meter()
    response = answered(desk, meter=meter)
    assert (response.usage.requests, meter.usage.requests, response.text) == (3, 3, "A day and a night.")


def test_a_live_text_tells_when_its_first_token_came_and_any_other_does_not():
    live, whole = answered(closed(Reply(text="24."), live=True)), answered(closed(Reply(text="24.")))
    assert 0 <= live.first_token_ms <= live.milliseconds
    assert whole.first_token_ms is None
    assert live.first_claim_ms is None


def test_the_examples_of_a_question_are_its_own():
    def nearest(question):
        return [Shot(question=f"like {question}", answer="yes")]

    desk = closed(Reply(text="24."), method=replace(CLOSED, shots=1), shots=nearest)
    answered(desk, "one?")
    answered(desk, "two?")
    assert [request.brief.shots[0].question for request in desk.writer.requests] == ["like one?", "like two?"]


def test_a_question_without_instructions_is_asked_bare():
    desk = closed(Reply(text="24."), method=replace(CLOSED, instructed=False))
    answered(desk)
    assert desk.writer.requests[0].task == "bare"


def test_a_stream_of_plain_text_is_its_response_alone():
    async def steps():
        return [step async for step in respond_stream(Asked(question="How long is a day?"), desk=closed(Reply(text="24.")), now=NOON)]

    (response,) = asyncio.run(steps())
    assert isinstance(response, Response)


def test_stages_of_one_question_are_not_those_of_another():
    with ThreadPoolExecutor(max_workers=1) as pool:
        desk = closed(Reply(text="24."))
        desk = replace(desk, parts=replace(desk.parts, limiter=pool))
        first, second = answered(desk), answered(desk)
    assert first.stages is not second.stages
    assert list(first.stages) == ["model"]
