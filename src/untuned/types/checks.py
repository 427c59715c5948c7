"""What the verifier says of answers that were made elsewhere: sources, quotes, claims, and the whole."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field

from untuned.types.answers import Band, Support, Verdict
from untuned.types.documents import Markup


def shortened(text: str, *, longest: int = 120) -> str:
    """The text on one line, cut at a space with `…` where it is longer."""
    return textwrap.shorten(text, longest, placeholder=" …") if " " in text.strip()[:longest] else text.strip()[:longest]


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceText:
    """A text that an answer was made from. Several may have one name: parts of one document."""

    text: str = field(repr=False)
    name: str = ""
    """What the answer may call it by, such as its path or title; "" when it only has its place in the order."""
    markup: Markup | None = None
    """The marks that a quote may leave out; None: Markdown's where the text has any."""


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenQuote:
    """A quote that came beside an answer, with the source it is given for."""

    text: str
    source: str | int | None = None
    """A source's name, or its place in the order from 0; None: any source."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedQuote:
    """A quote of an answer and the verdict on it."""

    text: str
    """What is quoted, without its marks."""
    span: tuple[int, int] | None
    """[start, end) of the answer, with its marks; None for a quote that came beside the answer."""
    verdict: Verdict
    """Its offsets count in the text of `source`; `misattributed`: the words stand there, but the answer names another source."""
    source: int | None = None
    """The source that the verdict is about, by its place in the order from 0; None when no source has anything like it."""
    named: tuple[int, ...] = ()
    """The sources that the answer gives the quote to; empty when it names none."""
    shown: str = ""
    """The source's own words: the whole sentence around the match, or what is most like the quote."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedClaim:
    """A sentence of an answer, [start, end) of it, and how far the sources carry it."""

    text: str
    start: int
    end: int
    support: Support
    cites: tuple[int, ...] = ()
    """The sources it names, by `[2]`, `passage 2` or their name; places from 0."""
    unknown: tuple[str, ...] = ()
    """Citation marks such as `[7]` that no given source answers to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedAnswer:
    """An answer held against its sources.

    `ok` has one rule: no claim is red, and every quote is accepted. It does not say that the answer is right: rules cannot
    decide the undecided claims.
    """

    answer: str
    claims: tuple[CheckedClaim, ...] = ()
    quotes: tuple[CheckedQuote, ...] = ()
    sources: tuple[str, ...] = ()
    """Names of the sources in their order; a number from 1 where there is no name."""
    unsupported: float | None = None
    """Calibrated probability in [0, 1] that something in the answer is unsupported; None where that measures too near to chance."""
    scorer: str = "rules"
    """What made the probability."""

    @property
    def ok(self) -> bool:
        """True when no claim is red and every quote is accepted."""
        return all(claim.support.band != "red" for claim in self.claims) and all(quote.verdict.accepted for quote in self.quotes)

    @property
    def bands(self) -> Mapping[Band, int]:
        """How many claims are green, red and undecided."""
        found: list[Band] = [claim.support.band for claim in self.claims]
        return {band: found.count(band) for band in ("green", "red", "undecided")}

    @property
    def problems(self) -> tuple[str, ...]:
        """A sentence for everything that keeps the answer from being `ok`, in the answer's order, quotes last."""
        flagged = [f"'{shortened(claim.text)}': {flag.sentence}" for claim in self.claims for flag in claim.support.flags if flag.hard]
        return (*flagged, *(self.fault(quote) for quote in self.quotes if not quote.verdict.accepted))

    def fault(self, quote: CheckedQuote) -> str:
        """A sentence for people: what is wrong with a quote of this answer that is not accepted."""
        words, shown = f"'{shortened(quote.text)}'", f"'{shortened(quote.shown)}'" if quote.shown else ""
        if quote.source is None:
            named = quote.verdict.reason == "unknown_source"
            return f"{words} is given for a source that is not there" if named else f"{words} is not in the sources, nor anything like it"
        where = f"source {self.sources[quote.source]}"
        if quote.verdict.kind == "misattributed":
            return f"{words} stands in {where}, not in source {', '.join(self.sources[at] for at in quote.named)}"
        if quote.verdict.kind == "refused":
            reason = quote.verdict.reason.replace("_", " ")
            return f"{words} is refused ({reason})" + (f"; {where} says {shown}" if shown else "")
        return f"{words} is not in the sources; {where} says {shown}"


@dataclass(frozen=True, kw_only=True, slots=True)
class LoggedAnswer:
    """One line of a log of answers, read."""

    answer: str
    sources: tuple[SourceText, ...]
    question: str | None = None
    quotes: tuple[GivenQuote, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    """(what it was taken as, the line's own field), such as `("answer", "response")`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedLine:
    """The verdict on one line of a log."""

    line: int
    """From 1."""
    ok: bool
    checked: CheckedAnswer | None = None
    """None for a line that could not be read."""
    error: str = ""
    """Why it could not be read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """How often something was found in a log, with the first examples."""

    name: str
    count: int
    examples: tuple[str, ...] = ()
    """Each with its line: `line 12: ...`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LogLimits:
    """What a log must keep to pass."""

    red: float = 0.0
    """Largest share of claims in the red band, 0 to 1."""
    bad_quotes: float = 0.0
    """Largest share of quotes that are not accepted, 0 to 1."""
    require_quotes: bool = False
    """Every answer holds an accepted quote."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LogReport:
    """What the verifier says of a whole log."""

    path: str
    answers: int
    """Lines that were read and checked."""
    passed: int
    """Answers without a red claim and without a quote that was not accepted."""
    unread: Counted
    """Lines that could not be read."""
    fields: tuple[Counted, ...]
    """What was taken from which field of the lines."""
    claims: int
    bands: tuple[Counted, ...]
    """Claims that are green, red and undecided; each claim counts once."""
    hard: tuple[Counted, ...]
    """Hard flags by kind, with examples: they make a claim red."""
    soft: tuple[Counted, ...]
    """Soft flags by kind: they make no claim red."""
    quotes: tuple[Counted, ...]
    """Quotes by verdict."""
    without_quote: int
    """Answers without an accepted quote."""
    unknown: Counted
    """Citation marks that no given source answers to."""
    unsupported: float | None
    """Estimated share of answers with something unsupported: the mean of their calibrated probabilities; None where none is shown."""
    estimated: int
    """How many answers have such a probability."""
    failures: tuple[str, ...]
    """A sentence for every limit that is broken; empty when the log passes."""
