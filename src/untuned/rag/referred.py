"""What the passages refer to is read with them, and a quote that leans on what could not be read is known by what is stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from untuned.index.standing import holds
from untuned.rag.retrieve.budget import CHARACTERS_PER_TOKEN
from untuned.rag.retrieve.refer import SHARE, Referral, making_room, referrals
from untuned.types.answers import Claim, Hit, Passage
from untuned.types.documents import Chunk, Span
from untuned.types.principal import Principal
from untuned.types.references import Reference

if TYPE_CHECKING:
    from untuned.rag.evidence import Library


class Referring(Protocol):
    """What versions refer to, as it is stored."""

    def of(self, versions: Collection[int], *, principal: Principal) -> Sequence[Reference]:
        """The references of those of the versions that the principal may read."""
        ...


def with_referred(evidence: list[Passage], *, idf: Mapping[str, float], library: Library) -> list[Passage]:
    """The passages with those that they refer to, within the budget; as they are where the settings leave that out."""
    chosen = library.settings.search
    if library.references is None or not chosen.references or not evidence:
        return evidence
    held = library.references.of({passage.version.id for passage in evidence}, principal=library.principal)
    budget = chosen.budget_tokens * CHARACTERS_PER_TOKEN
    found = referrals(evidence, held, idf=idf, characters=budget // SHARE)
    if not found:
        return evidence
    return making_room(evidence, _passages(found, evidence, library=library), characters=budget, most=chosen.passages)


def _passages(found: Sequence[Referral], evidence: Sequence[Passage], *, library: Library) -> list[Passage]:
    """The passages that are referred to, as truth has them for the principal; each ranks below what was found."""
    texts = library.truth.slices([one.target for one in found], principal=library.principal)
    least = min(passage.hit.score for passage in evidence)
    read: list[Passage] = []
    for one in found:
        if one.target not in texts:
            continue
        version, text = texts[one.target]
        if not holds(version, library.standing):
            continue
        chunk = Chunk(
            document=version.document,
            version=version.id,
            ordinal=0,
            start=one.target.start,
            end=one.target.end,
            language=version.language,
        )
        read.append(Passage(hit=Hit(chunk=chunk, score=least), version=version, text=text, referred=one.source))
    return read


def stored_of(claims: Sequence[Claim], *, library: Library) -> list[Reference]:
    """What is stored of the references that stand in the claims' quotes."""
    if library.references is None:
        return []
    spans = [citation.span for claim in claims for citation in claim.citations]
    held = library.references.of({span.version for span in spans}, principal=library.principal)
    return [one for one in held if any(_stands_in(one, span) for span in spans)]


def _stands_in(one: Reference, span: Span) -> bool:
    return one.version == span.version and span.start <= one.start and one.end <= span.end
