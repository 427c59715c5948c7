"""Two statements held against each other: what makes them contradict, or that nothing does.

The rules take two statements of one language that share most of the words that carry meaning, speak of the same thing as far as
headings, opening phrases, names, plans and versions tell, and differ in one of five things: a number, a day, a unit, a denial or
contrary word, a name. Where they differ in what they speak of, whatever else differs is no contradiction.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from untuned.text.contradiction.amounts import Amount, comparable, same
from untuned.text.contradiction.overlap import Overlap, akin, in_order, overlap, runs
from untuned.text.contradiction.polarity import conditions
from untuned.text.contradiction.scope import apart, lead_of, said_of_page, stems_of
from untuned.text.contradiction.stated import but_for_denials, capitals_mark_names, is_record, states
from untuned.text.contradiction.statement import OPENING, QUOTED, Statement, Token, Told, told
from untuned.text.contradiction.twins import of_twins, one_code, unlike_in_form

DifferenceKind = Literal["number", "date", "unit", "negation", "name"]

NEAR = 0.8
"""Share of common words from which two statements are near-copies."""
REWORDED = 0.5
"""Share of common words that is enough where both name the same thing, and both tell an amount of one sort."""
TURNED = 0.88
"""Share of common words for one to be the other denied."""
_TURNED_WORDS = 4
"""Shared words for one statement to be another denied."""
_SPARE = 8
"""Of so many words one may stand in one of them alone."""
_MOST_PAIRS = 2
"""Amounts that may differ: where more do, two tables or two reports are told of, not one thing twice."""
_ANCHORED = 6
"""Shared words that say what is spoken of where no name does."""
_LONG = 9
"""Shared words from which a name beside a shared name is no longer the rest of that name."""
_LONGEST_NAME = 3
_RENAMED = 0.66
"""Share of common words, names aside, for a name to stand in another's place where what is spoken of is named."""
_LEAST_SHARED = 3
_DETERMINED = re.compile(r"\b(?:the|this|that|our|your|their|its|each|every|an?|one) \Z", re.IGNORECASE)
_NOUN_BEHIND = re.compile(r" ([a-zа-яё]{3,})")
_BODIES_TEXT = """
department team committee court board council unit group agency ministry is was are were has had will can may must and for
"""
_BODIES = frozenset(_BODIES_TEXT.split())
"""What is named before these acts, or is the name's whole."""
_WHOLE = 0.95
"""Share of common words from which the word that opens a statement may be a name in another's place."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What contradicts: its kind, and what either statement says in that place."""

    kind: DifferenceKind
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class _Pair:
    one: Told
    other: Told
    words: Overlap
    mine: tuple[int, ...]
    """Places of the amounts that the first statement has alone."""
    theirs: tuple[int, ...]


def difference(one: Statement, other: Statement) -> Difference | None:
    """What the first statement contradicts in the second; None where they agree, or speak of different things. It is symmetric in kind."""
    if not (_comparable(one) and _comparable(other)) or not one_code(one, other) or of_twins(one, other):
        return None
    a, b = told(one), told(other)
    if a.script != b.script or not a.content or not b.content:
        return None
    words = overlap(a, b)
    if words.dice < REWORDED or apart(a, b, shared=words.shared, named=bool(words.names)):
        return None
    mine, theirs = _amounts_alone(a, b)
    pair = _Pair(a, b, words, mine, theirs)
    if _other_subject(pair):
        return None
    worded = None if unlike_in_form(one, other) else _of_denial(pair) or _of_names(pair)
    return _of_amounts(pair) or worded


def _comparable(statement: Statement) -> bool:
    return states(statement.text) and not is_record(statement.above)


