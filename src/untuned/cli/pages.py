"""Pages for people: where they are written, and how a browser is asked to show them."""

from __future__ import annotations

import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from untuned.cli.output import Line, Part, line

if TYPE_CHECKING:
    from untuned.cli.command import Call
    from untuned.project import Project


@dataclass(frozen=True, kw_only=True)
class PageOptions:
    """Whether a page is written too, where, and in which language."""

    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Also write one HTML page that holds everything.")] = None
    show: Annotated[bool, typer.Option("--open", help="Write the page and show it in the browser.")] = False
    language: Annotated[
        Literal["en", "ru"], typer.Option("--language", help="Of the page: of all but questions, answers, documents and names.")
    ] = "en"

    @property
    def wanted(self) -> bool:
        """A page is asked for."""
        return self.html is not None or self.show


def check_page(options: PageOptions) -> None:
    """Raises a usage error where the page could not be written, or would take the place of what untuned did not write: before any work."""
    place = options.html
    if place is None:
        return
    if place.is_dir() or not place.absolute().parent.is_dir():
        raise typer.BadParameter(f"{place} is no place for a file: name a file in a folder that is there", param_hint="--html")
    if place.is_file() and not _may_be_replaced(place):
        told = "is there already, and it is no page that untuned wrote, or was changed since"
        raise typer.BadParameter(f"{place} {told}; name another file, or remove that one first", param_hint="--html")


def _may_be_replaced(place: Path) -> bool:
    """True for an empty file and for a page of untuned's own."""
    from untuned.text.own_pages import origin_of

    text = place.read_text(encoding="utf-8", errors="replace")
    return not text.strip() or origin_of(text) == "own"


def write_page(call: Call, project: Project, id: str, options: PageOptions, *, headline: str) -> None:
    """The page of a measurement, a climb or advice, written and, where that is asked for, shown."""
    text = project.page_html(id, language=options.language, headline=headline)
    place = options.html or project.place_for_pages() / f"{id}.{options.language}.html"
    place.write_text(text, encoding="utf-8", newline="\n")
    shown = options.show and webbrowser.open(place.absolute().as_uri())
    if not call.json:
        call.output.tell([(Part("page  ", "faint"), Part(str(place), "source"))])
    if options.show and not shown:
        call.output.warn([line("no browser could be asked to show it: open that file in one")])


def show_other(call: Call, project: Project, id: str, *, whole: bool = False) -> None:
    """A climb or advice, as its own command shows it; with `whole` each rung's why."""
    found, lines = _other(project, id, whole=whole)
    call.show(found, lines)


def _other(project: Project, id: str, *, whole: bool) -> tuple[object, Iterator[Line]]:
    from untuned.cli.advice_lines import advice_lines
    from untuned.cli.climb_lines import climb_lines

    if id.startswith("c"):
        climb = project.climbs.get(id)
        return climb, climb_lines(climb, whole=whole)
    advice = project.advices.get(id)
    return advice, advice_lines(advice)
