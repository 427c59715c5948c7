"""The references of one version: those to its own parts resolved, those to other documents left open; and what it defines itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from pathlib import PurePosixPath
from posixpath import join, normpath
from urllib.parse import unquote

from untuned.ingest.references.book import is_page, may_be_beside, numbered_parts, said_title
from untuned.ingest.references.nearby import beside, meant, numbered
from untuned.ingest.references.outline import LONGEST, Outline
from untuned.ingest.references.own import own_parts
from untuned.text.references.bare import Bare, bare_numbers, neighbours
from untuned.text.references.foreign import Owned
from untuned.text.references.marks import Mark, codes, defined_terms, explained_codes, links, uses_of
from untuned.text.references.mentions import Mention, Part
from untuned.text.references.nouns import ATTACHED, LESSER
from untuned.text.regex import regex
from untuned.types.documents import Span, Version
from untuned.types.references import Place, PointKind, Reference, ReferenceStatus

MOST = 5_000
"""References that are kept of one version."""
_MOST_USES = 30
"""A term or code that one text uses oftener is one of its common words, and says nothing by pointing."""
_MOST_TERMS = 300
_MOST_CODES = 500
_MOST_LOOKED_AT = 50_000
_LONGEST_KEY = 300
_APART = 400
"""Characters within which a term or code counts once."""
_QUOTED = regex(r"[\"“„«](?P<title>[^\"“”„«»\n]{1,100})[\"”“»]")
_TITLE_CUE = regex(
    r"\b(?:(?:sub-?)?sections?|chapters?|part|heading|paragraph|headed|entitled|titled|called|see|under|(?:под)?раздел\w*|глав\w*|параграф\w*|част\w*|см\.|заголовк\w*"
    r"|пункт\w*)[ \xa0\n]*(?:the[ ])?[*_]{0,2}\Z",
    re.IGNORECASE,
)
_TITLE_AFTER = regex(r"[*_]{0,2}[ \n](?:section|chapter|part|paragraph|heading)\b", re.IGNORECASE)
_CODE_SPAN = regex(r"(?<!`)(?P<ticks>`+)(?!`)[^\n]*?(?<!`)(?P=ticks)(?!`)")
_PARAGRAPH = regex(r"\n[ \t]*\n")


def find(version: Version, text: str) -> list[Reference]:
    """What a version defines for others, then what it refers to, in the order of the text.

    A reference to a part of the document itself is resolved, ambiguous or unresolved; one to another document is `open`. References
    to laws, and to agreements that are only alluded to, are left out: they name nothing that could be held.
    """
    outline = Outline(text, version.blocks)
    used = list(islice(codes(text), _MOST_LOOKED_AT))
    explained = list(islice(explained_codes(text), MOST)) if used else []
    pointing = chain(_pointing(version, text, outline), _coded(version, used, explained))
    found = [*_defined(version, text, outline, explained), *islice(pointing, MOST)]
    return sorted(found, key=lambda one: (one.status != "defines", one.start, one.end))


def named_part(key: str) -> tuple[str, str]:
    """(the part, the document or the title) of an open reference to a part of a document that is named, or of the own book."""
    part, _, name = key.partition(" @ ")
    return part, name


def name_key(name: str) -> str:
    """A document's name as it is compared: its words in lower case."""
    return " ".join(re.findall(r"\w+", name.casefold()))


def _pointing(version: Version, text: str, outline: Outline) -> Iterator[Reference]:
    taken: list[tuple[int, int]] = []
    if version.markup == "markdown":
        listings = _Inside([(block.start, block.end) for block in version.blocks if block.kind == "code"])
        for mark in links(text):
            taken.append((mark.start, mark.end))
            if not listings.holds(mark.start) and not _is_quoted_code(text, mark):
                yield _link(version, mark, outline)
    inside = _Inside(taken)
    for mention in outline.mentions:
        if not inside.holds(mention.start):
            yield from _mentioned(version, mention, outline)
    yield from _unnamed(version, text, outline, inside)
    yield from _titled(version, text, outline, inside)
    for one in own_parts(outline, markdown=version.markup == "markdown"):
        if not inside.holds(one.start):
            yield _row(version, (one.start, one.end), "part", one.place, one.name)
    yield from _termed(version, text)


def _is_quoted_code(text: str, mark: Mark) -> bool:
    """True for a link that stands between the backticks of its line: what is shown is no link."""
    start, end = text.rfind("\n", 0, mark.start) + 1, text.find("\n", mark.end)
    line = text[start : end if end >= 0 else len(text)]
    if "`" not in line:
        return False
    return any(start + code.start() < mark.start and mark.end < start + code.end() for code in _CODE_SPAN.finditer(line))


