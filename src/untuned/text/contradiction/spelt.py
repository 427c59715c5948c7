"""Amounts that are told without a digit or a number's word: `half an hour`, `within a month`, `the third largest`, `полчаса`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from untuned.text.measures import Measure, measure_after
from untuned.text.regex import regex

_HALF = regex(
    r"\bhalf an? (?=\w)|\bпол(?=(?:часа|года|дня|минуты|секунды|литра|километра|метра|месяца)\b)"
    r"|\b(?P<more>полтор[аы] (?=\w)|полутора (?=\w))",
    re.IGNORECASE,
)
_UNIT = r"(?:second|minute|hour|day|week|month|year)\b"
_UNIT_RU = r"(?:секунд[уы]|минут[уы]|час|часа|день|дня|сутки|суток|недел[юи]|месяц|месяца|год|года)\b"
_UNITS_TEXT = "second minute hour day week month year секунд минут час день дня сут недел месяц год"
_UNITS = tuple(_UNITS_TEXT.split())
"""How the units begin that one of is told without a number."""
_ONE = regex(
    rf"\b(?:within|after|for|every|once|lasts?|takes?) (?P<an>an? )(?={_UNIT})|\b(?P<one>(?:one|a single) )(?={_UNIT})"
    rf"|\b(?P<ru>од(?:ин|ного|на|ной|ну|ни|них) )(?={_UNIT_RU})|\b(?:в течение|через|спустя|каждые|каждый) (?={_UNIT_RU})",
    re.IGNORECASE,
)
TIMES = Measure("unit", "times", "times")
_OFTEN = {"twice": 2.0, "thrice": 3.0, "дважды": 2.0, "трижды": 3.0}
_TWICE = regex(rf"\b(?:{'|'.join(_OFTEN)})\b", re.IGNORECASE)
_TIMES_BEHIND = regex(r"[ \u00a0](?:times|раза?)(?!\w)", re.IGNORECASE)
WEEKDAY = regex(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|понедельник\w{0,2}|вторник\w{0,2}|среду|средам|четверг\w{0,2}|пятниц\w{1,2}|суббот\w{1,2}"
    r"|воскресен[иь][еюя]\w?",
)
"""A day's name in small letters: it is a name as other languages write it."""
_RANKS_TEXT = "first перв second втор third трет fourth четвёрт fifth пят sixth шест seventh седьм eighth восьм ninth девят tenth десят"
_RANKS = {begin: at // 2 + 1 for at, begin in enumerate(_RANKS_TEXT.split())}
_RANK = regex(
    rf"\bthe (?P<en>{'|'.join(one for one in _RANKS if one.isascii())})(?=[ -](?:\w{{2,14}}est|most)\b)"
    rf"|\b(?P<ru>{'|'.join(one for one in _RANKS if not one.isascii())}|четверт)(?:ый|ой|ий|ая|ое|ья|ье|ого|ьего|ом|ую|ью)(?= по\b)",
    re.IGNORECASE,
)


RANKED = regex(rf"(?:{'|'.join(_RANKS)}|четверт)(?:ый|ой|ий|ая|ое|ья|ье|ого|ьего|ом|ую|ью)?\Z")
"""A word in small letters that may be a rank."""

_ADVERBS_TEXT = "ежечасно ежедневно еженедельно ежемесячно ежеквартально ежегодно"
_EITHER_TEXT = "hourly daily nightly weekly fortnightly monthly quarterly yearly annually"
"""Words that tell which thing it is as well: a weekly report."""
HOW_OFTEN = frozenset(f"{_ADVERBS_TEXT} {_EITHER_TEXT}".split())
_HOW_OFTEN = regex(
    rf"(?:{'|'.join(_ADVERBS_TEXT.split())})\b|(?:{'|'.join(_EITHER_TEXT.split())})"
    r"(?=\W*\Z|[.,;:)]|[ \xa0](?:at|by|on|in|for|from|to|with|before|after|during)\b)",
    re.IGNORECASE,
)


def tells_how_often(text: str, at: int) -> bool:
    """True where a word that begins at an offset says how often something is done, not which thing it is."""
    return _HOW_OFTEN.match(text, at) is not None


def spelt(text: str) -> Iterator[tuple[int, int, float, Measure | None]]:
    """(start, end, value, what it counts) of each, of one sort after the other."""
    folded = text.casefold()
    for found in _HALF.finditer(text) if "half" in folded or "пол" in folded else ():
        measured = measure_after(text, found.end())
        if measured is not None:
            yield found.start(), measured[1], 1.5 if found["more"] else 0.5, measured[0]
    for found in _ONE.finditer(text) if any(unit in folded for unit in _UNITS) else ():
        measured = measure_after(text, found.end())
        if measured is not None:
            said = next((name for name in ("an", "one", "ru") if found[name]), None)
            yield (found.end() if said is None else found.start(said)), measured[1], 1.0, measured[0]
    for found in _TWICE.finditer(text) if any(word in folded for word in _OFTEN) else ():
        yield *found.span(), _OFTEN[found[0].lower()], TIMES
    for found in _RANK.finditer(text) if ("the " in folded and "st" in folded) or " по" in folded else ():
        yield (
            *found.span("en" if found["en"] else "ru"),
            float(_RANKS[(found["en"] or found["ru"]).lower().replace("четверт", "четвёрт")]),
            None,
        )


def times_behind(text: str, at: int) -> int:
    """Where `times` ends behind a number that ends at an offset; the offset where it does not follow."""
    found = _TIMES_BEHIND.match(text, at)
    return at if found is None else found.end()
