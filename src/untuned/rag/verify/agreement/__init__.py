"""Whether the quotes of a claim carry its numbers, dates, units, codes and names, and turn it no other way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from untuned.rag.verify.agreement.added import added_clauses
from untuned.rag.verify.agreement.asking import only_asked
from untuned.rag.verify.agreement.carried import carried_flags
from untuned.rag.verify.agreement.caused import added_causes
from untuned.rag.verify.agreement.conditions import dropped_conditions
from untuned.rag.verify.agreement.cut_figures import cut_figures
from untuned.rag.verify.agreement.ended import dropped_endings
from untuned.rag.verify.agreement.evidence import Evidence, evidence
from untuned.rag.verify.agreement.exchanged import exchanged
from untuned.rag.verify.agreement.mixed import mixed
from untuned.rag.verify.agreement.near_copy import changed_words
from untuned.rag.verify.agreement.paired import mispaired
from untuned.rag.verify.agreement.raised import raised_flags
from untuned.rag.verify.agreement.reported import dropped_reports
from untuned.rag.verify.agreement.restricted import dropped_limits
from untuned.rag.verify.agreement.signed import turning_signs
from untuned.rag.verify.agreement.unspaced import turned_letters
from untuned.rag.verify.shown import hidden, shown
from untuned.text.composed import places
from untuned.text.lookalikes import as_read
from untuned.types.answers import Flag


def agree(claim: str, quotes: Sequence[str], *, supplies: Sequence[str] = (), conditions: bool = True) -> tuple[Flag, ...]:
    """What of the claim its quotes do not carry, in the claim's order; empty for a claim that agrees.

    Args:
        claim: One sentence or a few, English or Russian; other languages are held to their digits.
        quotes: The whole sentences that are quoted for it.
        supplies: What may bring names and numbers too: the question, titles, canonical facts, computed values.
        conditions: Whether a condition in a quoted sentence that the claim lacks is flagged. For a claim against its own quotes; where
            the quotes are whole pages, most of their conditions are about something else.
    """
    return disagreements(claim, evidence(quotes, supplies=supplies), conditions=conditions)


def disagreements(claim: str, known: Evidence, *, conditions: bool = True) -> tuple[Flag, ...]:
    """`agree` for evidence that is used for many claims."""
    whole = as_read(claim)
    found = _disagreements(whole, known, conditions=conditions)
    if whole == claim or not found:
        return found
    at = places(claim)
    moved = (replace(flag, start=at[flag.start], end=at[flag.end]) for flag in found)
    return tuple(replace(flag, says=claim[flag.start : flag.end]) for flag in moved)


def _disagreements(claim: str, known: Evidence, *, conditions: bool) -> tuple[Flag, ...]:
    left = shown(claim)
    flags = [*carried_flags(left, known), *raised_flags(claim, known), *changed_words(left, known)]
    flags += turned_letters(claim, known)
    flags += turning_signs(claim, known.quotes)
    flags += exchanged(left, known)
    flags += cut_figures(left, known)
    if conditions:
        flags += only_asked(claim, known)
        flags += dropped_conditions(left, known)
        flags += dropped_endings(left, known)
        flags += dropped_reports(left, known)
        flags += mixed(left, known, flags)
        flags += dropped_limits(left, known)
        flags += mispaired(left, known)
        flags += added_causes(left, known)
    flags += _spelled(claim, known)
    flags += added_clauses(left, known, flags)
    flags = [replace(flag, says=claim[flag.start : flag.end]) for flag in flags]
    kept = [flag for flag in flags if not (flag.kind == "changed_word" and _said_already(flag, flags))]
    return tuple(sorted(dict.fromkeys(kept), key=lambda flag: (flag.start, flag.end, flag.kind)))


def _spelled(claim: str, known: Evidence) -> list[Flag]:
    """Flags on what the claim spells out though no reader is shown it, such as a link's target: it has to be the sources' own."""
    spans = hidden(claim)
    if not spans:
        return []
    whole = evidence(known.quotes, supplies=known.supplies, spelled=True)
    found = [*carried_flags(claim, whole), *changed_words(claim, whole)]
    return [flag for flag in found if any(start < flag.end and flag.start < end for start, end in spans)]


def _said_already(flag: Flag, flags: Sequence[Flag]) -> bool:
    """True for a changed word that a hard flag of another kind holds."""
    return any(
        other.hard and other.kind not in ("changed_word", "condition") and other.start <= flag.start and flag.end <= other.end
        for other in flags
    )
