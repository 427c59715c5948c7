"""Pages with hardly any text: a search finds them and they answer nothing."""

from __future__ import annotations

from collections.abc import Iterator

from untuned.ingest.check.source import Checked
from untuned.text.words import unspaced
from untuned.types.findings import Finding

_DATA = ("csv", "jsonl", "facts", "eml")
"""Formats whose documents are records: a short one is whole."""
_LETTERS_A_WORD = 2
"""In scripts that write no spaces."""


def thin(source: Checked) -> Iterator[Finding]:
    """One finding for a document with fewer words, listings and tables included, than `check.min_words`."""
    if source.version.format in _DATA:
        return
    kept = [block for block in source.version.blocks if block.kind not in ("markup", "matter", "heading")]
    texts = [source.of(block) for block in kept] if source.version.blocks else [source.text]
    words = sum(len(text) // _LETTERS_A_WORD if unspaced(text) else len(text.split()) for text in texts)
    if words < source.settings.min_words:
        yield source.finding("thin", f"{words} words below its headings" if words else "no words below its headings")
