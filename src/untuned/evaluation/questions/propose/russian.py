"""Questions in Russian, by patterns of sentences: only such as need no other form of any word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from untuned.evaluation.questions.propose.english import Asked, Known
from untuned.evaluation.questions.propose.proposal import Rule, capital, lowered
from untuned.text.regex import regex

_UNIT = r"(?:секунд\w*|минут\w*|час\w*|(?:рабоч\w+ |календарн\w+ )?(?:дн\w+|день)|недел\w+|месяц\w*|год\w*|лет)"
_NUMBER = r"(?:\d[\d.,\u00a0 ]*|один|одного|два|двух|три|трёх|трех|четыр\w+|пят\w+|шест\w+|сем\w+|восьм\w+|девят\w+|десят\w+)"
_TIME = rf"(?:до |не более |не менее )?{_NUMBER} ?{_UNIT}"
_NEVER_FIRST = """
это этот эта эти этого он она оно они мы вы я там здесь тут тогда когда если пока хотя но а и или так также тоже однако поэтому затем потом
кроме для в во на по с со из от до при о об у к ко за над под без после перед через между что чтобы как кто где который некоторые многие
такой такая такие другой другие его ее её их наш наши ваш ваша ваши сначала далее теперь сейчас например все всё каждый любой любая никакой
именно только даже ещё еще уже обычно часто первый второй третий то тот та те тем этим данный данная будет будут есть нет можно нужно надо
пусть
"""
_NOT_FIRST = frozenset(_NEVER_FIRST.split())
_INSIDE = regex(
    r"\b(?:который|которая|которое|которые|которых|которого|котором|что|если|когда|чтобы|это|был|была|было|были|есть|"
    r"будет|будут|может|могут|"
    r"можно|нужно|надо|должен|должна|должны|не|вы|вам|вас|мы|он|она|они|также|только|ещё|еще|уже)\b",
    re.IGNORECASE,
)
_VERB_TAIL = regex(r"(?:ет|ёт|ит|ют|ут|ат|ят|ется|ится|ются|утся|ла|ло|ли)\Z")
_INFINITIVE = regex(r"(?:ть|ти|чь|ться|тись)\Z")
_WORD = r"[А-ЯЁA-Z«\"`][^,;:()—–]*?"


def _pattern(expression: str) -> re.Pattern[str]:
    return re.compile(expression + r"\Z")


_SUBJECTS: tuple[tuple[Rule, float, re.Pattern[str], str], ...] = (
    ("definition", 4.6, _pattern(rf"(?P<s>{_WORD}) (?:—|–|-) это (?P<o>.+)"), "что такое {s}"),
    ("number", 4.6, _pattern(rf"(?P<s>{_WORD}) составля(?:ет|ют) (?P<o>.*\d.*)"), "сколько составля{e} {s}"),
    ("number", 4.6, _pattern(rf"(?P<s>{_WORD}) сто(?:ит|ят) (?P<o>.*\d.*)"), "сколько сто{e} {s}"),
    ("time", 4.6, _pattern(rf"(?P<s>{_WORD}) (?P<v>длится|длятся|занимает|занимают|хранится|хранятся|действует|действуют) "
        rf"(?P<o>(?:в течение )?{_TIME}.*)"), "как долго {v} {s}"),
    ("time", 4.6, _pattern(rf"(?P<s>{_WORD}) (?P<v>работает|открыт|открыта|открыто|доступен|доступна|доступно) (?P<o>(?:с "
        rf"[\dп]|ежедневно|круглосуточно|в будни|по будням).*\d.*)"), "когда {v} {s}"),
    ("time", 4.8, _pattern(rf"(?P<s>{_WORD}) (?P<v>(?:был[аои]? )(?:основан|создан|построен|открыт|написан|выпущен|принят|"
        rf"подписан|запущен|избран|назначен|издан|учрежд[её]н)[аоы]?)(?: [^,;:]{{0,50}})? (?P<o>(?:в|с) (?:\w+ )?\d{{4}}.*)"),
        "когда {v} {s}"),
    ("time", 4.6, _pattern(rf"(?P<s>{_WORD}) (?P<v>родился|родилась|умер|умерла|появился|появилась|появилось|начался|"
        rf"началась|началось|закончился|закончилась) (?P<o>(?:в|с|\d).*\d{{4}}.*)"), "когда {v} {s}"),
    ("place", 4.6, _pattern(rf"(?P<s>{_WORD}) (?P<v>находится|находятся|расположен|расположена|расположено|расположены|"
        rf"хранится|хранятся) (?P<o>(?:в|на|у|около|под|рядом|между|внутри) "
        rf"(?!ведении|состоянии|процессе|стадии|угрозой|зависимости|влиянием).+)"),
        "где {v} {s}"),
    ("object", 4.2, _pattern(rf"(?P<s>{_WORD}) (?P<v>состоит|состоят) (?P<o>из .+)"), "из чего {v} {s}"),
    ("object", 4.2, _pattern(rf"(?P<s>{_WORD}) (?P<v>зависит|зависят) (?P<o>от .+)"), "от чего {v} {s}"),
    ("object", 4.0, _pattern(rf"(?P<s>{_WORD}) (?P<v>отвечает|отвечают) (?P<o>за .+)"), "за что {v} {s}"),
    ("object", 4.0, _pattern(rf"(?P<s>{_WORD}) (?P<v>называется|называются) (?P<o>.+)"), "как {v} {s}"),
    ("object", 3.8, _pattern(rf"(?P<s>{_WORD}) (?P<v>включает в себя|включают в себя|включает|включают|содержит|содержат|"
        rf"позволяет|позволяют|означает|"
        rf"поддерживает|поддерживают|требует|требуют|возвращает|показывает|предоставляет) (?P<o>\S+ .+)"), "что {v} {s}"),
    ("purpose", 4.2, _pattern(rf"(?P<s>{_WORD}) (?P<v>используется|используются|предназначен|предназначена|предназначено|"
        rf"предназначены|нужен|нужна|нужно|нужны|служит|применяется|применяются) (?P<o>(?:для|чтобы) .+)"), "для чего {v} {s}"),
    ("reason", 4.2, _pattern(r"(?P<s>(?P<a>[А-ЯЁ][^,;:()—–]{10,90}?)),? (?:потому что|так как|поскольку) (?P<o>.+)"), "почему {s}"),
)  # fmt: skip
_PURPOSE = _pattern(r"(?:Чтобы|Для того чтобы|Для того, чтобы) (?P<x>[^,;:()]+), (?P<o>.+)")
_CASE = _pattern(r"Если (?P<x>[^;:()]+?), (?:то )?(?P<o>[^;:]+)")
_ALLOWED = _pattern(
    rf"(?P<x>[А-ЯЁ][^,;:()]*? )?(?P<m>можно|нужно|необходимо|следует) (?P<b>\w+(?:ть|ти|ться)) (?P<rest>[^,;:()]*?) ?в "
    rf"течение (?P<o>{_TIME}.*)"
)
_ORDER = regex(r"(?:вам )?(?:\w+(?:йте|ите|ьте|йтесь|итесь)|нужно|надо|следует|необходимо|можно|можете|обратитесь|вы "
    r"можете|вам нужно)\b", re.IGNORECASE)  # fmt: skip
_QUESTION = regex(r"(?:как|что|где|когда|почему|зачем|сколько|кто|кому|куда|какой|какая|какие|какое|чем|можно ли|"
    r"нужно ли)\b", re.IGNORECASE)  # fmt: skip
_ENDINGS = {"составляет": "ет", "составляют": "ют", "стоит": "ит", "стоят": "ят"}


def questions_in(sentence: str, known: Known) -> Iterator[Asked]:
    """What one sentence answers; `known` are the words that its document writes with a small letter."""
    bare = sentence.strip().removesuffix(".").strip()
    if not bare or bare.endswith((":", "?", "!", ";", ",")) or not (bare[0].isupper() or bare[0] in '«"`'):
        return
    for rule, score, expression, wording in _SUBJECTS:
        found = expression.match(bare)
        if found is not None and _fits(rule, found) and len(found["o"].split()) <= 45:
            said = found.groupdict()
            verb = next((word for word in found[0][len(found["s"]) :].split() if word in _ENDINGS), "")
            about = lowered(found["s"], known)  # a sentence's first word is small inside the question
            text = wording.format(s=about, v=said.get("v") or "", e=_ENDINGS.get(verb, ""))
            yield Asked(text=capital(f"{text}?"), answer=found["o"], rule=rule, score=score, about=about)
    yield from _clauses(bare)


def _fits(rule: Rule, found: re.Match[str]) -> bool:
    words = found["s"].split()
    if words[0].strip('«"`').casefold() in _NOT_FIRST:
        return False
    if rule == "reason":
        return len(words) >= 3 and not re.search(r"\b(?:это|этот|эта|эти|он|она|они)\b", found["s"], re.IGNORECASE)
    if (
        len(words) > 8
        or words[-1] in ("и", "или", "а", "но")
        or re.search(r"\w(?:ён|ено|ена|ены)\b", found["s"])
        or _INSIDE.search(found["s"])
        or any(_VERB_TAIL.search(word) and len(word) > 5 for word in words[1:])
    ):
        return False
    return len(words) > 1 or not words[0].isalpha() or words[0][1:].lower() != words[0][1:] or rule == "definition"


def _clauses(bare: str) -> Iterator[Asked]:
    """Purposes, cases and what is allowed for some time."""
    found = _PURPOSE.match(bare)
    if found is not None and _INFINITIVE.search(found["x"].split()[0].lower()) and 2 <= len(found["x"].split()) <= 12:
        yield Asked(text=f"Как {found['x']}?", answer=found["o"], rule="steps", score=4.8)
    found = _CASE.match(bare)
    if found is not None and _whole_case(found):
        asked = "Что делать, если" if _ORDER.match(found["o"]) else "Что происходит, если"
        yield Asked(
            text=f"{asked} {re.sub(r'^(?:и|же|вдруг) ', '', re.sub(r'^Вы', 'вы', found['x']))}?",
            answer=found["o"],
            rule="case",
            score=4.6 if asked.startswith("Что д") else 4.2,
        )
    found = _ALLOWED.match(bare)
    if found is not None:
        before = (found["x"] or "").strip()
        before = f" {before[0].lower()}{before[1:]}" if before else ""
        yield Asked(
            text=f"В течение какого срока{before} {found['m']} {found['b']} {found['rest']}".rstrip() + "?",
            answer=found["o"],
            rule="time",
            score=4.6,
        )


def _whole_case(found: re.Match[str]) -> bool:
    """True when what stands before the comma is the whole condition, and what follows is what comes of it."""
    clause, rest = found["x"], found["o"]
    goes_on = re.match(r"(?:что|чтобы|котор\w+|как|где|когда|пока|чем|чей|а|но|или|и|либо|то есть)\b", rest)
    return 2 <= len(clause.split()) <= 14 and clause.count(",") <= 1 and goes_on is None


def asked_by_heading(heading: str) -> tuple[str, Rule] | None:
    """The question that a heading is: `Как приложить журналы` asks just that. None for any other."""
    bare = re.sub(r"^\d+(?:\.\d+)*[.)]?\s+", "", heading.strip()).rstrip(".:")
    if len(bare.split()) < 3 or len(bare.split()) > 12:
        return None
    if bare.endswith("?"):
        return bare, "heading"
    if not _QUESTION.match(bare):
        return None
    return f"{bare}?", "steps" if bare.lower().startswith("как ") else "heading"
