"""The one embedder of every hybrid run: a MiniLM exported to ONNX, mean over the tokens, length one; or vectors drawn by hash."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

DIMENSIONS = 384
MOST_TOKENS = 256
BATCH = 16


class Embedder:
    """Vectors of texts. Without a model they are drawn by each text's hash: no meaning and next to no cost.

    With a cache file a text is embedded once for all runs; `cached = False` leaves the cache aside.
    """

    def __init__(self, model: str | None, *, cache: str | None) -> None:
        self.cached = cache is not None
        self.model = model
        self._cache = None if cache is None else sqlite3.connect(cache, timeout=600)
        if self._cache is not None:
            self._cache.execute("CREATE TABLE IF NOT EXISTS vector (hash BLOB PRIMARY KEY, value BLOB)")
        self._model = None if model is None else _Model(Path(model))

    def vectors(self, texts: Sequence[str]) -> Any:
        """One row a text."""
        if self._model is None:
            return np.stack([_drawn(text) for text in texts]) if texts else np.zeros((0, DIMENSIONS), dtype=np.float32)
        if self._cache is None or not self.cached:
            return self._model.vectors(texts)
        keys = [hashlib.sha256(text.encode()).digest() for text in texts]
        known = {key: found for key in set(keys) if (found := self._held(key)) is not None}
        wanted = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if wanted:
            made = self._model.vectors(list(wanted.values()))
            known.update(zip(wanted, made, strict=True))
            rows = [(key, vector.tobytes()) for key, vector in zip(wanted, made, strict=True)]
            self._cache.executemany("INSERT OR IGNORE INTO vector VALUES (?, ?)", rows)
            self._cache.commit()
        return np.stack([known[key] for key in keys]) if keys else np.zeros((0, DIMENSIONS), dtype=np.float32)

    def vector(self, text: str) -> Any:
        """One vector."""
        return self.vectors([text])[0]

    def _held(self, key: bytes) -> Any:
        assert self._cache is not None
        found = self._cache.execute("SELECT value FROM vector WHERE hash = ?", (key,)).fetchone()
        return None if found is None else np.frombuffer(found[0], dtype=np.float32)


class _Model:
    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(_file(folder)), options, providers=["CPUExecutionProvider"])
        self._names = {one.name for one in self._session.get_inputs()}
        self._tokens = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokens.enable_truncation(MOST_TOKENS)
        self._tokens.enable_padding()

    def vectors(self, texts: Sequence[str]) -> Any:
        # texts of one length share a batch, or most of it is padding
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        made = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for start in range(0, len(order), BATCH):
            held = order[start : start + BATCH]
            made[held] = self._batch([texts[at] for at in held])
        return made

    def _batch(self, texts: Sequence[str]) -> Any:
        encoded = self._tokens.encode_batch(list(texts))
        mask = np.array([one.attention_mask for one in encoded], dtype=np.int64)
        given = {
            "input_ids": np.array([one.ids for one in encoded], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        states = self._session.run(None, {name: value for name, value in given.items() if name in self._names})[0]
        # an export may pool by itself
        pooled = states if states.ndim == 2 else (states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1, keepdims=True)
        return (pooled / np.maximum(np.linalg.norm(pooled, axis=1, keepdims=True), 1e-9)).astype(np.float32)


def _file(folder: Path) -> Path:
    held = sorted(folder.glob("*.onnx"))
    quantised = [one for one in held if "int8" in one.name or "quant" in one.name]
    return next(iter(quantised or held))


def _drawn(text: str) -> Any:
    seed = int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    vector = np.random.default_rng(seed).standard_normal(DIMENSIONS).astype(np.float32)
    return vector / np.linalg.norm(vector)
