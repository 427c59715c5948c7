"""One suite for every index of vectors, whatever engine it stands on."""

import os
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from indexing import EVERYONE
from meaning import clustered, vector_of, vectored
from untuned.errors import IndexBusy, ViewError
from untuned.index.entries import Entry
from untuned.index.lance.vectors import LanceVectors
from untuned.index.search import Batch, Origin
from untuned.index.vectors.mapped import MappedVectors
from untuned.index.vectors.plain import PlainVectors
from untuned.types.documents import Chunk, Span
from untuned.types.filters import Filter
from untuned.types.principal import OWNER, Principal, member

ORIGIN = Origin(database="one", epoch=1)
TEXTS = ("quiet hub in the hall", "loud gateway by the door", "empty battery of a sensor", "paid invoice of the month", "quiet lamp")
ATTRIBUTES = (
    {"product": ("hub",), "price": (10.0,), "since": (date(2024, 1, 5),)},
    {"product": ("gateway",), "price": (20.5,), "since": (date(2025, 6, 1),)},
    {"product": ("sensor", "hub"), "price": (-3.0,)},
    {},
    {"product": ("lamp",), "price": (20.5, 99.0)},
)
ENGINES = ("mapped", "listed", "plain", "lance")
"""The same engine with and without lists of what is alike, the reference, and the other engine where it is installed."""


@pytest.fixture(params=ENGINES)
def index(request, tmp_path):
    made = made_of(request.param, tmp_path / "view")
    yield made
    made.close()


def made_of(engine, folder):
    if engine == "plain":
        return PlainVectors()
    if engine == "lance":
        if not os.environ.get("UNTUNED_TEST_LANCE"):
            pytest.importorskip("lancedb")
        return LanceVectors.create(folder, origin=ORIGIN, dimensions=len(vector_of("hub")))
    return MappedVectors.create(folder, origin=ORIGIN, exact_up_to=2 if engine == "listed" else 50_000)


def fill(index, entries=None, *, position=1, forget=()):
    with index.writing():
        held = vectored(TEXTS, attributes=ATTRIBUTES) if entries is None else entries
        index.apply(Batch(position=position, forget=frozenset(forget), entries=held))


def found(index, text, *, principal=OWNER, filters=(), limit=10):
    return [near.document for near in index.nearest(vector_of(text), principal=principal, filters=filters, limit=limit)]


