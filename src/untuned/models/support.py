"""How far quotes carry claims, by a local classifier: a token classifier of unsupported words, or an entailment model."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from untuned.errors import UnknownModel
from untuned.models.encoders import Classifier, Logits, classifier
from untuned.models.files import bare
from untuned.text.regex import regex

RECORD = "untuned-support.json"
"""Written beside a model by `benchmarks/support_models.py`: whether it beat the rules, and how its scores become probabilities."""

_BATCH = 16
_OVERLAP = 64
"""Tokens that two windows of one long text share."""
_UNSUPPORTED = regex(r"halluc|unsupported|not[_ -]?supported|fabricat|unfaithful")
_SUPPORTED = regex(r"entail(?:s|ed|ment)?|support(?:s|ed)?|consistent|factual|faithful|attributable|grounded")
_LEAST = 1e-6


class Quoted(Protocol):
    """A claim and what is quoted for it."""

    @property
    def claim(self) -> str:
        """The claim."""
        ...

    @property
    def quotes(self) -> tuple[str, ...]:
        """Its quotes, or the sources of its answer."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class SupportRecord:
    """What was measured of a model on answers with known unsupported words."""

    beats: bool
    """True when the mean of its probability and the rules' tells supported sentences better than the rules do, for certain."""
    auroc: float
    rules_auroc: float
    gain: tuple[float, float]
    """Paired interval of the difference, 95 %."""
    slope: float = 1.0
    intercept: float = 0.0
    """Calibration: log-odds of the score times the slope plus the intercept are those of the probability."""
    data: str = ""
    date: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Window:
    """A piece of a claim beside a part of its quotes, as token ids."""

    pair: int
    piece: int
    ids: tuple[int, ...]
    types: tuple[int, ...]
    claimed: tuple[bool, ...]
    """Which of the tokens are the claim's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Label:
    """The label that decides, and whether it speaks for support or against it."""

    index: int
    supports: bool


class LocalSupport:
    """A local classifier as a scorer of support: it has a `name` and a `score`."""

    def __init__(self, model: Classifier, *, batch: int = _BATCH, record: SupportRecord | None = None) -> None:
        """`record` calibrates the scores; without one they are the model's own."""
        self.name = model.name
        self._model = model
        self._label = _label_of(model)
        self._batch = batch
        self._record = record
        self._plain = bare(model.tokenizer)
        self._pairs = bare(model.tokenizer)
        self._pairs.enable_truncation(max_length=model.longest, strategy="only_first")

    def score(self, pairs: Sequence[Quoted]) -> list[float]:
        """The probability in [0, 1] that each claim is supported, in order.

        Quotes that do not fit into one window are read in several: what one of them carries is carried. A claim without quotes has 0.
        """
        windows = [window for at, pair in enumerate(pairs) if any(pair.quotes) for window in self._windows(at, pair)]
        read: dict[tuple[int, int], list[NDArray[np.float64]]] = {}
        for batch in self._batches(windows):
            for window, carried in zip(batch, self._carried(batch), strict=True):
                read.setdefault((window.pair, window.piece), []).append(carried)
        scores = [0.0] * len(pairs)
        pieces = [(pair, float(np.max(np.stack(found), axis=0).min(initial=1.0))) for (pair, _), found in read.items()]
        for at in {pair for pair, _ in pieces}:
            scores[at] = self._calibrated(min(score for pair, score in pieces if pair == at))
        return scores

    def _calibrated(self, score: float) -> float:
        if self._record is None:
            return score
        bounded = min(max(score, _LEAST), 1 - _LEAST)
        odds = self._record.slope * math.log(bounded / (1 - bounded)) + self._record.intercept
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))

    def _windows(self, at: int, pair: Quoted) -> Iterator[_Window]:
        longest = self._model.longest
        quotes = "\n\n".join(quote for quote in pair.quotes if quote)
        for piece, claim in enumerate(self._parts(pair.claim, most=longest // 2, overlap=0)):
            free = longest - len(self._plain.encode(claim, add_special_tokens=False).ids) - self._plain.num_special_tokens_to_add(True)
            for part in self._parts(quotes, most=max(free, 1), overlap=min(_OVERLAP, free // 4)):
                encoded = self._pairs.encode(part, claim)
                claimed = tuple(which == 1 for which in encoded.sequence_ids)
                yield _Window(pair=at, piece=piece, ids=tuple(encoded.ids), types=tuple(encoded.type_ids), claimed=claimed)

    def _parts(self, text: str, *, most: int, overlap: int) -> list[str]:
        """The text in parts of at most so many tokens; one that begins inside the last one shares `overlap` tokens with it."""
        places = self._plain.encode(text, add_special_tokens=False).offsets
        if len(places) <= most:
            return [text]
        starts = range(0, max(len(places) - overlap, 1), max(most - overlap, 1))
        return [text[places[start][0] : places[min(start + most, len(places)) - 1][1]] for start in starts]

    def _batches(self, windows: Sequence[_Window]) -> Iterator[list[_Window]]:
        """Windows of like length together, so that little is padded."""
        ordered = sorted(windows, key=lambda window: len(window.ids))
        yield from (ordered[at : at + self._batch] for at in range(0, len(ordered), self._batch))

    def _carried(self, batch: Sequence[_Window]) -> list[NDArray[np.float64]]:
        """The probability that each token of the claim is supported, or the claim as a whole."""
        width = max(len(window.ids) for window in batch)
        ids = np.full((len(batch), width), self._model.padding, dtype=np.int64)
        mask, types = np.zeros_like(ids), np.zeros_like(ids)
        for row, window in enumerate(batch):
            ids[row, : len(window.ids)], mask[row, : len(window.ids)], types[row, : len(window.ids)] = window.ids, 1, window.types
        logits = self._model.encoder(ids, mask, types)
        shape = (len(batch), width) if self._model.task == "tokens" else (len(batch),)
        if logits.shape[:-1] != shape:
            raise UnknownModel(
                self.name, reason=f"it gives logits of shape {logits.shape}, not {shape} and labels", remedy="export it again"
            )
        chances = self._supported(logits)
        if self._model.task == "sequence":
            return [chances[row : row + 1] for row in range(len(batch))]
        return [chances[row, : len(window.ids)][list(window.claimed)] for row, window in enumerate(batch)]

    def _supported(self, logits: Logits) -> NDArray[np.float64]:
        """The probability of support; what the model gives no number for is not supported."""
        values = logits.astype(np.float64)
        if values.shape[-1] == 1:
            values = np.concatenate([np.zeros_like(values), values], axis=-1)  # one label is the log-odds of support
        shares = np.exp(values - values.max(axis=-1, keepdims=True))
        chance = (shares / shares.sum(axis=-1, keepdims=True))[..., self._label.index]
        return np.nan_to_num(chance if self._label.supports else 1 - chance, nan=0.0)


def local_support(path: Path | str, *, batch: int = _BATCH) -> LocalSupport:
    """The scorer of a local model, calibrated where it was measured: a Hugging Face folder, or an `.onnx` file.

    Raises:
        UnknownModel: There is no such model, or none that says what is supported.
        MissingExtra: What reads it is not installed.
    """
    return LocalSupport(classifier(Path(path)), batch=batch, record=support_record(path))


def measured_support(path: Path | str, *, batch: int = _BATCH) -> LocalSupport | None:
    """The scorer of a local model that was measured to beat the rules; None for one that was not: then it stays off.

    Raises:
        UnknownModel: There is no such model, or none that says what is supported.
        MissingExtra: What reads it is not installed.
    """
    record = support_record(path)
    beats = record is not None and record.beats
    return LocalSupport(classifier(Path(path)), batch=batch, record=record) if beats else None


def support_record(path: Path | str) -> SupportRecord | None:
    """What was measured of the model at this path; None where nothing was, or the record cannot be read."""
    file = record_file(path)
    try:
        read = cast("dict[str, Any]", json.loads(file.read_text(encoding="utf-8")))
        low, high = read.pop("gain")
        return SupportRecord(gain=(float(low), float(high)), **read)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def record_file(path: Path | str) -> Path:
    """Where the record of the model at this path is."""
    place = Path(path)
    return place.with_suffix(".untuned-support.json") if place.suffix == ".onnx" else place / RECORD


def _label_of(model: Classifier) -> _Label:
    """The label that says what is supported, or what is not.

    Raises:
        UnknownModel: No label says either.
    """
    labels = model.labels
    against = [at for at, label in enumerate(labels) if _UNSUPPORTED.search(label)]
    towards = [at for at, label in enumerate(labels) if _SUPPORTED.fullmatch(label)]
    if model.task == "sequence" and len(labels) == 1:
        return _Label(index=1, supports=True)
    if towards:
        return _Label(index=towards[0], supports=True)
    if against:
        return _Label(index=against[0], supports=False)
    if model.task == "tokens" and len(labels) == 2:
        return _Label(index=1, supports=False)  # the shape of LettuceDetect: 1 is unsupported
    reason = f"none of its labels ({', '.join(labels)}) says what is supported"
    raise UnknownModel(model.name, reason=reason, remedy="name them in its config.json: id2label with 'entailment' or 'unsupported'")
