"""PDF: the words that each page shows, line by line, with the page and the place of every line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any

from untuned.errors import UnreadableDocument
from untuned.ingest.load.pdf.contents import without_contents
from untuned.ingest.load.pdf.layout import Paragraph, paragraphs
from untuned.ingest.load.pdf.ocr import Ocr, recognised
from untuned.ingest.load.pdf.page import PrintedLine, PrintedPage, printed
from untuned.ingest.load.runs import is_run
from untuned.text.regex import regex
from untuned.types.documents import Aside, Block, BlockKind, Loaded, MetadataValue, PageAnchor, TextBox
from untuned.types.settings import ParseSettings

PARSER = "pdf/4"

_MOST_PAGES = 20_000
_TAIL = 4_096
_OCR = "set parse.ocr = true, with the command 'tesseract' installed, so that its pages are read as images"
_AGAIN = "fetch or save it again"
_BROKEN_ADDRESS = regex(r"(?:@|://|\bwww\.)\S*[.@/_-]$|@$")
_FILE_NAME = regex(
    r"(?i)^(?:microsoft (?:word|powerpoint|excel) - .*|\(?(?:untitled|anonymous|unspecified)\)?"
    r"|.*\.(?:docx?|odt|rtf|indd|tex|dvi|pptx?|xlsx?|pdf))$"
)


def parser_with(parse: ParseSettings) -> str:
    """What `Loaded.parser` is with these settings."""
    return f"{PARSER}+ocr" if parse.ocr else PARSER


def load_pdf(data: bytes, path: str, *, encoding: str = "", parse: ParseSettings | None = None, languages: Sequence[str] = ()) -> Loaded:
    """The words of each page in the order of the file, with page anchors and a box for each line of print.

    A line of print is a line of the text; a hyphen at a line's end stays. What is drawn but cannot be seen (white on white,
    invisible, covered, outside the page, tiny) is left out and counted in the metadata as `hidden_text`. `encoding` is not used.

    Raises:
        UnreadableDocument: It is cut off, damaged, encrypted, or no page shows a character.
    """
    del encoding
    parse = parse or ParseSettings()
    document = _opened(data, path)
    try:
        pages, scanned = _pages(document, path, Ocr.of(languages) if parse.ocr else None)
        _refuse_wordless(pages, path, parse=parse)
        loaded = _loaded(pages, metadata=_metadata(pages, scanned))
        return replace(loaded, title=_title(document, loaded, path), asides=_asides(document, pages), parser=parser_with(parse))
    finally:
        document.close()


def _opened(data: bytes, path: str) -> Any:  # noqa: ANN401 - pypdfium2 has no strict types
    start = data.find(b"%PDF-", 0, 1_024)
    if start < 0:
        raise UnreadableDocument(path, reason="this is no PDF: it does not begin as one", remedy="give the file its right ending")
    if b"%%EOF" not in data[-_TAIL:]:
        raise UnreadableDocument(path, reason="it breaks off: the mark that ends a PDF is missing", remedy=_AGAIN)
    pdfium = import_module("pypdfium2")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _unopened(path, str(error), encrypted=b"/Encrypt" in data) from error
    count = len(document)
    if 0 < count <= _MOST_PAGES:
        return document
    document.close()
    if count:
        raise UnreadableDocument(path, reason=f"it has {count:,} pages; {_MOST_PAGES:,} are read", remedy="split it")
    raise UnreadableDocument(path, reason="it is damaged: none of its pages is found", remedy=_AGAIN)


def _unopened(path: str, told: str, *, encrypted: bool) -> UnreadableDocument:
    # pdfium may tell the fault of the file before it: what the bytes say counts as well
    if encrypted and "password" in told.casefold():
        return UnreadableDocument(path, reason="it is encrypted and asks for a password", remedy="save it without a password")
    if encrypted and "security" in told.casefold():
        return UnreadableDocument(path, reason="it is encrypted in a way that is not known", remedy="save it without encryption")
    return UnreadableDocument(path, reason="it is damaged or cut off: its parts are not where it says", remedy=_AGAIN)


def _pages(document: Any, path: str, ocr: Ocr | None) -> tuple[list[PrintedPage], list[int]]:  # noqa: ANN401
    """Every page, and the numbers of those that were read as images."""
    pdfium = import_module("pypdfium2")
    pages: list[PrintedPage] = []
    scanned: list[int] = []
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
            found = printed(page, number=number)
        except pdfium.PdfiumError as error:
            raise UnreadableDocument(path, reason=f"it is damaged: page {number} cannot be read", remedy=_AGAIN) from error
        if ocr is not None and (not found.lines or not found.readable):
            found = replace(found, lines=recognised(page, path, number=number, ocr=ocr), readable=True)
            scanned.append(number)
        page.close()
        pages.append(found)
    return pages, scanned


def _refuse_wordless(pages: Sequence[PrintedPage], path: str, *, parse: ParseSettings) -> None:
    if any(page.lines and page.readable for page in pages):
        return
    count = len(pages)
    which = "page" if count == 1 else f"{count:,} pages"
    if parse.ocr:
        raise UnreadableDocument(path, reason=f"no characters from its {which}, read as images too", remedy="exclude it, or scan it again")
    if any(page.lines for page in pages):
        raise UnreadableDocument(path, reason=f"the letters of its {which} are pictures without a meaning of their own", remedy=_OCR)
    if any(page.hidden for page in pages):
        reason = f"no characters from its {which} are seen: it holds only a hidden text, as scanners lay over their images"
        raise UnreadableDocument(path, reason=reason, remedy=_OCR)
    raise UnreadableDocument(path, reason=f"no characters from its {which}: a scan, it seems", remedy=_OCR)


def _metadata(pages: Sequence[PrintedPage], scanned: Sequence[int]) -> dict[str, MetadataValue]:
    metadata: dict[str, MetadataValue] = {"page_count": len(pages)}
    if any(page.hidden for page in pages):
        metadata["hidden_text"] = True
    if scanned:
        metadata["ocr_pages"] = list(scanned)
    return metadata


def _asides(document: Any, pages: Sequence[PrintedPage]) -> tuple[Aside, ...]:  # noqa: ANN401
    """What the pages do not show, and what the file tells of itself."""
    told: dict[str, str] = document.get_metadata_dict(skip_empty=True)
    hidden = [Aside(where="hidden", text=page.unseen, page=number) for number, page in enumerate(pages, start=1) if page.unseen]
    return (*hidden, *(Aside(where="metadata", text=value) for value in told.values()))


def _title(document: Any, loaded: Loaded, path: str) -> str:  # noqa: ANN401
    """The title that the file names for itself, when it is one; else its first large heading, else the file's name."""
    told: object = document.get_metadata_value("Title")
    title = " ".join(told.split()) if isinstance(told, str) else ""
    title = title.encode("utf-8", "ignore").decode("utf-8")
    if title.isprintable() and 3 <= len(title) <= 200 and _FILE_NAME.match(title) is None:
        return title
    first = next((block for block in loaded.blocks if block.kind == "heading" and block.level == 1), None)
    return PurePosixPath(path).stem if first is None else " ".join(loaded.text[first.start : first.end].split())


