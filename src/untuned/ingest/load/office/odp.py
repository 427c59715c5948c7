"""ODP: the words of each slide, with the slide's number as the page; then what the speaker's notes say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from untuned.errors import UnreadableDocument
from untuned.ingest.load.office.docx_styles import Look
from untuned.ingest.load.office.odf_blocks import Blocks, shown_in
from untuned.ingest.load.office.odf_inline import Inline
from untuned.ingest.load.office.odf_names import DRAW, FO, OFFICE, PRESENTATION, STYLE, SVG
from untuned.ingest.load.office.odf_numbers import Counting
from untuned.ingest.load.office.odf_package import body_of, package_of
from untuned.ingest.load.office.odf_styles import Styles, is_dark, points
from untuned.ingest.load.office.pieces import Made, Piece, hidden_aside, joined, titled
from untuned.ingest.load.repeats import Repeats
from untuned.ingest.load.table_heads import with_headers
from untuned.types.documents import Loaded, MetadataValue

PARSER = "odp/1"

_ROLE = f"{PRESENTATION}class"
_FURNITURE = ("header", "footer", "date-time", "page-number", "page")
_PLAIN = ("none", "")


def load_odp(data: bytes, path: str, *, encoding: str = "") -> Loaded:
    """Title, paragraphs and table rows of each slide in order, then its notes; numbers, dates and feet of slides are left out.

    Hidden slides, shapes and layers, shapes beside the slide, and letters that are white on white or smaller than two points are left
    out, and the metadata say so as `hidden_text`; struck letters too, as `struck_text`. A cell that is merged over rows stands in each;
    raised digits become ², a formula is one replacement character. Comments are not read. `encoding` is not used.

    Raises:
        UnreadableDocument: It is no ODP, encrypted, cut off, a ZIP bomb, not sound, or without words.
    """
    del encoding
    package = package_of(data, path, kind="an ODP")
    content = package.content()
    body = body_of(package, content, "presentation")
    named = package.styles(content)
    styles = Styles(named, content)
    inline = Inline(styles, package.is_formula)
    reader = _Reader(styles, inline, Blocks(styles, Counting(named, content), inline, Repeats(package.size)), named)
    pieces = [piece for number, slide in enumerate(body.iterfind(f"{DRAW}page"), start=1) for piece in reader.slide(slide, number)]
    if not pieces:
        reason = "none of its slides shows a word" + (": what it holds is hidden" if inline.hidden else "")
        raise UnreadableDocument(path, reason=reason, remedy="where its slides are images, use their PDF with parse.ocr = true")
    metadata: dict[str, MetadataValue] = {"hidden_text": True} if inline.hidden else {}
    if inline.struck:
        metadata["struck_text"] = True
    title, asides = package.told()
    made = Made(
        format="odp",
        parser=PARSER,
        title=titled(title, pieces, path),
        metadata=metadata,
        asides=(*hidden_aside(inline.unseen), *asides),
    )
    return with_headers(joined(pieces, made))


class _Reader:
    """Reads slides."""

    def __init__(self, styles: Styles, inline: Inline, blocks: Blocks, named: Any | None) -> None:  # noqa: ANN401 - lxml has no types
        self._styles = styles
        self._inline = inline
        self._blocks = blocks
        self._named = named
        self._under = styles.default("paragraph").over(styles.default("graphic"))
        self._layers = _hidden_layers(named)

    def slide(self, slide: Any, number: int) -> Iterator[Piece]:  # noqa: ANN401
        """The pieces of a slide, where it is shown, and of its notes."""
        style = slide.get(f"{DRAW}style-name")
        if self._styles.said("drawing-page", style, f"{PRESENTATION}visibility") == "hidden":
            self._inline.leave_out(slide)
            return
        master = self._master(slide)
        under = replace(self._under, ground=not self._light(slide, master) or None)
        size = self._size(master)
        shapes = sorted(slide, key=lambda shape: shape.get(_ROLE) != "title")  # a title heads what is drawn before it, too
        for shape in shapes:
            if self._beside(shape, size):
                self._inline.leave_out(shape)
            else:
                yield from self._shape(shape, under, number)
        for notes in slide.iterfind(f"{PRESENTATION}notes"):
            for shape in notes:
                for piece in self._shape(shape, replace(self._under, ground=None), number):
                    yield Piece(kind="paragraph", text=piece.text, page=number)

    def _shape(self, shape: Any, under: Look, page: int) -> Iterator[Piece]:  # noqa: ANN401
        role = shape.get(_ROLE)
        if role in _FURNITURE or shape.get(f"{PRESENTATION}placeholder") == "true":
            return
        if shape.get(f"{DRAW}layer") in self._layers:
            self._inline.leave_out(shape)
            return
        if shape.tag == f"{DRAW}g":
            for child in shape:
                yield from self._shape(child, under, page)
            return
        pieces = list(self._blocks.block(shape, under)) if shape.tag.startswith(DRAW) else []
        if role == "title" and pieces:
            yield Piece(kind="heading", level=1, text="\n".join(piece.text for piece in pieces), page=page)
            return
        for piece in pieces:
            is_item = role == "outline" and piece.kind == "paragraph"
            yield replace(piece, kind="item", level=1, page=page) if is_item else replace(piece, page=page)

    def _master(self, slide: Any) -> Any | None:  # noqa: ANN401
        name = slide.get(f"{DRAW}master-page-name")
        masters = () if self._named is None else self._named.iterfind(f"{OFFICE}master-styles/{STYLE}master-page")
        return next((master for master in masters if master.get(f"{STYLE}name") == name), None)

    def _light(self, slide: Any, master: Any | None) -> bool:  # noqa: ANN401
        """True when nothing but white lies behind what is written on a slide."""
        if any(_has_picture(part) for part in (slide, master) if part is not None):
            return False
        return not (self._is_coloured(slide) or (master is not None and self._is_coloured(master)))

    def _is_coloured(self, page: Any) -> bool:  # noqa: ANN401
        name = page.get(f"{DRAW}style-name")
        fill = self._styles.said("drawing-page", name, f"{DRAW}fill") or _master_style(self._named, name, f"{DRAW}fill")
        if fill in _PLAIN:
            return False
        colour = self._styles.said("drawing-page", name, f"{DRAW}fill-color") or _master_style(self._named, name, f"{DRAW}fill-color")
        return fill != "solid" or is_dark(colour)

    def _size(self, master: Any | None) -> tuple[float, float] | None:  # noqa: ANN401
        """Width and height of a slide in points; None where the file does not say."""
        name = None if master is None else master.get(f"{STYLE}page-layout-name")
        layouts = () if self._named is None else self._named.iterfind(f"{OFFICE}automatic-styles/{STYLE}page-layout")
        found = next((one for one in layouts if one.get(f"{STYLE}name") == name), None)
        told = None if found is None else found.find(f"{STYLE}page-layout-properties")
        wide, high = (None, None) if told is None else (points(told.get(f"{FO}page-width")), points(told.get(f"{FO}page-height")))
        return (wide, high) if wide and high else None

    def _beside(self, shape: Any, size: tuple[float, float] | None) -> bool:  # noqa: ANN401
        """True for a shape that stands outside of its slide."""
        x, y = points(shape.get(f"{SVG}x")), points(shape.get(f"{SVG}y"))
        if size is None or x is None or y is None or shape.get(f"{DRAW}transform"):
            return False
        wide, high = points(shape.get(f"{SVG}width")) or 0.0, points(shape.get(f"{SVG}height")) or 0.0
        return x >= size[0] or y >= size[1] or x + wide <= 0 or y + high <= 0


def _has_picture(page: Any) -> bool:  # noqa: ANN401
    """True for a page with a picture that does not only stand for a table or an object."""
    shown = (shown_in(frame) for frame in page.iter(f"{DRAW}frame"))
    return any(held is not None and held.tag == f"{DRAW}image" for held in shown)


def _master_style(named: Any | None, name: str | None, attribute: str) -> str:  # noqa: ANN401
    """What a style of the master pages says in an attribute; these may have the names of others."""
    styles = () if named is None else named.iterfind(f"{OFFICE}automatic-styles/{STYLE}style[@{STYLE}family='drawing-page']")
    found = (properties.get(attribute) for style in styles if style.get(f"{STYLE}name") == name for properties in style)
    return next((one for one in found if one), "")


def _hidden_layers(named: Any | None) -> frozenset[str]:  # noqa: ANN401
    layers = () if named is None else named.iterfind(f"{OFFICE}master-styles/{DRAW}layer-set/{DRAW}layer")
    return frozenset(layer.get(f"{DRAW}name") or "" for layer in layers if layer.get(f"{DRAW}display") == "none")
