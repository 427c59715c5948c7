"""What a quoted sentence only reports, promises or asks for, told by a claim as so: `The vendor promises that updates are free`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from untuned.rag.verify.agreement.evidence import Evidence
from untuned.rag.verify.agreement.left_out import left_out
from untuned.text.closed_words import tokens
from untuned.text.regex import regex
from untuned.text.stances import dropped_stance
from untuned.text.words import terms
from untuned.types.answers import Flag

_FRAME = regex(r"\b(\w+)(?:\s+that|,\s+(?:что|чтобы))\s+", re.IGNORECASE)
"""The word before `that`: whether it takes back what follows is told by `dropped_stance`; `shows that` does not."""
_UNDONE = regex(r"\b(\w+)\s+(?:to\s+([a-z]+)|(?:(?:about|of|against|on)\s+)?([a-z]{2,}ing)|([а-яё]{2,}ть(?:ся)?))\b", re.IGNORECASE)
"""The word before what is only planned, refused or talked about: `plans to open`, `considered closing`, «планирует открыть»."""
_COPIED = 0.8
"""The share of a claim's terms that the reported clause must have."""
_SHARED = 0.7
"""The share of a claim's terms that a sentence must have of which it tells as done what that only plans; `we` may have a name there."""
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
    """What a sentence puts before what the claim repeats, to take it back; "" where it states that."""
    sentence = sentence[:_LONGEST]
    for match in _FRAME.finditer(sentence):
        if dropped_stance([match[1].lower(), "that"], ours) and _repeated(own, sentence, match):
            return sentence[: match.end()].strip()
    for match in _UNDONE.finditer(sentence):
        if dropped_stance([match[1].lower(), "to"], ours) and _done(own, sentence, match):
            return match[0]
    return ""


def _done(own: frozenset[str], sentence: str, match: re.Match[str]) -> bool:
    """True where the claim has the verb that is only planned or refused, and most of its words from that sentence."""
    verb = terms(match[2] or match[3] or match[4])
    return not own.isdisjoint(verb) and len(own & set(terms(sentence))) >= _SHARED * len(own)


def _repeated(own: frozenset[str], sentence: str, match: re.Match[str]) -> bool:
    """True where the claim repeats what stands behind the frame and has nothing of what stands only before it."""
    before, clause = set(terms(sentence[: match.start()])), set(terms(sentence[match.end() :]))
    return len(clause & own) >= _COPIED * len(own) and not own & (before - clause)
