"""The commands on what rests on texts that changed: `stale`, and those below `lean`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from untuned.cli import columns
from untuned.cli.command import Call, WrongWord, command
from untuned.cli.group import group_of
from untuned.cli.output import EMPTY, Line, Part, line

if TYPE_CHECKING:
    from untuned.types.lineage import Lean, LeanStatus, Moved, Side, Stale, StaleReport

FAILED = 6

KindChoice = Literal["answer", "question", "document", "row", "dataset"]
IdsArgument = Annotated[list[str], typer.Argument(metavar="N...", help="Their numbers; see 'untuned lean list'.")]
HELP = """What leans on which document or section, beside what is quoted: said by a person, or proposed and confirmed."""

_LONGEST_NUMBER = 18
_MOST_ROWS = 12
"""Lines of a passage that are shown."""


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "stale")(stale)
    group = group_of(HELP)
    command(group, "add")(add)
    command(group, "list")(listing)
    command(group, "propose")(propose)
    command(group, "confirm")(confirm)
    command(group, "reject")(reject)
    command(group, "settle")(settle)
    command(group, "remove")(remove)
    app.add_typer(group, name="lean")


def stale(
    call: Call,
    kind: Annotated[KindChoice | None, typer.Option("--kind", help="Only these.")] = None,
    brief: Annotated[bool, typer.Option("--brief", help="Leave the passages out.")] = False,
    fail: Annotated[bool, typer.Option("--fail", help="End with exit code 6 when anything is listed, as a check in CI.")] = False,
) -> int:
    """List the answers, questions and documents that quote or lean on what changed, was removed, ended or was superseded.

    Old and new passage stand side by side, above each other on a narrow terminal. What only moved is not listed; of the answers
    to one question, the latest counts. After reading: ask again, mend the question, or 'untuned lean settle' what still holds.
    """
    with call.open() as project:
        report = project.stale(None if kind is None else (kind,))
    call.show(report, report_lines(report, brief=brief, width=columns.width()))
    return FAILED if fail and report.stale else 0


def add(
    call: Call,
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help="A question's or answer's id, a document's path, row:ID, dataset:ID.")],
    target: Annotated[str, typer.Argument(metavar="PATH[#HEADING]", help="The document, or the section of it, that it leans on.")],
) -> None:
    """Say that something leans on a document or section, as they are now."""
    with call.open() as project:
        made = project.lean(subject, target)
    call.show(made, [_line(made)])


def listing(
    call: Call,
    subject: Annotated[str | None, typer.Argument(metavar="SUBJECT", help="Only what this leans on.")] = None,
    proposed: Annotated[bool, typer.Option("--proposed", help="Only what waits for a person.")] = False,
) -> None:
    """List what leans on what."""
    statuses: tuple[LeanStatus, ...] | None = ("proposed",) if proposed else None
    with call.open() as project:
        subjects = None if subject is None else [project.subject(subject)]
        found = project.leans.listing(subjects=subjects, statuses=statuses)
    none = [line("Nothing is said to lean on anything: see 'untuned lean add' and 'untuned lean propose'.")]
    call.show({"leans": found}, [_line(one) for one in found] or none)


def propose(
    call: Call,
    subjects: Annotated[list[str] | None, typer.Argument(metavar="SUBJECT...", help="Without any: every question.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="The most that are proposed.")] = 50,
) -> None:
    """Search for what questions, answers or documents may lean on without quoting it, for a person to confirm or reject."""
    with call.open() as project:
        found = project.propose_leans(subjects or (), limit=limit)
    call.show({"leans": found}, [_line(one) for one in found] or [line("Nothing new to propose.")])
    if found and not call.json:
        call.output.tell([line("Next: untuned lean confirm N..., or untuned lean reject N...", "faint")])


def confirm(call: Call, ids: IdsArgument) -> None:
    """These lean on what they name, as it is now; also for what changed meanwhile and still holds."""
    _judge(call, ids, "confirmed")


def reject(call: Call, ids: IdsArgument) -> None:
    """These do not lean on what they name; it is not proposed again."""
    _judge(call, ids, "rejected")


def settle(call: Call, subjects: Annotated[list[str], typer.Argument(metavar="SUBJECT...", help="As 'untuned stale' names them.")]) -> None:
    """You read what changed, and these still hold: they are not listed for it any more."""
    with call.open() as project:
        count = project.settle(subjects)
    call.show({"settled": count}, [line(f"{count:,} settled.")])


def remove(call: Call, ids: IdsArgument) -> None:
    """Forget these."""
    numbers = _numbers(ids)
    with call.open() as project:
        count = project.remove_leans(numbers)
    call.show({"removed": count}, [line(f"{count:,} removed.")])


def report_lines(report: StaleReport, *, brief: bool, width: int) -> Iterator[Line]:
    """Each subject with what it rests on, old and new; and how many there are."""
    for one in report.stale:
        yield from _subject(one, brief=brief, width=width)
        yield EMPTY
    count = report.reanchored
    elsewhere = f"; {count:,} passage{'s' if count > 1 else ''} moved, word for word" if count else ""
    style = "warning" if report.stale else "good"
    listed = f"{len(report.stale):,} to look at again" if report.stale else "Nothing has to be looked at again"
    yield line(f"{listed}{elsewhere}.", style)


def _subject(one: Stale, *, brief: bool, width: int) -> Iterator[Line]:
    name = f"{one.subject.kind}:{one.subject.id}"
    yield (Part(name, "source"), Part(f"  {' '.join(one.text.split())[:200]}", "strong"))
    for moved in one.moved:
        yield line(f"  {_sentence(moved)}", "warning")
        if not brief:
            yield from _passages(moved, width)


def _sentence(moved: Moved) -> str:
    target = moved.lean.target if moved.lean is not None else moved.path
    leans = "leans on " if moved.lean is not None else "quotes "
    day = f" {moved.day}" if moved.day is not None else ""
    told = {
        "changed": _changed(moved),
        "removed": f"removed{day}",
        "ended": f"held until{day}",
        "succeeded": f"superseded by {moved.by}{day}",
        "purged": "purged",
    }
    return f"{leans}{target}: {told[moved.cause]}"


def _changed(moved: Moved) -> str:
    """When a text changed, and from when on the new one is in force where that is another day."""
    if moved.changed_on is None:
        return "changed" if moved.day is None else f"changed {moved.day}"
    in_force = f", in force from {moved.day}" if moved.day is not None and moved.day != moved.changed_on else ""
    return f"changed {moved.changed_on}{in_force}"


def _passages(moved: Moved, width: int) -> Iterator[Line]:
    from untuned.text.changes import changed_parts

    old, new = moved.old, moved.new
    if old is None:
        return
    went, came = changed_parts(old.text, new.text) if new is not None else (((0, len(old.text)),), ())
    left = [Part(f"{old.path}@{old.number}:{old.line}\n", "source"), *columns.pieces(_rows(old), went, mark="bad")]
    right = [Part("nothing like it stands there now", "faint")]
    if new is not None:
        right = [Part(f"{new.path}@{new.number}:{new.line}\n", "source"), *columns.pieces(_rows(new), came, mark="good")]
    if moved.cause == "ended":
        yield from _above(old, went=(), sign="  ")
    elif columns.is_narrow(width):
        yield from _above(old, went=went, sign="- ")
        yield from _above(new, went=came, sign="+ ") if new is not None else [line("    nothing like it stands there now", "faint")]
    else:
        yield from ((Part("    "), *row) for row in columns.beside(left, right, columns=width - 4))


def _above(side: Side, *, went: Sequence[columns.Span], sign: Literal["- ", "+ ", "  "]) -> Iterator[Line]:
    yield line(f"    {side.path}@{side.number}:{side.line}", "source")
    mark = "bad" if sign == "- " else "good"
    rest = _rows(side)
    parts = columns.pieces(rest, [(start, min(end, len(rest))) for start, end in went if start < len(rest)], mark=mark)
    row: list[Part] = [Part(f"    {sign}", mark)]
    for part in parts:
        first, *others = part.text.split("\n")
        row.append(Part(first, part.style))
        for other in others:
            yield tuple(row)
            row = [Part(f"    {sign}", mark), Part(other, part.style)]
    yield tuple(row)


def _rows(side: Side) -> str:
    lines = side.text.split("\n")
    return side.text if len(lines) <= _MOST_ROWS else "\n".join([*lines[:_MOST_ROWS], "…"])


def _line(lean: Lean) -> Line:
    style = "warning" if lean.status == "proposed" else "faint"
    subject = f"{lean.subject.kind}:{lean.subject.id}"
    return (
        Part(f"{lean.id:>4}  "),
        Part(f"{lean.status:<10}", style),
        Part(subject, "source"),
        Part("  on  "),
        Part(lean.target, "source"),
    )


def _numbers(ids: Sequence[str]) -> list[int]:
    """The numbers that are named. Raises `WrongWord` for a word that is none."""
    wrong = next((one for one in ids if not (one.isascii() and one.isdecimal() and len(one) <= _LONGEST_NUMBER)), None)
    if wrong is not None:
        remedy = "see 'untuned lean list': each line begins with its number"
        raise WrongWord(f"'{wrong}' is no number of the list, such as 3", param_hint="N...", remedy=remedy)
    return [int(one) for one in ids]


def _judge(call: Call, ids: Sequence[str], status: LeanStatus) -> None:
    numbers = _numbers(ids)
    with call.open() as project:
        count = project.judge_leans(numbers, status)
    call.show({status: count}, [line(f"{count:,} {status}.")])
