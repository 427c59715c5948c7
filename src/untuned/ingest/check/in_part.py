"""Lines that a loader could not read, as they were noted when it read the rest of the file."""

from __future__ import annotations

from collections.abc import Iterator

from untuned.ingest.check.source import Checked
from untuned.types.documents import left_out_of
from untuned.types.findings import Finding

_NAMED = 3


def in_part(source: Checked) -> Iterator[Finding]:
    """One finding for a document that some lines were left out of, at the first of them."""
    first, count = left_out_of(source.version.metadata)
    if first:
        detail = "left out " + "; ".join(f"{one.where}: {one.reason}" for one in first[:_NAMED])
        yield Finding(kind="read_in_part", path=source.version.path, line=first[0].line, detail=detail, count=count)
