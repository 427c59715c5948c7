"""Footnotes of Markdown and numbered equations: where they stand, and where a text names them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from untuned.text.references.marks import Mark
from untuned.text.regex import regex

_NOTE = regex(r"\[\^(?P<name>[^\]\[\s^]{1,60})\](?P<colon>:?)")
_NOTE_END = regex(r"\n(?:[ ]{0,3}\[\^|[ \t]*\n(?![ \t]{2,}\S))")
_LINE_START = regex(r"(?:^|\n)[ ]{0,3}\Z")
_EQUATION = regex(
    r"(?<!\w)(?:equations?|eqn?s?\.|formula[se]?|формул(?:ами|ах|ам|ой|а|е|у|ы)?|уравнени(?:ями|ях|ям|ем|и|е|ю|я|й))[ \xa0\n](?:№[ \xa0]?)?"
    r"(?:\((?P<number>\d{1,2}(?:\.\d{1,3})?|[A-ZА-Я]\.\d{1,2})\)|(?P<bare>\d{1,2}(?:\.\d{1,3})?)(?![\w%°]|[.,]\d))"
    r"(?P<more>(?:(?:,[ \xa0]|,?[ \xa0\n](?:and|or|to|и|или)[ \xa0\n]|[–—-])\(\d{1,2}(?:\.\d{1,3})?\)){0,6})",
    re.IGNORECASE,
)
_NUMBERS = ("  (", "\\tag")
"""What stands before a number at a line's end: a text without it is looked through no further."""
_MORE = regex(r"\((?P<number>[\d.]+)\)")
_NUMBERED = regex(r"(?m)(?:[ ]{2}\(|\\tag\*?[ ]?\{)(?P<number>\d{1,2}(?:\.\d{1,3})?|[A-ZА-Я]\.\d{1,2})[)}](?=[ \t.,;]{0,4}(?:\\?\\?$|\$))")
_SIGNS = "=<>≤≥≈→∝"


@dataclass(frozen=True, kw_only=True, slots=True)
class Pointer:
    """An expression at [start, end) of a text, and the passages [start, end) that it names."""

    start: int
    end: int
    name: str
    targets: tuple[tuple[int, int], ...]


def footnotes(text: str) -> Iterator[Pointer]:
    """The notes that `[^1]` points at, where one paragraph begins with `[^1]:`."""
    if "[^" not in text:
        return
    held: dict[str, list[tuple[int, int]]] = defaultdict(list)
    pointing: list[Mark] = []
    for match in _NOTE.finditer(text):
        if match["colon"] and _LINE_START.search(text, max(0, match.start() - 5), match.start()):
            end = _NOTE_END.search(text, match.end())
            held[match["name"]].append((match.start(), len(text.rstrip()) if end is None else end.start()))
        else:
            pointing.append(Mark(start=match.start(), end=match.start("colon"), value=match["name"]))
    for one in pointing:
        if len(held[one.value]) == 1:
            yield Pointer(start=one.start, end=one.end, name=f"[^{one.value}]", targets=tuple(held[one.value]))


def equations(text: str) -> Iterator[Pointer]:
    """The equations that are named by the number in brackets at their line's end, where just one line has it."""
    if not any(sign in text for sign in _NUMBERS):
        return
    held: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for match in _NUMBERED.finditer(text):
        start, end = text.rfind("\n", 0, match.start() + 1) + 1, text.find("\n", match.end())
        line = (start, len(text) if end < 0 else end)
        if "\\tag" in match[0] or any(sign in text[slice(*line)] for sign in _SIGNS):
            held[match["number"]].append(line)
    for match in _EQUATION.finditer(text) if held else ():
        numbers = [match["number"] or match["bare"], *_MORE.findall(match["more"])]
        targets = [held[number][0] for number in numbers if len(held.get(number, ())) == 1]
        if len(targets) == len(numbers):
            yield Pointer(start=match.start(), end=match.end(), name=" ".join(match[0].split()), targets=tuple(targets))
