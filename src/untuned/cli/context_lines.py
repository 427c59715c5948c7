"""A citation in its context: what stands around the quote, which version it is of, and what changed since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from untuned.cli.answer_lines import flat, place_of
from untuned.cli.output import EMPTY, Line, Part, Style, line
from untuned.cli.reasons import verdict_sentence
from untuned.types.answers import Citation
from untuned.types.documents import Block, Version, page_of, place_told

if TYPE_CHECKING:
    from untuned.cli.records import JSON
    from untuned.project import Project

_WIDEST = 800
"""Characters of context on either side of a quote."""
_MOST_CHANGED = 40
"""Lines of a difference that are shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Since:
    """What became of a quote after another version, or a removal, took the place of its own."""

    at: datetime
    removed: bool
    """The document is gone from the sources; its versions are kept."""
    number: int
    """The latest version."""
    still: str | None
    """Where the latest version says the same, as `path:line`; None where it does not."""
    changed: tuple[str, ...]
    """The lines at the quote's place that differ, `-` before those of its own version, `+` before the latest's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CitationContext:
    """A citation with what stands around it in its version."""

    citation: Citation
    path: str
    """Of the document now: it may have been renamed since it was cited."""
    before: str
    """The paragraph before the quote's own and what precedes the quote in that."""
    after: str
    synced_at: datetime
    current: bool
    since: Since | None
    """None for the current version."""


def context_of(project: Project, id: int) -> CitationContext:
    """A citation's context, read as the project's principal.

    Raises:
        UnknownCitation: There is no such citation for this principal.
        UnknownVersion: Its version was purged, or is not open to this principal.
    """
    citation = project.citation(id)
    version, text = project.version(citation.version)
    before, after = _around(citation, version.blocks, text)
    return CitationContext(
        citation=citation,
        path=version.path,
        before=before,
        after=after,
        synced_at=version.synced_at,
        current=version.current,
        since=None if version.superseded_at is None else _since(project, citation, version, text),
    )


def _around(citation: Citation, blocks: Sequence[Block], text: str) -> tuple[str, str]:
    """What stands before and after a quote: the rest of its own paragraph, and the next one on either side that a page shows."""
    seen = [block for block in blocks if block.kind not in ("markup", "matter")]
    own = [block for block in seen if block.start < citation.end and block.end > citation.start]
    earlier = _to_paragraph([block for block in seen if block.end <= citation.start][::-1])[::-1]
    later = _to_paragraph([block for block in seen if block.start >= citation.end])
    opening = text[min([citation.start, *(block.start for block in own)]) : citation.start]
    closing = text[citation.end : max([citation.end, *(block.end for block in own)])]
    before = "\n\n".join(part for part in (*(text[block.start : block.end].strip("\n") for block in earlier), opening.lstrip("\n")) if part)
    after = "\n\n".join(part for part in (closing.rstrip("\n"), *(text[block.start : block.end].strip("\n") for block in later)) if part)
    # A paragraph ends before the quote's own begins, and the next one after it.
    before = f"{before}\n\n" if before and not opening.strip("\n") else before
    after = f"\n\n{after}" if after and not closing.strip("\n") else after
    return _last(before), _first(after)


def _to_paragraph(blocks: Sequence[Block]) -> list[Block]:
    """The first blocks, up to the first that is no heading."""
    for count, block in enumerate(blocks, start=1):
        if block.kind != "heading":
            return list(blocks[:count])
    return list(blocks)


def _last(text: str) -> str:
    return text if len(text) <= _WIDEST else f"…{text[-_WIDEST:].partition(' ')[2]}"


def _first(text: str) -> str:
    return text if len(text) <= _WIDEST else f"{text[:_WIDEST].rpartition(' ')[0]}…"


def _since(project: Project, citation: Citation, version: Version, text: str) -> Since:
    newest = project.history(version.path)[-1]
    now = "" if newest.id == version.id else project.version(newest.id)[1]
    return Since(
        at=version.superseded_at or version.synced_at,
        removed=not newest.current,
        number=newest.number,
        still=_still(project, citation, newest.id) if now else None,
        changed=tuple(_changed(citation, text, now)) if now else (),
    )


