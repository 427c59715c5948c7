"""HTML: the words a reader sees, in order, without the page's furniture.

libxml2 reads the bytes into a tree; the walk over it is ours and never recurses, so depth costs
nothing but a report. See docs/decisions/0003-html-by-lxml.md for why no extraction library is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any

from untuned.errors import UnreadableDocument
from untuned.ingest.load.decode import decode, with_plain_newlines
from untuned.ingest.load.front_matter import matter_of
from untuned.ingest.load.html_charset import declared
from untuned.ingest.load.html_element import Element
from untuned.ingest.load.html_hidden import asides, hides, is_hidden, open_panels, strikes, without_tiny
from untuned.ingest.load.html_left_out import Strictness, left_out, titles_callout
from untuned.ingest.load.html_math import formula
from untuned.ingest.load.html_pieces import Piece, joined
from untuned.ingest.load.html_tables import SECTIONS, Grid, has_data, is_header, without_gutters
from untuned.ingest.load.raised import raised
from untuned.ingest.load.repeats import Repeats
from untuned.ingest.load.table_heads import with_headers
from untuned.text.own_pages import origin_of
from untuned.text.regex import regex
from untuned.types.documents import Aside, BlockKind, Loaded, MetadataValue

PARSER = "html/11"

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset(("ul", "ol", "dl", "dir", "menu"))
_TABLE_PARTS = frozenset(("table", "thead", "tbody", "tfoot", "tr", "caption"))
_BLOCK_NAMES = """
address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form header hr html legend li
main nav p pre section summary td th
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split()) | _TABLE_PARTS | _LISTS | frozenset(_HEADINGS)
_SPACE = regex(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")  # a single space stays: a long text is not taken apart at each

_LAST_TOLD = 65_535  # libxml2 gives every later line this number


def load_html(data: bytes, path: str, *, encoding: str = "") -> Loaded:
    """The page's visible words by block; title from `<title>`, else the first `<h1>`, else the file's name.

    Menus, footers, asides and forms are left out unless nothing else is there; `<main>`, or the one `<article>`, is
    preferred where there is one. Cells of a table row are joined by ` | `. Front matter that names groups becomes the metadata.

    Beyond line 65,535, where the parser tells none, lines are counted in the texts and comments: behind a tag of several
    lines they are too small by these.

    Raises:
        UnreadableDocument: The bytes are no text, the tags nest too deeply, or no words are left.
    """
    text = decode(data, path, encoding=declared(data) or encoding, kind="HTML")
    if (origin := origin_of(text)) is not None:  # it quotes documents of every group
        reason = f"it is a page that untuned made of answers{', and it was changed since' if origin == 'changed' else ''}"
        raise UnreadableDocument(path, reason=reason, remedy="write it anew, keep it elsewhere, or exclude it in sources.exclude")
    metadata, end = matter_of(text, path, only_groups=True)
    loaded = html_text("\n" * text.count("\n", 0, end) + text[end:], path)
    return replace(loaded, metadata={**loaded.metadata, **metadata})


def html_text(source: str, path: str) -> Loaded:
    """What `load_html` makes of a page that is decoded already; the metadata say `hidden_text` when it hides some."""
    root = _tree(source, path)
    pieces: Sequence[Piece] = []
    tiny: list[Aside] = []
    if root is not None:
        size = len(source)
        tiny = without_tiny(root, source)
        open_panels(root, source)
        without_gutters(root, source)
        pieces = _pieces(_content(root), "content", size) or _pieces(root, "content", size) or _pieces(root, "everything", size)
    if root is None or not pieces:
        raise UnreadableDocument(
            path, reason="the page has no visible text", remedy="a page that only a script fills must be saved after it has run"
        )
    title = _title(root) or next((piece.text for piece in pieces if piece.kind == "heading" and piece.level == 1), "")
    text, blocks, lines = joined(pieces)
    loaded = Loaded(
        text=text,
        blocks=blocks,
        format="html",
        title=title or PurePosixPath(path).stem,
        metadata=_told(root, source, hidden=bool(tiny)),
        lines=lines,
        asides=(*tiny, *asides(root)),
        parser=PARSER,
    )
    return with_headers(loaded)


def _told(root: Element, source: str, *, hidden: bool) -> dict[str, MetadataValue]:
    """That words of a page are hidden, or struck through, and left out."""
    told: dict[str, MetadataValue] = {"hidden_text": True} if hidden or hides(root) else {}
    return told | {"struck_text": True} if strikes(root, source) else told


def _tree(source: str, path: str) -> Element | None:
    if not source.strip():
        return None
    etree = _etree()
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
            reason, remedy = "the HTML parser has not enough memory for it", "split it, or raise parse.memory_mb"
        else:
            reason, remedy = f"the HTML parser gives up: {error}", "save it again, or exclude it in sources.exclude"
        raise UnreadableDocument(path, reason=reason, remedy=remedy) from error
    for entry in parser.error_log:
        if entry.level >= etree.ErrorLevels.FATAL and "depth" in entry.message.lower():
            raise UnreadableDocument(
                path, reason="its tags nest too deeply (2,048 levels are read)", remedy="such pages are machine-made; exclude it"
            )
    return root


def _etree() -> Any:  # noqa: ANN401 - lxml has no types
    return import_module("lxml.etree")  # only pages need it


def _content(root: Element) -> Element:
    """Where the page says that its content is."""
    main = root.find(".//main")
    if main is None:
        main = root.find(".//*[@role='main']")
    if main is not None:
        return main
    articles = root.findall(".//article")
    return articles[0] if len(articles) == 1 else root


def _title(root: Element) -> str:
    found = root.find(".//head/title")
    return "" if found is None else _SPACE.sub(" ", "".join(found.itertext())).strip()


def _pieces(root: Element, strictness: Strictness, size: int) -> list[Piece]:
    walk = _Walk(Repeats(size))
    passed: Element | None = None
    for event, element in _events(root, strictness):
        if event == "start":
            walk.enter(element)
        elif event == "skip":
            walk.pass_over(element)
            passed = element
        else:
            if element is passed:
                walk.leave_unread(element)
            else:
                walk.leave(element)
            if element is not root:
                walk.add(element.tail)
    walk.flush()
    return walk.pieces


def _events(root: Element, strictness: Strictness) -> Iterator[tuple[str, Element]]:
    """Start and end of every visible element in page order; what is left out gives `skip` and its end, for the text behind it."""
    walker = _etree().iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event in ("comment", "pi"):
            yield "skip", element
            yield "end", element
        elif event == "start" and element is not root and left_out(element, strictness):
            walker.skip_subtree()
            skipped = element
            yield "skip", skipped
            for _, ended in walker:
                if ended is skipped:
                    break
            yield "end", skipped
        else:
            yield event, element


class _Walk:
    """Gathers inline text until a block begins or ends."""

    def __init__(self, repeats: Repeats) -> None:
        self.repeats = repeats
        self.pieces: list[Piece] = []
        self.parts: list[str] = []
        self.line = 1  # of the source, where the text at hand begins
        self.raised: list[int] = []  # where the open <sup> begin in what is gathered
        self.blank = True  # nothing but white space is gathered
        self.begun = 1  # line on which the block at hand began
        self.kind: BlockKind = "paragraph"
        self.level = 0
        self.depth = 0  # of lists
        self.verbatim = 0  # open <pre>
        self.quotes = 0
        self.tables: list[Grid | None] = []  # the open tables: one of data has rows that are blocks, one that only lays out has none
        self.term = 0  # which run of terms the item at hand is of; 0 for any other item
        self.terms = 1  # runs of terms so far: a definition and the end of a list end one
        self.begins = False  # a table, or a list that is in no other, begins before the next block

    def enter(self, element: Element) -> None:
        tag = str(element.tag)
        self._stand_on(element.sourceline)
        if tag in _BLOCKS:
            self._begin(tag, element)
        elif tag == "br":
            self.parts.append("\0")
            return
        else:
            self._begin_later()
            if tag == "sup":
                self.raised.append(len(self.parts))
            elif tag == "button":  # the name of a tab, beside others
                self.parts.append(" ")
        self.add(element.text)

    def leave(self, element: Element) -> None:
        tag = str(element.tag)
        if tag in ("td", "th") and self._in_row:
            self.parts.append("\x01")
            self.blank = False
            if self.tables[-1] is not None:
                self.tables[-1].end_cell(element)
        elif tag in _BLOCKS and not (self._in_row and tag not in _TABLE_PARTS):
            self.flush()
            self._end_part(tag)
            self._after(tag)
        elif tag in _BLOCKS or tag == "button":
            self.parts.append(" ")
        elif tag == "sup":
            start = self.raised.pop()
            self.parts[start:] = [raised("".join(self.parts[start:]))]

    def leave_unread(self, element: Element) -> None:
        """The end of what was passed over: it parts what stands around it, and ends nothing that was never begun."""
        tag = str(element.tag)
        if tag in ("td", "th", "tr", *SECTIONS):
            self.leave(element)
        elif tag in _BLOCKS and not self._in_row:
            self.flush()
            self.begun = self.line

    def add(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            self.line += text.count("\n")
            self.blank = self.blank and text.isspace()

    def pass_over(self, element: Element) -> None:
        """An element that is left out, but whose lines count."""
        self._stand_on(element.sourceline)
        if isinstance(element.tag, str):
            self.line += sum(text.count("\n") for text in element.itertext())
        else:  # a comment or a processing instruction
            self.line += (element.text or "").count("\n")
        if self.tables and self.tables[-1] is not None:
            self.tables[-1].pass_over(element)
        self._begin_later()
        if element.tag == "math" and not is_hidden(element) and (text := formula(element)):
            self.parts.append(text)
            self.blank = False

    def _begin_later(self) -> None:
        """White space at the beginning of a block is not where it begins."""
        if self.blank and not self.verbatim:
            self.parts.clear()
            self.begun = self.line

    def _stand_on(self, line: int | None) -> None:
        if line and line < _LAST_TOLD:
            self.line = line

    def flush(self) -> None:
        """Ends the block at hand; nothing but white space makes none."""
        if self.blank and not self.verbatim:
            self.parts.clear()
            return
        raw = "".join(self.parts)
        self.parts.clear()
        self.blank = True
        if self.verbatim:
            text, lines = _verbatim(raw, self.begun)
        else:
            table = self.tables[-1] if self.tables else None
            text = _collapsed(raw) if table is None else table.row(_cells(raw), header=self.kind == "header")
            lines = (self.begun + raw[: len(raw) - len(raw.lstrip())].count("\n"),)
        if text:
            kind, level = self._kind()
            self.pieces.append(
                Piece(kind=kind, level=level, text=text, lines=lines, term=self.term if kind == "item" else 0, begins=self.begins)
            )
            self.begins = False
            if self.kind in ("item", "heading"):
                self.kind, self.level = "paragraph", 0

    @property
    def _in_row(self) -> bool:
        return bool(self.tables) and self.tables[-1] is not None

    def _kind(self) -> tuple[BlockKind, int]:
        if self.verbatim:
            return "code", self.depth
        if self._in_row and self.kind in ("header", "row"):
            return self.kind, 0
        if self.kind == "paragraph":
            return "quote" if self.quotes else "paragraph", self.depth
        return self.kind, self.level

    def _begin(self, tag: str, element: Element) -> None:
        if self._in_row and tag not in _TABLE_PARTS:
            self.parts.append(" ")
            return
        self.flush()
        self.begun = self.line
        if tag in _HEADINGS and not titles_callout(element):
            self.kind, self.level = "heading", _HEADINGS[tag]
        elif tag in _LISTS:
            self.begins = self.begins or self.depth == 0
            self.depth += 1
        elif tag in ("li", "dt", "dd"):
            self._begin_item(tag)
        else:
            self._begin_container(tag, element)

    def _begin_item(self, tag: str) -> None:
        if tag == "dd":
            self.depth += 1  # what a definition holds stands below its term
            self.terms += 1
        self.kind, self.level, self.term = "item", max(self.depth, 1 + (tag == "dd")), self.terms if tag == "dt" else 0

    def _begin_container(self, tag: str, element: Element) -> None:
        if tag == "pre":
            self.verbatim += 1
        elif tag == "blockquote":
            self.quotes += 1
        elif tag == "table":
            self.tables.append(Grid(self.repeats) if has_data(element) else None)
            self.begins = True
        elif tag == "tr" and self._in_row:
            self.kind = "header" if is_header(element) else "row"
            self.level = 0
        else:
            self._end_part(tag)

    def _end_part(self, tag: str) -> None:
        """A row ends; a section of a table ends, or the rows before it do."""
        grid = self.tables[-1] if self.tables else None
        if grid is not None and tag == "tr":
            grid.end_row()
        elif grid is not None and tag in SECTIONS:
            grid.end_section()

    def _after(self, tag: str) -> None:
        self.begun = self.line
        if tag in _LISTS or tag == "dd":
            self.depth = max(self.depth - 1, 0)
            self.terms += 1
        elif tag == "pre":
            self.verbatim -= 1
        elif tag == "blockquote":
            self.quotes -= 1
        elif tag == "table":
            self.tables.pop()
        if tag not in ("p", "div"):
            self.kind, self.level = "paragraph", 0


def _collapsed(raw: str) -> str:
    """White space as a browser shows it: one space, a line end only for `<br>`."""
    if "\0" not in raw:
        return _SPACE.sub(" ", raw.replace("\x01", " ")).strip()
    lines = (_SPACE.sub(" ", line.replace("\x01", " ")).strip() for line in raw.split("\0"))
    return "\n".join(line for line in lines if line)


def _cells(raw: str) -> list[str]:
    return [_collapsed(cell.replace("\0", " ")) for cell in raw.split("\x01")]


def _verbatim(raw: str, line: int) -> tuple[str, tuple[int, ...]]:
    """The lines as they are, without empty ones around them, and the source line of each; `<br>` begins none of the source."""
    if not raw.strip(" \t\n\r\f\0\x01"):
        return "", ()
    rows: list[str] = []
    lines: list[int] = []
    for source_line in with_plain_newlines(raw).replace("\x01", " ").split("\n"):
        parts = source_line.split("\0")
        rows += parts
        lines += [line] * len(parts)
        line += 1
    first = next(place for place, row in enumerate(rows) if row)
    text = "\n".join(rows[first:]).rstrip()
    return text, tuple(lines[first : first + text.count("\n") + 1])
