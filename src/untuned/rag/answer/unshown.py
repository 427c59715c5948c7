"""Lists that an answer shows in part: how many of their items are left, and where they stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from untuned.rag.answer.plural import english, russian
from untuned.text.lines import line_of
from untuned.types.answers import Citation, Claim, Unshown
from untuned.types.documents import SILENT_FORMATS, Block, Version, place_told

_MOST = 3
"""Lists that are told of one answer."""
_Nouns = tuple[tuple[str, str], tuple[str, str, str]]
_ITEMS: _Nouns = ("item", "items"), ("пункт", "пункта", "пунктов")
_ROWS: _Nouns = ("row that fits", "rows that fit"), ("подходящая строка", "подходящие строки", "подходящих строк")


def unshown(claims: Sequence[Claim], sources: Mapping[int, tuple[Version, str]], *, language: str = "") -> tuple[Unshown, ...]:
    """For each list of which at least two items are quoted, or one with the line that introduces it: what of it is not.

    Items count at the level of those that are quoted; what is nested below them does not. A list of definitions is none: who asks for
    one option wants no other. `sources` holds the quoted versions, with
    their structure and whole texts; `language` is the asker's.
    """
    cited: dict[int, list[Citation]] = {}
    for claim in claims:
        for citation in claim.citations:
            cited.setdefault(citation.version, []).append(citation)
    found = (one for id, quotes in cited.items() if id in sources for one in _of_version(*sources[id], quotes, language=language))
    return tuple(one for one, _ in zip(found, range(_MOST), strict=False))


def rows_unshown(starts: Sequence[int], version: Version, text: str, *, whole: bool, language: str = "") -> Unshown:
    """The rows of a version that fit the question as well as those that are shown, by where they begin.

    There may be more of them, and that is said, where not the `whole` text was looked at.
    """
    said = _more(len(starts), _ROWS, language=language, least=not whole)
    return _told(version, text, starts[0], items=len(starts), said=said)


def _of_version(version: Version, text: str, quotes: Sequence[Citation], *, language: str) -> Iterator[Unshown]:
    blocks = version.blocks
    quoted = sorted({place for quote in quotes for place in _places(blocks, quote)})
    left = [place for place in quoted if blocks[place].kind == "item" and not _defines(version, place)]
    while left:
        items = _list_of(blocks, text, left[0], silent=version.format in SILENT_FORMATS)
        shown = [place for place in items if place in left]
        left = [place for place in left if not items[0] <= place <= items[-1]]
        rest = [place for place in items if place not in shown]
        introduced = items[0] - 1 in quoted and _ends_open(blocks[items[0] - 1], text)
        if rest and len(shown) + introduced > 1:
            first = next((place for place in rest if place > shown[-1]), rest[0])
            yield _told(version, text, blocks[first].start, items=len(rest), said=_more(len(rest), _ITEMS, language=language))


def _places(blocks: Sequence[Block], quote: Citation) -> range:
    """The places of the blocks that a quote stands in."""
    return range(bisect_right(blocks, quote.start, key=_end), bisect_left(blocks, quote.end, key=_start))


def _list_of(blocks: Sequence[Block], text: str, at: int, *, silent: bool) -> list[int]:
    """The places of the items of one list, in order: those around one of them that are no less deep, as far as nothing comes between."""
    level, counted = blocks[at].level, _counted(blocks[at], text)

    def within(place: int) -> bool:
        block = blocks[place]
        if block.kind != "item":
            return _set_in(block, text)
        return block.level > level or (block.level == level and _counted(block, text) == counted)

    def follows(place: int) -> bool:
        """True where no list ends before an item: in a page a blank line stands between two."""
        before, block = blocks[place - 1], blocks[place]
        return not silent or before.kind != "item" or block.kind != "item" or block.start - before.end == 1

    first, last = at, at
    while first > 0 and within(first - 1) and follows(first):
        first -= 1
    while last + 1 < len(blocks) and within(last + 1) and follows(last + 1):
        last += 1
    return [place for place in range(first, last + 1) if blocks[place].kind == "item" and blocks[place].level == level]


def _defines(version: Version, place: int) -> bool:
    """True for an item of a page right beside one that is deeper or less deep: a definition stands one below its term."""
    if version.format != "html":
        return False
    levels = [block.level if block.kind == "item" else 0 for block in version.blocks[max(place - 1, 0) : place + 2]]
    own = levels[1] if place else levels[0]
    return any(0 < other != own for other in levels)


def _counted(block: Block, text: str) -> bool:
    """True for an item with a number before it."""
    return text[block.start : block.start + 1].isdigit()


def _set_in(block: Block, text: str) -> bool:
    """True for what stands inside an item: its lines begin with spaces."""
    line = text[text.rfind("\n", 0, block.start) + 1 : block.start + 2]
    return block.kind not in ("heading", "header", "row") and line[:2] in ("  ", "\t")


def _ends_open(block: Block, text: str) -> bool:
    """True for a line that introduces what comes after it."""
    return text[block.start : block.end].rstrip("*_ \n").endswith((":", "："))


def _told(version: Version, text: str, start: int, *, items: int, said: str) -> Unshown:
    line = line_of(text, start, version.lines)
    page = next((anchor.page for anchor in reversed(version.pages) if anchor.offset <= start), None)
    source = place_told(version.path, line=line, page=page)
    return Unshown(version=version.id, start=start, items=items, source=source, sentence=f"{said} {source}")


def _more(count: int, nouns: _Nouns, *, language: str, least: bool = False) -> str:
    """The sentence for so many more, up to where they stand."""
    if language == "ru":
        return f"… и ещё {'не менее ' if least else ''}{count} {russian(count, nouns[1])} в"
    return f"… and {'at least ' if least else ''}{count} more {english(count, nouns[0])} in"


def _start(block: Block) -> int:
    return block.start


def _end(block: Block) -> int:
    return block.end
