from __future__ import annotations

from dataclasses import replace

import pytest

from measuring import METRICS, material, with_repeats
from untuned.cli.report_lines import report_lines
from untuned.evaluation.report.build import build, smallest_alike, smallest_shown
from untuned.evaluation.report.material import Plan
from untuned.evaluation.report.pairs import Pair, compared
from untuned.types.measures import Score

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
    shared = "By itself, at .05, it would be {}; 4 comparisons share that here, so that this one is decided at .0125."
    assert [one.comparison.why.endswith(shared.format("better")) for one in many] == [True, False, False, False]
    worse = report_of({"base": slight, "b": base, "c": slight, "d": slight, "e": slight}).contrasts[0]
    assert worse.comparison.why.endswith(shared.format("worse"))
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


def test_the_smallest_difference_that_is_seen_knows_how_much_alike_the_questions_of_a_cluster_are():
    clusters = [f"c{nth // 5}" for nth in range(100)]
    apart = {"a": [0.0] * 100, "b": [float(nth % 5 == 0) for nth in range(100)]}
    alike = {"a": [0.0] * 100, "b": [float(nth < 20) for nth in range(100)]}
    alone = report_of(alike).detectable
    assert report_of(apart, clusters=clusters).detectable == alone
    assert report_of(alike, clusters=clusters).detectable > 2 * alone


def test_before_anything_is_asked_clusters_may_count_as_little_as_one_question_each():
    assert smallest_alike([f"c{nth // 5}" for nth in range(100)]) == smallest_shown(20)
    assert smallest_alike([f"c{nth}" for nth in range(100)]) == smallest_shown(100)
    assert smallest_alike([f"c{nth // 20}" for nth in range(100)]) is None


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


def test_the_repeats_of_a_question_that_have_no_score_count_as_missing():
    made = with_repeats({"a": [[1.0, 1.0, None]] * 30 + [[1.0, 1.0, 1.0]] * 10}, repeats=3)
    figure = build(made, metrics=METRICS.values(), plan=Plan()).columns[0].figure("correct")
    assert (figure.value, figure.n, figure.total, figure.lost) == (1.0, 40, 40, pytest.approx(10))
    assert figure.coverage == pytest.approx(0.75)
    assert (figure.bounds.low, figure.bounds.high) == (pytest.approx(0.75), pytest.approx(1.0))


def test_what_never_flipped_in_few_questions_may_flip_in_others():
    for flipping, ends in ((0, (0.0, 0.088)), (10, (0.14, 0.41))):
        made = with_repeats({"a": [[1.0, 0.0]] * flipping + [[1.0, 1.0]] * (40 - flipping)}, repeats=2)
        (column,) = build(made, metrics=METRICS.values(), plan=Plan()).columns
        assert column.flip_rate == flipping / 40
        assert (column.flip_interval.low, column.flip_interval.high) == pytest.approx(ends, abs=0.01)
    assert report_of({"a": ALTERNATING}).columns[0].flip_interval is None


def test_the_bounds_of_a_contrast_take_in_the_repeats_that_have_no_score():
    made = with_repeats({"a": [[1.0, 1.0]] * 40, "b": [[1.0, None]] * 40}, repeats=2)
    (contrast,) = build(made, metrics=METRICS.values(), plan=Plan()).contrasts
    assert (contrast.comparison.worst.low, contrast.comparison.worst.high) == (-0.5, 0.0)
    assert "40 questions lack a score of some repeats" in contrast.comparison.why


def test_repeats_without_a_score_that_could_undo_a_verdict_leave_none_and_no_step():
    made = with_repeats({"a": [[0.0, 0.0]] * 20 + [[1.0, 1.0]] * 20, "b": [[1.0, None]] * 40}, repeats=2)
    (contrast,) = build(made, metrics=METRICS.values(), plan=Plan()).contrasts
    found = contrast.comparison
    assert (found.difference, found.worst.low, found.verdict, found.undone) == (0.5, 0.0, "not enough evidence", True)
    assert "Take b" not in found.why
    assert found.why.endswith("or see why it has no score.")


def answered_apart(*, a=100, b=40, of=100):
    """Both are sound where they answer, and b is a little better; of the rest the metric says nothing."""
    made = material({"a": [0.9] * of, "b": [1.0] * of}, metric="quote_validity")
    scores = dict(made.scores)
    for run in made.runs:
        if int(run.question[1:]) >= (a if run.variant.startswith("a") else b):
            scores[run.id] = {"quote_validity": Score(metric="quote_validity", version="1", value=None, status="not_applicable")}
    return build(replace(made, scores=scores), metrics=METRICS.values(), plan=Plan(headline="quote_validity"))


