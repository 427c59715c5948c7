"""Conflicts of one document: with other documents, and with the version before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from untuned.ingest.conflicts.catalogue import Alike, Signed
from untuned.ingest.conflicts.signatures import Signature, signature
from untuned.ingest.conflicts.statements import Placed
from untuned.text.contradiction import Difference, difference, may_differ
from untuned.text.locales import locale_siblings
from untuned.types.conflicts import Scopes, scopes_apart
from untuned.types.documents import Span

_WORDED_ALIKE = 0.36
"""The share of kept words from which statements without numbers are compared."""
_MOST_NAMES = 2
MOST = 200
"""Conflicts of one document that are kept: with more, it is another edition of something, and one is told enough."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Two statements that contradict each other, and in what."""

    one: Span
    other: Span
    difference: Difference


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """A document's version as it is compared: its statements in order, and what it holds of."""

    version: int
    listed: Sequence[Placed]
    scopes: Scopes = field(default_factory=dict[str, frozenset[str]])
    path: str = ""
    statements: Mapping[tuple[int, int], Placed] = field(init=False, repr=False)
    """The same by their places."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "statements", {(placed.start, placed.end): placed for placed in self.listed})


def signed(found: Sequence[Placed]) -> list[Signed]:
    """The statements with their signatures."""
    return [(placed, signature(placed)) for placed in found]


def between_documents(
    alike: Sequence[Alike], mine: Mapping[int, State], *, read: Callable[[Sequence[int]], Iterator[tuple[int, State]]]
) -> list[Found]:
    """What statements contradict in other documents.

    `mine` has the documents that are followed; `read` gives current versions as they are asked for, each once: those of statements
    that are no copies and differ in what can contradict. Of two documents that are one for two locales, another name is the locale's own.
    """
    by_version: dict[int, list[Alike]] = {}
    for one in alike:
        by_version.setdefault(one.other.version, []).append(one)
    found: list[Found] = []
    for version, other in _others(by_version, mine, read):
        apart = {id for id in {one.document for one in by_version[version]} if scopes_apart(mine[id].scopes, other.scopes)}
        for one in by_version[version]:
            placed = other.statements.get((one.other.start, one.other.end))
            if placed is None or one.document in apart:
                continue
            own = mine[one.document]
            here = own.listed[one.at]
            if not may_differ(here.statement.text, placed.statement.text, worded_alike=one.likeness >= _WORDED_ALIKE):
                continue
            differs = difference(here.statement, placed.statement)
            if differs is not None and not (differs.kind == "name" and locale_siblings(own.path, other.path)):
                found.append(Found(one=_span(own.version, here), other=_span(version, placed), difference=differs))
    return _few(without_templates(found))


def _others(
    wanted: Mapping[int, object], mine: Mapping[int, State], read: Callable[[Sequence[int]], Iterator[tuple[int, State]]]
) -> Iterator[tuple[int, State]]:
    own = {state.version: state for state in mine.values()}
    yield from ((version, own[version]) for version in wanted if version in own)
    yield from read([version for version in wanted if version not in own])


def _span(version: int, placed: Placed) -> Span:
    return Span(version=version, start=placed.start, end=placed.end)


def _few(found: Sequence[Found]) -> list[Found]:
    """At most `MOST` of each version."""
    counts: Counter[int] = Counter()
    kept: list[Found] = []
    for one in found:
        counts[one.one.version] += 1
        if counts[one.one.version] <= MOST:
            kept.append(one)
    return kept


def without_templates(found: Sequence[Found]) -> list[Found]:
    """What is found, but no name that has many others in its place: such a sentence is a form, the name its subject."""
    others: dict[Span, set[str]] = {}
    for one in found:
        if one.difference.kind == "name":
            others.setdefault(one.one, set()).add(one.difference.other)
            others.setdefault(one.other, set()).add(one.difference.one)
    return [one for one in found if one.difference.kind != "name" or max(len(others[one.one]), len(others[one.other])) <= _MOST_NAMES]


def between_versions(new: tuple[int, Sequence[Placed]], old: tuple[int, Sequence[Placed]]) -> list[Found]:
    """What a version says otherwise than the one before it: an update, not a conflict of sources."""
    (newer, mine), (older, theirs) = new, old
    kept = {placed.statement for placed in mine} & {placed.statement for placed in theirs}
    gone = [(placed, signature(placed)) for placed in theirs if placed.statement not in kept]
    by_word: dict[int, list[int]] = {}
    for at, (_, own) in enumerate(gone):
        for word in own.words:
            by_word.setdefault(word, []).append(at)
    found: list[Found] = []
    for placed in mine:
        if placed.statement in kept or len(found) >= MOST:
            continue
        for at in _likest(signature(placed), by_word):
            other = gone[at][0]
            differs = difference(placed.statement, other.statement)
            if differs is not None:
                one, before = Span(version=newer, start=placed.start, end=placed.end), Span(version=older, start=other.start, end=other.end)
                found.append(Found(one=one, other=before, difference=differs))
                break
    return found


_FEW = 8
"""Statements of the version before that one statement is held against."""
_OFTEN = 60
"""A word that more of them have tells none apart."""


def _likest(own: Signature, by_word: dict[int, list[int]]) -> list[int]:
    counts: dict[int, int] = {}
    for word in own.words:
        held = by_word.get(word, ())
        for at in held if len(held) <= _OFTEN else ():
            counts[at] = counts.get(at, 0) + 1
    return sorted(counts, key=lambda at: (-counts[at], at))[:_FEW]
