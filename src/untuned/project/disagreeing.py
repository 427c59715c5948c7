"""Conflicts of an open project: found after each sync in what changed, and told to whom may read both sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from untuned.project.wiring import FOLDER, Wiring
from untuned.types.principal import OWNER

if TYPE_CHECKING:
    from datetime import datetime

    from untuned.ingest.conflicts.catalogue import Catalogue
    from untuned.ingest.conflicts.find import Found, State
    from untuned.store.conflicts import Conflicts
    from untuned.types.conflicts import Conflict, ConflictRelation

_BATCH = 500
"""Entries of the feed that are read at once; after each batch a pass that is cut off goes on from there."""
_LOT = 50
"""Versions that are read at once."""
_KEPT = 30_000
"""Statements after which a lot is compared, so that no more than these and those of one document are held at once."""


class ConflictPart(Wiring):
    """What is done with conflicts."""

    @property
    def conflicts(self) -> Conflicts:
        """The conflicts in truth."""
        from untuned.store.conflicts import Conflicts

        return Conflicts(self.database)

    def disagreements(self, *, relation: ConflictRelation = "documents") -> list[Conflict]:
        """The conflicts between current documents whose both sides may be read; or, with `versions`, what their last updates changed."""
        return self.conflicts.listing(principal=self.principal, relation=relation)

    def forget_catalogue(self) -> None:
        """Remove what statements are compared by: it tells words of texts, also of those that are gone."""
        for file in (self.root / FOLDER).glob("conflicts.sqlite3*"):
            file.unlink(missing_ok=True)

    def find_conflicts(self, *, now: datetime) -> int:
        """Follow the feed: every document that changed is compared with all others, and its conflicts are these; how many documents.

        A pass that was cut off goes on where it was. What is compared with is bounded for each statement, however many documents
        there are.
        """
        from untuned.ingest.conflicts.catalogue import Catalogue
        from untuned.store.changes import Changes

        origin = f"{self.database.id} {self.database.epoch}"
        done = 0
        with Catalogue(self.root / FOLDER / "conflicts.sqlite3", origin=origin) as catalogue:
            changes, position = Changes(self.database), catalogue.position
            followed = _Pass(self, catalogue, now=now)
            while batch := changes.since(position, limit=_BATCH):
                documents = list(dict.fromkeys(change.document for change in batch))
                followed.documents(documents)
                done += len(documents)
                position = batch[-1].position
                catalogue.reached(position)
        return done


class _Pass:
    """One pass over what changed."""

    def __init__(self, part: ConflictPart, catalogue: Catalogue, *, now: datetime) -> None:
        self._part, self._catalogue, self._now = part, catalogue, now

    def documents(self, ids: Sequence[int]) -> None:
        """The statements and conflicts of these documents are those of their current versions; in lots, so that few are held."""
        states = self._part.conflicts.states(ids)
        current = {pair[0]: id for id, pair in states.items()}
        lot: dict[int, State | None] = {id: None for id in ids if id not in states}
        held = 0
        for version, state in self._read(list(current)):
            lot[current[version]] = state
            held += len(state.listed)
            if held >= _KEPT:
                self._follow(lot, states)
                lot, held = {}, 0
        self._follow(lot, states)

    def _follow(self, lot: Mapping[int, State | None], states: Mapping[int, tuple[int, int | None]]) -> None:
        from untuned.ingest.conflicts.find import between_documents, between_versions

        alike = self._catalogue.follow({id: None if state is None else (state.version, state.listed) for id, state in lot.items()})
        mine = {id: state for id, state in lot.items() if state is not None}
        rows = self._rows(between_documents(alike, mine, read=self._read), relation="documents")
        former = {version: id for id in mine if (version := states[id][1]) is not None}
        for version, old in self._read(list(former)):
            new = mine[former[version]]
            pairs = [(state.version, [placed for placed, _ in state.listed]) for state in (new, old)]
            rows += self._rows(between_versions(*pairs), relation="versions")
        self._part.conflicts.replace(list(lot), rows, now=self._now)

    def _read(self, versions: Sequence[int]) -> Iterator[tuple[int, State]]:
        """The statements of versions as they are wanted; nothing of one that is gone."""
        from untuned.ingest.conflicts.find import State, signed
        from untuned.ingest.conflicts.statements import statements

        for start in range(0, len(versions), _LOT):
            held = self._part.documents.whole(versions[start : start + _LOT], principal=OWNER)
            for id, (version, text) in held.items():
                yield id, State(version=id, listed=signed(statements(version, text)), metadata=version.metadata)

    def _rows(self, found: Sequence[Found], *, relation: ConflictRelation) -> list[Conflict]:
        from untuned.types.conflicts import Conflict

        return [Conflict(one=one.one, other=one.other, kind=one.difference.kind, relation=relation, found_at=self._now) for one in found]
