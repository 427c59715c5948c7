"""A 'yes' or 'no' below a question of a source settles that question, and none that is asked of something else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from untuned.text.closed_words import Turn, tokens, turnings
from untuned.text.language import language_of
from untuned.text.settled import question_above
from untuned.text.words import terms

_LANGUAGES = ("en", "ru", "de", "fr", "es")
"""What a question may be asked in, beside the language of the source."""
_SHARED = 0.5
"""The share of the source's question that is asked or claimed, where the two are one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What a 'yes' or 'no' of one source is wanted for, as terms of the source's language."""

    question: str
    """As it is asked; "" where nothing is, so that nothing is settled otherwise."""
    claimed: frozenset[str]
    """Of the claim alone; empty where it is but words of the source, which do not tell which of its questions they settle."""
    said: frozenset[str]
    """Of what is asked or claimed."""


Nearness = tuple[float, float, int]
"""How much of a question of a source is claimed, and how much is asked or claimed, as shares of its terms in [0, 1]; how many terms."""


def wanted(questions: Sequence[str], claim: str, *, own_words: bool, language: str) -> Wanted:
    """What is asked, and claimed in the words of whoever claims it or else of the source, whose language is the given one."""
    return Wanted(
        question=next(iter(questions), ""),
        claimed=frozenset(terms(claim, language=language)) if own_words else frozenset(),
        said=frozenset(terms("\n".join((*questions, claim)), language=language)),
    )


def nearness(asked: frozenset[str], wanted: Wanted) -> Nearness:
    """How near a question of a source, as its terms, is to what is wanted."""
    said, count = len(asked & wanted.said), max(len(asked), 1)
    return len(asked & wanted.claimed) / count, said / count, said


def is_near(found: Nearness) -> bool:
    """True where a question of a source may be the one that is asked."""
    return found[1] >= _SHARED


def settled_otherwise(text: str, start: int, *, wanted: Wanted, language: str, others: Iterable[frozenset[str]] = ()) -> str:
    """The question of the source that a 'yes' or 'no' settles, where that is another one than is asked; else "".

    Args:
        text: The source, whole.
        start: Where the quote that begins with the 'yes' or 'no' begins there.
        wanted: What it is wanted for.
        language: The source's; what is asked in another one shares no words with it.
        others: The terms of each question of the source: one that is nearer to what is claimed has a 'yes' or 'no' of its own.
    """
    asked = question_above(text, start) if wanted.question else ""
    if not asked or language_of(wanted.question, languages=(*_LANGUAGES, language)) not in ("", language):
        return ""
    own = frozenset(terms(asked, language=language))
    near = nearness(own, wanted)
    strange = bool(own) and (not is_near(near) or (bool(wanted.claimed) and any(nearness(one, wanted) > near for one in others)))
    return asked if strange or _turned(asked, wanted.question) else ""


def _turned(asked: str, question: str) -> bool:
    """True where one has a 'not' more, or 'before' for the other's 'after'."""
    mine, its = _turns(asked), _turns(question)
    if sum(one.kind == "negation" for one in mine) % 2 != sum(one.kind == "negation" for one in its) % 2:
        return True
    compared = [one for one in mine if one.kind == "comparator" and one not in its]
    return any(one.axis == other.axis and one.meaning != other.meaning for one in compared for other in its if other.kind == "comparator")


def _turns(text: str) -> list[Turn]:
    return [turn for turning in turnings(text, tokens(text)) for turn in turning.turns]
