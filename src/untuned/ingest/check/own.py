"""Text that the assistant itself once wrote, as it was noted when the document was read."""

from __future__ import annotations

from collections.abc import Iterator

from untuned.ingest.check.source import Checked
from untuned.text.own_words import OWN_WORDS
from untuned.types.findings import Finding


def own(source: Checked) -> Iterator[Finding]:
    """One finding for a document with sentences that an answer of the assistant had before them, at the first."""
    spans = source.version.metadata.get(OWN_WORDS)
    starts = [span[0] for span in spans if isinstance(span, list) and span] if isinstance(spans, list) else []
    first = starts[0] if starts else None
    if isinstance(first, int):
        yield source.finding("own_words", "an earlier answer says just this", at=first, count=len(starts))
