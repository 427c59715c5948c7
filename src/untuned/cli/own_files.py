"""Files that a command took in or wrote: below the project's root they are no documents, and that is told."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from untuned.cli.output import line
from untuned.errors import UntunedError

if TYPE_CHECKING:
    from untuned.cli.command import Call
    from untuned.project import Project


def keep_log(call: Call, *files: Path | None) -> None:
    """Notes files of answers as the project's own where there is a project; one that is a document already stays one, and that is told.

    Nothing is noted for members of groups, nor where the project cannot be opened: whoever checks a log needs none.
    """
    if call.groups:
        return
    with suppress(UntunedError), call.open() as project:
        documents = project.documents.files()
        for file in filter(None, files):
            path = project.synced_as(file)
            if path in documents:
                call.output.warn([line(f"{path} is a document, and answers come from it: exclude it below [sources] if it should not be")])
            elif path:
                keep_own(call, project, file)


def keep_own(call: Call, project: Project, *files: Path | None) -> None:
    """Notes the files as the project's own, and tells of each that a sync would have read or still reads."""
    for file in files:
        kept = None if file is None else project.keep_own(file)
        if kept is not None:
            call.output.warn([line(f"{kept.path} {kept.fate}", "warning" if kept.read else "faint")])
