"""Sentence embedders from local ONNX files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from untuned.errors import UnknownModel
from untuned.models.embed.embedder import Kind, Vectors, normalised
from untuned.models.embed.reading import Reading, reading_of
from untuned.models.files import Ids, Session, Values, bare, existing, folder_of, onnx_file, tokenizer_of

_FORM = 1
"""Raised when the same files would give other vectors here."""
_WIDEST = 32
"""Characters of a token, at most, that are looked at: so a text of any length is read in bounded time."""
_HASHED_DIGITS = 16


class OnnxEmbedder:
    """A local sentence embedder: an `Embedder`. It may be asked from several threads.

    A text's vector is the same whatever is embedded beside it. A model with 8-bit activations would give another one in each company,
    since their scale is that of a batch; it is asked text by text, which costs a processor no more.
    """

    def __init__(self, session: Session, *, tokenizer: Any, reading: Reading, name: str, batch: int) -> None:  # noqa: ANN401 - no types
        """Makes one vector, to be warm and to learn how long it is.

        Raises:
            UnknownModel: The model does not run, or its output is not of an embedder.
        """
        self.name = name
        self.languages = reading.languages
        self.weight = reading.weight
        self._session = session
        self._reading = reading
        self._batch = batch
        self._tokenizer = tokenizer
        self.dimensions = int(self._rows([self._ids("warm")]).shape[1])

    def embed(self, texts: Sequence[str], *, kind: Kind) -> Vectors:
        """As `Embedder.embed`; of each text, what the model can read of its beginning."""
        made = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        prefix = self._reading.query if kind == "query" else self._reading.passage
        read = {at: ids for at, text in enumerate(texts) if text.strip() and (ids := self._ids(prefix + text))}
        for batch in _batches(read, most=self._batch):
            made[batch] = self._rows([read[at] for at in batch])
        return made

    def _ids(self, text: str) -> list[int]:
        characters = text[: self._reading.longest * _WIDEST].encode("utf-8", "replace").decode()
        return self._tokenizer.encode(characters).ids

    def _rows(self, texts: Sequence[Sequence[int]]) -> Vectors:
        width = max(map(len, texts))
        ids = np.full((len(texts), width), self._reading.padding, dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, text in enumerate(texts):
            ids[row, : len(text)], mask[row, : len(text)] = text, 1
        return normalised(self._pooled(self._session(ids, mask, np.zeros_like(ids)), mask))

    def _pooled(self, output: Values, mask: Ids) -> Values:
        if output.ndim == 2 and len(output) == len(mask):
            return output
        if output.ndim != 3 or output.shape[:2] != mask.shape:
            reason = f"its output '{self._session.output}' has the shape {output.shape}, for {mask.shape} of texts and tokens"
            raise UnknownModel(str(self._session.file), reason=reason, remedy="export the model for feature extraction, with dynamic axes")
        match self._reading.pooling:
            case "cls":
                return output[:, 0]
            case "last":
                return output[np.arange(len(mask)), mask.sum(axis=1) - 1]
            case "mean":
                return (output * mask[..., None]).sum(axis=1, dtype=np.float32) / mask.sum(axis=1, keepdims=True).astype(np.float32)
            case None:
                remedy = (
                    'copy its 1_Pooling/config.json, or write {"pooling": "mean"} (or "cls", "last") into untuned-embedder.json beside it'
                )
                raise UnknownModel(str(self._session.file), reason="no file says how its tokens become one vector", remedy=remedy)


def local_embedder(path: Path, *, languages: Sequence[str] = (), batch: int = 16, threads: int = 0) -> OnnxEmbedder:
    """The embedder of a folder, or of an `.onnx` file whose `config.json` and `tokenizer.json` are beside it or one folder above.

    Args:
        path: Read as it is; nothing is downloaded.
        languages: Two-letter codes in place of those that the model's files name.
        batch: Texts that are read at a time, where that changes no vector.
        threads: Of one run; 0: as many as there are cores.

    Raises:
        UnknownModel: There is no such model, or it is no sentence embedder.
        MissingExtra: `onnxruntime` or `tokenizers` is not installed.
    """
    file = onnx_file(existing(path))
    folder = folder_of(file)
    reading = reading_of(folder)
    reading = replace(reading, languages=tuple(languages) or reading.languages)
    session = Session(file, threads=threads, wanted=("sentence_embedding", "last_hidden_state", "token_embeddings"))
    if reading.beyond and session.output != "sentence_embedding":
        reason = f"its vectors pass through '{reading.beyond}', which the export lacks"
        raise UnknownModel(str(path), reason=reason, remedy="export it with an output 'sentence_embedding'")
    tokenizer = bare(tokenizer_of(folder, path, extra="semantic"))
    tokenizer.enable_truncation(max_length=reading.longest)
    name = _name(file, folder, reading, output=session.output)
    return OnnxEmbedder(session, tokenizer=tokenizer, reading=reading, name=name, batch=1 if session.dynamic else batch)


def _batches(read: dict[int, list[int]], *, most: int) -> Iterator[list[int]]:
    """Places of texts of like length together, so that little is padded."""
    ordered = sorted(read, key=lambda at: len(read[at]))
    yield from (ordered[at : at + most] for at in range(0, len(ordered), most))


def _name(file: Path, folder: Path, reading: Reading, *, output: str) -> str:
    """The embedder's name, made of all that its vectors depend on, wherever it lies."""
    digest = hashlib.sha256()
    weights = sorted(place for place in file.parent.iterdir() if place.name.startswith((f"{file.name}_data", f"{file.name}.data")))
    for part in [file, *weights, folder / "tokenizer.json"]:
        with part.open("rb") as opened:
            digest.update(hashlib.file_digest(opened, "sha256").digest())
    read = {name: value for name, value in asdict(reading).items() if name not in ("languages", "weight", "beyond")}
    digest.update(json.dumps([_FORM, output, read], sort_keys=True).encode())
    return f"onnx:{digest.hexdigest()[:_HASHED_DIGITS]}"
