"""Scores follow the questions and the metrics: what was corrected is scored anew before a report, and nothing is asked for it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

import untuned
from untuned.evaluation.measure import reported, score
from untuned.evaluation.metrics.extensions import extension_metrics
from untuned.evaluation.report.material import Plan
from untuned.project.comparing import Order
from untuned.types.measures import Evidence, Question

ROOMS = {f"R{100 + nth}": str(12 + nth) for nth in range(12)}
SECOND = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def project(tmp_path):
    """A synced project of rooms with a question for each, and one that no document answers."""
    (tmp_path / "docs").mkdir()
    for room, seats in ROOMS.items():
        text = f"# Room {room}\n\nRoom {room} has {seats} seats and a window to the yard.\n"
        (tmp_path / "docs" / f"{room}.md").write_text(text, encoding="utf-8")
    (tmp_path / "untuned.toml").write_text('[sources]\npaths = ["docs"]\n', encoding="utf-8")
    with untuned.open(tmp_path) as opened:
        opened.sync()
        asked = [Question(id=room, text=f"How many seats does room {room} have?", answers=(seats,)) for room, seats in ROOMS.items()]
        refused = Question(id="u", text="Who painted the walls of room R101?", kind="refusal", must_abstain=True)
        opened.questions.add([*asked, refused], now=datetime.now(UTC))
        yield opened


def corrected(project, id, **changes):
    project.questions.add([replace(project.questions.get(id), **changes)], now=SECOND)


def figure(report, metric="correct"):
    return report.columns[0].figure(metric).value


def score_of(project, measurement, question, metric):
    runs = {run.question: run.id for run in project.runs.of(measurement)}
    return project.runs.scores(measurement)[runs[question]][metric]


def rows(project, measurement):
    """How often each run was scored."""
    ids = [run.id for run in project.runs.of(measurement)]
    with project.database.read() as connection:
        found = connection.exec_driver_sql("select run, count(*) from score group by run").all()
    return {count for run, count in found if run in ids}


@pytest.mark.parametrize("again", [False, True])
def test_a_corrected_reference_answer_changes_the_score(project, again):
    for room in ROOMS:
        corrected(project, room, answers=("wrong",))
    measured = project.measure(Order(variants=("default",)))
    assert figure(measured.report) < 0.2
    for room, seats in ROOMS.items():
        corrected(project, room, answers=(seats,))
    assert figure(project.report(measured.measurement.id, again=again)) == 1.0
    assert score_of(project, measured.measurement.id, "R101", "cause").detail == ""


def test_a_run_that_is_taken_from_an_earlier_measurement_is_scored_by_the_gold_of_today(project):
    project.measure(Order(variants=("default",)))
    corrected(project, "R103", answers=("99",))
    second = project.measure(Order(variants=("default",)))
    assert second.ended.progress.reused == 13
    assert score_of(project, second.measurement.id, "R103", "correct").value == 0.0


def test_what_must_be_refused_a_label_a_kind_and_evidence_are_gold_too(project):
    id = project.measure(Order(variants=("default",))).measurement.id
    assert score_of(project, id, "R104", "right_refusal").status == "not_applicable"
    version, text = project.version("docs/R105.md")
    start = text.index("Room R105 has")
    found = Evidence(path="docs/R105.md", quote=text[start : start + 21], version=version.id, start=start, end=start + 21)
    corrected(project, "R104", must_abstain=True, answers=(), kind="refusal")
    corrected(project, "R105", evidence=(found,))
    corrected(project, "R106", answers=(), label="many")
    project.report(id)
    assert score_of(project, id, "R104", "right_refusal").value == 0.0
    assert score_of(project, id, "R105", "evidence_recall").value == 1.0
    assert score_of(project, id, "R106", "label_accuracy").value == 0.0


def test_what_is_up_to_date_is_not_scored_again(project):
    id = project.measure(Order(variants=("default",))).measurement.id
    project.report(id)
    assert rows(project, id) == {1}
    corrected(project, "R100", cluster="north", split="locked")
    project.report(id)
    assert rows(project, id) == {1}
    project.report(id, again=True)
    assert rows(project, id) == {2}


class Length:
    """The characters of an answer, times a factor that its author changed."""

    def __init__(self, version, factor):
        self.version, self._factor = version, factor

    def score(self, _question, answer):
        return float(len(answer.text) * self._factor)


def by_scorer(project, version, factor):
    bench = project.bench()
    return replace(bench, metrics=(*bench.metrics, *extension_metrics({"length": Length(version, factor)})))


def test_runs_of_an_old_version_of_a_metric_are_scored_by_the_new_one_before_they_are_compared(project):
    first = project.measure(Order(variants=("default",), limit=6)).measurement.id
    assert score(first, bench=by_scorer(project, "1", 1)) == 6
    before = reported(first, bench=by_scorer(project, "1", 1), asked=Plan())
    second = project.measure(Order(variants=("default",), split="all")).measurement.id
    report = reported(second, bench=by_scorer(project, "2", 100), asked=Plan())
    assert {scores["length"].version for scores in project.runs.scores(second).values()} == {"2"}
    assert report.columns[0].figure("length").value > 50 * before.columns[0].figure("length").value


def test_a_measurement_that_was_killed_before_it_was_scored_is_scored_for_its_report(project):
    id = project.measure(Order(variants=("default",))).measurement.id
    project.database.write(lambda connection: connection.exec_driver_sql("delete from score"))
    assert project.runs.scores(id) == {}
    assert figure(project.report(id)) == 1.0


@pytest.mark.parametrize("again", [False, True])
def test_what_was_purged_keeps_its_figures(project, again):
    version, text = project.version("docs/R105.md")
    start = text.index("Room R105 has")
    found = Evidence(path="docs/R105.md", quote=text[start : start + 21], version=version.id, start=start, end=start + 21)
    corrected(project, "R105", evidence=(found,))
    measured = project.measure(Order(variants=("default",)))
    project.purge("docs/R105.md")
    report = project.report(measured.measurement.id, again=again)
    assert score_of(project, measured.measurement.id, "R105", "correct").value == 1.0
    assert (figure(report), figure(report, "evidence_recall")) == (1.0, 1.0)


def test_a_corrected_question_of_a_purged_answer_leaves_its_score(project):
    measured = project.measure(Order(variants=("default",)))
    project.purge("docs/R105.md")
    corrected(project, "R105", answers=("12 seats",))
    project.report(measured.measurement.id)
    assert score_of(project, measured.measurement.id, "R105", "correct").value == 1.0


def test_a_question_that_is_gone_leaves_the_scores_of_its_runs(project):
    measured = project.measure(Order(variants=("default",)))
    project.questions.remove(["R105"])
    project.report(measured.measurement.id, again=True)
    assert score_of(project, measured.measurement.id, "R105", "correct").value == 1.0


def test_whoever_watches_is_told_how_far_scoring_is(project):
    told = []
    project.measure(Order(variants=("default",)), progress=told.append)
    assert [(one.done, one.total) for one in told if one.stage == "scoring"] == [(0, 13), (13, 13)]
    again = []
    project.measure(Order(variants=("default",)), progress=again.append)
    assert not [one for one in again if one.stage == "scoring"]
