"""A judge over HTTP that is stopped and goes on: what it said once is not asked again."""

import pytest

import untuned
from rating import make
from servers.judge import JudgeServer
from untuned.evaluation.runs.runner import Halt
from untuned.project.comparing import Order


@pytest.fixture
def judge(tmp_path, monkeypatch):
    """A measured folder with a judge behind a server of its own, and one request at a time."""
    make(tmp_path / "places")
    monkeypatch.setenv("OPENAI_API_KEY", "test")
    with JudgeServer() as server:
        settings = f'\n[evaluation]\njudge = "openai:judge"\n\n[model]\nbase_url = "{server.url}"\nhttp_retries = 0\n'
        with (tmp_path / "places" / "untuned.toml").open("a", encoding="utf-8") as stream:
            stream.write(settings)
        yield server


def test_a_judge_that_was_stopped_goes_on_and_is_told_of_apart(judge, tmp_path):
    halt, seen = Halt(), []

    def watched(progress):
        seen.append((progress.stage, progress.done, progress.total))
        if progress.stage == "judging" and progress.done >= 5:
            halt.request()

    with untuned.open(tmp_path / "places") as project:
        order = Order(variants=("default",), concurrency=1)
        first = project.measure(order, progress=watched, halt=halt)
        assert (first.judged.judged, first.judged.left, first.judged.stopped, first.missing) == (5, 19, True, 19)
        assert [one for one in seen if one[0] == "judging"] == [("judging", nth, 24) for nth in range(1, 6)]
        asked = judge.requests
        rest = project.measure(Order(variants=("default",), concurrency=1, resume=first.measurement.id))
        assert (rest.judged.judged, rest.judged.known, rest.missing) == (19, 5, 0)
        assert judge.requests == asked // 5 * 24
        assert not list((tmp_path / "places" / ".untuned" / "eval").glob("*.journal"))
        assert rest.report.columns[0].figure("judged_right").n == 24


def test_rules_scored_anew_leave_a_judges_word_as_it_is(judge, tmp_path):
    with untuned.open(tmp_path / "places") as project:
        id = project.measure(Order(variants=("default",))).measurement.id
        before, asked = project.runs.scores(id), judge.requests
        project.report(id, again=True)
        after = project.runs.scores(id)
    assert judge.requests == asked
    assert {run: said["judged_right"] for run, said in after.items()} == {run: said["judged_right"] for run, said in before.items()}
