"""How far a table or a figure reaches from its caption."""

from __future__ import annotations

from untuned.text.regex import regex

_TABLE_END = regex(r"\n[ \t]*\n(?![ \t]*(?:[|+]|\S[^\n]{0,80}(?:[ ]{3,}|\t)))")
_PARAGRAPH_END = regex(r"\n[ \t]*\n\s*")
_PICTURE = regex(r"[ \t]*(?:!\[|<img\b|<svg\b|```|~~~|\|[ \t-]|[+][-=]|\.\.[ ](?:image|figure)::)")


def end_of_figure(text: str, end: int) -> int:
    """The end of the caption whose number ends there, or of the picture right below it."""
    match = _PARAGRAPH_END.search(text, end)
    if match is not None and _PICTURE.match(text, match.end()):
        match = _PARAGRAPH_END.search(text, match.end())
    return match.start() if match is not None else len(text)


def end_of_table(text: str, end: int) -> int:
    """The end of the rows below the caption whose number ends there."""
    match = _TABLE_END.search(text, _after_caption(text, end))
    return match.start() if match is not None else len(text)


def _after_caption(text: str, end: int) -> int:
    line = text.find("\n", end)
    while 0 <= line < len(text) - 1 and text[line + 1] == "\n":
        line += 1
    return line + 1 if line >= 0 else end
