"""Parts of a project that are opened once, when they are first needed, whichever thread needs them first."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, wraps
from threading import RLock
from typing import Protocol, TypeVar

from untuned.errors import ProjectClosed


class Holder(Protocol):
    """Whose parts they are."""

    closed: bool


S = TypeVar("S", bound=Holder)
T = TypeVar("T")
_CLOSED = "the project is closed"
_OPEN_ANEW = "open it anew with untuned.open(folder), or use it before 'close()' or within its 'with' statement"


def opened_once(opens: Callable[[S], T]) -> cached_property[T]:
    """A `cached_property` that is made once by any number of threads: from Python 3.12 on it would be made by each of them.

    What a second thread opened would be used by nobody else, and closed by nobody. Of a closed holder none is opened: nobody would
    close it either, so that it raises `ProjectClosed`.
    """
    turn, name = RLock(), opens.__name__

    @wraps(opens)
    def once(holder: S) -> T:
        with turn:
            held = vars(holder)
            if name not in held:
                if holder.closed:
                    raise ProjectClosed(_CLOSED, remedy=_OPEN_ANEW)
                held[name] = opens(holder)
            return held[name]

    return cached_property(once)
