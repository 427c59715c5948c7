"""Whether two variants send and say the same: requests as they went out, answers against their own noise."""

from __future__ import annotations

import asyncio
import itertools
import json
from dataclasses import replace

import pytest

from running import questions, response, variant
from servers.prompt_server import Manner, PromptServer, fact_of
from untuned.errors import ModelUnavailable
from untuned.evaluation.parity import Parity, parity
from untuned.evaluation.rendered import differences, rendered
from untuned.models.chat.capture import Capture, Sent, captured
from untuned.models.chat.model import ChatModel
from untuned.types.measures import Question
from untuned.types.methods import Brief
from untuned.types.responses import Response

ASKED = [Question(id=f"q{number}", text=fact_of(number).question) for number in range(3)]
SECRET = "sk-very-secret-0123456789"


@pytest.fixture(scope="module")
def server():
    with PromptServer(Manner(seed=1)) as one:
        yield one


def compared(a, b, *, asked=ASKED, **options) -> Parity:
    """The parity of variants that are really asked."""

    async def ask(one, question):
        settings = one.settings.model
        async with Capture() as capture:
            model = ChatModel.from_settings(settings, environ={}, endpoints=capture)
            brief = Brief(thinking=one.method.thinking)
            said = await model.reply(question.text, (), task="closed_book", brief=brief, budget=model.budget())
        return Response(question=question.text, text=said.text, state="answered", model=said.model, usage=said.usage)

    return asyncio.run(parity(a, b, asked, ask=ask, **options))


def at(server, name, *, place="", model="openai:simulated", temperature=None, **method):
    one = variant(name, model=model, base_url=server.at(place), **method)
    settings = replace(one.settings, model=replace(one.settings.model, temperature=temperature, api_key=SECRET, http_retries=0))
    return replace(one, settings=settings)


def test_one_model_by_two_endpoints_sends_the_same(server):
    found = compared(at(server, "here"), at(server, "there", place="other"))
    assert (found.sent, found.exit_code, found.unsteady, found.models, found.failures) == ((), 0, (), (), ())
    assert (found.said.between, found.said.differs) == (0.0, False)
    assert "Both send the same: messages, tools and parameters." in found.lines


def test_a_parameter_that_differs_is_named_and_ends_with_one(server):
    found = compared(at(server, "cold", temperature=0.0), at(server, "warm", temperature=1.0))
    assert found.exit_code == 1
    assert {(one.where, one.a, one.b) for one in found.sent} == {("temperature", "0.0", "1.0")}
    assert any("temperature: A sends '0.0', B sends '1.0' (3 of 3 questions)" in line for line in found.lines)


def test_what_only_one_side_sends_is_named(server):
    found = compared(at(server, "bare"), at(server, "cold", temperature=0.0))
    assert [one.sentence for one in found.sent][:1] == ["temperature: only B sends it, as '0.0'"]


def test_words_that_differ_are_shown_where_they_begin_to(server):
    found = compared(at(server, "plain"), at(server, "thinking", thinking=True))
    (where,) = {one.where for one in found.sent}
    assert where == "message 1 (user)"
    assert found.sent[0].a != found.sent[0].b


def test_a_model_that_is_called_otherwise_is_told_and_is_no_difference(server):
    found = compared(at(server, "a"), at(server, "b", model="openai:simulated-2"))
    assert (found.exit_code, found.models) == (0, (("simulated", "simulated-2"),))


def test_no_key_is_in_what_was_captured(server):
    async def sent():
        one = at(server, "a")
        async with Capture() as capture:
            model = ChatModel.from_settings(one.settings.model, environ={}, endpoints=capture)
            with captured() as kept:
                await model.reply(f"Is {SECRET} a key?", (), task="closed_book", budget=model.budget())
        return kept

    (kept,) = asyncio.run(sent())
    assert SECRET not in kept.body.decode() + kept.address
    assert "Is *** a key?" in kept.body.decode()


def test_a_model_that_fails_is_told_and_what_it_was_sent_is_compared(server):
    with PromptServer() as other:
        gone = other.url
    broken = at(server, "gone")
    broken = replace(broken, settings=replace(broken.settings, model=replace(broken.settings.model, base_url=gone)))
    found = compared(at(server, "here"), broken, samples=1, asked=ASKED[:1])
    assert (found.sent, found.said.between, len(found.failures)) == ((), None, 1)
    assert "'gone'" in found.failures[0]


