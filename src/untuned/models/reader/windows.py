"""Runs of consecutive sentences, items and rows of one passage, and how well each fits a question."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from untuned.models.reader.cues import CONTACTS, CueKind, has_amount
from untuned.models.reader.defining import defines, in_glossary, is_term_of
from untuned.models.reader.headings import Headings
from untuned.models.reader.headwords import (
    BY_LINES,
    NOTHING,
    OF_NAMES,
    begins_definition,
    definitions,
    headwords,
    names_alone,
    names_asked_about,
    of_names,
    tells_first,
)
from untuned.models.reader.others import of_others
from untuned.models.reader.question import Question
from untuned.models.reader.shares import Shares
from untuned.models.reader.structure import laid_out
from untuned.models.reader.timetables import of_something_beside
from untuned.models.reader.units import Layout, Unit, units
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Passage

LONGEST = 600
"""Characters of a window."""
_MOST_UNITS = 3

# Weights of a window's score, found by coordinate search over documentation, Wikipedia and medical papers together; most of them
# may be halved or doubled with little change. benchmarks/reader.py and benchmarks/main_job.py --dev measure them.
_PARTIAL = 0.5  # a question term with only its first letters found, as in another inflection
_NEAR = 0.25  # found in the sentence before it, or in the line that introduces the list
_HEADING = 0.5  # found in the nearest heading above it: what is asked about often stands there and nowhere else
_DEFINED = 0.9  # more for that where it is the name of code that is defined: what stands below `work_mem` need not repeat it
_ASKED_ABOVE = 0.9  # more for that where the heading is the question itself: what stands below it answers
_OPENS = 0.1  # more for that in what stands first under the heading
_TITLE = 0.25  # found in the document's title and the outer headings
_PAIRS = 0.4
_CUE = 0.4
_REACHED = 1.5
"""The same of a telephone's number or an address, which "the last digits of your phone number" is not for all its words."""
_OTHER_MEASURE = 0.5  # the share of it that a number of another measure is worth: "eleven months" where it is asked how large
_PRICE = 0.8  # the same for an amount of money: few sentences have one
_DEFINES = 0.8
"""The same for what opens a section whose heading is all that is asked for, or that defines it, where what it is, or how it is
done, is asked."""
_GLOSSARY = 1.0  # more for a definition where it stands in a glossary: other pages list the same word as a command or a column
_NEW = 0.1  # at least three words that the question has not: an echo of the question answers nothing
_LENGTH = 0.05  # per unit of log length
_ABSENT = 0.5  # the share of the question's names that the whole passage lacks
_RANK = 0.6  # how well the whole passage was ranked
_PAGE = 0.1  # how much of what was found is of its document
_LANGUAGE = 0.25  # written in the question's language: decides between translations of one page
_CODE = 0.5  # a listing shows, it seldom says
_ASKS = 0.2  # a question answers nothing
_KNOWN = 1.0  # what is asked for stands in a clause alone, as in "three weeks before the course begins"
_POINTS = 0.1  # it says where to read on
_OTHER_CODE = 0.6  # it lacks a code or a day that is asked for, which stands elsewhere: the row of another error, or of another thing's day
_OTHER_NAME = 1.0  # it stands in the definition of another name than the one that is asked about, which is defined elsewhere
_OTHER_QUESTION = 0.6  # it is the 'yes' or 'no' to another question
_RARE = 4  # a code is rare that at most one window in so many has

_POINTER = regex(
    r"\b(?:you (?:already )?(?:saw|read|learned)|you(?:'ll| will) (?:see|learn|read)"
    r"|read more|learn more|more (?:info|details)|see also|next chapter"
    r"|подробнее|вы (?:уже )?(?:видели|прочитали|узнаете|увидите)|см\. также|следующ\w+ (?:глав|раздел)\w*)",
    re.IGNORECASE,
)
_EXAMPLE = regex(
    r"\b(?:such as|for example|for instance|like|e\.g\.|например|вроде|типа)[,:]?\s+[`\"'«“(]*(?=[\w-]*\d)(?=[\d-]*[^\W\d])\w",
    re.IGNORECASE,
)
"""A code that is named as an example: nothing is said of it."""
_CLAUSE = regex(r"(?<!\S)\d{1,2}(?:\.\d{1,2}){1,3}\.?[ \t]+[«“\"]?[A-ZА-ЯЁ]")
_NUMBER = 12
"""Characters before a clause in which its number stands."""
_OF_POINTERS = ("you", "more", "also", "chapter", "подробнее", "вы ", "также", "следующ")
"""One of these is in every pointer, in small letters: to look for them takes a tenth of the time."""


OF_TERMS: frozenset[CueKind | None] = frozenset({"name", "how", "meaning"})
"""Kinds of answers that a definition gives: the name of a thing, what it is, how to get what it does."""


