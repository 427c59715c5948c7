"""Scores become a verdict: the four verdicts, what goes before what, missing scores, clusters, words."""

import numpy as np
import pytest

from untuned.evaluation.stats.compare import FEWEST, compare_scores, estimates_of, verdict_of
from untuned.evaluation.stats.estimates import Estimate, Terms
from untuned.evaluation.stats.paired_binary import compare_counts
from untuned.types.measures import Interval


def answers(gained, lost, n):
    """Aligned yes/no scores in which B alone is right on `gained` and A alone on `lost`."""
    a = [False] * gained + [True] * lost + [True] * (n - gained - lost)
    return a, [True] * gained + [False] * lost + [True] * (n - gained - lost)


def test_five_of_22_against_none_is_not_enough_evidence_and_says_both_reasons():
    found = compare_scores([True] * 5 + [False] * 17, [False] * 22)
    assert (found.verdict, found.p, found.mid_p) == ("not enough evidence", 0.0625, 0.03125)
    assert found.difference == pytest.approx(-5 / 22)
    assert 8 <= found.more_questions <= 60
    assert "anecdote" in found.why
    assert "exact p = .0625; mid-p = .031" in found.why
    assert f"Add about {found.more_questions} questions" in found.why


def test_a_clear_gain_is_better_and_mirrored_worse():
    a, b = answers(40, 8, 300)
    assert compare_scores(a, b).verdict == "better"
    assert compare_scores(b, a).verdict == "worse"
    assert compare_scores(a, b, higher_is_better=False).verdict == "worse"
    assert compare_scores(a, b, higher_is_better=False).difference == pytest.approx(32 / 300)
    assert compare_scores(a, b).more_questions is None


def test_with_29_questions_nothing_is_said_and_with_30_it_may_be():
    for n, verdict in ((FEWEST - 1, "not enough evidence"), (FEWEST, "better")):
        found = compare_scores(*answers(20, 0, n))
        assert found.p < 0.001
        assert found.verdict == verdict
        assert ("anecdote" in found.why) == (n < FEWEST)


def test_an_anecdote_that_would_be_clear_asks_for_questions_up_to_thirty():
    assert compare_scores(*answers(20, 0, 25)).more_questions == 5


def test_identical_answers_to_many_questions_are_equivalent_and_to_few_are_not():
    assert compare_scores([True, False] * 100, [True, False] * 100).verdict == "equivalent"
    few = compare_scores([True, False] * 20, [True, False] * 20)
    assert few.verdict == "not enough evidence"
    assert compare_scores([1, 0] * 20 + [1] * few.more_questions, [1, 0] * 20 + [1] * few.more_questions).verdict == "equivalent"


def test_equivalence_goes_before_a_difference_that_is_too_small_to_matter():
    a, b = answers(30, 5, 4_000)
    found = compare_scores(a, b)
    assert found.interval.low > 0
    assert found.verdict == "equivalent"
    assert "smaller than what you said matters" in found.why
    assert compare_scores(a, b, minimum_effect=0.002).verdict == "better"


def test_a_verdict_needs_its_interval():
    def estimate(low, high, inner):
        return Estimate(
            difference=(low + high) / 2, interval=Interval(low=low, high=high), inner=Interval(low=-inner, high=inner), p=0.5, method=""
        )

    given = [(0.01, 0.2, 0.1), (-0.2, -0.01, 0.1), (-0.02, 0.02, 0.01), (-0.1, 0.1, 0.09)]
    assert [verdict_of(estimate(*each), n=30, minimum_effect=0.03) for each in given] == [
        "better",
        "worse",
        "equivalent",
        "not enough evidence",
    ]


def test_booleans_and_zeros_and_ones_are_the_same_scores():
    a, b = answers(9, 2, 50)
    assert compare_scores(a, b) == compare_scores([float(each) for each in a], np.array(b).astype(int).tolist())
    assert compare_scores(np.array(a), np.array(b)) == compare_scores(a, b)


