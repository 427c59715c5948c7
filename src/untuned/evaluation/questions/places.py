"""Where words stand in one version's text: exactly, or as the quote matcher reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from untuned.rag.verify.quotes.normalise import skeleton
from untuned.rag.verify.quotes.quote import Prepared, prepare, verify_quote
from untuned.rag.verify.quotes.units import unit_of
from untuned.text.sentences import sentences
from untuned.text.words import cuts_word
from untuned.types.documents import Version

MOST_PLACES = 200
_AROUND = 200
"""Characters that are verified with a match on either side."""
_NOT_THE_WORDS = ("changed_between_words", "struck_through", "not_shown", "word_cut", "sign_changed", "changed_at_the_ends", "not_found")
"""Why the matcher says that other words stand there; whatever else it refuses are the words, cut from what turns them."""
_LEAST_WORDS = 4
_LEAST_UNCUT = 5
_MOST_PIECES = 60

Place = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A version with its text; what makes it ready for the quote matcher is done once, when it is first needed."""

    version: Version
    text: str = field(repr=False)
    _memory: dict[str, Prepared] = field(default_factory=dict[str, Prepared], repr=False)

    @property
    def hidden(self) -> list[Place]:
        """What nobody sees of it: comments and front matter."""
        return [(block.start, block.end) for block in self.version.blocks if block.kind in ("markup", "matter")]

    @property
    def prepared(self) -> Prepared:
        """The text, ready for quotes."""
        if "whole" not in self._memory:
            self._memory["whole"] = prepare(self.text, markup=self.version.markup, hidden=self.hidden)
        return self._memory["whole"]

    def unit(self, start: int, end: int) -> Place:
        """The whole sentence, line or cell around [start, end)."""
        return unit_of(self.prepared, start, end, blocks=self.version.blocks)


def places(held: Held, words: str) -> list[Place]:
    """[start, end) of every place at which the words stand, in order: as they are written, else as the quote matcher reads them."""
    wanted = words.strip()
    return (whole_places(held, wanted) or _uncut(held, wanted)) if wanted else []


def whole_places(held: Held, words: str) -> list[Place]:
    """As `places`, of the words with their first and their last: "it costs 20 euros" does not stand where it costs 20 dollars."""
    wanted = words.strip()
    return (_exact(held, wanted) or _normalised(held, wanted) or _joined(held, wanted)) if wanted else []


def _exact(held: Held, wanted: str) -> list[Place]:
    text, hidden = held.text, held.hidden
    found: list[Place] = []
    at = text.find(wanted)
    while at >= 0 and len(found) < MOST_PLACES:
        end = at + len(wanted)
        if not (cuts_word(text, at) or cuts_word(text, end)) and not any(one < end and at < other for one, other in hidden):
            found.append((at, end))
        at = text.find(wanted, at + 1)
    return found


def _normalised(held: Held, wanted: str) -> list[Place]:
    """Where a view of the text has the words' meaning-carrying characters in a row, and nothing else between them."""
    bones = skeleton(wanted)
    if not any(character.isalnum() for character in bones.lower):
        return []
    found: set[Place] = set()
    most = max(1, MOST_PLACES // (1 + len(bones) // 200))  # a long quote that stands at many places costs much at each
    for view in held.prepared.views:
        starts = islice(_rows(view.lower, bones.lower), most)
        spans = ((int(view.offsets[start]), int(view.offsets[start + len(bones) - 1]) + 1) for start in starts)
        found |= {span for span in spans if span not in found and _holds(held, span, wanted)}
    return sorted(found)


def _rows(lower: str, part: str) -> Sequence[int]:
    found: list[int] = []
    at = lower.find(part)
    while at >= 0 and len(found) < MOST_PLACES:
        found.append(at)
        at = lower.find(part, at + 1)
    return found


def _holds(held: Held, span: Place, wanted: str) -> bool:
    """True when the matcher finds the words there, whether or not it would let them be quoted alone."""
    start, end = span
    if cuts_word(held.text, start) or cuts_word(held.text, end) or any(one < end and start < other for one, other in held.hidden):
        return False
    left, right = max(0, start - _AROUND), min(len(held.text), end + _AROUND)
    verdict = verify_quote(wanted, prepare(held.text[left:right], markup=held.version.markup))
    return verdict.accepted or verdict.reason not in _NOT_THE_WORDS


def _joined(held: Held, wanted: str) -> list[Place]:
    """The parts of a quote that ellipses join, as one stretch."""
    if "…" not in wanted and ".." not in wanted:
        return []
    verdict = verify_quote(wanted, held.prepared, blocks=held.version.blocks)
    return [(verdict.spans[0][0], verdict.spans[-1][1])] if verdict.accepted else []


def _uncut(held: Held, wanted: str) -> list[Place]:
    """Where a longer passage stands whose first or last word another tool cut."""
    words = wanted.split()
    if len(words) < _LEAST_UNCUT:
        return []
    return _exact(held, wanted.rsplit(None, 1)[0]) or _exact(held, wanted.split(None, 1)[1])


def pieces(held: Held, passage: str) -> list[Place]:
    """Where most sentences of a longer passage stand, as stretches without gaps; none when fewer than half of them do.

    For passages that another tool cut or cleaned, so that they stand nowhere as a whole.
    """
    parts = [passage[start:end] for start, end in sentences(passage)][:_MOST_PIECES]
    parts = [part for whole in parts for part in whole.split("\n") if len(part.split()) >= _LEAST_WORDS]
    found = [places(held, part)[:1] for part in parts]
    if not parts or 2 * sum(map(bool, found)) < len(parts):
        return []
    return merged([place for one in found for place in one], gap=3)


def merged(found: Sequence[Place], *, gap: int = 0) -> list[Place]:
    """The stretches in order, those that overlap or lie no more than `gap` characters apart as one."""
    together: list[Place] = []
    for start, end in sorted(found):
        if together and start <= together[-1][1] + gap:
            together[-1] = (together[-1][0], max(end, together[-1][1]))
        else:
            together.append((start, end))
    return together
