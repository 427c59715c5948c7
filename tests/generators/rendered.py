"""Texts as people see them when they copy a quote: laid out in a PDF, typed into a DOCX, shown by a browser.

Nothing here is shared with the loaders or the verifier: documents are made with other libraries, and read back with a few lines
of this file. `copied` finds a sentence again in what was read back, by its letters and digits alone.
"""

from __future__ import annotations

import html
import io
import random
import re
import subprocess
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/Library/Fonts/Arial Unicode.ttf",
    "C:/Windows/Fonts/arial.ttf",
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

Render = Callable[[Sequence[str], random.Random], str]


def paragraphs(text: str) -> list[str]:
    """What stands between blank lines."""
    return [piece.strip() for piece in re.split(r"\n\s*\n", text) if piece.strip()]


def font() -> str | None:
    """A font with Latin and Cyrillic letters; None where this machine has none."""
    return next((path for path in FONTS if Path(path).is_file()), None)


def through_pdf(pieces: Sequence[str], rng: random.Random) -> str:
    """The text of a PDF: justified or ragged, in lines of many widths, words divided at line ends now and then."""
    import pypdfium2
    from reportlab.lib.enums import TA_JUSTIFY, TA_LEFT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    pdfmetrics.registerFont(TTFont("Reading", font()))
    style = ParagraphStyle(
        "body",
        fontName="Reading",
        fontSize=rng.choice((9, 10, 11, 12)),
        leading=15,
        alignment=rng.choice((TA_JUSTIFY, TA_LEFT)),
        splitLongWords=1,
    )
    margin = rng.choice((60, 110, 170))
    target = io.BytesIO()
    document = SimpleDocTemplate(target, pagesize=A4, leftMargin=margin, rightMargin=margin)
    flow = []
    for piece in pieces:
        shown = " ".join(divided(word, rng) for word in piece.split())
        flow += [Paragraph(html.escape(shown, quote=False), style), Spacer(1, 6)]
    document.build(flow)
    pages = pypdfium2.PdfDocument(target.getvalue())
    return "\n".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", "\n")


def divided(word: str, rng: random.Random) -> str:
    """The word, now and then with soft hyphens where a line may end."""
    if len(word) < 9 or not word.isalpha() or rng.random() > 0.15:
        return word
    at = rng.randint(4, len(word) - 4)
    return word[:at] + "\u00ad" + word[at:]


def through_docx(pieces: Sequence[str], rng: random.Random) -> str:
    """The text of a DOCX: in runs of several styles, with quotes and dashes as a word processor corrects them while one types."""
    from docx import Document

    document = Document()
    for piece in pieces:
        paragraph = document.add_paragraph()
        words = re.split(r"(?<=\s)", corrected(re.sub(r"\s*\n\s*", " ", piece)))
        while words:
            count = rng.randint(1, 9)
            run = paragraph.add_run("".join(words[:count]))
            run.bold, run.italic = rng.random() < 0.1, rng.random() < 0.1
            words = words[count:]
    target = io.BytesIO()
    document.save(target)
    return typed(target.getvalue())


def corrected(text: str) -> str:
    """Straight quotes as curly ones, a hyphen between spaces as a dash, three dots as one sign."""
    opened = re.sub(r"(^|[\s(\[])\"", r"\1“", text).replace('"', "”")
    opened = re.sub(r"(?<=\w)'(?=\w)", "’", opened)
    return opened.replace(" - ", " – ").replace("...", "…")


def typed(data: bytes) -> str:
    """The paragraphs of a DOCX, as they are pasted into a text field."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))
    lines = []
    for paragraph in root.iter(f"{WORD}p"):
        marks = {f"{WORD}tab": "\t", f"{WORD}br": "\n", f"{WORD}noBreakHyphen": "\u2011", f"{WORD}softHyphen": "\u00ad"}
        lines.append("".join((node.text or "") if node.tag == f"{WORD}t" else marks.get(node.tag, "") for node in paragraph.iter()))
    return "\n".join(lines)


def through_html(pieces: Sequence[str], rng: random.Random, *, browser: str | None = None) -> str:
    """The text of a page, as a browser shows it where one is given, else by the rules of white space alone."""
    body = "\n".join(f"<p>{marked(piece, rng)}</p>" for piece in pieces)
    return shown(f"<html><head><meta charset=utf-8><title>T</title></head><body>{body}</body></html>", browser=browser)


def marked(piece: str, rng: random.Random) -> str:
    """A paragraph as HTML: words in `em`, `b`, `a` and `span`, entities, lines broken anywhere."""
    found = []
    for word in piece.split():
        text = html.escape(word, quote=rng.random() < 0.5).replace("\u00a0", "&nbsp;").replace("—", rng.choice(("—", "&mdash;", "&#8212;")))
        tag = rng.choice(("em", "b", "a href='#x'", "span")) if rng.random() < 0.08 else ""
        found.append(f"<{tag}>{text}</{tag.split()[0]}>" if tag else text)
    return re.sub(" ", lambda _: rng.choice((" ", " ", "\n", "\n      ")), " ".join(found))


def shown(page: str, *, browser: str | None = None) -> str:
    """What a page shows: `innerText` of a real browser, or what `lxml` holds with white space as CSS has it."""
    if browser is None:
        from lxml import html as lxml_html

        tree = lxml_html.fromstring(page)
        blocks = tree.xpath("//p|//li|//h1|//h2|//h3|//td|//th|//pre|//blockquote[not(.//p)]")
        return "\n\n".join(re.sub(r"[ \t\r\n]+", " ", block.text_content()).strip() for block in blocks)
    script = (
        "<script>addEventListener('load',()=>{const t=document.body.innerText;"
        "document.body.replaceChildren(new Text('««'+'«'+t+'»»'+'»'))})</script>"
    )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.html"
        file.write_text(page.replace("</head>", script + "</head>"), encoding="utf-8")
        arguments = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000", "--dump-dom", file.as_uri()]
        dumped = subprocess.run(arguments, capture_output=True, timeout=120, check=True).stdout.decode("utf-8")
    return html.unescape(dumped[dumped.index("«««") + 3 : dumped.rindex("»»»")])


def markdown_page(text: str) -> str:
    """A Markdown text as an HTML page, by a parser of its own."""
    from markdown_it import MarkdownIt

    body = MarkdownIt().enable("table").render(re.sub(r"[ \t]*\{\s*[#.][^{}\n]*\}", "", text))
    return f"<html><head><meta charset=utf-8><title>T</title></head><body>{body}</body></html>"


def copied(sentence: str, text: str) -> str | None:
    """The stretch of `text` with the sentence's letters and digits, with the marks that touch it; None where it is not there."""
    wanted, _ = letters(sentence)
    held, places = letters(text)
    at = held.find(wanted)
    if at < 0 or not wanted:
        return None
    start, end = places[at], places[at + len(wanted) - 1] + 1
    first = re.match(r"[^\w\s]*", sentence)
    while first and first[0] and start > 0 and not text[start - 1].isspace() and not text[start - 1].isalnum():
        start -= 1
    while end < len(text) and not text[end].isspace() and not text[end].isalnum():
        end += 1
    return text[start:end]


def letters(text: str) -> tuple[str, list[int]]:
    """Letters and digits in small, and where each stands."""
    found: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for part in unicodedata.normalize("NFKC", char).lower():
            if part.isalnum():
                found.append(part)
                places.append(place)
    return "".join(found), places
