"""Fields of metadata proposed from documents' own front matter, folders, codes and columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from untuned.text.days import period_in
from untuned.text.regex import regex
from untuned.text.slips import meant
from untuned.text.values import folded, number_in
from untuned.types.documents import Metadata, MetadataValue
from untuned.types.settings import MetadataField, MetadataKind

_TOLD_ALREADY = frozenset(
    [
        "title",
        "tags",
        "tag",
        "keywords",
        "labels",
        "version",
        "release",
        "product_version",
        "updated",
        "last_updated",
        "updated_at",
        "last_modified",
        "modified",
        "reviewed",
        "date",
        "published",
        "effective",
        "effective_from",
        "effective_to",
        "groups",
        "language",
        "lang",
        "delimiter",
    ]
)
"""What is always there, or is none of a document's own words."""
_OF_ONE_PAGE = frozenset(
    [
        "description",
        "summary",
        "slug",
        "permalink",
        "url",
        "id",
        "uuid",
        "layout",
        "author",
        "authors",
        "weight",
        "order",
        "image",
        "cover",
        "draft",
        "aliases",
        "sidebar_label",
    ]
)
_LEAST_DOCUMENTS = 3
_LEAST_SHARE = 0.05
_MOST_VALUES = 40
_MANY = 100
"""Of so many, a value that is there once or twice is a mistake, or another name of one that is there more often."""
_LONGEST_VALUE = 60
_CODE = regex(r"(?<![\w-])([A-Z]{1,5})([-_])([0-9]{2,6})(?![\w-])")
_LEAST_CODES = 3
_MOST_TEXT = 20_000
_AMOUNT = regex(r"[+\-−]?(?:0|[1-9]\d{0,8}|[1-9]\d{0,2}(?:[ \u00a0\u202f,]\d{3}){1,4})(?:[.,]\d{1,15})?\s?[%€$£₽¥°]?")
_NAME = regex(r"[^a-z0-9_]+")
_RELEASE = regex(r"v?\d+(?:\.[\dx]+)*\Z", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """A document, or as much of it as was looked at."""

    path: str
    text: str
    metadata: Metadata
    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """(header, cells) of its table."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposedField:
    """A field, and what in the documents speaks for it."""

    field: MetadataField
    why: str


def proposed_fields(samples: Sequence[Sample]) -> list[ProposedField]:
    """Fields that tell the documents apart: few values, in many documents. What is always there is not proposed."""
    found = [*_of_front_matter(samples), *_of_columns(samples), *_of_folders(samples), *_of_codes(samples)]
    kept: dict[str, ProposedField] = {}
    for one in found:
        kept.setdefault(one.field.name, one)
    return list(kept.values())


def _of_front_matter(samples: Sequence[Sample]) -> Iterator[ProposedField]:
    held: dict[str, list[list[str]]] = {}
    for sample in samples:
        for key, value in sample.metadata.items():
            texts = _texts(value)
            if texts and _named(key) not in _TOLD_ALREADY | _OF_ONE_PAGE:
                held.setdefault(key, []).append(texts)
    for key, lists in held.items():
        if not _is_common(len(lists), len(samples)):
            continue
        made = _field(key, [text for texts in lists for text in texts], many=any(len(texts) > 1 for texts in lists))
        if made is not None:
            yield ProposedField(
                field=_with(made, keys=(key,)), why=f"'{key}' in the front matter of {len(lists):,} of {len(samples):,} documents"
            )


def _of_columns(samples: Sequence[Sample]) -> Iterator[ProposedField]:
    held: dict[str, list[str]] = {}
    for sample in samples:
        for header, cells in sample.columns:
            held.setdefault(header, []).extend(cell for cell in cells if cell.strip())
    for header, cells in held.items():
        made = _field(header, cells) if len(cells) >= _LEAST_DOCUMENTS and header.strip() else None
        if made is not None:
            yield ProposedField(field=_with(made, column=header), why=f"column '{header}' with {len(cells):,} cells that were looked at")


def _of_folders(samples: Sequence[Sample]) -> Iterator[ProposedField]:
    """The first level of folders that has several, each with several documents, and that tells neither languages nor releases."""
    paths = [sample.path.split("/")[:-1] for sample in samples]
    for depth in range(4):
        names = Counter(path[depth] for path in paths if len(path) > depth)
        several = [name for name, count in names.items() if count >= _LEAST_DOCUMENTS]
        telling = [name for name in several if len(name) > 2 and _RELEASE.match(name) is None]
        if 1 < len(telling) <= _MOST_VALUES and sum(names[name] for name in telling) >= len(samples) / 2:
            field = MetadataField(name="section", path="*/" * depth + "{section}/**")
            yield ProposedField(field=field, why=f"{len(telling)} folders such as {', '.join(sorted(telling)[:3])}")
            return


def _of_codes(samples: Sequence[Sample]) -> Iterator[ProposedField]:
    """Codes with a prefix of capitals, of which there are several numbers."""
    numbers: dict[str, set[str]] = {}
    signs, widths = Counter[str](), Counter[int]()
    documents = 0
    for sample in samples:
        found = {match.groups() for match in _CODE.finditer(sample.text[:_MOST_TEXT])}
        documents += bool(found)
        for prefix, sign, number in found:
            numbers.setdefault(prefix, set()).add(number)
            signs[sign] += 1
            widths[len(number)] += 1
    prefixes = sorted(prefix for prefix, each in numbers.items() if len(each) >= _LEAST_CODES)
    if not prefixes or documents < 2:
        return
    letters = f"[A-Z]{_range(len(prefix) for prefix in prefixes)}"
    digits = f"[0-9]{_range(width for width, count in widths.items() if count > 1)}" if max(widths.values()) > 1 else "[0-9]{2,6}"
    sign = "[-_]" if len(signs) > 1 else next(iter(signs))
    why = f"codes such as {prefixes[0]}{next(iter(signs))}{min(numbers[prefixes[0]])} in {documents:,} of {len(samples):,} documents"
    yield ProposedField(field=MetadataField(name="code", pattern=f"{letters}{sign}{digits}"), why=why)
    if len(prefixes) > 1:
        field = MetadataField(name="code_category", pattern=f"({letters}){sign}{digits}")
        yield ProposedField(field=field, why=f"{len(prefixes)} prefixes of codes: {', '.join(prefixes[:6])}")


def _field(key: str, values: Sequence[str], *, many: bool = False) -> MetadataField | None:
    """The field that these values make; None where they tell little, as where nearly every one is another."""
    name = _named(key)
    if not name or not values or any(len(value) > _LONGEST_VALUE for value in values):
        return None
    kind = _kind(values)
    if kind != "string":
        return MetadataField(name=name, kind=kind)
    counts = _without_slips(Counter(" ".join(value.split()) for value in values))
    least = 3 if len(values) >= _MANY else 1
    counts = Counter({value: count for value, count in counts.items() if count >= least})
    if not 1 < len(counts) <= _MOST_VALUES or len(counts) > len(values) / 2:
        return None
    told = tuple((value, ()) for value, _ in counts.most_common())
    return MetadataField(name=name, kind="list" if many else "string", values=told)


def _without_slips(counts: Counter[str]) -> Counter[str]:
    """The values, without those that seldom occur and read like a slip of the hand, or in other capitals, for a common one."""
    kept = Counter[str]()
    forms: dict[str, str] = {}
    for value, count in counts.most_common():
        plain = folded(value)
        near = [plain] if plain in forms else meant(plain, forms)
        if near and (near == [plain] or count * 5 <= kept[forms[near[0]]]):
            kept[forms[near[0]]] += count
        else:
            forms[plain] = value
            kept[value] += count
    return kept


def _kind(values: Iterable[str]) -> MetadataKind:
    held = list(values)
    if all(_is_amount(value) and period_in(value) is None for value in held):
        return "number"
    return "date" if all(period_in(value) is not None and len(value) <= 30 for value in held) else "string"


def _is_amount(value: str) -> bool:
    """True for a number with at most a sign of a currency or `%`: no time of day, telephone number, range, or code such as `007`."""
    return number_in(value) is not None and _AMOUNT.fullmatch(value.strip()) is not None


def _with(field: MetadataField, *, keys: tuple[str, ...] = (), column: str = "") -> MetadataField:
    return MetadataField(name=field.name, kind=field.kind, keys=keys, column=column, values=field.values)


def _is_common(count: int, of: int) -> bool:
    return count >= _LEAST_DOCUMENTS and count >= of * _LEAST_SHARE


def _named(key: str) -> str:
    """A key as the name of a field; "" where it has no letter for one."""
    return _NAME.sub("_", key.strip().casefold()).strip("_0123456789")[:40].rstrip("_")


def _texts(value: MetadataValue) -> list[str]:
    if isinstance(value, list):
        return [text for item in value[:_MOST_VALUES] for text in _texts(item)]
    return [] if isinstance(value, dict | bool) or value is None or not str(value).strip() else [str(value)]


def _range(counts: Iterable[int]) -> str:
    held = sorted(counts)
    return f"{{{held[0]}}}" if held[0] == held[-1] else f"{{{held[0]},{held[-1]}}}"
