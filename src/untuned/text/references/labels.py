"""Where the numbered parts of a text begin: `4.2 Fees`, `ARTICLE IV`, `(b)`, `Приложение № 1`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from untuned.text.references.nouns import NOUN, NUMBER, ReferenceKind, is_roman, kind_of, normal, path_of, split
from untuned.text.regex import regex

# A number alone on its line is a page's, a number before a number is a table of contents'.
_GOES_ON = r"(?:of|and|or|to|through|above|below|here\w*|there\w*|shall|will|is|are|и|или|настоящ\w+|договор\w*|выше|ниже)\b"
_MARKS = r"[*_~`\"“«]{0,2}"
_OWN_WORDS = (
    rf"(?=[.)]?[ \t\xa0]*(?:[-–—:|*_~`\"“«(\[]{{1,3}}[ \t]*)?(?:\((?:1|a|а)\)[ \t]{{1,4}})?(?-i:[A-ZА-ЯЁ])|[.)][ \t\xa0]+{_MARKS}[^\W\d_]"
    rf"|(?<=\.\d)[ \t\xa0]+{_MARKS}(?!{_GOES_ON})[^\W\d_])"
)
NAMED = r"(?!\(\w{1,4}\))(?=[.)]?[ \t\xa0]*(?:$|[-–—](?![ ]?\d)|[:|*_~`\"“«(\[]|(?-i:[A-ZА-ЯЁ]))|\.[ \t\xa0])"
"""What follows a number with a name where a part begins, rather than is referred to."""
_RUN = r"(?<![ \t\xa0]{2})[ \t\xa0]+"
"""Behind a blank: it is the first of several."""
# Each opening begins with a sign of its own: so a text is searched for these signs, and not tried at every letter.
_LABEL = regex(
    rf"(?im)(?:\n[ \t#>*_|•\-–(]*| (?:{_RUN}|(?<=[.;:!?] ))|\xa0(?:{_RUN}|(?<=[.;:!?]\xa0))|\t{_RUN})"
    rf"(?:(?P<noun>{NOUN})[ \xa0]*(?P<named>{NUMBER})(?!\w|\.\d){NAMED}|(?P<bare>{NUMBER})(?!\w|\.\d){_OWN_WORDS})"
)
_ITEM = regex(r"(?<![\w.])\(?([a-zа-я0-9]{1,4})\)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """The number that a part of a text begins with, with its name if it has one."""

    kind: ReferenceKind | None
    number: tuple[str, ...]
    items: tuple[str, ...]
    start: int
    end: int
    noun: str = ""
    """As it is shown; "" for a number alone."""
    roman: bool = False
    """True where the number is written in Roman numerals."""
    closed: bool = False
    """True for a list's `2)`."""

    def counts_as(self, kind: ReferenceKind) -> bool:
        """True where a part of that kind may begin."""
        return self.kind == kind or (self.kind is None and kind == "clause")

    def begins(self, number: Sequence[str]) -> bool:
        """True for the part of this number and for the parts of it."""
        return self.number[: len(number)] == tuple(number)


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A lettered or numbered item in brackets; `step` is "(b)"."""

    step: str
    start: int
    end: int


@lru_cache(maxsize=64)
def labels(text: str) -> tuple[Label, ...]:
    """Where the parts of a text begin: what starts a line or follows a sentence, with words of its own behind it."""
    return tuple(each_label(text))


def each_label(text: str) -> Iterator[Label]:
    """As `labels`, one by one and not kept."""
    for match in _LABEL.finditer(f"\n{text}"):
        said = match["named"] or match["bare"]
        number, items = split(path_of(said))
        kind, noun = kind_of(match["noun"]) if match["noun"] else (None, "")
        start = match.start() - (match[0][0] != "\n")
        end = match.end() - 1
        closed = not noun and text[end : end + 1] == ")"
        yield Label(kind=kind, number=number, items=items, start=start, end=end, noun=noun, roman=is_roman(said), closed=closed)


def items(text: str, start: int = 0, end: int | None = None) -> Iterator[Item]:
    """The items in brackets of [start, end) of a text, in order."""
    for match in _ITEM.finditer(text, start, len(text) if end is None else end):
        yield Item(step=f"({normal(match[1])})", start=match.start(), end=match.end())


def holds(text: str, wanted: Sequence[str]) -> bool:
    """True when these items stand in the text, one after the other."""
    start = 0
    for step in wanted:
        item = next((one for one in items(text, start) if one.step == step), None)
        if item is None:
            return False
        start = item.end
    return True
