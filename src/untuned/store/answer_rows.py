"""Answers as rows and as nouns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from untuned.store.access import AnyRow
from untuned.store.answer_encoding import (
    from_claim,
    from_detail,
    from_dropped,
    from_spans,
    from_verdict,
    to_as_of,
    to_computed,
    to_dropped,
    to_notes,
    to_rows,
    to_spans,
    to_support,
    to_unshown,
    to_usage,
    to_verdict,
)
from untuned.store.encoding import from_boxes, from_groups, from_instant, from_json, storable, to_boxes, to_instant, to_json
from untuned.types.answers import Answer, Citation, Claim, NearMiss
from untuned.types.principal import Principal


def answer_row(answer: Answer, *, ordinal: int, principal: Principal) -> dict[str, Any]:
    """The row of an answer that has its id."""
    return {
        "id": answer.id,
        "ordinal": ordinal,
        "conversation": answer.conversation,
        "question": storable(answer.question),
        "state": answer.state,
        "reason": answer.reason,
        "confidence": answer.confidence,
        "language": answer.language,
        "model": answer.model,
        "asked_at": from_instant(answer.asked_at),
        "asker_owner": principal.owner,
        "asker_groups": from_groups(principal.groups),
        "stages": to_json(dict(answer.stages)),
        "retrieved": from_spans(answer.retrieved),
        "dropped": from_dropped(answer.dropped),
        "near_miss": None if answer.near_miss is None else storable(answer.near_miss.reason),
        "detail": from_detail(answer),
    }


def claim_row(claim: Claim, *, answer: str, ordinal: int) -> dict[str, Any]:
    """The row of an answer's claim."""
    return {"answer": answer, "ordinal": ordinal, "text": storable(claim.text), "detail": from_claim(claim)}


def citation_row(citation: Citation, *, answer: str, claim: int | None) -> dict[str, Any]:
    """The row of a citation that has its id."""
    return {
        "id": citation.id,
        "answer": answer,
        "claim": claim,
        "version": citation.version,
        "number": citation.number,
        "path": citation.path,
        "start": citation.start,
        "end": citation.end,
        "line": citation.line,
        "quote": storable(citation.quote),
        "title": storable(citation.title),
        "headings": to_json(citation.headings),
        "verdict": from_verdict(citation.verdict, rows=citation.rows),
        "page": citation.page,
        "boxes": from_boxes(citation.boxes),
    }


def touched_versions(answer: Answer) -> dict[int, bool]:
    """Every version that the answer touches; True where it shows the version's words, or words of a model that read it."""
    touched = dict.fromkeys((span.version for span in answer.retrieved), _worded(answer))
    for dropped in answer.dropped:
        for version, _quote in dropped.draft.quotes:
            touched.setdefault(version, False)
    touched.update({citation.version: True for citation in _shown(answer)})
    return touched


def _worded(answer: Answer) -> bool:
    """True where a model worded a claim: its words may come from all that it was given, not only from what it quotes."""
    own = (claim.text != "\n".join(cited.quote for cited in claim.citations) for claim in answer.claims if claim.computed is None)
    return answer.usage is not None and any(own)


def _shown(answer: Answer) -> Iterator[Citation]:
    yield from answer.citations
    if answer.near_miss is not None:
        yield answer.near_miss.citation


def to_citation(row: AnyRow) -> Citation:
    """The citation of a row."""
    return Citation(
        version=row.version,
        number=row.number,
        path=row.path,
        start=row.start,
        end=row.end,
        quote=row.quote,
        line=row.line,
        title=row.title,
        headings=tuple(from_json(row.headings)),
        verdict=to_verdict(row.verdict),
        page=row.page,
        boxes=to_boxes(row.boxes),
        rows=to_rows(row.verdict),
        id=row.id,
    )


def to_answer(row: AnyRow, *, claims: Sequence[AnyRow], citations: Sequence[AnyRow]) -> Answer:
    """The answer of a row, with its claims and citations in their order."""
    near = next((to_citation(cited) for cited in citations if cited.claim is None), None)
    return Answer(
        question=row.question,
        state=row.state,
        claims=tuple(
            Claim(
                text=said.text,
                citations=tuple(to_citation(cited) for cited in citations if cited.claim == said.ordinal),
                support=to_support(said.detail),
                computed=to_computed(said.detail),
            )
            for said in claims
        ),
        reason=row.reason,
        near_miss=None if near is None or row.near_miss is None else NearMiss(citation=near, reason=row.near_miss),
        dropped=to_dropped(row.dropped),
        confidence=row.confidence,
        language=row.language,
        model=row.model,
        asked_at=to_instant(row.asked_at),
        stages=from_json(row.stages),
        retrieved=to_spans(row.retrieved),
        id=row.id,
        conversation=row.conversation,
        usage=to_usage(row.detail),
        notes=to_notes(row.detail),
        unshown=to_unshown(row.detail),
        as_of=to_as_of(row.detail),
        purged=row.purged_at is not None,
    )
