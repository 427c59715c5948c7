"""Sources and what was read of them: documents, versions, blocks, spans, chunks, changes.

Offsets are Python string indices (code points) into a version's canonical text; ends are exclusive.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from untuned.types.frozen import FrozenDict, freeze

Markup = Literal["plain", "markdown"]
"""Which artefacts of writing a verifier may look through: none, or those of Markdown."""

BlockKind = Literal["heading", "paragraph", "item", "header", "row", "code", "quote", "markup", "matter"]
"""`header` and `row` make a table; `markup` (comments, raw HTML) and `matter` (front matter) are never searched."""

SILENT_FORMATS = frozenset({"html", "docx", "pptx", "xlsx", "odt", "odp", "ods", "pdf"})
"""Formats whose canonical text does not show which line is a heading, a listing or a row: their blocks tell."""
FORMATS_BY_LINE = frozenset({"text", "eml"})
"""Formats whose text shows everything but rows, and lines that are no paragraph: their blocks tell these."""

if TYPE_CHECKING:
    MetadataValue = str | int | float | bool | None | list["MetadataValue"] | dict[str, "MetadataValue"]
else:  # what makes a schema of a record, such as pydantic and FastAPI, follows a name that stands for itself without end
    MetadataValue = str | int | float | bool | None | list[Any] | dict[str, Any]
Metadata = Mapping[str, MetadataValue]
"""JSON values only; dates are ISO 8601 strings."""

NO_METADATA: Metadata = FrozenDict()

LINES_LEFT_OUT = "lines_left_out"
"""The name in a version's metadata below which stands what its loader left out: `count` of places, and the `first` of them."""
_OF_A_PLACE = 3
"""Its first line, its last line, the reason."""


class Block(NamedTuple):
    """A structural unit of a canonical text; blocks are in order and never overlap."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """Heading level 1 to 6; nesting depth of an item; in HTML also the depth of the list that another block stands in; otherwise 0."""
    language: str = ""
    """ISO 639-1 code, or "" when it could not be told."""


as_block: Callable[[tuple[BlockKind, int, int, int, str]], Block] = partial(tuple.__new__, Block)  # pyright: ignore[reportUnknownMemberType]
"""A block of its five values, in a third of the time: a sync makes them by the hundred thousand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LineAnchor:
    """From `offset` of the canonical text on, the source file's line number is `line` (1-based)."""

    offset: int
    line: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PageAnchor:
    """From `offset` of the canonical text on, the text is of this page (1-based); pages without text have no anchor."""

    offset: int
    page: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TextBox:
    """Where the run [start, end) of a canonical text stands on its page, in points from the page's lower left corner."""

    start: int
    end: int
    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Aside:
    """Words that a file holds and does not show, or tells of itself. They are looked through for instructions and never stored."""

    where: Literal["hidden", "metadata"]
    text: str = field(repr=False)
    line: int | None = None
    page: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """Lines of a file, both ends included and 1-based, that its loader could not read while it read the others."""

    line: int
    last: int
    reason: str
    """Without the line's number, and without its words."""

    @property
    def where(self) -> str:
        """The lines as people read them."""
        return f"line {self.line}" if self.line == self.last else f"lines {self.line} to {self.last}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Loaded:
    """What a loader makes of one file's bytes: the canonical text and its structure.

    `lines` is empty when the canonical text has the file's own lines (then a line number is the
    count of newlines before an offset, plus 1); otherwise it maps offsets to lines, rising,
    and says nothing of newlines between two anchors.
    """

    text: str
    blocks: tuple[Block, ...]
    format: str
    markup: Markup = "plain"
    title: str = ""
    language: str = ""
    metadata: Metadata = field(default_factory=lambda: NO_METADATA)
    lines: tuple[LineAnchor, ...] = ()
    pages: tuple[PageAnchor, ...] = ()
    """For a format that has pages: a citation of it carries the page instead of the line."""
    boxes: tuple[TextBox, ...] = ()
    """In order, where the format tells; a run is a line of print at most."""
    asides: tuple[Aside, ...] = field(default=(), repr=False)
    """What is no part of the text; empty once a file is read."""
    left_out: tuple[LeftOut, ...] = ()
    """In order; what was read is sound without them. Noted in the metadata, and empty, once a file is read."""
    parser: str
    """Name and revision, as `markdown/1`; another value means that a re-read may give another text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """One state of a document. Its text is read apart, by id."""

    id: int
    document: int
    number: int
    """1 for the first version of its document; A, B, A are three versions."""
    path: str
    """The document's path below the project's root, with `/`."""
    title: str
    language: str
    format: str
    markup: Markup
    parser: str
    text_sha256: str
    raw_sha256: str
    characters: int
    synced_at: datetime
    superseded_at: datetime | None
    """When another version (or a removal) took its place; None for the current version."""
    effective_from: date | None
    effective_to: date | None
    groups: frozenset[str]
    metadata: Metadata = field(default_factory=lambda: NO_METADATA)
    blocks: tuple[Block, ...] = field(default=(), repr=False)
    lines: tuple[LineAnchor, ...] = field(default=(), repr=False)
    pages: tuple[PageAnchor, ...] = field(default=(), repr=False)
    revision_of: int | None = None
    """Id of the version whose very bytes a better parser read anew as this one; None for a state of the source."""

    def __post_init__(self) -> None:
        """Keep the metadata as it is."""
        freeze(self, "metadata")

    @property
    def current(self) -> bool:
        """True while nothing has taken this version's place."""
        return self.superseded_at is None


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A source that is followed through its versions."""

    id: int
    path: str
    status: Literal["live", "removed"]
    groups: frozenset[str]
    """Who may read it now. An older version is readable only with its own groups *and* these."""
    current: int | None
    """Id of the current version; None once removed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """An address that survives re-chunking, re-indexing and the deletion of the file."""

    version: int
    start: int
    end: int


