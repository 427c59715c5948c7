"""How much of a question's evidence stands in what was found or read."""

from __future__ import annotations

from collections.abc import Sequence

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.reading.overlap import covered, covered_words
from untuned.types.documents import Span, overlaps
from untuned.types.measures import Evidence

_LOST = ("missing", "purged")


def standing(case: Case) -> list[tuple[Evidence, tuple[Span, ...]]]:
    """Each evidence that the run could have read, with its addresses: where it stands now, and where it stood when it was labelled.

    What the documents have no more counts for a run that was made when they had it.
    """
    labelled, run = case.question.evidence, case.run
    seen = {place.version for place in (*run.hits, *run.read)}
    found: list[tuple[Evidence, tuple[Span, ...]]] = []
    for at, each in enumerate(case.gold):
        before = labelled[at] if at < len(labelled) else each
        spans = tuple(dict.fromkeys(one.span for one in (each, before) if one.span is not None and one.status not in _LOST))
        if each.status == "changed":
            spans = tuple(span for span in spans if span.version in seen)
        if spans or (run.contexts and each.quote):
            found.append((each, spans))
    return found


def reached(case: Case, places: Sequence[Span], texts: Sequence[str]) -> bool:
    """Whether the places, or the texts where there are no places, hold evidence: all of it, for a question that takes several steps."""
    each = [
        any(overlaps(span, place) for span in spans for place in places)
        or (not places and bool(texts) and covered_words(gold.quote, texts) >= _MOST)
        for gold, spans in standing(case)
    ]
    return bool(each) and (all(each) if case.question.kind == "multi_hop" else any(each))


def recalled(case: Case, places: Sequence[Span], texts: Sequence[str]) -> float | None:
    """The share of the evidence's characters in the places, or in the texts where there are no places; None where no evidence stands."""
    shares: list[tuple[int, float]] = []
    for each, spans in standing(case):
        length = max(len(each.quote), 1)
        by_place = max((covered(span, places) / max(span.end - span.start, 1) for span in spans), default=0.0)
        shares.append((length, by_place if places or not texts else covered_words(each.quote, texts)))
    whole = sum(length for length, _ in shares)
    return sum(length * share for length, share in shares) / whole if whole else None


def ranked(case: Case) -> list[bool] | None:
    """For each candidate, or each passage or context that was read, best first, whether it holds evidence; None where neither is known."""
    gold = standing(case)
    places = case.run.hits or case.run.read
    if not gold or not (places or case.contexts):
        return None
    if places:
        return [any(overlaps(place, span) for _, spans in gold for span in spans) for place in places]
    return [any(covered_words(each.quote, (text,)) >= _MOST for each, _ in gold) for text in case.contexts]


_MOST = 0.5
"""The share of a quote from which on a text without addresses holds it."""
