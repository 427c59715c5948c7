"""Options that name a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from untuned.types.versions import AsOf

AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help="Go by the texts that were in force on that day: by what they say, by git, or by when they came."
    ),
]
KnownOption = Annotated[
    str | None, typer.Option("--as-known-on", metavar="DATE", help="Go by the texts that were synced at the end of that day, UTC.")
]


def day_of(text: str, option: str) -> date:
    """The day that an option names, as 2025-03-01."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise typer.BadParameter(f"'{text}' is no day such as 2025-03-01", param_hint=option) from None


def asked_day(as_of: str | None, as_known_on: str | None) -> AsOf | None:
    """The day that a question is asked for; None for the present."""
    from untuned.types.versions import AsOf

    if as_of is not None and as_known_on is not None:
        raise typer.BadParameter("a question is asked for one day, on one of the two axes of time", param_hint="--as-known-on")
    if as_of is not None:
        return AsOf(day=day_of(as_of, "--as-of"))
    return None if as_known_on is None else AsOf(day=day_of(as_known_on, "--as-known-on"), axis="known")
