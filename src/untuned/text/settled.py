"""Answers such as `Yes.`, `No, it is not.` and `Да, за 5 дней.`, which say nothing without the question they stand below."""

from __future__ import annotations

import re

_SETTLES = re.compile(
    r"(?:\w{1,8}[ .]?\d{0,3}[:.)]\s+)?[\W_]*(?:yes|no|yep|nope|да|нет|ja|nein|oui|non|sí|sim|não)(?![\w'’-])", re.IGNORECASE
)
_ASKING = re.compile(r"^[^\n]{3,300}\?[*_)\]»\"” \t]*$", re.MULTILINE)
_LABEL = re.compile(r"(?:\s|[*_>•-]|(?:\w{1,8}[:)]|\w{1,2}\.)(?=\s))*")
"""What may stand between a question and the quote of what answers it."""
_FARTHEST = 400


def settles(text: str) -> bool:
    """True for what begins with a 'yes' or 'no', behind a label such as `A:`."""
    return _SETTLES.match(text) is not None


def asking_lines(text: str) -> list[tuple[int, str]]:
    """The lines of a text that are questions, without their marks, each with the offset of its end."""
    return [(match.end(), match[0].strip("#*_>-• \t")) for match in _ASKING.finditer(text)] if "?" in text else []


def question_above(text: str, start: int) -> str:
    """The line right above an offset, where it is a question; else ""."""
    first = max(0, start - _FARTHEST)
    above = asking_lines(text[first:start])
    if not above:
        return ""
    end, line = above[-1]
    return line if _LABEL.fullmatch(text, first + end, start) is not None else ""
