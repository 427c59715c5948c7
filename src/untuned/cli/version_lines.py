"""A version of a document as a line, with the days on which it was in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from untuned.cli.output import Line, Part, line
from untuned.types.versions import SUCCEEDED, Life

if TYPE_CHECKING:
    from untuned.cli.records import JSON
    from untuned.project import Project
    from untuned.types.documents import Version


def lives_of(project: Project, versions: Sequence[Version]) -> Mapping[int, Life]:
    """The days on which the versions of a document held, by the version's id."""
    return project.histories.lives(versions[-1].document) if versions else {}


def version_json(version: Version, life: Life | None) -> dict[str, JSON]:
    """A version's record, with the days on which it was in force: `held_to` is None while no end is known."""
    from untuned.cli.records import record_json

    record = record_json(version)
    assert isinstance(record, dict)
    held = (None, None) if life is None else (life.held_from, life.held_to)
    return record | {"held_from": record_json(held[0]), "held_to": record_json(held[1])}


def version_head(version: Version, life: Life | None, removed_with: int | None) -> Iterator[Line]:
    """What stands above a version's text."""
    yield (Part(f"{version.path}@{version.number}", "source"), Part(f"  {version.title}", "strong"))
    yield line("  ".join(_facts(version, life, removed_with)), "faint")


def versions_lines(versions: Sequence[Version], lives: Mapping[int, Life], removed_with: int | None) -> Iterator[Line]:
    """A document's versions, oldest first; `removed_with` is the id of the one that it had when it was removed."""
    for version in versions:
        facts = "  ".join(_facts(version, lives.get(version.id), removed_with))
        yield (Part(f"{version.path}@{version.number}", "source"), Part(f"  {facts}"))
    if not versions:
        yield line("No version can be read: they were purged, or are not open to you.")


def _facts(version: Version, life: Life | None, removed_with: int | None) -> list[str]:
    from untuned.index.standing import succeeded_on

    facts = [f"synced {version.synced_at:%Y-%m-%d %H:%M} UTC"]
    if version.effective_from is not None or version.effective_to is not None:
        facts.append(_in_force(version, life))
    mark, since = version.metadata.get(SUCCEEDED), succeeded_on(version)
    if isinstance(mark, dict) and since is not None and version.superseded_at is None:
        begun = since <= datetime.now(UTC).date()
        facts.append(f"superseded by {mark.get('by')} {f'since {since}' if begun else f'from {since} on'}")
    left = "removed" if version.id == removed_with else "superseded"
    facts.append("current" if version.superseded_at is None else f"{left} {version.superseded_at:%Y-%m-%d %H:%M} UTC")
    facts.append(f"{version.characters:,} characters")
    return [*facts, f"groups {', '.join(sorted(version.groups))}"]


def _in_force(version: Version, life: Life | None) -> str:
    """From when to when a version that names a day was in force: no longer than what came after it lets it be."""
    start, end = version.effective_from, version.effective_to if life is None else life.held_to
    if life is not None and end is not None and end < life.held_from:
        later = f": what came after it holds from {end + timedelta(days=1)} on" if version.superseded_at is not None else ""
        return f"in force on no day{later}"
    return f"in force {start or '…'} to {end or '…'}"
