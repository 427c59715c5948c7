"""A statement of a page, read for what two statements are compared by."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from untuned.text.closed_words import Word, tokens
from untuned.text.contradiction.amounts import Amount, amounts
from untuned.text.contradiction.polarity import denies, pole, poles, turned
from untuned.text.contradiction.spelt import HOW_OFTEN, WEEKDAY
from untuned.text.regex import regex
from untuned.text.words import Script, script, terms

LONGEST = 1_200
"""Characters of a statement that are read; what is longer is no sentence."""
OPENING = 20
"""Characters in which a statement says that it is an example as a whole."""
_RIGHT_BEHIND = 8
_MARKS = regex(
    r"[*_`~]{1,3}|^[ \t]*(?:[-+*>]|\d{1,3}[.)]|\d{1,3}(?:\.\d{1,3}){1,4}(?=\.|[ \t]{2}|[ \t][^\W\d_]{4})\.?|\(\w{1,4}\)|#{1,6})[ \t]+"
    r"(?:\[[ xX]\][ \t]+)?|\[\d{1,3}(?:[-–,; ]{1,2}\d{1,3}){0,8}\]|\]\([^()\s]{0,300}\)|!?\[|\]|\{[^{}\n]{0,80}\}"
    r"|</?[a-z][a-z0-9]{0,10}(?:\s[^<>\n]{0,300})?/?>",
    re.MULTILINE,
)
_ASIDE = regex(
    r"(?:\A|(?<=[.!?] ))\W{0,3}(?:please (?:note|remember|be aware)|note|important|attention|nota bene"
    r"|обратите внимание|внимание|важно|примечание|напоминаем)(?:[:!]|,? (?:that|что)\b|,)"
    r"|\b(?:at present|at the moment|currently|presently|в настоящее время|на данный момент|на сегодняшний день"
    r"|as a rule|как правило)\b|\((?:see|cf\.|см\.)[^()]{1,80}\)"
    r"|\A\W{0,3}(?:according to|as per|согласно|по) (?:(?:the|our|this) )?(?:\w{1,20} ){0,2}"
    r"(?:guide|manual|handbook|documentation|docs|rules|terms|policy|памятк[еи]|руководств[уа]|правилам|документации|инструкции|условиям),",
    re.IGNORECASE,
)
"""What calls for attention, or says that something holds today, as all that is said does."""
_EXAMPLE = regex(
    r"\b(?:for (?:example|instance)|suppose|imagine|assume|say,|sample|example|placeholder|dummy|hypothetical\w*|lorem ipsum|let'?s say|"
    r"например|к примеру|допустим|предположим|представьте|пример(?:е|у|ы|ом|а)?|образ(?:ец|ца|це|цу|цом)|скажем|заглушк\w+)\b"
    r"|\be\.\s?g\.|<[\w -]{1,40}>|\bexample\.(?:com|org)\b",
    re.IGNORECASE,
)
_LIGHT_TEXT = """
because since while whereas although though however thus therefore either both too just even still already однако поскольк поэт хот
затем have has had get got give make made take come keep do one also will would may must shall should than more very per each состав име
явля дела ста быва равн занима представля очен каж сво сам наш ваш такж эт fulli complet entir total полност целик совершен
"""
_LIGHT = frozenset(_LIGHT_TEXT.split())
_GENERIC_TEXT = """
product device item plan model service company edition tier option customer client user table figure section chapter article page
изделие изделия продукт продукта товар товара устройство модель тариф услуга компания клиент пользователь раздел глава статья таблица
"""
_NO_NAMES = frozenset((*_GENERIC_TEXT.split(), *HOW_OFTEN))
"""What the first of these name, the page says; a capital makes no name of them, nor of `Weekly`."""
_CODE = regex(r"`[^`\n]{1,300}`|https?://\S{1,300}|\w[\w-]{0,80}/[\w./-]{1,200}")
"""Code, addresses and paths: nothing in them is a name, and nothing denies."""
_NAMED = regex(r"[^\W\d]")
_RATE = regex(
    r"\d[^\s.,;]{0,12}(?:\s(?!with\b|for\b|in\b|on\b|to\b|of\b|at\b|by\b)\w{1,20}){0,2}\s(?:an?|per|each|every)\s+(\w{1,20})"
    r"|\d[^\s.,;]{0,12}(?:\s\w{1,20}){0,2}\s(?:в|за)\s(секунду|минуту|час|день|сутки|ночь|неделю|месяц|квартал|год)\b",
    re.IGNORECASE,
)
_BY = regex(
    r"(?:\s(?!with\b|for\b|in\b|on\b|to\b|of\b|at\b|by\b)\w{1,20}){0,2}\s(?:an?|per|each|every)\s(\w{1,20})"
    r"|(?:\s\w{1,20}){0,2}\s(?:в|за)\s(секунду|минуту|час|день|сутки|ночь|неделю|месяц|квартал|год)\b",
    re.IGNORECASE,
)
"""What an amount is reckoned by: `60 requests a minute`, `900 рублей в месяц`."""
_POINTED = regex(r"`([^`\n]{1,300})`|\]\(([^()\s]{1,300})\)")
_SENTENCE = ".!?…"
QUOTED = ("«", "“", "„")
"""What stands in such quotation marks is a name also where it opens a sentence."""


class Statement(NamedTuple):
    """Words with the title and headings above them, outermost first."""

    text: str
    above: tuple[str, ...] = ()


class Token(NamedTuple):
    """A word that carries meaning at [start, end): its stem, and whether it is written as a name."""

    stem: str
    start: int
    end: int
    name: bool
    opening: bool
    """It stands first, where any word has a capital."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a statement says: words that carry meaning, amounts with what each counts, and which way it points."""

    statement: Statement
    text: str
    """As long as the statement's own, marks of writing blanked."""
    script: Script
    content: tuple[Token, ...]
    amounts: tuple[Amount, ...]
    nouns: tuple[str, ...]
    """What each amount without a unit counts: the stem of the word behind it."""
    stems: frozenset[str]
    """The stems of its words."""
    names: frozenset[str]
    """Those of its names."""
    denials: int
    poles: tuple[tuple[str, int], ...]
    """(axis, pole) of its words that have a contrary."""
    example: int
    """Where it begins to be an example, or to have a placeholder; its length where it never does."""


