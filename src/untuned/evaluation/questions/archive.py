"""The documents as one principal may read them, for looking passages up: by name, by search, by version."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from pathlib import PurePosixPath
from typing import Literal, Protocol

from untuned.errors import UnknownDocument
from untuned.evaluation.questions.places import Held
from untuned.store.incoming import DocumentSummary
from untuned.text.regex import regex
from untuned.types.answers import Passage
from untuned.types.documents import Version
from untuned.types.principal import OWNER, Principal

_MOST_HELD = 48
"""Texts that are kept ready at once."""
_SIGNS = regex(r"[\W_]+")

Search = Callable[[str], Sequence[Passage]]
"""The best passages for words, best first."""
Weigh = Callable[[Sequence[str]], Mapping[str, float]]
"""How much each analysed word says."""
Frequency = Callable[[str], float]
"""The share of documents, in [0, 1], that hold a word."""


class Truth(Protocol):
    """Documents, versions and texts that a principal may read."""

    def listing(self, *, principal: Principal, status: Literal["live", "removed"] = "live") -> list[DocumentSummary]:
        """The documents with their latest versions, by path."""
        ...

    def versions(self, path: str, *, principal: Principal) -> list[Version]:
        """The versions of the document at a path, oldest first. Raises `UnknownDocument`."""
        ...

    def whole(self, ids: Collection[int], *, principal: Principal) -> Mapping[int, tuple[Version, str]]:
        """Each readable version, with its structure and whole text, by id."""
        ...


def _nothing(_words: str) -> Sequence[Passage]:
    return ()


def _alike(words: Sequence[str]) -> Mapping[str, float]:
    return dict.fromkeys(words, 1.0)


class Archive:
    """Where passages are looked for.

    Without `search` only documents that are named are; without `weigh` all words say as much; without `frequency` every name of a question
    tells what it is about, one that all documents have too.
    """

    def __init__(
        self,
        truth: Truth,
        *,
        principal: Principal = OWNER,
        search: Search = _nothing,
        weigh: Weigh = _alike,
        frequency: Frequency | None = None,
    ) -> None:
        self._truth = truth
        self.frequency = frequency
        self._principal = principal
        self.search = search
        self.weigh = weigh
        self._held: OrderedDict[int, Held] = OrderedDict()

    def held(self, version: int) -> Held | None:
        """A version with its text; None where the principal may not read it, or it was purged."""
        if version not in self._held:
            found = self._truth.whole([version], principal=self._principal).get(version)
            if found is None:
                return None
            self._held[version] = Held(*found)
            if len(self._held) > _MOST_HELD:
                self._held.popitem(last=False)
        self._held.move_to_end(version)
        return self._held[version]

    def current(self, path: str) -> Held | None:
        """The current version of the document at a path; None where there is none."""
        return next((self.held(version.id) for version in reversed(self.versions(path)) if version.current), None)

    def versions(self, path: str) -> list[Version]:
        """The versions of the document at a path, oldest first; none where there is none."""
        return self.known(path) or []

    def known(self, path: str) -> list[Version] | None:
        """The same; None where no document is or was. An empty list says that all were purged, which is told to the owner alone."""
        try:
            found = self._truth.versions(path, principal=self._principal)
        except UnknownDocument:
            return None
        return found if found or self._principal.owner else None

    def documents(self) -> Sequence[DocumentSummary]:
        """The live documents, by path."""
        return self._listing

    def named(self, name: str) -> list[int]:
        """The current versions of the documents that a name means: a path, else the end of one, a title, or either spelled loosely.

        Several where the name is not one document's alone.
        """
        for known in self._names:
            found = known.get(_spelled(name, known is self._names[-1]))
            if found:
                return found
        return []

    @cached_property
    def _listing(self) -> Sequence[DocumentSummary]:
        return self._truth.listing(principal=self._principal)

    @cached_property
    def _names(self) -> tuple[dict[str, list[int]], ...]:
        """From the strictest meaning of a name to the loosest: path, file name, path or file name without its ending, title, letters."""
        tables: tuple[dict[str, list[int]], ...] = ({}, {}, {}, {}, {})
        for document in self._listing:
            path = PurePosixPath(document.path)
            bare = path.with_suffix("").as_posix()
            for table, keys in zip(
                tables,
                (
                    (document.path,),
                    (path.name,),
                    (bare, path.stem),
                    (document.title,),
                    tuple(_spelled(key, True) for key in (document.path, bare, path.stem, document.title)),
                ),
                strict=True,
            ):
                for key in set(filter(None, keys)):
                    table.setdefault(key, []).append(document.version)
        return tables


def _spelled(name: str, loosely: bool) -> str:
    """A name as a table has it; loosely: its letters and digits alone, in small letters."""
    return _SIGNS.sub(" ", name.casefold()).strip() if loosely else name.strip().removeprefix("./")
