"""What a question names, by kind, so that one name is put in place of another of its kind: a plan, an option, a version, a weekday."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from untuned.rag.rewrite.leaning import is_stop, tells
from untuned.text.regex import regex

ItemKind = Literal["mark", "code", "version", "year", "number", "rank", "day", "name"]
"""A mark is a name of code: `--timeout`, `max_connections`, `str.split()`."""

_MARK = regex(
    r"(?<![\w.`-])(?:--?[A-Za-z][\w-]*|(?:[A-Za-z]\w*\.)*[A-Za-z]\w*(?:_\w+(?:\(\))?|\(\))|`[^`\s]{1,60}`)"
    r"(?![\w-])"
)
_CODE = regex(r"(?<![\w-])(?=[A-Za-zА-Яа-я]*[A-ZА-Я])[A-Za-zА-Яа-я]{1,8}[-_]?\d[\w-]{0,20}(?![\w-])")
_VERSION = regex(r"(?<![\w.])v?\d+\.\d+(?:\.\d+){0,3}(?![\w.]*\w)")
_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = regex(r"(?<![\w.,])\d+(?:[.,]\d+)?(?![\w.,]*\w)")
_RANKS_TEXT = r"""
pro enterprise premium basic starter free standard plus business team teams personal family lite ultimate advanced professional
про энтерпрайз премиум базов\w* стандартн\w* бесплатн\w* командн\w* семейн\w* личн\w* корпоративн\w* расширенн\w* стартов\w*
"""
_RANK = regex(rf"(?<![\w-])(?:{'|'.join(_RANKS_TEXT.split())})(?:\s+(?:plus|плюс)|\+)?(?![\w-])", re.IGNORECASE)
_DAY = regex(
    r"(?<![\w-])(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|понедельник\w{0,3}|вторник\w{0,3}|четверг\w{0,3}|пятниц\w{1,3}"
    r"|суббот\w{1,3}|воскресень\w{1,2}|(?:(?<=\bв )|(?<=\bво )|(?<=\bпо ))сред(?:у|ам))(?![\w-])",
    re.IGNORECASE,
)
_NAME = regex(r"(?<![\w-])[A-ZА-ЯЁ][\w-]*(?:[ \u00a0](?:[A-ZА-ЯЁ][\w-]*|\d{1,3}(?![\w.])))*")
_WORD = regex(r"[^\W_]+")
_PLAN_WORDS = regex(r"(?:plans?|tiers?|editions?|тариф\w*|план\w*|подписк\w*)(?!\w)", re.IGNORECASE)
_LANGUAGE = regex(r"(?:english|russian|german|french|spanish|chinese|italian|portuguese|turkish|ukrainian)", re.IGNORECASE)
_PATTERNS: tuple[tuple[ItemKind, re.Pattern[str]], ...] = (
    ("mark", _MARK),
    ("code", _CODE),
    ("version", _VERSION),
    ("year", _YEAR),
    ("rank", _RANK),
    ("day", _DAY),
    ("name", _NAME),
    ("number", _NUMBER),
)


@dataclass(frozen=True, slots=True)
class Item:
    """Something named: [start, end) of the text."""

    kind: ItemKind
    start: int
    end: int


def items(text: str, *, alone: bool = False) -> list[Item]:
    """What the text names, in order, none inside another; `alone`: a capital counts at its beginning too."""
    found: list[Item] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if kind == "name":
                start = _name_start(text, start, end, alone=alone)
                if _LANGUAGE.fullmatch(text[start:end]):
                    continue
            met = [other for other in found if start < other.end and other.start < end]
            if start < end and not met:
                found.append(Item(kind, start, end))
            elif kind == "name" and [(other.kind, other.end) for other in met] == [("code", end)]:
                found[found.index(met[0])] = Item("code", start, end)  # `Kettle K1` is one name
    return sorted(found, key=lambda item: item.start)


def names_of(fragment: str) -> list[Item]:
    """What a fragment names: a capital at its beginning counts where there is nothing else, and where the name goes on behind it."""
    found, alone = items(fragment), items(fragment, alone=True)
    longer = bool(found and alone) and alone[0].start == 0 < found[0].start < alone[0].end
    return alone if longer or not found else found


def only_names(fragment: str) -> bool:
    """True for a text that names something and says nothing else: `for Enterprise`, `the Pro plan`; not `pairing a Cairn Hub`."""
    rest = without_names(fragment)
    return rest != fragment and all(map(is_stop, _WORD.findall(rest)))


def without_names(text: str) -> str:
    """The text without what it names, and without the words for plans where it names something."""
    rest = text
    for item in reversed(names_of(text)):
        rest = rest[: item.start] + rest[item.end :]
    return rest if rest == text else _WORD.sub(lambda word: "" if _PLAN_WORDS.fullmatch(word[0]) else word[0], rest)


def swapped(question: str, fragment: str, own: Sequence[Item]) -> tuple[str, bool]:
    """The question with what the fragment names in place of what it has of the same kind, and whether each had its place.

    Of two of a kind in the question, as in a comparison, nothing is put in place of either.
    """
    result, whole = question, True
    for item in own:
        text = fragment[item.start : item.end]
        there = [other for other in items(result) if _alike(item.kind, other.kind)]
        if len(there) == 1:
            result = result[: _kept(result, there[0], text)] + text + result[there[0].end :]
        else:
            whole = False
    return result, whole


def _kept(text: str, item: Item, other: str) -> int:
    """Up to where the text stays before the item: for `K2` alone, the name of `Kettle K1` does."""
    last = text.rfind(" ", item.start, item.end) + 1
    return last if item.kind == "code" and " " not in other and last > item.start else item.start


def _alike(one: ItemKind, other: ItemKind) -> bool:
    return one == other or {one, other} == {"rank", "name"}


def _name_start(text: str, start: int, end: int, *, alone: bool) -> int:
    """Where a name begins without the stop words that open it; its end where nothing is left of it."""
    while start < end:
        word = re.match(r"\S+", text[start:end])
        if word is None:
            return end
        opens = not text[:start].strip(" \"'«“(") or text[:start].rstrip()[-1:] in ".!?:"
        if not (is_stop(word[0]) or _PLAN_WORDS.fullmatch(word[0]) or (opens and not (alone and tells(word[0])))):
            return start
        start += word.end()
        start += len(text[start:end]) - len(text[start:end].lstrip())
    return end
