"""What a document holds of, as its front matter, its path and the declared fields tell: a product, a version, a city."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from untuned.index.attributes import release_of, stated_by
from untuned.text.contradiction.scope import EDITIONS
from untuned.text.regex import regex
from untuned.text.values import folded
from untuned.types.conflicts import SCOPES, Scopes
from untuned.types.documents import Metadata, Version
from untuned.types.settings import MetadataField

_VERSION = regex(r"(?:\A|(?<=[/_-]))v(\d{1,4}(?:\.\d{1,4}){0,3})(?=[/_-]|\.x/)", re.IGNORECASE)
"""A version with its letter in a folder's name; in a file's it may count the drafts of one text."""
_NUMBER = regex(r"\d{1,4}(?:\.\d{1,4}){1,3}")
"""A folder that is called by a number with a point is a version where the same file stands below another such folder."""


def scopes_by(rules: Sequence[MetadataField]) -> Callable[[Version], Scopes]:
    """What tells of a version what it holds of: front matter, a version in its path, and the settings' fields where they state it.

    A field that is only looked for in titles or texts tells what a document speaks of, not what it holds of.
    """
    declared = [
        (field.name.lower(), stated) for field in rules if field.name.lower() in SCOPES and (stated := stated_by(field)) is not None
    ]

    def told(version: Version) -> Scopes:
        found = {**_of_path(version.path), **_of_matter(version.metadata)}
        for name, stated in declared:
            if values := _values(stated(version)):
                found[name] = values
        return found

    return told


def _of_matter(metadata: Metadata) -> Scopes:
    named = ((name.lower(), value) for name, value in metadata.items() if name.lower() in SCOPES)
    found = {name: values for name, value in named if (values := _values(value if isinstance(value, list) else [value]))}
    return found | ({"version": frozenset(map(release_of, found["version"]))} if "version" in found else {})


def _of_path(path: str) -> Scopes:
    folders, _, name = path.rpartition("/")
    parts = folders.split("/")
    own = [at for at, part in enumerate(parts) if _NUMBER.fullmatch(part) or part.lower() in EDITIONS]
    versions = _VERSION.findall(f"{folders}/")
    found = {"version": frozenset(versions)} if versions else {}
    if own:
        found["/".join([*("*" if at in own else part for at, part in enumerate(parts)), name])] = frozenset(
            ["/".join(parts[at] for at in own)]
        )
    return found


def _values(values: Iterable[object]) -> frozenset[str]:
    return frozenset(value for one in values if one is not None and (value := folded(str(one))))
