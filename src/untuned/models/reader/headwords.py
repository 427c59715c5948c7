"""References that define one name after another, each with what it does: what stands below a name is about that one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple, Protocol

from untuned.models.reader.cues import CueKind
from untuned.models.reader.defining import fit_of
from untuned.models.reader.question import Question
from untuned.models.reader.shares import Shares
from untuned.models.reader.units import Unit
from untuned.text.code_names import is_same, names_of_head
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Passage

NAMING = frozenset(
    terms(
        "option setting parameter directive flag switch command subcommand key keyword variable property attribute function method"
        " do mean value"
        " опция параметр настройка ключ флаг команда директива функция делает значит означает"
    )
)
"""Words of a question for what kind of thing a name is, and for what is asked of it."""
OF_NAMES: frozenset[CueKind | None] = frozenset({None, "meaning", "how"})
"""Kinds of questions that what a definition says first answers."""
_NOT_ABOUT_NAMES: frozenset[CueKind | None] = frozenset({"name", "how", "why", "who", "where"})
"""Kinds of answers that need not stand in the definition of a name that a question has."""
BY_LINES = frozenset(("text", "markdown"))
"""Formats in which the indentation of a line shows what it belongs to."""
_MAIN = 0.25
"""The share of a question from which on its names are what it is about."""
_CELL = regex(r"[ \t]*\|?[ \t]*((?:[^|\t\n ]| (?! ))+)")
_APART = regex(r"\S(?: {2,}|\t+)(?=[^\W\d_(])")
_BULLETS = frozenset(("* ", "- ", "+ ", "• "))
_LONGEST_HEAD, _MOST_LINES = 600, 8
"""Characters and lines of text that are looked at for names."""
_TOKEN = regex(r"\w+")


class Found(Protocol):
    """A window."""

    @property
    def passage(self) -> int:
        """Ordinal of its passage."""
        ...

    @property
    def first(self) -> int:
        """Ordinal of its first unit in the passage."""
        ...

    @property
    def held(self) -> int:
        """The terms of the question that it carries, with what stands before and above it."""
        ...


class Definition(NamedTuple):
    """What a unit is part of the definition of."""

    parts: tuple[tuple[frozenset[str], int], ...] = ()
    """(keys of names, the unit that has them, -1 where a heading has them) of all that it is of, the outermost first."""

    @property
    def names(self) -> frozenset[str]:
        """Keys of all that it is of; none where it defines nothing."""
        return frozenset[str]().union(*(names for names, _ in self.parts))

    def of(self, asked: frozenset[str]) -> frozenset[str]:
        """Those of the asked names that it is of."""
        return frozenset(one for one in asked if any(_share((one,), names) for names, _ in self.parts))

    def head(self, asked: frozenset[str]) -> int:
        """The unit that has an asked name, the innermost; -1 where a heading has it, or nothing."""
        return next((at for names, at in reversed(self.parts) if _share(asked, names)), -1)


NOTHING = Definition()


def definitions(passage: Passage, units: Sequence[Unit]) -> list[Definition]:
    """For each unit of a passage, what it is part of the definition of.

    A name stands in a term, in the first cell of a row, in a heading, or in a line of text that what it means stands deeper than.
    """
    found: list[Definition] = []
    above = _of_headings(passage.hit.chunk.headings)
    written = [*(_in_text if passage.version.format in BY_LINES else _in_paragraphs)(passage, units)]
    known = {at: _of_unit(passage, unit) for at, unit in enumerate(units) if unit.kind in ("term", "row")}
    for at, (unit, around) in enumerate(zip(units, terms_around(units), strict=True)):
        path = _of_headings(passage.text[start:end] for start, end in unit.headings) if unit.headings else above
        heads = (*around, *([at] if unit.kind == "row" else []))
        own = tuple((known[head], head) for head in heads if known[head]) or written[at].parts
        found.append(Definition((*((names, -1) for names in [path] if names), *own)))
    return found


def _share(asked: Iterable[str], names: frozenset[str]) -> bool:
    return any(is_same(one, name) for one in asked for name in names)


def _of_unit(passage: Passage, unit: Unit) -> frozenset[str]:
    """The names of a term, or of a row's first cell where that is no label."""
    written = passage.text[unit.start : unit.end]
    if unit.kind == "row":
        cell = _CELL.match(written)
        return names_of_head(cell[1]) if cell is not None and not cell[1].endswith(":") else frozenset[str]()
    return names_of_head(written) or frozenset(word.casefold() for word in _TOKEN.findall(written) if "_" in word)


