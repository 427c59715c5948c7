"""What one setting means: the row of the tables of meanings."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Meaning:
    """One line for people, the least and greatest value where there are bounds, and an example in TOML."""

    text: str
    least: float | None = None
    most: float | None = None
    example: str = ""