def _loaded(pages: Sequence[PrintedPage], *, metadata: dict[str, MetadataValue]) -> Loaded:
    readable = [page for page in pages if page.readable]
    desk = _Writer()
    for paragraph in paragraphs(without_contents(readable)):
        desk.take(paragraph)
    return Loaded(
        text="".join(desk.parts),
        blocks=tuple(desk.blocks),
        format="pdf",
        metadata=metadata,
        pages=tuple(desk.pages),
        boxes=tuple(desk.boxes),
        parser=PARSER,
    )


def _is_broken(above: str, line: str) -> bool:
    """True where an address of mail or of a page goes on from one line of a narrow cell to the next."""
    return line.startswith("@") or _BROKEN_ADDRESS.search(above) is not None


class _Writer:
    """Puts lines of print into one text and notes where each stands."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.pages: list[PageAnchor] = []
        self.boxes: list[TextBox] = []
        self._length = 0
        self._last: BlockKind | None = None

    def take(self, paragraph: Paragraph) -> None:
        """A blank line, or a line end between two items or rows, and the paragraph's lines, or a row's cells."""
        if self.blocks:
            self._add("\n" if is_run(self._last, paragraph.kind) else "\n\n")
        start = self._length
        if paragraph.cells:
            self._cells(paragraph.cells)
        else:
            self._lines(paragraph.lines)
        self.blocks.append(Block(kind=paragraph.kind, start=start, end=self._length, level=paragraph.level))
        self._last = paragraph.kind

    def _cells(self, cells: Sequence[Sequence[PrintedLine]]) -> None:
        """The words of a cell go on over its lines; an address is broken where the cell ends, and goes on without a space."""
        for nth, cell in enumerate(cells):
            self._add(" | " if nth else "")
            for place, line in enumerate(cell):
                self._add("" if place == 0 or _is_broken(cell[place - 1].text, line.text) else " ")
                self._line(line)

    def _lines(self, lines: Sequence[PrintedLine]) -> None:
        for nth, line in enumerate(lines):
            self._add("\n" if nth else "")
            self._line(line)

    def _line(self, line: PrintedLine) -> None:
        start = self._length
        if not self.pages or self.pages[-1].page != line.page:
            self.pages.append(PageAnchor(offset=start, page=line.page))
        self._add(line.text)
        if line.placed:
            left, bottom, right, top = (round(edge, 1) for edge in (line.left, line.bottom, line.right, line.top))
            self.boxes.append(TextBox(start=start, end=self._length, page=line.page, left=left, bottom=bottom, right=right, top=top))

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text)
