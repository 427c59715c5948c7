"""Windows in the language of the question, before a better one in another language that has no more of what is asked."""

from __future__ import annotations

from collections.abc import Sequence

from untuned.models.reader.windows import Window
from untuned.types.answers import Passage


def own_language_first(found: Sequence[Window], passages: Sequence[Passage], *, language: str) -> list[Window]:
    """The windows in their order; where the best is in another language, those in the question's with all of its terms before it.

    A translation may fit better for how it is laid out. `language` is the question's; "" where that is not known.
    """
    if not found or language in ("", _language_of(found[0], passages)):
        return list(found)
    best = found[0]
    as_much = [
        window for window in found if _language_of(window, passages) == language and not best.held & ~window.held and not window.elsewhere
    ]
    chosen = set(map(id, as_much))
    return [*as_much, *(window for window in found if id(window) not in chosen)]


def _language_of(window: Window, passages: Sequence[Passage]) -> str:
    passage = passages[window.passage]
    return passage.hit.chunk.language or passage.version.language
