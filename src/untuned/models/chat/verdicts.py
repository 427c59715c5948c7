"""A verdict read from what a judge wrote: JSON, JSON with words around it, or the label itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import cast

from untuned.text.regex import regex

_OBJECT = regex(r"\{[^{}]*\}")
_FIELD = regex(r'"verdict"\s*:\s*"?([^",}\n]+)', re.IGNORECASE)
_REASON = 300
"""Characters of a reason that are kept."""


def read_verdict(text: str, *, labels: Sequence[str]) -> tuple[str | None, str]:
    """(one of the labels, the reason that is given); None where no label, or more than one, can be read.

    The last JSON object with a verdict counts; where none is whole, a `"verdict": ` field; then a label that stands alone on the first
    or the last line.
    """
    for found in reversed(list(_objects(text))):
        label = _label(found.get("verdict"), labels)
        if label is not None:
            return label, _short(found.get("reason"))
        if "verdict" in found:
            return None, _short(found.get("reason"))
    named = {_label(found, labels) for found in _FIELD.findall(text)}
    if len(named) == 1:
        return named.pop(), ""
    lines = [line for line in text.splitlines() if line.strip()] or [""]
    first, last = _label(lines[0], labels), _label(lines[-1], labels)
    if first is not None and last in (None, first):
        return first, _short(" ".join(lines[1:]))
    return (last, _short(" ".join(lines[:-1]))) if first is None else (None, "")


def _objects(text: str) -> Iterator[dict[str, object]]:
    for found in _OBJECT.finditer(text):
        try:
            value = json.loads(found[0], strict=False)
        except ValueError:
            continue
        if isinstance(value, dict):
            yield {str(name).casefold(): held for name, held in cast("dict[object, object]", value).items()}


def _label(value: object, labels: Sequence[str]) -> str | None:
    """The label that a value is, whatever its case and the signs around it; `true` and `false` are yes and no."""
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if not isinstance(value, str | int):
        return None
    said = str(value).strip(" \t\r\n\"'`*_.,:;!#").casefold()
    said = said.removeprefix("verdict").strip(' \t:*"')
    return next((label for label in labels if label.casefold() == said), None)


def _short(value: object) -> str:
    text = " ".join(value.split()) if isinstance(value, str) else ""
    return text if len(text) <= _REASON else text[: _REASON - 1] + "…"
