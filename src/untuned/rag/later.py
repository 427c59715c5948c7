"""What a sentence says holds only from a later day on, or held until an earlier one, such as a price: what holds now is shown before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from untuned.models.reader.extractive import Place, Reading, without
from untuned.models.reader.growing import have_answer
from untuned.text.days import periods
from untuned.text.regex import regex
from untuned.types.answers import Passage

_BEGINS = regex(
    r"(?:\b(?:(?:starting|beginning|effective|valid|applicable)(?:\s+(?:on|from|as\s+of))?|from|as\s+(?:of|from)|с|со|начиная\s+с(?:о)?)|\bon\s+and\s+after)\s+\Z",
    re.IGNORECASE,
)
"""Before the day from which on something holds."""
_ENDS = regex(r"\s*(?:[-–—]|to\b|until\b|till\b|through\b|по\b|до\b)", re.IGNORECASE)
"""Behind one that only begins a stretch, such as the days of a fair: it says when something is, not since when it holds."""
_UNTIL = regex(r"\b(?:(?:valid|applicable)\s+)?(?:until|till|through|up\s+to|before|до|по)\s+\Z", re.IGNORECASE)
"""Before the day up to which something held."""
_OF_STRETCH = regex(r"(?:\b(?:from|between|с|со)\b|[-–—])[^.;!?]{1,30}\Z", re.IGNORECASE)
"""Before the end of a stretch of days."""
_ANOTHER_TIME = regex(
    r"\b(?:will|going to|future|next|coming|new|old|former(?:ly)?|previous(?:ly)?|earlier|before|was|were|did|used to"
    r"|ris(?:e|ing)|increase\w*|change\w*)\b"
    r"|(?<!\w)(?:буд(?:ет|ут)|будущ\w+|нов\w{2,3}|стар\w{2,3}|прежн\w+|раньше|был[аои]?|станет|измен\w+|повыс\w+|вырас\w+)(?!\w)",
    re.IGNORECASE,
)
_OF_MORE = regex(
    r"\b(?:extra|additional|deposit|surcharge|discount\w*|(?:per|each|every)\s+\w+)\b"
    r"|(?<!\w)(?:доп\w+|скидк\w+|залог\w*|за кажд\w+)",
    re.IGNORECASE,
)
"""What makes a value one of something else: `5 EUR per extra seat`."""
_NEAR = 40
_LEAST = 0.5
"""The share of the other place's evidence that what holds now has at least."""


def is_of_another_time(text: str, day: date) -> bool:
    """True for a text that says that it holds from a day on which is after another one, or that it held until a day before that."""
    for found in periods(text):
        near = max(0, found.start - _NEAR)
        if found.first > day and _BEGINS.search(text, near, found.start) is not None and _ENDS.match(text, found.end) is None:
            return True
        until = _UNTIL.search(text, near, found.start) if found.last < day else None
        if until is not None and _OF_STRETCH.search(text, near, until.start()) is None:
            return True
    return False


def asks_of_another_time(question: str) -> bool:
    """True for a question that names a time itself, or asks for what was or will be."""
    return next(periods(question), None) is not None or _ANOTHER_TIME.search(question) is not None


def now_first(reading: Reading, passages: Sequence[Passage], *, day: date | None, max_sentences: int) -> Reading:
    """The reading with what holds on a day before what it would show first, where that holds at another time and tells a value.

    What holds now names the same, and has the kind of value that is asked for: a price, a number. A day that is asked for may be any.
    What is of a document that says itself that it held until a day before is left out then.
    """
    asks_when = reading.question.cue == "date"
    if day is None or asks_when or not reading.places or not _is_of_another_time(reading.places[0], reading, passages, day=day):
        return reading
    other, draft = reading.places[0], reading.drafts[0]
    rest = without(reading, passages, places=[other], max_sentences=max_sentences)
    for at, place in enumerate(rest.places):
        if _tells_now(place, other, rest, passages, day=day):
            kept = 0 if _has_ended(passages[other.window.passage], day) else 1
            places = (place, *(other,)[:kept], *rest.places[:at], *rest.places[at + 1 :])
            drafts = (rest.drafts[at], *(draft,)[:kept], *rest.drafts[:at], *rest.drafts[at + 1 :])
            most = max(len(reading.places), 1 + kept)
            return replace(reading, places=places[:most], drafts=drafts[:most])
    return reading


def _is_of_another_time(place: Place, reading: Reading, passages: Sequence[Passage], *, day: date) -> bool:
    """True where each sentence with the value that is asked for is, or all of its document."""
    passage = passages[place.window.passage]
    told = [unit for unit in place.units if have_answer((unit,), passage, reading.question)]
    return bool(told) and (_has_ended(passage, day) or all(is_of_another_time(passage.text[unit.start : unit.end], day) for unit in told))


def _has_ended(passage: Passage, day: date) -> bool:
    """True for a passage of a document that says itself that it held until a day before."""
    until = passage.version.effective_to
    return until is not None and until < day


def _tells_now(place: Place, other: Place, reading: Reading, passages: Sequence[Passage], *, day: date) -> bool:
    passage, names, others = passages[place.window.passage], reading.shares.names, passages[other.window.passage]
    of_more = {found[0].lower() for found in _OF_MORE.finditer(others.text[other.start : other.end])}
    return (
        not place.window.elsewhere
        and other.window.held & names & ~place.window.held == 0
        and {found[0].lower() for found in _OF_MORE.finditer(passage.text[place.start : place.end])} <= of_more
        and place.window.evidence >= _LEAST * other.window.evidence
        and have_answer(place.units, passage, reading.question)
        and not _is_of_another_time(place, reading, passages, day=day)
    )
