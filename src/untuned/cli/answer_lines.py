"""Answers, passages and citations as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from untuned.cli.output import EMPTY, Line, Part, Style, line
from untuned.cli.reasons import BANDS, REASONS, dropped_sentence
from untuned.types.answers import Answer, Band, Citation, Claim, Computed, Passage, Support, Usage

_STATES: Mapping[str, str] = MappingProxyType(
    {
        "conflict": "The sources disagree; both are shown.",
        "needs_human": "This needs a person.",
    }
)
_LEFT_OUT = "Only in part: what could not be verified was left out."
_IN_PART = "Only in part; why is said below."

_BAND_STYLES: Mapping[Band, Style] = MappingProxyType({"green": "good", "undecided": "faint", "red": "bad"})


def answer_lines(answer: Answer) -> Iterator[Line]:
    """An answer with its quotes and sources, or the reason why there is none and the nearest miss."""
    if answer.purged:
        yield line("What this answer quoted was purged.", "warning")
        yield EMPTY
    if answer.state == "abstained":
        yield from _abstention(answer)
    elif _state(answer):
        yield line(_state(answer), "warning")
        yield EMPTY
    for claim in answer.claims:
        yield from claim_lines(claim)
        yield EMPTY
    yield from _closing(answer)


def rest_lines(answer: Answer) -> Iterator[Line]:
    """What is left to say of an answer whose claims were shown as they came."""
    if answer.state == "abstained":
        yield from _abstention(answer)
    elif _state(answer):
        yield line(_state(answer), "warning")
    yield from _closing(answer)


def _state(answer: Answer) -> str:
    if answer.state == "partial":
        return _LEFT_OUT if answer.dropped else _IN_PART
    return _STATES.get(answer.state, "")


def _closing(answer: Answer) -> Iterator[Line]:
    """What was left out, the notes, and the footer."""
    for dropped in answer.dropped if answer.state == "partial" else ():
        yield line(f"left out: {dropped_sentence(dropped)}", "faint")
    for note in answer.notes:
        yield (Part("note: ", "faint"), Part(note, "warning"))
    yield from _footer(answer)


def _abstention(answer: Answer) -> Iterator[Line]:
    reason = REASONS[answer.reason] if answer.reason is not None else "it is not known"
    yield (Part("No answer: ", "warning"), Part(f"{reason}."))
    if answer.near_miss is not None:
        yield EMPTY
        yield (Part("Nearest, but "), Part(answer.near_miss.reason.rstrip(".")), Part(":"))
        yield from citation_lines(answer.near_miss.citation)
    yield EMPTY


def claim_lines(claim: Claim) -> Iterator[Line]:
    """The claim above its quotes; the quotes alone where they are all that the claim says."""
    quotes = [citation.quote for citation in claim.citations]
    alone = claim.computed is None and flat(claim.text) == flat(" ".join(quotes))
    if not alone:
        yield from (line(part, "strong") for part in claim.text.split("\n"))
    if claim.computed is not None and not _tells(claim.text, claim.computed):
        yield from _computed(claim.computed)
    if claim.support is not None and not alone:
        yield from _support(claim.support)
    for citation in claim.citations:
        yield from citation_lines(citation, strong=alone)


def _tells(text: str, computed: Computed) -> bool:
    """True when the claim itself says what its value was worked out from, and for which day."""
    day = () if computed.as_of is None else (computed.as_of.isoformat(),)
    return all(part in text for _, value in computed.inputs for part in (value, *day))


def _computed(computed: Computed) -> Iterator[Line]:
    """What a value was worked out from, and the day it holds for."""
    inputs = ", ".join(f"{name} = {value}" for name, value in computed.inputs)
    day = f", as of {computed.as_of.isoformat()}" if computed.as_of is not None else ""
    yield line(f"  computed: {computed.name.replace('_', ' ')} = {computed.value}{day}", "good")
    if inputs:
        yield line(f"  from {inputs}", "faint")


def _support(support: Support) -> Iterator[Line]:
    """How far the quotes carry a claim, in words, and what they do not have."""
    parts = [Part(f"  {BANDS[support.band]}", _BAND_STYLES[support.band])]
    if support.probability is not None:
        parts.append(Part(f"  ·  probability {support.probability:.2f} by {support.scorer}", "faint"))
    yield tuple(parts)
    for flag in support.flags:
        yield line(f"  {flag.sentence}", "warning")


def citation_lines(citation: Citation, *, strong: bool = False) -> Iterator[Line]:
    """A quote as the source has it, and below it where it stands."""
    indent = "" if strong else "  "
    rows = citation.quote.strip("\n").split("\n")
    for number, row in enumerate(rows):
        opening = "“" if number == 0 else " "
        closing = "”" if number == len(rows) - 1 else ""
        yield line(f"{indent}{opening}{row}{closing}", "strong" if strong else "quote")
    where = place_of(citation.title, citation.headings)
    parts = [Part(f"{indent}  "), Part(citation.source, "source")]
    if where:
        parts.append(Part(f"  {where}", "faint"))
    if citation.number > 1:
        parts.append(Part(f"  version {citation.number}", "faint"))
    yield tuple(parts)


def _footer(answer: Answer) -> Iterator[Line]:
    facts = [answer.state, f"confidence {answer.confidence:.2f}"]
    if answer.stages:
        facts.append(f"{milliseconds(sum(answer.stages.values()))} ms")
    if answer.usage is not None:
        facts += [answer.model, *usage_facts(answer.usage)]
    if answer.id:
        facts.append(f"untuned show {answer.id}")
    yield line("  ·  ".join(facts), "faint")


def usage_facts(usage: Usage) -> Iterator[str]:
    """What a chat model cost: tokens, money or that its price is not known, and requests that brought nothing."""
    yield f"{usage.input_tokens:,} tokens in, {usage.output_tokens:,} out"
    yield "cost unknown" if usage.cost is None else f"${usage.cost:,.4f}"
    if usage.failed:
        yield f"{usage.failed:,} of {usage.requests:,} requests failed"


def milliseconds(value: float) -> str:
    """Milliseconds as they are read: a decimal only below ten."""
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def passage_lines(passages: Sequence[Passage], lines: Sequence[int]) -> Iterator[Line]:
    """Found passages, best first: `path:line`, score, headings, and the passage's text."""
    for rank, (passage, number) in enumerate(zip(passages, lines, strict=True), start=1):
        headings = place_of(passage.version.title, passage.hit.chunk.headings)
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


def place_of(title: str, headings: Sequence[str]) -> str:
    """Title and headings as a path; a title that is the first heading stands once."""
    parts = [flat(part) for part in (title, *headings) if part]
    return " › ".join(parts[1:] if parts[:1] == parts[1:2] else parts)


def flat(text: str) -> str:
    """The text on one line, one space for any white space."""
    return " ".join(text.split())
