"""What people and models are told where an endpoint refuses, or output has not the asked shape."""

import asyncio
import json

import pytest
from pydantic_ai.exceptions import ModelHTTPError

from reading import HISTORY, PLANS
from servers.openai_api import OpenAiServer
from untuned.errors import ModelError, ModelTooSlow, ModelUnavailable
from untuned.models.chat.budget import Budget
from untuned.models.chat.claims import Unusable, parse, written
from untuned.models.chat.model import ChatModel
from untuned.models.chat.names import named
from untuned.models.chat.refusals import translated
from untuned.types.answers import Draft
from untuned.types.settings import ModelSettings

RIGHT = Draft(text=HISTORY, quotes=((7, HISTORY),))


@pytest.fixture
def server():
    with OpenAiServer() as running:
        yield running


def refused(server, *, expected: type[ModelError] = ModelUnavailable, over: bool = False, **given) -> ModelError:
    """The error of a question; of one whose time is over before it is asked."""
    settings = ModelSettings(**{"name": "openai:test-model", "base_url": server.url, "http_retries": 0, **given})
    model = ChatModel.from_settings(settings, environ={})
    budget = Budget(deadline=0.0) if over else model.budget()
    with pytest.raises(expected) as caught:
        asyncio.run(model.propose("How many days of version history does the Pro plan keep?", PLANS, budget=budget))
    return caught.value


@pytest.mark.parametrize(
    "said",
    [
        "This model's maximum context length is 2048 tokens. However, you requested 3704 tokens.",
        "the request exceeds the available context size. try increasing the context size or enable context shift",
        "prompt is too long: 210000 tokens > 200000 maximum",
        "The input token count (1048577) exceeds the maximum number of tokens allowed (1048576).",
        "Try to load the model with a larger context length, or provide a shorter input",
    ],
)
def test_a_request_that_is_too_long_is_not_sent_in_another_form(server, said):
    server.behave(too_long=said)
    error = refused(server)
    assert error.reason == f"the request is longer than its context (HTTP 400): {said}"
    assert "'max_output_tokens' below [model] and, for questions, 'budget_tokens' below [search]" in error.remedy
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("ends", "remedy"),
    [
        ({"garbage": 1.0}, "see that 'base_url' below [model] is the address of the API itself, which often ends in /v1"),
        ({"malformed": 1.0, "ways": ("cut",)}, "see which form of output the endpoint keeps to"),
    ],
)
def test_what_to_do_depends_on_what_came(server, ends, remedy):
    server.behave(**ends)
    assert refused(server).remedy.startswith(remedy)


def test_output_that_is_too_long_asks_for_a_higher_limit(server):
    assert refused(server, max_output_tokens=4).remedy.startswith("raise 'max_output_tokens' below [model]")


@pytest.mark.parametrize(("timeout_s", "both"), [(60.0, True), (90.0, False)])
def test_past_the_deadline_both_limits_are_named_where_raising_one_would_not_do(server, timeout_s, both):
    error = refused(server, expected=ModelTooSlow, over=True, deadline_ms=60_000, timeout_s=timeout_s)
    assert (error.remedy.startswith("raise 'deadline_ms'"), "and 'timeout_s'" in error.remedy) == (True, both)


def test_a_page_of_html_is_not_repeated_as_what_an_endpoint_says():
    error = ModelHTTPError(status_code=502, model_name="m", body="<html><body><h1>502 Bad Gateway</h1></body></html>")
    told = translated(
        error, named=named("openai:m", settings=ModelSettings(name="openai:m", base_url="http://127.0.0.1:1/v1"), environ={}), timeout_s=1
    )
    assert told.reason == "the endpoint answers HTTP 502"


@pytest.mark.parametrize(("body", "said"), [("", "empty"), ("<html>Log in</html>", "a page of HTML"), ("OK", "no JSON")])
def test_a_response_that_is_no_json_is_told_in_words(body, said):
    with pytest.raises(json.JSONDecodeError) as caught:
        json.loads(body)
    error = RuntimeError("connection")
    error.__cause__ = caught.value
    settings = ModelSettings(name="openai:m", base_url="http://127.0.0.1:1/v1")
    told = translated(error, named=named("openai:m", settings=settings, environ={}), timeout_s=1)
    assert told.reason == f"the endpoint's response is {said}"
    assert "often ends in /v1" in told.remedy


def test_what_a_model_thought_before_its_answer_is_passed_over():
    whole = written([RIGHT], passages=PLANS)
    assert parse(f"<think>{{}}</think>{whole}", passages=PLANS).drafts == (RIGHT,)
    assert parse(f'<think>They want {{"claims": ...}}, so {{}}.</think>\n```json\n{whole}\n```', passages=PLANS).drafts == (RIGHT,)
    with pytest.raises(Unusable, match="it is not JSON"):
        parse("<think>They want " + whole, passages=PLANS)


@pytest.mark.parametrize("stripped", ["list", "single", "string"])
def test_claims_without_what_stands_around_them_are_read(stripped):
    whole = written([RIGHT], passages=PLANS)
    claims = json.loads(whole)["claims"]
    text = {"list": json.dumps(claims), "single": json.dumps(claims[0]), "string": json.dumps(whole)}[stripped]
    assert parse(text, passages=PLANS).drafts == (RIGHT,)
