"""What is measured and what came of it: questions, runs, scores, ratings, comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from untuned.types.answers import NO_STAGES, AnswerState, Turn, VerdictKind
from untuned.types.documents import Span

QuestionKind = Literal["knowledge", "structural", "refusal", "multi_hop", "time_sensitive", "action"]
Origin = Literal["human", "production", "synthetic_reviewed", "draft"]
"""`draft`: proposed from the documents, and not confirmed by a person yet."""
Split = Literal["dev", "locked"]
FactSource = Literal["prompt", "training", "retrieval"]
EvidenceStatus = Literal["found", "moved", "changed", "missing", "purged"]
"""`moved`: the passage stands at another place of the current version; `changed`: no longer there; `missing`: never found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """Where a document answers a question: [start, end) of a version, so that it survives another cut of the text."""

    path: str
    quote: str
    version: int | None = None
    """None where the passage was never found."""
    start: int = 0
    end: int = 0
    status: EvidenceStatus = "found"

    @property
    def span(self) -> Span | None:
        """Its address; None where it has none."""
        return None if self.version is None else Span(version=self.version, start=self.start, end=self.end)


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question with what is known of its answer."""

    id: str
    text: str
    kind: QuestionKind = "knowledge"
    answers: tuple[str, ...] = ()
    """Each of them is right."""
    evidence: tuple[Evidence, ...] = ()
    must_abstain: bool = False
    """The documents do not answer it: the right thing is to say so."""
    cluster: str = ""
    """Questions of one cluster (one document, one template) are not independent; "" stands alone."""
    origin: Origin = "human"
    split: Split = "dev"
    language: str = ""
    history: tuple[Turn, ...] = ()
    fact_source: FactSource = "retrieval"
    route: str = ""
    """What should answer it, where a project routes questions; "" for any."""
    label: str = ""
    """The one right label, for a question that asks for one."""
    leans_on: tuple[str, ...] = ()
    """Documents, each with `#` and a heading where a section is meant, whose change should be looked at with this question."""

    @property
    def scorable(self) -> bool:
        """True when something says what is right: a question of production has nothing until somebody adds it."""
        return bool(self.must_abstain or self.answers or self.label or self.evidence)

    @property
    def confirmed(self) -> bool:
        """True when a person stands behind it: only then is it measured with."""
        return self.origin != "draft"


RunStatus = Literal["ok", "error", "abstained", "truncated"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cited:
    """An address that a run's answer cites, with the verdict on its quote."""

    span: Span
    verdict: VerdictKind
    claim: int | None = None
    """Which of the answer's claims cites it, from 0; None in a run that was recorded before this was kept."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """One variant's answer to one question, once."""

    variant: str
    """The variant's hash; of answers made elsewhere, one over their name."""
    question: str
    repeat: int = 0
    status: RunStatus
    state: AnswerState | None = None
    """None where it failed."""
    reason: str = ""
    text: str = ""
    """As the asker would see it."""
    original: str = ""
    """Before another model rewrote it."""
    verified: bool = False
    claims: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()
    """Of the claims, in their order; "" for the source's own words."""
    cited: tuple[Cited, ...] = ()
    dropped: tuple[str, ...] = ()
    """Codes of what verification refused."""
    hits: tuple[Span, ...] = ()
    read: tuple[Span, ...] = ()
    contexts: tuple[str, ...] = ()
    """What an answer made elsewhere was made from; of one's own runs the spans of `read` say it."""
    error: str = ""
    """What failed, and the remedy."""
    model: str = ""
    language: str = ""
    prompts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    requests: int = 0
    failed_requests: int = 0
    """Requests that brought no usable output: of the wrong shape, refused, cut."""
    input_tokens: int = 0
    output_tokens: int = 0
    cost: Decimal | None = None
    """US dollars; None when it is not known; 0 where no model was asked."""
    milliseconds: float | None = None
    first_token_ms: float | None = None
    first_claim_ms: float | None = None
    stages: Mapping[str, float] = field(default_factory=lambda: NO_STAGES)
    at: datetime
    position: int = 0
    """Of the change feed: how far the documents stood when it was asked."""
    key: str = ""
    """Over variant, question, documents and repeat: the same key is not paid for twice."""
    id: int | None = None
    """Given when it is recorded."""

    @property
    def purged(self) -> bool:
        """It was answered, and a purge took its words; told of a run that was read with its texts."""
        return self.status in ("ok", "truncated") and not any((self.text.strip(), self.notes, self.prompts, self.read))


ScoreStatus = Literal["ok", "failed", "not_applicable"]
"""`failed` is neither zero nor left out: it widens the bounds. `not_applicable`: the question does not ask for this."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """What one scorer says of one run."""

    metric: str
    version: str
    """Of the scorer: another version's scores are not mixed with these."""
    value: float | None
    status: ScoreStatus = "ok"
    detail: str = ""
    """For people: what it rests on, or why there is none."""


