"""Which facts a question asks for: every word of the question must be accounted for, so that other questions get none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from untuned.models.facts import PERSONS
from untuned.rag.answer.derive import derive, told
from untuned.rag.answer.fact_words import (
    BESIDE_A_DAY,
    FIRST_PERSON,
    GO_WITHOUT_SAYING,
    LIGHT,
    MY_NAME,
    NOMINATIVE,
    SECOND_PERSON,
    YOUR_NAME,
    bare,
    frame,
    known,
    stems,
    word_set,
)
from untuned.text.regex import regex
from untuned.text.words import words
from untuned.types.facts import Derivation, DerivationKind, Fact, FactBook, FactClaim, FactSection, TimeSpan

MOST = 3
"""Facts that one question may ask for together."""
CONFIDENCE = 0.95

Kind = Literal["what", "when", "who", "where", "count", "age", "elapsed", "until", "length", "yes_no"]

_SPANS: tuple[tuple[TimeSpan, frozenset[str]], ...] = (
    ("years", word_set("years лет года")),
    ("months", word_set("months месяцев месяца")),
    ("weeks", word_set("weeks недель недели")),
    ("days", word_set("days дней дня")),
)
_JOINS = frozenset({"and", "и", "or", "или"})
_TIME_UNITS = word_set("day days week weeks month months year years hour hours minute minutes") | word_set(
    "день дня дней неделя недели недель месяц месяца месяцев год года лет час часа часов минута минуты минут"
)
_TIME = regex(
    r"\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d{2}\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|\b(?:понедельн|вторник|сред[уы]|четверг|пятниц|суббот|воскресень)|\b(?:янв|фев|март|апр|ма[йя]|июн|июл|авг|сент|окт|нояб|дек)",
    re.IGNORECASE,
)
_DAYS = word_set("date day year дата день год году года числа")
_YES_NO = word_set("is are am do does have has was were did will can could should")
_QUESTION_WORDS: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("when", frozenset({"when", "когда"})),
    ("who", frozenset({"who", "whom", "whose", "кто", "кого", "кому"})),
    ("where", frozenset({"where", "где", "куда"})),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    """A question by its words."""

    kind: Kind
    words: frozenset[str]
    stems: frozenset[str]
    span: TimeSpan = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Match:
    """A fact that a question names."""

    fact: Fact
    derivation: Derivation | None
    label: frozenset[str]
    """Stems of its own words in the question."""
    subject: frozenset[str]
    """Stems of its section's words in the question."""


def fact_claims(question: str, facts: FactBook, *, today: date, language: str = "en") -> tuple[FactClaim, ...]:
    """What the facts say to a question, at most three claims; none unless every word of the question is accounted for.

    A question gets a fact when it is one of its `ask` phrases, or is made of the fact's and its section's words and of words of
    asking alone. An age, a time since or the days until a day is worked out for `today`; words are Russian for `ru`, else English.
    """
    if not facts.facts:
        return ()
    plain = bare(question)
    whole = _phrase(plain)
    apart = _apart(facts)
    named = [fact for fact in facts if whole in _asks(fact, apart=apart)]
    found = [_Match(fact=fact, derivation=fact.derivation, label=frozenset(), subject=frozenset()) for fact in named]
    if not found:
        asked = _asked(plain)
        found = [] if asked is None else _named(asked, facts)
    if not 0 < len(found) <= MOST:
        return ()
    return tuple(_claim(match, facts, today=today, language=language) for match in found)


def fact_lines(facts: FactBook, *, today: date, language: str = "en") -> tuple[FactClaim, ...]:
    """Every fact as `section.key = value`, and every derivation as its claim: for a prompt, and for what may supply a claim's numbers."""
    lines: list[FactClaim] = []
    for fact in facts:
        if fact.derivation is None:
            lines.append(FactClaim(text=f"{fact.name} = {fact.shown}", spans=((fact.start, fact.end),), confidence=CONFIDENCE))
            continue
        match = _Match(fact=fact, derivation=fact.derivation, label=frozenset(), subject=frozenset())
        worked_out = _claim(match, facts, today=today, language=language)
        if worked_out.computed is not None:
            lines.append(replace(worked_out, text=f"{fact.name} = {worked_out.text}"))
    return tuple(lines)


