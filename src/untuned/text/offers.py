"""What an answer closes with that states nothing: `Would you like to know more?`, `I hope this helps!`; English and Russian."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache

from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.text.words import terms

_LONGEST = 200
_ASKED = regex(
    r"(?:(?:would|do) you (?:like|want|need|have)|(?:can|could|may|shall|should) i|is there any(?:thing|one)?|are there any|anything else"
    r"|what else|how else|need (?:any|more)|want (?:me|to)|(?:не )?хотите(?: ли)?|(?:не )?нужн[аоы]?(?: ли)?|могу ли я|могу я|есть ли"
    r"|чем ещ[её]|остались ли|требуется ли|рассказать|подсказать)\b",
    re.IGNORECASE,
)
"""How a question begins that offers more."""
_SAID = regex(
    r"(?:(?:please )?(?:let me know|(?:feel free|don['’]t hesitate|do not hesitate) to (?:ask|reach out|let me know))|just ask"
    r"|i hope (?:this|that|it) (?:helps|is helpful|was helpful)|(?:i['’]m |i am )?happy to help"
    r"|(?:пожалуйста, )?(?:дайте знать|обращайтесь|спрашивайте)|надеюсь,? (?:это )?(?:поможет|помогло))\b",
    re.IGNORECASE,
)
"""How a sentence begins that is one of courtesy."""
_STATING = regex(
    r"\d|n['’]t\b|\b(?:no|not|never|without|why|because|since|that|which|only|unless|although|even"
    r"|не|ни|нет|никогда|без|почему|потому|что|котор\w+|только|кроме|хотя)\b",
    re.IGNORECASE,
)
"""What may bring a statement into an offer: `Would you like to know why refunds are never paid?`"""
_OFFERING = """
like want need know learn hear see read get more else anything something help helps assist assistance support any other another further
question questions information info details detail explain explanation clarify clarification example examples summary summarize anytime
happy please step steps walk through topic section part answer tell show give provide look let ask know have additional about elaborate
expand узнать больше помочь помощь подробнее подробности рассказать вопрос вопросы вопросов другие другой остались появятся будут
информация пример примеры объяснить уточнить нибудь ещё еще знать возникнут дополнительные дополнительная
"""


def closing_offers(text: str, *, brought: Callable[[], Collection[str]]) -> list[tuple[int, int]]:
    """Offsets [start, end) of the sentences that `text` closes with and that only offer help or ask whether more is wanted.

    One that holds a number, a denial or a reason is none, nor one with a word that is not among `brought`, the terms of the
    sources and the question: it may state something. What `brought` gives is made only where a sentence begins like an offer.
    """
    found: list[tuple[int, int]] = []
    for start, end in reversed(sentences(text)):
        if not _offers(text[start:end], brought):
            break
        found.insert(0, (start, end))
    return found


def _offers(sentence: str, brought: Callable[[], Collection[str]]) -> bool:
    opening = (_ASKED if sentence.endswith("?") else _SAID).match(sentence)
    if opening is None or len(sentence) > _LONGEST:
        return False
    rest = sentence[opening.end() :]
    if _STATING.search(rest) is not None:
        return False
    own = set(terms(rest)) - _offering()
    return not own or own <= set(brought())


@cache
def _offering() -> frozenset[str]:
    return frozenset(terms(_OFFERING))
