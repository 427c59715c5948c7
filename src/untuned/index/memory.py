"""Memory that nobody uses any more and that the process still holds."""

from __future__ import annotations

import sys


def give_back() -> None:
    """The system gets what lies free between what is held, where the C library can be asked for it (glibc); it takes milliseconds.

    Without that, what a view was written with would be held beside all that comes after it.
    """
    import ctypes  # noqa: PLC0415 - a run that writes little never needs it

    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
