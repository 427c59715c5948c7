"""The command `untuned` itself: its commands by what one wants to do, each with its first clause."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup

from untuned.text.regex import regex

SECTIONS: dict[str, tuple[str, ...]] = {
    "Begin": ("init", "doctor", "demo", "guide", "version", "completion"),
    "Documents": ("sync", "status", "history", "diff", "tags", "check", "gaps"),
    "Answers": ("ask", "chat", "search", "show", "summarise", "run", "route", "verify"),
    "Staying right": ("stale", "lean"),
    "Measuring": ("questions", "variants", "eval", "compare", "parity", "runs", "ratings", "report"),
    "What to try next": ("climb", "advise", "ledger"),
    "Keeping": ("backup", "restore", "reindex", "purge", "audit"),
}
"""Every command, under what it is for."""

_CLAUSE = regex(r"[.:;](?=\s|$)")


class Overview(TyperGroup):
    """The door for all commands, which lists them by section."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - typer keeps these types to itself
        """One list for each section."""
        widest = max(map(len, self.commands))
        for title, names in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(widest), clause(self.commands[name].help or "")) for name in names])


def clause(text: str) -> str:
    """What a help text says first."""
    return _CLAUSE.split(" ".join(text.split()), maxsplit=1)[0]
