"""What a quoted sentence says has ended, or ends, where a claim that leans on it says the rest alone: `(removed in 3.0)`, `until 2024`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from untuned.rag.verify.agreement.evidence import Evidence
from untuned.rag.verify.agreement.left_out import left_out
from untuned.text.dates import ENGLISH_MONTHS, RUSSIAN_MONTHS
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.answers import Flag

_ENDED = regex(
    r"\b(?:removed|deprecated|discontinued|withdrawn|retired|repealed|revoked|rescinded|abolished|superseded|obsolete|outdated|cancelled|canceled"
    r"|expired|expires|ended|ceased|no\s+longer|not\s+any\s?more|until|till|up\s+to\s+and\s+including"
    r"|удал[её]н[аоы]?|устарел[аои]?|устаревш\w+|отмен[её]н[аоы]?|прекращ[её]н[аоы]?|отозван[аоы]?|упраздн[её]н[аоы]?|утратил[аои]?\s+силу"
    r"|больше\s+не|уже\s+не|ист[её]к(?:ла|ло|ли)?|не\s+действует|не\s+поддерживается|вплоть\s+до)\b",
    re.IGNORECASE,
)
"""The words that say that something has ended, or when it ends."""
_EDGE = regex(r"[,;:\[\]]|\((?!\))|(?<!\()\)|\s[—–-]\s|\s(?=(?:but|and|until|till|но|и|вплоть\s+до)\s)", re.IGNORECASE)
"""Where two clauses of a sentence part."""
_UNTIL = regex(r"until|till|up\s+to|вплоть|no\s+longer|not\s|больше|уже|не\s|утратил", re.IGNORECASE)
"""Those of them that tell an ending wherever they stand; the others are participles."""
_NO_NOUN = regex(
    r"[^\w]*(?:\Z|\d|(?:in|since|as|from|on|by|with|at|after|before|now|for|and|but|to|v\d\w*|version|с|в|из|от|на|по|после|до|и|но|версии)\b)",
    re.IGNORECASE,
)
"""What follows a participle that is no adjective: `expired tokens` have not ended anything."""
_NEUTRAL = frozenset(
    terms("since in as of from on by release version edition date day month year end beginning now then therefore meanwhile today later")
    + terms(" ".join(ENGLISH_MONTHS))
    + terms("с в версии версия выпуск редакция дата день месяц год года конец конца теперь сейчас сегодня позже", language="ru")
    + terms(" ".join(RUSSIAN_MONTHS), language="ru")
)
"""Terms that say when, and not of what."""
_SIGNS = " *_`~\"'([-–—"
_COPIED = 0.6
"""The share of a claim's terms that what the clause belongs to must have, before it or behind a clause that opens a sentence."""
_OTHERS = 2
"""Terms behind the word of ending that the claim lacks, for the clause to be about something else; before it there may be none."""


def dropped_endings(claim: str, known: Evidence) -> tuple[Flag, ...]:
    """A soft flag on the whole claim for each clause of a quoted sentence, or note behind it, that says the rest has ended or when it ends.

    A claim that has a word of ending itself, or leans on another sentence, drops none.
    """
    own = frozenset(terms(claim))
    if not own or _ENDED.search(claim):
        return ()
    clauses = dict.fromkeys(clause for sentence in known.told for clause in _endings(sentence.text, own))
    return tuple(left_out(claim, clause, hard=False) for clause in clauses)


def _endings(sentence: str, own: frozenset[str]) -> Iterator[str]:
    """The clauses of a sentence that say that what the claim repeats of it has ended, or when it ends."""
    clauses = list(_clauses(sentence))
    for at, (start, end) in enumerate(clauses):
        clause = sentence[start:end]
        ending = _ENDED.search(clause)
        if ending is None:
            continue
        before, after = clause[: ending.start()], clause[ending.end() :]
        alone = not before.strip(_SIGNS)
        if alone and _UNTIL.match(ending[0]) is None and _NO_NOUN.match(after) is None:
            continue
        opening = not sentence[:start].strip(_SIGNS)
        if opening and not alone:  # "He was retired, and she ...": a sentence of its own
            continue
        of = sentence[end:] if opening else sentence[slice(*clauses[at - 1])]
        subject = set(terms(before)) - _NEUTRAL
        about = [term for term in set(terms(after)) - _NEUTRAL - own if term.isalpha()]
        if not subject and len(about) < _OTHERS and len(own.intersection(terms(of))) >= _COPIED * len(own):
            yield clause.strip(" .")


def _clauses(sentence: str) -> Iterator[tuple[int, int]]:
    """[start, end) of what stands between two signs, or behind a word that joins clauses."""
    edges = [(edge.start(), edge.end()) for edge in _EDGE.finditer(sentence)]
    starts, ends = [0, *(end for _, end in edges)], [*(start for start, _ in edges), len(sentence)]
    yield from ((start, end) for start, end in zip(starts, ends, strict=True) if start < end)