class Addressed(Protocol):
    """What stands at [start, end) of a version: a span, a chunk, a citation, a reference."""

    @property
    def version(self) -> int | None:
        """The version's id; None for what stands in none."""
        ...

    @property
    def start(self) -> int:
        """Its first character."""
        ...

    @property
    def end(self) -> int:
        """The one behind its last."""
        ...


def overlaps(one: Addressed, other: Addressed) -> bool:
    """True where they share a character of one version."""
    return one.version is not None and one.version == other.version and one.start < other.end and other.start < one.end


def contains(whole: Addressed, part: Addressed) -> bool:
    """True where all of `part` stands in `whole`."""
    return whole.version is not None and whole.version == part.version and whole.start <= part.start and part.end <= whole.end


def page_of(offset: int, pages: Sequence[PageAnchor]) -> int | None:
    """The page that an offset is on, the first one before its first anchor; None for a text without pages."""
    at = bisect_right(pages, offset, key=attrgetter("offset")) - 1
    return pages[max(at, 0)].page if pages else None


def place_told(path: str, *, line: int | None, page: int | None) -> str:
    """A place as people read it: `path, page 3` where the format has pages, else `path:12`; the path alone where neither is known."""
    if page is not None:
        return f"{path}, page {page}"
    return path if line is None else f"{path}:{line}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Chunk:
    """A slice of a version's text that is searched as one; it never splits a word or a sentence that fits."""

    document: int
    version: int
    ordinal: int
    start: int
    end: int
    headings: tuple[str, ...] = ()
    """The heading path above it, outermost first; for a part of a table, its header row last."""
    language: str = ""

    @property
    def span(self) -> Span:
        """The chunk's address."""
        return Span(version=self.version, start=self.start, end=self.end)


ChangeKind = Literal["added", "changed", "renamed", "regrouped", "removed", "purged"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One entry of the feed that views follow; positions rise in the order of commits."""

    position: int
    kind: ChangeKind
    document: int
    version: int | None
    at: datetime


def left_out_of(metadata: Metadata) -> tuple[tuple[LeftOut, ...], int]:
    """The first places that were left out, by the note of the metadata, and how many there are; none and 0 for a file read whole."""
    note = metadata.get(LINES_LEFT_OUT)
    if not isinstance(note, dict):
        return (), 0
    count, first = note.get("count"), note.get("first")
    told = [one for one in first if isinstance(one, list) and len(one) == _OF_A_PLACE] if isinstance(first, list) else []
    places = tuple(
        LeftOut(line=line, last=last, reason=reason)
        for line, last, reason in told
        if isinstance(line, int) and isinstance(last, int) and isinstance(reason, str)
    )
    return places, count if isinstance(count, int) else len(places)
