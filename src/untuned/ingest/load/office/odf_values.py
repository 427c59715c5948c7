"""What the cells of an OpenDocument sheet show: the words that were shown last, else what their values say."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from untuned.ingest.load.office.number_format import shown
from untuned.ingest.load.office.odf_names import NUMBER, OFFICE, STYLE

_WORDS = {"true": "TRUE", "false": "FALSE"}
_SILENT = (f"{NUMBER}text", f"{STYLE}map", f"{STYLE}text-properties", f"{NUMBER}fill-character")


def kind_of(cell: Any) -> str:  # noqa: ANN401 - lxml has no types
    """The type of a cell's value; "string" where it says none."""
    return cell.get(f"{OFFICE}value-type") or "string"


def value_of(cell: Any) -> str:  # noqa: ANN401
    """What a cell without words shows by its value alone: of writers that leave the words out."""
    kind, value = kind_of(cell), cell.get(f"{OFFICE}value") or ""
    if kind == "percentage":
        return _percent(value)
    if kind == "currency":
        return f"{shown(value, 'General')} {cell.get(f'{OFFICE}currency') or ''}".strip()
    if kind == "date":
        told = cell.get(f"{OFFICE}date-value") or ""
        return told.replace("T", " ").removesuffix(" 00:00:00")
    if kind == "boolean":
        told = cell.get(f"{OFFICE}boolean-value") or ""
        return _WORDS.get(told, told)
    if kind == "string":
        return cell.get(f"{OFFICE}string-value") or ""
    return shown(value, "General") if kind == "float" and value else ""


def hides(form: Any) -> bool:  # noqa: ANN401
    """True for a format that shows nothing of a number."""
    return form.tag != f"{NUMBER}text-style" and all(part.tag in _SILENT for part in form)


def _percent(value: str) -> str:
    try:
        return shown(str(Decimal(value) * 100), "General") + "%"
    except InvalidOperation:
        return value
