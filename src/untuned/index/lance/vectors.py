"""The index of vectors on LanceDB: compared one by one, and past a size list by list (IVF)."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Self

from untuned.errors import ViewError
from untuned.index.foreign import read_errors
from untuned.index.lance.table import POSITION, LanceView, Row, access_of, address, library, token
from untuned.index.marks import wanted
from untuned.index.search import Near, Origin
from untuned.types.documents import Span
from untuned.types.filters import Filter
from untuned.types.principal import Principal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from untuned.index.entries import Entry

_EXACT_UP_TO = 50_000
"""Rows that are compared one by one; more are searched list by list."""
_LEAST_PROBES = 20
_PER_LIST = 4_096
"""Rows of one list, about."""


class LanceVectors(LanceView):
    """An index of vectors as a table of LanceDB."""

    kind = "vectors"
    exact_up_to: ClassVar[int] = _EXACT_UP_TO

    @classmethod
    def create(cls, folder: Path, *, origin: Origin, dimensions: int, url: str = "") -> Self:
        """An empty index in a new folder, or below an address of object storage, at position 0.

        Raises:
            MissingExtra: LanceDB is not installed.
            IndexUnwritable: The place cannot be written.
        """
        library()
        arrow = import_module("pyarrow")
        columns = [("document", arrow.int64()), *((name, arrow.string()) for name in ("key", "groups", "marks", "chunk"))]
        schema = arrow.schema([*columns, ("vector", arrow.list_(arrow.float32(), dimensions))])
        return cls.made(folder, origin=origin, url=url, schema=schema)

    @classmethod
    def prepare(cls, table: Any) -> None:  # noqa: ANN401 - an object of the library
        """Make the index of a new table's keys; that of its vectors is made when there are many."""
        table.create_index("key", config=import_module("lancedb.index").BTree())

    def nearest(self, vector: NDArray[np.float32], *, principal: Principal, filters: Sequence[Filter] = (), limit: int) -> list[Near]:
        """The chunks nearest to a vector of length 1 that the principal may read and that pass every filter, nearest first."""
        conditions = [self._having(condition) for condition in filters]
        if limit < 1 or any(one is None for one in conditions) or not (principal.owner or principal.groups):
            return []
        allowed = import_module("lancedb.expr").col("key") != import_module("lancedb.expr").lit(POSITION)
        for condition in (*conditions, *([] if principal.owner else [_one_of("groups", principal.groups)])):
            allowed = allowed & condition
        return self._found(vector, allowed, limit=limit)

    def scores(self, spans: Collection[Span], vector: NDArray[np.float32], *, principal: Principal) -> Mapping[Span, float]:
        """The cosine of each of these chunks that there is and the principal may read."""
        if not spans or not (principal.owner or principal.groups):
            return {}
        expressions = import_module("lancedb.expr")
        allowed = expressions.col("key").isin([expressions.lit(address(span)) for span in spans])
        if not principal.owner:
            allowed = allowed & _one_of("groups", principal.groups)
        return {near.span: near.score for near in self._found(vector, allowed, limit=len(spans), exact=True)}

    def vectors(self, spans: Collection[Span]) -> dict[Span, NDArray[np.float32]]:
        """The vector of each of these chunks that there is; for whoever makes a view, so nobody's rights are asked."""
        import numpy as np  # noqa: PLC0415 - only where there are vectors

        if not spans:
            return {}
        expressions = import_module("lancedb.expr")
        wanted_keys = expressions.col("key").isin([expressions.lit(address(span)) for span in spans])
        with read_errors(self.folder):
            rows = self._table.search().where(wanted_keys).select(["key", "vector"]).limit(len(spans)).to_list()
        held = {row["key"]: np.asarray(row["vector"], dtype=np.float32) for row in rows}
        return {span: held[address(span)] for span in spans if address(span) in held}

    def row_of(self, entry: Entry) -> Row:
        """An entry as a row. Raises `ViewError` for one without a vector."""
        if entry.vector is None:
            raise ViewError("an entry has no vector", remedy="follow the feed by the plan that the view was made by")
        chunk = entry.chunk
        told = json.dumps((chunk.document, chunk.version, chunk.start, chunk.end))
        return {
            "key": address(chunk.span),
            "document": chunk.document,
            **access_of(entry),
            "chunk": told,
            "vector": [float(part) for part in entry.vector],
        }

    def tidy(self) -> None:
        """As for every table; past a size the vectors get lists, which are trained once and then grow."""
        if self._rows > self.exact_up_to and not any("vector" in index.columns for index in self._table.list_indices()):
            lists = max(self._rows // _PER_LIST, 16)
            self._table.create_index("vector", config=import_module("lancedb.index").IvfFlat(distance_type="dot", num_partitions=lists))
        super().tidy()

    def _found(self, vector: NDArray[np.float32], allowed: Any, *, limit: int, exact: bool = False) -> list[Near]:  # noqa: ANN401 - an expression of the library
        with read_errors(self.folder):
            # No most: where a filter leaves little, lists are looked through until there is enough.
            asked = self._table.search(vector).distance_type("dot").where(allowed, prefilter=True)
            asked = asked.bypass_vector_index() if exact else asked.minimum_nprobes(_LEAST_PROBES).maximum_nprobes(0)
            rows = asked.limit(limit).select(["chunk", "_distance"]).to_list()
        found: list[Near] = []
        for row in rows:
            document, version, start, end = json.loads(row["chunk"])
            score = max(min(1.0 - float(row["_distance"]), 1.0), -1.0)
            found.append(Near(document=document, span=Span(version=version, start=start, end=end), score=score))
        return sorted(found, key=lambda near: (-near.score, near.span.version, near.span.start))

    def _having(self, condition: Filter) -> Any:  # noqa: ANN401 - an expression of the library
        """What passes a filter; None where nothing can."""
        marks = wanted(condition)
        having = _one_of("marks", marks.terms) if marks.terms else None
        if marks.lacks is None:
            return having
        lacking = ~_one_of("marks", [marks.lacks])
        return lacking if having is None else having | lacking


def _one_of(column: str, values: Collection[str]) -> Any:  # noqa: ANN401 - an expression of the library
    """Rows that have one of the values there: each is as long as the others, so it stands in no other."""
    expressions = import_module("lancedb.expr")
    one, *others = [expressions.col(column).contains(expressions.lit(token(value))) for value in sorted(values)]
    for other in others:
        one = one | other
    return one
