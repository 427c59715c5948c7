"""What rests on documents: answers, questions, documents, rows and datasets, and what they lean on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

SubjectKind = Literal["answer", "question", "document", "row", "dataset"]

LeanStatus = Literal["declared", "proposed", "confirmed", "rejected", "settled", "purged"]
"""`settled`: a person read what changed and says that the subject still holds; `purged`: what it leaned on is gone."""

StaleCause = Literal["changed", "removed", "ended", "succeeded", "purged"]
"""`ended`: the document says itself that it holds no more; `succeeded`: another document has taken its place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What may lean on documents, by its kind and its id; of a document that is its path."""

    kind: SubjectKind
    id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Lean:
    """That a subject leans on a document, or on a section of it."""

    subject: Subject
    path: str
    heading: str = ""
    """The section's heading; "" for the whole document."""
    version: int | None = None
    """The version that the subject was right for; None once it was purged."""
    status: LeanStatus = "declared"
    at: datetime | None = None
    id: int = 0

    @property
    def target(self) -> str:
        """As people write it: `path#heading`."""
        return f"{self.path}#{self.heading}" if self.heading else self.path


@dataclass(frozen=True, kw_only=True, slots=True)
class Side:
    """A passage as it was, or as it is."""

    path: str
    number: int
    """Of the version."""
    line: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """One thing that a subject rests on and that is not what it was."""

    cause: StaleCause
    path: str
    old: Side | None = None
    new: Side | None = None
    """What stands there now, as far as it can be told; None where nothing like it does."""
    day: date | None = None
    """From when on, where that is known: of a text that changed, the day from which on the newer one is in force."""
    changed_on: date | None = None
    """The day on which the text was first synced without the passage, or by git was; None where it did not change."""
    lean: Lean | None = None
    """What was declared or confirmed; None for a quote."""
    by: str = ""
    """The document that took the place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Since:
    """What became of a source after an answer leaned on it, one for each document."""

    path: str
    """Of the document now."""
    cause: StaleCause
    number: int | None = None
    """Of the version that holds now; None where there is none any more."""
    day: date | None = None
    """From when on, where that is known."""
    by: str = ""
    """The document that took the place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stale:
    """A subject that rests on what is not any more what it was."""

    subject: Subject
    text: str
    """What people know it by: a question, a title."""
    moved: tuple[Moved, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StaleReport:
    """Everything that should be looked at again."""

    stale: tuple[Stale, ...] = ()
    checked: int = 0
    """Subjects that were held against the documents; answers whose sources are all current need no look."""
    reanchored: int = 0
    """Passages that stand elsewhere now, word for word: their subjects are not listed for them."""
