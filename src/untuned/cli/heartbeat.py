"""How far a long command has come where no terminal shows a bar: a line now and then, as the log of a build has them."""

from __future__ import annotations

import time
from collections.abc import Callable

from untuned.cli.command import Call
from untuned.cli.output import line

EVERY_S = 30.0
"""Services that run builds end one that says nothing for five or ten minutes; a short command says nothing at all."""


class Heartbeat:
    """Lines to the stream for errors, one in half a minute at most; none where a program reads it, or the caller wants it quiet."""

    def __init__(self, call: Call, *, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds; the first line comes half a minute from now."""
        self._call = call
        self._clock = clock
        self._last = clock()

    def tell(self, text: Callable[[], str]) -> None:
        """Says the text where it is time for a line."""
        now = self._clock()
        if now - self._last < EVERY_S or self._call.json or self._call.quiet:
            return
        self._last = now
        self._call.output.warn([line(text(), "faint")])
