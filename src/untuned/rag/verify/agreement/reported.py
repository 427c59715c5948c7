"""What a quoted sentence only reports, promises or asks for, told by a claim as so: `The vendor promises that updates are free`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from untuned.rag.verify.agreement.evidence import Evidence
from untuned.rag.verify.agreement.left_out import left_out
from untuned.text.closed_words import tokens
from untuned.text.stances import dropped_stance
from untuned.text.words import terms
from untuned.types.answers import Flag

_FRAME = re.compile(r"\b(\w+)(?:\s+that|,\s+(?:что|чтобы))\s+", re.IGNORECASE)
"""The word before `that`: whether it takes back what follows is told by `dropped_stance`; `shows that` does not."""
_COPIED = 0.8
"""The share of a claim's terms that the reported clause must have."""

_LONGEST = 2_000
"""Characters of a sentence that are looked at."""


def dropped_reports(claim: str, known: Evidence) -> Iterator[Flag]:
    """A soft flag on the whole claim for each frame of a quoted sentence that it leaves out, where no other sentence carries the claim."""
    own, ours = frozenset(terms(claim)), [word.text for word in tokens(claim)]
    if not own or not ours:
        return
    found = [(sentence, _frame(sentence.text, own, ours)) for sentence in known.told]
    frames = dict.fromkeys(frame for _, frame in found if frame)
    if not frames or any(not frame and len(own & sentence.terms) >= _COPIED * len(own) for sentence, frame in found):
        return
    for frame in frames:
        yield left_out(claim, frame, hard=False, kind="other_word")


def _frame(sentence: str, own: frozenset[str], ours: Sequence[str]) -> str:
    """What a sentence puts before a clause that the claim repeats, to take it back; "" where it states the clause."""
    for match in _FRAME.finditer(sentence := sentence[:_LONGEST]):
        before, clause = set(terms(sentence[: match.start()])), set(terms(sentence[match.end() :]))
        if dropped_stance([match[1].lower(), "that"], ours) and len(clause & own) >= _COPIED * len(own) and not own & (before - clause):
            return sentence[: match.end()].strip()
    return ""
