"""A measurement that is killed goes on where it was: what was recorded or received is not paid for again, and nothing is missing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from faults import measuring_life
from servers.prompt_server import Manner, PromptServer, fact_of
from untuned.errors import StoreUnwritable
from untuned.models.chat import relay
from untuned.models.chat.relay import can_relay
from untuned.project import Project
from untuned.project.comparing import Order
from untuned.types.measures import Question

COUNT = 60


@pytest.fixture
def server():
    with PromptServer(Manner(seed=3), latency_ms=20) as one:
        yield one


@pytest.fixture
def root(tmp_path, server):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "plans.md").write_text(fact_of(0).sentence + "\n", encoding="utf-8")
    settings = (
        f'[sources]\npaths = ["docs"]\n[model]\nname = "openai:simulated"\nbase_url = "{server.url}"\n[evaluation]\nconcurrency = 6\n'
    )
    (tmp_path / "untuned.toml").write_text(settings, encoding="utf-8")
    with Project.open(tmp_path) as project:
        project.sync()
        asked = [Question(id=f"q{number}", text=fact_of(number).question, answers=(fact_of(number).answer,)) for number in range(COUNT)]
        project.questions.add(asked, now=datetime.now(UTC))
    return tmp_path


def life(root: Path, *, resume: str = "", kill_at: int = 0) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    arguments = [sys.executable, str(Path(measuring_life.__file__)), str(root), resume, str(kill_at)]
    return subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.skipif(not can_relay(), reason="what is on its way at a kill is kept by a relay, which needs sockets that are files")
def test_a_measurement_that_is_killed_goes_on_and_pays_for_no_question_twice(root, server):
    assert life(root, kill_at=20).returncode == -signal.SIGKILL
    with Project.open(root) as project:
        (measurement,) = project.runs.recent()
        recorded = project.runs.of(measurement.id)
        assert not measurement.finished
    assert 20 <= len(recorded) < COUNT

    again = life(root, resume=measurement.id)
    assert again.stdout.split() == [measurement.id, "done", str(COUNT), str(len(recorded))], again.stderr
    assert {(count.requests, count.delivered) for count in server.counts.by_content.values()} == {(1, 1)}
    assert server.counts.requests == COUNT
    with Project.open(root) as project:
        assert project.runs.get(measurement.id).finished
        assert sorted(run.question for run in project.runs.of(measurement.id)) == sorted(f"q{number}" for number in range(COUNT))


@pytest.mark.skipif(not can_relay(), reason="a relay needs sockets that are files")
def test_a_relay_that_is_killed_for_good_ends_the_asking_and_no_question_counts_as_failed(root, server, monkeypatch):
    children, requests = [], count(1)
    begin, sends = relay._Relay.begin, relay._Hop.handle_async_request

    def begun(self):
        begin(self)
        children.append(self._children[-1])
        if len(children) == 2:
            children[1].kill()

    async def sent(self, request):
        if next(requests) == 20:
            children[0].kill()
        return await sends(self, request)

    monkeypatch.setattr(relay._Relay, "begin", begun)
    monkeypatch.setattr(relay._Hop, "handle_async_request", sent)
    order = Order(variants=("zero_shot",), simulated=True)
    with Project.open(root) as project:
        with pytest.raises(StoreUnwritable, match=r"relay .* ended twice"):
            project.measure(order)
        (measurement,) = project.runs.recent()
        recorded = project.runs.of(measurement.id)
        assert not measurement.finished
        assert 14 <= len(recorded) < 20
        assert {run.status for run in recorded} <= {"ok", "abstained"}

        ended = project.measure(replace(order, resume=measurement.id)).ended
        assert (ended.end, ended.progress.done, ended.progress.reused) == ("done", COUNT, len(recorded))
        assert project.runs.get(measurement.id).finished


def test_the_same_measurement_again_asks_nothing(root, server):
    assert life(root).returncode == 0
    before = server.counts.requests
    assert life(root).stdout.split()[1:] == ["done", str(COUNT), str(COUNT)]
    assert server.counts.requests == before
