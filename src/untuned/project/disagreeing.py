"""Conflicts of an open project: found after each sync in what changed, and told to whom may read both sides."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from untuned.project.given import one_of
from untuned.project.wiring import FOLDER, Wiring
from untuned.types.conflicts import ConflictRelation
from untuned.types.principal import OWNER

if TYPE_CHECKING:
    from datetime import datetime

    from untuned.ingest.conflicts.catalogue import Catalogue
    from untuned.ingest.conflicts.find import Found, State
    from untuned.store.conflicts import Conflicts
    from untuned.types.conflicts import Conflict
    from untuned.types.documents import Version

_FILE = "conflicts.sqlite3"
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
        one_of(relation, ConflictRelation, name="relation")
        return self.conflicts.listing(principal=self.principal, relation=relation)

    def forget_catalogue(self) -> None:
        """Remove what statements are compared by: it tells words of texts, also of those that are gone."""
        for file in (self.root / FOLDER).glob(f"{_FILE}*"):
            file.unlink(missing_ok=True)

    @property
    def _origin(self) -> str:
        return f"{self.database.id} {self.database.epoch}"

    def unfinished(self) -> tuple[str, ...]:
        """What the last sync did not come to, because it was cut off or another one runs: `references`, `conflicts`.

        Until the next sync, answers name no reference, and no contradiction, of what changed.
        """
        from untuned.ingest.conflicts.catalogue import position_of

        position = self.database.position()
        linked = self.references.linked().position
        # the file is a view of this machine's: where another one syncs there is none, and truth tells how far that came
        compared = position_of(self.root / FOLDER / _FILE, origin=self._origin)
        behind = {"references": linked, "conflicts": linked if compared is None else compared}
        return tuple(name for name, at in behind.items() if at < position and (name == "references" or self.settings.answer.conflicts))

    def find_conflicts(self, *, now: datetime) -> int:
        """Follow the feed: every document that changed is compared with all others, and its conflicts are these; how many documents.

        A pass that was cut off goes on where it was. What is compared with is bounded for each statement, however many documents
        there are.
        """
        from untuned.ingest.conflicts.catalogue import Catalogue
        from untuned.store.changes import Changes

        done = 0
        with Catalogue(self.root / FOLDER / _FILE, origin=self._origin) as catalogue:
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
        from untuned.index.scopes import scopes_by

        self._part, self._catalogue, self._now = part, catalogue, now
        self._held = _Held()
        self._scopes = scopes_by(part.settings.metadata)

    def documents(self, ids: Sequence[int]) -> None:
        """The statements and conflicts of these documents are those of their current versions; in lots, so that few are held."""
        states = self._part.conflicts.states(ids)
        current = {pair[0]: id for id, pair in states.items()}
        lot: dict[int, State | None] = {id: None for id in ids if id not in states}
        held = 0
        for version, text in self._part.texts.current(list(states), principal=OWNER):
            if version.id not in current:
                continue  # it took another's place meanwhile, and the feed says so
            state = lot[version.document] = self._state(version, text)
            held += len(state.listed)
            if held >= _KEPT:
                self._follow(lot, states)
                lot, held = {}, 0
        self._follow(lot, states)

    def _follow(self, lot: Mapping[int, State | None], states: Mapping[int, tuple[int, int | None]]) -> None:
        from untuned.ingest.conflicts.find import between_documents, between_versions, signed

        alike = self._catalogue.follow({id: None if state is None else (state.version, signed(state.listed)) for id, state in lot.items()})
        mine = {id: state for id, state in lot.items() if state is not None}
        rows = self._rows(between_documents(alike, mine, read=self._read), relation="documents")
        former = {version: id for id in mine if (version := states[id][1]) is not None}
        for version, old in self._read(list(former)):
            new = mine[former[version]]
            rows += self._rows(between_versions((new.version, new.listed), (old.version, old.listed)), relation="versions")
        self._part.conflicts.replace(list(lot), rows, now=self._now)
        for state in mine.values():
            self._held.keep(state)

    def _read(self, versions: Sequence[int]) -> Iterator[tuple[int, State]]:
        """The statements of versions as they are wanted, those that are held first; nothing of one that is gone."""
        yield from ((id, state) for id in versions if (state := self._held.state(id)) is not None)
        wanted = [id for id in versions if self._held.state(id) is None]
        for start in range(0, len(wanted), _LOT):
            found = self._part.documents.whole(wanted[start : start + _LOT], principal=OWNER)
            yield from ((id, self._state(*whole)) for id, whole in found.items())

    def _state(self, version: Version, text: str) -> State:
        from untuned.ingest.conflicts.find import State
        from untuned.ingest.conflicts.statements import statements

        return State(version=version.id, listed=statements(version, text), scopes=self._scopes(version), path=version.path)

    def _rows(self, found: Sequence[Found], *, relation: ConflictRelation) -> list[Conflict]:
        from untuned.types.conflicts import Conflict

        return [Conflict(one=one.one, other=one.other, kind=one.difference.kind, relation=relation, found_at=self._now) for one in found]


class _Held:
    """The latest versions that were compared: a first sync compares each with those before it, which are mostly still here."""

    def __init__(self) -> None:
        self._states: OrderedDict[int, State] = OrderedDict()
        self._statements = 0

    def keep(self, state: State) -> None:
        """Hold this one, and let go of the earliest once there are too many statements."""
        if state.version not in self._states:
            self._states[state.version] = state
            self._statements += len(state.listed)
        while self._statements > _KEPT:
            self._statements -= len(self._states.popitem(last=False)[1].listed)

    def state(self, version: int) -> State | None:
        """A version's statements, where it is held."""
        return self._states.get(version)
