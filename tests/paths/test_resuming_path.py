"""Measuring again and going on: what is not paid for twice, and what is refused because it would be."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest

import untuned
from servers.prompt_server import Faults, Manner, PromptServer, fact_of
from untuned.errors import Refused
from untuned.evaluation.runs.runner import Halt
from untuned.project.comparing import Order
from untuned.types.measures import Question

COUNT = 12
SETTINGS = """\
[sources]
paths = ["docs"]

[model]
name = "openai:simulated"
base_url = "{url}"
http_retries = 0

[evaluation]
concurrency = 2
"""


@pytest.fixture(scope="module")
def server():
    with PromptServer(Manner(knows=1.0, reads=1.0, declines=0.0)) as one:
        yield one


@pytest.fixture
def project(tmp_path, server):
    """A synced project with questions to two thirds of development; every third one is locked."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "facts.md").write_text("\n\n".join(fact_of(nth).sentence for nth in range(COUNT)) + "\n", encoding="utf-8")
    (tmp_path / "untuned.toml").write_text(SETTINGS.format(url=server.url), encoding="utf-8")
    server.forget()
    server.behave()
    with untuned.open(tmp_path) as opened:
        opened.sync()
        asked = [
            Question(id=f"q{nth}", text=fact_of(nth).question, answers=(fact_of(nth).answer,), split="dev" if nth % 3 else "locked")
            for nth in range(COUNT)
        ]
        opened.questions.add(asked, now=datetime.now(UTC))
        yield opened


def measured(project, *variants, **more):
    return project.measure(Order(variants=variants, simulated=True, **more))


def stopped(project, server, *variants):
    """A measurement that was stopped as soon as anything of it was recorded: two answers at a time take two seconds."""
    halt = Halt()
    server.behave(latency_ms=2000)
    outcome = project.measure(Order(variants=variants, split="all"), progress=lambda _progress: halt.request(), halt=halt)
    server.behave(latency_ms=0)
    assert 0 < outcome.ended.progress.done < len(variants) * COUNT
    return outcome.measurement.id


def changed(project):
    (project.root / "docs" / "more.md").write_text("# More\n\nThere is one more document.\n", encoding="utf-8")
    project.sync()


def test_what_reads_no_document_is_not_asked_again_after_they_change(project, server):
    measured(project, "zero_shot", "naive")
    before = server.counts.requests
    changed(project)
    ended = measured(project, "zero_shot", "naive").ended
    dev = sum(nth % 3 > 0 for nth in range(COUNT))
    assert (ended.progress.reused, ended.progress.done, server.counts.requests - before) == (dev, 2 * dev, dev)


def test_what_reads_no_document_goes_on_after_they_change(project, server):
    id = stopped(project, server, "zero_shot")
    changed(project)
    assert measured(project, "zero_shot", split="all", resume=id).ended.progress.done == COUNT
    assert server.counts.requests == COUNT


def test_what_would_pay_again_for_documents_that_have_changed_is_not_resumed(project, server):
    id = stopped(project, server, "naive")
    before = server.counts.requests
    changed(project)
    with pytest.raises(Refused, match="documents have changed") as caught:
        measured(project, "naive", resume=id)
    assert "begin a new one" in caught.value.remedy
    assert server.counts.requests == before


def test_a_second_measurement_that_asks_models_is_refused_with_who_asks_and_one_without_models_is_not(project, server):
    under_way, go_on, ended = threading.Event(), threading.Event(), []

    def first():
        def watch(_progress):
            under_way.set()
            go_on.wait(60)

        with untuned.open(project.root) as other:
            ended.append(other.measure(Order(variants=("zero_shot",)), progress=watch).ended.end)

    asking = threading.Thread(target=first, daemon=True)
    asking.start()
    assert under_way.wait(60)
    before = [one.id for one in project.runs.recent()]
    with pytest.raises(
        Refused, match=r"another measurement is asking models .*: process \d+, which measures zero_shot since \d{4}-"
    ) as caught:
        measured(project, "zero_shot", "naive")
    assert "wait for it" in caught.value.remedy
    assert [one.id for one in project.runs.recent()] == before
    own = project.root / "untuned.toml"
    own.write_text(own.read_text(encoding="utf-8").replace('"openai:simulated"', '""'), encoding="utf-8")
    with untuned.open(project.root) as without:
        assert measured(without, "default").ended.end == "done"
    go_on.set()
    asking.join(60)
    assert ended == ["done"]
    assert measured(project, "zero_shot").ended.progress.reused == server.counts.requests


def test_failures_are_told_and_asked_again_by_the_same_comparison(project, server):
    server.behave(main=Faults(broken=1.0))
    first = measured(project, "zero_shot", "naive")
    dev = len(first.measurement.questions)
    assert [one.failed for one in first.report.columns] == [dev, dev]
    server.behave()
    again = measured(project, "zero_shot", "naive")
    assert [one.failed for one in again.report.columns] == [0, 0]
    assert again.ended.progress.reused == 0


def test_parity_asks_no_locked_question(project, server):
    found = project.parity("zero_shot", "naive", limit=COUNT, samples=1)
    assert found.questions == sum(nth % 3 > 0 for nth in range(COUNT))
    assert not {fact_of(nth).question for nth in range(0, COUNT, 3)} & set(server.counts.per_question)
    assert project.runs.looks() == []
