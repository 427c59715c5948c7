"""Asking many questions at once: limits, failures, money, and what is recorded."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from decimal import Decimal

import pytest

from running import COURSE, HERE, NOON, Asker, Memory, local, measured, questions, response, variant
from untuned.errors import ModelUnavailable, OverBudget, StoreUnwritable
from untuned.evaluation.runs.lanes import READER, Widths, endpoint_of
from untuned.evaluation.runs.plan import plan
from untuned.evaluation.runs.runner import About, Halt, Terms, run
from untuned.rag.loop import Loop

A, B = variant("a"), variant("b", base_url="http://127.0.0.1:2/v1")
ABOUT = About(measurement="m1", position=HERE.position, now=lambda: NOON)


def down(cell, meter=None):
    raise ModelUnavailable(cell.variant.settings.model.name, reason="no connection", remedy="start it")


class DeadEndpoint(Asker):
    """Variant `a` answers; `b` sends a request that nobody answers."""

    async def __call__(self, cell, meter):
        if cell.variant.name == "a":
            return await super().__call__(cell, meter)
        self.asked.append(cell)
        meter.sent()
        await asyncio.sleep(0)
        return down(cell)


def test_every_answer_is_recorded_under_its_key():
    memory, ask = Memory(), Asker()
    ended = measured([A, B], 100, ask=ask, memory=memory)
    assert (ended.end, ended.not_asked, ended.progress.done, len(memory.runs)) == ("done", 0, 200, 200)
    assert {cell.key for cell in ask.asked} == set(memory.runs)
    assert all((one.status, one.position, one.at) == ("ok", 7, NOON) for one in memory.runs.values())


def test_asking_the_same_again_asks_nothing_and_records_what_is_reused():
    memory = Memory()
    measured([A], 30, ask=Asker(), memory=memory)
    ask, before = Asker(), sum(memory.batches)
    ended = measured([A], 30, ask=ask, memory=memory, measurement="m2")
    assert (ask.asked, ended.progress.reused, ended.progress.done) == ([], 30, 30)
    assert sum(memory.batches) - before == 30


def test_no_endpoint_is_asked_more_at_once_than_its_limit():
    ask = Asker()
    measured([A, variant("c")], 200, ask=ask, widths=Widths(endpoint=7))
    assert ask.most == 7


def test_endpoints_have_limits_of_their_own():
    ask = Asker()
    measured([A, B, local("l")], 100, ask=ask, widths=Widths(endpoint=5, reader=2, by_name={endpoint_of(B): 3}))
    assert ask.most == 10


def test_variants_that_ask_no_model_share_the_readers_lane():
    assert endpoint_of(local("l")) == READER
    assert endpoint_of(A) == "openai http://127.0.0.1:1/v1"
    assert endpoint_of(replace(local("l"), method=variant("x", rewriter="ollama:q").method)) == "ollama"


def test_a_plan_of_many_cells_makes_no_more_tasks_than_its_limits():
    most = 0

    async def ask(cell, meter):
        nonlocal most
        await asyncio.sleep(0)
        most = max(most, len(asyncio.all_tasks()))
        return response(cell)

    measured([variant(f"v{nth}") for nth in range(5)], 600, ask=ask, widths=Widths(endpoint=16))
    assert most < 30


def test_an_error_becomes_a_run_that_says_what_to_do():
    memory = Memory()
    ended = measured([A], 3, ask=Asker(down), memory=memory)
    assert {one.error for one in memory.runs.values()} == {"model 'openai:m': no connection; start it"}
    assert ended.progress.errors == {"hash-a": 3}
    assert all((one.status, one.state) == ("error", None) for one in memory.runs.values())


def test_a_failed_question_is_asked_again_by_the_next_measurement_and_then_answered():
    memory = Memory()
    measured([A], 3, ask=Asker(down), memory=memory)
    ended = measured([A], 3, ask=Asker(), memory=memory)
    assert (ended.progress.reused, ended.progress.done) == (0, 3)
    assert sorted(one.status for one in memory.runs.values()) == ["error"] * 3 + ["ok"] * 3


def test_a_failing_endpoint_degrades_its_own_column_only():
    memory, ask = Memory(), DeadEndpoint()
    measured([A, B], 300, ask=ask, memory=memory)
    assert {one.status for one in memory.of("a")} == {"ok"}
    assert {one.status for one in memory.of("b")} == {"error"}
    assert (len(memory.of("a")), len(memory.of("b"))) == (300, 300)


def test_an_endpoint_that_never_answers_is_given_up_after_a_few_questions():
    memory, ask = Memory(), DeadEndpoint()
    measured([B], 300, ask=ask, memory=memory, widths=Widths(endpoint=4))
    assert len(ask.asked) < 20
    unasked = [one for one in memory.runs.values() if "not asked, since its endpoint failed" in one.error]
    assert len(unasked) == 300 - len(ask.asked)
    assert all("no connection" in one.error for one in unasked)


def test_a_failing_variant_does_not_hold_up_another_one_of_its_endpoint():
    broken = variant("b", base_url=A.settings.model.base_url)
    memory, ask = Memory(), DeadEndpoint()
    measured([A, broken], 300, ask=ask, memory=memory, widths=Widths(endpoint=4))
    assert {one.status for one in memory.of("a")} == {"ok"}
    assert len(memory.of("b")) == 300


def test_an_endpoint_that_comes_back_is_asked_the_rest():
    memory, calls = Memory(), 0

    async def ask(cell, meter):
        nonlocal calls
        calls += 1
        nth = calls
        meter.sent()
        await asyncio.sleep(0)
        return down(cell) if nth <= 9 else response(cell)

    measured([A], 200, ask=ask, memory=memory, widths=Widths(endpoint=4))
    assert sum(one.status == "error" for one in memory.runs.values()) == 9


def test_questions_that_are_over_a_limit_do_not_count_against_the_endpoint():
    def over(cell):
        raise OverBudget("openai:m", reason="too long")

    ask = Asker(over)
    measured([A], 100, ask=ask)
    assert len(ask.asked) == 100


def test_what_is_no_error_of_ours_ends_the_measurement_after_the_rest_is_recorded():
    memory = Memory()

    def broken(cell):
        if cell.question.id == "q5":
            raise ZeroDivisionError
        return response(cell)

    ask = Asker(broken)
    with pytest.raises(ZeroDivisionError):
        measured([A], 400, ask=ask, memory=memory, widths=Widths(endpoint=4))
    assert len(memory.runs) == len(ask.asked) - 1 < 400


def test_a_store_that_cannot_write_ends_the_measurement():
    def full(_runs):
        raise StoreUnwritable("disk full")

    async def ends():
        planned = plan([A], questions(3_000), course=COURSE)
        await run(planned, ask=Asker(), record=full, about=ABOUT, terms=Terms())

    with pytest.raises(StoreUnwritable, match="disk full"):
        asyncio.run(ends())


def test_a_store_that_cannot_write_leaves_nothing_running_that_would_hold_up_the_end():
    def full(_runs):
        raise StoreUnwritable("disk full")

    async def left_running():
        planned = plan([A], questions(50), course=COURSE)
        with pytest.raises(StoreUnwritable, match="disk full"):
            await run(planned, ask=slow, record=full, about=ABOUT, terms=Terms())
        await asyncio.sleep(0)  # a task that was cancelled ends in the next turn
        return asyncio.all_tasks() - {asyncio.current_task()}

    waits = iter([0.0])

    async def slow(cell, meter):
        """Only the first one comes soon."""
        await asyncio.sleep(next(waits, 3_600))
        return response(cell)

    loop, outcomes = Loop(), []
    asker = threading.Thread(target=lambda: outcomes.append(loop.run(left_running())), daemon=True)
    asker.start()
    asker.join(20)
    assert outcomes == [set()]
    loop.close()


def test_asking_stops_before_the_limit_of_cost_is_passed():
    memory = Memory()
    expected = {A.hash: Decimal("0.01")}
    ended = measured([A], 200, ask=Asker(), memory=memory, max_cost=Decimal("0.505"), expected=expected)
    assert (ended.end, ended.progress.spent, len(memory.runs), ended.not_asked) == ("limit of cost", Decimal("0.50"), 50, 150)
    again = measured([A], 200, ask=Asker(), memory=memory, max_cost=Decimal(5), spent=ended.progress.spent)
    assert (again.end, again.progress.spent, again.progress.reused) == ("done", Decimal("2.00"), 50)


def test_an_answer_whose_price_is_unknown_counts_as_expected():
    ended = measured([A], 100, ask=Asker(lambda cell: response(cell, cost=None)), max_cost=Decimal(1), expected={A.hash: Decimal("0.1")})
    assert (ended.end, ended.progress.unknown_costs, ended.progress.done) == ("limit of cost", 10, 10)


def test_after_a_wish_to_stop_nothing_new_is_asked_and_what_was_under_way_is_recorded():
    memory, halt = Memory(), Halt()

    def answers(cell):
        if len(ask.asked) > 20:
            halt.request()
        return response(cell)

    ask = Asker(answers)
    ended = measured([A], 500, ask=ask, memory=memory, halt=halt)
    assert ended.end == "stopped"
    assert len(memory.runs) == len(ask.asked) == ended.progress.done < 500
    assert ended.not_asked == 500 - ended.progress.done


def test_what_does_not_end_within_the_grace_is_left():
    memory, halt = Memory(), Halt()

    async def ask(cell, meter):
        if cell.question.id == "q3":
            halt.request()
            await asyncio.Event().wait()
        return response(cell)

    ended = measured([A], 50, ask=ask, memory=memory, halt=halt, grace_s=0.01, widths=Widths(endpoint=2))
    assert ended.end == "stopped"
    assert "q3" not in {one.question for one in memory.runs.values()}


def test_cancelled_it_records_what_has_come_and_is_cancelled():
    memory = Memory()

    async def ends():
        begun = asyncio.Event()

        async def ask(cell, meter):
            if len(memory.runs) >= 10:
                begun.set()
                await asyncio.Event().wait()
            await asyncio.sleep(0)
            answered.append(cell.key)
            return response(cell)

        answered: list[str] = []
        task = asyncio.create_task(run(plan([A], questions(400), course=COURSE), ask=ask, record=memory.record, about=ABOUT, terms=Terms()))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert set(answered) == set(memory.runs)

    asyncio.run(ends())


def test_answers_that_wait_are_written_together():
    memory = Memory()
    measured([A], 1_000, ask=Asker(), memory=memory, widths=Widths(endpoint=64))
    assert len(memory.batches) < 500
    assert max(memory.batches) <= 256


def test_progress_tells_rate_spend_and_time_left():
    told, seconds = [], iter(range(10_000))
    measured([A], 64, ask=Asker(), progress=told.append, clock=lambda: float(next(seconds)))
    last = told[-1]
    assert (last.done, last.total, last.spent, last.seconds_left) == (64, 64, Decimal("0.64"), 0.0)
    assert last.rate is not None
    assert last.rate > 0
    assert [one.done for one in told] == sorted(one.done for one in told)
