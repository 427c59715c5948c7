"""Files that a command took in or wrote: below the project's root they are no documents, and that is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from untuned.cli.output import line

if TYPE_CHECKING:
    from untuned.cli.command import Call
    from untuned.project import Project


def keep_own(call: Call, project: Project, *files: Path | None) -> None:
    """Notes the files as the project's own, and tells of each that a sync would have read or still reads."""
    for file in files:
        kept = None if file is None else project.keep_own(file)
        if kept is not None:
            call.output.warn([line(f"{kept.path} {kept.fate}", "warning" if kept.read else "faint")])
