"""Text that is addressed to an assistant, as it was noted when the document was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from untuned.ingest.check.source import Checked
from untuned.text.instructions import NOTED
from untuned.types.documents import MetadataValue
from untuned.types.findings import Finding

_WHERE = {"hidden": "hidden from readers", "metadata": "in what the file tells of itself"}


def instructed(source: Checked) -> Iterator[Finding]:
    """One finding for each way in which a document gives instructions: in its text, hidden, or in what the file tells of itself."""
    notes = source.version.metadata.get(NOTED)
    told: dict[str, list[Mapping[str, MetadataValue]]] = defaultdict(list)
    for note in notes if isinstance(notes, list) else []:
        if isinstance(note, dict):
            told[str(note.get("where"))].append(note)
    for where, found in told.items():
        line, page = found[0].get("line"), found[0].get("page")
        yield Finding(
            kind="instructions",
            path=source.version.path,
            line=line if isinstance(line, int) else None,
            page=page if isinstance(page, int) else None,
            detail=_WHERE.get(where, "in its text"),
            count=len(found),
        )
