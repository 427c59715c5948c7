"""The command that tells what is known of texts beside their words: `tags`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from untuned.cli.command import Call, command
from untuned.cli.output import EMPTY, Line, Part, line

if TYPE_CHECKING:
    from untuned.config.propose_metadata import ProposedField
    from untuned.project.tagging import DocumentTags, FieldTags


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "tags")(tags)


def tags(
    call: Call,
    path: Annotated[str | None, typer.Argument(metavar="PATH", help="A document: what it has in each field.")] = None,
    propose: Annotated[bool, typer.Option("--propose", help="Suggest fields for untuned.toml from the synced documents instead.")] = False,
) -> None:
    """Show the fields that searches can be narrowed by: how many documents state each, and its commonest values."""
    if path is not None and propose:
        raise typer.BadParameter("fields are proposed from all documents, not from one", param_hint="--propose")
    with call.open() as project:
        if propose:
            found = project.propose_fields()
            call.show(found, proposal_lines(found))
        elif path is not None:
            from untuned.cli.paths import document_path

            one = project.document_tags(document_path(project, path))
            call.show(one, document_lines(one))
        else:
            fields = project.tags()
            call.show(fields, field_tag_lines(fields))


def field_tag_lines(fields: Sequence[FieldTags]) -> Iterator[Line]:
    """A field a line: its coverage and its commonest values."""
    width = max((len(field.name) for field in fields), default=0)
    for field in fields:
        share = f"{field.documents:,} of {field.of:,}"
        values = f"{field.values:,} value{'' if field.values == 1 else 's'}"
        yield (Part(f"{field.name:<{width}}  ", "source"), Part(f"{field.kind:<7}"), Part(f"{share:>15}  {values}", "faint"))
        if field.top:
            sign = " … " if field.kind in ("date", "number") else ", "
            yield line(" " * (width + 2) + sign.join(f"{value} ({count:,})" for value, count in field.top))
    yield EMPTY
    yield line("Narrow a question with --where FIELD=VALUE; 'untuned tags --propose' suggests more fields.", "faint")


def document_lines(document: DocumentTags) -> Iterator[Line]:
    """A field a line, with the document's values."""
    width = max((len(name) for name, _ in document.fields), default=0)
    yield line(document.path, "source")
    for name, values in document.fields:
        yield (Part(f"  {name:<{width}}  ", "faint"), Part(", ".join(values)))


def proposal_lines(found: Sequence[ProposedField]) -> Iterator[Line]:
    """Tables for untuned.toml, each with what speaks for it."""
    from untuned.config.metadata import field_lines

    for one in found:
        yield line(f"# {' '.join(one.why.split())}", "faint")
        yield from map(line, field_lines(one.field))
        yield EMPTY
    if not found:
        yield line("Nothing in the documents tells them apart: no front matter, folders, columns or codes with few values.", "warning")
    else:
        yield line("# Put what fits into untuned.toml; add what else a value is called between its brackets.", "faint")