class _Inside:
    """Which offsets stand inside of links, or of listings."""

    def __init__(self, taken: list[tuple[int, int]]) -> None:
        self._taken = sorted(taken)

    def holds(self, offset: int) -> bool:
        at = bisect_right(self._taken, (offset, 1 << 62)) - 1
        return at >= 0 and offset < self._taken[at][1]


# -- what it defines -------------------------------------------------------------------------------------


def _defined(version: Version, text: str, outline: Outline, explained: Sequence[Mark]) -> Iterator[Reference]:
    opening = outline.opening()
    for name in dict.fromkeys(name_key(one) for one in (version.title, _first_line(outline)) if 0 < len(one) <= 150):
        if name:
            yield _definer(_row(version, (opening.start, opening.start), "title", opening, name))
    for mark in explained:
        place = Place(status="resolved", start=_line_start(text, mark.start), end=_paragraph_end(text, mark.end))
        yield _definer(_row(version, (mark.start, mark.end), "code", place, mark.value))
    for one in numbered_parts(version, outline):
        yield _definer(_row(version, (one.place.start, one.place.start), "book", one.place, f"{one.key} @ {one.title}"))


def _line_start(text: str, at: int) -> int:
    return at + len(text[at : at + 20]) - len(text[at : at + 20].lstrip())


def _paragraph_end(text: str, at: int) -> int:
    """The end of a row of a table, or of the paragraph (below a heading, of the next one)."""
    line_end = text.find("\n", at)
    line_end = len(text) if line_end < 0 else line_end
    line = text[text.rfind("\n", 0, at) + 1 : line_end]
    if line.lstrip().startswith("|"):
        return min(line_end, at + LONGEST)
    begin = line_end + 2 if line_end - at < 3 or line.lstrip().startswith("#") else at
    end = _PARAGRAPH.search(text, begin, begin + LONGEST)
    return end.start() if end is not None else min(begin + LONGEST, len(text.rstrip()))


# -- what it refers to -----------------------------------------------------------------------------------


def _mentioned(version: Version, mention: Mention, outline: Outline) -> Iterator[Reference]:
    owner = "own" if _is_own_law(mention.owner, outline) else mention.owner.owner
    lesser = mention.parts[0].kind in LESSER and (mention.within is None or mention.within.kind not in ATTACHED)
    if owner in ("law", "other") or (lesser and owner != "own"):
        return
    if owner == "named" and not _is_itself(version, mention.owner, outline):
        for part in mention.parts:
            key = f"{_part_key(part, mention.within)} @ {mention.owner.name}"
            yield _row(version, (mention.start, mention.end), "named", "open", key)
        return
    page = is_page(version, outline)
    for part in mention.parts:
        place, within = meant(outline, part, mention)
        if lesser and place.status != "resolved":
            continue
        if page and place.status == "unresolved" and may_be_beside(outline.text, mention, part):
            title = said_title(outline.text, mention)
            key = f"{part.name} @ {title}" if title else part.name
            yield _row(version, (mention.start, mention.end), "book", "open", key)
            continue
        yield _row(version, (mention.start, mention.end), "part", place, _part_key(part, within))


def _unnamed(version: Version, text: str, outline: Outline, inside: _Inside) -> Iterator[Reference]:
    """What is pointed at by a number alone or by where it stands, where it is there: else it may be no part that is meant."""
    for one in chain(bare_numbers(text), neighbours(text, lower=outline.lower)):
        place = numbered(outline, one) if isinstance(one, Bare) else beside(outline, one)
        if place.status == "resolved" and not inside.holds(one.start):
            yield _row(version, (one.start, one.end), "part", place, " ".join(text[one.start : one.end].split()))


def _part_key(part: Part, within: Part | None) -> str:
    return part.name if within is None else f"{part.name} of {within.name}"


def _is_itself(version: Version, owner: Owned, outline: Outline) -> bool:
    """True where a document is named that is this one."""
    name = _stems(owner.name)
    if len(name) == 1 and any(name[0] in own for own in (_stems(version.title), _stems(_first_line(outline)))):
        return True
    return any(own and (own == name or own[: len(name)] == name) for own in (_stems(version.title), _stems(_first_line(outline))) if name)


def _is_own_law(owner: Owned, outline: Outline) -> bool:
    """True for «п. 6 Устава» in a text that begins with its kind: «УСТАВ»."""
    if owner.owner != "law" or not owner.name:
        return False
    return _stems(_first_line(outline))[:1] == _stems(owner.name)


