"""What of a page of the manual is about a word: what is called so, else what has it in its heading, else every place that has it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from untuned.text.regex import regex
from untuned.text.words import terms

SCREEN = 60
"""Lines of which a word's parts are shown without being asked for all."""

LEFT_OUT = "…"

_HEADING = regex(r"^(#{1,6}) ")
_FENCE = regex(r"^(?:```|~~~)")
_SIGNS = " `*_[]"
_ANY_NAME = regex(r"\.NAME\b")


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What of a page is about a word."""

    text: str
    """The parts that are shown, in the page's order, each below its heading; what is left out of a part is marked."""
    shown: int
    """How many parts that is."""
    parts: int
    """How many parts of the page are about the word."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A heading, if it has one, and the lines up to the next one."""

    heading: str
    lines: tuple[str, ...]

    @property
    def level(self) -> int:
        """The number of its signs; 0 without a heading."""
        found = _HEADING.match(self.heading)
        return len(found[1]) if found else 0

    @property
    def title(self) -> str:
        """The heading without its signs."""
        return _HEADING.sub("", self.heading).strip()

    @property
    def whole(self) -> tuple[str, ...]:
        """Its heading and its lines."""
        return (self.heading, *self.lines) if self.heading else self.lines


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """Lines that are about a word; called so (0), with the word in their heading (1), or with the word somewhere (2)."""

    rank: int
    lines: tuple[str, ...]


def about(text: str, word: str, *, everything: bool = True) -> Found | None:
    """What of a page is about a word, in any case and form; None where nothing is.

    Of a page that has something called so, that alone is shown; of others what fits a screen. `everything` shows every part.
    """
    parts = list(_parts(text, _Word(word)))
    if not parts:
        return None
    shown = parts if everything else _first(parts)
    return Found(text="\n\n".join("\n".join(part.lines) for part in shown), shown=len(shown), parts=len(parts))


def names(text: str, word: str) -> bool:
    """True where a page has something that is called so."""
    return any(part.rank == 0 for part in _parts(text, _Word(word)))


class _Word:
    """What is looked for, as whole words."""

    def __init__(self, word: str) -> None:
        self._plain = word.casefold().strip(_SIGNS)
        self._terms = _terms(word)
        self._own = _terms("untuned")

    def calls(self, title: str) -> bool:
        """True where something is called so; a command's name stands for `untuned` and itself, `tasks` for `[tasks.NAME]`."""
        bare = _ANY_NAME.sub("", title).strip(_SIGNS)
        own = _terms(bare)
        return self._plain == bare.casefold() or (bool(own) and self._terms in (own, own[1:] if own[:1] == self._own else own))

    def stands_in(self, row: str) -> bool:
        """True where a line has the words, one behind the other."""
        if not self._terms:
            return self._plain in row.casefold()
        own, count = _terms(row), len(self._terms)
        return any(own[at : at + count] == self._terms for at in range(len(own) - count + 1))


def _terms(text: str) -> list[str]:
    return terms(text, language="en", stop_words=False)


def _first(parts: Sequence[_Part]) -> list[_Part]:
    """What is called so; else what fits a screen, headings first, and at least one part."""
    called = [part for part in parts if part.rank == 0]
    if called:
        return called
    kept: list[_Part] = []
    for part in sorted(parts, key=lambda part: part.rank):
        if kept and sum(len(one.lines) + 1 for one in kept) + len(part.lines) > SCREEN:
            break
        kept.append(part)
    return [part for part in parts if part in kept]


def _parts(text: str, word: _Word) -> Iterator[_Part]:
    """The parts of a page that are about a word, in its order."""
    found = list(sections(text))
    after = 0
    for at, section in enumerate(found):
        if at < after:
            continue
        if section.heading and word.calls(section.title):
            below = _below(found, at)
            lines, after = _whole(section, below), at + 1 + (len(below) if _fits(section, below) else 0)
            yield _Part(rank=0, lines=lines)
        elif section.heading and word.stands_in(section.title):
            yield _Part(rank=1, lines=_trimmed(section.whole))
        else:
            yield from _of_section(section, word)