def _claim(match: _Match, facts: FactBook, *, today: date, language: str) -> FactClaim:
    """The computed value over its inputs' lines; the fact's own line where nothing is worked out, or nothing can be yet."""
    derivation = match.derivation
    if derivation is not None:
        computed = derive(derivation, facts, today=today, language=language)
        inputs = [fact for name in derivation.inputs if (fact := facts.fact(name)) is not None]
        spans = tuple((fact.start, fact.end) for fact in inputs)
        if computed is not None:
            return FactClaim(text=told(computed, language=language), computed=computed, spans=spans, confidence=CONFIDENCE)
        return FactClaim(text="\n".join(facts.line(fact) for fact in inputs), spans=spans, confidence=CONFIDENCE)
    return FactClaim(text=facts.line(match.fact), spans=((match.fact.start, match.fact.end),), confidence=CONFIDENCE)


# -- what is asked ---------------------------------------------------------------------------------


def _asked(question: str) -> _Asked | None:
    """The kind of answer that a question wants; None where no fact could be one, as for "why"."""
    listed = words(question)
    held = frozenset(listed)
    span = _span(held)
    kind = _kind(listed, held, span)
    return None if kind is None else _Asked(kind=kind, words=held, stems=frozenset(stems(question)), span=span)


def _span(held: frozenset[str]) -> TimeSpan:
    for span, forms in _SPANS:
        if held & forms:
            return span
    return ""


def _kind(listed: Sequence[str], held: frozenset[str], span: TimeSpan) -> Kind | None:
    if not listed or (held & {"a", "an"} and not held & (FIRST_PERSON | SECOND_PERSON)):
        return None  # "what is an office address" asks for a meaning
    timed = _timed(held, span)
    if timed is not None:
        return timed
    if held >= {"how", "many"} or held >= {"how", "much"} or "сколько" in held:
        return "count"
    if "how" in held or "как" in held or "why" in held:
        return None
    for kind, asking in _QUESTION_WORDS:
        if held & asking:
            return kind
    return "yes_no" if listed[0] in _YES_NO or "ли" in held else "what"


def _timed(held: frozenset[str], span: TimeSpan) -> Kind | None:
    counted = bool(span) and (held >= {"how", "many"} or "сколько" in held)
    long = held >= {"how", "long"} or held >= {"как", "долго"} or held >= {"как", "давно"} or held >= {"сколько", "времени"}
    if (counted or long) and held & {"until", "till", "before", "left", "до", "осталось", "остается", "через"}:
        return "until"
    if held >= {"how", "old"} or held >= {"what", "age"} or "возраст" in held:
        return "age"
    if span == "years" and "сколько" in held:
        return "age"  # also how long: `сколько лет я клиент`; told apart by what it names
    return "elapsed" if counted or long else None


# -- which facts -----------------------------------------------------------------------------------


def _named(asked: _Asked, facts: FactBook) -> list[_Match]:
    """The facts that a question names, when nothing of it is left over."""
    unclear = [asked]
    if asked.kind == "age" and asked.span == "years" and asked.words & NOMINATIVE:
        unclear.append(_Asked(kind="elapsed", words=asked.words, stems=asked.stems, span=asked.span))
    if asked.kind == "elapsed":
        unclear.append(_Asked(kind="length", words=asked.words, stems=asked.stems))
    if asked.kind == "what" and asked.words & _DAYS:
        unclear.append(_Asked(kind="when", words=asked.words, stems=asked.stems))
    for reading in unclear:
        found = _best(_merged([match for section in facts.sections for match in _of_section(reading, section, facts)]))
        if found and _accounted(reading, found):
            return found
    return []


