"""Names that somebody chose, where there is little room for them."""

from __future__ import annotations

_GAP = "…"


def shortened(name: str, *, longest: int) -> str:
    """The name in at most so many characters: a longer one loses its middle, since names of one kind mostly differ at their ends."""
    if len(name) <= longest:
        return name
    tail = (longest - len(_GAP)) // 2
    return f"{name[: longest - len(_GAP) - tail]}{_GAP}{name[len(name) - tail :]}"
