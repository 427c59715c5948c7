"""The commands that read what is kept: `status`, `show` and `history`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from untuned.cli.command import Call, command
from untuned.cli.output import EMPTY, Line, Part, line
from untuned.cli.paths import document_path
from untuned.cli.version_lines import lives_of, version_head, version_json, versions_lines
from untuned.errors import UnknownAnswer, UnknownVersion
from untuned.text.regex import regex

if TYPE_CHECKING:
    from datetime import datetime

    from untuned.cli.records import JSON
    from untuned.project import Project, Status
    from untuned.store.documents import DocumentSummary
    from untuned.types.answers import Answer
    from untuned.types.documents import Version
    from untuned.types.lineage import Since
    from untuned.types.syncs import LastSync

_NAMED = 5
"""Folders that could not be read are named; the rest is counted."""


_NUMBERED = regex(r"(?:[cm]|q-)[0-9a-f]{1,20}")
_OTHERS: Mapping[str, str] = {
    "c": "a conversation goes on with 'untuned chat --resume ID'; 'untuned report ID' shows a climb; 'untuned history' lists the answers",
    "m": "'untuned report ID' shows a measurement; 'untuned history' lists the answers",
    "q": "'untuned questions show ID' shows a question; 'untuned history' lists the answers",
}
"""What shows things whose ids look so, by their first letter."""


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "status")(status)
    command(app, "show")(show)
    command(app, "history")(history)


def status(
    call: Call, list_documents: Annotated[bool, typer.Option("--list", help="List the documents with their versions instead.")] = False
) -> None:
    """Show what is synced: documents, versions, answers, and whether the index is up to date."""
    with call.open() as project:
        if list_documents:
            listing = project.documents.listing(principal=project.principal)
            call.show(listing, _listing(listing))
            return
        found = project.status()
    call.show(found, status_lines(found))


def status_lines(status: Status) -> Iterator[Line]:
    """What a project holds, one fact a line."""
    index = {"fresh": "up to date", "behind": "behind: the next sync or question brings it up to date", "none": "none yet"}
    facts = {
        "project": str(status.root),
        "database": status.database,
        "documents": f"{status.documents:,}" + (f", and {status.removed:,} removed ones that are kept" if status.removed else ""),
        "versions": f"{status.versions:,}",
        "answers": f"{status.answers:,}",
        "index": index[status.index],
        **_vectors(status),
    }
    for name, value in facts.items():
        yield (Part(f"{name:<11}", "faint"), Part(value))
    if status.sync.started_at is not None:
        yield (Part(f"{'last sync':<11}", "faint"), Part(f"{status.sync.started_at:%Y-%m-%d %H:%M} UTC"))
    yield from sync_lines(status.sync)
    if status.failed:
        yield (Part(f"{'failed':<11}", "faint"), Part(f"{_files(status.failed)} could not be read; see 'untuned doctor'", "warning"))
    if status.in_part:
        were = "was read without some of its lines" if status.in_part == 1 else "were read without some of their lines"
        told = f"{_files(status.in_part)} {were}; see 'untuned check'"
        yield (Part(f"{'in part':<11}", "faint"), Part(told, "warning"))
    if status.unfinished and status.documents:
        yield unfinished_line(status.unfinished, status.sync)
    if status.sync.state == "never":
        yield line("Nothing is synced yet: run 'untuned sync'.", "warning")
    elif not status.documents:
        yield line("There is no document: see 'untuned doctor'.", "warning")


def sync_lines(last: LastSync) -> Iterator[Line]:
    """What the last sync left undone, and what mends it; nothing where it came to its end and could look everywhere."""
    yield from stopped_lines(last)
    for one in last.unread[:_NAMED]:
        yield (Part(f"{'unread':<11}", "faint"), Part(one.path, "source"), Part(f": {one.reason}; {one.remedy}".rstrip("; "), "warning"))
    if len(last.unread) > _NAMED:
        yield (Part(f"{'':<11}"), Part(f"and {len(last.unread) - _NAMED:,} more; see 'untuned doctor --json'", "warning"))


def stopped_lines(last: LastSync) -> Iterator[Line]:
    """That the last sync has not come to its end; nothing where it has."""
    if last.state in ("stopped", "running"):
        yield (Part(f"{'unfinished':<11}", "faint"), Part(undone(last), "warning"))


def undone(last: LastSync) -> str:
    """How far a sync came that has not ended, and what to do; for one without numbers, that alone."""
    counted = f"{last.read:,} of {last.to_read:,} files read" if last.to_read else ""
    if last.state == "running":
        return "a sync is running: what it has not come to is not known yet"
    return f"the last sync was stopped{f', with {counted}' if counted else ''}: run 'untuned sync' again"


def unread_lines(unread: Mapping[str, datetime | None]) -> Iterator[Line]:
    """The files that could not be read anew, so that what is shown of them is what they held before."""
    for path, since in unread.items():
        day = "" if since is None else f" since {since:%Y-%m-%d %H:%M} UTC"
        told = f" could not be read{day}: this is what it held before; see 'untuned doctor'"
        yield (Part("note: ", "faint"), Part(path, "source"), Part(told, "warning"))


def unfinished_line(passes: Sequence[str], last: LastSync) -> Line:
    """What a sync that was cut off did not come to, and what mends it; one that is running comes to it by itself."""
    mended = "the sync that is running comes to them" if last.state == "running" else "run 'untuned sync'"
    told = f"{' and '.join(passes)} of what changed last are not known yet: {mended}"
    return (Part(f"{'unfinished':<11}", "faint"), Part(told, "warning"))


def _files(count: int) -> str:
    return f"{count:,} file{'' if count == 1 else 's'}"


def _vectors(status: Status) -> dict[str, str]:
    """How the vectors stand, where an embedder is named."""
    told = {
        "fresh": f"of {status.vectors:,} chunks, up to date" if status.vectors or not status.documents else "none; see 'untuned doctor'",
        "behind": f"of {status.vectors:,} chunks, behind: the next sync or question brings them up to date",
        "none": "none yet: the next sync makes them",
        "unusable": "none: the embedder cannot be loaded; see 'untuned doctor'",
    }
    return {"vectors": told[status.meaning]} if status.meaning != "off" else {}


def show(
    call: Call,
    reference: Annotated[
        str,
        typer.Argument(metavar="ANSWER|CITATION|PATH[@N]", help="An answer's id, a citation's number, or a document such as docs/a.md@3."),
    ],
    trace: Annotated[
        bool, typer.Option("--trace", help="With an answer: its stages, what was retrieved and dropped, tokens and cost instead.")
    ] = False,
) -> None:
    """Show an answer, a citation in its context, or a version of a document.

    It works also after the file changed or went, until it is purged. With --quiet, a version's text alone.
    """
    named = reference.isdecimal() or any(mark in reference for mark in "@/.")
    if trace and named:
        raise typer.BadParameter(f"'{reference}' is no answer; 'untuned history' lists the answers", param_hint="--trace")
    with call.open() as project:
        if reference.isdecimal():
            _show_citation(call, project, int(reference))
        elif trace:
            _show_trace(call, project, reference)
        elif named:
            _show_version(call, project, reference)
        else:
            _show_answer(call, project, reference)


def _show_answer(call: Call, project: Project, id: str) -> None:
    from untuned.cli.answer_lines import answer_lines
    from untuned.cli.records import json_text, record_json

    try:
        answer = project.answer(id)
    except UnknownAnswer as error:
        error.remedy = _OTHERS.get(id[:1], error.remedy) if _NUMBERED.fullmatch(id) else error.remedy
        raise
    since = project.changed_since(answer)
    again = project.asked_again(answer) if since else ""
    unread = project.unread_since({citation.path for citation in answer.citations})
    if call.json:
        own = record_json(answer)
        assert isinstance(own, dict)
        call.output.data(json_text({**own, "changed_since": record_json(since), "unread_since": record_json(unread)}))
        return
    told = [*answer_lines(answer), *since_lines(since, again=again), *unread_lines(unread), *_citations(answer)]
    call.output.write([line(answer.question, "strong"), EMPTY, *told])


def since_lines(since: Sequence[Since], *, again: str = "") -> Iterator[Line]:
    """What became of an answer's sources, a document a line, and what to do; `again` is the answer to the same question, asked since."""
    for one in since:
        now = "" if one.number is None else f", now version {one.number}"
        day = "" if one.day is None else f" {one.day}"
        told = {
            "changed": f"changed since: {one.path}{now}",
            "removed": f"removed since: {one.path}",
            "ended": f"held until{day}: {one.path}",
            "succeeded": f"superseded since{day} by {one.by}: {one.path}",
            "purged": f"purged since: {one.path}",
        }
        yield line(told[one.cause], "warning")
    if again:
        yield line(f"asked again since: untuned show {again}", "faint")
    elif since:
        yield line("old and new, side by side: untuned stale  ·  or ask again", "faint")


