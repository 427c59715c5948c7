"""One page of a PDF as lines of print: words, box and letter size of each, without what a reader of the page cannot see."""

from __future__ import annotations

import ctypes
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from untuned.ingest.load.pdf.hidden import hidden_characters
from untuned.ingest.load.pdf.pdfium import quick, raw
from untuned.text.regex import regex

BROKEN = "\ufffe"
"""What pdfium writes for a hyphen at a line's end, in place of the hyphen and the line end."""
_LINE = regex(rf"([^\r\n{BROKEN}]*)(\r\n?|\n|{BROKEN}|\Z)")
_PRIVATE = regex("[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]")


_UTF_16 = f"utf-16-{sys.byteorder[0]}e"
_SPACES = regex(r" +")
_BOLD = re.compile(rb"(?i)bold|black|heavy|demi|CMBX")
_LONGEST_NAME = 60
"""Characters of a line that may hold names of columns."""
_LEAST_GAP = 0.3
"""Times the letters' size; a space is .25 wide."""
_SYMBOLS = {0xF0A7: "▪", 0xF0A8: "□", 0xF0B7: "•", 0xF0D8: "‣", 0xF0E0: "→", 0xF0FC: "✓", 0xF0FE: "☑"}
"""What the codes of fonts of signs show, which have no letters: bullets and ticks, as word processors write them."""
_NO_TEXT = dict.fromkeys((*range(0x20), 0x7F, *range(0xFDD0, 0xFDF0), 0xFFFF)) | {9: " "} | _SYMBOLS
_RARE = regex(rf"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\uffff{''.join(map(chr, _SYMBOLS))}]")
"""What stands for no text, or is half of a character."""


class Gap(NamedTuple):
    """White between two words that are set apart: [start, end) of the line's text, and its edges in points."""

    start: int
    end: int
    left: float
    right: float


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedLine:
    """A line of print. Lengths are in points, from the page's lower left corner."""

    text: str
    page: int
    left: float = 0.0
    bottom: float = 0.0
    right: float = 0.0
    top: float = 0.0
    size: float = 0.0
    """Of its letters' font, as it is printed; 0 when it is not told."""
    base: float = 0.0
    """Where its letters stand: the line that those without a tail do not go below."""
    gaps: tuple[Gap, ...] = ()
    """Where the file has no space between its words, or several, and more white than one."""
    bold: bool = False
    """A short line's first letter is of a font that is bold by its name."""

    @property
    def placed(self) -> bool:
        """True when its box is known."""
        return self.right > self.left and self.top > self.bottom


@dataclass(frozen=True, kw_only=True, slots=True)
class PrintedPage:
    """What a page shows as text."""

    lines: tuple[PrintedLine, ...]
    hidden: int
    """Characters that the file holds for this page and no reader sees."""
    unseen: str = ""
    """These characters, line by line."""
    readable: bool
    """False when most characters have no meaning of their own, as in a font without a character table."""


def printed(page: Any, *, number: int) -> PrintedPage:  # noqa: ANN401 - pypdfium2 has no strict types
    """The lines of a page of pypdfium2, in the order of the file. `number` is the page's, from 1."""
    helper = page.get_textpage()
    try:
        textpage = helper.raw  # a call with the helper looks its handle up each time
        count: int = raw().FPDFText_CountChars(textpage)
        text = _text(textpage, count) if count > 0 else ""
        if not text:
            return PrintedPage(lines=(), hidden=0, readable=True)
        hidden = _as_places(textpage, hidden_characters(page, textpage, count), same=len(text) == count)
        meaningless = len(_PRIVATE.findall(text))
        return PrintedPage(
            lines=tuple(_Reader(textpage, text, hidden, count=count).lines(number)),
            unseen="".join(char if at in hidden or char in "\r\n" else "" for at, char in enumerate(text)) if hidden else "",
            hidden=sum(not text[place].isspace() for place in hidden if place < len(text)),
            readable=2 * meaningless <= len(text),
        )
    finally:
        helper.close()


