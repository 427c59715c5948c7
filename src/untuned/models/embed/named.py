"""The embedder that the settings name: a local model by path or name, one of the package fastembed, or the project's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from untuned.errors import UnknownModel
from untuned.models.embed.adapted import AdaptedEmbedder, Own
from untuned.models.embed.embedder import Embedder, Kind, Vectors, normalised
from untuned.models.embed.local import local_embedder
from untuned.models.files import library, place_of
from untuned.types.settings import MeaningSettings

_FASTEMBED = "fastembed:"


def embedder_of(settings: MeaningSettings, *, root: Path, own: Own | None = None) -> Embedder | None:
    """The embedder of a project; None where it names none.

    Args:
        settings: What it names goes before the project's own extension.
        root: What paths are relative to.
        own: The extension.

    Raises:
        UnknownModel: The name or path is of no sentence embedder that is here.
        MissingExtra: What reads it is not installed.
        BadExtension: The project's own gives no vectors.
    """
    chosen, languages = settings.embedder, settings.languages
    if chosen.startswith(_FASTEMBED):
        return FastEmbedder(chosen.removeprefix(_FASTEMBED), languages=languages, threads=settings.threads)
    if chosen:
        path = place_of(chosen, root=root, folders=settings.folders)
        return local_embedder(path, languages=languages, batch=settings.batch, threads=settings.threads)
    return AdaptedEmbedder(own, languages=languages) if own is not None else None


class FastEmbedder:
    """A model of the package fastembed by its name there, from what the package downloaded before: an `Embedder`."""

    weight = None

    def __init__(self, model: str, *, languages: Sequence[str] = (), threads: int = 0) -> None:
        """Opens the model; nothing is downloaded.

        Args:
            model: As `TextEmbedding.list_supported_models` of the package names it.
            languages: Those that it was made for: the package does not say.
            threads: Of one run; 0: as many as there are cores.

        Raises:
            UnknownModel: The package does not know it, or did not download it yet.
            MissingExtra: The package is not installed.
        """
        package = library("fastembed", extra="fastembed")
        self.name = f"{_FASTEMBED}{model}"
        self.languages = tuple(languages)
        known = {str(one["model"]).lower() for one in package.TextEmbedding.list_supported_models()}
        if model.lower() not in known:
            remedy = "see TextEmbedding.list_supported_models() of the package for those it knows, or name a local folder"
            raise UnknownModel(self.name, reason="fastembed knows no such model", remedy=remedy)
        try:
            self._model: Any = package.TextEmbedding(model, threads=threads or None, local_files_only=True)
        except (ValueError, OSError, RuntimeError) as error:
            remedy = f"download it once: python -c \"from fastembed import TextEmbedding; TextEmbedding('{model}')\""
            raise UnknownModel(self.name, reason=str(error).split("\n", 1)[0], remedy=remedy) from error
        self.dimensions = int(self.embed(["warm"], kind="query").shape[1])

    def embed(self, texts: Sequence[str], *, kind: Kind) -> Vectors:
        """As `Embedder.embed`."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        ask = self._model.query_embed if kind == "query" else self._model.passage_embed
        sound = [text.encode("utf-8", "replace").decode() for text in texts]
        # one at a time: the scales of models with 8-bit activations are those of a batch
        made = normalised(np.stack([row for text in sound for row in ask([text])]))
        made[[not text.strip() for text in texts]] = 0
        return made
