"""Gaps in the terminal, and as a to-do list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from untuned.cli.output import EMPTY, Line, Part, clean, line
from untuned.text.regex import regex
from untuned.types.gaps import Gap, GapAction, GapReport, MissKind, Near, NearKind

_KINDS: Mapping[MissKind, str] = MappingProxyType(
    {
        "nothing_found": "nothing found",
        "weak_evidence": "too weak an answer",
        "wrong_scope": "about something else",
        "no_verified_claim": "no claim verified",
        "model_declined": "the model found no answer",
        "out_of_scope": "out of scope",
        "partial": "answered in part",
        "poorly_rated": "rated poorly",
    }
)
_ACTIONS: Mapping[GapAction, str] = MappingProxyType(
    {"write": "write a new page", "extend": "extend", "mend": "mend, since the answer stands there and was not found or read right:"}
)
_NEAR: Mapping[NearKind, str] = MappingProxyType(
    {"near_miss": "a true quote about something else", "cited": "it was quoted", "read": "the best that was found", "holds": "it answers"}
)
_ANSWERS_ALREADY = (
    "Where a page that is to be extended answers already ('untuned show' has the passage that was nearest), put the question's words there."
)
_CHANGED = "it changed since: ask again, and what is answered now leaves this list"
_THEN = "what holds now does not answer it; a text that held then does, with its days ('effective_from', 'effective_to') or from git"
_MARKUP = regex(r"([\\`*_\[\]<>#|~!&$])")


def gap_lines(report: GapReport) -> Iterator[Line]:
    """The report: what it rests on, then each gap with what to do, and what is out of scope."""
    if not report.missed and not report.refused:
        yield line(_nothing(report))
        yield from _notes(report)
        return
    yield line(_summary(report), "strong")
    for number, one in enumerate(report.gaps, start=1):
        yield EMPTY
        yield from _gap_lines(number, one)
    if report.left:
        yield EMPTY
        yield line(f"{report.left:,} more; see them with --limit {len(report.gaps) + report.left}", "faint")
    if report.out_of_scope:
        yield EMPTY
        yield line(
            f"out of scope, as the router says: {_times(report.refused)}. Nobody should write about it, unless it is yours after all."
        )
        for one in report.out_of_scope:
            yield (Part(f"   {one.count:>5,}  "), Part(one.title, "strong"), Part(f"  {one.examples[0].text}", "faint"))
    yield from _notes(report)
    if any(one.action == "extend" for one in report.gaps):
        yield EMPTY
        yield line(_ANSWERS_ALREADY, "faint")


def gap_markdown(report: GapReport) -> str:
    """The report as a to-do list in Markdown; what people wrote is escaped."""
    day = "" if report.since is None else f", from {report.since:%Y-%m-%d} on"
    lines = ["# Documents to write", "", f"{_summary(report) if report.missed else _nothing(report)}{day}", ""]
    for one in report.gaps:
        near = f" `{_code(one.near.path)}`" if one.near is not None and one.action != "write" else ""
        lines.append(f"- [ ] **{_escaped(one.title)}**: {_ACTIONS[one.action]}{near} ({_counts(one)})")
        if one.near is not None:
            changed = f"; {_CHANGED}" if one.near.changed else ""
            lines.append(f"  - nearest: `{_code(one.near.path)}`, {_escaped(_why_near(one.near))}{changed}")
        lines.append("  - it should answer:")
        lines += [f"    - {_escaped(example.text)}{_asked(example.count)}" for example in one.examples]
    if report.left:
        lines += ["", f"{report.left:,} more are not listed."]
    if report.out_of_scope:
        lines += ["", "## Out of scope", ""]
        lines += [f"- {_escaped(one.title)} ({_counts(one, share=False)})" for one in report.out_of_scope]
    return "\n".join(clean(each) for each in lines) + "\n"


def _gap_lines(number: int, one: Gap) -> Iterator[Line]:
    yield (Part(f"{number:>2}  ", "faint"), Part(one.title, "strong"), Part(f"  {_counts(one)}"))
    if one.near is None:
        yield (Part("    "), Part(_ACTIONS[one.action], "good"))
    elif one.action == "write":
        yield (Part("    "), Part(_ACTIONS[one.action], "good"), Part("; nearest "), *_near_parts(one))
    else:
        yield (Part("    "), Part(f"{_ACTIONS[one.action]} ", "good"), *_near_parts(one))
    yield (Part("    "), Part("; ".join(f"{_KINDS[kind]} {count:,}" for kind, count in one.kinds), "faint"))
    if one.near is not None and one.near.changed:
        yield line(f"    {_CHANGED}", "warning")
    if one.past:
        yield line(f"    {_past(one)}", "warning")
    if one.closed:
        yield line(f"    {_times(one.closed)} by people who may not read what answered it to others", "warning")
    for example in one.examples:
        yield (Part("    - "), Part(example.text), Part(_asked(example.count), "faint"))


def _past(one: Gap) -> str:
    """What is to be done about questions for a time that is over."""
    asked = "it names" if one.count == 1 else f"{_times(one.past)} with"
    return f"{asked} a time that is past: {_THEN}"


def _near_parts(one: Gap) -> Iterator[Part]:
    assert one.near is not None
    yield Part(one.near.path, "source")
    yield Part(f" ({_why_near(one.near)}; {one.near_count:,} of {one.count:,})", "faint")


def _why_near(near: Near) -> str:
    row = " | " in near.heading  # a table's header is no section
    section = f"section {near.heading}, " if near.heading and near.heading != near.title and not row else ""
    return f"{section}{near.reason or _NEAR[near.kind]}"


def _counts(one: Gap, *, share: bool = True) -> str:
    different = f", {one.questions:,} different questions" if one.questions > 1 else ""
    part = f", {one.share:.0%} of these" if share else ""
    return f"asked {_times(one.count)}{part}{different}; last {one.last_at:%Y-%m-%d}, {one.recent:,} in the last 30 days"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"


def _asked(count: int) -> str:
    return f" ({count:,} times)" if count > 1 else ""


def _summary(report: GapReport) -> str:
    told = f"{report.missed:,} of {report.asked:,} were not answered well"
    settled = "" if not report.settled else f"; {report.settled:,} questions were answered since, and are not listed"
    return f"{told}{settled}.{_within(report)}"


def _within(report: GapReport) -> str:
    """What is not counted since it was only looked for within filters; "" for none."""
    if not report.narrowed:
        return ""
    one = report.narrowed == 1
    return f" {report.narrowed:,} more {'was' if one else 'were'} asked within filters (--where) and not found there, which is not counted."


def _nothing(report: GapReport) -> str:
    if not report.asked and report.narrowed:
        return f"Nothing else was asked.{_within(report)}"
    if not report.asked and report.since is not None:
        return f"Nothing was asked since {report.since:%Y-%m-%d}."
    if not report.asked:
        measured = "of questions that were measured, 'untuned gaps --run m12' tells ('untuned runs list' has the measurements)"
        return f"Nothing was asked yet: ask with 'untuned ask' or 'untuned chat'; {measured}."
    if report.asked == 1:
        return f"No gaps: the one question that was asked is answered, and was not rated poorly.{_within(report)}"
    return f"No gaps: all of the {report.asked:,} questions that were asked are answered, and none was rated poorly.{_within(report)}"


def _notes(report: GapReport) -> Iterator[Line]:
    for note in report.notes:
        yield line(note, "warning")


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _code(text: str) -> str:
    return " ".join(text.replace("`", "'").split())
