"""What kind of answer a question asks for, and whether a text has something of that kind; English and Russian."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Literal

CueKind = Literal["number", "date", "who", "where", "why", "how", "meaning"]

# The first that matches wins, so the narrow ones come first.
_ASKED: dict[CueKind, re.Pattern[str]] = {
    "date": re.compile(
        r"\bwhen\b|\b(?:what|which) (?:year|date|day|month|century|decade|time)\b|\bкогда\b|\bво сколько\b|\bс каких пор\b"
        r"|\bкак(?:ом|ой|ого|им|ая|ую) (?:год|дат|век|месяц|числ|день|дня|десятилет|врем)"
    ),
    "number": re.compile(
        r"\bhow (?:many|much|long|old|far|often|big|large|tall|high|deep|fast|wide|heavy|soon|late)\b"
        r"|\bwhat (?:is the |was the |are the )?(?:number|percent\w*|amount|size|price|limit|rate|maximum|minimum|port|total)\b"
        r"|\bсколь(?:ко|ких|ким|кими)\b|\bкак (?:долго|часто|далеко|быстро|давно|велик)"
        r"|\bкак(?:ой|ова|ую|ов|ая|ое|ие) (?:процент|размер|лимит|максимальн|минимальн|числ|количеств|цен|стоимост|дол|порт|срок)"
    ),
    "who": re.compile(r"\bwho(?:m|se)?\b|\bкто\b|\bкого\b|\bкому\b|\bкем\b|\bчь[яеиёю]\b|\bчей\b"),
    "where": re.compile(
        r"\bwhere\b|\b(?:what|which) (?:city|country|place|state|location|town|region)\b|\bгде\b|\bкуда\b|\bоткуда\b"
        r"|\bв как(?:ом|ой) (?:город|стран|мест|штат|регион)"
    ),
    "why": re.compile(
        r"\bwhy\b|\bwhat (?:is |was |are )?(?:the )?(?:reason|cause)|\bfor what reason"
        r"|\bпочему\b|\bзачем\b|\bпо какой причине\b|\bотчего\b|\bиз-за чего\b"
    ),
    "meaning": re.compile(
        r"^what (?:is|are) (?:an? )?[\w.\-`]+(?: [\w.\-`]+)?\?*$|\bwhat does .{1,60} mean\b|\bчто такое\b|\bчто (?:озна|знач)"
    ),
    "how": re.compile(
        r"\bhow (?:do|can|to|should|would|could|does|might)\b|\bhow is it possible\b|\bwhat is the (?:best )?way to\b"
        r"|^как\b|\bкак (?:мне|можно|нужно|надо)\b"
    ),
}

_NUMBERS = (
    r"\d[\d.,:]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety)\b"
    r"|\b(?:hundreds?|thousands?|millions?|billions?|half|third|quarter|dozens?|once|twice)\b"
    r"|\b(?:один|одна|одного|два|две|двух|три|трёх|трех|четыр\w+|пят\w+|шест\w+|сем\w+|восем\w+|девят\w+|десят\w+|двенадцат\w+)\b"
    r"|\b(?:двадцат\w+|тридцат\w+|сорок|сто|сотн\w+|тысяч\w*|миллион\w*|миллиард\w*|половин\w+|трет\w+|четверт\w+)\b"
)
_DATES = (
    r"\b(?:1\d{3}|20\d{2})\b|\b\d{1,2}[:.]\d{2}\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(?:century|centuries|decade|ago|annually|every|during|after|before|until)\b"
    r"|\b(?:январ|феврал|март|апрел|ма[йея]\b|июн|июл|август|сентябр|октябр|ноябр|декабр)"
    r"|\b(?:век[аеу]?\b|год[ауе]?\b|столети|ежегодно|кажд|после|до\b|во время)"
)
_NAMES = r"(?<=[\w,;:)»”\"'(«“] )[«“\"(]?([A-ZА-ЯЁ][\w’'\-]+)"
_PLACES = r"\b(?:in|at|on|near|from|to|into|inside|under|of|в|во|на|у|из|под|около|возле)\s+(?:the\s+)?[«“\"`(]*([A-ZА-ЯЁ`/][\w’'\-./]+)"
_REASONS = (
    r"\b(?:because|since|so that|so as|due to|in order to|as a result|reason|cause[ds]?|therefore|allows?|lead|led|to avoid|otherwise)\b"
    r"|\b(?:потому|поскольку|так как|из-за|чтобы|благодаря|поэтому|вследствие|причин\w+|вызва\w+|иначе)\b"
)
_STEPS = (
    r"\byou (?:can|could|should|need|must|have to|will need|just)\b|\b(?:by|using|with) \w+ing\b"
    r"|(?:^|[.:*`] )(?:To |Then |First |Now )?(?:use|add|set|run|create|import|open|choose|select|click|press|install|declare|define)\b"
    r"|(?:^|[.:*`] )(?:To |Then |First |Now )?(?:pass|call|enable|turn|go to|make|write|put|return|hold|sign|enter|configure|include)\b"
    r"|\b(?:вы можете|можно|нужно|необходимо|следует|надо|используйте|добавьте|создайте|импортируйте|откройте|выберите|нажмите)\b"
    r"|\b(?:установите|объявите|передайте|вызовите|включите|запустите|укажите|настройте|путём|с помощью|используя)\b"
)
_MEANINGS = r"\b(?:is|are|means?|refers? to|stands? for|called|known as|defined as|это|называ\w+|означает|является|представляет)\b|—"
_FOUND: dict[CueKind, re.Pattern[str]] = {
    "number": re.compile(_NUMBERS, re.IGNORECASE),
    "date": re.compile(_DATES),
    "who": re.compile(_NAMES),
    "where": re.compile(_PLACES),
    "why": re.compile(_REASONS, re.IGNORECASE),
    "how": re.compile(_STEPS, re.IGNORECASE),
    "meaning": re.compile(_MEANINGS, re.IGNORECASE),
}
_OWN = frozenset({"number", "date", "who", "where"})
"""Kinds whose evidence must be new: the question's own numbers and names answer nothing."""


def asked(question: str) -> CueKind | None:
    """The kind of answer that the question's words ask for, or None where they do not tell."""
    low = question.strip().lower()
    return next((kind for kind, pattern in _ASKED.items() if pattern.search(low)), None)


def offers(text: str, *, kind: CueKind, known: Set[str]) -> bool:
    """True when the text has something of the kind that is not among the `known` lower-cased words."""
    if kind not in _OWN:
        return _FOUND[kind].search(text) is not None
    return any(match[match.lastindex or 0].lower().rstrip(".,:") not in known for match in _FOUND[kind].finditer(text))