def test_what_only_one_side_has_a_score_of_is_told_beside_the_verdict_and_no_step_rests_on_it():
    (contrast,) = answered_apart().contrasts
    found = contrast.comparison
    assert (found.verdict, found.n, found.total, found.only_a, found.only_b) == ("better", 40, 40, 60, 0)
    assert (found.asked, found.coverage, found.one_sided) == (100, 0.4, True)
    assert "Questions of which only a has a score, as where the other gave no answer: 60." in found.why
    assert "Take b" not in found.why
    assert "which only" not in answered_apart(a=40).contrasts[0].comparison.why


def test_no_step_rests_on_a_choice_of_the_questions_where_repeats_are_missing_too():
    pair = Pair(ids=[f"q{nth}" for nth in range(100)], a=[0.0] * 100, b=[1.0] * 100, lost_b={"q1": 1 / 3}, only_a=20)
    found = compared(pair, METRICS["correct"], names=("a", "b"), questions={}, plan=Plan())
    assert (found.verdict, found.one_sided) == ("better", True)
    assert "some repeats" in found.why
    assert "Take b" not in found.why


def test_no_variant_is_left_out_of_the_best_for_what_it_was_not_scored_on():
    a, b = [1.0] * 60 + [0.0] * 40, [0.0] * 100
    whole, partly = [1.0] * 45 + [0.0] * 55, [1.0] * 45 + [0.0] * 15 + [None] * 40
    best = {column.name: column.may_be_best for column in report_of({"a": a, "b": b, "c": whole}).columns}
    assert best == {"a": True, "b": False, "c": False}
    best = {column.name: column.may_be_best for column in report_of({"a": a, "b": b, "c": partly}).columns}
    assert best == {"a": True, "b": False, "c": True}


def test_what_a_report_can_show_rests_on_the_questions_that_its_metric_is_of():
    made = material({"a": [1.0] * 200, "b": [1.0] * 200}, metric="right_refusal")
    questions = {id: replace(one, must_abstain=int(id[1:]) < 40) for id, one in made.questions.items()}
    unasked = Score(metric="right_refusal", version="1", value=None, status="not_applicable")
    scores = {run.id: made.scores[run.id] if questions[run.question].must_abstain else {"right_refusal": unasked} for run in made.runs}
    report = build(replace(made, questions=questions, scores=scores), metrics=METRICS.values(), plan=Plan(headline="right_refusal"))
    assert (report.questions, report.contrasts[0].comparison.n, report.detectable) == (200, 40, smallest_shown(40))
    title = "".join(part.text for part in next(iter(report_lines(report))))
    assert "200 dev questions, 40 of them by right_refusal;" in title


def test_a_variant_of_which_every_run_failed_has_no_figures_that_rest_on_others():
    made = material({"a": [1.0] * 40, "b": [None] * 40})
    runs = [replace(run, status="error") if run.variant.startswith("b") else run for run in made.runs]
    report = build(replace(made, runs=runs), metrics=METRICS.values(), plan=Plan())
    assert "b: all 40 runs failed, so that it has no figures." in report.notes


def unfinished():
    """The default was asked 68 of 180 questions."""
    made = material({"a": [1.0] * 180})
    runs = made.runs[:68]
    return replace(made, runs=runs, measurement=replace(made.measurement, finished=False))


def test_what_was_not_asked_for_yet_counts_as_missing_and_it_is_said_how_to_go_on():
    report = build(unfinished(), metrics=METRICS.values(), plan=Plan())
    figure = report.columns[0].figure("correct")
    assert (report.finished, figure.n, figure.total) == (False, 68, 180)
    assert figure.bounds.low == pytest.approx(68 / 180)
    assert "112 of 180 answers were not asked for" in report.notes[0]
    assert "'untuned eval a --resume m1' goes on" in report.notes[0]


def test_only_questions_that_ask_for_a_metric_can_lack_it():
    made = unfinished()
    ids = list(made.questions)
    asked = {id: replace(question, must_abstain=id in ids[60:80]) for id, question in made.questions.items()}
    scores = {
        nth: {**said, "right_refusal": Score(metric="right_refusal", version="1", value=None, status="failed")}
        for nth, said in made.scores.items()
    }
    figure = build(replace(made, questions=asked, scores=scores), metrics=METRICS.values(), plan=Plan()).columns[0].figure("right_refusal")
    assert (figure.n, figure.total) == (0, 20)


