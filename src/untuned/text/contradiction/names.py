"""Names that contradict: one in another's place, where what is spoken of stands in both statements and is not that name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from untuned.text.contradiction.overlap import Overlap, akin, runs
from untuned.text.contradiction.pair import ANCHORED, NEAR, Difference, Pair, names_alone
from untuned.text.contradiction.scope import said_of_page, stems_of
from untuned.text.contradiction.stated import capitals_mark_names
from untuned.text.contradiction.statement import QUOTED, Token, Told
from untuned.text.contradiction.subjects import denied_apart, two_things
from untuned.text.regex import regex

_SPARE = 8
"""Of so many words one may stand in one of them alone."""
_LONG = 9
"""Shared words from which a name beside a shared name is no longer the rest of that name."""
_LONGEST_NAME = 3
_RENAMED = 0.66
"""Share of common words, names aside, for a name to stand in another's place where what is spoken of is named."""
_LEAST_SHARED = 3
_DETERMINED = regex(r"\b(?:the|this|that|our|your|their|its|each|every|an?|one) \Z", re.IGNORECASE)
_NOUN_BEHIND = regex(r" ([a-zа-яё]{3,})")
_BODIES_TEXT = """
department team committee court board council unit group agency ministry is was are were has had will can may must and for
"""
_BODIES = frozenset(_BODIES_TEXT.split())
"""What is named before these acts, or is the name's whole."""
_WHOLE = 0.95
"""Share of common words from which the word that opens a statement may be a name in another's place."""


def of_names(pair: Pair) -> Difference | None:
    """A name in another's place, where what is spoken of stands in both and is not that name."""
    mine, theirs = names_alone(pair)
    if not mine or not theirs or (pair.mine and pair.theirs) or denied_apart(pair):
        return None
    if (found := of_full_names(pair)) is not None:
        return found
    groups = runs(mine, pair.one), runs(theirs, pair.other)
    if len(groups[0]) != 1 or len(groups[1]) != 1 or max(len(groups[0][0]), len(groups[1][0])) > _LONGEST_NAME:
        return None
    one, other = groups[0][0], groups[1][0]
    if not _answers(pair, one, other) or _alike(one, other):
        return None
    return Difference("name", _words(pair.one, one), _words(pair.other, other))


def of_full_names(pair: Pair) -> Difference | None:
    """Two full names of which each does one and the same, however it is worded: who approves, signs, leads."""
    mine, theirs = names_alone(pair)
    if not mine or not theirs:
        return None
    one, other = _full_name(pair.one, mine), _full_name(pair.other, theirs)
    if not one or not other or not _does_the_same(pair, one, other):
        return None
    return Difference("name", _words(pair.one, one), _words(pair.other, other))


def _answers(pair: Pair, one: Sequence[Token], other: Sequence[Token]) -> bool:
    """True when the names say something of what both statements speak of; False when they are what is spoken of."""
    words = pair.words
    if two_things(pair.one, one) or two_things(pair.other, other):
        return False
    if not all(capitals_mark_names(told.text) for told in (pair.one, pair.other)) or not _placed_alike(pair, one, other):
        return False
    rest = len(words.mine) - len(one), len(words.theirs) - len(other)
    renamed = _words(pair.one, one), _words(pair.other, other)
    copied = pair.one.text.replace(renamed[0], renamed[1]).split() == pair.other.text.split()
    known = bool(words.names) or copied
    if max(rest) > 1 + bool(words.names) + words.shared // _SPARE or (not known and said_of_page(pair.one, pair.other)):
        return False
    shared = words.shared + len(pair.one.amounts) - len(pair.mine) + copied
    return _shares_enough(pair, shared, sum(rest), first=(one[0].opening, other[0].opening)) and not _is_subject(pair, one, other, shared)


def _full_name(told: Told, alone: Sequence[Token]) -> tuple[Token, ...]:
    """The only name that a statement has alone, where it is a full one: two or three words side by side, the first maybe opening it."""
    places = {token.start: at for at, token in enumerate(told.content)}
    at = places[alone[0].start]
    before = told.content[at - 1] if at and told.content[at - 1].opening else None
    whole = (before, *alone) if before is not None and told.text[before.end : alone[0].start] == " " else tuple(alone)
    glued = all(told.text[one.end : its.start] == " " for one, its in pairwise(whole))
    return whole if glued and 1 < len(whole) <= _LONGEST_NAME else ()


def _does_the_same(pair: Pair, one: Sequence[Token], other: Sequence[Token]) -> bool:
    """True for `Ann Lee approves purchases of the X` and `who buys the X needs approval by Bo Kim`: one act, of or to what both name."""
    words = pair.words
    if not words.names or words.shared < _LEAST_SHARED or pair.mine or pair.theirs or _alike(one, other):
        return False
    taken = {token.start for token in (*one, *other)}
    rest = [sum(token.start not in taken for token in alone) for alone in (words.mine, words.theirs)]
    if max(rest) > words.shared or not all(capitals_mark_names(told.text) for told in (pair.one, pair.other)):
        return False
    acts = [_acts(told, name) for told, name in ((pair.one, one), (pair.other, other))]
    same = any(akin(a.stem, b.stem) and a.stem not in words.names for a in acts[0] for b in acts[1])
    return same and not _is_subject(pair, one, other, _LONG)


