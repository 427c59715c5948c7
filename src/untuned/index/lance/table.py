"""What an index of words and one of vectors have in common on LanceDB: a table that follows the change feed.

Access, filters and addresses are words of columns of their own. No condition is ever written as text: it is a query or an expression
that is built from values.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from hashlib import blake2b
from importlib import import_module
from itertools import chain, islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar, Self

from untuned.errors import MissingExtra, ViewError
from untuned.index.foreign import read_errors, view_errors
from untuned.index.locks import locked
from untuned.index.marks import marks_of
from untuned.index.search import Batch, Origin, Stand
from untuned.index.steps import reach
from untuned.types.documents import Span

if TYPE_CHECKING:
    from untuned.index.entries import Entry

REVISION = "lance/1"
"""Changes with every change of what is kept of an entry: a view made by another revision is not reused."""

TABLE = "chunks"
POSITION = "__position__"
EVERY = "every"
"""A mark that every entry has: what lacks another is found by it."""
_PLACE = "place.json"
_ROWS = 512
"""Entries that become one batch of columns."""
_OLD = timedelta(hours=1)
"""How long a state of the table that was followed by another is kept for those who are reading it."""
_BEGINNING = Stand(position=0, mark="")

Row = Mapping[str, object]


class LanceView(ABC):
    """A table of LanceDB in a folder of its own or on object storage; many processes may read it while one writes.

    It stands at one position of the change feed, kept in the same commit as the entries. One object may be used by several threads.
    The folder holds the table or, where it lives on object storage, its address; the right to write is a lock beside it either way.
    """

    kind: ClassVar[str]
    """What tells the tables of one folder name apart on object storage."""

    def __init__(self, folder: Path, *, table: Any, origin: Origin) -> None:  # noqa: ANN401 - an object of the library
        self.folder = folder
        self.origin = origin
        self._table = table
        self._lock = Lock()
        self._writing = False
        self._stand: Stand | None = None
        self._rows = 0
        self._seen: int | None = None
        self._look()

    @classmethod
    def made(cls, folder: Path, *, origin: Origin, url: str, schema: Any) -> Self:  # noqa: ANN401 - an object of the library
        """An empty table in a new folder, or below an address of object storage, at position 0.

        Raises:
            MissingExtra: LanceDB is not installed.
            IndexUnwritable: The place cannot be written.
        """
        connect, arrow = library().connect, import_module("pyarrow")
        with view_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            name = f"{origin.database}-{folder.parent.name}-{folder.name}-{cls.kind}"
            place = f"{url.rstrip('/')}/{name}" if url else str(folder.absolute())
            (folder / _PLACE).write_text(json.dumps(place if url else ""), encoding="utf-8")
            first = _columns([_position_row(Batch(position=0), origin)], schema)
            table = connect(place).create_table(TABLE, data=arrow.RecordBatchReader.from_batches(schema, iter([first])))
            cls.prepare(table)
        return cls(folder, table=table, origin=origin)

    @classmethod
    @abstractmethod
    def prepare(cls, table: Any) -> None:  # noqa: ANN401 - an object of the library
        """Make the indexes of a new table."""

    @classmethod
    def open(cls, folder: Path, *, origin: Origin) -> Self | None:
        """The view of a folder; None when it is damaged, of another origin, or not one. Raises `MissingExtra`."""
        connect = library().connect
        try:
            place = json.loads((folder / _PLACE).read_text(encoding="utf-8")) or str(folder.absolute())
            opened = cls(folder, table=connect(place).open_table(TABLE), origin=origin)
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
                    self.tidy()
                self.reload()
            finally:
                self._writing = False

    def apply(self, batch: Batch) -> None:
        """The whole batch at once, or nothing of it. Only inside `writing`."""
        if not self._writing:
            raise ViewError(f"{self.folder} is not open for writing", remedy="apply batches inside 'with index.writing():'")
        reach("index.apply.begin")
        rows = _Rows(chain([_position_row(batch, self.origin)], map(self.row_of, batch.entries)), schema=self._table.schema)
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

    @abstractmethod
    def row_of(self, entry: Entry) -> Row:
        """An entry as a row."""

    def tidy(self) -> None:
        """What was added is taken into the indexes, and old states go; whoever holds the right to write does it, alone."""
        self._table.optimize(cleanup_older_than=_OLD)

    def reload(self) -> None:
        """Look at the newest commit, of this process or another. Raises `ViewError` if the folder is gone or damaged."""
        with self._lock, read_errors(self.folder):
            self._table.checkout_latest()
            if self._table.version != self._seen:
                self._look()

    def close(self) -> None:
        """Look at nothing newer any more: the library closes its files by itself."""
        self._writing = False

    def _look(self) -> None:
        """Read where it stands; None if it is not of this origin."""
        self._seen = self._table.version
        expressions = import_module("lancedb.expr")
        wanted_key = expressions.col("key") == expressions.lit(POSITION)
        found = self._table.search().where(wanted_key).select(["chunk"]).limit(1).to_list()
        self._rows = self._table.count_rows()
        position, database, epoch, mark = json.loads(found[0]["chunk"]) if found else (0, "", 0, "")
        fits = bool(found) and Origin(database=database, epoch=epoch) == self.origin
        self._stand = Stand(position=int(position), mark=str(mark)) if fits else None


class _Rows:
    """Rows as the library reads them, made while they are taken; what goes wrong in making them is raised as it was."""

    def __init__(self, rows: Iterator[Row], *, schema: Any) -> None:  # noqa: ANN401 - an object of the library
        self._left = rows
        self._schema = schema
        self._failure: BaseException | None = None

    def reader(self) -> Any:  # noqa: ANN401 - an object of the library
        """A reader of batches of columns."""
        return import_module("pyarrow").RecordBatchReader.from_batches(self._schema, self._batches())

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
        try:
            while rows := list(islice(self._left, _ROWS)):
                yield _columns(rows, self._schema)
        except BaseException as error:
            self._failure = error
            raise


def library() -> Any:  # noqa: ANN401 - a module
    """LanceDB. Raises `MissingExtra`."""
    try:
        return import_module("lancedb")
    except ImportError as error:
        raise MissingExtra("'lancedb', the engine that untuned.toml names,", extra="lance") from error


def drop(folder: Path) -> bool:
    """True when no table is left outside a folder that has its address; False where it cannot be reached now."""
    try:
        place = json.loads((folder / _PLACE).read_text(encoding="utf-8"))
        if place:
            library().connect(place).drop_table(TABLE, ignore_missing=True)
    except (ValueError, OSError, RuntimeError, MissingExtra):
        return False
    return True


def address(span: Span) -> str:
    """A span as a key."""
    return f"{span.version}:{span.start}:{span.end}"


def token(value: str) -> str:
    """Any value as one word without white space: 32 hexadecimal digits."""
    return blake2b(value.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def access_of(entry: Entry) -> Row:
    """Who may find an entry and what filters go by, as words."""
    return {
        "groups": " ".join(map(token, sorted(entry.groups))),
        "marks": " ".join(map(token, [EVERY, *marks_of(entry.attributes)])),
    }


def _columns(rows: Sequence[Row], schema: Any) -> object:  # noqa: ANN401 - an object of the library
    arrow = import_module("pyarrow")
    # The library takes no row without a vector, so the one that holds the position has one of nothing.
    blank = {field.name: [0.0] * field.type.list_size for field in schema if arrow.types.is_fixed_size_list(field.type)}
    return arrow.record_batch([[row.get(name, blank.get(name)) for row in rows] for name in schema.names], schema=schema)


def _position_row(batch: Batch, origin: Origin) -> Row:
    state = json.dumps([batch.position, origin.database, origin.epoch, batch.mark])
    return {"key": POSITION, "document": 0, "chunk": state}
