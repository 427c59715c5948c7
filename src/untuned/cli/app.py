"""The command `untuned`: one door for its commands, and one place where errors become messages and exit codes."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

import typer
from typer.main import get_command

from untuned.cli import (
    advising,
    asking,
    chatting,
    checking,
    climbing,
    completion,
    differing,
    following,
    gaps,
    guiding,
    measuring,
    questions,
    ratings,
    reading,
    routing,
    runs,
    setting_up,
    staleness,
    summarising,
    tagging,
    tasks,
    upkeep,
    variants,
    verifying,
)
from untuned.cli.command import GroupsOption, JsonOption, NoColorOption, ProjectOption, QuietOption, Unasked, WrongWord, shared_options
from untuned.cli.examples import example_of
from untuned.cli.output import Output, error_lines, line, wants_color
from untuned.cli.overview import Overview
from untuned.errors import UntunedError

HELP = """Answers you can check: a folder of documents becomes quoted, verified answers.

Start with 'untuned init', 'untuned sync' and 'untuned ask "..."'; or see it work with 'untuned demo'.

Exit codes: 0 done, 1 failed (or a file failed in a sync, or was read in part), 2 wrong usage or settings, 3 'ask' abstained,
'summarise' found nothing on a topic, or 'run' left an input to a person, 4 'verify' found answers that do not pass, 5 a gate of 'eval',
'compare' or 'report' did not hold, or 'climb' is not shown to reach the quality that was wanted,
6 'check' found what --fail-on names, or worse, or 'stale --fail' anything, 130 stopped by Ctrl-C.
"""

_ALLOCATIONS = 1_000_000
"""New objects after which Python looks for cycles among them: a sync makes millions that are in none, and a look at every 700 of them
costs a tenth of its time."""

_INTERNAL = ": Value error, "
"""How typer's parts name the kind of their error, which is no word for a user."""

app = typer.Typer(
    name="untuned",
    cls=Overview,
    help=HELP,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True)
def shared(
    context: typer.Context,
    project: ProjectOption = None,
    as_group: GroupsOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Options before a command's name count for the command."""
    context.obj = shared_options(project, as_group, json, quiet, no_color)
    if context.invoked_subcommand is None:
        Output().write([line(context.get_help())])


for group in (
    setting_up,
    guiding,
    following,
    asking,
    chatting,
    reading,
    tagging,
    differing,
    summarising,
    verifying,
    checking,
    staleness,
    gaps,
    questions,
    variants,
    routing,
    measuring,
    climbing,
    advising,
    runs,
    ratings,
    tasks,
    upkeep,
    completion,
):
    group.add_to(app)


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs one command line; the exit code. What untuned raises on purpose is printed as message and remedy, never as a traceback."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if "--version" in list(takewhile(_is_option, given)):  # what every other command line tool calls it
        given[given.index("--version")] = "version"
    gc.set_threshold(_ALLOCATIONS, *gc.get_threshold()[1:])
    completion.prepare()
    try:
        status = get_command(app).main(args=given, prog_name="untuned", standalone_mode=False)
        sys.stdout.flush()  # what cannot be written is an error of the command, not of the interpreter that ends
    except UntunedError as error:
        _report(error, given)
        return error.exit_code
    except typer.TyperException as error:
        message = " ".join(error.format_message().replace(_INTERNAL, ": ").split())
        _report(UntunedError(message, remedy=_usage(error, given)), given)
        return 2
    except typer.Abort:
        Output().warn([line("stopped; nothing was changed")])
        return 1
    except BrokenPipeError:  # whoever read on, such as `head`, has read enough
        return 1
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _report(UntunedError(f"{place}{error.strerror or error}", remedy=_of_place(error)), given)
        return 1
    return status if isinstance(status, int) else 0


def _is_option(word: str) -> bool:
    return word.startswith("-")


def _of_place(error: OSError) -> str:
    """What to do about a file or folder that could not be used."""
    if isinstance(error, FileNotFoundError):
        return "check its spelling: a path counts from the folder that you are in"
    if isinstance(error, IsADirectoryError):
        return "name a file: this is a folder"
    if isinstance(error, NotADirectoryError):
        return "name a folder: this, or a part of it, is a file"
    return "check that the place exists, may be read or written, and has room"


def _usage(error: typer.TyperException, given: Sequence[str]) -> str:
    """What to do about a command line that cannot be read."""
    if isinstance(error, WrongWord):
        return error.remedy
    if isinstance(error, Unasked):
        return "add --yes to have it done without being asked"
    context, message = getattr(error, "ctx", None), error.format_message()
    path = _named(given) if context is None else context.command_path
    asked = f"see '{path} --help'"
    example = example_of(path) if message.startswith("Missing argument") else ""
    if example:
        return f"{example}  ({asked})"
    return f"{asked}; words that belong together go in quotes" if "extra argument" in message else asked


def _named(given: Sequence[str]) -> str:
    """The command that a command line names, `untuned gaps`, where the error does not say."""
    names, at = ["untuned"], get_command(app)
    for word in given:
        inner = getattr(at, "commands", dict[str, Any]()).get(word)
        if inner is not None:
            names.append(word)
            at = inner
    return " ".join(names)


def _report(error: UntunedError, arguments: Sequence[str]) -> None:
    options = arguments[: list(arguments).index("--")] if "--" in arguments else arguments
    if "--json" in options:
        from untuned.cli.records import error_json, json_text

        Output().warn_data(json_text(error_json(error)))
        return
    Output(color=wants_color(no_color="--no-color" in options)).warn(error_lines(error))
