"""What a person is told of a quote that is about something else: in whole words, a time without the preposition that it stands behind."""

from __future__ import annotations

import re

from untuned.rag.verify.scope.about import Finding
from untuned.rag.verify.scope.whens import dates
from untuned.text.measures import measure_after
from untuned.text.regex import regex

_LEADS = regex(
    r"(?i)(?:in|of|for|since|until|till|by|during|between|within|under|over|from|to|before|after|on|at|в|во|на|с|со|по|до|после|через)\s+"
)
_MONTHS = ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь")
_WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")


def worded(finding: Finding, *, question: str, evidence: str, russian: bool) -> str:
    """A sentence such as `this is about the Pro plan`; `evidence` is the text that the finding was made in."""
    thing, instead = finding.thing, finding.instead
    if thing.kind == "plan" and instead:
        return f"это о тарифе {instead}" if russian else f"this is about the {instead} plan"
    if told := _told(instead, evidence):
        return f"это о другом: {told}" if russian else f"this is about {told}"
    asked = "" if instead else _told(thing.text, question)
    if asked:
        return f"здесь нет упоминания: {asked}" if russian else f"this does not mention {asked}"
    return "это о другом" if russian else "this is about something else"


def _told(named: str, text: str) -> str:
    """What is named in a text as people say it by itself; "" where nothing is left but a number of nobody knows what."""
    led = _LEADS.match(named)
    if led is not None and named[led.end() :].isdecimal():
        return _counted(named[led.end() :], named, text)
    found = dates(named)
    if len(found) != 1 or found[0].text != named:
        return named
    _, month, _, weekday, _ = found[0].keys
    said = _LEADS.sub("", named, count=1).rstrip(".")
    if not re.search(r"[а-яё]", said, re.IGNORECASE) or sum(map(bool, found[0].keys)) > 1:
        return said
    return _MONTHS[int(month) - 1] if month else _WEEKDAYS[int(weekday) - 1] if weekday else said


def _counted(number: str, named: str, text: str) -> str:
    """The date or the amount that a number behind a preposition begins: `1 March 2026` or `1 week` of `after 1`; "" without one."""
    place = re.search(rf"(?<!\w){re.escape(named)}(?!\w)", text)
    if place is None:
        return ""
    start = place.end() - len(number)
    day = next((date.text for date in dates(text) if date.start == start), "")
    measure = measure_after(text, place.end())
    return day.rstrip(".") or ("" if measure is None else text[start : measure[1]])
