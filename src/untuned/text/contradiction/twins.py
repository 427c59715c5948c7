"""Pages about two things of one kind, such as the Pro plan and the Enterprise plan: what they say otherwise is no contradiction."""

from __future__ import annotations

import re
from functools import lru_cache

from untuned.text.contradiction.statement import Statement, pointed_at

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
_COUNTED = re.compile(r"\d{1,3} \d{1,3}")
_STEP = re.compile(r"\s*(?:[-*+]\s+)?\d{1,2}[.)]\s")
_ROW = re.compile(r"\s*\|")


def of_twins(one: Statement, other: Statement) -> bool:
    """True when the titles above two statements name two things of one kind: all words alike but those that say which one."""
    if not one.above or not other.above:
        return False
    return _twin_titles(one.above[0], other.above[0])


def one_code(one: Statement, other: Statement) -> bool:
    """False where each names something by code or an address that the other does not."""
    mine, theirs = pointed_at(one.text), pointed_at(other.text)
    return not mine or not theirs or mine == theirs


def unlike_in_form(one: Statement, other: Statement) -> bool:
    """True when one is a table's row and the other is not, or one is a step of a procedure: in words alone they contradict nothing."""
    if bool(_ROW.match(one.text)) != bool(_ROW.match(other.text)):
        return True
    return bool(_STEP.match(one.text) or _STEP.match(other.text))


@lru_cache(maxsize=4096)
def _twin_titles(one: str, other: str) -> bool:
    """In English the last word says the kind ("Pro plan"), in Russian the first ("Тариф Pro"); "Valve 1" and "Valve 2" are two valves."""
    mine, theirs = (_WORD.findall(title.casefold()) for title in (one, other))
    if mine == theirs or len(mine) < 2 or len(theirs) < 2:
        return False
    if mine[:-1] == theirs[:-1] and _COUNTED.fullmatch(f"{mine[-1]} {theirs[-1]}"):
        return True
    kind = 0 if _CYRILLIC.match(mine[0]) else -1
    if mine[kind] != theirs[kind]:
        return False
    own, others = set(mine) - set(theirs), set(theirs) - set(mine)
    return bool(own and others)
