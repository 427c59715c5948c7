"""Pages with hardly any text that states nothing: a search finds them and they answer nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from untuned.ingest.check.source import Checked
from untuned.text.statements import states_something
from untuned.text.words import unspaced
from untuned.types.documents import Block
from untuned.types.findings import Finding

_DATA = ("csv", "jsonl", "facts", "eml")
"""Formats whose documents are records: a short one is whole."""
_LETTERS_A_WORD = 2
"""In scripts that write no spaces."""


def thin(source: Checked) -> Iterator[Finding]:
    """One finding for a document with fewer words than `check.min_words`, listings and tables included, and nothing to answer with.

    A short page with one statement or one row of a table is a short page, and not a thin one.
    """
    if source.version.format in _DATA:
        return
    kept = [block for block in source.version.blocks if block.kind not in ("markup", "matter", "heading")]
    texts = [source.of(block) for block in kept] if source.version.blocks else [source.text]
    words = sum(len(text) // _LETTERS_A_WORD if unspaced(text) else len(text.split()) for text in texts)
    if words < source.settings.min_words and not _answers(source, kept):
        yield source.finding("thin", f"{words} words below its headings, and no statement" if words else "no words below its headings")


def _answers(source: Checked, blocks: Sequence[Block]) -> bool:
    """True when a block could be an answer: a row of a table, or a statement."""
    if not source.version.blocks:
        return states_something(source.text, language=source.version.language)
    if any(block.kind == "row" and "|" in source.of(block).strip("| \n") for block in blocks):
        return True
    prose = (source.of(block) for block in blocks if block.kind in ("paragraph", "item", "quote"))
    return states_something("\n\n".join(prose), language=source.version.language)
