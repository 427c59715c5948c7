"""Statements that contradict each other, as they are stored and told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from untuned.types.documents import Metadata, Span

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
_SCOPES = frozenset(_SCOPES_TEXT.split())


def scopes_apart(one: Metadata, other: Metadata) -> bool:
    """True when the metadata of two documents say that they hold of different things: another product, version, region or company.

    A field that only one of them states says nothing.
    """
    mine, theirs = _scopes(one), _scopes(other)
    return any(not mine[name] & theirs[name] for name in mine.keys() & theirs.keys())


def _scopes(metadata: Metadata) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for name, value in metadata.items():
        held = frozenset(" ".join(str(one).lower().split()) for one in (value if isinstance(value, list) else [value]))
        if name.lower() in _SCOPES and any(held):
            found[name.lower()] = held
    return found
