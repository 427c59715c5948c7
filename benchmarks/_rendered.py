"""Real texts set as documents by programs that are not ours: PDF by reportlab, DOCX by python-docx, HTML by a plain template."""

from __future__ import annotations

import html
import io
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from _measure import json_lines, markdown_below

FONTS = (
    "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/dejavu",
    "/usr/share/fonts/TTF",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
PAGE_CHARACTERS = 2_600
"""What a page of DOCX or HTML stands for: a page of the PDFs here holds about as many."""
BROKEN_IN_PRINT = re.compile(r"\S{36}|\S/\S{9}")
"""Words that reportlab breaks at line ends without a hyphen, for being long or an address: what it prints is then no longer the text."""
HEAD = "Set for the benchmark of documents, volume {}"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """Paragraphs that make one document."""

    name: str
    language: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How a PDF is set."""

    name: str
    columns: int
    size: float
    justified: bool
    hyphenated: bool
    framed: bool = False
    """With running heads and page numbers."""
    word_by_word: bool = False
    """Each word drawn at its own place, without space characters, as many programs do."""


LAYOUTS = (
    Layout(name="one column", columns=1, size=11, justified=False, hyphenated=False),
    Layout(name="one column, justified, hyphenated, framed", columns=1, size=10.5, justified=True, hyphenated=True, framed=True),
    Layout(name="two columns, justified, hyphenated", columns=2, size=9.5, justified=True, hyphenated=True),
    Layout(name="two columns, hyphenated, framed", columns=2, size=9.5, justified=False, hyphenated=True, framed=True),
    Layout(name="one column, word by word, justified", columns=1, size=10.5, justified=True, hyphenated=True, word_by_word=True),
)


def pieces(data: Path, *, rng: random.Random, characters: int = 14_000) -> list[Piece]:
    """Contracts, prose of a manual, and Russian paragraphs, in documents of about so many characters, shuffled."""
    found: list[Piece] = []
    for row in json_lines(data / "cuad" / "corpus.jsonl"):
        found += _cut(f"cuad-{row['id']}", "en", re.split(r"\n+", row["text"]), characters)
    russian = [row["text"] for row in json_lines(data / "xquad" / "corpus.ru.jsonl")]
    found += _cut("xquad", "ru", russian, characters)
    manual: list[str] = []
    for page in markdown_below(data / "docs_fastapi" / "files" / "docs" / "en"):
        manual += [one for one in re.split(r"\n{2,}", page.read_text(encoding="utf-8")) if re.match(r"[A-Z][^`*_<>\[\]{}#|\\]+\.$", one)]
    found += _cut("fastapi", "en", manual, characters)
    rng.shuffle(found)
    return found


def _cut(name: str, language: str, paragraphs: Sequence[str], characters: int) -> list[Piece]:
    made: list[Piece] = []
    kept: list[str] = []
    for paragraph in paragraphs:
        text = " ".join(paragraph.split()).strip("\ufeff")
        if len(text) < 40 or not _settable(text) or BROKEN_IN_PRINT.search(text):
            continue
        kept.append(text)
        if sum(map(len, kept)) >= characters:
            made.append(Piece(name=f"{name}-{len(made)}", language=language, paragraphs=tuple(kept)))
            kept = []
    return made


@cache
def _face() -> Any:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for folder in FONTS:
        file = Path(folder) / "DejaVuSerif.ttf"
        if file.exists():
            pdfmetrics.registerFont(TTFont("Text", str(file)))
            return pdfmetrics.getFont("Text").face
    raise SystemExit("no DejaVuSerif.ttf: install the DejaVu fonts (package fonts-dejavu)")


def _settable(text: str) -> bool:
    """True when the font has every character."""
    return all(ord(char) in _face().charToGlyph for char in text)


def font_of(piece: Piece) -> str:
    """A standard font, which no file holds, where its characters have the same widths everywhere; DejaVu, in the file, elsewhere."""
    try:
        "".join(piece.paragraphs).encode("latin-1")
    except UnicodeEncodeError:
        return "Text"
    return "Times-Roman"


def as_pdf(piece: Piece, layout: Layout) -> bytes:
    """The piece set by reportlab."""
    _face()
    return _word_by_word(piece, layout) if layout.word_by_word else _flowed(piece, layout)


def _style(piece: Piece, layout: Layout) -> Any:
    from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
    from reportlab.lib.styles import ParagraphStyle

    more = {"hyphenationLang": _divided_in({"ru": "ru_RU"}.get(piece.language, "en_US"))} if layout.hyphenated else {}
    return ParagraphStyle(
        "body",
        fontName=font_of(piece),
        fontSize=layout.size,
        leading=layout.size * 1.25,
        spaceAfter=layout.size * 0.7,
        alignment=TA_JUSTIFY if layout.justified else TA_LEFT,
        **more,
    )


def _divided_in(language: str) -> Callable[[str], Iterator[tuple[str, str]]]:
    """Where words of a language are divided, but for the places of their own hyphens (T-cell, E-mail).

    Of a paragraph that goes on in the next column or on the next page, reportlab joins the words of the rest to set it anew, and leaves
    out a hyphen that a line ended with: it prints `Tcell`, which no reader can mend.
    """
    from pyphen import Pyphen

    divide = Pyphen(lang=language).iterate
    return lambda word: (parts for parts in divide(word) if not parts[0].endswith("-"))


def _flowed(piece: Piece, layout: Layout) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

    def framed(canvas: Any, document: Any) -> None:
        if layout.framed:
            canvas.setFont("Times-Roman", 9)
            canvas.drawString(60, A4[1] - 35, HEAD.format(1))
            canvas.drawCentredString(A4[0] / 2, 25, str(document.page))

    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, title="")
    width = (A4[0] - 120 - 20 * (layout.columns - 1)) / layout.columns
    frames = [Frame(60 + nth * (width + 20), 50, width, A4[1] - 110, leftPadding=0, rightPadding=0) for nth in range(layout.columns)]
    document.addPageTemplates([PageTemplate(frames=frames, onPage=framed)])
    style = _style(piece, layout)
    document.build([Paragraph(html.escape(paragraph, quote=False), style) for paragraph in piece.paragraphs])
    return out.getvalue()


def _word_by_word(piece: Piece, layout: Layout) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    font, size = font_of(piece), layout.size
    y, right = A4[1] - 60, A4[0] - 60
    canvas.setFont(font, size)
    for paragraph in (one.replace("\u00ad", "") for one in piece.paragraphs):
        line: list[tuple[str, float]] = []
        words = [(word, stringWidth(word, font, size)) for word in paragraph.split(" ")]
        space = stringWidth(" ", font, size)
        for nth, word in enumerate([*words, ("", 1e9)]):
            used = sum(width for _, width in line) + space * len(line)
            if line and used + word[1] > right - 60:
                if y < 60:
                    canvas.showPage()
                    canvas.setFont(font, size)
                    y = A4[1] - 60
                last = nth == len(words)
                gap = space if last or len(line) == 1 else space + (right - 60 - used + space) / (len(line) - 1)
                x = 60.0
                for text, width in line:
                    canvas.drawString(x, y, text)
                    x += width + gap
                y -= size * 1.25
                line = []
            line.append(word)
        y -= size * 0.7
    canvas.save()
    return out.getvalue()


def as_docx(piece: Piece, *, rng: random.Random) -> bytes:
    """The piece written by python-docx, with words of one paragraph in several runs."""
    from docx import Document

    document = Document()
    document.add_heading(HEAD.format(2), level=1)
    for paragraph in piece.paragraphs:
        added = document.add_paragraph()
        at = rng.randrange(len(paragraph))
        added.add_run(paragraph[:at])
        added.add_run(paragraph[at:]).bold = True
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_html(piece: Piece, *, rng: random.Random) -> bytes:
    """The piece as a page with a menu, scripts, inline tags and lines broken anywhere."""
    rows: list[str] = []
    for paragraph in piece.paragraphs:
        words = [html.escape(word) for word in paragraph.split(" ")]
        at = rng.randrange(len(words))
        words[at] = f"<em>{words[at]}</em>"
        rows.append("<p>" + "".join(word + rng.choice((" ", " ", " ", "\n")) for word in words) + "</p>")
    return (
        "<!doctype html><html><head><meta charset=utf-8><title>A page</title><style>p{margin:0}</style></head><body>"
        f"<nav><a href='/'>Home</a></nav><main><h1>{HEAD.format(3)}</h1>{''.join(rows)}</main><script>run()</script></body></html>"
    ).encode()
