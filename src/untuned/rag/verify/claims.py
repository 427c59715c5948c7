"""Drafts become claims, or are dropped with a reason: every quote is found in its version, and is about what was asked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from untuned.index.chunk import path_at
from untuned.rag.verify.marks import never_shown
from untuned.rag.verify.quote import Prepared, prepare, verify_quote
from untuned.rag.verify.scope import Scope, in_scope
from untuned.text.lines import line_of
from untuned.types.answers import Checked, Citation, Claim, Draft, Dropped, NearMiss, Passage, Verdict
from untuned.types.documents import Block, Version

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


def check(drafts: Sequence[Draft], *, question: str, sources: Mapping[int, Source], frequency: Callable[[str], float]) -> Checked:
    """The claims whose every quote is in its source and in the question's scope.

    `sources` holds the versions that may be quoted, by id: a quote from any other version is dropped.
    `frequency` gives the share of the corpus, in [0, 1], that holds a word.
    """
    claims: list[Claim] = []
    dropped: list[Dropped] = []
    near_miss: NearMiss | None = None
    desks = {id: _Desk(source) for id, source in sources.items()}
    for draft in drafts:
        citations = [desks[version].cite(quote) if version in desks else "unknown_source" for version, quote in draft.quotes]
        fault = next((citation for citation in citations if isinstance(citation, str)), "" if citations else "no_quote")
        verified = tuple(citation for citation in citations if isinstance(citation, Citation))
        if fault:
            dropped.append(Dropped(draft=draft, reason=fault))
            continue
        scope = scope_of(question, verified, sources=sources, frequency=frequency)
        if scope.ok:
            # What is claimed is what the source says, to the letter: a clean-up could change it.
            claims.append(Claim(text="\n".join(citation.quote for citation in verified), citations=verified))
            continue
        dropped.append(Dropped(draft=draft, reason="wrong_scope"))
        near_miss = near_miss or NearMiss(citation=verified[0], reason=scope.sentence)
    return Checked(claims=tuple(claims), dropped=tuple(dropped), near_miss=near_miss)


class _Desk:
    """Where the quotes of one source are looked for; what that takes is made once, when it is first needed."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._windows: dict[int, _Window] = {}

    def cite(self, quote: str) -> Citation | str:
        """The verified citation of a quote, or the reason why there is none."""
        verdict = Verdict(kind="not_found", reason="not_found")
        for nth in range(len(self._source.passages)):
            window = self._window(nth)
            verdict = verify_quote(quote, window.prepared, blocks=window.blocks)
            if verdict.accepted:
                return _citation(_moved(verdict, window.start), self._source)
        return verdict.reason or verdict.kind

    def _window(self, nth: int) -> _Window:
        window = self._windows.get(nth)
        if window is None:
            source = self._source
            start, end = _around(source.passages[nth], source.version.blocks)
            blocks = _blocks(source.version.blocks, start, end)
            hidden = [(block.start, block.end) for block in blocks if block.kind in ("markup", "matter")]
            hidden += [(max(first, start) - start, min(last, end) - start) for first, last in self._unseen if first < end and last > start]
            prepared = prepare(source.text[start:end], markup=source.version.markup, hidden=hidden)
            window = self._windows[nth] = _Window(start=start, prepared=prepared, blocks=tuple(blocks))
        return window

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


def scope_of(question: str, citations: Sequence[Citation], *, sources: Mapping[int, Source], frequency: Callable[[str], float]) -> Scope:
    """Whether the quotes, with their headings, titles and metadata, are about what the question names."""
    quote = "\n".join(citation.quote for citation in citations)
    context = [line for citation in citations for line in _context(citation, sources[citation.version].version)]
    return in_scope(question, quote=quote, context=context, frequency=frequency)


def _context(citation: Citation, version: Version) -> tuple[str, ...]:
    values = (str(value) for value in version.metadata.values() if isinstance(value, str | int | float))
    return (citation.title, *citation.headings, citation.path, *values)


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


def _blocks(blocks: Sequence[Block], start: int, end: int) -> list[Block]:
    """The blocks of a window, counted from its start."""
    first = bisect_right(blocks, start, key=_end)
    last = bisect_left(blocks, end, key=_start)
    return [replace(block, start=max(block.start, start) - start, end=min(block.end, end) - start) for block in blocks[first:last]]


def _moved(verdict: Verdict, by: int) -> Verdict:
    """The verdict with its spans counted from the version's start."""
    return replace(
        verdict,
        spans=tuple((start + by, end + by) for start, end in verdict.spans),
        sentence=None if verdict.sentence is None else (verdict.sentence[0] + by, verdict.sentence[1] + by),
    )


def _citation(verdict: Verdict, source: Source) -> Citation:
    start, end = verdict.sentence or (verdict.spans[0][0], verdict.spans[-1][1])
    version = source.version
    return Citation(
        version=version.id,
        number=version.number,
        path=version.path,
        start=start,
        end=end,
        quote=source.text[start:end],
        line=line_of(source.text, start, version.lines),
        title=version.title,
        headings=path_at(version.blocks, source.text, start),
        verdict=verdict,
    )
