"""A definition that only says under which other term it stands: that one is read with it, wherever it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from untuned.index.search import query_of
from untuned.models.reader.see_also import defining, elsewhere
from untuned.rag.retrieve.budget import CHARACTERS_PER_TOKEN
from untuned.rag.retrieve.passages import passages
from untuned.rag.retrieve.refer import making_room
from untuned.text.definitions import keys_of
from untuned.types.answers import Passage

if TYPE_CHECKING:
    from untuned.index.search import Filter
    from untuned.rag.evidence import Library

_BEST = 3
"""Passages among which the definition is that says so."""
_LOOKED_THROUGH = 5


def with_definition(evidence: list[Passage], defines: Collection[str], *, filters: tuple[Filter, ...], library: Library) -> list[Passage]:
    """The passages with the one that has the definition which one of the best of them points to, within the budget.

    `defines` are the keys of what the question asks the meaning of. The passages as they are where none points, where it is read already,
    and where the settings leave references out.
    """
    chosen = library.settings.search
    if not (defines and chosen.references):
        return evidence
    term, source = next(filter(None, (elsewhere(defines, passage) for passage in evidence[:_BEST])), ("", None))
    if not term or defining(term, evidence) is not None:
        return evidence
    query = query_of(term, gram_weight=chosen.gram_weight, settings=library.settings.index)
    asked = replace(query, defines=tuple(sorted(keys_of(term))), filters=(*library.standing, *filters))
    hits = library.index.search(asked, principal=library.principal, limit=_LOOKED_THROUGH)
    found = passages(hits, texts=library.truth, principal=library.principal)
    window = defining(term, found)
    if window is None:
        return evidence
    meant = found[window.passage]
    least = min(passage.hit.score for passage in evidence)
    meant = replace(meant, hit=replace(meant.hit, score=least), referred=source)
    return making_room(evidence, [meant], characters=chosen.budget_tokens * CHARACTERS_PER_TOKEN, most=chosen.passages)