def _of_headings(headings: Iterator[str] | Sequence[str]) -> frozenset[str]:
    return frozenset(name for heading in headings for name in names_of_head(heading, plain=False))


def _in_text(passage: Passage, units: Sequence[Unit]) -> Iterator[Definition]:
    """The same where only the lines' indentation tells."""
    text = passage.text
    opened: list[tuple[int, tuple[frozenset[str], int]]] = []
    block = -1
    for at, unit in enumerate(units):
        if unit.block != block:
            block = unit.block
            start = text.rfind("\n", 0, unit.start) + 1
            depth = _indented(text[start : unit.end])
            opened = [(other, part) for other, part in opened if other < depth]
            if names := _names_at(text, start):
                opened.append((depth, (names, at)))
        yield Definition(tuple(part for _, part in opened))


def _in_paragraphs(passage: Passage, units: Sequence[Unit]) -> Iterator[Definition]:
    """The same where a paragraph is a name alone: what stands below it, up to the next, is about it."""
    current, above = NOTHING, ""
    for at, unit in enumerate(units):
        if unit.headed != above:
            current, above = NOTHING, unit.headed
        if unit.kind == "term" and not unit.depth and not unit.asks:
            current = Definition(((names_of_head(passage.text[unit.start : unit.end], plain=False), at),))
        yield current


def _names_at(text: str, start: int) -> frozenset[str]:
    """The names of the lines from `start` that what they mean stands deeper than, or behind in the first of them.

    A line may stand above them that names nothing, as a heading does.
    """
    return _names_in(text[start : start + _LONGEST_HEAD])


@lru_cache(maxsize=4_096)
def _names_in(beginning: str) -> frozenset[str]:
    lines = beginning.split("\n")[:_MOST_LINES]
    heads: list[str] = []
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        depth, deeper = _indented(line), _indented(following)
        if line[depth : depth + 2] in _BULLETS:
            return frozenset()
        if not heads and (apart := _APART.search(line, depth)) is not None:
            return names_of_head(line[: apart.start() + 1], plain=False)
        heads.append(line)
        if not following.strip() or deeper < depth:
            return frozenset()
        if deeper > depth:
            named = [names_of_head(head) for head in heads]
            if all(named):
                return frozenset[str]().union(*named)
            if len(heads) > 1:
                return frozenset()
            heads.clear()
    return frozenset()


def begins_definition(unit: Unit, text: str) -> bool:
    """True for a unit that begins with a name whose meaning follows, where only the lines' indentation tells."""
    return unit.kind in ("sentence", "item") and bool(_names_at(text, text.rfind("\n", 0, unit.start) + 1))


def _indented(line: str) -> int:
    """How far a line's first word stands from its beginning."""
    return len(line) - len(line.lstrip(" \t"))


def terms_around(units: Sequence[Unit]) -> list[tuple[int, ...]]:
    """For each unit of a passage, the ordinals of the terms that it defines, the outermost first, with itself for a term."""
    found: list[tuple[int, ...]] = []
    opened: list[int] = []
    for at, unit in enumerate(units):
        opened = [term for term in opened if unit.depth > units[term].depth and unit.above == units[term].above]
        if unit.kind == "term" and unit.depth > 0 and not unit.asks:
            opened.append(at)
        found.append(tuple(opened))
    return found


def headwords(units: Sequence[Unit]) -> list[int]:
    """For each unit of a passage, the ordinal of the outermost term that it defines, itself for such a term; -1 where there is none."""
    found: list[int] = []
    current = -1
    for at, unit in enumerate(units):
        if current >= 0 and (_is_behind(unit, units[current]) or unit.above != units[current].above):
            current = -1
        if unit.kind == "term" and not unit.asks and current < 0:
            current = at
        found.append(current)
    return found


