"""The command `untuned`, also as `python -m untuned`."""

from __future__ import annotations

import gc
import os
import sys

STOPPED = 130
"""The exit code of a command that Ctrl-C ended, as shells tell it."""

_SLEEP = ("OPENBLAS_THREAD_TIMEOUT", "4")
"""Threads that numpy's OpenBLAS starts and that have nothing to do sleep after 2**4 cycles, and not after 2**26: each of them, one for
every core, took 0.05 CPU-s of every command that loads numpy."""


def main() -> int:
    """Run the command line; the exit status."""
    os.environ.setdefault(*_SLEEP)
    try:
        from untuned.cli import streams  # noqa: PLC0415 - so that importing this module costs nothing

        streams.complete()
        from untuned.cli.app import run  # noqa: PLC0415 - the same

        status = run()
        streams.let_go()
    except KeyboardInterrupt:  # while the command line was being made ready: nothing has begun
        return STOPPED
    gc.freeze()  # a process that ends frees all it has at once: to look for cycles in it first would take half a second after a sync
    return status


if __name__ == "__main__":
    sys.exit(main())
