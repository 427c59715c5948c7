"""Headings that ask, as pages of questions and answers have them: what each is about, without the words that only ask."""

from __future__ import annotations

import re
from functools import lru_cache

from untuned.text.regex import regex
from untuned.text.words import terms

_NUMBERING = regex(r"\A\W*(?:(?:q(?:uestion)?|в(?:опрос)?)\s?\d{0,3}\s?[.:)]+|\d{1,3}[.):])\s*", re.IGNORECASE)
"""`Q:`, `Q3.`, `Question 3:`, `В:`, `3.`"""
_ENDS = regex(r"[?？][\s*_)\"'”»]*\Z")
_OPENS = regex(
    r"(?:how (?:much|many|long|often|far|to|do|does|did|can|could|should|is|are)"
    r"|(?:what|where|when|who|which|why) (?:is|are|do|does|can|may|must|should|will|happens|if)"
    r"|(?:can|may|must|should|do|does) (?:i|we|you|my|your|the|an?)"
    r"|сколько|когда|куда|откуда|почему|зачем|как|как(?:ой|ая|ое|ие)|каков[аоы]?|кто|кому|(?:можно|нужно|надо) ли|что делать)\b",
    re.IGNORECASE,
)
"""A question, also where its sign was left out."""
_MEASURE = regex(
    r"\bhow (?:much|many|long|often|far|soon|late|early|old|big|large|high|heavy|fast|quickly)"
    r"(?: (?:minutes|hours|(?:working |business )?days|weeks|months|years|times|people|euros|dollars|pounds))?\b"
    r"|\b(?:сколько|скольких|как (?:долго|часто|много|скоро|быстро))"
    r"(?: (?:минут|часов|(?:рабочих )?дней|суток|недель|месяцев|лет|раз|человек|рублей|евро))?\b",
    re.IGNORECASE,
)
"""How much is asked for: `a long loan` is another thing than a loan, `how long is a loan` asks of one."""
_ASKING_TEXT = """
exactly please any anyone someone anything something there get got give make take takes taken need needed want cost costs pay charge
charged happen happens work works mean means last lasts able may must allowed permitted possible necessary required available include
included includes time times amount duration length deadline period date
сколько насколько какого какому какую каким какими каких почему зачем куда откуда кому можно нельзя нужно нужен нужна нужны надо могу
можем может могут возможно разрешено разрешается будет делать сделать происходит работает дают выдают выдаете входит получить стоит стоят
стоимость платить заплатить оплачивать внести вносить составляет составляют длится длятся занимает занимают время времени срок срока сроки
сроков размер сумма длительность продолжительность
"""
_ASKING = frozenset(stem for word in _ASKING_TEXT.split() for stem in terms(word, stop_words=False))
"""What a question asks by, and another heading says beside its subject: `How long does delivery take?`, `Delivery time`."""


@lru_cache(maxsize=8_192)
def asks(heading: str) -> bool:
    """True for a heading that is a question."""
    text = _NUMBERING.sub("", heading, count=1)
    return _ENDS.search(text) is not None or _OPENS.match(text) is not None


@lru_cache(maxsize=8_192)
def subject_of(heading: str) -> frozenset[str]:
    """The stems of what a heading is about; of one that only asks (`How long does it take?`), all of its stems."""
    text = _NUMBERING.sub("", heading, count=1)
    return frozenset(terms(_MEASURE.sub(" ", text))) - _ASKING or frozenset(terms(text))


def subject_words(title: str) -> str:
    """The words of a title that say what it is about, in small letters and in order; all where none does."""
    kept = subject_of(title)
    return " ".join(word for word in title.casefold().split() if not kept.isdisjoint(terms(word))) or title
