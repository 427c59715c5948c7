"""The pages that ship with untuned: guides, concepts, reference; found by their names, and for commands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
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

_MOSTLY = 2
"""How often the guide to a command names it at least."""

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


def page_called(name: str) -> Page | None:
    """A page by its name, in any case, by its file, such as `guides/measuring.md`, or by its title; None where there is none."""
    known = pages()
    bare = name.strip().casefold().replace("\\", "/").removesuffix(".md").rsplit("/", 1)[-1]
    return known.get(bare) or next((page for page in known.values() if page.title.casefold() == name.strip().casefold()), None)


def guide_to(command: str) -> Page | None:
    """The guide that names a command most; None where hardly any does."""
    named = regex(rf"untuned {re.escape(command)}(?![\w-])")
    guides = [page for page in pages().values() if page.kind == KINDS["guides"]]
    often = Counter({page.name: len(named.findall(page.text)) for page in guides})
    [(name, count), *_] = often.most_common(1) or [("", 0)]
    return pages()[name] if count >= _MOSTLY else None
