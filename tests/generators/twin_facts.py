"""What is told of a named thing and asked about it: questions, sentences with the name, and the same without it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Fact:
    """One property. `ask` and `full` have a slot for the name, all but `ask` and `label` one for the value."""

    ask: tuple[str, ...]
    full: tuple[str, ...]
    bare: str
    label: str
    unit: str
    """Of the value in a cell."""


def facts(name: str) -> dict[tuple[str, str], tuple[Fact, ...]]:
    """Facts by topic and language, from a file beside this one.

    `== topic language` opens a group; each line after it is a fact: questions // sentences with the name // one without it //
    label // unit, with `|` between like things.
    """
    found: dict[tuple[str, str], tuple[Fact, ...]] = {}
    for group in Path(__file__).with_name(name).read_text(encoding="utf-8").split("== ")[1:]:
        head, *lines = group.strip().splitlines()
        topic, language = head.split()
        found[topic, language] = tuple(fact(line) for line in lines if line.strip())
    for language in ("en", "ru"):
        found.setdefault(("year", language), found["month", language])
    return found


def fact(line: str) -> Fact:
    ask, full, bare, label, unit = (part.strip() for part in line.split("//"))
    return Fact(tuple(one.strip() for one in ask.split("|")), tuple(one.strip() for one in full.split("|")), bare, label, unit)


TITLES = {
    "plan": {"en": "Plans", "ru": "Тарифы"},
    "version": {"en": "Releases", "ru": "Выпуски"},
    "error": {"en": "Error codes", "ru": "Коды ошибок"},
    "part": {"en": "Parts", "ru": "Детали"},
    "day": {"en": "Records", "ru": "Записи"},
    "month": {"en": "Figures", "ru": "Показатели"},
    "year": {"en": "Figures", "ru": "Показатели"},
    "person": {"en": "People", "ru": "Сотрудники"},
}
KEYS = {"en": "Name", "ru": "Название"}
"""What stands over a table's first column."""
