"""What the tests of the store put into it."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

from untuned.store.documents import Incoming
from untuned.types.answers import Answer, Citation, Claim, Draft, Dropped, NearMiss, Verdict
from untuned.types.documents import Block, Loaded, Span

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
EVERYONE = frozenset({"everyone"})


def later(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def loaded(text: str, *, parser: str = "text/1", title: str = "", metadata: dict | None = None) -> Loaded:
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        if line:
            kind = "heading" if line.startswith("# ") else "paragraph"
            blocks.append(Block(kind=kind, start=start, end=start + len(line), level=1 if kind == "heading" else 0, language="en"))
        start += len(line) + 1
    return Loaded(text=text, blocks=tuple(blocks), format="text", title=title, language="en", metadata=metadata or {}, parser=parser)


def incoming(path: str, text: str | None = None, *, groups: frozenset[str] = EVERYONE, **more) -> Incoming:
    """A file with that text; without a text, a file whose bytes are those of the last time."""
    raw = more.pop("raw", text if text is not None else "same")
    parser, title, metadata = more.pop("parser", "text/1"), more.pop("title", ""), more.pop("metadata", None)
    return Incoming(
        path=path,
        size=len(raw),
        mtime_ns=more.pop("mtime_ns", 1),
        raw_sha256=hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest(),
        loaded=None if text is None else loaded(text, parser=parser, title=title, metadata=metadata),
        groups=groups,
        **more,
    )


def cite(version: int, quote: str, *, path: str = "a.md", start: int = 0) -> Citation:
    return Citation(
        version=version,
        number=1,
        path=path,
        start=start,
        end=start + len(quote),
        quote=quote,
        line=3,
        title="A title",
        headings=("One", "Two"),
        verdict=Verdict(
            kind="normalised",
            spans=((start, start + len(quote)),),
            sentence=(start, start + len(quote)),
            artefacts=("quotes",),
            nearest=(1, 2),
        ),
    )


def answered(question: str, *citations: Citation, **more) -> Answer:
    return Answer(
        question=question,
        state="answered" if citations else "abstained",
        claims=tuple(Claim(text=f"Says: {citation.quote}", citations=(citation,)) for citation in citations),
        reason=None if citations else "weak_evidence",
        confidence=0.75,
        language="en",
        model="extractive",
        asked_at=NOON,
        stages={"search": 1.5, "read": 0.25},
        **more,
    )


def near(version: int, quote: str) -> NearMiss:
    return NearMiss(citation=cite(version, quote), reason="this is about the Pro plan")


def dropped(version: int, quote: str) -> Dropped:
    return Dropped(draft=Draft(text=f"Draft of {quote}", quotes=((version, quote),)), reason="not_found")


def span(version: int, start: int = 0, end: int = 5) -> Span:
    return Span(version=version, start=start, end=end)


MAY_DAY = date(2026, 5, 1)
