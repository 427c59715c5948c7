"""Filters that a question asks for: a product, a code, a version, a day, a language, each with the words that say so.

They are made of values that the index holds and the principal may read, and they go into the search. Where they leave too little they
are taken back one by one, the least certain first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Protocol

from untuned.index.attributes import STATED, matched, value_of
from untuned.index.conditions import fields_of, spoken
from untuned.index.naming import MOST, Named, names_among
from untuned.rag.asked_for import LATEST, aside, languages_asked, periods_asked, releases_asked
from untuned.text.patterns import bounded
from untuned.text.regex import regex
from untuned.text.releases import newest_in
from untuned.text.values import folded, words_at
from untuned.text.words import terms
from untuned.types.answers import SEARCHED_ONLY, Hit
from untuned.types.filters import Filter
from untuned.types.principal import Principal
from untuned.types.settings import MetadataField

LONGEST = 600
"""Characters of a question in which filters are looked for: a whole text that is pasted in would name too much."""
_WEAK = 0.5
"""What the best hit within filters scores at least of the best hit without: less says that they point elsewhere."""
_ELSEWHERE = 2
"""How many times more entries hold a name in small letters than have its value, where it is a common word too: "the standard fee"."""
_TOLD = 3
"""Values of a filter that a note tells; the rest are counted."""
_A_WORD = 0.001
"""The share of entries that hold what may be a misspelt name: a greater one makes it a word of its own."""
_OWN = 0.25
"""The share of entries that speak of a name from which it is what the documents are about."""
_TOO_SHORT = 3
"""Letters of a name that a question is narrowed by, at least, unless it is written in capitals or has a digit."""
_SURE_NAME, _SURE_SLIP, _SURE_CODE, _SURE_RELEASE, _SURE_LANGUAGE = 0.9, 0.6, 0.95, 0.8, 0.85

_OF_A_CODE = regex(r"[-_/]\d")
"""Right behind a name, it makes a code of it: `CH-102` says nothing of the product CH."""
_JOINED = regex(r"(?<=[^\W\d_]{2}) (?=\d)")


class Values(Protocol):
    """An index, as far as its values go."""

    def values(self, field: str, *, principal: Principal, limit: int) -> Mapping[str, int]:
        """The texts of a field that the principal may read, each with how many entries have it."""
        ...

    def share(self, term: str) -> float:
        """The share of entries, in [0, 1], that hold an analysed word."""
        ...

    def counts(self, terms: Collection[str]) -> Mapping[str, int]:
        """Of these analysed words those that entries have, each with how many do."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Inferred:
    """A filter, the question's words that made it, and how certain that is, in [0, 1]."""

    condition: Filter
    words: str
    sure: float
    met: str = ""
    """Of the words, those that need not stand in a text which passes: its metadata say so. A code has to."""
    tested: bool = True
    """Taken back where its best hit is much weaker than those beyond it; a language never is, because other words are used in it."""

    @property
    def sentence(self) -> str:
        """For people: `product=gateway pro (“GP”)`."""
        return f"{spoken(self.condition)} (“{' '.join(self.words.split())}”)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Narrowing:
    """What a search was narrowed by."""

    given: tuple[Filter, ...] = ()
    """What the asker typed: never taken back."""
    unread: tuple[Filter, ...] = ()
    """Of these, those whose values the principal may read nowhere: they are not told, for a table may have put another name for them."""
    absent: tuple[str, ...] = ()
    """Sentences on what they ask for and no document has."""
    inferred: tuple[Inferred, ...] = ()
    relaxed: tuple[Inferred, ...] = ()
    """Taken back, the first one first: within them too little was found."""
    latest: str = ""
    """The words that ask for the newest; "" for none."""

    @property
    def filters(self) -> tuple[Filter, ...]:
        """What the search goes by."""
        return (*self.given, *(one.condition for one in self.inferred))

    def rest(self, question: str) -> str:
        """The question without what the filters have met: what is left to look for within them; all of it where nothing would be."""
        left = question
        for words in (*(one.met for one in self.inferred), self.latest):
            left = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", " ", left) if words else left
        return left if any(char.isalnum() for char in left) else question

    @property
    def told(self) -> tuple[tuple[str, str, str], ...]:
        """(`given`, `inferred`, `relaxed` or `latest`; the filter as it is typed; the question's words)."""
        return (
            *(("given", f"{one.field}=…" if one in self.unread else spoken(one), "") for one in self.given),
            *(("inferred", spoken(one.condition), one.words) for one in self.inferred),
            *(("relaxed", spoken(one.condition), one.words) for one in self.relaxed),
            *((("latest", "", self.latest),) if self.latest else ()),
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What the asker is told: what no document has, every filter that the search went by, and those that were taken back."""
        given = [f"{one.field} is as asked for" if one in self.unread else _in_words(one) for one in self.given]
        within = [*given, *(f"{_in_words(one.condition)} (from “{' '.join(one.words.split())}”)" for one in self.inferred)]
        notes = [*self.absent, *([f"{SEARCHED_ONLY} {', and '.join(within)}."] if within else [])]
        if self.relaxed:
            beyond = ", ".join(one.sentence for one in self.relaxed)
            notes.append(f"Too little was found within {beyond}; what is shown was looked for beyond.")
        return tuple(notes)


def _in_words(one: Filter) -> str:
    if one.operator != "any":
        said = f"{one.values[0]} or {'later' if isinstance(one.values[0], date) else 'more'}"
        said = said if one.operator == "from" else f"{one.values[0]} or {'earlier' if isinstance(one.values[0], date) else 'less'}"
    else:
        said = " or ".join(str(value) for value in one.values[:_TOLD])
        said += f" or one of {len(one.values) - _TOLD} more" if len(one.values) > _TOLD else ""
    return f"{one.field} is {said}{' or not stated' if one.or_missing else ''}"


NOT_NARROWED = Narrowing()


def inferred(question: str, *, index: Values, rules: Sequence[MetadataField], principal: Principal) -> Narrowing:
    """What a question asks its search to be narrowed to; each field once, by what names it most certainly."""
    asked = question[:LONGEST]
    known = _Known(index, principal)
    found = chain(
        *(_of_field(field, asked, known) for field in rules if field.infer),
        _of_releases(asked, known, rules),
        _of_languages(asked, known),
        _of_periods(asked, known, fields_of(rules)["updated"]),
    )
    kept: list[Inferred] = []
    for one in sorted(found, key=lambda each: -each.sure):
        if not any(_same_field(one, other) for other in kept):
            kept.append(one)
    latest = None if newest_in(asked) is not None else LATEST.search(asked)  # of releases their notes tell, not the day of a document
    return Narrowing(inferred=tuple(kept), latest="" if latest is None else latest[0])


def unreadable(where: Sequence[Filter], *, index: Values, principal: Principal) -> tuple[Filter, ...]:
    """Of given filters those that name a text which no entry has that the principal may read."""
    known = _Known(index, principal)
    return tuple(one for one in where if any(isinstance(value, str) and value not in known.of(one.field) for value in one.values))


def narrowed(narrowing: Narrowing, run: Callable[[Narrowing, tuple[Filter, ...]], list[Hit]]) -> tuple[Narrowing, list[Hit]]:
    """What is found within the filters, after those that leave too little were taken back, the least certain first.

    Too little is nothing, or nothing that is half as good as what the rest of the question finds beyond the filters.
    `run` searches for what a narrowing leaves of the question, within some filters.
    """
    hits = run(narrowing, narrowing.filters)
    while narrowing.inferred and _too_little(hits, narrowing, run):
        least = min(narrowing.inferred, key=lambda one: (bool(hits) and not one.tested, one.sure))
        left = tuple(one for one in narrowing.inferred if one is not least)
        narrowing = replace(narrowing, inferred=left, relaxed=(*narrowing.relaxed, least))
        hits = run(narrowing, narrowing.filters)
    return narrowing, hits


def _too_little(hits: Sequence[Hit], narrowing: Narrowing, run: Callable[[Narrowing, tuple[Filter, ...]], list[Hit]]) -> bool:
    if not hits:
        return True
    kept = (*narrowing.given, *(one.condition for one in narrowing.inferred if not one.tested))
    if len(kept) == len(narrowing.filters):
        return False
    beyond = max((hit.score for hit in run(narrowing, kept)), default=0.0)
    return max(hit.score for hit in hits) < beyond * _WEAK


def _same_field(one: Inferred, other: Inferred) -> bool:
    mine, its = one.condition, other.condition
    return mine.field == its.field and ("any" in (mine.operator, its.operator) or mine.operator == its.operator)


class _Known:
    """The values that the principal may read, each field's looked up once."""

    def __init__(self, index: Values, principal: Principal) -> None:
        self._index = index
        self._principal = principal
        self._held: dict[str, Mapping[str, int]] = {}

    def is_common(self, said: str, *, values: Sequence[str], field: str) -> bool:
        """True where a name that is said is a word that many more entries hold than have its value."""
        counted = self._index.counts(list(terms(said, stop_words=False)))
        return max(counted.values(), default=0) > _ELSEWHERE * sum(self.of(field).get(value, 0) for value in values)

    def is_own(self, name: str, *, rules: Sequence[MetadataField]) -> bool:
        """True for the name of what the documents are about, whose releases theirs are: it ends a value, or most of them speak of it."""
        if any(self._index.share(term) >= _OWN for term in terms(name)):
            return True
        word = [one for one, _, _ in words_at(name)]
        called = (each for field in rules for value, names in field.values for each in (value, *names))
        values = (each for field in rules if field.kind in ("string", "list") for each in self.of(field.name))
        return any([one for one, _, _ in words_at(each)][-len(word) :] == word for each in (*called, *values))

    def has_word(self, said: str, *, beside: Sequence[str]) -> bool:
        """True where a word that is said, and stands in none of the values, is a word of the documents: then it is no slip."""
        named = {word for value in beside for word, _, _ in words_at(value)}
        words = (said[start:end] for word, start, end in words_at(said) if word not in named)
        return any(self._index.share(term) > _A_WORD for word in words for term in terms(word, stop_words=False))

    def of(self, field: str) -> Mapping[str, int]:
        if field not in self._held:
            self._held[field] = self._index.values(field, principal=self._principal, limit=2 * MOST)
        return self._held[field]


def _of_field(field: MetadataField, asked: str, known: _Known) -> Iterator[Inferred]:
    """What names a value of a field: by its pattern, or by what the value is called."""
    if field.kind not in ("string", "list"):
        return
    if field.pattern:
        yield from _of_pattern(field, asked, known)
    held = known.of(field.name)
    if not held or len(held) > MOST or field.name == "version":
        return
    every = frozenset((*held, *(folded(value) for value, _ in field.values)))
    named: list[tuple[tuple[str, ...], str, float]] = []
    for place in names_among(every, field.values).places(asked, forgiving=True):
        said = asked[place.start : place.end]
        values = tuple(value for value in place.values if value in held)
        if not values or not _tells(said) or _OF_A_CODE.match(asked, place.end) or (place.slips and known.has_word(said, beside=values)):
            continue
        if _as_a_word(field, asked, place) and known.is_common(said, values=values, field=field.name):
            continue
        if aside(asked, place.start, code=bool(field.pattern)):
            return
        named.append((values, said, _SURE_SLIP if place.slips else _SURE_NAME))
    if named:
        values = tuple(dict.fromkeys(value for each, _, _ in named for value in each))
        words = tuple(dict.fromkeys(said for _, said, _ in named))
        longest = max(len(said) for said in words)
        yield Inferred(
            condition=Filter(field=field.name, values=values, or_missing=True),
            words=", ".join(words),
            sure=min(sure for _, _, sure in named) + min(longest, 50) / 1000,  # of two names the longer one
            # of several, each tells its own pages from the others'; what a cell says stands in its row, and tells that from the next
            met=words[0] if len(words) == 1 and (field.values or not field.column) else "",
        )


def _as_a_word(field: MetadataField, asked: str, place: Named) -> bool:
    """True for a name of one word in small letters, or at the beginning, with the field's name not beside it: "the golden plan" is one."""
    said = asked[place.start : place.end]
    if len(said.split()) > 1 or any(char.isdigit() for char in said) or (said != said.lower() and asked[: place.start].strip()):
        return False
    around = [word for word, _, _ in words_at(asked[max(0, place.start - 30) : place.start])][-1:]
    around += [word for word, _, _ in words_at(asked[place.end : place.end + 30])][:1]
    return field.name not in around


def _of_pattern(field: MetadataField, asked: str, known: _Known) -> Iterator[Inferred]:
    """The codes of a question that the index knows, in whatever capitals they are typed, and with a space for their hyphen."""
    pattern, make = bounded(field.pattern), value_of(field)
    values: dict[str, str] = {}
    for form in dict.fromkeys((asked, asked.upper(), *(_JOINED.sub(sign, each) for sign in "-_" for each in (asked, asked.upper())))):
        if len(form) != len(asked):  # a letter whose capital is two
            continue
        for found in pattern.finditer(form):
            if aside(asked, found.start(), code=True):
                return
            for value in make(matched(found, field.name)):
                if isinstance(value, str) and value not in values and value in known.of(field.name):
                    values[value] = asked[found.start() : found.end()]
    if values:
        condition = Filter(field=field.name, values=tuple(values), or_missing=True)
        yield Inferred(condition=condition, words=", ".join(dict.fromkeys(values.values())), sure=_SURE_CODE)


def _tells(said: str) -> bool:
    """False for a short word in small letters, which may be any word."""
    letters = [char for char in said if char.isalnum()]
    return len(letters) >= _TOO_SHORT + 1 or (len(letters) > 1 and (said.upper() == said or any(char.isdigit() for char in letters)))


def _of_releases(asked: str, known: _Known, rules: Sequence[MetadataField]) -> Iterator[Inferred]:
    if not fields_of(rules)["version"].infer:
        return
    held, values, words = known.of("version"), dict[str, None](), dict[str, None]()
    for one in releases_asked(asked):
        mine = [one.release] if one.release in held else [value for value in held if value.startswith(f"{one.release}.")]
        if not mine or (one.name and not known.is_own(one.name, rules=rules)):
            return  # of a release that nothing is known of, or of another thing's, the pages of another tell nothing
        values |= dict.fromkeys(mine)
        words[one.words] = None
    if values:
        condition = Filter(field="version", values=tuple(values)[:100], or_missing=True)
        yield Inferred(condition=condition, words=", ".join(words), sure=_SURE_RELEASE)


def _of_languages(asked: str, known: _Known) -> Iterator[Inferred]:
    for language, said in languages_asked(asked):
        if language in known.of("language"):
            yield Inferred(condition=Filter(field="language", values=(language,)), words=said, sure=_SURE_LANGUAGE, met=said, tested=False)


def _of_periods(asked: str, known: _Known, field: MetadataField) -> Iterator[Inferred]:
    if not field.infer:
        return
    for period in periods_asked(asked):
        if STATED in known.of("dated"):
            for operator, day in period.ends:
                condition = Filter(field="updated", operator=operator, values=(day,), or_missing=True)
                yield Inferred(condition=condition, words=period.words, sure=period.sure, met=period.words)
