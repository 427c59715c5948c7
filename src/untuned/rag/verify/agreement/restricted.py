"""Clauses that say when a general statement holds, where a claim that leans on it says the rest alone: `when the item is unopened`.

Of what once happened such a clause only tells the time; of what is, may be or must be done it says in which cases. So a clause limits a
statement that stands in the present or has a modal, and nothing that is in the past. Behind a comma an English clause limits nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from untuned.rag.verify.agreement.evidence import Evidence
from untuned.rag.verify.agreement.left_out import left_out
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Flag

_CASE = regex(
    r"\b(?:when|whenever|wherever|while|during|in\s+(?:the\s+)?(?:case|event)(?:\s+of)?"
    r"|only\s+(?:with|for|in|on|at|by|from|through|via|to)|когда|пока|во\s+время|в\s+случае"
    r"|(?:только|лишь)\s+(?:с|со|для|в|на|при|по|через|из|от))\b(?!-)",
    re.IGNORECASE,
)
_AFTER = regex(r"\b(?:after|once|upon|as\s+soon\s+as|после|как\s+только)\b", re.IGNORECASE)
"""What only tells the order of steps in `After rinsing, dry the glass`; it limits what is, may or must be done."""
_ALLOWED_ONLY = regex(r"\b(?:before|до|перед|при)\b", re.IGNORECASE)
"""What also only tells the order of steps, or what for; it limits what may or must be done."""
_THRESHOLD = regex(
    r"\b(?:for|on|with|для|при|на)\s(?:(?!\b(?:and|or|for|и|или|для)\b)[^,;.]){1,40}?\b(?:above|over|exceeding|under|below|up\s+to|at\s+least|more\s+than|less\s+than|older\s+than|"
    r"younger\s+than|от|до|свыше|более|менее|старше|младше)\s+[$€£]?\d",
    re.IGNORECASE,
)
_GENERAL = regex(
    r"\b(?:is|are|am|be|can|cannot|may|must|should|shall|will|ha(?:s|ve)\s+to|do|does|needs?)\b|[а-яё]",
    re.IGNORECASE,
)
"""Of what stands in the present; Russian has no word for `is`, so there all that is not in the past does."""
_PAST = regex(r"\b(?:was|were|had|did|been|\w+[аяиеуы]л(?:[аои]|ся|ась|ось|ись)?)\b", re.IGNORECASE)
_PERFECT = regex(
    r"\b(?:has|have)\s+(?:\w+\s+)?(?:\w+(?:ed|en|wn|ught|lt|pt)|become|come|done|found|gone|held|left|lost|made|run|sold|told|won)\b",
    re.IGNORECASE,
)
_ONCE = regex(
    r"\b(?:(?:1\d|20)\d\d|(?<!is\s)(?<!are\s)(?<!be\s)[a-z]{2,}ed|ate|became|began|bore|bought|broke|brought|built|came|caught|chose|drew|drove|fell|felt|fled"
    r"|flew|fought|found|gave|got|grew|heard|held|hid|kept|knew|lay|led|left|lent|lost|made|meant|met|paid|ran|rang|rode|rose|said|sang|sank|sat|saw|sent|shot"
    r"|slept|sold|spent|spoke|stood|swam|taught|thought|threw|told|took|went|withdrew|woke|won|wore|wrote)\b",
    re.IGNORECASE,
)
"""Of what happened once, in a sentence that has no other word of time: `The choir sang` and `The choir sings` may look alike."""
_ANY = regex(r"\w")
_MODAL = regex(r"\b(?:can|cannot|may|must|should|shall|может|могут|можно|нельзя|долж\w+|вправе|обязан\w*)\b", re.IGNORECASE)
_OBJECT = regex(
    r"(?:\b(?:even|just|see|check|know|knows|shows?|says?|explains?|describes?|tell|tells|decide|determine|determines|specify|specifies|choose|learn|of|on|at|about|for|from|by|and|or|than|as|"
    r"is|are|was|were|be|long|shortly|soon|look|looks|looking|named|даже|и|или|о|вскоре)"
    r"|[-–—(«\"'])\s*\Z",
    re.IGNORECASE,
)
"""What stands before a clause that is asked, named or told of rather than a limit."""
_MOMENT = regex(r"\b(?:times?|days?|moment|point|years?|cases?|день|время|момент|случа\w+)\s*,?\s*\Z", re.IGNORECASE)
"""What a clause with `when` tells apart."""
_SCOPE = regex(
    r"\A\W*(?:for|with|without|should)\s+(?!example|instance|more|further|th(?:is|ese|at|ose)\b|now\b|details?\b)", re.IGNORECASE
)
"""The opening of a sentence that says of whom or with what it holds."""
_CLAUSE_END = regex(r"[,;:()—–]|[.!?](?=(?-i:[A-ZА-Я]))|\bthen\b|\bто\b|\s(?:and|but|и|но)\s|\Z", re.IGNORECASE)
"""Where a clause that limits ends."""
_EDGE = regex(r"[;:()—–]|[.!?](?=(?-i:[A-ZА-Я]))|,(?=\s)|\s(?:and|but|и|но)\s", re.IGNORECASE)
"""Where two parts of a statement meet."""
_STATED = {_CASE: _ANY, _THRESHOLD: _ANY, _AFTER: _GENERAL, _SCOPE: _GENERAL, _ALLOWED_ONLY: _MODAL}
"""What a statement must have for each kind of clause to limit it."""
_OPENED = (",", "—", "–")
"""What ends a clause that opens a sentence."""
_CONTRAST = regex("while", re.IGNORECASE)
"""What opens a sentence with a contrast, and no limit: `While the hall is old, ...`."""
_ENGLISH = regex("[a-z]", re.IGNORECASE)
_OPENS = regex(r"(?:\A|[.!?])\W*\Z")
"""What stands before a clause that opens a sentence."""
_LONGEST = 200
"""Characters of a clause that are looked at."""
_FARTHEST = 400
"""Characters of the statement beside it."""
_COPIED = 0.7
"""The share of a claim's terms that the limited statement must have."""
_KEPT = 0.5
"""The share of a clause's own terms that the claim must have, or what is known beside it, for the clause to count as said."""


