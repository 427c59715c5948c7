"""The parts of an index of vectors: bytes, postings, lists, parts that become one."""

import numpy as np
import pytest

from indexing import EVERYONE
from meaning import clustered
from untuned.errors import ViewError
from untuned.index.entries import Entry
from untuned.index.search import Batch, Origin
from untuned.index.vectors.arrays import ArrayFile, mapped
from untuned.index.vectors.commits import Part
from untuned.index.vectors.mapped import MappedVectors
from untuned.index.vectors.numbers import best, cosines, quantised, restored
from untuned.index.vectors.postings import Postings, joined
from untuned.index.vectors.tidy import due
from untuned.types.documents import Chunk
from untuned.types.filters import Filter
from untuned.types.principal import OWNER, member

ORIGIN = Origin(database="one", epoch=1)


def test_bytes_give_back_the_vector_but_for_half_a_step():
    vectors = clustered(50, rng=np.random.default_rng(1))
    rows, factors = quantised(vectors)
    assert rows.dtype == np.int8
    assert np.abs(restored(rows, factors) - vectors).max() <= factors.max() / 2 + 1e-6


def test_a_vector_of_nothing_stays_nothing():
    rows, factors = quantised(np.zeros((2, 8), dtype=np.float32))
    assert not rows.any()
    assert not factors.any()


