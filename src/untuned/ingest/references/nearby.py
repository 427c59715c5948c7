"""Parts that are pointed at from where one stands, or by a number alone: the section before, `see 5.1.2`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from untuned.ingest.references.outline import Outline
from untuned.ingest.references.runs import Heading, Placed
from untuned.text.references.bare import Bare, Beside, Side
from untuned.text.references.mentions import Mention, Part
from untuned.text.references.nouns import is_plural, kind_of
from untuned.text.regex import regex
from untuned.types.references import Place

_NOWHERE = Place(status="unresolved")
_PARTS = ("Section", "Article", "Chapter", "Rule", "Part", "раздел", "статья", "глава", "правило")
"""What has a neighbour that can be told; the paragraph before is just the text before."""
_SINGLE = ("Clause", "пункт")
_BELOW = ("sub", "под")
"""How the parts of a clause begin, which hardly ever have a neighbour that is told."""
_DIVIDED = ("Section", "Chapter", "раздел", "глава")
"""What headings are called though they do not say it."""
_WORD_BEFORE = regex(r"(\w{3,40})[ \xa0\n*_]{1,3}\(\Z")
_WORD = regex(r"\w{3,40}")
_LETTERS = 4
_APART = regex(r"\n[ \t]*\n\s*")
_LINES = regex(r"(?<=[.;:!?])[ \t]*\n[ \t]*")
_SENTENCE_ENDS = (".", ";", ":", "!", "?", ",")
_start = attrgetter("start")


def meant(outline: Outline, part: Part, mention: Mention) -> tuple[Place, Part | None]:
    """Where a part stands that a mention names, and what it is a part of."""
    place, within = outline.part(part, at=mention.start, within=mention.within), mention.within
    if mention.listed and place.status != "resolved":
        place, within = outline.part(part, at=mention.start), None
    if mention.here and place.status == "ambiguous":
        place = _in_own(outline, part, mention)
    if mention.paragraph and place.status == "resolved":
        place = _nth_paragraph(outline, place, mention.paragraph)
    if place.status == "unresolved" and within is None:
        place = _called_otherwise(outline, part, at=mention.start)
    return place, within


def _called_otherwise(outline: Outline, part: Part, *, at: int) -> Place:
    """A step among the items of a list; a rule of several steps among the clauses: no part of the text has its name."""
    if part.kind == "rule" and len(part.path) > 1:
        return outline.part(replace(part, kind="clause", noun="Clause"), at=at)
    return _listed_step(outline, part.path, at=at) if part.kind == "step" else _NOWHERE


def beside(outline: Outline, one: Beside) -> Place:
    """The part before or after the one that an expression stands in, of the kind that it says."""
    noun = kind_of(one.noun)[1]
    if is_plural(one.noun):
        return _NOWHERE
    if noun in _SINGLE and one.noun[:3].lower() not in _BELOW:
        clauses = [label for label in outline.labels if label.line_start and label.kind in (None, "clause") and not label.bracketed]
        return _of_labels(outline, clauses, one)
    labelled = [label for label in outline.labels if label.noun == noun and label.line_start] if noun in _PARTS else []
    if len(labelled) > 1:
        return _of_labels(outline, labelled, one)
    if noun not in _DIVIDED:
        return _NOWHERE
    return _of_headings(outline, one) if len(outline.headings) > 1 else _of_labels(outline, outline.main, one)


def _of_labels(outline: Outline, labels: Sequence[Placed], one: Beside) -> Place:
    found = _next_to(labels, bisect_right(labels, one.start, key=_start) - 1, one.side)
    return _NOWHERE if found is None else outline.whole(found)


def _next_to(labels: Sequence[Placed], at: int, side: Side) -> Placed | None:
    """The neighbour of a label, with as many numbers as it has."""
    if at < 0:
        return None
    own = labels[at]
    others = labels[at + 1 :] if side == "after" else labels[:at][::-1]
    found = next((one for one in others if len(one.number) <= len(own.number)), None)
    return found if found is not None and len(found.number) == len(own.number) else None


def _of_headings(outline: Outline, one: Beside) -> Place:
    headings = outline.headings
    at = bisect_right(headings, one.start, key=_start) - 1
    if at < 0:
        return _NOWHERE
    own = headings[at]
    others: Sequence[Heading] = headings[at + 1 :] if one.side == "after" else headings[:at][::-1]
    found = next((other for other in others if other.level <= own.level), None)
    return outline.section(found.start) if found is not None and found.level == own.level else _NOWHERE


def numbered(outline: Outline, one: Bare) -> Place:
    """The part of a number that is not named, where just one begins with it; in brackets, where the word before them is its heading's.

    `(2.1)` is an equation as well, but `bag (2.1)` is a term with a heading of its own.
    """
    held = [label for label in outline.numbered(one.path) if label.line_start and not label.noun and not label.bracketed]
    if len(held) != 1 or held[0].start <= one.start < held[0].end:
        return _NOWHERE
    before = outline.text[max(0, one.start - 50) : one.start]
    if before.endswith("("):
        word, title = _WORD_BEFORE.search(before), _WORD.search(outline.text, held[0].end, held[0].end + 60)
        if word is None or title is None or word[1].lower()[:_LETTERS] != title[0].lower()[:_LETTERS]:
            return _NOWHERE
    return outline.whole(held[0])


def _in_own(outline: Outline, part: Part, mention: Mention) -> Place:
    """The part of this number in the part that a mention stands in: `Section 4 of this Article`, where every article counts anew."""
    held = [one for one in outline.labels if one.line_start and one.noun == mention.here]
    at = bisect_right(held, mention.start, key=_start) - 1
    if at < 0:
        return _NOWHERE
    end = held[at + 1].start if at + 1 < len(held) else len(outline.text)
    own = [one for one in outline.numbered(part.path) if held[at].start < one.start < end and one.noun == part.noun and one.line_start]
    return outline.whole(own[0]) if len(own) == 1 else _NOWHERE


def _nth_paragraph(outline: Outline, place: Place, nth: int) -> Place:
    """A paragraph of a part, counted from 1; the whole part where it has fewer, or lines that no sentence ends.

    A part's own heading is none of them.
    """
    text = outline.text[place.start : place.end]
    pattern = _APART if _APART.search(text) else _LINES
    starts = [place.start, *(place.start + match.end() for match in pattern.finditer(text))]
    ends = [*(place.start + match.start() for match in pattern.finditer(text)), place.end]
    held = list(zip(starts, ends, strict=True))
    if held and not outline.text[held[0][0] : held[0][1]].rstrip().endswith(_SENTENCE_ENDS):
        held = held[1:]
    return outline.passage(*held[nth - 1]) if nth <= len(held) else place


def _listed_step(outline: Outline, path: tuple[str, ...], *, at: int) -> Place:
    """The item of this number of the only list of numbers in the section that an offset stands in: `repeat step 2`."""
    nth = bisect_right(outline.headings, at, key=_start) - 1
    start = outline.headings[nth].start if nth >= 0 else 0
    end = outline.headings[nth + 1].start if nth + 1 < len(outline.headings) else len(outline.text)
    held = [one for one in outline.numbered(path) if start <= one.start < end and one.line_start and not one.noun and not one.level]
    return outline.whole(held[0]) if len(held) == 1 and len(path) == 1 else _NOWHERE
