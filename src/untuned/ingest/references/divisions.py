"""The parts that an attachment is divided into: "Part B" of a schedule."""

from __future__ import annotations

import re

from untuned.text.references.labels import NAMED
from untuned.text.references.nouns import NUMBER, PART, path_of
from untuned.text.regex import regex

_NOUN = rf"(?P<noun>{PART})[ \xa0]{{1,4}}(?P<number>{NUMBER})(?!\w|\.\d){NAMED}"
_FURTHER = regex(rf"(?:^[ \t#>*_|•\-–(]{{0,12}}|(?<=[.;:])[ \xa0]){_NOUN}", re.IGNORECASE | re.MULTILINE)
_AT_ONCE = regex(rf"[ \xa0\t.,:–—-]{{0,5}}{_NOUN}", re.IGNORECASE | re.MULTILINE)
"""Right behind the attachment's own name."""


def divisions(text: str, path: tuple[str, ...], *, behind: int, whole: tuple[int, int]) -> list[tuple[int, int]]:
    """[start, end) of each part of this number, up to the next part; the whole attachment where it names no part.

    `behind` is where the attachment's own name ends.
    """
    end = whole[1]
    marks = [_AT_ONCE.match(text, behind, end), *_FURTHER.finditer(text, behind, end)]
    found = {mark.start("noun"): path_of(mark["number"]) for mark in marks if mark is not None}
    if not found:
        return [whole]
    return [(at, min([other for other in found if other > at], default=end)) for at, number in found.items() if number == path]
