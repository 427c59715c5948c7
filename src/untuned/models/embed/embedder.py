"""What an embedder is, and which of its settings follow from what it says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Kind = Literal["query", "passage"]
"""Many models want a question and a text to be found worded apart, by another prefix."""

UNKNOWN_WEIGHT = 0.5
"""Of meaning beside words, which weigh 1, for an embedder that nobody measured: below what suits a good one, for it may be a weak one.

The first 24 and 64 of MiniLM's 384 numbers, taken for weak embedders, gain as much at .5 as at any weight, and lose it at 1.5.
"""


class Embedder(Protocol):
    """Makes vectors of texts. Never asks for one in a language that it does not declare: see `reads`."""

    @property
    def name(self) -> str:
        """Whose vectors these are: it changes whenever they would, and keys every cache and view of them."""
        ...

    @property
    def languages(self) -> tuple[str, ...]:
        """Two-letter codes of the languages that it was made for; () where nobody says, which counts as none."""
        ...

    @property
    def dimensions(self) -> int:
        """Numbers of one vector."""
        ...

    @property
    def weight(self) -> float | None:
        """What its score should weigh beside that of words, which is 1; None where nobody measured."""
        ...

    def embed(self, texts: Sequence[str], *, kind: Kind) -> Vectors:
        """One row for each text, in order: shape (texts, dimensions), length 1; all zeros for a text that has nothing to read.

        Raises:
            ModelError: It cannot be read or run.
        """
        ...


def reads(embedder: Embedder, language: str | None) -> bool:
    """True for a text in a language that the embedder declares; one whose language is not known is not read."""
    return language is not None and language in embedder.languages


def weight_of(embedder: Embedder, *, language: str | None, chosen: float | None) -> float:
    """What meaning weighs beside words for a question in this language: 0 where the embedder does not declare it.

    Args:
        embedder: Whose scores are weighed.
        language: Of the question, as a two-letter code; None where it is not known.
        chosen: The settings' own weight; None leaves it to the embedder.
    """
    if not reads(embedder, language):
        return 0.0
    if chosen is not None:
        return chosen
    return UNKNOWN_WEIGHT if embedder.weight is None else embedder.weight


def normalised(rows: NDArray[Any]) -> Vectors:
    """The rows with length 1; zeros for a row that has none, or that holds what is no number."""
    values = np.asarray(rows, dtype=np.float32)
    with np.errstate(over="ignore", invalid="ignore"):
        lengths = np.sqrt(np.einsum("ij,ij->i", values, values))
        sound = np.isfinite(lengths) & (lengths > 0)
        return np.where(sound[:, None], values / np.where(sound, lengths, 1)[:, None], np.float32(0)).astype(np.float32)
