"""How parts of documents are called and numbered, in English and Russian: `Section 4.2(b)`, `ст. IV`, `Приложение № 1`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from untuned.text.regex import regex

ReferenceKind = Literal["clause", "appendix", "schedule", "exhibit", "attachment", "chapter", "table", "part", "figure", "step", "rule"]
"""What is referred to. A clause is found by its number alone; the others only by their name with it."""

# Pattern of the noun -> kind and how it is shown; a Russian one is shown in the nominative, whatever case the text has it in.
_NOUNS: tuple[tuple[str, ReferenceKind, str], ...] = (
    (r"sub-?sections?", "clause", "Subsection"),
    (r"sections?|secs?\.", "clause", "Section"),
    (r"articles?|arts?\.", "clause", "Article"),
    (r"(?:sub-?)?clauses?|cl\.", "clause", "Clause"),
    (r"(?:sub-?)?paragraphs?|paras?\.?", "clause", "Paragraph"),
    (r"§{1,2}", "clause", "§"),
    (r"appendi(?:x|ces)|app\.", "appendix", "Appendix"),
    (r"annex(?:es|ures?)?", "appendix", "Annex"),
    (r"schedules?|sched\.", "schedule", "Schedule"),
    (r"exhibits?|exh\.", "exhibit", "Exhibit"),
    (r"attachments?", "attachment", "Attachment"),
    (r"chapters?|chap\.", "chapter", "Chapter"),
    (r"tables?|tab\.", "table", "Table"),
    (r"(?:под)?раздел(?:ами|ах|ам|ов|ом|а|е|у|ы)?|разд\.", "clause", "раздел"),
    (r"стать(?:ями|ях|ям|ей|ёй|ю|я|и|е)|статей|ст\.", "clause", "статья"),
    (r"(?:под)?пункт(?:ами|ах|ам|ов|ом|а|е|у|ы)?|пп?\.|п\.[ \xa0]?п\.|подп\.", "clause", "пункт"),
    (r"параграф(?:ами|ах|ам|ов|ом|а|е|у|ы)?", "clause", "параграф"),
    (r"приложени(?:ями|ях|ям|ем|и|е|ю|я|й)|прил\.", "appendix", "Приложение"),
    (r"глав(?:ами|ах|ам|ой|а|е|у|ы)|глав(?=\s)|гл\.", "chapter", "глава"),
    (r"таблиц(?:ами|ах|ам|ей|а|е|у|ы)?|табл\.", "table", "таблица"),
)
_LESSER: tuple[tuple[str, ReferenceKind, str], ...] = (
    (r"figures?|figs?\.", "figure", "Figure"),
    (r"steps?", "step", "Step"),
    (r"rules?|regulations?", "rule", "Rule"),
    (r"parts?", "part", "Part"),
    (r"рисун(?:ками|ках|кам|ков|ком|ок|ка|ке|ку|ки)|рис\.", "figure", "рисунок"),
    (r"шаг(?:ами|ах|ам|ов|ом|а|е|у|и)?", "step", "шаг"),
    (r"правил(?:ами|ах|ам|ом|а|е|у|о)", "rule", "правило"),
    (r"част(?:ями|ях|ям|ей|ью|и|ь)|ч\.", "part", "часть"),
)
LESSER: tuple[ReferenceKind, ...] = ("part", "figure", "step", "rule")
"""Kinds whose names are said of much that is no part of a text: they count where there is such a part."""
LEANT = "|".join(f"(?:{pattern})" for pattern, _, _ in _NOUNS)
"""The names of parts that a quote's meaning may lean on; as `NOUN`."""
_ALL = (*_NOUNS, *_LESSER)
NOUN = rf"(?=[§sacpetfrрспгтшч])(?:{'|'.join(pattern for pattern, _, _ in _ALL)})"
"""A part's name in any of its forms; to be matched without regard to case. Where it begins with no letter of theirs, none is tried."""

