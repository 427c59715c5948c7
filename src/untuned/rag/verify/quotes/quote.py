"""Quotes: whether a source says just what a quote says. Deterministic; a likeness is never proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice, pairwise

import numpy as np

from untuned.rag.verify.quotes.edges import compared, cut, loose, omissible, pretended, sign_of, stops, turned
from untuned.rag.verify.quotes.gaps import audit, differences, letter_differences
from untuned.rag.verify.quotes.marks import Marks, marks, views
from untuned.rag.verify.quotes.normalise import ENTITY, Skeleton, skeleton
from untuned.rag.verify.quotes.units import unit_of
from untuned.text.regex import regex
from untuned.types.answers import Verdict
from untuned.types.documents import Block, Markup

LEAST = 12
"""Skeleton characters below which a quote proves little: it is shown in its whole line, cell or sentence."""
_MOST_PLACES = 64
_MOST_ELLIPSES = 3
_LEAST_WORDS = 3
_FARTHEST = 700
_SIGN_WITHIN = 12
"""Characters before a number in which its sign stands, as an entity too: `&minus;`."""
_ELLIPSIS = regex(r"\s*(?:[\[(<]\s*)?(?:…|\.[ \u00a0]?\.[ \u00a0]?\.)\.?(?:\s*[\])>])?\s*")
_QUOTED_LINE = regex(r"\A(?:>[ \t]+)+(?![-−+.,$€£¥₽]?\d)")
_WORDS = regex(r"\w+")
_PARAGRAPH = regex(r"\n[ \t\r]*\n")


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A source text made ready for many quotes: its skeleton in each view, and what may not be quoted. Cache it per version."""

    text: str = field(repr=False)
    markup: Markup
    views: tuple[Skeleton, ...]
    struck: tuple[tuple[int, int], ...] = ()
    unseen: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Match:
    """A quote or a part of it found in one view, as [start, end) of skeleton characters."""

    view: Skeleton
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """Offsets in the text, composed marks, ligatures and entities whole."""
        view = self.view
        end = int(view.offsets[self.end - 1]) + 1
        while view.shown.startswith(ENTITY, end):
            end += 1
        return int(view.offsets[self.start]), end


def prepare(text: str, *, markup: Markup, hidden: Sequence[tuple[int, int]] = ()) -> Prepared:
    """`text` ready for `verify_quote`; `markup` says which marks a quote may leave out, `hidden` what may not be quoted."""
    if markup == "plain":
        return Prepared(text=text, markup=markup, views=(skeleton(text),), unseen=tuple(hidden))
    found: Marks = marks(text)
    shown = tuple(skeleton(text, shown=view) for view in views(text, found))
    return Prepared(text=text, markup=markup, views=shown, struck=tuple(found.struck), unseen=(*found.unseen, *hidden))


def verify_quote(quote: str, source: Prepared, *, blocks: Sequence[Block] = (), at: int | None = None) -> Verdict:
    """Whether the source says just what the quote says, and where.

    `exact` or `normalised` verdicts carry the spans of the quote's parts and the whole sentence to show. `refused` means that the
    words are there but the quote turns them; its `sentence` is what may be quoted instead. `not_found` means that they are not.
    `blocks` (of the source's version) bound sentences, lines and cells; without them blank lines do. Of words that stand in several
    places the nearest to the offset `at` are looked at first, or else the first.
    """
    wanted = _QUOTED_LINE.sub("", quote.strip())
    bones = skeleton(wanted)
    if not any(char.isalnum() for char in bones.lower):
        return Verdict(kind="not_found", reason="empty")
    refused: Verdict | None = None
    for view in source.views:
        for start in islice(_nearest(_places(view, bones.lower, 0), view, at), _MOST_PLACES):
            verdict = _judge(_Match(view, start, start + len(bones)), bones, source, blocks)
            if verdict.accepted:
                return verdict
            refused = refused or verdict
    if refused is None and _ELLIPSIS.search(wanted):
        return _joined(wanted, source, blocks)
    return refused or Verdict(kind="not_found", reason="not_found")


