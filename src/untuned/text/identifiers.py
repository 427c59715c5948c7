"""Codes, versions, addresses: what stands letter for letter in a source, or does not stand there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from untuned.text.regex import regex

_IDENTIFIER = regex(
    r"(?P<mail>[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<address>(?:https?://|www\.)[^\s<>()\[\]\"']+[^\s<>()\[\]\"'.,;:!?])"
    r"|(?P<version>(?<![\w.])[vV]?\d{1,4}(?:\.\d{1,5}){2,3}(?![\w.]*\w))"
    r"|(?P<code>(?<![\w./@-])[A-ZА-ЯЁ]\w{0,15}(?:[-_/]\w{1,12}){0,4})"
    r"|(?P<snake>(?<![\w.])\w{2,}_\w{2,}(?!\w))"
)
_BARE = regex(r"[\W_]+")
_LOOKALIKES = str.maketrans("авекмнорстух", "abekmhopctyx")
_SHARED = regex(
    r"(?i)(?:utf|sha|iso|rfc|covid|sars-cov|aes|rsa|mp|ipv|http|oauth|web|base|int|float|python|html|css|es|h|usb|tls|ssl|win|windows|vitamin|омега|ковид|"
    r"[a-zа-я](?=\d{1,2}\Z))[-_–‑ ]?\d{1,4}"
)
_NO_CODE = regex(
    r"(?:USD|EUR|GBP|RUB|RMB|CNY|JPY|INR|CHF|CAD|AUD|HKD|SGD|US)\d+\Z|(?i:(?:mid|pre|post|early|late)-?\d{4}s?|(?:top|no|nos|fig|age|aged|under|over|page|pp?|vol|chapter|ch|part|step|day|week|year|level|grade|phase|type|stage|table|section|series)[-.]?\d{1,4})\Z"
)


@dataclass(frozen=True, slots=True)
class Identifier:
    """A code, [start, end) of the text, and its letters and digits alone."""

    key: str
    start: int
    end: int
    shared: bool = False
    """All the world has it, such as `COVID-19` or `MP3`."""


def identifiers(text: str) -> list[Identifier]:
    """The codes of letters and digits, versions, names with underscores and addresses that `text` holds."""
    found: list[Identifier] = []
    for match in _IDENTIFIER.finditer(text):
        if match.lastgroup == "code" and not _is_code(match[0]):
            continue
        bare = match[0].removeprefix("v") if match.lastgroup == "version" else match[0]
        found.append(Identifier(squeezed(bare), match.start(), match.end(), shared=_SHARED.fullmatch(match[0]) is not None))
    return found


def is_shared(code: str) -> bool:
    """True for a code that all the world has, such as `UTF-8`, `ISO 9001` or `B12`, or for an amount of money."""
    return _SHARED.fullmatch(code) is not None or _NO_CODE.match(code) is not None


def _is_code(word: str) -> bool:
    """True for letters and digits that are one code, such as `E-1042` or `QX7`, and not a word beside a number."""
    letters = re.match(r"[^\W\d_]+", word)
    if letters is None or letters.end() == len(word) or not any(char.isdigit() for char in word) or _NO_CODE.match(word):
        return "_" in word.strip("_")
    return letters[0].isupper() or len(letters[0]) <= 3 or word[letters.end()].isdigit()


def squeezed(text: str) -> str:
    """The letters and digits of `text` alone, in small letters, Cyrillic ones that look like Latin ones as these."""
    return _BARE.sub("", text.lower().replace("ё", "е")).translate(_LOOKALIKES)