def _below(found: Sequence[Section], at: int) -> list[Section]:
    """The sections that belong to one."""
    rest = found[at + 1 :]
    end = next((nth for nth, section in enumerate(rest) if section.level <= found[at].level), len(rest))
    return list(rest[:end])


def _fits(section: Section, below: Sequence[Section]) -> bool:
    return sum(len(one.whole) for one in (section, *below)) <= SCREEN


def _whole(section: Section, below: Sequence[Section]) -> tuple[str, ...]:
    """A section with those that belong to it, or with their names where they do not fit a screen."""
    if _fits(section, below):
        return _trimmed([row for one in (section, *below) for row in one.whole])
    next_level = min(one.level for one in below) if below else 0
    names = [one.title for one in below if one.level == next_level]
    return (*_trimmed(section.whole), *(["", f"{LEFT_OUT} and below it: {', '.join(names)}"] if names else []))


def _of_section(section: Section, word: _Word) -> Iterator[_Part]:
    """The rows of a section that are called so, else its paragraphs and rows that have the word; what is left out is marked."""
    paragraphs = list(_paragraphs(section.lines))
    called = [rows for rows in (_rows(one, _first_cell_is(word)) for one in paragraphs) if rows]
    if called:
        yield _Part(rank=0, lines=_joined(section.heading, [list(rows) for rows in called]))
        return
    kept: list[list[str]] = []
    for paragraph in paragraphs:
        part = _of_paragraph(paragraph, word)
        if part or not (kept and kept[-1] == [LEFT_OUT]):
            kept.append(part or [LEFT_OUT])
    if any(part != [LEFT_OUT] for part in kept):
        yield _Part(rank=2, lines=_joined(section.heading, kept))


def _joined(heading: str, paragraphs: Sequence[Sequence[str]]) -> tuple[str, ...]:
    rows = "\n\n".join("\n".join(rows) for rows in paragraphs).split("\n")
    return (heading, "", *rows) if heading else tuple(rows)


def _of_paragraph(paragraph: list[str], word: _Word) -> list[str]:
    """A paragraph that has a word, of a table its head and the rows that do."""
    if paragraph[0].startswith("|"):
        return _rows(paragraph, word.stands_in)
    return paragraph if word.stands_in(" ".join(paragraph)) else []


def _rows(paragraph: Sequence[str], wanted: Callable[[str], bool]) -> list[str]:
    """A table's head and the rows that are wanted, with how many are not; nothing of what is no table, or has none."""
    if not paragraph[0].startswith("|"):
        return []
    kept = [row for row in paragraph[2:] if wanted(row)]
    left = len(paragraph) - 2 - len(kept)
    marked = [f"{LEFT_OUT} {left} more {'row' if left == 1 else 'rows'}"] if left else []
    return [*paragraph[:2], *kept, *marked] if kept else []


def _first_cell_is(word: _Word) -> Callable[[str], bool]:
    return lambda row: word.calls(row.strip("| ").split("|")[0].strip())


def _trimmed(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple("\n".join(lines).rstrip().split("\n"))


def sections(text: str) -> Iterator[Section]:
    """A page's lines from each heading to the next."""
    heading, lines = "", list[str]()
    for row, in_fence in _with_fences(text.split("\n")):
        if not _HEADING.match(row) or in_fence:
            lines.append(row)
            continue
        if heading or any(line.strip() for line in lines):
            yield Section(heading=heading, lines=tuple(lines))
        heading, lines = row, []
    yield Section(heading=heading, lines=tuple(lines))


def _paragraphs(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines between empty ones; a listing is one with its empty lines."""
    paragraph: list[str] = []
    for row, in_fence in _with_fences(lines):
        if row.strip() or in_fence:
            paragraph.append(row)
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _with_fences(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it belongs to a listing."""
    within = False
    for row in lines:
        fence = _FENCE.match(row) is not None
        yield row, within or fence
        within ^= fence
