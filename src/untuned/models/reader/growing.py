"""How much is shown of what was chosen: the rest of its paragraph, the list that it introduces, and where it is short what is beside it."""

from __future__ import annotations

from collections.abc import Sequence

from untuned.models.reader.cues import CueKind
from untuned.models.reader.defining import is_definition
from untuned.models.reader.headwords import begins_definition
from untuned.models.reader.question import Question
from untuned.models.reader.shares import Shares
from untuned.models.reader.units import Unit
from untuned.models.reader.windows import Window, cut
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Passage

_SHORT = 200
"""Characters below which what is shown takes in what follows."""
_SHORT_ANSWERS: frozenset[CueKind] = frozenset({"phone", "email", "version", "price", "number", "date", "value", "who", "where"})
"""Kinds of answers that a sentence has or has not: where it has one, nothing beside it is wanted."""
_NUMBER = regex(r"[ \t>]*\(?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[^\W\d_])[.)][ \t]")
"""What a line of a numbered list begins with."""
_CLAUSE = regex(r"[A-ZА-ЯЁ][A-ZА-ЯЁ'’&,/ -]{3,80}[.:](?=\s)|[^\n.!?;:]{1,60}(?=\n[ \t]*\n[^\W\d])")
"""The beginning of a clause with a title of its own: `GOVERNING LAW. This …`, or `Governing law` alone above its paragraph."""
_HEADED = regex(r"[^\n:]{1,80}:[*_ \t]*\n")
"""The beginning of lines that have a line of their own above them, such as `Opening hours:`."""


def grown(window: Window, passage: Passage, shares: Shares, question: Question, *, longest: int, most: int) -> tuple[Unit, ...]:
    """The window's units, to its whole paragraph, to the list that it introduces, and while short, to what is beside it.

    Short is enough where a number, a day or a name is asked for and stands in the window; and what stands beside the paragraph on E-1042
    is about E-1041. Bullets stand each for itself, unless all of them are asked for; steps follow each other.
    """
    parts = cut(passage)
    first, last = window.first, window.last
    about = [unit for unit in parts[first : last + 1] if shares.of(unit.terms)]
    told = have_answer(about, passage, question) or is_definition(parts[first], passage, question)
    short = 0 if shares.codes or told else _SHORT
    if not short:
        first = _where_it_begins(parts, first, last, passage, shares, question)
    all_items = _asks_for_all(window, parts[first], passage, shares, question)

    def fits(first: int, last: int) -> bool:
        inside = first >= 0 and last < len(parts) and last - first < most
        return inside and parts[last].end - parts[first].start <= longest and parts[first].above == parts[last].above

    def wanted_after(last: int) -> bool:
        introduced = all_items or introduces(parts[first], passage.text)
        length = parts[last].end - parts[first].start
        return _after(parts[last], parts[last + 1], passage.text, all_items=introduced, how=question.cue == "how", short=length < short)

    def wanted_before(first: int) -> bool:
        length = parts[last].end - parts[first].start
        return _before(parts[first - 1], parts[first], passage.text, all_items=all_items, short=length < short)

    while fits(first, last + 1) and wanted_after(last):
        last += 1
    while fits(first - 1, last) and wanted_before(first):
        first -= 1
    return parts[first : last + 1]


def have_answer(units: Sequence[Unit], passage: Passage, question: Question) -> bool:
    """True where a number, a day, a name is asked for, and stands in one of the units."""
    if question.cue not in _SHORT_ANSWERS:
        return False
    return any(question.offered(passage.text[unit.start : unit.end], unit) for unit in units)


def lacks_answer(units: Sequence[Unit], passage: Passage, question: Question) -> bool:
    """True where a number, a day, a name, a reason is asked for, and none of the units has one."""
    if question.cue == "why":
        return not any(question.offered(passage.text[unit.start : unit.end], unit) for unit in units)
    return question.cue in _SHORT_ANSWERS and not have_answer(units, passage, question)


def _where_it_begins(parts: Sequence[Unit], first: int, last: int, passage: Passage, shares: Shares, question: Question) -> int:
    """The first unit of a window without the paragraphs at its beginning that have nothing of what is asked but what its end has too."""
    while first < last and parts[first].block != parts[first + 1].block and not introduces(parts[first], passage.text):
        rest = shares.of([term for unit in parts[first + 1 : last + 1] for term in unit.terms])
        if shares.of(parts[first].terms) & ~rest or have_answer(parts[first : first + 1], passage, question):
            break
        first += 1
    return first


def _asks_for_all(window: Window, item: Unit, passage: Passage, shares: Shares, question: Question) -> bool:
    """True for an item of which only headings and titles have what is asked for, and for a step where it is asked how."""
    if item.kind != "item":
        return False
    chunk = passage.hit.chunk
    above = shares.of(terms("\n".join((passage.version.title, *chunk.headings)), language=chunk.language or passage.version.language))
    of_headings = bool(window.heading | above) and not (window.own | window.loose) & ~above
    return of_headings or (question.cue == "how" and is_step(item, passage.text))


def is_step(item: Unit, text: str) -> bool:
    """True for an item of a numbered list."""
    return item.kind == "item" and _NUMBER.match(text, text.rfind("\n", 0, item.start) + 1) is not None


def _after(unit: Unit, following: Unit, text: str, *, all_items: bool, how: bool, short: bool) -> bool:
    """True when a unit is wanted after the last: as the rest of its paragraph, as what that introduces, or where all is short."""
    if unit.block == following.block or introduces(unit, text):
        return True
    if following.kind == "term" or begins_definition(following, text) or (not (how or all_items) and begins_clause(following, text)):
        return False
    if unit.kind == following.kind == "item":
        return all_items or (short and (how or is_step(following, text)))
    return short and "row" not in (unit.kind, following.kind)


def _before(unit: Unit, first: Unit, text: str, *, all_items: bool, short: bool) -> bool:
    """True when a unit is wanted before the first: as the rest of its paragraph, or where all is short; one item before another for all."""
    if unit.block == first.block or unit.kind == "term":
        return first.kind != "term"
    if unit.kind == first.kind == "item":
        return all_items
    alone = first.kind == "term" or begins_anew(first, text)
    return short and not alone and unit.kind != "code" and "row" not in (unit.kind, first.kind)


def begins_clause(unit: Unit, text: str) -> bool:
    """True for a number of a list with a title of its own: what stands before it is another clause."""
    return is_step(unit, text) and _CLAUSE.match(text, unit.start) is not None


def begins_anew(unit: Unit, text: str) -> bool:
    """True for a clause, and for lines below one of their own, as `Opening hours:`: what stands before is about something else."""
    return _HEADED.match(text, unit.start, unit.end) is not None or begins_clause(unit, text) or begins_definition(unit, text)


def introduces(unit: Unit, text: str) -> bool:
    """True for the term of a definition, and for a sentence that ends in a colon."""
    if unit.kind == "term":
        return True
    return text[unit.start : unit.end].rstrip("*_ ").endswith((":", "：")) and unit.kind != "code"
