"""What stands above a quote and turns it: the introduction of the list that it is of, headings that deny, notes that withdraw a section."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from untuned.rag.verify.slices import Slices
from untuned.text.denying import (
    denies_items,
    ends_open,
    heading_asks_for_denied,
    heading_denies,
    heading_withdraws,
    introduces,
    limits_items,
    note_withdraws,
)
from untuned.text.headings import heading_text
from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.text.series import begins, goes_before, series_of
from untuned.types.answers import Citation
from untuned.types.documents import SILENT_FORMATS, Block, Version

_LETTERED = regex(r"[ \t]*\(?(?:[a-zа-я]|[ivx]{1,5}|\d{1,2})[.)][ \t]")
"""What a paragraph begins with that is an item of a list: `(a)`, `2)`."""
_NOTED = 2
"""Blocks below a heading that may hold a note on all that stands there."""
_FARTHEST = 200
"""Blocks above a quote that are looked at."""


@dataclass(frozen=True, slots=True)
class Governor:
    """[start, end) of a version's text that turns what stands below it; `denies` where that is untrue, undone or left out."""

    start: int
    end: int
    denies: bool


def governors(version: Version, text: str, start: int) -> list[Governor]:
    """What turns the quote that begins there, outermost first: introductions of its lists, the nearest heading that denies it, and notes.

    A heading that denies (`Not supported`) turns the items and rows right under it, and `What we do not repair` also what a paragraph
    right under it begins with; where a line introduces them, that tells. One
    that withdraws (`Deprecated`) turns all that stands under it, and so does a note right below a heading (`This section is outdated.`).
    """
    place = bisect_right(version.blocks, start, key=lambda block: block.end)
    if place >= len(version.blocks) or version.blocks[place].kind == "heading":
        return []
    row = version.blocks[place].kind == "row"
    leads = list(_of_table(version.blocks, text, place) if row else _introductions(version, text, place))
    listed = not leads and (version.blocks[place].kind in ("item", "row") or _lettered(version.blocks[place], text))
    found = [_of_line(text, lead) for lead in leads if limits_items(text[lead[0] : lead[1]])]
    heading = _heading(version.blocks, text, place, listed=listed) or (None if leads else _completed(version.blocks, text, place, start))
    above = [(heading.start, heading.end)] if heading else []
    above += [span for span in _notes(version.blocks, text, place, before=start) if span not in above]
    return [*(Governor(*span, denies=True) for span in sorted(above)), *reversed(found)]


def lines_above(found: Sequence[Governor], slices: Slices) -> tuple[Citation, ...]:
    """The governors as verified quotes, without any that may not be quoted."""
    quotes = (slices.cite(one.start, one.end) for one in found)
    return tuple(quote for quote in quotes if isinstance(quote, Citation))


def _of_line(text: str, span: tuple[int, int]) -> Governor:
    return Governor(*span, denies=denies_items(text[slice(*span)]))


def _introductions(version: Version, text: str, place: int) -> Iterator[tuple[int, int]]:
    """[start, end) of the lines that introduce the lists that a block is an item of, innermost first."""
    kind = version.blocks[place].kind
    if kind == "paragraph":
        yield from _of_series(version, text, place)
    elif kind == "item":
        yield from _of_item(version, text, place)


def _of_item(version: Version, text: str, place: int) -> Iterator[tuple[int, int]]:
    """[start, end) of the lines that introduce the lists that an item is of, innermost first."""
    blocks = version.blocks
    level = blocks[place].level
    for block in reversed(blocks[max(place - _FARTHEST, 0) : place]):
        if block.kind == "item":
            if block.level < level:
                level = block.level
                if introduces(text[slice(*(line := _last_line(block, text)))]):
                    yield line
        elif block.kind in ("paragraph", "quote"):
            if _set_in(block, text, silent=version.format in SILENT_FORMATS):
                continue
            if introduces(text[slice(*(line := _last_line(block, text)))]):
                yield line
            return
        elif block.kind != "markup":
            return


