"""One process at a time asks models for a project's measurements: two that ask the same would pay for it twice."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from untuned.errors import IndexBusy, IndexUnwritable, Refused, StoreUnwritable
from untuned.index.locks import locked


@contextmanager
def turn(folder: Path, *, names: Sequence[str], now: datetime) -> Generator[None]:
    """Nobody else asks models for measurements inside; it is free again as soon as its holder has ended, however that came.

    Args:
        folder: Where the project keeps what belongs to its measurements.
        names: The variants that are measured: what others are told.
        now: Since when, for them.

    Raises:
        Refused: Somebody else, of this process or another, has it.
        StoreUnwritable: The folder is read-only.
    """
    holder = folder / "asking"
    with ExitStack() as held:
        try:
            held.enter_context(locked(folder / "asking.lock"))
        except IndexBusy:
            raise Refused(
                f"another measurement is asking models for this project: {_told(holder)}",
                remedy="wait for it to end, or stop it and go on with '--resume'",
            ) from None
        except IndexUnwritable as error:
            raise StoreUnwritable(error.message) from None
        holder.write_text(f"process {os.getpid()}, which measures {', '.join(names)} since {now:%Y-%m-%d %H:%M} UTC", encoding="utf-8")
        held.callback(holder.unlink, missing_ok=True)
        yield


def _told(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8") or "it has just begun"
    except OSError:
        return "it has just begun"
