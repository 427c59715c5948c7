"""Signs and labels by which a claim takes back or bounds what it says, and which its quotes lack: `❌`, `False: …`, `~~…~~`, `<30`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from untuned.text.denying import label_denies
from untuned.text.regex import regex
from untuned.types.answers import Flag

_TAKEN_BACK = regex("[❌✗✘🚫⛔👎❎\u202d\u202e]|~~(?=\\S)")
"""Signs of denial, lines through what is said, and marks that turn the direction of what follows."""
_AT_FIGURE = regex(r"(?:[<>≤≥≠¬±∓]=?|!=)(?=\s?\d)|(?<=\d)\+(?!\s?\d)")
_LABEL = regex(r"[^.:：—–]*")


def turning_signs(claim: str, quotes: Sequence[str]) -> Iterator[Flag]:
    """A soft flag on the first sign of each kind that the claim has, and on its label; none where a quote has one too."""
    for signs in (_TAKEN_BACK, _AT_FIGURE):
        found = signs.search(claim)
        if found is not None and not any(map(signs.search, quotes)):
            yield _flag(claim, *found.span())
    if label_denies(claim) and not any(map(label_denies, quotes)) and (label := _LABEL.match(claim)) is not None:
        yield _flag(claim, *label.span())


def _flag(claim: str, start: int, end: int) -> Flag:
    return Flag(kind="other_word", hard=False, start=start, end=end, says=claim[start:end])
