"""The command that lists the ways to answer that can be measured: `variants`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import typer

from untuned.cli.command import Call, command
from untuned.cli.output import EMPTY, Line, Part, line

if TYPE_CHECKING:
    from untuned.evaluation.variants.resolve import Listed


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "variants")(variants)


def variants(call: Call) -> None:
    """List the ways to answer that can be measured: the shipped ones, and those of [variants.NAME] in untuned.toml.

    Each is shown with what it changes of the project's own settings. One that cannot answer here says what it needs.
    """
    from untuned.evaluation.variants.resolve import listing

    with call.open() as project:
        found = listing(settings=project.settings, root=project.root)
    call.show({"variants": found}, variant_lines(found))


def variant_lines(found: Sequence[Listed]) -> Iterator[Line]:
    """The variants as people read them, the shipped ones first."""
    for title, origin in (("Shipped", "shipped"), ("Of this project", "own")):
        listed = [one for one in found if one.origin == origin]
        if listed:
            yield line(title, "strong")
        for one in listed:
            yield from _lines_of(one)
        if listed:
            yield EMPTY
    for remedy in dict.fromkeys(one.remedy for one in found if one.problem):
        names = ", ".join(one.name for one in found if one.problem and one.remedy == remedy)
        yield (Part(f"For {names}: "), Part(remedy))
    yield line("Write your own below [variants.NAME] in untuned.toml.", "faint")


def _lines_of(one: Listed) -> Iterator[Line]:
    builds = f" (over {one.extends})" if one.extends else ""
    yield (Part(f"  {one.name}", "good" if not one.problem else "warning"), Part(f"  {one.description}"), Part(builds, "faint"))
    if one.changes:
        yield line("      " + ", ".join(f"{field} = {value}" for field, value in one.changes), "faint")
    if one.problem:
        yield (Part("      cannot answer: ", "warning"), Part(one.problem))
