"""What do 10,000, 100,000 and 1,000,000 chunks cost, words and 384-dimensional vectors together, and what does a search miss?

    python benchmarks/scale.py [--data FOLDER] [--sizes 10000,100000,1000000] [--model FOLDER] [--keep FOLDER]

The chunks are made (see `_corpus_of_any_size`); with `--model`, a sentence embedder's folder, their vectors are spread as that model's
are, otherwise as MiniLM's were. Building goes on where it was stopped, if `--keep` names a folder; each size is built by a process of
its own, whose greatest memory is told, and asked by another one. Asked are 200 questions of squad2: by words alone, by vectors alone,
and by both, as `untuned ask` does: search, nearest, the missing scores of both sides, fusion, reranking; as the owner, as a member
whom a tenth of the documents is hidden from, and with a filter that one chunk in a hundred passes. Processor time of the process, all
its threads, each question after a warm round; embedding the question is a row of its own. Recall is of the 20 nearest by the vectors
as they were before they were rounded; of equally near ones, any counts.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

import _measure as measure
from _corpus_of_any_size import BLOCK, DIMENSIONS, Corpus, sampled
from untuned.index.lexical import LexicalIndex
from untuned.index.search import Batch, Origin, query_of
from untuned.index.vectors.mapped import MappedVectors
from untuned.models.embed.embedder import Embedder
from untuned.models.embed.local import local_embedder
from untuned.rag.meaning import Meaning, Sought, by_both
from untuned.rag.retrieve.rerank import rerank
from untuned.types.filters import Filter
from untuned.types.principal import OWNER, Principal, member
from untuned.types.settings import IndexSettings, SearchSettings

ORIGIN = Origin(database="benchmark", epoch=1)
SIZES = (10_000, 100_000, 1_000_000)
RARE = (Filter(field="kind", values=("rare",)),)
READ = SearchSettings()
NEAREST = 20
TIE = 1e-6
"""Two cosines that differ by less are one."""
LIMIT_MS = 150.0
LIMIT_MB = 8_000.0
LIMIT_RECALL = 0.97


def main() -> None:
    data = measure.data_folder(sys.argv)
    sizes = [int(size) for size in argument("--sizes", ",".join(map(str, SIZES))).split(",")]
    with tempfile.TemporaryDirectory() as scratch:
        keep = Path(argument("--keep", scratch))
        found = embedder()
        if found is not None:  # before the processes whose memory is measured
            sampled(data, keep, embedder=found)
        rows: list[dict[str, Any]] = []
        for size in sizes:
            for step in ("--build-words", "--build-vectors"):
                apart(step, size, keep)
            rows.append({"chunks": size, **built(keep, size), **json.loads(apart("--serve", size, keep))})
    measure.record("scale", rows, criteria=criteria(rows))


def criteria(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    largest = rows[-1]
    named = f"{largest['chunks']:,} chunks"
    worst = max(largest["both_p95_ms"], largest["both_member_p95_ms"], largest["both_rare_p95_ms"]) + (largest["embed_p95_ms"] or 0)
    recall = min(min(row["recall"], row["recall_rare"]) for row in rows)
    memory = max(row["peak_mb"] for row in rows)
    found = [
        held(f"{named}: p95 by words and vectors, the question embedded, worst row", f"<= {LIMIT_MS:g} CPU-ms", worst, worst <= LIMIT_MS),
        held("memory of building, greatest", f"<= {LIMIT_MB:g} MB", memory, memory <= LIMIT_MB),
        held("recall@20 with and without a 1 % filter, least", f">= {LIMIT_RECALL}", recall, recall >= LIMIT_RECALL),
    ]
    if len(rows) > 1:
        exponent = float(np.polyfit(*(np.log([row[name] for row in rows]) for name in ("chunks", "both_p50_ms")), 1)[0])
        found.append(held("median by both grows as the chunks to the power of", "<= 1", exponent, exponent <= 1))
    return found


def held(what: str, wanted: str, measured: float, met: bool) -> dict[str, Any]:
    return {"what": what, "wanted": wanted, "measured": round(measured, 3), "met": bool(met)}


def apart(step: str, size: int, keep: Path) -> str:
    """What a process of its own says."""
    given = [sys.executable, __file__, step, str(size), "--keep", str(keep), "--data", str(measure.data_folder(sys.argv))]
    model = ["--model", argument("--model", "")] if argument("--model", "") else []
    ended = subprocess.run([*given, *model], stdout=subprocess.PIPE, text=True, check=True)
    return ended.stdout


def build(kind: str, size: int, keep: Path, corpus: Corpus) -> None:
    """Goes on with an index where it stands; what it cost is added to what it cost before."""
    folder = keep / str(size) / kind
    made: Any = LexicalIndex if kind == "words" else MappedVectors
    index = made.open(folder, origin=ORIGIN)
    if index is None:
        shutil.rmtree(folder, ignore_errors=True)
        index = made.create(folder, origin=ORIGIN)
    note = keep / str(size) / f"{kind}.json"
    spent = json.loads(note.read_text()) if note.exists() else {"cpu_s": 0.0, "peak_mb": 0.0}
    for block in range(index.position, -(-size // BLOCK)):
        began = time.process_time()
        # an index of vectors takes no words, and analysing them costs more than all the rest
        making = _Making(corpus.entries(block, words=kind == "words"))
        with index.writing():
            index.apply(Batch(position=block + 1, entries=making))
        spent["cpu_s"] += time.process_time() - began - (making.cpu_s if kind == "vectors" else 0.0)
        spent["peak_mb"] = max(spent["peak_mb"], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000)
        note.write_text(json.dumps(spent))
        if block % 10 == 9:
            print(f"{kind}: {(block + 1) * BLOCK:,} chunks, {spent['cpu_s']:.0f} CPU-s", file=sys.stderr, flush=True)


class _Making:
    """Entries, and how much processor time their making took."""

    def __init__(self, entries: Iterator[Any]) -> None:
        self._entries = entries
        self.cpu_s = 0.0

    def __iter__(self) -> Iterator[Any]:
        while True:
            began = time.process_time()
            entry = next(self._entries, None)
            self.cpu_s += time.process_time() - began
            if entry is None:
                return
            yield entry


def built(keep: Path, size: int) -> dict[str, Any]:
    """What building took."""
    notes = {kind: json.loads((keep / str(size) / f"{kind}.json").read_text()) for kind in ("words", "vectors")}
    disk = {kind: sum(path.stat().st_size for path in (keep / str(size) / kind).iterdir()) / 1e6 for kind in notes}
    return {
        "words_cpu_s": round(notes["words"]["cpu_s"], 1),
        "vectors_cpu_s": round(notes["vectors"]["cpu_s"], 1),
        "peak_mb": round(max(one["peak_mb"] for one in notes.values())),
        "words_disk_mb": round(disk["words"]),
        "vectors_disk_mb": round(disk["vectors"]),
    }


def serve(size: int, keep: Path, corpus: Corpus) -> dict[str, Any]:
    """Times, memory and recall of asking."""
    words, vectors = (
        made.open(keep / str(size) / kind, origin=ORIGIN) for kind, made in (("words", LexicalIndex), ("vectors", MappedVectors))
    )
    if words is None or vectors is None:
        raise SystemExit(f"{keep / str(size)} holds no indexes")
    queries = corpus.queries()
    fixed = _Fixed(queries)
    meaning = Meaning(vectors=vectors, embedder=fixed)
    asked = list(enumerate(corpus.questions))

    def by_words(at: int) -> None:
        ordered(words, corpus.questions[at], OWNER, (), None)

    def by_vectors(at: int) -> None:
        vectors.nearest(queries[at], principal=OWNER, limit=READ.candidates)

    def both(principal: Principal, filters: tuple[Filter, ...]) -> Callable[[int], None]:
        def ask(at: int) -> None:
            fixed.at = at
            ordered(words, corpus.questions[at], principal, filters, meaning)

        return ask

    found: dict[str, Any] = {}
    shapes = {
        "words": by_words,
        "vectors": by_vectors,
        "both": both(OWNER, ()),
        "both_member": both(member(["guests"]), ()),
        "both_rare": both(OWNER, RARE),
    }
    for name, ask in shapes.items():
        for _ in range(2):
            times = [milliseconds(ask, at) for at, _ in asked]
        found |= {f"{name}_p50_ms": round(float(np.percentile(times, 50)), 2), f"{name}_p95_ms": round(float(np.percentile(times, 95)), 2)}
    found["embed_p95_ms"] = embedding(corpus.questions)
    found["served_mb"] = round(measure.resident_mb())
    found |= recalls(size, corpus, vectors, queries)
    return {**found, "in_lists": vectors.listed, "vectors": "as the model's" if corpus.real is not None else "as MiniLM's were"}


def ordered(words: Any, question: str, principal: Principal, filters: tuple[Filter, ...], meaning: Meaning | None) -> None:
    """One search, as asking does it."""
    query = query_of(question, language="en", gram_weight=READ.gram_weight, settings=IndexSettings())
    query = replace(query, filters=filters)
    hits = words.search(query, principal=principal, limit=READ.candidates)
    if meaning is not None:
        sought = Sought(question=question, language="en", query=query)
        hits = by_both(sought, hits, words=words, meaning=meaning, principal=principal, limit=READ.candidates)
    rerank(query.words, hits, idf=words.idf(query.words), settings=READ)


class _Fixed:
    """The vectors of the questions, which were made before."""

    name, languages, dimensions, weight = "fixed", ("en",), DIMENSIONS, 0.5

    def __init__(self, queries: Any) -> None:
        self._queries = queries
        self.at = 0

    def embed(self, texts: Sequence[str], *, kind: str) -> Any:  # noqa: ARG002 - an embedder's own signature
        return self._queries[self.at : self.at + 1]


def recalls(size: int, corpus: Corpus, vectors: Any, queries: Any) -> dict[str, float]:
    """How many of the nearest by the vectors as they were made are found, of all chunks and of the rare ones.

    One that is found counts where it is as near as the twentieth of all: of equal ones, any will do.
    """
    told = {}
    for name, filters in (("recall", ()), ("recall_rare", RARE)):
        near = [vectors.nearest(query, principal=OWNER, filters=filters, limit=NEAREST) for query in queries]
        numbers = [[(one.span.version - 1) * 10 + one.span.start // 600 for one in line] for line in near]
        told[name] = round(share_found(size, corpus, queries, numbers, rare=bool(filters)), 4)
    return told


def share_found(size: int, corpus: Corpus, queries: Any, numbers: Sequence[Sequence[int]], *, rare: bool) -> float:
    best = np.full((len(queries), NEAREST), -2.0, dtype=np.float32)
    scores: list[list[float]] = [[] for _ in queries]
    for block in range(-(-size // BLOCK)):
        said = queries @ corpus.vectors(block).T
        for line, found in enumerate(numbers):
            scores[line] += [float(said[line, one % BLOCK]) for one in found if one // BLOCK == block]
        together = np.concatenate([best, said[:, 37::100] if rare else said], axis=1)
        best = -np.partition(-together, NEAREST - 1, axis=1)[:, :NEAREST]
    least = best.min(axis=1) - TIE
    return float(np.mean([sum(score >= edge for score in line) / NEAREST for line, edge in zip(scores, least, strict=True)]))


def embedding(questions: Sequence[str]) -> float | None:
    """The 95th percentile of embedding a question; None without an embedder."""
    found = embedder()
    if found is None:
        return None
    for _ in range(2):
        times = [milliseconds(lambda at: found.embed([questions[at]], kind="query"), at) for at in range(len(questions))]
    return round(float(np.percentile(times, 95)), 2)


def milliseconds(ask: Callable[[int], object], at: int) -> float:
    began = time.process_time()
    ask(at)
    return (time.process_time() - began) * 1_000


def embedder() -> Embedder | None:
    model = argument("--model", "")
    return local_embedder(Path(model), languages=("en",), batch=16, threads=1) if model else None


def argument(name: str, default: str) -> str:
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv[:-1] else default


def child(step: str) -> None:
    keep, size = Path(argument("--keep", os.devnull)), int(argument(step, "0"))
    corpus = Corpus.of(measure.data_folder(sys.argv), keep)
    if step == "--serve":
        print(json.dumps(serve(size, keep, corpus)))
    else:
        build(step.removeprefix("--build-"), size, keep, corpus)


if __name__ == "__main__":
    steps = [step for step in ("--build-words", "--build-vectors", "--serve") if step in sys.argv]
    if steps:
        child(steps[0])
    else:
        main()
