"""Advice as people read it: the headline, three answers with their evidence, the matrix, the break-even, what flips it."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator

from untuned.cli.output import EMPTY, Line, Part, Style, line
from untuned.evaluation.stats.counted import counted
from untuned.types.advice import Advice, BreakEven, Ground, NextStep, Reading, Said, Scenario
from untuned.types.measures import Interval

_WIDEST = 100
_LABEL = 9
_SAID: dict[Said, Style] = {"yes": "warning", "no": "good", "unknown": "faint"}
_HOLDS: dict[Said, Style] = {"yes": "strong", "no": "faint", "unknown": "plain"}
_TAKEN = (
    ("measured", "measured"),
    ("seen in the documents", "version history"),
    ("by the list of prices", "price list"),
    ("announced", "https://"),
    ("as you set it", "advice."),
    ("assumed; set what you know better below [advice]", "assumed"),
)
"""(what it is called, how its source begins) of the figures of the break-even."""


def advice_lines(advice: Advice, *, brief: bool = False, width: int = _WIDEST) -> Iterator[Line]:
    """The whole advice; `brief` leaves out what it assumes and the matrix."""
    columns = max(min(width, _WIDEST), 40)
    yield from _wrapped(advice.headline, columns, style="strong")
    yield from _step(advice.step, columns)
    for number, reading in enumerate(advice.readings, start=1):
        yield EMPTY
        yield from _reading(number, reading, columns, brief=brief)
    if not brief:
        yield EMPTY
        yield from _matrix(advice)
    if advice.break_even is not None:
        yield EMPTY
        yield from _break_even(advice.break_even, columns)
        if advice.break_even.flips != advice.flips:
            yield from _wrapped(f"turns over: {advice.break_even.flips}", columns, indent=3, hang=2)
    yield EMPTY
    yield from _labelled("flips it", advice.flips, columns)
    for note in advice.notes:
        yield from _labelled("note", note, columns, style="warning")
    rests = counted(advice.questions, "question") + (f", climb {advice.climb}" if advice.climb else ", no climb")
    base = f", base {advice.base}" if advice.base else ""
    name = f"advice {advice.id}: " if advice.id else ""
    yield line(f"{name}{rests}{base}, {advice.at:%Y-%m-%d}", "faint")


def listed_line(advice: Advice) -> Line:
    """One advice of a list."""
    return (
        Part(f"{advice.id:<5}", "source"),
        Part(f"{advice.at:%Y-%m-%d}  "),
        Part(f"{advice.action:<18}", "strong"),
        Part(advice.headline),
    )


def _step(step: NextStep, columns: int) -> Iterator[Line]:
    yield from _labelled("do", f"{_sentence(step.text)}.", columns)
    price = _price(step)
    if price:
        yield from _labelled("it takes", price, columns)


def _price(step: NextStep) -> str:
    """Questions, rows, hours and dollars, as far as they are known."""
    parts: list[str] = []
    if step.questions:
        parts.append(counted(step.questions, "question"))
    if step.rows:
        parts.append(f"{step.rows:,} rows")
    if step.hours:
        parts.append(f"about {step.hours:,.1f} hours of a person")
    if step.cost is not None:
        parts.append(f"about {_dollars(float(step.cost))}" if step.cost else "no money")
    return ", ".join(parts)


def _reading(number: int, reading: Reading, columns: int, *, brief: bool) -> Iterator[Line]:
    yield (Part(f"{number}  ", "faint"), Part(f"{reading.question} ", "strong"), Part(reading.said, _SAID[reading.said]))
    yield from _wrapped(f"{_sentence(reading.because)}.", columns, indent=3)
    figures = [one for one in reading.grounds if not _is_taken(one)]
    for ground in figures:
        yield from _ground(ground, columns)
    if not brief:
        yield from _taken([one for one in reading.grounds if _is_taken(one)], columns)
    for missing in reading.missing:
        yield from _wrapped(f"missing: {missing}", columns, indent=3, hang=9, style="warning")


def _sentence(text: str) -> str:
    """With a capital, but for a name such as `openai:gpt-5` at its beginning."""
    return text if ":" in text.partition(" ")[0].rstrip(":") else f"{text[:1].upper()}{text[1:]}"


def _ground(ground: Ground, columns: int) -> Iterator[Line]:
    figure = "" if ground.value is None or ground.interval is None else f": {ground.value * 100:.3g} %{_ends(ground.interval)}"
    source = f" ({ground.source})" if ground.source else ""
    yield from _wrapped(f"- {ground.text}{figure}{source}", columns, indent=3, hang=2)


def _is_taken(ground: Ground) -> bool:
    """Whether it is a figure of the break-even, rather than what was seen of answers and documents."""
    return ground.interval is None and ground.source.startswith(tuple(start for _, start in _TAKEN))


def _taken(grounds: list[Ground], columns: int) -> Iterator[Line]:
    """The figures of the break-even, by where they are from."""
    for label, start in _TAKEN:
        found = [one for one in grounds if one.source.startswith(start)]
        if found:
            told = "; ".join(f"{one.text} ({_key(one)})" if _key(one) else one.text for one in found)
            yield from _wrapped(f"{label}: {told}", columns, indent=3, hang=2, style="faint")


def _key(ground: Ground) -> str:
    """The setting that a figure is, or may be set by."""
    found = ground.source.removeprefix("assumed: ")
    return found.removeprefix("advice.") if found.startswith("advice.") else ""


def _ends(interval: Interval | None) -> str:
    return "" if interval is None else f" [{interval.low * 100:.3g}, {interval.high * 100:.3g}]"


def _matrix(advice: Advice) -> Iterator[Line]:
    yield line("which situation is yours", "strong")
    name = max(len(one.name) for one in advice.scenarios) + 2
    for one in advice.scenarios:
        yield _scenario(one, name)


def _scenario(one: Scenario, name: int) -> Line:
    style = _HOLDS[one.holds]
    said: Style = "good" if one.holds == "yes" else "faint"
    return (Part(f"   {one.holds:<9}", said), Part(one.name.ljust(name), style), Part(f"-> {one.calls_for}", style))


def _break_even(found: BreakEven, columns: int) -> Iterator[Line]:
    middle = "never, at the middle of the assumptions" if found.months is None else f"after {_months(found.months)}"
    yield (Part("break-even ", "strong"), Part(middle), Part(f"  {_range(found.interval)}", "faint"))
    saved, invested = float(found.saved_a_month), float(found.invested)
    told = f"it takes {_dollars(invested)} first and {'saves' if saved >= 0 else 'costs'} {_dollars(abs(saved))} a month"
    yield from _wrapped(told, columns, indent=3)


def _range(interval: Interval | None) -> str:
    if interval is None:
        return ""
    share = f"{interval.confidence * 100:.0f} % of the draws: "
    if math.isinf(interval.low):
        return f"{share}never"
    return f"{share}{_months(interval.low)} to {_months(interval.high) if math.isfinite(interval.high) else 'never'}"


def _months(months: float) -> str:
    return f"{round(months, 1):g} months" if months < 100 else f"{months:,.0f} months"


def _dollars(amount: float) -> str:
    return f"{amount:,.0f} US dollars" if amount >= 100 else f"{amount:,.2f} US dollars"


def _labelled(label: str, text: str, columns: int, *, style: Style = "plain") -> Iterator[Line]:
    first, *rest = textwrap.wrap(text, columns - _LABEL - 1, break_long_words=False) or [""]
    yield (Part(f"{label:<{_LABEL}} ", "faint"), Part(first, style))
    yield from (line(f"{' ' * (_LABEL + 1)}{one}", style) for one in rest)


def _wrapped(text: str, columns: int, *, indent: int = 0, hang: int = 0, style: Style = "plain") -> Iterator[Line]:
    pad = " " * indent
    found = textwrap.wrap(text, columns, initial_indent=pad, subsequent_indent=pad + " " * hang, break_long_words=False)
    yield from (line(one, style) for one in found)
