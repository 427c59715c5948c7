"""Two statements held against each other: what makes them contradict, or that nothing does.

The rules take two statements of one language that share most of the words that carry meaning, speak of the same thing as far as
headings, opening phrases, names, plans and versions tell, and differ in one of five things: a number, a day, a unit, a denial or
contrary word, a name. Where they differ in what they speak of, whatever else differs is no contradiction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from untuned.text.closed_words import tokens
from untuned.text.contradiction.amounts import Amount, comparable, same
from untuned.text.contradiction.limits import both_hold, limit_of, limit_start
from untuned.text.contradiction.names import of_full_names, of_names
from untuned.text.contradiction.overlap import akin, in_order, overlap
from untuned.text.contradiction.pair import ANCHORED, NEAR, Difference, DifferenceKind, Pair, names_alone
from untuned.text.contradiction.polarity import conditions, denying, exchanges_lack, lacking
from untuned.text.contradiction.scope import ATTENTION, apart, lead_of, said_of_page, titles_apart
from untuned.text.contradiction.spelt import tells_how_often
from untuned.text.contradiction.stated import but_for_denials, is_record, states
from untuned.text.contradiction.statement import OPENING, Statement, Token, Told, told
from untuned.text.contradiction.subjects import circumstances_apart, subjects_apart
from untuned.text.contradiction.twins import answers_apart, of_twins, one_code, unlike_in_form

__all__ = ["Difference", "DifferenceKind", "difference", "told_apart"]

REWORDED = 0.5
"""Share of common words that is enough where both name the same thing, and both tell an amount of one sort."""
RENAMED = 0.4
"""The same where each has another person's full name, which takes some words more."""
TURNED = 0.88
"""Share of common words for one to be the other denied."""
_TURNED_WORDS = 4
"""Shared words for one statement to be another denied."""
_SPARE = 8
"""Of so many words one may stand in one of them alone."""
_FEWEST = 3
"""Shared words for an amount to contradict another where not all words are shared."""
_MOST_PAIRS = 2
"""Amounts that may differ: where more do, two tables or two reports are told of, not one thing twice."""


def difference(one: Statement, other: Statement) -> Difference | None:
    """What the first statement contradicts in the second; None where they agree, or speak of different things. It is symmetric in kind."""
    if not (_comparable(one) and _comparable(other)) or not one_code(one, other) or of_twins(one, other):
        return None
    a, b = told(one), told(other)
    if a.script != b.script or not a.content or not b.content:
        return None
    words = overlap(a, b)
    if words.dice < (RENAMED if words.names else REWORDED) or apart(a, b, shared=words.shared, named=bool(words.names)):
        return None
    mine, theirs = _amounts_alone(a, b)
    pair = Pair(a, b, words, mine, theirs)
    if _other_subject(pair):
        return None
    if words.dice < REWORDED:
        return None if unlike_in_form(one, other) else of_full_names(pair)
    worded = None if unlike_in_form(one, other) else _of_denial(pair) or of_names(pair)
    return _of_amounts(pair) or _of_rates(pair) or _of_limits(pair) or worded


def told_apart(one: Statement, other: Statement) -> bool:
    """True where titles, or the phrases that two statements open with, say of each that it is about another thing, time or edition."""
    if of_twins(one, other) or titles_apart(one.above, other.above):
        return True
    a, b = told(one), told(other)
    mine, theirs = _amounts_alone(a, b)
    return _scopes_apart(Pair(a, b, overlap(a, b), mine, theirs))


@lru_cache(maxsize=4_096)
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


def _other_subject(pair: Pair) -> bool:
    """True when the statements open with different times or things, or tell of different versions."""
    if any(pair.one.amounts[at].version for at in pair.mine) or any(pair.other.amounts[at].version for at in pair.theirs):
        return True
    if _scopes_apart(pair) or subjects_apart(pair) or circumstances_apart(pair):
        return True
    return _leads_apart(pair.one, pair.other, pair.words.mine, pair.mine) or _leads_apart(
        pair.other, pair.one, pair.words.theirs, pair.theirs
    )


