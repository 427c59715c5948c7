"""What only the index on disk does."""

import os
import shutil
import stat

import pytest

from indexing import entries_of
from untuned.errors import IndexBusy, ViewError
from untuned.index.lexical import LexicalIndex
from untuned.index.lexical_entries import _written
from untuned.index.search import Batch, Origin, query_of
from untuned.store.encoding import to_json
from untuned.types.documents import Chunk
from untuned.types.principal import OWNER
from untuned.types.settings import IndexSettings

ORIGIN = Origin(database="one", epoch=1)


def made(folder, texts=("a quiet hub",), position=7):
    index = LexicalIndex.create(folder, origin=ORIGIN)
    with index.writing():
        index.apply(Batch(position=position, entries=entries_of(texts)))
    return index


def found(index, text, limit=10):
    query = query_of(text, gram_weight=0.2, settings=IndexSettings())
    return [hit.chunk.document for hit in index.search(query, principal=OWNER, limit=limit)]


def test_position_and_entries_survive_reopening(tmp_path):
    made(tmp_path / "view").close()
    opened = LexicalIndex.open(tmp_path / "view", origin=ORIGIN)
    assert opened is not None
    assert opened.position == 7
    assert found(opened, "hub") == [1]


@pytest.mark.parametrize("origin", [Origin(database="two", epoch=1), Origin(database="one", epoch=2)])
def test_an_index_of_another_origin_is_not_opened(tmp_path, origin):
    made(tmp_path / "view")
    assert LexicalIndex.open(tmp_path / "view", origin=origin) is None


def test_a_folder_that_holds_no_index_is_not_opened(tmp_path):
    assert LexicalIndex.open(tmp_path / "nowhere", origin=ORIGIN) is None
    (tmp_path / "meta.json").write_text("{}")
    assert LexicalIndex.open(tmp_path, origin=ORIGIN) is None


@pytest.mark.parametrize("ending", ["idx", "term", "store", "fieldnorm", "fast"])
@pytest.mark.parametrize("damage", ["cut", "gone", "empty"])
def test_a_damaged_index_is_not_opened(tmp_path, ending, damage, capfd):
    made(tmp_path / "view")
    file = next((tmp_path / "view").glob(f"*.{ending}"))
    content = file.read_bytes()
    file.chmod(0o600)
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(content[: len(content) // 2] if damage == "cut" else b"")
    assert LexicalIndex.open(tmp_path / "view", origin=ORIGIN) is None
    assert capfd.readouterr().err == ""


@pytest.mark.skipif(os.name == "nt", reason="files have no modes there")
def test_what_is_committed_may_be_read_by_others_while_more_is_written(tmp_path):
    index = LexicalIndex.create(tmp_path / "view", origin=ORIGIN)
    with index.writing():
        index.apply(Batch(position=7, entries=entries_of(["a quiet hub"])))
        modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "view").iterdir()}
    assert len(modes) == 1


def test_a_reader_goes_on_beside_a_writer_and_sees_the_new_after_reloading(tmp_path):
    writer = made(tmp_path / "view")
    reader = LexicalIndex.open(tmp_path / "view", origin=ORIGIN)
    assert reader is not None
    with writer.writing():
        writer.apply(Batch(position=8, forget=frozenset({1}), entries=entries_of(["a loud gateway"])))
        assert found(reader, "hub") == [1]
        assert reader.position == 7
        reader.reload()
        assert found(reader, "hub") == []
        assert found(reader, "gateway") == [1]
        assert reader.position == 8


def test_a_second_object_may_not_write_meanwhile(tmp_path):
    first = made(tmp_path / "view")
    second = LexicalIndex.open(tmp_path / "view", origin=ORIGIN)
    assert second is not None
    with first.writing(), pytest.raises(IndexBusy), second.writing():
        pass
    with second.writing():
        second.apply(Batch(position=9))
    first.reload()
    assert first.position == 9


def test_a_batch_needs_the_right_to_write(tmp_path):
    with pytest.raises(ViewError, match="not open for writing"):
        made(tmp_path / "view").apply(Batch(position=1))


def test_reloading_a_removed_index_says_so(tmp_path):
    import shutil

    index = made(tmp_path / "view")
    shutil.rmtree(tmp_path / "view")
    with pytest.raises(ViewError, match="is gone"):
        index.reload()


def test_many_small_batches_leave_few_segments(tmp_path):
    index = LexicalIndex.create(tmp_path / "view", origin=ORIGIN)
    for position in range(1, 30):
        with index.writing():
            index.apply(Batch(position=position, forget=frozenset({1}), entries=entries_of(["a quiet hub"])))
    assert index._searcher.num_segments < 12
    assert index.size == 1


def test_what_a_kill_inside_a_commit_left_does_not_stop_the_next_writer(tmp_path):
    made(tmp_path / "view", texts=("a quiet hub", "a loud hub", "a red lamp")).close()
    killed = shutil.copytree(tmp_path / "view", tmp_path / "killed")
    forgetting = Batch(position=8, entries=(), forget=frozenset({1}))
    index = LexicalIndex.open(tmp_path / "view", origin=ORIGIN)
    with index.writing():
        index.apply(forgetting)
        # A kill between a commit's files and its last write: they are there, and listed, but the state is the one before.
        for name in (".managed.json", *(file.name for file in (tmp_path / "view").glob("*.del"))):
            shutil.copy(tmp_path / "view" / name, killed / name)
    assert list(killed.glob("*.del"))
    again = LexicalIndex.open(killed, origin=ORIGIN)
    assert again.position == 7
    with again.writing():
        again.apply(forgetting)
    assert (again.position, found(again, "hub")) == (8, [2])


def test_more_hits_than_any_memory_holds_may_be_asked_for(tmp_path):
    assert sorted(found(made(tmp_path / "view", texts=("a quiet hub", "a loud hub")), "hub", limit=2**40)) == [1, 2]


@pytest.mark.parametrize("day", [None, 738_000])
@pytest.mark.parametrize("headings", [(), ("Plain",), ('"Quoted" \\ and\n\tbroken\x00\x1f', "Größe 中文 🚀"), ("half \ud800 a pair",)])
def test_what_is_kept_of_a_chunk_is_the_json_of_its_place(headings, day):
    chunk = Chunk(document=3, version=7, ordinal=0, start=12, end=90, headings=headings, language="de")
    assert _written(chunk, day) == to_json((3, 7, 0, 12, 90, "de", headings, day)).encode()
