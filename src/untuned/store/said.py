"""What assistants worded: the marks of the sentences of recorded answers that are not their sources' own."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from untuned.store.access import AnyRow
from untuned.store.schema import answer, citation, claim
from untuned.text.own_words import marks_of

_AT_ONCE = 2_000
"""Rows read together."""


def said(connection: Connection) -> frozenset[str]:
    """The marks of every sentence that a claim of a recorded answer has and none of its quotes has.

    Claims of the default reader are their quotes, so they have none.
    """
    found: set[str] = set()
    for row in _claims(connection):
        found |= marks_of(row.text)
    if found:
        found -= _quoted(connection)
    return frozenset(found)


def _claims(connection: Connection) -> Iterator[AnyRow]:
    wanted = select(claim.c.text).join(answer, answer.c.id == claim.c.answer).where(~answer.c.model.like("extractive%"))
    yield from connection.execution_options(yield_per=_AT_ONCE).execute(wanted)


def _quoted(connection: Connection) -> set[str]:
    """The marks of every quoted sentence: a source's own words, whoever repeated them."""
    found: set[str] = set()
    wanted = select(citation.c.quote).join(answer, answer.c.id == citation.c.answer).where(~answer.c.model.like("extractive%"))
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(wanted):
        found |= marks_of(row.quote)
    return found
