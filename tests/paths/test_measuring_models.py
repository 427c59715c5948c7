"""The path of a measurement with chat models: a simulated one behind HTTP, whose answers depend on what it receives."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

import untuned
from servers.openai_api import Faults as Breaks
from servers.openai_api import OpenAiServer
from servers.prompt_server import MARK, Faults, Manner, PromptServer, class_of, fact_of
from untuned.errors import NothingSynced, Refused
from untuned.evaluation.report.build import SIMULATED
from untuned.project.comparing import Order
from untuned.types.measures import Evidence, Question

COUNT = 32
SETTINGS = """\
[sources]
paths = ["docs"]

[model]
name = "openai:gpt-4o-mini"
base_url = "{url}"

[variants.two_shots]
extends = "few_shot"
shots = 2

[variants.cooler]
extends = "zero_shot"
model.temperature = 0.2

[variants.corrected]
extends = "oracle_text"
corrections = 1

[variants.reworded]
extends = "oracle_text"
rewriter = "openai:gpt-4o-mini"

[variants.checked_text]
extends = "oracle_text"
checker = "openai:gpt-4o-mini"

[variants.checked]
checker = "openai:gpt-4o-mini"

[variants.down]
extends = "zero_shot"
model.base_url = "{down}"
model.http_retries = 0
"""
KNOWS = Manner(knows=1.0, reads=1.0, declines=0.0)
READS = Manner(knows=0.0, reads=1.0, declines=0.0)


@pytest.fixture(scope="module")
def server():
    with PromptServer(KNOWS) as one:
        yield one


@pytest.fixture(scope="module")
def built(server, tmp_path_factory):
    """A synced project with a question for each of its documents."""
    root = tmp_path_factory.mktemp("built") / "project"
    (root / "docs").mkdir(parents=True)
    for nth in range(COUNT):
        fact = fact_of(nth)
        (root / "docs" / f"{nth:02}.md").write_text(f"# {fact.question.split()[7]}\n\n{fact.sentence}\n", encoding="utf-8")
    (root / "untuned.toml").write_text(SETTINGS.format(url=server.url, down=server.at("down")), encoding="utf-8")
    with untuned.open(root) as opened:
        opened.sync()
        opened.questions.add([question(opened, nth) for nth in range(COUNT)], now=datetime.now(UTC))
    return root


def question(project, nth):
    fact, path = fact_of(nth), f"docs/{nth:02}.md"
    version, text = project.version(path)
    start = text.index(fact.sentence)
    place = Evidence(path=path, version=version.id, start=start, end=start + len(fact.sentence), quote=fact.sentence)
    return Question(id=f"q{nth:02}", text=fact.question, answers=(fact.answer,), evidence=(place,))


@pytest.fixture
def project(built, tmp_path, server):
    root = tmp_path / "project"
    shutil.copytree(built, root)
    server.forget()
    server.behave()
    with untuned.open(root) as opened:
        yield opened


@pytest.fixture
def behave(server):
    """Sets how the model behaves."""
    yield lambda manner, **more: server.change(**{name: getattr(replace(manner, **more), name) for name in manner.__dataclass_fields__})
    server.change(**{name: getattr(KNOWS, name) for name in KNOWS.__dataclass_fields__})


def measured(project, *variants, **more):
    return project.measure(Order(variants=variants, simulated=True, **more))


def runs_of(project, outcome, variant):
    hashed = dict(outcome.measurement.variants)[variant]
    return [run for run in project.runs.of(outcome.measurement.id) if run.variant == hashed]


def value(outcome, variant, metric):
    return outcome.report.column(variant).figure(metric).value


def test_facts_that_the_model_does_not_know_are_right_where_it_reads_them_and_the_report_says_that_it_is_simulated(project, behave):
    behave(READS)
    outcome = measured(project, "zero_shot", "closed_book", "naive", "oracle_text", "oracle", "default")
    assert {one.name: one.figure("correct").value for one in outcome.report.columns} == {
        "zero_shot": 0.0,
        "closed_book": 0.0,
        "naive": 1.0,
        "oracle_text": 1.0,
        "oracle": 1.0,
        "default": 1.0,
    }
    verdicts = {one.b: one.comparison.verdict for one in outcome.report.contrasts if one.metric == "correct"}
    assert verdicts.pop("closed_book") == "not enough evidence"
    assert set(verdicts.values()) == {"better"}
    assert outcome.report.simulated
    assert SIMULATED in outcome.report.notes


def test_answers_that_never_have_the_form_are_not_right_and_are_no_failure_of_the_endpoint(project):
    with OpenAiServer(Breaks(malformed=1.0, ways=("missing_field",))) as other:
        settings = project.root / "untuned.toml"
        lines = f'\n[variants.formless]\nmodel.base_url = "{other.url}"\nmodel.validation_retries = 1\n'
        settings.write_text(settings.read_text(encoding="utf-8") + lines, encoding="utf-8")
        refused = Question(id="who", text=fact_of(COUNT).question, must_abstain=True, kind="refusal")
        with untuned.open(project.root) as opened:
            opened.questions.add([refused], now=datetime.now(UTC))
            outcome = measured(opened, "default", "formless")
            runs = runs_of(opened, outcome, "formless")
    column = outcome.report.column("formless")
    assert (column.failed, column.causes) == (0, (("format", COUNT + 1),))
    figures = {
        name: column.figure(name).value for name in ("correct", "format_after_retry", "right_refusal", "answered", "confidently_wrong")
    }
    assert figures == dict.fromkeys(figures, 0.0)
    assert column.figure("evidence_recall").value is None
    assert all("no usable output in 2 tries" in run.notes[0] and run.requests == 2 for run in runs)
    (verdict,) = [one.comparison.verdict for one in outcome.report.contrasts if one.metric == "correct"]
    assert verdict == "worse"


def test_a_closed_book_is_given_the_question_and_no_word_on_how_to_answer(project):
    outcome = measured(project, "closed_book", "zero_shot", limit=8)
    prompts = [{prompt.partition("@")[0] for prompt in runs_of(project, outcome, name)[0].prompts} for name in ("closed_book", "zero_shot")]
    assert prompts == [{"bare"}, {"bare", "closed_book"}]
    tokens = [sum(run.input_tokens for run in runs_of(project, outcome, name)) for name in ("closed_book", "zero_shot")]
    assert tokens[0] < tokens[1] / 2


@pytest.mark.parametrize(("variant", "kept"), [("zero_shot", 0), ("two_shots", 0), ("few_shot", COUNT), ("few_shot_nearest", COUNT)])
def test_the_model_keeps_to_a_form_once_it_is_shown_enough_examples(project, behave, variant, kept):
    behave(KNOWS, format_without=0.0, format_shots=3)
    outcome = measured(project, variant)
    assert sum(run.text.startswith("Answer: ") for run in runs_of(project, outcome, variant)) == kept
    assert value(outcome, variant, "correct") == 1.0


def test_a_chain_of_thought_shows_the_answer_without_the_thoughts(project):
    runs = runs_of(project, measured(project, "chain_of_thought", limit=8), "chain_of_thought")
    assert all(run.text and MARK not in run.text and "It is about" not in run.text for run in runs)
    assert {run.notes for run in runs} == {()}


def test_self_correction_asks_once_more(project):
    outcome = measured(project, "corrected", limit=8)
    runs = runs_of(project, outcome, "corrected")
    assert {run.requests for run in runs} == {2}
    assert all(any(prompt.startswith("review@") for prompt in run.prompts) for run in runs)


def test_facts_that_a_rewrite_loses_are_counted_and_so_are_the_words_that_it_changes(project, behave):
    behave(READS, loses=1.0)
    outcome = measured(project, "oracle_text", "reworded", limit=8)
    assert (value(outcome, "oracle_text", "correct"), value(outcome, "reworded", "correct")) == (1.0, 0.0)
    assert value(outcome, "reworded", "facts_lost") == 1.0
    assert 0 < value(outcome, "reworded", "words_changed") < 1
    for run in runs_of(project, outcome, "reworded"):
        assert (run.verified, run.requests) == (False, 2)
        assert any(sign.isdigit() for sign in run.original)
        assert not any(sign.isdigit() for sign in run.text)


def test_a_rewrite_that_keeps_every_fact_loses_none(project, behave):
    behave(READS, loses=0.0)
    outcome = measured(project, "reworded", limit=8)
    assert (value(outcome, "reworded", "correct"), value(outcome, "reworded", "facts_lost")) == (1.0, 0.0)


def test_what_a_checker_denies_is_not_shown(project, behave):
    behave(READS, reads=0.0)
    outcome = measured(project, "oracle_text", "checked_text", limit=8)
    assert [value(outcome, name, "confidently_wrong") for name in ("oracle_text", "checked_text")] == [1.0, 0.0]
    assert {(run.status, run.reason) for run in runs_of(project, outcome, "checked_text")} == {("abstained", "no_verified_claim")}


def test_a_checker_that_denies_nothing_changes_nothing(project, behave):
    behave(READS)
    outcome = measured(project, "default", "checked", limit=8)
    texts = [[run.text for run in sorted(runs_of(project, outcome, name), key=lambda run: run.question)] for name in ("default", "checked")]
    assert texts[0] == texts[1]
    assert {run.requests for run in runs_of(project, outcome, "checked")} == {2}


def test_another_temperature_is_another_request_and_an_ablation(project, server):
    outcome = measured(project, "zero_shot", "cooler")
    assert len(server.counts.by_content) == 2 * COUNT
    (contrast,) = [one for one in outcome.report.contrasts if one.metric == "correct"]
    assert contrast.label == 'ablation: model.temperature "none" -> 0.2'
    assert contrast.comparison.verdict in ("not enough evidence", "equivalent")


def test_streamed_models_tell_the_times_of_their_first_token_and_of_the_first_verified_claim(project):
    outcome = measured(project, "zero_shot", "default", limit=8, live=True)
    for name in ("zero_shot", "default"):
        runs = runs_of(project, outcome, name)
        assert all(0 < run.first_token_ms <= run.milliseconds for run in runs)
        assert all(figure.value > 0 for figure in map(outcome.report.column(name).figure, ("first_token", "ms_per_output_token")))
    claims = runs_of(project, outcome, "default")
    assert all(run.first_token_ms <= run.first_claim_ms <= run.milliseconds for run in claims)


def test_a_streamed_measurement_takes_no_answer_that_was_not_streamed(project):
    measured(project, "zero_shot")
    first, second = (measured(project, "zero_shot", live=True) for _ in range(2))
    assert (first.ended.progress.reused, second.ended.progress.reused) == (0, COUNT)
    assert value(first, "zero_shot", "first_token") == value(second, "zero_shot", "first_token")
    resumed = measured(project, "zero_shot", resume=second.measurement.id)
    assert (resumed.ended.progress.reused, resumed.measurement.live) == (COUNT, True)


def test_what_is_foreseen_is_what_is_asked_and_then_nothing_is_left(project, server):
    variants = ("closed_book", "zero_shot", "few_shot", "few_shot_nearest", "chain_of_thought", "corrected")
    order = Order(variants=variants, simulated=True)
    before = project.foresee(order)
    outcome = project.measure(order)
    assert before.forecast.requests == server.counts.requests == 7 * COUNT
    for one in before.forecast.estimates:
        runs = runs_of(project, outcome, one.variant)
        assert one.runs == len(runs)
        assert 0.6 < one.input_tokens / sum(run.input_tokens for run in runs) < 1.6
    after = project.foresee(order)
    assert (after.forecast.requests, after.forecast.estimates) == (0, ())


def test_without_a_known_price_no_limit_of_cost_can_be_kept(project, server):
    with pytest.raises(Refused, match="no known price"):
        measured(project, "zero_shot", max_cost=5.0)
    assert (project.runs.recent(), server.counts.requests) == ([], 0)


@pytest.fixture
def priced(project, server):
    """The same project at an address whose prices are known."""
    settings = project.root / "untuned.toml"
    known = server.url.replace("http://", "http://sample.openai.azure.com@")
    settings.write_text(settings.read_text(encoding="utf-8").replace(f'"{server.url}"', f'"{known}"'), encoding="utf-8")
    with untuned.open(project.root) as opened:
        yield opened


def test_a_limit_of_cost_stops_the_asking_and_what_was_paid_for_is_kept(priced, behave, server):
    behave(KNOWS, chatter=1_500)
    expected = priced.foresee(Order(variants=("zero_shot",))).forecast.cost
    assert expected is not None
    outcome = measured(priced, "zero_shot", max_cost=float(expected), concurrency=2)
    ended, most = outcome.ended, Decimal(str(float(expected)))
    assert (ended.end, outcome.measurement.finished) == ("limit of cost", False)
    runs = runs_of(priced, outcome, "zero_shot")
    each = max(run.cost for run in runs)
    assert len(runs) == COUNT - ended.not_asked == server.counts.requests
    assert sum(run.cost for run in runs) == ended.progress.spent <= most + 2 * each
    behave(KNOWS, chatter=0)
    resumed = measured(priced, "zero_shot", resume=outcome.measurement.id, max_cost=float(most) * 3)
    assert (resumed.ended.not_asked, resumed.measurement.finished) == (0, True)
    assert set(server.counts.per_question.values()) == {1}


def test_what_is_surely_too_dear_is_refused_before_anything_is_asked(priced, server):
    with pytest.raises(Refused, match="limit"):
        measured(priced, "zero_shot", max_cost=0.000_1)
    assert (priced.runs.recent(), server.counts.requests) == ([], 0)


def test_repeats_of_a_fickle_model_tell_how_often_it_is_right_one_time_and_wrong_another(project, behave):
    behave(KNOWS, recalls=0.5, shared=0.0, fickle=True)
    outcome = measured(project, "zero_shot", repeats=2)
    right = {id: fact_of(int(id[1:])).answer for id in outcome.measurement.questions}
    said = {id: [right[id] in run.text for run in runs_of(project, outcome, "zero_shot") if run.question == id] for id in right}
    flips = [len(set(found)) > 1 for found in said.values()]
    assert 0 < sum(flips) < COUNT
    assert outcome.report.column("zero_shot").flip_rate == sum(flips) / COUNT
    assert outcome.report.column("zero_shot").figure("correct").n == COUNT


def test_repeats_of_a_model_that_never_wavers_flip_nothing(project, server):
    outcome = measured(project, "zero_shot", repeats=2)
    assert server.counts.requests == 2 * COUNT
    assert outcome.report.column("zero_shot").flip_rate == 0.0


def test_a_failing_endpoint_beside_a_good_one_spoils_its_own_column_only_and_is_given_up(project, server):
    server.behave(down=Faults(broken=1.0))
    outcome = measured(project, "zero_shot", "down")
    good, bad = outcome.report.columns
    assert (good.failed, good.figure("correct").value, bad.failed) == (0, 1.0, COUNT)
    refused = sum(count.refused for count in server.counts.by_content.values())
    assert 0 < refused < COUNT
    server.behave()
    resumed = measured(project, "zero_shot", "down", resume=outcome.measurement.id)
    assert (resumed.report.column("down").failed, value(resumed, "down", "correct")) == (0, 1.0)
    assert server.counts.delivered == 2 * COUNT


def test_prompts_are_measured_without_a_document_and_what_reads_some_is_refused(tmp_path, server):
    (tmp_path / "untuned.toml").write_text(f'[model]\nname = "openai:simulated"\nbase_url = "{server.url}"\n', encoding="utf-8")
    with untuned.open(tmp_path) as project:
        asked = [Question(id=f"q{nth}", text=fact_of(nth).question, answers=(fact_of(nth).answer,)) for nth in range(6)]
        project.questions.add(asked, now=datetime.now(UTC))
        with pytest.raises(NothingSynced):
            measured(project, "zero_shot", "naive")
        assert project.runs.recent() == []
        assert value(measured(project, "closed_book", "few_shot"), "closed_book", "correct") == 1.0


def test_labels_are_asked_for_like_answers(project, behave):
    behave(KNOWS, format_without=0.0)
    asked = [Question(id=f"c{nth}", text=class_of(nth).question, label=class_of(nth).answer) for nth in range(COUNT)]
    project.questions.add(asked, now=datetime.now(UTC))
    outcome = measured(project, "zero_shot", "few_shot", headline="label_accuracy")
    assert [value(outcome, name, "label_accuracy") for name in ("zero_shot", "few_shot")] == [0.0, 1.0]
    assert outcome.report.contrasts[0].comparison.verdict == "better"


def test_where_evidence_stands_is_told_by_the_documents_of_the_moment(project):
    asked = project.questions.get("q00")
    assert [one.status for one in project.bench().shelf.evidence(asked)] == ["found"]
    (project.root / "docs" / "00.md").write_text("# Another\n\nNothing of it is left.\n", encoding="utf-8")
    project.sync()
    assert [one.status for one in project.bench().shelf.evidence(asked)] == ["changed"]


def test_after_a_restore_the_measurements_are_those_of_the_backup(project, tmp_path):
    measured(project, "zero_shot", limit=2)
    project.backup(tmp_path / "copy.sqlite3")
    measured(project, "zero_shot", limit=3)
    project.restore(tmp_path / "copy.sqlite3")
    assert [one.id for one in project.runs.recent()] == ["m1"]