class _Limit(NamedTuple):
    """A clause that says when a statement holds."""

    clause: str
    statement: str
    """What it limits."""
    beside: str
    """The part of that which stands right beside it."""


def dropped_limits(claim: str, known: Evidence) -> tuple[Flag, ...]:
    """A soft flag on the whole claim for each clause of a quoted sentence that limits what the claim repeats, and is not in the claim."""
    own = frozenset(terms(claim))
    if not own:
        return ()
    said = own | known.supplied
    limits = (limit for sentence in known.told for limit in _limits(sentence.text))
    found = dict.fromkeys(limit.clause for limit in limits if _leans(own, said, limit))
    return tuple(left_out(claim, clause, hard=False) for clause in found)


def _leans(own: frozenset[str], said: frozenset[str], limit: _Limit) -> bool:
    """True where the claim has what the clause limits, above all what stands beside it, and not the clause."""
    statement, beside = set(terms(limit.statement)), set(terms(limit.beside))
    new = set(terms(limit.clause)) - statement
    copied = len(statement & own) >= _COPIED * len(own) and len(beside & own) >= _COPIED * len(beside)
    return bool(new) and copied and len(new & said) < _KEPT * len(new)


def _limits(sentence: str) -> Iterator[_Limit]:
    """The clauses of a sentence that limit it."""
    for pattern, stated in _STATED.items():
        for match in pattern.finditer(sentence):
            stop = _CLAUSE_END.search(sentence, match.end(), min(len(sentence), match.end() + _LONGEST))
            end = stop.start() if stop else match.end()
            opens = _OPENS.search(sentence, max(0, match.start() - _LONGEST), match.start()) is not None
            statement, beside = _behind(sentence, end) if opens and not _CONTRAST.match(match[0]) else _before(sentence, match)
            clause = sentence[match.start() : end].strip(" .")
            if stated.search(statement) and _is_general(statement, f"{beside} {clause}"):
                yield _Limit(clause, statement, beside)


def _is_general(statement: str, around: str) -> bool:
    """True for what is so at any time, as far as the verbs of the statement, of its part beside the clause, and of the clause tell."""
    timed = _PAST.search(f"{statement} {around}") is not None or _PERFECT.search(statement) is not None
    return not timed and (_GENERAL.search(f"{statement} {around}") is not None or _ONCE.search(around) is None)


def _behind(sentence: str, end: int) -> tuple[str, str]:
    """The statement that a clause opens, if a comma ends it, and its first part; else nothing."""
    if sentence[end : end + 1] not in _OPENED:
        return "", ""
    stop = _EDGE.search(sentence, end + 1)
    return sentence[end + 1 : end + 1 + _FARTHEST], sentence[end + 1 : stop.start() if stop else len(sentence)][:_FARTHEST]


def _before(sentence: str, match: re.Match[str]) -> tuple[str, str]:
    """The statement that a clause ends, and its last part; nothing where the clause is asked or told of, or only added behind a comma."""
    before = sentence[max(0, match.start() - _FARTHEST) : match.start()]
    told = _OBJECT.search(before) or (_MOMENT.search(before) and match[0] in ("when", "когда"))
    if told or (before.rstrip().endswith(",") and _ENGLISH.match(match[0])):
        return "", ""
    left = before.rstrip(" ,")
    starts = [edge.end() for edge in _EDGE.finditer(left)]
    return left, left[starts[-1] if starts else 0 :]
