"""What stands between two neighbouring skeleton characters, compared in quote and source.

Everything must be equal but for a closed list of artefacts; between two digits nothing appears, vanishes or changes.
"""

from __future__ import annotations

import re
from functools import lru_cache

from untuned.rag.verify.quotes.normalise import (
    BROKEN,
    BULLET,
    EMPHASIS,
    ENTITY,
    ESCAPE,
    HIDDEN,
    JOINED,
    LIGATURES,
    LINK,
    NUMBER,
    SOFT_HYPHEN,
    TAG,
    WIDE_FORMS,
    ZERO_WIDTH,
)
from untuned.text.regex import regex

QUOTE_MARKS = '"“”„‟«»″〝〞〟❝❞'
APOSTROPHES = "'’‘‚‛ʼʹ′`´❛❜"
HYPHENS = "-‐‑﹣－−"
DASHES = "–—―‒⸺﹘"
SPACES = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
_BULLETS = "•·‣▪◦●○■□▫◾⁃∙"

ARTEFACTS = (
    "bullet", "cell", "composition", "dash", "ellipsis", "ellipsis_sign", "emphasis", "end_punctuation", "entity", "escape",
    "first_letter_case", "full_width", "hyphen", "ligature", "line_end_hyphen", "link", "list_number", "markup", "quotation_mark",
    "soft_hyphen", "white_space", "widened", "yo", "zero_width",
)  # fmt: skip
"""Every difference that a quote may have from its source: the closed list."""

_CLASSES = {
    "bullet": BULLET + _BULLETS,
    "composition": JOINED,
    "dash": DASHES,
    "ellipsis_sign": "…",
    "emphasis": EMPHASIS,
    "entity": ENTITY,
    "escape": ESCAPE,
    "full_width": WIDE_FORMS,
    "hyphen": HYPHENS[1:],
    "link": LINK,
    "list_number": NUMBER,
    "markup": TAG,
    "quotation_mark": QUOTE_MARKS + APOSTROPHES,
    "soft_hyphen": SOFT_HYPHEN,
    "zero_width": ZERO_WIDTH,
}
_FINDERS = {name: regex(f"[{re.escape(chars)}]") for name, chars in _CLASSES.items()}
_LETTERS = {"ligature": regex("[" + "".join(LIGATURES) + "]"), "yo": regex("[ёЁ]"), "composition": regex("[\u0300-\u036f]")}

_NARROW = {ord(char): chr(ord(char) - 0xFEE0) for char in WIDE_FORMS}
_FORMS = (
    ('"', QUOTE_MARKS),
    ("'", APOSTROPHES),
    ("-", HYPHENS),
    ("—", DASHES),
    (" ", SPACES),
    ("...", "…"),
    ("", HIDDEN + ZERO_WIDTH + SOFT_HYPHEN),
)
_FOLD = _NARROW | {ord(char): form for form, chars in _FORMS for char in chars}
_SEEN = _NARROW | dict.fromkeys(map(ord, HIDDEN + ZERO_WIDTH))
_DIGIT_FORMS = ((" ", SPACES), ("-", HYPHENS + DASHES), ("", ZERO_WIDTH + EMPHASIS + ENTITY))
_BETWEEN_DIGITS = _NARROW | {ord(char): form for form, chars in _DIGIT_FORMS for char in chars}

_SPACE = f"[{SPACES}]"
_BULLET_LINE = regex(rf"(?<=[\n\r])[^\S\n\r]*(?:[{_BULLETS}]|[-*–—](?={_SPACE})){_SPACE}*|^{_SPACE}*[{_BULLETS}]{_SPACE}+")
_LINE_HYPHEN = regex(rf"(?:[-‐\u00ad]{_SPACE}*[\n\r]|{BROKEN}){_SPACE}*")
_DASH = regex(r" ?(?:—|--+|(?<= )-(?= )) ?|-")
_RUNS = regex(r" {2,}")
_DASH_SIGNS = "-—"


