"""Words as people read them: letters of another form or alphabet that look like a word's own are that word's letters.

A Russian keyboard gives `nоt` a Cyrillic letter and `нe` a Latin one, old scans too, and styled text has letters of its own (`ｎｏｔ`);
who compares words by their letters alone does not see that they deny.
"""

from __future__ import annotations

import re
import unicodedata

from untuned.text.composed import composed
from untuned.text.regex import regex

_STYLED = regex("[\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\U0001f130-\U0001f149\U0001d400-\U0001d7cb]")
"""Letters in full width, in circles and squares, and those of mathematics, which may be bold or slanted."""
_APOSTROPHES = regex("[\u02bc\uff07]|(?<=[nN])[`\u00b4\u2032\u201b](?=[tT](?![^\\W_]))")
"""Those that are one wherever they stand, and accents and primes that only `don`t` has for one."""
_MIXED = regex("[A-Za-z][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][A-Za-z]")
_WORD = regex(r"[^\W\d_]+")
_CYRILLIC = regex("[\u0400-\u052f]")
_LATIN = regex("[A-Za-z]")
_NEGATIONS = regex('\\b(?:HE(?=\\s+[\u0400-\u052f])|HET)\\b|(?:\\A|[.!?…:\\n])[\\s"«»*_>–—-]*He(?=\\s+[\u0430-\u0451])')
"""Wholly of Latin letters, but read as Russian ones in a Russian text; `He` elsewhere than at a beginning is helium."""
_TO_LATIN = str.maketrans("асеорхуіѕјАВЕКМНОРСТХУІЅЈονΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aceopxyisjABEKMHOPCTXYISJovABEZHIKMNOPTYX")
_TO_CYRILLIC = str.maketrans("aceopxyABEKMHOPCTXY", "асеорхуАВЕКМНОРСТХУ")


def as_read(text: str) -> str:
    """`composed(text)`, and as long: each word in plain letters of one alphabet; a word that mixes two in earnest stays as it is."""
    if text.isascii() and "`" not in text and "&" not in text:
        return text
    text = composed(text)
    text = _APOSTROPHES.sub("'", _STYLED.sub(_plain, text))
    if _MIXED.search(text) is not None:
        russian = _is_russian(text)
        text = _WORD.sub(lambda found: _of_one_alphabet(found[0], russian=russian), text)
    if _NEGATIONS.search(text) is not None and _is_russian(text):
        text = _NEGATIONS.sub(lambda found: found[0].translate(_TO_CYRILLIC), text)
    return text


def _plain(found: re.Match[str]) -> str:
    letter = unicodedata.normalize("NFKC", found[0])
    return letter if len(letter) == 1 else found[0]


def _of_one_alphabet(word: str, *, russian: bool) -> str:
    if word.isascii() or _MIXED.search(word) is None:
        return word
    latin, cyrillic = word.translate(_TO_LATIN), word.translate(_TO_CYRILLIC)
    tries = (cyrillic, latin) if russian else (latin, cyrillic)
    return next((one for one in tries if _MIXED.search(one) is None), word)


def _is_russian(text: str) -> bool:
    return len(_CYRILLIC.findall(text)) > len(_LATIN.findall(text))
