"""The words index on LanceDB: the second engine, in a local folder or on object storage.

Access, filters and addresses are words of columns of their own, searched for with weight 0 in the one query that also searches the
texts: they are pushed down, and no condition is ever written as text. Scores are LanceDB's BM25, over the same analysed words.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from hashlib import blake2b
from importlib import import_module
from itertools import chain, islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

from untuned.errors import MissingExtra, ViewError
from untuned.index.foreign import read_errors, view_errors
from untuned.index.locks import locked
from untuned.index.marks import marks_of, wanted
from untuned.index.search import Batch, Origin, Query, Stand, inverse_frequency
from untuned.index.steps import reach
from untuned.types.answers import Hit
from untuned.types.documents import Chunk, Span
from untuned.types.principal import Principal

if TYPE_CHECKING:
    from untuned.index.entries import Entry
    from untuned.types.filters import Filter

REVISION = "lance/1"
"""Changes with every change of what is kept of an entry: a view made by another revision is not reused."""

_TABLE = "chunks"
_POSITION = "__position__"
_ROWS = 512
"""Entries that become one batch of columns."""
_OLD = timedelta(hours=1)
"""How long a state of the table that was followed by another is kept for those who are reading it."""
_SEARCHED = ("words", "grams", "keys", "groups", "marks")
_EVERY = "every"
"""A mark that every entry has: what lacks another is found by it."""
_BEGINNING = Stand(position=0, mark="")


class LanceIndex:
    """An index as a table of LanceDB; many processes may read it while one writes.

    It stands at one position of the change feed, kept in the same commit as the entries. One object may be used by several threads.
    The folder holds the table, or, where it lives on object storage, its address; the right to write is a lock beside it either way.
    """

    def __init__(self, folder: Path, *, table: Any, origin: Origin) -> None:  # noqa: ANN401 - the library is loaded by name
        self.folder = folder
        self.origin = origin
        self._table = table
        self._lock = Lock()
        self._writing = False
        self._frequencies: dict[str, int] = {}
        self._stand: Stand | None = None
        self._rows = 0
        self._seen: int | None = None
        self._look()

    @classmethod
    def create(cls, folder: Path, *, origin: Origin, url: str = "") -> Self:
        """An empty index in a new folder, or below an address of object storage, at position 0.

        Raises:
            MissingExtra: LanceDB is not installed.
            IndexUnwritable: The place cannot be written.
        """
        library, arrow = _library(), import_module("pyarrow")
        with view_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            place = f"{url.rstrip('/')}/{origin.database}-{folder.parent.name}-{folder.name}" if url else str(folder)
            (folder / "place.json").write_text(json.dumps(place), encoding="utf-8")
            first = arrow.record_batch(_columns([_position_row(Batch(position=0), origin)]), schema=_schema())
            table = library.connect(place).create_table(_TABLE, data=arrow.RecordBatchReader.from_batches(_schema(), iter([first])))
            words = import_module("lancedb.index").FTS(
                base_tokenizer="whitespace",
                lower_case=False,
                stem=False,
                remove_stop_words=False,
                ascii_folding=False,
                max_token_length=None,
                with_position=False,
            )
            for column in _SEARCHED:
                table.create_index(column, config=words)
            table.create_index("key", config=import_module("lancedb.index").BTree())
        return cls(folder, table=table, origin=origin)

    @classmethod
    def open(cls, folder: Path, *, origin: Origin) -> Self | None:
        """The index of a folder; None when it is damaged, of another origin, or not one. Raises `MissingExtra`."""
        library = _library()
        try:
            place = json.loads((folder / "place.json").read_text(encoding="utf-8"))
            opened = cls(folder, table=library.connect(place).open_table(_TABLE), origin=origin)
        except (ValueError, OSError, RuntimeError, ViewError):
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
        return max(self._rows - 1, 0)

    @contextmanager
    def writing(self) -> Generator[None]:
        """Holds the one right to write, for `apply`. Inside it, the position is the newest.

        Raises:
            IndexBusy: Somebody else is writing.
            IndexUnwritable: The disk is full, or the folder read-only.
        """
        with locked(self.folder / "writer.lock"):
            self.reload()
            self._writing = True
            try:
                yield
                with view_errors(self.folder):
                    # One owner at a time: what was added is taken into the word indexes, and old states go.
                    self._table.optimize(cleanup_older_than=_OLD)
                self.reload()
            finally:
                self._writing = False

    def apply(self, batch: Batch) -> None:
        """The whole batch at once, or nothing of it. Only inside `writing`."""
        if not self._writing:
            raise ViewError(f"{self.folder} is not open for writing", remedy="apply batches inside 'with index.writing():'")
        reach("index.apply.begin")
        rows = _Rows(chain([_position_row(batch, self.origin)], map(_row, batch.entries)))
        merge = self._table.merge_insert("key").when_matched_update_all().when_not_matched_insert_all()
        if batch.forget:
            expressions = import_module("lancedb.expr")
            forgotten = [expressions.lit(document) for document in sorted(batch.forget)]
            merge = merge.when_not_matched_by_source_delete(expressions.col("document").isin(forgotten))
        reach("index.commit.before")
        with rows.own_errors(), view_errors(self.folder):
            merge.execute(rows.reader())
        reach("index.commit.after")
        self.reload()

    def search(self, query: Query, *, principal: Principal, limit: int) -> list[Hit]:
        """The best hits that the principal may read, best first."""
        if limit < 1 or not (query.words or query.grams):
            return []
        queries = import_module("lancedb.query")
        kept = [self._having(condition) for condition in query.filters]
        asked = queries.BooleanQuery([(queries.Occur.MUST, one) for one in (_asked(query), *kept)]) if kept else _asked(query)
        return self._found(asked, principal=principal, limit=limit)

    def within(self, spans: Collection[Span], query: Query, *, principal: Principal) -> list[Hit]:
        """The entries at these addresses that the principal may read, in no order, each with its score for the query (0 for no word)."""
        if not spans:
            return []
        queries = import_module("lancedb.query")
        places = _one_of("keys", map(_address, spans))
        should = [(queries.Occur.SHOULD, _asked(query))] if query.words or query.grams else []
        return self._found(queries.BooleanQuery([(queries.Occur.MUST, places), *should]), principal=principal, limit=len(spans))

    def opening(self, document: int, *, principal: Principal) -> Hit | None:
        """A document's first entry, with score 0; None if there is none that the principal may read."""
        found = self._found(_one_of("keys", [_opening(document)]), principal=principal, limit=1)
        return found[0] if found else None

    def idf(self, terms: Iterable[str]) -> Mapping[str, float]:
        """How much each analysed word says: BM25's inverse document frequency, over all groups."""
        return {term: inverse_frequency(self._frequency(term), self._rows) for term in set(terms)}

    def share(self, term: str) -> float:
        """The share of all entries, in [0, 1], that have an analysed word."""
        return self._frequency(term) / max(self._rows - 1, 1)

    def reload(self) -> None:
        """Look at the newest commit, of this process or another. Raises `ViewError` if the folder is gone or damaged."""
        with self._lock, read_errors(self.folder):
            self._table.checkout_latest()
            if self._table.version != self._seen:
                self._look()

    def close(self) -> None:
        """Nothing to let go: the library closes its files by itself."""

    def _frequency(self, term: str) -> int:
        held = self._frequencies.get(term)
        if held is None:
            with read_errors(self.folder):
                found = self._table.search(_match("words", term), query_type="fts").limit(max(self._rows, 1)).select(["document", "_score"])
                held = self._frequencies[term] = found.to_arrow().num_rows
        return held

    def _found(self, asked: Any, *, principal: Principal, limit: int) -> list[Hit]:  # noqa: ANN401 - a query of the library
        queries = import_module("lancedb.query")
        if not principal.owner:
            if not principal.groups:
                return []
            readable = _one_of("groups", principal.groups)
            asked = queries.BooleanQuery([(queries.Occur.MUST, asked), (queries.Occur.MUST, readable)])
        with read_errors(self.folder):
            rows = self._table.search(asked, query_type="fts").limit(limit).select(["chunk", "words", "_score"]).to_list()
        return [_to_hit(row) for row in sorted(rows, key=lambda row: -row["_score"])]

    def _having(self, condition: Filter) -> Any:  # noqa: ANN401 - a query of the library
        queries, marks = import_module("lancedb.query"), wanted(condition)
        having = _one_of("marks", marks.terms)
        if marks.lacks is None:
            return having
        lacking = [(queries.Occur.MUST, _one_of("marks", [_EVERY])), (queries.Occur.MUST_NOT, _one_of("marks", [marks.lacks]))]
        return queries.BooleanQuery([(queries.Occur.SHOULD, having), (queries.Occur.SHOULD, queries.BooleanQuery(lacking))])

    def _look(self) -> None:
        """Read where it stands; None if it is not of this origin."""
        self._seen = self._table.version
        self._frequencies.clear()
        expressions = import_module("lancedb.expr")
        wanted_key = expressions.col("key") == expressions.lit(_POSITION)
        found = self._table.search().where(wanted_key).limit(1).to_list()
        self._rows = self._table.count_rows()
        position, database, epoch, mark = json.loads(found[0]["chunk"]) if found else (0, "", 0, "")
        fits = bool(found) and Origin(database=database, epoch=epoch) == self.origin
        self._stand = Stand(position=int(position), mark=str(mark)) if fits else None


