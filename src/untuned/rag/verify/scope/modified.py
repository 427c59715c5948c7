"""Things told apart by a word beside the same noun: a single room is no double room, a day shift no night shift, zone B not A.

Names with capitals have rules of their own: here is what anybody writes small, and letters and paths.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from untuned.rag.verify.scope.about import Evidence, Finding
from untuned.rag.verify.scope.named import WORD, Thing, alike, in_cases, is_common_word, opens_sentence, plain
from untuned.rag.verify.scope.numbered import LOOKALIKES
from untuned.text.language import common_words
from untuned.text.regex import regex

_LETTERED = regex(r"(?<![\w./-])(?P<noun>[^\W\d_]{2,}[a-zа-яё])[ \u00a0](?P<mark>X{0,3}[SL]|[A-HJ-Z]|[А-ЯЁ]|[A-H]\d)(?![\w.'’-])")
_MARK = regex(r"X{0,3}[SL]|[A-HJ-Z]|[А-ЯЁ]|[A-H]\d")
_PATH = regex(r"(?<![\w./:])/[a-z][\w-]*(?:/[\w{}-]+)*(?![\w.])")
_ADJECTIVE = regex(r"(?i)[а-яё]{2,}(?:[ыио]й|[ая]я|[ое]е|[ыи]е|[ое]го|[ое]му|[ыи]м|[ое]м|[ыи]х|[ыи]ми|[ое]й|[ую]ю)")
_VERB = regex(r"(?i)(?:ть|ться|ти|ет|ит|[уюая]т|[уюая]тся|[её]тся|ится|л[аои]?|лся|лась|лось|лись)\Z")
_MOST_IN_QUOTE = 16
"""So many words a statement has that stands under the name of what it is about: a longer one may tell of more."""
_TELL_NOTHING_TEXT = """
    many much several few more most less least every each any some other another same next last own following different such whose his her
    their its my your our large small big little long short high low new old good great main whole total average usual maximum minimum
    много мало несколько сколько каждый любой другой тот самый весь все большой маленький новый старый главный общий средний
    какой
"""
TELL_NOTHING = frozenset(plain(word) for word in _TELL_NOTHING_TEXT.split())
"""Stems of words that tell no thing from another."""


class _Pair(NamedTuple):
    """A noun with the word that tells it from others, as stems, and both as they are written."""

    word: str
    noun: str
    text: str
    before: bool = True
    """True when the word stands before its noun."""


def missing_modified(question: str, evidence: Evidence) -> list[Finding]:
    """What the question tells apart by a word beside a noun, where a label has that noun with another such word."""
    pairs = list(_pairs(question))
    if not pairs:
        return []
    said = [plain(word) for word in WORD.findall(question)]
    quoted = [plain(word) for word in WORD.findall(evidence.quote)]
    labels = evidence.labels if len(quoted) <= _MOST_IN_QUOTE else evidence.leaves
    others = [other for label in labels if (other := _label(label)) is not None]
    findings: list[Finding] = []
    for pair in pairs:
        if any(_same(pair.word, its) for its in evidence.stems):
            continue
        beside = [
            other
            for other in others
            if other.before == pair.before and _same(other.noun, pair.noun) and not any(_same(other.word, its) for its in said)
        ]
        if beside and sum(_same(its, pair.noun) for its in quoted) <= sum(other.text in evidence.leaves for other in beside):
            findings.append(Finding(Thing("name", pair.text, (pair.word, pair.noun)), hard=True, instead=beside[0].text))
    return findings


def missing_lettered(question: str, evidence: Evidence) -> list[Finding]:
    """Letters behind a noun that are not carried, where the evidence has others behind that noun, or as a label: `zone B` for `zone A`."""
    findings: list[Finding] = []
    carried = [word.translate(LOOKALIKES) for word in WORD.findall(evidence.text)]
    for match in _LETTERED.finditer(question):
        if match["mark"].translate(LOOKALIKES) in carried:
            continue
        noun = plain(match["noun"])
        beside = [its[0] for its in _LETTERED.finditer(evidence.text) if _same(plain(its["noun"]), noun)]
        beside += [label for label in evidence.labels if _MARK.fullmatch(label.strip()) is not None]
        if beside:
            findings.append(Finding(Thing("code", match[0], (match["mark"],), match.start()), hard=True, instead=beside[0]))
    return findings


def missing_routes(question: str, evidence: Evidence) -> list[Finding]:
    """Paths such as `/orders` that are not carried, where a label or the quote has another."""
    held = _PATH.findall("\n".join((*evidence.labels, evidence.quote)))
    asked = [match for match in _PATH.finditer(question) if match[0].strip("/") not in evidence.text]
    others = [path for path in held if path not in question]
    return [Finding(Thing("code", match[0], (match[0],), match.start()), hard=True, instead=others[0]) for match in asked if others]


def _pairs(text: str) -> Iterator[_Pair]:
    """Words that stand before a noun, of Russian ones adjectives; and Russian nouns with what stands behind them."""
    found = list(WORD.finditer(text))
    for first, second in pairwise(found):
        if text[first.end() : second.start()] != " " or not (_tells(first[0]) and _tells(second[0])):
            continue
        if second[0][0].isupper() or (first[0][0].isupper() and not opens_sentence(text, first.start())):
            continue
        pair = _pair(first[0], second[0])
        if pair is not None:
            yield pair


def _pair(first: str, second: str) -> _Pair | None:
    """The pair that two words are; None where they are of two scripts."""
    if first.isascii() != second.isascii():
        return None
    if first.isascii() or _ADJECTIVE.fullmatch(first):
        return _Pair(plain(first), plain(second), f"{first} {second}")
    return None if _VERB.search(second) else _Pair(plain(second), plain(first), f"{first} {second}", before=False)


def _label(label: str) -> _Pair | None:
    """The pair that a label of two words is."""
    words = label.split()
    if len(words) != 2 or not all(WORD.fullmatch(word) and _tells(word) for word in words) or words[1][0].isupper():
        return None
    return _pair(words[0], words[1])


def _tells(word: str) -> bool:
    low = word.lower()
    if len(word) < 3 or any(char.isdigit() for char in word) or is_common_word(word):
        return False
    return plain(word) not in TELL_NOTHING and low not in common_words("en" if word.isascii() else "ru")


def _same(one: str, other: str) -> bool:
    return (
        alike(one, other)
        or one + "s" == other
        or other + "s" == one
        or (not one.isascii() and not other.isascii() and in_cases(one, other))
    )
