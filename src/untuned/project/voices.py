"""The author whom answers should sound like: folders of texts become a voice."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from untuned.config.read import FILE_NAME
from untuned.errors import WrongSetting
from untuned.evaluation.metrics.reading.voices import LEAST_AUROC, LEAST_WORDS, Voice, voice_of
from untuned.ingest.load import Loader
from untuned.ingest.read import Request, read
from untuned.ingest.scan import Found, scan
from untuned.types.settings import Settings

_ALONE = (
    "voice: there is no figure, since nothing tells how near is near: name a folder of other authors' texts as 'others' below [evaluation]."
)
_LITTLE = (
    "voice: there is no figure, since the texts are too few to calibrate on: give two documents of the author, "
    "and five pieces of 50 words on both sides."
)
_UNTOLD = "voice: the author is not told from the others at some lengths (AUROC under {least}): texts of these lengths have no figure."


@dataclass(frozen=True, kw_only=True, slots=True)
class Author:
    """How an author writes, and what must be said of it."""

    voice: Voice
    version: str
    """Over all texts that it was made from."""
    notes: tuple[str, ...] = ()


def author_of(root: Path, *, settings: Settings, loaders: Mapping[str, Loader]) -> Author:
    """The author of the texts in `evaluation.voice`, told from those in `evaluation.others`.

    Raises:
        WrongSetting: A folder is not there, or holds no text that can be read.
    """
    asked = settings.evaluation
    own = _texts(root, "evaluation.voice", asked.voice, settings=settings, loaders=loaders)
    others = _texts(root, "evaluation.others", asked.others, settings=settings, loaders=loaders) if asked.others else []
    voice = voice_of(own, others)
    return Author(voice=voice, version=_version(own, others), notes=_notes(voice, others))


def _notes(voice: Voice, others: list[str]) -> tuple[str, ...]:
    if not others:
        return (_ALONE,)
    if not voice.calibrations:
        return (_LITTLE,)
    return (_UNTOLD.format(least=LEAST_AUROC),) if any(one.auroc < LEAST_AUROC for one in voice.calibrations) else ()


def _texts(root: Path, key: str, folder: str, *, settings: Settings, loaders: Mapping[str, Loader]) -> list[str]:
    """The texts of every file below a folder that a loader reads, by their names; those too short to tell anything are left out."""
    place = root / folder
    if not place.is_dir():
        raise WrongSetting(key, value=folder, file=FILE_NAME, remedy=f"make the folder {place}, or name another")
    found = sorted((one for one in scan(place, (), settings=settings.sources) if isinstance(one, Found)), key=lambda one: one.path)
    requests = (Request(path=one.path, place=one.place, size=one.size, mtime_ns=one.mtime_ns) for one in found)
    read_all = (read(request, settings=settings.sources, loaders=loaders) for request in requests)
    texts = [one.loaded.text for one in read_all if one.loaded is not None and len(one.loaded.text.split()) >= LEAST_WORDS]
    if not texts:
        raise WrongSetting(
            key, value=folder, file=FILE_NAME, remedy=f"put texts of {LEAST_WORDS} words or more there, or name another folder"
        )
    return texts


def _version(own: list[str], others: list[str]) -> str:
    hashed = hashlib.sha256()
    for side in (own, others):
        for text in side:
            hashed.update(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
        hashed.update(b"|")
    return hashed.hexdigest()[:12]
