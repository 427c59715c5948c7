"""A chat model against a real server: forms of output, retries, limits, fallbacks, and what is counted."""

import asyncio
import json
import subprocess
import sys
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal

import pytest

from reading import HISTORY, PLANS
from servers.openai_api import BREAKS, OpenAiServer, broken, form_of
from untuned.errors import MissingExtra, ModelTooSlow, ModelUnavailable, OverBudget, UnknownModel
from untuned.models.chat.budget import Budget, Meter, Took
from untuned.models.chat.claims import Unusable, parse, written
from untuned.models.chat.endpoint import opened
from untuned.models.chat.model import ChatModel
from untuned.models.chat.prices import price
from untuned.types.answers import Draft, Dropped, Turn
from untuned.types.methods import Brief
from untuned.types.settings import ModelSettings, Secret

QUESTION = "How many days of version history does the Pro plan keep?"
RIGHT = Draft(text=HISTORY, quotes=((7, HISTORY),))


@pytest.fixture
def server():
    with OpenAiServer() as running:
        yield running


def settings(server, **given) -> ModelSettings:
    return ModelSettings(**{"name": "openai:test-model", "base_url": server.url, "http_retries": 0, **given})


def model_of(server, **given) -> ChatModel:
    return ChatModel.from_settings(settings(server, **given), environ={})


def ask(model, *, budget=None, **given):
    return asyncio.run(model.propose(QUESTION, PLANS, budget=budget or model.budget(), **given))


def test_the_claims_and_quotes_are_those_of_the_model_by_version(server):
    proposal = ask(model_of(server))
    assert proposal.drafts == (RIGHT,)
    assert (proposal.declined, proposal.model, proposal.output) == (False, "openai:test-model", "tool")


def test_a_model_that_finds_nothing_has_declined(server):
    model = model_of(server)
    proposal = asyncio.run(model.propose("Who?", PLANS, budget=model.budget()))
    assert (proposal.drafts, proposal.declined) == ((), True)


@pytest.mark.parametrize(
    ("refused", "form"),
    [
        ((), "tool"),
        (("tools",), "native"),
        (("tools", "json_schema"), "schema"),
        (("tools", "json_schema", "schema"), "object"),
        (("tools", "json_schema", "json_object"), "prompted"),
    ],
)
def test_a_refused_form_of_output_gives_way_to_the_next_and_is_not_tried_again(server, refused, form):
    server.behave(refuses=frozenset(refused))
    model = model_of(server)
    assert ask(model).output == form
    server.seen.clear()
    assert ask(model).output == form
    assert [seen.answered for seen in server.seen] == ["ok"]


def test_a_form_that_the_endpoint_breaks_on_gives_way_too(server):
    server.behave(refuses=frozenset({"tools"}), breaks_on=frozenset({"json_schema"}))
    assert ask(model_of(server)).output == "schema"


def test_a_form_that_the_endpoint_ignores_gives_way_at_the_next_try(server):
    server.behave(ignores=frozenset({"tools"}))
    assert ask(model_of(server)).output == "native"


@pytest.mark.parametrize("live", [False, True])
def test_an_endpoint_that_refuses_json_object_is_asked_in_words_alone(server, live):
    server.behave(refuses=frozenset({"json_object"}))
    model = model_of(server, output="prompted")

    async def streamed():
        return [item async for item in model.propose_stream(QUESTION, PLANS, budget=model.budget())][-1]

    proposal = asyncio.run(streamed()) if live else ask(model)
    assert (proposal.drafts, proposal.output) == ((RIGHT,), "prompted")
    last = server.seen[-1].body
    assert form_of(last) == set()
    assert "QuoteOutput" in str(last["messages"])


def test_a_form_that_the_settings_name_is_the_only_one(server):
    server.behave(refuses=frozenset({"tools"}))
    with pytest.raises(ModelUnavailable, match="HTTP 400: this form of output is not supported"):
        ask(model_of(server, output="tool"))
    assert len(server.seen) == 1


def test_a_form_is_asked_for_as_the_api_wants_it(server):
    asked = {}
    for form in ("tool", "native", "prompted"):
        ask(model_of(server, output=form))
        asked[form] = (form_of(server.seen[-1].body), "schema" in server.seen[-1].body.get("response_format", {}))
    assert asked == {"tool": ({"tools"}, False), "native": ({"json_schema"}, False), "prompted": ({"json_object"}, True)}


