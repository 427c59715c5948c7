"""What frames a mail (its header, greeting and closing), left out of an answer that it adds nothing to."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from untuned.models.reader.extractive import Reading
from untuned.text.plain import plain
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Draft, Passage

_HEADER = regex(r"(?:(?:Subject|From|To|Cc|Date): [^\n]*(?:\n|\Z))+")
_CALLED = (
    r"(?:[A-ZА-ЯЁ][\w.’'-]{0,30}"
    r"|(?i:and|or|all|team|everyone|everybody|there|again|sir|madam|colleagues?|friends?|folks|и|или|все|всем|коллеги|друзья|дорог\w{2,3}|уважаем\w{2,3}))"
)
_NAMES = rf"(?:[ ,]+{_CALLED}){{0,5}}\s*[,!.:]?"
_SMALL_NAMES = r"(?: (?!\d)[^\W_][\w.’'-]{0,30}){1,2}\s*[,!:]"
"""Names in small letters: no more than two, and marked at the end, or a sentence could pass for them."""
_GREETING = regex(
    r"(?i:hello|hi|hey|dear|greetings|good (?:morning|afternoon|evening|day)|to whom it may concern"
    rf"|здравствуй(?:те)?|привет|добрый (?:день|вечер)|доброе утро|уважаем\w{{2,3}})(?:{_NAMES}|{_SMALL_NAMES})"
)
_CLOSING = regex(
    r"(?:(?:(?:with|my|our) )?(?:(?:very )?(?:kind|best|warm|many)(?:est)? )?(?:regards|wishes|greetings)|(?:all the )?best|cheers"
    r"|(?:many )?thanks(?: again| a lot| in advance)?|thank you(?: again| in advance)?"
    r"|(?:yours )?(?:sincerely|truly|faithfully)(?: yours)?|yours"
    r"|с (?:(?:глубоким )?уважением|наилучшими пожеланиями|приветом)|всего (?:доброго|хорошего)|(?:заранее )?спасибо|ваш\w?)"
    r"[ ]?[,.!]?(?:[ ]?\n[^\n]{1,80}){0,6}",
    re.IGNORECASE,
)
_SENTENCE = regex(r"(?:\S+\s+){3,}\S*[^\W_][.!?]")
"""A line of four words or more that ends as a sentence does: below a closing stand names."""
_OF_THE_MAIL = regex(
    r"\b(?:who|whom|whose|dated|sen[dt]s?|sender|wrote|writes?|e-?mails?|letter|subject|recipient|addressee"
    r"|address|phone|contact|reach)\b"
    r"|\b(?:кто|кого|кому|чь[ёяию]|отправ|присла|напис|письм|тем[аы]\b|получател|адрес|телефон|связ)",
    re.IGNORECASE,
)
"""Asks for what only the frame may tell."""


def unframed(question: str, reading: Reading, evidence: Sequence[Passage]) -> Reading:
    """The reading without the frame of mails, where what is left answers as well: it has all words of the question that the frame has.

    Nothing is left out where the question is about the mail itself, such as who wrote it, or where nothing else would be left.
    """
    mails = {one.version.id: one.version.title for one in evidence if one.version.format == "eml"}
    quotes = [(id, quote) for draft in reading.drafts for id, quote in draft.quotes]
    frame = {(id, quote) for id, quote in quotes if id in mails and _frames(quote)}
    rest = [one for one in quotes if one not in frame]
    if not frame or not rest or _OF_THE_MAIL.search(question) is not None:
        return reading
    told = frozenset(terms("\n".join([quote for _, quote in rest] + [mails[id] for id, _ in rest if id in mails])))
    asked = frozenset(terms(question)) - told
    left_out = {one for one in frame if not asked & frozenset(terms(one[1]))}
    kept = [(place, _without(draft, left_out)) for place, draft in zip(reading.places, reading.drafts, strict=True)]
    kept = [(place, draft) for place, draft in kept if draft.quotes]
    return replace(reading, places=tuple(place for place, _ in kept), drafts=tuple(draft for _, draft in kept))


def _without(draft: Draft, left_out: Set[tuple[int, str]]) -> Draft:
    kept = [(one, place) for one, place in zip(draft.quotes, draft.places, strict=True) if one not in left_out]
    if len(kept) == len(draft.quotes):
        return draft
    quotes, places = tuple(one for one, _ in kept), tuple(place for _, place in kept)
    return Draft(text="\n".join(plain(quote) for _, quote in quotes), quotes=quotes, places=places)


def _frames(quote: str) -> bool:
    """True for the header block of a mail, a greeting, or a closing with the names below it."""
    text = quote.strip()
    if _HEADER.fullmatch(text) is not None or _GREETING.fullmatch(text) is not None:
        return True
    return _CLOSING.fullmatch(text) is not None and not any(map(_says_something, text.split("\n")[1:]))


def _says_something(line: str) -> bool:
    return _SENTENCE.fullmatch(line.strip()) is not None
