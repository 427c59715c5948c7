"""What a quote leans on and nobody read: "as defined in Section 4.2(b)" says nothing by itself. English and Russian.

Only references that carry meaning count: to sections, clauses and attachments of the document itself. Pointers ("see also"), links
to other pages, references to laws, and the very section that is quoted do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from untuned.types.answers import Citation, Claim, Passage

ReferenceKind = Literal["clause", "appendix", "schedule", "exhibit", "attachment", "chapter", "table"]
"""What is referred to. A clause is found by its number alone; the others only by their name with it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A part of a document that a quote names: `Section 4.2(b)` is a clause with the path ("4", "2", "(b)")."""

    kind: ReferenceKind
    path: tuple[str, ...]
    """In lower case; Roman numerals as digits, Cyrillic letters that look Latin as Latin ones."""
    name: str
    """As people read it."""


# Pattern of the noun -> kind and how it is shown; a Russian one is shown in the nominative, whatever case the quote has it in.
_NOUNS: tuple[tuple[str, ReferenceKind, str], ...] = (
    (r"sub-?sections?", "clause", "Subsection"),
    (r"sections?", "clause", "Section"),
    (r"articles?", "clause", "Article"),
    (r"(?:sub-?)?clauses?", "clause", "Clause"),
    (r"paragraphs?", "clause", "Paragraph"),
    (r"§{1,2}", "clause", "§"),
    (r"appendi(?:x|ces)", "appendix", "Appendix"),
    (r"annex(?:es)?", "appendix", "Annex"),
    (r"schedules?", "schedule", "Schedule"),
    (r"exhibits?", "exhibit", "Exhibit"),
    (r"attachments?", "attachment", "Attachment"),
    (r"chapters?", "chapter", "Chapter"),
    (r"tables?", "table", "Table"),
    (r"(?:под)?раздел(?:ами|ах|ам|ов|ом|а|е|у|ы)?", "clause", "раздел"),
    (r"стать(?:ями|ях|ям|ей|ёй|ю|я|и|е)|статей|ст\.", "clause", "статья"),
    (r"(?:под)?пункт(?:ами|ах|ам|ов|ом|а|е|у|ы)?|пп?\.", "clause", "пункт"),
    (r"приложени(?:ями|ях|ям|ем|и|е|ю|я|й)|прил\.", "appendix", "Приложение"),
    (r"глав(?:ами|ах|ам|ой|а|е|у|ы)|глав(?=\s)|гл\.", "chapter", "глава"),
    (r"таблиц(?:ами|ах|ам|ей|а|е|у|ы)?|табл\.", "table", "таблица"),
)
_NOUN = "|".join(f"(?:{pattern})" for pattern, _, _ in _NOUNS)
_PLURAL = re.compile(r"(?:.*(?:s|ces|ы|ов|ам|ами|ах|ей|ям|ями|ях|й)|§§|пп\.)\Z", re.IGNORECASE)
_WEAK = ("chapter", "table")
"""What papers and manuals point at in passing: it counts only where the sentence hands its meaning over."""

# Three digits and more are laws, hardly ever a document's own sections.
_NUMBER = (
    r"(?:№[ \xa0]?)?(?:\d{1,2}(?!\d)(?:\.\d{1,3})*(?:[ \xa0]?\([a-zа-я0-9]{1,4}\))*(?:[-‑]\d{1,2})?"
    r"|(?-i:[IVX]{1,5})|(?-i:[A-ZА-Я])(?:[-‑]\d{1,2})?)"
)
_END = r"(?![\w%$€£₽°]|[.,]\d|[ \xa0]?(?:days?|months?|years?|percent|per\s+cent|дн|месяц|год|лет|процент))"
_REFERENCE = re.compile(rf"(?<![\w.])(?P<noun>{_NOUN})[ \xa0\n]*(?P<number>{_NUMBER}){_END}", re.IGNORECASE)
_NEXT = re.compile(
    rf"[ \xa0\n]*(?:,[ \xa0\n]*(?:and|or|и|или)?|and/or|and|or|through|to|[-–—]|и|или)[ \xa0\n]*(?P<number>{_NUMBER}){_END}", re.IGNORECASE
)
_LIST = re.compile(rf"(?:,[ \xa0\n]*{_NUMBER}{_END})+,?[ \xa0\n]*(?:and|or|и|или)[ \xa0\n]*{_NUMBER}{_END}", re.IGNORECASE)
_AND = re.compile(r"[\s,]*(?:and/or|and|or|to|through|и|или|либо|,)?\s*\Z", re.IGNORECASE)

_LEADING = r"(?:(?:the|provisions|terms|conditions|requirements|of|положени\w+|требовани\w+|услови\w+)\s+)*"
_IN = (
    r"in|under|to|of|with|by|per|from|on|within|notwithstanding|unless|if|except|see|attached(?:\s+\w+)?\s+as|"
    r"в|во|с|со|по|к|ко|из|о|об|на|от|если|кроме|согласно|см\.|предусмотренн\w+|установленн\w+|определ[её]нн\w+|указанн\w+"
)
_CUE = re.compile(rf"(?:(?<!\w)(?:{_IN})\s+|[(\[]\s*(?:(?:see|см\.)\s+)?){_LEADING}(?:\*\*|__|[“\"«*_])?\Z", re.IGNORECASE)
_HANDS_OVER = re.compile(
    r"(?:(?<!\w)(?:(?:defined|specified|set\s+(?:out|forth)|listed|given|stated|provided|prescribed|laid\s+down|determined)\s+(?:in|by)"
    r"|according\s+to|in\s+accordance\s+with|subject\s+to|pursuant\s+to|under|per"
    r"|согласно|в\s+соответствии\s+с|(?:указан|определ|привед|установлен|задан|перечислен|предусмотрен)\w*(?:\s+(?:в|во))?|по)"
    rf"|(?<![(\[])(?<!\w)(?:see|см\.))\s+{_LEADING}\Z",
    re.IGNORECASE,
)
_OBLIQUE = re.compile(
    r"(?:под)?(?:раздел|пункт)(?:ами|ах|ам|ов|ом|а|е|у)|стать(?:ями|ях|ям|ей|ёй|и|е)|приложени(?:ями|ях|ям|ем|и|ю|я|й)", re.IGNORECASE
)
_POINTER = re.compile(
    r"\b(?:see\s+also|learn\s+more|read\s+more|more\s+(?:info|information|details?)|further\s+(?:information|details?)|as\s+(?:discussed|mentioned|noted|"
    r"explained|seen|shown)|for\s+(?:details|examples?)|см\.\s+также|подробн\w+|как\s+(?:сказано|показано|отмечено))\b[^.;]{0,60}\Z",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"[^.;]{0,40}?\b(?:for\s+(?:(?:more|further|full|additional)\s+)?(?:info|information|details?|examples?)|to\s+learn\s+more)\b",
    re.IGNORECASE,
)
_ITSELF = re.compile(r"\b(?:this|such|present|that|настоящ\w+|данн\w+|эт\w+)\s+\Z", re.IGNORECASE)
_LAW = re.compile(
    r",?\s+(?:of|to|in|under)\s+(?:the\s+)?(?:U\.S\.\s+)?(?:(?:[A-Z][\w.'’-]*|of|and|for|on|\d{4})\s+){0,6}?"
    r"(?:Act|Code|Regulations?|Directive|Laws?|Statutes?|Constitution|Treaty|Convention|GDPR|RFC|ISO|Rules|UCC|U\.?S\.?C|C\.?F\.?R)\b"
    r"|,?\s+(?:части\s+\w+\s+)?(?:ГК|УК|НК|ТК|АПК|ГПК|ЖК|КоАП|ФЗ|Федеральн\w+|[Кк]онституци\w+|\w+\s+[Кк]одекс\w+|[Кк]одекс\w+|[Зз]акон\w+)"
)
_OF = re.compile(r"\s+(?:of|to)\s+(the\s+(?:[A-Z][\w&'’-]*\s+){1,4}(?:Agreement|Contract|Lease|License|Plan|Policy|Terms))\b")
_LINK = re.compile(r"\[(?:[^\[\]]|\[[^\]]*\])*\]\((?!#)[^)]*\)|`[^`\n]+`")

# A number alone on its line is a page's, a number before a number is a table of contents'.
_GOES_ON = r"(?:of|and|or|to|through|above|below|here\w*|there\w*|shall|will|is|are|и|или|настоящ\w+|договор\w*|выше|ниже)\b"
_OWN_WORDS = (
    r"(?=[.)]?[ \t\xa0]*(?:[-–—:|*_\"“«(\[]{1,3}[ \t]*)?(?-i:[A-ZА-ЯЁ])|[.)][ \t\xa0]+[^\W\d_]"
    rf"|(?<=\.\d)[ \t\xa0]+(?!{_GOES_ON})[^\W\d_])"
)
_NAMED = r"(?=[.)]?[ \t\xa0]*(?:$|[-–—:|*_\"“«(\[]|(?-i:[A-ZА-ЯЁ]))|\.[ \t])"
_LABEL = re.compile(
    r"(?im)(?:^[ \t#>*_|•\-–(]*|[ \t\xa0]{2,}|(?<=[.;:!?])[ \xa0])"
    rf"(?:(?P<noun>{_NOUN})[ \xa0]*(?P<named>{_NUMBER})(?!\w|\.\d){_NAMED}|(?P<bare>{_NUMBER})(?!\w|\.\d){_OWN_WORDS})"
)
_ITEM = re.compile(r"(?<![\w.])\(?([a-zа-я0-9]{1,4})\)", re.IGNORECASE)

_LOOKALIKES = str.maketrans("авекмнорстух", "abekmhopctyx")
_ROMAN = {"i": 1, "v": 5, "x": 10}
_STEP = re.compile(r"\d+|\(\w+\)|[a-zа-я]+", re.IGNORECASE)
_MOST_NAMED = 4


def references(quote: str) -> list[Reference]:
    """The parts of its document that a quote's meaning leans on, in order, each once."""
    found: dict[tuple[ReferenceKind, tuple[str, ...]], Reference] = {}
    before = 0
    for match in _REFERENCE.finditer(quote):
        kind, shown = _kind_of(match["noun"])
        chained = before > 0 and _AND.match(quote, before, match.start()) is not None
        if not chained and not _leans(quote, match, kind):
            continue
        numbers = [match["number"]]
        before = match.end()
        many = _PLURAL.match(match["noun"]) or _LIST.match(quote, before)
        while many and (more := _NEXT.match(quote, before)):
            numbers.append(more["number"])
            before = more.end()
        if _LAW.match(quote, before):
            continue
        whose = _OF.match(quote, before)
        of = f" of {' '.join(whose[1].split())}" if whose else ""
        for number in numbers:
            name = f"{shown} {number.replace(chr(0xA0), ' ')}".replace("§ ", "§")
            one = Reference(kind=kind, path=_path(number), name=f"{name}{of}")
            found.setdefault((one.kind, one.path), one)
    return list(found.values())


