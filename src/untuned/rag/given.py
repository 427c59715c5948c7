"""What is read for a question that brings its own evidence: the paragraphs and the section around it, in place of what search finds."""

from __future__ import annotations

from untuned.index.chunk import CHARACTERS_PER_TOKEN
from untuned.index.search import query_of
from untuned.rag.evidence import Found, Library
from untuned.rag.ground import Asked, Looked
from untuned.rag.pointed import parts_in
from untuned.rag.retrieve.passages import NEVER_READ, passage_of
from untuned.text.language import language_of
from untuned.text.sentences import sentences
from untuned.types.documents import Block, Span, Version, overlaps


def given(asked: Asked, *, library: Library) -> Looked:
    """The passages around the question's evidence, in its order; what the principal may not read is left out. Nothing is searched.

    A passage is the whole paragraph, item, listing or table row, with what stands beside it in its section as long as it is no
    longer than a chunk may be; of a longer paragraph the sentences around the evidence. Passages that overlap are one.
    """
    settings = library.settings
    language = language_of(asked.question, languages=settings.sources.languages)
    words = query_of(asked.question, language=language, gram_weight=0.0, settings=settings.index).words
    held = library.truth.whole({span.version for span in asked.given}, principal=library.principal)
    limit = settings.chunks.max_tokens * CHARACTERS_PER_TOKEN
    spans: list[Span] = []
    for span in asked.given:
        if span.version in held and span.start < min(span.end, held[span.version][0].characters):
            _add(spans, around(span, *held[span.version], limit=limit))
    evidence = [passage_of(span, *held[span.version]) for span in spans]  # all of them rank alike
    found = Found(hits=[], searched=[], idf=library.index.idf(words), language=language)
    return Looked(found=found, evidence=evidence, parts=parts_in(asked.question, list(held.values()), library=library))


def around(span: Span, version: Version, text: str, *, limit: int) -> Span:
    """The whole paragraphs around a span, grown within their section up to `limit` characters; never less than the span."""
    blocks = [block for block in version.blocks if block.kind not in NEVER_READ] or [Block(kind="paragraph", start=0, end=len(text))]
    inside = [nth for nth, block in enumerate(blocks) if block.start < span.end and block.end > span.start]
    if not inside:
        return span
    first, last = inside[0], inside[-1]
    start, end = min(blocks[first].start, span.start), max(blocks[last].end, span.end)
    if end - start > limit:
        return _trimmed(text, _sentences_around(text, span, start, end, limit=limit))
    while True:
        before = first > 0 and blocks[first].kind != "heading" and end - blocks[first - 1].start <= limit
        if before:
            first -= 1
            start = blocks[first].start
        after = last + 1 < len(blocks) and blocks[last + 1].kind != "heading" and blocks[last + 1].end - start <= limit
        if after:
            last += 1
            end = blocks[last].end
        if not (before or after):
            return _trimmed(text, Span(version=span.version, start=start, end=end))


def _sentences_around(text: str, span: Span, start: int, end: int, *, limit: int) -> Span:
    """The whole sentences of [start, end) that meet the span, with as many beside them as the limit leaves room for."""
    found = sentences(text, start, end)
    inside = [nth for nth, (begin, stop) in enumerate(found) if begin < span.end and stop > span.start]
    if not inside:
        return span
    first, last = inside[0], inside[-1]
    while True:
        before = first > 0 and found[last][1] - found[first - 1][0] <= limit
        first -= before
        after = last + 1 < len(found) and found[last + 1][1] - found[first][0] <= limit
        last += after
        if not (before or after):
            return Span(version=span.version, start=min(found[first][0], span.start), end=max(found[last][1], span.end))


def _trimmed(text: str, span: Span) -> Span:
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(version=span.version, start=start, end=start + len(piece.strip()))


def _add(spans: list[Span], span: Span) -> None:
    """Put a span behind the others, or together with the ones of its version that it overlaps, at the first one's place."""
    met = [one for one in spans if overlaps(one, span)]
    if not met:
        spans.append(span)
        return
    whole = Span(version=span.version, start=min(one.start for one in (span, *met)), end=max(one.end for one in (span, *met)))
    spans[spans.index(met[0])] = whole
    for one in met[1:]:
        spans.remove(one)
