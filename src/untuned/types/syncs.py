"""How the last sync went: whether it came to its end, and what it could not look into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from untuned.types.frozen import FrozenDict

SyncState = Literal["never", "running", "stopped", "done"]
"""`stopped`: it did not come to its end, by its caller, a kill or an error; what it had committed is kept."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unread:
    """A folder, link or page that the last sync could not read: no document is known to be in it, or behind it."""

    path: str
    reason: str
    remedy: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LastSync:
    """The last sync of a project, and what earlier ones of other paths left undone."""

    state: SyncState
    started_at: datetime | None = None
    """None where a release before this one synced."""
    read: int = 0
    """Files and pages that were read, of those that had to be; both 0 where it was stopped before, or killed."""
    to_read: int = 0
    unread: tuple[Unread, ...] = ()

    @property
    def complete(self) -> bool:
        """True when nothing was left undone."""
        return self.state == "done"


@dataclass(frozen=True, kw_only=True, slots=True)
class SyncNote:
    """What truth keeps of the last sync."""

    state: Literal["running", "stopped", "done"]
    started_at: datetime
    paths: tuple[str, ...] = ()
    """What it was asked for; all that the settings name where there are none."""
    read: int = 0
    to_read: int = 0
    unread: tuple[Unread, ...] = ()
    left: tuple[tuple[str, ...], ...] = ()
    """The paths of earlier syncs that were stopped, and that no later one has made up for."""
    failing: Mapping[str, datetime] = field(default_factory=FrozenDict[str, datetime])
    """Files that could not be read, each with the time of the sync that could not for the first time."""

    def followed(self, paths: Sequence[str], *, now: datetime) -> SyncNote:
        """The note of the next sync, while it runs."""
        left = self.left if self.state == "done" else (*self.left, self.paths)
        return SyncNote(
            state="running", started_at=now, paths=tuple(paths), unread=self.unread, left=tuple(dict.fromkeys(left)), failing=self.failing
        )
