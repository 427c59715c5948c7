"""Does search still find the paragraph when a question is worded otherwise, mistyped, or cut down to three words?

    python benchmarks/robust_questions.py [--data FOLDER] [--set NAME] [--seed N] [--most N] [--embedder FOLDER]

Three families are made of the answerable questions of squad2 (with its 9,442 distractor paragraphs) and of xquad in English and Russian:

- `low overlap`: the real questions, as they were asked, of which at most half of the distinct content stems stand in the paragraph
  that answers them or in its title. Nothing is generated.
- `two typos`: every question with two edits in two of its content words of four letters or more (in one, where it has only one): a
  letter left out, doubled, swapped with the next one, or replaced by its neighbour on the keyboard, each as likely; QWERTY for
  Latin letters, ЙЦУКЕН for Cyrillic ones. The first letter is as likely as any other. `--seed` decides.
- `three keywords`: the three content words of the question that stand in the fewest paragraphs, in the question's order; a word that
  stands in none counts as the rarest.

Content words are those that are no stop words. Found is recall@5 and nDCG@10 of the paragraph, (1) by BM25 of bm25s (k1 1.2, b .75) over
title and text of the same chunks with the same Snowball stems and stop words, and over the text alone; (2) by the default search with
its reranking; (3) with `--embedder`, by the same with vectors beside the words. At most `--most` questions of a set and family, drawn
by the seed. Intervals: paired bootstrap over questions, 95 %, 2,000 draws.
"""

from __future__ import annotations

import argparse
import random
import secrets
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import _measure as measure
import retrieval
from untuned.index.search import Batch, Origin, query_of
from untuned.index.spelling import spelled
from untuned.index.vectors.plan import VectorPlan
from untuned.models.embed.embedder import reads
from untuned.models.embed.local import local_embedder
from untuned.rag.meaning import Meaning, Sought, by_both
from untuned.rag.retrieve.rerank import rerank
from untuned.text.words import stop_words, terms
from untuned.types.principal import OWNER

