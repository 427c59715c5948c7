"""Turns at an endpoint: how many at a time, who waits when it asks to wait, and what is said when it is down."""

import asyncio
import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from untuned.errors import ModelUnavailable
from untuned.models.chat.budget import Timing
from untuned.models.chat.gate import Gate
from untuned.models.chat.waits import asked_wait, spent_until

NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)
BUSY = {"retry-after": "10"}


class Watch:
    """A clock that only waits move."""

    def __init__(self):
        self.time, self.waits = 100.0, []
        self.timing = Timing(clock=lambda: self.time, now=lambda: NOW, rng=random.Random(1), sleep=self.sleep)

    async def sleep(self, seconds):
        self.waits.append(seconds)
        self.time += seconds


def gate_of(watch, *, limit=4) -> Gate:
    return Gate(limit=limit, timing=watch.timing)


def enter(gate, *, deadline=1e9):
    return asyncio.run(gate.enter("m", deadline=deadline))


def test_no_more_than_the_limit_are_let_in_and_the_others_follow_in_their_order():
    gate, inside, most, order = gate_of(Watch(), limit=3), 0, 0, []

    async def one(nth):
        nonlocal inside, most
        await gate.enter("m", deadline=1e9)
        inside, most = inside + 1, max(most, inside + 1)
        order.append(nth)
        await asyncio.sleep(0)
        inside -= 1
        gate.leave()

    async def run():
        await asyncio.gather(*(one(nth) for nth in range(20)))

    asyncio.run(run())
    assert (most, order) == (3, list(range(20)))


def test_a_refusal_halves_the_limit_once_for_all_that_were_under_way():
    watch = Watch()
    gate = gate_of(watch, limit=16)
    for _ in range(16):
        gate.answered(429, {}, sent_at=99.0)
    assert gate.limit == 8
    watch.time += 1
    gate.answered(503, {}, sent_at=100.5)
    assert gate.limit == 4


def test_the_limit_grows_again_by_one_for_as_many_good_responses_as_it_counts():
    gate = gate_of(Watch(), limit=8)
    gate.answered(429, {}, sent_at=99.0)
    for _ in range(5):
        gate.answered(200, {}, sent_at=100.0)
    assert gate.limit == 5
    for _ in range(100):
        gate.answered(200, {}, sent_at=100.0)
    assert gate.limit == 8


def test_the_limit_is_never_less_than_one():
    watch = Watch()
    gate = gate_of(watch, limit=2)
    for _ in range(9):
        gate.answered(429, {}, sent_at=watch.time)
        watch.time += 1
    assert gate.limit == 1


def test_all_requests_wait_when_the_endpoint_asks_one_to_wait():
    watch = Watch()
    gate = gate_of(watch)
    gate.answered(429, BUSY, sent_at=99.0)
    enter(gate)
    assert 10 <= sum(watch.waits) <= 11


def test_a_wait_past_the_deadline_is_not_begun_and_is_said():
    watch = Watch()
    gate = gate_of(watch, limit=1)
    gate.answered(429, BUSY, sent_at=99.0)
    with pytest.raises(ModelUnavailable, match=r"wait for 10.* s more, which is past the deadline"):
        enter(gate, deadline=105.0)
    assert watch.waits == []
    watch.time += 20
    enter(gate, deadline=130.0)  # the turn that was not taken is free


def test_a_limit_that_is_used_up_is_waited_for():
    watch = Watch()
    gate = gate_of(watch)
    gate.answered(200, {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "1m2s"}, sent_at=99.0)
    enter(gate)
    assert sum(watch.waits) == pytest.approx(60.0)  # no longer than a minute at a time


