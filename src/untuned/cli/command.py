"""How every command is called: the options they share, and the project they open."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast, get_type_hints

import typer

from untuned.cli.output import Line, Output, wants_color

if TYPE_CHECKING:
    from untuned.project import Project
    from untuned.types.principal import Principal

ProjectOption = Annotated[
    Path | None, typer.Option("--project", metavar="DIR", help="The project's folder; without it, the nearest untuned.toml upward.")
]
GroupsOption = Annotated[
    list[str] | None,
    typer.Option("--as-group", metavar="GROUP", help="Read as a member of this group only, not as the owner; may be given again."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print only what was asked for.")]
NoColorOption = Annotated[bool, typer.Option("--no-color", help="Print without colours.")]


class Missing(typer.BadParameter):
    """An argument that one of several ways to call a command needs."""

    def format_message(self) -> str:
        """As for an argument that a command always needs."""
        return f"Missing argument {self.param_hint!r}: {self.message}."


class WrongWord(typer.BadParameter):
    """An argument that cannot be used, with what to do about it where that is no look at the command's help."""

    def __init__(self, message: str, *, param_hint: str, remedy: str) -> None:
        super().__init__(message, param_hint=param_hint)
        self.remedy = remedy


class Unasked(typer.TyperException):
    """A command that asks before it does something, where nobody sees its question: nothing was done."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} asks first, and nobody sees the question here: nothing was done")


def confirmed(call: Call, question: str, *, what: str, yes: bool) -> None:
    """Goes on where the caller said yes. Raises `Abort` on no, and `Unasked` where nobody can be asked; `what` names the deed."""
    if yes:
        return
    if not call.sees_terminal():
        raise Unasked(what)
    typer.confirm(question, abort=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """What a command was called with beside its own arguments."""

    project: Path | None = None
    groups: tuple[str, ...] = ()
    json: bool = False
    quiet: bool = False
    no_color: bool = False

    @property
    def output(self) -> Output:
        """Where this call's lines go."""
        return Output(color=wants_color(no_color=self.no_color), quiet=self.quiet)

    @property
    def principal(self) -> Principal:
        """Who is asking: the owner, or a member of the named groups."""
        from untuned.types.principal import OWNER, member

        return member(self.groups) if self.groups else OWNER

    def open(self) -> Project:
        """The project of the call's folder. Raises `NoProject` and whatever its settings or its database say."""
        from untuned.project import Project

        return Project.open(self.project, principal=self.principal)

    def show(self, record: object, lines: Iterable[Line]) -> None:
        """The outcome, as JSON or as lines."""
        if self.json:
            from untuned.cli.records import json_text, record_json

            self.output.data(json_text(record_json(record)))
        else:
            self.output.write(lines)

    def sees_terminal(self) -> bool:
        """True when a person looks on: bars and questions make sense."""
        return sys.stdout.isatty() and sys.stderr.isatty() and not (self.json or self.quiet)


def shared_options(
    project: ProjectOption = None,
    as_group: GroupsOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> Call:
    """The call that these options make; its parameters are added to every command's own."""
    return Call(project=project, groups=tuple(as_group or ()), json=json, quiet=quiet, no_color=no_color)


def joined(outer: Call, inner: Call) -> Call:
    """Options before and after the command's name, taken together; the later project folder counts."""
    return replace(
        inner,
        project=inner.project or outer.project,
        groups=outer.groups + inner.groups,
        json=outer.json or inner.json,
        quiet=outer.quiet or inner.quiet,
        no_color=outer.no_color or inner.no_color,
    )


def _fields_of(options: type[Any]) -> list[inspect.Parameter]:
    """The fields of a class of options as parameters, each annotation read in the module of the class that has it."""
    read = get_type_hints(options, include_extras=True)
    return [option.replace(annotation=read[name]) for name, option in inspect.signature(options).parameters.items()]


def command(
    app: typer.Typer, name: str, *, options: type[Any] | None = None
) -> Callable[[Callable[..., int | None]], Callable[..., int | None]]:
    """Registers a function as a command. Its first parameter is the `Call`; the shared options are added to its own.

    `options` is a frozen dataclass whose fields are options, for a command with many: the function gets one as `options`.
    """

    def register(function: Callable[..., int | None]) -> Callable[..., int | None]:
        shared = list(inspect.signature(shared_options, eval_str=True).parameters.values())
        many = [] if options is None else _fields_of(options)
        first = [option for option in list(inspect.signature(function, eval_str=True).parameters.values())[1:] if option.name != "options"]
        own = [*first, *many]

        def invoke(context: typer.Context, **values: Any) -> int | None:  # noqa: ANN401 - whatever the function's parameters are
            given = shared_options(**{option.name: values.pop(option.name) for option in shared})
            if options is not None:
                values["options"] = options(**{option.name: values.pop(option.name) for option in many})
            return function(joined(cast("Call", context.obj or Call()), given), **values)

        invoke.__name__, invoke.__doc__ = function.__name__, function.__doc__
        context = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
        invoke.__signature__ = inspect.Signature(  # pyright: ignore[reportFunctionMemberAccess]
            [context, *(option.replace(kind=inspect.Parameter.KEYWORD_ONLY) for option in [*own, *shared])]
        )
        invoke.__annotations__ = {option.name: option.annotation for option in [context, *own, *shared]}
        app.command(name)(invoke)
        return function

    return register
