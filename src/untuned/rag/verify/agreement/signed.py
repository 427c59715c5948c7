"""Signs and labels by which a claim takes back or bounds what it says, and which its quotes lack: `❌`, `False: …`, `~~…~~`, `<30`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from untuned.text.denying import label_denies, label_is_said
from untuned.text.regex import regex
from untuned.types.answers import Flag

_TAKEN_BACK = regex("[❌✗✘✖🚫⛔👎❎\u202d\u202e]|~~(?=\\S)")
"""Signs of denial, lines through what is said, and marks that turn the direction of what follows."""
_AT_FIGURE = regex(r"(?P<up>[>≥]=?(?=\s?\d)|(?<=\d)\+(?!\s?\d))|(?P<down>[<≤]=?(?=\s?\d))|(?P<off>[±∓](?=\s?\d))|(?:[≠¬]|!=)(?=\s?\d)")
_IN_WORDS = {
    "up": regex(
        r"\b(?:(?:or|and|и|или)\s+(?:more|over|above|up|later|older|newer|higher|greater|longer|более|больше|выше|старше|новее|позже)"
        r"|(?:more|older|newer|later|higher|greater|longer)\s+than|at\s+least|exceed\w*|minimum|минимум"
        r"|(?:over|above|from|от|более|больше|свыше|старше|выше|не\s+(?:менее|меньше|младше|ниже|ранее))\s+[$€£¥₽]?\d)",
        re.IGNORECASE,
    ),
    "down": regex(
        r"\b(?:(?:less|fewer|younger|earlier|lower|shorter)\s+than|or\s+(?:less|fewer|younger|earlier|lower)|at\s+most|maximum|максимум"
        r"|(?:under|below|up\s+to|within|до|менее|меньше|младше|ниже|не\s+(?:более|больше|старше|выше|позднее))\s+[$€£¥₽]?\d)",
        re.IGNORECASE,
    ),
    "off": regex(r"\bplus(?:\s+or|/)?\s*-?\s*minus\b|\bплюс[\s-]*(?:или\s+)?минус\b|\+/[-−–]", re.IGNORECASE),
}
"""What each kind of sign says, in words."""
_LABEL = regex(r"[^.:：—–]*")


def turning_signs(claim: str, quotes: Sequence[str]) -> Iterator[Flag]:
    """A soft flag on the first sign of each kind that the claim has, and on its label; none where a quote says the same."""
    back = _TAKEN_BACK.search(claim)
    if back is not None and not any(map(_TAKEN_BACK.search, quotes)):
        yield _flag(claim, *back.span())
    for found in _AT_FIGURE.finditer(claim):
        if not any(_bounds(found.lastgroup, quote) for quote in quotes):
            yield _flag(claim, *found.span())
            break
    if label_denies(claim) and not label_is_said(claim, quotes) and (label := _LABEL.match(claim)) is not None:
        yield _flag(claim, *label.span())


def _bounds(kind: str | None, quote: str) -> bool:
    """True where a quote has a sign of that kind at a figure, or words for it."""
    if any(found.lastgroup == kind for found in _AT_FIGURE.finditer(quote)):
        return True
    return kind is not None and _IN_WORDS[kind].search(quote) is not None


def _flag(claim: str, start: int, end: int) -> Flag:
    return Flag(kind="other_word", hard=False, start=start, end=end, says=claim[start:end])
