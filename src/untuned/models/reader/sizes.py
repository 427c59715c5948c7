"""How many of its parts a thing has where a question names it so: "a five-room flat", "a 3-bed house", "двухместный номер"."""

from __future__ import annotations

import re
from functools import cache

from untuned.text.regex import regex

_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_RUSSIAN = ("одно", "двух", "тр[её]х", "четыр[её]х", "пяти", "шести", "семи", "восьми", "девяти", "десяти")
_ALSO = {1: r"single|studio|один|одна", 2: r"double|twin|couple|два|две|двойн\w*", 3: r"triple|treble|три|тройн\w*"}
_PARTS = "room|bed|bedroom|person|seat|berth|door|storey|part|piece"
_RUSSIAN_PARTS = "комнатн|местн|этажн|спальн|створчат"
_SIZED = regex(
    rf"(?P<having>\bwith )?\b(?:(?P<digits>\d{{1,2}})|(?P<english>{'|'.join(_ENGLISH)}))[- ]?"
    rf"(?:(?:{_PARTS})(?:ed|er)?(?(having)s?)|(?<=-)(?:{_PARTS})s)\b(?! of\b)"
    rf"|\b(?P<russian>{'|'.join(_RUSSIAN)})(?:{_RUSSIAN_PARTS})",
    re.IGNORECASE,
)


def size_in(question: str) -> int:
    """The number by which a question tells one thing from others of its kind; 0 where it names none."""
    found = _SIZED.search(question)
    if found is None:
        return 0
    if found["digits"]:
        return int(found["digits"])
    if found["english"]:
        return _ENGLISH.index(found["english"].lower()) + 1
    return next(at for at, name in enumerate(_RUSSIAN, start=1) if re.fullmatch(name, found["russian"], re.IGNORECASE))


def has_size(text: str, size: int) -> bool:
    """True for a text with that number, in figures or in words."""
    return _told(size).search(text) is not None


@cache
def _told(size: int) -> re.Pattern[str]:
    words = (_ENGLISH[size - 1], rf"{_RUSSIAN[size - 1]}(?:(?:{_RUSSIAN_PARTS})\w*)?") if 0 < size <= len(_ENGLISH) else ()
    also = (_ALSO[size],) if size in _ALSO else ()
    return re.compile(rf"(?<!\d)(?<!\d\.){size}(?!\d)(?!\.\d)|\b(?:{'|'.join((*words, *also)) or '(?!)'})\b", re.IGNORECASE)