def _places(view: Skeleton, part: str, start: int) -> Iterator[int]:
    """Where `part` stands in the view's skeleton, from `start` on."""
    at = view.lower.find(part, start)
    while at >= 0:
        yield at
        at = view.lower.find(part, at + 1)


def _nearest(places: Iterable[int], view: Skeleton, at: int | None) -> Iterable[int]:
    """The places, those nearest to an offset of the text first."""
    return places if at is None else sorted(places, key=lambda start: abs(int(view.offsets[start]) - at))


def _judge(match: _Match, bones: Skeleton, source: Prepared, blocks: Sequence[Block]) -> Verdict:
    """The verdict on a whole quote at one place."""
    start, end = match.span
    sentence = unit_of(source, start, end, blocks=blocks)
    reason = _fault(match, bones, source) or _clipped(match, bones, sentence)
    if not reason and len(bones) < LEAST and len(bones) < 2 and sentence != (start, end):
        reason = "too_short"
    if reason:
        return Verdict(kind="refused", sentence=sentence, reason=reason)
    start, end = _stretched(match, bones)
    artefacts = set[str]() if source.text[start:end] == bones.text else _artefacts(match, bones)
    if len(bones) < LEAST and sentence != (start, end):
        artefacts.add("widened")
    kind = "exact" if source.text[start:end] == bones.text else "normalised"
    return Verdict(
        kind=kind, spans=((start, end),), sentence=(min(start, sentence[0]), max(end, sentence[1])), artefacts=tuple(sorted(artefacts))
    )


def _fault(match: _Match, bones: Skeleton, source: Prepared) -> str:
    """Why the words at this place are not the quote's own, or not whole; "" when they are."""
    start, end = match.span
    if _cased_otherwise(match, bones):
        return "case_changed"
    if not _gaps_agree(match, bones):
        return "changed_between_words"
    if any(one < end and start < other for one, other in source.struck):
        return "struck_through"
    if any(one < end and start < other for one, other in source.unseen):
        return "not_shown"
    if _inside_ligature(match):
        return "word_cut"
    reason = cut(match.view.shown, *_stretched(match, bones)) or _sign_changed(match, bones)
    return reason or _ends_changed(match, bones)


def _cased_otherwise(match: _Match, bones: Skeleton) -> bool:
    return match.view.cased[match.start + 1 : match.end] != bones.cased[1:]


def _inside_ligature(match: _Match) -> bool:
    offsets, start, end = match.view.offsets, match.start, match.end
    return bool((start > 0 and offsets[start - 1] == offsets[start]) or (end < len(offsets) and offsets[end] == offsets[end - 1]))


def _gaps_agree(match: _Match, bones: Skeleton) -> bool:
    """True when between every two neighbouring characters the quote has what the source has."""
    view = match.view
    places, own = view.offsets[match.start : match.end], bones.offsets
    wide = np.flatnonzero((np.diff(places) > 1) | (np.diff(own) > 1)).tolist()
    if not wide:
        return True
    there, here = places.tolist(), own.tolist()
    for at in wide:
        left, right = there[at] + 1, max(there[at] + 1, there[at + 1])
        mine = bones.shown[here[at] + 1 : here[at + 1]]
        lower = bones.lower
        if not audit(lower[at], lower[at + 1], source=view.text[left:right], shown=view.shown[left:right], quote=mine):
            return False
    return True


def _sign_changed(match: _Match, bones: Skeleton) -> str:
    """A reason when the quote has a sign or point before its first digit that the source has not."""
    first = int(bones.offsets[0])
    if not bones.lower[0].isnumeric():
        return ""
    sign = sign_of(bones.shown[:first])
    start, _ = match.span
    there = sign_of(match.view.shown[max(0, start - _SIGN_WITHIN) : start])
    return "" if sign == there else "sign_changed"


