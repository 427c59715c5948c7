"""What the paragraphs of an OpenDocument file show, letter by letter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from untuned.ingest.load.office.docx_styles import Look
from untuned.ingest.load.office.odf_names import DRAW, MATH, OFFICE, PRESENTATION, TEXT
from untuned.ingest.load.office.odf_styles import Styles
from untuned.ingest.load.office.symbols import signs
from untuned.ingest.load.raised import raised
from untuned.text.regex import regex

_SPACES = regex(r"[ \t\r\n]+")
_MOST_SPACES = 100
_PLACEHOLDER = "\ufffc"
"""For a formula, whose layout says what its letters alone do not."""
_STYLED = (f"{TEXT}span", f"{TEXT}a")
_FORMULA_HOLDERS = (f"{DRAW}object", f"{DRAW}object-ole")
_PASSED = frozenset(
    (
        f"{OFFICE}annotation",
        f"{OFFICE}annotation-end",
        f"{OFFICE}event-listeners",
        f"{TEXT}ruby-text",
        f"{TEXT}script",
        f"{TEXT}label",
        f"{TEXT}note-citation",
        f"{TEXT}tracked-changes",
        f"{PRESENTATION}header",
        f"{PRESENTATION}footer",
        f"{PRESENTATION}date-time",
    )
)


class Inline:
    """Reads paragraphs, and collects what stands in them and is no part of their text."""

    def __init__(self, styles: Styles, is_formula: Callable[[Any], bool], deletions: frozenset[str] = frozenset()) -> None:
        """`deletions` are the ids of changes by which text was deleted."""
        self._styles = styles
        self._is_formula = is_formula
        self._deletions = deletions
        self._deleting: set[str] = set()
        self._after_space = True
        self.boxes: list[Any] = []
        """Frames and shapes, which are read behind their paragraph."""
        self.footnotes: list[Any] = []
        self.endnotes: list[Any] = []
        self.unseen: list[str] = []
        self.hidden = False
        self.struck = False

    def words(self, paragraph: Any, look: Look) -> str:  # noqa: ANN401 - lxml has no types
        """A paragraph's visible text."""
        if any(mark.get(f"{TEXT}is-hidden") == "true" for mark in paragraph.iter(f"{TEXT}hidden-paragraph")):
            self.leave_out(paragraph)
            return ""
        self._after_space = True
        text = "".join(self._inline(paragraph, look))
        return "\n".join(line.strip() for line in text.split("\n")).strip()

    def change(self, mark: Any) -> None:  # noqa: ANN401
        """Takes notice of where a change begins and ends: what was deleted may stand between."""
        name = mark.get(f"{TEXT}change-id") or ""
        if mark.tag == f"{TEXT}change-end":
            self._deleting.discard(name)
        elif mark.tag == f"{TEXT}change-start" and name in self._deletions:
            self._deleting.add(name)

    def leave_out(self, element: Any) -> None:  # noqa: ANN401
        """Notes that what stands in an element is not shown."""
        texts = [text for text in element.itertext() if text.strip()]
        self.hidden = self.hidden or bool(texts)
        self.unseen += [f"{text}\n" for text in texts]

    def _inline(self, parent: Any, look: Look) -> Iterator[str]:  # noqa: ANN401
        yield from self._text(parent.text, look)
        for child in parent:
            yield from self._child(child, look)
            yield from self._text(child.tail, look)

    def _child(self, child: Any, look: Look) -> Iterator[str]:  # noqa: ANN401
        tag = child.tag
        if (sign := _sign(child)) is not None:
            yield from self._sign(sign, look)
        elif tag in _STYLED:
            yield from self._inline(child, self._styles.look("text", child.get(f"{TEXT}style-name")).over(look))
        elif tag == f"{TEXT}note":
            self._note(child, look)
        elif tag.startswith(DRAW):
            yield from self._drawn(child, look)
        elif tag.startswith(MATH):
            yield from self._sign(_PLACEHOLDER, look)
        elif child.get(f"{TEXT}is-hidden") == "true" or child.get(f"{TEXT}display") == "none":
            self.leave_out(child)
        elif tag.startswith(f"{TEXT}change"):
            self.change(child)
        elif tag not in _PASSED:
            yield from self._inline(child, look)

    def _text(self, held: str | None, look: Look) -> Iterator[str]:
        """Characters with their white space as one space, which stands once between two words also where marks part it."""
        if not held:
            return
        text = _SPACES.sub(" ", held)
        if self._after_space:
            text = text.removeprefix(" ")
        if text:
            self._after_space = text.endswith(" ")
            yield from self._shown(text, look)

    def _sign(self, sign: str, look: Look) -> Iterator[str]:
        self._after_space = False
        yield from self._shown(sign, look)

    def _shown(self, text: str, look: Look) -> Iterator[str]:
        if self._deleting:
            return
        if look.hidden:
            self.hidden = self.hidden or not text.isspace()
            self.unseen.append(text)
        elif look.struck:
            self.struck = self.struck or not text.isspace()
        else:
            text = signs(text, look.font) if look.font else text
            yield raised(text) if look.raised else text

    def _note(self, note: Any, look: Look) -> None:  # noqa: ANN401
        body = note.find(f"{TEXT}note-body")
        if body is not None and not look.hidden and not self._deleting:
            (self.endnotes if note.get(f"{TEXT}note-class") == "endnote" else self.footnotes).append(body)

    def _drawn(self, shape: Any, look: Look) -> Iterator[str]:  # noqa: ANN401
        """A formula's place in the text; other shapes wait until the paragraph is read."""
        holder = next((child for child in shape if child.tag in _FORMULA_HOLDERS), None) if shape.tag == f"{DRAW}frame" else None
        if holder is not None and self._is_formula(holder):
            yield from self._sign(_PLACEHOLDER, look)
        elif not self._deleting:
            self.boxes.append(shape)


def _sign(child: Any) -> str | None:  # noqa: ANN401
    """The characters that an element stands for; None for one that holds others."""
    if child.tag == f"{TEXT}s":
        told = child.get(f"{TEXT}c") or "1"
        return " " * min(int(told), _MOST_SPACES) if told.isdecimal() and len(told) < 9 else " "
    return {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}.get(child.tag)
