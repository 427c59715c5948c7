"""What a row says: its question, and the passages that are still to be found."""

from __future__ import annotations

from dataclasses import dataclass, field

from untuned.types.measures import Question, Split


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """A passage that a row tells of: the words to look for, and what is known of their place."""

    texts: tuple[str, ...]
    """Each of them would do: answers that are worded otherwise; the first that is found is taken."""
    kind: str
    """`quote`: a passage by itself; `answer`: words that stand in one."""
    around: str = ""
    """A longer text of the document in which it stands; "" where none is given."""
    at: int | None = None
    """Where it begins in `around`, or, where that is "", in the document."""
    optional: bool = False
    """What was retrieved rather than named as evidence: nothing is missing where it is not found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parsed:
    """One row as a question. Its evidence is what the row itself gives with an address; `wanted` is looked for."""

    place: str
    question: Question
    documents: tuple[str, ...] = ()
    """Names of the documents that answer it, as the row has them: paths, ids, titles."""
    wanted: tuple[Wanted, ...] = ()
    split: Split | None = None
    """As the row says; None where it says nothing."""
    identified: bool = False
    """The row gives the question's id."""
    notes: tuple[str, ...] = field(default=())
    """For people: what of the row was not taken."""
