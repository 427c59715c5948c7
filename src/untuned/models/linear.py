"""A linear classifier of short texts: learnt in seconds from a few hundred examples, asked in a millisecond, in any language.

Learning takes scikit-learn (extra `measure`); a learnt model is numbers and asks for numpy alone.
"""

from __future__ import annotations

import json
import math
import random
import warnings
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from untuned.errors import MissingExtra
from untuned.models.ngrams import REVISION, Row, Vocabulary, vocabulary_of, words

Table = NDArray[np.float32]
"""Shape (texts, labels), or (texts, dimensions) for vectors."""

FOLDS = 5

_MOST_GRAMS = 65_536
_COMMON_FROM = 2_000
"""Texts from which on a gram that one text alone has is left out: it halves a model's size and costs no accuracy."""
_PENALTY = 1.0
_ROUNDS = 10_000
_SHARPEST = 50.0
"""Where every held-out example is told right nothing bounds how sure to be; this does."""
_UNKNOWN_SHARPNESS = 3.0
"""Where no label has two examples, and nothing can be held out."""
_HALF = 65_504.0
"""The largest number of 16 bits."""


class Wordless(ValueError):
    """There is nothing to learn from: no example has a letter or a digit, and there are no vectors."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LinearModel:
    """Which label a text has, with calibrated probabilities."""

    labels: tuple[str, ...]
    """Sorted."""
    vocabulary: Vocabulary
    weights: NDArray[np.float16]
    """Shape (grams, labels)."""
    dense: Table
    """Shape (dimensions, labels): of the vectors that it learnt with; no rows where it learnt from words alone."""
    offsets: NDArray[np.float32]
    sharpness: float
    """What scores are multiplied by before they become probabilities."""

    def scores(self, texts: Sequence[str], *, vectors: Table | None = None) -> Table:
        """How far each text is on a label's side, 0 between: shape (texts, labels). A text that is like no label is below 0 everywhere.

        Raises:
            ValueError: The model learnt with vectors and none are given, or the other way round, or of another size.
        """
        given = _vectors(texts, vectors, dimensions=self.dense.shape[0])
        scores = np.empty((len(texts), len(self.labels)), dtype=np.float32)
        for place, text in enumerate(texts):
            row = self.vocabulary.row(text)
            scores[place] = row.weights @ self.weights[row.places].astype(np.float32)
        return cast("Table", scores + given @ self.dense + self.offsets)

    def probabilities(self, texts: Sequence[str], *, vectors: Table | None = None) -> Table:
        """The probability of each label for each text: shape (texts, labels), each row summing to 1. Raises as `scores`."""
        return softmax(self.scores(texts, vectors=vectors) * np.float32(self.sharpness))

    def unknown(self, text: str) -> int:
        """How many of the text's words the model has never met."""
        return sum(word not in self.vocabulary.places for word in words(text))

    def to_bytes(self) -> bytes:
        """The model, to be read by `from_bytes`: one line of JSON, the grams, then numbers. No code is in it."""
        grams = "\n".join(self.vocabulary.grams).encode("utf-8", "surrogatepass")
        head = {
            "revision": REVISION,
            "labels": list(self.labels),
            "grams": len(self.vocabulary.grams),
            "bytes": len(grams),
            "dimensions": self.dense.shape[0],
            "sharpness": self.sharpness,
        }
        numbers = (self.vocabulary.weights, self.dense, self.offsets, self.weights)
        return b"\n".join((json.dumps(head).encode(), grams)) + b"".join(
            one.astype(one.dtype.newbyteorder("<")).tobytes() for one in numbers
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> LinearModel:
        """The model of `to_bytes`. Raises `ValueError` for bytes that are none, or of another revision."""
        line, _, rest = data.partition(b"\n")
        head = _head(line)
        labels, count, dimensions = tuple(head["labels"]), int(head["grams"]), int(head["dimensions"])
        wide = len(labels)
        text, numbers = rest[: head["bytes"]], rest[head["bytes"] :]
        sizes = ((count, "<f4"), (dimensions * wide, "<f4"), (wide, "<f4"), (count * wide, "<f2"))
        if len(numbers) != sum(size * int(kind[-1]) for size, kind in sizes):
            raise ValueError(f"these {len(data)} bytes are a cut-off model; learn it again")
        parts: list[NDArray[Any]] = []
        at = 0
        for size, kind in sizes:
            parts.append(np.frombuffer(numbers, dtype=kind, count=size, offset=at))
            at += size * int(kind[-1])
        grams = tuple(text.decode("utf-8", "surrogatepass").split("\n")) if count else ()
        if len(grams) != count:
            raise ValueError(f"the model has {len(grams)} grams and says {count}; learn it again")
        return cls(
            labels=labels,
            vocabulary=Vocabulary(grams=grams, weights=parts[0]),
            weights=parts[3].reshape(count, wide),
            dense=parts[1].reshape(dimensions, wide),
            offsets=parts[2],
            sharpness=float(head["sharpness"]),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Fitted:
    """A model, with what it says of its own examples when it has not seen them."""

    model: LinearModel
    held_out: Table
    """Each example's scores by a model that learnt from the others: shape (texts, labels). Not a number where its label has no other."""

    unknown: NDArray[np.int64]
    """How many words of each example that model had never met."""

    @property
    def probabilities(self) -> Table:
        """The scores as calibrated probabilities."""
        return softmax(self.held_out * np.float32(self.model.sharpness))


def fit(texts: Sequence[str], labels: Sequence[str], *, seed: int = 0, vectors: Table | None = None) -> LinearModel:
    """A model of the examples: word pairs and characters weighed by tf-idf, one linear machine a label, calibrated on held-out fifths.

    Args:
        texts: The examples.
        labels: Of each, in order.
        seed: Of everything drawn by chance: the same examples and seed give the same bytes.
        vectors: Of each text, as an embedder makes them, shape (texts, dimensions); they are then given with every question too.

    Raises:
        MissingExtra: scikit-learn is not installed.
        Wordless: No text has a word, and there are no vectors.
        ValueError: There are not two labels, or not as many labels or vectors as texts.
    """
    return fit_held_out(texts, labels, seed=seed, vectors=vectors).model


def fit_held_out(
    texts: Sequence[str], labels: Sequence[str], *, seed: int = 0, vectors: Table | None = None, groups: Sequence[str] | None = None
) -> Fitted:
    """As `fit`, with the scores of each example by models that did not see it, nor another of its group. Raises as `fit`.

    Without groups, texts of the same words are held out together.
    """
    names = tuple(sorted(set(labels)))
    if len(names) < 2:
        raise ValueError(f"examples of two labels are needed, and there are {len(texts)} of {', '.join(names) or 'none'}")
    if len(labels) != len(texts):
        raise ValueError(f"there are {len(texts)} texts and {len(labels)} labels; give one for each")
    given = _vectors(texts, vectors, dimensions=0 if vectors is None else vectors.shape[1])
    if not given.shape[1] and not any(words(text) for text in texts):
        raise Wordless(f"none of the {len(texts)} examples has a letter or a digit: give texts with words")
    number = {name: place for place, name in enumerate(names)}
    truth = np.array([number[label] for label in labels], dtype=np.int64)
    examples = _Examples(texts=texts, truth=truth, vectors=given, labels=names, seed=seed)
    held_out = np.full((len(texts), len(names)), np.nan, dtype=np.float32)
    unknown = np.zeros(len(texts), dtype=np.int64)
    fold = folds(texts, labels, seed=seed, groups=groups)
    for each in range(FOLDS):
        inside, outside = np.flatnonzero(fold != each), np.flatnonzero(fold == each)
        if len(outside) and len(set(truth[inside].tolist())) > 1:
            held_out[outside], unknown[outside] = _held_out(examples, inside, outside)
    model = _machine(examples, np.arange(len(texts)), sharpness=_sharpness(held_out, truth))
    return Fitted(model=model, held_out=held_out, unknown=unknown)


def strangers(texts: Sequence[str], labels: Sequence[str], *, seed: int = 0, vectors: Table | None = None) -> Table | None:
    """Each example as it looks to a model that learnt from other labels alone: what is unlike all that it knows, and near to it.

    Its scores, then how many of its words that model had never met: shape (texts, labels + 1). None with fewer than three labels, of which
    none could be left out. Raises as `fit`.
    """
    names = sorted(set(labels))
    if len(names) < 3:
        return None
    drawn = random.Random(seed).sample(names, len(names))  # noqa: S311 - a draw, no secret
    part = {name: place % min(FOLDS, len(names)) for place, name in enumerate(drawn)}
    number = {name: place for place, name in enumerate(names)}
    given = _vectors(texts, vectors, dimensions=0 if vectors is None else vectors.shape[1])
    truth = np.array([number[label] for label in labels], dtype=np.int64)
    examples = _Examples(texts=texts, truth=truth, vectors=given, labels=tuple(names), seed=seed)
    fold = np.array([part[label] for label in labels], dtype=np.int64)
    told = np.zeros((len(texts), len(names) + 1), dtype=np.float32)
    for each in sorted(set(part.values())):
        outside = np.flatnonzero(fold == each)
        model = _machine(examples, np.flatnonzero(fold != each), sharpness=1.0)
        apart = [texts[int(place)] for place in outside]
        told[outside, :-1] = model.scores(apart, vectors=_only(given[outside]))
        told[outside, -1] = [model.unknown(text) for text in apart]
    return told


def folds(texts: Sequence[str], labels: Sequence[str], *, seed: int = 0, groups: Sequence[str] | None = None) -> NDArray[np.int64]:
    """Which fifth each example is held out with, each label spread over them; -1 for the only text of its label, which never is.

    Examples of one group are held out together, except where a label has no other group: nothing would be left to learn it from.
    """
    rng = random.Random(seed)  # noqa: S311 - a draw, no secret
    by_label: defaultdict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
    keys = _keys(texts, labels, groups)
    for key, label in zip(keys, labels, strict=True):
        by_label[label][key] = None
    chosen: dict[tuple[str, ...], int] = {}
    counts: Counter[int] = Counter(dict.fromkeys(range(FOLDS), 0))
    for label in sorted(by_label):
        own = [key for key in by_label[label] if key not in chosen]
        rng.shuffle(own)
        first = min(counts, key=lambda each: (counts[each], each))
        for place, key in enumerate(own):
            chosen[key] = (first + place) % FOLDS
            counts[chosen[key]] += 1
        if len(by_label[label]) == 1:
            chosen.update(dict.fromkeys(by_label[label], -1))
    return np.array([chosen[key] for key in keys], dtype=np.int64)


def _keys(texts: Sequence[str], labels: Sequence[str], groups: Sequence[str] | None) -> list[tuple[str, ...]]:
    """What is the same for examples that are held out together."""
    alone = [tuple(words(text)) for text in texts]
    if groups is None:
        return alone
    of_label: defaultdict[str, set[str]] = defaultdict(set)
    for label, group in zip(labels, groups, strict=True):
        of_label[label].add(group)
    # No word is empty, so that a group is none of them.
    return [("", group) if len(of_label[label]) > 1 else own for own, label, group in zip(alone, labels, groups, strict=True)]


def softmax(scores: Table) -> Table:
    """Each row as shares that sum to 1."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True)) if scores.size else scores
    return cast("Table", raised / raised.sum(axis=1, keepdims=True)) if scores.size else scores


@dataclass(frozen=True, kw_only=True, slots=True)
class _Examples:
    texts: Sequence[str]
    truth: NDArray[np.int64]
    vectors: Table
    labels: tuple[str, ...]
    seed: int


def _held_out(examples: _Examples, inside: NDArray[Any], outside: NDArray[Any]) -> tuple[Table, NDArray[np.int64]]:
    """What a model of the examples inside says of those outside, and the words of them that it never met.

    A label that it never saw is not a number for its own examples.
    """
    model = _machine(examples, inside, sharpness=1.0)
    texts = [examples.texts[int(each)] for each in outside]
    scores = model.scores(texts, vectors=_only(examples.vectors[outside]))
    unseen = ~np.isin(examples.truth[outside], examples.truth[inside])
    scores[unseen] = np.nan
    return scores, np.array([model.unknown(text) for text in texts], dtype=np.int64)


def _only(vectors: Table) -> Table | None:
    return vectors if vectors.shape[1] else None


def _machine(examples: _Examples, places: NDArray[Any], *, sharpness: float) -> LinearModel:
    """One linear machine a label, by the squared hinge loss.

    Source: Fan et al. (2008), LIBLINEAR: a library for large linear classification, JMLR 9, 1871-1874, as scikit-learn has it.
    """
    machines = _library("sklearn.svm")
    trouble = _library("sklearn.exceptions").ConvergenceWarning
    texts = [examples.texts[int(each)] for each in places]
    vocabulary = vocabulary_of(texts, least=2 if len(texts) >= _COMMON_FROM else 1, most=_MOST_GRAMS)
    if not vocabulary.grams and not examples.vectors.shape[1]:
        return _blank(examples.labels, vocabulary)
    table = _joined([vocabulary.row(text) for text in texts], examples.vectors[places], wide=len(vocabulary.grams))
    machine = machines.LinearSVC(C=_PENALTY, random_state=examples.seed, max_iter=_ROUNDS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", trouble)  # a machine that is not quite at its best is measured like any other
        machine.fit(table, examples.truth[places])
    seen = cast("NDArray[np.int64]", machine.classes_)
    slopes, offsets = _every_label(machine, seen, count=len(examples.labels))
    count = len(vocabulary.grams)
    return LinearModel(
        labels=examples.labels,
        vocabulary=vocabulary,
        weights=np.clip(slopes[:count], -_HALF, _HALF).astype(np.float16),
        dense=slopes[count:].astype(np.float32),
        offsets=offsets.astype(np.float32),
        sharpness=sharpness,
    )


def _blank(labels: tuple[str, ...], vocabulary: Vocabulary) -> LinearModel:
    """What is learnt of texts that share no gram: every label is as likely."""
    nothing, offsets = np.zeros((0, len(labels))), np.zeros(len(labels), dtype=np.float32)
    return LinearModel(
        labels=labels,
        vocabulary=vocabulary,
        weights=nothing.astype(np.float16),
        dense=nothing.astype(np.float32),
        offsets=offsets,
        sharpness=1.0,
    )


def _every_label(machine: Any, seen: NDArray[np.int64], *, count: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:  # noqa: ANN401
    """Slopes (features, labels) and offsets: two labels share one machine, and a label without an example is never chosen."""
    made, constants = cast("NDArray[np.float64]", machine.coef_), cast("NDArray[np.float64]", machine.intercept_)
    if len(seen) == 2:
        made, constants = np.concatenate((-made, made)), np.concatenate((-constants, constants))
    slopes = np.zeros((made.shape[1], count))
    offsets = np.full(count, -2.0)  # below -1, where the machines put whatever is certainly not theirs
    slopes[:, seen], offsets[seen] = made.T, constants
    return slopes, offsets


def _joined(rows: Sequence[Row], vectors: Table, *, wide: int) -> Any:  # noqa: ANN401 - scipy has no types here
    """The rows as one sparse table, with the vectors at its right."""
    sparse = _library("scipy.sparse")
    ends = np.cumsum([0, *(len(row.places) for row in rows)])
    places = np.concatenate([row.places for row in rows]) if rows else np.zeros(0, dtype=np.int32)
    weights = np.concatenate([row.weights for row in rows]) if rows else np.zeros(0, dtype=np.float32)
    table = sparse.csr_matrix((weights.astype(np.float64), places, ends), shape=(len(rows), wide))
    return sparse.hstack([table, sparse.csr_matrix(vectors)]).tocsr() if vectors.shape[1] else table


def _sharpness(held_out: Table, truth: NDArray[np.int64]) -> float:
    """What makes the held-out examples likeliest: temperature scaling.

    Source: Guo et al. (2017), On calibration of modern neural networks, ICML.
    """
    known = np.flatnonzero(~np.isnan(held_out).any(axis=1))
    if not len(known):
        return _UNKNOWN_SHARPNESS
    scores, right = held_out[known].astype(np.float64), truth[known]

    def unlikely(logarithm: float) -> float:
        raised = scores * math.exp(logarithm)
        highest = raised.max(axis=1)
        whole = highest + np.log(np.exp(raised - highest[:, None]).sum(axis=1))
        return float((whole - raised[np.arange(len(known)), right]).mean())

    search = _library("scipy.optimize")
    found = search.minimize_scalar(unlikely, bounds=(math.log(0.1), math.log(_SHARPEST)), method="bounded")
    return float(math.exp(found.x))


def _vectors(texts: Sequence[str], vectors: Table | None, *, dimensions: int) -> Table:
    if vectors is None:
        vectors = np.zeros((len(texts), 0), dtype=np.float32)
    if vectors.shape != (len(texts), dimensions):
        wanted = f"vectors of {dimensions} numbers" if dimensions else "no vectors"
        raise ValueError(f"the model takes {wanted} for {len(texts)} texts, and was given {vectors.shape}")
    return vectors


def _library(name: str) -> Any:  # noqa: ANN401 - neither has types here
    """A part of scikit-learn or scipy. Raises `MissingExtra`."""
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtra("scikit-learn, which learns from examples,", extra="measure") from error


def _head(line: bytes) -> dict[str, Any]:
    try:
        head = cast("object", json.loads(line))
    except ValueError as error:
        raise ValueError("these bytes are no model; learn it again") from error
    wanted = {"revision", "labels", "grams", "bytes", "dimensions", "sharpness"}
    if not isinstance(head, dict) or set(cast("dict[str, object]", head)) != wanted:
        raise ValueError("these bytes are no model; learn it again")
    if cast("dict[str, object]", head)["revision"] != REVISION:
        raise ValueError(f"the model is of revision {head['revision']!r}, and this is {REVISION!r}; learn it again")
    return cast("dict[str, Any]", head)
