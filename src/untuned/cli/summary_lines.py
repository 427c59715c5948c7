"""Summaries as lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from untuned.cli.output import EMPTY, Line, Part, line
from untuned.cli.reasons import dropped_sentence
from untuned.types.answers import Claim
from untuned.types.documents import place_told
from untuned.types.summaries import Reference, SectionCoverage, Summary, SummaryClaim


def summary_lines(summary: Summary) -> Iterator[Line]:
    """The claims under their sections' names, the definitions they lean on, how much of each section is said, what is left out."""
    about = f", on '{summary.topic}'" if summary.topic else ""
    yield (Part(summary.title or summary.path, "strong"), Part(f"  {summary.path}, version {summary.number}{about}", "faint"))
    yield EMPTY
    if summary.fell_back is not None:
        yield from _fallen_back(summary)
    shown = -1
    for claim in summary.claims:
        if claim.section != shown:
            shown = claim.section
            yield line(summary.sections[shown].name if shown < len(summary.sections) else "", "strong")
        yield from _claim_lines(claim)
    if summary.definitions:
        yield from (EMPTY, line("Leaning on", "strong"))
        for definition in summary.definitions:
            yield line(f"  {definition.term}:")
            yield from _quotes(definition.claim)
    for note in summary.notes if summary.fell_back is None else summary.notes[1:]:
        yield line(note, "warning")
    if summary.dropped and summary.fell_back is None:
        claims = "claim" if len(summary.dropped) == 1 else "claims"
        yield line(f"left out: {len(summary.dropped)} proposed {claims} that could not be verified", "faint")
    yield from _coverage(summary)


def _fallen_back(summary: Summary) -> Iterator[Line]:
    """Before anything is shown: that it is none of the model's, and what became of what the model said."""
    yield line(summary.notes[0], "warning")
    for dropped in summary.dropped:
        yield line(f"left out: {dropped_sentence(dropped)}", "faint")
    yield EMPTY


def _claim_lines(found: SummaryClaim) -> Iterator[Line]:
    quotes = "\n".join(citation.quote for citation in found.claim.citations)
    if found.claim.text != quotes:
        yield line(f"  {_flat(found.claim.text)}")
    yield from _quotes(found.claim)
    if found.leans_on:
        yield line(f"    leans on: {', '.join(found.leans_on)}", "faint")
    for reference in found.references:
        yield _pointer(reference)


def _quotes(claim: Claim) -> Iterator[Line]:
    for citation in claim.citations:
        yield (Part(f"  “{_flat(citation.quote)}”", "quote"), Part("  "), Part(citation.source, "source"))


def _pointer(reference: Reference) -> Line:
    if reference.target is None:
        return line(f"    {_flat(reference.text)}: not found in this document", "faint")
    return (
        Part(f"    {_flat(reference.text)}: ", "faint"),
        Part(reference.target.source, "source"),
        Part(f"  {_flat(reference.target.quote)[:80]}", "faint"),
    )


def _coverage(summary: Summary) -> Iterator[Line]:
    if summary.claims:
        yield from (EMPTY, line("How much of each section is said (share of its words by weight; sentences quoted of all)", "strong"))
    for section in summary.sections:
        if section.chosen:
            yield line(f"  {section.carried:4.0%}  {section.chosen} of {section.sentences}  {section.name}")
    if summary.left_out:
        yield from (EMPTY, line(f"Left out: {len(summary.left_out)} of {len(summary.sections)} sections", "strong"))
        yield from (_left_out(section, summary.path) for section in summary.left_out)


def _left_out(section: SectionCoverage, path: str) -> Line:
    place = place_told(path, line=section.line, page=section.page)
    count = f"{section.sentences} sentence{'' if section.sentences == 1 else 's'}"
    return (Part(f"  {section.name}  "), Part(place, "source"), Part(f"  {count}", "faint"))


def _flat(text: str) -> str:
    return " ".join(text.split())
