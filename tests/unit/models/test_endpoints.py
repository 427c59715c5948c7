"""Many questions over shared connections: turns, waits, endpoints that are down, and responses that are not paid for twice."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
from contextlib import aclosing
from pathlib import Path

import pytest

from reading import passage
from servers.openai_api import OpenAiServer
from servers.prompt_server import Faults, PromptServer, fact_of
from untuned.errors import ModelError, ModelTooSlow, ModelUnavailable, StoreUnwritable
from untuned.models.chat.endpoints import Endpoints
from untuned.models.chat.journal import Journal, salted
from untuned.models.chat.model import ChatModel
from untuned.models.chat.names import named
from untuned.models.chat.replies import Proposal, Reply
from untuned.types.settings import ModelSettings

KEY = "sk-0123456789abcdef-very-secret"


@pytest.fixture
def server():
    with PromptServer() as running:
        running.change(knows=1.0, reads=1.0, format_without=1.0)
        yield running


def settings_of(server, *, place="", **given) -> ModelSettings:
    return ModelSettings(**{"name": "openai:simulated", "base_url": server.at(place), "http_retries": 2, "api_key": KEY, **given})


def ask_all(settings, numbers, *, limit=8, journal=None, salt="", at_once=32, **given) -> list[Reply | ModelError]:
    """The replies to these facts' questions, so many at a time, each with a budget of its own."""

    async def run():
        async with Endpoints(limit=limit, journal=journal) as endpoints:
            model = ChatModel.from_settings(settings, environ={}, endpoints=endpoints)
            return await questions(model, numbers, salt=salt, at_once=at_once, **given)

    return asyncio.run(run())


async def questions(model, numbers, *, salt="", at_once=32, live=False):
    todo, found = iter(list(numbers)), {}

    async def worker():
        for number in todo:
            with salted(f"{salt}{number}"):
                try:
                    found[number] = await model.reply(fact_of(number).question, (), task="closed_book", live=live, budget=model.budget())
                except ModelError as error:
                    found[number] = error

    await asyncio.gather(*(worker() for _ in range(at_once)))
    return [found[number] for number in sorted(found)]


def test_the_answers_over_shared_connections_are_those_of_connections_of_ones_own(server):
    settings = settings_of(server)
    alone = asyncio.run(questions(ChatModel.from_settings(settings, environ={}), range(6)))
    shared = ask_all(settings, range(6))
    assert [reply.text for reply in shared] == [reply.text for reply in alone]
    assert [reply.usage for reply in shared] == [reply.usage for reply in alone]


@pytest.mark.parametrize("form", ["tool", "native", "prompted"])
def test_claims_come_over_shared_connections_in_every_form_whole_and_streamed(form):
    sentence = "Reports are kept for 90 days."

    async def run(url):
        async with Endpoints() as endpoints:
            settings = ModelSettings(name="openai:test-model", base_url=url, output=form)
            model = ChatModel.from_settings(settings, environ={}, endpoints=endpoints)
            asked = ("How long are reports kept?", [passage(sentence)])
            whole = await model.propose(*asked, budget=model.budget())
            return [whole, *[item async for item in model.propose_stream(*asked, budget=model.budget()) if isinstance(item, Proposal)]]

    with OpenAiServer() as other:
        whole, streamed = asyncio.run(run(other.url))
        bodies = [seen.body for seen in other.seen]
    assert [draft.text for draft in whole.drafts] == [draft.text for draft in streamed.drafts] == [sentence]
    assert {**bodies[0], "stream": True} == {name: value for name, value in bodies[1].items() if name != "stream_options"}


def test_no_more_requests_are_under_way_than_the_limit(server):
    ask_all(settings_of(server), range(40), limit=5)
    assert server.counts.most_open <= 5
    assert server.counts.delivered == 40


def test_a_stream_has_its_turn_until_it_ends(server):
    replies = ask_all(settings_of(server), range(20), limit=2, live=True)
    assert all(reply.first_token_ms > 0 for reply in replies)
    assert server.counts.most_open <= 2


