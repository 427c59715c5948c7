"""Parts of a project that are opened once, when they are first needed, whichever thread needs them first."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from threading import RLock
from typing import Any, Protocol, TypeVar, cast

from untuned.errors import ProjectClosed


class Holder(Protocol):
    """Whose parts they are."""

    closed: bool


T = TypeVar("T")
_UNOPENED = object()
_CLOSED = "the project is closed"
_OPEN_ANEW = "open it anew with untuned.open(folder), or use it before 'close()' or within its 'with' statement"


class OpenedOnce(cached_property[T]):
    """A `cached_property` that is made once by any number of threads: from Python 3.12 on it would be made by each of them.

    What a second thread opened would be used by nobody else, and closed by nobody. Of a closed holder none is opened, nor kept where it
    was closed meanwhile: nobody would close it either, so that it raises `ProjectClosed`.
    """

    def __init__(self, opens: Callable[[Any], T]) -> None:
        super().__init__(opens)
        self.name = opens.__name__
        self._turn = RLock()

    def __get__(self, holder: object, owner: type[Any] | None = None) -> Any:  # noqa: ANN401 - as `cached_property` has it
        """The part; on the class itself, this."""
        if holder is None:
            return self
        with self._turn:
            part = vars(holder).get(self.name, _UNOPENED)
            return self._opened(holder) if part is _UNOPENED else part

    def _opened(self, holder: object) -> T:
        _check_open(holder)
        held = vars(holder)
        part = held[self.name] = self.func(holder)
        try:
            _check_open(holder)
        except ProjectClosed:
            end(held.pop(self.name, None))  # unless whoever closed the holder found it there
            raise
        return part

    def begin_anew(self) -> None:
        """In a forked process: whoever was opening the part stayed with the parent, and will never be done here."""
        self._turn = RLock()


def _check_open(holder: object) -> None:
    if cast("Holder", holder).closed:
        raise ProjectClosed(_CLOSED, remedy=_OPEN_ANEW)


def end(part: object) -> None:
    """Ends the threads or connections that a part has; what it was asked for is finished first."""
    if isinstance(part, ThreadPoolExecutor):
        part.shutdown(wait=True)
    elif (close := getattr(part, "close", None)) is not None:
        close()


def opened_once(opens: Callable[[Any], T]) -> cached_property[T]:
    """The part that a method opens."""
    return OpenedOnce(opens)


def parts_of(kind: type[Any]) -> list[OpenedOnce[Any]]:
    """The parts that objects of a class open."""
    return [cast("OpenedOnce[Any]", part) for one in kind.__mro__ for part in vars(one).values() if isinstance(part, OpenedOnce)]
