"""An answer that the canonical facts give: a fact's own line, or a value worked out from facts, with the lines it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from untuned.rag.answer.decide import Decision
from untuned.rag.answer.derive import today_in
from untuned.rag.answer.facts import fact_claims, fact_lines
from untuned.rag.ground import Outcome
from untuned.rag.verify.claims import Bench, carried
from untuned.rag.verify.slices import Slices
from untuned.types.answers import Citation, Claim
from untuned.types.documents import Span, Version
from untuned.types.facts import FactBook, FactClaim

NAME = "facts/1"
"""What an answer from the facts records as its model."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """The facts of one version of the project's facts file."""

    version: Version
    book: FactBook
    timezone: str = ""
    """What "today" is, as an IANA name; "" for UTC."""

    @property
    def span(self) -> Span:
        """The whole file."""
        return Span(version=self.version.id, start=0, end=len(self.book.text))

    def supplied(self, *, now: datetime, language: str) -> Supplied:
        """Every fact as a line that may supply a model's claim with names and numbers."""
        return Supplied(facts=self, lines=fact_lines(self.book, today=today_in(now, self.timezone), language=language or "en"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Supplied:
    """The facts that a model is given for a question."""

    facts: Stated
    lines: tuple[FactClaim, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The lines as the model reads them."""
        return tuple(one.text for one in self.lines)

    def behind(self, claim: Claim, *, bench: Bench) -> Claim:
        """The claim, citing the facts too that carry what its quotes do not."""
        needed: list[FactClaim] = []
        missing = _missing(claim, needed, bench=bench)
        for one in self.lines if missing else ():
            left = _missing(claim, [*needed, one], bench=bench)
            if left < missing:
                missing = left
                needed.append(one)
        told = [_claim(one, slices=self._slices) for one in needed]
        more = (citation for one in told if one is not None for citation in one.citations)
        computed = next((one.computed for one in needed if one.computed is not None), None)
        return replace(claim, citations=tuple(dict.fromkeys((*claim.citations, *more))), computed=claim.computed or computed)

    @property
    def _slices(self) -> Slices:
        return Slices(self.facts.version, self.facts.book.text)


def stated(question: str, facts: Stated, *, now: datetime, language: str) -> Outcome | None:
    """What the facts answer, each claim with verified citations of all its lines; None when the question asks for none of them."""
    found = fact_claims(question, facts.book, today=today_in(now, facts.timezone), language=language or "en")
    if not found:
        return None
    slices = Slices(facts.version, facts.book.text)
    claims = [_claim(one, slices=slices) for one in found]
    verified = tuple(claim for claim in claims if claim is not None)
    if len(verified) < len(claims):
        return None
    return Outcome(decision=Decision(state="answered", claims=verified), author=NAME, confidence=min(one.confidence for one in found))


def _missing(claim: Claim, facts: Sequence[FactClaim], *, bench: Bench) -> int:
    """How much of the claim neither its quotes nor these facts carry."""
    alone = replace(bench, supplies=tuple(one.text for one in facts))
    return sum(flag.hard for flag in carried(claim.text, claim.citations, bench=alone).flags)


def _claim(found: FactClaim, *, slices: Slices) -> Claim | None:
    citations = [slices.cite(start, end) for start, end in found.spans]
    verified = tuple(citation for citation in citations if isinstance(citation, Citation))
    if len(verified) < len(citations) or not verified:
        return None
    said = found.text if found.computed is not None else "\n".join(citation.quote for citation in verified)
    return Claim(text=said, citations=verified, computed=found.computed)
