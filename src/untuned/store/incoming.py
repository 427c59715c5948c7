"""What sync brings to the store and what it hears back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from untuned.types.documents import NO_METADATA, Loaded, Metadata


@dataclass(frozen=True, kw_only=True, slots=True)
class FileState:
    """What the last sync saw of one path."""

    size: int
    mtime_ns: int
    raw_sha256: str
    status: Literal["ok", "failed"]
    reason: str
    """Why it failed; "" when it did not."""
    parser: str
    """What the document's current version was read with; "" without one."""
    groups: frozenset[str]
    """The document's present groups; empty without a document."""
    metadata: Metadata = field(default_factory=lambda: NO_METADATA)
    """The current version's metadata, so that groups can be told again without opening the file."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """One file as sync found it, on its way into truth.

    Give exactly one of `loaded` (read anew), `failure` (could not be read), or neither (the bytes are those of the last sync:
    only the file's size and time, its place or its groups may differ). A failure leaves the document's last version in
    place; its groups still become those given, unless none are.
    """

    path: str
    size: int
    mtime_ns: int
    raw_sha256: str
    loaded: Loaded | None = None
    groups: frozenset[str]
    effective_from: date | None = None
    effective_to: date | None = None
    """Read only together with `loaded`."""
    renamed_from: str | None = None
    """The path under which the same document was synced before; it must be gone from the folder."""
    failure: str | None = None
    past: bool = False
    """A state from before the one that the folder holds, which comes next in the batch unless the file is gone: counted apart."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CommitCount:
    """How many paths of a batch met which fate; each is counted once, by the first that applies in this order."""

    failed: int = 0
    added: int = 0
    """Documents that are new, or came back."""
    changed: int = 0
    """Documents with a new text, or new metadata for the same text."""
    renamed: int = 0
    regrouped: int = 0
    unchanged: int = 0
    past: int = 0
    """Versions from before the states that the paths are counted by."""

    def __add__(self, other: CommitCount) -> CommitCount:
        """The two counts together."""
        return CommitCount(
            failed=self.failed + other.failed,
            added=self.added + other.added,
            changed=self.changed + other.changed,
            renamed=self.renamed + other.renamed,
            regrouped=self.regrouped + other.regrouped,
            unchanged=self.unchanged + other.unchanged,
            past=self.past + other.past,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentSummary:
    """One line of a listing: a document and its latest version."""

    id: int
    path: str
    status: Literal["live", "removed"]
    groups: frozenset[str]
    version: int
    """Id of the latest version."""
    number: int
    """Number of the latest version: how many the document has had."""
    title: str
    format: str
    language: str
    characters: int
    synced_at: datetime
