"""Whose part is meant, as the words around a number tell: the document's own, one of another document, or one of a law."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from untuned.text.regex import regex

Owner = Literal["own", "law", "named", "other"]
"""The document itself; a law or standard; a document that is named and may be held; an agreement that is only alluded to."""

LOOKED_AT = 200
"""Characters on either side that are looked at."""

_WORD = r"[A-Z][\w&'’.-]{0,40}"
_JOIN = r"(?:of|and|for|on|the|to|\d{4}|No\.?)"
_LAW_WORDS = (
    r"(?:Act|Code|Regulations?|Directive|Laws?|Statutes?|Constitution|Treaty|Convention|GDPR|RFC|ISO|IEC|UCC|Ordinance|Decree"
    r"|U\.?S\.?C|C\.?F\.?R|Rules?|Standards?|Circular|Bankruptcy|Internal\s+Revenue)\b"
)
_OF = (
    r"(?:,|\s*\()?\s+(?:(?:of|to|in|under|from|and\s+\w+\s+of)\s+)?"
    r"(?:the\s+|that\s+certain\s+|such\s+|said\s+|any\s+|each\s+|applicable\s+)?"
)
_LAW_AFTER = regex(rf"(?:{_OF})(?:U\.S\.\s+)?(?:(?:{_WORD}|{_JOIN})\s+){{0,8}}?{_LAW_WORDS}")
_LAW_AFTER_RU = regex(
    r",?\s+(?:(?:част|абзац|пункт|стать|глав|раздел)\w*\s+[\dIVX.]+\s+|[пс]т?\.\s*[\d.]+\s+)?(?:\w+(?:ого|его|ой|ей|ых|их)\s+){0,3}"
    r"(?:ГК|УК|НК|ТК|АПК|ГПК|ЖК|СК|БК|ЗК|КоАП|ФЗ|ГОСТ\w*|СНиП|СанПиН|ПДД|РФ|Федеральн\w+|[Кк]онституци\w+|[Кк]одекс\w*|[Зз]акон\w*"
    r"|[Пп]остановлени\w+|[Уу]каз[аоуе]\w*|[Пп]риказ\w*|[Дд]иректив\w+|[Кк]онвенци\w+|[Уу]став\w*|[Рр]егламент\w*)(?!\w)"
)
_SELF_RU = regex(
    r",?\s+(?P<name>(?:[Уу]став|[Рр]егламент|[Кк]одекс|[Зз]акон|[Пп]риказ|[Пп]остановлени)\w{1,2})"
    r"(?=\s*(?:[.,;:)]|\Z)|\s+(?:не|и|или|в|на|за|по|с)\s|\s+\w{2,20}(?:[еиюя]тся|[ую]тся|ает|яет|ют|ит|ят|ен[аоы]?|ан[аоы]?)(?!\w))"
)
"""An act that is called by its kind alone: the text itself, where it is one."""
_DESIGNATED = (
    r"\b(?:ISO|IEC|EN|DIN|BS|ASTM|ANSI|IEEE|NFPA|RFC|ГОСТ|ОСТ|СНиП|СанПиН|СП|ТУ|РД)\b[ \w/:.–-]{0,30}\d(?:[\w:.–-]{0,12}\w)?"
    r"|\b(?:[Зз]акон|[Пп]остановлени|[Пп]риказ|[Уу]каз|[Рр]аспоряжени)\w{0,4}(?:\s+от\s+[\d.]{8,10}(?:\s+г\.)?)?\s+№\s?[\w/-]{1,12}"
)
"""A standard or an act by its number: `ISO 13857`, «ГОСТ 7798-70», «Приказ от 01.02.2024 № 12»."""
_LAW_BEFORE = regex(
    rf"(?:{_DESIGNATED})(?:,?[ \xa0\n]|,?[ \xa0\n]?\()\Z"
    r"|(?:U\.?\s?S\.?\s?C(?:ode)?\.?|C\.?F\.?R\.?|Stat\.|\b(?:Act|Code|GDPR|Directive|Regulation|Convention|Constitution|Law|Treaty)\b"
    r"|\b(?:РФ|ФЗ|кодекс\w{0,4}|закон\w{0,4}))(?:\s+(?:of\s+)?\d{4})?[\s,(]*(?:see\s+)?\Z"
)
_KINDS = (
    r"(?:Agreement|Contract|Lease|License|Licence|Plan|Policy|Terms|Deed|Guarantee|Guaranty|Indenture|Note|Manual|Guide|Order|Addendum"
    r"|Charter|Bylaws|By-laws|Amendment|Handbook|Mortgage|Certificate|Warrant|Statement)"
)
_OWN_EN = regex(
    r"\s+(?:here(?:of|to|in|under)|above|below)\b|,?\s+(?:of|to|in|under)\s+(?:this|these|the\s+present)\b"
    r"|,?\s+(?:of|to|in)\s+the\s+(?:Agreement|Contract|Terms)\b(?!\s+(?:of|dated|between|with)\b)"
)
_SMALL_KIND = r"(?:agreement|contract|policy|terms|manual|guide|handbook|rules|charter|plan|order)\b"
_NAMED_BEFORE = regex(rf"(?P<name>{_WORD}(?:[ ](?:{_WORD}|{_JOIN})){{0,5}}?[ ](?i:{_KINDS}))(?:,[ ](?:in[ ])?|[ ]?\()\Z")
_TIMES = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day)"
)
_NAMED_EN = regex(
    rf",?\s+(?:of|to|in|under|from)\s+(?:(?:the|that\s+certain|our|its|their|such|said|each|any|a|an)\s+)?(?P<name>[“\"«][^”\"»\n]{{2,80}}[”\"»]|(?!{_TIMES}\b){_WORD}(?:\s+(?:{_WORD}|{_JOIN}|{_SMALL_KIND})){{0,7}})"
)
_NO_NAMES_TEXT = "this the that these such said our your its their each any a an in under of see"
_NO_NAMES = frozenset(_NO_NAMES_TEXT.split())
_DOCUMENT_EN = regex(rf"\b{_KINDS}\b", re.IGNORECASE)
_OWN_RU = regex(
    r",?\s+(?:к\s+|из\s+)?(?:настоящ|данн|эт)\w+\s|\s+(?:выше|ниже)\b|,?\s+(?:к\s+|из\s+)?(?:[Дд]оговор|[Кк]онтракт|[Сс]оглашени|[Пп]оложени|[Ии]нструкци|[Пп]олитик)\w{0,3}(?=[\s]*(?:[.,;:)]|\Z|(?:(?:не|и|или|в|на|за|по|с)\s|\w{2,20}(?:[еиюя]тся|[ую]тся|[аяуюе]ет|[аяуюе]ют|ит|ят|ена?|ен[оы]|ан[аоы]?)(?!\w))))"
)
_NAMED_RU = regex(
    r",?\s+(?:к\s+|из\s+|в\s+)?(?P<name>(?:[\w-]+\s+){0,3}?(?:[Дд]оговор|[Кк]онтракт|[Сс]оглашени|[Пп]оложени|[Ии]нструкци|[Пп]олитик|[Пп]равил|[Рр]уководств|[Дд]окумент|[Пп]орядк|[Рр]егламент)\w{0,4}"
    r"(?:\s+(?:[«\"“][^»\"”\n]{2,80}[»\"”]|№\s?[\w/-]+|от\s+[\d.]+|[\w-]+)){0,3})"
)
_QUOTED_NEXT = regex(r"\s+(?:документа\s+)?(?P<name>[«“\"][^»”\"\n]{2,80}[»”\"])")
_THERE = regex(r"\s+there(?:of|to|in|under)\b")
_FILE = regex(r"[\s,(]+(?:of|in|из|в|файла)?\s*[`\"«(]?(?P<name>[\w./-]{1,120}\.(?:md|txt|html?|pdf|docx?|rst))\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class Owned:
    """Whose part it is; `name` is how another document is called."""

    owner: Owner
    name: str = ""
    """Of a law: its kind, where it is called by that alone."""


OWN = Owned(owner="own")


def owned(text: str, start: int, end: int) -> Owned:
    """Whose part the expression at [start, end) of a text names."""
    before, after = text[max(0, start - 60) : start], text[end : end + LOOKED_AT]
    if _LAW_BEFORE.search(before):
        return Owned(owner="law")
    if _OWN_EN.match(after) or _OWN_RU.match(after):
        return OWN
    if (file := _FILE.match(after)) is not None:
        return Owned(owner="named", name=file["name"])
    if (kind := _SELF_RU.match(after)) is not None:
        return Owned(owner="law", name=kind["name"])
    if _LAW_AFTER_RU.match(after) or _LAW_AFTER.match(after):
        return Owned(owner="law")
    return Owned(owner="other") if _THERE.match(after) else _called(before, after)


def _called(before: str, after: str) -> Owned:
    """The document that is named right behind an expression or right before it; the own one where none is."""
    named = _named(after)
    return _named_before(before) if named is OWN else named


def _named_before(before: str) -> Owned:
    """The document that is named right before an expression: `Travel policy, Section B`; the own one where none is."""
    found = _NAMED_BEFORE.search(before)
    if found is None or len(found["name"].split()) < 2 or found["name"].split()[0].lower() in _NO_NAMES:
        return OWN
    return Owned(owner="named", name=" ".join(found["name"].split()))


def _named(after: str) -> Owned:
    """The document that the words behind an expression name; the own one where they name none."""
    named = _NAMED_EN.match(after) or _NAMED_RU.match(after) or _QUOTED_NEXT.match(after)
    if named is None:
        return OWN
    name = " ".join(named["name"].split()).rstrip(".,;:")
    if named.re is _NAMED_EN and name[0] not in '“"«' and not _DOCUMENT_EN.search(name):
        return Owned(owner="other", name=name)
    return Owned(owner="named", name=name)
