"""What a sync tells while it runs and when it ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from untuned.types.documents import LeftOut, place_told


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a sync has come: with fetching pages, whose total grows with links, with reading what must be opened, indexing, embedding.

    The one that is `waiting` is not told how far another one has come.
    """

    stage: Literal["waiting", "fetching", "reading", "indexing", "embedding"] = "reading"
    files: int
    files_total: int
    bytes: int
    bytes_total: int
    path: str
    """The file that was done last."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """A file, folder or link that could not be read; its last good version, where there is one, stays."""

    path: str
    reason: str
    remedy: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Flagged:
    """A file with something that reads like instructions to an assistant: where it first stands, and how many there are."""

    path: str
    count: int
    where: Literal["text", "hidden", "metadata"]
    line: int | None = None
    page: int | None = None

    @property
    def source(self) -> str:
        """The place as people read it."""
        return place_told(self.path, line=self.line, page=self.page)


@dataclass(frozen=True, kw_only=True, slots=True)
class InPart:
    """A file that was read without some of its lines: it is a document, and they are no part of it until they are mended."""

    path: str
    count: int
    """Places that were left out, each of one line or of lines that follow on each other."""
    first: tuple[LeftOut, ...]
    """The first of them, with their reasons; 100 at most."""
    remedy: str = "mend these lines, or exclude the file in sources.exclude"


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """Something of the whole project that a sync has no way to do as the settings want it."""

    text: str
    remedy: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SyncReport:
    """What a sync did, or would do; every file is counted once."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    renamed: int = 0
    regrouped: int = 0
    removed: int = 0
    past: int = 0
    """Versions that commits of a git folder made, beside the files, which are counted once."""
    failed: tuple[Failure, ...] = ()
    stayed: tuple[str, ...] = ()
    """Paths of documents that are as they were only because nobody could look: what they hold now is not known. `failed` says why."""
    skipped: tuple[str, ...] = ()
    """Paths of files whose ending no loader takes."""
    own: tuple[str, ...] = ()
    """Paths of files that are no documents, since untuned wrote them, or took questions in from them."""
    in_part: tuple[InPart, ...] = ()
    """Files that some lines were left out of, read anew or not; they are counted above."""
    flagged: tuple[Flagged, ...] = ()
    """Of the files that were read anew."""
    notices: tuple[Notice, ...] = ()
    characters: int = 0
    """Of the texts that were read anew."""
    seconds: float = 0.0
    dry_run: bool = False

    @property
    def ok(self) -> bool:
        """True when every file could be read, and none in part."""
        return not self.failed and not self.in_part
