from dataclasses import replace

import numpy as np
import pytest

from untuned.evaluation.ratings.agree import agreement
from untuned.evaluation.ratings.calibrate import calibrate
from untuned.evaluation.ratings.wins import win_rates
from untuned.types.measures import Preference, Rating


def rated(rater, *values, aspect="quality"):
    return [Rating(item=f"q{at}", rater=rater, value=float(value), aspect=aspect) for at, value in enumerate(values)]


def preferred(item, rater, side, a="x", b="y"):
    return Preference(item=item, rater=rater, a=a, b=b, preferred=side)


def test_agreement_is_by_aspect_and_by_what_the_values_are():
    said = [
        *rated("ada", 1, 0, 1, 0),
        *rated("bo", 1, 0, 0, 0),
        *rated("ada", 1, 3, 5, 2, aspect="tone"),
        *rated("bo", 1, 4, 5, 2, aspect="tone"),
    ]
    quality, tone = agreement(said)
    assert (quality.aspect, quality.level, quality.items, quality.raters) == ("quality", "nominal", 4, ("ada", "bo"))
    assert quality.percent.value == pytest.approx(0.75)
    assert quality.kappa.value == pytest.approx(0.5)
    assert (tone.aspect, tone.level) == ("tone", "ordinal")
    assert "linear" in tone.kappa.method
    assert tone.alpha.value > 0.8


def test_numbers_are_no_categories_and_have_no_kappa():
    values = [at * 0.37 % 1 for at in range(12)]
    (found,) = agreement([*rated("ada", *values), *rated("bo", *(value + 0.05 for value in values))])
    assert (found.level, found.kappa) == ("interval", None)
    assert found.alpha.value > 0.9


def test_labels_are_names():
    said = [Rating(item=item, rater=rater, label=label) for item, rater, label in (
        ("q1", "ada", "good"), ("q1", "bo", "good"), ("q2", "ada", "bad"), ("q2", "bo", "odd"), ("q3", "ada", "odd"), ("q3", "bo", "odd"),
    )]  # fmt: skip
    (found,) = agreement(said)
    assert found.level == "nominal"
    assert found.percent.value == pytest.approx(2 / 3)


def test_three_raters_have_alpha_and_no_kappa():
    (found,) = agreement([*rated("ada", 1, 0, 1), *rated("bo", 1, 0, 1), *rated("cy", 1, 0, 0)])
    assert found.kappa is None
    assert found.alpha.raters == 3


def test_which_answer_was_shown_first_does_not_matter():
    one = [preferred("q1", "ada", "a"), preferred("q1", "bo", "a"), preferred("q2", "ada", "b"), preferred("q2", "bo", "tie")]
    turned = [
        preferred("q1", "ada", "a"),
        preferred("q1", "bo", "b", a="y", b="x"),
        preferred("q2", "ada", "b"),
        preferred("q2", "bo", "tie"),
    ]
    assert agreement(one) == agreement(turned)
    assert win_rates(one) == win_rates(turned)
    assert agreement(one)[0].pairwise


def test_a_tie_is_half_a_win_and_an_item_counts_once():
    said = [preferred("q1", rater, "b") for rater in ("ada", "bo", "cy", "di")]
    said += [preferred(f"q{at}", "ada", side) for at, side in enumerate(("a", "tie", "a", "b", "tie", "a", "b"), start=2)]
    (found,) = win_rates(said)
    assert (found.a, found.b) == ("x", "y")
    assert found.rate == pytest.approx((1 + 0 + 0.5 + 0 + 1 + 0.5 + 0 + 1) / 8)
    assert (found.preferred_a, found.preferred_b, found.ties, found.items, found.raters) == (3, 6, 2, 8, 4)
    assert found.interval.low < found.rate < found.interval.high


def test_more_judgements_of_the_same_items_do_not_make_it_surer():
    few = [preferred(f"q{at}", "ada", "b" if at % 3 else "a") for at in range(30)]
    many = [preferred(f"q{at}", f"r{rater}", "b" if at % 3 else "a") for at in range(30) for rater in range(10)]
    assert win_rates(many)[0].interval == win_rates(few)[0].interval


