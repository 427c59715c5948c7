"""The releases that notes tell of, and the ones that a question names: the same keys for both."""

from __future__ import annotations

import re

from untuned.text.days import periods
from untuned.text.headings import heading_text
from untuned.text.regex import regex

_LONGEST = 120
_MOST_WORDS = 6
_MOST = 3
_DOTTED = regex(r"(?<![\w.:/-])v?(?:\d+:)?(?P<number>\d+(?:\.\d+)+(?:[-+~.]?[0-9a-z]++)*+)(?!\w|\.\d)", re.IGNORECASE)
"""`9.1`, `v2.0.0-rc1`, `252.39-1~deb12u2`."""
_WHOLE = regex(
    r"\b(?:version|release|changes (?:with|in(?: [^\W\d]\w*)?)|(?:what['’]s )?new in(?: [^\W\d]\w*)?|верси[яию]|релиз[еа]?|выпуск[еа]?)"
    r"[ \t]+v?(?P<number>\d{1,4})(?![\w.-]*\d)",
    re.IGNORECASE,
)
"""A whole number as a release has it behind a word for one."""
_DIGIT = regex(r"\d")
_ASIDE = regex(r"[(\[][^()\[\]\n]*[)\]]")
_WORDS = regex(r"(?<![\w.])[^\W\d][\w'’-]*")
_GOES_ON = regex(r"\A[)\]]?[ \t]*[^\W\d]")
_OF_RELEASES = regex(
    r"\b(?:chang(?:ed|es?)|changelog|new|news|release[ds]?|version|added|removed|fixed|fixes|came|came out|introduced"
    r"|нов\w+|изменил\w+|изменени\w+|вышл[аио]|вышел|верси\w+|релиз\w*|добав\w+|исправ\w+)\b",
    re.IGNORECASE,
)
_LAST = regex(r"\b(?P<number>\d{1,4})\W*\Z")


def release_of(heading: str) -> str:
    """The key of the release that a heading begins the notes on; "" for any other heading.

    Of two numbers the last is meant: "Major changes between 3.0.17 and 3.0.18". A number that a sentence goes on behind is a section's.
    """
    if len(heading) > _LONGEST or _DIGIT.search(heading) is None:
        return ""
    plain = heading_text(heading)
    for day in reversed(list(periods(plain, years="any"))):
        plain = f"{plain[: day.start]} {plain[day.end :]}"
    found = _last_number(_ASIDE.sub(" ", plain)) or _last_number(plain) or _WHOLE.search(plain)
    if found is None or len(_WORDS.findall(plain[: found.start()])) > _MOST_WORDS:
        return ""
    if _GOES_ON.match(found.string[found.end() :]) is not None and _OF_RELEASES.search(plain) is None and "(" not in found.string:
        return ""
    return _key(found["number"])


def _last_number(text: str) -> re.Match[str] | None:
    return next(iter([*_DOTTED.finditer(text)][-1:]), None)


def releases_in(question: str) -> frozenset[str]:
    """The keys of the releases that a question names; a whole number counts where it asks about releases."""
    numbers = [found["number"] for found in _DOTTED.finditer(question)]
    if not numbers and _OF_RELEASES.search(question) is not None:
        found = _WHOLE.search(question) or _LAST.search(question)
        numbers = [] if found is None else [found["number"]]
    return frozenset(map(_key, numbers[:_MOST]))


def _key(number: str) -> str:
    return f"=v{re.sub(r'[^0-9a-z]+', '_', number.lower())}"