def _amounts_alone(one: Told, other: Told) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The amounts that each has alone, by their places."""
    left = list(range(len(other.amounts)))
    mine: list[int] = []
    for at, amount in enumerate(one.amounts):
        equal = next((its for its in left if same(amount, other.amounts[its], nouns=(one.nouns[at], other.nouns[its]))), None)
        if equal is None:
            mine.append(at)
        else:
            left.remove(equal)
    # An example contradicts nothing, nor does a placeholder.
    return tuple(at for at in mine if one.amounts[at].start < one.example), tuple(
        at for at in left if other.amounts[at].start < other.example
    )


# -- what is spoken of -----------------------------------------------------------------------------


def _other_subject(pair: _Pair) -> bool:
    """True when the statements open with different times or things, or tell of different versions."""
    if any(pair.one.amounts[at].version for at in pair.mine) or any(pair.other.amounts[at].version for at in pair.theirs):
        return True
    return _leads_apart(pair.one, pair.other, pair.words.mine, pair.mine) or _leads_apart(
        pair.other, pair.one, pair.words.theirs, pair.theirs
    )


def _leads_apart(one: Told, other: Told, tokens: Sequence[Token], amounts: Sequence[int]) -> bool:
    """True when the phrase that a statement opens with holds what the other has not: a year, a month, a name."""
    end = lead_of(one)
    if not end:
        return False
    for at in amounts:
        amount = one.amounts[at]
        if amount.end <= end and amount.day is not None and amount.day[2] is None:
            return True
    return bool(lead_of(other)) and any(token.end <= end and (token.name or token.opening) for token in tokens)


# -- amounts ---------------------------------------------------------------------------------------


def _of_amounts(pair: _Pair) -> Difference | None:
    if not pair.mine or not pair.theirs or (len(pair.mine) > _MOST_PAIRS and len(pair.theirs) > _MOST_PAIRS):
        return None
    mine, theirs = _names_alone(pair)
    if (mine and theirs) or ((mine or theirs) and pair.words.dice < NEAR):
        return None
    if pair.words.dice < NEAR and not pair.words.names and pair.words.shared < _ANCHORED:
        return None
    found = next(_matched(pair), None) or next(_counted(pair), None)
    return None if found is None else _amount_difference(pair, *found)


def _names_alone(pair: _Pair) -> tuple[list[Token], list[Token]]:
    """Names that only one statement has; a word that merely opens it is one where the other has a name alone too."""
    mine, theirs = ([one for one in tokens if one.name] for tokens in (pair.words.mine, pair.words.theirs))
    first, second = ([one for one in tokens if one.opening] for tokens in (pair.words.mine, pair.words.theirs))
    if (first and second and pair.words.dice >= NEAR - 0.1) or (first and theirs and not mine) or (second and mine and not theirs):
        return sorted([*first, *mine], key=_place), sorted([*second, *theirs], key=_place)
    return mine, theirs


def _place(token: Token) -> int:
    return token.start


def _matched(pair: _Pair) -> Iterator[tuple[int, int]]:
    """Amounts of both that stand for one another: of one sort, or in one place among shared words."""
    one, other = pair.one, pair.other
    pairs = [(at, its) for at in pair.mine for its in pair.theirs]
    alone = len(pair.mine) == len(pair.theirs) == 1
    for at, its in pairs:
        if comparable(one.amounts[at], other.amounts[its]) and (alone or _beside(pair, at, its)):
            yield at, its
    for at, its in pairs:
        nouns = (one.nouns[at], other.nouns[its])
        bare = one.amounts[at].measure is None and other.amounts[its].measure is None
        undated = one.amounts[at].day is None and other.amounts[its].day is None
        if bare and undated and all(nouns) and akin(*nouns):
            yield at, its
    if pair.words.dice >= NEAR:
        yield from ((at, its) for at, its in pairs if _beside(pair, at, its))


def _counted(pair: _Pair) -> Iterator[tuple[int, int]]:
    """One number that counts something else in the other statement, where all else is alike: `5 users`, `5 devices`."""
    for at, its in ((at, its) for at in pair.mine for its in pair.theirs):
        nouns = (pair.one.nouns[at], pair.other.nouns[its])
        rest = [token for token in (*pair.words.mine, *pair.words.theirs) if token.stem not in nouns]
        shared = 2 * pair.words.shared
        if all(nouns) and set(pair.one.amounts[at].values) & set(pair.other.amounts[its].values) and shared >= NEAR * (shared + len(rest)):
            yield at, its


def _beside(pair: _Pair, at: int, its: int) -> bool:
    """True when a shared word stands right before, or right behind, both amounts."""
    mine, theirs = _neighbours(pair.one, at), _neighbours(pair.other, its)
    return any(a and b and akin(a, b) for a, b in zip(mine, theirs, strict=True))


def _neighbours(told: Told, at: int) -> tuple[str, str]:
    amount = told.amounts[at]
    before = next((token.stem for token in reversed(told.content) if token.end <= amount.start), "^")
    after = next((token.stem for token in told.content if token.start >= amount.end), "$")
    return before, after


def _amount_difference(pair: _Pair, at: int, its: int) -> Difference:
    one, other = pair.one.amounts[at], pair.other.amounts[its]
    says, contrary = _shown(pair.one, one), _shown(pair.other, other)
    if one.day is not None or other.day is not None:
        return Difference("date", says, contrary)
    if set(one.values) & set(other.values) or (one.measure is None) != (other.measure is None):
        return Difference("unit", says, contrary)
    return Difference("number", says, contrary)


def _shown(told: Told, amount: Amount) -> str:
    """The amount's own words, with what it counts."""
    text = told.statement.text
    end = amount.end
    if amount.measure is None and amount.day is None:
        following = next((token for token in told.content if 0 <= token.start - end <= 2), None)
        end = following.end if following is not None else end
    return text[amount.start : end]


