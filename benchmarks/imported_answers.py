"""Answers of six models with their contexts, imported and scored: estimated beside human-labelled rates of unsupported claims.

    python benchmarks/imported_answers.py [--data ../shared/data]

An answer counts as unsupported where people marked a span of it. Its probability is the verifier's (`fit_support.fitted`, the fit that
ships), fitted without any answer of its model and without any answer to its context. `shipped` is what the import shows: by weights
that have seen these answers.

With labels: people label 40 of a model's answers. `labels` and `ppi`: drawn at random; the labels alone, and PPI++. `groups`: PPI++, the
labels drawn more often where the judge is unsure (`stats.labelling.draw`). The means of all draws; `one draw` is the first, by groups.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import hypergeom

from _answers import Answered, ragtruth
from _measure import Row, data_folder, json_lines, record
from fit_support import FOLDS, estimate, fitted, folds
from untuned.evaluation.metrics.unsupported import answer_probability
from untuned.evaluation.stats.detectors import auroc, calibration_error, rogan_gladen
from untuned.evaluation.stats.labelling import draw
from untuned.evaluation.stats.prediction_powered import estimate as powered
from untuned.types.measures import RateEstimate

LABELS = 40
DRAWS = 1_000
SEEDS = (0, 1, 2, 3)
"""Each with `DRAWS` draws: the worst coverage of any 1,000 is what is held against the criterion."""
RESAMPLES = 2_000
SLACK = 1e-9
WAYS = ("labels", "ppi", "groups")


@dataclass(frozen=True, kw_only=True)
class Judged:
    """An answer, by which model, with the cross-fitted probability and the shipped one."""

    model: str
    context: str
    truth: bool
    probability: float | None
    doubted: bool
    shipped: float | None


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What came of one draw of labels: how far off, how wide, whether the rate was inside; of `WAYS` in their order."""

    off: tuple[float, ...]
    width: tuple[float, ...]
    held: tuple[bool, ...]


def main() -> None:
    answers = Counter(row["model"] for row in json_lines(data_folder(sys.argv) / "ragtruth" / "responses.jsonl"))
    if max(answers.values(), default=0) <= LABELS:
        sys.exit(f"no model has more than {LABELS} answers, which are labelled: name data with more of each")
    judged = imported(sys.argv)
    every = {model: [each for each in judged if each.model == model] for model in dict.fromkeys(each.model for each in judged)}
    by_model = {model: own for model, own in every.items() if len(own) > LABELS}
    few = [
        f"{model} is left out: it has {len(own)} answers, and {LABELS} are labelled" for model, own in every.items() if len(own) <= LABELS
    ]
    models = list(by_model)
    draws = {model: [drawn(by_model[model], seed) for seed in SEEDS] for model in models}
    rows = [row(model, judged, [one for some in draws[model] for one in some]) for model in models]
    summary = average(rows)
    low, high = interval_of_error(judged, models)
    truth = [each.truth for each in judged if each.probability is not None]
    said = [each.probability for each in judged if each.probability is not None]
    print(f"answers: AUROC {auroc(said, truth):.3f}, ECE {calibration_error(said, truth):.3f}")
    print(f"uncorrected mean absolute error, contexts resampled: {low:.3f} to {high:.3f}\n")
    record(
        "imported_answers",
        [*rows, summary],
        criteria=criteria(rows, draws, exact=round(mean([expected_error(own) for own in by_model.values()]), 2)),
        notes=few,
    )


def imported(argv: Sequence[str]) -> list[Judged]:
    """All answers with what the verifier says of them."""
    data = data_folder(argv)
    lines = json_lines(data / "ragtruth" / "responses.jsonl")
    answers = ragtruth(data)
    models = [line["model"] for line in lines]
    estimates = left_out(answers, models)
    found: list[Judged] = []
    for line, answer, (whole, doubted) in zip(lines, answers, estimates, strict=True):
        shipped = answer_probability(line["response"], [line["context"]], question=line["question"])
        found.append(
            Judged(
                model=line["model"],
                context=answer.context,
                truth=answer.unsupported,
                probability=None if shipped is None else whole,
                doubted=doubted,
                shipped=shipped,
            )
        )
    return found


def left_out(answers: Sequence[Answered], models: Sequence[str]) -> list[tuple[float, bool]]:
    """Each answer's probability, and whether it is doubted, by weights that saw neither its model nor its context."""
    found: dict[int, tuple[float, bool]] = {}
    for train, test in folds(answers, FOLDS):
        for model in dict.fromkeys(models):
            own = [at for at in test if models[at] == model]
            if not own:
                continue
            weights = fitted([answers[at] for at in train if models[at] != model])
            for at in own:
                told = estimate(answers[at], weights)
                found[at] = (told.whole, told.doubted)
    return [found[at] for at in range(len(answers))]


def drawn(items: Sequence[Judged], seed: int) -> list[Drawn]:
    """What comes of each draw of labels."""
    rng = np.random.default_rng(seed)
    rate = mean([each.truth for each in items])
    return [result(plain(items, rng), grouped(items, int(rng.integers(2**31))), rate) for _ in range(DRAWS)]


def plain(items: Sequence[Judged], rng: np.random.Generator) -> RateEstimate:
    """The estimate from labels of some items, drawn at random."""
    return powered([each.probability for each in items], labels(items, rng.permutation(len(items))[:LABELS].tolist()))


def grouped(items: Sequence[Judged], seed: int) -> RateEstimate:
    """The estimate from labels that were drawn more often where the judge is unsure."""
    said = [each.probability for each in items]
    some = draw(said, LABELS, seed=seed)
    return powered(said, labels(items, some.chosen), groups=some.groups)


