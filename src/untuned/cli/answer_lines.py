"""Answers, passages and citations as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from untuned.cli.output import EMPTY, Line, Part, line
from untuned.types.answers import AbstentionReason, Answer, Citation, Claim, Passage

REASONS: Mapping[AbstentionReason, str] = MappingProxyType(
    {
        "nothing_found": "no document says anything like it",
        "weak_evidence": "what the documents say is too weak an answer",
        "wrong_scope": "what the documents say is about something else",
        "no_verified_claim": "no claim could be verified in its source",
    }
)

_STATES: Mapping[str, str] = MappingProxyType(
    {
        "partial": "Only in part: what could not be verified was left out.",
        "conflict": "The sources disagree; both are shown.",
        "needs_human": "This needs a person.",
    }
)


_DROPPED: Mapping[str, str] = MappingProxyType(
    {
        "wrong_scope": "a sentence about something else",
        "not_found": "a quote that its source does not have",
        "negation_clipped": "a quote that cuts off a negation",
    }
)


def answer_lines(answer: Answer) -> Iterator[Line]:
    """An answer with its quotes and sources, or the reason why there is none and the nearest miss."""
    if answer.purged:
        yield line("What this answer quoted was purged.", "warning")
        yield EMPTY
    if answer.state == "abstained":
        yield from _abstention(answer)
    elif answer.state in _STATES:
        yield line(_STATES[answer.state], "warning")
        yield EMPTY
    for claim in answer.claims:
        yield from _claim(claim)
        yield EMPTY
    for dropped in answer.dropped if answer.state == "partial" else ():
        yield line(f"left out: {_DROPPED.get(dropped.reason, dropped.reason.replace('_', ' '))}", "faint")
    yield from _footer(answer)


def _abstention(answer: Answer) -> Iterator[Line]:
    reason = REASONS[answer.reason] if answer.reason is not None else "it is not known"
    yield (Part("No answer: ", "warning"), Part(f"{reason}."))
    if answer.near_miss is not None:
        yield EMPTY
        yield (Part("Nearest, but "), Part(answer.near_miss.reason.rstrip(".")), Part(":"))
        yield from citation_lines(answer.near_miss.citation)
    yield EMPTY


def _claim(claim: Claim) -> Iterator[Line]:
    """The claim above its quotes; the quotes alone where they are all that the claim says."""
    quotes = [citation.quote for citation in claim.citations]
    alone = _flat(claim.text) == _flat(" ".join(quotes))
    if not alone:
        yield from (line(part, "strong") for part in claim.text.split("\n"))
    for citation in claim.citations:
        yield from citation_lines(citation, strong=alone)


def citation_lines(citation: Citation, *, strong: bool = False) -> Iterator[Line]:
    """A quote as the source has it, and below it where it stands."""
    indent = "" if strong else "  "
    rows = citation.quote.strip("\n").split("\n")
    for number, row in enumerate(rows):
        opening = "“" if number == 0 else " "
        closing = "”" if number == len(rows) - 1 else ""
        yield line(f"{indent}{opening}{row}{closing}", "strong" if strong else "quote")
    where = _place(citation.title, citation.headings)
    parts = [Part(f"{indent}  "), Part(citation.source, "source")]
    if where:
        parts.append(Part(f"  {where}", "faint"))
    if citation.number > 1:
        parts.append(Part(f"  version {citation.number}", "faint"))
    yield tuple(parts)


def _footer(answer: Answer) -> Iterator[Line]:
    facts = [answer.state, f"confidence {answer.confidence:.2f}"]
    if answer.stages:
        facts.append(f"{_milliseconds(sum(answer.stages.values()))} ms")
    if answer.id:
        facts.append(f"untuned show {answer.id}")
    yield line("  ·  ".join(facts), "faint")


def _milliseconds(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def passage_lines(passages: Sequence[Passage], lines: Sequence[int]) -> Iterator[Line]:
    """Found passages, best first: `path:line`, score, headings, and the passage's text."""
    for rank, (passage, number) in enumerate(zip(passages, lines, strict=True), start=1):
        headings = _place(passage.version.title, passage.hit.chunk.headings)
        parts = [Part(f"{rank}. "), Part(f"{passage.version.path}:{number}", "source"), Part(f"  {passage.hit.score:.3f}", "faint")]
        yield (*parts, Part(f"  {headings}", "faint")) if headings else tuple(parts)
        for row in _excerpt(passage.text):
            yield line(f"   {row}", "quote")
        yield EMPTY
    if not passages:
        yield line("Nothing found.", "warning")


def _excerpt(text: str, *, rows: int = 6) -> list[str]:
    """The first rows of a text that are not empty, and a mark where more follow."""
    shown = [row for row in text.split("\n") if row.strip()]
    return shown if len(shown) <= rows else [*shown[:rows], "…"]


def _place(title: str, headings: Sequence[str]) -> str:
    """Title and headings as a path; a title that is the first heading stands once."""
    parts = [_flat(part) for part in (title, *headings) if part]
    return " › ".join(parts[1:] if parts[:1] == parts[1:2] else parts)


def _flat(text: str) -> str:
    return " ".join(text.split())
