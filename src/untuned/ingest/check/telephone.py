"""Telephone numbers in a text: with the code of a country, as they are dialled at home, and any that a word calls one.

A form that orders, dates, versions and prices have too is a telephone number only behind a word for one, and what a word such as "order"
stands before is none. Numbers that are free to call are a company's, and those that are kept for stories nobody's.
"""

from __future__ import annotations

import re
from itertools import pairwise

from untuned.text.regex import regex

_SPACE = r"[ \xa0\u202f]"
_JOINT = rf"(?:{_SPACE}?[/–-]{_SPACE}?|{_SPACE})"
_BEFORE = r"(?<![\w.,:+/–-])(?<![\d–-][ \xa0\u202f(])"
_AFTER = rf"(?!\w|{_SPACE}?[./:,–-]?\d)"
_NO_POSTCODE = r"(?!\d{5}[–-]\d{4}(?!\d))"
"""ZIP+4 of New England and New Jersey begins with 0."""
_NO_DAY = r"(?!\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d))(?!(?:19|20)\d\d ?[/–-] ?(?:19|20)\d\d(?!\d))(?!(?:19|20)\d\d[/–-]\d\d[/–-]\d\d)"

NUMBER = regex(
    r"(?<![\w.+/-])\+\d{1,3}[ \xa0.-]?\(?\d{1,4}\)?(?:[ \xa0.-]?\d{2,4}){2,4}(?![\w.-]?\d|[eE][+-]?\d|j\b)"
    r"|(?<![\w.+-])8[ \xa0-]?\(\d{3,5}\)[ \xa0-]?\d{1,3}(?:[ \xa0-]?\d{2}){2}(?!\d)"
    rf"|{_BEFORE}00[2-9]\d{{0,2}}{_SPACE}\(?\d{{1,5}}\)?(?:{_JOINT}?\d{{2,8}}){{1,4}}{_AFTER}"
    rf"|{_BEFORE}{_NO_DAY}{_NO_POSTCODE}(?:\(0[1-9]\d{{1,3}}\){_JOINT}?|0[1-9]\d{{1,3}}{_JOINT})\d{{2,8}}(?:{_JOINT}\d{{2,6}}){{0,4}}{_AFTER}"
    rf"|{_BEFORE}0[1-9](?P<pairs>[ \xa0\u202f.-])\d\d(?:(?P=pairs)\d\d){{3}}{_AFTER}"
    rf"|{_BEFORE}8(?P<joint>[ \xa0-])\d{{3}}(?P=joint)\d{{3}}(?:[ \xa0-]\d\d){{2}}{_AFTER}"
    rf"|{_BEFORE}(?:1[ .-])?(?:\([2-9]\d\d\){_SPACE}?|[2-9]\d\d(?=-\d{{3}}-)-|[2-9]\d\d(?=\.\d{{3}}\.)\.)[2-9]\d\d[.-]\d{{4}}{_AFTER}"
    rf"|{_BEFORE}{_NO_DAY}(?P<any>(?:\(\d{{2,5}}\){_SPACE}?)?\d(?:[ \xa0\u202f()/–-]{{0,2}}\d){{5,14}}){_AFTER}"
)
"""What may be a telephone number; whether it is one, `is_telephone` says."""

_CALLED = regex(
    r"(?:(?<!\w)(?:(?:tele)?phone|tel|mobile|cell|handy|mobil|(?:mobil)?telefon|телефон\w*|тел|моб|сотов\w+)(?!\w)|[☎📞📱])"
    r"(?: ?(?:numbers?|no|nr|nummer|номер\w*|is|ist|lautet|:))*[\W_]{0,6}$",
    re.IGNORECASE,
)
"""What calls the number behind it a telephone's."""
_OTHERWISE = regex(
    r"(?<!\w)(?:order|invoice|ticket|case|serial|part|item|article|customer|account|reference|ref|sku|isbn|issn|ean|gtin|vat|tax|id|no|nr"
    r"|version|bestell\w*|rechnung\w*|auftrag\w*|kunden\w*|artikel\w*|vorgang\w*|konto\w*|steuer\w*|серия|заказ\w*|сч[её]т\w*|артикул\w*"
    r"|инн|кпп|огрн|бик|договор\w*|release)"
    r"(?:[ -]?(?:number|numbers|no|nr|nummer|id|num|номер\w*|is|was|№|#|:))*[\W_]{0,4}$",
    re.IGNORECASE,
)
"""What calls it something else."""
_CONTEXT = 40
"""Characters before a number in which such a word stands."""

_FICTION = regex(r"\+?1?[ .-]?\(?\d{3}\)?[ .-]?555[ .-]?01\d\d")
_FICTION_DIGITS = regex(r"(?:44|0)(?:2079460\d{3}|1632960\d{3}|7700900\d{3})|(?:\d{3})?55501\d\d")
"""Numbers that are kept free for stories and examples: of North America (555-01XX), and of Ofcom in Britain."""
_FREE = regex(r"(?:\+\d{1,2}|0|8)?800\d{5,}|\+?1?(?:800|888|877|866|855|844|833)\d{7}")
_AT_HOME = (9, 12)
"""The fewest and the most digits that a number has as it is dialled at home."""
_ABROAD = (10, 15)
"""The same with the code of a country (ITU-T E.164 has 15 at most)."""


def is_telephone(match: re.Match[str]) -> bool:
    """True where what `NUMBER` found is a telephone number that may be a person's."""
    before = match.string[max(0, match.start() - _CONTEXT) : match.start()].rsplit("\n", 1)[-1]
    called = _CALLED.search(before) is not None
    if not called and (match["any"] is not None or _OTHERWISE.search(before)):
        return False
    digits = re.sub(r"\D", "", match[0])
    least, most = (0, _ABROAD[1]) if called else _ABROAD if match[0].startswith(("+", "00")) else _AT_HOME
    return least <= len(digits) <= most and len(set(digits)) > 3 and not _is_nobodys(match[0], digits) and not _counts_on(digits)


def _is_nobodys(number: str, digits: str) -> bool:
    """True for a number of stories, and one that is free to call."""
    plus = "+" if number.startswith("+") else ""
    return bool(_FICTION.fullmatch(number) or _FICTION_DIGITS.fullmatch(digits) or _FREE.fullmatch(plus + digits))


def _counts_on(digits: str) -> bool:
    """True for pairs of digits such as 01 02 03 04 05, which number a list."""
    pairs = [int(digits[at : at + 2]) for at in range(0, len(digits), 2)]
    return len({second - first for first, second in pairwise(pairs)}) == 1
