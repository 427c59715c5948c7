"""Errors of the index library, translated into ours."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from untuned.errors import IndexBusy, IndexUnwritable, ViewError

_AGAIN = "try again: another process has built the view anew"


class GoneView(ViewError):
    """The folder was removed meanwhile: another one is the current one now, or none."""


@contextmanager
def view_errors(folder: Path) -> Generator[None]:
    """What happens inside, with failures to write as `IndexBusy`, `GoneView` or `IndexUnwritable`."""
    try:
        with no_panic(folder):
            yield
    except (ValueError, OSError, RuntimeError) as error:
        if "LockBusy" in str(error):
            raise IndexBusy(f"another process is writing {folder}") from error
        if not folder.exists():
            raise GoneView(f"{folder} is gone", remedy=_AGAIN) from error
        raise IndexUnwritable(f"{folder} cannot be written: {_first_line(error)}") from error


@contextmanager
def read_errors(folder: Path) -> Generator[None]:
    """What happens inside, with files that are gone or damaged as a `ViewError`."""
    try:
        with no_panic(folder):
            yield
    except (ValueError, OSError) as error:
        if not folder.exists():
            raise GoneView(f"{folder} is gone", remedy=_AGAIN) from error
        raise ViewError(f"{folder} cannot be read: {_first_line(error)}", remedy="run 'untuned reindex'; no document is lost") from error


@contextmanager
def no_panic(folder: Path) -> Generator[None]:
    """What happens inside, with a panic of the library (bytes that cannot be) as a `ViewError`."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a class that cannot be imported, and no Exception
            raise
        raise ViewError(f"{folder} is damaged: {_first_line(error)}", remedy="run 'untuned reindex'; no document is lost") from error


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
