"""What is found and what is said: hits, passages, verdicts, citations, claims, answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from untuned.types.documents import Chunk, Span, TextBox, Version, place_told
from untuned.types.frozen import FrozenDict, freeze
from untuned.types.versions import AsOf

AnswerState = Literal["answered", "partial", "conflict", "abstained", "needs_human"]

VerdictKind = Literal["exact", "normalised", "misattributed", "stale", "not_found", "refused"]
"""`refused`: the words are there, but the quote cuts off what turns them (a negation, a sign, half a number)."""

SEARCHED_ONLY = "Searched only where"
"""What the note begins with that tells by what a search was narrowed."""

AbstentionReason = Literal[
    "nothing_found", "weak_evidence", "wrong_scope", "no_verified_claim", "model_declined", "out_of_scope", "nothing_asked"
]

FlagKind = Literal["number", "date", "unit", "currency", "percentage", "identifier", "name", "changed_word", "other_word", "condition"]
"""What of a claim its quotes do not carry; in a near-copy `changed_word` is one such as "not" or "at least" that differs,
`other_word` any other that stands in a word's place, one such as "always" that was put in, or a clause that the claim adds of its own."""

Cells = tuple[tuple[str, str], ...]
"""(name of the column, what stands there) for each cell of a row that says something."""

_IN_DOCUMENT = re.compile(r"(?::\d+|, page \d+)\Z")
_TELLING = 40
"""Characters of a quote that says something by itself."""

Band = Literal["green", "red", "undecided"]
"""`green`: no flag, and most of the claim stands in the quotes in order; `red`: a hard flag; the rest is not decided by rules."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A chunk that a search found, with the score it was ranked by (higher is better; comparable within one search)."""

    chunk: Chunk
    score: float
    terms: tuple[str, ...] = field(default=(), repr=False)
    """The chunk's analysed words in order, title and headings first: what reranking reads."""
    day: date | None = field(default=None, repr=False)
    """When the text was updated last, as far as is known: what "latest" goes by."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A hit with its text and its version: what a reader reads. `text` is the version's slice [start, end)."""

    hit: Hit
    version: Version
    text: str
    referred: Span | None = None
    """Where a passage that was found names it, and why it is read; None for what was found itself."""
    of_day: str = ""
    """The question's words for the day that its document is of; "" where that is of another day, or of none."""

    @property
    def start(self) -> int:
        """Offset of the passage in its version."""
        return self.hit.chunk.start


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What verification says of one quote against one source text."""

    kind: VerdictKind
    spans: tuple[tuple[int, int], ...] = ()
    """Where the quote's parts stand in the source text; several only when an ellipsis joins them."""
    sentence: tuple[int, int] | None = None
    """The whole sentence or sentences around the match: what is shown."""
    artefacts: tuple[str, ...] = ()
    """Names of the differences that were looked through, sorted, from the closed list."""
    reason: str = ""
    """Why not, for `refused` and `not_found`; a code such as `negation_clipped`."""
    nearest: tuple[int, int] | None = None
    """For `not_found`: the span of the source most like the quote, for a person to look at."""
    elsewhere: Span | None = None
    """For `misattributed` and `stale`: where the quote does stand."""

    @property
    def accepted(self) -> bool:
        """True when the source says just what the quote says."""
        return self.kind in ("exact", "normalised")


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """A verified quote and its address. `quote` is the source's own text, [start, end) of the version."""

    version: int
    number: int
    path: str
    start: int
    end: int
    quote: str
    line: int
    """1-based line of the quote's start in the source file."""
    title: str = ""
    headings: tuple[str, ...] = ()
    verdict: Verdict
    page: int | None = None
    """1-based, for a format that has pages."""
    boxes: tuple[TextBox, ...] = ()
    """Where on its pages the quote stands, for a format that tells."""
    rows: tuple[Cells, ...] = ()
    """For rows of a table, each one's cells by the table's header: worked out, so that the row can be read, and no part of the quote."""
    id: int | None = None

    @property
    def span(self) -> Span:
        """The quote's address."""
        return Span(version=self.version, start=self.start, end=self.end)

    @property
    def source(self) -> str:
        """The address as people read it: `path:line`, or `path, page 3`."""
        return place_told(self.path, line=self.line, page=self.page)


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A claim as a reader or a model proposes it, before verification."""

    text: str
    quotes: tuple[tuple[int, str], ...]
    """(version id, quote as proposed)."""
    places: tuple[int, ...] = field(default=(), compare=False)
    """Where each quote begins in its version; empty where only its words are known, as of a model and of a recorded answer."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Flag:
    """Something of a claim that its quotes do not carry: [start, end) of the claim's text. A hard one refuses the claim."""

    kind: FlagKind
    hard: bool
    start: int
    end: int
    says: str
    """The claim's own words."""
    source: str = ""
    """What the quotes have in their place, where they have something."""

    @property
    def sentence(self) -> str:
        """For people: what the claim says, and what the source says."""
        if self.source:
            return f"source says '{self.source}', claim says '{self.says}'"
        return f"the source has no '{self.says}'"


