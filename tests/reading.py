"""Passages to test readers with."""

from dataclasses import replace

from indexing import version
from untuned.types.answers import Hit, Passage
from untuned.types.documents import Chunk


def passage(text, *, number=1, title="", headings=(), language="en", kind="markdown", score=1.0, start=0):
    """A passage of a document of its own that begins at `start` of it."""
    of = replace(version(text, number=number, document=number, title=title, language=language), format=kind)
    chunk = Chunk(document=number, version=number, ordinal=0, start=start, end=start + len(text), headings=headings, language=language)
    return Passage(hit=Hit(chunk=chunk, score=score), version=of, text=text)


HISTORY = "Version history on the Pro plan goes back 90 days."
PLANS = [passage(f"{HISTORY} Billing is monthly.", number=7), passage("The Free plan has no support by phone.", number=9)]
"""Two passages; the first says `HISTORY`, which is what the model of `servers.openai_api` claims."""