SETS = ("squad2", "xquad en", "xquad ru")
FAMILIES = ("low overlap", "two typos", "three keywords")
LEAST_SHARED = 0.5
DRAWS = 2_000
_KEYBOARDS = (("qwertyuiop", "asdfghjkl", "zxcvbnm"), ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"))

Record = Mapping[str, Any]
Rank = Callable[[Sequence[str]], list[list[str]]]


@dataclass(frozen=True)
class Asked:
    """A question of a family, and the paragraphs that answer it."""

    text: str
    right: tuple[str, ...]


def main() -> None:
    """Measure, print and record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=measure.DATA)
    parser.add_argument("--set", choices=SETS, default=None)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--most", type=int, default=1_000)
    parser.add_argument("--embedder", type=Path, default=None)
    options = parser.parse_args()
    seed = secrets.randbelow(10**9) if options.seed is None else options.seed
    print(f"seed {seed}")
    data = measure.existing(options.data)
    rows: list[dict[str, Any]] = []
    for name in SETS if options.set is None else (options.set,):
        rows += measured(data, name, rng=random.Random(f"{seed} {name}"), most=options.most, embedder=options.embedder)
    rows += pooled(rows)
    shown = [{key: value for key, value in row.items() if not key.startswith("_")} for row in rows]
    if options.set is None:
        measure.record("robust_questions", [{"seed": seed, **row} for row in shown], criteria=criteria(rows, embedder=options.embedder))
    else:
        measure.show(shown)
        measure.show(criteria(rows, embedder=options.embedder))


def measured(data: Path, name: str, *, rng: random.Random, most: int, embedder: Path | None) -> list[dict[str, Any]]:
    """A row for each family of one set."""
    documents, questions, language = retrieval._read(data, name)  # noqa: SLF001 - benchmarks share their reading
    questions = [question for question in questions if not question["unanswerable"]]
    with tempfile.TemporaryDirectory() as folder:
        corpus = retrieval._indexed(documents, language, Path(folder) / "view")  # noqa: SLF001
        ways = {"bm25": _bm25(corpus, titles=True), "bm25_text": _bm25(corpus, titles=False), "default": _default(corpus)}
        if embedder is not None:
            model = local_embedder(embedder)
            ways["semantic"] = _semantic(corpus, _vectors(corpus, Path(folder) / "vectors", model), model)
        families = made(documents, questions, language, rng=rng)
        rows: list[dict[str, Any]] = []
        for family in FAMILIES:
            if not families[family]:
                print(f"{name}: no question of the family '{family}'")
                continue
            asked = families[family] if len(families[family]) <= most else rng.sample(families[family], most)
            rows.append({"set": name, "family": family, **row_of(asked, ways, rng=rng)})
        return rows


def row_of(asked: list[Asked], ways: Mapping[str, Rank], *, rng: random.Random) -> dict[str, Any]:
    """What each way finds of one family, and the differences with their intervals."""
    row: dict[str, Any] = {"questions": len(asked)}
    scores: dict[str, tuple[Any, Any]] = {}
    for way, rank in ways.items():
        began = time.process_time()
        ranked = rank([one.text for one in asked])
        row[f"{way}_ms"] = (time.process_time() - began) * 1_000 / max(len(asked), 1)
        scores[way] = (
            np.array([any(name in one.right for name in line[:5]) for line, one in zip(ranked, asked, strict=True)], dtype=float),
            np.array([retrieval._ndcg(line, {"doc_ids": one.right}) for line, one in zip(ranked, asked, strict=True)]),  # noqa: SLF001
        )
        row[f"{way}_r5"], row[f"{way}_ndcg"] = (float(np.mean(of)) for of in scores[way])
    row["_scores"] = scores
    row |= differences(scores, rng=rng)
    return row


def differences(scores: Mapping[str, tuple[Any, Any]], *, rng: random.Random) -> dict[str, Any]:
    """Each way against the one before it, with half of its interval's width."""
    draws = np.random.default_rng(rng.randrange(2**32))
    found: dict[str, Any] = {}
    pairs = [("gain", "default", "bm25"), *([("semantic_gain", "semantic", "default")] if "semantic" in scores else [])]
    for label, one, other in pairs:
        for metric, at in (("r5", 0), ("ndcg", 1)):
            difference = scores[one][at] - scores[other][at]
            means = difference[draws.integers(0, len(difference), (DRAWS, len(difference)))].mean(axis=1)
            low, high = np.percentile(means, [2.5, 97.5])
            found[f"{label}_{metric}"], found[f"{label}_{metric}_pm"] = float(difference.mean()), float(high - low) / 2
    return found


def pooled(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A row for each family over all sets, and over the English ones."""
    together: list[dict[str, Any]] = []
    for label, chosen in (("all", SETS), ("english", SETS[:2])):
        for family in FAMILIES:
            of = [row for row in rows if row["family"] == family and row["set"] in chosen]
            if len(of) < len(chosen):
                continue
            counts = [one["questions"] for one in of]
            scores = {way: tuple(np.concatenate([row["_scores"][way][at] for row in of]) for at in (0, 1)) for way in of[0]["_scores"]}
            row: dict[str, Any] = {"set": label, "family": family, "questions": sum(counts)}
            for way, (found, gained) in scores.items():
                row[f"{way}_ms"] = float(np.average([one[f"{way}_ms"] for one in of], weights=counts))
                row[f"{way}_r5"], row[f"{way}_ndcg"] = float(np.mean(found)), float(np.mean(gained))
            together.append(row | {"_scores": scores} | differences(scores, rng=random.Random(0)))
    return together


def criteria(rows: Sequence[Mapping[str, Any]], *, embedder: Path | None) -> list[dict[str, Any]]:
    """What was asked for: of typos and low overlap over all questions, since BM25 leaves little to gain among xquad's 115 paragraphs."""
    by_name = {(row["set"], row["family"]): row for row in rows}
    worst = min(rows, key=lambda row: min(row[f"gain_{metric}"] + row[f"gain_{metric}_pm"] for metric in ("r5", "ndcg")))
    bound = min(worst[f"gain_{metric}"] + worst[f"gain_{metric}_pm"] for metric in ("r5", "ndcg"))
    found = [_criterion(f"default against BM25, worst upper bound ({worst['set']}, {worst['family']})", 0.0, bound)]
    if (typos := by_name.get(("all", "two typos"))) is not None:
        found.append(_criterion("default against BM25 on two typos, recall@5 of all questions", 0.07, typos["gain_r5"]))
    if embedder is None:
        return found
    if (english := by_name.get(("english", "low overlap"))) is not None:
        found.append(
            _criterion("semantic against default on low overlap, recall@5 of English questions", 0.03, english["semantic_gain_r5"])
        )
    if (russian := by_name.get(("xquad ru", "low overlap"))) is not None:
        found.append(_criterion("semantic against default on low overlap, recall@5 of Russian questions", 0.0, russian["semantic_gain_r5"]))
    return found


def _criterion(what: str, least: float, value: float) -> dict[str, Any]:
    return {"what": what, "wanted": f">= {least:.3f}", "measured": value, "met": bool(value >= least)}


def made(documents: Sequence[Record], questions: Sequence[Record], language: str, *, rng: random.Random) -> dict[str, list[Asked]]:
    """The three families of a set's questions."""
    by_id = {document["id"]: document for document in documents}
    stems = {id: frozenset(terms(f"{one.get('title') or ''}\n{one['text']}", language=language)) for id, one in by_id.items()}
    frequency = Counter(stem for held in stems.values() for stem in held)
    stops = stop_words(language)
    families: dict[str, list[Asked]] = {family: [] for family in FAMILIES}
    for question in questions:
        text, right = question["question"], tuple(question["doc_ids"])
        own = set(terms(text, language=language))
        shared = max((len(own & stems[id]) / len(own) for id in right if id in stems), default=1.0) if own else 1.0
        if shared <= LEAST_SHARED:
            families["low overlap"].append(Asked(text, right))
        families["two typos"].append(Asked(mistyped(text, stops, rng=rng), right))
        families["three keywords"].append(Asked(keywords(text, frequency, stops, language=language), right))
    return families


def mistyped(text: str, stops: frozenset[str], *, rng: random.Random, edits: int = 2) -> str:
    """The question with so many edits in its content words, no two in one word as long as there are others."""
    words = text.split(" ")
    content = [at for at, word in enumerate(words) if sum(map(str.isalpha, word)) >= 4 and word.strip(".,?!\"'()").lower() not in stops]
    chosen = rng.sample(content, min(edits, len(content)))
    chosen += rng.choices(content, k=edits - len(chosen)) if content else []
    for at in chosen:
        words[at] = _edited(words[at], rng=rng)
    return " ".join(words)


def _edited(word: str, *, rng: random.Random) -> str:
    at = rng.choice([place for place, letter in enumerate(word) if letter.isalpha()])
    letter, rest = word[at], word[at + 1 :]
    kind = rng.choice(("leave", "double", "swap", "beside"))
    if kind == "swap" and rest[:1].isalpha() and rest[0] != letter:
        return word[:at] + rest[0] + letter + rest[1:]
    if kind == "beside" and (beside := _beside(letter.lower())):
        return word[:at] + rng.choice(beside) + rest
    return word[:at] + (letter * 2 if kind == "double" else "") + rest


def _beside(letter: str) -> str:
    """The letters left and right of a letter on its keyboard, and those above and below it."""
    rows = next((rows for rows in _KEYBOARDS if any(letter in row for row in rows)), ())
    at = next((nth for nth, row in enumerate(rows) if letter in row), 0)
    place = rows[at].index(letter) if rows else 0
    near = [(at, place - 1), (at, place + 1), (at - 1, place), (at + 1, place)]
    return "".join(rows[row][column] for row, column in near if 0 <= row < len(rows) and 0 <= column < len(rows[row]))


def keywords(text: str, frequency: Mapping[str, int], stops: frozenset[str], *, language: str) -> str:
    """The three rarest content words, in their order."""
    words = [word.strip(".,?!\"'()«»“”:;") for word in text.split()]
    content = [(at, word) for at, word in enumerate(words) if word and word.lower() not in stops and terms(word, language=language)]
    rarest = sorted(content, key=lambda one: min(frequency[stem] for stem in terms(one[1], language=language)))[:3]
    return " ".join(word for _, word in sorted(rarest))


def _vectors(corpus: Any, folder: Path, embedder: Any) -> Any:
    """The product's view of vectors over the same chunks; None where the embedder does not read the language."""
    if not reads(embedder, corpus.language):
        return None
    plan = VectorPlan(recipe=retrieval.RECIPE, embedder=embedder)
    vectors = plan.create(folder, origin=Origin(database="benchmark", epoch=1))
    texts = ((retrieval._version(number, one, corpus.language), one["text"]) for number, one in enumerate(corpus.documents))  # noqa: SLF001
    with vectors.writing():
        vectors.apply(Batch(position=1, entries=plan.indexed(texts)))
    return vectors


def _semantic(corpus: Any, vectors: Any, embedder: Any) -> Rank:
    """The default search with vectors beside the words; the default alone where there are none."""
    if vectors is None:
        return _default(corpus)
    meaning, read = Meaning(vectors=vectors, embedder=embedder), retrieval.READ

    def ranked(text: str) -> list[str]:
        query = query_of(text, language=corpus.language, gram_weight=read.gram_weight, settings=retrieval.RECIPE.index)
        query = spelled(query, text, vocabulary=corpus.index, language=corpus.language, settings=retrieval.RECIPE.index)
        hits = corpus.index.search(query, principal=OWNER, limit=read.candidates)
        sought = Sought(question=text, language=corpus.language, query=query)
        hits = by_both(sought, hits, words=corpus.index, meaning=meaning, principal=OWNER, limit=read.candidates)
        best = rerank(query.words, hits, idf=corpus.index.idf(query.words), settings=read)
        return retrieval._ranked(corpus, best)  # noqa: SLF001

    return lambda asked: [ranked(text) for text in asked]


def _default(corpus: Any) -> Rank:
    return lambda asked: [retrieval._ranked(corpus, retrieval._hits(corpus, text, limit=100)) for text in asked]  # noqa: SLF001


def _bm25(corpus: Any, *, titles: bool) -> Rank:
    import bm25s
    import Stemmer

    options = {
        "stopwords": sorted(stop_words(corpus.language)),
        "stemmer": Stemmer.Stemmer({"en": "english", "ru": "russian"}[corpus.language]),
        "show_progress": False,
    }
    texts = [corpus.documents[document]["text"][start:end] for document, start, end in corpus.chunks]
    if titles:
        above = [corpus.documents[document].get("title") or "" for document, _, _ in corpus.chunks]
        texts = [f"{title}\n{text}" for title, text in zip(above, texts, strict=True)]
    retriever = bm25s.BM25(k1=1.2, b=0.75)
    retriever.index(bm25s.tokenize(texts, **options), show_progress=False)

    def rank(asked: Sequence[str]) -> list[list[str]]:
        tokens = bm25s.tokenize(list(asked), return_ids=False, **options)
        found, _ = retriever.retrieve(tokens, k=min(100, len(texts)), show_progress=False)
        return [list(dict.fromkeys(corpus.documents[corpus.chunks[at][0]]["id"] for at in line)) for line in found]

    return rank


if __name__ == "__main__":
    main()
