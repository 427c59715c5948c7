"""What is wrong with sources: findings, in the order in which they hurt answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from untuned.types.documents import place_told

Harm = Literal["wrong", "missing", "exposed", "weak"]
"""Answers that are wrong; answers that are missing; words that should not be shown; answers that are worse than they could be."""

HARMS: tuple[Harm, ...] = ("wrong", "missing", "exposed", "weak")
"""The worst first."""

FindingKind = Literal[
    "conflict",
    "own_words",
    "instructions",
    "expired",
    "older_edition",
    "ahead",
    "failed_file",
    "read_in_part",
    "encoding",
    "broken_reference",
    "ambiguous_reference",
    "broken_link",
    "thin",
    "personal_data",
    "near_duplicate",
    "missing_metadata",
    "mixed_languages",
    "stale",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that is wrong with a source, and what to do about it."""

    kind: FindingKind
    path: str
    line: int | None = None
    """1-based; None where it is about the whole document."""
    page: int | None = None
    detail: str
    """A sentence for people: what exactly. It shows no more of the text than a person needs to find the place."""
    count: int = 1
    """How many such places the document has; the first one is shown."""
    other: str = ""
    """The other document of two, as `path:line`."""

    @property
    def source(self) -> str:
        """The place as people read it."""
        return place_told(self.path, line=self.line, page=self.page)
