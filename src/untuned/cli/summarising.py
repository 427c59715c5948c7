"""The command that summarises: `summarise`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from untuned.cli.command import Call, command
from untuned.cli.paths import below_root
from untuned.cli.reading import removed_at, removed_lines

ABSTAINED = 3


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "summarise")(summarise)


def summarise(
    call: Call,
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="A synced document: its path below the project's folder.")],
    topic: Annotated[str, typer.Option("--topic", "-t", metavar="WORDS", help="Only what the document says about this.")] = "",
    sentences: Annotated[int, typer.Option("--sentences", "-n", min=1, max=200, help="How many claims at most.")] = 12,
) -> int:
    """Say what a document says, in verified quotes of it, section by section.

    The definitions that they lean on come with them, and what was left out is listed. Exit code 0, or 3 when nothing is about the topic.
    """
    from untuned.cli.records import record_json
    from untuned.cli.summary_lines import summary_lines

    with call.open() as project:
        found = project.summarise(below_root(document, root=project.root, here=Path.cwd()), topic=topic, sentences=sentences)
        versions = project.history(found.path)
        removed = removed_at(project, versions)
    record = record_json(found)
    assert isinstance(record, dict)
    call.show(record | {"removed_at": record_json(removed)}, [*removed_lines(versions, removed), *summary_lines(found)])
    return 0 if found.claims else ABSTAINED
