"""The commands that ask: `ask` and `search`."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from untuned.cli.command import Call, command
from untuned.cli.days import AsOfOption, KnownOption, asked_day
from untuned.cli.output import Part
from untuned.errors import EmptyQuestion

WhereOption = Annotated[
    list[str] | None,
    typer.Option("--where", metavar="FIELD=VALUE", help="Search only what has this value, or one >= or <= it; may be given again."),
]

if TYPE_CHECKING:
    from untuned.project import Project
    from untuned.types.answers import Passage

ABSTAINED = 3


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "ask")(ask)
    command(app, "search")(search)


def ask(
    call: Call,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="What you want to know, in your own words.")],
    where: WhereOption = None,
    as_of: AsOfOption = None,
    as_known_on: KnownOption = None,
    form: Annotated[
        str, typer.Option("--form", metavar="TASK", help="Put the verified claims into the schema of this task, each value proven.")
    ] = "",
) -> int:
    """Answer a question with quotes from the synced documents.

    Every quote was found, character for character, in the text that was read of its source. Exit code 0 when answered, 3 when it
    abstains.
    What was superseded is not read, unless a day is named on which it held.
    """
    from untuned.cli.answer_lines import answer_lines
    from untuned.cli.nearest_lines import nearest_lines

    if not question.strip():
        raise EmptyQuestion
    day = asked_day(as_of, as_known_on)
    with call.open() as project:
        if form:
            project.check_form(form)
        answer = project.ask_sync(question, where=where or (), as_of=day)
        filled = project.fill(answer, form) if form and answer.claims else None
        unfinished, last = project.unfinished(), project.last_sync()
        unread = project.unread_since({citation.path for citation in answer.citations})
        nearest = list(nearest_lines(answer, project))
    if not call.quiet:
        from untuned.cli.reading import stopped_lines, unfinished_line, unread_lines

        call.output.warn([*stopped_lines(last), *([unfinished_line(unfinished, last)] if unfinished else []), *unread_lines(unread)])
    if filled is not None:
        from untuned.cli.tasks import filled_lines

        call.show(filled, filled_lines(filled))
        return 0 if filled.output else ABSTAINED
    call.show(answer, answer_lines(answer, nearest=nearest, footer=not call.quiet))
    return ABSTAINED if answer.state == "abstained" else 0


def search(
    call: Call,
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="Words to look for; any text is safe.")],
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help="How many passages to show.")] = 10,
    where: WhereOption = None,
    as_of: AsOfOption = None,
    as_known_on: KnownOption = None,
) -> None:
    """Find passages, best first, without answering."""
    from untuned.cli.answer_lines import passage_lines
    from untuned.cli.narrowing_lines import narrowing_lines
    from untuned.cli.records import record_json

    day = asked_day(as_of, as_known_on)
    with call.open() as project:
        passages, narrowing = project.look_up(question, limit=limit, where=where or (), as_of=day)
        lines = [_line(project, passage) for passage in passages]
        later = project.passed_over(question, where=where or (), as_of=day) if day is None or not passages else ()
        notes = (*narrowing.absent, *later)
    records = [
        {"source": f"{passage.version.path}:{at}", "passage": record_json(passage)} for passage, at in zip(passages, lines, strict=True)
    ]
    told = [{"how": how, "filter": typed, "words": words} for how, typed, words in narrowing.told]
    shown = chain(
        narrowing_lines(narrowing.told), passage_lines(passages, lines), ((Part("note: ", "faint"), Part(one, "warning")) for one in notes)
    )
    call.show({"filters": told, "passages": records, "notes": notes}, shown)


def _line(project: Project, passage: Passage) -> int:
    """The line of the source file that a passage begins at."""
    from untuned.text.lines import line_of

    version, text = project.version(passage.version.id)
    return line_of(text, passage.start, version.lines)
