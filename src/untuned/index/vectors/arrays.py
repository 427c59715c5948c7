"""Arrays in one file that is written once and then mapped: their bytes one after the other, and at its end where each stands."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]

_MAGIC = b"untuned vectors 1\n"
_ALIGNED = 64
"""Every array begins at a multiple of this."""
_LENGTH = 8
_LONGEST_LISTING = 1_000_000


class ArrayFile:
    """A file that arrays are written to, a whole one at a time or one of them block by block; whole on disk when it is left."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("wb")
        self._listing: dict[str, tuple[int, str, list[int]]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self._file.close()

    def begin(self, name: str, dtype: type[np.generic]) -> None:
        """The blocks that are appended from now on are this array."""
        self._file.write(b"\0" * (-self._file.tell() % _ALIGNED))
        self._listing[name] = (self._file.tell(), np.dtype(dtype).str, [0])

    def append(self, block: NDArray[Any]) -> None:
        """More rows of the array that was begun last."""
        name = next(reversed(self._listing))
        at, dtype, shape = self._listing[name]
        self._file.write(np.ascontiguousarray(block, dtype=dtype).data)
        self._listing[name] = (at, dtype, [shape[0] + len(block), *block.shape[1:]])

    def add(self, name: str, whole: NDArray[Any]) -> None:
        """One array at once."""
        self.begin(name, whole.dtype.type)
        self.append(whole)

    def _finish(self) -> None:
        listing = json.dumps(self._listing).encode()
        self._file.write(listing + len(listing).to_bytes(_LENGTH, "little") + _MAGIC)
        self._file.flush()
        os.fsync(self._file.fileno())


def mapped(path: Path) -> Arrays:
    """The arrays of a file, read where they are looked at.

    Raises:
        OSError: It cannot be read.
        ValueError: It is not such a file, or is cut off.
    """
    if path.stat().st_size < _LENGTH + len(_MAGIC):
        raise ValueError(f"{path.name}: cut off")
    data = np.memmap(path, dtype=np.uint8, mode="r")
    tail = data[-_LENGTH - len(_MAGIC) :].tobytes()
    length = int.from_bytes(tail[:_LENGTH], "little")
    if tail[_LENGTH:] != _MAGIC or length > min(_LONGEST_LISTING, len(data)):
        raise ValueError(f"{path.name}: cut off")
    end = len(data) - _LENGTH - len(_MAGIC)
    listing: dict[str, tuple[int, str, list[int]]] = json.loads(data[end - length : end].tobytes())
    return {name: _viewed(data, at, np.dtype(dtype), shape) for name, (at, dtype, shape) in listing.items()}


def _viewed(data: NDArray[np.uint8], at: int, dtype: np.dtype[Any], shape: list[int]) -> NDArray[Any]:
    size = math.prod(shape) * dtype.itemsize
    # A plain array over the map: every slice of a memmap would be an object with a file of its own to look after.
    return np.asarray(data[at : at + size]).view(dtype).reshape(shape)
