"""What people see: lines of styled parts, in colour on a terminal and plain elsewhere.

Documents are data: whatever they hold, no control character of theirs reaches a terminal and no bracket is markup.
"""

from __future__ import annotations

import codecs
import json
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from re import Match
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, TextIO

from untuned.errors import UntunedError
from untuned.text.regex import regex

if TYPE_CHECKING:
    from rich.console import Console

Style = Literal["plain", "strong", "quote", "source", "faint", "good", "warning", "bad"]

_COLOURS: Mapping[Style, str] = MappingProxyType(
    {
        "plain": "",
        "strong": "bold",
        "quote": "italic",
        "source": "cyan",
        "faint": "dim",
        "good": "green",
        "warning": "yellow",
        "bad": "red",
    }
)

# C0 without newline and tab, DEL, C1, and the marks that turn the direction of a line: a terminal obeys them.
_CONTROLS = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SURROGATES = regex("[\ud800-\udfff]")
_NOT_ASCII = regex("[^\x00-\x7f]")


class Part(NamedTuple):
    """A piece of a line in one style."""

    text: str
    style: Style = "plain"


Line = tuple[Part, ...]

EMPTY: Line = ()


def line(text: str, style: Style = "plain") -> Line:
    """A line in one style."""
    return (Part(text, style),)


def error_lines(error: UntunedError) -> list[Line]:
    """An error's message, and below it what to do."""
    lines: list[Line] = [(Part("error: ", "bad"), Part(error.message))]
    return [*lines, (Part("  try: ", "faint"), Part(error.remedy))] if error.remedy else lines


def clean(text: str) -> str:
    """The text without what a terminal would obey: carriage returns go, other control characters become U+FFFD."""
    return _SURROGATES.sub("�", _CONTROLS.sub("�", text.replace("\r\n", "\n").replace("\r", "")))


@dataclass(frozen=True, kw_only=True, slots=True)
class Output:
    """Where a command's lines go."""

    color: bool = False
    quiet: bool = False

    def write(self, lines: Iterable[Line]) -> None:
        """Lines that a command was called for: printed also when quiet."""
        self._write(lines, sys.stdout)

    def tell(self, lines: Iterable[Line]) -> None:
        """Lines beside the matter, such as what to type next: left out when quiet."""
        if not self.quiet:
            self._write(lines, sys.stdout)

    def warn(self, lines: Iterable[Line]) -> None:
        """Lines about what went wrong: to the error stream."""
        self._write(lines, sys.stderr)

    def data(self, text: str) -> None:
        """JSON that a command was called for."""
        self._data(text, sys.stdout)

    def warn_data(self, text: str) -> None:
        """JSON about what went wrong: to the error stream."""
        self._data(text, sys.stderr)

    def _data(self, text: str, stream: TextIO) -> None:
        """A stream that is not UTF-8 gets ASCII, which says the same in every encoding: programs read JSON as UTF-8."""
        self._write([line(text if _is_utf8(stream) else _NOT_ASCII.sub(_escaped, text))], stream)

    def _write(self, lines: Iterable[Line], stream: TextIO) -> None:
        if not (self.color and stream.isatty()):
            stream.writelines(_encodable("".join(_shown(part) for part in parts), stream) + "\n" for parts in lines)
            return
        from rich.text import Text

        console = terminal(stream)
        for parts in lines:
            text = Text.assemble(*((_shown(part), _COLOURS[part.style]) for part in parts))
            console.print(text, soft_wrap=True, highlight=False)


def _shown(part: Part) -> str:
    """The part's text; a path stays on its line, so that no file's name can look like a line of ours."""
    text = clean(part.text)
    return " ".join(text.splitlines()) if part.style == "source" else text


def terminal(stream: TextIO, *, no_color: bool = False) -> Console:
    """A Rich console on a stream that is a terminal."""
    from rich.console import Console

    return Console(file=stream, no_color=no_color)


def wants_color(*, no_color: bool) -> bool:
    """False when the caller, NO_COLOR or a dumb terminal says so; a stream that is no terminal stays plain anyway."""
    return not no_color and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _is_utf8(stream: TextIO) -> bool:
    return codecs.lookup(stream.encoding or "utf-8").name == "utf-8"


def _escaped(found: Match[str]) -> str:
    return json.dumps(found[0])[1:-1]


def _encodable(text: str, stream: TextIO) -> str:
    encoding = stream.encoding or "utf-8"
    return text.encode(encoding, errors="replace").decode(encoding)
