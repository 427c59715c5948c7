"""One suite for every implementation of the index: filters, within addresses, and values, all under access."""

from dataclasses import replace
from datetime import date

import pytest

from indexing import EVERYONE, entries_of
from untuned.index.lexical import LexicalIndex
from untuned.index.plain import PlainIndex
from untuned.index.search import Batch, Origin, query_of
from untuned.types.filters import Filter
from untuned.types.principal import OWNER, member
from untuned.types.settings import IndexSettings

ORIGIN = Origin(database="one", epoch=1)
STAFF = frozenset({"staff"})
HOSTILE = ('"x" OR *', "a:b", "product=pro", "\0", "\ud800", "x" * 100_000, "", "^f", "[1 TO 2]", "f?")

KNOWN = (
    {"product": ("pro",), "price": (-3.5,), "updated": (date(2024, 2, 29),)},
    {"product": ("lite", "pro"), "price": (0.0,), "updated": (date(2025, 1, 1),)},
    {"product": ("lite",), "price": (12.0, 40.0)},
    {"price": (1e300,), "updated": (date(1999, 12, 31),)},
    {},
)


@pytest.fixture(params=["lexical", "plain"])
def index(request, tmp_path):
    made = LexicalIndex.create(tmp_path / "view", origin=ORIGIN) if request.param == "lexical" else PlainIndex()
    groups = (EVERYONE, EVERYONE, STAFF, EVERYONE, EVERYONE)
    entries = entries_of([f"The gateway of page {nth} pairs." for nth in range(len(KNOWN))])
    filled = [replace(entry, attributes=known, groups=mine) for entry, known, mine in zip(entries, KNOWN, groups, strict=True)]
    with made.writing():
        made.apply(Batch(position=1, entries=filled))
    yield made
    made.close()


def found(index, *filters, principal=OWNER, limit=10):
    query = replace(query_of("gateway", gram_weight=0.2, settings=IndexSettings()), filters=filters)
    return sorted(hit.chunk.document for hit in index.search(query, principal=principal, limit=limit))


@pytest.mark.parametrize(
    ("condition", "documents"),
    [
        (Filter(field="product", values=("pro",)), [1, 2]),
        (Filter(field="product", values=("pro", "lite")), [1, 2, 3]),
        (Filter(field="product", values=("pro",), or_missing=True), [1, 2, 4, 5]),
        (Filter(field="product", values=("Pro",)), []),
        (Filter(field="product", values=("pr",)), []),
        (Filter(field="product", values=()), []),
        (Filter(field="price", operator="from", values=(-3.5,)), [1, 2, 3, 4]),
        (Filter(field="price", operator="from", values=(-3.0,)), [2, 3, 4]),
        (Filter(field="price", operator="to", values=(-0.0,)), [1, 2]),
        (Filter(field="price", operator="from", values=(12.5,)), [3, 4]),
        (Filter(field="price", operator="to", values=(12,)), [1, 2, 3]),
        (Filter(field="price", values=(0,)), [2]),
        (Filter(field="price", operator="from", values=(date(2024, 1, 1),)), []),
        (Filter(field="updated", operator="from", values=(date(2024, 2, 29),)), [1, 2]),
        (Filter(field="updated", operator="to", values=(date(2024, 2, 29),)), [1, 4]),
        (Filter(field="updated", operator="from", values=(date(2025, 1, 2),)), []),
        (Filter(field="updated", operator="from", values=(date(2025, 1, 2),), or_missing=True), [3, 5]),
        (Filter(field="updated", values=(date(2025, 1, 1),)), [2]),
        (Filter(field="nothing", values=("x",)), []),
        (Filter(field="nothing", values=("x",), or_missing=True), [1, 2, 3, 4, 5]),
    ],
)
def test_a_filter_keeps_just_what_passes_it(index, condition, documents):
    assert found(index, condition) == documents


def test_filters_hold_together(index):
    cheap = Filter(field="price", operator="to", values=(0.0,))
    assert found(
        index, Filter(field="product", values=("pro",)), cheap, Filter(field="updated", operator="from", values=(date(2025, 1, 1),))
    ) == [2]


def test_a_filter_is_pushed_down_before_the_limit(index):
    assert found(index, Filter(field="price", operator="from", values=(1e299,)), limit=1) == [4]


def test_filters_change_no_score(index):
    query = query_of("gateway page", gram_weight=0.2, settings=IndexSettings())
    kept = replace(query, filters=(Filter(field="product", values=("pro",)),))
    before = {hit.chunk.document: hit.score for hit in index.search(query, principal=OWNER, limit=10)}
    after = {hit.chunk.document: hit.score for hit in index.search(kept, principal=OWNER, limit=10)}
    assert after == pytest.approx({document: before[document] for document in (1, 2)})


def test_no_filter_shows_what_the_principal_may_not_read(index):
    visitor = member(["everyone"])
    lite = Filter(field="product", values=("lite",))
    assert found(index, lite, principal=visitor) == [2]
    assert found(index, replace(lite, or_missing=True), principal=visitor) == [2, 4, 5]
    assert found(index, lite, principal=member(["staff"])) == [2, 3]


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_is_never_read_as_anything_but_a_value(index, value):
    assert found(index, Filter(field="product", values=(value,))) == []
    assert found(index, Filter(field=value, values=("pro",))) == []
    assert found(index, Filter(field="product", operator="from", values=(value,))) == []


def test_values_are_counted_among_what_the_principal_may_read(index):
    assert index.values("product", principal=OWNER, limit=10) == {"lite": 2, "pro": 2}
    assert index.values("product", principal=member(["everyone"]), limit=10) == {"pro": 2, "lite": 1}
    assert index.values("product", principal=member(["staff"]), limit=10) == {"lite": 2, "pro": 2}


def test_values_are_texts_of_the_field_itself(index):
    assert index.values("price", principal=OWNER, limit=10) == {}
    assert index.values("prod", principal=OWNER, limit=10) == {}
    assert index.values("p.*", principal=OWNER, limit=10) == {}
    assert len(index.values("product", principal=OWNER, limit=1)) == 1


def test_what_was_forgotten_has_no_values(index):
    with index.writing():
        index.apply(Batch(position=2, forget=frozenset({1, 2})))
    assert index.values("product", principal=OWNER, limit=10) == {"lite": 1}


def test_a_hit_carries_the_day_it_is_from(index):
    hits = index.search(query_of("gateway", gram_weight=0.0, settings=IndexSettings()), principal=OWNER, limit=10)
    assert {hit.chunk.document: hit.day for hit in hits} == {
        1: date(2024, 2, 29),
        2: date(2025, 1, 1),
        3: None,
        4: date(1999, 12, 31),
        5: None,
    }


def test_entries_within_addresses_are_scored_and_kept_from_who_may_not_read_them(index):
    query = query_of("gateway", gram_weight=0.0, settings=IndexSettings())
    spans = [hit.chunk.span for hit in index.search(query, principal=OWNER, limit=10)]
    other = query_of("zebra", gram_weight=0.0, settings=IndexSettings())
    assert {hit.chunk.document for hit in index.within(spans[:2], query, principal=OWNER)} == {
        hit.chunk.document for hit in index.search(query, principal=OWNER, limit=10) if hit.chunk.span in spans[:2]
    }
    assert all(hit.score == 0 for hit in index.within(spans, other, principal=OWNER))
    assert len(index.within(spans, query, principal=member(["everyone"]))) == len(KNOWN) - 1
    assert index.within([], query, principal=OWNER) == []
