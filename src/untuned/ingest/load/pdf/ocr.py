"""Pages read as images by Tesseract, a program of its own that a person installs; nothing here runs unless parse.ocr says so."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from untuned.errors import UnreadableDocument
from untuned.ingest.load.pdf.page import PrintedLine

_DOTS_PER_INCH = 300
_MOST_PIXELS = 40_000_000
_POINTS_PER_INCH = 72
_PAGE_SECONDS = 120
_NAMES = {
    "en": "eng", "ru": "rus", "de": "deu", "fr": "fra", "es": "spa", "pt": "por", "it": "ita", "tr": "tur", "uk": "ukr",
    "zh": "chi_sim", "ja": "jpn", "ko": "kor", "hi": "hin",
}  # fmt: skip
_WORD_LEVEL = "5"
_COLUMNS = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Ocr:
    """How pages are read as images: the languages of the sources, as two-letter codes."""

    languages: tuple[str, ...]

    @classmethod
    def of(cls, languages: Sequence[str]) -> Ocr:
        """For these languages; English without any."""
        return cls(languages=tuple(languages) or ("en",))


def recognised(page: Any, path: str, *, number: int, ocr: Ocr) -> tuple[PrintedLine, ...]:  # noqa: ANN401 - pypdfium2 has no strict types
    """The lines that Tesseract finds on an image of the page, with their boxes.

    Raises:
        UnreadableDocument: Tesseract is not installed, fails, or takes too long.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise UnreadableDocument(
            path,
            reason=f"page {number} shows no characters, and the command 'tesseract', which parse.ocr = true asks for, is not installed",
            remedy="install Tesseract with the data of your languages, or set parse.ocr = false",
        )
    width, height = page.get_size()
    scale = min(_DOTS_PER_INCH / _POINTS_PER_INCH, (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        image = _portable(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
    finally:
        bitmap.close()
    told = _run([program, "stdin", "stdout", "-l", _chosen(program, path, ocr), "tsv"], path, image)
    return tuple(_lines(told, number=number, scale=scale, height=height))


def _portable(pixels: bytes, width: int, height: int, stride: int) -> bytes:
    """An image in portable graymap form."""
    rows = b"".join(pixels[row * stride : row * stride + width] for row in range(height))
    return b"P5\n%d %d\n255\n" % (width, height) + rows


def _chosen(program: str, path: str, ocr: Ocr) -> str:
    """Those of the languages that Tesseract has data for, as it names them."""
    held = set(_run([program, "--list-langs"], path, b"").split())
    wanted = [_NAMES[code] for code in ocr.languages if code in _NAMES]
    return "+".join(name for name in wanted if name in held) or "eng"


def _run(command: Sequence[str], path: str, given: bytes) -> str:
    try:
        ended = subprocess.run(command, input=given, capture_output=True, timeout=_PAGE_SECONDS, check=True)  # noqa: S603 - own arguments
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UnreadableDocument(
            path, reason=f"Tesseract fails: {said[-1] if said else error.returncode}", remedy="see its own messages"
        ) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnreadableDocument(path, reason=f"Tesseract cannot be run: {error}", remedy="check its installation") from error
    return ended.stdout.decode("utf-8", "replace")


def _lines(table: str, *, number: int, scale: float, height: float) -> list[PrintedLine]:
    """The words of Tesseract's table, by line."""
    lines: dict[tuple[str, ...], PrintedLine] = {}
    for row in table.split("\n"):
        cells = row.rstrip("\r").split("\t", _COLUMNS - 1)
        if len(cells) < _COLUMNS or cells[0] != _WORD_LEVEL or not cells[-1].strip():
            continue
        left, top, wide, high = (int(cell) / scale for cell in cells[6:10])
        word = PrintedLine(
            text=cells[-1].strip(),
            page=number,
            left=left,
            bottom=height - top - high,
            right=left + wide,
            top=height - top,
            base=height - top - high,
        )
        place = tuple(cells[1:5])
        lines[place] = _joined(lines[place], word) if place in lines else word
    return list(lines.values())


def _joined(line: PrintedLine, word: PrintedLine) -> PrintedLine:
    return replace(
        line,
        text=f"{line.text} {word.text}",
        left=min(line.left, word.left),
        bottom=min(line.bottom, word.bottom),
        right=max(line.right, word.right),
        top=max(line.top, word.top),
        base=min(line.base, word.base),
    )