def entries_by_chance(count, *, seed, groups=EVERYONE):
    vectors = clustered(count, rng=np.random.default_rng(seed))
    chunks = [Chunk(document=at // 3, version=at // 3, ordinal=at % 3, start=100 * at, end=100 * at + 90) for at in range(count)]
    return [Entry(chunk=chunk, groups=groups, words="", grams="", vector=vector) for chunk, vector in zip(chunks, vectors, strict=True)]


def test_an_empty_index_finds_nothing(index):
    assert (index.position, index.size) == (0, 0)
    assert found(index, "hub") == []
    assert index.scores([Span(version=1, start=0, end=4)], vector_of("hub"), principal=OWNER) == {}


def test_the_nearest_is_first_and_scores_are_cosines(index):
    fill(index)
    near = index.nearest(vector_of(TEXTS[1]), principal=OWNER, limit=3)
    assert near[0].span == Span(version=2, start=0, end=len(TEXTS[1]))
    assert near[0].score == pytest.approx(1.0, abs=0.01)
    assert 1 >= near[0].score >= near[1].score >= near[2].score
    for one in near:
        assert one.score == pytest.approx(float(vector_of(TEXTS[1]) @ vector_of(TEXTS[one.document - 1])), abs=0.02)


def test_the_limit_holds(index):
    fill(index)
    assert len(found(index, "quiet", limit=2)) == 2
    assert found(index, "quiet", limit=0) == []
    assert len(found(index, "quiet", limit=99)) == len(TEXTS)


def test_only_readable_chunks_are_found_and_scored(index):
    fill(index, [*vectored(TEXTS[:2]), *(moved(one, 9) for one in vectored(TEXTS[:1], groups=frozenset({"staff", "board"})))])
    assert sorted(found(index, "hub")) == [1, 2, 9]
    assert sorted(found(index, "hub", principal=member())) == [1, 2]
    assert sorted(found(index, "hub", principal=member(["board"]))) == [1, 2, 9]
    assert sorted(found(index, "hub", principal=member(["boards"]))) == [1, 2]
    secret, open_ = Span(version=9, start=0, end=len(TEXTS[0])), Span(version=1, start=0, end=len(TEXTS[0]))
    assert set(index.scores([secret, open_], vector_of("hub"), principal=member())) == {open_}
    assert set(index.scores([secret, open_], vector_of("hub"), principal=OWNER)) == {open_, secret}


@pytest.mark.parametrize("group", ["\ud800", "a\0b", "", "everyone\0", "geveryone"])
def test_a_group_that_no_document_has_reads_nothing(index, group):
    fill(index)
    assert found(index, "hub", principal=Principal(groups=frozenset({group}))) == []
    assert len(found(index, "hub", principal=member([group]))) == len(TEXTS)


def test_no_groups_read_nothing(index):
    fill(index)
    assert found(index, "hub", principal=Principal(groups=frozenset())) == []


FILTERS = (
    Filter(field="product", values=("hub",)),
    Filter(field="product", values=("hub", "lamp")),
    Filter(field="product", values=("hub",), or_missing=True),
    Filter(field="product", values=("h\0ub",)),
    Filter(field="price", operator="from", values=(10.5,)),
    Filter(field="price", operator="to", values=(10.0,)),
    Filter(field="price", operator="to", values=(-4.0,), or_missing=True),
    Filter(field="since", operator="from", values=(date(2024, 6, 1),)),
    Filter(field="since", operator="to", values=(date(2025, 6, 1),), or_missing=True),
    Filter(field="unheard", values=("of",)),
    Filter(field="unheard", values=("of",), or_missing=True),
)


@pytest.mark.parametrize("condition", FILTERS, ids=range(len(FILTERS)))
def test_a_filter_leaves_what_passes_it(index, condition):
    fill(index)
    passing = [document for document, held in enumerate(ATTRIBUTES, start=1) if condition.passes(held)]
    assert sorted(found(index, "hub", filters=(condition,))) == passing


def test_every_filter_must_be_passed(index):
    fill(index)
    filters = (Filter(field="product", values=("hub",)), Filter(field="price", operator="from", values=(0.0,)))
    assert found(index, "hub", filters=filters) == [1]


def test_filters_narrow_what_a_principal_may_read(index):
    staff = vectored(TEXTS[:1], groups=frozenset({"staff"}), attributes=ATTRIBUTES[:1])
    fill(index, [*staff, *vectored(TEXTS, attributes=ATTRIBUTES)[1:]])
    assert found(index, "hub", filters=FILTERS[:1], principal=member()) == [3]


def test_applying_a_batch_again_changes_nothing(index):
    for _ in range(3):
        fill(index, position=3, forget=range(1, 9))
        assert (index.position, index.size) == (3, len(TEXTS))
        assert sorted(found(index, "hub")) == [1, 2, 3, 4, 5]


def test_a_forgotten_document_is_neither_found_nor_scored(index):
    fill(index)
    fill(index, [], position=2, forget=(2, 99))
    assert sorted(found(index, "gateway")) == [1, 3, 4, 5]
    assert index.size == len(TEXTS) - 1
    assert index.scores([Span(version=2, start=0, end=len(TEXTS[1]))], vector_of("gateway"), principal=OWNER) == {}


def test_a_document_that_comes_again_is_found_once(index):
    fill(index)
    fill(index, vectored(["", "quiet hub"])[:1], position=2, forget=(2,))
    assert found(index, "quiet hub").count(2) == 1
    assert index.size == len(TEXTS)


def test_everything_may_be_forgotten(index):
    fill(index)
    fill(index, [], position=2, forget=range(9))
    assert (index.size, found(index, "hub")) == (0, [])
    fill(index, position=3)
    assert index.size == len(TEXTS)


def test_a_failed_batch_leaves_nothing_behind(index):
    fill(index)

    def broken():
        yield from vectored(["a quiet door"])
        raise LookupError("no more")

    with index.writing():
        with pytest.raises(LookupError):
            index.apply(Batch(position=2, forget=frozenset({1, 2}), entries=broken()))
        index.apply(Batch(position=3, forget=frozenset({3})))
    assert (index.position, index.size) == (3, len(TEXTS) - 1)
    assert sorted(found(index, "hub")) == [1, 2, 4, 5]


def test_an_entry_without_a_vector_is_refused(index):
    with index.writing(), pytest.raises(ViewError, match="no vector"):
        index.apply(Batch(position=1, entries=[replace(one, vector=None) for one in vectored(TEXTS)]))
    assert (index.position, index.size) == (0, 0)


def test_a_second_writer_is_refused_at_once(index):
    with index.writing(), pytest.raises(IndexBusy), index.writing():
        pass
    fill(index)
    assert index.size == len(TEXTS)


def test_a_vector_of_nothing_is_as_far_as_can_be_from_everything(index):
    fill(index, [*vectored(TEXTS[:1]), replace(moved(vectored(TEXTS[1:2])[0], 2), vector=np.zeros(32, dtype=np.float32))])
    assert found(index, "hub", limit=1) == [1]
    near = index.nearest(np.zeros(32, dtype=np.float32), principal=OWNER, limit=5)
    assert [one.score for one in near] == [0.0, 0.0]


@pytest.mark.parametrize("engine", ENGINES)
def test_after_many_small_batches_the_reference_finds_the_same(engine, tmp_path):
    index, plain = made_of(engine, tmp_path / "view"), PlainVectors()
    rng = np.random.default_rng(7)
    entries = entries_by_chance(360, seed=5)
    for position in range(1, 31):
        documents = {int(one) for one in rng.integers(0, 120, size=6)}
        forget = documents | {int(one) for one in rng.integers(0, 120, size=3)}
        added = [entry for entry in entries if entry.chunk.document in documents]
        for one in (index, plain):
            fill(one, added, position=position, forget=forget)
    assert index.size == plain.size
    queries = clustered(20, rng=rng)
    for query in queries:
        expected = plain.nearest(query, principal=OWNER, limit=10)
        near = index.nearest(query, principal=OWNER, limit=10)
        assert {one.span for one in near} >= {one.span for one in expected if one.score > expected[-1].score + 0.02}
        scored = index.scores([one.span for one in expected], query, principal=OWNER)
        assert [scored[one.span] for one in expected] == pytest.approx([one.score for one in expected], abs=0.02)


def moved(entry, document):
    return replace(entry, chunk=replace(entry.chunk, document=document, version=document))