@pytest.mark.parametrize("count", [0, 1, 8_192, 8_193])
def test_cosines_are_those_of_the_restored_rows(count):
    rng = np.random.default_rng(count)
    rows, factors = quantised(clustered(count, rng=rng) if count else np.empty((0, 32), np.float32))
    query = clustered(1, rng=rng)[0]
    expected = restored(rows, factors) @ query
    assert cosines(rows, factors, query) == pytest.approx(expected, abs=1e-5)
    ids = rng.permutation(count)[: count // 2]
    assert cosines(rows, factors, query, ids=ids) == pytest.approx(expected[ids], abs=1e-5)


def test_the_best_are_as_many_as_asked_for_and_of_equal_ones_the_first():
    scores = np.asarray([0.5, 0.9, 0.5, 0.1], dtype=np.float32)
    assert sorted(best(scores, 2)) == [0, 1]
    assert len(best(scores, 9)) == 4
    assert sorted(best(np.zeros(1_000, dtype=np.float32), 3)) == [0, 1, 2]


def test_a_question_of_another_length_is_said_so_and_not_compared(tmp_path):
    index = MappedVectors.create(tmp_path / "view", origin=ORIGIN)
    with index.writing():
        index.apply(Batch(position=1, entries=chunks(10)))
    with pytest.raises(ViewError, match="of 64 numbers"):
        index.nearest(np.zeros(7, dtype=np.float32), principal=OWNER, limit=5)


def test_postings_are_found_by_their_whole_term():
    held = Postings.of({"b": [1, 3], "a": [0], "ab": [2], "ж": [4], "\ud800": [5]})
    assert [rows.tolist() for rows in held.rows(["a", "ж", "", "c", "\ud800"])] == [[0], [4], [5]]
    assert Postings.of({}).rows(["a"]) == []


def test_renumbered_and_joined_postings_keep_who_has_what():
    one, other = Postings.of({"a": [0, 1], "b": [1]}), Postings.of({"a": [0], "c": [1]})
    kept = one.renumbered(np.asarray([-1, 0]))
    together = joined([kept, other.renumbered(np.asarray([1, 2]))])
    assert [rows.tolist() for rows in together.rows(["a", "b", "c"])] == [[0, 1], [0], [2]]
    assert joined([one.renumbered(np.asarray([0, -1]))]).terms() == [b"a"]


def test_a_file_that_is_cut_off_or_something_else_is_damage(tmp_path):
    path = tmp_path / "arrays"
    with ArrayFile(path) as file:
        file.begin("rows", np.int8)
        file.append(np.ones((3, 4), dtype=np.int8))
        file.append(np.ones((2, 4), dtype=np.int8))
        file.add("factors", np.arange(5, dtype=np.float32))
    assert mapped(path)["rows"].shape == (5, 4)
    assert mapped(path)["factors"].tolist() == [0, 1, 2, 3, 4]
    whole = path.read_bytes()
    for wrong in (b"", b"x" * 500, whole[:-1], whole[:40]):
        path.write_bytes(wrong)
        with pytest.raises(ValueError, match="cut off"):
            mapped(path)


def part(name, rows, dead=0):
    return Part(name=name, rows=rows, dead="x" if dead else "", dead_rows=dead)


def test_parts_of_one_size_become_one_and_flat_ones_stay_few():
    small = [part(str(at), 900) for at in range(3)]
    assert due(small, frozenset(), exact_up_to=50_000) is None
    assert due([*small, part("3", 10)], frozenset(), exact_up_to=50_000).names == {"0", "1", "2", "3"}
    flat = due([part("0", 30_000), part("1", 21_000)], frozenset(), exact_up_to=50_000)
    assert (flat.names, flat.listed) == ({"0", "1"}, True)
    assert due([part("0", 300_000)], frozenset({"0"}), exact_up_to=50_000) is None


def test_a_part_that_is_mostly_dead_is_written_anew():
    merge = due([part("0", 100_000, dead=60_000)], frozenset({"0"}), exact_up_to=50_000)
    assert (merge.names, merge.listed) == ({"0"}, False)


def chunks(count, *, groups=EVERYONE, seed=3):
    vectors = clustered(count, rng=np.random.default_rng(seed), dimensions=64, clusters=200)
    for at, vector in enumerate(vectors):
        kind = {"kind": ("rare",)} if at % 100 == 0 else {"kind": ("many",)}
        chunk = Chunk(document=at // 50, version=at // 50, ordinal=at % 50, start=at, end=at + 1)
        yield Entry(chunk=chunk, groups=groups, words="", grams="", attributes=kind, vector=vector)


def test_lists_find_nearly_all_with_and_without_a_rare_filter(tmp_path):
    whole = MappedVectors.create(tmp_path / "whole", origin=ORIGIN, exact_up_to=10**9)
    listed = MappedVectors.create(tmp_path / "listed", origin=ORIGIN, exact_up_to=4_000)
    for index in (whole, listed):
        for position in range(1, 7):
            with index.writing():
                entries = [one for one in chunks(30_000) if one.chunk.document % 6 == position - 1]
                index.apply(Batch(position=position, entries=entries))
    assert whole.listed == 0
    assert listed.listed > 20_000
    for filters in ((), (Filter(field="kind", values=("rare",)),), (Filter(field="kind", values=("many",)),)):
        shared = 0
        for query in clustered(40, rng=np.random.default_rng(3), dimensions=64, clusters=200):
            exact, near = (
                {one.span for one in index.nearest(query, principal=OWNER, filters=filters, limit=20)} for index in (whole, listed)
            )
            shared += len(exact & near)
        assert shared >= 0.97 * 40 * 20


def test_there_are_few_files_after_many_commits(tmp_path):
    index = MappedVectors.create(tmp_path / "view", origin=ORIGIN)
    for position in range(1, 60):
        with index.writing():
            entries = [one for one in chunks(3_000) if one.chunk.document == position]
            index.apply(Batch(position=position, forget=frozenset({position}), entries=entries))
    assert index.size == 59 * 50
    assert len(list(index.folder.iterdir())) < 12


def test_what_groups_may_read_is_told_anew_after_every_commit(tmp_path):
    index = MappedVectors.create(tmp_path / "view", origin=ORIGIN)
    query = next(iter(chunks(1))).vector
    for position, groups in enumerate((frozenset({"staff"}), EVERYONE), start=1):
        with index.writing():
            index.apply(Batch(position=position, forget=frozenset({0}), entries=chunks(1, groups=groups)))
        assert len(index.nearest(query, principal=member(), limit=5)) == position - 1


def test_a_reader_sees_what_another_object_commits_once_it_looks(tmp_path):
    writer = MappedVectors.create(tmp_path / "view", origin=ORIGIN)
    reader = MappedVectors.open(tmp_path / "view", origin=ORIGIN)
    with writer.writing():
        writer.apply(Batch(position=1, entries=chunks(10)))
    assert (reader.position, reader.size) == (0, 0)
    reader.reload()
    assert (reader.position, reader.size) == (1, 10)
    with writer.writing():
        writer.apply(Batch(position=2, forget=frozenset({0}), entries=()))
    assert reader.size == 10
    assert len(reader.nearest(next(iter(chunks(1))).vector, principal=OWNER, limit=5)) == 5


def test_batches_are_applied_inside_writing_only(tmp_path):
    index = MappedVectors.create(tmp_path / "view", origin=ORIGIN)
    with pytest.raises(ViewError, match="not open for writing"):
        index.apply(Batch(position=1))


def test_a_folder_of_another_kind_is_not_opened(tmp_path):
    from untuned.index.lexical import LexicalIndex

    LexicalIndex.create(tmp_path / "words", origin=ORIGIN)
    MappedVectors.create(tmp_path / "vectors", origin=ORIGIN)
    assert MappedVectors.open(tmp_path / "words", origin=ORIGIN) is None
    assert MappedVectors.open(tmp_path / "nowhere", origin=ORIGIN) is None
    assert LexicalIndex.open(tmp_path / "vectors", origin=ORIGIN) is None
