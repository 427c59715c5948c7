"""Sources that contradict each other: the other side of what an answer quotes is shown beside it, never one of them in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import chain, islice
from typing import NamedTuple

from untuned.index.attributes import attributes_of
from untuned.index.scopes import scopes_by
from untuned.index.standing import holds
from untuned.rag.answer.decide import contested
from untuned.rag.evidence import Library, sources_of
from untuned.rag.given import given
from untuned.rag.ground import Ground, Outcome, bench_of
from untuned.rag.otherwise import otherwise
from untuned.rag.verify.claims import verified
from untuned.rag.verify.scope.parallel import outdone, said_of
from untuned.text.contradiction import Statement, difference
from untuned.text.sentences import sentences
from untuned.text.words import terms
from untuned.types.answers import Citation, Claim, Draft, Passage
from untuned.types.conflicts import ConflictKind, scopes_apart
from untuned.types.documents import Chunk, Span, Version, overlaps

MOST = 4
"""Other sides that are brought in; who is told of four has been told."""
_SENTENCES = 400
"""Sentences of passages that are held against each quote."""
_ABOUT = 0.5
"""The share of the question's words that a sentence has which is about what was asked."""
_MOST_ABOUT = 40
_ALIKE = 0.4
"""The share of common words from which two sentences are held against each other."""
_SAYS = "Sources disagree ({kind}): {one} says “{this}” ({since}); {other} says “{that}” ({from_then}). {newer}"
_STATING_NOTHING = frozenset(("code", "markup"))
"""What is written for a machine contradicts nothing: two lines of code are no two statements."""
_SHORT = 160
"""Characters of a quote in a note."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Opposed:
    """The addresses of two sentences that contradict each other, and in what."""

    one: Span
    other: Span
    kind: ConflictKind


def conflicting(ground: Ground, outcome: Outcome, *, library: Library) -> tuple[Outcome, tuple[Claim, ...]]:
    """The outcome, `conflict` where verified quotes contradict each other; and the claims that it got by that.

    What contradicts is known from the last sync, or read for this question. It is shown as a verified quote of its own, in its
    source's words, with the days of both; where it cannot be verified, is about something else than was asked, lies beyond the asker's
    own filters, is superseded by its successor, or may not be read by the asker, nothing is told of it.
    """
    if not library.settings.answer.conflicts or not outcome.decision.claims:
        return outcome, ()
    shown = [citation for claim in outcome.decision.claims for citation in claim.citations]
    differing = (Opposed(one=one, other=other, kind=kind) for one, other, kind in otherwise(ground))
    standing = _standing([*known(shown, library=library), *among(shown, ground), *differing], ground, library=library)
    opposed = _in_force(standing, shown, library=library)[:MOST]
    if not opposed:
        return outcome, ()
    missing = [side for one in opposed for side in (one.one, one.other) if _shown(side, shown) is None]
    extra = _apart(outcome.decision.claims, _claims(tuple(dict.fromkeys(missing)), ground, library=library), ground)
    cited = [*shown, *(citation for claim in extra for citation in claim.citations)]
    told = [(one, mine, its) for one in opposed if (mine := _shown(one.one, cited)) and (its := _shown(one.other, cited))]
    if not told:
        return outcome, ()
    sides = {side.span for _, mine, its in told for side in (mine, its)}
    versions = library.truth.slices(list(sides), principal=library.principal)
    day = None if library.as_of is None else library.as_of.day  # the sides of the present are all in force
    notes = tuple(dict.fromkeys(_note(one.kind, mine, its, versions, day=day) for one, mine, its in told))
    kept = tuple(claim for claim in extra if any(citation.span in sides for citation in claim.citations))
    given_too = tuple(citation.span for claim in kept for citation in claim.citations)
    decision = contested(outcome.decision, kept)
    return replace(outcome, decision=decision, notes=(*notes, *outcome.notes), given=(*outcome.given, *given_too)), kept


def known(shown: Sequence[Citation], *, library: Library) -> Iterator[Opposed]:
    """What the last sync found to contradict the quotes of an answer; for a day of the past nothing is known."""
    if library.conflicts is None or library.as_of is not None:
        return
    for conflict in library.conflicts.touching([citation.span for citation in shown], principal=library.principal):
        yield Opposed(one=conflict.one, other=conflict.other, kind=conflict.kind)


def among(shown: Sequence[Citation], ground: Ground) -> Iterator[Opposed]:
    """What was read for the question and contradicts each other: a quote of the answer, or two sentences that are about what was asked.

    Documents are held against each other, not themselves.
    """
    if len({passage.version.document for passage in ground.evidence}) < 2:
        return
    asked = frozenset(terms(ground.asked.meant))
    first: list[_Sentence] = []
    rest: list[_Sentence] = []
    for one in islice(_read(ground.evidence), _SENTENCES):
        (rest if _shown(one.span, shown) is None else first).append(one)
    # of something else than the answer's own quotes nothing is told, though much of the question is said of that too
    least = max([_ABOUT * len(asked), *(len(asked & one.about) for one in first)])

    @cache  # many sentences are of one passage
    def around(text: str) -> frozenset[str]:
        return frozenset(terms(text))

    subject = _subject(asked, first, idf=ground.found.idf)
    about = [
        one
        for one in rest
        if asked
        and len(asked & one.words) >= _ABOUT * len(asked)
        and len(asked & one.about) >= least
        and subject <= one.about | around(one.passage.text)
    ][:_MOST_ABOUT]
    for at, one in enumerate(first):
        yield from _contradicting(one, (*first[at + 1 :], *rest))
    for at, one in enumerate(about):
        yield from _contradicting(one, about[at + 1 :])


def _subject(asked: frozenset[str], quoted: Sequence[_Sentence], *, idf: Mapping[str, float]) -> frozenset[str]:
    """The rarest word of the question that the quotes have: a passage that lacks it is of something else."""
    held = sorted(asked & frozenset[str]().union(*(one.about for one in quoted)))
    return frozenset([max(held, key=lambda term: idf.get(term, 0.0))]) if held else frozenset()


class _Sentence(NamedTuple):
    passage: Passage
    span: Span
    words: frozenset[str]

    @property
    def document(self) -> int:
        return self.passage.version.document

    @property
    def above(self) -> tuple[str, ...]:
        """The title and headings."""
        return tuple(dict.fromkeys(line for line in (self.passage.version.title, *self.passage.hit.chunk.headings) if line))

    @property
    def about(self) -> frozenset[str]:
        """The words of the sentence, and of what stands above it."""
        return self.words | frozenset(terms("\n".join(self.above)))

    @property
    def statement(self) -> Statement:
        passage, start = self.passage, self.span.start - self.passage.start
        return Statement(passage.text[start : start + self.span.end - self.span.start], self.above)


def _read(evidence: Sequence[Passage]) -> Iterator[_Sentence]:
    """The sentences of the passages, each once, in the order in which they were read."""
    seen: set[tuple[int, int]] = set()
    for passage in evidence:
        version, offset = passage.version.id, passage.start
        for start, end in chain.from_iterable(sentences(passage.text, *stretch) for stretch in _below_headings(passage)):
            if (version, start + offset) not in seen:
                seen.add((version, start + offset))
                span = Span(version=version, start=start + offset, end=end + offset)
                yield _Sentence(passage, span, frozenset(terms(passage.text[start:end])))


def _below_headings(passage: Passage) -> Iterator[tuple[int, int]]:
    """[start, end) in the passage's text of what stands between its headings, which state nothing."""
    at, end = 0, len(passage.text)
    for block in passage.version.blocks:
        if block.kind == "heading" and passage.start <= block.start < passage.start + end:
            yield at, block.start - passage.start
            at = min(block.end - passage.start, end)
    yield at, end


