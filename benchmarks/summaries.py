"""What summaries say: every quote verified, how much of a document twelve sentences carry, and at what price.

    python benchmarks/summaries.py [--data FOLDER]

Contracts of cuad (text without headings) and English and Russian pages of docs_fastapi (Markdown). `carried` is the share of a
document's words by weight that twelve quoted sentences hold, beside its first twelve sentences and twelve drawn by lot; it tells how
much is said, not how well. Nothing was fitted: the weights in `rag/summary/choose.py` were set by hand.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

from _measure import Row, data_folder, json_lines, markdown_below, record
from untuned.ingest.load import load, loaders_for
from untuned.rag.summarise import SENTENCES, summarise
from untuned.rag.summary.coverage import held, share
from untuned.rag.summary.definitions import defined_terms, leans_on
from untuned.rag.summary.outline import Outline, Sentence, outline
from untuned.types.documents import Version
from untuned.types.settings import SourceSettings
from untuned.types.summaries import Summary

MOST = 60
FEWEST_SENTENCES = 3 * SENTENCES
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    data = data_folder(sys.argv)
    rows: list[Row] = []
    failed = quotes = 0
    slowest = 0.0
    for name, documents in (("cuad", contracts(data)), ("docs_fastapi en", pages(data, "en")), ("docs_fastapi ru", pages(data, "ru"))):
        found = [measured(version, text) for version, text in documents]
        kept = [row for row in found if row is not None][:MOST]
        failed += sum(row["unverified"] for row in kept)
        quotes += sum(row["quotes"] for row in kept)
        slowest = max(slowest, mean(row["ms_per_100kB"] for row in kept))
        averages = {key: mean(row[key] for row in kept) for key in kept[0] if key not in ("quotes", "unverified")}
        rows.append({"documents of": name, "count": len(kept), **averages})
    better = all(row["carried"] > row["first sentences"] and row["carried"] > row["by lot"] for row in rows)
    record(
        "summaries",
        rows,
        criteria=[
            {"what": f"quotes that are not their source's own, of {quotes:,}", "wanted": "0", "measured": failed, "met": failed == 0},
            {"what": "carries more than first sentences and than a lot", "wanted": "in each set", "measured": better, "met": better},
            {"what": "CPU-ms per 100 kB, mean of the slowest set", "wanted": "< 500", "measured": slowest, "met": slowest < 500},
        ],
    )


def measured(version: Version, text: str) -> dict[str, float] | None:
    """One document's figures; None for a short one."""
    document = outline(version, text)
    every = list(document.sentences)
    if len(every) < FEWEST_SENTENCES:
        return None
    began = time.process_time()
    summary = summarise(version, text)
    seconds = time.process_time() - began
    citations = [citation for claim in summary.claims for citation in claim.claim.citations]
    unverified = sum(not citation.verdict.accepted or text[citation.start : citation.end] != citation.quote for citation in citations)
    chosen = held(document, [(citation.start, citation.end) for citation in citations])
    rng = random.Random(version.path)
    return {
        "quotes": len(citations),
        "unverified": unverified,
        "carried": carried(document, chosen),
        "first sentences": carried(document, every[:SENTENCES]),
        "by lot": carried(document, rng.sample(every, SENTENCES)),
        "sections": len(document.sections),
        "left out": len(summary.left_out),
        "definitions": len(summary.definitions),
        "terms explained": explained(document, text, chosen, summary),
        "ms_per_100kB": 1000 * seconds / len(text) * 100_000,
    }


def carried(document: Outline, chosen: Sequence[Sentence]) -> float:
    total = sum(len(section.sentences) for section in document.sections)
    return sum(share(section, document, chosen) * len(section.sentences) for section in document.sections) / total


def explained(document: Outline, text: str, chosen: Sequence[Sentence], summary: Summary) -> float:
    """Share of the terms that chosen sentences lean on and that the summary says the meaning of."""
    known = defined_terms(document, text)
    said = {*chosen, *held(document, [(one.claim.citations[0].start, one.claim.citations[0].end) for one in summary.definitions])}
    used = {one.term: one.sentence in said for sentence in chosen for one in leans_on(sentence, text, known)}
    return mean(used.values()) if used else 1.0


def contracts(data: Path) -> Iterator[tuple[Version, str]]:
    for contract in json_lines(data / "cuad" / "corpus.jsonl")[: 2 * MOST]:
        yield version_of(f"{contract['id']}.txt", contract["text"].encode())


def pages(data: Path, language: str) -> Iterator[tuple[Version, str]]:
    folder = data / "docs_fastapi" / "files" / "docs" / language / "docs"
    for path in markdown_below(folder):
        if path.name != "release-notes.md":
            yield version_of(path.relative_to(folder).as_posix(), path.read_bytes())


def version_of(path: str, data: bytes) -> tuple[Version, str]:
    settings = SourceSettings()
    loaded = load(path, data, settings=settings, loaders=loaders_for(settings))
    read = {
        name: getattr(loaded, name) for name in ("title", "format", "markup", "parser", "metadata", "blocks", "lines", "pages", "language")
    }
    held_by = {"path": path, "groups": frozenset({"everyone"}), "synced_at": EPOCH, "superseded_at": None}
    unused = dict.fromkeys(("effective_from", "effective_to")) | dict.fromkeys(("text_sha256", "raw_sha256"), "")
    return Version(id=1, document=1, number=1, characters=len(loaded.text), **read, **held_by, **unused), loaded.text


if __name__ == "__main__":
    main()
