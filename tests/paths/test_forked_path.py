"""A process that is forked from one with an open project, as web servers and pools of processes do, asks with the same object."""

import multiprocessing
import os
import signal
import threading
from contextlib import suppress

import pytest

from untuned.project import Project
from untuned.project.opening import opened_once

ASKED = "Within how many days is a refund possible?"

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system forks nothing")


@pytest.fixture
def project(tmp_path):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    (tmp_path / "a.md").write_text("# Refunds\n\nA refund is possible within 14 days of the purchase.\n", encoding="utf-8")
    with Project.open(tmp_path) as opened:
        opened.sync()
        opened.ask_sync(ASKED)  # its threads run, and its connections are open
        yield opened


def in_a_child(work, *, patience=60):
    """What `work` returns in a forked process; None where that does not end within so many seconds."""
    forking = multiprocessing.get_context("fork")
    told, tell = forking.Pipe(duplex=False)
    child = forking.Process(target=lambda: tell.send(work()))
    child.start()
    try:
        return told.recv() if told.poll(patience) else None
    finally:
        with suppress(ProcessLookupError):
            os.kill(child.pid, signal.SIGKILL)
        child.join()


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_forked_process_asks_and_records_and_so_does_its_parent_after_it(project):
    before = project.status().answers
    answer = in_a_child(lambda: project.ask_sync(ASKED))
    assert (answer.state, answer.text) == ("answered", project.answer(answer.id).text)
    assert (project.ask_sync(ASKED).state, project.status().answers) == ("answered", before + 2)


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_forked_process_syncs(project, tmp_path):
    (tmp_path / "b.md").write_text("# Support\n\nSupport is closed on Sundays.\n", encoding="utf-8")
    assert in_a_child(lambda: project.sync().added) == 1
    assert project.ask_sync("When is support closed?").state == "answered"


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_process_that_is_forked_while_a_thread_opens_a_part_opens_its_own(tmp_path):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    began, goes_on = threading.Event(), threading.Event()

    class Slow(Project):
        @opened_once
        def reranker(self):
            """In the parent it takes until it may go on."""
            if os.getpid() != parent:
                return None
            began.set()
            return goes_on.wait()

    parent = os.getpid()
    with Slow.open(tmp_path) as project:
        opening = threading.Thread(target=lambda: project.reranker)
        opening.start()
        began.wait()
        try:
            assert in_a_child(lambda: project.reranker is None, patience=10)
        finally:
            goes_on.set()
            opening.join()
