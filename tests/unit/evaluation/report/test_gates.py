from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from measuring import METRICS, hash_of, material, with_repeats
from untuned.errors import Refused, UnknownMetric
from untuned.evaluation.report.as_csv import as_csv
from untuned.evaluation.report.as_junit import as_junit
from untuned.evaluation.report.baseline import Baseline, Before, Kept, mark_of, read, written
from untuned.evaluation.report.build import build
from untuned.evaluation.report.gate import Side, Terms, check_margin, fail_under, no_worse, threshold
from untuned.evaluation.report.material import Plan
from untuned.evaluation.report.table import by_variant
from untuned.types.measures import Question

GOOD = [1.0] * 80 + [0.0] * 20


def report_of(outcomes, **more):
    return build(material(outcomes, **more), metrics=METRICS.values(), plan=Plan())


def gate(values, baseline, *, margin=None, metric="correct"):
    (found,) = gates({"a": values}, baseline, metric=metric, terms={"margin": margin})
    return found


def gates(outcomes, baseline, *, metric="correct", terms=None, before=None, made=None):
    """Each variant held against the same baseline, which has the values of q0, q1 and so on."""
    made = made or material(outcomes, metric=metric)
    tables = by_variant(made, METRICS)
    against = Baseline(name="m1 a", scores={f"q{nth}": value for nth, value in enumerate(baseline)}, **(before or {}))
    sides = [Side(variant=name, asked=tables[hash_of(name)], baseline=against) for name in outcomes]
    return no_worse(sides, metric=METRICS[metric], terms=Terms(questions=made.questions, **(terms or {})))


@pytest.mark.parametrize(("least", "passed"), [("0.7", True), ("0.8", True), ("0.81", False)])
def test_a_threshold_holds_where_the_figure_reaches_it(least, passed):
    (found,) = fail_under(report_of({"a": GOOD}), [threshold(f"correct={least}")], metrics=METRICS)
    assert found.passed == passed
    assert "0.800" in found.sentence


def test_where_less_is_better_the_threshold_is_the_most_there_may_be():
    report = report_of({"a": GOOD}, metric="wrong_refusal")
    assert [fail_under(report, [threshold(f"wrong_refusal={most}")], metrics=METRICS)[0].passed for most in (0.5, 0.9)] == [False, True]


def test_a_gate_is_closed_under_thirty_questions_however_good_they_are():
    (found,) = fail_under(report_of({"a": [1.0] * 29}), [threshold("correct=0.1")], metrics=METRICS)
    assert (found.passed, "29" in found.sentence) == (False, True)
    assert gate([1.0] * 29, [1.0] * 29).passed is False


def test_a_metric_without_a_score_passes_nothing():
    assert fail_under(report_of({"a": GOOD}), [threshold("token_f1=0")], metrics=METRICS)[0].passed is False


def test_a_judge_alone_decides_no_gate_and_an_unknown_metric_is_an_error():
    with pytest.raises(Refused, match="judge"):
        fail_under(report_of({"a": GOOD}), [threshold("judge=0.5")], metrics=METRICS)
    with pytest.raises(Refused, match="corect"):
        fail_under(report_of({"a": GOOD}), [threshold("corect=0.5")], metrics=METRICS)


@pytest.mark.parametrize("written", ["correct", "correct=", "correct=high"])
def test_a_threshold_that_cannot_be_read_says_how_one_looks(written):
    with pytest.raises(Refused, match="threshold") as caught:
        threshold(written)
    assert "correct=0.8" in caught.value.remedy


@pytest.mark.parametrize(
    ("written", "remedy"),
    [("correct=85", "85 % is 0.85"), ("wrong_refusal=5", "5 % is 0.05"), ("correct=-1", "can have"), ("correct=nan", "can have")],
)
def test_a_threshold_that_the_metric_can_never_have_is_refused_and_not_held_or_failed_for_ever(written, remedy):
    with pytest.raises(UnknownMetric, match="lies between 0 and 1") as caught:
        fail_under(report_of({"a": GOOD}), [threshold(written)], metrics=METRICS)
    assert remedy in caught.value.remedy


def test_a_margin_by_which_no_score_can_fall_is_refused():
    check_margin(0.05, METRICS["correct"])
    with pytest.raises(UnknownMetric, match="a fall of 5 is ruled out whatever it is") as caught:
        check_margin(5, METRICS["correct"])
    assert "5 points are 0.05" in caught.value.remedy


