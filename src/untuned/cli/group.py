"""Commands that share a name, such as `runs list` and `runs show`: the name alone shows what there is."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

_SHOWING = ("list", "agreement")
"""The commands that show what there is: of each group the first that it has."""
_HELP = ("-h", "--help")


class Group(TyperGroup):
    """Several commands under one name; without one of them, also with options alone, it is the one that shows what there is."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - typer keeps these types to itself
        """The arguments, those of the showing command where none is named."""
        bare = not args or (args[0].startswith("-") and args[0] not in _HELP)
        if bare and not ctx.resilient_parsing:  # the Tab key asks for the commands
            args = [next(name for name in _SHOWING if name in self.commands), *args]
        return super().parse_args(ctx, args)


def group_of(what: str) -> typer.Typer:
    """A group to put commands in; one of them is called as one of those that show."""
    return typer.Typer(
        cls=Group,
        help=f"{what} Without a command, what there is is shown.",
        rich_markup_mode=None,
        context_settings={"help_option_names": list(_HELP)},
    )
