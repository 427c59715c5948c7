"""SQLite's file in a folder that this process may not write: it is read as it stands, and nothing is recorded."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass, field, replace
from pathlib import Path

from untuned.errors import StoreBusy, StoreUnwritable

UNRECORDED = "This answer is not kept: the project's folder cannot be written."


@dataclass(frozen=True, kw_only=True, slots=True)
class Sealed:
    """A database file that is only read.

    A write-ahead log that a writing process holds open beside it is read with it, and SQLite keeps the two in step. Without one, SQLite
    can open the file only as one that never changes, so it is seen to here that it did not: a folder that is sealed for this process may
    be open for another.
    """

    file: Path
    followed: bool
    """There is such a log."""
    stand: tuple[int, int, int] = field(repr=False)
    """What it was when it was opened: see `stand_of`."""

    def connect(self, *, busy_timeout_ms: int) -> sqlite3.Connection:
        """A connection that writes nothing, nowhere. Raises `StoreUnwritable` for what a process that was stopped left behind."""
        if self.followed and not self.file.with_name(f"{self.file.name}-shm").exists():
            reason = "a process that was stopped left its last writes beside it, and its folder cannot be written"
            raise StoreUnwritable(f"{self.file}: {reason}", remedy="run 'untuned status' once where it may be written, or copy the project")
        options = "mode=ro" if self.followed else "mode=ro&immutable=1"
        address = f"{self.file.absolute().as_uri()}?{options}"
        return sqlite3.connect(address, uri=True, timeout=busy_timeout_ms / 1000, isolation_level=None, check_same_thread=False)

    def check(self) -> None:
        """Raises `StoreBusy` where somebody has written the file since it was opened: what was read may be of two states."""
        if not self.followed and (stand_of(self.file) != self.stand or _log_of(self.file).exists()):
            raise StoreBusy(f"{self.file} was written while it was read", remedy="run the command again")

    def renewed(self) -> Sealed:
        """The same file as it stands now."""
        return replace(self, stand=stand_of(self.file))

    def refused(self) -> StoreUnwritable:
        """What writing comes to."""
        remedy = "allow writing, or copy the project to where it is allowed; asking, searching and showing go on as it is"
        return StoreUnwritable(f"{self.file}: its folder cannot be written", remedy=remedy)


def sealed_file(file: Path) -> Sealed | None:
    """A database file that can only be read; None where it can be written, or is not there."""
    if os.access(file.parent, os.W_OK) or not file.is_file():
        return None
    followed = _log_of(file).exists()
    if followed and os.access(file, os.W_OK) and file.with_name(f"{file.name}-shm").exists():
        return None  # log and index of the log are there already, so nothing has to be made in the folder
    return Sealed(file=file, followed=followed, stand=stand_of(file))


def _log_of(file: Path) -> Path:
    return file.with_name(f"{file.name}-wal")


def stand_of(file: Path) -> tuple[int, int, int]:
    """What of a file changes with every write."""
    try:
        found = file.stat()
    except OSError:
        return (0, 0, 0)
    return found.st_ino, found.st_mtime_ns, found.st_size