def test_a_stream_that_is_left_gives_its_turn_back(server):
    async def run():
        async with Endpoints(limit=1) as endpoints:
            model = ChatModel.from_settings(settings_of(server, output="native"), environ={}, endpoints=endpoints)
            fact = fact_of(1)
            for _ in range(3):
                async with aclosing(model.propose_stream(fact.question, [passage(fact.sentence)], budget=model.budget())) as items:
                    await anext(items)
            return await model.reply(fact.question, (), task="closed_book", budget=model.budget())

    assert asyncio.run(run()).text


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("fault", ["cut", "stalls"])
def test_responses_that_break_leave_no_turn_behind(server, live, fault):
    async def run():
        async with Endpoints(limit=2) as endpoints:
            settings = settings_of(server, http_retries=0, validation_retries=0, deadline_ms=100 if fault == "stalls" else 60_000)
            model = ChatModel.from_settings(settings, environ={}, endpoints=endpoints)
            server.behave(main=Faults(**{fault: 1.0}))
            failed = await questions(model, range(6), live=live)
            server.behave()
            good = ChatModel.from_settings(settings_of(server), environ={}, endpoints=endpoints)
            return failed, await questions(good, range(6), live=live)

    failed, answered = asyncio.run(run())
    assert all(isinstance(error, ModelError) for error in failed)
    assert all(isinstance(reply, Reply) for reply in answered)


def test_a_storm_of_refusals_ends_with_every_question_answered(server):
    server.behave(main=Faults(busy=0.4, retry_after="0.01"))
    replies = ask_all(settings_of(server, http_retries=20), range(60), limit=16)
    assert all(isinstance(reply, Reply) for reply in replies)
    assert server.counts.delivered == 60


def test_in_a_storm_that_does_not_end_every_question_fails_before_its_deadline_and_says_why(server):
    server.behave(main=Faults(busy=1.0, retry_after="30"))
    replies = ask_all(settings_of(server, deadline_ms=5_000), range(40), limit=4)
    assert all(isinstance(error, ModelUnavailable) for error in replies)
    assert {error.reason.split(" (HTTP")[0].split(" for ")[0] for error in replies} <= {
        "the endpoint is asked too often",
        "the endpoint asks all requests to wait",
    }
    assert server.counts.requests <= 4  # the others were not even sent


def test_who_waits_for_a_turn_past_the_deadline_is_told_so(server):
    server.behave(main=Faults(stalls=1.0))
    replies = ask_all(settings_of(server, deadline_ms=150), range(6), limit=2)
    assert [type(error) for error in replies] == [ModelTooSlow] * 6


def test_an_endpoint_that_is_down_fails_alone_and_at_once(server):
    async def run():
        async with Endpoints(limit=4) as endpoints:
            good, bad = (
                ChatModel.from_settings(settings, environ={}, endpoints=endpoints)
                for settings in (settings_of(server), settings_of(server, base_url="http://127.0.0.1:9/v1", http_retries=0))
            )
            return await asyncio.gather(questions(good, range(20)), questions(bad, range(20), at_once=4))

    good, bad = asyncio.run(run())
    assert all(isinstance(reply, Reply) for reply in good)
    assert all(isinstance(error, ModelUnavailable) for error in bad)
    assert "its endpoint is down after 8 failures in a row" in bad[-1].reason


def test_a_refused_key_takes_the_endpoint_down_for_that_key_alone():
    async def run(url):
        async with Endpoints(limit=2) as endpoints:
            right, wrong = (
                ChatModel.from_settings(ModelSettings(name="openai:test-model", base_url=url, api_key=key), environ={}, endpoints=endpoints)
                for key in (KEY, "wrong")
            )
            failed = await questions(wrong, range(12), at_once=2)
            return failed, await questions(right, range(2))

    with OpenAiServer() as other:
        other.behave(key=KEY)
        failed, answered = asyncio.run(run(other.url))
        refused = sum(seen.answered == "401" for seen in other.seen)
    assert "refuses the key" in failed[-1].reason
    assert "down" in failed[-1].reason
    assert refused < 12
    assert all(isinstance(reply, Reply) for reply in answered)


