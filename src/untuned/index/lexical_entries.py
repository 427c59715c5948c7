"""Entries as tantivy's documents, and found documents as hits."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from untuned.index.attributes import updated_in
from untuned.index.marks import marks_of, texts_of
from untuned.store.encoding import to_json
from untuned.types.answers import Hit
from untuned.types.documents import Chunk, Span
from untuned.types.filters import NO_ATTRIBUTES, Attributes

if TYPE_CHECKING:
    import tantivy

    from untuned.index.entries import Entry


def schema() -> tantivy.Schema:
    """The fields that an index of words has."""
    from tantivy import SchemaBuilder  # noqa: PLC0415 - loaded already

    builder = SchemaBuilder()
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    # Text, because deleting by the term of an unsigned field deletes nothing and says nothing (tantivy 0.27).
    builder.add_text_field("document", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("groups", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("marks", tokenizer_name="raw", index_option="basic")
    # Fast, so that the values of a field can be counted among what a principal may read.
    builder.add_text_field("values", tokenizer_name="raw", index_option="basic", fast=True)
    # Analysed beforehand and joined by spaces; stored, so that reranking reads a chunk's words without its text.
    builder.add_text_field("words", stored=True, tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("grams", tokenizer_name="whitespace", index_option="freq")
    # Bytes, because a text field is always looked up by, too: no one asks for an address, and its terms were a tenth of the index.
    builder.add_bytes_field("chunk", stored=True)
    return builder.build()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Kept:
    """What the index keeps of attributes, which most chunks of a document share."""

    attributes: Attributes
    day: int | None = None
    marks: Sequence[str] = ()
    values: Sequence[str] = ()

    @classmethod
    def of(cls, attributes: Attributes) -> _Kept:
        day = updated_in(attributes)
        return cls(
            attributes=attributes, day=None if day is None else day.toordinal(), marks=marks_of(attributes), values=texts_of(attributes)
        )


def to_documents(entries: Iterable[Entry]) -> Iterator[tantivy.Document]:
    """A document for each entry, made while they are taken."""
    kept = _Kept(attributes=NO_ATTRIBUTES)
    for entry in entries:
        if entry.attributes is not kept.attributes:
            kept = _Kept.of(entry.attributes)
        yield _to_document(entry, kept)


def _to_document(entry: Entry, kept: _Kept) -> tantivy.Document:
    import tantivy  # noqa: PLC0415 - loaded already

    chunk = entry.chunk
    place = (chunk.document, chunk.version, chunk.ordinal, chunk.start, chunk.end)
    opening = [opening_of(chunk.document)] if chunk.ordinal == 0 else []
    return tantivy.Document(
        key=[*opening, address(chunk.span)],
        document=str(chunk.document),
        groups=list(entry.groups),
        marks=kept.marks,
        values=kept.values,
        words=entry.words,
        grams=entry.grams,
        chunk=to_json((*place, chunk.language, chunk.headings, kept.day)).encode(),
    )


def opening_of(document: int) -> str:
    """What a document's first entry is found by."""
    return f"opening:{document}"


def address(span: Span) -> str:
    """What the entry at an address is found by."""
    return f"{span.version}:{span.start}:{span.end}"


def to_hit(document: tantivy.Document, score: float) -> Hit:
    """What was found, with its score."""
    of, version, ordinal, start, end, language, headings, day = json.loads(document.get_first("chunk") or "")
    chunk = Chunk(document=of, version=version, ordinal=ordinal, start=start, end=end, headings=tuple(headings), language=language)
    terms = tuple((document.get_first("words") or "").split(" "))
    return Hit(chunk=chunk, score=score, terms=terms, day=None if day is None else date.fromordinal(day))
