"""Chunks: the slices of a text that are searched as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal, NamedTuple

from untuned.index.cells import RowValues, row_values
from untuned.index.split import Stretch, split
from untuned.text.headings import heading_text
from untuned.text.sentences import sentences
from untuned.types.documents import SILENT_FORMATS, Block, BlockKind, Chunk, Version
from untuned.types.settings import ChunkSettings

CHARACTERS_PER_TOKEN = 4
REVISION = "chunks/2"
"""Changes with every change of how texts are cut: a view made by another revision is not reused."""
BY_COLUMNS = "rows/1"
"""The same for how tables are cut by their columns, where there are any to go by."""

_UNSEARCHED = ("markup", "matter")
_OF_TABLES = ("header", "row")
_BETWEEN_ROWS = (*_OF_TABLES, *_UNSEARCHED)
_SHORT_HEADINGS = 200
"""Characters of heading lines at a chunk's beginning that do not count towards its limit."""
_LONGEST_IN_PATH = 200
_OUTERMOST = 1
"""Items up to this depth begin a chunk: what a definition holds stands with its term, and an inner list with its head."""
_STRONG_LEVEL = 2
"""Headings up to this level begin a chunk of their own, however short the section before them is."""


class _Unit(NamedTuple):
    """What chunks are put together from: a heading, a paragraph or item, a listing, a table, or a piece of one of these."""

    kind: Literal["heading", "text", "code", "table"]
    start: int
    end: int
    words: int
    language: str
    headings: tuple[str, ...]
    level: int = 0
    parts: tuple[Stretch, ...] = ()
    """A table's rows."""
    header: str = ""
    item: int = 0
    """The depth of an item, 1 for the outermost, and of what stands in one, where the text does not show its structure; otherwise 0."""
    apart: bool = False
    """Rows that have one value of every column that tells something: what stands beside them is of another."""


_as_unit: Callable[[tuple[object, ...]], _Unit] = partial(tuple.__new__, _Unit)  # pyright: ignore[reportUnknownMemberType]
"""A unit of all its values, in a third of the time."""


def chunk(version: Version, text: str, *, settings: ChunkSettings, columns: Collection[str] = ()) -> list[Chunk]:
    """The version's chunks in order; every searchable character is in one of them.

    A chunk is a slice of the text that begins and ends on a searchable character. It holds whole paragraphs, from
    `min_words` words up to `max_tokens` tokens of 4 characters (a short heading before them not counted). Tables and
    listings are whole up to that limit, a long paragraph is cut between sentences, a word is never split (a run of more
    characters than the limit is none). Short sections are joined with those after them, but not across a heading
    of level 1 or 2. Only two chunks of one long paragraph overlap.

    A table that has one of the `columns` is cut wherever the value of one changes, and shares no chunk with what stands around
    it: what is known of a chunk then holds for each of its rows.
    """
    limit = settings.max_tokens * CHARACTERS_PER_TOKEN
    values = row_values(version, text, columns=columns)
    pieces: list[_Unit] = []
    for unit in _units(version, text, limit=limit, values=values):
        if unit.end - unit.start > limit:
            pieces += _pieces(unit, text, settings=settings)
        elif unit.start < unit.end:  # a table may have blank rows alone
            pieces.append(unit)
    groups = _grouped(pieces, least=settings.min_words, limit=limit)
    return [_chunk(version, group, ordinal=ordinal) for ordinal, group in enumerate(groups)]


def headings_of(blocks: Sequence[Block], text: str) -> list[tuple[int, int, str]]:
    """(start, end, words) of every heading and table header, in order, as they stand in a heading path."""
    marks = (block for block in blocks if block.kind in ("heading", "header"))
    return [(block.start, block.end, _label(block.kind, text[block.start : block.end])) for block in marks]


def path_at(blocks: Sequence[Block], text: str, offset: int) -> tuple[str, ...]:
    """The heading path of an offset, outermost first; in a table's row, the table's header last."""
    path: list[tuple[int, str]] = []
    header = ""
    for block in blocks:
        if block.start > offset:
            break
        label = _label(block.kind, text[block.start : block.end]) if block.kind in ("heading", "header") else ""
        if block.kind == "heading":
            path = [*((depth, above) for depth, above in path if depth < max(block.level, 1)), (max(block.level, 1), label)]
        if block.kind not in ("row", *_UNSEARCHED):
            header = label if block.kind == "header" else ""
    return (*(label for _, label in path), *([header] if header else []))