def test_the_schema_lets_only_the_given_passages_be_named_and_may_be_enforced_strictly(server):
    ask(model_of(server))
    asked = server.seen[0].body["tools"][0]["function"]
    assert asked["strict"] is True
    assert set(asked["parameters"]["required"]) == {"claims", "declined"}
    found = asked["parameters"]["$defs"]
    assert found["QuoteOutput"]["properties"]["passage"]["enum"] == [1, 2]
    assert found["ClaimOutput"]["properties"]["quotes"]["minItems"] == 1


def test_without_passages_nothing_is_sent(server):
    model = model_of(server)
    proposal = asyncio.run(model.propose(QUESTION, [], budget=model.budget()))
    assert (proposal.declined, proposal.drafts, server.seen) == (True, (), [])


def test_unusable_output_is_asked_for_again_with_what_was_wrong(server):
    server.behave(malformed=1.0, ways=("no_such_passage",))
    with pytest.raises(ModelUnavailable, match="no usable output in 3 tries; of the last one, claims"):
        ask(model_of(server))
    said = [seen.body["messages"][-1]["content"] for seen in server.seen]
    assert "<problems>" not in said[0]
    assert all(again.startswith(said[0]) and "there is no passage 999" in again for again in said[1:])
    assert len(said) == 3


def test_every_way_to_break_output_is_told_to_the_model_or_looked_through():
    text = written([RIGHT], passages=PLANS)
    found = {}
    for way in BREAKS:
        try:
            found[way] = parse(broken(text, way), passages=PLANS).drafts == (RIGHT,)
        except Unusable as problem:
            found[way] = str(problem)
    assert found["fenced"] is found["prose"] is found["bare_newline"] is True
    assert "there is no passage 999: they are numbered 1 to 2" in found["no_such_passage"]
    assert "claims.0.quotes: Field required" in found["missing_field"]
    assert all(isinstance(found[way], str) for way in ("cut", "single_quotes", "bare_quote", "wrong_type", "trailing_comma"))


def test_output_that_is_nested_without_end_is_no_answer():
    with pytest.raises(Unusable, match="nested too deeply"):
        parse('{"claims": ' + "[" * 200_000, passages=PLANS)


def test_output_that_was_cut_at_its_greatest_length_is_no_answer(server):
    with pytest.raises(ModelUnavailable, match="cut at its greatest length"):
        ask(model_of(server, max_output_tokens=10, validation_retries=0))


def claim_of(text: str, quote: str = HISTORY) -> str:
    return json.dumps({"claims": [{"text": text, "quotes": [{"passage": 1, "text": quote}]}], "declined": False})


@pytest.mark.parametrize(("text", "problem"), [("30 days. " * 2_000, "not 17999 characters"), ("30 days. " * 4_000, "its limit of tokens")])
def test_output_far_beyond_its_limit_is_asked_for_again_instead_of_being_verified_for_minutes(server, text, problem):
    server.behave(endless=True)
    server.outputs = lambda _body, _way: claim_of(text)
    with pytest.raises(ModelUnavailable, match=problem):
        ask(model_of(server, output="prompted"))
    assert len(server.seen) == 3


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("It goes back \u202e30\u202c days.", "It goes back 30 days."),
        ("It goes\x00 back\x1b 30 days.\u2066", "It goes back 30 days."),
        ("It goes back 30 days \ud83d", "It goes back 30 days \ufffd"),
        ("It goes back 30 days 👩\u200d🔧", "It goes back 30 days 👩\u200d🔧"),
    ],
)
def test_a_claim_has_no_sign_that_its_reader_would_see_as_something_else(written, read):
    assert parse(claim_of(written), passages=PLANS).drafts[0].text == read


def test_a_claim_of_unseen_signs_alone_is_none():
    with pytest.raises(Unusable, match="cannot be empty"):
        parse(claim_of("\u202e\x00 "), passages=PLANS)


def test_half_a_character_in_a_question_or_an_output_is_sent_as_one_that_is_missing(server):
    server.outputs = lambda _body, _way: "Sorry \udfff"
    model = model_of(server, output="prompted")
    with pytest.raises(ModelUnavailable, match="not JSON"):
        asyncio.run(model.propose("How far back \ud83d?", PLANS, budget=model.budget()))
    said = [seen.body["messages"][-1]["content"] for seen in server.seen]
    assert all("How far back \ufffd?" in one for one in said)
    assert len(said) == 3
    draft = parse(claim_of("It goes back.", quote="back \ud83d 30"), passages=PLANS).drafts[0]
    assert draft.quotes[0][1] == "back \ufffd 30"


def test_a_response_of_another_shape_is_asked_for_again(server):
    server.behave(garbage=1.0)
    model = model_of(server)
    with pytest.raises(ModelUnavailable, match="not of its own API's shape"):
        ask(model)
    assert len(server.seen) == 3


