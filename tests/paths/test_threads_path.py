"""Threads that share a project open each of its parts once."""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from time import sleep

import pytest

from untuned.project import Project
from untuned.project.opening import opened_once

ASKED = "Within how many days is a refund possible?"


class Part:
    """Something with a part that takes its time to open."""

    closed = False

    def __init__(self):
        self.opened = []

    @opened_once
    def part(self):
        """The part."""
        sleep(0.02)
        self.opened.append(1)
        return object()


def at_once(calls):
    barrier = threading.Barrier(len(calls))

    def one(call):
        barrier.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def test_a_part_is_opened_once_by_any_number_of_threads():
    holder = Part()
    found = at_once([lambda: holder.part] * 8)
    assert (len(set(map(id, found))), holder.opened) == (1, [1])
    assert isinstance(Part.__dict__["part"], cached_property)


@pytest.mark.parametrize("_time", range(3))
def test_threads_that_use_a_cold_project_at_once_leave_nothing_open(tmp_path, _time):
    (tmp_path / "untuned.toml").write_text("", encoding="utf-8")
    (tmp_path / "a.md").write_text("# Refunds\n\nA refund is possible within 14 days of the purchase.\n", encoding="utf-8")
    with Project.open(tmp_path) as project:
        project.sync()
    before, interval = set(threading.enumerate()), sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with Project.open(tmp_path) as project:
            answers = at_once(
                [lambda: project.ask_sync(ASKED).text, lambda: project.search(ASKED)[0].text and "", project.start_conversation] * 3
            )
    finally:
        sys.setswitchinterval(interval)
    assert [answer for answer in answers if "14 days" in answer] == [answers[0]] * 3
    assert set(threading.enumerate()) - before == set()
