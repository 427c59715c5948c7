"""Texts and vectors of as many chunks as are asked for, each made from its number alone, so that any part can be made again.

Words: every chunk belongs to a topic; half of its words are drawn from the topic's own few hundred, half from all, both by Zipf's law
over the vocabulary of real paragraphs. Vectors: where a real embedder is given, each is a real paragraph's vector moved by the
difference of two of its neighbours (a smoothed bootstrap inside clusters); where none is, a point of a mixture of Gaussians whose
spectra and shares were fitted to 18,014 MiniLM vectors of squad2, covidqa and cuad.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from _measure import json_lines
from untuned.index.entries import Entry
from untuned.models.embed.embedder import Embedder
from untuned.text.words import analyse
from untuned.types.documents import Chunk

BLOCK = 10_000
"""Chunks that are made, and applied, at a time."""
DIMENSIONS = 384
_PER_DOCUMENT = 10
_WORDS = 70
_TOPICS = 300
_TOPIC_WORDS = 400
_KEPT = "real.npz"
_SAMPLE = 6_000
"""Real paragraphs that are embedded, where there is an embedder."""
_NEIGHBOURS = 32
_MOVED = 0.6
# Fitted to MiniLM: the share of the variance that is inside 300 clusters, the falls of the two spectra, the length of the mean.
_WITHIN = 0.78
_FALL_WITHIN = 0.95
_FALL_BETWEEN = 0.90
_MEAN = 0.20
_EPOCH = date(2022, 1, 1)
_QUESTIONS = 200
_NEAR = 0.55
"""The cosine of a question with its nearest paragraph, as measured on squad2 with MiniLM."""


@dataclass(frozen=True)
class Corpus:
    """How chunks are made."""

    vocabulary: Sequence[str]
    real: Any
    """Vectors of real paragraphs, shape (paragraphs, 384); None where there is no embedder."""
    neighbours: Any
    asked: Any
    """Vectors of real questions."""
    questions: Sequence[str]

    @classmethod
    def of(cls, data: Path, keep: Path) -> Corpus:
        """The vocabulary of real paragraphs, and the vectors that `sampled` left in a folder, where it did."""
        texts, told = _real(data)
        words = Counter(word for text in texts for word in re.findall(r"[a-z]{2,}", text.lower()))
        vocabulary = [word for word, _ in words.most_common()]
        if not (keep / _KEPT).exists():
            return cls(vocabulary, None, None, None, told)
        held = np.load(keep / _KEPT)
        return cls(vocabulary, held["real"], _neighbours(held["real"]), held["asked"], told)

    def vectors(self, block: int) -> Any:
        """The vectors of one block of chunks: shape (10,000, 384), length 1."""
        rng = np.random.default_rng([2, block])
        return _unit(self._mixed(rng, BLOCK) if self.real is None else self._moved(rng, BLOCK))

    def queries(self) -> Any:
        """A vector for each question; without an embedder, points about as far from some chunks as real questions are."""
        if self.asked is not None:
            return self.asked
        rng = np.random.default_rng(3)
        near = self.vectors(0)[: len(self.questions)]
        away = _unit(rng.standard_normal(near.shape).astype(np.float32))
        return _unit(_NEAR * near + np.sqrt(1 - _NEAR**2) * away)

    def entries(self, block: int, *, words: bool = True) -> Iterator[Entry]:
        """The chunks of one block with their vectors, and if asked with their words; one in a hundred is `rare`, one in ten for staff."""
        rng = np.random.default_rng([4, block])
        topics = rng.integers(_TOPICS, size=BLOCK)
        own = self._drawn(rng, _TOPIC_WORDS, (BLOCK, _WORDS // 2))
        common = self._drawn(rng, len(self.vocabulary), (BLOCK, _WORDS // 2))
        vectors = self.vectors(block)
        stride = max(len(self.vocabulary) // _TOPICS, 1)
        for at in range(BLOCK):
            number = block * BLOCK + at
            mine = (topics[at] * stride + own[at] * 7) % len(self.vocabulary)
            drawn = rng.permutation(np.concatenate([mine, common[at]])) if words else ()
            found = analyse(" ".join(self.vocabulary[word] for word in drawn), language="en")
            document = number // _PER_DOCUMENT + 1
            start = number % _PER_DOCUMENT * 600
            yield Entry(
                chunk=Chunk(
                    document=document,
                    version=document,
                    ordinal=number % _PER_DOCUMENT,
                    start=start,
                    end=start + 599,
                    language="en",
                ),
                groups=frozenset({"staff"}) if document % 10 == 0 else frozenset({"everyone"}),
                words=" ".join(found.terms),
                grams=found.grams,
                attributes={
                    "kind": ("rare" if number % 100 == 37 else "common",),
                    "product": (f"product {topics[at]}",),
                    "updated": (_EPOCH + timedelta(days=document % 1_000),),
                },
                vector=vectors[at],
            )

    @staticmethod
    def _drawn(rng: np.random.Generator, size: int, shape: tuple[int, int]) -> Any:
        """Numbers below a size, small ones more often, by Zipf's law."""
        ends = np.cumsum(1 / np.arange(1, size + 1))
        return np.searchsorted(ends, rng.random(shape) * ends[-1])

    def _moved(self, rng: np.random.Generator, count: int) -> Any:
        places = rng.integers(len(self.real), size=count)
        one, other = (self.neighbours[places, rng.integers(_NEIGHBOURS, size=count)] for _ in range(2))
        return self.real[places] + _MOVED * (self.real[one] - self.real[other])

    @staticmethod
    def _mixed(rng: np.random.Generator, count: int) -> Any:
        of_all = np.random.default_rng(5)
        mean = _MEAN * _unit(of_all.standard_normal((1, DIMENSIONS)).astype(np.float32))
        centres = mean + _spread(of_all, _TOPICS, fall=_FALL_BETWEEN, variance=1 - _WITHIN)
        return centres[rng.integers(_TOPICS, size=count)] + _spread(rng, count, fall=_FALL_WITHIN, variance=_WITHIN)


