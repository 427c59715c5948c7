"""Parts of a project that are opened once, when they are first needed, whichever thread needs them first."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, wraps
from threading import RLock
from typing import TypeVar

S = TypeVar("S")
T = TypeVar("T")


def opened_once(opens: Callable[[S], T]) -> cached_property[T]:
    """A `cached_property` that is made once by any number of threads: from Python 3.12 on it would be made by each of them.

    What a second thread opened would be used by nobody else, and closed by nobody.
    """
    turn, name = RLock(), opens.__name__

    @wraps(opens)
    def once(holder: S) -> T:
        with turn:
            held = vars(holder)
            if name not in held:
                held[name] = opens(holder)
            return held[name]

    return cached_property(once)