def _clipped(match: _Match, bones: Skeleton, sentence: tuple[int, int]) -> str:
    """Why the quote turns its sentence's meaning by leaving the rest of it out; "" when it does not."""
    view = match.view
    reason = turned(view.shown, sentence, match.span[0], _stretched(match, bones)[1]) or (
        compared(view.shown, match.span[0]) if len(bones) >= LEAST else ""
    )
    if reason:
        return reason
    ends = stops(bones.shown[int(bones.offsets[-1]) + 1 :])
    there = stops(view.shown[match.span[1] : _next(match)])
    if there[:1] == "?" and ends[:1] in (".", "!"):
        return "question_changed"
    opens = bones.cased[0] != view.cased[match.start] and bones.cased[0].isupper()
    closes = ends != "" and not ends.startswith("...") and not there
    return pretended(view.shown, sentence, *match.span, opens=opens, closes=closes)


def _next(match: _Match) -> int:
    """Where the next character of the view's skeleton stands, or the text ends."""
    view = match.view
    return int(view.offsets[match.end]) if match.end < len(view) else len(view.text)


def _stretched(match: _Match, bones: Skeleton) -> tuple[int, int]:
    """The match with the punctuation at its ends that quote and source share."""
    text, quote = match.view.text, bones.text
    start, end = match.span
    first, last = int(bones.offsets[0]), int(bones.offsets[-1]) + 1
    while first > 0 and start > 0 and text[start - 1] == quote[first - 1]:
        first, start = first - 1, start - 1
    while last < len(quote) and end < len(text) and text[end] == quote[last]:
        last, end = last + 1, end + 1
    bare = text[start:end]
    return start + len(bare) - len(bare.lstrip()), start + len(bare.rstrip())


def _ends_changed(match: _Match, bones: Skeleton) -> str:
    """A reason when the quote has more at its ends than its source has there and than punctuation may add."""
    view = match.view
    start, end = match.span
    before = view.text[int(view.offsets[match.start - 1]) + 1 if match.start else 0 : start]
    after = view.text[end : _next(match)]
    first, last = int(bones.offsets[0]), int(bones.offsets[-1]) + 1
    same = loose(bones.shown[:first], before, before=True) and loose(bones.shown[last:], after, before=False)
    return "" if same else "changed_at_the_ends"


def _ends(match: _Match, bones: Skeleton) -> tuple[str, str]:
    """What the quote has before its first and after its last character that the source has not."""
    start, end = match.span
    left, right = _stretched(match, bones)
    first, last = int(bones.offsets[0]), int(bones.offsets[-1]) + 1
    return bones.text[: max(0, first - max(0, start - left))], bones.text[last + max(0, right - end) :]


def _artefacts(match: _Match, bones: Skeleton) -> set[str]:
    """Names of what was looked through at this place."""
    view = match.view
    start, end = match.span
    first, last = int(bones.offsets[0]), int(bones.offsets[-1]) + 1
    mine = bones.shown[first:last]
    names = differences(view.shown[start:end], mine) if view.text[start:end] != bones.text[first:last] else set[str]()
    names |= letter_differences(view.text[start:end], bones.text[first:last])
    if view.cased[match.start] != bones.cased[0]:
        names.add("first_letter_case")
    if any(_ends(match, bones)):
        names.add("end_punctuation")
    return names or {"end_punctuation"}


def _joined(quote: str, source: Prepared, blocks: Sequence[Block]) -> Verdict:
    """The verdict on a quote whose parts are joined by ellipses."""
    marks_at = [
        match.span() for match in _ELLIPSIS.finditer(quote) if _WORDS.search(quote, 0, match.start()) and _WORDS.search(quote, match.end())
    ]
    if len(marks_at) > _MOST_ELLIPSES + 1:
        return Verdict(kind="refused", reason="too_many_ellipses")
    verdict = Verdict(kind="not_found", reason="not_found")
    for count in range(min(len(marks_at), _MOST_ELLIPSES), 0, -1):  # an ellipsis of the source's own joins nothing
        for chosen in combinations(marks_at, count):
            found = _chained(_split(quote, chosen), source, blocks)
            if found.accepted:
                return found
            verdict = verdict if verdict.kind == "refused" else found
    return verdict


