"""The words index on LanceDB: BM25 over the same analysed words, with everything pushed down into the one query.

Access, filters and addresses are searched for as words with weight 0. Scores are LanceDB's.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from untuned.index.foreign import read_errors
from untuned.index.lance.table import EVERY, LanceView, Row, access_of, address, library, token
from untuned.index.marks import texts_of, wanted
from untuned.index.search import DEFINES, Origin, Query, inverse_frequency
from untuned.types.answers import Hit
from untuned.types.documents import Chunk, Span
from untuned.types.principal import Principal

if TYPE_CHECKING:
    from untuned.index.entries import Entry
    from untuned.types.filters import Filter

_COUNTED = 2_000
"""Entries that one search for words that may be meant looks at."""
_SEARCHED = ("words", "grams", "keys", "groups", "marks")


class LanceIndex(LanceView):
    """An index of words as a table of LanceDB."""

    kind = "words"

    def __init__(self, folder: Path, *, table: Any, origin: Origin) -> None:  # noqa: ANN401 - an object of the library
        self._frequencies: dict[str, int] = {}
        super().__init__(folder, table=table, origin=origin)

    @classmethod
    def create(cls, folder: Path, *, origin: Origin, url: str = "") -> Self:
        """An empty index in a new folder, or below an address of object storage, at position 0.

        Raises:
            MissingExtra: LanceDB is not installed.
            IndexUnwritable: The place cannot be written.
        """
        library()
        return cls.made(folder, origin=origin, url=url, schema=_schema())

    @classmethod
    def prepare(cls, table: Any) -> None:  # noqa: ANN401 - an object of the library
        """Make the indexes of a new table: words that were analysed before are taken as they stand."""
        kinds = import_module("lancedb.index")
        for column in _SEARCHED:
            words = kinds.FTS(
                base_tokenizer="whitespace",
                lower_case=False,
                stem=False,
                remove_stop_words=False,
                ascii_folding=False,
                max_token_length=None,
                with_position=False,
            )
            table.create_index(column, config=words)
        table.create_index("key", config=kinds.BTree())

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
        places = _one_of("keys", map(address, spans))
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

    def counts(self, terms: Collection[str]) -> Mapping[str, int]:
        """Of these analysed words those that entries have, each with how many do; at least so many where thousands do.

        Spelling asks for hundreds at once, nearly all of which no entry has: one search is for all of them, and a further one for
        those that were not seen among the entries that it gave, for as long as there are more than it gives.
        """
        counts: Counter[str] = Counter()
        left = {term for term in terms if term}
        while left:
            held: list[set[str]] = [left.intersection(words.split(" ")) for words in self._words_with(left)]
            seen = Counter(word for words in held for word in words)
            counts += seen
            left = left.difference(seen) if seen and len(held) == _COUNTED else set[str]()
        return counts

    def values(self, field: str, *, principal: Principal, limit: int) -> Mapping[str, int]:
        """The texts that entries which the principal may read have in a field, the commonest first, each with how many have it."""
        queries = import_module("lancedb.query")
        if not (principal.owner or principal.groups):
            return {}
        readable = [] if principal.owner else [(queries.Occur.MUST, _one_of("groups", principal.groups))]
        asked = queries.BooleanQuery([(queries.Occur.MUST, _one_of("marks", [f"{field}?"])), *readable])
        with read_errors(self.folder):
            found = self._table.search(asked, query_type="fts").limit(max(self._rows, 1)).select(["texts", "_score"]).to_arrow()
        beginning = f"{field}="
        counts = Counter(text for row in found.column("texts").to_pylist() for text in json.loads(row) if text.startswith(beginning))
        ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))[: max(limit, 1)]
        return {text.removeprefix(beginning): count for text, count in ordered}

    def _words_with(self, terms: Collection[str]) -> list[str]:
        """The analysed words of the first `_COUNTED` entries that have any of these."""
        with read_errors(self.folder):
            asked = self._table.search(_match("words", " ".join(terms)), query_type="fts")
            return asked.limit(_COUNTED).select(["words", "_score"]).to_arrow().column("words").to_pylist()

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
        lacking = [(queries.Occur.MUST, _one_of("marks", [EVERY])), (queries.Occur.MUST_NOT, _one_of("marks", [marks.lacks]))]
        return queries.BooleanQuery([(queries.Occur.SHOULD, having), (queries.Occur.SHOULD, queries.BooleanQuery(lacking))])

    def row_of(self, entry: Entry) -> Row:
        """An entry as a row."""
        chunk = entry.chunk
        keys = [address(chunk.span), *([_opening(chunk.document)] if chunk.ordinal == 0 else [])]
        told = (chunk.document, chunk.version, chunk.ordinal, chunk.start, chunk.end, chunk.language, chunk.headings)
        return {
            "key": address(chunk.span),
            "document": chunk.document,
            "words": entry.words,
            "grams": entry.grams,
            "keys": " ".join(map(token, keys)),
            **access_of(entry),
            "texts": json.dumps(texts_of(entry.attributes)),
            "chunk": json.dumps(told),
        }

    def _look(self) -> None:
        self._frequencies.clear()
        super()._look()


def _schema() -> Any:  # noqa: ANN401 - an object of the library
    arrow = import_module("pyarrow")
    names = ("key", *_SEARCHED, "texts", "chunk")
    return arrow.schema([("document", arrow.int64()), *((name, arrow.string()) for name in names)])


def _opening(document: int) -> str:
    return f"opening:{document}"


def _asked(query: Query) -> Any:  # noqa: ANN401 - a query of the library
    queries = import_module("lancedb.query")
    parts = [
        (queries.Occur.SHOULD, _match(column, " ".join(terms), boost=boost))
        for column, terms, boost in (*_by_factor(query), ("words", query.defines, DEFINES), ("grams", query.grams, query.gram_weight))
        if terms
    ]
    return queries.BooleanQuery(parts)


def _by_factor(query: Query) -> Iterator[tuple[str, Sequence[str], float]]:
    """The words, those together that count alike."""
    held: dict[float, list[str]] = defaultdict(list)
    for word in query.words:
        held[query.factor(word)].append(word)
    yield from (("words", terms, factor) for factor, terms in held.items())


def _one_of(column: str, values: Iterable[str]) -> Any:  # noqa: ANN401 - a query of the library
    """What has one of the values there; it adds nothing to a score."""
    return _match(column, " ".join(map(token, values)) or "none", boost=0.0)


def _match(column: str, text: str, *, boost: float = 1.0) -> Any:  # noqa: ANN401 - a query of the library
    return import_module("lancedb.query").MatchQuery(text, column, boost=boost)


def _to_hit(row: Mapping[str, Any]) -> Hit:
    of, version, ordinal, start, end, language, headings = json.loads(row["chunk"])
    chunk = Chunk(document=of, version=version, ordinal=ordinal, start=start, end=end, headings=tuple(headings), language=language)
    return Hit(chunk=chunk, score=float(row["_score"]), terms=tuple(row["words"].split(" ")))
