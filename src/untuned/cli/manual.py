"""The pages that ship with untuned: guides, concepts, reference; found by name, whole or what of one is about a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import untuned
from untuned.text.regex import regex

_SHIPPED = Path(untuned.__file__).resolve().parent / "manual"
_IN_A_CHECKOUT = Path(untuned.__file__).resolve().parents[2] / "docs"

KINDS: Mapping[str, str] = {".": "Start", "guides": "Guides", "concepts": "Concepts", "reference": "Reference"}
"""The folders that ship, in the order they are listed in, and what they hold."""

_NO_PAGES = frozenset({"README", "results"})
"""What lies in these folders and is about the project itself."""

_HEADING = regex(r"^#{1,6} ")
_FENCE = regex(r"^(?:```|~~~)")
_COMMENT = regex(r"\A<!--.*?-->\n", re.DOTALL)


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page of the manual."""

    name: str
    kind: str
    title: str
    file: Path

    @property
    def text(self) -> str:
        """Its Markdown."""
        return _COMMENT.sub("", self.file.read_text(encoding="utf-8"))


def pages() -> dict[str, Page]:
    """Every page by its name, in the order they are listed in; none where neither a wheel nor a checkout brought them."""
    root = _SHIPPED if _SHIPPED.is_dir() else _IN_A_CHECKOUT
    files = [(kind, file) for folder, kind in KINDS.items() for file in sorted((root / folder).glob("*.md"))]
    return {file.stem: Page(name=file.stem, kind=kind, title=_title(file), file=file) for kind, file in files if file.stem not in _NO_PAGES}


def _title(file: Path) -> str:
    with file.open(encoding="utf-8") as opened:
        return next((row[2:].strip() for row in opened if row.startswith("# ")), file.stem)


def about(text: str, word: str) -> str:
    """What of a page has the word, in any case: sections whose heading has it, else the paragraphs and rows, each below its heading."""
    found = ["\n".join(kept) for section in _sections(text) if (kept := _of_section(section, word.casefold()))]
    return "\n\n".join(found)


def _of_section(section: list[str], word: str) -> list[str]:
    """The lines of a section that are about a word, below its heading; none where it has no such line."""
    heading, body = (section[0], section[1:]) if _HEADING.match(section[0]) else ("", section)
    if word in heading.casefold():
        return "\n".join(section).rstrip().split("\n")
    kept = [part for part in (_of_paragraph(paragraph, word) for paragraph in _paragraphs(body)) if part]
    parted = "\n\n".join("\n".join(part) for part in kept)
    return [*([heading, ""] if heading else []), *parted.split("\n")] if kept else []


def _of_paragraph(paragraph: list[str], word: str) -> list[str]:
    """A paragraph that has a word, of a table its head and the rows that do."""
    if not any(word in row.casefold() for row in paragraph):
        return []
    if not paragraph[0].startswith("|"):
        return paragraph
    return [*paragraph[:2], *(row for row in paragraph[2:] if word in row.casefold())]


def _sections(text: str) -> Iterator[list[str]]:
    """A page's lines from each heading to the next."""
    section: list[str] = []
    for row, in_fence in _with_fences(text):
        if _HEADING.match(row) and not in_fence and section:
            yield section
            section = []
        section.append(row)
    yield section


def _paragraphs(lines: list[str]) -> Iterator[list[str]]:
    """Lines between empty ones; a listing is one with its empty lines."""
    paragraph: list[str] = []
    for row, in_fence in _with_fences("\n".join(lines)):
        if row.strip() or in_fence:
            paragraph.append(row)
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _with_fences(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it belongs to a listing."""
    within = False
    for row in text.split("\n"):
        fence = _FENCE.match(row) is not None
        yield row, within or fence
        within ^= fence