def _show_trace(call: Call, project: Project, id: str) -> None:
    from datetime import UTC, datetime

    from untuned.cli.trace_lines import trace_lines, trace_of

    found = trace_of(project, id, now=datetime.now(UTC))
    call.show(found, trace_lines(found))


def _show_citation(call: Call, project: Project, id: int) -> None:
    from untuned.cli.context_lines import context_json, context_lines, context_of
    from untuned.cli.records import json_text

    found = context_of(project, id)
    if call.json:
        call.output.data(json_text(context_json(found)))
    else:
        call.output.write(context_lines(found))


def _citations(answer: Answer) -> Iterator[Line]:
    """How its citations are shown by themselves."""
    numbers = [str(citation.id) for citation in answer.citations if citation.id is not None]
    if numbers:
        yield line(f"citations {', '.join(numbers)}  ·  untuned show {numbers[0]}", "faint")


def _show_version(call: Call, project: Project, reference: str) -> None:
    from untuned.cli.records import json_text, record_json

    path, number = split_version(reference)
    version, text = project.version(document_path(project, path), number)
    unread = project.unread_since([version.path]) if version.current else {}
    life = lives_of(project, [version]).get(version.id)
    if call.json:
        record: JSON = {"version": version_json(version, life), "text": text, "unread_since": record_json(unread)}
        call.output.data(json_text(record))
        return
    removed_with = None if version.current else _removed_with(project, project.history(version.path))
    call.output.tell([*version_head(version, life, removed_with), *unread_lines(unread), EMPTY])
    call.output.write(line(row) for row in text.removesuffix("\n").split("\n"))


