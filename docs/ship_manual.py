"""Puts the pages that `untuned guide` prints into the wheel. An installation that follows a checkout reads them there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PAGES = ("*.md", "guides/*.md", "concepts/*.md", "reference/*.md")
NO_PAGES = ("README.md", "results.md")
"""What is about the project itself."""


class ShipManual(BuildHookInterface):  # pyright: ignore[reportMissingTypeArgument]
    """The hook that hatchling calls before it writes a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name each page and where it goes."""
        if version != "standard":
            return
        docs = Path(self.root) / "docs"
        found = [page for pattern in PAGES for page in sorted(docs.glob(pattern)) if page.name not in NO_PAGES]
        build_data["force_include"].update({str(page): f"untuned/manual/{page.relative_to(docs).as_posix()}" for page in found})
