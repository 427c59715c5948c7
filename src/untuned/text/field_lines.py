"""Lines that each name something and say what it is, below one another: `Phone: 117 496 0000`."""

from __future__ import annotations

import re
from itertools import pairwise

_FIELD = re.compile(r"^[ \t]*[^\W\d_a-zа-яё][^\n:.?!]{0,40}: +\S", re.MULTILINE)


def field_lines(text: str, start: int, end: int) -> list[int]:
    """Where such lines of `text[start:end]` begin, in order, of two or more that follow each other; `start` begins a line."""
    begins = [match.start() for match in _FIELD.finditer(text, start, end)]
    beside = {at for one, other in pairwise(begins) if text.count("\n", one, other) == 1 for at in (one, other)}
    return sorted(beside)
