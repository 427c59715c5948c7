"""PPTX: the words of each slide, with the slide's number as the page; then what the speaker's notes say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from untuned.errors import UnreadableDocument
from untuned.ingest.load.office.archive import Archive, Relation
from untuned.ingest.load.office.diagrams import DIAGRAM, diagram_part, diagram_texts
from untuned.ingest.load.office.pieces import Made, Piece, asides_of, joined, title_of
from untuned.ingest.load.office.pptx_numbers import Numbering
from untuned.ingest.load.raised import raised
from untuned.ingest.load.repeats import Repeats
from untuned.ingest.load.table_heads import with_headers
from untuned.types.documents import BlockKind, Loaded, MetadataValue

PARSER = "pptx/4"

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLES = ("title", "ctrTitle")
_FURNITURE = ("dt", "ftr", "sldNum", "hdr", "sldImg")
_LISTS = ("body", "obj", "")
_HOLDER = f"{_P}nvSpPr/{_P}nvPr/{_P}ph"
_PASSED = (_FALLBACK, f"{_P}pic")
_SHAPES = (f"{_P}sp", f"{_P}graphicFrame", f"{_P}grpSp")
_PLACES = {f"{_P}sp": f"{_P}spPr/{_A}xfrm", f"{_P}graphicFrame": f"{_P}xfrm", f"{_P}grpSp": f"{_P}grpSpPr/{_A}xfrm"}
"""Where each kind of shape has its place and size."""
_TRUE = ("1", "true")
_STRUCK = ("sngStrike", "dblStrike")
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_FORMULAS = (
    "{http://schemas.microsoft.com/office/drawing/2010/main}m",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath",
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMathPara",
)
_PLACEHOLDER = "\ufffc"
"""For a formula, whose layout says what its letters alone do not."""
_FILLS = tuple(f"{_A}{name}" for name in ("solidFill", "gradFill", "blipFill", "pattFill"))
_LIGHT = 0xE0
_LEAST_SIZE = 200
"""Hundredths of a point."""
_LIGHT_THEMES = ("bg1", "lt1")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Slide:
    number: int
    light_ground: bool
    """True when white letters on it are not seen: nothing but white lies behind them."""
    width: int
    height: int
    related: Mapping[str, Relation]
    """What the slide names by id."""


def load_pptx(data: bytes, path: str, *, encoding: str = "") -> Loaded:
    """Title, paragraphs and table rows of each slide in order, then its notes; numbers, dates and feet of slides are left out.

    Hidden slides and shapes, shapes beside the slide, and letters that are white on white or smaller than two points are left out,
    and the metadata say so as `hidden_text`; struck letters too, as `struck_text`. A cell that is merged over rows stands in each; the
    points of a diagram are items; raised digits become ², a formula is one replacement character. `encoding` is not used.

    Raises:
        UnreadableDocument: It is no PPTX, encrypted, cut off, a ZIP bomb, not sound, or without words.
    """
    del encoding
    archive = Archive(data, path, kind="a PPTX")
    main = next((one.target for one in archive.related("").values() if one.kind == "officeDocument"), "ppt/presentation.xml")
    root = archive.xml(main)
    if root is None or root.tag != f"{_P}presentation":
        raise UnreadableDocument(path, reason="this is a ZIP archive, but no PPTX", remedy="give the file its right ending")
    reader = _Reader(archive, root, Repeats(len(data)))
    pieces = list(reader.slides(archive.related(main)))
    if not pieces:
        reason = "none of its slides shows a word" + (": what it holds is hidden" if reader.hidden else "")
        raise UnreadableDocument(path, reason=reason, remedy="where its slides are images, use their PDF with parse.ocr = true")
    metadata: dict[str, MetadataValue] = {"hidden_text": True} if reader.hidden else {}
    if reader.struck:
        metadata["struck_text"] = True
    told = Made(
        format="pptx",
        parser=PARSER,
        title=title_of(archive, pieces, path),
        metadata=metadata,
        asides=asides_of(archive, reader.unseen),
    )
    return with_headers(joined(pieces, told))


class _Reader:
    def __init__(self, archive: Archive, root: Any, repeats: Repeats) -> None:  # noqa: ANN401 - lxml has no types
        self._archive = archive
        self._root = root
        self._repeats = repeats
        self._drawn: set[str] = set()
        """Diagrams that are read: each has a part of its own, and one that many frames name would swell."""
        self.unseen: list[str] = []
        self.hidden = False
        self.struck = False

    def slides(self, related: Mapping[str, Relation]) -> Iterator[Piece]:
        """The pieces of every slide that is shown."""
        size = self._root.find(f"{_P}sldSz")
        width, height = (0, 0) if size is None else (_number(size, "cx"), _number(size, "cy"))
        for number, one in enumerate(self._root.iter(f"{_P}sldId"), start=1):
            relation = related.get(one.get(_ID) or "")
            slide = None if relation is None else self._archive.xml(relation.target)
            if relation is None or slide is None:
                continue
            if slide.get("show") in ("0", "false"):
                self._leave_out(slide)
                continue
            beside = self._archive.related(relation.target)
            ground = slide.find(f".//{_P}pic") is None and self._light_ground(slide, beside)
            told = _Slide(number=number, light_ground=ground, width=width, height=height, related=beside)
            yield from self._shapes(slide.find(f"{_P}cSld/{_P}spTree"), told)
            yield from self._notes(beside, told)

    def _light_ground(self, slide: Any, beside: Mapping[str, Relation]) -> bool:  # noqa: ANN401
        """True when neither the slide nor its layout or master has a ground of its own other than white."""
        grounds: list[Any] = [slide]
        for kind in ("slideLayout", "slideMaster"):
            name = next((one.target for one in beside.values() if one.kind == kind), "")
            part = self._archive.xml(name) if name else None
            if part is None:
                break
            grounds.append(part)
            beside = self._archive.related(name)
        return not any(_coloured(part.find(f"{_P}cSld/{_P}bg")) for part in grounds)

    def _notes(self, beside: Mapping[str, Relation], slide: _Slide) -> Iterator[Piece]:
        name = next((one.target for one in beside.values() if one.kind == "notesSlide"), "")
        notes = self._archive.xml(name) if name else None
        if notes is not None:
            told = _Slide(number=slide.number, light_ground=True, width=0, height=0, related={})
            for piece in self._shapes(notes.find(f"{_P}cSld/{_P}spTree"), told):
                yield Piece(kind="paragraph", text=piece.text, page=piece.page)

    def _shapes(self, tree: Any | None, slide: _Slide) -> Iterator[Piece]:  # noqa: ANN401
        shapes = [] if tree is None else [(_role(shape), shape) for shape in tree if shape.tag not in _PASSED]
        shapes.sort(key=lambda held: held[0] not in _TITLES)  # a title heads what is drawn before it, too
        for role, shape in shapes:
            if shape.tag not in _SHAPES:
                yield from self._shapes(shape, slide)
            elif self._unseen(shape, slide):
                self._leave_out(shape)
            elif shape.tag == f"{_P}sp":
                yield from self._shape(shape, role, slide)
            elif shape.tag == f"{_P}grpSp":
                yield from self._shapes(shape, slide)
            else:
                yield from self._frame(shape, slide)

    def _leave_out(self, part: Any) -> None:  # noqa: ANN401
        """Notes that a slide or a shape is not shown."""
        texts = [text.text for text in part.iter(f"{_A}t") if (text.text or "").strip()]
        self.hidden = self.hidden or bool(texts)
        self.unseen += [f"{text}\n" for text in texts]

    def _unseen(self, shape: Any, slide: _Slide) -> bool:  # noqa: ANN401
        named = shape.find(f".//{_P}cNvPr")
        if named is not None and named.get("hidden") in ("1", "true"):
            return True
        place = shape.find(_PLACES[shape.tag])
        own = place is not None and shape.getparent().tag == f"{_P}spTree"
        if place is None or not own:
            return False
        at, size = place.find(f"{_A}off"), place.find(f"{_A}ext")
        if at is None or size is None or not slide.width:
            return False
        x, y = _number(at, "x"), _number(at, "y")
        return x >= slide.width or y >= slide.height or x + _number(size, "cx") <= 0 or y + _number(size, "cy") <= 0

    def _shape(self, shape: Any, role: str | None, slide: _Slide) -> Iterator[Piece]:  # noqa: ANN401
        if role in _FURNITURE:
            return
        properties = shape.find(f"{_P}spPr")
        filled = shape.find(f"{_P}style") is not None or (properties is not None and any(child.tag in _FILLS for child in properties))
        white = slide.light_ground and not filled
        lines = [(text, paragraph) for paragraph in shape.iter(f"{_A}p") if (text := self._words(paragraph, white=white))]
        if role in _TITLES and lines:
            yield Piece(kind="heading", level=1, text="\n".join(text for text, _ in lines), page=slide.number)
            return
        numbering = Numbering()
        for text, paragraph in lines:
            properties = paragraph.find(f"{_A}pPr")
            level = 0 if properties is None else _number(properties, "lvl")
            number = numbering.label(properties, level)
            kind: BlockKind = "item" if role in _LISTS or level or number else "paragraph"
            yield Piece(kind=kind, level=level + 1 if kind == "item" else 0, text=number + text, page=slide.number)

    def _frame(self, frame: Any, slide: _Slide) -> Iterator[Piece]:  # noqa: ANN401
        """The tables and diagrams of a frame."""
        for table in frame.iter(f"{_A}tbl"):
            yield from self._table(table, slide)
        for diagram in frame.iter(DIAGRAM):
            part = diagram_part(diagram, slide.related)
            if part in self._drawn:
                continue
            self._drawn.add(part)
            for text in diagram_texts(self._archive, part):
                yield Piece(kind="item", level=1, text=text, page=slide.number)

    def _table(self, table: Any, slide: _Slide) -> Iterator[Piece]:  # noqa: ANN401
        properties = table.find(f"{_A}tblPr")
        headed = properties is not None and properties.get("firstRow") in ("1", "true")
        above: list[str] = []
        begins = True
        for nth, row in enumerate(table.iterfind(f"{_A}tr")):
            held = list(row.iterfind(f"{_A}tc"))
            own = [self._cell(cell) for cell in held]
            above = [
                above[place] if cell.get("vMerge") in _TRUE and place < len(above) else text
                for place, (cell, text) in enumerate(zip(held, own, strict=True))
            ]
            if any(own):
                cells = [text or self._again(other) for text, other in zip(own, above, strict=True)]
                kind: BlockKind = "header" if headed and nth == 0 else "row"
                yield Piece(kind=kind, text=" | ".join(cells), page=slide.number, begins=begins)
                begins = False

    def _again(self, text: str) -> str:
        """What is merged over several rows, once more, as long as that does not swell the text."""
        return text and (self._repeats.again(text) or "")

    def _cell(self, cell: Any) -> str:  # noqa: ANN401
        if cell.get("vMerge") in _TRUE or cell.get("hMerge") in _TRUE:
            return ""
        return " ".join(text for one in cell.iter(f"{_A}p") if (text := " ".join(self._words(one, white=False).split())))

    def _words(self, paragraph: Any, *, white: bool) -> str:  # noqa: ANN401
        """What a paragraph shows; `white`: its ground is."""
        parts: list[str] = []
        for child in paragraph:
            if child.tag == f"{_A}br":
                parts.append("\n")
            elif child.tag in (f"{_A}r", f"{_A}fld"):
                parts.append(self._run(child, white=white))
            elif child.tag in _FORMULAS or child.tag == _ALTERNATIVES:
                parts.append(_PLACEHOLDER)
        return "\n".join(line.strip() for line in "".join(parts).replace("\x0b", "\n").split("\n")).strip()

    def _run(self, run: Any, *, white: bool) -> str:  # noqa: ANN401
        text = run.findtext(f"{_A}t") or ""
        look = run.find(f"{_A}rPr")
        if look is None or not text:
            return text
        if _faint(look, white=white):
            self.hidden = self.hidden or not text.isspace()
            self.unseen.append(text)
            return ""
        if look.get("strike") in _STRUCK:
            self.struck = self.struck or not text.isspace()
            return ""
        return raised(text) if _number(look, "baseline") > 0 else text


def _role(shape: Any) -> str | None:  # noqa: ANN401
    """What a placeholder is for, "" where it does not say so; None for a shape that is none."""
    holder = shape.find(_HOLDER) if shape.tag == f"{_P}sp" else None
    return None if holder is None else holder.get("type") or ""


def _faint(properties: Any | None, *, white: bool) -> bool:  # noqa: ANN401
    """True for letters too small to be seen, or white ones on white."""
    if properties is None:
        return False
    if properties.get("sz") is not None and _number(properties, "sz") < _LEAST_SIZE:
        return True
    fill = properties.find(f"{_A}solidFill")
    return white and fill is not None and not _coloured(fill)


def _coloured(fill: Any | None) -> bool:  # noqa: ANN401
    """True for a fill that is anything but white."""
    if fill is None:
        return False
    colour = fill.find(f".//{_A}srgbClr")
    if colour is not None:
        try:
            return min(bytes.fromhex(colour.get("val") or "")) < _LIGHT
        except ValueError:
            return True
    theme = fill.find(f".//{_A}schemeClr")
    return theme is None or theme.get("val") not in _LIGHT_THEMES or len(theme) > 0


def _number(element: Any, name: str) -> int:  # noqa: ANN401
    """A whole number among an element's attributes; 0 without one."""
    try:
        return int(element.get(name) or "0")
    except ValueError:
        return 0
