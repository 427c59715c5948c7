"""Parts of a run, kept in a folder, so that a run can be taken up again and its parts taken when the machine suits them."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent.parent / "src"
COMMON = ("_job.py", "_sets.py")


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one part of a run came to."""

    name: str
    made_of: str
    """A hash of all that decides it: code, data, model, what is installed. A part made of something else is taken again."""
    commit: str
    date: str
    """In UTC, to the minute."""
    load: float
    """Processes that wanted a core in the minute before its end: with more than the machine has cores, its CPU times are too high."""
    content: Any


class Parts:
    """The parts in a folder."""

    def __init__(self, folder: Path, *, commit: str) -> None:
        self._folder = folder
        self._commit = commit
        self.taken: list[Part] = []
        """Those that were asked for, in that order."""
        self.lacking: list[str] = []

    def part(self, name: str, *, made_of: str, make: Callable[[], Any] | None) -> Any:
        """The content of a part: as it is kept, or made now; None where it is neither kept nor to be made."""
        kept = self._kept(name)
        if kept is None or kept.made_of != made_of:
            if make is None:
                self.lacking.append(name)
                return None
            content = make()
            now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
            load = round(os.getloadavg()[0], 1)
            kept = Part(name=name, made_of=made_of, commit=self._commit, date=now, load=load, content=content)
            self._keep(kept)
        self.taken.append(kept)
        return kept.content

    def _place(self, name: str) -> Path:
        return self._folder / (re.sub(r"[^\w/]+", "-", name) + ".json")

    def _kept(self, name: str) -> Part | None:
        try:
            return Part(**json.loads(self._place(name).read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None

    def _keep(self, part: Part) -> None:
        place = self._place(part.name)
        place.parent.mkdir(parents=True, exist_ok=True)
        # a run that is killed while it writes leaves no half of a part
        new = place.with_suffix(".new")
        new.write_text(json.dumps(asdict(part), ensure_ascii=False), encoding="utf-8")
        new.replace(place)


def digest(*parts: str) -> str:
    """One hash of several."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


@cache
def of_files(*paths: Path) -> str:
    """A hash of files, and of all that lies in folders, by name and content."""
    return digest(*(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in _files(paths)))


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        inside = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
        yield from (one for one in inside if "__pycache__" not in one.parts)


def of_own() -> str:
    """A hash of untuned itself and of what runs it."""
    return of_files(SOURCE, HERE / "product.py", *(HERE / name for name in COMMON))


def of_peer(name: str, script: str) -> str:
    """A hash of a peer's pinned environment and of what runs it."""
    return of_files(HERE / f"{name}.txt", HERE / script, HERE / "_embedder.py", *(HERE / name for name in COMMON))