# -- denials and contrary words --------------------------------------------------------------------


def _of_denial(pair: _Pair) -> Difference | None:
    """One statement denies what the other says: with one denial more, or with the contrary word."""
    one, other = pair.one, pair.other
    if not _turnable(pair) or _names_differ(pair) or pair.mine or pair.theirs or not all(_is_no_example(pair)):
        return None
    mine, theirs = Counter(one.poles), Counter(other.poles)
    contrary = [axis for (axis, sign), count in (mine - theirs).items() if (theirs - mine)[axis, 1 - sign] >= count]
    # A pole that only one side has (`allowed` where the other says nothing of it) turns nothing.
    if abs(one.denials - other.denials) + len(contrary) != 1:
        return None
    if not _copied(pair) and (bool(one.denials and other.denials and not contrary) or conditions(one.text) != conditions(other.text)):
        return None  # what is denied here and there, or holds under a condition, is not told by counting
    return Difference("negation", _turning(pair.one, contrary), _turning(pair.other, contrary))


def _turnable(pair: _Pair) -> bool:
    """True where hardly a word is not in both, and enough words are; what speaks for its page has to be a copy."""
    words = pair.words
    if words.shared < _TURNED_WORDS:
        return False
    if _copied(pair):
        return True
    spare = (max(len(pair.one.content), len(pair.other.content)) + 2) // _SPARE
    if words.dice < TURNED or max(len(words.mine), len(words.theirs)) > spare:
        return False
    return bool(words.names) or (in_order(pair.one, pair.other, words) and not said_of_page(pair.one, pair.other))


def _copied(pair: _Pair) -> bool:
    """True when one statement is the other, word for word, but for what denies."""
    return but_for_denials(pair.one.text) == but_for_denials(pair.other.text)


def _is_no_example(pair: _Pair) -> tuple[bool, bool]:
    return pair.one.example > OPENING, pair.other.example > OPENING


def _turning(told: Told, contrary: Sequence[str]) -> str:
    """The statement's own words from its first to its last word that turns it; its first words where it has none."""
    axes = {f"@{axis}" for axis in contrary}
    found = [token for token in told.content if token.stem in axes]
    return told.statement.text[found[0].start : found[-1].end] if found else ""


def _names_differ(pair: _Pair) -> bool:
    mine, theirs = _names_alone(pair)
    return bool(mine or theirs)


# -- names -----------------------------------------------------------------------------------------


def _of_names(pair: _Pair) -> Difference | None:
    """A name in another's place, where what is spoken of stands in both and is not that name."""
    if pair.mine and pair.theirs:
        return None
    mine, theirs = _names_alone(pair)
    if not mine or not theirs:
        return None
    groups = runs(mine, pair.one), runs(theirs, pair.other)
    if len(groups[0]) != 1 or len(groups[1]) != 1 or max(len(groups[0][0]), len(groups[1][0])) > _LONGEST_NAME:
        return None
    one, other = groups[0][0], groups[1][0]
    if not _answers(pair, one, other) or _alike(one, other):
        return None
    return Difference("name", _words(pair.one, one), _words(pair.other, other))


def _answers(pair: _Pair, one: Sequence[Token], other: Sequence[Token]) -> bool:
    """True when the names say something of what both statements speak of; False when they are what is spoken of."""
    words = pair.words
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


def _shares_enough(pair: _Pair, shared: int, rest: int, *, first: tuple[bool, bool]) -> bool:
    words = pair.words
    dice = 2 * shared / (2 * shared + rest) if shared else 0.0
    if dice < (_RENAMED if words.names else NEAR) or words.shared < _LEAST_SHARED or not (words.names or shared >= _ANCHORED):
        return False
    return not any(first) or (dice >= _WHOLE and bool(words.names or not all(first)))


def _is_subject(pair: _Pair, one: Sequence[Token], other: Sequence[Token], shared: int) -> bool:
    """True when a name is an example, or what its page or its sentence is about."""
    if one[0].start >= pair.one.example or other[0].start >= pair.other.example:
        return True
    if _titled(pair.one, one) or _titled(pair.other, other):
        return True
    sides = ((pair.one, one), (pair.other, other))
    return shared < _LONG and any(_compound(told, name, pair.words) or _identity(told, name) for told, name in sides)


def _placed_alike(pair: _Pair, one: Sequence[Token], other: Sequence[Token]) -> bool:
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
