"""The command `advise`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from untuned.cli import columns
from untuned.cli.command import Call, command
from untuned.cli.output import Line, Part, line
from untuned.cli.pages import PageOptions, check_page, write_page

if TYPE_CHECKING:
    from untuned.types.advice import NextStep

_MOST = 1_000
"""Questions that are proposed at once."""


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "advise", options=PageOptions)(advise)


def advise(
    call: Call,
    advice: Annotated[
        str | None, typer.Argument(metavar="ADVICE", help="Advice that was given, such as a2; without it, new advice.")
    ] = None,
    climb: Annotated[
        str, typer.Option("--climb", metavar="CLIMB", help="The climb that it rests on; without it, the latest by a metric of quality.")
    ] = "",
    brief: Annotated[bool, typer.Option("--brief", help="Leave the assumptions and the matrix out.")] = False,
    listing: Annotated[bool, typer.Option("--list", help="List what was advised before.")] = False,
    *,
    options: PageOptions,
) -> None:
    """Say whether to tune a model, and what to do instead: three questions, each with its evidence.

    It rests on the latest climb by quality, on the versions of the documents, on the training rows and on the settings of [advice].
    Nothing is asked of a model. Tuning is advised only where everything cheaper was tried and gained nothing more, and under 30 questions
    nothing is.
    """
    from untuned.cli.advice_lines import advice_lines, listed_line

    with call.open() as project:
        if listing:
            given = project.advices.listing()
            none: list[Line] = [line("Nothing was advised yet: see 'untuned advise'.")]
            call.show({"advice": given}, [listed_line(one) for one in given] or none)
            return
        check_page(options)
        made = project.advices.get(advice) if advice is not None else project.advise(climb=climb)
        call.show(made, advice_lines(made, brief=brief, width=columns.width()))
        if options.wanted:
            write_page(call, project, made.id, options, headline="correct")
    if made.step.command and not call.json:
        call.output.tell([(Part("Next: ", "faint"), Part(made.step.command, "strong")), *_questions(made.step)])


def _questions(step: NextStep) -> Iterator[Line]:
    """How to come to the questions that are missing: few can be proposed from few or short pages."""
    if step.action != "add questions":
        return
    from untuned.cli.question_lines import OWN

    upto = "" if step.questions is None else f", with --count {min(step.questions, _MOST)} up to that many"
    yield line(f"  draft: proposes some{upto}; short pages give one or two each, or none", "faint")
    yield from (line(f"  {'import: ' if one is OWN[0] else '        '}{one}", "faint") for one in OWN)
    yield line("  what people asked in vain, so that you know what to ask: untuned gaps", "faint")
