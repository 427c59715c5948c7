"""A book whose chapters or sections stand each on a page of its own: which numbered parts a page has, and where another page's are."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from untuned.ingest.references.outline import Outline
from untuned.ingest.references.runs import Heading, Placed
from untuned.text.headings import plain
from untuned.text.references.labels import NAMED, Label, each_label
from untuned.text.references.mentions import Mention, Part
from untuned.text.references.nouns import ATTACHED, LESSER, NUMBER, SMALL, kind_of, path_of, split
from untuned.text.regex import regex
from untuned.types.documents import Span, Version
from untuned.types.references import Place

PAGES = ("html", "markdown")
"""Formats in which a book is kept as one file for each chapter or section."""
_FEWEST = 2
"""Chapters that a folder has pages of, before these are taken for one book."""
_MOST = 1_000
"""Numbered parts that are kept of one page."""
_LONGEST_TITLE = 120
_CAPTION_LENGTH = 300
"""Characters between a caption's number and its table."""
_ARTICLES = ("Article", "статья", *SMALL)
"""What is found by its name alone: a bare number is a section's."""
_CHAPTER_AND_NUMBER = 2
"""Steps of the number of a table that is counted through the book."""
_BEFORE = 30
_CHANGED = regex(
    r"(?:\b(?:(?i:updated?|new|added|old|former|removed|renamed|renumbered|becoming|became)|[A-Z]{2,6},?)"
    r"|(?i:нов|стар|прежн|добавлен|обновл[её]н|удал[её]н)\w{1,4})[ \xa0\n](?:the[ ])?\Z"
)
_STEPS = regex(r"(?P<number>(?:\d{1,2}|[A-Z])(?:\.\d{1,3}){1,5})(?=[.)]?[ \xa0]+\S)")
_CAPTION = regex(rf"(?im)^[ \t#>*_|]{{0,8}}(?P<noun>table|таблица|табл\.)[ \xa0]{{1,3}}(?P<number>{NUMBER})(?!\w|\.\d){NAMED}")
_CAPTIONS = ("able", "ABLE", "абл", "АБЛ")
_SAID = regex(r"[.,:]?[ \xa0\n]{0,3}(?:[-–—(][ \xa0\n]{0,2})?[“\"«](?P<title>[^”\"»]{2,200})[”\"»]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbered:
    """A numbered part of a page; `key` is its number, behind its name where the heading has one."""

    key: str
    title: str
    place: Place


def is_page(version: Version, outline: Outline) -> bool:
    """False for a text that is no page of a book: it has sections 1, 2 and 3 itself, so that the rest of it stands nowhere else."""
    return version.format in PAGES and len(_chapters(outline)) <= 1


def numbered_parts(version: Version, outline: Outline) -> Iterator[Numbered]:
    """What a page of a book has that its other pages may refer to: headings with a number, and captions of tables."""
    if version.format not in PAGES:
        return
    chapters = _chapters(outline)
    if len(chapters) != 1:
        return
    for heading, label in _labelled(outline)[:_MOST]:
        title = plain(heading.title[label.end :])
        yield Numbered(key=_key(label.noun, label.number), title=title, place=outline.section(heading.start))
    yield from _captions(version, outline, next(iter(chapters)))


def _chapters(outline: Outline) -> set[str]:
    """The first steps of the numbers of a page's headings."""
    return {label.number[0] for _, label in _labelled(outline)}


def _labelled(outline: Outline) -> list[tuple[Heading, Label]]:
    """The headings that begin with a number of a section, a chapter or an appendix."""
    found: list[tuple[Heading, Label]] = []
    for heading in outline.headings:
        label = _label_of(heading.title)
        if label is None or label.start > 0 or label.items or label.kind in (*LESSER, "table"):
            continue
        behind = heading.title[label.end : label.end + 1]
        if label.noun or len(label.number) > 1 or behind in (".", ")"):
            found.append((heading, label))
    return found


def _label_of(title: str) -> Label | None:
    """The number that a heading begins with, whatever follows: `5.18. {pre,post}{inst,rm}`."""
    steps = _STEPS.match(title)
    if steps is not None:
        return Label(kind=None, number=path_of(steps["number"]), items=(), start=0, end=steps.end())
    return next(each_label(title[:_LONGEST_TITLE]), None)


def _captions(version: Version, outline: Outline, chapter: str) -> Iterator[Numbered]:
    """The tables that are numbered by their chapter: a table 2 is one of each page's own."""
    if not any(sign in outline.text for sign in _CAPTIONS):
        return
    rows = [block.start for block in version.blocks if block.kind in ("header", "row")]
    for match in _CAPTION.finditer(outline.text):
        path = path_of(match["number"])
        if len(path) < _CHAPTER_AND_NUMBER or path[0] != chapter or not _has_rows(rows, match.end()):
            continue
        kind, noun = kind_of(match["noun"])
        start = match.start("noun")
        label = Placed(kind=kind, noun=noun, number=path, items=(), start=start, end=match.end(), level=0, line_start=True)
        title = plain(outline.text[match.end() : match.end() + _LONGEST_TITLE].split("\n", 1)[0])
        yield Numbered(key=_key(noun, path), title=title, place=outline.whole(label))


def _has_rows(rows: Sequence[int], end: int) -> bool:
    """True where a table follows, rather than the next line of a list of tables."""
    at = bisect_left(rows, end)
    return at < len(rows) and rows[at] - end <= _CAPTION_LENGTH


def _key(noun: str, number: Sequence[str]) -> str:
    return f"{noun} {'.'.join(number)}".strip()


# -- what a page refers to -------------------------------------------------------------------------------


def may_be_beside(text: str, mention: Mention, part: Part) -> bool:
    """True for a part that may stand on another page of the own book: a section, a chapter, an appendix or a table as a whole.

    What was changed or is new is told by the numbers of that day; `FHS, section 4.9` is another book's.
    """
    whole = (mention.within is None or mention.listed) and not mention.here and not split(part.path)[1]
    if not whole or mention.owner.owner != "own" or part.kind not in ("clause", "chapter", "table", *ATTACHED):
        return False
    if part.kind == "table" and len(part.path) < _CHAPTER_AND_NUMBER:
        return False
    return _CHANGED.search(text, max(0, mention.start - _BEFORE), mention.start) is None


def said_title(text: str, mention: Mention) -> str:
    """The title that is told right behind a mention: `Section 2.2, “Choose your program”`; "" where there is none, or several parts."""
    said = _SAID.match(text, mention.end) if len(mention.parts) == 1 else None
    return "" if said is None else plain(said["title"])


class Book:
    """The numbered parts of the pages of one folder."""

    def __init__(self, parts: Iterable[tuple[str, str, Span]]) -> None:
        self._parts: dict[str, list[tuple[str, Span]]] = defaultdict(list)
        chapters: set[str] = set()
        for key, title, target in parts:
            self._parts[key].append((title, target))
            chapters.add(key.rpartition(" ")[2].split(".", 1)[0])
        self._whole = len(chapters) >= _FEWEST

    def part(self, part: Part, *, title: str, own: int) -> Span | None:
        """Where the only part of this number, and of the title that is told, stands; None where there is none, or several.

        A page that has the number itself refers to its own.
        """
        if not self._whole:
            return None
        for key in _wanted(part):
            held = self._parts.get(key, ())
            if any(target.version == own for _, target in held):
                return None
            fitting = [target for called, target in held if _is_called(called, title)]
            if held:
                return fitting[0] if len(fitting) == 1 else None
        return None


NO_BOOK = Book(())
"""Of a page that stands alone."""


def _wanted(part: Part) -> Iterator[str]:
    """The keys that a part is found by: with its name, then by its number alone, as most headings have it."""
    yield _key(part.noun, part.path)
    letter = part.path[0].isalpha()
    if (part.kind == "clause" and part.noun not in _ARTICLES) or (
        part.kind in ("chapter", *ATTACHED) and letter is (part.kind in ATTACHED)
    ):
        yield _key("", part.path)


def _is_called(title: str, said: str) -> bool:
    """True where a title is the one that is told, as far as either goes."""
    return title.startswith(said) or (bool(title) and said.startswith(title))
