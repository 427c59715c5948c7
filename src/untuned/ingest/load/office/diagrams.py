"""The words of drawn diagrams (SmartArt), which stand in a part of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from untuned.ingest.load.office.archive import Archive, Relation

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_D = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DIAGRAM = f"{_D}relIds"
"""What stands for a diagram among the shapes of a page."""


def diagram_part(diagram: Any, related: Mapping[str, Relation]) -> str:  # noqa: ANN401 - lxml has no types
    """The part of the diagram that a `dgm:relIds` names; "" for none."""
    relation = related.get(diagram.get(f"{_R}dm") or "")
    return "" if relation is None else relation.target


def diagram_texts(archive: Archive, part: str) -> Iterator[str]:
    """The paragraphs of a diagram, in the order of its points."""
    root = archive.xml(part)
    for point in () if root is None else root.iterfind(f"{_D}ptLst/{_D}pt"):
        told = point.find(f"{_D}t")
        if point.get("type") not in (None, "node", "asst") or told is None:
            continue
        for paragraph in told.iterfind(f"{_A}p"):
            text = " ".join("".join(one.text or "" for one in paragraph.iter(f"{_A}t")).split())
            if text:
                yield text