def test_averages_of_repeats_are_numbers():
    a, b = [0.0, 1.0, 0.5] * 20, [1.0, 1.0, 0.5] * 20
    found = compare_scores(a, b)
    assert found.method.startswith("sign-flip")
    assert found.verdict == "better"


def test_failed_scores_are_neither_zero_nor_dropped_in_silence():
    a, b = answers(30, 2, 200)
    a[150], b[160] = None, None
    found = compare_scores(a, b)
    assert (found.n, found.total, found.coverage) == (198, 200, 0.99)
    assert found.difference == pytest.approx(28 / 198)
    assert (found.worst.low, found.worst.high) == (pytest.approx(27 / 200), pytest.approx(29 / 200))
    assert "2 further questions lack a score" in found.why
    assert "change the verdict" not in found.why
    assert compare_scores(*answers(30, 2, 200)).worst is None


def test_there_is_no_verdict_that_failed_scores_could_undo():
    a, b = answers(30, 2, 200)
    found = compare_scores(a, b[:150] + [None] * 50)
    assert (found.verdict, found.undone, found.more_questions) == ("not enough evidence", True, None)
    assert found.interval.low > 0 > found.worst.low
    assert "The whole interval lies above zero" in found.why
    assert found.why.endswith("could undo it, so that there is no verdict: ask again what failed, or see why it has no score.")
    alike = compare_scores([1.0] * 400, [1.0] * 350 + [None] * 50)
    assert (alike.verdict, alike.undone, alike.why.endswith("or see why it has no score.")) == ("not enough evidence", True, True)


def test_a_verdict_that_no_failed_score_could_undo_stands():
    a, b = answers(60, 2, 200)
    found = compare_scores(a, b[:180] + [None] * 20)
    assert (found.verdict, found.undone, found.worst.low > 0) == ("better", False, True)
    assert found.why.endswith("Take B if its cost and latency are in your budget.")


def test_no_question_with_both_scores_compares_nothing():
    for a, b in (([], []), ([None, 1], [0, None])):
        found = compare_scores(a, b)
        assert (found.verdict, found.difference, found.interval, found.p) == ("not enough evidence", None, None, None)
        assert (found.n, found.total) == (0, len(a))
        assert "nothing to compare" in found.why


def test_unbounded_scores_are_told_in_their_own_unit():
    a = np.random.default_rng(1).lognormal(6, 0.5, 100)
    found = compare_scores(a.tolist(), (a * 0.8).tolist(), minimum_effect=20, higher_is_better=False)
    assert found.verdict == "better"
    assert "points" not in found.why
    assert "less is better" in found.why
    some = compare_scores([*a.tolist(), 300.0], [*(a * 0.8).tolist(), None], minimum_effect=20)
    assert some.worst.high > some.worst.low
    assert "within the range of the scores" in some.why


def test_questions_each_in_a_cluster_of_its_own_are_not_clustered():
    a, b = answers(20, 5, 60)
    assert compare_scores(a, b, clusters=range(60)) == compare_scores(a, b) == compare_scores(a, b, clusters=[None] * 60)


