"""What a caller may give: one stands for a list of one, never for its letters; what cannot be meant is told with what can."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from decimal import Decimal
from numbers import Real
from operator import index
from pathlib import Path, PurePath
from typing import SupportsIndex, TypeVar, cast, get_args

T = TypeVar("T")

Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]
"""Folders, files or globs, or addresses of pages."""

OnePath = str | os.PathLike[str]
"""The path of a document, below the project's root."""

Names = str | Iterable[str]
"""Ids, or other names."""

_MOST = 2**31 - 1
"""Of what is counted: every database takes that many, and no project has them."""


def each_path(paths: Paths | None) -> tuple[str, ...]:
    """The paths as they are written; none where none is given."""
    if paths is None:
        return ()
    if isinstance(paths, str | bytes | os.PathLike) or not isinstance(paths, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] - callers need not be checked by types
        return (_written(paths, name="a path"),)
    return tuple(_written(path, name="a path") for path in paths)


def one_path(path: OnePath, *, root: Path) -> str:
    """The path as documents are named, with `/`: a place below the root counts from it. Raises `TypeError` for what is no path."""
    written = _written(path, name="the path of a document")
    place = PurePath(written)
    if place.is_absolute():
        return next((place.relative_to(top).as_posix() for top in (root, root.resolve()) if place.is_relative_to(top)), written)
    return place.as_posix() if written.startswith("./") or not isinstance(path, str) else written


def one_folder(folder: object) -> Path:
    """The folder. Raises `TypeError` for what is no path."""
    return Path(_written(folder, name="a folder"))


def one_file(file: object) -> Path:
    """The file. Raises `TypeError` for what is no path, such as what would stand in it."""
    return Path(_written(file, name="a file"))


def _written(path: object, *, name: str) -> str:
    written: object = os.fspath(cast("os.PathLike[str]", path)) if isinstance(path, os.PathLike) else path
    if not isinstance(written, str):
        raise TypeError(f"{name} is a str or a pathlib.Path, not {type(written).__name__}")
    return written


def each_name(names: Names) -> tuple[str, ...]:
    """The names, each once more as a list has them. Raises `TypeError` for what is neither."""
    if not isinstance(names, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] - callers need not be checked by types
        raise TypeError(f"names are a str, or several of them, not {type(names).__name__}")
    return (names,) if isinstance(names, str) else tuple(names)


def a_text(given: object, *, name: str) -> str:
    """What is given, where it is a text. Raises `TypeError`."""
    if not isinstance(given, str):
        raise TypeError(f"{name} is a str, not {type(given).__name__}")
    return given


def a_record(given: object, kind: type[T], *, remedy: str) -> T:
    """What is given, where it is a record of a kind; the remedy says how one is come by. Raises `TypeError`, which says so."""
    if not isinstance(given, kind):
        raise TypeError(f"what is given is of type {type(given).__name__}, not {kind.__name__}: {remedy}")
    return given


def a_number(given: SupportsIndex, *, name: str) -> int:
    """A whole number. Raises `TypeError`."""
    try:
        return index(given)
    except TypeError:
        raise TypeError(f"{name} is a whole number, not {type(given).__name__}") from None


def a_real(given: float, *, name: str) -> float:
    """A number, whole or not. Raises `TypeError`."""
    if not isinstance(given, Real | Decimal):
        raise TypeError(f"{name} is a number, not {type(given).__name__}")
    return given


def a_count(given: SupportsIndex, *, name: str, least: int = 0) -> int:
    """A whole number of things, `least` or more. Raises `TypeError`, `ValueError`."""
    number = a_number(given, name=name)
    if number < least:
        raise ValueError(f"{name} is {number}; give {least} or more")
    return min(number, _MOST)


def each_counts(**numbers: int | None) -> None:
    """Nothing, where each of these is absent or 1 and more. Raises `TypeError`, `ValueError`."""
    for name, number in numbers.items():
        if number is not None:
            a_count(number, name=name, least=1)


def one_of(given: str, kinds: object, *, name: str) -> None:
    """Nothing, where what is given is one of a `Literal`'s values. Raises `ValueError`."""
    known: tuple[str, ...] = get_args(kinds)
    if given not in known:
        raise ValueError(f"{name} is {given!r}; give one of {', '.join(map(repr, known))}")
