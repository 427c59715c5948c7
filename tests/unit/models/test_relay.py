"""Endpoints that are asked through a process of their own: the same to whoever asks, and nothing is lost by a kill."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from servers.prompt_server import Faults, Manner, PromptServer, fact_of
from untuned.errors import ModelTooSlow, ModelUnavailable, StoreUnwritable
from untuned.models.chat import relay
from untuned.models.chat.journal import Journal, salted
from untuned.models.chat.model import ChatModel
from untuned.models.chat.relay import KeptEndpoints, RelayedEndpoints, can_relay, kept_endpoints
from untuned.types.settings import ModelSettings

pytestmark = pytest.mark.skipif(not can_relay(), reason="a relay needs sockets that are files")
KEY = "sk-very-secret-0123456789"


@pytest.fixture
def server():
    with PromptServer(Manner(seed=1)) as one:
        yield one


@pytest.fixture
def path(tmp_path):
    return tmp_path / "eval" / "m1.journal"


def replies(url, path, *, count=1, live=False, kind=RelayedEndpoints, **settings):
    """What a model says to so many questions, each with a salt of its own."""
    named = ModelSettings(name="openai:simulated", base_url=url, api_key=KEY, **{"http_retries": 0, **settings})

    async def asked():
        async with kind(path) as endpoints:
            model = ChatModel.from_settings(named, environ={}, endpoints=endpoints)

            async def one(number):
                with salted(f"s{number}"):
                    return await model.reply(fact_of(number).question, (), task="closed_book", live=live, budget=model.budget())

            return await asyncio.gather(*map(one, range(count)))

    return asyncio.run(asked())


@pytest.mark.parametrize("live", [False, True], ids=["whole", "streamed"])
def test_what_comes_through_a_relay_is_what_comes_without_one(server, path, live):
    relayed = replies(server.url, path, count=8, live=live)
    direct = replies(server.url, path.with_name("other"), count=8, live=live, kind=KeptEndpoints)
    assert [(one.text, one.usage, one.truncated) for one in relayed] == [(one.text, one.usage, one.truncated) for one in direct]
    assert [one.first_token_ms is not None for one in relayed] == [live] * 8


@pytest.mark.parametrize("live", [False, True], ids=["whole", "streamed"])
def test_what_was_received_is_given_again_and_not_asked_again(server, path, live):
    first = replies(server.url, path, count=4, live=live)
    again = replies(server.url, path, count=6, live=live)
    assert [one.text for one in again[:4]] == [one.text for one in first]
    assert [one.replayed for one in again] == [True] * 4 + [False] * 2
    assert server.counts.requests == 6


def test_a_connection_to_the_relay_is_used_again(server, path, monkeypatch):
    opened: list[str] = []
    open_connection = asyncio.open_unix_connection

    async def counted(place, **options):
        opened.append(place)
        return await open_connection(place, **options)

    monkeypatch.setattr(asyncio, "open_unix_connection", counted)
    named = ModelSettings(name="openai:simulated", base_url=server.url)

    async def asked():
        async with RelayedEndpoints(path) as endpoints:
            model = ChatModel.from_settings(named, environ={}, endpoints=endpoints)
            for number in range(5):
                await model.reply(fact_of(number).question, (), task="closed_book", live=number % 2 == 1, budget=model.budget())

    asyncio.run(asked())
    assert len(opened) == 1


def test_no_key_is_written(server, path):
    replies(server.url, path)
    assert KEY.encode() not in b"".join(file.read_bytes() for file in path.parent.iterdir())


@pytest.mark.parametrize(
    ("faults", "said"), [(Faults(broken=1.0), "HTTP 500"), (Faults(busy=1.0), "HTTP 429"), (Faults(cut=1.0), "failed")]
)
def test_what_an_endpoint_refuses_is_told_as_without_a_relay(server, path, faults, said):
    server.behave(main=faults)
    with pytest.raises(ModelUnavailable, match=said):
        replies(server.url, path)


def test_an_endpoint_that_comes_back_is_asked_again(server, path):
    server.behave(main=Faults(busy=0.5))
    assert len(replies(server.url, path, count=10, http_retries=9)) == 10


def test_an_endpoint_that_is_not_there_is_told(path):
    with PromptServer() as gone:
        url = gone.url
    with pytest.raises(ModelUnavailable, match="failed"):
        replies(url, path)


def test_an_endpoint_that_stalls_is_left_in_time(server, path):
    server.behave(main=Faults(stalls=1.0))
    with pytest.raises(ModelTooSlow):
        replies(server.url, path, timeout_s=0.05)


def killing(server, path, monkeypatch, *, kills, live=False, retries=0):
    """What a model says to twelve questions at once, when the relay is killed so often as soon as all of them have reached the endpoint."""
    children: list[subprocess.Popen[str]] = []
    begin = relay._Relay.begin

    def watched(self):
        begin(self)
        children.append(self._children[-1])

    monkeypatch.setattr(relay._Relay, "begin", watched)

    def kill():
        for nth in range(kills):
            while len(children) <= nth or server.counts.requests < 12 * (nth + 1):
                server.turn()
            children[nth].kill()

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    try:
        return replies(server.url, path, count=12, live=live, http_retries=retries)
    finally:
        killer.join(20)
        while server.counts.open:  # what was asked for the killed one
            server.turn()


@pytest.mark.parametrize("live", [False, True], ids=["whole", "streamed"])
def test_a_relay_that_is_killed_is_begun_anew_and_asks_again_for_what_was_lost(path, monkeypatch, live):
    with PromptServer(Manner(seed=1), latency_ms=300) as server:
        told = killing(server, path, monkeypatch, kills=1, live=live)
        assert [one.text for one in told] == [one.text for one in replies(server.url, path, count=12, live=live)]
        assert server.counts.requests == 24
    assert all(one.usage.requests == 2 for one in told)


@pytest.mark.parametrize("retries", [0, 2])
def test_a_relay_that_ends_twice_is_told_and_not_blamed_on_the_endpoint(path, monkeypatch, retries):
    with PromptServer(Manner(seed=1), latency_ms=300) as server:
        with pytest.raises(StoreUnwritable, match=r"relay .* ended twice: exit status -9") as caught:
            killing(server, path, monkeypatch, kills=2, retries=retries)
        assert "--resume" in caught.value.remedy
        assert len(replies(server.url, path, count=12)) == 12


def test_a_relay_that_was_killed_leaves_no_folder(server, path, monkeypatch, tmp_path):
    monkeypatch.setattr(relay.tempfile, "tempdir", str(tmp_path))

    async def asked():
        async with RelayedEndpoints(path) as endpoints:
            model = ChatModel.from_settings(ModelSettings(name="openai:simulated", base_url=server.url), environ={}, endpoints=endpoints)
            await model.reply("Why?", (), task="closed_book", budget=model.budget())
            child = await endpoints._relay.child()
            child.kill()
        for burying in [one for one in threading.enumerate() if one.name == f"untuned-relay-{child.pid}"]:  # none where it is done already
            burying.join(20)

    asyncio.run(asked())
    assert not list(tmp_path.glob("untuned-*"))


def test_a_file_that_is_no_journal_is_refused(path):
    path.parent.mkdir()
    path.write_bytes(b"something else altogether\n" * 9)
    with pytest.raises(StoreUnwritable, match="it is another kind of file"):
        replies("http://127.0.0.1:1/v1", path)


def test_where_a_relay_can_be_used_it_is(path):
    endpoints = kept_endpoints(path)
    assert isinstance(endpoints, RelayedEndpoints)


def test_what_was_put_to_use_is_discarded(server, path):
    async def asked():
        async with kept_endpoints(path) as endpoints:
            model = ChatModel.from_settings(ModelSettings(name="openai:simulated", base_url=server.url), environ={}, endpoints=endpoints)
            await model.reply("Why?", (), task="closed_book", budget=model.budget())
        endpoints.discard()

    asyncio.run(asked())
    assert not list(path.parent.iterdir())


CHILD = """
import asyncio, sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from servers.prompt_server import fact_of
from untuned.models.chat.journal import salted
from untuned.models.chat.model import ChatModel
from untuned.models.chat.relay import RelayedEndpoints
from untuned.types.settings import ModelSettings

async def main(url, path):
    async with RelayedEndpoints(Path(path)) as endpoints:
        model = ChatModel.from_settings(ModelSettings(name="openai:simulated", base_url=url), environ={}, endpoints=endpoints)
        async def one(number):
            with salted(f"s{number}"):
                await model.reply(fact_of(number).question, (), task="closed_book", budget=model.budget())
        await asyncio.gather(*map(one, range(20)))

asyncio.run(main(*sys.argv[1:3]))
"""


def test_what_is_on_its_way_when_the_process_is_killed_is_received_all_the_same(path):
    with PromptServer(Manner(seed=1), latency_ms=300) as server:
        arguments = [sys.executable, "-c", CHILD, server.url, str(path), *map(str, sys.path)]
        with subprocess.Popen(arguments, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}) as child:
            while server.counts.requests < 20:
                server.turn()
            child.send_signal(signal.SIGKILL)
        assert server.counts.delivered == 0
        server.change(seed=1)
        again = replies(server.url, path, count=20)
        assert [one.replayed for one in again] == [True] * 20
        assert (server.counts.requests, server.counts.delivered) == (20, 20)
    with Journal(Path(path)) as journal:
        assert len(journal) == 20
