"""Who a contract is between, and who of them a word such as "the Customer" stands for: English and Russian."""

from __future__ import annotations

import re

from untuned.text.regex import regex

_KIND = r"(?:agreement|contract|lease|licen[cs]e|tenancy|memorandum)"
_RUSSIAN_KIND = r"(?:договор|контракт|соглашени)"
PARTIES_ASKED = regex(
    rf"^who (?:are|were) the (?:contracting )?parties\b(?=.*\b{_KIND}\b)|^(?:between|with) whom\b(?=.*\b{_KIND}\b)"
    rf"|^(?:кто|какие|каковы) (?:являются |является )?сторон\w+ .*{_RUSSIAN_KIND}"
    rf"|^(?:между кем|с кем) (?:\w+ )?(?:заключ|подпис)\w+.*{_RUSSIAN_KIND}",
    re.IGNORECASE,
)
ROLE_ASKED = regex(
    rf"^who(?:['’]s| is| was) the (?P<what>[\w-]+) (?:under|in|of|to|for|by|according to)\b(?=.*\b{_KIND}\b)"
    rf"|^кто (?:является )?(?P<russian>[\w-]+) (?:по|в|согласно) .*{_RUSSIAN_KIND}",
    re.IGNORECASE,
)
_BETWEEN = regex(
    r"\b(?:made|entered|dated|effective|agreement|contract|lease|licen[cs]e)\b.{0,200}?\b(?:between|among)\b.{1,200}"
    r"|\bthe parties (?:to this \w+ )?are\b.{1,200}|(?<!\w)(?:договор|контракт|соглашени|заключ)\w*.{0,200}?(?<!\w)между .{1,400}? и ."
    r"|(?<!\w)(?:именуем\w+|в лице)(?!\w).{1,400}? и .|(?<!\w)сторон[аы]\W*[:—–].{1,200}",
    re.IGNORECASE,
)
_NAMED = regex(r"(?:(?<=[\w,(«“\"] )|(?<=[«“\"]))[«“\"]?[A-ZА-ЯЁ][^\W\d_]+")
_STEM = 5
"""First letters by which a word is known in whatever case."""


def tells_parties(text: str) -> bool:
    """True for a sentence that says between whom something is, by names."""
    return any(_NAMED.search(found[0]) is not None for found in _BETWEEN.finditer(text))


def tells_role(text: str, role: str) -> bool:
    """True for a sentence that gives somebody the name of a role, as in `Beacon Hotels LLC ("Customer")` and `Заказчик: ООО «Клён»`."""
    named = rf"{re.escape(role)}" if role.isascii() else rf"{re.escape(role[: max(len(role) - 2, _STEM)])}\w{{0,4}}"
    defined = rf"[\"“”«'‘]{named}[\"“”»'’]"
    told = rf"(?:^|[\s|])\W?(?:the )?{named}\W{{0,3}}(?: is| means|:| [—–-]|\t| \|) ?(?:the )?[«“\"]?(?-i:[A-ZА-ЯЁ])"
    acting = rf"(?-i:[A-ZА-ЯЁ])[^\W\d_]+ (?:is|as|acts as|shall be) (?:the )?{named}\b"
    return re.search(rf"(?:{defined})|(?:{told})|(?:{acting})", text, re.IGNORECASE) is not None
