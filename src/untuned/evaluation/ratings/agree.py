"""How far people agree with each other, aspect by aspect."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from untuned.evaluation.stats.agreement import Agreement, Level, Weights, cohen, krippendorff, percent
from untuned.types.measures import Preference, Rating

_MOST_RANKS = 10
"""Distinct numbers up to which they are taken for ranks."""
_WEIGHTS: dict[Level, Weights] = {"nominal": "none", "ordinal": "linear"}
_SIDES = {"a": -1.0, "tie": 0.0, "b": 1.0}


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreed:
    """How far the raters of one aspect agree."""

    aspect: str
    pairwise: bool
    """True for preferences between two answers, False for ratings of single ones."""
    raters: tuple[str, ...]
    items: int
    """Items that at least two have rated: pairs of answers, for preferences."""
    level: Level
    """What the values were taken for."""
    percent: Agreement
    kappa: Agreement | None
    """Cohen's, with linear weights for ranks; None unless there are two raters, and for numbers, which are no categories."""
    alpha: Agreement
    """Krippendorff's."""


def agreement(
    said: Sequence[Rating | Preference], *, level: Level | None = None, groups: Mapping[str, str] | None = None, seed: int = 0
) -> list[Agreed]:
    """The agreement in each aspect, absolute ratings first, aspects by name.

    Args:
        said: Ratings and preferences of any number of people. What one says again of the same item counts as it was said last.
        level: What the values are; None: names where there are labels, ranks up to ten distinct numbers, else numbers.
        groups: Of an item, what it belongs to, such as the question that it answers: items of one are not independent. An item that is
            not in it stands alone.
        seed: Of the bootstrap over groups.
    """
    ratings = [each for each in said if isinstance(each, Rating)]
    preferences = [each for each in said if isinstance(each, Preference)]
    draw = _Draw(groups=groups or {}, seed=seed)
    found = [_agreed([each for each in ratings if each.aspect == aspect], level=level, draw=draw) for aspect in _aspects(ratings)]
    found += [
        _preferred([each for each in preferences if each.aspect == aspect], level=level, draw=draw) for aspect in _aspects(preferences)
    ]
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class _Draw:
    """How items are drawn anew."""

    groups: Mapping[str, str]
    seed: int

    def group(self, item: tuple[str, ...]) -> Hashable:
        """What an item is drawn with; pairs of answers to one question are drawn together."""
        return ("of", self.groups[item[0]]) if item[0] in self.groups else ("alone", item[0])


def _aspects(said: Iterable[Rating | Preference]) -> list[str]:
    return sorted({each.aspect for each in said})


def _agreed(said: Sequence[Rating], *, level: Level | None, draw: _Draw) -> Agreed:
    labelled = any(each.value is None for each in said)
    names = {label: float(at) for at, label in enumerate(sorted({_label(each) for each in said}))} if labelled else {}
    values = {((each.item,), each.rater): names[_label(each)] if labelled else float(each.value or 0.0) for each in said}
    distinct = len(set(values.values()))
    own: Level = "nominal" if labelled or distinct <= 2 else "ordinal" if distinct <= _MOST_RANKS else "interval"
    return _measured(values, aspect=said[0].aspect, pairwise=False, level=level or own, draw=draw)


def _label(rating: Rating) -> str:
    return rating.label or f"{rating.value:g}" if rating.value is not None else rating.label


def _preferred(said: Sequence[Preference], *, level: Level | None, draw: _Draw) -> Agreed:
    values: dict[tuple[tuple[str, ...], str], float] = {}
    for each in said:
        first, second = sorted((each.a, each.b))
        values[(each.item, first, second), each.rater] = _SIDES[each.preferred] * (1 if first == each.a else -1)
    return _measured(values, aspect=said[0].aspect, pairwise=True, level=level or "ordinal", draw=draw)


def _measured(values: dict[tuple[tuple[str, ...], str], float], *, aspect: str, pairwise: bool, level: Level, draw: _Draw) -> Agreed:
    items, raters = sorted({item for item, _ in values}), sorted({rater for _, rater in values})
    table = [[values.get((item, rater)) for rater in raters] for item in items]
    groups = [draw.group(item) for item in items]
    alpha = krippendorff(table, level=level, groups=groups, seed=draw.seed)
    return Agreed(
        aspect=aspect,
        pairwise=pairwise,
        raters=tuple(raters),
        items=alpha.items,
        level=level,
        percent=percent(table, groups=groups, seed=draw.seed),
        kappa=cohen(table, weights=_WEIGHTS[level], groups=groups, seed=draw.seed) if len(raters) == 2 and level in _WEIGHTS else None,
        alpha=alpha,
    )