@lru_cache(maxsize=8_192)
def told(statement: Statement) -> Told:
    """The statement, read."""
    text = bare(statement.text[:LONGEST])
    words = tokens(text)
    code = [one.span() for one in _CODE.finditer(statement.text[:LONGEST])]
    found = [one for one in amounts(text) if not any(a <= one.start and one.end < b and _NAMED.search(text, a, b) for a, b in code)]
    content = tuple(_content(text, words, found, code=code))
    plain = [word for word in words if not _in_code(word, code)] if code else words
    starts = [one.start for one in content]
    return Told(
        statement=statement,
        text=text,
        script=script(text),
        content=content,
        amounts=tuple(found),
        nouns=tuple(_noun(text, one, content, starts) for one in found),
        stems=frozenset([one.stem for one in content]),
        names=frozenset([one.stem for one in content if one.name]),
        denials=turned(text, plain),
        poles=poles(text, plain),
        example=_example_from(statement.text[:LONGEST]),
    )


@lru_cache(maxsize=4_096)
def pointed_at(text: str) -> frozenset[str]:
    """What a text has as code or as the address of a link, numbers apart: what it is about to the letter."""
    found = ((one[1] or one[2]).strip() for one in _POINTED.finditer(text[:LONGEST]))
    return frozenset(one for one in found if _NAMED.search(one))


def _example_from(text: str) -> int:
    """Where a text becomes an example: at its beginning, or right before a number; its length where it does not."""
    for found in _EXAMPLE.finditer(text):
        if found.start() <= OPENING or found[0].startswith("<") or re.search(r"\d", text[found.end() : found.end() + _RIGHT_BEHIND]):
            return found.start()
    return len(text)


def bare(text: str) -> str:
    """The text, its marks of writing as spaces: as long as it was."""
    plain = _MARKS.sub(lambda found: " " * len(found[0]), text)
    return _ASIDE.sub(lambda found: " " * len(found[0]), plain)


def _content(text: str, words: list[Word], found: list[Amount], *, code: list[tuple[int, int]]) -> list[Token]:
    made: list[Token] = []
    ends = [one.end for one in found]
    rates = {one.start(one.lastindex or 0) for one in _RATE.finditer(text)}
    rates |= {one.start(one.lastindex or 0) for amount in found if (one := _BY.match(text, amount.end)) is not None}
    opened = False
    for word in words:
        first, opened = not opened, True
        at = bisect_left(ends, word.start + 1)
        amount = at < len(found) and found[at].start <= word.start
        if amount or word.text.isdigit() or denies(word.text):
            continue
        coded = bool(code) and _in_code(word, code)
        axis = None if coded else pole(word.text)
        stem = f"@{axis[0]}" if axis is not None else stem_of(word.text)
        if not stem or stem in _LIGHT:
            continue
        stem = f"/{stem}" if word.start in rates else stem
        named = text[word.start].isupper() or WEEKDAY.fullmatch(word.text) is not None
        capital = named and word.text not in _NO_NAMES and not coded
        opening = (first or _opens(text, word.start)) and text[max(0, word.start - 1) : word.start] not in QUOTED
        made.append(Token(stem, word.start, word.end, name=capital and not opening, opening=opening and capital))
    return made


def _in_code(word: Word, code: list[tuple[int, int]]) -> bool:
    return any(start <= word.start < end for start, end in code)


def _opens(text: str, at: int) -> bool:
    before = text[max(0, at - 6) : at].rstrip(" \t\"'«“„(")
    return not before.strip() or before[-1] in _SENTENCE


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """The stem that search uses; "" for a stop word."""
    found = terms(word)
    return found[-1] if found else ""


def _noun(text: str, amount: Amount, content: tuple[Token, ...], starts: list[int]) -> str:
    if amount.measure is not None or amount.day is not None:
        return ""
    at = bisect_left(starts, amount.end)
    if at == len(content) or content[at].start - amount.end > 2 or text[amount.end : content[at].start].strip(" \u00a0-"):
        return ""
    return content[at].stem