def _is_behind(unit: Unit, term: Unit) -> bool:
    """True for what stands no longer below a term: of no greater depth, or where the format tells no depth, the next term."""
    return unit.depth <= term.depth if term.depth else unit.kind == "term"


def names_asked_about(question: Question, shares: Shares) -> frozenset[str]:
    """The names of code that a question is about; none where they are little of it, or where what is asked for need not be in a definition.

    "Which option turns --jobs off?" asks for another name, and "how do I use --jobs?" may be told anywhere.
    """
    names = question.wants.names
    return names if question.cue not in _NOT_ABOUT_NAMES and is_about(names, question, shares) else frozenset()


def is_about(names: Iterable[str], question: Question, shares: Shares) -> bool:
    """True for names of code that are not little of a question."""
    return shares.weight(of_names(names, question, shares)) >= _MAIN


def of_names(names: Iterable[str], question: Question, shares: Shares) -> int:
    """The terms of the question that are of names of code."""
    return shares.of(term for name in names for term in terms(name, language=question.language))


def tells_first(parts: Sequence[Unit], at: int, *, head: int) -> bool:
    """True for the unit that says first what a name means: behind it, or right below it; below a heading the first sentence."""
    unit = parts[at]
    if head >= 0:
        return at == (head + 1 if parts[head].kind == "term" else head)
    before = (parts[nth].kind for nth in range(at - 1, -1, -1) if parts[nth].headings == unit.headings)
    return unit.kind == "sentence" and unit.headings != () and "sentence" not in before


def names_alone(held: int, shares: Shares) -> bool:
    """True where all of a question but words for what kind of thing its name is, and for asking, is held."""
    return held & ~shares.asking != 0 and shares.whole(held | shares.asking | shares.of(NAMING))


def of_other_names(
    found: Sequence[Found],
    asked: frozenset[str],
    *,
    definitions: Callable[[int], Sequence[Definition]],
    titles: Callable[[int], int],
    are_asked: Callable[[frozenset[str]], bool],
) -> frozenset[int]:
    """The ordinals of the windows that define another name than the one that is asked about, where that one is defined as well.

    `work_mem` is such a name: "it defaults to 64 MB" says nothing of it below `maintenance_work_mem`, which has all of its words. So is
    `-P` of rsync beside that of grep, where it is asked for rsync's: `titles` has the question's terms in a passage's title. None where
    the names that are defined are not what is asked about, as told by `are_asked`.
    """
    if not asked:
        return frozenset()
    passages = dict.fromkeys(window.passage for window in found)
    known = {passage: definitions(passage) for passage in passages}
    of = [known[window.passage][window.first] for window in found]
    titled = {window.passage: titles(window.passage) for window, one in zip(found, of, strict=True) if one.of(asked)}
    if not titled or not are_asked(frozenset[str]().union(*(one.of(asked) for one in of))):
        return frozenset()
    manual = max(titled.values(), key=int.bit_count)
    return frozenset(
        nth
        for nth, (window, one) in enumerate(zip(found, of, strict=True))
        if (one.names and not one.of(asked)) or (one.of(asked) and manual & ~(titled[window.passage] | window.held))
    )


def of_other_terms(found: Sequence[Found], question: Question, *, units: Callable[[int], tuple[str, Sequence[Unit]]]) -> frozenset[int]:
    """The ordinals of the windows that define another term than the one whose meaning is asked for, where that one is defined as well.

    As it is written, and else in another form: `iterable` before `iterator`. `units` gives the text of a passage and what it is cut into.
    """
    if not question.defines:
        return frozenset()
    heads: dict[int, list[int]] = {}
    terms: dict[int, tuple[Unit, str]] = {}
    for nth, window in enumerate(found):
        text, seen = units(window.passage)
        above = heads.setdefault(window.passage, [])
        if not above:
            above += headwords(seen)
        if (at := above[window.first]) >= 0:
            terms[nth] = seen[at], text[seen[at].start : seen[at].end]
    fits = {nth: fit_of(question, written) for nth, (_, written) in terms.items()}
    best = max(fits.values(), default=0)
    return frozenset(nth for nth, fit in fits.items() if fit < best)
