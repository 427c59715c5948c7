"""Training rows beside an open project: what they quote and lean on goes stale with its documents."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from untuned.errors import WrongSetting
from untuned.project.lineage import LineagePart
from untuned.types.lineage import Lean, Subject

if TYPE_CHECKING:
    from untuned.evaluation.advice.rows import Row, Rows
    from untuned.evaluation.questions.archive import Archive
    from untuned.lineage import Resting
    from untuned.types.measures import Evidence

_LONGEST_PIECE = 2_000_000
"""Characters that are read at once: a longer line is no row, and comes in pieces that are none either."""
_MOST_VERSIONS = 50
"""Of a document, in which the quote of a row is looked for."""
_SHOWN = 200
"""Characters of what a row asks, by which people know it."""


class RowPart(LineagePart):
    """The rows that `[advice] rows` names, as subjects of lineage; for the owner alone."""

    def training_rows(self) -> Rows:
        """The rows of the file. Raises `WrongSetting` where it cannot be read, `NotAllowed` for all but the owner."""
        from untuned.evaluation.advice.rows import read_rows

        self.check_owner("read the training rows")
        name = self.settings.advice.rows
        try:
            with (self.root / name).open(encoding="utf-8-sig") as file:
                return read_rows(iter(lambda: file.readline(_LONGEST_PIECE), ""))
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is not UTF-8"
            remedy = f"name a file of JSON Lines beside untuned.toml: {reason}"
            raise WrongSetting("advice.rows", value=name, file=str(self.root / "untuned.toml"), remedy=remedy) from error

    def declare_rows(self, held: Rows, archive: Archive) -> int:
        """Of how many leans of rows it is kept now that they are declared: those that nobody kept before.

        Each is right for the version that held on the day on which its row was made; without a day, for the latest.
        """
        known = {(lean.subject.id, lean.target) for lean in self.leans.listing() if lean.subject.kind == "row"}
        found: list[Lean] = []
        for row in held.rows:
            for target in row.leans_on:
                path, _, heading = target.partition("#")
                version = None if (row.id, target) in known else self._version_of(path, row.made, archive)
                if version is not None:
                    found.append(Lean(subject=Subject(kind="row", id=row.id), path=path, heading=heading, version=version))
        return len(self.leans.add(found, now=datetime.now(UTC))) if found else 0

    def resting_rows(self, held: Rows, archive: Archive) -> dict[str, Resting]:
        """Each row that says what it rests on, by its id, with what it quotes and leans on."""
        leans: dict[str, list[Lean]] = {}
        for lean in self.leans.listing():
            if lean.subject.kind == "row":
                leans.setdefault(lean.subject.id, []).append(lean)
        return {row.id: _resting(row, archive, leans.get(row.id, ())) for row in held.rows if row.declares}

    def _resting(self, kinds: Collection[str], archive: Archive, day: date) -> Iterator[Resting]:
        """As it is said there; rows of the file with what they quote."""
        told = self.settings.advice.rows
        reads = "row" in kinds and self.principal.owner and bool(told) and (self.root / told).is_file()
        rows = self.resting_rows(self.training_rows(), archive) if reads else {}
        for one in super()._resting(kinds, archive, day):
            own = rows.pop(one.subject.id, None) if one.subject.kind == "row" else None
            yield one if own is None else replace(own, leans=one.leans)
        yield from rows.values()

    def _version_of(self, path: str, made: date | None, archive: Archive) -> int | None:
        """The version of a document that held on a day; the latest one without a day, the first where none held yet."""
        from untuned.store.histories import Histories

        versions = archive.versions(path)
        if not versions or made is None:
            return versions[-1].id if versions else None
        lives = Histories(self.database).lives(versions[-1].document)
        before = [one.id for one in versions if one.id in lives and lives[one.id].held_from <= made]
        return before[-1] if before else versions[0].id


def _resting(row: Row, archive: Archive, leans: Collection[Lean]) -> Resting:
    """A row with what it quotes, each at the latest version that has it, and what it leans on."""
    from untuned.lineage import Resting

    quotes = (_quoted(one.path, one.quote, archive) for one in row.quotes)
    return Resting(
        subject=Subject(kind="row", id=row.id),
        text=row.asked[:_SHOWN],
        quotes=tuple(one for one in quotes if one is not None),
        leans=tuple(leans),
    )


def _quoted(path: str, quote: str, archive: Archive) -> Evidence | None:
    """A quote at the latest version that has it; None where none of the latest has."""
    from untuned.evaluation.questions.places import whole_places
    from untuned.types.measures import Evidence

    for version in reversed(archive.versions(path)[-_MOST_VERSIONS:]):
        held = archive.held(version.id)
        place = next(iter(whole_places(held, quote)), None) if held is not None else None
        if place is not None:
            return Evidence(path=version.path, quote=quote, version=version.id, start=place[0], end=place[1])
    return None
