"""What was asked and not answered well, and the documents that would answer it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

MissKind = Literal[
    "nothing_found",
    "weak_evidence",
    "wrong_scope",
    "no_verified_claim",
    "model_declined",
    "out_of_scope",
    "partial",
    "poorly_rated",
]
"""Why an answer counts as missing: the reason of an abstention, claims that were dropped, or what people said of it."""

NearKind = Literal["near_miss", "cited", "read", "holds"]
"""`near_miss`: it has a true quote about something else; `cited`: a part of the answer, or one that was rated poorly, quotes it;
`read`: the best passage that was found, and no more; `holds`: a person says that the answer stands there."""

GapAction = Literal["write", "extend", "mend"]
"""`write`: a new page; `extend`: the page that was near; `mend`: it is written already, and was not found or not read right."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Near:
    """The document that came nearest to answering a question."""

    path: str
    kind: NearKind
    title: str = ""
    heading: str = ""
    """The section, where one is known."""
    reason: str = ""
    """A sentence for people, such as `this is about the Pro plan`."""
    changed: bool = False
    """It has another version now than when the question was asked; its text may be the same."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How asking a question ended, once."""

    id: str
    """An answer's id, such as a12; a question's, where a measurement asked it."""
    question: str
    miss: MissKind | None
    """None for an answer."""
    at: datetime
    language: str = ""
    conversation: str | None = None
    narrowed: bool = False
    """It was asked within filters (`--where`): what was not found there says nothing of the documents beyond them."""
    audience: str = ""
    """Who asked, as far as rights go: what one may not read is no gap for another."""
    near: Near | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class GapQuestion:
    """A question that was not answered well, as it may be shown: personal data that has a known form is masked."""

    text: str
    count: int
    """How often it was asked without success."""
    last_at: datetime
    id: str
    """Of the latest of these answers: `untuned show a12`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """Questions of one matter: a document that somebody should write, or a page that lacks something."""

    title: str
    """The words that tell the matter, as people wrote them."""
    count: int
    """How often its questions were asked without success."""
    questions: int
    """How many different questions these are."""
    share: float
    """Of everything that was asked without success, in [0, 1]; what is out of scope left out."""
    first_at: datetime
    last_at: datetime
    recent: int
    """How many of `count` were asked in the last 30 days."""
    kinds: tuple[tuple[MissKind, int], ...]
    """Why, the commonest first."""
    examples: tuple[GapQuestion, ...]
    """What the document should answer, the most asked first, no two alike: its outline."""
    action: GapAction
    near: Near | None = None
    near_count: int = 0
    """For how many of `count` it was the nearest."""
    closed: int = 0
    """How many of `count` were answered to others, who may read more."""
    past: int = 0
    """How many of `count` name a time that was over when they were asked: what holds now does not answer them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class GapReport:
    """Documents that should be written, the most asked for first."""

    gaps: tuple[Gap, ...]
    out_of_scope: tuple[Gap, ...]
    """What the router refused: nobody should write about it, unless it is in scope after all."""
    asked: int
    """Everything that was looked at, what asks nothing left out."""
    missed: int
    """Of `asked`, without success, and not answered since; what is out of scope left out."""
    refused: int
    """Of `asked`, out of scope."""
    settled: int
    """Different questions that were answered when they were asked again: they are not listed."""
    narrowed: int
    """Beside `asked`: asked within filters and not found there, which is not counted."""
    left: int
    """Gaps beyond those that are listed."""
    since: datetime | None = None
    notes: tuple[str, ...] = ()
