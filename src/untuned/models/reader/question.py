"""A question as readers see it: its terms with what each weighs, its names, what it asks for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from untuned.models.reader.asking import (
    adjectives_in,
    asking_terms,
    grammar_of,
    kind_of_time_in,
    kind_terms,
    light_terms,
    news_in,
    share_of,
)
from untuned.models.reader.counts import (
    asks_for_code,
    asks_for_numeral,
    counted,
    counts,
    counts_things,
    has_code,
    has_numeral,
    without_labels,
    without_measures,
)
from untuned.models.reader.cues import NUMBER, CueKind, asked, columns_for, may_fill, offers
from untuned.models.reader.demands import (
    asks_for_no_money,
    asks_how_often,
    asks_who_it_is,
    dated,
    exact,
    has_exact,
    only_anchors,
    tells_how_often,
    weighs,
    without_money,
)
from untuned.models.reader.forms import other_forms, other_stems
from untuned.models.reader.logs import (
    asks_for_year,
    asks_of_past,
    asks_since_when,
    clauses_of_time,
    in_passing,
    is_entry,
    names_year,
    unrelated,
    without_pointing,
)
from untuned.models.reader.measures import measure_of, measured, told_by
from untuned.models.reader.russian_verbs import verb_stems
from untuned.models.reader.sizes import size_in
from untuned.models.reader.units import Unit
from untuned.models.reader.wants import Wants, wants_of
from untuned.text.definitions import asked_for
from untuned.text.identifiers import is_shared
from untuned.text.options import options_in
from untuned.text.regex import regex
from untuned.text.releases import release_of
from untuned.text.weekdays import LANGUAGES, named, names_of, terms_of
from untuned.text.words import script, terms, words

PREFIX = 5
"""First letters of a word that an inflection leaves in place."""

_CODE = regex(r"(?i)[a-zа-яё]{1,8}[-_–‑]?\d{2,8}[a-zа-яё]?")

_WITH_FORMS = frozenset({"", "en", "ru"})
"""Languages whose words have other forms here; "" is one that could not be told."""
_FEW = 2
"""Words that may all be names in capitals, such as `CORS` and `JWT TOKEN`; capitals throughout a longer question show nothing."""

_DEFINED = regex(r"[`*_\"'“«]{0,3}([^\W_][^:–—`*\n]{0,40})[`*_\"'”»]{0,3}(?::[`*_]{0,3}\s| [–—-] )\S")
"""An item that says what something is: "`held`: waits at customs"."""

_TOKEN = regex(r"\w[\w.\-’']*")
_LATIN = regex(r"[A-Za-z]")
_RUSSIAN_DAYS = regex(
    r"\b(?:понедельник|вторник|четверг|пятниц|суббот|воскресень)[^\W\d_]{0,3}\b|\bсреду\b|\bсредам\b"
    r"|\b(?:январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр)[^\W\d_]{1,3}\b|\bмая\b|\bмае\b",
    re.IGNORECASE,
)
"""Days of the week and months, which English writes with a capital as it does names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question as readers see it."""

    terms: tuple[str, ...]
    """Analysed terms in order: stop words only where there is nothing else."""
    weights: Mapping[str, float]
    """Each distinct term's share of the question's whole inverse document frequency; they add up to 1."""
    stems: Mapping[str, str]
    """First letters of a long term -> the term."""
    forms: Mapping[str, str]
    """What may stand for a term -> the term: other forms of its word, and what tells the same as "how heavy"."""
    names: frozenset[str]
    """Those terms that name something: capitals inside the sentence, identifiers, numbers, Latin words in a Russian question."""
    words: frozenset[str]
    """In small letters, and the names of its days of the week as they are where none is a plural."""
    days: frozenset[str]
    """Those terms that name a day of the week."""
    cue: CueKind | None
    asking: frozenset[str]
    """Those terms that ask, such as `mean` of "what does it mean", and say nothing of the subject; none where there is nothing else."""
    kind_terms: frozenset[str]
    """Those terms that say what kind of thing is asked for, such as `long` of "how long": what is of that kind need not repeat them."""
    counted: frozenset[str]
    """Those terms that name what is to be counted where it is asked how many there are."""
    measures: Mapping[str, str]
    """Those terms that ask for a number of a measure -> the measure, such as `heavi` -> `heavy`; such a number need not repeat it."""
    columns: frozenset[str]
    """Terms of the names that a column with what is asked for may have."""
    numeral: bool
    """A number is asked for by which something is known, as a telephone's: no amount tells it."""
    code: bool
    """It is asked for what opens something, which may have letters."""
    exact: str
    """The measure of a number that only such a number answers, as `hot` for a temperature; "" for none."""
    counts_things: bool
    """Things are to be counted, and nothing is to be measured."""
    how_often: bool
    """It is asked how often something is: how long it takes answers nothing."""
    no_money: bool
    """A number is asked for that is no amount of money."""
    size: int
    """How many parts the thing that is asked about has, as a five-room flat; 0 where that is not said."""
    who_it_is: bool
    """It is asked who somebody is: a name answers, and nothing else."""
    dated: frozenset[str]
    """Those terms that name what it is whose time is asked for."""
    since_when: bool
    """It is asked when something was, or which version it came with: what stands in a log answers with its heading."""
    past: bool
    """It is asked when something was: a day or a year tells that, and "until noon" does not."""
    year: bool
    """It is asked for the year."""
    wants: Wants
    defines: frozenset[str]
    """The keys of what it asks the meaning of, as definitions have them."""
    language: str

    @property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Terms that are neighbours in the question."""
        return frozenset(pairwise(self.terms))

    def offered(self, text: str, unit: Unit) -> bool:
        """True when a unit, with its text, has something of the kind that is asked for; False where no kind is.

        Where it is asked how many there are of what the text names, that is a number beside it. A row of a table has it too where a
        column is named so, and an item that begins with a name and a colon says what that means.
        """
        if self.wants.clause is not None or self.cue is None:
            return self.wants.has_clause(text, above=unit.headed)
        if (self.cue == "meaning" or self.who_it_is) and unit.kind == "item" and self._defined_by(text):
            return True
        if unit.kind == "row":
            return self._offered_in_row(text, unit)
        return self._fits(text) and self._offered_in_text(text, self.cue)

    def _offered_in_row(self, text: str, row: Unit) -> bool:
        if self.cue is None or not self._counts_in(row):
            return False
        if self.how_often and tells_how_often(text):
            return True
        told = without_money(text) if self.no_money else text
        named = not self.columns.isdisjoint(row.columns) and may_fill(text, kind=self.cue)
        return named or offers(told, kind=self.cue, known=self.words, row=True)

    def _fits(self, text: str) -> bool:
        """False for a text without a numeral, measure or year where that is asked for, and for one that takes for known what is asked."""
        if self.numeral and not (has_numeral(text) or (self.code and has_code(text))):
            return False
        if self.exact and not has_exact(text, self.exact):
            return False
        return not (self.year and not names_year(text)) and self.tells_outright(text)

    def _offered_in_text(self, text: str, cue: CueKind) -> bool:
        if self.how_often:
            return tells_how_often(text)
        if self.code and has_code(text):
            return True
        if self.counted:
            told = counts(text, named=self._is_counted, number=NUMBER, shares=not self.weights.keys() <= self.counted | self.asking)
            rest = without_labels(text)
            return offers(without_measures(rest) if self.counts_things else rest, kind=cue, known=self.words) if told is None else told
        if self.no_money:
            text = without_money(text)
        if cue == "date":
            text = unrelated(text) if self.past else without_pointing(text)
        return offers(text, kind=cue, known=self.words)

    def entry(self, unit: Unit, text: str) -> tuple[int, int] | None:
        """[start, end) in `text` of the heading that tells when what a unit says was, or with which version it came; None unless asked."""
        if self.wants.newest:
            told = (span for span in reversed(unit.headings) if release_of(text[slice(*span)]))
            return next((span for span in told if self.cue != "date" or offers(text[slice(*span)], kind="date", known=self.words)), None)
        if not self.since_when or self.cue is None or self._told_in_passing(text[unit.start : unit.end]):
            return None
        told = (span for span in reversed(unit.headings) if is_entry(text[slice(*span)], cue=self.cue, known=self.words))
        return next((span for span in told if self.wants.is_of(text[slice(*span)])), None)

    def _told_in_passing(self, sentence: str) -> bool:
        """True where the word for what was, which ends a question or begins a Russian one, is in such a clause alone."""
        passing, rest = (set(terms(part, language=self.language)) for part in in_passing(sentence))
        asked_for = {self.terms[-1], *(self.terms[:1] if self.language == "ru" else ())}
        return not asked_for.isdisjoint(passing - rest) and self.words.isdisjoint(("who", "whose", "that"))

    def comes_beside(self, text: str) -> bool:
        """True where it is asked when something is, and a sentence only says what comes before it, or after."""
        return bool(self.dated) and only_anchors(text, named=self._is_dated, has_date=partial(offers, kind="date", known=self.words))

    def _is_dated(self, word: str) -> bool:
        return not self.dated.isdisjoint(terms(word, language=self.language))

    def _defined_by(self, text: str) -> bool:
        """True for an item that begins with a name which the question has, and says what that is."""
        named = _DEFINED.match(text)
        return named is not None and not self.weights.keys().isdisjoint(terms(named[1], language=self.language))

    def tells_outright(self, text: str) -> bool:
        """False where a time is asked for and all that a sentence has of the subject is in a clause: `a week before the course begins`."""
        if self.cue != "date" or text.endswith("?"):
            return True
        clauses, rest = clauses_of_time(text)
        if not clauses or self._is_about(rest) or not any(map(self._is_about, clauses)):
            return True
        days = (clause for clause in clauses if offers(unrelated(clause), kind="date", known=self.words) or names_year(clause))
        return any(map(self._is_about, days))

    def _is_about(self, text: str) -> bool:
        """True for a text with a word of the question's subject."""
        found = terms(text, language=self.language)
        return any(term in self.weights or self.loose((term,)) for term in found if term not in self.asking)

    def _counts_in(self, row: Unit) -> bool:
        """False for a row of which neither a cell nor the header nor the heading above the table names what is to be counted."""
        named = (*row.terms, *row.above, *row.columns)
        return not self.counted or not self.counted.isdisjoint(named) or not self.counted.isdisjoint(self.loose(named))

    def _is_counted(self, word: str) -> bool:
        found = terms(word, language=self.language)
        return not self.counted.isdisjoint(found) or not self.counted.isdisjoint(self.loose(tuple(found)))

    def added(self, heading: Iterable[str]) -> float:
        """The share, in [0, 1], of a heading's terms that are neither the question's nor words of asking: how far it is about more."""
        named = {term for term in heading if term not in light_terms()}
        others = sum(term not in self.weights and not self.loose((term,)) for term in named)
        return others / len(named) if named else 0.0

    def kind_told(self, texts: Iterable[str]) -> frozenset[str]:
        """Those terms that need not be repeated, because texts with what is asked for tell them by what it is."""
        said = "\n".join(texts)
        told = {term for term, measure in self.measures.items() if measured(said, measure=measure)}
        return self.kind_terms | told | self.wants.told(said, language=self.language)

    def loose(self, found: frozenset[str] | tuple[str, ...]) -> set[str]:
        """The question's terms whose first letters begin one of the found terms, or for which one of them may stand."""
        return {self.stems[start] for term in found if (start := term[:PREFIX]) in self.stems} | {
            self.forms[term] for term in found if term in self.forms
        }


