"""The day, number, person or place that a question asks for, as one sentence tells it; English and Russian.

It is for holding two documents against each other: what it does not see it says nothing of, and only what stands beside the very word
that is asked for (`founded`, `population`, `directed by`) is taken for the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from untuned.text.contradiction.amounts import Amount, amounts, comparable, same
from untuned.text.regex import regex
from untuned.text.words import terms

ValueKind = Literal["date", "number", "name"]
AskedKind = Literal["date", "number", "name", "place"]

LONGEST = 800
"""Characters of a sentence that are looked at."""
_MOST_NAMES = 8
"""Names of a question that asks for one thing: each sentence is looked through for every one."""
_ROUND = 1_000
"""From how many on what a number is rounded to is told by its zeros: `31,000` may be 30,720, and `40` is not 42."""
_NEAR = 60
"""Characters between the word that is asked for and its number or day."""
_ASKED: dict[AskedKind, re.Pattern[str]] = {
    "date": regex(
        r"\bwhen (?:was|were|did|is|are)\b|\b(?:what|which) (?:year|date|day)\b|\b(?:birth ?date|date of (?:birth|death))\b"
        r"|\bкогда\b|\bв как(?:ом|ой) (?:году|день)\b|\bдата (?:рождения|смерти)\b",
        re.IGNORECASE,
    ),
    "number": regex(
        r"\bhow many\b|\b(?:what|which) (?:is|was) the (?:\w+ )?(?:population|height|elevation|area|length|capacity)\b"
        r"|\bсколько\b|\bкаков[ао]? (?:\w+ )?(?:население|численность|высота|площадь|длина|вместимость)\b",
        re.IGNORECASE,
    ),
    "name": regex(r"\bwho\b|\bкто\b", re.IGNORECASE),
    "place": regex(r"\bwhere (?:is|was|are|were)\b|\bгде (?:находится|расположен\w?|родил\w{2,4})\b", re.IGNORECASE),
}
# Words that say one thing, a line each.
_ACTS_TEXT = """
established founded formed created instituted organized основан основана основано создан создана образован образована учрежден
built constructed erected построен построена построено возведен
opened inaugurated открыт открыта открылся открылась
started began begun commenced начат начата начался началась
released published issued вышел вышла выпущен выпущена издан издана
passed enacted adopted принят принята
raised formed
abolished disbanded dissolved упразднен расформирован
closed закрыт закрыта закрылся закрылась
demolished destroyed снесен снесена разрушен разрушена
completed finished завершен завершена завершено
signed подписан подписана подписано
launched introduced запущен запущена запущено
discovered
invented изобретен
premiered premiere aired премьера
appointed назначен назначена
crowned coronation коронован коронация
died death dies умер умерла скончался скончалась
born birth родился родилась рожден
became become becomes стал стала
elected избран избрана
"""
_COUNTS_TEXT = """
population inhabitants residents people население жителей численность
height elevation высота
area площадь
length длина
capacity seats вместимость
"""
_ROLES_TEXT = """
directed director directs режиссер снял
composed composer композитор
produced producer продюсер
performed sang sung singer
led commanded commander командовал
owned owner владелец
founded founder established основал основатель
discovered открыл
invented inventor изобрел
written author wrote authored автор написал написала
designed designer спроектировал
mayor мэр
president президент
mother мать
father son daughter отец сын дочь
husband wife married spouse муж жена
artist singer band album musician исполнитель певец певица
"""
_PLACES_TEXT = """
located situated находится расположен расположена
based headquartered
born родился родилась
established founded formed основан основана
built построен построена
"""


def _groups(text: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(terms(line, stop_words=False)) for line in text.strip().splitlines())


_SAYING: dict[AskedKind, tuple[frozenset[str], ...]] = {
    "date": _groups(_ACTS_TEXT),
    "number": _groups(_COUNTS_TEXT),
    "name": _groups(_ROLES_TEXT),
    "place": _groups(_PLACES_TEXT),
}
_BORN, _DIED = terms("born died", stop_words=False)
_BEGINS = 3
"""First letters by which a word that says an act is looked for before any word is analysed."""
_QUOTED = regex(r"[\"“«]([^\"”»]{1,80})[\"”»]")
_COUNTED = regex(r"\d+[^\W\d_]")
"""`80th` is a part of a name, and `2020` none."""
_BETWEEN = 2
"""Words that may stand inside a name: a second name, an initial."""
_WORD = regex(r"[^\W_]+(?:['’.][^\W_]+)*")
_ASKING_TEXT = """
when what which who where how in the on at of когда что кто где сколько в каком какой какая каково
"""
_ASKING = frozenset(_ASKING_TEXT.split())
_RANKS_TEXT = """
senator general saint sir lord dr mr mrs ms professor justice president captain сенатор генерал профессор святой
"""
_RANKS = frozenset(_RANKS_TEXT.split())
"""What stands before a name and is left out elsewhere."""
_LIFE = regex(r"\((?:[^()]{0,60}?[;,] ?)?(?:born )?([^()–—-]{0,40}\d{4})(?: ?[–—-] ?([^()]{0,40}?\d{3,4}))?[^()]{0,30}\)")
"""A life's first and last day, as they stand in brackets behind a name."""
_OPENS = 160
"""Characters in which such brackets stand."""
_CAPITAL = r"[A-ZА-ЯЁ][^\W_]*(?:[’'.&-][^\W_]+)*"
_RUN = regex(rf"{_CAPITAL}\.?(?:,? (?:(?:of|de|van|von|the|al|bin|ibn|la|le|du|da) )?{_CAPITAL}){{0,3}}")
_LONGER = regex(r" (?!(?:Inc|Ltd|Corp|Corporation|Company|Limited|Group|GmbH)\b)[A-ZА-ЯЁ][^\W\d_]{2,}")
"""Behind a name, it makes another one's of it: `Acme Labs` is not Acme, and `Acme Inc` is."""
_BY = regex(r"\b(?:by|is|was|are|were)\b|[:—–]")
_PLACED = regex(r"\b(?:in|at|near|в|во|на)\s")
_YEAR = regex(r"(?<![\d.,])(?:1\d|20)\d\d(?![\d,]|\.\d)")
_YEAR_BEHIND = 8
_NAME = regex(r"(?<![^\W_])[A-ZА-ЯЁ][^\W\d_]{2,}")
_ASIDE = regex(r"\b(?:by|with|from|of|to|like|than|at|in|от|из|с|у|в|на|к)\s(?:the\s)?\W{0,2}\Z", re.IGNORECASE)
_UNTIL = regex(r"\b(?:until|till|up to|до)\s(?:[^\W\d_]{3,9}\s)?\d{4}\b", re.IGNORECASE)
_FORMER = regex(r"\b(?:former|previous|past|ex|бывш\w{2,3}|прежн\w{2,3})[ -]\Z", re.IGNORECASE)
"""Before a role: another has it now."""
_FIRST = 60
"""Characters in which a sentence that opens with its subject has it."""
_REACH = 70
"""Characters behind the word that is asked for in which a name or place begins."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sought:
    """What a question asks to be told."""

    kind: ValueKind
    subject: tuple[tuple[str, ...], ...]
    """The names in it, each as the stems of its words: of what something is asked."""
    said: frozenset[str]
    """Stems of the word that is asked for, and of those that say the same."""
    place: bool = False
    begins: tuple[str, ...] = ()
    """First letters of `said`."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a sentence tells: a day or a number, or the words of a name."""

    kind: ValueKind
    amounts: tuple[Amount, ...] = ()
    name: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    """The years that the sentence names: a number is of one of them."""


