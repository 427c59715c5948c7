"""Lists of what is alike (an inverted file, untuned's own) beside a graph of neighbours (HNSW, by usearch, where it is installed).

    python benchmarks/vector_lists.py [--data FOLDER] [--model FOLDER] [--keep FOLDER] [--size 100000]

The vectors are those of `scale.py`, 8 bits a number on both sides; the questions are squad2's. Building and asking are processor time
of the process, on one thread where the library lets it be chosen. Recall is of the 20 nearest by the vectors before they were rounded;
of equally near ones, any counts.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

import _measure as measure
from _corpus_of_any_size import BLOCK, DIMENSIONS, Corpus, sampled
from scale import NEAREST, TIE, argument, embedder, held
from untuned.index.vectors import lists
from untuned.index.vectors.numbers import best, cosines, quantised

EXPANSIONS = (64, 128, 256, 512)


def main() -> None:
    data = measure.data_folder(sys.argv)
    size = int(argument("--size", "100000"))
    with tempfile.TemporaryDirectory() as scratch:
        keep = Path(argument("--keep", scratch))
        found = embedder()
        if found is not None:
            sampled(data, keep, embedder=found)
        corpus = Corpus.of(data, keep)
        vectors = np.concatenate([corpus.vectors(block) for block in range(-(-size // BLOCK))])[:size]
        queries = corpus.queries()
    truth = [vectors @ query for query in queries]
    rows = [every(vectors, queries, truth), by_lists(vectors, queries, truth)]
    if find_spec("usearch") is not None:
        rows += by_graph(vectors, queries, truth)
    criteria = [held("recall@20 by lists", ">= 0.97", rows[1]["recall"], rows[1]["recall"] >= 0.97)]
    if len(rows) > 2:
        graph = max(row["recall"] for row in rows[2:])
        criteria.append(
            held("recall@20 by lists, beside the best of the graph", f">= {graph:.3f}", rows[1]["recall"], rows[1]["recall"] >= graph)
        )
    measure.record("vector_lists", rows, criteria=criteria)


def every(vectors: Any, queries: Any, truth: Sequence[Any]) -> dict[str, Any]:
    """All rows compared."""
    rows, factors = quantised(vectors)
    return asked("all rows", 0.0, queries, truth, lambda query: best(cosines(rows, factors, query), NEAREST))


def by_lists(vectors: Any, queries: Any, truth: Sequence[Any]) -> dict[str, Any]:
    """The rows of the nearest lists compared."""
    rows, factors = quantised(vectors)
    began = time.process_time()
    centroids = lists.trained(rows, factors, rng=np.random.default_rng(0))
    numbers = lists.assigned(rows, centroids)
    order = np.argsort(numbers, kind="stable")
    rows, factors = rows[order], factors[order]
    bounds = np.concatenate([[0], np.cumsum(np.bincount(numbers, minlength=len(centroids)))])
    built = time.process_time() - began

    def ask(query: Any) -> Any:
        ids = lists.probed(query, centroids, bounds, mask=None)
        return order[ids[best(cosines(rows, factors, query, ids=ids), NEAREST)]]

    return asked(f"{len(centroids)} lists", built, queries, truth, ask)


def by_graph(vectors: Any, queries: Any, truth: Sequence[Any]) -> list[dict[str, Any]]:
    """A graph at several efforts of looking."""
    from usearch.index import Index

    began = time.process_time()
    graph = Index(ndim=DIMENSIONS, metric="cos", dtype="i8", connectivity=16, expansion_add=128)
    graph.add(np.arange(len(vectors)), vectors, threads=1)
    built = time.process_time() - began
    rows: list[dict[str, Any]] = []
    for expansion in EXPANSIONS:
        graph.expansion_search = expansion
        rows.append(
            asked(f"graph, expansion {expansion}", built, queries, truth, lambda query: graph.search(query, NEAREST, threads=1).keys)
        )
    return rows


def asked(name: str, built: float, queries: Any, truth: Sequence[Any], ask: Callable[[Any], Any]) -> dict[str, Any]:
    found: list[float] = []
    times: list[float] = []
    for query, scores in zip(queries, truth, strict=True):
        began = time.process_time()
        near = ask(query)
        times.append((time.process_time() - began) * 1_000)
        least = np.partition(scores, len(scores) - NEAREST)[len(scores) - NEAREST] - TIE  # of equally near ones, any counts
        found.append(float(np.mean(scores[np.asarray(near, dtype=np.int64)] >= least)))
    return {
        "how": name,
        "build_cpu_s": round(built, 1),
        "p50_ms": round(float(np.percentile(times, 50)), 2),
        "p95_ms": round(float(np.percentile(times, 95)), 2),
        "recall": round(float(np.mean(found)), 4),
        "recall_p5": round(float(np.percentile(found, 5)), 2),
    }


if __name__ == "__main__":
    main()