def heading_paths(blocks: Sequence[Block], text: str, offsets: Sequence[int]) -> list[tuple[str, ...]]:
    """The heading path of each of the rising offsets, outermost first, in one walk over the blocks."""
    marks = [block for block in blocks if block.kind == "heading"]
    paths: list[tuple[str, ...]] = []
    path: list[tuple[int, str]] = []
    passed = 0
    for offset in offsets:
        while passed < len(marks) and marks[passed].start <= offset:
            mark, passed = marks[passed], passed + 1
            level = max(mark.level, 1)
            path = [*((depth, above) for depth, above in path if depth < level), (level, _label("heading", text[mark.start : mark.end]))]
        paths.append(tuple(label for _, label in path))
    return paths


def _units(version: Version, text: str, *, limit: int, values: Mapping[int, RowValues]) -> Iterator[_Unit]:
    """The version's units in order, each with the heading path that it stands under."""
    path: list[tuple[int, str]] = []
    above: tuple[str, ...] = ()
    table: list[Block] = []
    silent = version.format in SILENT_FORMATS
    for block in version.blocks or (Block(kind="paragraph", start=0, end=len(text)),):
        sort, begin, end, depth, language = block
        if table and (sort == "header" or sort not in _BETWEEN_ROWS):
            yield from _tables(table, text, headings=above, values=values)
            table = []
        if sort in _UNSEARCHED:
            continue
        if sort in _OF_TABLES:
            table.append(block)
            continue
        bare = text[begin:end].lstrip()
        if not bare:
            continue
        start = end - len(bare)
        bare = bare.rstrip()
        length = len(bare)
        kind = _kind(sort, length, limit)
        level = max(depth, 1)
        if kind == "heading":
            path = [*((depth, above) for depth, above in path if depth < level), (level, _label("heading", bare))]
            above = tuple(label for _, label in path)
        item = depth if silent and kind != "heading" else 0
        yield _as_unit((kind, start, start + length, _count(bare), language, above, level, (), "", item, False))
    if table:
        yield from _tables(table, text, headings=above, values=values)


def _kind(sort: BlockKind, length: int, limit: int) -> Literal["heading", "text", "code"]:
    """A heading longer than a chunk is no heading."""
    if sort == "heading" and length <= limit:
        return "heading"
    return "code" if sort == "code" else "text"


def _tables(blocks: Sequence[Block], text: str, *, headings: tuple[str, ...], values: Mapping[int, RowValues]) -> Iterator[_Unit]:
    """A table as one unit, or as one for each run of rows that have the same values; its header goes with the first."""
    runs: list[list[Block]] = [[]]
    last: RowValues | None = None
    for block in blocks:
        told = values.get(block.start)
        if told is not None:
            if last is not None and told != last:
                runs.append([])
            last = told
        runs[-1].append(block)
    whole = _table(blocks, text, headings=headings)
    if last is None:
        yield whole
        return
    above = (*headings, whole.header) if whole.header and len(runs) > 1 else headings
    for run in runs:
        yield _table(run, text, headings=above)._replace(header="" if len(runs) > 1 else whole.header, apart=True)


def _table(blocks: Sequence[Block], text: str, *, headings: tuple[str, ...]) -> _Unit:
    rows = tuple(row for block in blocks if (row := _trimmed(text, block.start, block.end))[0] < row[1])
    start, end = (rows[0][0], rows[-1][1]) if rows else (blocks[0].start, blocks[0].start)
    header = next((_label("header", text[block.start : block.end]) for block in blocks if block.kind == "header"), "")
    languages = Counter[str]()
    for block in blocks:
        languages[block.language] += block.end - block.start
    return _Unit(
        kind="table",
        start=start,
        end=end,
        words=_count(text[start:end]),
        language=languages.most_common(1)[0][0],
        headings=headings,
        parts=rows,
        header=header,
    )


def _pieces(unit: _Unit, text: str, *, settings: ChunkSettings) -> list[_Unit]:
    """What a unit is cut into that is longer than a chunk."""
    limit = settings.max_tokens * CHARACTERS_PER_TOKEN
    overlap = settings.overlap_sentences if unit.kind == "text" else 0
    headings = (*unit.headings, unit.header) if unit.header else unit.headings
    return [
        unit._replace(start=start, end=end, words=_count(text[start:end]), headings=headings, parts=())
        for start, end in split(text, _parts(unit, text), limit=limit, overlap=overlap)
    ]


def _parts(unit: _Unit, text: str) -> Sequence[Stretch]:
    """What of a long unit is kept whole: rows of a table, lines of a listing, sentences of anything else."""
    if unit.kind == "table":
        return unit.parts
    if unit.kind == "text":
        return sentences(text, unit.start, unit.end)
    lines: list[Stretch] = []
    start = unit.start
    while start < unit.end:
        newline = text.find("\n", start, unit.end)
        end = unit.end if newline < 0 else newline
        if text[start:end].strip():
            lines.append((start, end))
        start = end + 1
    return lines


