"""Two parts of a quoted sentence that changed places in a claim: `A refunds B` for `B refunds A`, `from A to B` for `from B to A`.

Where the words between them are the same on both sides, each part stands in the other's role. A passive changes these words, a part that
moves alone leaves nothing in its place, and an ending of Russian keeps a word's role wherever it stands: none of these is an exchange.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import LCSseq

from untuned.rag.verify.agreement.alignment import between, common
from untuned.rag.verify.agreement.evidence import Evidence
from untuned.rag.verify.agreement.windows import Window
from untuned.rag.verify.shown import shown_words, together
from untuned.text.closed_words import Word
from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.text.words import terms
from untuned.types.answers import Flag

_LEAST = 0.5
"""The share of a claim's words that must stand in order in one sentence of a source."""
_SHARED = 0.6
"""The share of its distinct words that must stand in that sentence anywhere."""
_LONGEST = 4
"""Words of a part, articles left out."""
_NAMED = 2
"""Words of a part that a comma or an `and` parts from the other: more are a clause, which may change places with the other whole."""
_FARTHEST = 30
"""Words from the beginning of one part to the end of the other."""
_STEM = 4
"""First letters by which two forms of a Russian word are known."""
_ARTICLES = frozenset(("a", "an", "the", "this", "that", "these", "those", "its", "their", "his", "her", "our", "your"))
_JOINING = frozenset(("and", "or", "is", "are", "was", "were", "и", "или", "это"))
"""Words on whose two sides things may change places: `A and B`, `the capital is Oslo`."""
_LISTING = regex(r"[,;/]|\b(?:and|or|и|или)\b", re.IGNORECASE)
"""What only lists the things on its two sides."""
_INFLECTED = regex("[а-я]")
"""A Russian word, whose ending tells its role."""


@dataclass(frozen=True, slots=True)
class _Gap:
    """Where the claim's words [start, end) stand in the place of the window's [their_start, their_end)."""

    start: int
    end: int
    their_start: int
    their_end: int


def exchanged(claim: str, known: Evidence) -> Iterator[Flag]:
    """A soft flag from the first to the last of two exchanged parts, for each sentence of the claim whose likest windows have them so."""
    for start, end in sentences(claim):
        text = claim[start:end]
        words = shown_words(text)
        found = [_exchange(text, words, window) for window in _likest(words, known.windows)]
        if found and all(found):
            first, last, source = next(filter(None, found))
            said = " ".join(source.split())
            yield Flag(kind="other_word", hard=False, start=start + first, end=start + last, says=text[first:last], source=said)


def _likest(words: Sequence[Word], sources: Sequence[Window]) -> list[Window]:
    """The windows that have most of the words in the same order, of those that have nearly all of them in any."""
    ours = _texts(words)
    own = frozenset(ours)
    near = [window for window in sources if len(own & window.counts.keys()) >= _SHARED * len(own)]
    alike = [(LCSseq.similarity(ours, _texts(window.words)), window) for window in near]
    most = max((count for count, _ in alike), default=0)
    return [window for count, window in alike if count == most] if most >= _LEAST * len(ours) else []


def _exchange(claim: str, words: Sequence[Word], window: Window) -> tuple[int, int, str] | None:
    """[start, end) of the claim from one exchanged part to the other, and what the window has there."""
    for first, last in _pairs(list(_gaps(words, window))):
        ours = _bare(words[first.start : last.end], claim)
        theirs = _bare(window.words[first.their_start : last.their_end], window.text)
        at = _turned_region(claim, ours, theirs) if 2 < len(ours) <= len(theirs) else None
        if at is not None:
            source = window.text[theirs[at].start : theirs[at + len(ours) - 1].end]
            return ours[0].start, ours[-1].end, together(source)
    return None


def _pairs(gaps: Sequence[_Gap]) -> Iterator[tuple[_Gap, _Gap]]:
    """Each gap with those behind it that are near."""
    for at, first in enumerate(gaps):
        for last in gaps[at + 1 :]:
            if last.end - first.start > _FARTHEST or last.their_end - first.their_start > 2 * _FARTHEST:
                break
            yield first, last


def _turned_region(claim: str, ours: Sequence[Word], theirs: Sequence[Word]) -> int | None:
    """Where the source has all of `ours` with its first and its last part in each other's place."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(theirs):
        places.setdefault(_form(word.text), []).append(place)
    if not all(_form(word.text) in places for word in ours):
        return None
    for left, right in product(range(1, min(_LONGEST, len(ours) - 2) + 1), repeat=2):
        if left + right >= len(ours):
            continue
        parts = ours[:left], ours[left : len(ours) - right], ours[-right:]
        if _is_part(parts[0]) and _is_part(parts[2]) and _parted(claim, *parts):
            at = _turned(*parts, theirs, places[_form(parts[2][0].text)])
            if at is not None:
                return at
    return None


def _gaps(words: Sequence[Word], window: Window) -> Iterator[_Gap]:
    for start, end, their_start, their_end in between(words, window.words, common(words, window.words)):
        if start < end or their_start < their_end:
            yield _Gap(start, end, their_start, their_end)


def _bare(words: Sequence[Word], text: str) -> list[Word]:
    """The words without articles; the letter of `Plan A` is none."""
    return [word for word in words if word.text not in _ARTICLES or (word.text == "a" and word.start and text[word.start] == "A")]


def _is_part(words: Sequence[Word]) -> bool:
    """True for what brings no word of its role along: `by Ann` may stand anywhere."""
    return all(len(word.text) == 1 or _stem(word.text) for word in (words[0], words[-1]))


def _parted(claim: str, left: Sequence[Word], middle: Sequence[Word], right: Sequence[Word]) -> bool:
    """True where what stands between gives the two sides roles of their own, rather than listing them or saying that they are the same."""
    core = [word for word in middle if word.text not in _JOINING]
    if not core:
        return False
    before, after = claim[left[-1].end : core[0].start], claim[core[-1].end : right[0].start]
    listed = _LISTING.search(before), _LISTING.search(after)
    return not all(listed) and not (any(listed) and max(len(left), len(right)) > _NAMED)


def _turned(
    left: Sequence[Word], middle: Sequence[Word], right: Sequence[Word], theirs: Sequence[Word], places: Sequence[int]
) -> int | None:
    """Which of the places begins the claim's right part, the words between, and its left part, not by their endings in the same roles."""
    wanted = [*right, *middle, *left]
    inner = range(len(right), len(right) + len(middle))
    for at in places:
        if at + len(wanted) > len(theirs):
            break
        pairs = list(zip(wanted, theirs[at : at + len(wanted)], strict=True))
        if all(mine.text == its.text if nth in inner else _same(mine, its) for nth, (mine, its) in enumerate(pairs)):
            parts = [pair for nth, pair in enumerate(pairs) if nth not in inner]
            kept = all(mine.text == its.text and _INFLECTED.search(mine.text) for mine, its in parts)
            return None if kept or _texts(left) == _texts(right) else at
    return None


def _same(mine: Word, its: Word) -> bool:
    """True for forms of one word."""
    return mine.text == its.text or _form(mine.text) == _form(its.text)


@lru_cache(maxsize=4_096)
def _form(word: str) -> str:
    """What the forms of a word have in common; a word of little meaning has one form."""
    return word[:_STEM] if _INFLECTED.search(word) else _stem(word) or word


@lru_cache(maxsize=4_096)
def _stem(word: str) -> str:
    """Its stem; "" for a word of little meaning."""
    return " ".join(terms(word))


def _texts(words: Sequence[Word]) -> list[str]:
    return [word.text for word in words]
