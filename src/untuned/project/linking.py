"""The pass that links documents: it follows the feed and keeps what each text points at."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence

from untuned.ingest.references.book import Book
from untuned.ingest.references.elsewhere import Catalogue, look_up, name_stems
from untuned.ingest.references.find import find, name_key, named_part
from untuned.ingest.references.outline import Outline
from untuned.store.changes import Changes
from untuned.store.database import Database
from untuned.store.documents import Documents
from untuned.store.references import Linked, References, folder_of
from untuned.store.sources import Sources
from untuned.types.documents import Span
from untuned.types.principal import OWNER
from untuned.types.references import Reference

_BATCH = 500
"""Changes of one transaction."""
_OPEN = 500
"""Versions whose open references are looked up in one transaction."""
_OUTLINES = 64
"""Texts of other documents that are held ready."""


def link(references: References, database: Database, *, documents: Documents, sources: Sources) -> None:
    """What every current text points at, kept up to date with the feed.

    First each changed document's own references, with the feed's position, in one transaction for each batch; then what is open: the
    references to other documents, of changed ones and of those whose targets changed. A killed pass goes on where it was; where
    another revision of the rules was followed so far, it begins anew. The cost grows with the texts that changed, and with the number
    of references to other documents, never with their product.
    """
    at, changes = references.linked(), Changes(database)
    if at.position >= database.position():
        _look_up_open(references, documents, sources)  # what a pass left that was killed between the two
        return
    while found := changes.since(at.position, limit=_BATCH):
        touched = sorted({change.document for change in found})
        rows: list[Reference] = []
        for version, text in sources.current(touched, principal=OWNER):
            rows += find(version, text)
        following = changes.since(found[-1].position, limit=1)
        after = Linked(position=found[-1].position, settled=at.settled or not following)
        affected = _Affected(rows)
        if not references.follow(at, after, documents=touched, rows=rows, reopens=affected.reopens):
            return
        at = after
    _look_up_open(references, documents, sources)


class _Affected:
    """Which references to other documents what changed may have given another target."""

    def __init__(self, rows: Sequence[Reference]) -> None:
        self._codes = {row.key for row in rows if row.status == "defines" and row.kind == "code"}
        self._names = [row.key for row in rows if row.status == "defines" and row.kind == "title"]
        self._stems = [frozenset(name_stems(name)) for name in self._names]

    def reopens(self, row: Reference) -> bool:
        """True for one that leads to nothing yet, or that has the name of something that was defined now."""
        if row.kind == "code":
            return row.key in self._codes or row.status == "ambiguous"
        if row.kind == "link":
            return row.status != "resolved" and bool(self._names)
        if row.status != "resolved":
            return bool(self._names)
        name = named_part(row.key)[1]
        known, stems = name_key(name), frozenset(name_stems(name))
        return any(own in known for own in self._names) or any(len(own & stems) > 1 for own in self._stems)


def _look_up_open(references: References, documents: Documents, sources: Sources) -> None:
    """Every open reference becomes what it is now."""
    last = 0
    catalogue: Catalogue | None = None
    while open_rows := references.open(after=last, limit=_OPEN):
        if catalogue is None:
            catalogue = _catalogue(references, _Outlines(documents, sources))
        # in the order of what they lead to: each text is read once for all that is looked up in it
        references.close([look_up(row, catalogue=catalogue) for row in sorted(open_rows, key=lambda row: row.key)])
        last = open_rows[-1].version


def _catalogue(references: References, outlines: _Outlines) -> Catalogue:
    codes: dict[str, list[Span]] = defaultdict(list)
    names: dict[str, list[int]] = defaultdict(list)
    openings: dict[int, Span] = {}
    for row in references.defined():
        if row.kind == "code" and row.target is not None:
            codes[row.key].append(row.target)
        elif row.kind == "title":
            names[row.key].append(row.version)
            if row.target is not None:
                openings[row.version] = row.target
    paths = references.paths()
    books = _Books(references, paths)
    return Catalogue(codes=codes, names=names, openings=openings, paths=paths, outline=outlines.of, book=books.of)


class _Books:
    """The numbered parts of each folder's pages, read when one of them refers to what it lacks."""

    def __init__(self, references: References, paths: Mapping[str, int]) -> None:
        self._references = references
        self._folders = {version: folder_of(path) for path, version in paths.items()}
        self._held: dict[str | None, Book] = {}

    def of(self, version: int) -> Book:
        """The pages that a version stands among; none for one that is gone."""
        folder = self._folders.get(version)
        if folder not in self._held:
            rows = [] if folder is None else self._references.numbered(folder)
            told = ((named_part(row.key), row.target) for row in rows)
            self._held[folder] = Book((key, title, target) for (key, title), target in told if target is not None)
        return self._held[folder]


class _Outlines:
    """Outlines of other documents, the latest few kept."""

    def __init__(self, documents: Documents, sources: Sources) -> None:
        self._documents, self._sources = documents, sources
        self._held: OrderedDict[int, Outline | None] = OrderedDict()

    def of(self, version: int) -> Outline | None:
        """A version's outline; None once its text is gone."""
        if version not in self._held:
            found = self._sources.held(version) or self._documents.whole([version], principal=OWNER).get(version)
            self._held[version] = None if found is None else Outline(found[1], found[0].blocks)
            if len(self._held) > _OUTLINES:
                self._held.popitem(last=False)
        self._held.move_to_end(version)
        return self._held[version]
