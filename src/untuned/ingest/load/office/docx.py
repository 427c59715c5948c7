"""DOCX: the words that its pages show, by paragraph, item, table row and footnote.

Read from the archive's XML by hand: a library would hide tracked deletions, hidden runs and text boxes from view, or mix them in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from untuned.errors import UnreadableDocument
from untuned.ingest.load.office.archive import Archive
from untuned.ingest.load.office.docx_numbers import Counting, lists_of
from untuned.ingest.load.office.docx_styles import NO_LOOK, Look, W, dark, has_mark, look_of, styles_of, value
from untuned.ingest.load.office.docx_tables import Columns, cells_of, is_repeated, is_shown, lays_out, marks_first_row, rows_of
from untuned.ingest.load.office.footnotes import with_footnotes
from untuned.ingest.load.office.pieces import Made, Piece, asides_of, joined, title_of
from untuned.ingest.load.office.symbols import UNKNOWN, sign, signs
from untuned.ingest.load.raised import raised
from untuned.ingest.load.repeats import Repeats
from untuned.ingest.load.table_heads import with_headers
from untuned.types.documents import BlockKind, Loaded, MetadataValue

PARSER = "docx/6"

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"

_GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "object", "rt"))
_DELETED = (f"{W}del", f"{W}moveFrom")
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}
_PLACEHOLDER = "\ufffc"
"""For a formula, whose layout says what its letters alone do not."""
_FIELD = f"{W}fldChar"
_MARKS = (f"{W}footnoteReference", f"{W}endnoteReference")


def load_docx(data: bytes, path: str, *, encoding: str = "") -> Loaded:
    """Headings, paragraphs, list items, table rows (cells joined by ` | `) and text boxes in order, each footnote behind what refers to it.

    Endnotes come last; a note that only deleted or hidden text refers to is left out. A cell that is merged over rows stands in each.
    Deleted and moved-away text of tracked changes, comments, tables of contents, running heads and feet are left out, and so is text
    that is hidden, light on white or smaller than two points, which the metadata tell as `hidden_text`, and struck through, as
    `struck_text`. Raised digits become ², never 2; a formula is one replacement character. A row that holds a table, and a table of one
    cell, are what stands in them. Numbers that the program counts in front of items and headings are part of the text,
    as pages show them; where a heading has one of a kind that cannot be written, `counted_headings` says so. `encoding` is not used.

    Raises:
        UnreadableDocument: It is no DOCX, encrypted, cut off, a ZIP bomb, not sound, or without words.
    """
    del encoding
    archive = Archive(data, path, kind="a DOCX")
    main = _main_part(archive)
    root = archive.xml(main)
    if root is None:
        raise UnreadableDocument(
            path, reason="this is a ZIP archive, but no DOCX: it has no text part", remedy="give the file its right ending"
        )
    folder = main.rpartition("/")[0]
    lists = lists_of(archive.xml(f"{folder}/numbering.xml"))
    styles = styles_of(archive.xml(f"{folder}/styles.xml"), lists.level_of_style)
    reader = _Reader(styles, Counting(lists), Repeats(archive.size(main)), ground=_background(root))
    body = root.find(f"{W}body")
    pieces = list(reader.body(body, _notes(archive.xml(f"{folder}/footnotes.xml")))) if body is not None else []
    pieces += reader.notes(_notes(archive.xml(f"{folder}/endnotes.xml")), reader.endnotes)
    if not pieces:
        hidden = ": what it holds is hidden" if reader.hidden else ""
        raise UnreadableDocument(
            path,
            reason=f"the document has no visible text{hidden}",
            remedy="where its pages are images, use their PDF with parse.ocr = true",
        )
    made = Made(
        format="docx",
        parser=PARSER,
        title=title_of(archive, pieces, path),
        metadata=reader.metadata(),
        asides=asides_of(archive, reader.unseen),
    )
    return with_headers(joined(pieces, made))


def _main_part(archive: Archive) -> str:
    """Where the text is, by the archive's own relations."""
    return next((one.target for one in archive.related("").values() if one.kind == "officeDocument"), "word/document.xml")


def _notes(root: Any | None) -> dict[str, Any]:  # noqa: ANN401 - lxml has no types
    """Footnotes or endnotes by number, without the lines that separate them from the text."""
    return {} if root is None else {note.get(f"{W}id") or "": note for note in root if note.get(f"{W}type") in (None, "normal")}


