"""The quote verifier by itself, for texts that are in no project."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from untuned.rag.verify.quotes.nearest import pointed
from untuned.rag.verify.quotes.quote import Prepared, prepare
from untuned.rag.verify.quotes.quote import verify_quote as verify_prepared
from untuned.types.answers import Verdict
from untuned.types.documents import Markup

_KEPT = 32
"""Prepared texts that are kept: a log of answers quotes the same few sources again and again."""


def verify_quote(quote: str, text: str, *, markup: Markup = "plain") -> Verdict:
    """Whether `text` says just what `quote` says, and where; no project folder is needed.

    A verdict is `accepted` when it is `exact`, or `normalised` with the names of the artefacts that were looked through. One
    that is not says why: `refused` when the words are there but the quote turns them, with the `sentence` that may be quoted
    instead; `not_found` with the `nearest` place, for a person to look at. Offsets are those of `text`.

    Args:
        quote: What is said to stand in the text.
        text: The source. The latest ones are kept prepared, so many quotes of one text cost its preparation once.
        markup: The marks that a quote may leave out: none, or those of Markdown.

    Returns:
        The verdict. A likeness is never proof: `30 days` is not found in a text that says `60 days`.

    Raises:
        ValueError: `markup` is neither "plain" nor "markdown".
        TypeError: The quote or the text is no string.
    """
    for name, given in (("quote", quote), ("text", text)):
        if not isinstance(cast("object", given), str):
            raise TypeError(f"{name} is of type {type(given).__name__}; give a string")
    if markup not in ("plain", "markdown"):
        raise ValueError(f"markup {markup!r} is unknown; give 'plain' or 'markdown'")
    source = _prepared(text, markup)
    return pointed(verify_prepared(quote, source), quote, source)


@lru_cache(maxsize=_KEPT)
def _prepared(text: str, markup: Markup) -> Prepared:
    return prepare(text, markup=markup)
