"""Conversations: answers in a row, belonging to the one who asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from untuned.errors import UnknownConversation
from untuned.store.access import AnyRow, may_see_as, portions
from untuned.store.answer_reads import readable_rows, whole
from untuned.store.database import Database
from untuned.store.encoding import from_groups, from_instant, is_storable, storable, to_groups, to_instant
from untuned.store.numbers import take
from untuned.store.schema import answer, answer_version, citation, claim, conversation, trace
from untuned.store.scrub import owe_scrub, scrub
from untuned.types.answers import Answer
from untuned.types.principal import Principal

_LONGEST_TITLE = 80


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """A conversation with those of its answers that its reader may read, oldest first."""

    id: str
    started_at: datetime
    title: str = ""
    """Its first question, cut short."""
    answers: tuple[Answer, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ConversationSummary:
    """A line of a list of conversations."""

    id: str
    title: str
    started_at: datetime
    last_at: datetime
    questions: int


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
            return Conversation(id=id, started_at=to_instant(row.started_at), title=row.title, answers=tuple(answers))

    def recent(self, *, principal: Principal, limit: int) -> list[ConversationSummary]:
        """The readable conversations, the one that was last asked in first, as far as the principal may read what was asked in them."""
        last = func.coalesce(func.nullif(conversation.c.last_at, ""), conversation.c.started_at)
        counted = select(func.count()).where(answer.c.conversation == conversation.c.id).scalar_subquery()
        wanted = select(conversation, last.label("last"), counted.label("asked")).order_by(last.desc(), conversation.c.id.desc())
        with self._database.read() as connection:
            rows = [row for row in connection.execute(wanted) if _may_see(row, principal)]
            if principal.owner:
                return [_summary(row, last_at=row.last, questions=row.asked) for row in rows[:limit]]
            asked = _asked(connection, [row.id for row in rows], principal)
        listed = [_summary(row, last_at=max(asked[row.id], default=row.started_at), questions=len(asked[row.id])) for row in rows]
        return sorted(listed, key=lambda one: (one.last_at, one.id), reverse=True)[:limit]

    def delete(self, id: str, *, principal: Principal) -> int:
        """How many answers went with the conversation: questions, claims, quotes and traces, from free pages too.

        Answers in it that the principal may not read, such as an owner's, stay, by themselves. Raises `UnknownConversation`.
        """

        def work(connection: Connection) -> int:
            readable_conversation(connection, id, principal=principal)
            owe_scrub(connection)
            rows = connection.execute(select(answer).where(answer.c.conversation == id)).all()
            own = {row.id for row in readable_rows(connection, rows, principal=principal)}
            for portion in portions([row.id for row in rows if row.id not in own]):
                connection.execute(update(answer).where(answer.c.id.in_(portion)).values(conversation=None))
            return _delete(connection, [id])

        count = self._database.write(work)
        self._database.outside(scrub)
        return count

    def forget(self, *, before: datetime) -> int:
        """How many conversations went, with their answers: those that were last asked in before that moment."""
        moment = from_instant(before)
        last = func.coalesce(func.nullif(conversation.c.last_at, ""), conversation.c.started_at)

        def work(connection: Connection) -> int:
            ids = list(connection.execute(select(conversation.c.id).where(last < moment)).scalars())
            _delete(connection, ids)
            return len(ids)

        return self._database.write(work)


def readable_conversation(connection: Connection, id: str, *, principal: Principal) -> AnyRow:
    """The conversation's row. Raises `UnknownConversation`."""
    row = connection.execute(select(conversation).where(conversation.c.id == id)).one_or_none() if is_storable(id) else None
    if row is None or not _may_see(row, principal):
        raise UnknownConversation(id)
    return row


def touch(connection: Connection, id: str, *, question: str, at: str, principal: Principal) -> None:
    """The conversation was asked a question at that moment; the first one that all its readers may read becomes its title.

    Raises `UnknownConversation`.
    """
    row = readable_conversation(connection, id, principal=principal)
    beginner = Principal(groups=to_groups(row.asker_groups), owner=row.asker_owner)
    open_to_all = may_see_as(beginner, asker_owner=principal.owner, asker_groups=principal.groups)
    title = row.title or (_title(question) if open_to_all else "")
    connection.execute(update(conversation).where(conversation.c.id == id).values(last_at=at, title=title))


def _asked(connection: Connection, ids: Collection[str], principal: Principal) -> dict[str, list[str]]:
    """When each of the conversations was asked the questions that the principal may read."""
    found: dict[str, list[str]] = {id: [] for id in ids}
    columns = (answer.c.id, answer.c.conversation, answer.c.asked_at, answer.c.asker_owner, answer.c.asker_groups)
    for portion in portions(ids):
        rows = connection.execute(select(*columns).where(answer.c.conversation.in_(portion))).all()
        for row in readable_rows(connection, rows, principal=principal):
            found[row.conversation].append(row.asked_at)
    return found


def _summary(row: AnyRow, *, last_at: str, questions: int) -> ConversationSummary:
    started, last = to_instant(row.started_at), to_instant(last_at)
    return ConversationSummary(id=row.id, title=row.title, started_at=started, last_at=last, questions=questions)


def _may_see(row: AnyRow, principal: Principal) -> bool:
    return may_see_as(principal, asker_owner=row.asker_owner, asker_groups=to_groups(row.asker_groups))


def _title(question: str) -> str:
    line = " ".join(storable(question).split())
    return line if len(line) <= _LONGEST_TITLE else f"{line[: _LONGEST_TITLE - 1]}…"


def _start(connection: Connection, principal: Principal, now: str) -> str:
    id = f"c{take(connection, 'conversation')}"
    row = {"id": id, "started_at": now, "last_at": now, "asker_owner": principal.owner, "asker_groups": from_groups(principal.groups)}
    connection.execute(insert(conversation).values(row))
    return id


def _delete(connection: Connection, ids: list[str]) -> int:
    answers: list[str] = []
    for portion in portions(ids):
        answers += connection.execute(select(answer.c.id).where(answer.c.conversation.in_(portion))).scalars()
    for portion in portions(answers):
        for table in (trace, citation, claim, answer_version):
            connection.execute(delete(table).where(table.c.answer.in_(portion)))
        connection.execute(delete(answer).where(answer.c.id.in_(portion)))
    for portion in portions(ids):
        connection.execute(delete(conversation).where(conversation.c.id.in_(portion)))
    return len(answers)
