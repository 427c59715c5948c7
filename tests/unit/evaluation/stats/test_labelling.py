import numpy as np
import pytest

from untuned.evaluation.stats.labelling import draw
from untuned.evaluation.stats.prediction_powered import estimate


def by_group(drawn):
    labelled = [sum(drawn.groups[at] == group for at in drawn.chosen) for group in range(max(drawn.groups) + 1)]
    return [many / drawn.groups.count(group) for group, many in enumerate(labelled)]


def test_more_is_labelled_where_the_judge_is_unsure():
    judged = [0.02] * 60 + [0.2] * 30 + [0.5] * 20
    shares = by_group(draw(judged, 40))
    assert len(shares) == 3
    assert shares == sorted(shares)
    assert shares[-1] > 1.5 * shares[0]


def test_every_draw_has_the_count_and_no_item_twice():
    judged = list(np.random.default_rng(1).beta(1, 4, size=73))
    for count in (2, 14, 15, 40, 72, 73):
        chosen = draw(judged, count, seed=count).chosen
        assert len(chosen) == len(set(chosen)) == count
        assert set(chosen) <= set(range(73))


def test_groups_rise_with_the_probability():
    judged = list(np.random.default_rng(2).random(200))
    drawn = draw(judged, 50)
    edges = [[judged[at] for at in range(200) if drawn.groups[at] == group] for group in range(3)]
    assert max(edges[0]) <= min(edges[1])
    assert max(edges[1]) <= min(edges[2])


def test_the_draw_is_the_seeds():
    judged = [0.1, 0.4, 0.8] * 30
    assert draw(judged, 30, seed=1) == draw(judged, 30, seed=1)
    assert draw(judged, 30, seed=1).chosen != draw(judged, 30, seed=2).chosen


@pytest.mark.parametrize(("judged", "count"), [([0.0, 1.0] * 40, 30), ([0.3] * 60, 8), ([0.5] * 8 + [0.0] * 50, 20), ([None] * 40, 12)])
def test_where_groups_make_no_sense_all_items_are_one(judged, count):
    drawn = draw(judged, count)
    assert set(drawn.groups) == {0}
    assert len(drawn.chosen) == count


def test_what_the_judge_failed_on_is_drawn_like_its_average():
    judged = [0.05] * 40 + [0.5] * 20 + [None] * 20
    assert draw(judged, 30) == draw([*judged[:60], *([0.2] * 20)], 30)


@pytest.mark.parametrize(
    ("judged", "count", "message"), [([0.5] * 4, 5, "5 labels of 4 items"), ([0.5] * 4, 1, "at least two"), ([1.5] * 4, 2, "give them in")]
)
def test_what_cannot_be_drawn_is_refused(judged, count, message):
    with pytest.raises(ValueError, match=message):
        draw(judged, count)


@pytest.mark.parametrize("kind", ["good", "useless", "reversed"])
def test_intervals_from_grouped_draws_hold_the_rate_whatever_the_judge(kind):
    rng = np.random.default_rng(len(kind))
    held, off_groups, off_plain = [], [], []
    for _ in range(25):
        truth = (rng.random(150) < 0.2).astype(float)
        side = {"good": 1.5, "useless": 0.0, "reversed": -1.5}[kind]
        judged = (1 / (1 + np.exp(-(1.5 * (rng.normal(size=150) + side * truth) - 2.5)))).tolist()
        for _ in range(20):
            drawn = draw(judged, 40, seed=int(rng.integers(2**31)))
            found = estimate(judged, [truth[at] if at in set(drawn.chosen) else None for at in range(150)], groups=drawn.groups)
            held.append(found.interval.low - 1e-9 <= truth.mean() <= found.interval.high + 1e-9)
            off_groups.append(abs(found.value - truth.mean()))
            off_plain.append(abs(truth[rng.permutation(150)[:40]].mean() - truth.mean()))
    assert np.mean(held) >= 0.95 - 2.5 * (0.95 * 0.05 / 500) ** 0.5
    assert np.mean(off_groups) < (0.85 if kind == "good" else 1.2) * np.mean(off_plain)
