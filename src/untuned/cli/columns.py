"""An older and a newer text side by side, or above each other where the terminal is narrow."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator, Sequence

from untuned.cli.output import Line, Part, Style, clean

_NARROW = 100
"""Columns of a terminal below which two texts stand above each other."""
_GAP = " │ "

Span = tuple[int, int]


def width() -> int:
    """Columns of the terminal; 100 where there is none."""
    return shutil.get_terminal_size((_NARROW, 24)).columns


def pieces(text: str, parts: Sequence[Span], *, mark: Style, rest: Style = "plain") -> list[Part]:
    """A text with the parts that differ in their own style."""
    found: list[Part] = []
    at = 0
    for start, end in parts:
        found += [Part(text[at:start], rest), Part(text[start:end], mark)]
        at = end
    return [part for part in (*found, Part(text[at:], rest)) if part.text]


def beside(old: Sequence[Part], new: Sequence[Part], *, columns: int) -> Iterator[Line]:
    """Two texts in two columns, each wrapped in its own."""
    each = max((columns - len(_GAP)) // 2, 10)
    left, right = _wrapped(old, each), _wrapped(new, each)
    for nth in range(max(len(left), len(right))):
        one = left[nth] if nth < len(left) else []
        other = right[nth] if nth < len(right) else []
        space = each - sum(_cells(part.text) for part in one)
        yield (*one, Part(" " * space), Part(_GAP, "faint"), *other)


def above(old: Sequence[Part], new: Sequence[Part]) -> Iterator[Line]:
    """The older text above the newer one, with the signs of a difference."""
    if old:
        yield (Part("- ", "bad"), *old)
    if new:
        yield (Part("+ ", "good"), *new)


def is_narrow(columns: int) -> bool:
    """True where two columns would be too narrow to read."""
    return columns < _NARROW


def _wrapped(parts: Sequence[Part], columns: int) -> list[list[Part]]:
    """The parts on lines of at most so many columns."""
    lines: list[list[Part]] = [[]]
    used = 0
    for part in parts:
        for word in _words(clean(part.text), columns):
            cells = _cells(word)
            if word == "\n" or (used and used + cells > columns):
                lines.append([])
                used = 0
                word = word.lstrip()  # noqa: PLW2901 - a line begins with a word
            if word:
                lines[-1].append(Part(word, part.style))
                used += _cells(word)
    return lines


def _words(text: str, columns: int) -> Iterator[str]:
    """Words with the white space before them; one that is wider than a line is cut."""
    word = ""
    for letter in text.replace("\t", "    "):
        ends = letter.isspace() and word.strip()
        if letter == "\n" or ends or _cells(word) >= columns - 1:
            if word:
                yield word
            word = ""
        if letter == "\n":
            yield letter
        else:
            word += letter
    if word:
        yield word


def _cells(text: str) -> int:
    """Columns that a text takes on a terminal."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text) if not text.isascii() else 0
    return len(text) + wide
