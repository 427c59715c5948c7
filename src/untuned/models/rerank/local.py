"""Cross-encoders from local files: a question and a passage are read together, which tells more than their vectors do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from untuned.errors import UnknownModel
from untuned.models.card import card_languages
from untuned.models.encoders import Classifier, classifier
from untuned.models.files import Session, bare, existing, folder_of, onnx_file
from untuned.models.rerank.texts import read_text
from untuned.types.answers import Passage

_LONGEST = 512
"""Tokens of a question and a passage together, at most: what such models are trained with."""
_WIDEST = 32
"""Characters of a token, at most, that are looked at."""


class CrossEncoder:
    """A local cross-encoder that orders passages. It may be asked from several threads."""

    def __init__(self, model: Classifier, *, batch: int, languages: tuple[str, ...] = ()) -> None:
        """Reads nothing yet.

        Args:
            model: It has one label, the relevance, or two, the second of them.
            batch: Pairs that are read at a time.
            languages: Those that it was made for; (): questions in any are ordered by it.

        Raises:
            UnknownModel: The model tells no relevance.
        """
        if model.task != "sequence" or len(model.labels) > 2:
            reason = f"it tells no relevance: its labels are {', '.join(model.labels)}"
            raise UnknownModel(model.name, reason=reason, remedy="name a cross-encoder for ranking, with one label")
        self.name = model.name
        self.languages = languages
        self._model = model
        self._batch = batch
        self._longest = min(model.longest, _LONGEST)
        self._question = bare(model.tokenizer)
        self._question.enable_truncation(max_length=self._longest // 2)
        self._pair = bare(model.tokenizer)
        self._pair.enable_truncation(max_length=self._longest, strategy="only_second")

    def rerank(self, question: str, passages: Sequence[Passage]) -> list[float]:
        """The chance in [0, 1] that each passage is relevant, in order; of a long one, what fits beside the question is read.

        Raises:
            UnknownModel: The model does not run.
        """
        return self.scores(question, [read_text(passage) for passage in passages])

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """The chance in [0, 1] that each text is relevant, in order. Raises what `rerank` raises."""
        asked = self._cut(question)
        pairs = [self._pair.encode(asked, self._sound(text)) for text in texts]
        scores = np.zeros(len(pairs), dtype=np.float64)
        for places in self._batches([len(pair.ids) for pair in pairs]):
            width = max(len(pairs[at].ids) for at in places)
            ids = np.full((len(places), width), self._model.padding, dtype=np.int64)
            mask, types = np.zeros_like(ids), np.zeros_like(ids)
            for row, at in enumerate(places):
                length = len(pairs[at].ids)
                ids[row, :length], mask[row, :length], types[row, :length] = pairs[at].ids, 1, pairs[at].type_ids
            scores[places] = self._chances(self._model.encoder(ids, mask, types), len(places))
        return scores.tolist()

    def _cut(self, question: str) -> str:
        """The question, or as much of its beginning as leaves room for a passage."""
        sound = self._sound(question)
        places = [end for _, end in self._question.encode(sound).offsets]
        return sound[: max(places, default=0)]

    def _sound(self, text: str) -> str:
        return text[: self._longest * _WIDEST].encode("utf-8", "replace").decode()

    def _batches(self, lengths: Sequence[int]) -> Iterator[list[int]]:
        """Places of pairs of like length together, so that little is padded; what has no token is left out."""
        ordered = sorted((at for at in range(len(lengths)) if lengths[at]), key=lengths.__getitem__)
        yield from (ordered[at : at + self._batch] for at in range(0, len(ordered), self._batch))

    def _chances(self, logits: NDArray[np.float32], count: int) -> NDArray[np.float64]:
        if logits.ndim != 2 or len(logits) != count or logits.shape[1] not in (1, 2):
            raise UnknownModel(self.name, reason=f"it gives logits of shape {logits.shape}, not ({count}, 1)", remedy="export it again")
        values = logits.astype(np.float64)
        odds = values[:, 0] if values.shape[1] == 1 else values[:, 1] - values[:, 0]
        chances = 1 / (1 + np.exp(-np.clip(odds, -500, 500)))
        return np.nan_to_num(chances, nan=0.0)


def cross_encoder(path: Path, *, batch: int = 16, threads: int = 0) -> CrossEncoder:
    """The cross-encoder of a folder or an `.onnx` file; a folder's ONNX file goes before its PyTorch weights.

    Raises:
        UnknownModel: There is no such model, or it tells no relevance.
        MissingExtra: What reads it is not installed.
    """
    holds_onnx = existing(path).is_dir() and (any(path.glob("*.onnx")) or any(path.glob("onnx/*.onnx")))
    place = onnx_file(path) if holds_onnx else path
    model = classifier(place, threads=threads)
    alone = isinstance(model.encoder, Session) and model.encoder.dynamic
    return CrossEncoder(model, batch=1 if alone else batch, languages=card_languages(folder_of(place)))
