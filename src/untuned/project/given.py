"""What a caller may give one or several of: one stands for a list of one, never for its letters."""

from __future__ import annotations

import os
from collections.abc import Sequence

Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]
"""Folders, files or globs, or addresses of pages."""


def each_path(paths: Paths | None) -> tuple[str, ...]:
    """The paths as they are written; none where none is given."""
    if paths is None:
        return ()
    return tuple(os.fspath(path) for path in ((paths,) if isinstance(paths, str | os.PathLike) else paths))