def test_the_tokens_of_failed_tries_are_counted(server):
    server.behave(malformed=1.0, ways=("cut",))
    model = model_of(server, output="native")
    budget = model.budget()
    with pytest.raises(ModelUnavailable):
        ask(model, budget=budget)
    usage = budget.meter.usage
    sent = sum(len(str(seen.body["messages"])) // 4 for seen in server.seen)
    assert (usage.requests, usage.failed) == (3, 3)
    assert usage.input_tokens == pytest.approx(sent, rel=0.1)
    assert usage.output_tokens > 0


def test_what_a_busy_endpoint_refuses_is_counted_as_failed_and_takes_no_tokens(server):
    server.behave(busy=1.0)
    model = model_of(server, http_retries=2)
    budget = model.budget()
    with pytest.raises(ModelUnavailable, match=r"HTTP (429|503)"):
        ask(model, budget=budget)
    usage = budget.meter.usage
    assert (usage.requests, usage.failed, usage.input_tokens, usage.cost) == (3, 3, 0, Decimal(0))


def test_tokens_that_the_endpoint_does_not_report_are_estimated_and_said_to_be(server):
    server.behave(usage=False)
    proposal = ask(model_of(server))
    assert proposal.usage.input_tokens > 100
    assert proposal.usage.cost is None
    assert "1 of 1 requests are estimates" in proposal.notes[0]


def test_an_unknown_price_is_none_and_never_zero(server):
    assert ask(model_of(server)).usage.cost is None


def test_a_known_price_is_counted_for_failed_tries_too():
    meter = Meter(parent := Meter())
    for cost in ("0.002", "0.003"):
        meter.sent()
        meter.add(Took(input_tokens=10, output_tokens=1, cost=Decimal(cost)))
    meter.useful()
    assert (meter.usage.cost, meter.usage.failed, parent.usage) == (Decimal("0.005"), 1, meter.usage)
    meter.add(Took(input_tokens=1, output_tokens=0, cost=None, at_most=Decimal("0.01")))
    assert (meter.usage.cost, meter.at_most) == (None, Decimal("0.015"))


def test_a_token_limit_is_checked_before_the_request(server):
    with pytest.raises(OverBudget, match="limit of 500 tokens"):
        ask(model_of(server, max_tokens=500))
    assert server.seen == []


def test_a_token_limit_leaves_no_more_output_than_fits(server):
    ask(model_of(server, max_tokens=2_500, output="native"))
    assert server.seen[0].body["max_tokens"] < 1_500


def test_a_token_limit_holds_for_all_tries_of_one_answer_together(server):
    server.behave(malformed=1.0, ways=("cut",))
    model = model_of(server, max_tokens=3_000, validation_retries=9, output="native")
    budget = model.budget()
    with pytest.raises(OverBudget):
        ask(model, budget=budget)
    usage = budget.meter.usage
    assert 2 <= usage.requests < 10
    assert usage.input_tokens + usage.output_tokens <= 3_000


def test_a_money_limit_that_cannot_be_kept_is_refused_before_the_request(server):
    with pytest.raises(OverBudget, match="its price is unknown"):
        ask(model_of(server, max_cost=1.0))
    assert server.seen == []


def test_a_money_limit_is_checked_before_the_request(server):
    model = ChatModel.from_settings(ModelSettings(name="openai:gpt-5-mini", max_cost=0.000001), environ={"OPENAI_API_KEY": "k"})
    with pytest.raises(OverBudget, match="can cost"):
        ask(model)


def test_no_await_outlives_the_deadline(server):
    server.behave(stalls=1.0)
    model = model_of(server, deadline_ms=2_000, http_retries=5)  # long enough for a busy machine to send the request
    budget = model.budget()
    with pytest.raises(ModelTooSlow, match="before the deadline"):
        ask(model, budget=budget)
    usage = budget.meter.usage
    assert (usage.requests, usage.cost) == (1, None)
    assert usage.input_tokens > 0


def test_a_request_that_takes_too_long_is_sent_again_and_then_given_up(server):
    server.behave(stalls=1.0)
    model = model_of(server, timeout_s=0.05, http_retries=1)
    with pytest.raises(ModelTooSlow, match=r"no whole response in 0\.05 s"):
        ask(model)
    assert len(server.seen) == 2


def test_a_deadline_that_is_over_sends_nothing(server):
    model = model_of(server)
    with pytest.raises(ModelTooSlow):
        ask(model, budget=Budget(deadline=0.0))
    assert server.seen == []


def test_a_fallback_answers_when_the_first_model_fails_and_says_so(server):
    proposal = ask(model_of(server, name="openai:unknown-model", fallbacks=("openai:test-model",)))
    assert (proposal.model, proposal.drafts) == ("openai:test-model", (RIGHT,))
    assert proposal.notes[0].startswith("openai:unknown-model failed: the endpoint does not know it (HTTP 404)")
    assert (proposal.usage.requests, proposal.usage.failed) == (2, 1)


def test_a_stalled_model_leaves_its_fallback_time(server):
    server.behave(stalls=1.0)
    model = model_of(server, fallbacks=("openai:second",), deadline_ms=400)
    with pytest.raises(ModelTooSlow, match="before it, openai:test-model"):
        ask(model)
    assert [seen.body["model"] for seen in server.seen] == ["test-model", "second"]


def test_when_all_fail_the_error_names_each(server):
    server.behave(garbage=1.0)
    with pytest.raises(ModelUnavailable) as caught:
        ask(model_of(server, name="openai:unknown-model", fallbacks=("openai:test-model",)))
    assert caught.value.model == "openai:test-model"
    assert "no usable output" in caught.value.reason
    assert "before it, openai:unknown-model: the endpoint does not know it (HTTP 404)" in caught.value.reason


def test_no_key_is_an_error_that_names_the_variable():
    with pytest.raises(ModelUnavailable, match="there is no API key in OPENAI_API_KEY; set the variable"):
        ask(ChatModel.from_settings(ModelSettings(name="openai:gpt-5-mini"), environ={}))


def test_a_key_is_sent_and_never_shown(server):
    server.behave(key="right")
    secret = Secret("wrong-key-0123456789", reference="MY_KEY")
    model = model_of(server, api_key=secret)
    with pytest.raises(ModelUnavailable) as caught:
        ask(model)
    assert server.seen[0].headers["authorization"] == "Bearer wrong-key-0123456789"
    shown = f"{caught.value} {caught.value!r} {caught.value.__dict__} {model!r} {caught.value.__cause__}"
    assert "0123456789" not in shown
    assert "MY_KEY" in shown
    assert ask(model_of(server, api_key="right")).drafts == (RIGHT,)


@pytest.mark.parametrize(("key", "said"), [("", "none is set"), (Secret("", reference='{ env = "MY_KEY" }'), 'env = "MY_KEY"')])
def test_an_endpoint_that_asks_for_a_key_where_none_is_set(server, key, said):
    server.behave(key="right")
    with pytest.raises(ModelUnavailable, match="asks for a key") as caught:
        ask(model_of(server, api_key=key))
    assert said in caught.value.reason
    assert "api-key-not-set" not in caught.value.reason


@pytest.mark.parametrize("key", ["sk-copied\u200b-0123456789", "sk-copied\n-0123456789", "\u201csk-copied-0123456789\u201d"])
def test_a_key_that_no_header_can_hold_says_so_and_sends_nothing(server, key):
    with pytest.raises(ModelUnavailable, match="the key in MY_KEY has a character that no key has; copy it anew") as caught:
        ask(model_of(server, api_key=Secret(key, reference="MY_KEY")))
    assert server.seen == []
    assert "0123456789" not in f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__context__!r}"


