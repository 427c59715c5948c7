"""A question between whose reading and recording a text was purged is asked again: its words must not come back with the answer."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import TypeVar

from untuned.errors import StoreBusy, UnknownVersion
from untuned.types.answers import Answer, Claim

T = TypeVar("T")

_ATTEMPTS = 5
"""A purge takes longer than an answer, so that more than one between two of them is rare."""


async def asked_again(once: Callable[[], Awaitable[T]]) -> T:
    """What is asked, as often as that is needed. Raises `StoreBusy` where a text goes each time."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return await once()
        except UnknownVersion:
            continue
    try:
        return await once()
    except UnknownVersion as error:
        raise _purged() from error


async def streamed_again(once: Callable[[], AsyncGenerator[Claim | Answer]]) -> AsyncGenerator[Claim | Answer]:
    """The same of what is shown as it comes. Raises `StoreBusy` also where some of it was shown already."""
    left = _ATTEMPTS
    while left:
        left -= 1
        try:
            async with aclosing(once()) as steps:
                async for step in steps:
                    left = 0
                    yield step
        except UnknownVersion as error:
            if not left:
                raise _purged() from error
        else:
            return


def _purged() -> StoreBusy:
    return StoreBusy("a text that the answer rests on was purged while it was asked for; no answer is kept", remedy="ask again")
