"""What an answered question was about where its own words do not say it: the first cell of its row, or the person in its quote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from untuned.rag.rewrite.leaning import content
from untuned.rag.rewrite.named import items
from untuned.text.regex import regex
from untuned.types.answers import Cells

Gender = Literal["", "he", "she"]

_LONGEST = 60
_MOST_WORDS = 6
_OPENING_WORDS = 4
_PRICES = frozenset(content("price"))
_WHICH = regex(r"\s*(?:which|what)\s+(?!(?:ones?|is|are|was|were|does|do|did|of)\b)\w+", re.IGNORECASE)
_WHICH_ONE = regex(r"\s*(?:which|what)\s+ones?\b", re.IGNORECASE)
_NO_THING = regex(r"[\d@]")
_ASKS_FOR_IT = regex(
    r"\s*(?:which|who|whom|whose|what\s+(?!(?:is|are|was|were|does|do|did|time|day|price|number|size|kind|color|colour)\b)\w+"
    r"|(?:у\s+|с\s+|к\s+)?(?:кто|кого|кому|кем|как(?:ой|ая|ое|ие|ую)|котор\w+))(?!\w)",
    re.IGNORECASE,
)
_ASKS_WHO = regex(r"\s*(?:whom?|(?:у\s+|с\s+|к\s+)?(?:кто|кого|кому|кем))(?!\w)", re.IGNORECASE)
_HE = regex(r"(?<!\w)(?:he|him|his|он|его|ему|н[её]м|него|нему)(?!\w)", re.IGNORECASE)
_SHE = regex(r"(?<!\w)(?:she|hers?|она|е[её]|ей|не[её]|ней)(?!\w)", re.IGNORECASE)
_PERSON = regex(r"(?<![\w-])(?:[A-Z][a-z’'-]+|[А-ЯЁ][а-яё-]+)(?: (?:[A-Z][a-z’'-]+|[А-ЯЁ][а-яё-]+)){1,2}(?![\w-])")
THE_ONE = regex(r"(?:the\s+)?ones?\s+|(?:т(?:от|а|о|е|ого|у))?,?\s*(?:что|котор\w+)\s+", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Came:
    """What came of an earlier question."""

    answered: bool = True
    text: str = ""
    """Its verified answer."""
    rows: tuple[Cells, ...] = ()
    """The rows of tables that it quoted, by their columns."""

    @property
    def subject(self) -> str:
        """What the one row that it quoted is about: its first cell with a letter; "" for several rows, or none."""
        cells = [cell for _, cell in self.rows[0] if any(map(str.isalpha, cell))] if len(self.rows) == 1 else []
        return cells[0] if cells and len(cells[0]) <= _LONGEST and len(cells[0].split()) <= _MOST_WORDS else ""

    def about(self, question: str) -> Came:
        """The same with the one row alone whose subject the question names, where that tells several apart."""
        own = set(content(question))
        subjects = {row: set(content(replace(self, rows=(row,)).subject)) for row in self.rows}
        named = tuple(row for row, words in subjects.items() if words and words <= own)
        return replace(self, rows=named) if len(named) == 1 else self

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of that row, but for what the row is about."""
        return tuple(name for name, cell in self.rows[0] if cell != self.subject) if len(self.rows) == 1 else ()


def asked_for(question: str, came: Came) -> str:
    """What the row is about where the question asks for that and does not name it: the course of `Which course is on Saturday?`."""
    if _ASKS_FOR_IT.match(question) is None or len(came.rows) != 1:
        return ""
    subject, by_column = came.subject, _by_column(question, came.rows[0])
    if by_column or not subject or set(content(subject)) & set(content(question)):
        return by_column
    first = next(name for name, cell in came.rows[0] if cell == subject)
    if set(content(first)) & set(content(question)):
        return subject
    return "" if any(item.kind in ("name", "code", "rank", "version") for item in items(question)) else subject


def _by_column(question: str, row: Cells) -> str:
    """What stands in the column that is named behind `which`; "" for a day, a number or an address, and what the question names itself."""
    named, own = set(content(" ".join(question.split()[:_OPENING_WORDS]))), set(content(question))
    cells = [cell for name, cell in row if content(name) and named.issuperset(content(name)) and _NO_THING.search(cell) is None]
    telling = [cell for cell in cells if len(cell) <= _LONGEST and content(cell) and own.isdisjoint(content(cell))]
    return telling[0] if len(telling) == 1 and not items(telling[0]) else ""


def person_told(question: str, came: Came) -> str:
    """Whom the answer is about: the one person whom it names to `Who do I call?`, or in whose row it stands; "" for nobody."""
    if _ASKS_WHO.match(question) is not None and not any(item.kind == "name" for item in items(question)):
        named = {match[0] for match in _PERSON.finditer(came.text)}
        return named.pop() if len(named) == 1 else ""
    asked_of = of_person(question) or set(content(came.subject)) <= set(content(question))
    return came.subject if asked_of and _PERSON.fullmatch(came.subject) is not None else ""


def persons(question: str) -> frozenset[str]:
    """The pronouns of a question that stand for a person, and in Russian for a thing as well: `his`, `her`, «у неё»."""
    return frozenset(match[0] for pattern in (_HE, _SHE) for match in pattern.finditer(question))


def may_name_a_person(question: str) -> bool:
    """True for a question that asks who, or has a name."""
    return _ASKS_WHO.match(question) is not None or any(item.kind == "name" for item in items(question))


def of_person(question: str) -> bool:
    """True for a question with `he` or `her`."""
    return bool(persons(question))


def gender(question: str) -> Gender:
    """What the pronouns of a question say of a person; "" where there are none, or of both."""
    he, she = (pattern.search(question) is not None for pattern in (_HE, _SHE))
    return "" if he == she else "he" if he else "she"


def names_column(fragment: str, columns: Iterable[str]) -> bool:
    """True for `the deposit` where a column is called so: it asks for something else of the same row."""
    own = set(content(fragment))
    return bool(own) and any(own in (set(content(name)), {*content(name), *_PRICES}) for name in columns if content(name))


def another_of_its_kind(question: str, past: Sequence[str]) -> str:
    """`Which course costs 85 EUR?` for `Which one costs 85 EUR?` after a question that asks which course; "" after none."""
    one, kinds = _WHICH_ONE.match(question), (_WHICH.match(earlier) for earlier in reversed(past))
    kind = next((found[0] for found in kinds if found is not None), "")
    return f"{kind}{question[one.end() :]}" if one is not None and kind and one.end() < len(question.rstrip(" ?")) else ""