def _is_contents(control: Any) -> bool:  # noqa: ANN401
    """True for the part of a document that the program makes of its headings and their pages."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def _background(root: Any) -> bool:  # noqa: ANN401 - lxml has no types
    """True when the pages themselves are dark."""
    background = root.find(f"{W}background")
    return background is not None and dark(background.get(f"{W}color"))


class _Reader:
    """Walks over a document's parts."""

    def __init__(self, styles: Mapping[str, Look], counting: Counting, repeats: Repeats, *, ground: bool) -> None:
        self._styles = styles
        self._counting = counting
        self._repeats = repeats
        self._ground = Look(ground=ground or None)
        self._boxes: list[Any] = []
        self._footnotes: list[str] = []
        self.endnotes: list[str] = []
        """Those that the text refers to."""
        self.unseen: list[str] = []
        self._codes: list[bool] = []
        """For each open field of the paragraph: its code goes on."""
        self._coding = 0
        self.hidden = False
        self.struck = False
        self.tracked = False
        self.counted = False

    def metadata(self) -> dict[str, MetadataValue]:
        """What was left out: hidden words, changes, and counted numbers of headings that cannot be written."""
        told: dict[str, MetadataValue] = {}
        if self.hidden:
            told["hidden_text"] = True
        if self.struck:
            told["struck_text"] = True
        if self.tracked:
            told["tracked_changes"] = True
        if self.counted:
            told["counted_headings"] = True
        return told

    def body(self, root: Any, footnotes: Mapping[str, Any]) -> Iterator[Piece]:  # noqa: ANN401
        """The blocks of the text, each footnote behind the paragraph, the list or the table that refers to it."""
        return with_footnotes(self.blocks(root), self._footnotes, lambda due: self.notes(footnotes, due))

    def notes(self, held: Mapping[str, Any], wanted: Sequence[str]) -> Iterator[Piece]:
        """Footnotes or endnotes by their numbers, each once."""
        for number in dict.fromkeys(wanted):
            if number in held:
                yield from self.blocks(held[number])

    def blocks(self, parent: Any, under: Look | None = None) -> Iterator[Piece]:  # noqa: ANN401
        """The blocks below an element, in order."""
        under = self._ground if under is None else under
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child, under)
            elif child.tag == f"{W}tbl":
                yield from self._table(child, under)
            elif child.tag in _GONE:
                self.tracked = self.tracked or child.tag in _DELETED
            elif child.tag not in (f"{W}sectPr", _FALLBACK) and not _is_contents(child):
                yield from self.blocks(child, under)

    def _paragraph(self, paragraph: Any, under: Look) -> Iterator[Piece]:  # noqa: ANN401
        text, look = self._words(paragraph, under)
        number = self._number(paragraph, look, seen=bool(text))
        if text and not look.contents:
            level = look.level or 0
            kind: BlockKind = "heading" if level else "item" if look.depth else "paragraph"
            yield Piece(kind=kind, level=min(level, 6) or look.depth, text=number + text, numbered=bool(number))
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self.blocks(box, under)

    def _number(self, paragraph: Any, look: Look, *, seen: bool) -> str:  # noqa: ANN401
        """What the program counts in front of a paragraph: of an empty one too, and of none that is hidden or deleted."""
        if not look.depth or not (seen or has_mark(paragraph)):
            return ""
        label = self._counting.label(look.list or "", look.depth - 1)
        self.counted = self.counted or (label is None and seen and bool(look.level))
        return label or ""

    def _words(self, paragraph: Any, under: Look) -> tuple[str, Look]:  # noqa: ANN401
        """A paragraph's visible text, and its look."""
        properties = paragraph.find(f"{W}pPr")
        named = self._styles.get("" if properties is None else value(properties, "pStyle"), self._styles.get("", NO_LOOK))
        look = look_of(properties).over(named).over(under)
        self._codes, self._coding = [], 0
        parts = "".join(self._inline(paragraph, look))
        return "\n".join(line.strip() for line in parts.split("\n")).strip(), look

    def _inline(self, parent: Any, look: Look) -> Iterator[str]:  # noqa: ANN401
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                yield from self._run(child, look)
            elif tag == _FORMULA:
                yield _PLACEHOLDER
            elif tag in _GONE:
                self.tracked = self.tracked or tag in _DELETED
            elif tag == f"{W}txbxContent":
                self._boxes.append(child)
            elif tag != _FALLBACK:
                yield from self._inline(child, look)

    def _run(self, run: Any, look: Look) -> Iterator[str]:  # noqa: ANN401
        properties = run.find(f"{W}rPr")
        if properties is not None:
            named = self._styles.get(value(properties, "rStyle"), NO_LOOK) if value(properties, "rStyle") else NO_LOOK
            look = look_of(properties).over(named).over(look)
        yield from self._held(run, look)

    def _held(self, run: Any, look: Look) -> Iterator[str]:  # noqa: ANN401
        """What a run, or one of its alternatives, holds."""
        for child in run:
            text = _sign(child)
            if text is None:
                yield from self._other(child, look)
            elif look.hidden:
                self.hidden = self.hidden or not text.isspace()
                self.unseen.append(text)
            elif look.struck:
                self.struck = self.struck or not text.isspace()
            elif not self._coding:
                text = signs(text, look.font) if look.font else text
                yield raised(text) if look.raised else text

    def _other(self, child: Any, look: Look) -> Iterator[str]:  # noqa: ANN401
        """What of a run is no character: marks of fields and notes, and what holds others."""
        if child.tag == _FIELD:
            self._field(child.get(f"{W}fldCharType") or "")
        elif child.tag in _MARKS and not look.hidden:
            (self._footnotes if child.tag == _MARKS[0] else self.endnotes).append(child.get(f"{W}id") or "")
        elif child.tag == _ALTERNATIVES:
            for choice in child:
                if choice.tag != _FALLBACK:
                    yield from self._held(choice, look)
        else:
            yield from self._inline((child,), look)

    def _field(self, mark: str) -> None:
        """A field's code goes from its beginning to what parts it from its result; what stands in it is not shown."""
        if mark == "begin":
            self._codes.append(True)
            self._coding += 1
        elif self._codes and mark in ("separate", "end"):
            self._coding -= self._codes.pop()
            if mark == "separate":
                self._codes.append(False)

    def _table(self, table: Any, under: Look) -> Iterator[Piece]:  # noqa: ANN401
        properties = table.find(f"{W}tblPr")
        named = self._styles.get(value(properties, "tblStyle"), NO_LOOK) if properties is not None else NO_LOOK
        look = Look(ground=named.ground).over(under)
        columns = Columns(self._repeats)
        head, begins, first = True, True, marks_first_row(properties)
        rows = list(rows_of(table))
        alone = len(rows) == 1
        for row in rows:
            if not is_shown(row):
                columns.pass_over(row)
                continue
            if lays_out(row, alone=alone):
                columns.pass_over(row)
                for cell in cells_of(row):
                    yield from self.blocks(cell, Look(ground=look_of(cell.find(f"{W}tcPr")).over(look).ground))
                head, begins = False, True
                continue
            header = head and (first or is_repeated(row))
            text = columns.row(row, [(cell, self._cell(cell, look)) for cell in cells_of(row)], header=header)
            if text:
                yield Piece(kind="header" if header else "row", level=0, text=text, begins=begins)
                head, begins, first = header, False, False

    def _cell(self, cell: Any, under: Look) -> str:  # noqa: ANN401
        properties = cell.find(f"{W}tcPr")
        if properties is not None and properties.find(f"{W}cellDel") is not None:
            self.tracked = True
            return ""
        look = look_of(properties).over(under)
        return " ".join(" ".join(piece.text.split("\n")) for piece in self.blocks(cell, Look(ground=look.ground)) if piece.text)


def _sign(child: Any) -> str | None:  # noqa: ANN401
    """The characters that a run's child stands for; None for one that holds others."""
    tag = child.tag
    if tag == f"{W}t":
        return child.text or ""
    if tag == f"{W}sym":
        return _symbol(child.get(f"{W}char") or "", child.get(f"{W}font") or "")
    if tag.endswith("}symEx"):
        told = {name.rpartition("}")[2]: held for name, held in child.attrib.items()}
        return _symbol(told.get("char", ""), told.get("font", ""))
    return _SIGNS.get(tag)


def _symbol(code: str, font: str) -> str:
    """The character of a `w:sym`."""
    try:
        return sign(int(code, 16), font)
    except ValueError:
        return UNKNOWN