def unread(claims: Sequence[Claim], evidence: Sequence[Passage]) -> list[str]:
    """Names of what the claims' quotes lean on and what stands nowhere in what was read, in order, each once.

    A clause is looked for in what was read of its own document: as a heading, a numbered clause or a label. An attachment may also be
    a document of its own. A chapter or section of which any part was read counts as read.
    """
    named: dict[str, None] = {}
    several = len({citation.version for claim in claims for citation in claim.citations}) > 1
    for claim in claims:
        for citation in claim.citations:
            for wanted in references(citation.quote):
                if not _was_read(wanted, citation, evidence):
                    named[f"{wanted.name} of {citation.path}" if several else wanted.name] = None
    return list(named)


def note_of(names: Sequence[str]) -> str:
    """The sentence that tells the asker what was not read."""
    if len(names) == 1:
        return f"It leans on {names[0]}, which was not read."
    shown = [*names[:_MOST_NAMED], f"{len(names) - _MOST_NAMED} more"] if len(names) > _MOST_NAMED else names
    return f"It leans on {', '.join(shown[:-1])} and {shown[-1]}, which were not read."


def _leans(quote: str, match: re.Match[str], kind: ReferenceKind) -> bool:
    """True when the sentence cannot be understood without the part that it names here."""
    before = quote[max(0, match.start() - 90) : match.start()]
    if _ITSELF.search(before) or _POINTER.search(before) or _POINTS.match(quote, match.end()):
        return False
    if any(link.start() <= match.start() < link.end() for link in _LINK.finditer(quote)):
        return False
    if kind in _WEAK:
        return _HANDS_OVER.search(before) is not None
    return _CUE.search(before) is not None or _OBLIQUE.fullmatch(match["noun"]) is not None


