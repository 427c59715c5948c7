"""Who may read the documents of a backup that was put back: whom the access rules of today name, from the first look at them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from untuned.store.database import Database
    from untuned.types.settings import AccessRule


def ruled(database: Database, *, rules: Sequence[AccessRule]) -> Database:
    """The database that was just opened; where it was restored, every document has the groups that the rules give it now.

    Whoever opens it first sees to that, since a restore may be killed. What front matter says by now is known after the next sync.
    """
    if not database.groups_owed:
        return database
    from untuned.ingest.tag import kept_groups
    from untuned.store.documents import Documents

    try:
        Documents(database).regroup(lambda one: kept_groups(one.path, one.metadata, rules, before=one.groups), now=datetime.now(UTC))
    except BaseException:
        database.close()
        raise
    return database
