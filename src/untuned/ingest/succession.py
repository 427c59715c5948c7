"""Which documents take the place of others: by their front matter and by the rules of the settings, never by a guess.

A document that somebody may read is replaced only by one that everybody who may read it may read too: nobody is left with nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from posixpath import dirname, normpath

from untuned.store.succession import Line
from untuned.text.globs import composed
from untuned.text.regex import regex
from untuned.types.principal import EVERYONE
from untuned.types.versions import Succession

_REPLACES = ("supersedes", "replaces")
_REPLACED_BY = ("superseded_by", "replaced_by")
_TITLE = "title:"
_LONGEST = 300
"""Characters of a path or a title that a rule is held against."""
_MOST_STARS = 2
"""Each more makes a hostile name as many times as costly as it is long."""
_MARKS = {
    "{date}": r"(?P<mark>(?:19|20)\d\d(?:[-_.]?(?:0[1-9]|1[0-2])(?:[-_.]?(?:0[1-9]|[12]\d|3[01]))?)?|[0-3]\d\.[01]\d\.(?:19|20)\d\d)",
    "{version}": r"(?P<mark>\d{1,6}(?:[._-]\d{1,6}){0,4})",
}
_PIECES = regex(r"\{date\}|\{version\}|\*\*/|\*\*|\*|[^*{]+|\{")
_IN_NAME = regex(
    r"(?<![\d.])(?:(?:19|20)\d\d[-_](?:0[1-9]|1[0-2])(?:[-_](?:0[1-9]|[12]\d|3[01]))?|(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d)(?!\d|\.\d)"
)
_MOST_PROPOSED = 10
_MOST_EDITIONS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class _Step:
    former: Line
    newer: Line
    told: str


def successions(documents: Sequence[Line], rules: Sequence[str]) -> dict[int, Succession]:
    """What took the place of each document that is not the latest, by the document's id. What goes in circles is left out.

    Front matter counts before rules: `supersedes` of the newer document, or `superseded_by` of the older, name a path from the root
    or beside the document. Of a rule's series each document is followed by the next one.
    """
    steps: dict[int, _Step] = {}
    for step in (*_declared(documents), *(step for rule in rules for step in _of_rule(documents, rule))):
        if step.former.id != step.newer.id and _all_may_read(step.former, step.newer):
            steps.setdefault(step.former.id, step)
    return {id: _succession(step) for id, step in steps.items() if not _circles(id, steps)}


_EACH_COUNTS = regex(
    r"minutes|meeting|protocol|stand-?up|retro|journal|diary|newsletter|digest|report|invoice|receipt|statement"
    r"|протокол|совещани|собрани|план[её]рк|дневник|журнал|рассылк|отч[её]т|сч[её]т|выписк",
    re.IGNORECASE,
)
"""What files are called of which a later one replaces none."""


def proposed(paths: Sequence[str]) -> list[str]:
    """Rules that the names of files suggest, for a person to take up: a few files whose names differ in a date alone.

    A name that is nothing but a date is a journal's, and so is a long series, and one of minutes, reports or letters: each of those counts.
    """
    series: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        found = list(_IN_NAME.finditer(path[:_LONGEST]))
        rest = PurePosixPath(path).stem.replace(found[0][0], "") if len(found) == 1 else ""
        if any(map(str.isalpha, rest)) and _EACH_COUNTS.search(rest) is None and "*" not in path and "{" not in path:
            series[path[: found[0].start()] + "{date}" + path[found[0].end() :]].add(found[0][0])
    alike = (pattern for pattern, marks in series.items() if 1 < len(marks) <= _MOST_EDITIONS and len({len(mark) for mark in marks}) == 1)
    return sorted(alike)[:_MOST_PROPOSED]


def _all_may_read(former: Line, newer: Line) -> bool:
    return EVERYONE in newer.groups or former.groups <= newer.groups


def _succession(step: _Step) -> Succession:
    newer = step.newer
    return Succession(former=step.former.path, by=newer.path, starts=newer.effective_from, known=newer.first_known, told=step.told)


def _circles(id: int, steps: Mapping[int, _Step]) -> bool:
    """True for what comes back to itself, or leads to what does."""
    seen, at = {id}, id
    while at in steps:
        at = steps[at].newer.id
        if at in seen:
            return True
        seen.add(at)
    return False


def _declared(documents: Sequence[Line]) -> Iterator[_Step]:
    held = {composed(document.path): document for document in documents}
    for document in documents:
        for other in _named(document, _REPLACES, held):
            yield _Step(former=other, newer=document, told="front matter")
        for other in _named(document, _REPLACED_BY, held):
            yield _Step(former=document, newer=other, told="front matter")


def _named(document: Line, names: Sequence[str], held: Mapping[str, Line]) -> Iterator[Line]:
    for name in names:
        value = document.metadata.get(name)
        for path in value if isinstance(value, list) else [value]:
            if isinstance(path, str) and path.strip():
                wanted = composed(path.strip())
                beside = normpath(f"{dirname(composed(document.path))}/{wanted}").lstrip("/")
                found = held.get(wanted.removeprefix("/")) or held.get(beside)
                if found is not None:
                    yield found


def _of_rule(documents: Sequence[Line], rule: str) -> Iterator[_Step]:
    pattern = _compiled(rule.removeprefix(_TITLE))
    series: dict[tuple[str, ...], list[tuple[tuple[int, ...], Line]]] = defaultdict(list)
    for document in documents:
        name = document.title if rule.startswith(_TITLE) else document.path
        match = pattern.fullmatch(composed(name[:_LONGEST]))
        place = None if match is None else _place(match.groupdict().get("mark"), document, dated="{date}" in rule)
        if match is not None and place is not None:
            rest = tuple(part for name, part in match.groupdict(default="").items() if name != "mark")
            series[rest].append((place, document))
    for alike in series.values():
        ordered = sorted(alike, key=lambda one: (one[0], one[1].path))
        for at, (before, former) in enumerate(ordered):
            after, newer = _following(ordered, at)
            if before < after:  # two of one day: nobody knows which
                yield _Step(former=former, newer=newer, told=rule)


def _following(ordered: Sequence[tuple[tuple[int, ...], Line]], at: int) -> tuple[tuple[int, ...], Line]:
    """The next edition that all may read who may read this one: another is none for them. This one itself where there is none."""
    later = (ordered[place] for place in range(at + 1, len(ordered)))
    return next((one for one in later if _all_may_read(ordered[at][1], one[1])), ordered[at])


def _place(mark: str | None, document: Line, *, dated: bool) -> tuple[int, ...] | None:
    """Where a document stands in its series; None where nothing tells."""
    if mark is None:
        return None if document.effective_from is None else (document.effective_from.toordinal(),)
    numbers = [part for part in re.split(r"[._-]", mark) if part]
    if not dated:
        return tuple(map(int, numbers))
    if len(numbers) == 3 and len(numbers[2]) == 4:
        numbers.reverse()
    digits = "".join(numbers)
    return tuple(int(part) for part in (digits[:4], digits[4:6], digits[6:]) if part)


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern as an expression whose groups are what its stars and its mark stand for; a star more than are allowed is a letter."""
    pieces: list[str] = []
    stars = 0
    for piece in _PIECES.findall(composed(pattern)):
        if piece in _MARKS and "(?P<mark>" not in "".join(pieces):
            pieces.append(_MARKS[piece])
        elif piece.startswith("*") and stars < _MOST_STARS:
            stars += 1
            pieces.append(f"(?P<star{stars}>{'(?:.*/)?' if piece == '**/' else '.*' if piece == '**' else '[^/]*'})")
        else:
            pieces.append(re.escape(piece))
    return re.compile("".join(pieces), re.DOTALL)
