"""Where an abstention's asker may look: the sections that are most like the question, as places and never as an answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from untuned.cli.output import EMPTY, Line, Part, line

if TYPE_CHECKING:
    from untuned.project import Project
    from untuned.types.answers import AbstentionReason, Answer

_MOST = 3
_LOOKED_AT = 8
"""Passages of which the sections are told, the best first."""
_FOUND: frozenset[AbstentionReason] = frozenset({"weak_evidence", "wrong_scope", "no_verified_claim", "model_declined"})
"""Why there is no answer though there were passages to read."""


def nearest_lines(answer: Answer, project: Project) -> Iterator[Line]:
    """The places of the best sections that were read for a question without an answer, but for the one of its nearest miss.

    Nothing for an answer, and where nothing was found. Read as the project's principal.
    """
    from untuned.cli.answer_lines import speech

    places = list(_places(answer, project))[:_MOST] if answer.reason in _FOUND else []
    if not places:
        return
    say = speech(answer.question)
    yield line(f"{say('Where else to look')}:", "faint")
    for source, headings in places:
        yield (Part(f"  {source}"), Part(f"  {headings}" if headings else "", "faint"))
    yield EMPTY


def _places(answer: Answer, project: Project) -> Iterator[tuple[str, str]]:
    """(source, title and headings) of each section once, the best first; of a document without headings, of each passage."""
    from untuned.cli.answer_lines import place_of
    from untuned.cli.trace_lines import source_of
    from untuned.index.chunk import path_at

    spans = answer.retrieved[:_LOOKED_AT]
    held = project.documents.whole({span.version for span in spans}, principal=project.principal)
    miss = None if answer.near_miss is None else answer.near_miss.citation
    told = set[tuple[str, str, int]]() if miss is None else {(miss.path, place_of(miss.title, miss.headings), 0)}
    for span in spans:
        if span.version not in held or (miss is not None and span.version == miss.version and span.start <= miss.start < span.end):
            continue
        version, text = held[span.version]
        first = next((block.start for block in version.blocks if block.start >= span.start and block.kind not in _SILENT), span.start)
        headings = path_at(version.blocks, text, first)
        section = (version.path, place_of(version.title, headings), 0 if headings else span.start)
        if section not in told:
            told.add(section)
            yield source_of(version, text, span.start), section[1]


_SILENT = ("heading", "markup", "matter")
"""Blocks below whose own headings nothing stands yet."""
