"""Front matter that a document lacks and nearly all of its neighbours have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from untuned.ingest.check.source import Checked
from untuned.text.instructions import NOTED
from untuned.text.own_words import OWN_WORDS
from untuned.types.documents import LINES_LEFT_OUT
from untuned.types.findings import Finding
from untuned.types.versions import DATES_TOLD, SUCCEEDED

_SHARE = 0.8
_LEAST = 5
"""Documents of one folder and format, from which on a field that most of them have is a custom."""
_NOT_WRITTEN = (NOTED, OWN_WORDS, LINES_LEFT_OUT, DATES_TOLD, SUCCEEDED)


class Fields:
    """Counts which fields the documents of each folder have."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], list[tuple[str, frozenset[str]]]] = defaultdict(list)

    def take(self, source: Checked) -> None:
        """Remember a document's fields."""
        version = source.version
        named = frozenset(name for name, value in version.metadata.items() if value not in (None, "", [], {}) and name not in _NOT_WRITTEN)
        self._held[version.path.rpartition("/")[0], version.format].append((version.path, named))

    def missing(self) -> Iterator[Finding]:
        """One finding for each document that lacks a field which at least four of five beside it have."""
        for (folder, _), held in self._held.items():
            counts = Counter(name for _, named in held for name in named)
            usual = [name for name, count in counts.items() if len(held) >= _LEAST and _SHARE * len(held) <= count < len(held)]
            for path, named in held:
                lacking = [name for name in usual if name not in named]
                if lacking:
                    detail = f"no {', '.join(map(repr, lacking))}, as most documents of {folder or 'this folder'} have"
                    yield Finding(kind="missing_metadata", path=path, detail=detail)