class _Rows:
    """Rows as the library reads them, made while they are taken; what goes wrong in making them is raised as it was."""

    def __init__(self, rows: Iterator[Mapping[str, object]]) -> None:
        self._left = rows
        self._failure: BaseException | None = None

    def reader(self) -> Any:  # noqa: ANN401 - an object of the library
        """A reader of batches of columns."""
        return import_module("pyarrow").RecordBatchReader.from_batches(_schema(), self._batches())

    @contextmanager
    def own_errors(self) -> Generator[None]:
        """What happens inside; the library wraps an error of the rows, which comes out as itself."""
        try:
            yield
        except ViewError:
            if self._failure is not None:
                raise self._failure from None
            raise

    def _batches(self) -> Iterator[object]:
        arrow = import_module("pyarrow")
        try:
            while rows := list(islice(self._left, _ROWS)):
                yield arrow.record_batch(_columns(rows), schema=_schema())
        except BaseException as error:
            self._failure = error
            raise


def _library() -> Any:  # noqa: ANN401 - a module
    try:
        return import_module("lancedb")
    except ImportError as error:
        raise MissingExtra("'lancedb', the engine that untuned.toml names,", extra="lance") from error


def _schema() -> Any:  # noqa: ANN401 - an object of the library
    arrow = import_module("pyarrow")
    columns = ("key", "document", *_SEARCHED, "chunk")
    return arrow.schema([(name, arrow.int64() if name == "document" else arrow.string()) for name in columns])


