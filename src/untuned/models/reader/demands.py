"""What an answer cannot lack: a sentence may have every word of a question, and not the one thing that is asked for; English.

`What temperature is the pool?` is not answered by where the pool is, `When are the Easter holidays?` not by what comes before them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from untuned.models.reader.measures import ADJECTIVES, OF_MONEY, measured
from untuned.text.dates import ENGLISH_MONTHS
from untuned.text.regex import regex

_SHARE = regex(r"\d ?(?:%|per ?cent\b|percent\w*|basis points)|\b(?:half|third|quarter|percent|per cent)\b", re.IGNORECASE)
_MEASURES: Mapping[str, str] = {"temperature": "hot", "weight": "heavy", "speed": "fast"}
"""Nouns whose numbers have a unit -> the adjective of their measure."""
_EXACT = regex(
    rf"\b(?:what|which)(?:['’]s| is| was| are| were)?(?: (?:the|its|their|my|your|our))?(?: (?!(?:number|kind|sort|type)\b)[\w-]+){{0,2}}? "
    rf"(?:(?P<measure>{'|'.join(_MEASURES)})|(?P<share>percentage|percent|interest rate|tax rate|vat rate))\b"
    r"(?! (?:class|limit|unit|sensor|scale)s?\b)",
    re.IGNORECASE,
)
_WEIGHS = regex(r"\bhow much\b.{1,100}\bweighs?\b", re.IGNORECASE)
_WHO_IS = regex(
    r"^who(?:['’]s| is| are| was| were) (?:the|our|your|my|its|their) [\w'’-]+"
    r"(?: (?!(?:i|we|you|to|should|can|could|must|may|might|do)\b)[\w'’-]+){0,9}"
    r"(?<! for)(?<! to)(?<! by)(?<! from)(?<! with) ?\?*$",
    re.IGNORECASE,
)
"""Not "who is the terrace for?", which `guests` answers."""
_WHEN_IS = regex(
    r"^when (?:is|are|was|were) (?:(?:the|our|your|my|next|this) ){0,2}"
    r"(?P<what>(?!\w+(?:ed|en)\b)[\w'’-]+(?: (?!\w+(?:ed|en)\b)[\w'’-]+){0,3}?)"
    r"(?: (?:this|next|in) [\w ]{1,40})? ?\?*$"
    r"|^when (?:do|does|did|will) (?:(?:the|our|your|my|next|this) ){0,2}(?P<whose>[\w'’-]+(?: [\w'’-]+){0,3}?)"
    r" (?:take place|happen|start|begin|end|finish)(?: (?:this|next|in) [\w ]{1,40})? ?\?*$",
    re.IGNORECASE,
)
_SEASON = "|".join((*ENGLISH_MONTHS, "spring", "summer", "autumn", "winter", "весной", "летом", "осенью", "зимой"))
_HOW_OFTEN = regex(r"\bhow (?:often|frequently|regularly)\b|\bкак часто\b|\bс какой (?:частотой|периодичностью)\b", re.IGNORECASE)
_DAYS = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_SPAN = f"(?:second|minute|hour|day|night|morning|evening|week|fortnight|month|quarter|season|year|decade|time|{_DAYS}|{_SEASON})"
_RUSSIAN_SPAN = (
    r"(?:секунд|минут|час|день|дня|дней|ноч|утр|вечер|недел|месяц|квартал|сезон|год|лет|раз|понедельник|вторник|сред|четверг|пятниц|суббот"
    r"|воскресень|весн|осен|зим)"
)
_OFTEN = regex(
    rf"\b(?:every|each|per) (?:[\w-]+ ){{0,2}}?{_SPAN}s?\b|\b(?:after|before) (?:each|every)\b"
    r"|\b(?:\d+|two|three|four|five|six|several|many|few) times\b"
    r"|\b(?:once|twice|thrice|a (?:day|week|month|year)|daily|weekly|monthly|quarterly|yearly|annual(?:ly)?|hourly|fortnightly|nightly"
    rf"|always|never|regularly|rarely|intervals?|weekdays|weekends|{_DAYS}s)\b|\d ?[x×]\b"
    r"|\b(?:first|second|third|fourth|last|\d+(?:st|nd|rd|th)?) (?:\w+ )?of the (?:week|month|quarter|year)\b"
    rf"|\b(?:{_SEASON})(?: and | и |, )(?:{_SEASON})\b"
    rf"|\bраз(?:а|у)?\b|\bкажд\w+ (?:[\w-]+ ){{0,2}}?{_RUSSIAN_SPAN}|\b(?:после|перед) кажд"
    r"|\b(?:ежедневн|еженедельн|ежемесячн|ежегодн|ежеквартальн|ежечасн|еже(?:суточ|смен))\w+"
    r"|\b(?:постоянно|никогда|всегда|регулярно|редко|дважды|трижды|однажды|интервал\w*)\b|\bв (?:неделю|месяц|год|сутки|день(?! \w))\b"
    r"|\bпо (?:понедельник|вторник|сред|четверг|пятниц|суббот|воскресень|будн|выходн|праздник|утр|вечер|ноч)(?:ам|ям|ым)\b"
    r"|\b(?:перв|втор|трет|четв[её]рт|последн)\w+ [\w-]+ (?:недели|месяца|квартала|года)\b",
    re.IGNORECASE,
)
"""What tells how often something is."""
_NO_MONEY = regex(
    rf"\bhow (?:many|long|often|old|soon|late|{ADJECTIVES})\b"
    rf"(?!.*(?:{OF_MONEY}|\b(?:costs?|paid|euros?|dollars?|pounds?|cents?|rubles?|francs?|money)\b))"
    r"|\bсколь(?:ко|ких|ким|ки|ку) (?:лет|год|месяц|недел|дн|час|минут|раз|человек|мест|штук|кг|килограмм|литр|метр)",
    re.IGNORECASE,
)
_MONEY = regex(
    r"[$€£¥₽]\s?\d[\d.,]*|(?<![\d.,])(?:\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,5}|\d)[\d.,]*+\s?"
    r"(?:[$€£¥₽]|(?:USD|EUR|GBP|CHF|RUB|euros?|dollars?|pounds?|rubles?)\b|руб|р\.)"
    r"|\b(?:USD|EUR|GBP|CHF|RUB) ?\d[\d.,]*",
    re.IGNORECASE,
)
_RATE = regex(rf"(?:{_MONEY.pattern})(?: (?:an?|per|each|every|в) \w+)?", re.IGNORECASE)
"""An amount of money with what it is paid for: `£5 a day` does not tell how often."""
_ANCHORS = frozenset(["before", "after", "until", "till", "by", "since", "during", "following", "over", "prior", "preceding"])
_WORD = regex(r"[^\W_][\w'’-]*")
_NEAR = 4
"""Words from such a word to what it stands before."""


def weighs(question: str) -> bool:
    """True for "how much does it weigh?"."""
    return _WEIGHS.search(question) is not None


def exact(question: str) -> str:
    """The measure whose number is asked for, `hot`, `heavy` or `fast`, or `share` for a percentage; "" for none."""
    if weighs(question):
        return "heavy"
    found = _EXACT.search(question)
    if found is None:
        return ""
    return "share" if found["share"] else _MEASURES[found["measure"].lower()]


def has_exact(text: str, measure: str) -> bool:
    """True when the text has a number of such a measure."""
    return _SHARE.search(text) is not None if measure == "share" else measured(text, measure=measure)


def asks_how_often(question: str) -> bool:
    """True for "how often is the filter changed?", which a time that something takes does not answer."""
    return _HOW_OFTEN.search(question) is not None


def tells_how_often(text: str) -> bool:
    """True for `every six weeks`, `twice a year`, `on Mondays`, `in March and October`."""
    return _OFTEN.search(_RATE.sub(" ", text)) is not None


def asks_for_no_money(question: str) -> bool:
    """True for "how large are the pens?" and "how many places are there?", which no price answers."""
    return _NO_MONEY.search(question) is not None


def without_money(text: str) -> str:
    """The text without its amounts of money."""
    return _MONEY.sub(" ", text)


def asks_who_it_is(question: str) -> bool:
    """True for "who is the head teacher?", which only a name answers."""
    return _WHO_IS.match(question.strip()) is not None


def dated(question: str) -> str:
    """What it is whose time is asked for, as in "when are the Easter holidays?"; "" where something else is asked."""
    found = _WHEN_IS.match(question.strip())
    return (found["what"] or found["whose"]).strip() if found else ""


def only_anchors(text: str, *, named: Callable[[str], bool], has_date: Callable[[str], bool]) -> bool:
    """True where words that are `named` stand only as what something else is before or after, and no time stands behind them."""
    words = list(_WORD.finditer(text))
    mentions = [at for at, word in enumerate(words) if named(word[0])]
    if not mentions:
        return False
    anchored = all(any(word[0].lower() in _ANCHORS for word in words[max(at - _NEAR, 0) : at]) for at in mentions)
    return anchored and not has_date(text[words[mentions[-1]].end() :])
