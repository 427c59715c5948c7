"""Logs, such as release notes and minutes: their headings are days and versions, and what stands below one was then, or came with it."""

from __future__ import annotations

import re
from collections.abc import Set

from untuned.models.reader.cues import CueKind, offers
from untuned.text.days import periods
from untuned.text.regex import regex

_BEEN: dict[CueKind, re.Pattern[str]] = {
    "date": regex(
        r"\bwhen (?:did|was|were|had|has|have)\b|\bsince when\b|\b(?:what|which) (?:year|date|day|month) (?:did|was|were|had)\b"
        r"|\A(?>.*?\b(?:когда|в как(?:ом|ой) \w+|в какую дату|какого числа|с как(?:ого|их) \w+)\b)"  # from the first of them on
        r".*[^\W\d_](?:[аеияыуоё]л[аои]?|[аеиыуя]л(?:ся|ась|ось|ись)|шл[аои]|[ео]н[аоы]?|(?:пис|зд|бр|зв|сл)ан[аоы]?)\b"
    ),
    "version": regex(
        r"\b(?:in|since|from|with|as of) (?:what|which) (?:version|release)\b"
        r"|\b(?:what|which) (?:version|release)(?: of (?:the )?[\w.-]+(?: [\w.-]+)?)? (?:\w+ed|brought|came|has|had|have|made|got)\b"
        r"|\b(?:в|с|начиная с) как(?:ой|ого|ом) (?:верси|релиз|выпуск)"
    ),
}
"""What asks since when something is so, or when it was; a day in a heading does not tell when something will be."""

_RELEASE = regex(r"(?<![\w.])v?\d+(?:\.\d+)+(?:[-+.]?(?:a|b|rc|alpha|beta|dev|post)[.\d]*|[a-z]{1,2}\b)?(?![\w.]*\d)", re.IGNORECASE)
_WORDS = regex(
    r"\b(?:version|release[ds]?|noteworthy|major|overview|news|new|what['’]s|between|since|and|by|with|to|minutes|meeting"
    r"|notes|update[ds]?|changes?|changelog|latest|lts|stable|yanked|beta|board|team"
    r"|week|weekly|daily|monthly|of|on|from|the|in|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|версия|выпуск|релиз|обновление|изменения|протокол|заседани[ея]|совещани[ея]|собрани[ея]|встреч[аи]|планёрка|от|за|год[а]?|г"
    r"|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\b",
    re.IGNORECASE,
)
"""What a heading that is a day or a version says beside it."""
_WORD = regex(r"\w+")
_BY = 3
"""Words that a heading with a day and a version may have besides."""
_PASSING = regex(
    r"\b(?:who|whose|which|that) (?:was|were|is|are|had|has|have|\w+ed)\b[^,;.!?]*|(?<=, )котор[^\W\d_]+[^,;.!?]*", re.IGNORECASE
)
"""Clauses that say of something which one it is, or what was before: `the importer that was added in spring`."""
_PAST = regex(r"\b(?:was|were|did|had|has|have|since)\b|[аеияыуоё]л(?:[аои]|ся|ась|ось|ись)\b|шл[аои]\b|ш[её]л\b", re.IGNORECASE)
_NOUNS = regex(
    r"\b(?:или|начало|недел[ия]|мебели|\w*(?:ител|ател|ятел|модел|петел|метел|цел|отел|мобил)и"
    r"|(?:(?:авто)?школ|скал|стрел|сил|дел|тел|правил|зеркал|одеял|мыл|крыл|могил|отдел|раздел|предел|стол|пол|укол|футбол|волейбол|протокол"
    r"|канал|журнал|терминал|материал|персонал|филиал|квартал|финал|полуфинал|вокзал|автовокзал|зал|спортзал|подвал|сигнал|портал|сериал"
    r"|капитал|интервал|фестивал|генерал|бал|бокал)[аои])\b",
    re.IGNORECASE,
)
"""Russian words, mostly nouns, that end as verbs in the past do."""
_RELATING = regex(
    r"\b(?:during|after|before|until|every|within|no(?:t)? later than|\d{1,2}(?:st|nd|rd|th) of(?= (?:each|every|the) )"
    r"|после|до|кажд[^\W\d_]+|во время|в течение|не позднее|не позже|\d{1,2}(?:-?го)? числа)\b",
    re.IGNORECASE,
)
"""Words that set a time in relation to something, and name none."""
_OF_YEAR = regex(r"\b(?:what|which) year\b|\bкак(?:ом|ого|ому|ой) год\w{0,2}\b", re.IGNORECASE)
_YEAR = regex(r"(?<![\d.,])\d{3,4}(?!\d|[.,]\d)|\b(?:centur|century|decade|век|столет|лет назад|years ago)", re.IGNORECASE)
_CLAUSE_OF_TIME = regex(
    r"\b(?:before|after|until|once|when|whenever|if|unless|while|as soon as|до|после|перед|при|когда|если|пока|как только)\b[^,;.:!?—]*",
    re.IGNORECASE,
)
"""Says of when something else is: what stands in it is taken for known."""


def clauses_of_time(sentence: str) -> tuple[list[str], str]:
    """The clauses that set what a sentence tells before, after or at another time, and the rest of it."""
    return _CLAUSE_OF_TIME.findall(sentence), _CLAUSE_OF_TIME.sub(" ", sentence)


_AFTER_THAT = regex(
    r"\b(?:before|after|until|during) (?:that|this|then|it)\b|\b(?:до|после|перед) (?:этого|того|этим|тем)\b", re.IGNORECASE
)


def without_pointing(sentence: str) -> str:
    """A sentence without `after that` and its like, which name no time."""
    return _AFTER_THAT.sub(" ", sentence)


def asks_for_year(question: str) -> bool:
    """True for a question that no day without its year answers."""
    return _OF_YEAR.search(question) is not None


def names_year(text: str) -> bool:
    """True for a text that may name a year, or tells one by a century or how long ago it is."""
    return _YEAR.search(text) is not None


def asks_since_when(question: str, *, cue: CueKind | None) -> bool:
    """True for a question for the day when something was, or for the version that it came with."""
    pattern = _BEEN.get(cue) if cue is not None else None
    return pattern is not None and pattern.search(question.strip().lower()) is not None


def is_entry(heading: str, *, cue: CueKind, known: Set[str]) -> bool:
    """True for a heading that is a day or a version, and has one of the kind asked for beside the `known` words.

    It is nothing else but for words that the question has: a product's name; or it is both, with a few words, as of who it is by.
    """
    days = list(periods(heading, years="any"))
    rest = heading
    for period in reversed(days):
        rest = f"{rest[: period.start]} {rest[period.end :]}"
    left, releases = _RELEASE.subn(" ", rest)
    others = [word for word in _WORD.findall(_WORDS.sub(" ", left)) if word.casefold() not in known]
    most = _BY if days and releases else 0
    return len(others) <= most and offers(heading, kind=cue, known=known)


def in_passing(sentence: str) -> tuple[str, str]:
    """What a sentence says in passing, which was at another time than the rest, and the rest."""
    return " ".join(_PASSING.findall(sentence)), _PASSING.sub(" ", sentence)


def asks_of_past(question: str) -> bool:
    """True for a question by a verb in the past: neither "when is the yard closed?" nor «когда закрыт двор?» asks for its day."""
    return _PAST.search(_NOUNS.sub(" ", question)) is not None


def unrelated(sentence: str) -> str:
    """A sentence without the words that set a time in relation to something: `make a backup before you update` tells no day."""
    return _RELATING.sub(" ", sentence)