def test_gains_that_sit_in_a_few_documents_are_less_certain():
    a, b = answers(30, 6, 200)
    alone, grouped = compare_scores(a, b), compare_scores(a, b, clusters=[at // 10 for at in range(200)])
    assert alone.verdict == "better"
    assert (grouped.verdict, grouped.clusters) == ("not enough evidence", 20)
    assert "from further clusters" in grouped.why
    assert "in 20 clusters" in grouped.why


def test_too_few_clusters_are_told_as_the_reason():
    a, b = answers(60, 5, 200)
    found = compare_scores(a, b, clusters=[at % 4 for at in range(200)])
    assert found.verdict == "not enough evidence"
    assert "Fewer than 6 clusters can never show a difference" in found.why


def test_clusters_count_those_with_both_scores():
    found = compare_scores([1, 0, None, 1], [1, 1, 1, 1], clusters=["x", "x", "y", "z"])
    assert (found.n, found.clusters) == (3, 2)


def test_a_smaller_alpha_asks_for_more():
    a, b = answers(20, 7, 200)
    assert compare_scores(a, b).verdict == "better"
    strict = compare_scores(a, b, alpha=0.005)
    assert (strict.verdict, strict.alpha, strict.interval.confidence) == ("not enough evidence", 0.005, 0.995)
    assert "99.5 % interval" in strict.why


@pytest.mark.parametrize(
    ("a", "b", "given", "said"),
    [
        ([1], [1, 0], {}, "a has 1 scores and b has 2"),
        ([1, 0], [1, float("nan")], {}, r"b\[1\] is nan"),
        ([1, float("inf")], [1, 0], {}, r"a\[1\] is inf"),
        ([1, "0.5"], [1, 0], {}, r"a\[1\] is '0.5'"),
        ([1], [0], {"clusters": ["x", "y"]}, "2 clusters for 1 questions"),
        ([1], [0], {"minimum_effect": 0}, "minimum effect 0"),
        ([1], [0], {"minimum_effect": float("nan")}, "minimum effect nan"),
        ([1], [0], {"alpha": 0.5}, "alpha 0.5"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_its_value(a, b, given, said):
    with pytest.raises(ValueError, match=said):
        compare_scores(a, b, **given)


def sampled(seed, clusters):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(30, 90))
    if seed % 2:
        a, b = rng.integers(0, 2, (2, n)).astype(float)
    else:
        a = np.round(rng.random(n), 1)
        b = np.where(rng.random(n) < 0.4, np.round(rng.random(n), 1), a)
        a[0] = 0.5
    groups = None if clusters is None else np.array([*range(clusters), *rng.integers(0, clusters, n - clusters)])
    return a, b, groups


@pytest.mark.parametrize("clusters", [None, 7, 15])
@pytest.mark.parametrize("seed", range(8))
def test_many_comparisons_at_once_are_what_compare_scores_says_of_each(seed, clusters):
    a, b, groups = sampled(seed, clusters)
    others = [np.random.default_rng([seed, at]).permutation(b - a) for at in range(3)]
    rows = np.stack([b - a, *others])
    together = estimates_of(rows, clusters=groups, terms=Terms(), yes_no=bool(seed % 2))[0]
    found = compare_scores(a.tolist(), b.tolist(), clusters=None if groups is None else groups.tolist())
    assert found.p == pytest.approx(together.p)
    assert found.difference == pytest.approx(together.difference)
    assert (found.interval.low, found.interval.high) == pytest.approx((together.interval.low, together.interval.high), abs=1e-5)
    assert found.verdict == verdict_of(together, n=len(a), minimum_effect=0.03)


def test_the_reasons_call_the_two_by_the_names_that_are_given():
    a, b = answers(40, 8, 300)
    found = compare_scores(a, b, names=("old", "new"))
    assert found.why.startswith("new alone is right on 40 and old alone on 8 of 300 questions")
    assert found.why.endswith("Take new if its cost and latency are in your budget.")
    assert compare_scores(b, a, names=("old", "new")).why.endswith("Keep old.")
    assert "the mean of new less that of old" in compare_scores([0.1, 0.4] * 30, [0.2, 0.4] * 30, names=("old", "new")).why
    assert compare_scores(a, b).why.startswith("B alone is right on 40 and A alone on 8")


def test_a_minimum_effect_in_points_rather_than_a_share_is_refused():
    with pytest.raises(ValueError, match=r"3 points are \.03"):
        compare_scores([False] * 20 + [True] * 20, [True] * 40, minimum_effect=3)


def test_an_anecdote_does_not_tell_how_many_more_questions_would_settle_it():
    found = compare_scores([1, 0, 1, 0, 1, 0], [1, 0, 1, 0, 0, 1])
    assert found.more_questions is None or found.more_questions > 100
    assert "Ask at least 30 questions" in found.why
    assert "Add about" not in found.why


class Labelled:
    """As a series of pandas that was sorted or filtered: it is read in its order, and a number in brackets is a label."""

    def __init__(self, values, labels):
        self._values, self._labels = list(values), list(labels)

    def __len__(self):
        return len(self._values)

    def __iter__(self):
        return iter(self._values)

    def __getitem__(self, label):
        return self._values[self._labels.index(label)]


def test_clusters_of_a_sorted_or_filtered_series_are_read_in_its_order():
    a, b = answers(40, 8, 120)
    clusters = [at // 10 for at in range(120)]
    expected = compare_scores(a, b, clusters=clusters)
    labels = np.random.default_rng(0).permutation(120).tolist()
    assert compare_scores(a, b, clusters=Labelled(clusters, labels)) == expected
    assert compare_scores(Labelled(a, labels), Labelled(b, labels), clusters=Labelled(clusters, range(500, 620))) == expected


def test_a_generator_of_scores_is_read_as_its_list():
    a, b = answers(20, 2, 60)
    assert compare_scores((each for each in a), iter(b)) == compare_scores(a, b)


@pytest.mark.parametrize("scores", [{0: 1.0, 1: 0.0}, {0, 1}, {1: 1, 2: 0}.keys()])
def test_scores_without_an_order_are_refused_rather_than_paired_by_their_keys(scores):
    with pytest.raises(TypeError, match="give a list with one value for each question"):
        compare_scores(scores, [1.0, 0.0])
    with pytest.raises(TypeError, match="clusters is a "):
        compare_scores([1.0, 0.0], [1.0, 0.0], clusters=scores)


def test_a_cluster_that_is_nan_stands_alone_as_none_does():
    a, b = answers(40, 8, 120)
    nan = float("nan")
    documents = [at // 10 if at < 90 else None for at in range(120)]
    assert compare_scores(a, b, clusters=[nan if each is None else each for each in documents]) == compare_scores(a, b, clusters=documents)


@pytest.mark.parametrize("size", [2, 3])
def test_alike_answers_in_clusters_ask_for_no_more_questions_than_alone(size):
    alike = [True] * 52
    alone, together = compare_scores(alike, alike), compare_scores(alike, alike, clusters=[at // size for at in range(52)])
    assert together.clusters == -(-52 // size)
    assert together.more_questions == alone.more_questions


def settled(differences, asked, *, clusters=None, seed=0):
    """How often so many questions, drawn as those seen, give a true verdict on a difference of less than three points."""
    rng, terms = np.random.default_rng(seed), Terms()
    groups = np.arange(len(differences)) if clusters is None else np.asarray(clusters)
    given = [differences[groups == one] for one in range(groups.max() + 1)]
    side, hits = "better" if differences.mean() > 0 else "worse", 0
    for _ in range(60):
        drawn = [given[at] for at in rng.integers(0, len(given), asked)]
        drawn = drawn[: 1 + int(np.searchsorted(np.cumsum([len(one) for one in drawn]), asked))]
        labels = np.repeat(np.arange(len(drawn)), [len(one) for one in drawn])
        row = np.concatenate(drawn)[None, :]
        yes_no = bool(np.isin(row, (-1, 0, 1)).all())
        [estimate] = estimates_of(row, clusters=None if clusters is None else labels, terms=terms, yes_no=yes_no)
        hits += verdict_of(estimate, n=row.shape[1], minimum_effect=0.03) in ("equivalent", side)
    return hits / 60


def test_the_questions_that_scores_between_0_and_1_ask_for_settle_it_four_times_in_five():
    rng = np.random.default_rng(3)
    differences = np.where(rng.random(40) < 0.3, rng.normal(-0.02, 0.05, 40), 0.0)
    found = compare_scores([0.5] * 40, (0.5 + differences).tolist())
    assert found.verdict == "not enough evidence"
    assert 30 < found.more_questions < 120
    assert settled(differences, 40 + found.more_questions) >= 0.77


def test_the_questions_that_clusters_ask_for_are_as_many_as_settle_it_four_times_in_five():
    differences = np.zeros(60)
    differences[[0, 1, 20]] = 1.0
    differences[[33, 34, 50]] = -1.0
    clusters = [at // 3 for at in range(60)]
    found = compare_scores((differences < 0).tolist(), (differences > 0).tolist(), clusters=clusters)
    assert found.verdict == "not enough evidence"
    asked = 60 + found.more_questions
    assert settled(differences, asked, clusters=clusters) >= 0.77
    assert settled(differences, asked // 2, clusters=clusters) < 0.5


@pytest.mark.parametrize(
    ("gained", "lost", "n", "alpha"), [(0, 0, 121, 0.05 / 3), (0, 0, 100, 0.05 / 8), (1, 0, 130, 0.05), (2, 0, 120, 0.05)]
)
def test_so_few_that_differ_ask_for_as_many_questions_as_their_exact_limits_need(gained, lost, n, alpha):
    found = compare_scores(*answers(gained, lost, n), alpha=alpha)
    assert found.more_questions is not None
    asked, rng = n + found.more_questions, np.random.default_rng(5)
    drawn = rng.multinomial(asked, [gained / n, lost / n, 1 - (gained + lost) / n], size=400).tolist()
    told = [verdict_of(compare_counts(more, fewer, asked, alpha=alpha), n=asked, minimum_effect=0.03) for more, fewer, _ in drawn]
    assert np.mean([each != "not enough evidence" for each in told]) >= 0.7


@pytest.mark.parametrize("clusters", [1, 2, 5])
def test_no_number_of_questions_of_too_few_clusters_settles_anything(clusters):
    found = compare_scores(*answers(30, 0, 120), clusters=[at % clusters for at in range(120)])
    assert (found.verdict, found.more_questions) == ("not enough evidence", None)
    assert "add questions from further clusters" in found.why


def test_one_question_and_one_cluster_are_told_in_the_singular():
    assert compare_scores([None], [1]).why.startswith("None of 1 question has")
    assert " of 1 question:" in compare_scores([1], [0]).why
    assert " questions in 1 cluster:" in compare_scores(*answers(20, 0, 40), clusters=["a"] * 40).why


@pytest.mark.parametrize("score", [1e31, -1e308, pytest.param(10**400, id="ten to the 400")])
def test_a_score_whose_powers_fit_no_float_is_refused(score):
    with pytest.raises(ValueError, match=r"a\[0\] is beyond 1e\+30"):
        compare_scores([score], [1])


@pytest.mark.parametrize(("gained", "lost", "n"), [(3, 1, 30), (5, 3, 70), (10, 6, 110)])
def test_a_forecast_of_few_that_differ_is_called_rough_and_says_how_far_it_reaches(gained, lost, n):
    found = compare_scores(*answers(gained, lost, n))
    fewest, most = found.more_between
    assert fewest <= found.more_questions
    assert most is None or most >= max(found.more_questions, 3 * fewest)
    assert "That is a rough guess, which moves as questions are added." in found.why


def test_what_the_next_questions_ask_for_lies_in_the_range_that_was_told_before():
    rng, held = np.random.default_rng(11), []
    for _ in range(200):
        a, b = zip(*rng.choice([(0, 1), (1, 0), (1, 1)], size=70, p=[0.15, 0.06, 0.79]).tolist(), strict=True)
        first, then = compare_scores(a[:30], b[:30]), compare_scores(a, b)
        if first.more_between is not None:
            fewest, most = first.more_between
            held.append(then.verdict != "not enough evidence" or (fewest <= 40 + (then.more_questions or 10_000) <= (most or 20_000)))
    assert np.mean(held) > 0.8


def test_a_forecast_that_hardly_moves_is_not_called_rough():
    found = compare_scores(*answers(20, 0, 25))
    assert (found.more_questions, found.more_between) == (5, None)
    assert "rough" not in found.why
