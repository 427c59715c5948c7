"""Paths as they are typed, made into the project's own: below its root, with `/`, or the address of a page."""

from __future__ import annotations

import os
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from untuned.project import Project

_NEAR = 3
"""Documents that are proposed for a path that none has."""


def is_address(given: str) -> bool:
    """True for an address of the web rather than a place in a folder."""
    return given[:8].lower().startswith(("http://", "https://"))


def below_root(given: str, *, root: Path, here: Path) -> str:
    """A file, folder or glob as the project names it.

    What is typed counts from the folder it is typed in; what is not there but below the root counts from the root.
    A place outside the root stays absolute, for the sync to refuse; so does an address of the web.
    """
    if is_address(given):
        return given
    typed = Path(os.path.abspath(here / given))  # noqa: PTH100 - keeps links as they are typed, which resolve() would not
    base = root.resolve()
    known = (base / given).exists() and (base / given).resolve().is_relative_to(base)
    for place in (typed, typed.resolve()):
        if place.is_relative_to(base) and (place.exists() or not known):
            return place.relative_to(base).as_posix()
    outside = not here.resolve().is_relative_to(base)
    return Path(given).as_posix() if known or outside else typed.as_posix()


def document_path(project: Project, given: str) -> str:
    """The path of a document, which may be gone: as it is typed when the project knows it so, else counted from this folder.

    Raises `UnknownDocument`, with the documents that may be meant.
    """
    from untuned.errors import UnknownDocument

    if is_address(given):
        from untuned.ingest.web.pages import one_form

        return one_form(given)
    typed = Path(given).as_posix()
    counted = below_root(given, root=project.root, here=Path.cwd())
    for path in dict.fromkeys((typed, counted)):
        try:
            project.history(path)
        except UnknownDocument:
            continue
        return path
    raise UnknownDocument(typed, near=_near(typed, [one.path for one in project.documents.listing(principal=project.principal)]))


def _near(typed: str, paths: Sequence[str]) -> list[str]:
    """The paths that end like what was typed, else those whose file is called so, else those that are spelt almost like it."""
    name = typed.rpartition("/")[2]
    ending = [path for path in paths if path.endswith(f"/{typed}")] or [path for path in paths if path.rpartition("/")[2] == name]
    return ending[:_NEAR] or get_close_matches(typed, paths, n=_NEAR, cutoff=0.8)
