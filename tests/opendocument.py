"""OpenDocument files, made byte by byte for the tests: ODT, ODS and ODP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from paper import zipped

_KINDS = {"text": "text", "spreadsheet": "spreadsheet", "presentation": "presentation"}
_OASIS = {
    "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing", "fo": "xsl-fo-compatible",
    "svg": "svg-compatible", "number": "datastyle", "presentation": "presentation", "meta": "meta",
}  # fmt: skip
NAMES = (
    " ".join(f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in _OASIS.items())
    + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    + ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</manifest:manifest>'


def opened(
    kind: str, body: str, *, own: str = "", styles: str = "", title: str = "", prologue: str = "", more: Mapping[str, str] | None = None
) -> bytes:
    """A file of this kind (`text`, `spreadsheet`, `presentation`); `own`: automatic styles; `styles`: what its part of styles holds."""
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{_KINDS[kind]}",
        "content.xml": f"{prologue}<office:document-content {NAMES}><office:automatic-styles>{own}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>",
        "META-INF/manifest.xml": MANIFEST.format(""),
    }
    if styles:
        parts["styles.xml"] = f"<office:document-styles {NAMES}>{styles}</office:document-styles>"
    if title:
        meta = f"<office:meta><dc:title>{title}</dc:title></office:meta>"
        parts["meta.xml"] = f"<office:document-meta {NAMES}>{meta}</office:document-meta>"
    return zipped(parts | dict(more or {}))


def flat(kind: str, body: str, *, own: str = "", styles: str = "", title: str = "") -> bytes:
    """The same as one file of XML."""
    meta = f"<office:meta><dc:title>{title}</dc:title></office:meta>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMES}>{meta}<office:styles>{styles}</office:styles>'
        f"<office:automatic-styles>{own}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    ).encode()


def style(name: str, family: str, properties: str = "", *, parent: str = "", more: str = "") -> str:
    """A style; `properties` are elements."""
    above = f'style:parent-style-name="{parent}"' if parent else ""
    return f'<style:style style:name="{name}" style:family="{family}" {above} {more}>{properties}</style:style>'


def letters(name: str, look: str) -> str:
    """A style of letters, by attributes."""
    return style(name, "text", f"<style:text-properties {look}/>")


def p(words: str, name: str = "") -> str:
    """A paragraph of XML."""
    return f'<text:p text:style-name="{name}">{words}</text:p>'


def h(words: str, level: int = 1, more: str = "") -> str:
    """A heading."""
    return f'<text:h text:outline-level="{level}" {more}>{words}</text:h>'


def span(words: str, name: str) -> str:
    """Letters of a style."""
    return f'<text:span text:style-name="{name}">{words}</text:span>'


def items(*words: str, more: str = 'text:style-name="L1"') -> str:
    """A list of these items, each of XML."""
    return f"<text:list {more}>{''.join(f'<text:list-item>{one}</text:list-item>' for one in words)}</text:list>"


def cell(words: str = "", more: str = "") -> str:
    """A cell with a paragraph."""
    return f"<table:table-cell {more}>{f'<text:p>{words}</text:p>' if words else ''}</table:table-cell>"


COVERED = "<table:covered-table-cell/>"


def row(*cells: str, more: str = "") -> str:
    """A row of cells; what is no XML is a cell's words."""
    return f"<table:table-row {more}>{''.join(one if one.startswith('<') else cell(one) for one in cells)}</table:table-row>"


def head(*rows: str) -> str:
    """Rows that head a table on each of its pages."""
    return f"<table:table-header-rows>{''.join(rows)}</table:table-header-rows>"


def table(*rows: str, more: str = "", columns: str = "") -> str:
    """A table of rows."""
    return f'<table:table table:name="Table" {more}>{columns}{"".join(rows)}</table:table>'


def numbered(name: str, levels: Sequence[str]) -> str:
    """A list style; each level by the attributes of its number, "" for a bullet."""
    made = (
        f'<text:list-level-style-number text:level="{nth}" {told}/>' if told else f'<text:list-level-style-bullet text:level="{nth}"/>'
        for nth, told in enumerate(levels, start=1)
    )
    return f'<text:list-style style:name="{name}">{"".join(made)}</text:list-style>'
