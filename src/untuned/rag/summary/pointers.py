"""Pointers of a sentence to other places of its document: numbered sections and clauses, headings by name, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from untuned.rag.summary.outline import Outline, Sentence
from untuned.text.headings import heading_text
from untuned.text.regex import regex
from untuned.types.documents import Version

_NUMBER = r"(?P<number>\d{1,3}(?:\.\d{1,3}){0,4}|[IVX]{1,6})"
_KIND = (
    r"(?:sections?|articles?|clauses?|paragraphs?|chapters?|sub-?sections?|sub-?clauses?"
    r"|раздел\w*|стать\w*|пункт\w*|подпункт\w*|глав\w*|част\w*)"
)
_OTHER_LAW = r"(?!\s+of\s+(?:the|that|this)\s+(?:\w+\s+){1,4}(?:act|code|law|regulation)\b)"
_PART = r"(?:\s?\((?P<part>[a-zа-я]{1,3}|\d{1,2})\))?"
_NUMBERED = regex(rf"(?:\b{_KIND}|§§?|\b(?:п|пп|ст|гл|разд)\.)\s*{_NUMBER}(?![\w-]|\.\d){_PART}{_OTHER_LAW}", re.IGNORECASE)
_TITLED = regex(
    r"\b(?:see|described in|defined in|listed in|set out in|section|см\.|смотрите|в разделе|раздел|описано в)\s+"
    r"[\"“«](?P<title>[^\"“”«»\n]{3,80})[\"”»]",
    re.IGNORECASE,
)
_LINK = regex(r"\[(?P<words>[^\[\]\n]{1,120})\]\(#(?P<anchor>[^()\s]{1,120})\)")
_DEFINING = regex(
    r"(?:defined|described|set (?:forth|out)|specified|listed|определ\w+|указан\w+|описан\w+|предусмотрен\w+|перечислен\w+)"
    r"\W+(?:in|by|under|в|во)?\W*(?:the\W+)?\Z",
    re.IGNORECASE,
)
_LABEL = regex(rf"\W{{0,4}}(?:{_KIND}|§)?\s*{_NUMBER}(?=[.):\s–—-])", re.IGNORECASE)
_PARTED = regex(r"\W{0,6}(?P<part>[a-zа-я]{1,3}|\d{1,2})\)\s", re.IGNORECASE)
_SLUG = regex(r"[^\w\s-]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A heading, a clause or a sentence that may be pointed to: [start, end) of the version's text."""

    start: int
    end: int
    heading: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Pointer:
    """A pointer: [start, end) of the version's text, and where it leads."""

    start: int
    end: int
    defining: bool
    """The sentence says that something is defined or set out there."""
    target: Place | None
    """What it names; None where the document has no such place."""


class Places:
    """The headings and numbered clauses of a document, by number, title and anchor."""

    def __init__(self, document: Outline, version: Version, text: str) -> None:
        self._text = text
        self._numbers: dict[str, Place] = {}
        self._titles: dict[str, Place] = {}
        self._anchors: dict[str, Place] = {}
        self._sentences = list(document.sentences)
        headings = [Place(start=block.start, end=block.end, heading=True) for block in version.blocks if block.kind == "heading"]
        marked = {place.start for place in headings}
        titles = [
            Place(start=section.start, end=section.sentences[0].start, heading=True)
            for section in document.sections
            if section.headings and section.start not in marked and section.start < section.sentences[0].start
        ]
        sentences = [Place(start=sentence.start, end=sentence.end) for sentence in self._sentences]
        last = ""
        for place in sorted([*headings, *titles, *sentences], key=lambda place: place.start):
            last = self._add(place, last)

    def pointers(self, start: int, end: int) -> list[Pointer]:
        """What [start, end) points to, in order; a clause's own number is none."""
        found = sorted(self._found(start, end), key=lambda pointer: pointer.start)
        return [pointer for pointer in found if pointer.target is None or not pointer.target.start <= start < pointer.target.end]

    def says(self, place: Place) -> Sentence | None:
        """The first sentence at a place, below it where it is a heading."""
        after = place.end if place.heading else place.start
        return next((sentence for sentence in self._sentences if sentence.start >= after), None)

    def _add(self, place: Place, last: str) -> str:
        """Remembers what a place may be called; the number that parts such as (b) are counted under."""
        source = self._text[place.start : place.end]
        words = heading_text(source) if place.heading else source
        label, part = _LABEL.match(words), _PARTED.match(words)
        if label is not None:
            last = label["number"].upper()
            self._numbers.setdefault(last, place)
        elif part is not None:
            self._numbers.setdefault(f"{last}({part['part'].upper()})", place)
        if place.heading:
            bare = words[label.end() :].strip(" .):–—-") if label is not None else words
            for title in {_plain(words), _plain(bare)} - {""}:
                self._titles.setdefault(title, place)
            self._anchors.setdefault(_slug(words), place)
        return last

    def _found(self, start: int, end: int) -> Iterator[Pointer]:
        for match in _NUMBERED.finditer(self._text, start, end):
            number = match["number"].upper()
            inner = self._numbers.get(f"{number}({match['part'].upper()})") if match["part"] else None
            yield self._pointer(match, start, inner or self._numbers.get(number))
        for match in _TITLED.finditer(self._text, start, end):
            yield self._pointer(match, start, self._titles.get(_plain(match["title"])))
        for match in _LINK.finditer(self._text, start, end):
            yield self._pointer(match, start, self._anchors.get(match["anchor"].lower()))

    def _pointer(self, match: re.Match[str], start: int, target: Place | None) -> Pointer:
        defining = _DEFINING.search(self._text, max(start, match.start() - 60), match.start()) is not None
        return Pointer(start=match.start(), end=match.end(), defining=defining, target=target)


def _plain(words: str) -> str:
    return " ".join(words.lower().split())


def _slug(words: str) -> str:
    return "-".join(_SLUG.sub("", words.lower()).split())
