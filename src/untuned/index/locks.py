"""One writer of a view over all processes: a locked file, which is free again as soon as its holder has ended."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from untuned.errors import IndexBusy, IndexUnwritable

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""What the systems say of a file that somebody else has locked."""


@contextmanager
def locked(path: Path) -> Generator[None]:
    """The file is locked inside; it stays when it is let go, so that all who wait for it wait for the same one.

    Raises:
        IndexBusy: Somebody else, of this process or another, has locked it.
        IndexUnwritable: Its folder is read-only.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise IndexUnwritable(f"{path} cannot be written: {error.strerror or error}") from error
    try:
        _lock(descriptor, path)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, path: Path) -> None:
    try:
        _take(descriptor)
    except OSError as error:
        if error.errno in _HELD:
            raise IndexBusy(f"another process is writing {path.with_suffix('')}") from error
        raise IndexUnwritable(f"{path} cannot be locked: {error.strerror or error}") from error