def _accounted(asked: _Asked, found: Sequence[_Match]) -> bool:
    """True when every word is one of asking, of the facts or of their section; several facts need an "and"."""
    named = {(match.label, match.subject) for match in found}
    if len(named) > 1 and not asked.words & _JOINS:
        return False
    held = frozenset[str]().union(*(label | subject for label, subject in named))
    units = frozenset(stem for match in found for stem in _stems(match.fact.unit))
    return asked.stems <= held | units | frame(asked.kind)


def _merged(found: Sequence[_Match]) -> list[_Match]:
    """Each derivation once, however many facts lead to it: the day itself and the days until it."""
    merged: dict[object, _Match] = {}
    for match in found:
        key = match.fact.name if match.derivation is None else (match.derivation.kind, match.derivation.inputs)
        other = merged.get(key)
        merged[key] = match if other is None else replace(match, label=match.label | other.label, subject=match.subject | other.subject)
    return list(merged.values())


def _best(found: Sequence[_Match]) -> list[_Match]:
    """Of facts in one another's words, those with the most: "customer number" is not "number", the Berlin office no office."""
    return [
        match
        for match in found
        if not any(match.label | match.subject < other.label | other.subject for other in found)
        and not any(match.label == other.label and len(match.subject) < len(other.subject) for other in found)
    ]


def _of_section(asked: _Asked, section: FactSection, facts: FactBook) -> Iterator[_Match]:
    """The facts of a section that a question names; without the section's own words only by a name of several words."""
    subject = _subject(asked, section, facts)
    for fact in facts:
        if fact.section != section.name:
            continue
        derivation = _wanted(asked, fact, facts)
        if derivation is None:
            continue
        for label in _labels(asked, fact):
            if label <= asked.stems and (subject is not None or _alone(asked, label, section, fact, facts)):
                yield _Match(fact=fact, derivation=derivation or None, label=label, subject=subject or frozenset())
                break


def _alone(asked: _Asked, label: frozenset[str], section: FactSection, fact: Fact, facts: FactBook) -> bool:
    """True when a fact of no person is named by several words that no other fact goes by."""
    telling = label - frame(asked.kind)
    return not section.person and len(telling) > 1 and all(other is fact or label not in _own_labels(other) for other in facts)


def _subject(asked: _Asked, section: FactSection, facts: FactBook) -> frozenset[str] | None:
    """The stems by which a question names a section, with those of the sections that it is in; None when it does not name it."""
    above, _, last = section.name.rpartition(".")
    outer = next((other for other in facts.sections if above and other.name == above), None)
    around = None if outer is None else _subject(asked, outer, facts)
    names = [_stems(label) for label in section.labels]
    if outer is None and not section.person:
        names.append(_stems(section.name.replace(".", " ")))
    elif around is not None:
        names.append(around | _stems(last))
    named = [name for name in names if name and name <= asked.stems]
    if outer is None and section.person and _person(asked, section.name.split(".")[0], facts):
        rest = _stems(section.name.partition(".")[2].replace(".", " "))
        named += [rest] if rest <= asked.stems else []
    return frozenset[str]().union(*named) if named else None


def _person(asked: _Asked, name: str, facts: FactBook) -> bool:
    """True when a "my" or "your" means this section."""
    second = bool(asked.words & SECOND_PERSON)
    if name == "you":
        return second
    return bool(asked.words & FIRST_PERSON) or (second and not _apart(facts))


def _apart(facts: FactBook) -> bool:
    """True when "your" means the section `you`, not `me`."""
    return any(section.name.split(".")[0] == "you" for section in facts.sections)


def _wanted(asked: _Asked, fact: Fact, facts: FactBook) -> Derivation | Literal[False] | None:
    """How the fact answers this kind of question: worked out, as it stands (False), or not at all (None)."""
    if asked.kind in ("age", "elapsed", "until"):
        return _of_time(asked, fact, facts)
    if fact.derivation is not None:
        return fact.derivation if asked.kind in ("what", "count", "length") else None
    return False if _FITS[asked.kind](fact) else None


