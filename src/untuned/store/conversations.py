"""Conversations: answers in a row, belonging to the one who asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from untuned.errors import UnknownConversation
from untuned.store.access import AnyRow, may_see_as
from untuned.store.answer_reads import readable_rows, whole
from untuned.store.database import Database
from untuned.store.encoding import from_groups, from_instant, is_storable, to_groups, to_instant
from untuned.store.numbers import take
from untuned.store.schema import answer, conversation
from untuned.types.answers import Answer
from untuned.types.principal import Principal


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """A conversation with those of its answers that its reader may read, oldest first."""

    id: str
    started_at: datetime
    answers: tuple[Answer, ...]


class Conversations:
    """The conversations of a database; to whoever lacks a group of the one who began it, a conversation is unknown."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, *, principal: Principal, now: datetime) -> str:
        """The id of a new conversation: give it to answers as `conversation`."""
        return self._database.write(lambda connection: _start(connection, principal, from_instant(now)))

    def get(self, id: str, *, principal: Principal) -> Conversation:
        """The conversation. Raises `UnknownConversation`."""
        with self._database.read() as connection:
            row = readable_conversation(connection, id, principal=principal)
            rows = connection.execute(select(answer).where(answer.c.conversation == id).order_by(answer.c.ordinal)).all()
            answers = whole(connection, readable_rows(connection, rows, principal=principal))
            return Conversation(id=id, started_at=to_instant(row.started_at), answers=tuple(answers))


def readable_conversation(connection: Connection, id: str, *, principal: Principal) -> AnyRow:
    """The conversation's row. Raises `UnknownConversation`."""
    row = connection.execute(select(conversation).where(conversation.c.id == id)).one_or_none() if is_storable(id) else None
    if row is None or not may_see_as(principal, asker_owner=row.asker_owner, asker_groups=to_groups(row.asker_groups)):
        raise UnknownConversation(id)
    return row


def _start(connection: Connection, principal: Principal, now: str) -> str:
    id = f"c{take(connection, 'conversation')}"
    row = {"id": id, "started_at": now, "asker_owner": principal.owner, "asker_groups": from_groups(principal.groups)}
    connection.execute(insert(conversation).values(row))
    return id