class Window(NamedTuple):
    """One to three consecutive units of a passage under one heading; sets of the question's terms as `Shares` has them."""

    passage: int
    """Ordinal of the passage."""
    first: int
    """Ordinal of its first unit among the passage's."""
    last: int
    own: int
    """The terms that it has."""
    loose: int
    """Those of which it has only the first letters."""
    near: int
    """Those of the others that stand in the sentence before it, or in the line that introduces its list."""
    heading: int
    """Those of the others in the nearest heading above it."""
    title: int
    """Those of the others in the document's title and the outer headings."""
    evidence: float
    """What speaks for it by its own words and those right around it."""
    score: float
    """`evidence` with what speaks for it whatever its words: its passage's rank, its document, its language."""
    elsewhere: bool = False
    """It is the 'yes' or 'no' to another question than the one that is asked, or defines another name."""

    @property
    def held(self) -> int:
        """The terms that it carries, with what stands before and above it."""
        return self.own | self.loose | self.near | self.heading | self.title


class _Sight(NamedTuple):
    """What one unit has of the question."""

    unit: Unit
    own: int
    loose: int
    near: int
    heading: int
    defined: int
    """Those of the term of code that it defines."""
    pairs: int
    cue: float
    new: int
    against: float
    opens: bool
    asked: bool
    """The heading above it is the question, as `Pairing a hub` is "How do I pair a hub?"."""
    clause: bool
    """It is a clause of a contract, such as `2.1. The rent is due monthly.`"""
    elsewhere: bool
    """It is the 'yes' or 'no' to another question, or that question."""
    anew: bool
    """Another definition begins with it."""
    unanswered: bool
    """It is a question that nothing but another follows, as in a list of them: it answers nothing."""


def windows(question: Question, passages: Sequence[Passage], *, shares: Shares) -> list[Window]:
    """Every window that carries anything of the question, best first."""
    best = max((passage.hit.score for passage in passages), default=0.0)
    ranks = [passage.hit.score / best if best > 0 else 0.0 for passage in passages]
    documents: dict[int, float] = {}
    for passage, rank in zip(passages, ranks, strict=True):
        documents[passage.version.id] = documents.get(passage.version.id, 0.0) + rank
    most = max(documents.values(), default=0.0)
    found: list[Window] = []
    for index, (passage, rank) in enumerate(zip(passages, ranks, strict=True)):
        page = documents[passage.version.id] / most if most > 0 else 0.0
        found += _of_passage(question, passage, index, base=_RANK * rank + _PAGE * page, shares=shares)
    beside = of_something_beside(found, shares, units=lambda index: (passages[index].text, cut(passages[index])))
    others = of_others(found, question, shares, passages, cut=cut)
    found = [
        window._replace(score=window.score - _OTHER_NAME, elsewhere=True)
        if nth in others
        else window._replace(score=window.score - _OTHER_CODE)
        if nth in beside
        else window
        for nth, window in enumerate(found)
    ]
    return sorted(_without_other_codes(found, shares), key=lambda window: -window.score)


def _without_other_codes(found: Sequence[Window], shares: Shares) -> Iterator[Window]:
    """The windows; those without a code, or a day of the week, that is asked for and that few of them have score less."""
    asked = shares.codes | shares.days
    held = [window.held & asked for window in found]
    rare = 0
    for at in range(asked.bit_length()):
        times = sum(one >> at & 1 for one in held)
        rare |= (0 < times * _RARE <= len(found)) << at
    for window, codes in zip(found, held, strict=True):
        yield window if codes & rare == rare else window._replace(score=window.score - _OTHER_CODE)


def cut(passage: Passage) -> tuple[Unit, ...]:
    """The passage's units, without its own headings where its format does not mark them."""
    chunk, version = passage.hit.chunk, passage.version
    found = units(passage.text, language=chunk.language or version.language, layout=laid_out(passage) or _layout(passage))
    if version.format == "markdown":
        return found
    headings = {version.title, *chunk.headings}
    return tuple(unit for unit in found if _whole_line(unit, passage.text) not in headings)


def _whole_line(unit: Unit, text: str) -> str:
    """The unit with what stands beside it in its lines: `1. Rent` is a heading, though it looks like an item."""
    end = text.find("\n", unit.end)
    return text[text.rfind("\n", 0, unit.start) + 1 : len(text) if end < 0 else end].strip()


def _layout(passage: Passage) -> Layout:
    match passage.version.format:
        case "csv":
            return "csv" if passage.start else "csv with header"
        case "jsonl" | "facts" as layout:
            return layout
        case _:
            return "markdown"