def _of_time(asked: _Asked, fact: Fact, facts: FactBook) -> Derivation | None:
    kinds: dict[Kind, DerivationKind] = {"age": "age", "elapsed": "elapsed", "until": "days_until"}
    wanted = kinds[asked.kind]
    if fact.derivation is not None:
        return fact.derivation if fact.derivation.kind == wanted else None
    if not isinstance(fact.value, date) or (asked.kind == "age" and not _origin(fact, facts)):
        return None
    familiar = known(fact.key)
    annual = wanted == "days_until" and familiar is not None and familiar.birthday
    return Derivation(kind=wanted, inputs=(fact.name,), annual=annual, span=asked.span if wanted == "elapsed" else "")


def _origin(fact: Fact, facts: FactBook) -> bool:
    """True for the day that its subject's age counts from, where no derivation of the section says otherwise."""
    told_otherwise = any(
        other.section == fact.section and other.derivation is not None and other.derivation.kind == "age" for other in facts
    )
    familiar = known(fact.key)
    return familiar is not None and familiar.origin and not told_otherwise


def _labels(asked: _Asked, fact: Fact) -> tuple[frozenset[str], ...]:
    """What the question may call the fact, longest first; "" where the question's kind says it: "how old", "where is the office"."""
    own = _own_labels(fact)
    if asked.kind == "age" or (asked.kind, fact.key.lower()) in GO_WITHOUT_SAYING:
        return (*own, frozenset())
    if asked.kind in ("elapsed", "until", "when") and fact.derivation is None:
        beside = _stems(" ".join(BESIDE_A_DAY))
        own = (*own, *(label - beside for label in own if label - beside))
    return own


@lru_cache(maxsize=4_096)
def _own_labels(fact: Fact) -> tuple[frozenset[str], ...]:
    familiar = known(fact.key)
    told_by = (fact.key, *fact.labels, *(familiar.labels if familiar is not None else ()))
    without = frozenset(stems("of the a an"))
    found = {frozenset(stems(words)) - without for words in told_by}
    return tuple(sorted((label for label in found if label), key=lambda label: (-len(label), sorted(label))))


@lru_cache(maxsize=4_096)
def _asks(fact: Fact, *, apart: bool) -> frozenset[tuple[str, ...]]:
    """The questions that the file says a fact answers, and those for a person's name; `apart`: "your" does not mean `me`."""
    familiar = known(fact.key)
    more: tuple[str, ...] = ()
    if familiar is not None and "name" in familiar.keys and fact.section in PERSONS:
        more = YOUR_NAME if fact.section == "you" else MY_NAME if apart else MY_NAME + YOUR_NAME
    return frozenset(_phrase(asked) for asked in (*fact.ask, *more))


def _phrase(question: str) -> tuple[str, ...]:
    """A question's stems without those that make no difference, in any order."""
    kept = " ".join(word for word in words(question.replace("_", " ")) if word not in LIGHT)
    return tuple(sorted(stems(kept)))


@lru_cache(maxsize=1_024)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stems(text))


# -- what fits -------------------------------------------------------------------------------------


def _is_number(fact: Fact) -> bool:
    return isinstance(fact.value, int | Decimal) and not isinstance(fact.value, bool)


def _is_time(fact: Fact) -> bool:
    return isinstance(fact.value, date | time) or (isinstance(fact.value, str | tuple) and _TIME.search(fact.shown) is not None)


def _is_named(fact: Fact) -> bool:
    """True for a text that is more letters than digits: "where is my phone" does not ask for its number."""
    text = fact.shown
    return isinstance(fact.value, str | tuple) and sum(map(str.isalpha, text)) > sum(map(str.isdigit, text))


_FITS: dict[Kind, Callable[[Fact], bool]] = {
    "what": lambda _fact: True,
    "when": _is_time,
    "who": _is_named,
    "where": _is_named,
    "count": _is_number,
    "length": lambda fact: _is_number(fact) and fact.unit in _TIME_UNITS,
    "yes_no": lambda fact: isinstance(fact.value, bool),
}
