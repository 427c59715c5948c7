"""What the claims' quotes lean on and nobody read, and the sentence that says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from untuned.text.references.labels import Label, holds, labels
from untuned.text.references.leaned import WEAK, Reference, hands_over, references
from untuned.text.references.nouns import split
from untuned.types.answers import Citation, Claim, Passage
from untuned.types.documents import contains
from untuned.types.references import Reference as Stored

__all__ = ["Reference", "note_of", "references", "unread"]

_MOST_NAMED = 4
_BY_WORDS = ("heading", "named")
"""Kinds of references that a number does not tell: they are known only from what is stored."""


def unread(claims: Sequence[Claim], evidence: Sequence[Passage], *, stored: Sequence[Stored] = ()) -> list[str]:
    """Names of what the claims' quotes lean on and what stands nowhere in what was read, in order, each once.

    A clause is looked for in what was read of its own document: as a heading, a numbered clause or a label. An attachment may also be
    a document of its own. A chapter or section of which any part was read counts as read, and so does what `stored` references,
    those of the quotes as the linking pass resolved them, lead to.
    """
    named: dict[str, None] = {}
    several = len({citation.version for claim in claims for citation in claim.citations}) > 1
    for claim in claims:
        for citation in claim.citations:
            for name in _unread_of(citation, evidence, [one for one in stored if contains(citation, one)]):
                named[f"{name} of {citation.path}" if several else name] = None
    return list(named)


def _unread_of(citation: Citation, evidence: Sequence[Passage], stored: Sequence[Stored]) -> Iterator[str]:
    """Names of what one quote leans on and nobody read; `stored` is what is known of the references that stand in it."""
    told: list[Reference] = references(citation.quote)
    for wanted in told:
        known = [one for one in stored if _meets(one, citation, wanted.start, wanted.end)]
        if not (known and all(_target_was_read(one, evidence) for one in known)) and not _was_read(wanted, citation, evidence):
            yield wanted.name
    for one in stored:
        start, end = one.start - citation.start, one.end - citation.start
        if one.kind not in _BY_WORDS or any(wanted.start < end and start < wanted.end for wanted in told):
            continue
        if hands_over(citation.quote, start) and not _target_was_read(one, evidence):
            yield " ".join(citation.quote[start:end].split())


def _meets(one: Stored, citation: Citation, start: int, end: int) -> bool:
    """True where a stored reference overlaps [start, end) of a quote."""
    return one.start - citation.start < end and start < one.end - citation.start


def _target_was_read(one: Stored, evidence: Sequence[Passage]) -> bool:
    """True where most of the passage that is referred to stands in what was read."""
    target = one.target
    if target is None:
        return False
    half = (target.end - target.start) / 2
    return any(
        passage.version.id == target.version
        and min(passage.start + len(passage.text), target.end) - max(passage.start, target.start) >= half
        for passage in evidence
    )


def note_of(names: Sequence[str]) -> str:
    """The sentence that tells the asker what was not read."""
    if len(names) == 1:
        return f"It leans on {names[0]}, which was not read."
    shown = [*names[:_MOST_NAMED], f"{len(names) - _MOST_NAMED} more"] if len(names) > _MOST_NAMED else names
    return f"It leans on {', '.join(shown[:-1])} and {shown[-1]}, which were not read."


def _was_read(wanted: Reference, citation: Citation, evidence: Sequence[Passage]) -> bool:
    own = wanted.kind == "clause" or wanted.kind in WEAK
    number, items = split(wanted.path)
    for title, text in _texts(citation, evidence, own=own):
        above = [label for label in labels(title) if label.counts_as(wanted.kind)]
        inside = [label for label in labels(text) if label.counts_as(wanted.kind)]
        if not items and any(label.begins(number) for label in (*above, *inside)):
            return True
        if items and (_in_clause(text, inside, number, items) or _in_rest(text, inside, number, items, above=above)):
            return True
    return False


def _in_clause(text: str, inside: Sequence[Label], number: Sequence[str], items: Sequence[str]) -> bool:
    """True when a clause of that number begins in the text and has the items."""
    ends = [*(label.start for label in inside[1:]), len(text)]
    return any(
        label.begins(number) and label.items == tuple(items[: len(label.items)]) and holds(text[label.end : end], items[len(label.items) :])
        for label, end in zip(inside, ends, strict=False)
    )


def _in_rest(text: str, inside: Sequence[Label], number: Sequence[str], items: Sequence[str], *, above: Sequence[Label]) -> bool:
    """True when the text begins in the middle of that clause, as its heading or the next clause tells, and has the items."""
    under = any(label.begins(number) or tuple(number[: len(label.number)]) == label.number for label in above)
    before = bool(inside) and number[-1].isdigit() and inside[0].number == (*number[:-1], str(int(number[-1]) + 1))
    return (under or before) and holds(text[: inside[0].start] if inside else text, items)


def _texts(citation: Citation, evidence: Sequence[Passage], *, own: bool) -> Iterator[tuple[str, str]]:
    """(headings, text) of everything that was read: of the citation's document alone where its `own` parts are meant."""
    yield "\n".join(citation.headings), citation.quote
    for passage in evidence:
        if passage.version.id == citation.version:
            yield "\n".join(passage.hit.chunk.headings), passage.text
        elif not own:
            yield "\n".join((passage.version.title, *passage.hit.chunk.headings)), passage.text
