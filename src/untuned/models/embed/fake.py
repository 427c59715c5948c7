"""An embedder that needs no model, for tests and trials: texts with the same parts of words lie near each other, and nothing more."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence

import numpy as np

from untuned.models.embed.embedder import Kind, Vectors, normalised


class HashingEmbedder:
    """Each word and each of its four-letter parts adds to one place, told by its hash: an `Embedder` that knows no meaning."""

    def __init__(self, *, dimensions: int = 256, languages: tuple[str, ...] = ("en", "ru"), weight: float | None = None) -> None:
        self.name = f"hashing/{dimensions}"
        self.dimensions = dimensions
        self.languages = languages
        self.weight = weight

    def embed(self, texts: Sequence[str], *, kind: Kind) -> Vectors:  # noqa: ARG002 - it reads every text alike
        """As `Embedder.embed`."""
        made = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for part in _parts(text):
                made[row, zlib.crc32(part.encode("utf-8", "replace")) % self.dimensions] += 1
        return normalised(made)


def _parts(text: str) -> Iterator[str]:
    for word in re.findall(r"\w+", text.lower()):
        yield f"{word} "
        yield from (word[at : at + 4] for at in range(len(word) - 3))
