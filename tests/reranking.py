"""Passages to be ordered anew, for the tests."""

from datetime import UTC, datetime

from untuned.types.answers import Hit, Passage
from untuned.types.documents import Chunk, Version


def passage(number: int, text: str, *, score: float = 1.0, title: str = "", headings: tuple[str, ...] = ()) -> Passage:
    """A passage that is a whole document."""
    chunk = Chunk(document=number, version=number, ordinal=0, start=0, end=len(text), headings=headings, language="en")
    version = Version(
        id=number,
        document=number,
        number=1,
        path=f"{number}.md",
        title=title,
        language="en",
        format="markdown",
        markup="markdown",
        parser="markdown/1",
        text_sha256="",
        raw_sha256="",
        characters=len(text),
        synced_at=datetime(2026, 1, 1, tzinfo=UTC),
        superseded_at=None,
        effective_from=None,
        effective_to=None,
        groups=frozenset({"everyone"}),
    )
    return Passage(hit=Hit(chunk=chunk, score=score), version=version, text=text)
