"""Conditions and exceptions of quoted sentences that a claim leaves out."""

from __future__ import annotations

import re

from untuned.rag.verify.agreement.evidence import Evidence
from untuned.rag.verify.agreement.left_out import left_out
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Flag

_CONDITION = regex(
    r"\b(?:only\s+if|only\s+when|if\s+and\s+only\s+if|unless|except(?:\s+(?:for|that|when|if|in|on|where))?|provided\s+(?:that|the)|on\s+condition|subject\s+to|as\s+long\s+as|"
    r"so\s+long\s+as|if|excluding|other\s+than|apart\s+from|barring|(?<=,\s)save\s+(?:where|for|that|if|when|in|as)|"
    r"только\s+если|если\s+только|если|кроме|за\s+исключением|исключая|при\s+условии|при\s+наличии|лишь\s+при)\b",
    re.IGNORECASE,
)
"""The words that open a condition or an exception."""
_ELSEWHERE = regex(
    r"\b(?:es\s+sei\s+denn|sofern|wenn|au(?:ß|ss)er|ausgenommen|mit\s+Ausnahme|vorausgesetzt|falls\s+(?:der|die|das|eine?|keine?|sie|er|es)"
    r"|sauf|hormis|excepté|à\s+moins\s+(?:que|de|d['’])|à\s+condition\s+(?:que|de|d['’])|pourvu\s+que|à\s+l['’]exception|s['’]ils?"
    r"|salvo|excepto|a\s+menos\s+que|siempre\s+que|a\s+condición\s+de|con\s+excepción|exceto|a\s+não\s+ser\s+que|desde\s+que|tranne|eccetto"
    r"|a\s+meno\s+che|purché|a\s+condizione\s+che|si\s+(?:el|los|las|usted|le|les|vous|elles?|on|l['’])"
    r"|tenzij|behalve|mits|chyba\s+że|z\s+wyjątkiem|oprócz|pod\s+warunkiem|крім|окрім|якщо|за\s+винятком|hariç|dışında)\b",
    re.IGNORECASE,
)
"""The same in German, French, Spanish, Portuguese, Italian, Dutch, Polish, Ukrainian and Turkish, where nothing was measured."""
_NO_CONDITION = regex(
    r"(?:\b(?:even|as|what|see|check|checks|checking|ask|asks|asked|wonder|know|knows|determine|determines|decide|test|tests|sure|whether|unsure|tell|find\s+out|"
    r"даже|как|что)|[-–—(])\s+\Z",
    re.IGNORECASE,
)
"""What stands before such a word where it opens none: `even if`, `check if`."""
_EMPTY = regex(
    r"\b(?:if\s+(?:any|so|not|possible|necessary|needed|desired|applicable)|кроме\s+того|если\s+(?:нужно|необходимо))\b", re.IGNORECASE
)
"""Conditions that restrict nothing: `if any`."""
_CLAUSE_END = regex(r"[,;:()—–]|\bthen\b|\bто\b|\Z")
_LONGEST = 200
"""Characters of a condition that are looked at."""
_LEAST = 0.3
"""The share of the rest of a quoted sentence's terms that a claim must have to lean on it."""
_KEPT = 0.5
"""The share of a condition's terms that must be left in the claim (or be known) for it to count as said."""


def dropped_conditions(claim: str, known: Evidence) -> tuple[Flag, ...]:
    """A flag on the whole claim for each condition of a quoted sentence that it leans on and lacks; hard in English and Russian."""
    own = frozenset(terms(claim))
    missed = (left_out(claim, clause, hard=True) for clause in _dropped(claim, own, known, _CONDITION))
    return (*missed, *(left_out(claim, clause, hard=False) for clause in _dropped(claim, own, known, _ELSEWHERE)))


def _dropped(claim: str, own: frozenset[str], known: Evidence, opening: re.Pattern[str]) -> dict[str, None]:
    """The clauses behind one of these words that quoted sentences have and the claim has not."""
    conditional = opening.search(claim) is not None
    found: dict[str, None] = {}
    for sentence in known.told:
        for clause in _conditions(sentence.text, opening):
            if clause in claim:
                continue
            condition = frozenset(terms(clause))
            rest = sentence.terms - condition
            repeated = conditional and not condition.isdisjoint(own)
            if condition and _leans(rest, own) and not (repeated or _said(condition - rest, own | known.supplied)):
                found[clause] = None
    return found


def _conditions(sentence: str, opening: re.Pattern[str]) -> dict[str, None]:
    """The conditional clauses of a sentence, from their first word to the next comma."""
    found: dict[str, None] = {}
    for match in opening.finditer(sentence):
        if _NO_CONDITION.search(sentence, max(0, match.start() - 14), match.start()) or _EMPTY.match(sentence, match.start()):
            continue
        farthest = min(len(sentence), match.end() + _LONGEST)
        stop = _CLAUSE_END.search(sentence, match.end(), farthest)
        found[sentence[match.start() : stop.start() if stop else farthest].strip()] = None
    return found


def _leans(rest: frozenset[str], own: frozenset[str]) -> bool:
    return len(rest & own) >= max(2, _LEAST * len(rest))


def _said(new: frozenset[str], said: frozenset[str]) -> bool:
    """True when the claim, or what is known beside it, has the words that only the condition brings."""
    return bool(new) and len(new & said) >= _KEPT * len(new)