def prepare(question: str, *, idf: Mapping[str, float], language: str = "", put: str = "") -> Question:
    """The question with its terms weighed: `terms(question, language=language)`, or with stop words where that is nothing.

    A term that `idf` lacks counts as much as its greatest; a word of asking never more than its share of what the subject's rarest does.
    `put` is the question as it was put, where that is more: its wording tells what it wants.
    """
    found = tuple(terms(question, language=language) or terms(question, language=language, stop_words=False))
    tokens, news = [*_TOKEN.findall(question), *options_in(question)], news_in(question)
    cue = asked(question)
    grammar = grammar_of(question, language=language) | news
    light = asking_terms(question, who=cue == "who") | (kind_of_time_in(question) if cue == "date" else frozenset[str]())
    weights = _weights(found, tokens, idf=idf, light=light, grammar=grammar, language=language)
    days = _days(question, weights, language=language)
    known, asking, measures = weights.keys(), light | grammar, _measures(question, weights)
    told = (*_told_otherwise(tokens, measures, language=language), *_days_otherwise(days))
    return Question(
        terms=found,
        weights=weights,
        stems={term[:PREFIX]: term for term in weights if len(term) >= PREFIX and term.isalpha()},
        forms={other: term for other, term in told if term in known},
        names=frozenset(term for name in _names(question) for term in terms(name, language=language) if term in known),
        words=frozenset(words(question)) | {word for number in days.values() for word in names_of(number)},
        days=frozenset(days),
        cue=cue,
        asking=frozenset(known & asking) if known - asking else frozenset(),
        kind_terms=kind_terms(question, cue=cue) & known,
        counted=frozenset(terms(counted(question), language=language)) & known - light_terms() if cue == "number" else frozenset[str](),
        measures=measures,
        columns=frozenset(terms(columns_for(question, kind=cue), language=language)) if cue else frozenset(),
        numeral=cue == "number" and asks_for_numeral(question),
        code=cue == "number" and asks_for_code(question),
        exact=exact(question) if cue == "number" else "",
        counts_things=cue == "number" and counts_things(question),
        how_often=cue == "number" and asks_how_often(question),
        no_money=cue == "number" and asks_for_no_money(question),
        size=size_in(question),
        who_it_is=asks_who_it_is(question),
        dated=frozenset(terms(dated(question), language=language)) & known - light_terms() if cue == "date" else frozenset[str](),
        since_when=asks_since_when(question, cue=cue),
        past=cue == "date" and asks_since_when(question, cue=cue) and asks_of_past(question),
        year=cue == "date" and asks_for_year(question),
        wants=wants_of(put or question, language=language),
        defines=asked_for(put or question) if cue in (None, "meaning", "name", "who") else frozenset(),
        language=language,
    )


