"""Whoever awaits an answer has an event loop that goes on: loading, the database and the index are no work of it."""

import asyncio
import threading

import pytest

from untuned.project import Project


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


def test_a_closed_project_leaves_no_thread_that_prepares(project):
    project.ask_sync("Within how many days is a refund possible?")
    project.close()
    assert [one.name for one in threading.enumerate() if one.name.startswith("untuned-ready")] == []
