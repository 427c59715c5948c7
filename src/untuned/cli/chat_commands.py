"""What is typed in a conversation beside questions: a line that begins with `/` and is none."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

from untuned.cli.output import Line, Part, line
from untuned.text.regex import regex

if TYPE_CHECKING:
    from untuned.types.answers import Answer

Command = Literal["help", "sources", "exit", "unknown"]

_NAMES: Mapping[str, Command] = {
    **dict.fromkeys(("/help", "/h", "/?", "/", "/помощь", "/справка"), "help"),
    **dict.fromkeys(("/sources", "/source", "/источники"), "sources"),
    **dict.fromkeys(("/exit", "/quit", "/q", "/bye", "/выход"), "exit"),
}
_FIRST = regex(r"/(?:[^\W\d_]+(?:-[^\W\d_]+)*)?[?!.]?")
"""The word that a command would be; `/api/v1`, `/notes.md` and `/{id}` are none."""


def command_in(typed: str) -> Command | None:
    """The command that a line is meant as, one word alone; None for a question, such as one about a path."""
    word = typed.strip()
    if _FIRST.fullmatch(word) is None:
        return None
    name = word.casefold()
    return _NAMES.get(name) or _NAMES.get(name.rstrip("?!."), "unknown")


def command_lines(command: Command, typed: str, last: Answer | None) -> Iterator[Line]:
    """What a command shows; nothing of it is asked or kept."""
    if command == "help":
        yield from _help()
    elif command == "sources":
        yield from _sources(last)
    else:
        word = typed.strip()
        near = difflib.get_close_matches(word.casefold(), _NAMES, n=1)
        meant = f" Did you mean {near[0]}?" if near else ""
        yield line(f"{word} is no command, and was not asked.{meant} /help lists the commands.", "warning")
        yield line(f"To ask about it, put it into a question: What is {word}?", "faint")


def _help() -> Iterator[Line]:
    for name, what in (
        ("/sources", "the places that the last answer quotes"),
        ("/exit", "end the conversation; so does an empty line, 'exit' or Ctrl-D. It is kept"),
        ("/help", "this"),
    ):
        yield (Part(f"  {name:<10}", "source"), Part(what))
    yield line("Everything else is asked. Ctrl-C stops the answer at hand. Outside: untuned show ID, untuned chat --list", "faint")


def _sources(last: Answer | None) -> Iterator[Line]:
    if last is None:
        yield line("Nothing was asked yet.")
        return
    from untuned.cli.answer_lines import source_line

    found = {(one.path, one.start, one.end): one for one in last.citations}
    for citation in found.values():
        yield source_line(citation)
    if not found:
        yield line("The last answer quotes nothing.")
    yield line(f"All of it: untuned show {last.id}", "faint")
