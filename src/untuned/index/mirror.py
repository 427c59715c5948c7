"""An index in a folder that may not be written: tantivy opens none without making a file to lock."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from untuned.errors import IndexUnwritable

_LOCKS = ".lock"


@contextmanager
def readable(folder: Path) -> Generator[Path]:
    """Where an index can be opened from: its folder, or one of links to its files, which is gone afterwards; what was opened stays open.

    Raises:
        IndexUnwritable: Neither it nor any place for temporary files can be written.
        OSError: That place is full.
    """
    if not folder.is_dir() or os.access(folder, os.W_OK):
        yield folder
        return
    try:
        links = tempfile.TemporaryDirectory(prefix="untuned-view-")
    except OSError as error:
        message = f"{folder} cannot be opened: neither it nor any place for temporary files can be written"
        raise IndexUnwritable(message, remedy="name a folder that can be written in the environment variable TMPDIR") from error
    with links as made:
        for file in folder.iterdir():
            if not file.name.endswith(_LOCKS):
                (Path(made) / file.name).symlink_to(file.absolute())
        yield Path(made)
