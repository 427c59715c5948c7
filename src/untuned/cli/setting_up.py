"""The commands that begin: `init`, `doctor`, `demo` and `version`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from untuned.cli.command import Call, command
from untuned.cli.output import EMPTY, Line, Part, Style, line

if TYPE_CHECKING:
    from untuned.doctor import Check


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "init")(init)
    command(app, "doctor")(doctor)
    command(app, "demo")(demo)
    command(app, "version")(version)


def init(
    call: Call,
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="The folder that holds your documents; without it, this one.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an untuned.toml that is there; a copy stays in .untuned.")] = False,
) -> None:
    """Write a commented untuned.toml that fits the folder's own files. With --quiet, nothing is told of what was found."""
    from untuned.config.propose import begin

    place = folder or call.project or Path()
    begun = begin(place, force=force, own=_own_files(place) if force else ())
    lines = [(Part("Wrote "), Part(str(begun.file), "source")), *(line(f"  {finding}") for finding in begun.findings)]
    if call.json:
        call.show({"file": begun.file, "findings": begun.findings}, ())
    else:
        call.output.tell([*lines, EMPTY, line('Next: untuned sync, then untuned ask "..."', "faint")])


def _own_files(place: Path) -> Collection[str]:
    """The paths of the files that untuned took in or wrote in a folder that is a project already; none where it cannot be opened."""
    from untuned.config.read import FILE_NAME
    from untuned.errors import UntunedError
    from untuned.project import Project

    if not (place / FILE_NAME).is_file():
        return ()
    try:
        with Project.open(place) as project:
            return project.own_files()
    except UntunedError:
        return ()


def doctor(
    call: Call,
    migrate: Annotated[bool, typer.Option("--migrate", help="Bring an older database up to date, after a backup.")] = False,
) -> int:
    """Check everything, and say how to mend what is wrong. Exit code 1 when something is."""
    from untuned.doctor import examine
    from untuned.errors import NotAllowed

    if call.groups:
        raise NotAllowed("examine the project")
    checks = examine(call.project or Path.cwd(), migrate=migrate)
    call.show(checks, check_lines(checks))
    return 1 if any(check.state == "error" for check in checks) else 0


_MARKS: dict[str, tuple[str, Style]] = {"ok": ("ok     ", "good"), "warning": ("warning", "warning"), "error": ("error  ", "bad")}


def check_lines(checks: Sequence[Check]) -> Iterator[Line]:
    """Each check with its outcome; below one that failed, how to mend it."""
    for check in checks:
        mark, style = _MARKS[check.state]
        yield (Part(mark, style), Part(f"  {check.name}: ", "strong"), Part(check.detail))
        if check.remedy:
            yield (Part("           try: ", "faint"), Part(check.remedy))
    counts = Counter(check.state for check in checks)
    yield EMPTY
    yield line(", ".join(f"{counts[state]} {state}" for state in ("ok", "warning", "error") if counts[state]), "faint")


def demo(
    call: Call,
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where the sample is put: a new or empty folder, or that of an earlier demo.")
    ] = Path("demo"),
) -> None:
    """Build the sample that ships with untuned and ask it seven questions. No key, no model, no server."""
    from untuned.cli.demo import run_demo

    run_demo(call, folder)


def version(call: Call) -> None:
    """Print the version of untuned and of what it stands on."""
    import platform
    from importlib.metadata import version as installed

    from untuned import __version__

    parts = {"untuned": __version__, "python": platform.python_version()}
    parts |= {name: installed(name) for name in ("tantivy", "sqlalchemy")}
    call.show(parts, [line(f"{name} {number}") for name, number in parts.items()])
