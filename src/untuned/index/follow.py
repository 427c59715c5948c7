"""An index follows the change feed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from typing import Protocol

from untuned.errors import IndexBusy
from untuned.index.entries import Entry
from untuned.index.memory import give_back
from untuned.index.search import Batch, Followed, Stand
from untuned.text.words import let_words_go
from untuned.types.documents import Change, Version
from untuned.types.principal import OWNER, Principal

BATCH = 500
"""Changes that become one commit of an index."""
_MANY = 200
"""Documents from which on the words that were remembered of them are let go: what follows needs few of them, and memory is short."""
_PATIENCE_S = 600.0
PAUSE_S = 0.05
"""Between two looks whether somebody else has done."""


class Feed(Protocol):
    """Where changes are read."""

    def since(self, position: int, *, limit: int) -> list[Change]:
        """The changes after a position, oldest first."""
        ...

    def last_purge(self, *, since: int) -> int:
        """The position of the last purge after a position; 0 for none."""
        ...


class Indexed(Protocol):
    """How versions become entries of one kind of index."""

    def indexed(self, texts: Iterable[tuple[Version, str]]) -> Iterator[Entry]:
        """The entries of versions, each with its text, made while they are taken."""
        ...


class Sources(Protocol):
    """Where versions and their texts are read."""

    def current(self, documents: Sequence[int], *, principal: Principal) -> Iterable[tuple[Version, str]]:
        """What is current of the documents, each version with its blocks and its text; never many texts at once."""
        ...


def catch_up(
    index: Followed,
    *,
    changes: Feed,
    sources: Sources,
    recipe: Indexed,
    wait: bool = False,
    told: Callable[[], None] | None = None,
) -> int:
    """The position at which the index stands after the changes that the feed holds are applied: all, or those before a purge.

    It stops ahead of a purge that may concern words which it has written: a deletion would leave them in the files, so the
    index has to be built anew. An empty index may pass over the purges of before, because it takes only what is current.
    `told` is called after each document.
    Changes are applied in atomic batches, each with its position, so that a killed process goes on where it was. Only one
    document's text is held at a time. While another process writes, `wait` stands in line; otherwise `IndexBusy` is raised.
    Nothing is written when there is nothing to apply.
    """
    if not changes.since(index.position, limit=1):
        return index.position
    followed = 0
    with ExitStack() as held:
        enter_writing(held, index.writing, wait=wait)
        clean = index.position or changes.last_purge(since=0)
        while found := changes.since(index.position, limit=BATCH):
            if any(change.kind == "purged" and change.position > clean for change in found):
                break
            touched = sorted({change.document for change in found})
            entries = recipe.indexed(_current(touched, sources, told))
            index.apply(Batch(position=found[-1].position, mark=mark_of(found[-1]), forget=frozenset(touched), entries=entries))
            followed += len(touched)
    if followed >= _MANY:  # outside of the writer, which holds memory of its own
        let_words_go()
        give_back()
    return index.position


def mark_of(change: Change) -> str:
    """What tells a change from one at the same position of another history, as after a copy was put back by hand."""
    return f"{change.kind} {change.document} {change.version} {change.at.isoformat()}"


def goes_on(changes: Feed, stand: Stand) -> bool | None:
    """True when the feed goes on from where an index stands; None when it is not the feed that the index followed."""
    if stand.position == 0:
        return bool(changes.since(0, limit=1))
    found = changes.since(stand.position - 1, limit=2)
    if not found or Stand(position=found[0].position, mark=mark_of(found[0])) != stand:
        return None
    return len(found) > 1


def _current(documents: Sequence[int], sources: Sources, told: Callable[[], None] | None) -> Iterator[tuple[Version, str]]:
    """What is current of the documents now; a later change of the feed speaks again for what comes after."""
    for version, text in sources.current(documents, principal=OWNER):
        yield version, text
        if told is not None:
            told()


def enter_writing(held: ExitStack, writing: Callable[[], AbstractContextManager[None]], *, wait: bool) -> None:
    """Take a right to write, at once or when it is free. Raises `IndexBusy`."""
    deadline = time.monotonic() + (_PATIENCE_S if wait else 0.0)
    while True:
        try:
            held.enter_context(writing())
        except IndexBusy:
            if time.monotonic() >= deadline:
                raise
            time.sleep(PAUSE_S)
        else:
            return
