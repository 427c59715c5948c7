"""Tables of contents: lines that name what stands further down in a document, and say nothing of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from untuned.text.headings import heading_text, unnumbered
from untuned.text.regex import regex
from untuned.types.documents import Block, Loaded

_FEWEST = 3
"""Lines of a table of contents."""
_NAMING = frozenset(("paragraph", "item", "row", "header"))
_LONGEST = 300
"""Characters of a line that names a section."""
_LONGEST_LABEL = 50
_LABEL = regex(
    r"\W*(?:\d{1,2}\.?\s)?(?:(?:table of )?contents|on this page|in this (?:article|page|document|section|guide)|sections"
    r"|оглавление|содержание|на этой странице|в этой статье"
    r"|inhalt(?:sverzeichnis)?|table des matières|sommaire|sommario|[ií]ndice|inhoud(?:sopgave)?)\W*",
    re.IGNORECASE,
)
_IN_PAGE = regex(r"[ \t]*(?:[-*+]|\d{1,3}[.)])?[ \t]*[*_]{0,2}\[[^\]\n]+\]\(#[^()\s]*\)[*_]{0,2}[ \t]*")
"""A line that is a link to a place of its own page, and nothing else."""
_LEADERS = regex(r"[ \t]*(?:(?:\.[ \t\u00a0]?){4,}|…{2,})[ \t]*(?:\d{1,4}|[ivxlc]{1,6})?[ \t]*$")
"""The dots between a section's name and its page."""
_MARKER = regex(r"\A[ \t]*(?:[-*+•–][ \t]+|\d{1,3}\)[ \t]+)")
_MAY_NAME = regex(
    r"[ \t]*(?:[-*+•–][ \t]+|\d{1,3}\)[ \t]+)?(?:\d|[*_]{0,2}\[|[A-Z]{1,6}[.):\d]"
    r"|(?i:chapter|section|part|appendix|article|глава|раздел|часть|приложение|статья)\b)"
)
"""How a line begins that is a link, or has a section's number."""


def with_contents(loaded: Loaded) -> Loaded:
    """The document with the lines of its tables of contents as `markup`, which is never searched.

    Such a line is told by what it is and by what stands below: three or more in a row are links to places of the page, or have a
    section's number and name as a heading has them, or only its name where they stand below a title such as `Contents`. A list that
    a sentence introduces with a colon is one of things and not of sections.
    """
    runs = list(_runs(loaded.text, loaded.blocks, _Heads(loaded)))
    if not runs:
        return loaded
    blocks = list(loaded.blocks)
    for first, last in runs:
        blocks[first:last] = [block if block.kind == "heading" else block._replace(kind="markup") for block in blocks[first:last]]
    return replace(loaded, blocks=tuple(blocks))


class _Heads:
    """The headings of a document as they could stand in its table of contents; made when they are asked for, which is seldom."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded

    @cached_property
    def _whole(self) -> frozenset[str]:
        """The headings as they are written."""
        loaded = self._loaded
        told = [_told(loaded.text[block.start : block.end]) for block in loaded.blocks if block.kind == "heading"]
        return frozenset(told)

    @cached_property
    def _bare(self) -> frozenset[str]:
        """The same without numbers."""
        return frozenset(map(unnumbered, self._whole))

    def names(self, line: str, *, labelled: bool) -> bool:
        """True for a line that names a section and says nothing else."""
        if len(line) > _LONGEST:
            return False
        if "](#" in line and _IN_PAGE.fullmatch(line):
            return True
        told = _told(_LEADERS.sub("", _MARKER.sub("", line, count=1)))
        name = unnumbered(told)
        return name in self._bare if labelled else name != told and told in self._whole


def _told(heading: str) -> str:
    """A heading's words, as they are compared."""
    return heading_text(heading).casefold().rstrip(" .:¶#")


def _runs(text: str, blocks: Sequence[Block], heads: _Heads) -> Iterator[tuple[int, int]]:
    """[first, last) of the blocks of each table of contents, its label among them."""
    at = 0
    while at < len(blocks):
        if blocks[at].kind not in _NAMING:
            at += 1
            continue
        labelled = at > 0 and _is_label(text, blocks[at - 1])
        end, lines = at, 0
        while end < len(blocks) and (named := _named(text, blocks[end], heads, labelled=labelled)):
            end, lines = end + 1, lines + named
        if lines >= _FEWEST and (labelled or at == 0 or not _introduces(text, blocks[at - 1])):
            yield at - labelled, end
        at = max(end, at + 1)


def _named(text: str, block: Block, heads: _Heads, *, labelled: bool) -> int:
    """How many lines a block has, where each names a section; else 0."""
    if not (labelled or _MAY_NAME.match(text, block.start)) or block.kind not in _NAMING:
        return 0
    lines = [line for line in text[block.start : block.end].splitlines() if line.strip()]
    return len(lines) if all(heads.names(line, labelled=labelled) for line in lines) else 0


def _is_label(text: str, block: Block) -> bool:
    short = block.end - block.start <= _LONGEST_LABEL and block.kind in ("heading", "paragraph")
    return short and _LABEL.fullmatch(text, block.start, block.end) is not None


def _introduces(text: str, block: Block) -> bool:
    """True for a sentence that ends with a colon."""
    return block.kind != "heading" and text[block.start : block.end].rstrip(" \t\n*_").endswith(":")