def sought(question: str) -> Sought | None:
    """What is asked for, where one word of the question says so and names say of what; None otherwise."""
    asked: AskedKind | None = next((kind for kind, pattern in _ASKED.items() if pattern.search(question)), None)
    subject = tuple(dict.fromkeys(filter(None, _names(question))))
    if asked is None or not 0 < len(subject) <= _MOST_NAMES:
        return None
    named = {stem for name in subject for stem in name}
    acts = [stem for stem in terms(question) if stem not in named]
    said = next((group for act in reversed(acts) for group in _SAYING[asked] if act in group), None)
    if said is None:
        return None
    begins = sorted({stem[:_BEGINS] for stem in said}) + ["("] * bool(said & {_BORN, _DIED})
    kind: ValueKind = "name" if asked == "place" else asked
    return Sought(kind=kind, subject=subject, said=said, place=asked == "place", begins=tuple(begins))


def _names(question: str) -> Iterator[tuple[str, ...]]:
    """What stands in quotation marks, and each run of words with a capital or a digit, as stems."""
    marked = _QUOTED.search(question)
    if marked is not None:
        yield _stems(marked[1])
        question = question[: marked.start()] + "," + question[marked.end() :]
    run: list[str] = []
    end = 0
    for found in _WORD.finditer(question):
        own = (found[0][0].isupper() or _COUNTED.match(found[0]) is not None) and found[0].lower() not in _ASKING | _RANKS
        if run and (not own or question[end : found.start()].strip()):
            yield _stems(" ".join(run))
            run = []
        if own:
            run.append(found[0])
            end = found.end()
    if run:
        yield _stems(" ".join(run))