def test_two_event_loops_each_have_endpoints_of_their_own(server):
    first, second = (ask_all(settings_of(server), range(4)) for _ in range(2))
    assert [reply.text for reply in first] == [reply.text for reply in second]


def test_models_of_one_endpoint_share_its_gate(server):
    async def run():
        async with Endpoints(limit=3) as endpoints:
            settings = settings_of(server)
            models = [ChatModel.from_settings(settings, environ={}, endpoints=endpoints) for _ in range(3)]
            await asyncio.gather(*(questions(model, range(5)) for model in models))
            one = named(settings.name, settings=settings, environ={})
            return endpoints.gate(one) is endpoints.gate(one)

    assert asyncio.run(run())
    assert server.counts.most_open <= 3


def test_what_was_received_is_not_asked_for_again(server, tmp_path):
    path = tmp_path / "journal"
    with Journal(path) as journal:
        first = ask_all(settings_of(server), range(10), journal=journal, salt="run 1 ")
    with Journal(path) as journal:
        again = ask_all(settings_of(server), range(12), journal=journal, salt="run 1 ")
    assert [reply.text for reply in again[:10]] == [reply.text for reply in first]
    assert [reply.usage for reply in again[:10]] == [reply.usage for reply in first]
    assert [reply.replayed for reply in again] == [True] * 10 + [False] * 2
    assert server.counts.requests == 12


def test_a_whole_stream_is_replayed_and_its_times_are_left_out(server, tmp_path):
    for replayed in (False, True):
        with Journal(tmp_path / "journal") as journal:
            replies = ask_all(settings_of(server), range(3), journal=journal, live=True)
        assert [reply.replayed for reply in replies] == [replayed] * 3
        assert [reply.first_token_ms is None for reply in replies] == [replayed] * 3
    assert server.counts.requests == 3


def test_repeats_with_salts_of_their_own_are_all_asked(server, tmp_path):
    with Journal(tmp_path / "journal") as journal:
        for repeat in range(3):
            ask_all(settings_of(server), range(2), journal=journal, salt=f"repeat {repeat} ")
    assert server.counts.requests == 6


def test_no_key_is_written(server, tmp_path):
    path = tmp_path / "journal"
    with Journal(path) as journal:
        ask_all(settings_of(server), range(2), journal=journal)
        ask_all(settings_of(server), range(2), journal=journal, live=True)
    assert b"simulated" in path.read_bytes()
    assert KEY.encode() not in path.read_bytes()


def test_a_journal_that_cannot_be_written_stops_the_run_and_is_no_failed_model(server, tmp_path):
    journal = Journal(tmp_path / "journal")
    journal.close()
    with pytest.raises(StoreUnwritable, match="cannot be written"):
        ask_all(settings_of(server), range(1), journal=journal)


def test_a_response_is_kept_before_anybody_is_given_it(server, tmp_path):
    """A process that kills itself on its first reply has it in the journal."""
    path = tmp_path / "journal"
    program = textwrap.dedent(f"""
        import asyncio, os, signal
        from pathlib import Path
        from untuned.models.chat.endpoints import Endpoints
        from untuned.models.chat.journal import Journal
        from untuned.models.chat.model import ChatModel
        from untuned.types.settings import ModelSettings

        async def main():
            settings = ModelSettings(name="openai:simulated", base_url={server.url!r})
            async with Endpoints(journal=Journal(Path({str(path)!r}))) as endpoints:
                model = ChatModel.from_settings(settings, environ={{}}, endpoints=endpoints)
                await model.reply("What?", (), task="closed_book", budget=model.budget())
                os.kill(os.getpid(), signal.SIGKILL)

        asyncio.run(main())
    """)
    ended = subprocess.run([sys.executable, "-c", program], env={**os.environ, "PYTHONPATH": str(_source())}, check=False)
    assert ended.returncode == -signal.SIGKILL
    with Journal(path) as journal:
        assert len(journal) == 1


def _source() -> Path:
    import untuned

    return Path(untuned.__file__).parents[1]
