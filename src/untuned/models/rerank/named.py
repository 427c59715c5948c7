"""The reranker that the settings name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from untuned.errors import ModelUnavailable
from untuned.models.chat.names import COPY_ANEW, UNSENDABLE
from untuned.models.files import place_of
from untuned.types.settings import MeaningSettings, Secret

if TYPE_CHECKING:
    from untuned.models.rerank.endpoint import EndpointReranker
    from untuned.models.rerank.local import CrossEncoder

_COHERE = "cohere:"


def reranker_of(settings: MeaningSettings, *, root: Path, environ: Mapping[str, str]) -> CrossEncoder | EndpointReranker | None:
    """The reranker of a project; None where it names none. Nothing is asked.

    Raises:
        UnknownModel: The name or path is of no cross-encoder that is here.
        MissingExtra: What reads it is not installed.
        ModelUnavailable: Cohere's own endpoint asks for a key, and there is none; or the key cannot be sent.
    """
    if not settings.reranker:
        return None
    if settings.reranker.startswith(_COHERE):
        return _endpoint(settings, environ)
    from untuned.models.rerank.local import cross_encoder  # noqa: PLC0415 - numpy, only where it is used

    path = place_of(settings.reranker, root=root, folders=settings.folders)
    return cross_encoder(path, batch=settings.batch, threads=settings.threads)


def _endpoint(settings: MeaningSettings, environ: Mapping[str, str]) -> EndpointReranker:
    from untuned.models.rerank.endpoint import KEYS, OWN, Endpoint, EndpointReranker  # noqa: PLC0415 - a client of HTTP

    address = settings.reranker_url or OWN
    key = settings.reranker_key if isinstance(settings.reranker_key, Secret) else Secret(settings.reranker_key)
    if urlsplit(address).hostname == urlsplit(OWN).hostname and not key.reveal():
        # A key of the environment goes to its own address alone.
        key = next((Secret(environ[name], reference=name) for name in KEYS if environ.get(name)), key)
        if not key.reveal():
            remedy = "set the variable, or 'reranker_key' below [meaning]"
            raise ModelUnavailable(settings.reranker, reason=f"there is no API key in {' or '.join(KEYS)}", remedy=remedy)
    if not key.sendable:
        place = key.reference or "'reranker_key'"
        raise ModelUnavailable(settings.reranker, reason=UNSENDABLE.format(place=place), remedy=COPY_ANEW)
    model = settings.reranker.removeprefix(_COHERE)
    return EndpointReranker(Endpoint(model=model, base_url=address, key=key, timeout_s=settings.reranker_timeout_s))
