"""Where the quotes of one source are looked for, and what becomes of those that stand there: citations with their addresses."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from untuned.index.cells import rows_at
from untuned.index.chunk import path_at
from untuned.rag.verify.quotes.elsewhere import Shelf
from untuned.rag.verify.quotes.marks import never_shown
from untuned.rag.verify.quotes.quote import Prepared, prepare, verify_quote
from untuned.rag.verify.scope.settled import Wanted, is_near, nearness
from untuned.text.instructions import AROUND, Instruction, addressed, instructions
from untuned.text.lines import line_of
from untuned.text.own_words import OWN_WORDS
from untuned.text.settled import asking_lines, below
from untuned.text.words import terms
from untuned.types.answers import Citation, Passage, Verdict
from untuned.types.documents import Block, Version, page_of

MARGIN = 600
"""Characters around a passage that are looked at with it, so that a quote's whole sentence and what stands before it are seen."""


_FARTHEST = 4_000
"""What is looked at of a longer block."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A version that drafts quote: with its line anchors, its whole text, and the passages of it that were read."""

    version: Version
    text: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Whereabouts:
    """What is known of the place of a quote in its version, as offsets."""

    at: int | None = None
    """It begins there."""
    near: int | None = None
    """The passage that holds this has it, if any."""


_ANYWHERE = Whereabouts()


def whole(sources: Mapping[int, Source]) -> dict[int, tuple[Version, str]]:
    """The sources' versions with their whole texts, by id."""
    return {id: (source.version, source.text) for id, source in sources.items()}