@lru_cache(maxsize=256)
def _kind_of(noun: str) -> tuple[ReferenceKind, str]:
    return next((kind, shown) for pattern, kind, shown in _NOUNS if re.fullmatch(pattern, noun, re.IGNORECASE))


def _path(number: str) -> tuple[str, ...]:
    first, *rest = (_normal(step) for step in _STEP.findall(number))
    return (_arabic(first), *rest)


def _arabic(step: str) -> str:
    """A Roman numeral of one step as digits; a single letter other than I, V and X is a letter."""
    if not step or any(letter not in _ROMAN for letter in step):
        return step
    values = [_ROMAN[letter] for letter in step]
    following = [*values[1:], 0]
    return str(sum(-value if value < after else value for value, after in zip(values, following, strict=True)))


def _was_read(wanted: Reference, citation: Citation, evidence: Sequence[Passage]) -> bool:
    own = wanted.kind == "clause" or wanted.kind in _WEAK
    number, items = _split(wanted.path)
    for title, text in _texts(citation, evidence, own=own):
        above = [label for label in _labels(title) if label.counts_as(wanted.kind)]
        labels = [label for label in _labels(text) if label.counts_as(wanted.kind)]
        if not items and any(label.begins(number) for label in (*above, *labels)):
            return True
        if items and (_in_clause(text, labels, number, items) or _in_rest(text, labels, number, items, above=above)):
            return True
    return False


