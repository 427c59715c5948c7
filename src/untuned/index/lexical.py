"""The words index on tantivy: BM25 over words plus weighted BM25 over 4-grams, in one query."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Self, cast

from untuned.errors import IndexBusy, IndexUnwritable, ViewError
from untuned.index.files import damage_of, share
from untuned.index.foreign import no_panic, read_errors, view_errors
from untuned.index.lexical_entries import address, opening_of, schema, to_documents, to_hit
from untuned.index.marks import Wanted, wanted
from untuned.index.mirror import readable
from untuned.index.search import DEFINES, Batch, Origin, Query, Stand, inverse_frequency, most_common
from untuned.index.steps import reach
from untuned.store.encoding import is_storable
from untuned.types.answers import Hit
from untuned.types.documents import Span
from untuned.types.filters import Filter
from untuned.types.principal import Principal

if TYPE_CHECKING:
    import tantivy

REVISION = "lexical/4"
"""Changes with every change of what is kept of an entry: a view made by another revision is not reused."""

_HEAP = 30_000_000
"""Bytes that a writer gathers before it writes a segment."""
_LOT = 256
"""Entries that a writer gets at once: its thread is woken for each lot, not for each entry."""
_POSITION = "__position__"
_MOST_COUNTED = 256
_BEGINNING = Stand(position=0, mark="")


class LexicalIndex:
    """An index in a folder of its own; many processes may read it while one writes.

    It stands at one position of the change feed, kept in the same commit as the entries. One object may be used by
    several threads; those that write wait for each other.
    """

    def __init__(self, folder: Path, *, index: tantivy.Index, origin: Origin) -> None:
        self.folder = folder
        self.origin = origin
        self._index = index
        self._schema = index.schema
        self._lock = Lock()
        self._writing = Lock()
        self._writer: tantivy.IndexWriter | None = None
        self._stand: Stand | None = None
        index.config_reader("manual")
        self._seen = _state_of(folder)
        self._searcher = index.searcher()
        self._counted: tuple[tantivy.Searcher, dict[tuple[str, frozenset[str] | None, int], Mapping[str, int]]] = (self._searcher, {})
        """Values that were counted in the commit that is being read: a question asks for the same fields as the last one."""
        self._look()

    @classmethod
    def create(cls, folder: Path, *, origin: Origin) -> Self:
        """An empty index in a new folder, at position 0."""
        import tantivy  # noqa: PLC0415 - loaded where an index is first needed

        with view_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            made = cls(folder, index=tantivy.Index(schema(), path=str(folder), reuse=False), origin=origin)
            with made.writing():
                made.apply(Batch(position=0))
        return made

    @classmethod
    def open(cls, folder: Path, *, origin: Origin) -> Self | None:
        """The index in a folder; None when it is damaged, of another origin, or not one. Raises `IndexUnwritable` as `readable`."""
        import tantivy  # noqa: PLC0415 - loaded where an index is first needed

        if damage_of(folder) is not None:
            return None
        share(folder)  # as another release, or a process that was killed, left it
        try:
            with no_panic(folder), readable(folder) as place:
                opened = cls(folder, index=tantivy.Index.open(str(place)), origin=origin)
        except IndexUnwritable:
            raise
        except (ValueError, OSError, ViewError):
            return None
        return opened if opened._stand is not None else None

    @property
    def position(self) -> int:
        """The change that was applied last; 0 for none."""
        return self.stand.position

    @property
    def stand(self) -> Stand:
        """The position together with its mark."""
        return self._stand or _BEGINNING

    @property
    def size(self) -> int:
        """How many entries there are."""
        return max(self._searcher.num_docs - 1, 0)

    @contextmanager
    def writing(self) -> Generator[None]:
        """Holds the one right to write, for `apply`. Inside it, the position is the newest.

        Raises:
            IndexBusy: Somebody else is writing.
            IndexUnwritable: The disk is full, or the folder read-only.
        """
        if not self._writing.acquire(blocking=False):
            raise IndexBusy(f"another thread is writing {self.folder}")
        try:
            with view_errors(self.folder):
                self._writer = self._index.writer(_HEAP, 1)
                # A kill inside a commit leaves files that no state names, and the same changes would be written to the same names.
                self._writer.garbage_collect_files()
                self.reload()
            yield
            with view_errors(self.folder):
                # Merges small segments; a writer that is simply let go leaves them as they are.
                self._writer.wait_merging_threads()
                self.reload()
        finally:
            share(self.folder)
            self._writer = None
            self._writing.release()

    def apply(self, batch: Batch) -> None:
        """The whole batch at once, or nothing of it. Only inside `writing`."""
        writer = self._writer
        if writer is None:
            raise ViewError(f"{self.folder} is not open for writing", remedy="apply batches inside 'with index.writing():'")
        reach("index.apply.begin")
        done = False
        try:
            self._add(writer, batch)
            reach("index.commit.before")
            with view_errors(self.folder):
                writer.commit()
            share(self.folder)
            done = True
            reach("index.commit.after")
        finally:
            if not done:
                with view_errors(self.folder):
                    writer.rollback()
        self.reload()

    def search(self, query: Query, *, principal: Principal, limit: int) -> list[Hit]:
        """The best hits that the principal may read, best first."""
        if limit < 1 or not (query.words or query.grams):
            return []
        searcher = self._searcher
        asked = self._passing(query.filters, self._asked(query, searcher))
        return self._found(asked, searcher, principal=principal, limit=limit)

    def within(self, spans: Collection[Span], query: Query, *, principal: Principal) -> list[Hit]:
        """The entries at these addresses that the principal may read, in no order, each with its score for the query (0 for no word)."""
        from tantivy import Occur, Query as Asked  # noqa: PLC0415, I001 - loaded already

        if not spans:
            return []
        searcher = self._searcher
        places = Asked.term_set_query(self._schema, "key", [address(span) for span in spans])
        asked = Asked.boolean_query([(Occur.Must, Asked.const_score_query(places, 0.0)), (Occur.Should, self._asked(query, searcher))])
        return self._found(asked, searcher, principal=principal, limit=len(spans))

    def opening(self, document: int, *, principal: Principal) -> Hit | None:
        """A document's first entry, with score 0; None if there is none that the principal may read."""
        from tantivy import Query as Asked  # noqa: PLC0415 - loaded already

        asked = Asked.term_query(self._schema, "key", opening_of(document), "basic")
        if not principal.owner:
            asked = self._readable_by(principal, asked)
        searcher = self._searcher
        with no_panic(self.folder):
            found = searcher.search(asked, 1, count=False).hits
            return to_hit(searcher.doc(found[0][1]), 0.0) if found else None

    def idf(self, terms: Iterable[str]) -> Mapping[str, float]:
        """How much each analysed word says: BM25's inverse document frequency, over all groups."""
        searcher = self._searcher
        return {term: inverse_frequency(searcher.doc_freq("words", term), searcher.num_docs) for term in set(terms)}

    def values(self, field: str, *, principal: Principal, limit: int) -> Mapping[str, int]:
        """The texts that entries which the principal may read have in a field, the commonest first, each with how many have it."""
        searcher = self._searcher
        asked = (field, None if principal.owner else principal.groups, limit)
        counted = self._counted
        if counted[0] is not searcher:
            counted = self._counted = (searcher, {})
        held = counted[1]
        if asked not in held:
            if len(held) >= _MOST_COUNTED:
                held.clear()
            held[asked] = self._count(searcher, field, principal=principal, limit=limit)
        return held[asked]

    def _count(self, searcher: tantivy.Searcher, field: str, *, principal: Principal, limit: int) -> Mapping[str, int]:
        from tantivy import Query as Asked  # noqa: PLC0415 - loaded already

        asked = Asked.term_query(self._schema, "values", f"{field}?", "basic")
        if not principal.owner:
            asked = self._readable_by(principal, asked)
        wanted = {"terms": {"field": "values", "size": max(limit, 1), "include": f"{re.escape(field)}=.*"}}
        with no_panic(self.folder):
            found = cast("dict[str, Any]", searcher.aggregate(asked, {"values": wanted}))  # pyright: ignore[reportUnknownMemberType]
        return {each["key"].removeprefix(f"{field}="): each["doc_count"] for each in found["values"]["buckets"]}

    def share(self, term: str) -> float:
        """The share of all entries, in [0, 1], that have an analysed word."""
        searcher = self._searcher
        return searcher.doc_freq("words", term) / max(searcher.num_docs - 1, 1)

    def counts(self, terms: Collection[str]) -> Mapping[str, int]:
        """Of these analysed words those that entries have, each with how many do."""
        frequency = self._searcher.doc_freq
        return {term: count for term in terms if (count := frequency("words", term))}

    def reload(self) -> None:
        """Look at the newest commit, of this process or another. Raises `ViewError` if the folder is gone or damaged."""
        with self._lock:
            state = _state_of(self.folder)
            if state is None or state != self._seen:
                with read_errors(self.folder):
                    self._index.reload()
                    self._searcher = self._index.searcher()
                    self._look()
                self._seen = state

    def close(self) -> None:
        """Nothing to let go: a writer lives inside `writing`, and files are read as long as somebody holds a searcher."""

    def _found(self, asked: tantivy.Query, searcher: tantivy.Searcher, *, principal: Principal, limit: int) -> list[Hit]:
        if not principal.owner:
            asked = self._readable_by(principal, asked)
        # The engine takes memory for as many as are asked for, and ends the process where there is not so much.
        most = min(limit, max(searcher.num_docs, 1))
        with no_panic(self.folder):
            found = searcher.search(asked, most, count=False).hits
            return [to_hit(searcher.doc(address), score) for score, address in found]

    def _add(self, writer: tantivy.IndexWriter, batch: Batch) -> None:
        import tantivy  # noqa: PLC0415 - loaded already

        with view_errors(self.folder):
            for document in batch.forget:
                writer.delete_documents_by_term("document", str(document))
        reach("index.apply.deleted")
        documents = to_documents(batch.entries)
        while lot := list(islice(documents, _LOT)):
            with view_errors(self.folder):
                for document in lot:
                    writer.add_document(document)
        state = json.dumps([batch.position, self.origin.database, self.origin.epoch, batch.mark])
        with view_errors(self.folder):
            writer.delete_documents_by_term("key", _POSITION)
            writer.add_document(tantivy.Document(key=_POSITION, chunk=state.encode()))
        reach("index.apply.added")

    def _asked(self, query: Query, searcher: tantivy.Searcher) -> tantivy.Query:
        from tantivy import Occur, Query as Asked  # noqa: PLC0415, I001 - loaded already

        wanted: list[tuple[Occur, tantivy.Query]] = []
        for word in query.words:
            term = Asked.term_query(self._schema, "words", word, "freq")
            wanted.append((Occur.Should, Asked.boost_query(term, query.factor(word)) if word in query.repeated else term))
        defining = (Asked.term_query(self._schema, "words", key, "freq") for key in query.defines)
        wanted += [(Occur.Should, Asked.boost_query(term, DEFINES)) for term in defining]
        most = most_common(searcher.num_docs)
        for gram in query.grams:
            if searcher.doc_freq("grams", gram) <= most:
                term = Asked.term_query(self._schema, "grams", gram, "freq")
                wanted.append((Occur.Should, Asked.boost_query(term, query.gram_weight)))
        return Asked.boolean_query(wanted)

    def _readable_by(self, principal: Principal, asked: tantivy.Query) -> tantivy.Query:
        from tantivy import Occur, Query as Asked  # noqa: PLC0415, I001 - loaded already

        # What no engine can hold names no group of a document, and cannot be asked for.
        known = sorted(group for group in principal.groups if is_storable(group))
        groups = Asked.term_set_query(self._schema, "groups", known)
        return Asked.boolean_query([(Occur.Must, asked), (Occur.Must, Asked.const_score_query(groups, 0.0))])

    def _passing(self, filters: Sequence[Filter], asked: tantivy.Query) -> tantivy.Query:
        """What is asked, of the entries that pass every filter."""
        from tantivy import Occur, Query as Asked  # noqa: PLC0415, I001 - loaded already

        if not filters:
            return asked
        kept = [(Occur.Must, Asked.const_score_query(self._having(wanted(one)), 0.0)) for one in filters]
        return Asked.boolean_query([(Occur.Must, asked), *kept])

    def _having(self, marks: Wanted) -> tantivy.Query:
        from tantivy import Occur, Query as Asked  # noqa: PLC0415, I001 - loaded already

        having = Asked.term_set_query(self._schema, "marks", [term for term in marks.terms if is_storable(term)])
        if marks.lacks is None:
            return having
        lacking = Asked.boolean_query(
            [(Occur.Must, Asked.all_query()), (Occur.MustNot, Asked.term_query(self._schema, "marks", marks.lacks, "basic"))]
        )
        return Asked.boolean_query([(Occur.Should, having), (Occur.Should, lacking)])

    def _look(self) -> None:
        """Read where it stands; None if it is not of this origin."""
        from tantivy import Query as Asked  # noqa: PLC0415 - loaded already

        found = self._searcher.search(Asked.term_query(self._schema, "key", _POSITION, "basic"), 1, count=False).hits
        state = self._searcher.doc(found[0][1]).get_first("chunk") if found else None
        position, database, epoch, *mark = json.loads(state) if state else (0, "", 0)
        fits = bool(mark) and Origin(database=database, epoch=epoch) == self.origin
        self._stand = Stand(position=int(position), mark=str(mark[0])) if fits else None


def _state_of(folder: Path) -> tuple[int, int, int] | None:
    """What changes with every commit: the list of segments is a new file then."""
    try:
        found = (folder / "meta.json").stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