class _Gathered:
    """The chunk at hand, and what is asked about it at every piece: a text of headings alone is one chunk of all of them."""

    def __init__(self, headings: Sequence[_Unit] = ()) -> None:
        self.units = list(headings)
        self._words = sum(unit.words for unit in headings)
        self._content = False
        self._counted_from = 0

    def add(self, piece: _Unit) -> None:
        """One more piece."""
        self.units.append(piece)
        self._words += piece.words
        if not self._content and piece.kind != "heading":
            self._content = True
            self._counted_from = _behind_headings(self.units[0].start, piece.start)

    def ends(self, piece: _Unit, *, least: int, limit: int) -> bool:
        """True when the chunk ends before this piece."""
        if not self._content:
            return False
        if piece.apart or self.units[-1].apart:
            return True
        if piece.kind == "heading" and piece.level <= _STRONG_LEVEL:
            return True
        if piece.end - self._counted_from > limit:
            return True
        return self._words >= least and piece.item <= _OUTERMOST


def _grouped(pieces: Sequence[_Unit], *, least: int, limit: int) -> list[list[_Unit]]:
    """Pieces gathered into chunks."""
    groups: list[list[_Unit]] = []
    current = _Gathered()
    for piece in pieces:
        if current.ends(piece, least=least, limit=limit):
            kept = _trailing_headings(current.units)
            _close(groups, current.units[: len(current.units) - len(kept)], least=least, limit=limit)
            current = _Gathered(kept)
        current.add(piece)
    if current.units:
        _close(groups, current.units, least=least, limit=limit)
    return groups


def _counted_from(units: Sequence[_Unit]) -> int:
    """Where the length of a chunk of these units is counted from."""
    return _behind_headings(units[0].start, next((unit.start for unit in units if unit.kind != "heading"), units[-1].end))


def _behind_headings(start: int, first: int) -> int:
    """Where the length of a chunk is counted from that has its first words at `first`: there, unless the headings before them are long."""
    return first if first - start <= _SHORT_HEADINGS else start


def _trailing_headings(units: Sequence[_Unit]) -> list[_Unit]:
    """Headings at the end, which belong to what follows."""
    at = len(units)
    while at > 0 and units[at - 1].kind == "heading":
        at -= 1
    return list(units[at:])


def _close(groups: list[list[_Unit]], current: list[_Unit], *, least: int, limit: int) -> None:
    """Add a chunk, or what joins the chunk before it."""
    if groups and _joins(current, groups[-1], least=least, limit=limit):
        groups[-1].extend(current)
    else:
        groups.append(current)


def _joins(rest: Sequence[_Unit], before: Sequence[_Unit], *, least: int, limit: int) -> bool:
    """True for the short rest of a section that the chunk before it has room for."""
    first, last = rest[0], before[-1]
    if first.kind == "heading" or first.headings != last.headings or first.apart or last.apart:
        return False
    return sum(unit.words for unit in rest) < least and rest[-1].end - _counted_from(before) <= limit


def _chunk(version: Version, group: Sequence[_Unit], *, ordinal: int) -> Chunk:
    first = next((unit for unit in group if unit.kind != "heading"), group[-1])
    return Chunk(
        document=version.document,
        version=version.id,
        ordinal=ordinal,
        start=group[0].start,
        end=group[-1].end,
        headings=first.headings,
        language=_main_language(group) or version.language,
    )


def _main_language(group: Sequence[_Unit]) -> str:
    """The language of most of the characters; of the first unit where it is a draw."""
    if len({unit.language for unit in group}) == 1:
        return group[0].language
    languages = Counter[str]()
    for unit in group:
        languages[unit.language] += unit.end - unit.start
    return languages.most_common(1)[0][0]


def _label(kind: str, source: str) -> str:
    """A heading's or header row's words on one line, of bounded length."""
    if kind == "heading":
        return heading_text(source)[:_LONGEST_IN_PATH].rstrip()
    lines = [line for line in source.splitlines() if line.strip(" \t|:-+=")]
    return " ".join(" ".join(lines).strip(" \t|").split())[:_LONGEST_IN_PATH].rstrip()


def _trimmed(text: str, start: int, end: int) -> Stretch:
    """[start, end) without the white space around it."""
    piece = text[start:end]
    bare = piece.lstrip()
    start += len(piece) - len(bare)
    return start, start + len(bare.rstrip())


def _count(piece: str) -> int:
    """About how many words; scripts without spaces count twelve characters as a word."""
    return max(len(piece.split()), len(piece) // 12)
