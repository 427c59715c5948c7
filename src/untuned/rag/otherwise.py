"""Documents that answer the question each otherwise: each names what is asked about, and tells another day, number, person or place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from untuned.rag.ground import Ground
from untuned.text.answered import Sought, Value, may_tell, named, sought, unlike, value_in
from untuned.text.contradiction import Statement, told_apart
from untuned.text.sentences import sentences
from untuned.text.words import terms
from untuned.types.answers import Passage
from untuned.types.conflicts import ConflictKind
from untuned.types.documents import Span

_SENTENCES = 400
_OPENING = 100
"""Characters at the beginning of a document in which it says what it is about."""


class Telling(NamedTuple):
    """A sentence that tells what is asked for."""

    document: int
    language: str
    span: Span
    value: Value
    says: frozenset[str]
    """Stems of the sentence's words."""
    above: frozenset[str]
    """The same of its title and headings."""
    statement: Statement


def otherwise(ground: Ground) -> Iterator[tuple[Span, Span, ConflictKind]]:
    """The sentences of two documents that tell what is asked for, and differ in it; each document's first such sentence alone."""
    wanted = sought(ground.asked.meant)
    if wanted is None:
        return
    told: dict[int, Telling] = {}
    for one in _tellings(ground.evidence, wanted):
        told.setdefault(one.document, one)
    found, asked = list(told.values()), frozenset(terms(ground.asked.meant))
    for at, one in enumerate(found):
        for other in found[at + 1 :]:
            if one.language != other.language or not unlike(one.value, other.value) or _apart(one, other, asked):
                continue
            if not told_apart(one.statement, other.statement):
                yield one.span, other.span, one.value.kind


def _apart(one: Telling, other: Telling, asked: frozenset[str]) -> bool:
    """True where each sentence says a word of its own headings that is neither asked for nor of the other: of two branches, or years.

    So `The shop opened in Leeds in 1990` below `Leeds`, and `The shop opened in Porto in 2001` below `Porto`.
    """
    mine, its = (one.says & one.above) - asked, (other.says & other.above) - asked
    return bool(mine - other.says - other.above) and bool(its - one.says - one.above)


def _tellings(evidence: Sequence[Passage], wanted: Sought) -> Iterator[Telling]:
    read = 0
    for passage in evidence:
        version = passage.version
        above = [version.title, *passage.hit.chunk.headings]
        headings, lines = frozenset(terms("\n".join(above))), [*above, passage.text[:_OPENING] if passage.start == 0 else ""]
        missing = [name for name in wanted.subject if named(name, "\n".join(lines)) is None]
        for start, end in sentences(passage.text):
            read += 1
            if read > _SENTENCES:
                return
            text = passage.text[start:end]
            if not may_tell(text, wanted) or any(named(name, text) is None for name in missing):
                continue
            value = value_in(text, wanted)
            if value is not None:
                span = Span(version=version.id, start=passage.start + start, end=passage.start + end)
                language = passage.hit.chunk.language or version.language
                statement = Statement(text, tuple(dict.fromkeys(line for line in above if line)))
                yield Telling(version.document, language, span, value, frozenset(terms(text)), headings, statement)
