"""Numbers of releases and parts, which are no decimals: version 2.10 is nine releases after version 2.1, and section 4.10 another one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from untuned.rag.verify.agreement.evidence import Evidence
from untuned.text.figures import Figure
from untuned.text.regex import regex
from untuned.types.answers import Flag

_DOTTED = regex(r"(?<![\d.,])\d{1,4}\.\d{1,4}(?![.,]?\d)")
_LABEL = regex(
    r"(?:(?i:\b(?:v(?:er(?:sions?)?)?|releases?|sections?|sec|chapters?|clauses?|articles?|paragraphs?|items?|rules?|tables?|figures?|fig|"
    r"верси[а-я]*|релиз[а-я]*|выпуск[а-я]*|раздел[а-я]*|пункт[а-я]*|п|глав[а-я]*|стать[а-я]*|статей|правил[а-я]*|таблиц[а-я]*|рис(?:ун[а-я]*)?))\.?|§|№"
    r"|(?<=\w )[A-ZА-ЯЁ][^\W\d_]+)\s*$"
)
"""What stands before such a number: a word for a release or a part, or a name that does not begin its sentence."""
_BEFORE = 40


def other_release(claim: str, told: Sequence[Figure], known: Evidence) -> Iterator[Flag]:
    """A hard flag for each number of a release or a part whose value the evidence has only in other digits."""
    named = [figure for figure in told if figure.measure is None and _DOTTED.fullmatch(claim, figure.start, figure.end)]
    named = [figure for figure in named if _LABEL.search(claim[max(0, figure.start - _BEFORE) : figure.start])]
    if not named:
        return
    held = list(dict.fromkeys(run for text in (*known.quotes, *known.supplies) for run in _DOTTED.findall(text)))
    for figure in named:
        said = claim[figure.start : figure.end]
        others = [run for run in held if float(run) == float(said)]
        if others and said not in others:
            yield Flag(kind="identifier", hard=True, start=figure.start, end=figure.end, says=said, source=" or ".join(others))