def answering(say):
    """The parity of two variants whose answers are given."""

    async def ask(one, question):
        cell = type("Cell", (), {"variant": one, "question": question})
        return response(cell, text=say(one.name, question.id))

    return asyncio.run(parity(variant("a"), variant("b"), questions(6), ask=ask, samples=4))


def test_noise_on_both_sides_is_no_difference():
    count = itertools.count()
    said = answering(lambda _name, _question: f"text {next(count) * 7 % 5 % 2}").said
    assert said.between is not None
    assert 0.2 < said.between < 0.8
    assert not said.differs


def test_sides_that_never_say_the_same_differ_by_more_than_their_noise():
    found = answering(lambda name, question: f"{name} on {question}")
    assert (found.said.between, found.said.within_a, found.said.within_b) == (1.0, 0.0, 0.0)
    assert found.said.differs
    assert found.exit_code == 0


def test_with_one_sample_noise_is_not_told():
    async def ask(one, question):
        return response(type("Cell", (), {"variant": one, "question": question}), text=one.name)

    found = asyncio.run(parity(variant("a"), variant("b"), questions(3), ask=ask, samples=1))
    assert (found.said.between, found.said.p) == (1.0, None)
    assert any("ask more often" in line for line in found.lines)


def test_a_variant_that_does_not_send_the_same_each_time_is_told(server):
    count = itertools.count()

    async def ask(one, question):
        async with Capture() as capture:
            model = ChatModel.from_settings(one.settings.model, environ={}, endpoints=capture)
            asked = f"{question.text} {next(count) if one.name == 'b' else ''}".strip()
            said = await model.reply(asked, (), task="closed_book", budget=model.budget())
        return Response(question=question.text, text=said.text, state="answered", model=said.model)

    found = asyncio.run(parity(at(server, "a"), at(server, "b"), ASKED[:1], ask=ask))
    assert found.unsteady == ("b",)


def test_an_error_that_is_not_the_models_is_not_swallowed():
    async def ask(_one, _question):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(parity(variant("a"), variant("b"), questions(1), ask=ask))


def test_where_both_fail_nothing_is_compared():
    async def ask(_one, _question):
        raise ModelUnavailable("m", reason="gone")

    found = asyncio.run(parity(variant("a"), variant("b"), questions(2), ask=ask))
    assert found.said.between is None
    assert any("cannot be compared" in line for line in found.lines)


SCHEMA = {"type": "object", "properties": {"text": {"type": "string"}}}
OPENAI = {
    "model": "m",
    "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Why?"}],
    "tools": [{"type": "function", "function": {"name": "answer", "description": "It.", "parameters": SCHEMA}}],
    "max_completion_tokens": 100,
    "temperature": 0.5,
}
ANTHROPIC = {
    "model": "m",
    "system": [{"type": "text", "text": "Be brief."}],
    "messages": [{"role": "user", "content": [{"type": "text", "text": "Why?"}]}],
    "tools": [{"name": "answer", "description": "It.", "input_schema": SCHEMA}],
    "max_tokens": 100,
    "temperature": 0.5,
}
GOOGLE = {
    "systemInstruction": {"parts": [{"text": "Be brief."}]},
    "contents": [{"role": "user", "parts": [{"text": "Why?"}]}],
    "tools": [{"functionDeclarations": [{"name": "answer", "description": "It.", "parametersJsonSchema": SCHEMA}]}],
    "generationConfig": {"maxOutputTokens": 100, "temperature": 0.5},
}


@pytest.mark.parametrize(("body", "address"), [(ANTHROPIC, "https://a/v1/messages"), (GOOGLE, "https://g/v1beta/models/m:generateContent")])
def test_the_same_request_is_the_same_in_every_providers_shape(body, address):
    one = rendered(Sent(address="https://o/v1/chat/completions", body=json.dumps(OPENAI).encode()))
    other = rendered(Sent(address=address, body=json.dumps(body).encode()))
    assert differences(one, other, question="q") == ()
    assert one.model == other.model == "m"


def test_a_body_that_is_no_json_is_one_part():
    assert rendered(Sent(address="a", body=b"\xffx")).parts == (("body", "\ufffdx"),)


def test_where_neither_asks_a_model_nothing_is_said_to_be_sent():
    async def ask(_one, question):
        return Response(question=question.text, text=question.text, state="answered", model="rules")

    found = asyncio.run(parity(variant("here"), variant("there"), ASKED, ask=ask))
    assert (found.sending, found.exit_code, found.said.between) == (0, 0, 0.0)
    assert found.lines[1] == "Neither sends anything to a model, so that there is nothing to compare but what they say."
    assert not any("send the same" in one for one in found.lines)