def test_where_the_answer_tells_whether_there_is_a_score_the_figure_says_of_how_many_questions_it_is():
    made = material({"a": [1.0] * 120})
    scores = {
        nth: {
            **said,
            "quote_validity": Score(
                metric="quote_validity", version="1", value=1.0 if nth <= 80 else None, status="ok" if nth <= 80 else "not_applicable"
            ),
        }
        for nth, said in made.scores.items()
    }
    figure = build(replace(made, scores=scores), metrics=METRICS.values(), plan=Plan()).columns[0].figure("quote_validity")
    assert (figure.n, figure.total, figure.asked) == (80, 80, 120)


def test_scores_of_another_version_of_their_metric_are_missing():
    made = material({"a": [1.0] * 100})
    mixed = {
        nth: {name: replace(score, version="0") if nth <= 40 else score for name, score in said.items()}
        for nth, said in made.scores.items()
    }
    figure = build(replace(made, scores=mixed), metrics=METRICS.values(), plan=Plan()).columns[0].figure("correct")
    assert (figure.n, figure.total, figure.bounds.low) == (60, 100, 0.6)


@pytest.mark.parametrize("looks", [16, 55, 60, 2000])
def test_after_many_looks_the_locked_questions_are_used_up_and_nothing_is_decided(looks):
    report = report_of({"a": [0.0] * 100, "b": [1.0] * 100, "c": [1.0] * 100}, looks=looks)
    assert {one.comparison.verdict for one in report.contrasts} == {"not enough evidence"}
    assert "Renew the locked questions" in report.notes[0]
    assert report_of({"a": [0.0] * 100, "b": [1.0] * 100}, looks=15).contrasts[0].comparison.verdict == "better"


def two_metrics(headline, other):
    """A measurement with 'correct' and 'token_f1'."""
    made, more = material(headline), material(other, metric="token_f1")
    return replace(made, scores={nth: {**said, **more.scores[nth]} for nth, said in made.scores.items()})


def test_other_metrics_than_the_headline_are_exploratory_and_share_one_alpha_of_their_own():
    # 12 of 100 questions gained and 3 lost: p is .03, which does not outlive a family of four.
    slight = [1.0] * 12 + [0.0] * 3 + ALTERNATING[:85]
    base = [0.0] * 12 + [1.0] * 3 + ALTERNATING[:85]
    outcomes = {"base": base, "b": slight}
    alone = build(two_metrics(outcomes, outcomes), metrics=METRICS.values(), plan=Plan()).contrasts
    assert [(one.metric, one.exploratory, one.comparison.verdict) for one in alone] == [
        ("correct", False, "better"),
        ("token_f1", True, "better"),
    ]
    made = two_metrics(outcomes, outcomes)
    names = ("wrong_refusal", "quote_validity", "right_refusal")
    scores = {
        nth: said | {name: replace(said["token_f1"], metric=name, value=float(nth % 2)) for name in names}
        for nth, said in made.scores.items()
    }
    found = build(replace(made, scores=scores), metrics=METRICS.values(), plan=Plan(compared=("correct", "token_f1", *names))).contrasts
    verdicts = {one.metric: one.comparison.verdict for one in found}
    assert (verdicts["correct"], verdicts["token_f1"]) == ("better", "not enough evidence")


def test_where_too_little_differs_to_tell_how_alike_a_cluster_fares_the_report_says_what_it_shows_at_worst():
    clusters = [f"c{nth // 4}" for nth in range(100)]
    report = report_of({"a": [1.0] * 100}, clusters=clusters)
    assert report.detectable_alike == smallest_alike(clusters) > report.detectable
    title = "".join(part.text for part in next(iter(report_lines(report))))
    assert f"(of {100 * report.detectable_alike:.1f} points where answers of a cluster fare alike)" in title
    assert report_of({"a": [1.0] * 100, "b": ALTERNATING}, clusters=clusters).detectable_alike is None
    assert report_of({"a": [1.0] * 100}).detectable_alike is None


def test_what_each_of_several_comparisons_shows_is_told_at_the_least_that_they_share():
    several = report_of({"a": [1.0] * 100, "b": [1.0] * 100, "c": [1.0] * 100, "d": [1.0] * 100})
    assert several.detectable == smallest_shown(100, alpha=0.05 / 3)
    assert "four times in five in each of 3 comparisons" in "".join(part.text for part in next(iter(report_lines(several))))


def test_what_clusters_that_fare_alike_leave_is_told_beside_what_was_foreseen_for_questions_on_their_own():
    outcomes = {"a": [0.0] * 100, "b": [float(nth // 10 % 2) for nth in range(100)]}
    report = report_of(outcomes, clusters=[f"c{nth // 10}" for nth in range(100)])
    assert report.detectable_alone == smallest_shown(100) < report.detectable
    title = "".join(part.text for part in next(iter(report_lines(report))))
    assert f"here (of {100 * smallest_shown(100):.1f} points were each question on its own)" in title
    assert report_of(outcomes).detectable_alone is None