def _scopes_apart(pair: Pair) -> bool:
    """True where both open with a phrase that says of whom or of when, and each has a word of its own in it: `For students: ...`."""
    ends = lead_of(pair.one), lead_of(pair.other)
    if not all(ends):
        return False
    sides = zip((pair.one, pair.other), ends, (pair.words.mine, pair.words.theirs), (pair.mine, pair.theirs), strict=True)
    return all(
        not told.text[:end].lstrip().lower().startswith(ATTENTION)
        and (any(token.end <= end for token in alone) or any(told.amounts[at].end <= end for at in amounts))
        for told, end, alone, amounts in sides
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


def _of_amounts(pair: Pair) -> Difference | None:
    if not pair.mine or not pair.theirs or (len(pair.mine) > _MOST_PAIRS and len(pair.theirs) > _MOST_PAIRS):
        return None
    mine, theirs = names_alone(pair)
    if (mine and theirs) or ((mine or theirs) and pair.words.dice < NEAR) or _contrary(pair):
        return None  # the free plan and the paid one, the time before and the time after: other things are told of
    if not (_said_of_name(pair) if pair.words.names else _anchored(pair)):
        return None
    found = next((one for one in chain(_matched(pair), _counted(pair)) if not both_hold(pair.one, one[0], pair.other, one[1])), None)
    return None if found is None else _amount_difference(pair, *found)


def _of_rates(pair: Pair) -> Difference | None:
    """What is reckoned by another time, where all else is alike: `5 attempts an hour`, `5 attempts a day`; `weekly`, `monthly`."""
    words = pair.words
    if pair.mine or pair.theirs or len(words.mine) != 1 or len(words.theirs) != 1 or words.shared < _FEWEST:
        return None
    mine, theirs = words.mine[0], words.theirs[0]
    reckoned = bool(pair.one.amounts) and mine.stem.startswith("/") and theirs.stem.startswith("/")
    if not reckoned and not (tells_how_often(pair.one.text, mine.start) and tells_how_often(pair.other.text, theirs.start)):
        return None
    return Difference("unit", pair.one.statement.text[mine.start : mine.end], pair.other.statement.text[theirs.start : theirs.end])


def _of_limits(pair: Pair) -> Difference | None:
    """One amount that is the least here and the most there, where all else is alike: `at least 10 days`, `at most 10 days`."""
    one, other = pair.one, pair.other
    if pair.mine or pair.theirs or len(one.amounts) != 1 or len(other.amounts) != 1 or pair.words.shared < _FEWEST:
        return None
    if {limit_of(one, 0), limit_of(other, 0)} != {"least", "most"}:
        return None
    starts = limit_start(one, 0), limit_start(other, 0)
    sides = ((one, starts[0], pair.words.mine), (other, starts[1], pair.words.theirs))
    if any(not start <= token.start < told.amounts[0].start for told, start, alone in sides for token in alone):
        return None
    return Difference("number", *(told.statement.text[start : told.amounts[0].end] for told, start, _ in sides))


def _anchored(pair: Pair) -> bool:
    """True where shared words say what is spoken of though no name does: enough of them, and none that makes one subject the narrower."""
    words = pair.words
    if words.dice < NEAR:
        return words.shared >= ANCHORED
    if not words.mine and not words.theirs:
        return True
    narrowed = _narrowed(pair.one, words.mine, words.theirs) or _narrowed(pair.other, words.theirs, words.mine)
    return words.shared >= _FEWEST and not narrowed


def _said_of_name(pair: Pair) -> bool:
    """True where the statements share more than a name and what stands right behind it, or each has no word of its own to say of that."""
    words, told = pair.words, pair.one
    if not words.mine or not words.theirs:
        return True
    if any(akin(one.stem.lstrip("@"), its.stem.lstrip("@")) for one in words.mine for its in words.theirs):
        return True
    alone = {token.start for token in words.mine}
    named = -1
    for token in told.content:
        if token.stem in words.names:
            named = token.end
        elif token.start not in alone and (named < 0 or told.text[named : token.start].strip()):
            return True
        else:
            named = -1
    return False


def _narrowed(told: Told, alone: Sequence[Token], others: Sequence[Token]) -> bool:
    """True for `Day membership costs` beside `membership costs`: right before a shared word, what one opens with says which."""
    if others or not 0 < len(alone) < len(told.content) or tuple(alone) != told.content[: len(alone)]:
        return False
    return not told.text[alone[-1].end : told.content[len(alone)].start].strip()


def _matched(pair: Pair) -> Iterator[tuple[int, int]]:
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


def _counted(pair: Pair) -> Iterator[tuple[int, int]]:
    """One number that counts something else in the other statement, where all else is alike: `5 users`, `5 devices`."""
    for at, its in ((at, its) for at in pair.mine for its in pair.theirs):
        nouns = (pair.one.nouns[at], pair.other.nouns[its])
        rest = [token for token in (*pair.words.mine, *pair.words.theirs) if token.stem not in nouns]
        shared = 2 * pair.words.shared
        if all(nouns) and set(pair.one.amounts[at].values) & set(pair.other.amounts[its].values) and shared >= NEAR * (shared + len(rest)):
            yield at, its


def _beside(pair: Pair, at: int, its: int) -> bool:
    """True when a shared word stands right before, or right behind, both amounts."""
    mine, theirs = _neighbours(pair.one, at), _neighbours(pair.other, its)
    return any(a and b and akin(a, b) for a, b in zip(mine, theirs, strict=True))


def _neighbours(told: Told, at: int) -> tuple[str, str]:
    amount = told.amounts[at]
    before = next((token.stem for token in reversed(told.content) if token.end <= amount.start), "^")
    after = next((token.stem for token in told.content if token.start >= amount.end), "$")
    return before, after


def _amount_difference(pair: Pair, at: int, its: int) -> Difference:
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


def _of_denial(pair: Pair) -> Difference | None:
    """One statement denies what the other says: with one denial more, or with the contrary word."""
    one, other = pair.one, pair.other
    if pair.mine or pair.theirs or not all(_is_no_example(pair)):
        return None
    if (answered := answers_apart(one.statement, other.statement)) is not None:
        return Difference("negation", *answered)
    if not _turnable(pair) or _names_differ(pair):
        return None
    contrary = _contrary(pair)
    # A pole that only one side has (`allowed` where the other says nothing of it) turns nothing.
    denied = abs(_denied(one, contrary) - _denied(other, contrary))
    # What is not so without a thing is so with it.
    if denied + len(contrary) != 1 or (denied and exchanges_lack(one.text, other.text)):
        return Difference("negation", "", "") if not denied and not contrary and _lacks(pair) else None
    if not _copied(pair) and (bool(one.denials and other.denials and not contrary) or conditions(one.text) != conditions(other.text)):
        return None  # what is denied here and there, or holds under a condition, is not told by counting
    return Difference("negation", _turning(pair.one, contrary), _turning(pair.other, contrary))


def _contrary(pair: Pair) -> dict[str, int]:
    """The axes of which each statement has another pole, with the pole of the first."""
    mine, theirs = Counter(pair.one.poles), Counter(pair.other.poles)
    return {axis: sign for (axis, sign), count in (mine - theirs).items() if (theirs - mine)[axis, 1 - sign] >= count}


def _denied(told: Told, contrary: Mapping[str, int]) -> int:
    """How often a statement is denied, but by what is a contrary word as well: `never` beside `always`."""
    if not told.denials or not contrary:
        return told.denials
    words = tokens(told.text)
    return told.denials - sum(denying(axis, sign, words) for axis in contrary for sign in (0, 1))


def _lacks(pair: Pair) -> bool:
    """True for copies of which one is with something, and the other without it."""
    one, other = pair.one.text, pair.other.text
    return pair.words.dice == 1.0 and in_order(pair.one, pair.other, pair.words) and lacking(one, other)


def _turnable(pair: Pair) -> bool:
    """True where hardly a word is not in both, and enough words are; what speaks for its page has to be a copy."""
    words = pair.words
    if words.shared < _FEWEST:
        return False
    if _copied(pair):
        return True
    if words.shared < _TURNED_WORDS:
        return but_for_denials(pair.one.text, poles=True) == but_for_denials(pair.other.text, poles=True)
    spare = (max(len(pair.one.content), len(pair.other.content)) + 2) // _SPARE
    if words.dice < TURNED or max(len(words.mine), len(words.theirs)) > spare:
        return False
    return bool(words.names) or (in_order(pair.one, pair.other, words) and not said_of_page(pair.one, pair.other))


def _copied(pair: Pair) -> bool:
    """True when one statement is the other, word for word, but for what denies."""
    return but_for_denials(pair.one.text) == but_for_denials(pair.other.text)


def _is_no_example(pair: Pair) -> tuple[bool, bool]:
    return pair.one.example > OPENING, pair.other.example > OPENING


def _turning(told: Told, contrary: Mapping[str, int]) -> str:
    """The statement's own words from its first to its last word that turns it; its first words where it has none."""
    axes = {f"@{axis}" for axis in contrary}
    found = [token for token in told.content if token.stem in axes]
    return told.statement.text[found[0].start : found[-1].end] if found else ""


def _names_differ(pair: Pair) -> bool:
    mine, theirs = names_alone(pair)
    return bool(mine or theirs)
