"""Whoever awaits an answer has an event loop that goes on: loading, the database and the index are no work of it."""

import asyncio
import subprocess
import sys
import threading
from contextlib import suppress

import pytest

from untuned.errors import ProjectClosed
from untuned.project import Project

ASKED = "Within how many days is a refund possible?"


class Watched(Project):
    """Notes which thread opens the parts of an answer."""

    def desk(self, *arguments, **named):
        """The same desk."""
        self.opened_in = threading.current_thread()
        return super().desk(*arguments, **named)


@pytest.fixture
def project(tmp_path):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    (tmp_path / "a.md").write_text("# Refunds\n\nA refund is possible within 14 days of the purchase.\n", encoding="utf-8")
    with Watched.open(tmp_path) as opened:
        opened.sync()
        yield opened


def test_an_awaited_answer_is_prepared_beside_the_loop(project):
    answer = asyncio.run(project.ask("Within how many days is a refund possible?"))
    assert (answer.state, project.opened_in is threading.main_thread()) == ("answered", False)


def test_a_stream_is_prepared_beside_the_loop(project):
    async def steps():
        return [step async for step in project.ask_stream("Within how many days is a refund possible?")]

    *_, answer = asyncio.run(steps())
    assert (answer.state, project.opened_in is threading.main_thread()) == ("answered", False)


LOADED_ON_THE_LOOP = """
import asyncio, sys, threading
import untuned

loaded = []

class Watch:
    def find_spec(self, name, path=None, target=None):
        on_loop = threading.current_thread() is threading.main_thread()
        if on_loop and name.startswith(("untuned.assistant.", "untuned.rag.ask", "untuned.index.")):
            loaded.append(name)

async def ask():
    sys.meta_path.insert(0, Watch())
    if sys.argv[2] == "ask":
        return await project.ask(sys.argv[3])
    return [step async for step in project.ask_stream(sys.argv[3])][-1]

with untuned.open(sys.argv[1]) as project:
    print(asyncio.run(ask()).state, loaded)
"""


@pytest.mark.parametrize("way", ["ask", "ask_stream"])
def test_the_first_question_loads_what_it_needs_beside_the_loop(project, tmp_path, way):
    project.close()
    program = [sys.executable, "-c", LOADED_ON_THE_LOOP, str(tmp_path), way, ASKED]
    ended = subprocess.run(program, capture_output=True, text=True, check=False)
    assert (ended.stdout, ended.stderr) == ("answered []\n", "")


def test_a_closed_project_leaves_no_thread_that_prepares(project):
    project.ask_sync("Within how many days is a refund possible?")
    project.close()
    assert [one.name for one in threading.enumerate() if one.name.startswith("untuned-ready")] == []


def under_way(project, n=3):
    return [asyncio.create_task(project.ask(ASKED)) for _ in range(n)]


def test_what_an_event_loop_still_awaits_when_its_project_is_closed_says_so(project):
    async def closed():
        asked = under_way(project)
        await asyncio.sleep(0)
        project.close()
        return await asyncio.gather(*asked, return_exceptions=True)

    assert [(type(one), "aclose()" in str(one)) for one in asyncio.run(closed())] == [(ProjectClosed, True)] * 3


def test_a_project_that_is_closed_by_await_answers_first_what_is_under_way(project):
    async def closed():
        asked = under_way(project)
        await asyncio.sleep(0)
        await project.aclose()
        return [one.done() and one.result().state for one in asked]

    assert asyncio.run(closed()) == ["answered"] * 3
    assert "database" not in vars(project)


def test_an_async_with_statement_closes_its_project_when_all_is_answered(project):
    async def used():
        async with project as opened:
            asked = under_way(opened)
            await asyncio.sleep(0)
        return [one.done() and one.result().state for one in asked]

    assert asyncio.run(used()) == ["answered"] * 3
    assert "database" not in vars(project)


def test_closing_does_not_wait_for_a_stream_that_its_own_task_left_in_the_middle(project):
    async def left():
        steps = project.ask_stream(ASKED)
        first = await anext(steps)
        async with asyncio.timeout(20):
            await project.aclose()
        with suppress(ProjectClosed):
            await anext(steps)
        await steps.aclose()
        return first.text

    assert "14 days" in asyncio.run(left())


def test_closing_waits_for_a_stream_that_another_task_reads(project):
    async def read():
        return [step async for step in project.ask_stream(ASKED)]

    async def closed():
        reading = asyncio.create_task(read())
        await asyncio.sleep(0)
        await project.aclose()
        return reading.done() and reading.result()[-1].state

    assert asyncio.run(closed()) == "answered"


def test_a_question_that_is_cancelled_does_not_hold_up_closing(project):
    async def closed():
        (asked,) = under_way(project, 1)
        await asyncio.sleep(0)
        asked.cancel()
        async with asyncio.timeout(20):
            await project.aclose()
        return asked.cancelled()

    assert asyncio.run(closed())
