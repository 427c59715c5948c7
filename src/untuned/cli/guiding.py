"""The command `guide`: the manual where the documentation's pages are not at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from untuned.cli.command import Call, command
from untuned.cli.output import EMPTY, Line, Part, line

if TYPE_CHECKING:
    from untuned.cli.manual import Page


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "guide")(guide)


def guide(
    call: Call,
    page: Annotated[str, typer.Argument(metavar="[PAGE]", help="A page's name; without it, all pages are listed.")] = "",
    word: Annotated[str, typer.Argument(metavar="[WORD]", help="Only what of the page has this: a setting, an error, a metric.")] = "",
) -> None:
    """Print a page of the manual: guides, concepts, the reference.

    untuned guide settings index.grams

    untuned guide troubleshooting NoProject
    """
    from untuned.cli.manual import about, pages

    known = pages()
    if not page:
        call.show([_record(one) for one in known.values()], _listed(known))
        return
    if page not in known:
        near = get_close_matches(page, known, n=1)
        raise typer.BadParameter(f"there is no page '{page}'{f': did you mean {near[0]!r}?' if near else ''}", param_hint="PAGE")
    text = about(known[page].text, word) if word else known[page].text.strip()
    if not text:
        raise typer.BadParameter(f"the page '{page}' says nothing of '{word}'", param_hint="WORD")
    call.show({**_record(known[page]), "text": text}, [line(row) for row in text.split("\n")])


def _record(page: Page) -> dict[str, str]:
    return {"name": page.name, "kind": page.kind, "title": page.title}


def _listed(known: Mapping[str, Page]) -> Iterator[Line]:
    """The pages by kind, each with its title."""
    widest = max(map(len, known), default=0)
    before = ""
    for page in known.values():
        if page.kind != before:
            yield from ([EMPTY] if before else [])
            yield line(f"{page.kind}:", "strong")
        before = page.kind
        yield (Part(f"  {page.name.ljust(widest)}  ", "source"), Part(page.title))
    yield EMPTY
    yield line("Next: untuned guide PAGE, or untuned guide PAGE WORD for what of it has a word", "faint")
