"""The command `guide`: the manual where the documentation's pages are not at hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from untuned.cli.command import Call, WrongWord, command
from untuned.cli.output import EMPTY, Line, Part, line

if TYPE_CHECKING:
    from untuned.cli.manual import Page
    from untuned.cli.page_parts import Found

_MOST_NAMED = 3
"""Other pages that are named where one says nothing of a word."""
_NEAR = 0.75
"""From which likeness on a name is taken for a slip of the hand; "abstention" is none of "extensions"."""
_ALL = "'untuned guide' lists the pages"


def add_to(app: typer.Typer) -> None:
    """Registers the commands of this group."""
    command(app, "guide")(guide)


def guide(
    call: Call,
    page: Annotated[str, typer.Argument(metavar="[PAGE]", help="A page's name; without it, all pages are listed.")] = "",
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORD]...", help="Only what of the page is called so, or has this: a command, a setting, an error."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every part of the page that has the word, also where much is about it.")
    ] = False,
) -> None:
    """Print a page of the manual: guides, concepts, the reference.

    untuned guide commands ask

    untuned guide settings index.grams

    untuned guide troubleshooting NoProject
    """
    from untuned.cli.manual import page_called, pages

    if not page:
        known = pages()
        call.show([_record(one) for one in known.values()], _listed(known))
        return
    called = page_called(page)
    if called is None:
        raise WrongWord(f"there is no page '{page}'{_instead(page)}", param_hint="PAGE", remedy=_ALL)
    if word := " ".join(words or ()).strip():
        _show_parts(call, called, word, everything=everything)
    else:
        _show_page(call, called)


def _show_page(call: Call, page: Page) -> None:
    """A page as it stands; on a terminal, below a long one, how to see less."""
    from untuned.cli.page_parts import SCREEN, sections

    text = page.text.strip()
    call.show({**_record(page), "text": text}, [line(row) for row in text.split("\n")])
    lines = text.count("\n") + 1
    if lines > SCREEN and call.sees_terminal():
        count = len(list(sections(text)))
        call.output.tell([EMPTY, line(f"{lines} lines in {count} sections; one of them: untuned guide {page.name} HEADING", "faint")])


def _show_parts(call: Call, page: Page, word: str, *, everything: bool) -> None:
    """What of a page is about a word, and how much of that is not shown."""
    from untuned.cli.page_parts import about

    found = about(page.text, word, everything=everything)
    if found is None:
        raise WrongWord(f"the page '{page.name}' says nothing of '{word}'", param_hint="WORD", remedy=_elsewhere(word))
    record = {**_record(page), "text": found.text, "shown": found.shown, "parts": found.parts}
    call.show(record, [line(row) for row in found.text.split("\n")])
    if not call.json and found.shown < found.parts:
        call.output.tell([EMPTY, line(_left(found, page, word), "faint")])


def _left(found: Found, page: Page, word: str) -> str:
    more = found.parts - found.shown
    what = "1 more part of this page has" if more == 1 else f"{more} more parts of this page have"
    return f"… {what} '{word}'; all of them: untuned guide {page.name} {_typed(word)} --all"


def _instead(page: str) -> str:
    """What may be meant by a name that no page has."""
    near = _nearest(page)
    meant = [f"'{near}'"] if near else _places(page)
    return f": did you mean {' or '.join(meant)}?" if meant else ""


def _nearest(page: str) -> str:
    """The page whose name is nearly this; "" where a command has it, or none is near."""
    from untuned.cli.manual import pages
    from untuned.cli.overview import SECTIONS

    is_command = any(page.casefold() in names for names in SECTIONS.values())
    return "" if is_command else next(iter(get_close_matches(page.casefold(), pages(), n=1, cutoff=_NEAR)), "")


def _places(word: str) -> list[str]:
    """Command lines for the guide to a command of this name, and for the parts of pages that are called so."""
    from untuned.cli.manual import guide_to, pages
    from untuned.cli.overview import SECTIONS
    from untuned.cli.page_parts import names

    if any(word.casefold() in commands for commands in SECTIONS.values()):
        guide = guide_to(word.casefold())
        return [*([f"'untuned guide {guide.name}'"] if guide else []), f"'untuned guide commands {word.casefold()}'"]
    return [f"'untuned guide {page.name} {_typed(word)}'" for page in pages().values() if names(page.text, word)][:_MOST_NAMED]


def _elsewhere(word: str) -> str:
    """Which pages say most of a word that one says nothing of."""
    from untuned.cli.manual import pages
    from untuned.cli.page_parts import about, names

    found = [(page, parts) for page in pages().values() if (parts := about(page.text, word))]
    found.sort(key=lambda pair: (not names(pair[0].text, word), -pair[1].parts))
    near = [f"'untuned guide {page.name} {_typed(word)}'" for page, _ in found[:_MOST_NAMED]]
    return f"other pages do: {', '.join(near)}" if near else _ALL


def _typed(word: str) -> str:
    """A word as one types it in a shell."""
    return f'"{word}"' if any(not (letter.isalnum() or letter in "._-") for letter in word) else word


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
