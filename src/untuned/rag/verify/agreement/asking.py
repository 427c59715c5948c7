"""Claims whose quotes only ask."""

from __future__ import annotations

from collections.abc import Iterator

from untuned.rag.verify.agreement.evidence import Evidence
from untuned.text.regex import regex
from untuned.types.answers import Flag

_ASKS = regex(r"[?？؟][\s*_\"'»”)\]]*\Z")


def asks(sentence: str) -> bool:
    """True for a sentence that ends as a question."""
    return _ASKS.search(sentence) is not None


def only_asked(claim: str, known: Evidence) -> Iterator[Flag]:
    """A hard flag on a claim that tells something where all that is quoted for it asks."""
    if known.written and claim.strip() and not asks(claim) and all(map(asks, known.written)):
        yield Flag(kind="changed_word", hard=True, start=0, end=len(claim), says=claim, source=known.written[0])