def _first_line(outline: Outline) -> str:
    """What a text calls itself at its beginning."""
    return outline.title or outline.text.lstrip()[:200].split("\n", 1)[0]


def _stems(name: str) -> tuple[str, ...]:
    return tuple(word[:5] for word in name_key(name).split())


def _link(version: Version, mark: Mark, outline: Outline) -> Reference:
    path, _, anchor = mark.value.partition("#")
    anchor = unquote(anchor)
    if not path:
        return _row(version, (mark.start, mark.end), "link", outline.anchored(anchor), f"#{anchor}")
    key = _path_of(version.path, unquote(path.partition("?")[0]))
    return _row(version, (mark.start, mark.end), "link", "open", f"{key}#{anchor}" if anchor else key)


def _path_of(own: str, path: str) -> str:
    """A link's path below the project's root; "" for one that leads out of it."""
    base = "" if path.startswith("/") else str(PurePosixPath(own).parent)
    key = normpath(join(base, path.lstrip("/")))
    return "" if key.startswith("..") else key


def _titled(version: Version, text: str, outline: Outline, inside: _Inside) -> Iterator[Reference]:
    """Headings that are named in quotation marks."""
    for match in _QUOTED.finditer(text):
        if not (_is_cued(text, match.start()) or _TITLE_AFTER.match(text, match.end())) or inside.holds(match.start()):
            continue
        place = outline.titled(match["title"])
        if place.status != "unresolved":
            yield _row(version, match.span(), "heading", place, match["title"])


def _is_cued(text: str, at: int) -> bool:
    """True where the words before an offset say that a heading is named there."""
    before = text[max(0, at - 40) : at].rstrip(" \xa0\n*_")[-1:]
    return (before.isalnum() or before == ".") and _TITLE_CUE.search(text, max(0, at - 40), at) is not None


def _coded(version: Version, used: Sequence[Mark], explained: Sequence[Mark]) -> Iterator[Reference]:
    ends = {mark.end for mark in explained}
    for mark in islice(_apart(mark for mark in used if mark.end not in ends), _MOST_CODES):
        yield _row(version, (mark.start, mark.end), "code", "open", mark.value)


def _apart(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Each value once within a stretch of text, and only where the text does not use it all the time."""
    kept: dict[str, list[Mark]] = defaultdict(list)
    times: Counter[str] = Counter()
    for mark in marks:
        times[mark.value] += 1
        held = kept[mark.value]
        if times[mark.value] <= _MOST_USES and (not held or mark.start - held[-1].start > _APART):
            held.append(mark)
    for value, held in kept.items():
        if times[value] <= _MOST_USES:
            yield from held


def _termed(version: Version, text: str) -> Iterator[Reference]:
    """Uses of terms that the text itself defines, in exactly one place."""
    defined: dict[str, list[Mark]] = defaultdict(list)
    for mark in islice(defined_terms(text), _MOST_TERMS):
        defined[mark.value].append(mark)
    places = {
        term: _definition(text, marks[0]) for term, marks in defined.items() if len(marks) == 1 and text.count(term) <= 2 * _MOST_USES
    }
    uses = (use for use in uses_of(places, text) if not places[use.value].start <= use.start < places[use.value].end)
    for use in _apart(uses):
        yield _row(version, (use.start, use.end), "term", places[use.value], use.value)


def _definition(text: str, mark: Mark) -> Place:
    """The paragraph that defines a term, from its line's start."""
    begin = max(text.rfind("\n", 0, mark.start) + 1, mark.start - LONGEST // 2)
    end = _PARAGRAPH.search(text, mark.end, begin + LONGEST)
    return Place(status="resolved", start=begin, end=end.start() if end is not None else min(begin + LONGEST, len(text)))


def _row(version: Version, at: tuple[int, int], kind: PointKind, place: Place | ReferenceStatus, key: str) -> Reference:
    """A row of the words at [start, end); with a place it is a reference to it, with a status alone its target is not known."""
    start, end = at
    if isinstance(place, str):
        return Reference(version=version.id, start=start, end=end, kind=kind, status=place, key=key[:_LONGEST_KEY])
    target = Span(version=version.id, start=place.start, end=place.end) if place.status == "resolved" else None
    return Reference(version=version.id, start=start, end=end, kind=kind, status=place.status, target=target, key=key[:_LONGEST_KEY])


def _definer(row: Reference) -> Reference:
    return replace(row, status="defines")