# Three digits and more are laws, hardly ever a document's own sections.
NUMBER = (
    r"(?:(?:№|No\.|Nr\.|N(?=[ \xa0]?\d))[ \xa0]?)?(?:\d{1,2}(?!\d)(?:\.\d{1,3})*(?:[ \xa0]?\([a-zа-я0-9]{1,4}\))*"
    r"(?:[-‑]\d{1,2}(?!\d|\.\d))?"
    r"|(?-i:[IVX]{1,5}\.[A-Z](?!\w|\.\w))|(?-i:[IVX]{1,5})(?!\.\d)|(?-i:[A-ZА-Я])(?:[-‑]\d{1,2}|(?:\.\d{1,3}){1,3})?)"
)
"""A part's number: Arabic, Roman, or one capital letter."""
_COUNTED = (
    r"(?:days?|weeks?|hours?|minutes?|months?|years?|percent|per\s+cent|euros?|dollars?|pounds?|people|persons?"
    r"|дн|недел|минут|месяц|год|лет|процент|евро|руб|долл|человек)"
)
END = rf"(?![\w%$€£₽°]|[.,]\d|[-‑]\d{{3}}|\.[A-Za-z](?![\w.])|[ \xa0]?{_COUNTED})"
"""What may not follow a number that is a part's: then it counts something."""

SMALL = ("Paragraph", "пункт", "часть")
"""What the numbered parts of a section or an article are called: by its number alone, the one of the own section is meant."""

ATTACHED: tuple[ReferenceKind, ...] = ("appendix", "schedule", "exhibit", "attachment")
"""Parts that stand after a document's body and number anew."""

PART = r"parts?|част(?:ями|ях|ям|ей|ью|и|ь)"
"""What attachments are divided into: "Part B of Schedule 2". Of anything else, a part is hardly ever one that has a number."""

_PLURAL = regex(r"(?:.*(?:s|ces|secs\.|arts\.|paras\.|ы|ов|ам|ами|ах|ей|ям|ями|ях|й)|§§|пп\.|п\.[ \xa0]?п\.)\Z", re.IGNORECASE)
_LOOKALIKES = str.maketrans("авекмнорстух", "abekmhopctyx")
_ROMAN = {"i": 1, "v": 5, "x": 10}
_ROMAN_NUMBER = regex(r"[IVX]{1,5}(?:\.[A-Z])?")
_SIGN = regex(r"\A(?:№|No\.|Nr\.|N(?=[ \xa0]?\d))[ \xa0]?", re.IGNORECASE)
_STEP = regex(r"\d+|\(\w+\)|[a-zа-я]+", re.IGNORECASE)


def is_plural(noun: str) -> bool:
    """True where several numbers may follow the noun."""
    return _PLURAL.match(noun) is not None


@lru_cache(maxsize=256)
def kind_of(noun: str) -> tuple[ReferenceKind, str]:
    """The kind of part that a noun, as `NOUN` matches it, names, and how it is shown."""
    spaced = f"{noun} "  # some forms are a name only where a space follows
    return next((kind, shown) for pattern, kind, shown in _ALL if re.fullmatch(f"(?:{pattern}) ", spaced, re.IGNORECASE))


def path_of(number: str) -> tuple[str, ...]:
    """A number's steps: `4.2(b)` is ("4", "2", "(b)").

    In lower case; Roman numerals as digits, Cyrillic letters that look Latin as Latin ones.
    """
    first, *rest = (normal(step) for step in _STEP.findall(_SIGN.sub("", number)))
    return (_arabic(first), *rest)


def is_roman(number: str) -> bool:
    """True for a number that is written in Roman numerals."""
    return _ROMAN_NUMBER.fullmatch(number) is not None


def split(path: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A path's number, and its items in brackets."""
    return tuple(step for step in path if step[0] != "("), tuple(step for step in path if step[0] == "(")


def normal(step: str) -> str:
    """One step of a number as it is compared."""
    return step.lower().translate(_LOOKALIKES)


def _arabic(step: str) -> str:
    """A Roman numeral of one step as digits; a single letter other than I, V and X is a letter."""
    if not step or any(letter not in _ROMAN for letter in step):
        return step
    values = [_ROMAN[letter] for letter in step]
    following = [*values[1:], 0]
    return str(sum(-value if value < after else value for value, after in zip(values, following, strict=True)))
