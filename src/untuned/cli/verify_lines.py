"""The report on a log of answers as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from untuned.cli.output import EMPTY, Line, Part, Style, line
from untuned.types.checks import Counted, LogReport

_MEANINGS: Mapping[str, tuple[Style, str]] = MappingProxyType(
    {
        "green": ("good", "nothing missing, and most of its words stand in the sources in order"),
        "red": ("bad", "says something that the sources do not carry"),
        "undecided": ("plain", "rules cannot tell"),
        "exact": ("good", "stands in a source, character for character"),
        "normalised": ("good", "the same but for white space, typography or marks"),
        "misattributed": ("bad", "stands in another source than the one it is given to"),
        "refused": ("bad", "the words are there, but the quote cuts off what turns them"),
        "not_found": ("bad", "no source says it"),
    }
)
_MOST_UNREAD = 5


def log_lines(report: LogReport) -> Iterator[Line]:
    """Counts of claims, flags and quotes with their first examples, what could not be read, and whether the log passes."""
    yield from _unread(report.unread)
    yield (
        Part(f"{report.answers:,} {'answer' if report.answers == 1 else 'answers'} checked", "strong"),
        Part(f"  {report.path}", "source"),
    )
    if report.fields:
        yield line(f"taken: {_taken(report)}", "faint")
    if not report.answers:
        return
    yield EMPTY
    yield from _table("claims", report.claims, report.bands)
    yield from _flags("what makes claims red", report.hard)
    yield from _flags("worth a look, makes no claim red", report.soft)
    yield from _table("quotes", sum(each.count for each in report.quotes), report.quotes)
    if report.unknown.count:
        yield from _flags("cited, but no such source was given", [report.unknown], named=False)
    yield from _ending(report)


def _taken(report: LogReport) -> str:
    """What was taken from which field; with counts where the lines differ."""
    return "; ".join(field.name + ("" if field.count == report.answers else f" ({field.count:,})") for field in report.fields)


def _unread(unread: Counted) -> Iterator[Line]:
    for example in unread.examples[:_MOST_UNREAD]:
        yield (Part("not read  ", "bad"), Part(example))
    if unread.count > _MOST_UNREAD:
        yield line(f"          and {unread.count - _MOST_UNREAD:,} more lines", "faint")
    if unread.count:
        yield EMPTY


def _table(name: str, total: int, rows: Sequence[Counted]) -> Iterator[Line]:
    yield line(f"{name:<15}{total:>9,}", "strong")
    for row in rows if total else ():
        style, meaning = _MEANINGS[row.name]
        shown: Style = style if row.count else "faint"
        yield (Part(f"  {row.name.replace('_', ' '):<13}{row.count:>9,}{row.count / total:>7.1%}", shown), Part(f"  {meaning}", "faint"))
        yield from (line(f"      {example}") for example in row.examples)
    yield EMPTY


def _flags(title: str, counts: Sequence[Counted], *, named: bool = True) -> Iterator[Line]:
    if not counts:
        return
    yield line(title if named else f"{title}: {counts[0].count:,}", "strong")
    for each in counts:
        if named:
            yield line(f"  {each.name.replace('_', ' '):<13}{each.count:>9,}")
        yield from (line(f"      {example}") for example in each.examples)
    yield EMPTY


def _ending(report: LogReport) -> Iterator[Line]:
    if report.unsupported is not None:
        of = "them" if report.estimated == report.answers else f"the {report.estimated:,} of a kind that can be estimated"
        yield line(f"Answers with something unsupported: about {report.unsupported:.0%} of {of}")
    yield line(f"Without a red claim and without a quote that fails: {report.passed:,} of {report.answers:,} answers")
    for failure in report.failures:
        yield (Part("FAILED  ", "bad"), Part(failure))
    if report.answers and not report.failures:
        yield line("passed", "good")
