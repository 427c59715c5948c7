"""What is climbed, what is passed over, and what that is told with."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from climbing import CORRECT, WITH_A_MODEL, Planted, ascents, budget, climbed, false_climbs
from untuned.evaluation.ladder.ascend import ascend
from untuned.evaluation.ladder.decide import reached
from untuned.evaluation.ladder.rungs import ladder_of
from untuned.evaluation.ladder.tried import Terms
from untuned.types.ladder import Rung, Toll
from untuned.types.settings import Settings

GAINS = {"naive": 0.3, "chunked": 0.3, "default_text": 0.3, "prompted": 0.45, "default": 0.45, "tuned": 0.45}


def outcomes(ascent):
    return {step.rung: step.outcome for step in ascent.steps}


def step(ascent, rung):
    return next(one for one in ascent.steps if one.rung == rung)


def test_a_rung_is_climbed_where_its_gain_is_shown_and_the_cheaper_one_stays_elsewhere():
    ascent = climbed(Planted(seed=1, n=600, gains=GAINS))
    assert [name for name, outcome in outcomes(ascent).items() if outcome == "climbed"] == ["naive retrieval", "verified quotes"]
    assert ascent.standing is not None
    assert ascent.standing.name == "prompted"


def test_the_lower_bound_of_every_climb_lies_above_zero_after_what_the_comparisons_share():
    ascent = climbed(Planted(seed=2, n=600, gains=GAINS))
    for one in ascent.steps:
        if one.outcome == "climbed":
            assert one.comparison.interval.low > 0
            assert one.adjusted_p < 0.05
            assert one.comparison.alpha == pytest.approx(0.05 / ascent.family, rel=0.3)


def test_each_rung_is_held_against_the_one_that_stood_when_it_was_tried():
    ascent = climbed(Planted(seed=1, n=600, gains=GAINS))
    assert step(ascent, "naive retrieval").against == "closed_book"
    assert step(ascent, "verified quotes").against == "naive"
    assert step(ascent, "structured output").against == "prompted"


def test_under_thirty_questions_nothing_is_climbed():
    ascent = climbed(Planted(seed=1, n=29, gains={"naive": 0.6}, base=0.2))
    assert "climbed" not in outcomes(ascent).values()
    plateau = ascent.plateau(Terms(metric=CORRECT, questions={}))
    assert (plateau.state, plateau.more_questions) == ("undetermined", 1)
    assert "anecdote" in plateau.why


def test_climbing_ends_once_the_wanted_quality_is_reached():
    ascent = climbed(Planted(seed=1, n=600, gains=GAINS), budget=budget(quality=0.55))
    assert outcomes(ascent)["naive retrieval"] == "climbed"
    assert {outcomes(ascent)[name] for name in ("verified quotes", "chain of thought on top", "tuned")} == {"not tried"}
    assert "naive" in step(ascent, "tuned").why


def test_a_quality_that_the_figure_reaches_and_its_interval_does_not_is_not_reached():
    drawn = Planted(seed=1, n=300, gains=GAINS)
    figure = drawn.tried("naive").figure

    def wanting(quality):
        return Terms(metric=CORRECT, questions={}, budget=budget(quality=quality))

    assert not reached(drawn.tried("naive"), wanting(figure.value - 0.01))
    assert reached(drawn.tried("naive"), wanting(figure.interval.low))


@pytest.mark.parametrize("limit", [{"latency_ms": 500.0}, {"cost": 2.0}])
def test_a_gain_beyond_the_budget_is_not_climbed_and_is_no_plateau(limit):
    dear = Toll(latency_ms=900.0, cost=Decimal(5))
    drawn = Planted(seed=1, n=600, gains=GAINS, tolls={"prompted": dear, "default": dear, "tuned": dear})
    ascent = climbed(drawn, budget=budget(**limit))
    assert outcomes(ascent)["verified quotes"] == "over budget"
    assert ascent.standing.name == "naive"
    assert ascent.plateau(Terms(metric=CORRECT, questions={})).state == "not reached"


def test_what_a_budget_has_a_limit_for_must_be_known():
    drawn = Planted(seed=1, n=600, gains=GAINS, tolls={"naive": Toll(latency_ms=5.0)})
    found = step(climbed(drawn, budget=budget(cost=1.0)), "naive retrieval")
    assert (found.outcome, "not known" in found.why) == ("over budget", True)


def test_a_gain_that_missing_scores_alone_could_make_is_not_climbed():
    gains = {"naive": 0.1}
    whole = climbed(Planted(seed=4, n=800, gains=gains))
    holed = climbed(Planted(seed=4, n=800, gains=gains, missing={"naive": 0.2}))
    assert outcomes(whole)["naive retrieval"] == "climbed"
    assert outcomes(holed)["naive retrieval"] == "stayed"
    assert "missing scores" in step(holed, "naive retrieval").why


def test_the_first_rung_that_can_answer_stands():
    problems = dict.fromkeys(
        ["closed_book", "zero_shot", "few_shot_1", "few_shot_2", "few_shot", "few_shot_8", "chain_of_thought"], "it needs a chat model"
    )
    ascent = climbed(Planted(seed=1, n=300, gains=GAINS, problems=problems), settings=Settings())
    assert outcomes(ascent)["naive retrieval"] == "start"
    assert step(ascent, "closed book").why == "it needs a chat model"


def test_what_is_the_same_as_the_one_that_stands_or_was_tried_is_not_asked():
    same = {"chunked": "a" * 16, "default_text": "a" * 16, "default": "b" * 16, "prompted": "b" * 16}
    drawn = Planted(seed=1, n=600, gains=GAINS, hashes=same)
    ascent = climbed(drawn)
    assert "chunked" in step(ascent, "rerank and references").why
    assert "prompted" in step(ascent, "structured output").why
    assert not {"default_text", "default"} & set(drawn.asked)


def test_what_is_put_on_top_is_put_on_what_stands():
    drawn = Planted(seed=1, n=600, gains=GAINS, on_top={"shots_4": 0.15, "shots_8": 0.15})
    ascent = climbed(drawn)
    few = step(ascent, "few-shot on top")
    assert (few.variant, few.outcome, few.against) == ("prompted+shots_4", "climbed", "prompted")
    assert step(ascent, "chain of thought on top").variant == "prompted+shots_4+thinking"


def test_nothing_is_put_on_top_of_what_reads_no_documents():
    drawn = Planted(seed=1, n=600, gains={"few_shot": 0.3, "few_shot_8": 0.3})
    ascent = climbed(drawn)
    assert ascent.standing.name == "few_shot"
    assert "reads no documents" in step(ascent, "few-shot on top").why


def test_the_curve_has_every_number_of_examples_with_its_figure():
    ascent = climbed(Planted(seed=1, n=600, gains=GAINS))
    assert [(point.shots, point.variant) for point in ascent.curve] == [
        (0, "prompted"),
        (1, "prompted+shots_1"),
        (2, "prompted+shots_2"),
        (4, "prompted+shots_4"),
        (8, "prompted+shots_8"),
    ]
    assert ascent.curve[0].comparison is None
    assert all(point.comparison is not None and point.figure is not None for point in ascent.curve[1:])


def test_without_documents_the_curve_begins_with_the_variant_that_shows_no_example():
    memory = [rung for rung in ladder_of(WITH_A_MODEL) if not rung.reads]
    assert ascents(Planted(seed=1, n=200), ladder=memory)[-1].curve[0].variant == "zero_shot"


def test_a_point_of_the_curve_that_cannot_be_shown_is_left_out():
    drawn = Planted(seed=1, n=200, problems={"few_shot_8": "too few questions"})
    climbed(drawn)
    assert "few_shot" in drawn.asked
    assert "few_shot_8" not in drawn.asked


def test_a_climb_that_is_stopped_says_so_of_every_rung_that_is_left():
    ascent = climbed(Planted(seed=1, n=200, gains=GAINS, stops_at="default_text"))
    assert ascent.stopped
    left = [one for one in ascent.steps if "stopped" in one.why]
    assert (left[0].rung, left[-1].rung) == ("rerank and references", "tuned")
    assert len(ascent.steps) == len(ladder_of(WITH_A_MODEL))


def test_the_ascent_is_told_after_every_rung():
    found = ascents(Planted(seed=1, n=100), ladder=ladder_of(WITH_A_MODEL))
    assert [len(one.steps) for one in found] == list(range(1, len(found) + 1))


def test_more_of_the_same_is_not_tried_on_a_plateau_and_another_kind_is():
    flat = dict.fromkeys(GAINS, 0.3)
    ladder = [rung for rung in ladder_of(WITH_A_MODEL) if rung.name != "tuned"]
    further = (
        *ladder,
        Rung(name="wider", variants=("wider",), kind="retrieval"),
        Rung(name="checked", variants=("checked",), kind="model"),
    )
    alone = ascents(Planted(seed=3, n=4000, gains=flat | {"wider": 0.3}, churn=0.01), ladder=further[:-1])[-1]
    both = ascents(Planted(seed=3, n=4000, gains=flat | {"wider": 0.3, "checked": 0.3}, churn=0.01), ladder=further)[-1]
    assert outcomes(alone)["wider"] == "not tried"
    assert "more of the same" in step(alone, "wider").why
    assert (outcomes(both)["wider"], outcomes(both)["checked"]) == ("stayed", "stayed")


def test_a_plateau_of_what_reads_no_documents_does_not_keep_documents_from_being_read():
    ascent = climbed(Planted(seed=3, n=4000, gains=GAINS, churn=0.01))
    assert outcomes(ascent)["naive retrieval"] == "climbed"


def test_a_rung_that_the_project_names_is_tried_on_a_plateau_too():
    flat = dict.fromkeys(GAINS, 0.3)
    ascent = climbed(Planted(seed=3, n=4000, gains=flat, churn=0.01))
    assert outcomes(ascent)["tuned"] == "stayed"


def test_a_metric_of_which_less_is_better_is_climbed_by_falling():
    lower = replace(CORRECT, name="wrong_refusal", higher_is_better=False)
    drawn = Planted(seed=1, n=600, gains={"naive": -0.25})
    ladder = ladder_of(WITH_A_MODEL)
    ascent = list(ascend(ladder, tries=drawn, terms=Terms(metric=lower, questions=drawn.questions)))[-1]
    assert outcomes(ascent)["naive retrieval"] == "climbed"


def test_climbing_the_same_again_says_the_same_and_pays_the_same():
    drawn = Planted(seed=6, n=400, gains=GAINS)
    first = climbed(drawn)
    again = climbed(drawn, before=frozenset(first.compared))
    assert again == first


def test_what_earlier_climbs_tried_is_paid_for():
    drawn = Planted(seed=6, n=400, gains=GAINS)
    before = frozenset((f"prompt_{nth}", f"{nth:016}") for nth in range(10))
    assert climbed(drawn, before=before).family == climbed(drawn).family + 10


def test_every_point_of_a_curve_counts_as_a_comparison():
    ladder = ladder_of(WITH_A_MODEL)
    assert climbed(Planted(seed=1, n=100)).family == sum(len(rung.variants) for rung in ladder[1:])


def test_seeds_without_any_gain_climb_nothing_and_planted_ones_are_climbed():
    null = [Planted(seed=seed, n=400) for seed in range(40)]
    dealt = [Planted(seed=seed, n=400, gains=GAINS, shuffled=True) for seed in range(40)]
    assert sum(bool(false_climbs(one, climbed(one))) for one in (*null, *dealt)) <= 6
    found = [outcomes(climbed(Planted(seed=seed, n=400, gains=GAINS))) for seed in range(20)]
    assert all(one["naive retrieval"] == one["verified quotes"] == "climbed" for one in found)
