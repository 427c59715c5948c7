from __future__ import annotations

import pytest

from measuring import METRICS, material
from untuned.evaluation.report.build import build
from untuned.evaluation.report.material import Plan

ALTERNATING = [float(nth % 2) for nth in range(100)]


def report_of(outcomes, *, plan=None, **more):
    return build(material(outcomes, **more), metrics=METRICS.values(), plan=plan or Plan())


def test_a_figure_is_the_mean_over_questions_with_its_interval_and_its_coverage():
    report = report_of({"a": [1.0] * 60 + [0.0] * 30 + [None] * 10})
    figure = report.columns[0].figure("correct")
    assert (figure.value, figure.n, figure.total, figure.coverage) == (pytest.approx(2 / 3), 90, 100, 0.9)
    assert figure.interval.low < 2 / 3 < figure.interval.high
    assert (figure.bounds.low, figure.bounds.high) == (0.6, 0.7)


def test_a_failed_score_is_neither_zero_nor_left_out_of_the_count():
    failed = report_of({"a": [1.0] * 50 + [None] * 50}).columns[0].figure("correct")
    assert (failed.value, failed.coverage) == (1.0, 0.5)
    assert report_of({"a": [1.0] * 100}).columns[0].figure("correct").bounds is None


def test_repeats_are_averaged_inside_a_question_before_anything_is_counted():
    once, often = (report_of({"a": ALTERNATING}, repeats=times).columns[0].figure("correct") for times in (1, 5))
    assert (often.n, often.interval) == (once.n, once.interval)


def test_a_contrast_has_a_verdict_and_the_order_of_the_variants_tells_who_is_the_base():
    report = report_of({"a": ALTERNATING, "b": [1.0] * 100})
    (contrast,) = report.contrasts
    assert (contrast.a, contrast.b, contrast.comparison.verdict, contrast.comparison.difference) == ("a", "b", "better", 0.5)
    assert report_of({"b": [1.0] * 100, "a": ALTERNATING}).contrasts[0].comparison.verdict == "worse"


def test_less_is_better_where_the_metric_says_so():
    (contrast,) = report_of({"a": ALTERNATING, "b": [0.0] * 100}, metric="wrong_refusal").contrasts
    assert contrast.comparison.verdict == "better"


def test_many_variants_make_each_verdict_dearer_and_the_interval_agrees_with_it():
    # 12 of 100 questions gained and 3 lost: p is .03, which does not outlive four comparisons.
    slight = [1.0] * 12 + [0.0] * 3 + ALTERNATING[:85]
    base = [0.0] * 12 + [1.0] * 3 + ALTERNATING[:85]
    (alone,) = report_of({"base": base, "b": slight}).contrasts
    assert alone.comparison.verdict == "better"
    many = report_of({"base": base, "b": slight, "c": base, "d": base, "e": base}).contrasts
    assert [one.comparison.verdict for one in many if one.b == "b"] == ["not enough evidence"]
    first = many[0]
    assert first.adjusted_p == pytest.approx(min(1.0, 4 * alone.comparison.p))
    assert first.comparison.interval.low <= 0 <= first.comparison.interval.high


def test_each_look_at_the_locked_questions_makes_the_next_verdict_dearer():
    levels = [report_of({"a": ALTERNATING}, looks=look).alpha for look in (0, 1, 2, 3)]
    assert levels == [0.05, 0.025, 0.0125, 0.00625]


def test_under_thirty_questions_the_report_says_anecdote_and_no_verdict():
    report = report_of({"a": [0.0] * 22, "b": [1.0] * 22})
    assert report.contrasts[0].comparison.verdict == "not enough evidence"
    assert any("anecdote" in note for note in report.notes)


def test_what_is_simulated_is_said_to_be():
    assert any("simulated" in note for note in report_of({"a": ALTERNATING}, simulated=True).notes)
    assert not report_of({"a": ALTERNATING}).notes


def test_the_causes_of_what_is_not_right_are_counted():
    assert report_of({"a": ALTERNATING}).columns[0].causes == (("not retrieved", 50),)


def test_variants_that_cannot_be_told_from_the_best_are_marked():
    report = report_of({"a": [1.0] * 90 + [0.0] * 10, "b": [1.0] * 88 + [0.0] * 12, "c": [0.0] * 100})
    assert [column.may_be_best for column in report.columns] == [True, True, False]
    assert report_of({"a": ALTERNATING, "b": ALTERNATING}).columns[0].may_be_best is None


def test_questions_of_one_cluster_do_not_count_as_many():
    values = {"a": [0.0] * 100, "b": [1.0] * 50 + [0.0] * 50}
    clusters = [f"c{nth // 25}" for nth in range(100)]
    assert report_of(values).contrasts[0].comparison.verdict == "better"
    assert report_of(values, clusters=clusters).contrasts[0].comparison.verdict == "not enough evidence"


def test_the_reasons_of_a_contrast_name_its_variants():
    (contrast,) = report_of({"a": ALTERNATING, "b": [1.0] * 100}).contrasts
    assert contrast.comparison.why.startswith("b alone is right on 50 and a alone on 0 of 100 questions")


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_where_no_difference_could_ever_be_shown_there_is_no_smallest_one(n):
    assert report_of({"a": [1.0] * n}).detectable is None


def test_many_looks_can_leave_nothing_to_be_shown():
    assert report_of({"a": [1.0] * 10}).detectable is not None
    assert report_of({"a": [1.0] * 10}, looks=10).detectable is None


def test_a_headline_that_no_question_has_a_score_of_is_told():
    told = "No question has a score of 'token_f1', so that there is no verdict by it"
    assert any(note.startswith(told) for note in report_of({"a": [1.0] * 40}, plan=Plan(headline="token_f1")).notes)
    assert not any(note.startswith("No question has a score") for note in report_of({"a": [1.0] * 40}).notes)


def test_what_judging_cost_is_a_sum_and_not_known_where_any_of_it_is_not():
    assert report_of({"a": [0.01] * 40}, metric="judge_cost", plan=Plan(headline="correct")).columns[0].judge_cost == pytest.approx(0.4)
    assert report_of({"a": [0.01] * 39 + [None]}, metric="judge_cost").columns[0].judge_cost is None
    assert report_of({"a": [1.0] * 40}).columns[0].judge_cost is None
