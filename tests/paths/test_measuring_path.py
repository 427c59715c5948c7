"""The path of a measurement, with the default reader: questions and variants in, verdicts out."""

from __future__ import annotations

import asyncio
import json
import threading
from datetime import UTC, datetime

import pytest

import untuned
from untuned.errors import BadVariant, NotAllowed, Refused, StoreUnwritable, UnknownMeasurement, UnknownVariant
from untuned.evaluation.report.build import smallest_shown
from untuned.evaluation.runs.runner import Halt
from untuned.project.comparing import Order
from untuned.types.measures import Evidence, Question
from untuned.types.principal import member

PLACES = [
    f"{first}{last}"
    for first in ("Alder", "Birch", "Cedar", "Dove", "Elm", "Fern")
    for last in ("brook", "ford", "mere", "wick", "stead", "holm")
]
SETTINGS = """\
[[access]]
path = "closed/**"
groups = ["board"]

[variants.guest]
groups = ["nobody"]

[variants.down]
model.name = "openai:none"
model.base_url = "http://127.0.0.1:9/v1"
model.http_retries = 0
model.deadline_ms = 1_000
"""


def sentence(place: str, nth: int) -> str:
    return f"The library of {place} opened in {1890 + nth} and lends {120 + 7 * nth} maps to its readers."


@pytest.fixture
def project(tmp_path):
    """A synced project with a question for each of its documents, and some that none of them answers."""
    for nth, place in enumerate(PLACES):
        folder = tmp_path / ("closed" if nth % 6 == 5 else "docs")
        folder.mkdir(exist_ok=True)
        (folder / f"{place}.md").write_text(f"# {place}\n\n{sentence(place, nth)} The river runs past it.\n", encoding="utf-8")
    (tmp_path / "untuned.toml").write_text(SETTINGS, encoding="utf-8")
    with untuned.open(tmp_path) as opened:
        opened.sync()
        opened.questions.add(questions(opened), now=datetime.now(UTC))
        yield opened


def questions(project) -> list[Question]:
    asked = []
    for nth, place in enumerate(PLACES):
        path = f"{'closed' if nth % 6 == 5 else 'docs'}/{place}.md"
        version, text = project.version(path)
        start = text.index("The library")
        end = start + len(sentence(place, nth))
        found = Evidence(path=path, version=version.id, start=start, end=end, quote=text[start:end])
        wanted = f"How many maps does the library of {place} lend?"
        asked.append(
            Question(id=f"q{nth}", text=wanted, answers=(str(120 + 7 * nth),), evidence=(found,), split="locked" if nth % 2 else "dev")
        )
    unanswered = [f"Who designed the cinema of {place}?" for place in PLACES[:20]]
    return [*asked, *(Question(id=f"u{nth}", text=text, kind="refusal", must_abstain=True) for nth, text in enumerate(unanswered))]


def measured(project, *variants, **more):
    return project.measure(Order(variants=variants, **more))


def test_every_question_is_asked_of_every_variant_and_scored(project):
    outcome = measured(project, "default", "no_rerank")
    report = outcome.report
    assert (report.questions, report.split, outcome.ended.not_asked) == (38, "dev", 0)
    for column in report.columns:
        assert (column.questions, column.failed) == (38, 0)
        assert column.figure("correct").value > 0.9
    (contrast,) = [one for one in report.contrasts if one.metric == "correct"]
    assert contrast.label == "ablation: search.rerank true -> false"
    assert contrast.comparison.verdict in ("equivalent", "not enough evidence")


def test_a_measured_answer_is_the_one_that_ask_gives(project):
    measurement = measured(project, "default").measurement
    for run in project.runs.of(measurement.id)[:8]:
        answer = project.ask_sync(project.questions.get(run.question).text)
        assert (run.text, run.state, tuple(one.span for one in run.cited)) == (
            answer.text,
            answer.state,
            tuple(citation.span for citation in answer.citations),
        )


def test_measuring_records_no_answer_among_those_that_people_asked_for(project):
    measured(project, "default")
    assert project.answers() == []


def test_what_was_asked_is_not_asked_again_until_the_documents_change(project):
    first, second = measured(project, "default"), measured(project, "default")
    assert (first.ended.progress.reused, second.ended.progress.reused) == (0, 38)
    assert [run.id for run in project.runs.of(second.measurement.id)] == [run.id for run in project.runs.of(first.measurement.id)]
    (project.root / "docs" / "new.md").write_text("# New\n\nThe tram of Ashby is green.\n", encoding="utf-8")
    project.sync()
    assert measured(project, "default").ended.progress.reused == 0


def test_repeats_are_asked_anew_and_tell_what_flips(project):
    measured(project, "default", limit=5)
    outcome = measured(project, "default", limit=5, repeats=3)
    assert (outcome.ended.progress.reused, outcome.ended.progress.done) == (0, 15)
    (column,) = outcome.report.columns
    assert (column.flip_rate, column.figure("correct").n) == (0.0, 5)


