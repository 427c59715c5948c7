"""A question as a model worded it anew, read from what the model wrote."""

from __future__ import annotations

import json
from typing import cast

from untuned.text.regex import regex

_MOST = 4_000
"""Characters of an output that are looked at."""
_LONGEST = 500
"""Characters of a question; a longer one is an answer, or worse."""
_OBJECT = regex(r"\{[^{}]*\}")


def read_question(text: str) -> str | None:
    """The question of the last JSON object that has one; else a single line that is a question; None for anything else."""
    for found in reversed(list(_OBJECT.finditer(text[:_MOST]))):
        try:
            value = json.loads(found[0], strict=False)
        except ValueError:
            continue
        question = cast("dict[object, object]", value).get("question") if isinstance(value, dict) else None
        if isinstance(question, str):
            return _flat(question)
    lines = [line for line in text[:_MOST].splitlines() if line.strip()]
    return _flat(lines[0].strip(" \t\"'`*«»“”")) if len(lines) == 1 and "{" not in lines[0] and "?" in lines[0] else None


def _flat(question: str) -> str | None:
    flat = " ".join(question.split())
    return flat if 0 < len(flat) <= _LONGEST else None
