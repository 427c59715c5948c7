"""Headings of plain text: lines that are underlined, and lines that begin a release in notes on several."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from untuned.text.regex import regex
from untuned.types.documents import Block

_LONGEST = 100
_MOST_LEVELS = 6
_RELEASES = 3
"""From so many lines of one kind on a text is notes on releases."""
_MOST_WORDS = 6
"""Words before the number of a release."""
_HALF = 2

_UNDERLINED = regex(
    r"(?m)^(?P<over>(?P<top>[=\-~*^#+\"'])(?P=top){2,}[ \t]*\n)?[ \t]{0,8}(?P<line>[^\s=\-~*^#+>|][^\n]*[^\s.,;])[ \t]*\n"
    r"[ \t]{0,8}(?P<under>(?P<sign>[=\-~*^#+\"'])(?P=sign){2,})[ \t]*$"
)
_COLUMNS = regex(r"\S(?: {2,}|\t)\S")
"""Cells set apart by white space: what is underlined is the header of a table."""
_LETTER = regex(r"[^\W\d_]")
_NUMBER = r"v?(?:\d{1,4}(?:[.:+~-]?[0-9a-z]++)*+)"
_BEGINS = regex(
    rf"(?m)^(?P<before>(?:[*#=-]{{1,4}} +)?(?:[^\W\d][\w'’-]*[ \t]+){{0,{_MOST_WORDS}}}[(\[]?)(?P<number>{_NUMBER})"
    r"(?P<behind>(?=[\s)\]:;,(–—-]|$)[^\n]*)$",
    re.IGNORECASE,
)
"""A line with a number behind a few words: `* Noteworthy changes in release 9.1 (2022-04-15) [stable]`, `Version 7.88.1 (20 Feb 2023)`."""
_OF_RELEASE = regex(
    r"\b(?:changes?|changed|version|release[ds]?|news|new|overview|notes|верси[яи]|выпуск|релиз|изменения|обновление|что нового)\b",
    re.IGNORECASE,
)
_REST = regex(
    r"[)\]]?[ \t]*+(?:\W*+$|[(\[]|[–—:,;*=-]|\W*\d|\b(?:released?|from|of|on|final|beta|alpha|rc|stable|unstable|lts)\b)", re.IGNORECASE
)
"""What may stand behind the number: a day, a name, how far it is; no sentence goes on there."""
_DOTTED = regex(r"\d[.:]\d")
_PART = regex(r"(?m)^(?P<stars>\*{2,4}) (?P<line>[^\n]{1,58}[^\s.,;])[ \t]*$")
_BLANK_ABOVE = regex(r"(?:\A|\n)[ \t\r\f\v]*\n\Z|\A[ \t\r\f\v]*\Z")
_BLANK_BELOW = regex(r"[ \t\r]*(?:\Z|\n[ \t\r\f\v]*(?:\n|\Z))")
_NEXT = regex(r"\n[ \t]{0,8}[^\s=\-~*^#+][^\n]*\n[ \t]{0,8}(?P<sign>[=\-~*^#+])(?P=sign){2,}[ \t]*(?:\n|\Z)")
"""The next line, where one is drawn below it too: what is drawn sets lines apart."""
_SET_IN = frozenset(" \t-*=•+~")


class _Line(NamedTuple):
    """A heading with the line that is drawn below it, [start, end) of the text, and what tells it from other kinds of headings."""

    start: int
    end: int
    style: str
    over: tuple[int, int] | None = None
    """[start, end) of a line that is drawn above it."""


def headings(text: str, start: int = 0) -> list[Block]:
    """The headings from an offset on, each with the line below it, and the lines that are drawn above them as `markup`, in order.

    A kind of heading is one deeper than those that appeared before it.
    """
    found = {line.start: line for line in (*_releases(text, start), *_underlined(text, start))}
    levels: dict[str, int] = {}
    blocks: list[Block] = []
    for line in sorted(found.values()):
        level = levels.setdefault(line.style, min(len(levels) + 1, _MOST_LEVELS))
        if line.over is not None:
            blocks.append(Block(kind="markup", start=line.over[0], end=line.over[1]))
        blocks.append(Block(kind="heading", start=line.start, end=line.end, level=level))
    return blocks


def _underlined(text: str, start: int) -> Iterator[_Line]:
    for found in _UNDERLINED.finditer(text, start):
        line, first = found["line"], found.start("line")
        over = found["over"] is not None and found["top"] == found["sign"]
        begins = found.start() if over else text.rfind("\n", 0, first) + 1
        if not _after_a_blank(text, begins) or len(line) > _LONGEST or _LETTER.search(line) is None:
            continue
        if len(found["under"]) * _HALF < len(line) or _COLUMNS.search(line) is not None:
            continue
        below = _NEXT.match(text, found.end())
        if below is not None and below["sign"] == found["sign"]:
            continue
        yield _Line(first, found.end("under"), f"{'over ' if over else ''}{found['sign']}", found.span("over") if over else None)


def _releases(text: str, start: int) -> Iterator[_Line]:
    """The lines that begin a release, and the parts of each in an outline, where there are enough of the same kind."""
    lines = [(found, _kind(found)) for found in _BEGINS.finditer(text, start) if _stands_alone(text, found)]
    counts = Counter(kind for _, kind in lines if kind is not None)
    chosen = [found for found, kind in lines if kind is not None and counts[kind] >= _RELEASES]
    numbers = {found["number"] for found in chosen}
    if len(numbers) * _HALF < len(chosen):  # the same number over and over names no releases
        return
    bare = sum(not text[found.end() : end].strip() for found, end in _with_next(chosen, len(text)))
    if bare * _HALF > len(chosen):  # lines that say all themselves
        return
    for found in chosen:
        end = found.start() + len(found[0].rstrip())
        yield _Line(found.start(), end, "release")
    if chosen and any(found[0].startswith("* ") for found in chosen):
        for part in _PART.finditer(text, chosen[0].end()):
            if _after_a_blank(text, part.start()) and _before_a_blank(text, part.end()):
                yield _Line(part.start(), part.end("line"), part["stars"])


def _with_next(lines: Sequence[re.Match[str]], end: int) -> Iterator[tuple[re.Match[str], int]]:
    """Each line with where the next one begins."""
    return zip(lines, [*(line.start() for line in lines[1:]), end], strict=False)


def _kind(found: re.Match[str]) -> str | None:
    """What lines of the same kind have in common; None for a line that begins no release."""
    before, behind = found["before"], found["behind"]
    named = _OF_RELEASE.search(before) is not None
    if len(found[0]) > _LONGEST or (_REST.match(behind) is None and not before.endswith("(")):
        return None
    if not named and _DOTTED.search(found["number"]) is None:
        return None
    if not before.strip(" *#=-([") and not (not behind.strip() or any(map(str.isdigit, behind))):
        return None  # a number and words: a clause
    return " ".join(before.casefold().split())


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    """True for a line below a blank one, and above a blank one, or what is set in, a list or a line that is drawn."""
    if not _after_a_blank(text, found.start()):
        return False
    return _before_a_blank(text, found.end()) or text[found.end() + 1 : found.end() + 2] in _SET_IN


def _after_a_blank(text: str, start: int) -> bool:
    return _BLANK_ABOVE.search(text, max(start - _LONGEST, 0), start) is not None


def _before_a_blank(text: str, end: int) -> bool:
    return _BLANK_BELOW.match(text, end) is not None
