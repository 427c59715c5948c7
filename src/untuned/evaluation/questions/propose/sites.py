"""Where in a document a question may come from: its sentences, its headings with what follows, its table rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from untuned.evaluation.questions.propose.subjects import alone, subject_of
from untuned.index.chunk import headings_of, path_at
from untuned.text.headings import heading_text
from untuned.text.instructions import instructions
from untuned.text.plain import plain
from untuned.text.prose import prose
from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.types.documents import Block, Version

LONGEST_READ = 200_000
"""Characters of a document that are looked at."""
_SHORTEST, _LONGEST = 25, 320
_LONGEST_HEADING = 90
_NO_PROSE = regex(r"\{[*%{!]|///|^\s*:::|https?://|&[a-z]+;|[{}<>\\]|\|")
_NOISE = regex(r"cookie banner|all rights reserved|©|\bcopyright\b|lorem ipsum|table of contents|see also|все права "
    r"защищены|содержание$", re.IGNORECASE)  # fmt: skip
_MARKED = regex(r"^(?:[-*+•]|\d{1,3}(?:\.\d{1,3})*[.)]?|\([a-zа-я\d]{1,3}\))\s+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """One sentence of prose without its marks; [start, end) of the version is where it stands."""

    text: str
    start: int
    end: int
    language: str
    item: bool
    """It is one of a list."""
    headings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading with what follows it directly: its first sentences, or the steps of a list."""

    heading: str
    language: str
    first: tuple[Sentence, ...]
    steps: tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TableRow:
    """A row by the names of its columns."""

    names: tuple[str, ...]
    cells: tuple[str, ...]
    subject: int
    """The place of the column that names the row: no other row of the table has its cell."""
    start: int
    end: int
    language: str
    headings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sites:
    """All of a document."""

    version: Version
    sentences: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    rows: tuple[TableRow, ...]


def sites_of(version: Version, text: str) -> Sites:
    """What of a document questions may come from: nothing that is boilerplate, code, or addressed to a language model."""
    barred = [(one.start, one.end) for one in instructions(text[:LONGEST_READ])]
    blocks = [block for block in version.blocks if block.end <= LONGEST_READ and not _meets(block.start, block.end, barred)]
    found = {block.start: list(_sentences(version, text, block)) for block in blocks if block.kind in ("paragraph", "item")}
    return Sites(
        version=version,
        sentences=tuple(one for held in found.values() for one in held),
        sections=tuple(_sections(version, text, blocks, found)),
        rows=tuple(_rows(version, text, blocks)),
    )


def _meets(start: int, end: int, ranges: list[tuple[int, int]]) -> bool:
    return any(one < end and start < other for one, other in ranges)


def _sentences(version: Version, text: str, block: Block) -> Iterator[Sentence]:
    piece = text[block.start : block.end]
    bare = prose(piece) if version.markup == "markdown" else piece
    headings = path_at(version.blocks, text, block.start)
    for start, end in sentences(bare):
        source = piece[start:end]
        shown = _MARKED.sub("", plain(source) if version.markup == "markdown" else " ".join(source.split()))
        if _SHORTEST <= len(shown) <= _LONGEST and not _NO_PROSE.search(source) and not _NOISE.search(shown):
            yield Sentence(
                text=shown,
                start=block.start + start,
                end=block.start + end,
                language=block.language or version.language,
                item=block.kind == "item",
                headings=headings,
            )


def _sections(version: Version, text: str, blocks: list[Block], found: dict[int, list[Sentence]]) -> Iterator[Section]:
    for nth, block in enumerate(blocks):
        if block.kind != "heading":
            continue
        words = heading_text(text[block.start : block.end])
        following = blocks[nth + 1 : nth + 12]
        until = next((at for at, other in enumerate(following) if other.kind == "heading"), len(following))
        body = following[:until]
        if not body or not 3 <= len(words) <= _LONGEST_HEADING:
            continue
        first = found.get(body[0].start, []) if body[0].kind == "paragraph" else []
        listed = next((at for at, other in enumerate(body[:2]) if other.kind == "item"), None)
        steps = [] if listed is None else _steps(body[listed:], text, found)
        language = block.language or (first[0].language if first else steps[0].language if steps else version.language)
        if first or steps:
            yield Section(heading=words, language=language, first=tuple(first), steps=tuple(steps))


def _steps(body: list[Block], text: str, found: dict[int, list[Sentence]]) -> list[Sentence]:
    """The first sentence of each numbered item, as long as items follow each other."""
    steps: list[Sentence] = []
    for block in body:
        if block.kind != "item" or not re.match(r"\s*\d{1,2}[.)]", text[block.start : block.end]):
            break
        steps += found.get(block.start, [])[:1]
    return steps if len(steps) > 1 else []


def _rows(version: Version, text: str, blocks: list[Block]) -> Iterator[TableRow]:
    for names, held in _tables(version, text, blocks):
        subject = subject_of(names, [cells for _, cells in held])
        if subject is None or max(Counter(filter(None, names)).values()) > 1:
            continue
        rest = text[LONGEST_READ:]
        for (block, cells), own in zip(held, alone([cells for _, cells in held], subject), strict=True):
            if own and cells[subject] not in rest:
                yield TableRow(
                    names=names,
                    cells=cells,
                    subject=subject,
                    start=block.start,
                    end=block.end,
                    language=block.language or version.language,
                    headings=tuple(words for _, _, words in headings_of(version.blocks, text)[:1]),
                )


def _tables(version: Version, text: str, blocks: list[Block]) -> Iterator[tuple[tuple[str, ...], list[tuple[Block, tuple[str, ...]]]]]:
    """The rows of each table that has a header, by the names of its columns; rows of another width are left out."""
    names: tuple[str, ...] = ()
    held: list[tuple[Block, tuple[str, ...]]] = []
    for block in blocks:
        if block.kind == "row":
            cells = _cells(text[block.start : block.end], version) if len(names) > 1 else ()
            says = len(cells) == len(names) and any(sign.isalnum() for cell in cells for sign in cell)
            held += [(block, cells)] if says else []
        elif block.kind != "markup":  # the line below a header is markup
            if held:
                yield names, held
            names, held = _cells(text[block.start : block.end], version) if block.kind == "header" else (), []
    if held:
        yield names, held


def _cells(line: str, version: Version) -> tuple[str, ...]:
    if version.format in ("csv", "tsv"):
        import csv  # noqa: PLC0415 - few documents are tables

        return tuple(" ".join(cell.split()) for cell in next(csv.reader([line], delimiter="\t" if "\t" in line else ","), list[str]()))
    if "|" not in line:
        return ()
    bare = re.sub(r"\n[ \t|:=-]+\Z", "", line.strip())
    return tuple(plain(cell.strip()) for cell in re.split(r"(?<!\\)\|", bare.strip().strip("|")))
