"""Questions as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from untuned.cli.output import EMPTY, Line, Part, Style, line
from untuned.evaluation.stats.counted import are, counted

if TYPE_CHECKING:
    from untuned.evaluation.questions.draft import Drafted, Silence
    from untuned.evaluation.questions.importing import ImportReport
    from untuned.evaluation.questions.lint import LintReport, Severity
    from untuned.evaluation.questions.split import SplitReport
    from untuned.types.measures import Evidence, EvidenceStatus, Question

_SHOWN = 20
"""Faults and notes that are listed; the rest is counted."""
_SHOWING = 6
"""Clusters below which no difference can be shown at .05."""

_STANDING: dict[EvidenceStatus, str] = {
    "found": "",
    "moved": "stands here in a newer version",
    "changed": "no longer in the document",
    "missing": "not found",
    "purged": "purged",
}

_SILENT: Mapping[Silence, str] = {
    "like other pages": "would be asked nearly what another page is asked: of such questions one is proposed",
    "asked already": "what could be asked of them is among your questions already, or nearly",
    "no rule fits": "no sentence, list or table of theirs is of a form that the rules ask about (definitions, numbers, steps, ...)",
    "nothing to read": "no whole sentence and no table: headings, links or listings alone",
    "other language": "in a language that there are no rules for (there are for English and Russian)",
    "not needed": "there are enough questions without them",
}


def import_lines(report: ImportReport, *, dry_run: bool) -> Iterator[Line]:
    """What came of a file: questions, passages, bad rows."""
    for fault in report.faults[:_SHOWN]:
        yield (Part("bad row  ", "bad"), Part(fault.place, "source"), Part(f"  {fault.reason}"))
    if len(report.faults) > _SHOWN:
        yield line(f"and {counted(len(report.faults) - _SHOWN, 'more bad row')}; --json has them all", "bad")
    for note in report.notes[:_SHOWN]:
        yield (Part("note     ", "warning"), Part(note.place, "source"), Part(f"  {_flat(note.text)}"))
    if len(report.notes) > _SHOWN:
        yield line(f"and {counted(len(report.notes) - _SHOWN, 'more note')}; --json has them all", "faint")
    count = len(report.questions)
    shapes = f" ({', '.join(report.shapes)})" if report.shapes else ""
    what = "would be taken" if dry_run else "taken"
    yield line(f"{counted(count, 'question')} {what}{shapes}", "good" if count else "warning")
    if not count:
        yield line(
            "  try: call the column of the questions 'question' and that of the answers 'answer'; 'untuned guide questions' has more"
        )
    facts = [
        f"{report.replaced} replaced" if report.replaced else "",
        f"{counted(len(report.faults), 'bad row')} not taken" if report.faults else "",
        f"{counted(report.repeated, 'repeated row')} not taken" if report.repeated else "",
        f"{report.without_answer:,} without an answer, not asked until given one" if report.without_answer else "",
    ]
    found = [f"{number} {status}" for status, number in sorted(report.evidence.items())]
    facts.append(f"passages: {', '.join(found)}" if found else "")
    facts.append(f"{report.without_evidence} without a passage" if report.without_evidence else "")
    said = [fact for fact in facts if fact]
    if said:
        yield line("  " + "; ".join(said), "faint")
    yield from _clusters(report.questions)


def _clusters(questions: Sequence[Question]) -> Iterator[Line]:
    """How many clusters the rows name, since these decide how wide intervals are: a column such as `topic` names one too."""
    named = [one.cluster for one in questions if one.cluster]
    if named:
        count = len(set(named))
        apart = count + len(questions) - len(named)  # a question without a cluster is one of its own
        few = "" if apart >= _SHOWING else f"; {_SHOWING} clusters at least are needed to show a difference"
        yield line(
            f"  {are(count, 'cluster')} named, by {counted(len(named), 'question')}: those of one cluster are no independent evidence{few}",
            "faint",
        )


def question_line(question: Question) -> Line:
    """A question on one line."""
    marks = [question.split, question.language, question.kind, "draft" if not question.confirmed else ""]
    if question.must_abstain and question.kind != "refusal":
        marks.append("must abstain")
    style: Style = "faint" if question.confirmed else "warning"
    return (Part(question.id, "source"), Part(f"  {_flat(question.text)}  "), Part(" ".join(filter(None, marks)), style))


def question_lines(question: Question) -> Iterator[Line]:
    """A question with all that is known of it."""
    yield line(_flat(question.text), "strong")
    for turn in question.history:
        yield line(f"  before: {_flat(turn.question)}  {_flat(turn.answer)}", "faint")
    if question.must_abstain:
        yield line("  The documents do not answer it: the right thing is to say so.")
    for answer in question.answers:
        yield line(f"  answer: {_flat(answer)}")
    if question.label:
        yield line(f"  label: {question.label}")
    for passage in question.evidence:
        yield _passage(passage)
    facts = {
        "split": question.split,
        "kind": question.kind,
        "origin": question.origin,
        "language": question.language,
        "cluster": question.cluster,
        "fact source": question.fact_source,
        "route": question.route,
    }
    yield line("  " + ", ".join(f"{name} {value}" for name, value in facts.items() if value), "faint")


def _passage(passage: Evidence) -> Line:
    standing = _STANDING[passage.status]
    place = f"{passage.path}, characters {passage.start:,} to {passage.end:,}" if passage.span is not None else passage.path
    tail: list[Part] = [Part(f"  {standing}", "warning")] if standing else []
    return (Part(f"  “{_flat(passage.quote)[:160]}”", "quote"), Part("  "), Part(place, "source"), *tail)


OWN = (
    'write your own, a line for each: {"question": "How long is the warranty?", "answers": ["two years"]}, or "unanswerable": true',
    "then: untuned questions import FILE    (it finds the passages that answer them)",
)
"""How to come to more questions than can be proposed."""


def draft_lines(made: Drafted) -> Iterator[Line]:
    """Each proposed question with its answer and its document; where there are fewer than asked for, why."""
    for one in made.questions:
        answer = "the documents do not say" if one.must_abstain else _flat(one.answers[0])[:160]
        yield (Part(one.id, "source"), Part(f"  {one.text}", "strong"))
        path = one.evidence[0].path if one.evidence else ""
        yield (Part(f"    {answer}  ", "plain" if one.answers else "faint"), Part(path, "source"))
    proposed = f"{counted(len(made.questions), 'question')} proposed"
    if len(made.questions) >= made.asked_for:
        yield line(proposed, "faint")
        return
    silent = sum(made.silent.values())
    yield line(f"{proposed} of {made.asked_for:,} asked for; {counted(made.pages, 'page')} looked at, {silent:,} gave none", "faint")
    for why, count in made.silent.items():
        yield line(f"  {count:>5,}  {_SILENT[why]}", "faint")
    if made.left:
        yield line(
            f"  {counted(made.left, 'more page')} {'was' if made.left == 1 else 'were'} not looked at; another --seed draws others", "faint"
        )
    yield from (line(f"{'For more: ' if one is OWN[0] else '          '}{one}", "faint") for one in OWN)


def split_lines(report: SplitReport, *, dry_run: bool) -> Iterator[Line]:
    """How many questions are on which side, and what moved."""
    locked = sum(side == "locked" for side in report.splits.values())
    total = len(report.splits)
    yield line(f"{total - locked} dev, {locked} locked ({report.share:.0%}), {counted(report.clusters, 'cluster')}", "strong")
    moved = f"{len(report.moved)} {'would move' if dry_run else 'moved'}"
    kept = f"; {len(report.kept_locked)} stay locked against the draw: '--unlock' draws them anew" if report.kept_locked else ""
    yield line(f"  {moved}{kept}", "faint")
    for note in report.notes:
        yield line(note, "warning")


_STYLES: dict[Severity, Style] = {"error": "bad", "warning": "warning", "note": "faint"}


def lint_lines(report: LintReport) -> Iterator[Line]:
    """Each finding with its questions and what to do."""
    for finding in report.findings:
        yield (
            Part(f"{finding.severity:<8}", _STYLES[finding.severity]),
            Part(f"{finding.problem}: ", "strong"),
            Part(_flat(finding.sentence)),
        )
        if finding.ids:
            more = f" and {len(finding.ids) - 6} more" if len(finding.ids) > 6 else ""
            yield (Part("         "), Part(f"{', '.join(finding.ids[:6])}{more}", "source"))
        yield (Part("         try: ", "faint"), Part(finding.remedy))
    if report.findings:
        yield EMPTY
    counts = {severity: sum(one.severity == severity for one in report.findings) for severity in _STYLES}
    said = ", ".join(f"{number} {severity}{'' if number == 1 else 's'}" for severity, number in counts.items() if number)
    yield line(f"{counted(report.questions, 'question')}: {said or 'nothing to mend'}", "faint" if said else "good")


def _flat(text: str) -> str:
    return " ".join(text.split())
