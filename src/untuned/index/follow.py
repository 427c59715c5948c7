"""An index follows the change feed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import Protocol

from untuned.errors import IndexBusy
from untuned.index.entries import Entry
from untuned.index.recipe import Recipe
from untuned.index.search import Batch, Index
from untuned.types.documents import Change, Version
from untuned.types.principal import OWNER, Principal

BATCH = 500
"""Changes that become one commit of an index."""
_PATIENCE_S = 600.0
_PAUSE_S = 0.05


class Feed(Protocol):
    """Where changes are read."""

    def since(self, position: int, *, limit: int) -> list[Change]:
        """The changes after a position, oldest first."""
        ...


class Sources(Protocol):
    """Where versions and their texts are read."""

    def current(self, documents: Sequence[int], *, principal: Principal) -> Iterable[tuple[Version, str]]:
        """What is current of the documents, each version with its blocks and its text; never many texts at once."""
        ...


def catch_up(
    index: Index,
    *,
    changes: Feed,
    sources: Sources,
    recipe: Recipe,
    wait: bool = False,
    told: Callable[[], None] | None = None,
) -> int:
    """The position at which the index stands after all changes that the feed holds are applied.

    `told` is called after each document.
    Changes are applied in atomic batches, each with its position, so that a killed process goes on where it was. Only one
    document's text is held at a time. While another process writes, `wait` stands in line; otherwise `IndexBusy` is raised.
    Nothing is written when there is nothing to apply.
    """
    if not changes.since(index.position, limit=1):
        return index.position
    with ExitStack() as held:
        enter_writing(held, index, wait=wait)
        while found := changes.since(index.position, limit=BATCH):
            touched = sorted({change.document for change in found})
            index.apply(Batch(position=found[-1].position, forget=frozenset(touched), entries=_current(touched, sources, recipe, told)))
    return index.position


def purged(changes: Feed, *, since: int, batch: int = BATCH) -> bool:
    """True when a text was purged after a position: an index that stands there may hold its words."""
    while found := changes.since(since, limit=batch):
        if any(change.kind == "purged" for change in found):
            return True
        since = found[-1].position
    return False


def _current(documents: Sequence[int], sources: Sources, recipe: Recipe, told: Callable[[], None] | None) -> Iterator[Entry]:
    """The entries of what is current of the documents now; a later change of the feed speaks again for what comes after."""
    for version, text in sources.current(documents, principal=OWNER):
        yield from recipe.entries(version, text)
        if told is not None:
            told()


def enter_writing(held: ExitStack, index: Index, *, wait: bool) -> None:
    """Take the right to write, at once or when it is free."""
    deadline = time.monotonic() + (_PATIENCE_S if wait else 0.0)
    while True:
        try:
            held.enter_context(index.writing())
        except IndexBusy:
            if time.monotonic() >= deadline:
                raise
            time.sleep(_PAUSE_S)
        else:
            return