def test_a_key_of_the_environment_goes_to_its_own_provider_only(server):
    model = ChatModel.from_settings(settings(server), environ={"OPENAI_API_KEY": "sk-for-openai-only"})
    ask(model)
    assert "sk-for-openai-only" not in str(server.seen[0].headers)


@pytest.mark.parametrize("name", ["gpt-5-mini", "nobody:gpt", "openai:", "openai: ", ""])
def test_a_name_that_nobody_can_be_asked_by_is_refused_with_the_names_that_can(name):
    with pytest.raises(UnknownModel, match=r"write 'openai:\.\.\.', 'anthropic:\.\.\.', 'google:\.\.\.', 'ollama:\.\.\.'"):
        ChatModel.from_settings(ModelSettings(name=name), environ={})


def test_a_name_is_what_stands_after_the_first_colon(server):
    assert ask(model_of(server, name="openai:qwen3:8b")).drafts == (RIGHT,)
    assert server.seen[0].body["model"] == "qwen3:8b"


@pytest.mark.parametrize(("name", "package"), [("anthropic", "anthropic"), ("google", "google.genai")])
def test_a_provider_whose_package_is_absent_names_the_extra(monkeypatch, name, package):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra, match=rf"untuned\[{name}\]"):
        ChatModel.from_settings(ModelSettings(name=f"{name}:some-model"), environ={})