class Desk:
    """Where the quotes of one source are looked for; what that takes is made once, when it is first needed."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._windows: dict[int, _Window] = {}
        self._instructions: dict[int, tuple[int, list[Instruction]]] = {}

    def cite(self, quote: str, where: Whereabouts = _ANYWHERE) -> Citation | Verdict:
        """The verified citation of a quote, or the verdict that refuses it; its spans count from the version's start.

        Of words that stand in several places those are cited that stand where it is said.
        """
        refused: Verdict | None = None
        for nth in self._order(where.near if where.at is None else where.at):
            window = self._window(nth)
            at = None if where.at is None else where.at - window.start
            verdict = verify_quote(quote, window.prepared, blocks=window.blocks, at=at)
            if verdict.accepted:
                return citation_of(moved(verdict, window.start), self._source.version, self._source.text)
            if refused is None or refused.kind == "not_found":
                refused = moved(verdict, window.start)
        return refused or Verdict(kind="not_found", reason="not_found")

    def _order(self, near: int | None) -> Sequence[int]:
        """The passages in the order they are searched: as they were read, those that hold `near` first."""
        passages = self._source.passages
        if near is None or len(passages) < 2:
            return range(len(passages))
        return sorted(range(len(passages)), key=lambda nth: not passages[nth].start <= near < passages[nth].start + len(passages[nth].text))

    def shelves(self) -> list[Shelf]:
        """What was read of the source, as places where a quote of another one may stand."""
        return [self._shelf(nth, passage) for nth, passage in enumerate(self._source.passages)]

    def _shelf(self, nth: int, passage: Passage) -> Shelf:
        source = self._source
        start, end = _around(passage, source.version.blocks)
        blocks = blocks_between(source.version.blocks, start, end)
        return Shelf(source.version.id, lambda: self._window(nth).prepared, start=start, blocks=blocks)

    def _window(self, nth: int) -> _Window:
        window = self._windows.get(nth)
        if window is None:
            source = self._source
            start, end = _around(source.passages[nth], source.version.blocks)
            blocks = blocks_between(source.version.blocks, start, end)
            prepared = prepared_between(source.version, source.text, start, end, blocks=blocks, unseen=self._unseen)
            window = self._windows[nth] = _Window(start=start, prepared=prepared, blocks=tuple(blocks))
        return window

    def addressed(self, start: int, end: int) -> bool:
        """True when [start, end) of the source has something that is addressed to a language model, or that it orders."""
        nth = next((nth for nth, one in enumerate(self._source.passages) if one.start <= start and end <= one.start + len(one.text)), None)
        if nth is None:
            return addressed(self._source.text, start, end)
        left, orders = self._orders(nth)
        return any(one.meets(start - left, end - left) for one in orders)

    def own(self, start: int, end: int) -> bool:
        """True when [start, end) of the source has a sentence that an answer of the assistant had before it."""
        return any(first < end and start < last for first, last in self._own_spans)

    @cached_property
    def _own_spans(self) -> list[tuple[int, int]]:
        noted = self._source.version.metadata.get(OWN_WORDS)
        spans = [(span[0], span[1]) for span in noted if isinstance(span, list) and len(span) == 2] if isinstance(noted, list) else []
        return [(first, last) for first, last in spans if isinstance(first, int) and isinstance(last, int)]

    def _orders(self, nth: int) -> tuple[int, list[Instruction]]:
        """Where what is looked at around a passage begins, and what in it is addressed to a language model; looked up once."""
        held = self._instructions.get(nth)
        if held is None:
            passage = self._source.passages[nth]
            left = max(passage.start - AROUND, 0)
            told = instructions(self._source.text[left : passage.start + len(passage.text) + AROUND])
            held = self._instructions[nth] = (left, told)
        return held

    def asked_at(self, wanted: Wanted) -> int | None:
        """Where what stands below the question of the source that is nearest to what is wanted begins; None where none is near."""
        near = [(nearness(own, wanted), -end) for end, own in self._asking if own]
        best, end = max((one for one in near if is_near(one[0])), default=(None, 0))
        return None if best is None else below(self._source.text, -end)

    @property
    def asks(self) -> Iterator[frozenset[str]]:
        """The terms of each line of the source that is a question."""
        return (own for _, own in self._asking)

    @cached_property
    def _asking(self) -> list[tuple[int, frozenset[str]]]:
        source = self._source
        return [(end, frozenset(terms(line, language=source.version.language))) for end, line in asking_lines(source.text)]

    @cached_property
    def headings(self) -> list[Block]:
        """The headings of the whole source, in order."""
        return [block for block in self._source.version.blocks if block.kind == "heading"]

    @cached_property
    def _unseen(self) -> list[tuple[int, int]]:
        """What the whole source does not show."""
        return never_shown(self._source.text) if self._source.version.markup == "markdown" else []


@dataclass(frozen=True, kw_only=True, slots=True)
class _Window:
    """A passage with what stands around it, ready to be searched; its blocks count from its start."""

    start: int
    prepared: Prepared
    blocks: tuple[Block, ...]


def _around(passage: Passage, blocks: Sequence[Block]) -> tuple[int, int]:
    """[start, end) of what is looked at with a passage: whole blocks, so that no fence or comment is cut open."""
    first, last = passage.start, passage.start + len(passage.text)
    left, right = max(first - MARGIN, 0), last + MARGIN
    if blocks:
        opening = min(bisect_right(blocks, first, key=_end), bisect_left(blocks, left, key=_start))
        closing = max(bisect_left(blocks, last, key=_start), bisect_right(blocks, right, key=_end)) - 1
        left = max(blocks[min(opening, len(blocks) - 1)].start, first - _FARTHEST)
        right = min(blocks[max(closing, 0)].end, last + _FARTHEST)
    return min(left, first), max(right, last)


def _start(block: Block) -> int:
    return block.start


def _end(block: Block) -> int:
    return block.end


def blocks_between(blocks: Sequence[Block], start: int, end: int) -> list[Block]:
    """The blocks of a window, counted from its start."""
    first = bisect_right(blocks, start, key=_end)
    last = bisect_left(blocks, end, key=_start)
    return [block._replace(start=max(block.start, start) - start, end=min(block.end, end) - start) for block in blocks[first:last]]


def prepared_between(
    version: Version, text: str, start: int, end: int, *, blocks: Sequence[Block], unseen: Sequence[tuple[int, int]]
) -> Prepared:
    """[start, end) of a version's text, ready to be searched; `blocks` count from there, `unseen` is what the whole text does not show."""
    hidden = [(block.start, block.end) for block in blocks if block.kind in ("markup", "matter")]
    hidden += [(max(first, start) - start, min(last, end) - start) for first, last in unseen if first < end and last > start]
    return prepare(text[start:end], markup=version.markup, hidden=hidden)


def moved(verdict: Verdict, by: int) -> Verdict:
    """The verdict with its spans counted from the version's start."""
    return replace(
        verdict,
        spans=tuple((start + by, end + by) for start, end in verdict.spans),
        sentence=None if verdict.sentence is None else (verdict.sentence[0] + by, verdict.sentence[1] + by),
        nearest=None if verdict.nearest is None else (verdict.nearest[0] + by, verdict.nearest[1] + by),
    )


def citation_of(verdict: Verdict, version: Version, text: str) -> Citation:
    """The citation of an accepted verdict whose spans count from the version's start; `text` is the version's whole text."""
    start, end = verdict.sentence or (verdict.spans[0][0], verdict.spans[-1][1])
    return Citation(
        version=version.id,
        number=version.number,
        path=version.path,
        start=start,
        end=end,
        quote=text[start:end],
        line=line_of(text, start, version.lines),
        page=page_of(start, version.pages),
        title=version.title,
        headings=path_at(version.blocks, text, start),
        rows=rows_at(version, text, start, end),
        verdict=verdict,
    )
