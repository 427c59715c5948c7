"""What is read for a question that names a document: that document alone, searched for the rest of the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from untuned.models.reader.clauses import clause_asked
from untuned.models.reader.question import prepare
from untuned.rag.evidence import Found, Library, gather_all, reranked, search
from untuned.rag.ground import Asked, Looked
from untuned.rag.named_document import named_document
from untuned.text.values import folded
from untuned.types.answers import Passage
from untuned.types.filters import Filter

_TOLD = "Only what the question names was read: {paths}."
_MOST_TOLD = 3


def within_named(asked: Asked, found: Sequence[Found], evidence: Sequence[Passage], *, library: Library) -> Looked | None:
    """What the documents hold that the question names; None where it names none, or they hold nothing of what is left of it."""
    if len(found) != 1:
        return None

    def names() -> frozenset[str]:
        return prepare(asked.meant, idf=found[0].idf, language=found[0].language).names

    document = named_document(asked.meant, evidence, names=names)
    if document is None:
        return None
    held = {one.version.id: one.version for one in evidence if one.version.id in document.versions}
    titles = Filter(field="title", operator="any", values=tuple(dict.fromkeys(folded(one.title) for one in held.values())))
    clause = clause_asked(document.question)
    wanted = document.rest if clause is None else f"{document.rest} {clause.sought}"
    inside = reranked(search(wanted, library=library, where=(*asked.where, titles)), wanted, library=library)
    hits = [hit for hit in inside.hits if hit.chunk.version in document.versions]
    if not hits:
        return None
    paths = sorted(one.path for one in held.values())
    told = ", ".join(paths[:_MOST_TOLD]) + (f" and {len(paths) - _MOST_TOLD} more" if len(paths) > _MOST_TOLD else "")
    searched = [hit for hit in inside.searched if hit.chunk.version in document.versions]
    narrowing = replace(inside.narrowing, given=asked.where)
    kept = replace(
        inside,
        hits=hits,
        searched=searched,
        idf={**found[0].idf, **inside.idf},
        language=found[0].language,
        notes=(*found[0].notes, _TOLD.format(paths=told)),
        narrowing=narrowing,
    )
    read, references = gather_all([kept], library=library)
    return Looked(found=kept, evidence=read, references=references, document=document)
