"""What the passages refer to is read with them, and a quote that leans on what could not be read is known by what is stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from untuned.index.standing import holds
from untuned.rag.retrieve.budget import CHARACTERS_PER_TOKEN
from untuned.rag.retrieve.refer import SHARE, Referral, making_room, referrals, with_room
from untuned.types.answers import Claim, Hit, Passage
from untuned.types.documents import Chunk, contains
from untuned.types.principal import Principal
from untuned.types.references import Reference

if TYPE_CHECKING:
    from untuned.rag.evidence import Library

Refers = Mapping[int, Sequence[Reference]]
"""What is stored of the references of each of some versions, in the order of its text; of none for one that refers to nothing."""


class Referring(Protocol):
    """What versions refer to, as it is stored."""

    def of(self, versions: Collection[int], *, principal: Principal) -> Sequence[Reference]:
        """The references of those of the versions that the principal may read."""
        ...


def with_referred(evidence: list[Passage], *, idf: Mapping[str, float], library: Library) -> tuple[list[Passage], Refers]:
    """The passages with those that they refer to, within the budget, and what was read of their references.

    The passages as they are, and nothing more, where the settings leave references out.
    """
    chosen = library.settings.search
    if not chosen.references:
        return evidence, {}
    held = _held({passage.version.id for passage in evidence}, library=library)
    budget = chosen.budget_tokens * CHARACTERS_PER_TOKEN
    found = referrals(evidence, [one for rows in held.values() for one in rows], idf=idf, characters=budget // SHARE)
    if not found:
        return evidence, held
    needed, further = (_passages([one for one in found if one.needed is each], evidence, library=library) for each in (True, False))
    read = making_room(evidence, needed, characters=budget, most=chosen.passages)
    return with_room(read, further, characters=budget, most=chosen.passages), held


def _held(versions: Collection[int], *, library: Library) -> dict[int, Sequence[Reference]]:
    """What is stored of the versions' references; nothing where nobody keeps any."""
    if library.references is None or not versions:
        return {}
    held: dict[int, list[Reference]] = {version: [] for version in sorted(versions)}
    for one in library.references.of(held, principal=library.principal):
        held[one.version].append(one)
    return {**held}


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


def stored_of(claims: Sequence[Claim], known: Refers, *, library: Library) -> list[Reference]:
    """What is stored of the references that stand in the claims' quotes; read where it is not `known` of a version."""
    spans = [citation.span for claim in claims for citation in claim.citations]
    versions = sorted({span.version for span in spans})
    held = {**known, **_held([version for version in versions if version not in known], library=library)}
    return [one for version in versions for one in held.get(version, ()) if any(contains(span, one) for span in spans)]
