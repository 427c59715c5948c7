"""Tables of contents in print: lines of a name, dots and the number of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from untuned.ingest.load.pdf.page import PrintedLine, PrintedPage
from untuned.text.regex import regex

_FEWEST = 3
"""Lines with dots on one page that make a table of contents."""
_WRAPPED = 3
"""Lines that one name may take, the last of which ends with its page."""
_LEADERS = regex(r"(?:\.[ \t\u00a0]?){4,}|…{2,}")
_PAGE = regex(r"(?<!\d[.,])(?<![\w$€£₽-])(?:(\d{1,4})|[ivxlc]{1,7})[^\w%$€£₽]*$")


def without_contents(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """The pages without the lines of their tables of contents, which say nothing that the headings do not.

    On one page three lines or more have dots before the number of a page, with others between them that end with such a number,
    or whose name goes on below. The numbers never fall, and none is above the count of pages: a list of prices has others.
    """
    left = [_without(page, pages=len(pages)) for page in pages]
    return left if any(page.lines for page in left) else list(pages)


def _without(page: PrintedPage, *, pages: int) -> PrintedPage:
    if sum(_LEADERS.search(line.text) is not None for line in page.lines) < _FEWEST:
        return page
    left_out = {at for first, last in _runs(page.lines, pages=pages) for at in range(first, last + 1)}
    return replace(page, lines=tuple(line for at, line in enumerate(page.lines) if at not in left_out))


def _runs(lines: Sequence[PrintedLine], *, pages: int) -> Iterator[tuple[int, int]]:
    """The first and the last line of each table of contents."""
    run: list[int] = []
    highest = 0
    for at, line in enumerate(lines):
        number = _page_in(line.text)
        if number is None or number > pages:
            continue
        if run and (at - run[-1] > _WRAPPED or number < highest):
            yield from _whole(run, lines)
            run, highest = [], 0
        run.append(at)
        highest = max(highest, number)
    yield from _whole(run, lines)


def _whole(run: Sequence[int], lines: Sequence[PrintedLine]) -> Iterator[tuple[int, int]]:
    if sum(_LEADERS.search(lines[at].text) is not None for at in run) >= _FEWEST:
        yield run[0], run[-1]


def _page_in(text: str) -> int | None:
    """The number of a page at a line's end, behind words; 0 for one in Roman numerals, None where there is none."""
    found = _PAGE.search(text)
    if found is None or not any(map(str.isalpha, text[: found.start()])):
        return None
    return int(found[1] or 0)