def test_a_planted_fall_fails_and_an_equal_variant_passes():
    assert gate([1.0] * 60 + [0.0] * 40, GOOD).passed is False
    assert gate(GOOD, GOOD).passed is True
    assert gate([1.0] * 100, GOOD).passed is True


def test_with_a_margin_a_fall_must_be_ruled_out():
    noisy = [1.0] * 78 + [0.0] * 17 + [1.0] * 5
    assert gate(noisy, GOOD, margin=0.2).passed is True
    assert gate(noisy, GOOD, margin=0.01).passed is False


CHEAP = [0.004 + 0.00001 * (nth % 40) for nth in range(300)]


def test_what_an_answer_costs_is_no_share_and_a_cost_that_trebles_fails_the_gate():
    dear = gate([3 * cost for cost in CHEAP], CHEAP, metric="cost")
    assert (dear.passed, "four times in five" in dear.sentence) == (False, False)
    assert gate(CHEAP, CHEAP, metric="cost").passed is True
    assert gate([1.01 * cost for cost in CHEAP], CHEAP, metric="cost").passed is True


def test_costs_are_told_in_their_unit_and_alike_within_a_share_of_the_first():
    def contrast(factor):
        made = material({"a": CHEAP, "b": [factor * cost for cost in CHEAP]}, metric="cost")
        report = build(made, metrics=METRICS.values(), plan=Plan(headline="cost"))
        assert (report.relative, report.detectable) == (True, None)
        return report.contrasts[0].comparison

    assert [contrast(factor).verdict for factor in (3, 0.5, 1.01)] == ["worse", "better", "equivalent"]
    assert contrast(3).minimum_effect == pytest.approx(0.03 * sum(CHEAP) / 300)
    assert "points" not in contrast(3).why


def test_junit_names_each_gate_and_its_failures():
    report = report_of({"a": GOOD, 'b"<': [0.0] * 100})
    root = ET.fromstring(as_junit(report, fail_under(report, [threshold("correct=0.5")], metrics=METRICS)))
    assert (root.get("tests"), root.get("failures")) == ("2", "1")
    assert [case.get("classname") for case in root] == ["a", 'b"<']
    assert root[1][0].get("message").startswith("0.000")


def test_the_csv_has_a_row_for_every_figure_and_contrast_and_no_formula():
    rows = list(csv.DictReader(io.StringIO(as_csv(report_of({"=a": GOOD, "b": [0.0] * 100})))))
    assert [(row["kind"], row["variant"], row["metric"]) for row in rows] == [
        ("figure", "'=a", "correct"),
        ("figure", "b", "correct"),
        ("contrast", "b", "correct"),
    ]
    assert (rows[2]["verdict"], rows[0]["value"]) == ("worse", "0.8")


def test_a_metric_with_a_slip_in_its_name_is_told_with_the_one_that_was_meant():
    with pytest.raises(Refused) as caught:
        fail_under(report_of({"a": GOOD}), [threshold("corect=0.5")], metrics=METRICS)
    assert "did you mean 'correct'?" in caught.value.remedy


def test_a_fall_within_the_minimum_effect_of_the_project_counts_as_none():
    falls = {"a": [1.0] * 960 + [0.0] * 40}
    found = [gates(falls, [1.0] * 1000, before={"minimum_effect": effect})[0] for effect in (0.03, 0.06)]
    assert [one.passed for one in found] == [False, True]


def test_a_threshold_is_decided_with_every_missing_score_as_the_worst():
    third = [1.0] * 60 + [None] * 120
    (found,) = fail_under(report_of({"a": third}), [threshold("correct=0.8")], metrics=METRICS)
    assert found.passed is False
    assert "1.000" in found.sentence
    assert "over 60 of 180 questions; 0.333 with every missing score as the worst, which decides" in found.sentence
    few = report_of({"a": [1.0] * 178 + [None] * 2})
    assert fail_under(few, [threshold("correct=0.8")], metrics=METRICS)[0].passed is True
    costly = report_of({"a": [0.0] * 60 + [None] * 120}, metric="wrong_refusal")
    assert fail_under(costly, [threshold("wrong_refusal=0.5")], metrics=METRICS)[0].passed is False