def _of_series(version: Version, text: str, place: int) -> Iterator[tuple[int, int]]:
    """[start, end) of the lines that introduce the series of labelled paragraphs that one belongs to, innermost first.

    One stands right above the first of them, or above all labels: `1. Not covered are:` introduces (a) and (b), and never `2.`.
    """
    own = series_of(text, version.blocks[place].start, version.blocks[place].end)
    if not own:
        return
    nearest = True
    for at in range(place - 1, max(place - _FARTHEST, 0) - 1, -1):
        block = version.blocks[at]
        if block.kind in ("item", "markup") or _set_in(block, text, silent=version.format in SILENT_FORMATS):
            continue
        if block.kind not in ("paragraph", "quote"):
            return
        line = _last_line(block, text)
        its = series_of(text, block.start, block.end)
        if not its or (nearest and begins(own) and ends_open(text[slice(*line)])):
            if introduces(text[slice(*line)]):
                yield line
                yield from _of_series(version, text, at)
            return
        before = goes_before(its, own)
        if not before and nearest and begins(own):
            return  # a part of its own begins, that nothing introduces
        own, nearest = (before, True) if before else (own, False)


def _of_table(blocks: tuple[Block, ...], text: str, place: int) -> Iterator[tuple[int, int]]:
    """[start, end) of the line that introduces a row's table, if there is one."""
    above = next(
        (block for block in reversed(blocks[max(place - _FARTHEST, 0) : place]) if block.kind not in ("row", "header", "markup")), None
    )
    if above is not None and above.kind in ("paragraph", "quote") and introduces(text[slice(*(line := _last_line(above, text)))]):
        yield line


def _heading(blocks: tuple[Block, ...], text: str, place: int, *, listed: bool) -> Block | None:
    """The nearest heading above that denies a listed block, or withdraws any."""
    level = 7
    for at in range(place - 1, -1, -1):
        block = blocks[at]
        if block.kind != "heading" or block.level >= level:
            continue
        level = block.level
        words = heading_text(text[block.start : block.end])
        if heading_withdraws(words) or (listed and heading_denies(words)):
            return block
    return None


def _completed(blocks: tuple[Block, ...], text: str, place: int, start: int) -> Block | None:
    """The heading that denies what a paragraph right below it begins with, as `What we do not repair` above `Carbon frames.` does."""
    block, above = blocks[place], blocks[place - 1] if place else None
    if above is None or above.kind != "heading" or block.kind != "paragraph" or text[block.start : start].strip():
        return None
    return above if heading_asks_for_denied(heading_text(text[above.start : above.end])) else None


def _notes(blocks: tuple[Block, ...], text: str, place: int, *, before: int) -> Iterator[tuple[int, int]]:
    """[start, end) of the sentences right under the headings above a block, or at the beginning, by which nothing there holds any more."""
    level = 7
    for at in range(place, -1, -1):
        if at and (blocks[at - 1].kind != "heading" or blocks[at - 1].level >= level):
            continue
        level = blocks[at - 1].level if at else 0
        for block in blocks[at : min(at + _NOTED, place + 1)]:
            if block.kind in ("paragraph", "quote"):
                spans = [span for span in sentences(text, block.start, block.end) if span[1] <= before]
                yield from (span for span in spans if note_withdraws(text[slice(*span)]))
            elif block.kind == "heading":
                break


def _last_line(block: Block, text: str) -> tuple[int, int]:
    """[start, end) of a block's last sentence."""
    spans = sentences(text, block.start, block.end)
    return spans[-1] if spans else (block.start, block.end)


def _lettered(block: Block, text: str) -> bool:
    return _LETTERED.match(text, block.start, block.end) is not None


def _set_in(block: Block, text: str, *, silent: bool) -> bool:
    """True for what stands inside an item: its line begins with spaces."""
    line = text[text.rfind("\n", 0, block.start) + 1 : block.start + 2]
    return not silent and line[:2] in ("  ", "\t")
