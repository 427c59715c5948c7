"""ODT: the words that its pages show, by paragraph, item, table row and footnote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from untuned.errors import UnreadableDocument
from untuned.ingest.load.office.footnotes import with_footnotes
from untuned.ingest.load.office.odf_blocks import Blocks
from untuned.ingest.load.office.odf_inline import Inline
from untuned.ingest.load.office.odf_names import FO, OFFICE, STYLE, TEXT, XML
from untuned.ingest.load.office.odf_numbers import Counting
from untuned.ingest.load.office.odf_package import body_of, package_of
from untuned.ingest.load.office.odf_styles import Styles, is_dark
from untuned.ingest.load.office.pieces import Made, Piece, hidden_aside, joined, titled
from untuned.ingest.load.repeats import Repeats
from untuned.ingest.load.table_heads import with_headers
from untuned.types.documents import Loaded, MetadataValue

PARSER = "odt/1"


def load_odt(data: bytes, path: str, *, encoding: str = "") -> Loaded:
    """Headings, paragraphs, list items, table rows (cells joined by ` | `) and text boxes in order, each footnote behind what refers to it.

    Endnotes come last. A cell that is merged over rows stands in each. Deleted text of tracked changes, comments, tables of contents,
    running heads and feet are left out, and so is text that is hidden (also by a section or a condition), light on white or smaller than
    two points, which the metadata tell as `hidden_text`, and struck through, as `struck_text`. Raised digits become ², never 2; a formula
    is one replacement character. A row that holds a table, and a table of one cell, are what stands in them. Numbers that the program
    counts in front of items and headings are part of the text, as pages show them; where a heading has one of a kind that cannot be
    written, `counted_headings` says so. Fields stand as they were shown last. `encoding` is not used.

    Raises:
        UnreadableDocument: It is no ODT, encrypted, cut off, a ZIP bomb, not sound, or without words.
    """
    del encoding
    package = package_of(data, path, kind="an ODT")
    content = package.content()
    body = body_of(package, content, "text")
    named = package.styles(content)
    styles = Styles(named, content)
    deletions, tracked = _deletions(body)
    inline = Inline(styles, package.is_formula, deletions)
    reader = Blocks(styles, Counting(named, content), inline, Repeats(package.size))
    under = replace(styles.default("paragraph"), ground=_dark_pages(named) or None)

    def notes(bodies: Sequence[Any]) -> Iterator[Piece]:
        for note in bodies:
            yield from reader.blocks(note, under)

    pieces = list(with_footnotes(reader.blocks(body, under), inline.footnotes, notes))
    pieces += notes(inline.endnotes)
    if not pieces:
        hidden = ": what it holds is hidden" if inline.hidden else ""
        raise UnreadableDocument(
            path,
            reason=f"the document has no visible text{hidden}",
            remedy="where its pages are images, use their PDF with parse.ocr = true",
        )
    told = {"hidden_text": inline.hidden, "struck_text": inline.struck, "tracked_changes": tracked, "counted_headings": reader.counted}
    metadata: dict[str, MetadataValue] = {name: True for name, holds in told.items() if holds}
    title, asides = package.told()
    made = Made(
        format="odt",
        parser=PARSER,
        title=titled(title, pieces, path),
        metadata=metadata,
        asides=(*hidden_aside(inline.unseen), *asides),
    )
    return with_headers(joined(pieces, made))


def _deletions(body: Any) -> tuple[frozenset[str], bool]:  # noqa: ANN401 - lxml has no types
    """The changes by which text was deleted, by their ids, and whether there are any."""
    regions = [region for region in body.iter(f"{TEXT}changed-region") if region.find(f"{TEXT}deletion") is not None]
    names = {region.get(name) for region in regions for name in (f"{TEXT}id", f"{XML}id")}
    return frozenset(name for name in names if name), bool(regions)


def _dark_pages(named: Any | None) -> bool:  # noqa: ANN401
    """True when the pages that a text begins with are themselves dark."""
    master = None if named is None else named.find(f"{OFFICE}master-styles/{STYLE}master-page")
    if named is None or master is None:
        return False
    layout = master.get(f"{STYLE}page-layout-name")
    layouts = (one for one in named.iterfind(f"{OFFICE}automatic-styles/{STYLE}page-layout") if one.get(f"{STYLE}name") == layout)
    grounds = (one.get(f"{FO}background-color") or "" for found in layouts for one in found.iterfind(f"{STYLE}page-layout-properties"))
    return any(map(is_dark, grounds))
