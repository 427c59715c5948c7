"""What is read once for each position of the feed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Held(Generic[T]):
    """One value, as it was read at one position of the feed. Threads may share it: at worst two of them read the same."""

    def __init__(self) -> None:
        self._held: tuple[int, T] | None = None

    def at(self, position: int, read: Callable[[], tuple[int, T]]) -> T:
        """The value at a position: the one that is held, or what `read` gives, with the position for which that holds."""
        held = self._held
        if held is None or held[0] != position:
            held = self._held = read()
        return held[1]
