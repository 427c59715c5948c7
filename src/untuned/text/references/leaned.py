"""The parts of its document that a quote's meaning leans on: "as defined in Section 4.2(b)" says nothing by itself.

Only references that carry meaning count: to sections, clauses and attachments of the document itself. Pointers ("see also"), links
to other pages, references to laws, and the very section that is quoted do not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from untuned.text.references.nouns import END, LEANT, NUMBER, ReferenceKind, is_plural, kind_of, path_of
from untuned.text.regex import regex


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A part of a document that a quote names: `Section 4.2(b)` is a clause with the path ("4", "2", "(b)")."""

    kind: ReferenceKind
    path: tuple[str, ...]
    """In lower case; Roman numerals as digits, Cyrillic letters that look Latin as Latin ones."""
    name: str
    """As people read it."""
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    """Where the quote names it."""


WEAK = ("chapter", "table")
"""What papers and manuals point at in passing: it counts only where the sentence hands its meaning over."""

_BLANKS = r"[ \xa0\n]{0,40}"
_FAR = 400
"""Characters behind a place that a pattern is handed."""
_APART = 60
"""Characters between two parts that are named in one list."""
_REFERENCE = regex(rf"(?<![\w.])(?P<noun>{LEANT}){_BLANKS}(?P<number>{NUMBER}){END}", re.IGNORECASE)
_NEXT = regex(
    rf"{_BLANKS}(?:,{_BLANKS}(?:(?:and|or|и|или){_BLANKS})?|(?:and/or|and|or|through|to|[-–—]|и|или){_BLANKS})(?P<number>{NUMBER}){END}",
    re.IGNORECASE,
)
_LIST = regex(rf"(?:,{_BLANKS}{NUMBER}{END}){{1,100}},?{_BLANKS}(?:and|or|и|или){_BLANKS}{NUMBER}{END}", re.IGNORECASE)
_AND = regex(r"[\s,]*(?:and/or|and|or|to|through|и|или|либо|,)?\s*\Z", re.IGNORECASE)

_LEADING = r"(?:(?:the|provisions|terms|conditions|requirements|of|положени\w+|требовани\w+|услови\w+)\s+)*"
_IN = (
    r"in|under|to|of|with|by|per|from|on|within|notwithstanding|unless|if|except|see|attached(?:\s+\w+)?\s+as|"
    r"в|во|с|со|по|к|ко|из|о|об|на|от|если|кроме|согласно|см\.|предусмотренн\w+|установленн\w+|определ[её]нн\w+|указанн\w+"
)
_CUE = regex(rf"(?:(?<!\w)(?:{_IN})\s+|[(\[]\s*(?:(?:see|см\.)\s+)?){_LEADING}(?:\*\*|__|[“\"«*_])?\Z", re.IGNORECASE)
_HANDS_OVER = regex(
    r"(?:(?<!\w)(?:(?:defined|specified|set\s+(?:out|forth)|listed|given|stated|provided|prescribed|laid\s+down|determined)\s+(?:in|by)"
    r"|according\s+to|in\s+accordance\s+with|subject\s+to|pursuant\s+to|under|per"
    r"|согласно|в\s+соответствии\s+с|(?:указан|определ|привед|установлен|задан|перечислен|предусмотрен)\w*(?:\s+(?:в|во))?|по)"
    rf"|(?<![(\[])(?<!\w)(?:see|см\.))\s+{_LEADING}\Z",
    re.IGNORECASE,
)
_NOUN_BEFORE = regex(
    rf"(?<!\w)(?:the\s+)?(?:{LEANT}|parts?|headings?|заголовк\w*)(?:\s+(?:headed|entitled|titled|called))?\s+\Z", re.IGNORECASE
)
_OBLIQUE = regex(
    r"(?:под)?(?:раздел|пункт)(?:ами|ах|ам|ов|ом|а|е|у)|стать(?:ями|ях|ям|ей|ёй|и|е)|приложени(?:ями|ях|ям|ем|и|ю|я|й)", re.IGNORECASE
)
_POINTER = regex(
    r"\b(?:see\s+also|learn\s+more|read\s+more|more\s+(?:info|information|details?)|further\s+(?:information|details?)|as\s+(?:discussed|mentioned|noted|"
    r"explained|seen|shown)|for\s+(?:details|examples?)|см\.\s+также|подробн\w+|как\s+(?:сказано|показано|отмечено))\b[^.;]{0,60}\Z",
    re.IGNORECASE,
)
_POINTS = regex(
    r"[^.;]{0,40}?\b(?:for\s+(?:(?:more|further|full|additional)\s+)?(?:info|information|details?|examples?)|to\s+learn\s+more)\b",
    re.IGNORECASE,
)
_ITSELF = regex(r"\b(?:this|such|present|that|настоящ\w+|данн\w+|эт\w+)\s+\Z", re.IGNORECASE)
_LAW = regex(
    r",?\s+(?:of|to|in|under)\s+(?:the\s+)?(?:U\.S\.\s+)?(?:(?:[A-Z][\w.'’-]*|of|and|for|on|\d{4})\s+){0,6}?"
    r"(?:Act|Code|Regulations?|Directive|Laws?|Statutes?|Constitution|Treaty|Convention|GDPR|RFC|ISO|Rules|UCC|U\.?S\.?C|C\.?F\.?R)\b"
    r"|,?\s+(?:части\s+\w+\s+)?(?:ГК|УК|НК|ТК|АПК|ГПК|ЖК|КоАП|ФЗ|Федеральн\w+|[Кк]онституци\w+|\w+\s+[Кк]одекс\w+|[Кк]одекс\w+|[Зз]акон\w+)"
)
_OF = regex(r"\s+(?:of|to)\s+(the\s+(?:[A-Z][\w&'’-]*\s+){1,4}(?:Agreement|Contract|Lease|License|Plan|Policy|Terms))\b")
_LINK = regex(r"\[(?:[^\[\]]|\[[^\[\]]{0,300}\]){0,600}\]\((?!#)[^)]{0,1000}\)|`[^`\n]{1,1000}`")