def _contradicting(one: _Sentence, others: Iterable[_Sentence]) -> Iterator[Opposed]:
    document, words = one.document, one.words
    for other in others:
        if 2 * len(words & other.words) < _ALIKE * (len(words) + len(other.words)) or other.document == document:
            continue
        found = difference(one.statement, other.statement)
        if found is not None:
            yield Opposed(one=one.span, other=other.span, kind=found.kind)


def _standing(opposed: Sequence[Opposed], ground: Ground, *, library: Library) -> list[Opposed]:
    """Each pair of statements once, where neither is settled: of documents that hold of one thing, and that the asker's filters let in."""
    found: dict[frozenset[tuple[int, int]], Opposed] = {}
    for one in opposed:
        found.setdefault(frozenset(((one.one.version, one.one.start), (one.other.version, one.other.start))), one)
    if not found:
        return []
    spans = {side for one in found.values() for side in (one.one, one.other)}
    held = library.truth.whole({span.version for span in spans}, principal=library.principal)
    kept = {span for span in spans if span.version in held and _let_in(span, *held[span.version], ground=ground, library=library)}
    told = scopes_by(library.settings.metadata)
    scopes = {id: told(version) for id, (version, _) in held.items()}
    return [
        one
        for one in found.values()
        if {one.one, one.other} <= kept and not scopes_apart(scopes[one.one.version], scopes[one.other.version])
    ]


