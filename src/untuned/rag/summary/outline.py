"""A document as sections of sentences, with the words of each."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from untuned.text.headings import heading_text
from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.text.words import terms
from untuned.types.documents import Block, Version

_PROSE = frozenset({"paragraph", "item", "quote"})
_LONGEST_LABEL = 80
_FEWEST_LETTERS = 3
_TITLE, _RUSSIAN_TITLE = 7, 4
"""Words of a title."""
_CLAUSE = regex(
    r"(?:(?i:article|section|clause|chapter|статья|раздел|глава)\s+(?:\d{1,2}|[IVX]{1,5})\b|(?P<number>\d{1,2}(?:\.\d{1,2})?))[.):]?"
    r"(?:\s+(?P<title>[^.;:]{2,70}))?(?=[.:]|$)"
)
_LETTER = regex(r"[^\W\d_]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence, list item or table row: [start, end) of the version's text."""

    start: int
    end: int
    section: int
    """Ordinal of its section."""
    place: int
    """Ordinal in its section."""
    terms: frozenset[str]
    count: int
    """Words, stop words left out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """What stands under one heading, up to the next one of any level."""

    headings: tuple[str, ...]
    start: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """A document's sections that have sentences, in order, and how much each of its words says."""

    sections: tuple[Section, ...]
    idf: Mapping[str, float]
    """Inverse document frequency of a word over the sentences."""

    @property
    def sentences(self) -> Iterator[Sentence]:
        """Every sentence, in order."""
        return (sentence for section in self.sections for sentence in section.sentences)

    def weight(self, words: frozenset[str]) -> float:
        """What words say together."""
        return sum(self.idf.get(word, 0.0) for word in words)


def outline(version: Version, text: str) -> Outline:
    """The version's sections and sentences; code, comments and front matter are none.

    A text without headings is divided at short lines and numbered clauses, as contracts have them.
    """
    blocks = version.blocks or (Block(kind="paragraph", start=0, end=len(text)),)
    marked = any(block.kind == "heading" for block in blocks)
    gathered = [opened for opened in _gathered(blocks, text, marked=marked) if opened.spans]
    sections = tuple(_section(nth, opened, text) for nth, opened in enumerate(gathered))
    frequency = Counter[str]()
    for section in sections:
        for sentence in section.sentences:
            frequency.update(sentence.terms)
    total = sum(len(section.sentences) for section in sections)
    idf = {word: math.log(1 + (total - count + 0.5) / (count + 0.5)) for word, count in frequency.items()}
    return Outline(sections=sections, idf=idf)


_Span = tuple[int, int, str]
"""(start, end, language) of a sentence."""


@dataclass(slots=True)
class _Open:
    """A section while it is gathered."""

    headings: tuple[str, ...]
    start: int
    spans: list[_Span]


def _gathered(blocks: Sequence[Block], text: str, *, marked: bool) -> list[_Open]:
    """The sections with their sentences, in order."""
    path: list[tuple[int, str]] = []
    found = [_Open((), 0, [])]
    for block in blocks:
        if block.kind == "heading":
            path = _under(path, max(block.level, 1), heading_text(text[block.start : block.end])[:_LONGEST_LABEL])
            found.append(_Open(tuple(words for _, words in path), block.start, []))
            continue
        for start, end in _spans(block, text):
            level, label = (0, "") if marked else _label(text[start:end])
            if label:
                path = _under(path, level, label)
                found.append(_Open(tuple(words for _, words in path), start, []))
            if label != " ".join(text[start:end].rstrip(" .:").split()):
                found[-1].spans.append((start, end, block.language))
    return found


def _under(path: Sequence[tuple[int, str]], level: int, label: str) -> list[tuple[int, str]]:
    return [*((depth, above) for depth, above in path if depth < level), (level, label)]


def _label(sentence: str) -> tuple[int, str]:
    """Level and words of a section that this sentence of a text without headings is the title of; (0, "") for any other."""
    words = " ".join(sentence.split())
    numbered = _CLAUSE.match(words)
    if numbered is not None and (numbered["number"] is None or _is_title(numbered["title"] or "")):
        return (2 if "." in (numbered["number"] or "") else 1), numbered[0].rstrip(" .:")
    titled = len(words) <= _LONGEST_LABEL and words.isupper() and words[-1] not in ",;" and len(_LETTER.findall(words)) > _FEWEST_LETTERS
    return (1, words.rstrip(" .:")) if titled else (0, "")


def _is_title(words: str) -> bool:
    """True for a few words with capitals, as `Term and Termination`; Russian titles have only the first."""
    each = words.split()
    if not each or not each[0][0].isupper():
        return False
    if "а" <= each[0][-1] <= "я":
        return len(each) <= _RUSSIAN_TITLE
    return len(each) <= _TITLE and all(word[0].isupper() or len(word) < 4 for word in each)


def _spans(block: Block, text: str) -> list[tuple[int, int]]:
    if block.kind in _PROSE:
        return [span for span in sentences(text, block.start, block.end) if _LETTER.search(text, *span) is not None]
    return [(block.start, block.end)] if block.kind == "row" else []


def _section(nth: int, opened: _Open, text: str) -> Section:
    found: list[Sentence] = []
    for place, (begin, end, language) in enumerate(opened.spans):
        words = terms(text[begin:end], language=language)
        found.append(Sentence(start=begin, end=end, section=nth, place=place, terms=frozenset(words), count=len(words)))
    return Section(headings=opened.headings, start=opened.start, sentences=tuple(found))