@lru_cache(maxsize=8_192)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem for word in _WORD.findall(text) for stem in terms(word, stop_words=False)[:1])


def named(name: Sequence[str], text: str) -> tuple[int, int] | None:
    """Where a name stands whole in a text, its words in order and side by side but for one or two between them; None where it does not."""
    found = list(_WORD.finditer(text))
    row = [_stems(word[0]) for word in found]
    for at, own in enumerate(row):
        if own and own[0] == name[0] and (end := _follows(row, at, name)) is not None:
            return found[at].start(), found[end].end()
    return None


def _follows(row: Sequence[tuple[str, ...]], at: int, name: Sequence[str]) -> int | None:
    for stem in name[1:]:
        near = next((its for its in range(at + 1, min(at + 2 + _BETWEEN, len(row))) if row[its][:1] == (stem,)), None)
        if near is None:
            return None
        at = near
    return at


def may_tell(text: str, wanted: Sought) -> bool:
    """False for what tells nothing of the kind; it is cheap, and of most sentences it is enough."""
    if wanted.kind != "name" and not any(map(str.isdigit, text)):
        return False
    low = text.lower()
    return any(begin in low for begin in wanted.begins)


def value_in(text: str, wanted: Sought) -> Value | None:
    """What a sentence that is about the subject tells; None where it tells nothing of the kind."""
    text = text[:LONGEST]
    acts = [found for found in _WORD.finditer(text) if not wanted.said.isdisjoint(_stems(found[0])) and _of_subject(text, found, wanted)]
    if wanted.kind == "name":
        return _name(text, acts, wanted)
    held = [one for one in amounts(text) if (one.day is not None) == (wanted.kind == "date") and not one.version]
    near = min(((gap, one.start, one) for one in held for act in acts if (gap := _gap(one, act)) <= _NEAR), default=None)
    return _of_life(text, wanted) if near is None else Value(wanted.kind, (_whole(near[2], held),), years=_years(text))


def _whole(amount: Amount, held: Sequence[Amount]) -> Amount:
    """A day with the year that stands right behind its month: of years before 1900 they are two."""
    if amount.day is None or amount.day[0] is not None:
        return amount
    year = next((one for one in held if 0 <= one.start - amount.end <= _YEAR_BEHIND and one.day is not None and one.day[1] is None), None)
    return amount if year is None or year.day is None else replace(amount, end=year.end, day=(year.day[0], amount.day[1], None))


def _years(text: str) -> frozenset[str]:
    return frozenset(_YEAR.findall(text))


