"""How often what the reader picks holds the answer.

    python benchmarks/reader.py [--data ../shared/data]

On answerable questions of squad2 and xquad (English and Russian): given the paragraph that answers, and given what retrieval finds
(squad2 among 9,442 distractor paragraphs, 500 questions). `top_1` to `top_3`: an annotated answer's span lies wholly inside one of
the best one to three sentences; `drafts`: inside what the reader proposes, with how many sentences and characters that is. Counted
are spans in the annotated paragraph only, so the same answer read elsewhere is a miss.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from _measure import data_folder, record, sample_of
from _paragraphs import Asked, Corpus, paragraphs, questions
from untuned.models.reader.extractive import Place, Reading, read
from untuned.models.reader.windows import Window, cut
from untuned.rag.answer.abstain import weigh
from untuned.types.answers import Passage

SAMPLE = 500
RESAMPLES = 1_000
PUBLISHED = {1: 0.77, 2: 0.86, 3: 0.90}
"""What the design gives for the reader."""


def main() -> None:
    data = data_folder(sys.argv)
    rows = [row for name, corpus, asked in sets(data) for row in measured(name, corpus, asked)]
    gold = [row for row in rows if row["given"] == "gold paragraph"]
    criteria: list[dict[str, object]] = []
    for top, least in PUBLISHED.items():
        found = float(np.mean([row[f"top_{top}"] for row in gold]))
        criteria.append({"what": f"top {top}, gold paragraph, mean of sets", "wanted": least, "measured": found, "met": found >= least})
    slowest = max(float(str(row["cpu_ms_median"])) for row in rows if row["given"] == "retrieval")
    criteria.append({"what": "CPU ms to read and weigh, median", "wanted": 4.0, "measured": slowest, "met": slowest <= 4.0})
    record("reader", rows, criteria=criteria)


def sets(data: Path) -> list[tuple[str, list, list[Asked]]]:
    """Name, paragraphs and answerable questions of each set."""
    squad = paragraphs(data / "squad2" / "corpus.jsonl", language="en") + paragraphs(data / "squad2" / "distractors.jsonl", language="en")
    asked = [question for question in questions(data / "squad2" / "questions.jsonl", language="en") if not question.unanswerable]
    found = [("squad2", squad, sample_of(asked, SAMPLE, rng=random.Random(0)))]
    for language in ("en", "ru"):
        texts = paragraphs(data / "xquad" / f"corpus.{language}.jsonl", language=language)
        found.append((f"xquad {language}", texts, questions(data / "xquad" / f"questions.{language}.jsonl", language=language)))
    return found


def measured(name: str, texts: list, asked: Sequence[Asked]) -> list[dict[str, object]]:
    """One row given the paragraph that answers, one given what retrieval finds."""
    rows: list[dict[str, object]] = []
    with Corpus(texts) as corpus:
        for given in ("gold paragraph", "retrieval"):
            held: list[tuple[bool, ...]] = []
            sizes: list[tuple[int, int]] = []
            spent: list[float] = []
            for question in asked:
                passages, idf = corpus.search(question)
                if given == "gold paragraph":
                    passages = [corpus.whole(question.paragraphs[0])]
                began = time.process_time()
                reading = read(question.question, passages, idf=idf, language=question.language)
                weigh(reading, passages)
                spent.append((time.process_time() - began) * 1000)
                gold = corpus.numbers[question.paragraphs[0]]
                sentences = singles(reading)
                tops = [any(holds(window, passages, question, gold) for window in sentences[:top]) for top in (1, 2, 3)]
                held.append((*tops, any(shown(place, passages, question, gold) for place in reading.places)))
                sizes.append(
                    (
                        sum(len(place.shown) for place in reading.places),
                        sum(end - start for start, end in (place.span for place in reading.places)),
                    )
                )
            rows.append({"set": name, "given": given, "questions": len(asked)} | figures(held, asked, sizes, spent))
    return rows


def figures(
    held: Sequence[tuple[bool, ...]], asked: Sequence[Asked], sizes: Sequence[tuple[int, int]], spent: Sequence[float]
) -> dict[str, object]:
    """The row's numbers; intervals by resampling articles."""
    values = np.array(held, dtype=float)
    articles = np.array([question.article for question in asked])
    places = [np.flatnonzero(articles == article) for article in np.unique(articles)]
    chance = np.random.default_rng(0)
    means = [
        values[np.concatenate([places[at] for at in chance.integers(0, len(places), len(places))])].mean(axis=0) for _ in range(RESAMPLES)
    ]
    low, high = np.percentile(np.array(means), [2.5, 97.5], axis=0)
    row: dict[str, object] = {}
    for at, what in enumerate(("top_1", "top_2", "top_3", "drafts")):
        row |= {what: round(float(values[:, at].mean()), 4), f"{what}_low": round(low[at], 4), f"{what}_high": round(high[at], 4)}
    sentences, characters = np.mean(sizes, axis=0)
    row |= {"sentences": round(float(sentences), 2), "characters": round(float(characters))}
    row["cpu_ms_median"] = round(float(np.median(spent)), 2)
    return row


def singles(reading: Reading) -> list[Window]:
    """The windows of one sentence, best first."""
    return [window for window in reading.windows if window.first == window.last]


def holds(window: Window, passages: Sequence[Passage], asked: Asked, gold: int) -> bool:
    """True when the sentence has one of the annotated spans."""
    passage = passages[window.passage]
    unit = cut(passage)[window.first]
    return passage.version.id == gold and spanned(asked, passage.start + unit.start, passage.start + unit.end)


def shown(place: Place, passages: Sequence[Passage], asked: Asked, gold: int) -> bool:
    """True when what is shown of a place has one of the annotated spans."""
    passage = passages[place.window.passage]
    return passage.version.id == gold and spanned(asked, *(passage.start + end for end in place.span))


def spanned(asked: Asked, start: int, end: int) -> bool:
    return any(start <= left and right <= end for left, right in asked.spans)


if __name__ == "__main__":
    main()
