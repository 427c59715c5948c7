"""Labels beside what the question names: `Week 32` for `week 23`, `Fiona O'Connor` for `Fiona O'Neill`, `06/15/2023` for `06/14/2023`."""

from __future__ import annotations

import re

from untuned.rag.verify.scope.about import Evidence, Finding, stems
from untuned.rag.verify.scope.named import WORD, Thing, alike, asked_for, in_cases, is_common_word, plain
from untuned.rag.verify.scope.numbered import codes, versions
from untuned.rag.verify.scope.persons import people
from untuned.rag.verify.scope.plans import names_plan
from untuned.text.regex import regex

_MARK = regex(r"(?<![\w./-])[#№]?(?=[^\s\d]*\d)[\w][\w./\-–‑]*\w(?!\w)")
_AMOUNT = regex(r"(?i)\d+(?:[.,]\d+)*(?:st|nd|rd|th|s|-?[а-я]{1,3}|%|x|k|m|gb|mb|tb|kb|kg|km|cm|mm|px|ms)?")
_COUNTED = regex(r"(?P<noun>[^\W\d_]{3,})[ \u00a0](?:[#№]\s?)?(?P<number>\d{1,6})(?![\w%]|[.,:/-]\d)")
_ORDINAL = regex(r"(?<![\w.,-])(?P<number>\d{1,4})(?:-?(?:st|nd|rd|th|я|й|ю|е|го|му|ой|ая|ую|ый|ий|ом))[ \u00a0](?P<noun>[^\W\d_]{3,})")
_QUOTED = regex(r"[«“\"]([^«»“”\"\n]{2,60})[»”\"]")
_MOST_WORDS = 6


def missing_marks(question: str, evidence: Evidence) -> list[Finding]:
    """What has digits in the question and is not carried, where the evidence has another of its shape or beside the same noun."""
    findings: list[Finding] = []
    known = {thing.text for thing in codes(question)}
    for text, noun in _marks(question):
        if any(text in code for code in known):
            continue
        if _stands(text, evidence.text):
            continue
        twins = _beside(noun, text, evidence) if noun else _shaped(text, question, evidence)
        if twins:
            findings.append(Finding(Thing("code", f"{noun} {text}".strip(), (text,), 0), hard=True, instead=twins[0]))
    return findings


def missing_parts(question: str, evidence: Evidence) -> list[Finding]:
    """Names in the question that share a word with a label, where the label has another word in place of the rest."""
    said = stems(question)
    somebody = [(person.start, person.start + len(person.text)) for person in people(question)]
    findings: list[Finding] = []
    for thing in asked_for(question):
        if any(start < thing.start + len(thing.text) and thing.start < end for start, end in somebody):
            continue
        mine = {plain(part) for word in WORD.findall(thing.text) for part in re.split(r"[-‑]", word)}
        gone = {word for word in mine - evidence.stems if not any(_one_word(word, its) for its in evidence.stems)}
        if len(mine) < 2 or not gone or gone == mine or names_plan(thing.text) or versions(thing.text, asked=True):
            continue
        rival = next((label for label in evidence.labels if _rival(label, mine - gone, said)), "")
        if rival:
            findings.append(Finding(thing, hard=True, instead=rival))
    return findings


def _one_word(one: str, other: str) -> bool:
    return alike(one, other) or (not one.isascii() and not other.isascii() and in_cases(one, other))


def missing_quoted(question: str, evidence: Evidence) -> list[Finding]:
    """What the question puts in quotation marks, where a label has something else in them."""
    asked = [match for match in _QUOTED.finditer(question) if not _stands(match[1], evidence.text)]
    if not asked or len(asked) < len(_QUOTED.findall(question)):
        return []
    others = [match[0] for text in evidence.labels for match in _QUOTED.finditer(text)]
    said = stems(question)
    if any(stems(other) <= said for other in others):
        return []
    return [Finding(Thing("name", match[0], (match[1],), match.start()), hard=bool(others), instead=(others or [""])[0]) for match in asked]


def _rival(label: str, shared: set[str], said: frozenset[str]) -> bool:
    """True when the label is a name with one of the shared words and with another that the question has not."""
    words = WORD.findall(label)
    if len(words) > _MOST_WORDS or not all(word[0].isupper() or word[0].isdigit() or len(word) < 4 for word in words):
        return False
    own = [plain(part) for word in words for part in re.split(r"[-‑]", word) if not is_common_word(word)]
    return any(_one_word(word, one) for word in own for one in shared) and any(
        not any(_one_word(word, its) for its in said) for word in own
    )


def _marks(question: str) -> list[tuple[str, str]]:
    """(what has digits, the noun it belongs to or "" for a mark of its own shape)."""
    found = [(match[0], "") for match in _MARK.finditer(question) if _AMOUNT.fullmatch(match[0]) is None]
    for pattern in (_COUNTED, _ORDINAL):
        found += [(match["number"], match["noun"]) for match in pattern.finditer(question)]
    return found


def _stands(text: str, where: str) -> bool:
    return re.search(rf"(?<![\w.,]){re.escape(text)}(?!\w|[.,]\d)", where, re.IGNORECASE) is not None


def _shaped(text: str, question: str, evidence: Evidence) -> list[str]:
    """Marks of the same shape (digits and letters where this has them) that the question has not."""
    shape = _shape(text)
    where = "\n".join((*evidence.labels, evidence.quote))
    return [match[0] for match in _MARK.finditer(where) if _shape(match[0]) == shape and match[0].lower() not in question.lower()]


def _shape(text: str) -> str:
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", text))


def _beside(noun: str, number: str, evidence: Evidence) -> list[str]:
    """The same noun with another number, in a label or in the quote."""
    own = plain(noun)
    where = "\n".join((*evidence.labels, evidence.quote))
    matches = [match for pattern in (_COUNTED, _ORDINAL) for match in pattern.finditer(where)]
    return [match[0] for match in matches if plain(match["noun"]) == own and match["number"] != number]
