"""Who may read what: the one place where it is decided, and the groups that it is decided by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, Row, ScalarSelect, Select, Text, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from untuned.store.schema import document, document_group, version, version_group
from untuned.types.principal import Principal

T = TypeVar("T")

AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]


def may_read(principal: Principal, *, version_groups: frozenset[str], document_groups: frozenset[str]) -> bool:
    """True when the version was open to the principal while it was current and its document is open to them now."""
    return principal.may_read(version_groups) and principal.may_read(document_groups)


def may_see_as(principal: Principal, *, asker_owner: bool, asker_groups: frozenset[str]) -> bool:
    """True when the principal could have read everything that the asker could; what an owner asked is the owner's."""
    return principal.owner or (not asker_owner and asker_groups <= principal.groups)


class names_list(FunctionElement[str]):  # noqa: N801 -- it is written as an SQL function
    """A JSON list of a column's values, as text; `[]` of none."""

    type = Text()
    inherit_cache = True
    name = "names_list"


@compiles(names_list, "sqlite")
def _names_in_sqlite(element: names_list, compiler: Any, **options: Any) -> str:  # noqa: ANN401 -- SQLAlchemy's own shape
    return f"json_group_array({compiler.process(element.clauses, **options)})"


@compiles(names_list, "postgresql")
def _names_in_postgres(element: names_list, compiler: Any, **options: Any) -> str:  # noqa: ANN401 -- SQLAlchemy's own shape
    return f"coalesce(json_agg({compiler.process(element.clauses, **options)})::text, '[]')"


def _names(column: Column[str], owner: Column[int], of: Column[int]) -> ScalarSelect[str]:
    return select(names_list(column)).where(owner == of).scalar_subquery()


DOCUMENT_GROUPS = _names(document_group.c.name, document_group.c.document, document.c.id).label("document_groups")
VERSION_GROUPS = _names(version_group.c.name, version_group.c.version, version.c.id).label("version_groups")


def is_id(number: int) -> bool:
    """True when a row may have this id: every engine's integers end there, and a larger one cannot even be asked for.

    Raises `TypeError` for what is no whole number.
    """
    if not isinstance(number, int):  # pyright: ignore[reportUnnecessaryIsInstance] - callers of Python need not be checked by types
        raise TypeError(f"this id is a whole number, not {type(number).__name__}")
    return 0 < number < 2**63


def portions(items: Iterable[T], size: int = 500) -> Iterator[Sequence[T]]:
    """The items in lists short enough for one statement's parameters."""
    whole = list(items)
    for start in range(0, len(whole), size):
        yield whole[start : start + size]
