"""The command `diff`: what changed in a document between two of its versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from untuned.cli import columns
from untuned.cli.command import Call, command
from untuned.cli.days import day_of
from untuned.cli.output import EMPTY, Line, Part, Style, line
from untuned.cli.paths import document_path
from untuned.cli.reading import diff_lines, only_version, removed_at, removed_lines, split_version
from untuned.errors import UnknownVersion

if TYPE_CHECKING:
    from datetime import date

    from untuned.project import Project
    from untuned.text.changes import Row
    from untuned.types.documents import Version

_LONGEST_NUMBER = 9


@dataclass(frozen=True, kw_only=True, slots=True)
class DiffOptions:
    """Options of `diff`."""

    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="From the version that held on that day.")] = None
    side_by_side: Annotated[bool, typer.Option("--side-by-side", "-y", help="The older text on the left, the newer on the right.")] = False
    words: Annotated[bool, typer.Option("--words", "-w", help="Mark the words that changed, and leave unchanged lines out.")] = False


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    command(app, "diff", options=DiffOptions)(diff)


def diff(
    call: Call,
    path: Annotated[str, typer.Argument(metavar="PATH[@A]", help="A document, or one of its versions.")],
    older: Annotated[str | None, typer.Argument(metavar="A", help="A version's number; without it, the one before the last.")] = None,
    newer: Annotated[str | None, typer.Argument(metavar="B", help="A version's number; without it, the last one.")] = None,
    *,
    options: DiffOptions,
) -> None:
    """Show what changed in a document: between versions A and B, from A to now, since a day, or in the last change.

    On a terminal that is narrow, --side-by-side shows the older text above the newer one.
    """
    from untuned.text.changes import rows

    if options.since is not None and older is not None:
        raise typer.BadParameter("name a version or a day, not both", param_hint="--since")
    with call.open() as project:
        if older is None and options.since is None:
            path, older = _named(project, path)
        document = document_path(project, path)
        versions = project.history(document)
        if not versions:
            raise UnknownVersion(document)
        if options.since is not None:
            first, last = _held_on(versions, day_of(options.since, "--since")), versions[-1].number
        else:
            first, last = _numbers(versions, older, newer)
        unified = project.diff(document, first, last)
        before, after = (project.version(document, number)[1] for number in (first, last))
        removed = removed_at(project, versions)
    changes = rows(before, after, context=0 if options.words else 3) if before != after else []
    if call.json:
        changed = [row for group in changes for row in group if row.kind != "same"]
        call.show({"path": document, "from": first, "to": last, "removed_at": removed, "diff": unified, "changes": changed}, ())
        return
    call.output.write(removed_lines(versions, removed))
    if not unified and (removed is not None or len(versions) == 1):
        call.output.write(only_version(versions) if removed is None else ())
        return
    if options.side_by_side or options.words:
        call.output.write(_shown(changes, f"{document}@{first}", f"{document}@{last}", columns.width() if options.side_by_side else 0))
    else:
        call.output.write(diff_lines(unified))


def _named(project: Project, path: str) -> tuple[str, str | None]:
    """A document and the number behind its `@`; no number where a document has the whole for its path."""
    bare, number = split_version(path)
    if number is None or path in project.documents.files():
        return path, None
    return bare, str(number)


def _numbers(versions: Sequence[Version], older: str | None, newer: str | None) -> tuple[int, int]:
    if older is not None and newer is None and ".." in older:
        older, _, newer = older.partition("..")
    held = [version.number for version in versions]
    last = held[-1] if newer is None else _number(newer)
    if older is not None:
        return _number(older), last
    return (held[-2] if len(held) > 1 else held[-1]), last


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > _LONGEST_NUMBER:
        raise typer.BadParameter(f"'{text}' is no version's number, such as 2; see 'untuned history PATH'")
    return int(text)


def _held_on(versions: Sequence[Version], day: date) -> int:
    """The number of the last version that had begun on a day; the first one before there was any."""
    begun = [version.number for version in versions if (version.effective_from or version.synced_at.date()) <= day]
    return begun[-1] if begun else versions[0].number


def _shown(changes: Sequence[Sequence[Row]], older: str, newer: str, width: int) -> Iterator[Line]:
    if not changes:
        yield line("No difference.", "faint")
        return
    two = width > 0 and not columns.is_narrow(width)
    if two:
        yield from columns.beside([Part(older, "source")], [Part(newer, "source")], columns=width)
    else:
        yield line(f"--- {older}", "source")
        yield line(f"+++ {newer}", "source")
    for group in changes:
        yield EMPTY
        yield line(f"line {group[0].old_line or group[0].new_line}", "faint")
        for row in group:
            yield from _two(row, width) if two else _one(row)


def _two(row: Row, width: int) -> Iterator[Line]:
    old, new = _sides(row)
    yield from columns.beside(old, new, columns=width)


def _one(row: Row) -> Iterator[Line]:
    if row.kind == "same":
        yield line(f"  {row.old}")
        return
    old, new = _sides(row)
    yield from columns.above(old, new)


def _sides(row: Row) -> tuple[list[Part], list[Part]]:
    """A row's two texts, with what changed in its own style; a whole line that went or came is marked as one."""
    marks: tuple[Style, Style] = ("bad", "good")
    old = [] if row.old is None else columns.pieces(row.old, row.old_parts, mark=marks[0], rest="bad" if row.kind == "gone" else "plain")
    new = [] if row.new is None else columns.pieces(row.new, row.new_parts, mark=marks[1], rest="good" if row.kind == "new" else "plain")
    return old, new
