"""Whether what would be shown leaves untold what a question's wording wants: a ban, a list, a clause, a time, or whose hours they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from untuned.models.reader.cues import offers
from untuned.models.reader.extractive import Place, Reading
from untuned.models.reader.headings import Headings
from untuned.models.reader.question import Question
from untuned.models.reader.timetables import opening
from untuned.models.reader.units import Unit
from untuned.models.reader.wants import denies, gives_or_denies_leave, tells_kinds
from untuned.models.reader.windows import cut
from untuned.text.hours import has_hours
from untuned.text.opposites import turned
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Passage

_WHEN = regex(
    r"\b(?:when(?:ever)?|once|as soon as|if|always|never|not yet|soon|today|tomorrow|yesterday|now|later|already|next|last|begin\w*"
    r"|start\w*|end|seconds?|minutes?|hours?|hourly|days?|daily|weeks?|weekly|weekends?|months?|monthly|quarter\w*|years?|yearly|times?"
    r"|dates?|deadline|morning|afternoon|evening|night|spring|summer|autumn|fall|winter|seasons?|holidays?|easter|christmas|term"
    r"|cancel\w*|postpone\w*|whil(?:e|st)|upon|on (?:arrival|receipt|delivery|request|departure)|at the same)\b"
    r"|(?<!\w)(?:если|когда|сразу|всегда|никогда|сейчас|скоро|сегодня|завтра|вчера|позже|раньше|еже\w+|день|дня|дней|дни|недел\w+"
    r"|месяц\w*|год\w*|лет|час\w*|минут\w*|утр\w+|вечер\w*|ноч\w+|днём|днем|весн\w+|лет[оа]м?|осен\w+|зим\w+|выходн\w+|праздник\w*"
    r"|будн\w+|срок\w*|врем\w+|начал\w*|конц\w+|отмен\w+|перенес\w+|при)(?!\w)|(?<![\d.,])\d{1,2}[/.]\d{1,2}(?!\d)"
    r"|(?<!\w)(?:in|by|since|until|around|circa|в|до|после|около|с) \d{3,4}(?!\w|[.,]\d)",
    re.IGNORECASE,
)
"""What tells a time in whatever way."""
_CLOCK = regex(
    r"\b(?:noon|midday|midnight|o['’]clock|mornings?|afternoons?|evenings?|nights?|dawn|dusk|sunrise|sunset|daylight"
    r"|lunch\w*|any ?time|hourly|half past|every hour"
    r"|always|never|closed|around the clock|all day)\b"
    r"|(?<!\w)(?:полдень|полудн\w+|полноч\w*|утр\w+|вечер\w*|ноч\w+|днём|днем|обед\w*|рассвет\w*|закат\w*|кажд\w+ час\w*|ежечасно"
    r"|круглосуточно|люб\w+ время|всегда|закрыт\w*)",
    re.IGNORECASE,
)
"""What tells a time of the day without a number."""
_WORD = regex(r"[^\W_][\w'’-]*")
_WITH_ANOTHER = 2
"""Words of a thing's name that may be told from another one's."""


def untold(reading: Reading, passages: Sequence[Passage]) -> bool:
    """True where the best place has nothing of a time or clause that is asked for, no ban, no leave, no list, or another's hours."""
    place = reading.places[0]
    passage, wants = passages[place.window.passage], reading.question.wants
    silent = (wants.ban and not _has_ban(place, passage)) or (wants.leave and not _has_leave(reading, place, passage))
    if silent and not _stands_below_it(reading, place, passage):
        return True
    if wants.clause is not None:
        return not any(wants.has_clause(passage.text[unit.start : unit.end], above=unit.headed) for unit in place.units)
    if reading.question.cue == "date" and not _has_time(reading, place, passage):
        return True
    if wants.kinds and reading.question.cue is None and not _has_kinds(reading, place, passage):
        return True
    return _has_hours_of_another(reading, passages)


def _stands_below_it(reading: Reading, place: Place, passage: Passage) -> bool:
    """True for what stands below the question itself, as in a page of questions: it answers, in whatever words."""
    headings = Headings(passage, cut(passage), question=reading.question, shares=reading.shares)
    return headings.is_question(place.units[0])


def _has_ban(place: Place, passage: Passage) -> bool:
    """True where a sentence denies, or the heading or the line that introduces its list."""
    around = (*passage.hit.chunk.headings, passage.version.title, *(unit.headed for unit in place.units), _introduction(place, passage))
    return any(map(denies, (*_texts(place.units, passage), *around)))


