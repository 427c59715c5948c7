"""A project's life as a program: everything that writes happens once, so that it can be ended at every named step.

Run as `python life.py FOLDER ACT...`. Each act is whole by itself and may be run again after a kill.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from untuned.project import Project
from untuned.project.comparing import Order
from untuned.types.measures import Evidence, Question

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
PAGES = 90
"""More than one batch of sync, so that a kill may fall between two."""
CHANGED = (3, 40, 77)
REMOVED = (5, 88)
SECRET = 12
SECRET_WORD = "zanzibarish"
"""Stands on the secret page alone."""
QUESTION = "Which valve does station 41 need?"


def page(number: int, *, edition: int = 1) -> str:
    """The text of one page: a word that no other page has, and a fact."""
    fact = f"Station {number} needs valve V-{number * 7 + edition} since edition {edition}."
    secret = f"It is a {SECRET_WORD} one.\n" if number == SECRET else ""
    return f"# Station {number}\n\n{fact}\n\nmark{number}x is its mark.\n{secret}"


def write_first(docs: Path) -> None:
    """The folder as it is synced first."""
    docs.mkdir(parents=True, exist_ok=True)
    for number in range(PAGES):
        (docs / f"{number:03}.md").write_text(page(number), encoding="utf-8", newline="\n")


def write_second(docs: Path) -> None:
    """The folder as it is synced next: some pages changed, some are gone."""
    for number in CHANGED:
        (docs / f"{number:03}.md").write_text(page(number, edition=2), encoding="utf-8", newline="\n")
    for number in REMOVED:
        (docs / f"{number:03}.md").unlink(missing_ok=True)


def under_other_settings(project: Project) -> Project:
    """The same project with an index of another kind."""
    index = replace(project.settings.index, stem=not project.settings.index.stem)
    return Project(project.root, settings=replace(project.settings, index=index))


def holding(root: Path, word: str = SECRET_WORD) -> list[str]:
    """The files of the project's own folder that hold a word's bytes."""
    keep = root / ".untuned"
    return [path.relative_to(keep).as_posix() for path in sorted(keep.rglob("*")) if path.is_file() and word.encode() in path.read_bytes()]


def measure(project: Project) -> None:
    """Asks each question of two variants; one of them is answered by the secret page."""
    asked = {41: QUESTION, SECRET: f"What is station {SECRET}, a {SECRET_WORD} one?", 7: "Which valve does station 7 need?"}
    questions: list[Question] = []
    for number, text in asked.items():
        path = f"docs/{number:03}.md"
        version, body = project.version(path)
        found = Evidence(path=path, quote=body, version=version.id, start=0, end=len(body))
        questions.append(
            Question(id=f"q{number}", text=text, origin="synthetic_reviewed" if number == SECRET else "human", evidence=(found,))
        )
    project.questions.add(questions, now=NOON)
    project.measure(Order(variants=("default", "no_rerank")))


def act(project: Project, name: str) -> None:
    """One act of the project's life."""
    docs = project.root / "docs"
    if name == "sync":
        project.sync(["docs"])
    elif name == "change":
        write_second(docs)
        project.sync(["docs"])
    elif name == "ask":
        project.ask_sync(QUESTION)
    elif name == "measure":
        measure(project)
    elif name == "reindex":
        project.reindex()
    elif name == "backup":
        project.backup(project.root / "copy.backup", force=True)
    elif name == "restore":
        project.restore(project.root / "copy.backup")
    elif name == "purge":
        (docs / f"{SECRET:03}.md").unlink(missing_ok=True)
        project.sync(["docs"])
        project.purge(f"docs/{SECRET:03}.md")
    else:
        raise ValueError(name)


def main() -> None:
    """The acts named on the command line, in order."""
    with Project.open(Path(sys.argv[1])) as project:
        print("begun", flush=True)
        for name in sys.argv[2:]:
            act(project, name)


if __name__ == "__main__":
    main()
