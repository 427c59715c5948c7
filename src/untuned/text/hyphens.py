"""Words that are written with a hyphen and without: `e-bike` and `ebike`, `drop-off` and `dropoff`, `e-mail` and `email`."""

from __future__ import annotations

import re
from collections.abc import Callable

from untuned.text.regex import regex
from untuned.text.words import terms

_APART = """
check-in check-out co-owner co-tenant co-worker co-working drop-off e-bike e-book e-car e-commerce e-invoice e-learning e-mail e-scooter
e-signature e-ticket half-day half-price mid-week multi-day multi-storey multi-user non-member non-refundable non-resident non-smoker
non-smoking off-peak off-season off-site on-site pick-up pre-book pre-order pre-paid pre-pay self-employed self-service semi-detached
sub-contractor sub-let sub-letting sub-tenant wi-fi
"""
"""No rule tells that `ebike` is made of two and `event` is not: each such word is named."""
_JOINED = {form.replace("-", ""): form for word in _APART.split() for form in (word, f"{word}s")}
_WORD = regex(r"(?<![\w-])[a-z]+(?:-[a-z]+)?(?![\w-])", re.IGNORECASE)


def as_written(question: str, is_known: Callable[[str], bool]) -> str:
    """The question with such words as texts write them, where that way is known and the one that is asked with is not.

    `is_known` says whether any text has an analysed word; of a word that is written apart, each part.
    """

    def other(found: re.Match[str]) -> str:
        word = found[0].lower()
        apart = _JOINED.get(word.replace("-", ""))
        if apart is None:
            return found[0]
        written = word.replace("-", "") if word == apart else apart
        knows = all(map(is_known, terms(written, stop_words=False)))
        asked = all(map(is_known, terms(word, stop_words=False)))
        return written if knows and not asked else found[0]

    return _WORD.sub(other, question)
