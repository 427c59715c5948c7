"""Rows and list items that are a name and an amount: `| Infants | 120 |` below `Dose, mg` tells no dose for adults."""

from __future__ import annotations

from collections.abc import Iterator

from untuned.rag.verify.scope.about import Evidence, Finding
from untuned.rag.verify.scope.kinds import things
from untuned.rag.verify.scope.named import WORD, Thing, alike, in_cases, is_common_word, plain
from untuned.text.language import common_words
from untuned.text.regex import regex

_ITEM = regex(r"\s*(?:[*+•–—-]|\d{1,2}[.)])\s+(?P<name>[^:|\d]{2,60}?)\s*(?::|\s[–—-])\s+(?P<value>\S.*)")
_AMOUNT = regex(r"[\W_]*\d[\d.,\s\u00a0]*(?:[^\W\d_]{0,12}\W*)?")
_OF = regex(
    r"(?i)(?<!\w)(?:for|in|on|of|by|with|at|under|from|as|does|do|is|can|would|the|an?|для|в|во|на|у|по|из|при|с|со|от|после)\s+"
    r"(?:(?:an?|the|my|our|its?)\s+)?(?=(?P<named>[^\W\d_][\w-]*(?:\s[^\W\d_][\w-]*)?))"
)
_MOST_WORDS = 4


def missing_keyed(question: str, evidence: Evidence) -> list[Finding]:
    """What the question asks of, where all that is quoted are amounts of things that it does not name, below what it does name."""
    names = [_name(line) for line in evidence.quote.split("\n") if line.strip()]
    if not names or not all(names) or not _is_told(question, evidence):
        return []
    said = [plain(word) for word in _telling(question)]
    if any(_stands(word, said) for name in names for word in _telling(name)):
        return []
    if any(not things(name).keys().isdisjoint(things(question)) for name in names):
        return []
    held = list(evidence.stems)
    for match in _OF.finditer(question):
        words = _telling(match["named"])
        if words and not any(_stands(word, held) for word in words):
            return [Finding(Thing("name", match["named"], tuple(words), match.start("named")), hard=True, instead=names[0])]
    return []


def _name(line: str) -> str:
    """What an amount is of, in a row or a list item; "" where the line is none."""
    if line.lstrip().startswith("|"):
        name, *cells = [cell.strip(" *_`\t") for cell in line.strip().strip("|").split("|")]
        amounts = bool(cells) and all(_AMOUNT.fullmatch(cell) for cell in cells)
    else:
        item = _ITEM.fullmatch(line)
        if item is None:
            return ""
        name, amounts = item["name"].strip(" *_`"), _AMOUNT.fullmatch(item["value"]) is not None
    known = amounts and len(name.split()) <= _MOST_WORDS and not any(char.isdigit() for char in name) and any(True for _ in _telling(name))
    return name if known else ""


def _is_told(question: str, evidence: Evidence) -> bool:
    """True when what stands above the amounts has a word of the question: that is what they are told of."""
    said = [plain(word) for word in _telling(question)]
    return any(_stands(word, said) for line in evidence.lines for word in _telling(line))


def _telling(text: str) -> list[str]:
    return list(_words(text))


def _words(text: str) -> Iterator[str]:
    for word in WORD.findall(text):
        if len(word) > 2 and not is_common_word(word) and word.lower() not in common_words("en" if word.isascii() else "ru"):
            yield word


def _stands(word: str, where: list[str]) -> bool:
    own = plain(word)
    return any(
        alike(own, its) or own + "s" == its or its + "s" == own or (not own.isascii() and in_cases(own, its)) for its in where if its
    )
