"""The words by which questions ask for a language, a release, a time, or the newest: English and Russian."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from untuned.text.days import periods
from untuned.text.regex import regex
from untuned.text.values import folded
from untuned.text.words import terms

_NEW = r"(?:последн\w{2,3}|нов\w{2,3}|свеж\w{2,3}|актуальн\w{2,3})"
_ISSUE = r"(?:верси|выпуск|релиз|редакци|обновлени|сведени|данны|страниц)"
LATEST = regex(
    r"\b(?:(?:the[ ])?(?:latest|newest|most[ ](?:recent|current)|(?:current|last)(?=[ ](?:version|release|edition|revision|update)))"
    r"(?![ ](?:day|date|time|hour|moment|possible|at\b))(?:[ ](?:version|release|edition|revision|update|page)s?)?"
    rf"|up[ -]to[ -]date|(?:сам\w{{2,3}}[ ])?{_NEW}[ ]{_ISSUE}\w*|сам\w{{2,3}}[ ](?:нов|свеж|последн)\w{{2,4}})\b",
    re.IGNORECASE,
)
"""Asks for the newest; "the latest day" asks for a day."""

_LANGUAGES = {
    "en": "english|английск",
    "ru": "russian|русск",
    "de": "german|немецк",
    "fr": "french|французск",
    "es": "spanish|испанск",
    "pt": "portuguese|португальск",
    "it": "italian|итальянск",
    "tr": "turkish|турецк",
    "uk": "ukrainian|украинск",
    "zh": "chinese|китайск",
    "ja": "japanese|японск",
    "ko": "korean|корейск",
    "hi": "hindi|хинди",
}
_NAMED, _NAMED_AGAIN, _NAMED_ONCE_MORE = (
    "|".join(f"(?P<{code}{number}>{names})" for code, names in _LANGUAGES.items()) for number in range(3)
)
_OF_WORDS = regex(
    r"\b(?:translat|publish|writ|wrote|call|mean|sa[iy]|spell|word|term|name|speak|spoke)|\b(?:перев[оеё]|опублик|издан|пис|напис|назыв|назва|знач|слов|говор)",
    re.IGNORECASE,
)
"""A question about a language's words, rather than one to be answered in it."""
_PAGES = r"pages?|manuals?|guides?|articles?|instructions|documentation|docs|страниц\w{1,2}|руководств\w|инструкци\w|стат[ьеи]\w?"
_TO_ANSWER = r"answer|reply|respond|explain|describe|tell|ответ\w{1,4}|объясни\w{0,2}|опиши\w{0,2}|расскажи\w{0,2}"
_LANGUAGE = regex(
    rf"(?:(?:\A|[,;.?!(:])[ ]?|\b(?:{_TO_ANSWER}|{_PAGES})[ ](?:me[ ]|it[ ]|this[ ]|мне[ ])?)"
    rf"(?P<said>(?:in[ ](?:{_NAMED})\w{{0,3}}"
    rf"|(?:на|по)[ -](?:{_NAMED_AGAIN})(?:ом|и)(?:[ ]языке)?)(?=[ ]?(?:please|пожалуйста|[.,;:?!)]|\Z)))"
    rf"|\b(?P<page>(?:the[ ]|по[ ])?(?:{_NAMED_ONCE_MORE})\w{{0,4}}[ ](?:version|edition|page|верси|страниц)\w{{0,4}})"
    rf"(?=[ ]?(?:[.,;:?!)]|\Z))",
    re.IGNORECASE,
)
"""What is to be read in a language: "an exam in English" and "a Russian salad" are in it or of it themselves."""
_LANGUAGE_ALONE = regex(
    r"\W{0,5}(?:(?:and|but|or|what[ ]about|how[ ]about|а|и|а[ ]как(?:[ ]насч[её]т)?)[ ])?"
    rf"(?P<said>(?:in[ ](?:{_NAMED})\w{{0,3}}|(?:на|по)[ -](?:{_NAMED_AGAIN})(?:ом|и)(?:[ ]языке)?))(?:[ ](?:please|пожалуйста))?\W{{0,5}}",
    re.IGNORECASE,
)
_SHOWN = regex(
    r"\b(?:i[ ](?:need|want)|show|give|read|see|open|quote|use|from|according[ ]to|in|answer|по"
    r"|покаж\w{1,3}|дай\w{0,2}|нуж\w{2,3}|откро\w{1,3}|из|в)[ ](?:me[ ]|мне[ ])?\Z",
    re.IGNORECASE,
)
"""What stands before "the Russian version" where that is to be read, rather than asked about."""
_RELEASE = regex(
    r"(?:\b(?:version|release|ver\.|верси[яиюей]{1,2}|выпуск[аеу]?|релиз[аеу]?)[ ]v?|(?<![\w.])v\.?[ ]?)"
    r"(?P<number>\d{1,4}(?:\.(?:\d{1,4}|x\b)){0,3})(?![\w-]|\.\d)",
    re.IGNORECASE,
)

