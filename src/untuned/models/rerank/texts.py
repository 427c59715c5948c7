"""A passage as a reranker reads it."""

from __future__ import annotations

from untuned.types.answers import Passage


def read_text(passage: Passage) -> str:
    """The passage's text below its title and headings, which say what it is about."""
    path = dict.fromkeys(part for part in (passage.version.title, *passage.hit.chunk.headings) if part)
    return "\n".join([*([" > ".join(path)] if path else []), passage.text])
