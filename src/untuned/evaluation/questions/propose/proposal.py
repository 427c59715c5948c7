"""A question as it is proposed, and whether it reads like one that a person would ask."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from untuned.rag.rewrite.leaning import is_stop
from untuned.text.regex import regex
from untuned.text.words import terms

Rule = Literal[
    "heading", "steps", "number", "time", "definition", "purpose", "case", "row", "object", "person", "place", "reason", "parameter", "twin"
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """A question with its answer and the passage that gives it, [start, end) of a version."""

    text: str
    answer: str
    rule: Rule
    score: float
    """How well questions of its rule read, by trial; higher is better."""
    start: int
    end: int
    language: str
    about: str = ""
    """What it is about, where a rule tells: the thing that a near-twin is made of."""


_POINTING_EN = """
this these those above below following previous next here there it its they them their he she him his her hers we us our ours such same
another other others either both former latter again also however therefore thus hence example examples chapter page figure later earlier
now then so one ones something anything everything someone stuff way ways thing things etc case cases present study paper
author authors
"""
_POINTING_RU = """
этот эта это эти этого этой этих этому этим этом такой такая такое такие таких тот та то те того той тех том выше ниже следующий следующая
следующее следующие предыдущий он она оно они его ее её их им них нем нём ней ним нами нас нам наш наша наше наши здесь там также тоже
поэтому например пример глава рисунок другой другая другие последнее далее теперь данный данная данные данном
"""
_POINTING = {"en": frozenset(_POINTING_EN.split()), "ru": frozenset(_POINTING_RU.split())}
"""Words that mean something else than what stands in the question."""
_CYRILLIC = regex("[а-яё]")
_NO_NAME = regex(r"(?:\w{3}ing|\w{3}(?:ая|ое|ые|ый|ее|ться|ать|ить|еть))\Z")
_ALWAYS_SMALL = "the a an your my each every all any no вы вас вам ваш ваша ваше ваши"
_SMALL = frozenset(_ALWAYS_SMALL.split())
_WORD = regex(r"[^\W_]+(?:['’-][^\W_]+)*")
_DEFINED = regex(r"(?:What (?:is|are) (?!the |your |my |a \w{1,3}\?)|Что такое )[^\W_]{3,}")
"""One word is enough to ask what it is."""
_TELLING = regex(r"[A-ZА-ЯЁ]{2,}|\w[A-ZА-ЯЁ]|\d|[`\"“«]|(?<=\s)[A-ZА-ЯЁ]")
_ODD = regex(r"[|{}<>\\*_#]{1}(?![^`]*`)|\.\.|…|\s[,.;:)]|[;]|\?.*\?|//|!\S*\?$|\be\.g|\bi\.e|,\?|:\?")

_NAME_OF_TWO = regex(r"[A-Z][a-z]+ [A-Z][a-z]")
_ONE_LETTER = frozenset("aiавикосуя")
"""Words of one letter, in English and Russian."""
_INITIAL = regex(r"([^\W\d_]) (?=[^A-ZА-ЯЁ])([^\W\d_]+)")


def reads_well(question: str, language: str) -> bool:
    """True for a question that stands by itself: of some length, closed brackets, nothing that points elsewhere, something to ask of."""
    words = _WORD.findall(question)
    if not (3 <= len(words) <= 24 and 14 <= len(question) <= 170) or _ODD.search(question):
        return False
    pairs = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))
    if any(question.count(one) != question.count(other) for one, other in pairs) or any(question.count(sign) % 2 for sign in '`"'):
        return False
    pointing = _POINTING.get(language, frozenset())
    if any(word.casefold() in pointing for word in _WORD.findall(question.removeprefix("Что такое "))):
        return False
    if _DEFINED.match(question):
        return True
    content = {term for term in terms(question, language=language) if len(term) > 2}
    return len(content) >= 2 or (bool(content) and _TELLING.search(question[1:]) is not None)


def is_torn(sentence: str, known: frozenset[str]) -> bool:
    """True where a sentence's first letter stands apart from its word, as a large initial does in some files: `О дно из них`, `T he end`.

    `known` are the words that documents write with a small letter.
    """
    found = _INITIAL.match(sentence)
    if found is None:
        return False
    whole = f"{found[1]}{found[2]}".casefold()
    return found[1].casefold() not in _ONE_LETTER or whole in known or whole in _SMALL or is_stop(whole)


def capital(words: str) -> str:
    """The words with their first letter as a capital, unless they begin with code."""
    return words[:1].upper() + words[1:]


def spelled_small(words: Iterable[str]) -> frozenset[str]:
    """What `lowered` goes by: words that are written small inside sentences, and the stems of Russian ones, marked by `~`."""
    found = frozenset(words)
    return found | {f"~{stem}" for word in found if _CYRILLIC.match(word) for stem in terms(word, stop_words=False)}


def lowered(words: str, known: frozenset[str]) -> str:
    """A sentence's beginning as it stands inside one: its first word small, unless it is a name as far as the documents show."""
    found = re.match(r"[^\W\d_]+", words)
    if found is None or (len(found[0]) > 1 and not found[0][1:].islower()):
        return words
    small = found[0].lower()
    if _NAME_OF_TWO.match(words) and small not in _SMALL:
        return words  # "Kiln Lane" is a name, whatever "kiln" is elsewhere
    stems = terms(small, stop_words=False) if _CYRILLIC.match(small) else []
    if small in _SMALL or small in known or _NO_NAME.search(small) or any(f"~{stem}" in known for stem in stems):
        return small[0] + words[1:]
    return words
