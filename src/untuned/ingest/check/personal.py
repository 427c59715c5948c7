"""Personal data: addresses, telephone numbers, and numbers with a check digit that prove what they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from untuned.ingest.check.source import Checked
from untuned.ingest.check.telephone import NUMBER, is_telephone
from untuned.text.regex import regex
from untuned.types.findings import Finding

_ROLES = frozenset(
    word
    for line in (
        "abuse accounts admin administrator billing careers compliance contact customer customerservice dpo editor enquiries example",
        "feedback finance git hello help helpdesk hostmaster hr info inquiries jobs legal license mail maintainers marketing media me name",
        "news newsletter no-reply noreply office ops orders partners postmaster press privacy returns root sales security service support",
        "team test user username webmaster you your yourname",
    )
    for word in line.split()
)
"""What stands before the `@` of an address that is no person's."""
_EXAMPLE_HOSTS = regex(r"(?:^|\.)(?:example(?:\.\w+)?|test|invalid|localhost|local|email\.com|domain\.com|yourcompany\.com)$")

_MAIL = regex(r"(?<![\w.+-])(\w[\w.+-]{0,63})@([\w-]{1,63}(?:\.[\w-]{1,63}){1,4})(?![\w@])")
_CARD = regex(r"(?<![\w.-])\d{4}(?:[ -]?\d{4}){2}[ -]?\d{1,7}(?![\w.-]?\d)")
_IBAN = regex(r"(?<!\w)[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?(?!\w)")
_SNILS = regex(r"(?<![\w.-])\d{3}-\d{3}-\d{3}[ -]\d{2}(?![\w-])")
_SSN = regex(r"(?<![\w.-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])")
_IBAN_LENGTHS = {
    country: length
    for length, countries in (
        (15, "NO"),
        (16, "BE"),
        (18, "DK FI FO GL NL"),
        (19, "MK SI"),
        (20, "AT BA EE KZ LT LU XK"),
        (21, "CH HR LI LV"),
        (22, "BG BH CR DE GB GE IE ME RS"),
        (23, "AE GI IL"),
        (24, "AD CZ ES MD PK RO SA SE SK TN VG"),
        (25, "PT"),
        (26, "IS TR"),
        (27, "FR GR IT MC SM"),
        (28, "AL AZ BY CY DO GT HU LB PL"),
        (29, "BR PS QA UA"),
        (30, "JO KW MU"),
        (31, "MT SC"),
        (33, "RU"),
    )
    for country in countries.split()
}
"""Of the registry of ISO 13616: one in 97 strings of any other sort has the right remainder."""
_DOTS = "•••••"


class _Sort(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    is_one: Callable[[re.Match[str]], bool]


def _is_persons(match: re.Match[str]) -> bool:
    return match[1].lower() not in _ROLES and not _EXAMPLE_HOSTS.search(match[2].lower())


def _is_card(match: re.Match[str]) -> bool:
    """The check digit of payment cards (Luhn 1960, US patent 2,950,048), and a length and beginning that cards have."""
    digits = [int(sign) for sign in match[0] if sign.isdigit()]
    if not 13 <= len(digits) <= 19 or digits[0] not in (2, 3, 4, 5, 6) or len(set(digits)) < 4:
        return False
    doubled = [2 * digit - 9 * (digit > 4) for digit in digits[-2::-2]]
    return (sum(doubled) + sum(digits[-1::-2])) % 10 == 0


def _is_iban(match: re.Match[str]) -> bool:
    """ISO 13616: letters as numbers, the first four signs at the end, remainder 1 by 97."""
    signs = match[0].replace(" ", "")
    return _IBAN_LENGTHS.get(signs[:2]) == len(signs) and int("".join(str(int(sign, 36)) for sign in signs[4:] + signs[:4])) % 97 == 1


def _is_snils(match: re.Match[str]) -> bool:
    """The check number of Russian insurance accounts: digits by 9 to 1, summed, modulo 101."""
    digits = [int(sign) for sign in match[0] if sign.isdigit()]
    return sum(digit * weight for digit, weight in zip(digits, range(9, 0, -1), strict=False)) % 101 % 100 == digits[9] * 10 + digits[10]


def _always(_match: re.Match[str]) -> bool:
    return True


_SORTS = (
    _Sort("e-mail address", _MAIL, _is_persons),
    _Sort("telephone number", NUMBER, is_telephone),
    _Sort("payment card", _CARD, _is_card),
    _Sort("bank account", _IBAN, _is_iban),
    _Sort("insurance account", _SNILS, _is_snils),
    _Sort("social security number", _SSN, _always),
)


def personal(source: Checked) -> Iterator[Finding]:
    """One finding for each sort of personal data in a document, at the first place; it shows two letters of it at most."""
    if not source.settings.personal_data:
        return
    for sort in _SORTS:
        found = [
            match for block in source.prose for match in sort.pattern.finditer(source.text, block.start, block.end) if sort.is_one(match)
        ]
        if found:
            yield source.finding("personal_data", f"{sort.name} {_masked(found[0][0])}", at=found[0].start(), count=len(found))


def masked(text: str) -> str:
    """The text with every piece of personal data that is known by its form as dots; names have no form, and stay."""
    for sort in _SORTS:
        text = sort.pattern.sub(lambda match, is_one=sort.is_one: _DOTS if is_one(match) else match[0], text)
    return text


def _masked(found: str) -> str:
    return f"{found[:2]}{'•' * min(len(found) - 2, 8)}"