def _of_passage(question: Question, passage: Passage, index: int, *, base: float, shares: Shares) -> Iterator[Window]:
    chunk, version = passage.hit.chunk, passage.version
    language = chunk.language or version.language
    title = shares.of(terms("\n".join((version.title, passage.of_day, *chunk.headings[:-1])), language=language))
    seen = _sights(question, passage, shares=shares)
    held = title
    for sight in seen:
        held |= sight.own | sight.loose | sight.heading
    named = shares.weight(shares.names)
    absent = shares.weight(shares.names & ~held) / named if named else 0.0
    base += _LANGUAGE * (language == question.language) - _ABSENT * absent
    for first in range(len(seen)):
        yield from _from(seen, first, index, title=title, base=base, shares=shares)


def _sights(question: Question, passage: Passage, *, shares: Shares) -> list[_Sight]:
    found: list[_Sight] = []
    before, lead, block = 0, 0, -1
    last: tuple[str, ...] | None = None
    units_of = cut(passage)
    by_line = passage.version.format in BY_LINES
    title = shares.of(terms("\n".join((passage.version.title, *passage.hit.chunk.headings)), language=passage.version.language))
    of_day = shares.of(terms(passage.of_day, language=question.language))
    beside = shares.everything & ~(of_day | shares.asking) if of_day else 0
    headings = Headings(passage, units_of, question=question, shares=shares)
    asked = names_asked_about(question, shares)
    parts_of = definitions(passage, units_of) if asked else [NOTHING] * len(units_of)
    heads = headwords(units_of)
    meant = _DEFINES + _GLOSSARY * in_glossary(question, passage)
    for at, (unit, following) in enumerate(zip_longest(units_of, units_of[1:])):
        own, loose = _own(unit, shares) & ~of_day, shares.loose(unit.terms) & ~of_day  # all of its document is of that day
        heading = headings.above(unit) & ~of_day
        names, head = of_names(parts_of[at].of(asked), question, shares), parts_of[at].head(asked)
        defined = 0 if head == at and unit.kind in ("term", "row") else names
        if 0 <= heads[at] < at and is_term_of(question, passage.text[units_of[heads[at]].start : units_of[heads[at]].end]):
            defined = shares.everything
        headed, opens = headings.is_subject(unit), unit.above != last
        text = passage.text[unit.start : unit.end]
        first = heads[at] == at - 1 and shares.all_asked(defined)
        says = (opens and headings.is_term(unit)) or _says_what(unit, text, question, first=first)
        tells = unit.kind != "term" and (unit.kind != "row" or meant > _DEFINES)  # a row is one of many, but in a glossary
        defined = shares.everything if says and tells else defined
        own |= shares.of(question.wants.told(text, language=question.language, above=unit.headed))
        if own & shares.codes and _EXAMPLE.search(text):
            own &= ~(shares.codes | shares.names)
        found.append(
            _Sight(
                unit=unit,
                own=own,
                loose=loose,
                near=(lead | before) if unit.block == block else lead if unit.kind != "sentence" else before,
                heading=heading | defined,
                defined=defined,
                pairs=shares.pairs(unit.terms) if own else 0,
                cue=(_CUE if unit.kind == "row" and meant == _DEFINES else meant)
                if says
                else _DEFINES
                if names and tells_first(units_of, at, head=head) and names_alone(names | title, shares) and question.cue in OF_NAMES
                else _cue(unit, text, question, opens=headed and opens, entry=question.entry(unit, passage.text) is not None),
                new=min(len(set(unit.terms)) - own.bit_count(), 3),
                against=0.0 if headed and question.cue == "how" and unit.kind == "code" else _against(unit, text, question),
                opens=opens,
                asked=opens and (headings.is_question(unit) or (headed and question.cue == "how")) and not unit.asks,
                clause=unit.kind == "item" and _CLAUSE.search(passage.text, max(unit.start - _NUMBER, 0), unit.end) is not None,
                elsewhere=headings.settles_another(unit, text) or (beside != 0 and not own | loose | heading | defined),
                anew=unit.kind == "term" or (by_line and unit.block != block and begins_definition(unit, passage.text)),
                unanswered=_asks(text) and (following is None or _asks(passage.text[following.start : following.end])),
            )
        )
        if found[-1].elsewhere and len(found) > 1 and found[-2].unit.asks and found[-2].unit.headed == unit.headed:
            found[-2] = found[-2]._replace(elsewhere=True)
        before, block, last = 0 if unit.kind == "row" else own, unit.block, unit.above  # a row says nothing of what stands below its table
        lead = own if unit.kind in ("sentence", "term") else lead
    return found


def _own(unit: Unit, shares: Shares) -> int:
    """The terms that a unit has; those of its table's header too, where the row has any that the header has not: it is about that."""
    own, columns = shares.of(unit.terms), shares.of(unit.columns)
    return own | columns if own & ~columns else own


