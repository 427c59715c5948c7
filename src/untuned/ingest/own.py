"""The assistant's own sentences in what is read: a draft that found its way into the documents is no evidence."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from untuned.text.own_words import OWN_WORDS, marks_of, own_words
from untuned.types.documents import NO_METADATA, Loaded, Metadata, MetadataValue

_MOST = 200
"""Sentences that are noted of one document."""


def noted(loaded: Loaded, said: Collection[str], *, before: tuple[str, Metadata] | None) -> Loaded:
    """The file; its metadata say under `own_words` which sentences an answer had before it, each as [start, end).

    What the document said already, in its version `before` with that version's metadata, is its own, unless it was noted there.
    """
    metadata = {key: value for key, value in loaded.metadata.items() if key != OWN_WORDS}  # no file may say this of itself
    found = list(own_words(loaded.text, said)) if said else []
    if found and before is not None:
        older = _its_own(*before)
        found = [(start, end) for start, end in found if not marks_of(loaded.text[start:end]) <= older]
    if found:
        metadata[OWN_WORDS] = [_span(start, end) for start, end in found[:_MOST]]
    return replace(loaded, metadata=metadata or NO_METADATA) if metadata != loaded.metadata else loaded


def _its_own(text: str, metadata: Metadata) -> set[str]:
    """The marks of a version's sentences, those that were noted left out."""
    spans = metadata.get(OWN_WORDS)
    noted_before = [span for span in spans if isinstance(span, list)] if isinstance(spans, list) else []
    marks = marks_of(text)
    for span in noted_before:
        start, end = (part if isinstance(part, int) else 0 for part in span[:2])
        marks -= marks_of(text[start:end])
    return marks


def _span(start: int, end: int) -> MetadataValue:
    return [start, end]
