"""The blocks of a Markdown text, as offsets.

A line scanner: one regular expression step per block, not per character, so that a text costs far
less than its parse to HTML. What it tells apart is what search and quotation need: prose, items,
headings, tables by row, code, quotes, and what is no text at all. It follows CommonMark and GFM
(tables) on blocks, and knows the fences of MkDocs; inline signs are left as they are. Tests compare
it with markdown-it-py.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from untuned.ingest.load import markdown_lines as lines
from untuned.types.documents import Block, BlockKind, as_block

_DEEPEST = 100  # items inside each other; further markers are text


def markdown_blocks(text: str, start: int = 0) -> list[Block]:
    """The blocks of `text` from `start` on, in order, never overlapping.

    A table is one `header` block, a `markup` block for its delimiter row, and one `row` block per row. An item is
    one block with its continuation; a nested item, and code or a table inside an item, is a block of its own.
    """
    return _Scan(text, start).run()


class _Scan:
    """The place reached in a text, the containers open there, and the paragraph that may still go on."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.place = start
        self.blocks: list[Block] = []
        self.tables = lines.tables(text, start)
        self.closing: set[int] = set()  # where the fences end that hold text
        # one entry per open item or admonition: content column, index of the item's block, item depth
        self.margins: list[int] = []
        self.items: list[int | None] = []
        self.depths: list[int] = []
        self.column = 0  # of `place`, other than 0 only behind an item's marker
        self.marker: int | None = None  # start of an item whose text has not begun
        self.hollow = False  # an item without text on its first line
        self.kind: BlockKind = "paragraph"
        self.begin: int | None = None  # of the open paragraph or item
        self.words = 0  # where its last paragraph begins, behind a marker
        self.finish = 0

    def run(self) -> list[Block]:
        text, size = self.text, len(self.text)
        while True:
            gap = lines.GAP.match(text, self.place)
            assert gap is not None  # it matches nothing, too
            place, indent = gap.end(), gap.start(1)
            if place >= size:
                break
            blank = indent > gap.start()
            column = self.column * (not blank) + lines.width(gap[1])
            self.column = 0
            if blank:
                self._close()
                if self.hollow:
                    self._leave(len(self.margins) - 1)
            self.place = self._line(place, indent, column)
        self._close()
        return self.blocks

    def _line(self, place: int, line: int, column: int) -> int:
        """Takes the block that begins here, or one line of it; the place behind."""
        matched = bisect_right(self.margins, column)
        base = self.margins[matched - 1] if matched else 0
        if column - base >= 4:
            if self.begin is not None:
                return self._prose(place, matched)
            self._leave(matched)
            return self._take("code", line, lines.indented(base).match(self.text, place))
        handler = _HANDLERS.get(self.text[place])
        if handler is not None:
            after = handler(self, place, matched, column)
            if after is not None:
                return after
        if self.tables and (delimiters := self.tables.get(self.text.rfind("\n", 0, place) + 1)) is not None:
            after = self._table(place, matched, delimiters)
            if after is not None:
                return after
        return self._prose(place, matched)

    # Closing and taking

    def _close(self) -> None:
        if self.begin is not None:
            if self.kind == "item":
                self.items[-1] = len(self.blocks)
                self.blocks.append(as_block(("item", self.begin, self.finish, self.depths[-1], "")))
            elif self.text[self.begin] == "<":
                self._take_html(self.begin, self.finish)
            else:
                self.blocks.append(as_block((self.kind, self.begin, self.finish, 0, "")))
            self.begin = None

    def _leave(self, matched: int) -> None:
        """Closes the paragraph and every container that the line is not inside."""
        self._close()
        self.marker, self.hollow = None, False
        if matched < len(self.margins):
            del self.margins[matched:], self.items[matched:], self.depths[matched:]

    def _enter(self, margin: int, *, depth: int) -> None:
        self.margins.append(margin)
        self.items.append(None)
        self.depths.append(depth)

    def _take(self, kind: BlockKind, start: int, found: re.Match[str] | None, *, level: int = 0) -> int:
        assert found is not None
        return self._take_to(kind, start, found.end(), level=level)

    def _take_to(self, kind: BlockKind, start: int, end: int, *, level: int = 0) -> int:
        """Adds a block that ends where its last line ends; the place of the next line."""
        self.blocks.append(as_block((kind, start, end, level, "")))
        return min(end + 1, len(self.text))

    def _base(self, matched: int) -> int:
        return self.margins[matched - 1] if matched else 0

    def _bound(self, place: int, matched: int) -> int:
        """Where the innermost container ends: at the first line with less indentation."""
        if not matched:
            return len(self.text)
        outdent = lines.outdent(self.margins[matched - 1]).search(self.text, place)
        return len(self.text) if outdent is None else outdent.start()

    # Paragraphs and items

    def _prose(self, place: int, matched: int) -> int:
        prose = (lines.LINE if self.tables else lines.PROSE_LINES).match(self.text, place)
        assert prose is not None
        if self.begin is None:
            self._open(place, matched)
        self.finish = prose.end()
        return min(self.finish + 1, len(self.text))

    def _open(self, place: int, matched: int) -> None:
        marker = self.marker if matched == len(self.margins) else None
        self._leave(matched)
        self.words, self.begin, self.kind = place, place, "paragraph"
        if marker is not None:
            self.begin, self.kind = marker, "item"
        elif matched and self.items[-1] is not None and self.items[-1] == len(self.blocks) - 1:
            self.begin, self.kind = self.blocks.pop().start, "item"

    def item(self, place: int, matched: int, column: int) -> int | None:
        marker = lines.MARKER.match(self.text, place)
        if marker is None or len(self.margins) >= _DEEPEST:
            return None
        if self.begin is not None and matched == len(self.margins) and (marker[2] is None or marker[1] not in (None, "1")):
            return None  # CommonMark: an empty item, or a number other than 1, does not interrupt a paragraph
        self._leave(matched)
        self.marker, self.hollow = place, marker[2] is None
        signs = column + len(marker[0].rstrip(" \t"))
        width = lines.width(marker[2] or " ", signs)
        code = width > 4  # more than four columns make indented code one column behind the marker
        self.column = signs + (1 if code else width)
        self._enter(self.column, depth=(self.depths[-1] if self.depths else 0) + 1)
        if self.hollow:
            self.column = 0
            return min(marker.end() + 1, len(self.text))
        return marker.start(2) + 1 if code else marker.end()

    # Headings and rules

    def heading(self, place: int, matched: int, column: int) -> int | None:
        del column
        found = lines.ATX.match(self.text, place)
        if found is None:
            return None
        self._leave(matched)
        return self._take("heading", place, found, level=len(found[1]))

    def dash(self, place: int, matched: int, column: int) -> int | None:
        """A setext underline, a rule or an item."""
        return self.underline(place, matched, column) or self.rule(place, matched, column)

    def rule(self, place: int, matched: int, column: int) -> int | None:
        """A thematic break or an item."""
        found = lines.RULE.match(self.text, place) if len(self.margins) < _DEEPEST else None
        if found is None:
            return self.item(place, matched, column) if self.text[place] != "_" else None
        self._leave(matched)
        return self._take("markup", place, found)

    def equals(self, place: int, matched: int, column: int) -> int | None:
        """A setext underline, or the tab of a MkDocs tab group."""
        return self.underline(place, matched, column) or self.admonition(place, matched, column)

    def underline(self, place: int, matched: int, column: int) -> int | None:
        """A setext underline: it turns the open paragraph into a heading."""
        del column
        if self.begin is None or matched < len(self.margins):
            return None
        found = lines.UNDERLINE.match(self.text, place)
        if found is None:
            return None
        self.begin = None
        return self._take("heading", self.words, found, level=1 if self.text[place] == "=" else 2)

    # Code, HTML, quotes, tables

    def fence(self, place: int, matched: int, column: int) -> int | None:
        found = lines.FENCE.match(self.text, place)
        if found is None:
            return None
        del column
        if place in self.closing:
            return self._markup(place, matched, found)
        self._leave(matched)
        fence = found[1] or found[2]
        bound = self._bound(found.end(), matched)
        closing = lines.closing(fence[0], len(fence), self._base(matched)).search(self.text, found.end(), bound)
        if closing is not None and lines.FENCED_TEXT.match(self.text, place):
            self.closing.add(closing.end() - len(closing[0].lstrip()))
            return self._take("markup", place, found)
        return self._take_to("code", place, bound if closing is None else closing.end())

    def html(self, place: int, matched: int, column: int) -> int | None:
        del column
        raw = lines.HTML_RAW.match(self.text, place)
        if raw is not None:
            return self._html_to(place, matched, lines.HTML_RAW_END, kind="markup" if raw[1] else "code")
        for opening, closing in lines.HTML_CLOSED_BY:
            if self.text.startswith(opening, place):
                return self._html_to(place, matched, lines.literal(closing))
        if lines.HTML_DECLARATION.match(self.text, place):
            return self._html_to(place, matched, lines.literal(">"))
        if lines.HTML_BLOCK.match(self.text, place) or (self.begin is None and lines.HTML_ALONE.match(self.text, place)):
            self._leave(matched)
            bound = self._bound(place, matched)
            blank = lines.TO_BLANK.search(self.text, place, bound)
            return self._take_html(place, bound if blank is None else blank.start())
        return None

    def _html_to(self, place: int, matched: int, closing: re.Pattern[str], *, kind: BlockKind | None = None) -> int:
        self._leave(matched)
        bound = self._bound(place, matched)
        found = closing.search(self.text, place, bound)
        end = bound if found is None else lines.line_end(self.text, found.end())
        return self._take_to(kind, place, end) if kind is not None else self._take_html(place, end)

    def _take_html(self, place: int, end: int) -> int:
        """HTML with words between its tags is prose; without any it is markup."""
        words = lines.WORD.search(lines.TAGS.sub(" ", self.text[place:end]))
        return self._take_to("markup" if words is None else "paragraph", place, end)

    def quote(self, place: int, matched: int, column: int) -> int | None:
        del column
        self._leave(matched)
        base = self._base(matched)
        end, fenced, lazy = place, "", False
        line: int | None = place
        while line is not None:
            end = lines.line_end(self.text, line)
            quoted = lines.QUOTED.match(self.text, line)
            inner = "" if quoted is None else quoted[1]
            if quoted is not None and (mark := lines.FENCE.match(inner.lstrip())) is not None:
                fence = (mark[1] or mark[2])[0]
                fenced = "" if fenced == fence else fenced or fence
                lazy = False
            else:
                lazy = not fenced and (quoted is None or lines.goes_on(inner, lazy=lazy))
            line = self._next_quoted(end, base, lazy=lazy)
        return self._take_to("quote", place, end)

    def _next_quoted(self, end: int, base: int, *, lazy: bool) -> int | None:
        """Where the next line of a quote begins its text, or None where the quote ends."""
        following = lines.INDENT.match(self.text, end + 1)
        if following is None or following.end() >= len(self.text) or self.text[following.end()] == "\n":
            return None
        inside = 0 <= lines.width(following[0]) - base < 4
        if inside and self.text[following.end()] == ">":
            return following.end()
        deep = lines.width(following[0]) - base >= 4
        return following.end() if lazy and (deep or not lines.STARTS_BLOCK.match(self.text, following.end())) else None

    def _table(self, place: int, matched: int, delimiters: tuple[int, int, int]) -> int | None:
        start, end, column = delimiters
        base = self._base(matched)
        if self.begin is not None and matched < len(self.margins):
            return None  # a lazy line of an item
        header = self.text[place : self.text.find("\n", place)]
        if not lines.BAR.search(header) or not 0 <= column - base < 4 or lines.columns(header) != lines.columns(self.text[start:end]):
            return None
        self._leave(matched)
        self._take_to("header", place, place + len(header))
        after = self._take_to("markup", start, end)
        while (row := self._next_row(after, base)) is not None:
            after = self._take("row", row, lines.LINE.match(self.text, row))
        return after

    def _next_row(self, line: int, base: int) -> int | None:
        indent = lines.INDENT.match(self.text, line)
        if indent is None or indent.end() >= len(self.text) or not 0 <= lines.width(indent[0]) - base < 4:
            return None
        place = indent.end()
        return None if self.text[place] == "\n" or lines.STARTS_BLOCK.match(self.text, place) else place

    # Markup

    def reference(self, place: int, matched: int, column: int) -> int | None:
        del column
        found = None if self.begin is not None else lines.REFERENCE.match(self.text, place)
        return None if found is None else self._markup(place, matched, found)

    def include(self, place: int, matched: int, column: int) -> int | None:
        """A line that a documentation tool replaces, or an attribute list."""
        del column
        found = lines.INCLUDE.match(self.text, place)
        return None if found is None else self._markup(place, matched, found)

    def directive(self, place: int, matched: int, column: int) -> int | None:
        """A line that opens or closes a block of MkDocs, `/// note` or `///`, or of others: `:::note`, `::: {.tip}` or `:::`."""
        del column
        found = None if self.marker is not None else lines.DIRECTIVE.match(self.text, place)
        return None if found is None else self._markup(place, matched, found)

    def admonition(self, place: int, matched: int, column: int) -> int | None:
        """The first line of a MkDocs admonition, collapsible block or tab; its content is indented by four."""
        found = lines.ADMONITION.match(self.text, place)
        if found is None:
            return None
        after = self._markup(place, matched, found)
        self._enter(column + 4, depth=self.depths[-1] if self.depths else 0)
        return after

    def _markup(self, place: int, matched: int, found: re.Match[str]) -> int:
        self._leave(matched)
        return self._take("markup", place, found)


_HANDLERS: dict[str, Callable[[_Scan, int, int, int], int | None]] = {
    "#": _Scan.heading,
    "-": _Scan.dash,
    "*": _Scan.rule,
    "_": _Scan.rule,
    "+": _Scan.item,
    "=": _Scan.equals,
    "`": _Scan.fence,
    "~": _Scan.fence,
    "<": _Scan.html,
    ">": _Scan.quote,
    "[": _Scan.reference,
    "{": _Scan.include,
    "/": _Scan.directive,
    ":": _Scan.directive,
    "!": _Scan.admonition,
    "?": _Scan.admonition,
} | dict.fromkeys("0123456789", _Scan.item)