def _weights(
    found: Sequence[str],
    tokens: Sequence[str],
    *,
    idf: Mapping[str, float],
    light: frozenset[str],
    grammar: frozenset[str],
    language: str,
) -> dict[str, float]:
    """Each distinct term's share of the whole; they add up to 1.

    `light` are words of asking, `grammar` words that say nothing of the subject. An identifier counts as one word, whatever its terms.
    """
    rarest = max(idf.values(), default=1.0) or 1.0
    coded = any(_CODE.fullmatch(token) and not is_shared(token) for token in tokens)
    shares = {term: share_of(term, light=light, grammar=grammar, coded=coded) for term in found}
    said = {term: max(idf.get(term, rarest), 1e-6) for term in found}
    most = max((said[term] for term, share in shares.items() if share == 1.0), default=rarest)
    raw = {term: min(said[term], most) * share for term, share in shares.items()}
    for token in dict.fromkeys(tokens):  # said again it is no lighter
        if _marked(token) or "." in token:
            _share_weight(raw, set(terms(token, language=language)) & raw.keys())
    total = sum(raw.values())
    return {term: weight / total for term, weight in raw.items()}


def _share_weight(raw: dict[str, float], parts: set[str]) -> None:
    """An identifier's parts and its whole weigh together as much as the rarest of them: it is one word of the question."""
    whole = sum(raw[part] for part in parts)
    if len(parts) > 1 and whole > 0:
        share = max(raw[part] for part in parts) / whole
        for part in parts:
            raw[part] *= share


