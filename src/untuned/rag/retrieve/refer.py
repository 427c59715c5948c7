"""Which passages that are referred to come along: those that the best passages name where they speak of what is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Passage
from untuned.types.documents import Span
from untuned.types.references import Reference

SHARE = 3
"""A third of the budget at most is for what is referred to."""
_LEAST = 0.3
"""Of what the question's words say, the share that must stand around a reference for its passage to be read."""
_LATER = 0.05
"""How much less a reference counts for each better passage before its own."""
_BY_TERM = 0.5
"""What a defined term counts for beside a reference that somebody wrote on purpose."""
_BEFORE, _BEHIND = 220, 120
_BREAK = regex(r"\n(?![^\W\d_A-ZА-ЯЁ])")
"""The end of a paragraph, an item or a row; a line that goes on in small letters is broken where the page ends."""
_ENDS = (".", "!", "?", ":", ";", "|", "\n")
_COVERED = 0.8


@dataclass(frozen=True, kw_only=True, slots=True)
class Referral:
    """A passage that is referred to, and where."""

    target: Span
    source: Span
    needed: bool = True
    """False for another page of the same book: pages point at each other all the time, and it comes along where there is room."""


def referrals(passages: Sequence[Passage], references: Sequence[Reference], *, idf: Mapping[str, float], characters: int) -> list[Referral]:
    """The passages that come along, the most wanted first, within so many characters; none that is read already.

    A reference is wanted as far as the question's words stand around it; one hop, so that what they refer to in turn stays away.
    """
    whole = sum(idf.values())
    if whole <= 0:
        return []
    ranked: list[tuple[float, Reference]] = []
    for rank, passage in enumerate(passages):
        for one in references:
            if one.target is None or one.version != passage.version.id or not _within(one, passage):
                continue
            wanted = _around(one, passage, idf) / whole * (_BY_TERM if one.kind == "term" else 1.0)
            if wanted >= _LEAST:
                ranked.append((wanted - _LATER * rank, one))
    ranked.sort(key=lambda pair: -pair[0])
    read = [Span(version=passage.version.id, start=passage.start, end=passage.start + len(passage.text)) for passage in passages]
    chosen: list[Referral] = []
    for _, one in ranked:
        target = one.target
        if target is None or _covered(target, [*read, *(other.target for other in chosen)]):
            continue
        if target.end - target.start <= characters:
            characters -= target.end - target.start
            source = Span(version=one.version, start=one.start, end=one.end)
            chosen.append(Referral(target=target, source=source, needed=one.kind != "book"))
    return chosen


def making_room(passages: Sequence[Passage], referred: Sequence[Passage], *, characters: int, most: int | None) -> list[Passage]:
    """The passages, then those that they refer to: the weakest leave, never the best one nor one that refers, until all fit."""
    sources = [passage.referred for passage in referred if passage.referred is not None]
    kept = list(passages)
    for passage in reversed(passages[1:]):
        if _length([*kept, *referred]) <= characters and (most is None or len(kept) + len(referred) <= most):
            break
        if not any(source.version == passage.version.id and _holds(passage, source) for source in sources):
            kept.remove(passage)
    return [*kept, *referred]


def with_room(passages: Sequence[Passage], further: Sequence[Passage], *, characters: int, most: int | None) -> list[Passage]:
    """The passages, and those of the further ones for which there is room beside them."""
    kept = list(passages)
    for passage in further:
        if _length([*kept, passage]) <= characters and (most is None or len(kept) < most):
            kept.append(passage)
    return kept


def _within(one: Reference, passage: Passage) -> bool:
    return passage.start <= one.start and one.end <= passage.start + len(passage.text)


def _holds(passage: Passage, span: Span) -> bool:
    return passage.start <= span.start < passage.start + len(passage.text)


def _around(one: Reference, passage: Passage, idf: Mapping[str, float]) -> float:
    """What the question's words that stand around a reference say together."""
    at, text = one.start - passage.start, passage.text
    goes_on = text[:at].endswith("\n") and not text[: at - 1].rstrip(" ").endswith(_ENDS)  # a line may be broken right before its name
    begins = [found.end() for found in _BREAK.finditer(text, max(at - _BEFORE, 0), at - 1 if goes_on else at)]
    start = begins[-1] if begins else max(at - _BEFORE, 0)
    end = _BREAK.search(text, at, at + _BEHIND)
    around = text[start : end.start() if end is not None else at + _BEHIND]
    return sum(idf.get(word, 0.0) for word in set(terms(around)))


def _covered(target: Span, read: Sequence[Span]) -> bool:
    """True where most of a passage is read already, or its beginning is and there is little more."""
    length = max(target.end - target.start, 1)
    return any(
        one.version == target.version and min(one.end, target.end) - max(one.start, target.start) >= _COVERED * length for one in read
    )


def _length(passages: Sequence[Passage]) -> int:
    return sum(len(passage.text) for passage in passages)
