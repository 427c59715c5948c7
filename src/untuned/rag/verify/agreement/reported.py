"""What a quoted sentence only reports, promises or asks for, told by a claim as so: `The vendor promises that updates are free`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from untuned.text.closed_words import tokens
from untuned.text.sentences import sentences
from untuned.text.stances import dropped_stance
from untuned.text.words import terms
from untuned.types.answers import Flag

_FRAME = re.compile(r"\b(\w+)(?:\s+that|,\s+(?:что|чтобы))\s+", re.IGNORECASE)
"""The word before `that`: whether it takes back what follows is told by `dropped_stance`; `shows that` does not."""
_COPIED = 0.8
"""The share of a claim's terms that the reported clause must have."""

_LONGEST = 2_000
"""Characters of a sentence that are looked at."""


def dropped_reports(claim: str, quotes: Sequence[str]) -> Iterator[Flag]:
    """A soft flag on the whole claim for each frame of a quoted sentence that it leaves out, where no other sentence carries the claim."""
    own = set(terms(claim))
    words = tokens(claim)
    if not own or not words:
        return
    told = [quote[first:last] for quote in quotes for first, last in sentences(quote)]
    ours = [word.text for word in words]
    found = [_frame(sentence, own, ours) for sentence in told]
    if not any(found):
        return
    carried = any(not frame and len(own & set(terms(sentence))) >= _COPIED * len(own) for sentence, frame in zip(told, found, strict=True))
    start, end = words[0].start, words[-1].end
    for frame in dict.fromkeys(filter(None, () if carried else found)):
        yield Flag(kind="other_word", hard=False, start=start, end=end, says=claim[start:end], source=frame)


def _frame(sentence: str, own: set[str], ours: Sequence[str]) -> str:
    """What a sentence puts before a clause that the claim repeats, to take it back; "" where it states the clause."""
    for match in _FRAME.finditer(sentence := sentence[:_LONGEST]):
        before, clause = set(terms(sentence[: match.start()])), set(terms(sentence[match.end() :]))
        if dropped_stance([match[1].lower(), "that"], ours) and len(clause & own) >= _COPIED * len(own) and not own & (before - clause):
            return sentence[: match.end()].strip()
    return ""
