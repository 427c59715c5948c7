"""The project's own embedder, an object of another package, as an `Embedder`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

import numpy as np

from untuned.errors import BadExtension
from untuned.errors.foreign import FOREIGN
from untuned.models.embed.embedder import Kind, Vectors, normalised


class Own(Protocol):
    """What a package brings: one vector for each text, in order, all of one length."""

    name: str
    languages: Collection[str]

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """The vectors."""
        ...


class AdaptedEmbedder:
    """A package's embedder, held to what an `Embedder` promises."""

    weight = None

    def __init__(self, own: Own, *, languages: Sequence[str] = ()) -> None:
        """Makes one vector, to learn how long it is.

        Args:
            own: Its name keys what is kept of it.
            languages: In place of its own.

        Raises:
            BadExtension: It fails, or gives what is no vector.
        """
        self._own = own
        if isinstance(own.languages, str):
            raise self._bad(f"its languages are the text '{own.languages}', not codes such as ('en', 'ru')")
        self.name = f"own:{own.name}"
        self.languages = tuple(languages) or tuple(sorted(own.languages))
        self.dimensions = 0
        made = self._made(["warm"])
        self.dimensions = int(made.shape[1])
        if self.dimensions == 0:
            raise self._bad("its vectors have no numbers")
        if not np.isfinite(made).all():
            raise self._bad("its vector of the word 'warm' holds what is no finite number")

    def embed(self, texts: Sequence[str], *, kind: Kind) -> Vectors:  # noqa: ARG002 - such embedders read every text alike
        """As `Embedder.embed`. Raises `BadExtension` where it fails, or gives what is no vector."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        return normalised(self._made(texts))

    def _made(self, texts: Sequence[str]) -> Vectors:
        """What the package's own gives, a row for each text."""
        try:
            made = np.asarray(self._own.embed(list(texts)), dtype=np.float32)
        except FOREIGN as error:
            raise self._bad(f"it fails: {type(error).__name__}: {error}") from error
        if made.ndim != 2 or len(made) != len(texts) or self.dimensions not in (0, made.shape[1]):
            shape = f"({len(texts)}, {self.dimensions or 'numbers'})"
            raise self._bad(f"it gave vectors of the shape {made.shape}, not {shape}")
        return made

    def _bad(self, reason: str) -> BadExtension:
        return BadExtension("embedder", target=type(self._own).__qualname__, reason=reason)
