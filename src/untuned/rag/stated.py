"""An answer that the canonical facts give: a fact's own line, or a value worked out from facts, with the lines it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from untuned.rag.answer.decide import Decision
from untuned.rag.answer.derive import today_in
from untuned.rag.answer.facts import fact_claims, fact_lines
from untuned.rag.ground import Outcome
from untuned.rag.verify.slices import Slices
from untuned.types.answers import Citation, Claim
from untuned.types.documents import Version
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

    def lines(self, *, now: datetime, language: str) -> tuple[str, ...]:
        """Every fact as a line that may supply a model's claim with names and numbers."""
        return fact_lines(self.book, today=today_in(now, self.timezone), language=language or "en")


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


def _claim(found: FactClaim, *, slices: Slices) -> Claim | None:
    citations = [slices.cite(start, end) for start, end in found.spans]
    verified = tuple(citation for citation in citations if isinstance(citation, Citation))
    if len(verified) < len(citations) or not verified:
        return None
    said = found.text if found.computed is not None else "\n".join(citation.quote for citation in verified)
    return Claim(text=said, citations=verified, computed=found.computed)
