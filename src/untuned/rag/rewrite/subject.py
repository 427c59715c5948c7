"""What an answered question was about where its own words do not say it: the first cell of its row, or the person in its quote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from untuned.rag.rewrite.leaning import content
from untuned.rag.rewrite.named import items, names_of, only_names, swapped
from untuned.text.regex import regex
from untuned.types.answers import Cells

_LONGEST = 60
_MOST_WORDS = 6
_ASKS_FOR_IT = regex(
    r"\s*(?:which|who|whom|whose|what\s+(?!(?:is|are|was|were|does|do|did|time|day|price|number|size|kind|color|colour)\b)\w+"
    r"|(?:у\s+|с\s+|к\s+)?(?:кто|кого|кому|кем|как(?:ой|ая|ое|ие|ую)|котор\w+))(?!\w)",
    re.IGNORECASE,
)
_ASKS_WHO = regex(r"\s*(?:whom?|(?:у\s+|с\s+|к\s+)?(?:кто|кого|кому|кем))(?!\w)", re.IGNORECASE)
_OF_PERSON = regex(r"(?<!\w)(?:he|him|his|she|hers?|он|она|его|е[её]|ему|ей|н[её]м|него|не[её]|ней|нему)(?!\w)", re.IGNORECASE)
_PERSON = regex(r"(?<![\w-])(?:[A-Z][a-z’'-]+|[А-ЯЁ][а-яё-]+)(?: (?:[A-Z][a-z’'-]+|[А-ЯЁ][а-яё-]+)){1,2}(?![\w-])")
_THE_ONE = regex(r"(?:the\s+)?ones?\s+|(?:т(?:от|а|о|е|ого|у))?,?\s*(?:что|котор\w+)\s+", re.IGNORECASE)


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

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of that row, but for what the row is about."""
        return tuple(name for name, cell in self.rows[0] if cell != self.subject) if len(self.rows) == 1 else ()


def asked_for(question: str, came: Came) -> str:
    """What the row is about where the question asks for that and does not name it: the course of `Which course is on Saturday?`."""
    subject = came.subject
    if not subject or _ASKS_FOR_IT.match(question) is None or set(content(subject)) & set(content(question)):
        return ""
    first = next(name for name, cell in came.rows[0] if cell == subject)
    if set(content(first)) & set(content(question)):
        return subject
    return "" if any(item.kind in ("name", "code", "rank", "version") for item in items(question)) else subject


def person_asked_for(question: str, came: Came) -> str:
    """The one person named in the answer to `Who do I call?`; "" for several, or where the question names somebody."""
    if _ASKS_WHO.match(question) is None or any(item.kind == "name" for item in items(question)):
        return ""
    named = {match[0] for match in _PERSON.finditer(came.text)}
    return named.pop() if len(named) == 1 else ""


def of_person(question: str) -> bool:
    """True for a question with `he` or `her`."""
    return _OF_PERSON.search(question) is not None


def names_column(fragment: str, columns: Iterable[str]) -> bool:
    """True for `the deposit` where a column is called so: it asks for something else of the same row."""
    own = set(content(fragment))
    return bool(own) and any(own == set(content(name)) for name in columns)


def of_the_one(fragment: str, past: Sequence[str]) -> str:
    """For `the one on Sunday`: the latest question that has something of its kind, about that one; "" where none has."""
    one = _THE_ONE.match(fragment)
    if one is None or not only_names(fragment[one.end() :]):
        return ""
    rest = fragment[one.end() :]
    found = (swapped(question, rest, names_of(rest)) for question in reversed(past))
    return next((f"{question}?" for question, whole in ((text.rstrip(" ?!."), done) for text, done in found) if whole), "")