def sampled(data: Path, keep: Path, *, embedder: Embedder) -> None:
    """Embeds a sample of real paragraphs and the questions, once, and leaves their vectors in a folder."""
    if (keep / _KEPT).exists():
        return
    texts, told = _real(data)
    chosen = [texts[at][:600] for at in np.random.default_rng(6).permutation(len(texts))[:_SAMPLE]]
    keep.mkdir(parents=True, exist_ok=True)
    np.savez(keep / _KEPT, real=embedder.embed(chosen, kind="passage"), asked=embedder.embed(told, kind="query"))


def _real(data: Path) -> tuple[list[str], list[str]]:
    """The paragraphs of squad2, and some of its questions."""
    texts = [row["text"] for row in json_lines(data / "squad2" / "corpus.jsonl")]
    told = [row["question"] for row in json_lines(data / "squad2" / "questions.jsonl")]
    chosen = np.random.default_rng(1).choice(len(told), size=min(_QUESTIONS, len(told)), replace=False)
    return texts, [told[at] for at in chosen]


def _spread(rng: np.random.Generator, count: int, *, fall: float, variance: float) -> Any:
    """Points whose variance falls from one direction to the next."""
    spectrum = np.arange(6, DIMENSIONS + 6, dtype=np.float32) ** -fall
    return rng.standard_normal((count, DIMENSIONS)).astype(np.float32) * np.sqrt(variance * spectrum / spectrum.sum())


def _neighbours(vectors: Any) -> Any:
    found = np.empty((len(vectors), _NEIGHBOURS), dtype=np.int32)
    for at in range(0, len(vectors), 1_000):
        found[at : at + 1_000] = np.argpartition(-(vectors[at : at + 1_000] @ vectors.T), _NEIGHBOURS, axis=1)[:, :_NEIGHBOURS]
    return found


def _unit(points: Any) -> Any:
    return (points / np.linalg.norm(points, axis=1, keepdims=True)).astype(np.float32)