Cause = Literal[
    "question broken",
    "evidence not in corpus",
    "not retrieved",
    "retrieved but not in context",
    "in context but answer wrong",
    "wrong scope",
    "said not found with the evidence in context",
    "right value in unusable text",
    "right but bad quote",
    "format",
    "wrong refusal",
    "answered what it should refuse",
    "stale gold",
    "endpoint failed",
]
"""Why an answer is not right, or right and not as it should be; each failure has one."""

RIGHT_BUT: frozenset[str] = frozenset({"right value in unusable text", "right but bad quote"})
"""The causes of answers that are right, by which they are still not as they should be."""
BROKEN: Cause = "question broken"
"""The cause that is told of an answer whatever it says: it counts for no failure, since its question is to be mended."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rating:
    """What one person says of one answer. `item` is a run's id, or any name that the raters share."""

    item: str
    rater: str
    aspect: str = "quality"
    value: float | None = None
    label: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Preference:
    """Which of two answers one person prefers: `a`, `b` or `tie`."""

    item: str
    rater: str
    a: str
    b: str
    preferred: Literal["a", "b", "tie"]
    aspect: str = "quality"
    shown: str = ""
    """Of a model that judges: the two runs that it was shown, and its version. It is not asked the same again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measurement:
    """One time of measuring: which variants were asked which questions, and how far it came."""

    id: str
    """Such as `m12`."""
    at: datetime
    variants: tuple[tuple[str, str], ...]
    """(name, hash) of each, the one that others are compared with first."""
    questions: tuple[str, ...]
    """Their ids, in order."""
    split: Literal["dev", "locked", "all"] = "dev"
    repeats: int = 1
    simulated: bool = False
    """A model of it is a rule, not a model: every report says so."""
    live: bool = False
    """Models were streamed, so that the time of the first token is known."""
    left_out: tuple[tuple[str, int], ...] = ()
    """(tasks that questions are inputs of, "" for those that ask what is known; how many) of what not all of the variants can answer."""
    finished: bool = False


Outlook = Literal["better", "worse", "equivalent", "not enough evidence"]
"""What a comparison says; `equivalent` means within the user's own minimum effect."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """Where a quantity lies, at a confidence; `method` is what people may look up, such as `Wilson` or `Tango`."""

    low: float
    high: float
    confidence: float = 0.95
    method: str = ""

    @property
    def width(self) -> float:
        """High less low."""
        return self.high - self.low


@dataclass(frozen=True, kw_only=True, slots=True)
class RateEstimate:
    """A mean over all items, from a judge's value of each and people's labels of some, beside what the labels alone say."""

    value: float
    interval: Interval
    judge: float | None
    """The mean of the judge's own values, with no label used; None where it judged nothing."""
    alone: float
    """The mean of the labels, or where they were drawn in groups that of the groups by their size."""
    alone_interval: Interval
    weight: float
    """How far the judge is trusted, in [0, 1]: 0 is labels alone."""
    labelled: int
    total: int

    @property
    def relative_width(self) -> float:
        """The interval's width over that of the labels alone; 1 where neither has any."""
        return self.interval.width / self.alone_interval.width if self.alone_interval.width else 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """B against A on the same questions: the difference is the mean of B less the mean of A, in the metric's own unit.

    `better` and `worse` are said of B, in the direction in which more is better.
    """

    verdict: Outlook
    difference: float | None
    """None where no question has both scores."""
    interval: Interval | None
    p: float | None
    """Two-sided, of the test that the interval belongs to."""
    mid_p: float | None = None
    """Printed beside an exact p; never what the verdict goes by there."""
    method: str
    n: int
    """Questions that have both scores."""
    total: int
    """Questions that were asked of both."""
    clusters: int | None = None
    """Independent groups of questions; None where each stands alone."""
    minimum_effect: float
    more_questions: int | None = None
    """About how many more would settle it; None when it is settled, or when no number would."""
    more_between: tuple[int, int | None] | None = None
    """The fewest and the most that it could be, were the difference up to a standard error larger or smaller, and None for the most where
    no number would do; None where these are less than three times apart, or nothing is asked for."""
    worst: Interval | None = None
    """The best and worst difference, were every missing score the most favourable and the least; None when none is missing."""
    why: str = ""
    """In words: what the verdict rests on and what to do next."""
    alpha: float = 0.05
    """What the verdict was decided at, after looks and many comparisons are paid for."""
    undone: bool = False
    """The missing scores alone could undo what the others show: so there is no verdict."""
    only_a: int = 0
    """Further questions that the metric says something of on side A alone, as where B abstained: neither `n` nor `total` has them."""
    only_b: int = 0
    """The same of side B."""

    @property
    def coverage(self) -> float:
        """The share of questions, in [0, 1], that have both scores."""
        return self.n / self.asked if self.asked else 0.0

    @property
    def asked(self) -> int:
        """Questions of which a score of either side is there, or missing."""
        return self.total + self.only_a + self.only_b

    @property
    def one_sided(self) -> bool:
        """Some questions have a score of one side alone, and are no part of the verdict: what is left may be what is easier for both."""
        return bool(self.only_a or self.only_b)
