"""The numbers that a PPTX counts in front of the paragraphs of a shape: `1.`, `(b)`, `IV)`."""

from __future__ import annotations

from typing import Any

from untuned.ingest.load.office.docx_numbers import number_in
from untuned.text.regex import regex

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_KIND = regex(r"(arabic|alphaLc|alphaUc|romanLc|romanUc)(Period|ParenR|ParenBoth|Plain)")
_FORMATS = {"arabic": "decimal", "alphaLc": "lowerLetter", "alphaUc": "upperLetter", "romanLc": "lowerRoman", "romanUc": "upperRoman"}
_FORMS = {"Period": "{}. ", "ParenR": "{}) ", "ParenBoth": "({}) ", "Plain": "{} "}


class Numbering:
    """Counts the numbered paragraphs of a shape from its first to its last (ECMA-376 part 1, 21.1.2.4.1)."""

    def __init__(self) -> None:
        self._counts: dict[int, tuple[str, int]] = {}

    def label(self, properties: Any | None, level: int) -> str:  # noqa: ANN401 - lxml has no types
        """What stands in front of the next paragraph, with the gap behind it; "" for nothing, a bullet, or a kind that is not written here.

        A paragraph of a level above, or of another kind on its own, ends a count.
        """
        if self._counts:
            self._counts = {at: held for at, held in self._counts.items() if at <= level}
        told = None if properties is None else properties.find(f"{_A}buAutoNum")
        if told is None:
            self._counts.pop(level, None)
            return ""
        start = told.get("startAt") or "1"
        kind = f"{told.get('type')} {start}"
        held, count = self._counts.get(level, ("", 0))
        first = int(start) if start.isdecimal() and len(start) < 6 else 1
        count = count + 1 if held == kind else first
        self._counts[level] = kind, count
        found = _KIND.fullmatch(told.get("type") or "")
        number = None if found is None else number_in(_FORMATS[found[1]], count)
        return "" if found is None or not number else _FORMS[found[2]].format(number)