def split_version(reference: str) -> tuple[str, int | None]:
    """`docs/a.md@3` as its path and number; None for the version that is current."""
    found = re.fullmatch(r"(.+)@(\d{1,9})", reference, re.DOTALL)
    return (found[1], int(found[2])) if found else (reference, None)


def _removed_with(project: Project, versions: Sequence[Version]) -> int | None:
    """The id of the version that a document had when it was removed; None while it is there, or where that was purged."""
    if not versions or versions[-1].current:
        return None
    gone = project.documents.listing(principal=project.principal, status="removed")
    return next((one.version for one in gone if one.version == versions[-1].id), None)


def removed_at(project: Project, versions: Sequence[Version]) -> datetime | None:
    """When a document was removed; None while it is there."""
    return versions[-1].superseded_at if _removed_with(project, versions) is not None else None


def removed_lines(versions: Sequence[Version], at: datetime | None) -> list[Line]:
    """That a document was removed, when, and which version is kept; nothing while it is there."""
    if at is None:
        return []
    last = versions[-1]
    kept = f"{last.path}@{last.number}"
    told = f" was removed {at:%Y-%m-%d %H:%M} UTC; version {last.number} is kept: untuned show {quote(kept)}"
    return [(Part(last.path, "source"), Part(told, "warning"))]


def history(
    call: Call,
    path: Annotated[str | None, typer.Argument(metavar="PATH", help="A document; without one, the recent answers are listed.")] = None,
    between: Annotated[str | None, typer.Argument(metavar="N..M", help="With --diff: the two versions to compare.")] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Show what changed: between N and M, or in the last change.")] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="How many answers to list.")] = 20,
) -> None:
    """List a document's versions, the difference of two of them, or the recent answers."""
    with call.open() as project:
        if path is None:
            answers = project.answers(limit)
            call.show(answers, _answers(answers))
            return
        document = document_path(project, path)
        versions = project.history(document)
        if not diff and between is None:
            lives = lives_of(project, versions)
            records = [version_json(version, lives.get(version.id)) for version in versions]
            call.show(records, versions_lines(versions, lives, _removed_with(project, versions)))
            return
        if not versions:
            raise UnknownVersion(document)
        older, newer = compared(between, versions)
        text = project.diff(document, older, newer)
        removed = removed_at(project, versions)
    record = {"path": document, "from": older, "to": newer, "removed_at": removed, "diff": text}
    alone = only_version(versions) if not text and len(versions) == 1 else diff_lines(text)
    call.show(record, [*removed_lines(versions, removed), *([] if removed is not None and not text else alone)])


def only_version(versions: Sequence[Version]) -> list[Line]:
    """That there is one version of a document, and so nothing to compare it with."""
    (one,) = versions
    told = f"There is one version of {one.path}, synced {one.synced_at:%Y-%m-%d %H:%M} UTC, and no other to compare it with."
    return [line(told, "faint")]


def compared(between: str | None, versions: Sequence[Version]) -> tuple[int, int]:
    """The two version numbers that `N..M`, `N` (with the one before it that is left) or nothing (the last change) names."""
    numbers = [version.number for version in versions]
    if between is None:
        return numbers[-2:][0], numbers[-1]
    found = re.fullmatch(r"(\d{1,9})(?:\.\.(\d{1,9}))?", between)
    if found is None:
        raise typer.BadParameter(f"'{between}' is not of the form N..M, such as 2..3")
    first = int(found[1])
    before = [number for number in numbers if number < first] or [max(1, first - 1)]
    return (first, int(found[2])) if found[2] else (before[-1], first)


def diff_lines(text: str) -> Iterator[Line]:
    """A unified difference, with what came in green and what went in red."""
    if not text:
        yield line("No difference.", "faint")
        return
    for row in text.removesuffix("\n").split("\n"):
        if row.startswith(("+++", "---", "@@")):
            yield line(row, "source")
        else:
            yield line(row, "good" if row.startswith("+") else "bad" if row.startswith("-") else "plain")


def _listing(listing: Sequence[DocumentSummary]) -> Iterator[Line]:
    for document in listing:
        yield (Part(f"{document.path}@{document.number}", "source"), Part(f"  {document.title}"))
    if not listing:
        yield line("No documents yet: run 'untuned sync'.")


def _answers(answers: Sequence[Answer]) -> Iterator[Line]:
    for answer in answers:
        style = "good" if answer.state == "answered" else "warning"
        parts = (Part(f"{answer.asked_at:%Y-%m-%d %H:%M}  ", "faint"), Part(f"{answer.state:<12}", style), Part(answer.id, "source"))
        yield (*parts, Part(f"  {answer.question}"))
    if not answers:
        yield line("No answers yet: ask with 'untuned ask \"...\"'.")
