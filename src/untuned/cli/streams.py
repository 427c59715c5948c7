"""The standard streams as a process gets them: a service's may be closed, and what they lead to may be full or gone."""

from __future__ import annotations

import os
import sys


def complete() -> None:
    """In place of each stream that is closed, one that reads nothing and keeps nothing.

    It gets the closed one's number, so that no file which is opened later does, and libraries and other processes write into none.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8", closefd=False))


def let_go() -> None:
    """What could not be written by the end is dropped, so that Python does not complain of it a second time."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