def _says_what(unit: Unit, text: str, question: Question, *, first: bool) -> bool:
    """True for what begins with all that is asked for and says what that is, and for what stands `first` below such a term."""
    return (first and question.cue in ("meaning", "how", None)) or defines(question, text, unit)


def _cue(unit: Unit, text: str, question: Question, *, opens: bool, entry: bool) -> float:
    """What it is worth that a unit has the kind of thing that is asked for, or is the `entry` of a log that has; 0 where it has not.

    What `opens` a section whose heading is all that is asked for says what that is, or how it is done.
    A row or an item below a heading or column that names what there is to choose from is one of it.
    """
    if (opens and question.cue in ("meaning", "how")) or _is_listed(unit, question):
        return _DEFINES
    if unit.kind == "term" and not unit.asks and question.cue in OF_TERMS:
        return _CUE
    if not question.offered(text, unit) and not entry:
        return 0.0
    if question.cue in CONTACTS:
        return _REACHED
    if question.cue == "price" and (unit.kind == "row" or has_amount(text)):
        return _PRICE
    fits = not question.measures or question.kind_told((text,)) & question.measures.keys() or has_amount(text)
    return _CUE if fits else _CUE * _OTHER_MEASURE


def _is_listed(unit: Unit, question: Question) -> bool:
    return unit.kind in ("row", "item") and question.wants.lists(unit)


def _against(unit: Unit, text: str, question: Question) -> float:
    """What speaks against a unit: that it is code, asks, points elsewhere, or takes for known when that was which is asked for."""
    known = _KNOWN * (not question.tells_outright(text))
    return _CODE * (unit.kind == "code") + _ASKS * _asks(text) + _POINTS * _points(text) + known


def _asks(text: str) -> bool:
    return text.endswith(("?", "？"))


def _points(text: str) -> bool:
    folded = text.casefold()
    for word in _OF_POINTERS:
        if word in folded:
            return _POINTER.search(text) is not None
    return False


def _is_tied(sight: _Sight, before: _Sight | None) -> bool:
    """False for a further item of a list without a word of the question: its number or name is of something else."""
    apart = before is not None and sight.unit.kind == before.unit.kind == "item" and sight.unit.block != before.unit.block
    return not apart or sight.own | sight.loose != 0


def _from(seen: Sequence[_Sight], first: int, index: int, *, title: int, base: float, shares: Shares) -> Iterator[Window]:
    """The windows that begin with one unit."""
    begin, weight = seen[first], shares.weight
    begins = begin.own | begin.loose
    if begin.unit.kind != "row":
        begins |= begin.near | (begin.heading if begin.opens else 0)
    own = loose = pairs = words = new = 0
    against = cue = 0.0
    unanswered = True
    for last in range(first, min(first + _MOST_UNITS, len(seen))):
        sight = seen[last]
        if last > first and (sight.unit.end - begin.unit.start > LONGEST or sight.unit.above != begin.unit.above):
            return
        if last > first and (not begins or "row" in (begin.unit.kind, sight.unit.kind)):  # rows stand each for itself
            return
        if shares.codes and sight.unit.block != begin.unit.block and begin.unit.kind != "term":  # so do paragraphs, each about its code
            return
        if last > first and sight.clause and sight.unit.block != begin.unit.block:  # and clauses of a contract
            return
        if last > first and (sight.elsewhere or sight.anew):  # of another question, or of another definition
            return
        tied = _is_tied(sight, seen[last - 1] if last > first else None)
        adds = last == first or (sight.own | sight.loose) & ~(own | loose) or sight.pairs & ~pairs or (tied and sight.cue and not cue)
        unanswered = unanswered and sight.unanswered
        own, loose, pairs = own | sight.own, loose | sight.loose, pairs | sight.pairs
        new, cue, words, against = max(new, sight.new), max(cue, sight.cue * tied), words + len(sight.unit.terms), against + sight.against
        only_loose = loose & ~own
        near = begin.near & ~own & ~loose & ~begin.defined
        heading = begin.heading & ~own & ~loose & ~near
        outer = title & ~own & ~loose & ~near & ~heading
        if unanswered or not (adds and (own or only_loose or near or heading or outer)):
            continue
        evidence = weight(own) + _PARTIAL * weight(only_loose) + _NEAR * weight(near) + _TITLE * weight(outer)
        evidence += (_HEADING + _OPENS * begin.opens) * weight(heading) + _DEFINED * weight(begin.defined)
        evidence += _ASKED_ABOVE * begin.asked * weight(begin.heading)
        evidence += _PAIRS * shares.of_pairs(pairs) + cue
        evidence += _NEW * new / 3 - _LENGTH * math.log1p(words) - against / (last - first + 1)
        score = base + evidence - _OTHER_QUESTION * begin.elsewhere
        yield Window(index, first, last, own, only_loose, near, heading, outer, evidence, score, begin.elsewhere)