def audit(before: str, after: str, *, source: str, shown: str, quote: str) -> bool:
    """True when `quote` may stand for the source's gap between the characters `before` and `after`.

    `shown` is the source's gap in the view that was matched; `source` is the gap as written.
    """
    if source == quote:
        return True
    if before.isnumeric() and after.isnumeric():
        mine = _between_digits(quote)
        looked_through = (" " in mine and "|" not in source) or ENTITY in shown
        return _between_digits(source) == mine or (looked_through and _between_digits(shown) == mine)
    letters = before.isalpha() and after.isalpha()
    return _equal(shown, quote, (before, after), letters=letters) or (
        shown != source and _equal(source, quote, (before, after), letters=letters)
    )


def differences(source: str, quote: str) -> set[str]:
    """Names of the artefacts of gaps that one of the two holds and the other not."""
    names = {name for name, finder in _FINDERS.items() if finder.findall(source) != finder.findall(quote)}
    if _LINE_HYPHEN.search(source) is not None or _LINE_HYPHEN.search(quote) is not None:
        names.add("line_end_hyphen")
    if re.findall(r"\s+", source) != re.findall(r"\s+", quote):
        names.add("white_space")
    return names


def letter_differences(source: str, quote: str) -> set[str]:
    """Names of the folds of letters that one of the two holds and the other not."""
    return {name for name, finder in _LETTERS.items() if len(finder.findall(source)) != len(finder.findall(quote))}


def _equal(source: str, quote: str, around: tuple[str, str], *, letters: bool) -> bool:
    one, other = _canonical(source), _canonical(quote)
    if one == other or _dashes_equal(one, other, around):
        return True
    if letters:
        return _line_hyphens(source, quote, one, other) or _without_bullet(source) == _without_bullet(quote)
    if "'" in one + other and not around[0].isnumeric() and one.replace("'", '"') == other.replace("'", '"'):
        return True
    return _without_bullet(source, number=around[1].isnumeric()) == _without_bullet(quote, number=around[1].isnumeric())


def _line_hyphens(source: str, quote: str, one: str, other: str) -> bool:
    """True when one of the two breaks a word at its line's end and the other holds it whole, with the hyphen or without."""
    whole = ("", "-")
    if _breaks_word(source):
        return other in whole or _breaks_word(quote)
    return _breaks_word(quote) and one in whole


def _dashes_equal(one: str, other: str, around: tuple[str, str]) -> bool:
    """True when the two differ only in the kind of dash and the spaces around it; a hyphen inside a word is no spaced dash."""
    if not any(sign in one for sign in _DASH_SIGNS) or not any(sign in other for sign in _DASH_SIGNS):
        return False
    if around[1].isnumeric() and (one[-1] in _DASH_SIGNS) != (other[-1] in _DASH_SIGNS):
        return False
    if around[0].isnumeric() and (one[0] in _DASH_SIGNS) != (other[0] in _DASH_SIGNS):
        return False
    if "-" in (one, other) and " - " in (one, other):
        return False
    if "-" in (one, other) and "—" not in (one, other):
        return False
    return _DASH.sub("—", one) == _DASH.sub("—", other)


def form(gap: str) -> str:
    """The gap with each artefact in its plain form and without white space."""
    return _canonical(gap).replace(" ", "")


@lru_cache(maxsize=8_192)
def _canonical(gap: str) -> str:
    """The gap with each artefact in its plain form."""
    return _RUNS.sub(" ", gap.translate(_FOLD))


@lru_cache(maxsize=1_024)
def _without_bullet(gap: str, *, number: bool = False) -> str:
    """The canonical gap with a list mark at a line's start as white space. A dash before a number is a sign, never a list mark."""
    seen = gap.translate(_SEEN)
    if number and any(sign in seen for sign in HYPHENS + DASHES):
        return _canonical(gap)
    return _canonical(_BULLET_LINE.sub(" ", seen))


@lru_cache(maxsize=1_024)
def _breaks_word(gap: str) -> bool:
    """True when the gap is a hyphen at a line's end."""
    return _LINE_HYPHEN.fullmatch(gap.translate(_SEEN)) is not None


@lru_cache(maxsize=1_024)
def _between_digits(gap: str) -> str:
    """The gap with one kind of space and one kind of dash; only what is never seen is left out."""
    plain = gap.translate(_BETWEEN_DIGITS)
    return _RUNS.sub(" ", plain)
