"""Codes as sentences for people: why an answer abstained, why verification refused a claim, how a quote stands in its source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from untuned.types.answers import AbstentionReason, Band, Dropped, Verdict

REASONS: Mapping[AbstentionReason, str] = MappingProxyType(
    {
        "nothing_found": "no document says anything like it",
        "weak_evidence": "what the documents say is too weak an answer",
        "wrong_scope": "what the documents say is about something else",
        "no_verified_claim": "no claim could be verified in its source",
        "model_declined": "the model says that the documents do not answer this",
        "nothing_asked": "nothing was asked",
        "out_of_scope": "the question is none that this assistant is for",
    }
)

DROPPED: Mapping[str, str] = MappingProxyType(
    {
        "wrong_scope": "a sentence about something else",
        "not_carried": "a claim that says more than its quotes",
        "repeats_question": "a claim that only repeats the question",
        "bare_heading": "a claim that is a heading and says nothing",
        "denied": "a claim that another model says its quotes do not carry",
        "no_quote": "a claim without a quote",
        "unknown_source": "a quote from a source that was not given",
        "not_found": "a quote that its source does not have",
        "misattributed": "a quote that stands in another source than the one it names",
        "stale": "a quote that only an earlier version has",
        "instruction": "a quote that reads like instructions to an assistant",
        "own_words": "a quote of what the assistant itself once wrote",
        "refused": "a quote that turns what its source says",
        "empty": "a quote without words",
        "too_short": "a quote too short to prove anything",
        "negation_clipped": "a quote that cuts off a negation",
        "condition_clipped": "a quote that cuts off a condition",
        "comparison_clipped": "a quote that cuts off a comparison",
        "number_cut": "a quote that cuts a number in two",
        "word_cut": "a quote that cuts a word in two",
        "sign_changed": "a quote with another sign before its number",
        "case_changed": "a quote whose capitals are not its source's",
        "changed_between_words": "a quote whose marks between words are not its source's",
        "changed_at_the_ends": "a quote with more at its ends than its source has",
        "question_changed": "a quote that makes a statement of a question",
        "struck_through": "a quote of what its source has struck through",
        "not_shown": "a quote of what its source does not show",
        "too_many_ellipses": "a quote with more than three ellipses",
        "ellipsis_part_too_short": "a quote with a part of fewer than three words beside an ellipsis",
        "ellipsis_parts_apart": "a quote whose parts stand too far apart or in another order",
        "ellipsis_over_paragraphs": "a quote whose ellipsis joins paragraphs",
        "ellipsis_over_condition": "a quote whose ellipsis leaves out a negation or a condition",
        "ellipsis_over_number": "a quote whose ellipsis leaves out a number",
    }
)
"""What was left out, for every code that verification gives a draft it refused."""

BANDS: Mapping[Band, str] = MappingProxyType(
    {"green": "carried by its quotes", "undecided": "not decided by rules", "red": "not carried by its quotes"}
)

_ARTEFACTS: Mapping[str, str] = MappingProxyType({"widened": "shown in its whole line or sentence"})


def dropped_sentence(dropped: Dropped, say: Callable[[str], str] = str) -> str:
    """What was left out and why: `a claim that says more than its quotes (the source has no '14')`; `say` puts it into a language."""
    what = say(DROPPED.get(dropped.reason, dropped.reason.replace("_", " ")))
    return f"{what} ({say(dropped.detail)})" if dropped.detail else what


def verdict_sentence(verdict: Verdict) -> str:
    """How a shown quote stands in its source, with what was looked through."""
    if verdict.kind == "exact" and not verdict.artefacts:
        return "exact: character for character"
    names = [_ARTEFACTS.get(name, name.replace("_", " ")) for name in verdict.artefacts]
    return f"{verdict.kind}: {', '.join(names)}" if names else verdict.kind
