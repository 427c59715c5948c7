"""The classifier that learns a task of labels from its examples, so that it is done without any chat model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Protocol, cast

import numpy as np

from untuned.assistant.strangeness import Strangeness
from untuned.assistant.tasks.unlike import Unlike, share_unknown, unlike_of
from untuned.errors import BadTask
from untuned.models.embed.embedder import Embedder, Vectors
from untuned.models.linear import LinearModel, fit_held_out, softmax
from untuned.models.ngrams import REVISION as GRAMS
from untuned.text.language import language_of
from untuned.types.tasks import Task

REVISION = "classifier/2"
"""Changes with every change of what is kept of a classifier, or how it is learnt."""
NAME = "linear"
"""As runs record what answered."""
_LEAST = 2
_LENGTH = 16
_KEPT = 4
"""Models of one task that are kept."""


class Models(Protocol):
    """Where learnt models are kept."""

    def get(self, key: str) -> bytes | None:
        """The model of this key; None where there is none."""
        ...

    def put(self, key: str, model: bytes) -> None:
        """Keep a model."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptModels:
    """Learnt models as files of a folder; what cannot be written is learnt again."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        """The model of this key; None where there is none."""
        try:
            return (self.folder / f"{key}.bin").read_bytes()
        except OSError:
            return None

    def put(self, key: str, model: bytes) -> None:
        """Keep a model, whole or not at all."""
        whole = self.folder / f"{key}.bin"
        part = whole.with_suffix(".part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(model)
            part.replace(whole)
            self._drop_old(key)
        except OSError:
            part.unlink(missing_ok=True)

    def _drop_old(self, key: str) -> None:
        """Keep the newest models of a task: one for each of its latest sets of examples."""
        alike = self.folder.glob(f"{key.rpartition('-')[0]}-{'[0-9a-f]' * _LENGTH}.bin")
        for old in sorted(alike, key=lambda file: -file.stat().st_mtime_ns)[_KEPT:]:
            old.unlink(missing_ok=True)

    def clear(self) -> None:
        """Drop them all, and what a run that was killed left of one: they hold words of the examples."""
        for pattern in ("*.bin*", "*.part*"):
            for file in self.folder.glob(pattern):
                file.unlink(missing_ok=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Guess:
    """The likeliest label of an input."""

    label: str
    probability: float
    """Calibrated on examples that the classifier had not seen."""
    strange: str = ""
    """Why the input is like no example, so that the probability says nothing; "" where it is like some."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Classifier:
    """Labels of inputs, with probabilities."""

    model: LinearModel
    unlike: Unlike
    embedder: Embedder | None = None
    languages: tuple[str, ...] = ()
    """Those that inputs may be in: an embedder is not asked for one that it does not declare."""

    def guesses(self, texts: Sequence[str]) -> list[Guess]:
        """The likeliest label of each text, in order."""
        if not texts:
            return []
        scores = self.model.scores(texts, vectors=_vectors(texts, self.embedder, self.languages))
        table = softmax(scores * np.float32(self.model.sharpness))
        best = table.argmax(axis=1)
        return [
            Guess(label=self.model.labels[int(at)], probability=float(row[at]), strange=self._strange(text, float(told.max())))
            for at, row, text, told in zip(best, table, texts, scores, strict=True)
        ]

    def _strange(self, text: str, best: float) -> str:
        """Why a text with this highest score is like no example; "" where it is like some."""
        unknown = share_unknown(self.model.unknown(text), text) if self.embedder is None else 0.0
        if unknown == 1:
            return "no example has any of its words"
        return "it is less like the examples than they are like each other" if self.unlike.strange(best, unknown) else ""

    def to_bytes(self) -> bytes:
        """What was learnt, to be read by `_read`; no code is in it."""
        head = {"revision": REVISION, "limit": self.unlike.limit, **asdict(self.unlike.strangeness)}
        return json.dumps(head).encode() + b"\n" + self.model.to_bytes()


def classifier_of(
    task: Task, *, embedder: Embedder | None = None, languages: tuple[str, ...] = (), models: Models | None = None, seed: int = 0
) -> Classifier:
    """A classifier that learnt from the task's examples; one that was learnt before is taken from `models`.

    Raises:
        BadTask: It has no labels, its examples do not have two of them, or nothing that could tell them apart.
        MissingExtra: It has to be learnt, and scikit-learn is not installed.
        ModelError: The embedder cannot be run.
    """
    if not task.labels:
        remedy = "name one as 'model' of the task, or below [model]"
        raise BadTask(task.name, reason="its outputs are JSON, which takes a chat model", remedy=remedy)
    labels = [example.output for example in task.examples]
    if len(set(labels)) < _LEAST:
        remedy = "give a file of 'examples' with about ten for each label, or name a chat model"
        raise BadTask(task.name, reason=f"its examples have {len(set(labels))} of its {len(task.labels)} labels", remedy=remedy)
    key = _key(task, embedder, seed)
    kept = None if models is None else models.get(key)
    made = None if kept is None else _read(kept)
    if made is None:
        made = _learnt(task, _vectors([example.input for example in task.examples], embedder, languages), seed=seed)
        if models is not None:
            models.put(key, made.to_bytes())
    return replace(made, embedder=embedder, languages=languages)


def _learnt(task: Task, vectors: Vectors | None, *, seed: int) -> Classifier:
    texts, labels = [example.input for example in task.examples], [example.output for example in task.examples]
    try:
        fitted = fit_held_out(texts, labels, seed=seed, vectors=vectors)
    except ValueError as error:  # texts without a letter or a digit
        reason = "too few of its examples have words to learn from"
        raise BadTask(task.name, reason=reason, remedy="give examples with words for each label, or name a chat model") from error
    return Classifier(model=fitted.model, unlike=unlike_of(fitted, texts, labels, share=task.strange, seed=seed, vectors=vectors))


def _read(data: bytes) -> Classifier | None:
    """What was kept; None where it is damaged, or of another revision."""
    line, _, rest = data.partition(b"\n")
    try:
        head = cast("object", json.loads(line))
        if not isinstance(head, dict) or cast("dict[str, object]", head).pop("revision", "") != REVISION:
            return None
        told = cast("dict[str, float]", head)
        limit = told.pop("limit")
        return Classifier(model=LinearModel.from_bytes(rest), unlike=Unlike(strangeness=Strangeness(**told), limit=limit))
    except (ValueError, KeyError, TypeError):
        return None


def _vectors(texts: Sequence[str], embedder: Embedder | None, languages: tuple[str, ...]) -> Vectors | None:
    """One row for each text, of zeros where the embedder does not read its language; None without an embedder."""
    if embedder is None:
        return None
    found = np.zeros((len(texts), embedder.dimensions), dtype=np.float32)
    readable = [at for at, text in enumerate(texts) if language_of(text, languages=languages) in embedder.languages]
    if readable:
        found[readable] = embedder.embed([texts[at] for at in readable], kind="query")
    return found


def _key(task: Task, embedder: Embedder | None, seed: int) -> str:
    """The task's name, then sixteen hexadecimal digits over everything that a model is made of."""
    examples = [(example.input, example.output) for example in task.examples]
    whole = (GRAMS, REVISION, seed, task.strange, "" if embedder is None else embedder.name, examples)
    return f"{task.name}-{hashlib.sha256(json.dumps(whole).encode()).hexdigest()[:_LENGTH]}"
