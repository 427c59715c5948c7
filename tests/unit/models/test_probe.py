"""What a probe finds out of a real server."""

import asyncio

import pytest

from servers.openai_api import OpenAiServer
from untuned.models.chat.echoes import ECHOES
from untuned.models.chat.probe import FORMS, findings, probe
from untuned.types.answers import Draft
from untuned.types.settings import ModelSettings


@pytest.fixture
def server():
    with OpenAiServer() as running:
        yield running


def probed(server, **given):
    settings = ModelSettings(**{"name": "openai:test-model", "base_url": server.url, "http_retries": 0, **given})
    return asyncio.run(probe(settings, languages=("en", "ru"), environ={}))


def test_an_endpoint_that_does_everything_has_all_forms_a_stream_and_languages(server):
    server.behave(context_length=8_192)
    found = probed(server)
    assert [(form.name, form.works) for form in found.forms] == [("tool", True), ("native", True), ("prompted", True)]
    assert found.stream.works
    assert [(trial.name, trial.works) for trial in found.languages] == [("en", True), ("ru", True)]
    assert (found.best, found.limits.context, found.limits.priced) == ("tool", 8_192, False)
    assert found.usage.requests == 6
    assert {line.state for line in findings(found)} == {"ok"}


def test_a_form_that_is_refused_is_told_with_the_reason(server):
    server.behave(refuses=frozenset({"tools"}))
    found = probed(server)
    assert found.best == "native"
    assert found.forms[0].detail == "the endpoint answers HTTP 400: this form of output is not supported"
    lines = {line.name: line for line in findings(found, output="tool")}
    assert (lines["model output"].state, lines["model output"].remedy) == ("error", 'set \'output\' below [model] to "native" or "auto"')


def test_a_form_that_is_ignored_does_not_work(server):
    server.behave(ignores=frozenset({"json_schema"}))
    assert [form.works for form in probed(server).forms] == [True, False, True]


def test_invented_quotes_are_no_right_answer(server):
    server.behave(lie="invented")
    found = probed(server)
    assert found.best is None
    assert "its quote is not the passage's own words" in found.forms[0].detail
    assert [line.state for line in findings(found)] == ["error"]


def test_streams_that_end_early_are_a_warning(server):
    class Cutting(OpenAiServer):
        def plan(self, body):
            return ("cut", "") if body.get("stream") else ("ok", "")

    with Cutting() as cutting:
        found = probed(cutting)
    assert not found.stream.works
    assert "warning" in {line.state for line in findings(found)}


def test_an_endpoint_that_is_not_there_is_an_error_with_a_remedy(server):
    gone = server.url
    settings = ModelSettings(name="openai:x", base_url=gone.replace("/v1", "/nothing"), http_retries=0)
    lines = findings(asyncio.run(probe(settings, environ={})))
    assert (lines[0].state, "base_url" in lines[0].remedy) == ("error", True)


def test_a_model_that_writes_something_else_is_not_taken_for_an_endpoint_that_is_down(server):
    server.behave(ignores=frozenset({"tools", "json_schema", "json_object"}))
    (line,) = findings(probed(server))
    assert (line.state, line.remedy.startswith("the endpoint runs, but this model")) == ("error", True)


def test_a_context_that_is_too_short_is_said_with_what_to_do(server):
    server.behave(too_long="This model's maximum context length is 2048 tokens. However, you requested 3704 tokens.")
    (line,) = findings(probed(server))
    assert "longer than its context (HTTP 400): This model's maximum context length is 2048" in line.detail
    assert line.remedy.startswith("give it a longer context, or lower 'max_output_tokens'")


def test_where_another_form_than_the_first_works_naming_it_is_proposed(server):
    server.behave(refuses=frozenset({"tools", "json_schema"}))
    found = probed(server)
    shown = {output: next(line.detail for line in findings(found, output=output) if line.name == "model output") for output in FORMS}
    wanted = 'output = "prompted" below [model] saves the tries'
    assert wanted in next(line.detail for line in findings(found) if line.name == "model output")
    assert wanted not in shown["prompted"]


def test_what_is_wrong_with_every_form_is_said_once(server):
    server.behave(key="right")
    (line,) = findings(probed(server))
    assert line.detail == "openai:test-model gives no answer: the endpoint asks for a key (HTTP 401), and none is set"


def test_a_missing_key_is_found_before_anything_is_sent():
    found = asyncio.run(probe(ModelSettings(name="openai:gpt-5-mini"), environ={}))
    assert "OPENAI_API_KEY" in findings(found)[0].detail
    assert found.usage.requests == 0


def test_an_answer_in_another_language_is_found():
    echo = ECHOES["ru"]
    english = Draft(text="The gate opens with 4417.", quotes=((1, echo.sentence),))
    assert echo.problem_of([english]).startswith("its claim is in another language")
    assert echo.problem_of([Draft(text="Их открывает 4417.", quotes=((1, echo.sentence),))]) == ""


@pytest.mark.parametrize("code", sorted(ECHOES))
def test_every_echo_holds_its_answer(code):
    assert ECHOES[code].holds in ECHOES[code].sentence
