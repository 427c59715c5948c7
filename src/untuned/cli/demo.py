"""The demonstration: the sample is synced, its return policy changes, and seven questions are asked."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from untuned.cli.answer_lines import answer_lines
from untuned.cli.command import Call
from untuned.cli.following import report_lines
from untuned.cli.output import EMPTY, Line, Part, line
from untuned.errors import ConfigError, UntunedError

if TYPE_CHECKING:
    from untuned.ingest.report import SyncReport
    from untuned.project import Project
    from untuned.types.answers import Answer

_KEPT = ".untuned"
_MARK = f"{_KEPT}/demo"
"""Says that a folder was made by a demo and may be made again by the next."""


def run_demo(call: Call, folder: Path) -> None:
    """The demo's whole course, printed as it goes; as JSON, its answers at the end. Raises `ConfigError` as `_clear` does."""
    from untuned.project import Project

    talk = call.output.tell if not call.json else _silent
    kept = _clear(folder)
    if kept is not None:
        talk([line(f"The earlier demo has questions of yours: its database is in {kept} now.")])
    with as_file(files("untuned") / "sample") as sample:
        shutil.copytree(sample / "first", folder, dirs_exist_ok=True)
        questions = json.loads((sample / "questions.json").read_text(encoding="utf-8"))["questions"]
        Project.init(folder, force=True)
        (folder / _MARK).write_text("", encoding="utf-8", newline="\n")
        with Project.open(folder) as project:
            talk(_synced(f"The sample knowledge base is in {folder}", project.sync()))
            shutil.copytree(sample / "second", folder, dirs_exist_ok=True)
            talk(_synced("Its return policy changed", project.sync()))
            answers = [_asked(project, question, number, talk) for number, question in enumerate(questions, start=1)]
    call.show(answers, ()) if call.json else talk(_next(folder, answers))


def _silent(_lines: object) -> None:
    """Takes lines and prints none: JSON comes alone."""


def _clear(folder: Path) -> Path | None:
    """Takes an earlier demo's database away; what else lies there stays. Raises `ConfigError` for a folder that no demo made.

    Returns:
        Where the database is kept that somebody added questions to; None where there was none.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).is_file():
        raise ConfigError(f"{folder} is neither empty nor an earlier demo", remedy="name another folder: untuned demo FOLDER")
    database = folder / _KEPT
    if not database.exists():
        return None
    if not _has_questions(folder):
        shutil.rmtree(database)
        return None
    number = 1
    while (folder / f"{_KEPT}-{number}").exists():
        number += 1
    return database.rename(folder / f"{_KEPT}-{number}")


def _has_questions(folder: Path) -> bool:
    """True where questions were added to an earlier demo, or where it cannot be told."""
    from untuned.project import Project

    try:
        with Project.open(folder) as project:
            return project.questions.count() > 0
    except UntunedError:
        return True


def _synced(what: str, report: SyncReport) -> Iterator[Line]:
    yield (Part(f"{what}: ", "strong"), *list(report_lines(report))[-1])


def _asked(project: Project, question: dict[str, Any], number: int, talk: Any) -> Answer:  # noqa: ANN401 - an output's method
    answer = project.ask_sync(question["question"])
    talk([EMPTY, line(f"{number}. {question['question']}", "strong"), EMPTY, *answer_lines(answer)])
    return answer


def _next(folder: Path, answers: list[Answer]) -> Iterator[Line]:
    yield EMPTY
    yield line("What to type next:", "strong")
    called = _called()
    yield line(f'  {called} --project {folder} ask "What does the Pro plan cost?"')
    yield line(f"  {called} --project {folder} history policies/returns.md --diff")
    if answers:
        yield line(f"  {called} --project {folder} show {answers[0].id}")
    there = str(Path(called).absolute()) if "/" in called or "\\" in called else called  # this place is another one there
    yield line(f"  {there} init        in a folder of your own documents, then: {there} sync")


def _called() -> str:
    """What a shell here calls this program: its name where that is found, else its place."""
    if shutil.which("untuned"):
        return "untuned"
    place = Path(sys.argv[0])
    if place.stem != "untuned":
        return "python -m untuned"
    return place.relative_to(Path.cwd()).as_posix() if place.is_relative_to(Path.cwd()) else str(place)
