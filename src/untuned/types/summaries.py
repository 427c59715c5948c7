"""What a summary says of a document, and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from untuned.types.answers import Citation, Claim, Dropped


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A pointer in a chosen sentence to another place of the same document."""

    text: str
    """As it stands there: `Section 4.2`."""
    target: Citation | None = None
    """The heading or clause that it leads to; None where there is none to be found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SummaryClaim:
    """One thing that the document says, with its verified quote."""

    claim: Claim
    section: int
    """Ordinal of the section that its first quote stands in, in the summary's `sections`."""
    leans_on: tuple[str, ...] = ()
    """Terms that the document defines elsewhere; their definitions are in the summary."""
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Definition:
    """What the document says a term means; for "as defined in Section 4.2", what stands there."""

    term: str
    claim: Claim


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionCoverage:
    """How much of a section a summary says."""

    headings: tuple[str, ...]
    """Its heading path, outermost first; () for what stands above the first heading."""
    line: int
    page: int | None = None
    sentences: int
    chosen: int
    """Sentences of it that are quoted, definitions included."""
    carried: float
    """Share, in [0, 1], of the weight of its words that the quoted sentences hold; a word weighs more the rarer it is in the document."""

    @property
    def name(self) -> str:
        """The headings as a path; what stands above the first one is `(beginning)`."""
        return " › ".join(self.headings) or "(beginning)"


FellBack = Literal["model_failed", "nothing_proposed", "no_verified_claim"]
"""Why nothing of a model is shown: it gave no usable reply, it proposed no claim, or no claim of its could be verified."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Summary:
    """A document in its own sentences, or in a model's with the sentences they rest on. Every quote is verified."""

    version: int
    number: int
    path: str
    title: str
    topic: str = ""
    model: str
    """Whose claims these are."""
    fell_back: FellBack | None = None
    """Why these are the document's own sentences though a model was asked."""
    claims: tuple[SummaryClaim, ...] = ()
    """In the document's order."""
    definitions: tuple[Definition, ...] = ()
    sections: tuple[SectionCoverage, ...] = ()
    """All of the document's that have sentences, in order."""
    dropped: tuple[Dropped, ...] = ()
    """What a model proposed and verification refused."""
    notes: tuple[str, ...] = ()

    @property
    def left_out(self) -> tuple[SectionCoverage, ...]:
        """Sections of which nothing is quoted."""
        return tuple(section for section in self.sections if not section.chosen)

    @property
    def carried(self) -> float:
        """Share, in [0, 1], of all sections' words by weight, each section counting as many times as it has sentences."""
        total = sum(section.sentences for section in self.sections)
        return sum(section.carried * section.sentences for section in self.sections) / total if total else 0.0