def _columns(rows: Sequence[Mapping[str, object]]) -> list[list[object]]:
    return [[row[name] for row in rows] for name in ("key", "document", *_SEARCHED, "chunk")]


def _position_row(batch: Batch, origin: Origin) -> Mapping[str, object]:
    state = json.dumps([batch.position, origin.database, origin.epoch, batch.mark])
    return {"key": _POSITION, "document": 0, **dict.fromkeys(_SEARCHED, ""), "chunk": state}


def _row(entry: Entry) -> Mapping[str, object]:
    chunk = entry.chunk
    keys = [_address(chunk.span), *([_opening(chunk.document)] if chunk.ordinal == 0 else [])]
    address = (chunk.document, chunk.version, chunk.ordinal, chunk.start, chunk.end, chunk.language, chunk.headings)
    return {
        "key": _address(chunk.span),
        "document": chunk.document,
        "words": entry.words,
        "grams": entry.grams,
        "keys": " ".join(map(_token, keys)),
        "groups": " ".join(map(_token, sorted(entry.groups))),
        "marks": " ".join(map(_token, [_EVERY, *marks_of(entry.attributes)])),
        "chunk": json.dumps(address),
    }


def _address(span: Span) -> str:
    return f"{span.version}:{span.start}:{span.end}"


def _opening(document: int) -> str:
    return f"opening:{document}"


def _token(value: str) -> str:
    """Any value as one word without white space."""
    return blake2b(value.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _asked(query: Query) -> Any:  # noqa: ANN401 - a query of the library
    queries = import_module("lancedb.query")
    parts = [
        (queries.Occur.SHOULD, _match(column, " ".join(terms), boost=boost))
        for column, terms, boost in (("words", query.words, 1.0), ("grams", query.grams, query.gram_weight))
        if terms
    ]
    return queries.BooleanQuery(parts)


def _one_of(column: str, values: Iterable[str]) -> Any:  # noqa: ANN401 - a query of the library
    """What has one of the values there; it adds nothing to a score."""
    return _match(column, " ".join(map(_token, values)) or "none", boost=0.0)


def _match(column: str, text: str, *, boost: float = 1.0) -> Any:  # noqa: ANN401 - a query of the library
    return import_module("lancedb.query").MatchQuery(text, column, boost=boost)


def _to_hit(row: Mapping[str, Any]) -> Hit:
    of, version, ordinal, start, end, language, headings = json.loads(row["chunk"])
    chunk = Chunk(document=of, version=version, ordinal=ordinal, start=start, end=end, headings=tuple(headings), language=language)
    return Hit(chunk=chunk, score=float(row["_score"]), terms=tuple(row["words"].split(" ")))