def test_a_variant_of_which_most_runs_failed_is_worse_than_its_baseline():
    found = gate([1.0] * 60 + [None] * 120, [1.0] * 180)
    assert found.passed is False
    assert "over 60 questions of 180; -0.667 with every missing score as the worst, which decides" in found.sentence
    assert gate([1.0] * 178 + [None] * 2, [1.0] * 180).passed is True
    assert gate([1.0] * 180, [1.0] * 60 + [None] * 120).passed is True
    assert gate([0.9] * 180, [0.9] * 60 + [None] * 120).passed is False


def test_missing_scores_decide_a_margin_too():
    assert gate([1.0] * 150 + [None] * 30, [1.0] * 180, margin=0.1).passed is False
    assert gate([1.0] * 180, [1.0] * 180, margin=0.1).passed is True


def test_where_less_is_better_a_missing_score_is_the_most_there_could_be():
    assert gate([0.0] * 60 + [None] * 120, [0.0] * 180, metric="wrong_refusal").passed is False


def test_failed_repeats_count_as_the_worst_in_a_gate():
    values = [[1.0, None, None]] * 60
    made = with_repeats({"a": values}, repeats=3)
    (under,) = fail_under(build(made, metrics=METRICS.values(), plan=Plan()), [threshold("correct=0.8")], metrics=METRICS)
    assert (under.passed, "over 20 of 60 questions; 0.333" in under.sentence) == (False, True)
    assert gates({"a": values}, [1.0] * 60, made=made)[0].passed is False


def test_a_gate_is_closed_where_less_than_half_of_either_side_is_shared():
    found = gate([1.0] * 30, [1.0] * 1000)
    assert (found.passed, found.sentence) == (
        False,
        "30 of 1,000 questions are in both: a gate needs half of either side, so it is closed",
    )
    assert gate([1.0] * 1000, [1.0] * 40).passed is False
    assert gate([1.0] * 60, [1.0] * 100).passed is True


def test_questions_that_changed_since_are_left_out_and_counted():
    made = material({"a": [0.0] * 40 + [1.0] * 60})
    marks = {id: mark_of(question) for id, question in made.questions.items()}
    marks |= {f"q{nth}": "other" for nth in range(40)}
    (found,) = gates({"a": []}, [1.0] * 100, made=made, before={"marks": marks})
    assert found.passed is True
    assert "over 60 questions" in found.sentence
    assert found.sentence.endswith("; 40 more have changed since and are left out")
    assert gates({"a": []}, [1.0] * 100, made=made)[0].passed is False


@pytest.mark.parametrize("change", [{"text": "b"}, {"answers": ("1",)}, {"must_abstain": True}, {"label": "b"}])
def test_a_question_has_another_mark_once_it_or_what_is_right_changed(change):
    question = Question(id="q", text="a")
    assert mark_of(replace(question, **change)) != mark_of(question)
    assert mark_of(replace(question, id="r", split="locked", cluster="c")) == mark_of(question)


def test_scores_of_another_version_of_the_metric_are_no_baseline():
    (found,) = gates({"a": GOOD}, GOOD, before={"version": "0"})
    assert (found.passed, "version '0' of 'correct', and these of '1'" in found.sentence) == (False, True)
    assert gates({"a": GOOD}, GOOD, before={"version": "1"})[0].passed is True


def test_what_a_file_keeps_of_a_measurement_is_read_as_it_was():
    kept = Kept(scores={"correct": {"q0": 1.0, "q1": None}}, lost={"correct": {"q0": 0.5}}, versions={"correct": "1"})
    before = Before(variants={"a": kept}, marks={"q0": "12"})
    assert read(json.dumps(written(before))) == before


@pytest.mark.parametrize(
    "text",
    ["[]", "{}", "no", '{"scores": {}}', '{"scores": {"a": {"m": {"q": "1"}}}, "versions": {}, "questions": {}}', '{"scores": 1}'],
)
def test_what_is_no_report_cannot_be_read(text):
    with pytest.raises(ValueError, match=r"."):
        read(text)


def test_a_version_that_a_file_does_not_tell_is_not_taken_for_the_one_of_today():
    found = read('{"scores": {"a": {"correct": {"q": 1}}}, "versions": {}, "questions": {}}')
    assert found.variants["a"].versions == {"correct": ""}


def test_no_gate_is_open_before_the_measurement_is_finished():
    made = material({"a": [1.0] * 100})
    made = replace(made, measurement=replace(made.measurement, finished=False))
    (found,) = fail_under(build(made, metrics=METRICS.values(), plan=Plan()), [threshold("correct=0.5")], metrics=METRICS)
    assert (found.passed, found.sentence) == (False, "the measurement is not finished, so it is closed")
    assert gates({"a": []}, [1.0] * 100, made=made, terms={"finished": False})[0].passed is False