def test_a_measurement_that_is_stopped_is_resumed_and_nothing_is_asked_twice(project):
    halt = Halt()
    seen = []

    def stop_soon(progress):
        seen.append(progress.done)
        halt.request()

    stopped = project.measure(Order(variants=("default",)), progress=stop_soon, halt=halt)
    left = stopped.ended.not_asked
    assert (0 < left < 38, stopped.measurement.finished) == (True, False)
    resumed = measured(project, "default", resume=stopped.measurement.id)
    assert (resumed.ended.progress.reused, resumed.ended.not_asked, resumed.measurement.finished) == (38 - left, 0, True)
    assert resumed.measurement.id == stopped.measurement.id
    assert len(project.runs.of(resumed.measurement.id)) == 38


def test_a_variant_that_asks_as_a_group_reads_nothing_else(project):
    outcome = measured(project, "default", "guest", split="all")
    ours, guests = outcome.report.columns
    assert ours.figure("evidence_recall").value > guests.figure("evidence_recall").value
    hashed = dict(outcome.measurement.variants)["guest"]
    read = {span.version for run in project.runs.of(outcome.measurement.id) if run.variant == hashed for span in run.read}
    assert read
    assert not any(project.version(id)[0].path.startswith("closed/") for id in read)


def test_no_example_tells_a_group_what_it_may_not_read(project):
    every = project.questions.listing()
    assert project.for_examples(every, ()) == every
    shown = {one.id: one for one in project.for_examples(every, ("nobody",))}
    for one in every:
        closed = any(found.path.startswith("closed/") for found in one.evidence)
        assert (shown[one.id].answers, shown[one.id].evidence) == (((), ()) if closed else (one.answers, one.evidence))
    assert sum(not one.answers for one in shown.values()) > 20


def test_one_failing_endpoint_spoils_its_own_column_only(project):
    report = measured(project, "default", "down", limit=30).report
    ours, theirs = report.columns
    assert (ours.failed, theirs.failed) == (0, 30)
    assert ours.figure("correct").value > 0.9
    assert theirs.figure("correct").value is None
    assert theirs.figure("correct").bounds.low == 0.0
    assert theirs.causes == (("endpoint failed", 30),)
    assert "down: all 30 runs failed, so that it has no figures." in report.notes


def test_each_look_at_the_locked_questions_is_counted(project):
    reports = [measured(project, "default", split=split).report for split in ("dev", "locked", "locked")]
    assert [report.looks for report in reports] == [0, 1, 2]
    assert [report.alpha for report in reports] == [0.05, 0.025, 0.0125]


def test_drafts_are_not_measured_with(project):
    project.questions.add([Question(id="d", text="What is drafted?", origin="draft")], now=datetime.now(UTC))
    assert "d" not in measured(project, "default").measurement.questions


def test_questions_that_were_drafted_are_counted_among_those_that_are_measured(project):
    """A note on questions that nobody asked in it would tell of another measurement."""
    before = measured(project, "default")
    drafts = [
        Question(id=f"d{nth}", text=f"How many maps does {place} lend?", origin="synthetic_reviewed", split="locked", must_abstain=True)
        for nth, place in enumerate(PLACES * 3)
    ]
    project.questions.add(drafts, now=datetime.now(UTC))
    asked = measured(project, "default", split="locked")
    kept = {one.id: one for one in project.questions.listing()}
    locked = [kept[one].origin == "synthetic_reviewed" for one in asked.measurement.questions]
    assert sum(locked) == 108
    assert [note for note in project.report(before.measurement.id).notes if "drafted" in note] == []
    assert [note[: note.index(" questions")] for note in asked.report.notes if "drafted" in note] == [f"108 of the {len(locked)}"]


def test_a_purge_takes_the_words_of_runs_and_leaves_the_report(project):
    before = measured(project, "default")
    project.purge("docs/Alderbrook.md")
    runs = {run.question: run for run in project.runs.of(before.measurement.id)}
    assert "120" not in runs["q0"].text
    report = project.report(before.measurement.id)
    assert report.columns[0].figure("correct").value == before.report.columns[0].figure("correct").value


def test_only_the_owner_measures(project):
    with untuned.open(project.root, principal=member(["board"])) as theirs:
        with pytest.raises(NotAllowed):
            measured(theirs, "default")
        with pytest.raises(NotAllowed):
            _ = theirs.questions


@pytest.mark.parametrize(
    ("variants", "error", "told"),
    [(("defualt",), UnknownVariant, "default"), (("closed_book",), BadVariant, "model"), (("few_shot",), BadVariant, "model")],
)
def test_what_cannot_be_measured_is_refused_before_anything_is_asked(project, variants, error, told):
    with pytest.raises(error) as caught:
        measured(project, *variants)
    assert told in caught.value.remedy + caught.value.message
    assert project.runs.recent() == []


