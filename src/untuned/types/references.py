"""What a text points at: references of versions, as they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from untuned.types.documents import Span

REVISION = "8"
"""Changes with every change of what references are found in a text: rows that another revision kept are made anew."""

ReferenceStatus = Literal["resolved", "ambiguous", "unresolved", "elsewhere", "open", "defines"]
"""`ambiguous`: several passages bear the label; `unresolved`: none does; `elsewhere`: a document is named that is not held;
`open`: what other documents say has still to be looked at; `defines`: no reference, but what others may refer to."""

PointKind = Literal["part", "heading", "link", "code", "term", "named", "title", "book"]
"""A numbered part; a heading by its words; a link; a code; a defined term; a part of a document that is named; a document's name; a
numbered part that the page itself lacks, and that another page of its book may have."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """An expression at [start, end) of a version, and the passage that it names."""

    version: int
    start: int
    end: int
    kind: PointKind
    status: ReferenceStatus
    target: Span | None = None
    """The passage that is named; of `defines`, where it is defined. None unless it is known."""
    key: str = ""
    """What it is looked up by: the part's name, the path with its anchor, the code, the document's name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """What a name leads to: a passage, or why to none."""

    status: Literal["resolved", "ambiguous", "unresolved"]
    start: int = 0
    end: int = 0
