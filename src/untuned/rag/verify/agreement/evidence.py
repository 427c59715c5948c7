"""What quotes hold that a claim's figures, dates, codes and names are held against; made once for many claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from untuned.rag.verify.agreement.windows import Window, windows
from untuned.rag.verify.scope.named import plain
from untuned.rag.verify.shown import shown, shown_terms, shown_text, together
from untuned.text.cells import cells_apart
from untuned.text.dates import months, numeric_dates
from untuned.text.figures import figures
from untuned.text.identifiers import squeezed
from untuned.text.lookalikes import as_read
from untuned.text.measures import Measure
from untuned.text.number_words import implied
from untuned.text.regex import regex
from untuned.text.sentences import sentences
from untuned.text.telephones import telephones
from untuned.text.words import terms

_SHORT_YEAR = regex(r"\b(\d{2})(\d{2})\s?[-–—/]\s?(\d{2})\b(?![-–/]\d)|(?<!\w)['’](\d{2})s?\b")
"""A year that is cut short: the second of `2011-12`, and `'04`."""
_GLUED_YEAR = regex(r"(?<![\d.,])(1\d{3}|20\d{2})(?![\d.,]\d|\d)")
"""Four digits that may be a year, also where letters touch them."""
_RELATIVE = regex(
    r"(?i:\b(?:last|this|next|past|coming|earlier\s+this|later\s+this)\s+(?:year|month|week|night|fall|spring|summer|autumn|winter|season|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december)\b"
    r"|\b(?:yesterday|today|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|вчера|сегодня|завтра)\b"
    r"|\b(?:прошл|нынешн|следующ|этот|этого|этой|эту)\w*\s+(?:год|месяц|недел|лет|осен|зим|весн)\w*)"
    r"|\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}\b|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)"
)
"""What tells a time without its year."""
_WORD = regex(r"[^\W_]+")
_DIGITS = regex(r"\d+")


@dataclass(frozen=True)
class Told:
    """A sentence of a quote, as a reader is shown it."""

    text: str

    @cached_property
    def terms(self) -> frozenset[str]:
        """Its distinct terms."""
        return frozenset(terms(self.text))


@dataclass(frozen=True)
class Evidence:
    """Quotes and what else may supply names and numbers, read for what agreement needs."""

    quotes: tuple[str, ...]
    supplies: tuple[str, ...]
    values: dict[float, tuple[Measure | None, ...]]
    """Every number with the measures that stand beside it; None where it stands alone."""
    measured: tuple[tuple[Measure, float], ...]
    """Every number that has a unit, for conversion."""
    months: frozenset[int]
    hidden: frozenset[float]
    """Numbers that stand only in what no reader is shown, such as a link's target."""
    hidden_months: frozenset[int]
    undated: bool
    """True when no year is told, but something is told by its distance from an unknown day: `last month`, `on Tuesday, January 31`."""
    letters: str
    """All letters and digits, for codes."""
    names: frozenset[str]
    """Stems of all words, for names."""
    terms: frozenset[str]
    """Of the quotes and of what is supplied."""
    windows: tuple[Window, ...] = field(default=(), repr=False)

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """The quotes as a reader is shown them."""
        return tuple(map(shown_text, self.quotes))

    @cached_property
    def told(self) -> tuple[Told, ...]:
        """The sentences of that, in order."""
        return tuple(Told(quote[start:end]) for quote in self.shown for start, end in sentences(quote))

    @cached_property
    def written(self) -> tuple[str, ...]:
        """The quotes' sentences as they are written, with what no reader is shown."""
        return tuple(quote[start:end] for quote in self.quotes for start, end in sentences(quote))

    @cached_property
    def telephones(self) -> frozenset[str]:
        """The digits of every telephone number."""
        return frozenset(each.digits for text in (*self.quotes, *self.supplies) for each in telephones(text))

    @cached_property
    def supplied(self) -> frozenset[str]:
        """Terms of what is supplied."""
        return frozenset(term for text in self.supplies for term in terms(text))


def evidence(quotes: Sequence[str], *, supplies: Sequence[str] = (), spelled: bool = False) -> Evidence:
    """The quotes' evidence; `supplies` bring figures, dates, codes and names, and nothing that a sentence could nearly copy.

    With `spelled`, what no reader is shown counts too: for a claim that spells such out.
    """
    quotes, supplies = tuple(map(as_read, quotes)), tuple(map(as_read, supplies))
    texts = (*quotes, *supplies)
    lefts = texts if spelled else tuple(map(shown, texts))
    seen = _Figured(list(map(together, lefts)))
    whole = seen if lefts == texts else _Figured(texts)
    values, told = seen.values, "\n".join(seen.texts)
    return Evidence(
        quotes=quotes,
        supplies=supplies,
        values={value: tuple(found) for value, found in values.items()},
        measured=tuple(seen.measured),
        months=frozenset(seen.months),
        hidden=frozenset(whole.values.keys() - values.keys()),
        hidden_months=frozenset(whole.months - seen.months),
        undated=_RELATIVE.search(told) is not None and not any(1000 <= value <= 2100 and value == int(value) for value in values),
        letters=squeezed("\n".join(texts)),
        names=frozenset(plain(word) for word in set(_WORD.findall(told))),
        terms=frozenset(term for text in texts for term in shown_terms(text)),
        windows=tuple(window for left in lefts[: len(quotes)] for window in windows(left)),
    )


class _Figured:
    """Texts with every number and month that they tell."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = list(texts)
        self.values: dict[float, set[Measure | None]] = {}
        self.measured: dict[tuple[Measure, float], None] = {}
        self.months: set[int] = set()
        for text in texts:
            self._read(text)

    def _read(self, text: str) -> None:
        for figure in figures(cells_apart(text)):
            for value in figure.values:
                self.values.setdefault(value, set()).add(figure.measure)
                if figure.measure is not None and figure.measure.dimension:
                    self.measured[figure.measure, value] = None
        self.months.update(month.number for month in months(text))
        for value, month in _of_dates(text):
            self.values.setdefault(value, set()).add(None)
            self.months.update(month)
        for value in implied(text):
            self.values.setdefault(value, set()).add(None)


def _of_dates(text: str) -> list[tuple[float, tuple[int, ...]]]:
    """Years and days of numeric dates and of years cut short (`2011-12`, `'04`), each with the months that it may be of."""
    found: list[tuple[float, tuple[int, ...]]] = []
    for date in numeric_dates(text):
        found += [(float(date.year), tuple(month for month, _ in date.days)), *((float(day), ()) for _, day in date.days)]
    for match in _SHORT_YEAR.finditer(text):
        years = (float(match[1] + match[3]),) if match[1] else (1900.0 + int(match[4]), 2000.0 + int(match[4]))
        found += [(year, ()) for year in years]
    found += [(float(match[1]), ()) for match in _GLUED_YEAR.finditer(text)]
    return found
