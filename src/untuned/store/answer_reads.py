"""Reading answers for a principal: which rows they may read, and the whole nouns of those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from untuned.errors import UnknownAnswer
from untuned.store.access import DOCUMENT_GROUPS, VERSION_GROUPS, AnyRow, AnySelect, may_see_as, portions
from untuned.store.answer_rows import to_answer
from untuned.store.encoding import is_storable, to_groups
from untuned.store.schema import answer, answer_version, citation, claim, document, version
from untuned.store.versions import readable
from untuned.types.answers import Answer
from untuned.types.principal import Principal


def readable_row(connection: Connection, id: str, *, principal: Principal) -> AnyRow:
    """The row of one answer. Raises `UnknownAnswer`."""
    rows: Sequence[AnyRow] = connection.execute(select(answer).where(answer.c.id == id)).all() if is_storable(id) else ()
    found = readable_rows(connection, rows, principal=principal)
    if not found:
        raise UnknownAnswer(id)
    return found[0]


def readable_rows(connection: Connection, rows: Sequence[AnyRow], *, principal: Principal) -> list[AnyRow]:
    """Those of the answers' rows that the principal may read, in their order."""
    if principal.owner:
        return list(rows)
    open_rows = [row for row in rows if may_see_as(principal, asker_owner=row.asker_owner, asker_groups=to_groups(row.asker_groups))]
    closed = _closed(connection, [row.id for row in open_rows], principal)
    return [row for row in open_rows if row.id not in closed]


def _closed(connection: Connection, ids: Sequence[str], principal: Principal) -> set[str]:
    closed: set[str] = set()
    wanted = (
        select(answer_version.c.answer, VERSION_GROUPS, DOCUMENT_GROUPS)
        .select_from(answer_version)
        .join(version, version.c.id == answer_version.c.version)
        .join(document, document.c.id == version.c.document)
    )
    for portion in portions(ids):
        rows = connection.execute(wanted.where(answer_version.c.answer.in_(portion)))
        closed.update(row.answer for row in rows if not readable(row, principal))
    return closed


def latest(connection: Connection, wanted: AnySelect, *, principal: Principal, limit: int) -> list[Answer]:
    """The newest readable answers among the wanted rows, newest first."""
    found: list[AnyRow] = []
    before: int | None = None
    size = max(limit, 20)
    while len(found) < limit:
        page = wanted if before is None else wanted.where(answer.c.ordinal < before)
        rows = connection.execute(page.order_by(answer.c.ordinal.desc()).limit(size)).all()
        found.extend(readable_rows(connection, rows, principal=principal))
        if len(rows) < size:
            break
        before = rows[-1].ordinal
    return whole(connection, found[:limit])


def count(connection: Connection, *, principal: Principal) -> int:
    """How many answers the principal may read; no claim of them is looked at."""
    if principal.owner:
        return connection.execute(select(func.count()).select_from(answer)).scalar_one()
    rows = connection.execute(select(answer.c.id, answer.c.asker_owner, answer.c.asker_groups)).all()
    return len(readable_rows(connection, rows, principal=principal))


def whole(connection: Connection, rows: Sequence[AnyRow]) -> list[Answer]:
    """The answers of rows that the principal may read."""
    claims: dict[str, list[AnyRow]] = defaultdict(list)
    citations: dict[str, list[AnyRow]] = defaultdict(list)
    for portion in portions([row.id for row in rows]):
        for said in connection.execute(select(claim).where(claim.c.answer.in_(portion)).order_by(claim.c.answer, claim.c.ordinal)):
            claims[said.answer].append(said)
        for cited in connection.execute(select(citation).where(citation.c.answer.in_(portion)).order_by(citation.c.id)):
            citations[cited.answer].append(cited)
    return [to_answer(row, claims=claims[row.id], citations=citations[row.id]) for row in rows]
