"""A 'yes' or 'no' below a question of a source settles that question, and none that is asked of something else."""

from __future__ import annotations

from collections.abc import Sequence

from untuned.text.closed_words import Turn, tokens, turnings
from untuned.text.language import language_of
from untuned.text.settled import question_above, settles
from untuned.text.words import terms

_LANGUAGES = ("en", "ru", "de", "fr", "es")
"""What a question may be asked in, beside the language of the source."""
_SHARED = 0.5
"""The share of the source's question that is asked or claimed, where the two are one."""


def settled_otherwise(quote: str, text: str, start: int, *, told: Sequence[str], language: str) -> str:
    """The question of the source that a 'yes' or 'no' settles, where that is another one than is asked; else "".

    Args:
        quote: What is quoted.
        text: Its source, whole.
        start: Where the quote begins there.
        told: What is asked, then what is claimed.
        language: The source's; what is asked in another one shares no words with it.
    """
    asked = question_above(text, start) if told and settles(quote) else ""
    if not asked or language_of(told[0], languages=(*_LANGUAGES, language)) not in ("", language):
        return ""
    own = frozenset(terms(asked, language=language))
    said = frozenset(terms("\n".join(told), language=language))
    return asked if len(own & said) < _SHARED * len(own) or _turned(asked, told[0]) else ""


def _turned(asked: str, question: str) -> bool:
    """True where one has a 'not' more, or 'before' for the other's 'after'."""
    mine, its = _turns(asked), _turns(question)
    if sum(one.kind == "negation" for one in mine) % 2 != sum(one.kind == "negation" for one in its) % 2:
        return True
    compared = [one for one in mine if one.kind == "comparator" and one not in its]
    return any(one.axis == other.axis and one.meaning != other.meaning for one in compared for other in its if other.kind == "comparator")


def _turns(text: str) -> list[Turn]:
    return [turn for turning in turnings(text, tokens(text)) for turn in turning.turns]