def _text(textpage: object, count: int) -> str:
    """The page's text; one character for each unit of UTF-16, since pdfium counts so."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written: int = raw().FPDFText_GetText(textpage, 0, count, buffer)
    units = max(written - 1, 0)
    text = bytes(memoryview(buffer)[:units]).decode(_UTF_16, "surrogatepass")
    return text if len(text) == units else "".join(map(chr, buffer[:units]))


def _as_places(textpage: object, characters: set[int], *, same: bool) -> set[int]:
    """Places in the text of these characters of pdfium; the two differ where a glyph has no letter."""
    if same or not characters:
        return characters
    places = {int(raw().FPDFText_GetTextIndexFromCharIndex(textpage, at)) for at in characters}
    return {place for place in places if place >= 0}


class _Reader:
    """Cuts a page's text into lines, and asks pdfium where their letters stand."""

    def __init__(self, textpage: object, text: str, hidden: set[int], *, count: int) -> None:
        self._textpage = textpage
        self._text = text
        self._hidden = hidden
        self._same = len(text) == count
        self._plain = _RARE.search(text) is None
        self._origin = (ctypes.c_double(), ctypes.c_double())
        self._to_origin = tuple(map(ctypes.byref, self._origin))
        self._matrix = raw().FS_MATRIX()
        self._to_matrix = ctypes.byref(self._matrix)
        self._rectangle = raw().FS_RECTF()
        self._to_rectangle = ctypes.byref(self._rectangle)
        self._loose_box = quick("FPDFText_GetLooseCharBox")
        self._name = ctypes.create_string_buffer(80)

    def lines(self, number: int) -> Iterator[PrintedLine]:
        """The lines that show something, in order; `number` is the page's."""
        for found in _LINE.finditer(self._text):
            start, end = found.span(1)
            words = self._shown(start, end)
            if not words:
                continue
            broken = found[2] == BROKEN and found.end(2) - 1 not in self._hidden
            yield self._placed(words + "-" if broken else words, number, *self._ends(start, end))

    def _shown(self, start: int, end: int) -> str:
        """What of a line is seen, without characters that stand for none."""
        piece = self._text[start:end]
        if self._hidden and not self._hidden.isdisjoint(range(start, end)):
            piece = "".join(char for at, char in enumerate(piece, start) if at not in self._hidden)
        if not self._plain:
            piece = piece.translate(_NO_TEXT).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return piece.strip()

    def _ends(self, start: int, end: int) -> tuple[int, int]:
        """The places of the first and the last character of a line that are seen."""
        if self._hidden:
            seen = [at for at in range(start, end) if at not in self._hidden and not self._text[at].isspace()]
            return (seen[0], seen[-1]) if seen else (start, end - 1)
        piece = self._text[start:end]
        return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()) - 1

    def _placed(self, text: str, page: int, first: int, last: int) -> PrintedLine:
        """The line with the box around its first and last letters' own boxes, and the size of the one in its middle."""
        begin, end = self._box(first), self._box(last)
        if begin is None or end is None:
            return PrintedLine(text=text, page=page)
        size, base = self._middle_letter(first, last)
        return PrintedLine(
            text=text,
            page=page,
            left=min(begin[0], end[0]),
            bottom=min(begin[1], end[1]),
            right=max(begin[2], end[2]),
            top=max(begin[3], end[3]),
            size=round(size, 1),
            base=base,
            gaps=tuple(self._gaps(text, first, size)) if len(text) == last + 1 - first else (),
            bold=len(text) <= _LONGEST_NAME and self._bold(first),
        )

    def _gaps(self, text: str, first: int, size: float) -> Iterator[Gap]:
        """The wide spaces of a line that pdfium put between words, or that are several; `first` is the place of its first letter."""
        generated, textpage, least = quick("FPDFText_IsGenerated"), self._textpage, _LEAST_GAP * size
        for found in _SPACES.finditer(text):
            start, end = found.span()
            if end - start == 1 and generated(textpage, first + start if self._same else self._index(first + start)) != 1:
                continue
            before, behind = self._box(first + start - 1), self._box(first + end)
            if before is not None and behind is not None and behind[0] - before[2] >= least:
                yield Gap(start, end, before[2], behind[0])

    def _bold(self, place: int) -> bool:
        """By the font's name: many files tell no weight, or a wrong one."""
        name = self._name
        length: int = quick("FPDFText_GetFontInfo")(self._textpage, self._index(place), ctypes.byref(name), len(name), None)
        return length > 0 and _BOLD.search(name.raw[: min(length, len(name))]) is not None

    def _middle_letter(self, first: int, last: int) -> tuple[float, float]:
        """Size in points of the page, and base, of the letter in the middle of a line: a raised mark at its beginning is not it.

        The boxes do not tell them: where a font states no height of its own, each letter's is as high as its ink.
        """
        middle = (first + last) // 2
        while middle < last and (self._text[middle].isspace() or middle in self._hidden):
            middle += 1
        matrix, at = self._matrix, self._index(middle)
        quick("FPDFText_GetCharOrigin")(self._textpage, at, *self._to_origin)
        told = quick("FPDFText_GetMatrix")(self._textpage, at, self._to_matrix)
        scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5 if told else 1.0
        return float(quick("FPDFText_GetFontSize")(self._textpage, at)) * scale, self._origin[1].value

    def _index(self, place: int) -> int:
        """The place of a character of the text as pdfium counts."""
        return place if self._same else int(raw().FPDFText_GetCharIndexFromTextIndex(self._textpage, place))

    def _box(self, place: int) -> tuple[float, float, float, float] | None:
        """The box that a font gives to a letter: as high as the font, as wide as the letter with its distance to the next."""
        at, box = place if self._same else self._index(place), self._rectangle
        if at < 0 or not self._loose_box(self._textpage, at, self._to_rectangle):
            return None
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if left <= right and bottom <= top:
            return left, bottom, right, top
        return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def leading_of(lines: Sequence[PrintedLine]) -> float:
    """The usual distance between two lines of one column, in points; 0 when no two lines tell."""
    steps = sorted(
        step
        for above, below in pairwise(lines)
        if above.placed and below.placed and 0 < (step := above.base - below.base) < 3 * max(above.size, 1.0)
    )
    return steps[len(steps) // 3] if steps else 0.0
