"""Requests that are sent again: when, how often, and after how long."""

import asyncio
import random
from datetime import UTC, datetime

import httpx2
import pytest

from untuned.models.chat.budget import Timing
from untuned.models.chat.transport import Connection, LaneTransport, RetryTransport

NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


class Endpoint(httpx2.AsyncBaseTransport):
    """Answers with what it was given, in order; the last again and again."""

    def __init__(self, *answers):
        self.answers = list(answers)

    async def handle_async_request(self, request):
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        status, headers = answer
        return httpx2.Response(status, headers=headers, content=b"{}")


class Watch:
    """A clock that only waits move."""

    def __init__(self, *, seed=1):
        self.time, self.waits, self.sent, self.lost = 0.0, [], 0, 0
        self.timing = Timing(clock=lambda: self.time, now=lambda: NOW, rng=random.Random(seed), sleep=self.sleep)

    async def sleep(self, seconds):
        self.waits.append(seconds)
        self.time += seconds

    def count_sent(self):
        self.sent += 1

    def count_lost(self):
        self.lost += 1


def send(endpoint, watch, *, retries=3, deadline=1000.0):
    connection = Connection(
        retries=retries, timeout_s=5, deadline=deadline, timing=watch.timing, sent=watch.count_sent, lost=watch.count_lost
    )

    async def run():
        async with httpx2.AsyncClient(transport=RetryTransport(endpoint, connection=connection)) as client:
            return (await client.post("http://test.invalid/", json={})).status_code

    return asyncio.run(run())


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 529])
def test_a_refusal_that_may_pass_is_sent_again(status):
    watch = Watch()
    assert send(Endpoint((status, {}), (200, {})), watch) == 200
    assert watch.sent == 2


@pytest.mark.parametrize("status", [400, 401, 404, 422])
def test_a_refusal_that_will_not_pass_is_given_at_once(status):
    watch = Watch()
    assert send(Endpoint((status, {})), watch) == status
    assert (watch.sent, watch.waits) == (1, [])


def test_the_last_refusal_is_given_when_the_retries_are_used_up():
    watch = Watch()
    assert send(Endpoint((503, {})), watch, retries=2) == 503
    assert (watch.sent, len(watch.waits)) == (3, 2)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": "0.5"}, 0.5),
        ({"Retry-After": "Sun, 01 Mar 2026 12:00:20 GMT"}, 20),
        ({"Retry-After": "Sun, 01 Mar 2026 11:00:00 GMT"}, 0),
        ({"Retry-After-Ms": "250", "Retry-After": "9"}, 0.25),
    ],
)
def test_the_endpoint_says_how_long_to_wait_and_no_less_is_waited(headers, seconds):
    watch = Watch()
    assert send(Endpoint((429, headers), (200, {})), watch) == 200
    assert seconds <= watch.waits[0] <= seconds * 1.1


@pytest.mark.parametrize("value", ["soon", "-3", "nan", ""])
def test_a_wait_that_cannot_be_read_is_as_none(value):
    watch = Watch()
    assert send(Endpoint((429, {"Retry-After": value}), (200, {})), watch) == 200
    assert 0.25 <= watch.waits[0] <= 0.5


def test_waits_grow_and_are_never_quite_the_same():
    first, second = Watch(seed=1), Watch(seed=2)
    for watch in (first, second):
        send(Endpoint((500, {})), watch, retries=4)
    assert first.waits != second.waits
    for nth, wait in enumerate(first.waits):
        assert 0.25 * 2**nth <= wait <= 0.5 * 2**nth


def test_a_wait_past_the_deadline_is_not_begun():
    watch = Watch()
    assert send(Endpoint((429, {"Retry-After": "60"}), (200, {})), watch, deadline=30.0) == 429
    assert (watch.sent, watch.waits) == (1, [])


def test_a_broken_connection_is_tried_again_and_what_was_sent_is_counted_as_lost():
    watch = Watch()
    assert send(Endpoint(httpx2.ReadError("gone"), httpx2.RemoteProtocolError("cut"), (200, {})), watch) == 200
    assert (watch.sent, watch.lost) == (3, 2)


def test_what_never_reached_the_endpoint_is_not_lost():
    watch = Watch()
    with pytest.raises(httpx2.ConnectError):
        send(Endpoint(httpx2.ConnectError("refused")), watch, retries=1)
    assert (watch.sent, watch.lost) == (2, 0)


class Piece(httpx2.AsyncByteStream):
    """A body that is read whole, or breaks."""

    def __init__(self, *, breaks):
        self.breaks = breaks

    async def __aiter__(self):
        if self.breaks:
            raise httpx2.ReadError("cut")
        yield b"{}"


class Lane(httpx2.AsyncBaseTransport):
    """One connection; tells when two requests are on it at a time."""

    def __init__(self, *, breaks=False):
        self.breaks, self.closed = breaks, False

    async def handle_async_request(self, request):
        await asyncio.sleep(0)
        return httpx2.Response(200, stream=Piece(breaks=self.breaks))

    async def aclose(self):
        self.closed = True


@pytest.mark.parametrize("breaks", [False, True])
def test_as_many_connections_are_opened_as_there_are_requests_at_a_time(breaks):
    lanes = []

    def make():
        lanes.append(Lane(breaks=breaks))
        return lanes[-1]

    async def run():
        watch = Watch()
        connection = Connection(retries=0, timeout_s=5, deadline=1000, timing=watch.timing, sent=watch.count_sent, lost=watch.count_lost)
        transport = RetryTransport(LaneTransport(make), connection=connection)
        async with httpx2.AsyncClient(transport=transport) as client:
            for _ in range(5):
                found = await asyncio.gather(*(client.get("http://test.invalid/") for _ in range(3)), return_exceptions=True)
                assert all(isinstance(one, httpx2.ReadError) == breaks for one in found)

    asyncio.run(run())
    assert len(lanes) == 3
    assert all(lane.closed for lane in lanes)