def test_the_models_ask_with_history_facts_and_what_failed(server):
    dropped = Dropped(draft=Draft(text="It is 30 days.", quotes=((9, "30 days"),)), reason="not_found")
    model = model_of(server)
    brief = Brief(history=(Turn(question="Which plans?", answer="Free and Pro."),), facts=("born: 1990-02-28",), failures=(dropped,))
    proposal = ask(model, brief=brief)
    said = server.seen[0].body["messages"][-1]["content"]
    assert "Question: Which plans?\nAnswer: Free and Pro." in said
    assert "- born: 1990-02-28" in said
    assert (
        "Claim: It is 30 days.\n   Quote, from passage 2: 30 days\n   Why: the quote does not stand in that passage word for word" in said
    )
    assert [label.split(" ")[0] for label in proposal.prompts] == ["answer@v1", "question@v1", "repair@v1"]


def test_the_settings_reach_the_request(server):
    ask(model_of(server, temperature=0.25, max_output_tokens=321))
    body = server.seen[0].body
    assert (body["temperature"], body["max_tokens"], body["model"]) == (0.25, 321, "test-model")


def test_a_model_may_be_asked_from_two_event_loops(server):
    model = model_of(server)
    assert [ask(model).drafts, ask(model).drafts] == [(RIGHT,), (RIGHT,)]


def test_the_extractive_reader_works_as_a_chat_model(server):
    from untuned.models.chat.extractive_model import ExtractiveModel

    @asynccontextmanager
    async def opener(named, connection):
        yield ExtractiveModel(max_sentences=1)

    for form in ("tool", "native", "prompted"):
        model = ChatModel.from_settings(settings(server, output=form), environ={}, opener=opener)
        assert ask(model).drafts == (replace(RIGHT),)


def test_naming_a_chat_model_loads_no_provider():
    program = (
        "import sys; from untuned.models.chat.model import ChatModel; from untuned.types.settings import ModelSettings;"
        "ChatModel.from_settings(ModelSettings(name='openai:gpt-5-mini', fallbacks=('ollama:qwen3',)), environ={}).budget();"
        "print(sorted({'pydantic', 'pydantic_ai', 'openai', 'httpx2', 'tenacity', 'genai_prices'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout == "[]\n"


def test_the_money_of_failed_tries_is_counted_at_the_models_price(server):
    @asynccontextmanager
    async def opener(named, connection):
        async with opened(replace(named, base_url=server.url), connection) as model:
            yield model

    server.behave(malformed=1.0, ways=("cut",))
    model = ChatModel.from_settings(ModelSettings(name="openai:gpt-5-mini", max_cost=1.0), environ={"OPENAI_API_KEY": "k"}, opener=opener)
    budget = model.budget()
    with pytest.raises(ModelUnavailable):
        ask(model, budget=budget)
    reported = [
        price(input_tokens=seen.tokens[0], output_tokens=seen.tokens[1], model="gpt-5-mini", provider="openai") for seen in server.seen
    ]
    assert len(reported) == 3
    assert budget.meter.usage.cost == sum(reported) > 0


def test_nothing_is_recorded_by_telemetry_even_where_agents_are_instrumented(server):
    from pydantic_ai import Agent
    from pydantic_ai.models.instrumented import InstrumentationSettings, InstrumentedModel

    wrapped = []

    class Watching(InstrumentedModel):
        def __init__(self, *given, **more):
            wrapped.append(given)
            super().__init__(*given, **more)

    before = Agent._instrument_default
    Agent.instrument_all(InstrumentationSettings())
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("pydantic_ai.models.instrumented.InstrumentedModel", Watching)
            ask(model_of(server))
    finally:
        Agent.instrument_all(before)
    assert wrapped == []


@asynccontextmanager
async def untouched(named, connection):
    """The model as pydantic-ai and the provider's client make it."""
    async with opened(named, connection) as model:
        del model.client.chat.__dict__["completions"]
        yield model


@pytest.mark.parametrize("form", ["tool", "native", "prompted"])
@pytest.mark.parametrize("temperature", [None, 0.3])
def test_what_is_sent_is_what_the_providers_client_itself_would_send(server, form, temperature):
    given = settings(server, output=form, temperature=temperature)

    async def streamed(model):
        return [item async for item in model.propose_stream(QUESTION, PLANS, budget=model.budget())]

    for opener in (None, untouched):
        model = ChatModel.from_settings(given, environ={}, opener=opener)
        ask(model)
        asyncio.run(streamed(model))
        asyncio.run(model.reply(QUESTION, PLANS, task="grounded", budget=model.budget()))
    ours, theirs = server.seen[:3], server.seen[3:]
    assert [seen.body for seen in ours] == [seen.body for seen in theirs]
    assert [seen.headers for seen in ours] == [seen.headers for seen in theirs]
