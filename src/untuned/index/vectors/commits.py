"""What a folder of vectors holds: one small file that names its parts and is replaced as a whole, so that a commit is a rename."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from untuned.index.files import replace_file
from untuned.index.search import Origin, Stand

COMMIT = "commit.json"
_BEGUN = ".new"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A segment as it stands: its file, and the file that says which of its rows are dead ("" for none)."""

    name: str
    rows: int
    dead: str = ""
    dead_rows: int = 0

    @property
    def alive(self) -> int:
        """How many rows can be found."""
        return self.rows - self.dead_rows


@dataclass(frozen=True, kw_only=True, slots=True)
class Commit:
    """Where an index stands, of which database, and of which parts it is made."""

    stand: Stand
    origin: Origin
    parts: tuple[Part, ...] = ()
    made: int = 0
    """How many files were ever begun: the next one's name."""

    @property
    def files(self) -> frozenset[str]:
        """The names of every file that it needs."""
        return frozenset({COMMIT, *(part.name for part in self.parts), *(part.dead for part in self.parts if part.dead)})


def read_commit(folder: Path) -> Commit:
    """What a folder holds.

    Raises:
        OSError: There is nothing that can be read.
        ValueError: It is no such file, or was damaged.
    """
    try:
        held: dict[str, Any] = json.loads((folder / COMMIT).read_bytes())
        parts = tuple(Part(**part) for part in held["parts"])
        return Commit(stand=Stand(**held["stand"]), origin=Origin(**held["origin"]), parts=parts, made=int(held["made"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{COMMIT}: {error}") from error


def write_commit(folder: Path, commit: Commit) -> None:
    """Puts a commit in the place of the one before, at once and to stay."""
    fresh = folder / f"{COMMIT}{_BEGUN}"
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(asdict(commit), file)
        file.flush()
        os.fsync(file.fileno())
    replace_file(fresh, folder / COMMIT)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """The names in a folder outlive a power cut, where a system can be told so."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_others(folder: Path, keep: Sequence[str]) -> None:
    """Takes every other file away; what is still open, where that is in the way, may stay until the next time."""
    for path in folder.iterdir():
        if path.name not in keep:
            try:
                path.unlink()
            except OSError:
                continue