def _in_clause(text: str, labels: Sequence[_Label], number: Sequence[str], items: Sequence[str]) -> bool:
    """True when a clause of that number begins in the text and has the items."""
    ends = [*(label.start for label in labels[1:]), len(text)]
    return any(
        label.begins(number)
        and label.items == tuple(items[: len(label.items)])
        and _holds(text[label.end : end], items[len(label.items) :])
        for label, end in zip(labels, ends, strict=False)
    )


def _in_rest(text: str, labels: Sequence[_Label], number: Sequence[str], items: Sequence[str], *, above: Sequence[_Label]) -> bool:
    """True when the text begins in the middle of that clause, as its heading or the next clause tells, and has the items."""
    under = any(label.begins(number) or tuple(number[: len(label.number)]) == label.number for label in above)
    before = bool(labels) and number[-1].isdigit() and labels[0].number == (*number[:-1], str(int(number[-1]) + 1))
    return (under or before) and _holds(text[: labels[0].start] if labels else text, items)


def _texts(citation: Citation, evidence: Sequence[Passage], *, own: bool) -> Iterator[tuple[str, str]]:
    """(headings, text) of everything that was read: of the citation's document alone where its `own` parts are meant."""
    yield "\n".join(citation.headings), citation.quote
    for passage in evidence:
        if passage.version.id == citation.version:
            yield "\n".join(passage.hit.chunk.headings), passage.text
        elif not own:
            yield "\n".join((passage.version.title, *passage.hit.chunk.headings)), passage.text


@dataclass(frozen=True, kw_only=True, slots=True)
class _Label:
    """The number that a part of a text begins with, with its name if it has one."""

    kind: ReferenceKind | None
    number: tuple[str, ...]
    items: tuple[str, ...]
    start: int
    end: int

    def counts_as(self, kind: ReferenceKind) -> bool:
        """True where a part of that kind may begin."""
        return self.kind == kind or (self.kind is None and kind == "clause")

    def begins(self, number: Sequence[str]) -> bool:
        """True for the part of this number and for the parts of it."""
        return self.number[: len(number)] == tuple(number)


@lru_cache(maxsize=64)
def _labels(text: str) -> tuple[_Label, ...]:
    """Where the parts of a text begin: what starts a line or follows a sentence, with words of its own behind it."""
    found: list[_Label] = []
    for match in _LABEL.finditer(text):
        number, items = _split(_path(match["named"] or match["bare"]))
        kind = _kind_of(match["noun"])[0] if match["noun"] else None
        found.append(_Label(kind=kind, number=number, items=items, start=match.start(), end=match.end()))
    return tuple(found)


def _split(path: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A path's number, and its items in brackets."""
    return tuple(step for step in path if step[0] != "("), tuple(step for step in path if step[0] == "(")


def _holds(text: str, items: Sequence[str]) -> bool:
    """True when these lettered items stand in the text, one after the other."""
    start = 0
    for wanted in items:
        item = next((one for one in _ITEM.finditer(text, start) if f"({_normal(one[1])})" == wanted), None)
        if item is None:
            return False
        start = item.end()
    return True


def _normal(step: str) -> str:
    return step.lower().translate(_LOOKALIKES)
