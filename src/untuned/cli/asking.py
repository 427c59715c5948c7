"""The commands that ask: `ask` and `search`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from untuned.cli.command import Call, command

if TYPE_CHECKING:
    from untuned.project import Project
    from untuned.types.answers import Passage

ABSTAINED = 3


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "ask")(ask)
    command(app, "search")(search)


def ask(call: Call, question: Annotated[str, typer.Argument(metavar="QUESTION", help="What you want to know, in your own words.")]) -> int:
    """Answer a question with quotes from the synced documents.

    Every quote was found in its source, character for character. Exit code 0 when answered, 3 when it abstains.
    """
    from untuned.cli.answer_lines import answer_lines

    if not question.strip():
        raise typer.BadParameter("the question is empty")
    with call.open() as project:
        answer = project.ask_sync(question)
    call.show(answer, answer_lines(answer))
    return ABSTAINED if answer.state == "abstained" else 0


def search(
    call: Call,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="Words to look for; any text is safe.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help="How many passages to show.")] = 10,
) -> None:
    """Find passages, best first, without answering."""
    from untuned.cli.answer_lines import passage_lines
    from untuned.cli.records import record_json

    with call.open() as project:
        passages = project.search(question, limit=limit)
        lines = [_line(project, passage) for passage in passages]
    records = [
        {"source": f"{passage.version.path}:{at}", "passage": record_json(passage)} for passage, at in zip(passages, lines, strict=True)
    ]
    call.show(records, passage_lines(passages, lines))


def _line(project: Project, passage: Passage) -> int:
    """The line of the source file that a passage begins at."""
    from untuned.text.lines import line_of

    version, text = project.version(passage.version.id)
    return line_of(text, passage.start, version.lines)