def test_a_gate_is_decided_at_what_looks_and_other_variants_leave_of_alpha():
    # 8 of 100 questions were lost and 0 gained: the exact p is .0078.
    fallen, before = [0.0] * 8 + [1.0] * 92, [1.0] * 100
    assert gates({"a": fallen}, before)[0].passed is False
    assert gates({"a": fallen}, before, terms={"alpha": 0.001})[0].passed is True
    several = gates({name: fallen if name == "a" else before for name in "abcdefgh"}, before, terms={"alpha": 0.05})
    assert [one.passed for one in several] == [True] * 8


def test_a_gate_knows_that_questions_of_one_cluster_are_not_independent():
    fallen, before = [0.0] * 10 + [1.0] * 90, [1.0] * 100
    alone = gates({"a": fallen}, before)[0]
    assert (alone.passed, "so many questions show a fall of about 0.13" in alone.sentence) == (False, True)
    made = material({"a": fallen}, clusters=[f"c{nth // 10}" for nth in range(100)])
    together = gates({"a": fallen}, before, made=made)[0]
    assert (together.passed, "so many questions in 10 clusters show a fall of about 0.68" in together.sentence) == (True, True)


def test_a_gate_of_fewer_clusters_than_can_show_a_fall_is_closed_however_deep_it_is():
    made = material({"a": [0.0] * 100}, clusters=[f"c{nth // 20}" for nth in range(100)])
    (found,) = gates({"a": [0.0] * 100}, [1.0] * 100, made=made)
    assert found.passed is False
    assert "5 clusters: fewer than 6 can show no fall, so it is closed" in found.sentence
    six = material({"a": [0.0] * 100}, clusters=[f"c{nth // 17}" for nth in range(100)])
    assert "closed" not in gates({"a": [0.0] * 100}, [1.0] * 100, made=six)[0].sentence


def test_where_the_locked_questions_are_used_up_the_gate_is_closed():
    (found,) = gates({"a": GOOD}, GOOD, terms={"alpha": 1e-20})
    assert (found.passed, "nothing is left to decide" in found.sentence) == (False, True)


def test_a_metric_that_says_nothing_of_some_answers_decides_no_gate():
    with pytest.raises(Refused, match="by answering less"):
        fail_under(report_of({"a": GOOD}), [threshold("quote_validity=0.5")], metrics=METRICS)


def test_without_gates_a_variant_fails_in_junit_only_where_every_run_failed():
    some = build(with_repeats({"a": [[1.0, None, None]] * 40}, repeats=3), metrics=METRICS.values(), plan=Plan())
    none = build(with_repeats({"a": [[None, None, None]] * 40}, repeats=3), metrics=METRICS.values(), plan=Plan())
    assert [ET.fromstring(as_junit(one, [])).get("failures") for one in (some, none)] == ["0", "1"]


def test_junit_keeps_every_character_that_xml_can_hold():
    (case,) = ET.fromstring(as_junit(report_of({"a\U0001f600\x00": GOOD}), []))
    assert case.get("classname") == "a\U0001f600"


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r"])
def test_no_name_becomes_a_formula_and_numbers_stay_numbers(begins):
    rows = list(csv.DictReader(io.StringIO(as_csv(report_of({f"{begins}a": GOOD, "b": [0.0] * 100})), newline="")))
    assert rows[0]["variant"] == f"'{begins}a".replace("\r", " ")
    assert rows[2]["value"] == "-0.8"


def test_an_answer_that_the_metric_says_nothing_of_counts_as_the_worst_where_its_question_asks():
    made = material({"a": [1.0] * 100})
    quiet = {
        nth: {name: replace(score, value=None, status="not_applicable") if nth > 50 else score for name, score in said.items()}
        for nth, said in made.scores.items()
    }
    made = replace(made, scores=quiet)
    report, tables = build(made, metrics=METRICS.values(), plan=Plan()), {"a": by_variant(made, METRICS)[hash_of("a")]}
    (under,) = fail_under(report, [threshold("correct=0.8")], metrics=METRICS, tables=tables)
    assert (under.passed, "over 50 of 100 questions; 0.500" in under.sentence) == (False, True)
    (before,) = gates({"a": []}, [1.0] * 100, made=made)
    assert (before.passed, "over 50 questions of 100; -0.500" in before.sentence) == (False, True)