def _measures(question: str, asked: Collection[str]) -> dict[str, str]:
    """Those of the question's terms that are measures asked for -> the measure: `heavi` -> `heavy`."""
    if weighs(question):
        return {term: "heavy" for term in terms("weigh") if term in asked}
    return {term: measure_of(adjective, question) for adjective in adjectives_in(question) for term in terms(adjective) if term in asked}


def _days(question: str, asked: Collection[str], *, language: str) -> dict[str, int]:
    """Those of the question's terms that name a day of the week -> its number."""
    found = ((day.number, terms(question[day.start : day.end], language=language)) for day in named(question))
    return {term: number for number, name in found for term in name if term in asked}


def _days_otherwise(days: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """The whole names of days in both languages, each with the term of the question for it: `wednesday` for `wed` and `сред`."""
    for term, number in days.items():
        for language in LANGUAGES:
            yield from ((name, term) for name in terms_of(number, language=language) if name != term)


def _told_otherwise(tokens: Sequence[str], measures: Mapping[str, str], *, language: str) -> Iterator[tuple[str, str]]:
    """Terms that may stand for terms of the question, each with that term: other forms of its words, and what tells its measures."""
    for token in tokens if language in _WITH_FORMS else ():
        for term in terms(token, language=language):
            for form in other_forms(token.lower().replace("ё", "е")):
                yield from ((other, term) for other in terms(form, language=language))
            yield from ((other, term) for other in (*other_stems(term), *verb_stems(term)))
    for term, measure in measures.items():
        yield from ((word, term) for word in terms(told_by(measure)))


def _names(question: str) -> list[str]:
    """The words that look like names; a capital at the very beginning shows nothing."""
    foreign = script(question) == "cyrillic"
    tokens = _TOKEN.findall(question)
    if question.isupper() and len(tokens) > _FEW:
        tokens = [token.lower() for token in tokens]
    days = _RUSSIAN_DAYS.findall(question)
    return [*days, *options_in(question)] + [
        token for at, token in enumerate(tokens) if (at and token[0].isupper()) or _marked(token) or (foreign and _LATIN.match(token))
    ]


def _marked(token: str) -> bool:
    """True for an identifier: digits, an underscore, an option's sign, or capitals after the first letter."""
    return "_" in token or token[0] == "-" or any(character.isdigit() for character in token) or token[1:] != token[1:].lower()
