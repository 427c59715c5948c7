"""Where an answer names its sources: `[2]`, `[Doc 1, Doc 2]`, `【4:0†plans.md】`, `passage 2`, or a source's own name with a page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from untuned.text.quotations import without_code
from untuned.text.regex import regex

_LABEL = r"(?:source|doc|document|passage|context|citation|cite|ref|reference|источник|документ)s?"
_ONE = rf"(?:{_LABEL}\s?:?\s?)?[\^#]?\d{{1,3}}"
_PLACE = r"(?:\s?,\s?(?:pp?\.|pages?|lines?|с\.|стр\.)\s?\d{1,5}(?:\s?[-–]\s?\d{1,5})?)"
"""Where in a source: `p. 3`."""
_NUMBERED = regex(
    rf"[\[【]\s?(?P<marked>{_ONE}(?:\s?[,;]\s?{_ONE})*){_PLACE}?\s?[\]】](?!\()"
    r"|【(?P<indexed>\d{1,3})(?::\d{1,3})?†[^】\n]{0,200}】"
    r"|\b(?:source|document|passage|context|excerpt|chunk|источник\w{0,3}|документ\w{0,3}|отрыв\w{1,5})"
    r"\s{0,2}[#№]?\s?(?P<spelled>\d{1,3})(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
_PLACED = regex(rf"{_PLACE}|:\d{{1,6}}(?!\w)", re.IGNORECASE)
_DIGITS = regex(r"\d+")
_FILE_LIKE = regex(r"[./\\_:#]")
_OPENING = regex(r"[(\[]\s?(?:(?:source|see|from|источник|см\.)\s?:?\s?)?\Z", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """[start, end) of an answer, and the sources it names there by their places in the order."""

    start: int
    end: int
    sources: tuple[int, ...]
    apart: bool
    """True for a mark beside the sentence, in brackets; False for words of the sentence."""
    content: bool = False
    """True for a name that may be part of what is said, such as a title; a number or a file's name is not."""


def mentions(answer: str, names: Sequence[str]) -> list[Mention]:
    """Where the answer names sources, in order; a mark in brackets that no source answers to has no `sources`.

    `names` are the sources' names in their order, "" for none. Numbers count from 1, or from 0 where the answer has a `[0]`. Nothing
    in code counts.
    """
    bare = without_code(answer)
    found = _outermost([*_numbers(bare, names), *_names(bare, names)])
    return sorted(found, key=lambda mention: (mention.start, -mention.end))


def unnamed(answer: str, found: Sequence[Mention]) -> str:
    """The answer, as long as it was, without what names its sources and is no content: no number of `source 2` is one of the claim.

    Marks in brackets give way to spaces, a name in a sentence to a pronoun, so that the sentence begins where it began.
    """
    characters = list(answer)
    for mention in found:
        if not mention.content:
            characters[mention.start : mention.end] = _in_place_of(mention, answer)
    return "".join(characters)


def _in_place_of(mention: Mention, answer: str) -> str:
    words = answer[mention.start : mention.end]
    if mention.apart:
        return " " * len(words)
    if _NUMBERED.fullmatch(words):
        return _DIGITS.sub(lambda digits: " " * len(digits[0]), words)
    before = answer[max(0, mention.start - 20) : mention.start].rstrip()
    return ("It" if not before or before[-1] in ".!?…:" else "it")[: len(words)].ljust(len(words))


def _outermost(found: Sequence[Mention]) -> list[Mention]:
    """Without the names that stand inside a mark."""
    marks = sorted((mention for mention in found if mention.apart), key=lambda mark: (mark.start, -mark.end))
    starts = [mark.start for mark in marks]
    furthest = list(accumulate((mark.end for mark in marks), max))
    places = {id(mark): at for at, mark in enumerate(marks)}
    before = (places.get(id(one), bisect_right(starts, one.start)) for one in found)
    return [one for one, at in zip(found, before, strict=True) if not at or furthest[at - 1] < one.end]


def _numbers(bare: str, names: Sequence[str]) -> Iterator[Mention]:
    matches = list(_NUMBERED.finditer(bare))
    numbers = [[int(digits) for digits in _DIGITS.findall(match["marked"] or match["spelled"] or "")] for match in matches]
    lowest = 0 if any(0 in each for each, match in zip(numbers, matches, strict=True) if match["marked"]) else 1
    for match, each in zip(matches, numbers, strict=True):
        if match["indexed"] is not None:
            yield Mention(start=match.start(), end=match.end(), sources=_of_index(match, names), apart=True)
            continue
        places = tuple(number - lowest for number in each if 0 <= number - lowest < len(names))
        marked = match["marked"] is not None
        if places or marked:
            yield Mention(start=match.start(), end=match.end(), sources=places, apart=marked or _is_apart(bare, match.start()))


def _of_index(match: re.Match[str], names: Sequence[str]) -> tuple[int, ...]:
    """The sources of OpenAI's `【4:0†plans.md】`: by the name, since its numbers count in a list of their own."""
    title = match[0].partition("†")[2].rstrip("】").strip().casefold()
    return tuple(at for at, name in enumerate(names) if name.casefold() == title) if title else ()


def _names(bare: str, names: Sequence[str]) -> Iterator[Mention]:
    for name in sorted({name for name in names if name and not name.isdecimal()}):
        places = tuple(at for at, other in enumerate(names) if other == name)
        content = _FILE_LIKE.search(name) is None
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", bare, re.IGNORECASE):
            placed = None if content else _PLACED.match(bare, match.end())
            end = match.end() if placed is None else placed.end()
            yield Mention(start=match.start(), end=end, sources=places, apart=_is_apart(bare, match.start()), content=content)


def _is_apart(bare: str, start: int) -> bool:
    return _OPENING.search(bare, max(0, start - 20), start) is not None
