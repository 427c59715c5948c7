"""Statements that contradict each other, as they are stored and told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from untuned.types.documents import Span

ConflictKind = Literal["number", "date", "unit", "negation", "name"]
"""In what two statements differ; `negation`: one denies what the other says, or says the contrary word."""

ConflictRelation = Literal["documents", "versions"]
"""Between two documents that both hold, or between a version and the one before it, which is an update."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Conflict:
    """Two statements that say nearly the same and differ in what matters, each by its address."""

    one: Span
    other: Span
    kind: ConflictKind
    relation: ConflictRelation = "documents"
    found_at: datetime


_SCOPES_TEXT = """
product version release edition plan tier model platform region country city site office branch company customer client party contract
department language audience year system module component environment brand tenant jurisdiction
продукт изделие версия выпуск редакция тариф модель платформа регион страна город филиал компания клиент заказчик договор отдел язык год
система модуль
"""
SCOPES = frozenset(_SCOPES_TEXT.split())
"""Fields that say of what a document holds."""
Scopes = Mapping[str, frozenset[str]]
"""By such a field, or by a path without its version: the values of one document, in small letters."""


def scopes_apart(one: Scopes, other: Scopes) -> bool:
    """True when two documents are said to hold of different things: another product, version, region or company.

    A field that only one of them states says nothing.
    """
    return any(not one[name] & other[name] for name in one.keys() & other.keys())