@dataclass(frozen=True, kw_only=True, slots=True)
class Support:
    """How far quotes carry a claim. Never proof: the quotes are."""

    band: Band
    flags: tuple[Flag, ...] = ()
    probability: float | None = None
    """Calibrated probability in [0, 1] that the claim is supported; None where the scorer measures too near to chance."""
    scorer: str = "rules"
    """What made the probability."""
    carried: float | None = None
    """The share, in [0, 1], of the terms of the claim's least carried sentence that stand in its quotes, words such as `all` and `must`
    left out where both have them; None for no terms."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Computed:
    """A value that was worked out from quoted facts, never guessed."""

    name: str
    """The derivation, such as `age` or `days_until`."""
    value: str
    """As it is shown."""
    inputs: tuple[tuple[str, str], ...]
    """(name, value) of everything that went in; the claim's citations are where they stand."""
    as_of: date | None = None
    """The day it holds for, where it depends on one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """Something said, with at least one verified citation."""

    text: str
    citations: tuple[Citation, ...]
    support: Support | None = None
    """None for the source's own words, which need none."""
    computed: Computed | None = None


def telling(citations: Sequence[Citation]) -> Citation:
    """The first citation that is more than a term or a row's name: the first of at least 40 characters, else the longest."""
    long = (one for one in citations if len(one.quote) >= _TELLING)
    return next(long, None) or max(citations, key=lambda one: len(one.quote))


@dataclass(frozen=True, kw_only=True, slots=True)
class NearMiss:
    """A true quote that does not answer: shown as such when an answer abstains, never as a source."""

    citation: Citation
    reason: str
    """A sentence for people, such as `this is about the Pro plan`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unshown:
    """A list or table of which an answer shows some items or rows: how many it does not, and where the first of those begins."""

    version: int
    start: int
    items: int
    source: str
    """The place as people read it: `path:line`."""
    sentence: str
    """For the asker, in the question's language: `… and 7 more items in path:line`."""

    @property
    def path(self) -> str:
        """The document's, without the place in it."""
        return _IN_DOCUMENT.sub("", self.source)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dropped:
    """A draft that verification refused, and why."""

    draft: Draft
    reason: str
    """A code such as `not_found`, `wrong_scope` or `not_carried`."""
    detail: str = ""
    """For people and for a model that is asked again: what exactly failed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Usage:
    """What a chat model cost one answer, failed attempts included."""

    requests: int = 0
    failed: int = 0
    """Requests that brought no usable output."""
    input_tokens: int = 0
    output_tokens: int = 0
    cost: Decimal | None = None
    """US dollars; None when any part's price is unknown, never a guess."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """What verification left of the drafts."""

    claims: tuple[Claim, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    near_miss: NearMiss | None = None
    """The first draft that is true but about something else."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Turn:
    """An earlier question of a conversation and what was shown for it; `answer` is "" where it abstained."""

    question: str
    answer: str


_GLANCE = 80
"""Characters of an answer that its `repr` shows."""
NO_STAGES: Mapping[str, float] = FrozenDict()


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A question's outcome: verified claims, or the reason why there are none.

    An abstained answer has no claims; a claim's text never shows what its citations do not carry.
    """

    question: str
    state: AnswerState
    claims: tuple[Claim, ...] = ()
    reason: AbstentionReason | None = None
    near_miss: NearMiss | None = None
    dropped: tuple[Dropped, ...] = ()
    confidence: float
    """Estimated probability in [0, 1] that the evidence holds the answer."""
    language: str = ""
    model: str
    asked_at: datetime
    stages: Mapping[str, float] = field(default_factory=lambda: NO_STAGES)
    """Milliseconds of wall time by stage, in order; of an answer that is read back without the stage of recording it."""
    retrieved: tuple[Span, ...] = ()
    """Addresses of the passages that the reader saw, best first; then of what else a model was given (earlier quotes, facts), and of what
    notes name."""
    id: str = ""
    """Given when the answer is recorded."""
    conversation: str | None = None
    usage: Usage | None = None
    """None when no chat model was asked."""
    notes: tuple[str, ...] = ()
    """Sentences for the asker: that a fallback answered, which reference could not be read."""
    unshown: tuple[Unshown, ...] = ()
    """What goes on in the source of the lists and tables that the claims show."""
    as_of: AsOf | None = None
    """The day it was asked for; None for the day on which it was asked."""
    purged: bool = False
    """True when a version it quoted was purged: the record stays, without claims, quotes and near miss."""

    def __post_init__(self) -> None:
        """Keep the stages as they are."""
        freeze(self, "stages")

    def __repr__(self) -> str:
        """One line for who types in a shell; the fields hold the rest."""
        named = f"Answer {self.id}" if self.id else "Answer"
        state = f"{self.state} ({self.reason})" if self.reason else self.state
        count = len(self.citations)
        said = " ".join(self.text.split())
        glance = said if len(said) <= _GLANCE else f"{said[:_GLANCE].rstrip()} …"
        quotes = f", {count} quote{'' if count == 1 else 's'}: {glance!r}" if self.claims else ""
        return f"<{named}: {state}, confidence {self.confidence:.2f}{quotes}>"

    @property
    def text(self) -> str:
        """The claims joined, each on its line; empty when the answer abstains."""
        return "\n".join(claim.text for claim in self.claims)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation of every claim, in order."""
        return tuple(citation for claim in self.claims for citation in claim.citations)
