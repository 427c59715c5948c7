"""What labels that are missing could have been, since a run that failed gave none: all right, or as costly to macro-F1 as can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Given = Sequence[Sequence[str | None]]
"""The labels of each question, one of each time that it was asked; None where that failed."""


def at_best(right: Sequence[str], given: Given) -> list[list[str]]:
    """The labels, were every missing one right."""
    return [[true if one is None else one for one in labels] for true, labels in zip(right, given, strict=True)]


def at_worst(right: Sequence[str], given: Given) -> list[list[str]]:
    """The labels, were every missing one the wrong one that costs macro-F1 most, one after the other; "" where all have one label."""
    hits, counted = _counted(right, given)
    found: list[list[str]] = []
    for true, labels in zip(right, given, strict=True):
        weight, filled = 1 / len(labels), list[str]()
        for one in labels:
            told = _costliest(true, weight, hits=hits, counted=counted) if one is None else one
            if one is None and told:
                counted[told] += weight
            filled.append(told)
        found.append(filled)
    return found


def _counted(right: Sequence[str], given: Given) -> tuple[Mapping[str, float], dict[str, float]]:
    """Of each label that is right somewhere, how often it was given rightly, and how often it was given or is right."""
    hits, counted = dict.fromkeys(right, 0.0), dict.fromkeys(right, 0.0)
    for true, labels in zip(right, given, strict=True):
        counted[true] += 1
        for one in labels:
            if one in counted:
                counted[one] += 1 / len(labels)
                hits[one] += (one == true) / len(labels)
    return hits, counted


def _costliest(true: str, weight: float, *, hits: Mapping[str, float], counted: Mapping[str, float]) -> str:
    """The wrong label whose F1 falls most where it is given once more."""
    costs = {one: 2 * hits[one] * weight / (counted[one] * (counted[one] + weight)) for one in counted if one != true}
    return max(costs, key=lambda one: costs[one], default="")