def references(quote: str) -> list[Reference]:
    """The parts of its document that a quote's meaning leans on, in order, each once."""
    found: dict[tuple[ReferenceKind, tuple[str, ...]], Reference] = {}
    before = 0
    links = [link.span() for link in _LINK.finditer(quote)]
    for match in _REFERENCE.finditer(quote):
        kind, shown = kind_of(match["noun"])
        chained = before > 0 and match.start() - before <= _APART and _AND.match(quote, before, match.start()) is not None
        if not chained and not _leans(quote, match, kind, links):
            continue
        numbers = [match["number"]]
        before = match.end()
        many = is_plural(match["noun"]) or _LIST.match(quote, before)
        while many and (more := _NEXT.match(quote, before, before + _FAR)):
            numbers.append(more["number"])
            before = more.end()
        if _LAW.match(quote, before, before + _FAR):
            continue
        whose = _OF.match(quote, before, before + _FAR)
        of = f" of {' '.join(whose[1].split())}" if whose else ""
        for number in numbers:
            name = f"{shown} {number.replace(chr(0xA0), ' ')}".replace("§ ", "§")
            one = Reference(kind=kind, path=path_of(number), name=f"{name}{of}", start=match.start(), end=before)
            found.setdefault((one.kind, one.path), one)
    return list(found.values())


def hands_over(text: str, start: int) -> bool:
    """True where a sentence leaves it to what is named from an offset on to say what it means."""
    noun = _NOUN_BEFORE.search(text, max(0, start - 40), start)
    end = start if noun is None else noun.start()
    return _HANDS_OVER.search(text, max(0, end - 90), end) is not None


def _leans(quote: str, match: re.Match[str], kind: ReferenceKind, links: Sequence[tuple[int, int]]) -> bool:
    """True when the sentence cannot be understood without the part that it names here."""
    before = quote[max(0, match.start() - 90) : match.start()]
    if _ITSELF.search(before) or _POINTER.search(before) or _POINTS.match(quote, match.end(), match.end() + _FAR):
        return False
    at = bisect_right(links, match.start(), key=itemgetter(0)) - 1
    if at >= 0 and match.start() < links[at][1]:
        return False
    if kind in WEAK:
        return _HANDS_OVER.search(before) is not None
    return _CUE.search(before) is not None or _OBLIQUE.fullmatch(match["noun"]) is not None
