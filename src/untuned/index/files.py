"""The files of a view's folder: are they whole, and how does one take the place of another?"""

from __future__ import annotations

import json
import stat
import time
from contextlib import suppress
from pathlib import Path

_FOOTER_MAGIC = (1337).to_bytes(4, "little")
"""The last four bytes of every finished segment file of tantivy."""

_REPLACED = ("meta.json", ".managed.json")
"""What tantivy writes anew with every commit, by temporary files, which their writer alone may read."""
_PLAIN = ".tantivy-writer.lock"
"""A file that it makes as any other program would: who may read it is what the process and its folder say."""

_REPLACE_ATTEMPTS = 50


def damage_of(folder: Path) -> str | None:
    """What is wrong with the folder's index at first sight; None when nothing is.

    A missing or cut-off file is told here, because tantivy answers it with a panic and a stack trace on the terminal.
    """
    meta = folder / "meta.json"
    try:
        segments = [str(segment["segment_id"]).replace("-", "") for segment in json.loads(meta.read_bytes())["segments"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return f"{meta.name}: {error}"
    try:
        return next((damage for segment in segments if (damage := _damage_of_segment(folder, segment))), None)
    except OSError as error:  # unreadable, or gone between two looks: somebody is removing the folder
        return f"{error.filename}: {error.strerror}"


def _damage_of_segment(folder: Path, segment: str) -> str | None:
    files = [path for path in folder.glob(f"{segment}.*") if path.suffix != ".lock"]
    missing = {".idx", ".term", ".store", ".fieldnorm", ".fast", ".pos"} - {path.suffix for path in files}
    if missing:
        return f"{segment}: no {', '.join(sorted(missing))}"
    return next((f"{path.name}: cut off" for path in files if not _is_finished(path)), None)


def _is_finished(path: Path) -> bool:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        if size < 8:
            return False
        file.seek(-4, 2)
        return file.read(4) == _FOOTER_MAGIC


def share(folder: Path) -> None:
    """Gives those who may read the other files of an index also the ones that name them: one is built by one user and asked by another."""
    with suppress(OSError):  # of somebody else, who shares them; or gone: an index that is removed is told of where it is read
        wanted = stat.S_IMODE((folder / _PLAIN).stat().st_mode)
        for file in (folder / name for name in _REPLACED):
            if stat.S_IMODE(file.stat().st_mode) != wanted:
                file.chmod(wanted)


def replace_file(source: Path, target: Path) -> None:
    """Put a file in another's place; where that is refused while somebody reads it, try again for a moment."""
    for attempt in range(_REPLACE_ATTEMPTS):
        try:
            source.replace(target)
        except PermissionError:
            if attempt == _REPLACE_ATTEMPTS - 1:
                raise
            time.sleep(0.01)
        else:
            return