_NAME = r"[^\W\d_][\w.+#-]{1,40}"
_NAMED_BEFORE = regex(rf"(?<!\w)({_NAME})(?:['’]s)?[ -](?:(?:the|в)[ ])?\Z")
"""A word right before a release: it may be the name of what is of that release."""
_NAMED_BEHIND = regex(rf"[ ](?:of|for)[ ](?:the[ ])?({_NAME})|[ ]({_NAME})")
"""A word behind it: `version 2 of Tarn`, «версия 2 Тарна»."""
_OF_ANYTHING_TEXT = """
api app application sdk cli os firmware software hardware library package product service server client site program tool docs
documentation manual guide page module plugin driver protocol schema format release version edition major minor stable
приложение программа прошивка библиотека сервис сервер клиент сайт продукт документация руководство протокол формат
show list describe explain compare find give tell read open use get покажи покажите опиши опишите объясни объясните сравни сравните найди
"""
_OF_ANYTHING = frozenset(_OF_ANYTHING_TEXT.split())
"""What has releases and is no name, and what only opens a sentence: the documents' own is meant."""
_BEYOND = regex(
    r"\b(?:before|prior[ ]to|preceding|ahead[ ]of|until|till|up[ ]to|since|after|from|to|than|between|below|above|under|over"
    r"|starting[ ](?:with|at)|beginning[ ]with"
    r"|pre|post|not|except|without|unlike|instead[ ]of"
    r"|до|раньше|позже|старше|младше|новее|ниже|выше|после|перед|по|с|со|от|чем|между|кроме|без|вместо|не)"
    r"[ -](?:(?:the|our|your|release|launch|introduction|of|выхода|выпуска)[ ]){0,4}\Z",
    re.IGNORECASE,
)
_AND_ON = regex(
    r"[ ]?(?:\+|[-–—][ ]?v?\d|(?:,|and|or|и|или)[ ]v?\d"
    r"|(?:and|or|и|или)[ ](?:later|newer|older|earlier|above|below|up\b|higher|lower|before|after"
    r"|выше|ниже|новее|старше"
    r"|позже|раньше|младше)|(?:to|until|through|till|up[ ]to|до|по)[ ](?:(?:the|version|release|верси\w{1,2})[ ])?v?\d|onwards?|upwards?)",
    re.IGNORECASE,
)
"""What makes a release one end of several: of "before version 3" other releases tell."""
_BETWEEN = r"(?:(?:the|an?|this|our|my|error|code|product|ошибк\w{1,2}|код\w{0,2})[ ]){0,3}"
_ASIDE = regex(
    r"\b(?:not|except|excluding|without|unlike|besides|(?:other|rather)[ ]than|(?:apart|aside)[ ]from|instead[ ]of"
    r"|кроме|помимо|без|вместо|не|в[ ]отличие[ ]от|за[ ]исключением|не[ ]считая"
    rf")[ ](?:(?:on|for|in|with|at|на|для|в|у|с)[ ])?{_BETWEEN}\Z",
    re.IGNORECASE,
)
"""What is named only to be left out."""
_PASSING = regex(
    r"\b(?:after(?:[ ](?:fixing|solving|clearing|resolving))?|despite|после(?:[ ]устранения)?|несмотря[ ]на)"
    rf"[ ]{_BETWEEN}\Z",
    re.IGNORECASE,
)
"""What is named only to say what came before."""

_SINCE = r"since|after|from|starting[ ](?:in|from|with)|later[ ]than|начиная[ ]с|после|со?|не[ ]раньше|позже"
_UNTIL = r"until|before|up[ ]to|till|prior[ ]to|earlier[ ]than|до|раньше|не[ ]позже"
_WHEN = r"in|on|during|of|at|в|за|от"
_PARTICIPLE = (
    r"updated|published|dated|written|changed|revised|released|edited|modified"
    r"|обновл[её]нн?\w{0,3}|обновил\w{1,3}|опубликован\w{0,4}|датирован\w{0,4}|измен[её]н\w{0,4}|написан\w{0,4}"
)
_DOCUMENTS = rf"{_PAGES}|documents?|texts?|sources?|editions?|документ\w{{0,3}}|текст\w{{0,2}}|источник\w{{0,3}}|редакци\w"
_ABOUT = r"(?:[ ](?:about|on|for|concerning|о|об|про|по)(?:[ ](?!that\b|which\b|котор)[\w'’-]{1,30}){1,4}?)?"
_OF_DOCUMENTS = regex(
    rf"(?:(?:(?P<bare>(?:\A|[,;:(—–])[ ]?)|\b(?:{_DOCUMENTS}){_ABOUT}[ ,]{{1,2}})"
    r"(?:(?:that|which|was|were|are|is|been|has|have|last|just|as|котор\w{2,3}|был\w?|последний|раз)[ ]){0,5}"
    rf"(?:{_PARTICIPLE})(?:[ ](?:(?P<since>{_SINCE})|(?P<until>{_UNTIL})|(?:{_WHEN})))?"
    r"|\b(?:edition|revision)[ ](?:of|from|dated)|\bversion[ ]dated|\b(?:редакци|верси)\w{1,2}[ ]от)"
    r"[ ](?:the[ ])?(?:end[ ]of[ ]|начала[ ]|конца[ ])?\Z",
    re.IGNORECASE,
)
"""Says of documents when they are from. Of a time without such words, the matter is asked: it is not the day of a page."""
_ENDS = regex(r"(?:[ ](?:г\.|год[ау]?))?\W{0,5}\Z")
"""What follows a time that a question ends with."""
_NEAR = 90
"""Characters before a time in which such words stand."""
_SURE_OF_TIME = {"since": 0.5, "until": 0.4, "during": 0.3}


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """A time that a question asks about: its ends, the words that say so, and how certain it is that the text's own day is meant."""

    ends: tuple[tuple[Literal["from", "to"], date], ...]
    words: str
    sure: float


