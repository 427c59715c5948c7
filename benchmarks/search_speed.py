"""What does a search cost, warm, with 10,000 and with 100,000 chunks?

    python benchmarks/search_speed.py [--data FOLDER] [--keep FOLDER]

The chunks are windows of 1,200 characters of the cuad contracts; each round through the contracts starts them 37 characters
later, so that no two are equal. Asked are the 41 question texts of cuad as they are (long, full of words that every contract has),
the same without their frame, and 100 questions of squad2. A search is: analyse the question, find 30, rerank them, take the
opening of a leading document, fill the budget. CPU time of the process, all its threads, each question after a warm round.
`--keep` keeps the indexes there for another run. Memory is measured in a fresh process that only opens the index and searches.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

import _measure as measure
from untuned.index.entries import Entry, entries
from untuned.index.lexical import LexicalIndex
from untuned.index.recipe import Recipe
from untuned.index.search import Batch, Origin, query_of
from untuned.rag.retrieve.budget import fill, leading_document
from untuned.rag.retrieve.rerank import rerank
from untuned.text.words import terms
from untuned.types.documents import Chunk, Version
from untuned.types.principal import OWNER, Principal, member
from untuned.types.settings import SearchSettings

ORIGIN = Origin(database="benchmark", epoch=1)
RECIPE = Recipe()
READ = SearchSettings()
WINDOW = 1_200
SHIFT = 37
BATCH = 10_000
LIMITS_MS = {10_000: 7.0, 100_000: 14.0}
MEMORY_MB = 450.0
EPOCH = datetime(2024, 1, 1, tzinfo=UTC)


def main() -> None:
    data = measure.data_folder(sys.argv)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[sys.argv.index("--keep") + 1]) if "--keep" in sys.argv else Path(scratch)
        rows: list[dict[str, Any]] = []
        for size in LIMITS_MS:
            cost = build(data, folder / str(size), size)
            # the memory of building is not that of serving
            served = subprocess.run(
                [sys.executable, __file__, "--data", str(data), "--serve", str(folder / str(size))],
                capture_output=True,
                text=True,
                check=True,
            )
            rows += [{"chunks": size, **row, "index_s_per_mb": cost} for row in json.loads(served.stdout)]
    measure.record("search_speed", rows, criteria=criteria(rows))


def criteria(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for size, limit in LIMITS_MS.items():
        worst = max(row["p95_ms"] for row in rows if row["chunks"] == size)
        found.append(
            {"what": f"p95 at {size} chunks, worst row", "wanted": f"<= {limit:g} CPU-ms", "measured": worst, "met": worst <= limit}
        )
    memory = max(row["memory_mb"] for row in rows)
    return [*found, {"what": "memory served", "wanted": f"<= {MEMORY_MB:g} MB", "measured": memory, "met": memory <= MEMORY_MB}]


def build(data: Path, folder: Path, size: int) -> float | None:
    """CPU-seconds per MB of text for analysis and index; None when the index was kept from another run."""
    if folder.exists():
        return None
    contracts = [row["text"] for row in measure.json_lines(data / "cuad" / "corpus.jsonl")]
    index = LexicalIndex.create(folder, origin=ORIGIN)
    began = time.process_time()
    characters = 0
    batch: list[Entry] = []
    with index.writing():
        for number, entry in enumerate(_windows(contracts, size), start=1):
            batch.append(entry)
            characters += entry.chunk.end - entry.chunk.start
            if len(batch) == BATCH or number == size:
                index.apply(Batch(position=number, entries=batch))
                batch = []
    if batch:
        raise SystemExit(f"the contracts of cuad give fewer than {size:,} chunks: name data with more of them")
    return (time.process_time() - began) / characters * 1e6


def _windows(contracts: Sequence[str], size: int) -> Iterator[Entry]:
    made = 0
    document = 0
    for shift in range(0, WINDOW, SHIFT):
        for text in contracts:
            document += 1
            chunks = [
                Chunk(document=document, version=document, ordinal=ordinal, start=start, end=min(start + WINDOW, len(text)), language="en")
                for ordinal, start in enumerate(range(shift, len(text), WINDOW))
            ]
            for entry in entries(_version(document, text), text, chunks=chunks, settings=RECIPE.index):
                if made == size:
                    return
                made += 1
                yield entry


def serve(data: Path, folder: Path) -> list[dict[str, Any]]:
    """Times and memory of searching an index."""
    index = LexicalIndex.open(folder, origin=ORIGIN)
    if index is None:
        raise SystemExit(f"{folder} holds no index")
    asked = sorted({row["question"] for row in measure.json_lines(data / "cuad" / "questions.jsonl")})
    short = [re.sub(r'Highlight the parts.*?related to "(.*?)" that should.*?Details: ', r"\1. ", text) for text in asked]
    plain = [row["question"] for row in measure.json_lines(data / "squad2" / "questions.jsonl")]
    sets = {"cuad": asked, "cuad without frame": short, "squad2": measure.sample_of(plain, 100, rng=random.Random(0))}
    rows: list[dict[str, Any]] = []
    for name, questions in sets.items():
        for who, principal in (("owner", OWNER), ("member", member(["staff"]))):
            for _ in range(2):
                times = [_milliseconds(index, question, principal) for question in questions]
            rows.append(
                {"questions": name, "asked_by": who, "p50_ms": float(np.percentile(times, 50)), "p95_ms": float(np.percentile(times, 95))}
            )
    return [{**row, "memory_mb": measure.resident_mb()} for row in rows]


def _milliseconds(index: LexicalIndex, text: str, principal: Principal) -> float:
    began = time.process_time()
    query = query_of(text, language="en", gram_weight=READ.gram_weight, settings=RECIPE.index)
    hits = index.search(query, principal=principal, limit=READ.candidates)
    asked = terms(text, language="en")
    hits = rerank(asked, hits, idf=index.idf(asked), settings=READ)
    document = leading_document(hits)
    fill(hits, tokens=READ.budget_tokens, opening=None if document is None else index.opening(document, principal=principal))
    return (time.process_time() - began) * 1000


def _version(number: int, text: str) -> Version:
    return Version(
        id=number,
        document=number,
        number=1,
        path=f"{number}.txt",
        title="",
        language="en",
        format="text",
        markup="plain",
        parser="text/1",
        text_sha256="",
        raw_sha256="",
        characters=len(text),
        synced_at=EPOCH,
        superseded_at=None,
        effective_from=None,
        effective_to=None,
        groups=frozenset({"everyone"}),
    )


if __name__ == "__main__":
    if "--serve" in sys.argv:
        print(json.dumps(serve(measure.data_folder(sys.argv), Path(sys.argv[sys.argv.index("--serve") + 1]))))
    else:
        main()
