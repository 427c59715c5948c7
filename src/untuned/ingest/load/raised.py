"""Raised characters as text: a raised digit is never a plain one."""

from __future__ import annotations

_FORMS = str.maketrans("0123456789+-\u2212=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_BESIDE = frozenset(" \u00a0,;.*\u2013")
"""What stands between the numbers of several notes."""


def raised(text: str) -> str:
    """Raised digits and signs as such, so that 10 with a raised 2 is 10², never 102; words as they are."""
    return text.translate(_FORMS) if all(ord(char) in _FORMS or char in _BESIDE for char in text) else text
