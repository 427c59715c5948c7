"""The canonical facts of a project, as its documents hold them."""

from __future__ import annotations

from untuned.errors import UnknownDocument
from untuned.models.facts import read_facts
from untuned.rag.stated import Stated
from untuned.store.documents import Documents
from untuned.types.principal import Principal
from untuned.types.settings import FactSettings


def stated_in(documents: Documents, settings: FactSettings, *, principal: Principal) -> Stated | None:
    """What the file of facts states; None where there is none that the principal may read."""
    try:
        document = documents.document(settings.file, principal=principal)
        if document.current is None:
            return None
        (version, text) = documents.whole([document.current], principal=principal)[document.current]
    except (UnknownDocument, KeyError):
        return None
    if version.format != "facts":
        return None
    return Stated(version=version, book=read_facts(text, path=version.path), timezone=settings.timezone)
