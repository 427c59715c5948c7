"""What statements are about, as the titles of their pages and the words of their own show: the subject of each, or a value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from untuned.text.contradiction.overlap import akin
from untuned.text.contradiction.pair import Pair
from untuned.text.contradiction.polarity import lacking
from untuned.text.contradiction.scope import stems_of
from untuned.text.contradiction.statement import Token, Told
from untuned.text.regex import regex

_BETWEEN = regex(r"\b(?:for|during|with|when|if|in|on|at|для|при|в|во|на|с|со|по|у)\b", re.IGNORECASE)
_NAME = regex(r"\b[A-ZА-ЯЁ]\w+")
_FOR = regex(r"\b(?:for|during|with|when|if|in|on|at|для|при|в|во|на|с|со|по) (?:the |an? |our |your )?\Z", re.IGNORECASE)
_IF = regex(r"\b(?:if|unless|when|whenever|provided that|as long as|in case|если|когда|при условии|в случае)\b[^.,;:]*\Z", re.IGNORECASE)
"""A condition goes on up to the next sign."""
_LONGEST_IF = 80
_PAST = regex(
    r"\b(?:in the past|previously|formerly|used to (?:be|have|cost)|back then|at that time"
    r"|в прошлом|прежде|ранее|раньше(?! чем)|в то время)\b",
    re.IGNORECASE,
)
"""What was so once does not hold of now."""
_LONGEST_FOR = 16
"""Characters of such words before a thing."""


def subjects_apart(pair: Pair) -> bool:
    """True where each statement names, alone, what its own page is titled by, and the other page is not.

    So `Guests may bring dogs into the Elder Clinic` below `Elder Clinic`, beside the same of the Rowan Clinic.
    """
    mine, theirs = _titles(pair.one.statement.above), _titles(pair.other.statement.above)
    if not mine or not theirs:
        return False
    if _turned(pair.one.statement.above[0], pair.other.statement.above[0]):
        return True
    one, other = _titled(pair.words.mine, mine - theirs), _titled(pair.words.theirs, theirs - mine)
    if one and other:
        return True
    return (one and _lengthened(pair.one, pair.words.mine)) or (other and _lengthened(pair.other, pair.words.theirs))


def _titled(alone: Sequence[Token], title: frozenset[str]) -> bool:
    return any(akin(token.stem, stem) for token in alone for stem in title)


def _turned(one: str, other: str) -> bool:
    """True for the titles `Hull Leeds` and `About Leeds Hull`: names in another order are other names."""
    mine, theirs = (_NAME.findall(title) for title in (one, other))
    both = set(mine) & set(theirs)
    return len(both) > 1 and [name for name in mine if name in both] != [name for name in theirs if name in both]


def _lengthened(told: Told, alone: Sequence[Token]) -> bool:
    """True where the words that one statement has alone make a longer name of a name that both have: `Velora Pro` beside `Velora`."""
    names = [token for token in told.content if token.name or token.opening]
    starts = {token.start for token in alone}
    return any(told.text[a.end : b.start] == " " and (a.start in starts) != (b.start in starts) for a, b in pairwise(names))


def _titles(above: Sequence[str]) -> frozenset[str]:
    return stems_of(above[0]) if above else frozenset()


def circumstances_apart(pair: Pair) -> bool:
    """True where words stand in the place of others behind `for`, `in`, `on`: at another time, or of other people, both may hold.

    Names may be what is told (`kept in Oslo`), and are no circumstance; nor is one year alone, which may be told as well.
    """
    if (pair.mine and pair.theirs) or _named(pair) or denied_apart(pair):
        sides = ((pair.one, pair.words.mine), (pair.other, pair.words.theirs))
        if all(any(not token.name and _behind(told, token) for token in alone) for told, alone in sides):
            return True
    if (_PAST.search(pair.one.text) is None) != (_PAST.search(pair.other.text) is None):
        return True
    years = [[at for at in alone if _is_year(told, at)] for told, alone in ((pair.one, pair.mine), (pair.other, pair.theirs))]
    return all(years) and (len(pair.mine) > 1 or len(pair.theirs) > 1 or _named(pair) or denied_apart(pair))


def _named(pair: Pair) -> bool:
    return any(one.name for one in pair.words.mine) and any(one.name for one in pair.words.theirs)


def denied_apart(pair: Pair) -> bool:
    """True where one statement is denied, or says a contrary word, and the other is not so."""
    return pair.one.denials != pair.other.denials or pair.one.poles != pair.other.poles or lacking(pair.one.text, pair.other.text)


def two_things(told: Told, name: Sequence[Token]) -> bool:
    """True for `Monday in Denmark`: two names, of which the second says where or when."""
    return any(_BETWEEN.search(told.text, a.end, b.start) for a, b in pairwise(name))


def _behind(told: Told, token: Token) -> bool:
    return _is_for(told.text, token.start) or _IF.search(told.text, max(0, token.start - _LONGEST_IF), token.start) is not None


def _is_year(told: Told, at: int) -> bool:
    day = told.amounts[at].day
    return day is not None and day[1] is None and _is_for(told.text, told.amounts[at].start)


def _is_for(text: str, at: int) -> bool:
    return _FOR.search(text, max(0, at - _LONGEST_FOR), at) is not None