def languages_asked(text: str) -> Iterator[tuple[str, str]]:
    """The languages that a text is to be read in, each with the words: "in Russian", "the German version", «на русском»."""
    if _OF_WORDS.search(text) is not None:
        return
    for found in _LANGUAGE.finditer(text):
        if found["page"] is None or _SHOWN.search(text, max(0, found.start() - 30), found.start()) or found["page"][:3].lower() == "по ":
            named = next(name for name, value in found.groupdict().items() if value is not None and name not in ("said", "page"))
            yield named[:2], (found["said"] or found["page"]).strip()


def language_alone(text: str) -> str:
    """The words by which a text asks for a language and for nothing else, as "And in Russian?" does; "" for any other."""
    found = _LANGUAGE_ALONE.fullmatch(text)
    return "" if found is None else found["said"]


@dataclass(frozen=True, slots=True)
class AskedRelease:
    """A release that a question names, the words that say so, and the name right beside them: "Tarn" in "Tarn v2"; "" for none."""

    release: str
    words: str
    name: str = ""


def releases_asked(text: str) -> list[AskedRelease]:
    """The releases that a text names by a word or a `v` before the number, each with the words; `2.x` is `2`.

    None where one is an end of several, as in "before version 3" and "from v2 to v3": what tells may stand with other releases.
    """
    found = list(_RELEASE.finditer(text))
    if any(_BEYOND.search(text, max(0, one.start() - 30), one.start()) or _AND_ON.match(text, one.end()) for one in found):
        return []
    return [AskedRelease(folded(one["number"]).removesuffix(".x"), one[0].strip(), _beside(text, *one.span())) for one in found]


def _beside(text: str, start: int, end: int) -> str:
    """The name right before a place of a text, or behind it; where all of a text is in small letters, any word before that means something.

    A name has a capital, or a digit, of its own; what only opens a sentence may be one.
    """
    before, behind = _NAMED_BEFORE.search(text, max(0, start - 50), start), _NAMED_BEHIND.match(text, end)
    careless = text == text.lower()
    if before is not None and _may_name(before[1], careless=careless):
        return before[1]
    named = "" if behind is None else behind[1] or behind[2]
    return named if _may_name(named, careless=False) else ""


def _may_name(word: str, *, careless: bool) -> bool:
    if not word or word.casefold() in _OF_ANYTHING or not terms(word):
        return False
    return careless or word != word.lower()


def aside(text: str, at: int, *, code: bool = False) -> bool:
    """True where what is named at a place of a text is only to be left out: "except the Lite"; a code also in passing: "after E-1"."""
    before = max(0, at - 50)
    return _ASIDE.search(text, before, at) is not None or (code and _PASSING.search(text, before, at) is not None)


def periods_asked(text: str) -> Iterator[AskedPeriod]:
    """The days, months and years by which a text asks for documents, as in "pages updated since 2024"; never those of the matter."""
    for period in periods(text):
        before = _OF_DOCUMENTS.search(text, max(0, period.start - _NEAR), period.start)
        if before is None or (before["bare"] is not None and before.start() and not _ENDS.match(text, period.end)):
            continue  # "the plan, updated in 2024, costs" tells of the plan
        kind = "since" if before["since"] else "until" if before["until"] else "during"
        ends: dict[str, tuple[tuple[Literal["from", "to"], date], ...]] = {
            "since": (("from", period.first),),
            "until": (("to", period.last),),
            "during": (("from", period.first), ("to", period.last)),
        }
        yield AskedPeriod(ends[kind], text[before.start() : period.end].strip(" ,;:(—–"), _SURE_OF_TIME[kind])
