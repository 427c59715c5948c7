"""A form filled from verified claims by rules alone: what is stated once, or beside the words of its field; else nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from untuned.assistant.tasks.fields import Field, child_fields, field_of
from untuned.assistant.tasks.sources import Source, Stated
from untuned.text.measures import same
from untuned.text.words import terms
from untuned.types.answers import Claim

NAME = "rules"
"""As filled forms record who filled them."""
_NUMBERS = ("number", "integer")
_DEEPEST = 8


def extracted(claims: Sequence[Claim], *, schema: Mapping[str, Any], sources: Sequence[Source]) -> object:
    """The value of a schema as far as the claims plainly have it. It is still to be proven, and may lack what the schema requires."""
    whole = field_of(schema, root=schema)
    return _Extraction(claims=claims, sources=sources, root=schema).value(whole)


class _Nothing:
    """Nothing of this field is plain."""


_NOTHING = _Nothing()


class _Extraction:
    """One form that is filled."""

    def __init__(self, *, claims: Sequence[Claim], sources: Sequence[Source], root: Mapping[str, Any]) -> None:
        self._claims = claims
        self._sources = sources
        self._root = root

    def value(self, at: Field) -> object:
        """The field's value; None at the top where nothing is plain."""
        found = self._object(at) if _is_object(at) else self._leaf(at, alone=True)
        return None if found is _NOTHING else found

    def _object(self, at: Field) -> object:
        if at.depth > _DEEPEST:
            return _NOTHING
        fields = child_fields(at, root=self._root)
        texts = [key for key, one in fields.items() if _is_text(one)]
        made = {
            key: self._object(one) if _is_object(one) else self._leaf(one, alone=[key] == texts or not _is_text(one))
            for key, one in fields.items()
        }
        kept = {key: value for key, value in made.items() if value is not _NOTHING}
        return kept or _NOTHING

    def _leaf(self, at: Field, *, alone: bool) -> object:
        """A value of one field; `alone` where no other field takes free text."""
        if at.only is not None:
            return at.only[0]
        if at.choices:
            return self._choice(at)
        if "array" in at.kinds:
            return self._list(at)
        if at.is_date:
            return self._day(at)
        if any(kind in _NUMBERS for kind in at.kinds):
            return self._number(at)
        return self._text(at, alone=alone) if "string" in at.kinds else _NOTHING

    def _choice(self, at: Field) -> object:
        there = [one for one in at.choices if isinstance(one, str) and self._says(one)]
        return there[0] if len(there) == 1 else _NOTHING

    def _says(self, word: str) -> bool:
        bare = r"[\s_-]+".join(re.escape(part) for part in word.replace("_", " ").split())
        return bool(bare) and any(re.search(rf"(?<!\w){bare}(?!\w)", source.text, re.IGNORECASE) for source in self._sources)

    def _list(self, at: Field) -> object:
        item = at.item(0, root=self._root)
        if item.choices:
            there = [one for one in item.choices if isinstance(one, str) and self._says(one)]
            return there or _NOTHING
        return [claim.text for claim in self._claims] if _is_text(item) else _NOTHING

    def _number(self, at: Field) -> object:
        stated = [one for source in self._sources for one in source.numbers]
        fitting = [one for one in stated if at.measure is not None and one.measure is not None and same(one.measure, at.measure)]
        fitting = fitting or [one for one in stated if at.measure is None or one.measure is None]
        if "integer" in at.kinds and "number" not in at.kinds:
            fitting = [one for one in fitting if one.value.is_integer()]
        chosen = _plain({one.value: one for one in fitting}, fitting, at)
        if chosen is None:
            return _NOTHING
        return int(chosen.value) if chosen.value.is_integer() else chosen.value

    def _day(self, at: Field) -> object:
        days = [one for source in self._sources for one in source.days if one.period[0] == one.period[1]]
        chosen = _plain({float(one.period[0]): one for one in days}, days, at)
        if chosen is None or at.schema.get("format") != "date":
            return _NOTHING
        return date.fromordinal(chosen.period[0]).isoformat()

    def _text(self, at: Field, *, alone: bool) -> object:
        """The claim that has most of the field's words; the only free text is the first claim."""
        if not self._claims or at.schema.get("pattern") or at.schema.get("format"):
            return _NOTHING
        ranked = sorted(self._claims, key=lambda claim: -at.likeness(dict.fromkeys(terms(claim.text), 1.0)))
        best, again, *_ = (*(at.likeness(dict.fromkeys(terms(claim.text), 1.0)) for claim in ranked[:2]), 0.0)
        if best > again:
            return ranked[0].text
        return self._claims[0].text if alone else _NOTHING


def _plain(by_value: Mapping[float, Stated], stated: Sequence[Stated], at: Field) -> Stated | None:
    """The only value there is; else the one that stands beside most of the field's words, with no other as near."""
    if len(by_value) == 1:
        return next(iter(by_value.values()))
    ranked = sorted(stated, key=lambda one: -at.likeness(one.near))
    if not ranked or at.likeness(ranked[0].near) == 0:
        return None
    best = at.likeness(ranked[0].near)
    rivals = {(one.value, one.period) for one in ranked if at.likeness(one.near) == best}
    return ranked[0] if len(rivals) == 1 else None


def _is_object(at: Field) -> bool:
    return "object" in at.kinds or ("properties" in at.schema and not at.kinds)


def _is_text(at: Field) -> bool:
    return "string" in at.kinds and not at.choices and at.only is None and not at.is_date