def _split(quote: str, gaps: Sequence[tuple[int, int]]) -> list[Skeleton]:
    """The parts of the quote between these gaps."""
    starts, ends = [0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(quote)]
    return [skeleton(quote[start:end].strip()) for start, end in zip(starts, ends, strict=True)]


def _chained(parts: Sequence[Skeleton], source: Prepared, blocks: Sequence[Block]) -> Verdict:
    """The verdict on these parts as they follow each other."""
    if any(len(_WORDS.findall(part.text)) < _LEAST_WORDS for part in parts):
        return Verdict(kind="refused", reason="ellipsis_part_too_short")
    reason = ""
    for view in source.views:
        for start in islice(_places(view, parts[0].lower, 0), _MOST_PLACES):
            chain, why = _chain(_Match(view, start, start + len(parts[0])), parts, source, blocks)
            if chain and not why:
                return _accepted_chain(chain, parts, source, blocks)
            reason = reason or why
    return Verdict(kind="refused", reason=reason) if reason else Verdict(kind="not_found", reason="not_found")


def _chain(first: _Match, parts: Sequence[Skeleton], source: Prepared, blocks: Sequence[Block]) -> tuple[list[_Match], str]:
    """The parts in order from `first` on, or the reason why they do not stand so."""
    fault = _fault(first, parts[0], source)
    if fault:
        return [], fault
    view = first.view
    chain = [first]
    for part in parts[1:]:
        before = chain[-1]
        following = (_Match(view, at, at + len(part)) for at in islice(_places(view, part.lower, before.end), _MOST_PLACES))
        near = (match for match in following if match.span[1] - first.span[0] <= _FARTHEST)
        match = next((match for match in near if not _fault(match, part, source)), None)
        if match is None:
            return [], "ellipsis_parts_apart"
        chain.append(match)
    return chain, _chain_fault(chain, parts, source, blocks)


def _chain_fault(chain: Sequence[_Match], parts: Sequence[Skeleton], source: Prepared, blocks: Sequence[Block]) -> str:
    """Why these parts may not be joined; "" when they may."""
    shown = chain[0].view.shown
    start, end = chain[0].span[0], chain[-1].span[1]
    if _PARAGRAPH.search(shown, start, end) or any(start < block.start < end for block in blocks):
        return "ellipsis_over_paragraphs"
    for one, other in pairwise(chain):
        reason = omissible(shown, one.span[1], other.span[0], whole=(start, end))
        if reason:
            return reason
    sentence = unit_of(source, start, end, blocks=blocks)
    head = turned(shown, sentence, *chain[0].span) if turned(shown, sentence, start, start + 1) else ""
    return head or _clipped(chain[-1], parts[-1], (chain[-1].span[0], sentence[1]))


def _accepted_chain(chain: Sequence[_Match], parts: Sequence[Skeleton], source: Prepared, blocks: Sequence[Block]) -> Verdict:
    spans = tuple(_stretched(match, part) for match, part in zip(chain, parts, strict=True))
    names = {"ellipsis"}
    for match, part in zip(chain, parts, strict=True):
        start, end = _stretched(match, part)
        if source.text[start:end] != part.text:
            names |= _artefacts(match, part)
    start, end = spans[0][0], spans[-1][1]
    sentence = unit_of(source, start, end, blocks=blocks)
    return Verdict(
        kind="normalised", spans=spans, sentence=(min(start, sentence[0]), max(end, sentence[1])), artefacts=tuple(sorted(names))
    )