def test_without_a_question_there_is_nothing_to_measure_and_the_remedy_says_how_to_get_some(project):
    project.questions.remove([one.id for one in project.questions.listing()])
    with pytest.raises(Refused, match="no question") as caught:
        measured(project, "default")
    assert "questions import" in caught.value.remedy


def test_a_resumed_measurement_must_be_the_same_one(project):
    first = measured(project, "default")
    with pytest.raises(Refused, match="default"):
        measured(project, "no_rerank", resume=first.measurement.id)
    with pytest.raises(UnknownMeasurement, match="m99"):
        measured(project, "default", resume="m99")


def test_a_store_that_cannot_write_ends_a_measurement_with_its_error(project, monkeypatch):
    def full(_id, _runs):
        raise StoreUnwritable("the disk is full")

    told = []

    def measure_and_close():
        with untuned.open(project.root) as opened:
            monkeypatch.setattr(opened.runs, "record", full)
            with pytest.raises(StoreUnwritable) as caught:
                measured(opened, "default")
        told.append(caught.value.message)

    measuring = threading.Thread(target=measure_and_close, daemon=True)
    measuring.start()
    measuring.join(60)
    assert told == ["the disk is full"]


def test_a_measurement_whose_variant_was_changed_is_not_resumed_and_the_change_is_named(project):
    halt = Halt()
    stopped = project.measure(Order(variants=("default", "no_rerank")), progress=lambda _progress: halt.request(), halt=halt)
    file = project.root / "untuned.toml"
    file.write_text(file.read_text(encoding="utf-8") + "[search]\npassages = 3\n", encoding="utf-8")
    with untuned.open(project.root) as changed:
        with pytest.raises(Refused, match=r"variant 'default' is not the one .*: search\.passages was .* and is 3;") as caught:
            changed.measure(Order(variants=("default", "no_rerank"), resume=stopped.measurement.id))
        assert "put that back" in caught.value.remedy
        assert len(changed.runs.of(stopped.measurement.id)) == stopped.ended.progress.done


def test_answers_that_were_made_elsewhere_are_not_resumed(project, tmp_path):
    file = tmp_path / "default.jsonl"
    file.write_text(json.dumps({"question": "How many maps does the library of Arla lend?", "answer": "120"}) + "\n", encoding="utf-8")
    id = project.import_answers(file).report.measurement
    with pytest.raises(Refused, match="made elsewhere"):
        measured(project, "default", resume=id)


def test_answers_that_were_made_elsewhere_are_a_look_where_their_questions_are_locked(project, tmp_path):
    def brought(*ids):
        file = tmp_path / "elsewhere.jsonl"
        file.write_text("".join(json.dumps({"question_id": id, "answer": "120"}) + "\n" for id in ids), encoding="utf-8")
        return project.import_answers(file).report

    assert (brought("q0", "q2").looks, len(project.runs.looks())) == (0, 0)
    first, second = brought("q0", "q1"), brought("q1", "q3")
    assert ((first.split, first.looks, first.alpha), (second.split, second.looks)) == (("all", 1, 0.025), ("locked", 2))
    assert project.foresee(Order(variants=("default",), split="locked")).look == 3


def test_what_a_measurement_could_show_is_told_of_the_questions_that_its_metric_is_of(project):
    whole = project.foresee(Order(variants=("default",)))
    refused = project.foresee(Order(variants=("default",), headline="right_refusal"))
    assert (whole.questions, whole.scored, refused.questions, refused.scored) == (38, 38, 38, 20)
    assert refused.detectable == smallest_shown(20) > whole.detectable


def test_the_oracle_reads_the_evidence_and_nothing_is_left_to_be_found(project):
    report = measured(project, "oracle", "default").report
    assert report.column("oracle").figure("evidence_recall").value == 1.0


def test_measuring_works_inside_a_running_event_loop(project):
    async def inside():
        return measured(project, "default", limit=3).report.questions

    assert asyncio.run(inside()) == 3


def test_lint_tells_of_clusters_what_a_comparison_foresees(project):
    project.remove_questions([one.id for one in project.questions.listing()])
    asked = [Question(id=f"q{nth}", text=f"How high is fee {nth * 7919}?", answers=("14",), cluster=f"c{nth % 12}") for nth in range(60)]
    project.questions.add(asked, now=datetime.now(UTC))
    foreseen = project.foresee(Order(variants=("default",)))
    least, alike = (
        f"a difference of {round(100 * share, 1):g} points or more" for share in (foreseen.detectable, foreseen.detectable_alike)
    )
    assert [one.sentence for one in project.lint_questions().findings if one.problem == "too few"] == [
        f"dev has 60 questions, which show {least}; in {foreseen.clusters} clusters, whose answers may fare alike, they show {alike}; "
        "a difference of 3 points is sought"
    ]
