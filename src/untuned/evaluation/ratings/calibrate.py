"""How far a judge or a detector agrees with people, and whether its figures may be shown as they are."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from untuned.evaluation.stats.agreement import Agreement, cohen, drawn_again
from untuned.evaluation.stats.detectors import Bin, auroc, auroc_interval, calibration_error, reliability
from untuned.types.measures import Interval, Rating

LEAST_LABELS = 50
"""Items labelled by people from which on a judge may be reported raw (design: measurement)."""
_RESAMPLES = 2_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Calibrated:
    """A judge beside people, on the items that both have judged. People's word is the mean of theirs; yes is above one half."""

    items: int
    undecided: int
    """Items left out because the people's mean is one half."""
    raters: tuple[str, ...]
    human_rate: float | None
    judge_rate: float | None
    """The mean of the judge's scores of the same items."""
    kappa: Agreement
    """Cohen's, of the judge's yes (from `threshold` on) and the people's."""
    auroc: float | None
    auroc_interval: Interval | None
    ece: float | None
    """How far the judge's scores are from the share of yes, in [0, 1], in ten bins of equal count."""
    bins: tuple[Bin, ...]
    raw: bool
    """Whether the judge's own figures may be reported."""
    why: str
    """In words, with what to do next."""


def calibrate(
    scores: Mapping[str, float],
    human: Sequence[Rating],
    *,
    threshold: float = 0.5,
    scale: tuple[float, float] = (0.0, 1.0),
    groups: Mapping[str, str] | None = None,
    seed: int = 0,
) -> Calibrated:
    """How far a judge's scores agree with people's ratings of the same items.

    It may be reported raw from 50 items on that people have labelled, when its agreement with them is above chance: the whole 95 %
    interval of kappa above zero. Otherwise its figures need labels beside them, as in `stats.prediction_powered`.

    Args:
        scores: The judge's score in [0, 1] of each item.
        human: Ratings of one aspect with numbers on `scale`.
        threshold: The score from which on the judge says yes.
        scale: What the people's lowest and highest value mean, such as (1, 5).
        groups: Of an item, what it belongs to, such as the question that it answers: items of one are not independent. An item that is
            not in it stands alone.
        seed: Of the bootstraps over groups.

    Raises:
        ValueError: A score is outside [0, 1], or a rating has no number or one outside of the scale, or there are several aspects.
    """
    means = _means(human, scale)
    shared = [item for item in scores if item in means]
    off = next((item for item in shared if not 0 <= scores[item] <= 1), None)
    if off is not None:
        raise ValueError(f"the judge gives '{off}' {scores[off]:g}: give scores in [0, 1]")
    decided = [item for item in shared if means[item] != 0.5]
    said, truth = [scores[item] for item in decided], [means[item] > 0.5 for item in decided]
    together = [("of", groups[item]) if groups is not None and item in groups else ("alone", item) for item in decided]
    pairs = [(float(score >= threshold), float(true)) for score, true in zip(said, truth, strict=True)]
    kappa = cohen(pairs, groups=together, seed=seed)
    raw, why = _verdict(kappa, len(decided))
    return Calibrated(
        items=len(decided),
        undecided=len(shared) - len(decided),
        raters=tuple(sorted({rating.rater for rating in human})),
        human_rate=float(np.mean(truth)) if truth else None,
        judge_rate=float(np.mean(said)) if said else None,
        kappa=kappa,
        auroc=auroc(said, truth),
        auroc_interval=_auroc_interval(said, truth, together, seed=seed),
        ece=calibration_error(said, truth),
        bins=reliability(said, truth),
        raw=raw,
        why=why,
    )


def _means(human: Sequence[Rating], scale: tuple[float, float]) -> dict[str, float]:
    """For each item the mean of what people say, on [0, 1]."""
    low, high = scale
    if len({rating.aspect for rating in human}) > 1:
        raise ValueError(f"ratings of {len({rating.aspect for rating in human})} aspects: calibrate on one at a time")
    held: dict[str, list[float]] = {}
    for rating in human:
        if rating.value is None or not low <= rating.value <= high:
            given = rating.label if rating.value is None else f"{rating.value:g}"
            raise ValueError(f"'{rating.rater}' gives '{rating.item}' '{given}', which is no number on the scale {low:g} to {high:g}")
        held.setdefault(rating.item, []).append((rating.value - low) / (high - low))
    return {item: float(np.mean(values)) for item, values in held.items()}


def _verdict(kappa: Agreement, items: int) -> tuple[bool, str]:
    if items < LEAST_LABELS:
        return False, f"people have labelled {items} of its items, {LEAST_LABELS} are needed: rate {LEAST_LABELS - items} more"
    if kappa.value is None or kappa.interval is None:
        return False, "agreement beyond chance is not defined, since one says the same of everything: rate items of both kinds"
    shown = f"kappa {kappa.value:.2f} ({kappa.interval.low:.2f} to {kappa.interval.high:.2f})"
    if kappa.interval.low <= 0:
        return False, f"its agreement with people may be chance, {shown}: use another judge, or report labels"
    return True, f"it agrees with people beyond chance, {shown} on {items} items"


def _auroc_interval(said: Sequence[float], truth: Sequence[bool], groups: Sequence[Hashable], *, seed: int) -> Interval | None:
    """Percentiles over resamples of groups, those of a single kind left out, and what values that overlap less than they may allow."""
    area = auroc(said, truth)
    if area is None:
        return None
    values, marks = np.asarray(said), np.asarray(truth)
    members: dict[Hashable, list[int]] = {}
    for at, group in enumerate(groups):
        members.setdefault(group, []).append(at)
    places = [np.array(each, dtype=np.intp) for each in members.values()]
    rng = np.random.default_rng(seed)
    draws = (drawn_again(places, rng) for _ in range(_RESAMPLES))
    again = [found for drawn in draws if (found := auroc(values[drawn].tolist(), marks[drawn].tolist())) is not None]
    low, high = np.quantile(again, [0.025, 0.975])
    positives, negatives = (sum(bool(kind[at].any()) for at in places) for kind in (marks, ~marks))
    wide = auroc_interval(area, positives=positives, negatives=negatives)
    return Interval(low=min(float(low), wide.low), high=max(float(high), wide.high), method="bootstrap over items, and Newcombe")
