"""Whether the first row of a table names its columns, where the file does not say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from untuned.text.regex import regex
from untuned.types.documents import Block, Loaded

_LETTER = regex(r"[^\W\d_]")
_DIGIT = regex(r"\d")
_YEAR = regex(r"(?:19|20)\d\d")
_MEASURE = regex(
    r"\b(?:prices?|costs?|fees?|rates?|amounts?|sums?|totals?|quantity|qty|counts?|numbers?|nos?|values?|sizes?|weight|length|width|height|depth"
    r"|areas?|volume|dates?|days?|weeks?|months?|years?|time|hours?|minutes?|duration|deadline|due|age|ages|tel|telephone|phone|mobile|fax|extension"
    r"|codes?|id|version|ports?|default|limits?|min|max|minimum|maximum|average|pos|position|rank|place|scores?|points|grade|marks?|percent|share"
    r"|salary|pay|tax|vat|discount|deposit|budget|balance|turnover|revenue|profit|population|distance|speed|temperature|capacity|seats|members|users"
    r"|цен[аы]|стоимость|сумм[аы]|кол-во|количество|число|номера?|год[ы]?|дат[аы]|дни|дней|месяц|срок[и]?|время|час[ыов]*|тел|телефон|тарифы?"
    r"|оклад|зарплата|ставка|налог|скидка|бюджет|остаток|размеры?|вес|длина|ширина|высота|глубина|площадь|об[ъь]ём|дол[яи]|процент|балл[ыов]*"
    r"|оценка|возраст|коды?|версия|порт|лимит|минимум|максимум|итого|всего|место|мест|население|расстояние|скорость|температура)\b|[№%€$£]",
    re.IGNORECASE,
)
"""What a column with numbers is named for."""
_SAID = regex(
    r"(?:free|closed|open|none|no|yes|all|any|unlimited|included|available|ask|varies|never|always|daily|n/a|tb[ac]|unknown"
    r"|бесплатн\w*|закрыто|выходной|открыто|нет|да|все|любой|неограниченно|безлимит\w*|включен\w*|включён\w*|неизвестно)"
    r"|(?:by|on|upon|per|at|in|as|with|without|not|see|each|every|same|next|last|по|без|в|на|за|не|см|кажд\w+)\b.*",
    re.IGNORECASE,
)
"""What stands in a cell where others have a number, and names no column."""
_MOSTLY = 0.5
_LEAST_BELOW = 2
"""Rows that a first row stands above, at least, where only what stands in it tells that it is a header."""


def names_columns(first: Sequence[str], below: Sequence[Sequence[str]], *, bold: bool = False) -> bool:
    """True for a row of names, each another, above rows with numbers; or in bold print; or without a word in its corner.

    `below` are the cells of the rows that follow, `bold` is true where only the first row is printed so. Names are words, and years
    above what is none. A row of words may be one of those below it (`Child | free` above `Adult | 12 EUR`): a column of numbers has to be
    named for them, as `Price`, or several columns have to have some.
    """
    names = [name for name in first if name]
    if len(names) < 2 or not all(first[1:]) or len({name.casefold() for name in names}) < len(names):
        return False
    if bold:
        return any(map(_LETTER.search, names))
    if not all(_is_name(name, below, nth) for nth, name in enumerate(first) if name):
        return False
    if len(below) < _LEAST_BELOW:
        return False
    counting = [name for nth, name in enumerate(first) if _share_counting(below, nth) == 1]
    mostly = [name for nth, name in enumerate(first) if nth and _share_counting(below, nth) > _MOSTLY]
    return not first[0] or any(map(_is_measure, counting)) or _are_names(first, mostly)


def _is_measure(name: str) -> bool:
    return _MEASURE.search(name) is not None and _SAID.fullmatch(name) is None


def _are_names(first: Sequence[str], counting: Sequence[str]) -> bool:
    """True for names of several columns of numbers in a row of no small letters, which are not all values."""
    said = sum(_SAID.fullmatch(name) is not None for name in counting)
    return len(counting) > 1 and not any(name[0].islower() for name in first) and said < len(counting)


def _is_name(text: str, below: Sequence[Sequence[str]], column: int) -> bool:
    if _YEAR.fullmatch(text):
        return not all(_YEAR.fullmatch(row[column]) for row in below if column < len(row) and row[column])
    return _LETTER.search(text) is not None and _DIGIT.search(text) is None


def _share_counting(rows: Sequence[Sequence[str]], column: int) -> float:
    """The share of the cells of a column that have a number, of those that show something."""
    shown = [row[column] for row in rows if column < len(row) and row[column]]
    return sum(_DIGIT.search(cell) is not None for cell in shown) / len(shown) if shown else 0.0


def with_headers(loaded: Loaded) -> Loaded:
    """The document with the first row of each table as its header where it names the columns and no row is marked as one."""
    blocks = list(loaded.blocks)
    at = 0
    while at < len(blocks):
        end = at + 1
        if blocks[at].kind == "row":
            while end < len(blocks) and blocks[end].kind == "row" and not _is_apart(blocks, end):
                end += 1
            headed = at > 0 and blocks[at - 1].kind == "header" and not _is_apart(blocks, at)
            cells = [_cells(loaded, block) for block in blocks[at:end]]
            if not headed and names_columns(cells[0], cells[1:]):
                blocks[at] = blocks[at]._replace(kind="header")
        at = end
    return replace(loaded, blocks=tuple(blocks))


def _is_apart(blocks: Sequence[Block], at: int) -> bool:
    """True where more than a line end parts a block from the one above it: another table begins."""
    return blocks[at].start - blocks[at - 1].end > 1


def _cells(loaded: Loaded, block: Block) -> list[str]:
    return [cell.strip() for cell in loaded.text[block.start : block.end].split(" | ")]
