"""Where a quote stands that is not in the source it names: in another one, or only in a version that is no longer true."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from untuned.rag.verify.quotes.normalise import skeleton
from untuned.rag.verify.quotes.quote import LEAST, Prepared, verify_quote
from untuned.types.answers import Verdict
from untuned.types.documents import Block, Span


class Shelf:
    """A text in which a quote may be looked for; `make` prepares it, once, when a quote first needs it."""

    def __init__(
        self, version: int, make: Callable[[], Prepared], *, start: int = 0, blocks: Sequence[Block] = (), superseded: bool = False
    ) -> None:
        """`start` is where the prepared text begins in its version; `blocks` count from there."""
        self.version = version
        self.start = start
        self.blocks = blocks
        self.superseded = superseded
        self._make = make

    @cached_property
    def prepared(self) -> Prepared:
        """The text, ready for quotes."""
        return self._make()


def elsewhere(failed: Verdict, quote: str, *, shelves: Sequence[Shelf]) -> Verdict:
    """A `not_found` verdict as `misattributed` or `stale` where the quote stands on one of the shelves; any other as it is.

    `misattributed` is what a current text says, word for word, other than the one the quote names; `stale` is what only a
    superseded one says. Neither is accepted. `shelves` are the other texts, likeliest first: they are prepared one by one and no
    further than the first that holds the quote, superseded ones last. A quote of fewer than 12 skeleton characters stands in
    too many places to be told whose it is, and stays `not_found`.
    """
    if failed.kind != "not_found" or len(skeleton(quote)) < LEAST:
        return failed
    for shelf in sorted(shelves, key=lambda shelf: shelf.superseded):
        found = verify_quote(quote, shelf.prepared, blocks=shelf.blocks)
        if found.accepted:
            place = Span(version=shelf.version, start=shelf.start + found.spans[0][0], end=shelf.start + found.spans[-1][1])
            kind = "stale" if shelf.superseded else "misattributed"
            return replace(failed, kind=kind, reason=kind, elsewhere=place)
    return failed
