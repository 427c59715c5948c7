"""Entries as tantivy's documents, and found documents as hits."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from untuned.index.attributes import updated_in
from untuned.index.marks import marks_of, texts_of
from untuned.store.encoding import to_json
from untuned.types.answers import Hit
from untuned.types.documents import Chunk, Span
from untuned.types.filters import Attributes

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
class _Shared:
    """What the index keeps of most chunks of a document alike: made once, since a copy takes a fourth of the time."""

    document: int
    groups: frozenset[str]
    attributes: Attributes
    day: int | None
    made: tantivy.Document

    @classmethod
    def of(cls, entry: Entry) -> _Shared:
        import tantivy  # noqa: PLC0415 - loaded already

        attributes, document = entry.attributes, entry.chunk.document
        day = updated_in(attributes)
        made = tantivy.Document(document=str(document), groups=list(entry.groups), marks=marks_of(attributes), values=texts_of(attributes))
        return cls(document=document, groups=entry.groups, attributes=attributes, day=None if day is None else day.toordinal(), made=made)

    def holds(self, entry: Entry) -> bool:
        return entry.attributes is self.attributes and entry.chunk.document == self.document and entry.groups is self.groups


def to_documents(entries: Iterable[Entry]) -> Iterator[tantivy.Document]:
    """A document for each entry, made while they are taken."""
    shared: _Shared | None = None
    for entry in entries:
        if shared is None or not shared.holds(entry):
            shared = _Shared.of(entry)
        yield _to_document(entry, shared)


def _to_document(entry: Entry, shared: _Shared) -> tantivy.Document:
    chunk = entry.chunk
    made = copy(shared.made)
    if chunk.ordinal == 0:
        made.add_text("key", opening_of(chunk.document))
    made.add_text("key", address(chunk))
    made.add_text("words", entry.words)
    made.add_text("grams", entry.grams)
    made.add_bytes("chunk", _written(chunk, shared.day))
    return made


def _written(chunk: Chunk, day: int | None) -> bytes:
    """What `to_json` makes of the chunk and its day, in a third of the time."""
    headings = ",".join(map(encode_basestring, chunk.headings))
    try:
        return (
            f"[{chunk.document},{chunk.version},{chunk.ordinal},{chunk.start},{chunk.end},"
            f"{encode_basestring(chunk.language)},[{headings}],{'null' if day is None else day}]"
        ).encode()
    except UnicodeEncodeError:
        place = (chunk.document, chunk.version, chunk.ordinal, chunk.start, chunk.end)
        return to_json((*place, chunk.language, chunk.headings, day)).encode()


def opening_of(document: int) -> str:
    """What a document's first entry is found by."""
    return f"opening:{document}"


def address(place: Span | Chunk) -> str:
    """What the entry at an address is found by."""
    return f"{place.version}:{place.start}:{place.end}"


def to_hit(document: tantivy.Document, score: float) -> Hit:
    """What was found, with its score."""
    of, version, ordinal, start, end, language, headings, day = json.loads(document.get_first("chunk") or "")
    chunk = Chunk(document=of, version=version, ordinal=ordinal, start=start, end=end, headings=tuple(headings), language=language)
    terms = tuple((document.get_first("words") or "").split(" "))
    return Hit(chunk=chunk, score=score, terms=terms, day=None if day is None else date.fromordinal(day))