def _acts(told: Told, name: Sequence[Token]) -> list[Token]:
    """The words in small letters right before and right behind a name."""
    before = [token for token in told.content if token.end <= name[0].start][-1:]
    after = [token for token in told.content if token.start >= name[-1].end][:1]
    return [token for token in (*before, *after) if not token.name and not token.opening]


def _shares_enough(pair: Pair, shared: int, rest: int, *, first: tuple[bool, bool]) -> bool:
    words = pair.words
    dice = 2 * shared / (2 * shared + rest) if shared else 0.0
    if dice < (_RENAMED if words.names else NEAR) or words.shared < _LEAST_SHARED or not (words.names or shared >= ANCHORED):
        return False
    return not any(first) or (dice >= _WHOLE and bool(words.names or not all(first)))


def _is_subject(pair: Pair, one: Sequence[Token], other: Sequence[Token], shared: int) -> bool:
    """True when a name is an example, or what its page or its sentence is about."""
    if one[0].start >= pair.one.example or other[0].start >= pair.other.example:
        return True
    if _titled(pair.one, one) or _titled(pair.other, other):
        return True
    sides = ((pair.one, one), (pair.other, other))
    return shared < _LONG and any(_compound(told, name, pair.words) or _identity(told, name) for told, name in sides)


def _placed_alike(pair: Pair, one: Sequence[Token], other: Sequence[Token]) -> bool:
    """True when both names stand beside one shared word, and neither is a code, or what a shared acronym stands for."""
    if any(character.isdigit() for told, name in ((pair.one, one), (pair.other, other)) for character in _words(told, name)):
        return False
    if any(_acronym(told, name) for told, name in ((pair.one, one), (pair.other, other))):
        return False
    alone = {token.start for token in pair.words.mine}, {token.start for token in pair.words.theirs}
    mine, theirs = _shared_beside(pair.one, one, alone[0]), _shared_beside(pair.other, other, alone[1])
    turned = not any(token not in (*one, *other) and not token.opening for token in (*pair.words.mine, *pair.words.theirs))
    if turned and any(akin(a, b) for a in (*mine[0], *mine[1]) for b in (*theirs[0], *theirs[1])):
        return True
    return any(akin(a, b) for side in (0, 1) for a in mine[side][:1] for b in theirs[side][:1])


def _acronym(told: Told, name: Sequence[Token]) -> bool:
    text = _words(told, name)
    letters = "".join(word[0] for word in re.findall(r"[^\W_]+", text)).upper()
    return len(letters) > 1 and re.search(rf"\b{re.escape(letters)}\b", told.text) is not None


def _shared_beside(told: Told, name: Sequence[Token], alone: AbstractSet[int]) -> tuple[list[str], list[str]]:
    """The two nearest shared words before and behind a name, the nearest first; a sign for the edge where there is none."""
    shared = [token for token in told.content if token.start not in alone]
    before = [token.stem for token in reversed(shared) if token.end <= name[0].start]
    after = [token.stem for token in shared if token.start >= name[-1].end]
    return before[:2] or ["^^^^"], after[:2] or ["$$$$"]


def _identity(told: Told, name: Sequence[Token]) -> bool:
    """True for `the Velora gateway` or «Велора»: the name says which of many things of a sort is spoken of."""
    first, last = name[0], name[-1]
    before = told.text[: first.start]
    if before[-1:] in QUOTED:
        return True
    behind = _NOUN_BEHIND.match(told.text, last.end)
    return _DETERMINED.search(before) is not None and behind is not None and behind[1].lower() not in _BODIES


def _titled(told: Told, name: Sequence[Token]) -> bool:
    """True when the page, or its section, is about the name and nothing else."""
    stems = [token.stem for token in name]
    return any(line and all(any(akin(stem, its) for its in stems) for stem in line) for line in map(stems_of, told.statement.above))


def _compound(told: Told, name: Sequence[Token], words: Overlap) -> bool:
    """True when the name is a part of a longer one whose rest both have: `Velora Pro`."""
    first, last = name[0], name[-1]
    if "-" in (told.text[max(0, first.start - 1) : first.start], told.text[last.end : last.end + 1]):
        return True
    for token in told.content:
        touching = (token.end < first.start and not told.text[token.end : first.start].strip(" ")) or (
            token.start > last.end and not told.text[last.end : token.start].strip(" ")
        )
        if touching and token.stem in words.names and told.text[token.start].isupper():
            return True
    return False


def _alike(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """True when one name may be the other, shorter or in another form."""
    return all(any(akin(a.stem, b.stem) for b in other) for a in one) or all(any(akin(a.stem, b.stem) for a in one) for b in other)


def _words(told: Told, name: Sequence[Token]) -> str:
    return told.statement.text[name[0].start : name[-1].end]
