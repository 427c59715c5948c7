"""Asynchronous work for code that is not asynchronous."""

import asyncio
import gc
import os
import signal
import threading

import pytest

from untuned.errors import ProjectClosed
from untuned.rag.loop import Loop


@pytest.fixture
def loop():
    running = Loop()
    yield running
    running.close()


async def doubled(number):
    await asyncio.sleep(0)
    return 2 * number


async def broken():
    raise KeyError("oil")


async def counted(upto, closed):
    try:
        for number in range(upto):
            yield number
    finally:
        closed.append(True)


def test_work_gives_its_result_or_its_error(loop):
    assert loop.run(doubled(4)) == 8
    with pytest.raises(KeyError, match="oil"):
        loop.run(broken())


def test_work_can_be_run_inside_a_running_loop(loop):
    async def outer():
        return loop.run(doubled(3))

    assert asyncio.run(outer()) == 6


def test_a_stream_is_closed_when_its_reader_stops_early(loop):
    closed = []
    assert list(loop.each(counted(3, closed))) == [0, 1, 2]
    reader = loop.each(counted(3, closed))
    assert next(reader) == 0
    reader.close()
    assert closed == [True, True]


async def slow_to_stop(closed):
    """Brings a Ctrl-C to this process, and needs some turns of the loop to end."""
    yield 1
    try:
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.Event().wait()
    finally:
        for _ in range(20):
            await asyncio.sleep(0)
        closed.append(True)
    yield 2


@pytest.mark.skipif(os.name == "nt", reason="a process there cannot send itself a Ctrl-C alone")
def test_an_interrupted_stream_has_ended_when_the_interrupt_is_seen(loop):
    closed = []
    seen = []

    def read_all():
        for number in loop.each(slow_to_stop(closed)):
            seen.append(number)  # noqa: PERF402 -- the interrupt comes between two of them

    with pytest.raises(KeyboardInterrupt):
        read_all()
    assert (seen, closed) == ([1], [True])
    assert loop.run(doubled(1)) == 2


def test_closing_waits_for_what_runs_so_that_nobody_waits_for_ever():
    loop, began, outcomes = Loop(), threading.Event(), []

    async def long():
        began.set()
        for _ in range(20_000):
            await asyncio.sleep(0)
        return "done"

    asker = threading.Thread(target=lambda: outcomes.append(loop.run(long())), daemon=True)
    asker.start()
    began.wait()
    loop.close()
    asker.join(20)
    assert outcomes == ["done"]


def test_what_work_leaves_running_does_not_keep_the_loop_from_closing():
    loop, left, ended = Loop(), [], []

    async def waits_for_ever():
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    async def careless():
        left.append(asyncio.create_task(waits_for_ever()))
        await asyncio.sleep(0)

    loop.run(careless())
    closing = threading.Thread(target=loop.close, daemon=True)
    closing.start()
    closing.join(20)
    assert (closing.is_alive(), ended) == (False, [True])


def test_a_stream_that_nobody_reads_on_ends_with_the_loop():
    loop, closed = Loop(), []
    reader = loop.each(counted(3, closed))
    assert next(reader) == 0
    loop.close()
    assert closed == [True]
    reader.close()


def test_a_stream_that_is_read_on_after_its_loop_was_closed_says_so():
    loop = Loop()
    reader = loop.each(counted(3, []))
    assert next(reader) == 0
    loop.close()
    with pytest.raises(ProjectClosed) as raised:
        next(reader)
    assert raised.value.remedy


def test_work_for_a_closed_loop_says_so_and_is_not_begun():
    loop = Loop()
    loop.close()
    with pytest.raises(ProjectClosed):
        loop.run(doubled(2))


def test_threads_that_ask_while_the_loop_is_closed_are_answered_or_told():
    for _ in range(20):
        loop, outcomes = Loop(), []

        def ask(loop=loop, outcomes=outcomes):
            try:
                outcomes.append(loop.run(doubled(1)))
            except ProjectClosed:
                outcomes.append("closed")

        askers = [threading.Thread(target=ask, daemon=True) for _ in range(8)]
        for asker in askers:
            asker.start()
        loop.close()
        for asker in askers:
            asker.join(20)
        assert len(outcomes) == 8
        assert set(outcomes) <= {2, "closed"}


def test_a_loop_that_nobody_closed_and_nobody_has_any_more_leaves_no_thread():
    loop = Loop()
    assert loop.run(doubled(2)) == 4
    thread = loop._thread
    del loop
    gc.collect()
    thread.join(20)
    assert not thread.is_alive()
