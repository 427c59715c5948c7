"""The command `advise`."""

from __future__ import annotations

from typing import Annotated

import typer

from untuned.cli import columns
from untuned.cli.command import Call, command
from untuned.cli.output import Line, Part, line


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "advise")(advise)


def advise(
    call: Call,
    advice: Annotated[
        str | None, typer.Argument(metavar="ADVICE", help="Advice that was given, such as a2; without it, new advice.")
    ] = None,
    climb: Annotated[str, typer.Option("--climb", metavar="CLIMB", help="The climb that it rests on; without it, the latest.")] = "",
    brief: Annotated[bool, typer.Option("--brief", help="Leave the assumptions and the matrix out.")] = False,
    listing: Annotated[bool, typer.Option("--list", help="List what was advised before.")] = False,
) -> None:
    """Say whether to tune a model, and what to do instead: three questions, each with its evidence.

    It rests on the latest climb, on the versions of the documents, on the training rows and on the settings of [advice]. Nothing is asked
    of a model. Tuning is advised only where everything cheaper was tried and gained nothing more, and under 30 questions nothing is.
    """
    from untuned.cli.advice_lines import advice_lines, listed_line

    with call.open() as project:
        if listing:
            given = project.advices.listing()
            none: list[Line] = [line("Nothing was advised yet: see 'untuned advise'.")]
            call.show({"advice": given}, [listed_line(one) for one in given] or none)
            return
        made = project.advices.get(advice) if advice is not None else project.advise(climb=climb)
    call.show(made, advice_lines(made, brief=brief, width=columns.width()))
    if made.step.command and not call.json:
        call.output.tell([(Part("Next: ", "faint"), Part(made.step.command, "strong"))])