def test_one_who_gives_up_waiting_takes_nobodys_turn():
    async def run():
        gate = gate_of(Watch(), limit=1)
        await gate.enter("m", deadline=1e9)
        first, second = (asyncio.create_task(gate.enter("m", deadline=1e9)) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        gate.leave()
        await second
        return first.cancelled()

    assert asyncio.run(run())


def test_one_who_gives_up_just_when_the_turn_comes_hands_it_on():
    async def run():
        gate = gate_of(Watch(), limit=1)
        await gate.enter("m", deadline=1e9)
        first, second = (asyncio.create_task(gate.enter("m", deadline=1e9)) for _ in range(2))
        await asyncio.sleep(0)
        gate.leave()  # the first one's turn
        first.cancel()
        await second
        return first.cancelled()

    assert asyncio.run(run())


@pytest.mark.parametrize("how", ["unreached", "refused"])
def test_an_endpoint_that_fails_again_and_again_is_down_and_says_why(how):
    watch = Watch()
    gate = gate_of(watch)
    for _ in range(8):
        enter(gate)
        gate.leave()
        gate.unreached("connection refused") if how == "unreached" else gate.answered(401, {}, sent_at=0.0)
    with pytest.raises(ModelUnavailable, match=r"down after 8 failures in a row: (connection refused|it refuses the key)"):
        enter(gate)
    assert gate.down


def test_one_good_response_ends_a_row_of_failures():
    gate = gate_of(Watch())
    for _ in range(3):
        for _ in range(7):
            gate.unreached("no")
        gate.answered(500, {}, sent_at=0.0)  # broken, but there
    assert gate.down == ""


def test_an_endpoint_that_is_down_is_tried_by_one_request_after_a_while():
    watch = Watch()
    gate = gate_of(watch)
    for _ in range(8):
        gate.unreached("no")
    watch.time += 31
    enter(gate)
    with pytest.raises(ModelUnavailable, match="down"):
        enter(gate)
    gate.answered(200, {}, sent_at=0.0)
    enter(gate)


def test_those_who_wait_when_it_goes_down_fail_at_once():
    async def run():
        gate = gate_of(Watch(), limit=1)
        await gate.enter("m", deadline=1e9)
        waiting = [asyncio.create_task(gate.enter("m", deadline=1e9)) for _ in range(5)]
        await asyncio.sleep(0)
        for _ in range(8):
            gate.unreached("no")
        gate.leave()
        return await asyncio.gather(*waiting, return_exceptions=True)

    assert [type(error) for error in asyncio.run(run())] == [ModelUnavailable] * 5


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "Sun, 01 Mar 2026 12:00:20 GMT"}, 20.0),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-1"}, None),
        ({}, None),
    ],
)
def test_what_an_endpoint_asks_to_wait_is_read(headers, seconds):
    assert asked_wait(headers, now=NOW) == seconds


@pytest.mark.parametrize(
    ("remaining", "reset", "seconds"),
    [
        ("0", "1s", 1.0),
        ("0", "20ms", 0.02),
        ("0", "6m0s", 60.0),
        ("0", "1.5", 1.5),
        ("1", "9s", None),
        ("0", "", None),
        ("0", "later", None),
    ],
)
def test_a_limit_that_is_used_up_is_read(remaining, reset, seconds):
    headers = {"x-ratelimit-remaining-tokens": remaining, "x-ratelimit-reset-tokens": reset}
    assert spent_until(headers) == pytest.approx(seconds)


@given(st.text(max_size=30))
def test_any_header_can_be_read(text):
    waits = (
        asked_wait({"retry-after": text, "retry-after-ms": text}, now=NOW),
        spent_until({"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": text}),
    )
    assert all(wait is None or 0 <= wait < float("inf") for wait in waits)


@given(limit=st.integers(1, 4), leaves=st.lists(st.sampled_from(["stays", "gives up"]), min_size=1, max_size=12), steps=st.integers(0, 6))
def test_whoever_gives_up_when_no_turn_is_ever_lost(limit, leaves, steps):
    gate, done = gate_of(Watch(), limit=limit), []

    async def one(nth):
        await gate.enter("m", deadline=1e9)
        try:
            await asyncio.sleep(0)
            done.append(nth)
        finally:
            gate.leave()

    async def run():
        tasks = [asyncio.create_task(one(nth)) for nth in range(len(leaves))]
        for _ in range(steps):
            await asyncio.sleep(0)
        for task, leaving in zip(tasks, leaves, strict=True):
            if leaving == "gives up":
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for _ in range(limit):
            await gate.enter("m", deadline=1e9)  # every turn is free again
        return {nth for nth, leaving in enumerate(leaves) if leaving == "stays"}

    assert asyncio.run(run()) <= set(done)
