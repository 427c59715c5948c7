"""Whether a text states anything that another can contradict: no question, heading, list of names, entry of a history."""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern

from untuned.text.closed_words import tokens
from untuned.text.contradiction.polarity import denies, pole
from untuned.text.contradiction.spelt import HOW_OFTEN, RANKED, WEEKDAY
from untuned.text.number_words import SCALES, VALUES
from untuned.text.regex import regex

_WORD = regex(r"[^\W\d_]{2,}")
_GOES_WITH = frozenset(("do", "does", "did", "a", "an", "any"))
"""`It does not stop`, `there is no charge`: what it would be without the denial may have less, or more, of these."""
_LITTLE = "t with without half on off yes no да с без полчаса полгода полтора полторы"
_COUNTING = frozenset((*VALUES, *SCALES, *_LITTLE.split()))
_JOINING = frozenset(("and", "the", "for", "with", "from", "для", "при", "или"))
"""Small letters that a title has too."""
_LEAST_WORDS = 2
_CAPITALS = 0.85
"""Share of words with a capital from which a line is a title: in a sentence names are fewer."""
_FEW = 3
_OTHERS = 6
"""Words of a short statement that may be said otherwise."""
_OTHERS_NUMBERED = 9
"""The same where both have one number: it may count something else."""
_NAMES = 0.6
"""Share of words with a capital from which a capital marks no name."""
_RECORD = regex(
    r"^\W*(?:(?:[\w.-]{1,40}\s){0,3}(?:change ?logs?|release (?:notes?|history))|(?:version|revision|update) history|history of changes|"
    r"what(?:['’]s| is) new|"
    r"(?:examples?|references|bibliography|glossary of names|table of contents|contents|acknowledg\w+)\W*$|"
    r"(?:история|журнал|список) (?:изменений|версий|выпусков|обновлений|правок)|примечания к (?:выпуск|релиз|верси)\w*|что нового|"
    r"(?:примеры?|литература|список литературы|содержание|оглавление|благодарности)\W*$)"
    r"|^\W*v?\d{1,4}\.\d{1,4}(?:\.\d{1,4}){1,2}\S{0,12}\s*(?:[(\[–—-].{0,40})?$|^\W*v\d{1,4}(?:\.\d{1,4})+\s*(?:[(\[–—-].{0,40})?$",
    re.IGNORECASE,
)
"""A heading below which stands what was so once, what is made up, or what others wrote."""
_SIGNS = regex(r"[$€£¥₽₹%°]")
_PIECE = regex(r"\w+")
_NUMBER = regex(r"\d+")
_NO_WORDS = regex(r"https?://\S{1,300}|<[^<>\n]{0,300}>")


def states(text: str) -> bool:
    """True for what may contradict another text: a sentence, an item or a row, no question and no title."""
    bare = text.rstrip(" \t\r\n*_`\"'”»)")
    if bare.endswith("?"):
        return False
    words = _WORD.findall(_NO_WORDS.sub(" ", text) if "<" in text or "://" in text else text)
    if len(words) < _LEAST_WORDS and len(words) + bool(_NUMBER.search(text)) < _LEAST_WORDS:
        return False
    if "|" in text:
        return True
    long = [word for word in words if len(word) >= _FEW]
    capitals = sum([word[0].isupper() for word in long])
    return capitals < _CAPITALS * len(long) and any(word[0].islower() and word not in _JOINING for word in long)


def capitals_mark_names(text: str) -> bool:
    """True where few enough words have a capital for it to mark a name."""
    long = [word for word in _WORD.findall(text) if len(word) >= _FEW]
    return sum(word[0].isupper() for word in long[1:]) <= max(_FEW, _NAMES * len(long))


@lru_cache(maxsize=8_192)
def is_record(above: tuple[str, ...]) -> bool:
    """True below a heading of a history, of examples or of what others wrote: there nothing is said of now, or of this."""
    return any(_RECORD.search(line) is not None for line in above)


def may_differ(one: str, other: str, *, worded_alike: bool) -> bool:
    """False for copies, and for what no rule can tell apart by its words; it is cheap, and what is alike mostly is that."""
    if one == other:
        return False
    (mine, first_numbers, length), (theirs, other_numbers, _) = _pieces(one), _pieces(other)
    if first_numbers != other_numbers:
        return bool(first_numbers and other_numbers) or worded_alike
    if not worded_alike:
        return bool(first_numbers)
    first, second = mine - theirs, theirs - mine
    if max(len(first), len(second)) > max(_OTHERS_NUMBERED if first_numbers else _OTHERS, length // 3):
        return False
    if first_numbers or all(any(word[0].isupper() for word in words) for words in (first, second)):
        return bool(first or second) or _SIGNS.findall(one) != _SIGNS.findall(other)  # `$25` and `€25` have the same words
    return any(_turns(word) for word in (word.lower().replace("ё", "е") for word in first ^ second))


def _turns(word: str) -> bool:
    """True for a word in small letters that alone can make one statement another: it denies, is contrary, counts, or names a day."""
    return (
        word in _COUNTING
        or denies(word)
        or pole(word) is not None
        or RANKED.match(word) is not None
        or word in HOW_OFTEN
        or WEEKDAY.fullmatch(word) is not None
    )


@lru_cache(maxsize=4_096)
def _pieces(text: str) -> tuple[frozenset[str], tuple[str, ...], int]:
    """The words of a text, its numbers in order, and how many words it has."""
    found = [*map(intern, _PIECE.findall(text))]  # texts have most words in common: each is held once
    return frozenset(found), tuple([word for word in found if word[0].isdigit()]), len(found)


def but_for_denials(text: str, *, poles: bool = False) -> list[str]:
    """The words of a text in order, without those that deny and what goes with them: of a statement and its denial they are the same.

    With `poles`, a word that has a contrary is what both are about, so that they are the same of contrary statements too.
    """
    left = (word.text for word in tokens(text) if not denies(word.text) and word.text not in _GOES_WITH)
    return [f"@{axis[0]}" if poles and (axis := pole(word)) is not None else word for word in left]
