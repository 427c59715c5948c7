"""A process that is forked from one with open projects opens anew what it needs: threads and connections stay with the parent."""

from __future__ import annotations

import os
from typing import Protocol
from weakref import WeakSet


class Forked(Protocol):
    """Something that may be open when its process is forked."""

    def leave_behind(self) -> object:
        """What was open, and belongs to the parent; from now on it is opened anew when it is needed."""
        ...


_OPEN: WeakSet[Forked] = WeakSet()
_LEFT: list[object] = []
"""What belongs to the parent. It is kept: letting a connection of the parent's go would end it for the parent too."""


def heed_forks(opened: Forked) -> None:
    """In every process that is forked from now on, it leaves behind what was open."""
    _OPEN.add(opened)


def _in_child() -> None:
    _LEFT.extend([one.leave_behind() for one in tuple(_OPEN)])


if hasattr(os, "register_at_fork"):  # not on Windows, which forks nothing
    os.register_at_fork(after_in_child=_in_child)
