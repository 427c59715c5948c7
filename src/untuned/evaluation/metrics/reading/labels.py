"""Labels of an answer."""

from __future__ import annotations

import re

from untuned.text.regex import regex

_AROUND = regex(r"^[\W_]+|[\W_]+$")
_NAMED = regex(r"^(?:label|category|class|intent|метка|категория|класс)\s*[:=]\s*", re.IGNORECASE)


def bare(text: str) -> str:
    """The text as a label: in small letters, without what stands around it, such as `Label:`."""
    named = _NAMED.sub("", _AROUND.sub("", text))
    return " ".join(_AROUND.sub("", named).casefold().replace("_", " ").split())


def labelled(text: str, label: str) -> bool:
    """True when the text is this label and nothing else."""
    return bare(text) == bare(label)
