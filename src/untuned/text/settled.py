"""Answers such as `Yes.`, `No, it is not.` and `Да, за 5 дней.`, which say nothing without the question they stand below."""

from __future__ import annotations

import re

from untuned.text.regex import regex

_ON_ITS_OWN = (
    r"i|you|he|she|it|we|they|this|that|these|those|there|the|my|your|our|their|not|only|just|but|because|unless|if|since|as|sorry|thanks"
    r"|es|está|se\s+pued\w+|pued\w+|é|pode\w*|это|этого|мы|вы|я|он|она|оно|они|не|но|только|потому|если|пока"
)
"""What may follow a 'no' without a comma; before any other word it is of that word, as in `No cash is accepted.`"""
_SETTLES = regex(
    r"[\W_]*(?:\w{1,8}[ .]?\d{0,3}[:.)][*_]*\s+)?[\W_]*"
    rf"(?:(?:yes|yep|nope|да|ja|nein|oui|non|sí|sim)|(?:no|нет|não)(?!\.?[ \t]*\d|[*_]*[ \t]+(?!(?:{_ON_ITS_OWN})\b)\w))(?![^\W_]|['’-])",
    re.IGNORECASE,
)
_ASKING = regex(r"^[^\n]{3,300}\?[*_)\]»\"” \t]*$", re.MULTILINE)
_LABEL = regex(r"(?:\s|[*_>•-]|(?:\w{1,8}[:)]|\w{1,2}\.)(?=[\s*_]))*")
"""What may stand between a question and what answers it."""
_FARTHEST = 400


def settles(text: str) -> bool:
    """True for what begins with a 'yes' or 'no', behind a label such as `A:`; not for that of another word: `No cash is taken`."""
    return _SETTLES.match(text) is not None


def asking_lines(text: str) -> list[tuple[int, str]]:
    """The lines of a text that are questions, without their marks, each with the offset of its end."""
    return [(match.end(), match[0].strip("#*_>-• \t")) for match in _ASKING.finditer(text)] if "?" in text else []


def below(text: str, end: int) -> int:
    """Where the words begin that stand right below a line which ends at an offset, behind their label."""
    found = _LABEL.match(text, end)
    return end if found is None else found.end()


def question_above(text: str, start: int) -> str:
    """The line right above an offset, where it is a question; else ""."""
    first = max(0, start - _FARTHEST)
    above = asking_lines(text[first:start])
    if not above:
        return ""
    end, line = above[-1]
    return line if _LABEL.fullmatch(text, first + end, start) is not None else ""
