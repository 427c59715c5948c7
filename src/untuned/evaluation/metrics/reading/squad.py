"""Texts as SQuAD's own evaluation reads them (Rajpurkar et al. 2016): small letters, no punctuation, no articles, single spaces."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from untuned.text.regex import regex

_PUNCTUATION = regex(r"[^\w\s]|_")
_ARTICLES = regex(r"\b(?:a|an|the)\b")


@lru_cache(maxsize=2048)
def normalised(text: str) -> str:
    """The text in small letters, without punctuation and English articles, words one space apart."""
    return " ".join(_ARTICLES.sub(" ", _PUNCTUATION.sub("", text.lower())).split())


def tokens(text: str) -> list[str]:
    """The words of the normalised text."""
    return normalised(text).split()


def f1(text: str, gold: str) -> float:
    """The harmonic mean of the shares of tokens that the two have in common; 1 where both are empty."""
    said, wanted = tokens(text), tokens(gold)
    if not said or not wanted:
        return float(said == wanted)
    common = sum((Counter(said) & Counter(wanted)).values())
    return 2 * common / (len(said) + len(wanted))


def recall(text: str, gold: str) -> float:
    """The share of the gold tokens that the text has; 1 where there are none."""
    wanted = tokens(gold)
    return sum((Counter(tokens(text)) & Counter(wanted)).values()) / len(wanted) if wanted else 1.0
