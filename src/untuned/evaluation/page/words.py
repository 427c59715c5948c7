"""The page's own words, in English and Russian; what the measuring core says is told by `russian.say`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime

from untuned.evaluation.page.named import CAUSES, Named
from untuned.evaluation.page.russian.patterns import MINUS, NARROW, day, form
from untuned.evaluation.page.russian.say import rung, russian
from untuned.evaluation.page.vocabulary import WORDS
from untuned.text.dates import ENGLISH_MONTHS
from untuned.text.regex import regex
from untuned.types.pages import PageLanguage

_LARGE = 1_000_000
"""Figures of an axis from which on powers of ten are written."""

_PLACE = regex(r"\{(\w+)(?:\|([^{}]*))?\}")


class Words:
    """What the page says in one language."""

    def __init__(self, language: PageLanguage) -> None:
        self.language: PageLanguage = language
        self.left: set[str] = set()
        """What the core said, and no table has in this language."""
        self._at = 0 if language == "en" else 1

    def __call__(self, key: str, **values: int | str) -> str:
        """The words of a key with values put in: a whole number is written out, and `{n|one|more}` is the form that goes with it."""
        return _PLACE.sub(lambda place: self._filled(place, values), WORDS[key][self._at])

    def core(self, text: str) -> str:
        """What the measuring core says; where no table has it, as it says it."""
        said = russian(text) if self._at and text else text.replace(" %", "\u00a0%")
        if said is None:
            self.left.add(text)
        return text if said is None else said

    def sentence(self, text: str) -> str:
        """What the core says in half a sentence, as a whole one: with a capital, but for a name at its beginning, and a full stop."""
        said = self.capital(self.core(text))
        return said if said.endswith((".", "?", "!", "…")) else f"{said}."

    def capital(self, said: str) -> str:
        """With a capital at its beginning, but for a name there, such as `openai:gpt-5`, `no_rerank` or `context = "none"`."""
        first, _, rest = said.partition(" ")
        named = ":" in first.rstrip(":") or "_" in first or rest.startswith("= ")
        return said if named else said[:1].upper() + said[1:]

    def source(self, text: str) -> str:
        """Where a figure is from; an id, a setting or an address stays as it is."""
        return (russian(text) if self._at and text else None) or text

    def described(self, text: str) -> str:
        """What a variant is; that of the project's own stays as it is."""
        return self.source(text)

    def name(self, text: str, names: Named) -> str:
        """What something is called; a name that is not among them stays."""
        return names[text][self._at] if text in names else text

    def cause(self, name: str) -> str:
        """A cause of failure by its name."""
        return self.name(name, CAUSES)

    def rung(self, name: str) -> str:
        """A rung by its name."""
        return rung(name) if self._at else name

    def number(self, value: float, digits: int = 3) -> str:
        """A figure with its decimal mark; thousands are set apart, and nothing is less than nothing by a hyphen."""
        return self._written(f"{value:,.{digits}f}")

    def tick(self, value: float) -> str:
        """A round figure of an axis."""
        return self._written(f"{value:,g}" if abs(value) < _LARGE else f"{value:g}")

    def count(self, value: int) -> str:
        """A whole number."""
        return self.number(value, 0)

    def day(self, when: date) -> str:
        """`20 November 2026`."""
        return day(when) if self._at else f"{when.day} {ENGLISH_MONTHS[when.month - 1]} {when.year}"

    def time(self, when: datetime) -> str:
        """A day and the time of it."""
        return f"{self.day(when)}, {when:%H:%M} UTC"

    def _written(self, shown: str) -> str:
        if float(shown.replace(",", "")) == 0:
            shown = shown.removeprefix("-")
        return (shown.replace(",", NARROW).replace(".", ",") if self._at else shown).replace("-", MINUS)

    def _filled(self, place: re.Match[str], values: Mapping[str, int | str]) -> str:
        value, forms = values[place[1]], place[2]
        if forms is None:
            return self.count(value) if isinstance(value, int) else value
        given = forms.split("|")
        return given[0 if value == 1 else 1] if not self._at else form(str(value), *given)