def _still(project: Project, citation: Citation, newest: int) -> str | None:
    """Where the latest version says what the quote says, white space aside."""
    from untuned.text.lines import line_of

    version, text = project.version(newest)
    at = text.find(citation.quote)
    if at < 0:
        return version.path if flat(citation.quote) in flat(text) else None
    return place_told(version.path, line=line_of(text, at, version.lines), page=page_of(at, version.pages))


def _changed(citation: Citation, before: str, now: str) -> Iterator[str]:
    """The lines that changed where the quote stands."""
    first = before.count("\n", 0, citation.start)
    last = before.count("\n", 0, max(citation.end - 1, citation.start)) + 1
    old, new = before.split("\n"), now.split("\n")
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal" and start < last and end > first:
            yield from (f"-{row}" for row in old[start:end])
            yield from (f"+{row}" for row in new[begin:stop])


def context_json(context: CitationContext) -> JSON:
    """The citation's own fields, and those of its context beside them."""
    from untuned.cli.records import record_json

    own = record_json(context.citation)
    assert isinstance(own, dict)
    around = {field.name: record_json(getattr(context, field.name)) for field in fields(context) if field.name not in ("citation", "path")}
    return {**own, "document": context.path, **around}


def context_lines(context: CitationContext) -> Iterator[Line]:
    """The quote, marked by ⟦ and ⟧, in what stands around it; then where it stands, in which version, and what changed since."""
    yield from _passage(context)
    yield EMPTY
    citation = context.citation
    where = place_of(citation.title, citation.headings)
    yield (Part(citation.source, "source"), Part(f"  {where}" if where else "", "faint"))
    yield from _boxes(citation)
    if context.path != citation.path:
        yield (Part("renamed: the document is now "), Part(context.path, "source"))
    yield from _standing(context)
    yield line(f"quote {verdict_sentence(citation.verdict)}")


def _passage(context: CitationContext) -> Iterator[Line]:
    """The context's lines; the quote's own parts of them stand out."""
    parts: list[Part] = []
    pieces: tuple[tuple[str, Style], ...] = (
        (context.before, "faint"),
        (f"⟦{context.citation.quote}⟧", "strong"),
        (context.after, "faint"),
    )
    for text, style in pieces:
        first, *rest = text.split("\n")
        parts.append(Part(first, style))
        for row in rest:
            yield tuple(parts)
            parts = [Part(row, style)]
    yield tuple(parts)


def _boxes(citation: Citation) -> Iterator[Line]:
    """The rectangle around the quote on each of its pages."""
    for page in sorted({box.page for box in citation.boxes}):
        own = [box for box in citation.boxes if box.page == page]
        left, bottom = min(box.left for box in own), min(box.bottom for box in own)
        right, top = max(box.right for box in own), max(box.top for box in own)
        yield line(f"  on page {page}: {left:.1f}, {bottom:.1f} to {right:.1f}, {top:.1f}, in points from the lower left corner", "faint")


def _standing(context: CitationContext) -> Iterator[Line]:
    number, since = context.citation.number, context.since
    head = f"version {number}, synced {context.synced_at:%Y-%m-%d %H:%M} UTC"
    if since is None:
        yield (Part(f"{head}: "), Part("current", "good"))
        return
    if since.removed and since.number == number:
        yield (Part(f"{head}: "), Part(f"the document was removed on {since.at:%Y-%m-%d}", "warning"))
        return
    gone = "; the document was removed since" if since.removed else ""
    yield (Part(f"{head}: "), Part(f"superseded on {since.at:%Y-%m-%d}, the latest is version {since.number}{gone}", "warning"))
    if since.still is not None:
        yield (Part("  it still says this: "), Part(since.still, "source"))
    elif not since.changed:
        yield line("  it does not say this any more", "warning")
    for row in since.changed[:_MOST_CHANGED]:
        yield line(f"  {row}", "bad" if row.startswith("-") else "good")
    if len(since.changed) > _MOST_CHANGED:
        yield line(f"  … {len(since.changed) - _MOST_CHANGED} more lines", "faint")
    yield line(f"  untuned history {context.path} {number}..{since.number}", "faint")
