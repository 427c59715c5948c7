"""One document as it is checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from untuned.text.lines import line_of
from untuned.types.documents import Block, Version, page_of
from untuned.types.findings import Finding, FindingKind
from untuned.types.settings import CheckSettings

_UNSEEN = ("markup", "matter", "code")


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """A current version with its text, the settings, and the day it is checked on."""

    version: Version
    text: str = field(repr=False)
    settings: CheckSettings
    today: date

    @property
    def prose(self) -> list[Block]:
        """What is written for readers, listings apart; the whole text where the format has no blocks."""
        blocks = self.version.blocks or (Block(kind="paragraph", start=0, end=len(self.text), language=self.version.language),)
        return [block for block in blocks if block.kind not in _UNSEEN]

    def of(self, block: Block) -> str:
        """A block's text."""
        return self.text[block.start : block.end]

    def finding(self, kind: FindingKind, detail: str, *, at: int | None = None, count: int = 1, other: str = "") -> Finding:
        """A finding about this document, at an offset of its text or about all of it."""
        line, page = (None, None) if at is None else place_of(self.version, self.text, at)
        return Finding(kind=kind, path=self.version.path, line=line, page=page, detail=detail, count=count, other=other)


def place_of(version: Version, text: str, at: int) -> tuple[int | None, int | None]:
    """The line, or for a format that has pages the page, of an offset; both 1-based, the other None."""
    if not version.pages:
        return line_of(text, at, version.lines), None
    return None, page_of(at, version.pages)
