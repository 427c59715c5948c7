"""The command `untuned`, also as `python -m untuned`."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; the exit status."""
    from untuned.cli.app import run  # noqa: PLC0415 - so that importing this module costs nothing

    return run()


if __name__ == "__main__":
    sys.exit(main())