def _of_subject(text: str, act: re.Match[str], wanted: Sought) -> bool:
    """True where a word is said of the subject: the sentence opens with it, or no other name stands between, or before it."""
    own = [found for name in wanted.subject if (found := named(name, text)) is not None]
    if not own:
        return _NAME.search(text, _first_word(text), act.start()) is None
    if all(_LONGER.match(text, end) for _, end in own):
        return False
    first = min(own)[0]
    if first >= act.end() and _NAME.search(text, _first_word(text), act.start()) is not None:
        return False  # it is said of what the sentence names before
    if first <= _FIRST and _ASIDE.search(text, 0, first) is None:
        return True
    return any(_beside(text, act, place, wanted) for place in own)


def _beside(text: str, act: re.Match[str], place: tuple[int, int], wanted: Sought) -> bool:
    """True where nothing that is named stands between a word and the subject."""
    low, high = (place[1], act.start()) if place[1] <= act.start() else (act.end(), place[0])
    parts = {stem for name in wanted.subject for stem in name}
    return high - low <= _REACH and all(stem in parts for run in _NAME.findall(text[max(low, 0) : max(high, 0)]) for stem in _stems(run))


def _first_word(text: str) -> int:
    first = _WORD.search(text)
    return 0 if first is None else first.end()


def _gap(amount: Amount, act: re.Match[str]) -> int:
    """Characters between; a word that stands before its number is nearer than one behind it."""
    return amount.start - act.end() if amount.start >= act.end() else 2 * (act.start() - amount.end) + 1


def _of_life(text: str, wanted: Sought) -> Value | None:
    life = _LIFE.search(text, 0, _OPENS + 120)
    if wanted.kind != "date" or life is None or life.start() > _OPENS:
        return None
    part = 1 if _BORN in wanted.said else 2 if _DIED in wanted.said else 0
    if not part or not life[part]:
        return None
    found = [one for one in amounts(life[part]) if one.day is not None] or [
        Amount(0, 4, day=(int(year), None, None)) for year in re.findall(r"\d{4}", life[part])[-1:]
    ]
    return Value("date", (found[-1],)) if found else None


def _name(text: str, acts: list[re.Match[str]], wanted: Sought) -> Value | None:
    if _UNTIL.search(text):
        return None
    for act in acts:
        if _FORMER.search(text, 0, act.start()):
            continue
        behind = text[act.end() : act.end() + _REACH]
        joint = (_PLACED if wanted.place else _BY).search(behind)
        if joint is None:
            continue
        for run in _RUN.finditer(text, act.end() + joint.end(), min(len(text), act.end() + joint.end() + _REACH)):
            words = frozenset(word.lower() for word in _WORD.findall(run[0])) - {"the"}
            stems = frozenset(stem for word in words for stem in terms(word, stop_words=False))
            if words and not stems <= {stem for name in wanted.subject for stem in name}:
                return Value("name", name=words)
    return None


def unlike(one: Value, other: Value) -> bool:
    """True when one of the two cannot be so where the other is."""
    if one.kind != other.kind:
        return False
    if one.kind == "name":
        return one.name.isdisjoint(other.name)
    if one.kind == "number" and one.years and other.years and one.years.isdisjoint(other.years):
        return False
    return not any(_may_be_one(a, b) for a in one.amounts for b in other.amounts)


def _may_be_one(one: Amount, other: Amount) -> bool:
    """True for the same amount or day, for a number and what it is rounded to, and for two that are not measured alike.

    Also for two days without a year: a season's hours are of many, and so are the holidays on which a house is closed.
    """
    if same(one, other):
        return True
    if one.day is not None and other.day is not None:
        return one.day[0] is None and other.day[0] is None
    if one.day is not None or other.day is not None:
        return False
    if one.measure is None and other.measure is None:
        return any(_rounds(a, b) or _rounds(b, a) for a in one.values for b in other.values)
    return not comparable(one, other)


def _rounds(round_one: float, exact: float) -> bool:
    """True where a number may be another one, rounded to thousands or more."""
    step = _ROUND
    if not round_one or round_one % step:
        return False
    while not round_one % (step * 10):
        step *= 10
    return abs(round_one - exact) <= step / 2