def _in_force(opposed: Sequence[Opposed], shown: Sequence[Citation], *, library: Library) -> list[Opposed]:
    """The pairs without those of which the answer quotes the side that holds, and the other says itself that it held until a day before."""
    if library.day is None or not opposed:
        return list(opposed)
    spans = {side for one in opposed for side in (one.one, one.other)}
    versions = library.truth.slices(list(spans), principal=library.principal)

    def ended(side: Span) -> bool:
        until = versions[side][0].effective_to if side in versions else None
        return until is not None and library.day is not None and until < library.day

    def settled(one: Opposed) -> bool:
        sides = (one.one, one.other)
        return any(ended(side) and not ended(other) and _shown(side, shown) is None for side, other in (sides, sides[::-1]))

    return [one for one in opposed if not settled(one)]


def _let_in(span: Span, version: Version, text: str, *, ground: Ground, library: Library) -> bool:
    """True for a statement of a document that holds still, and that passes the filters which the asker gave."""
    if any(block.kind in _STATING_NOTHING and block.start <= span.start < block.end for block in version.blocks):
        return False
    if library.as_of is None and not holds(version, library.standing):
        return False
    where = ground.asked.where
    if not where:
        return True
    chunk = Chunk(document=version.document, version=version.id, ordinal=0, start=span.start, end=span.end, language=version.language)
    attributes = next(iter(attributes_of(version, text, [chunk], rules=library.settings.metadata)))
    return all(one.passes(attributes) for one in where)


def _shown(span: Span, citations: Sequence[Citation]) -> Citation | None:
    """The citation that holds most of the place."""
    met = [one for one in citations if overlaps(one, span)]
    return max(met, key=lambda one: min(one.end, span.end) - max(one.start, span.start), default=None)


def _claims(spans: tuple[Span, ...], ground: Ground, *, library: Library) -> tuple[Claim, ...]:
    """What stands there as verified claims in their sources' words."""
    if not spans:
        return ()
    asked = ground.asked
    looked = given(replace(asked, given=spans), library=library)
    sources = sources_of({span.version for span in spans}, looked.evidence, library=library)
    bench = bench_of(ground, sources, library=library)
    drafts = [_draft(span, sources[span.version].text) for span in spans if span.version in sources]
    return tuple(claim for draft in drafts if isinstance(claim := verified(draft, bench=bench), Claim))


def _apart(shown: Sequence[Claim], extra: Sequence[Claim], ground: Ground) -> tuple[Claim, ...]:
    """Those of the others that do not tell of something else what is shown of what was asked: they contradict nothing."""
    gone = outdone(ground.asked.question, [said_of(claim.citations, ()) for claim in (*shown, *extra)])
    return tuple(claim for place, claim in enumerate(extra, start=len(shown)) if place not in gone)


def _draft(span: Span, text: str) -> Draft:
    quote = text[span.start : span.end]
    return Draft(text=quote, quotes=((span.version, quote),), places=(span.start,))


# -- what is told ----------------------------------------------------------------------------------


def _note(
    kind: ConflictKind, one: Citation, side: Citation, versions: Mapping[Span, tuple[Version, str]], *, day: date | None = None
) -> str:
    """Both sides with their days, and which is newer where the days tell it."""
    mine, theirs = versions[one.span][0], versions[side.span][0]
    return _SAYS.format(
        kind=kind,
        one=one.source,
        this=_short(one.quote),
        since=since(mine),
        other=side.source,
        that=_short(side.quote),
        from_then=since(theirs),
        newer=newer(mine, theirs, day=day),
    )


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT].rsplit(None, 1)[0]} …"


def since(version: Version) -> str:
    """From when a version is: the day from which it is in force, or else the one on which it was synced."""
    return f"in force from {version.effective_from}" if version.effective_from is not None else f"synced {version.synced_at:%Y-%m-%d}"


def newer(one: Version, other: Version, *, day: date | None = None) -> str:
    """Which of two versions is newer by the days from which they are in force, as a sentence; a day of syncing is none of a text's own.

    What is not in force yet on the day that is asked for is not newer.
    """
    mine, theirs = one.effective_from, other.effective_from
    last = max(filter(None, (mine, theirs)), default=None)
    if mine != theirs and last is not None and day is not None and last > day:
        return f"{one.path if last == mine else other.path} is not in force yet."
    if mine is None or theirs is None:
        return "Which is newer cannot be told by the day of a sync."
    if mine == theirs:
        return "Neither is newer by its day."
    return f"{one.path if mine > theirs else other.path} is newer."
