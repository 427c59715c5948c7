"""Formulas of a page: in a row as their letters, laid out as one sign for an object, as in office documents."""

from __future__ import annotations

from untuned.ingest.load.html_element import Element

OBJECT = "\ufffc"
"""Stands for what its letters alone would say wrongly."""
_LAID_OUT = frozenset(
    ("msup", "msub", "msubsup", "mfrac", "msqrt", "mroot", "mtable", "munder", "mover", "munderover", "mmultiscripts", "menclose")
)
_ASIDE = frozenset(("annotation", "annotation-xml"))


def formula(math: Element) -> str:
    """The letters and signs of a `<math>` that stand in one row; one sign where any stands above, below or beside another."""
    leaves: list[str] = []
    waiting = [math]
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in _ASIDE:
            continue
        if element.tag in _LAID_OUT:
            return OBJECT
        words = (element.text or "").split()
        leaves += [f" {' '.join(words)} "] if element.tag == "mtext" and words else words
        waiting += reversed(list(element))
    return " ".join("".join(leaves).split())