def test_one_item_has_no_interval():
    assert win_rates([preferred("q1", "ada", "a")])[0].interval is None


def judged(count, *, noise, seed=0):
    rng = np.random.default_rng(seed)
    truth = rng.random(count) < 0.4
    scores = np.clip(truth * 0.6 + 0.2 + rng.normal(scale=noise, size=count), 0, 1)
    return {f"q{at}": float(score) for at, score in enumerate(scores)}, rated("ada", *truth)


def test_a_judge_that_agrees_on_fifty_items_may_be_reported_raw():
    scores, human = judged(60, noise=0.1)
    found = calibrate(scores, human)
    assert found.raw
    assert found.items == 60
    assert found.auroc > 0.95
    assert found.auroc_interval.low > 0.8
    assert found.human_rate == pytest.approx(np.mean([each.value for each in human]))
    assert found.why.startswith("it agrees with people beyond chance, kappa")


def test_forty_nine_labels_are_too_few_however_good_the_judge():
    scores, human = judged(49, noise=0.01)
    found = calibrate(scores, human)
    assert not found.raw
    assert found.why == "people have labelled 49 of its items, 50 are needed: rate 1 more"


def test_a_judge_by_chance_may_not_be_reported_raw():
    _, human = judged(80, noise=0.1)
    found = calibrate({f"q{at}": at * 37 % 80 / 80 for at in range(80)}, human)
    assert not found.raw
    assert "may be chance" in found.why


def test_a_judge_that_says_the_same_of_everything_agrees_with_nobody():
    _, human = judged(80, noise=0.1)
    found = calibrate({f"q{at}": 1.0 for at in range(80)}, human)
    assert not found.raw
    found = calibrate({"q0": 1.0}, [])
    assert (found.items, found.human_rate, found.auroc, found.ece) == (0, None, None, None)


def test_answers_to_one_question_do_not_make_a_judge_surer():
    scores, human = judged(60, noise=0.25, seed=4)
    questions = {item: f"question {at // 5}" for at, item in enumerate(scores)}
    alone, together = calibrate(scores, human), calibrate(scores, human, groups=questions)
    assert (together.kappa.value, together.auroc, together.kappa.groups) == (alone.kappa.value, alone.auroc, 12)
    equal = {item: scores[f"q{at // 5 * 5}"] for at, item in enumerate(scores)}
    alike = [replace(one, value=human[at // 5 * 5].value) for at, one in enumerate(human)]
    sure, unsure = calibrate(equal, alike), calibrate(equal, alike, groups=questions)
    assert unsure.kappa.interval.width > 1.5 * sure.kappa.interval.width
    assert unsure.auroc_interval.width > 1.5 * sure.auroc_interval.width


def test_people_count_by_their_mean_on_their_scale():
    human = [
        Rating(item="q1", rater="ada", value=5), Rating(item="q1", rater="bo", value=4),
        Rating(item="q2", rater="ada", value=1), Rating(item="q2", rater="bo", value=5),
        Rating(item="q3", rater="ada", value=2), Rating(item="unjudged", rater="ada", value=2),
    ]  # fmt: skip
    found = calibrate({"q1": 0.9, "q2": 0.5, "q3": 0.1}, human, scale=(1, 5))
    assert (found.items, found.undecided) == (2, 1)
    assert found.human_rate == 0.5
    assert found.ece == pytest.approx(0.1)


@pytest.mark.parametrize(("scores", "human", "message"), [
    ({"q0": 7.0}, rated("ada", 1), "the judge gives 'q0' 7: give scores in"),
    ({"q0": 0.5}, rated("ada", 4), "'ada' gives 'q0' '4', which is no number on the scale 0 to 1"),
    ({"q0": 0.5}, [Rating(item="q0", rater="ada", label="fine")], "'fine', which is no number"),
    ({"q0": 0.5}, [*rated("ada", 1), *rated("ada", 1, aspect="tone")], "2 aspects: calibrate on one at a time"),
])  # fmt: skip
def test_what_cannot_be_held_against_a_judge_is_refused(scores, human, message):
    with pytest.raises(ValueError, match=message):
        calibrate(scores, human)
