"""Whether two statements contradict each other: they say nearly the same of the same thing, and differ in what matters."""

from __future__ import annotations

from untuned.text.contradiction.difference import Difference, DifferenceKind, difference, told_apart
from untuned.text.contradiction.stated import is_record, may_differ, states
from untuned.text.contradiction.statement import Statement, told

__all__ = ["Difference", "DifferenceKind", "Statement", "difference", "is_record", "may_differ", "states", "told", "told_apart"]