def _has_leave(reading: Reading, place: Place, passage: Passage) -> bool:
    """True where a sentence about what is to be brought says that it may come in, or may not."""
    shares = reading.shares
    about = shares.of(reading.question.weights.keys() - reading.question.asking)
    texts = (passage.text[unit.start : unit.end] for unit in place.units if shares.held(unit.terms) & about)
    return any(map(gives_or_denies_leave, texts))


def _has_time(reading: Reading, place: Place, passage: Passage) -> bool:
    """True where something that would be shown, or stands above it, tells a time, or a cell may."""
    if place.units[0].kind in ("row", "code") or place.heading is not None:
        return True
    above = "\n".join((*passage.hit.chunk.headings, *(unit.headed for unit in place.units)))
    known = reading.question.words
    own = [unit for unit in place.units if not of_its_like(unit, reading.question, passage)]
    told = "\n".join(_texts(own, passage))
    if reading.question.wants.clock and not (_CLOCK.search(told) or offers(told, kind="number", known=known)):
        return False
    return any(offers(text, kind="date", known=known) for text in (told, above)) or _says_when(told, known)


def of_its_like(unit: Unit, question: Question, passage: Passage) -> bool:
    """True for a sentence about another thing of the same name: the autumn fair for the spring fair, the open evening for the members'."""
    text = passage.text[unit.start : unit.end]
    return turned(question.terms, unit.terms, around=_named_above(passage)) or _names_another(text, question)


def _names_another(text: str, question: Question) -> bool:
    """True where the noun whose time is asked for stands behind another word than in the question, and never behind its own."""
    named = [term for term in question.terms if term in question.dated]
    if len(named) < _WITH_ANOTHER:
        return False
    words = [(word[0], terms(word[0], language=question.language)) for word in _WORD.finditer(text)]
    before = [one for one, other in pairwise(words) if other[1] == [named[-1]]]
    told = {term for _, found in words for term in found}
    return bool(before) and told.isdisjoint(named[:-1]) and all(one[1] and one[0].isalpha() for one in before)


def _says_when(text: str, known: frozenset[str]) -> bool:
    return any(match[0].lower() not in known for match in _WHEN.finditer(text))


def _has_kinds(reading: Reading, place: Place, passage: Passage) -> bool:
    """True for rows and items of what is asked for, and for a sentence about it that says what there is.

    A row or an item is of it by its words, its columns, or what stands above it: what is kept beside the glazes is none.
    """
    kinds, language, shares = reading.question.wants.kinds, reading.question.language, reading.shares
    wanted, window = shares.of(kinds), place.window
    around = (window.heading | window.near | window.title) & wanted
    for unit in place.units:
        text = passage.text[unit.start : unit.end]
        own = shares.held(unit.terms) & wanted
        listed = unit.kind in ("row", "item", "term") and not text.endswith("?")
        if listed and (own or around or shares.held((*unit.above, *unit.columns)) & wanted):
            return True
        if own and tells_kinds(text, kinds, language=language):
            return True
    return False


def _has_hours_of_another(reading: Reading, passages: Sequence[Passage]) -> bool:
    """True where every sentence that tells hours begins with something else, and what is asked about has hours in another one."""
    wants, place = reading.question.wants, reading.places[0]
    if not wants.hours_of and not wants.hours_of_all:
        return False
    passage = passages[place.window.passage]
    asked = frozenset(_named_above(passage)) if wants.hours_of_all else wants.hours_of
    shown = [_whose(unit, passage) for unit in place.units if not opening().isdisjoint(unit.terms)]
    if not shown or not all(whose and whose.isdisjoint(asked) for whose in shown):
        return False
    others = (_whose(unit, each) for each in passages for unit in cut(each) if not opening().isdisjoint(unit.terms))
    return any(not whose.isdisjoint(asked) for whose in others)


def _whose(unit: Unit, passage: Passage) -> frozenset[str]:
    """The analysed words for what a sentence tells the hours of; none where it does not begin with that."""
    return frozenset(terms(has_hours(passage.text[unit.start : unit.end]), language=passage.hit.chunk.language or passage.version.language))


def _named_above(passage: Passage) -> list[str]:
    return terms("\n".join((passage.version.title, *passage.hit.chunk.headings)), language=passage.hit.chunk.language)


def _introduction(place: Place, passage: Passage) -> str:
    """The line that introduces the list whose items the place shows; "" where it shows none."""
    if place.units[0].kind != "item":
        return ""
    before = (unit for unit in reversed(cut(passage)) if unit.end <= place.start and unit.kind != "item")
    return next((passage.text[unit.start : unit.end] for unit in before), "")


def _texts(units: Sequence[Unit], passage: Passage) -> Iterator[str]:
    return (passage.text[unit.start : unit.end] for unit in units)