def labels(items: Sequence[Judged], chosen: Sequence[int]) -> list[float | None]:
    kept = set(chosen)
    return [float(each.truth) if at in kept else None for at, each in enumerate(items)]


def result(simple: RateEstimate, groups: RateEstimate, rate: float) -> Drawn:
    intervals = (simple.alone_interval, simple.interval, groups.interval)
    return Drawn(
        off=tuple(abs(value - rate) for value in (simple.alone, simple.value, groups.value)),
        width=tuple(each.width for each in intervals),
        held=tuple(each.low - SLACK <= rate <= each.high + SLACK for each in intervals),
    )


def row(model: str, judged: Sequence[Judged], draws: Sequence[Drawn]) -> Row:
    """A model's line of the table; rates and errors in per cent and points."""
    own, others = [each for each in judged if each.model == model], [each for each in judged if each.model != model]
    shown = [each.probability for each in own if each.probability is not None]
    shipped = [each.shipped for each in own if each.shipped is not None]
    human, estimated = mean([each.truth for each in own]), mean(shown)
    sensitivity = mean([each.doubted for each in others if each.truth])
    specificity = 1 - mean([each.doubted for each in others if not each.truth])
    flagged = mean([each.doubted for each in own])
    one = grouped(own, SEEDS[0])
    at = {way: place for place, way in enumerate(WAYS)}
    return {
        "model": model,
        "answers": len(own),
        "coverage": round(len(shown) / len(own), 3),
        "human": percent(human),
        "uncorrected": percent(estimated),
        "off": percent(estimated - human),
        "flagged": percent(flagged),
        "rogan-gladen": percent(rogan_gladen(flagged, sensitivity=sensitivity, specificity=specificity)),
        "shipped": percent(mean(shipped)),
        "one draw": percent(one.value),
        "low": percent(one.interval.low),
        "high": percent(one.interval.high),
        **{f"{way}: off": percent(mean([each.off[at[way]] for each in draws])) for way in WAYS},
        **{f"{way}: width": percent(mean([each.width[at[way]] for each in draws])) for way in WAYS},
        **{f"{way}: held": round(mean([each.held[at[way]] for each in draws]), 3) for way in WAYS},
    }


def average(rows: Sequence[Row]) -> Row:
    """The mean of every column; of the errors, without their sign."""
    found: dict[str, str | float] = {"model": "mean"}
    for name in list(rows[0])[1:]:
        values = [float(each[name] or 0) for each in rows]
        found[name] = round(mean([abs(value) for value in values] if name == "off" else values), 3)
    return found


def interval_of_error(judged: Sequence[Judged], models: Sequence[str]) -> tuple[float, float]:
    """The 95 % interval of the uncorrected mean absolute error, whole contexts resampled; the fit stays."""
    held: dict[str, list[Judged]] = {}
    for each in judged:
        held.setdefault(each.context, []).append(each)
    contexts = list(held.values())
    rng = np.random.default_rng(SEEDS[0])
    again: list[float] = []
    for _ in range(RESAMPLES):
        some = [each for at in rng.integers(0, len(contexts), len(contexts)) for each in contexts[at]]
        again.append(mean([error([each for each in some if each.model == model]) for model in models]))
    low, high = np.quantile(again, [0.025, 0.975])
    return float(low), float(high)


def error(own: Sequence[Judged]) -> float:
    return abs(mean([each.probability for each in own if each.probability is not None]) - mean([each.truth for each in own]))


def criteria(rows: Sequence[Row], draws: dict[str, list[list[Drawn]]], *, exact: float) -> list[Row]:
    """What was wanted and what was measured, in points and shares; `exact` is the error that labels alone must have."""
    every = [one for seeds in draws.values() for some in seeds for one in some]
    off, width = ([mean([getattr(each, what)[at] for each in every]) for at in range(len(WAYS))] for what in ("off", "width"))
    worst = [min(mean([each.held[at] for each in some]) for seeds in draws.values() for some in seeds) for at in range(len(WAYS))]
    uncorrected = mean([abs(float(each["off"] or 0)) for each in rows])
    found = [("uncorrected mean absolute error, points, the model left out", 5.0, uncorrected, uncorrected <= 5)]
    for at, how in ((2, "drawn where the judge is unsure"), (1, "drawn at random")):
        share = width[at] / width[0]
        found += [
            (f"PPI++, {LABELS} labels {how}: mean absolute error, points", 2.5, 100 * off[at], 100 * off[at] <= 2.5),
            (f"PPI++, {LABELS} labels {how}: mean width over that of labels alone", 0.9, share, share <= 0.9),
            (f"PPI++, {LABELS} labels {how}: worst coverage of a model in 1,000 draws", 0.93, worst[at], worst[at] >= 0.93),
        ]
    alone = 100 * off[0]
    found += [("labels alone, drawn at random: mean absolute error, points (to be reproduced)", exact, alone, abs(alone - exact) <= 0.05)]
    return [{"what": what, "wanted": wanted, "measured": round(value, 4), "met": met} for what, wanted, value, met in found]


def expected_error(items: Sequence[Judged]) -> float:
    """The mean absolute error of the share among labels that are drawn without replacement, in points: hypergeometric, exact."""
    true = sum(each.truth for each in items)
    drawn_ = min(LABELS, len(items))
    found = np.arange(drawn_ + 1)
    chances = hypergeom.pmf(found, len(items), true, drawn_)
    return 100 * float((chances * np.abs(found / drawn_ - true / len(items))).sum())


def mean(values: Sequence[float]) -> float:
    return float(np.mean(values))


def percent(share: float) -> float:
    return round(100 * share, 2)


if __name__ == "__main__":
    main()
