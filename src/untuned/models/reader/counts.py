"""What "how many" counts, and whether a text has a number of it: `214 steps` answers "How many steps?", `step 3` in another line does not.

English and Russian. A number belongs to a noun that stands close behind it, or before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from untuned.text.measures import measure_after
from untuned.text.regex import regex

_AUXILIARY = (
    "do|does|did|is|are|was|were|has|have|had|can|could|will|would|shall|should|may|might|must|of|in|on|at|to|from|for|by|with|per|a|an|the"
    "|that|which|who|i|you|he|she|it|we|they|there|в|на|у|из|с|со|от|до|по|за|для|при|о|об|есть|было|был|была|были|будет|я|ты|вы|мы|он|она|оно|они"
    "|можно|нельзя|нужно|надо|должно|должен|должна"
)
_VERB = r"\w+(?:[иеяюу]тся|лся|лась|лось|лись|ает|яет|ует|ают|яют|уют|ит|ите|ете|ать|ять|ить)"
"""Russian verbs by their ends; `минут` and `билет` are none."""
_COUNTED = regex(
    rf"\b(?:how many|сколь(?:ко|ких|ки|ку)(?: (?:у|в|во|на|за|из) [\w'’-]+)?)(?! [\w-]+(?:ее|ше|же|ле|че)\b)"
    rf"((?: (?!(?:{_AUXILIARY}|{_VERB})\b)[\w'’-]+){{1,3}})",
    re.IGNORECASE,
)
_WORD = regex(r"[^\W_](?:[\w.,'’-]*\w)?")
_ALSO = frozenset(
    {
        "no",
        "not",
        "none",
        "nobody",
        "zero",
        "one",
        "single",
        "both",
        "нет",
        "не",
        "никто",
        "ни",
        "ноль",
        "один",
        "одна",
        "одно",
        "оба",
        "обе",
    }
)
"""Words that say how many, and are no numbers where anything else is asked for."""
_BEFORE, _BEHIND = 3, 4
"""Words from a number to the noun that it counts, and from the noun to a number behind it."""
_DENYING = frozenset(("not", "не"))
"""These of them deny whatever stands right behind them, often a verb."""
_LABEL = regex(r" ?(?:№|#|[Nn]o\.|[Nn]r\.) ?")
_SINGULAR = regex(r"[A-Za-z]+[A-RT-Za-rt-z]")
_CLAUSE = regex(r"[,;:.!?](?:\s|$)")
_TELLS = regex(r"(?:[:=]|\b(?:is|are|was|were|numbered|составляет|составляло|составляла|составил[ао]?|равно))\W*$", re.IGNORECASE)
"""What stands right before a number that the sentence tells of its subject, however far that is."""
_SENTENCE = regex(r"[;.!?](?:\s|$)")
_MANY = regex(r"\bhow many\b", re.IGNORECASE)
_AMOUNT = regex(r"\d[\d.,]*(?<![.,])")

_IN_WORDS = regex(
    r"\b(?:unlimited|limitless|infinite|no (?:fixed |upper )?limits?|without (?:a )?limit|any number|as many"
    r"|several|a few|a couple|many|most"
    r"|неограничен\w*|безлимит\w*|бесконечн\w*|без (?:ограничени\w+|лимит\w*)|любое (?:число|количество)|сколько угодно|несколько|много)\b",
    re.IGNORECASE,
)
"""Amounts that are told without a number."""
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|январ|феврал|март|апрел|ма[йея]\b|июн|июл|август|сентябр|октябр|ноябр|декабр)[^\W\d_]*"
)
_NO_COUNT = regex(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ \xa0]{_MONTH}(?:,? \d{{4}})?|\b{_MONTH} \d{{1,4}}\b(?:, \d{{4}})?"
    r"|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|(?<!\bup to )(?<!\bover )(?<!\bleast )(?<!\bthan )(?<!\bnearly )"
    r"(?<!\bсвыше )(?<!\bболее )(?<!\bменее )"
    r"\b(?:19|20)\d\d\b(?! +[^\W\d_])"
    r"|\b\d{1,2}:\d\d\b|\b\d{1,2} ?[ap]\.?m\b|(?:\+|\b0)\d[\d -]{6,}"
    r"|(?:\b(?:section|clause|paragraph|article|chapter|page|room|flat|floor|step|table|figure|version|release|since|port|line|level|no\.)"
    r"|§|№|#|\b(?:раздел|пункт|стать|глав|страниц|комнат|квартир|этаж|шаг|таблиц|рисун|верси|порт|строк|уровен)[^\W\d_]*|\b(?:стр|кв|ст|п)\.)"
    r"\s?v?\d[\d.]*|[$€£¥₽]\s?\d[\d.,]*"
    r"|\b(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d[\d.,]*)\s?(?:(?:тыс|млн|млрд)\b\.?\s?)?"
    r"(?:[$€£¥₽]|(?:euros?|dollars?|pounds?|rubles?)\b|руб|р\.)",
    re.IGNORECASE,
)
"""Numbers that count nothing: days, years (not in "up to 2000"), times, telephone numbers, parts, rooms, versions; and amounts of money."""


CODE_ASKED = (
    r"\bwhat(?:['’]s| is| are| was)?(?: (?:the|our|your|my|its|new|current))*(?: [\w-]+){0,2}?"
    r" (?:(?:door|gate|entry|access|alarm|lock|safe|security) codes?|pin(?: code)?|passcode)(?= (?:for|of|to|on|at|in)\b|\W*$)"
    r"|\bкакой (?:[\w-]+ )?(?:код|пин-?код)(?= (?:от|для|у|к|на|в)\b|\W*$)"
)
"""A question for what opens something, in small letters."""
_NUMBERED = regex(
    r"\b(?:what|which) number\b(?! of\b)|\b(?:what|which)\b[^?.]*?"
    r"\b(?!(?:the|a|any|what|which|total|overall|maximum|minimum|max|min|average|exact|largest|smallest|highest|lowest) )"
    r"(?!(?!(?:tele)?phone |mobile |fax |hotline |serial )[\w-]+ number of (?!(?:the|an?|my|our|your|his|her|its|their|this|that)\b))"
    rf"[\w-]+ number\b|\bкак\w+ (?:[\w-]+ ){{0,2}}номер|{CODE_ASKED}",
    re.IGNORECASE,
)
"""The number of things, such as "the allowed number of users", is none."""
_MEASURED = regex(
    r"\s?(?:%|[€$£₽°]|(?:тыс|млн|млрд)\b|(?:hours?|days?|minutes?|seconds?|weeks?|months?|years?|times?|percent|per cent"
    r"|euros?|dollars?|pounds?|eur|usd|gbp"
    r"|[kcm]?m|[mk]?g|kb|mb|gb|tb|ml|l|[ксм]?м|м?к?г|мл|л|[кмгт]б|к?вт|дб|ч|мин|сек|час\w*|дн\w+|день|минут\w*|секунд\w*|недел\w+|месяц\w*|год\w*|лет|раз\w?|процент\w*|руб\w*)\b)"
    r"|(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_OF_MONEY = regex(
    r"\s?(?:(?:thousand|million|тыс|млн|млрд)\b\.?\s?)?(?:[€$£₽]|(?:euros?|dollars?|pounds?|eur|usd|gbp|chf|rub|руб\w*)\b|р\.)",
    re.IGNORECASE,
)
"""What makes a number an amount of money: of `21,400 EUR from courses` it counts no courses."""
_FIGURES = regex(r"(?<![\d.,])[+(]?\d[\d\u00a0 ()/.:-]*")
_DAY_OR_TIME = regex(r"\d{1,2}(?::\d\d|([./])\d\d\1\d{2,4})(?: ?- ?\d{1,2}[.:]\d\d)?")
_DAY = regex(r"\d{1,2}[./]\d\d")
_OF_DAYS = regex(r"\b(?:on|from|since|until|till|by|before|after|с|со|до|от|к|после)\s\Z", re.IGNORECASE)
"""What stands before `20.09` where that is a day and no room."""
_CODE = regex(
    r"`[^`\s]+`|[\"“«][^\W_][\w-]*[\"”»]|(?i:\b(?:code|pin|passcode|код|пин-?код)\b)[^.!?\n]{0,40}?(?:\bis|:| [–—-]) ?[A-ZА-ЯЁ]{3,}\b"
)
_REACHED = regex(r"(?:\d\D*){6,}[\u00a0 ]")
"""Figures before those that measure something: `0117 496 0123 24 hours a day`."""
_SPELT = regex(
    r"\b(?:number(?: (?:is|was))?|dial|press|ring|call) (?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen)\b"
    r"(?! (?:hours?|days?|minutes?|seconds?|weeks?|months?|years?|times?)\b)",
    re.IGNORECASE,
)


def asks_for_numeral(question: str) -> bool:
    """True where a number is asked for by which something is known or reached, as a telephone's or an order's, and no amount."""
    return _NUMBERED.search(question) is not None


def has_numeral(text: str) -> bool:
    """True for figures that measure nothing: `0800 555 0199`, `LH2452`, `dial nine`, and neither `four hours` nor `30 days`."""
    return _SPELT.search(text) is not None or any(
        _MEASURED.match(text, len(found[0].rstrip()) + found.start()) is None or _REACHED.match(found[0].rstrip()) is not None
        for found in _FIGURES.finditer(text)
        if not _is_time(text, found)
    )


def asks_for_code(question: str) -> bool:
    """True for "what is the door code?", which letters may answer as figures do."""
    return re.search(CODE_ASKED, question, re.IGNORECASE) is not None


def has_code(text: str) -> bool:
    """True for a word that is set apart as a code is: in quotes, as code, or in capitals behind `the code is`."""
    return _CODE.search(text) is not None


def _is_time(text: str, found: re.Match[str]) -> bool:
    """True for a day with its year, a time of day, and `20.09` behind "since"; not for the room 2.07."""
    figures = found[0].rstrip(" \u00a0.")
    if _DAY_OR_TIME.fullmatch(figures) is not None:
        return True
    return _DAY.fullmatch(figures) is not None and _OF_DAYS.search(text, max(0, found.start() - 8), found.start()) is not None


def counted(question: str) -> str:
    """The words that name what is to be counted, or ""."""
    found = _COUNTED.search(question)
    return found[1].strip() if found else ""


def amount_in_words(text: str) -> bool:
    """True when the text has an amount that is told without a number, such as `unlimited`."""
    return _IN_WORDS.search(text) is not None


def counts(text: str, *, named: Callable[[str], bool], number: re.Pattern[str], shares: bool = True) -> bool | None:
    """Whether a word that is `named` has a number beside it, or a word such as `no` and `one`; None where the text has no such word.

    Without `shares`, `5 % of the customers` is no number of customers.
    """
    words = list(_WORD.finditer(text))
    nouns = [at for at, word in enumerate(words) if named(word[0])]
    if not nouns:
        return None
    numbers = [at for at, word in enumerate(words) if number.match(word[0]) or word[0].lower() in _ALSO]
    return any(_belong(text, words, number=at, noun=noun, shares=shares) for noun in nouns for at in numbers)


def without_labels(text: str) -> str:
    """The text with a blank for each number that counts nothing, such as a day, a version or the number of a section."""
    return _NO_COUNT.sub(" ", text)


def without_measures(text: str) -> str:
    """The text with a blank for each number that measures something, as `20 minutes` does."""
    return _AMOUNT.sub(lambda found: " " if _MEASURED.match(text, found.end()) else found[0], text)


def counts_things(question: str) -> bool:
    """True for "how many languages": not for days, which measure, nor in Russian, whose words for it also ask how much there is."""
    words = counted(question).split() if _MANY.search(question) else []
    return bool(words) and not any(_MEASURED.match(f" {word}") or measure_after(word, 0) for word in words)


def _belong(text: str, words: Sequence[re.Match[str]], *, number: int, noun: int, shares: bool) -> bool:
    """True for `3 quiet rooms`, `a 3-room flat`, `rooms: 3` and `the number of rooms in the house is 3`; not across the end of a clause.

    `plot 14` and `участок № 14` name one of them. What measures something, as in `guests wait 20 minutes`, is no number of theirs.
    """
    if number == noun:
        return True
    measured = _MEASURED.match(text, words[number].end())
    if number < noun:
        if (words[number][0].lower() in _DENYING and noun - number > 1) or (measured is not None and not shares and "%" in measured[0]):
            return False
        money = _OF_MONEY.match(text, words[number].end()) is not None and noun - number > 1
        return not money and noun - number <= _BEFORE and _CLAUSE.search(text, words[number].end(), words[noun].start()) is None
    if measured is not None:
        return False
    between = text[words[noun].end() : words[number].start()]
    if _LABEL.fullmatch(between) is not None or (between == " " and _SINGULAR.fullmatch(words[noun][0]) is not None):
        return False
    return (number - noun <= _BEHIND or _TELLS.search(between) is not None) and _SENTENCE.search(between) is None
