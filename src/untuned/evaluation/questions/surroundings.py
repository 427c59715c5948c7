"""How much of a question stands around a place of its answer: in its sentence, or in its row and under its column's name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from untuned.evaluation.questions.places import Held
from untuned.index.cells import rows_at
from untuned.index.chunk import path_at
from untuned.text.regex import regex
from untuned.text.words import terms

_WINDOW = 300
"""Characters on either side of an answer in which the question's words are looked for."""
_BEHIND = 30
"""Characters behind a number in which the word stands that is counted: `2 administrators`."""
_BARE = regex(r"\d{1,3}(?:[.,]\d)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """The texts around a place, the narrowest last."""

    around: str
    """Sentences before and behind; of a row, the row alone, since the rows beside it are about something else."""
    own: str
    """Its own sentence, or its row."""
    named: str
    """What says what the words are: the name of their column; behind a bare number the words that it counts."""
    above: str
    """The title and the headings that it stands under."""
    columns: tuple[str, ...] = ()
    """The names of the columns of its row; none for a sentence."""


def is_bare(words: str) -> bool:
    """True for an answer that is a small number and nothing else: such stand at many places that are about something else."""
    return _BARE.fullmatch(words.strip()) is not None


def surroundings(held: Held, start: int, end: int) -> Surroundings:
    """What stands around [start, end)."""
    text, version = held.text, held.version
    first, last = held.unit(start, end)
    headings = path_at(version.blocks, text, start)
    cells = rows_at(version, text, first, last)
    if cells:
        # A table's header may count as a heading: it names the other columns too.
        names = [name for name, _ in cells[0]]
        above = " ".join((version.title, *(one for one in headings if not all(name in one for name in names))))
        line, stop = text.rfind("\n", 0, first) + 1, text.find("\n", last)
        row = text[line : stop if stop >= 0 else len(text)]
        return Surroundings(
            around=row, own=row, named=_column(cells[0], text[start:end], text[line:start]), above=above, columns=tuple(names)
        )
    above = " ".join((version.title, *headings))
    around = text[max(0, start - _WINDOW) : end + _WINDOW]
    counted = text[end : min(last, end + _BEHIND)] if is_bare(text[start:end]) else ""
    return Surroundings(around=around, own=text[first:last], named=counted, above=above)


def weight(one: Surroundings, wanted: set[str], weights: Mapping[str, float], *, language: str) -> float:
    """The weight of the wanted words around a place; those of its own sentence count twice, those that name it once more."""
    return sum(weights.get(word, 0.0) for text in (one.around, one.own, one.named) for word in words_of(text, language=language) & wanted)


def tells(one: Surroundings, wanted: set[str], weights: Mapping[str, float], *, language: str) -> bool:
    """True where what it counts is wanted, or where more than half of the wanted words, by their weight, stand in it or above it.

    In it: in its own sentence or row, and in its column's name.
    """
    if not one.columns and words_of(one.named, language=language) & wanted:
        return True
    every = sum(weights.get(word, 0.0) for word in wanted)
    return not every or 2 * sum(weights.get(word, 0.0) for word in wanted & told_by(one, language=language)) > every


def of_another_row(one: Surroundings, words: set[str], *, held: Held) -> bool:
    """True for a row that lacks a word which other rows of its document have: what the question names is in one of these."""
    if not one.columns:
        return False
    mine = f"{one.own} {one.named} {one.above} {' '.join(one.columns)}".casefold()
    text = held.text.casefold()
    return any(word not in mine and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) for word in words)


def told_by(one: Surroundings, *, language: str) -> set[str]:
    """The words of its own sentence or row, of its name and of what stands above it."""
    return words_of(" ".join((one.own, one.named, one.above)), language=language)


def words_of(text: str, *, language: str) -> set[str]:
    """The analysed words of a text, by its language and as a question's are: of rows alone the language is often not known."""
    return {*terms(text, language=language), *terms(text)}


def _column(cells: tuple[tuple[str, str], ...], words: str, before: str) -> str:
    """The name of the column in which a row's words stand, as the one that comes behind so many others of the row; "" where none does."""
    found = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    names = [name for name, cell in cells for _ in found.finditer(cell)]
    nth = len(found.findall(before))
    return names[nth] if nth < len(names) else ""
