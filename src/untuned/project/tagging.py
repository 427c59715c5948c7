"""What an open project knows of its texts beside their words: filters from what is typed, and the fields with their values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeAlias

from untuned.project.given import OnePath, a_count, a_text, one_path
from untuned.project.past import PastPart

if TYPE_CHECKING:
    from untuned.config.propose_metadata import ProposedField
    from untuned.rag.filters import Narrowing
    from untuned.types.answers import Passage
    from untuned.types.documents import Metadata, Version
    from untuned.types.filters import Attribute, Attributes, Filter
    from untuned.types.settings import MetadataField
    from untuned.types.versions import AsOf

Where: TypeAlias = "str | Filter | Sequence[str | Filter] | None"
"""Filters, or what is typed for them; one alone, or several that must all hold; None for none."""

_AT_ONCE = 100
"""Texts that are held together."""
_SAMPLES = 2_000
_SAMPLED = 20_000
"""Characters of a text that fields are proposed from."""
_TOP = 5
"""Values of a field that are told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldTags:
    """What documents have in one field."""

    name: str
    kind: str
    documents: int
    """How many documents state it."""
    of: int
    """How many there are."""
    values: int
    """How many different values there are."""
    top: tuple[tuple[str, int], ...]
    """The commonest values with their documents; of days and numbers, the least and the greatest."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentTags:
    """What one document has in each field."""

    path: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]


class TagPart(PastPart):
    """What people do with fields of metadata."""

    def filters(self, typed: Where) -> tuple[Filter, ...]:
        """What a search goes by, of what was typed (`product=Pro`, `updated>=2025-01-01`) or made before.

        Raises:
            BadFilter: What was typed is none.
            TypeError: It was neither typed nor made, such as a dictionary; the message says what to give.
        """
        from untuned.index.conditions import conditions
        from untuned.types.filters import Filter

        made: list[Filter] = []
        if typed is None:
            return ()
        for each in typed if isinstance(typed, Sequence) and not isinstance(typed, str) else (typed,):
            if not isinstance(each, str | Filter):  # pyright: ignore[reportUnnecessaryIsInstance] - callers need not be checked by types
                raise TypeError(f"a filter is typed as 'product=Pro' or made by untuned, and is no {type(each).__name__}")
            made += conditions([each], rules=self.settings.metadata) if isinstance(each, str) else [each]
        return tuple(made)

    def look_up(self, question: str, *, limit: int = 10, where: Where = (), as_of: AsOf | None = None) -> tuple[list[Passage], Narrowing]:
        """The best passages for a question, and what the search was narrowed by. Raises `BadFilter`, `TypeError`, `ValueError`."""
        from untuned.rag.evidence import looked_up

        asked, most = a_text(question, name="a question"), a_count(limit, name="limit")
        library = self.library() if as_of is None else self.library_of(as_of)
        return looked_up(asked, library=library, limit=most, where=self.filters(where))

    def passed_over(self, question: str, *, where: Where = (), as_of: AsOf | None = None) -> tuple[str, ...]:
        """A sentence on each document that a search left out because it is, or on that day was, not in force yet. Raises `BadFilter`."""
        from untuned.rag.coming import passed_over

        library = self.library() if as_of is None else self.library_of(as_of)
        return passed_over(question, self.filters(where), library=library, today=datetime.now(UTC).date())

    def tags(self) -> list[FieldTags]:
        """Every field with how many of the documents that the principal may read state it, and its commonest values."""
        from untuned.index.conditions import fields_of

        held = [attributes for _, attributes in self._described()]
        return [_field_tags(field, held) for field in fields_of(self.settings.metadata).values()]

    def document_tags(self, path: OnePath) -> DocumentTags:
        """What one document has in each field, over all its chunks. Raises `UnknownDocument`."""
        held = self.documents.document(one_path(path, root=self.root), principal=self.principal)
        current = held.current
        found = dict[str, dict[str, None]]()
        for _, attributes in self._described([] if current is None else [current]):
            for name, values in attributes.items():
                found.setdefault(name, {}).update(dict.fromkeys(map(str, values)))
        return DocumentTags(path=held.path, fields=tuple((name, tuple(values)) for name, values in found.items()))

    def propose_fields(self) -> list[ProposedField]:
        """Fields that would tell the documents apart, from at most 2,000 of those that the principal may read."""
        from untuned.config.propose_metadata import Sample, proposed_fields
        from untuned.index.cells import Rows

        listed = [one.version for one in self.documents.listing(principal=self.principal)]
        chosen = listed[:: max(1, len(listed) // _SAMPLES)][:_SAMPLES]
        samples: list[Sample] = []
        for at in range(0, len(chosen), _AT_ONCE):
            for version, text in self.documents.whole(chosen[at : at + _AT_ONCE], principal=self.principal).values():
                columns = tuple((name, tuple(cells)) for name, cells in Rows.of(version, text).table().items())
                samples.append(Sample(path=version.path, text=text[:_SAMPLED], metadata=_own(version), columns=columns))
        return proposed_fields(samples)

    def _described(self, versions: Sequence[int] | None = None) -> Iterator[tuple[Version, Attributes]]:
        """Each current document with all that its chunks have; a few texts at a time."""
        from untuned.index.attributes import attributes_of

        listed = [one.version for one in self.documents.listing(principal=self.principal)] if versions is None else list(versions)
        for at in range(0, len(listed), _AT_ONCE):
            ids = listed[at : at + _AT_ONCE]
            for version, text in self.documents.whole(ids, principal=self.principal).values():
                together: dict[str, dict[Attribute, None]] = {}
                cut = self.recipe.cut(version, text)
                for attributes in attributes_of(version, text, cut, rules=self.settings.metadata):
                    for name, values in attributes.items():
                        together.setdefault(name, {}).update(dict.fromkeys(values))
                yield version, {name: tuple(values) for name, values in together.items()}


def _own(version: Version) -> Metadata:
    """What a document itself says, without what untuned notes of it."""
    return {key: value for key, value in version.metadata.items() if version.format in ("markdown", "html", "text") and ":" not in key}


def _field_tags(field: MetadataField, held: Sequence[Attributes]) -> FieldTags:
    counts = Counter(value for attributes in held for value in attributes.get(field.name, ()))
    if field.kind in ("date", "number"):
        ends = sorted(counts, key=_place)
        top = [(str(value), counts[value]) for value in dict.fromkeys([*ends[:1], *ends[-1:]])]
    else:
        top = [(str(value), count) for value, count in sorted(counts.items(), key=lambda each: (-each[1], str(each[0])))[:_TOP]]
    stated = sum(1 for attributes in held if attributes.get(field.name))
    return FieldTags(name=field.name, kind=field.kind, documents=stated, of=len(held), values=len(counts), top=tuple(top))


def _place(value: Attribute) -> float:
    """Where a day or a number stands among others."""
    return value.toordinal() if isinstance(value, date) else float(value)
