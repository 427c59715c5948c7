"""Where views live, and how one takes the place of another."""

import shutil

import pytest

from indexing import Truth
from untuned.errors import IndexBusy
from untuned.index.lexical import LexicalIndex
from untuned.index.recipe import Recipe
from untuned.index.search import Batch, Origin, query_of
from untuned.index.views import Views
from untuned.types.principal import OWNER
from untuned.types.settings import ChunkSettings, IndexSettings

ORIGIN = Origin(database="one", epoch=1)
RECIPE = Recipe()
OTHER = Recipe(chunks=ChunkSettings(max_tokens=100), index=IndexSettings(grams=False))


@pytest.fixture
def truth():
    made = Truth()
    made.put(1, "a quiet hub")
    made.put(2, "a loud gateway")
    return made


def views(folder, truth, origin=ORIGIN):
    return Views(folder, origin=origin, changes=truth, sources=truth)


def found(index, text):
    query = query_of(text, gram_weight=0.0, settings=IndexSettings())
    return [hit.chunk.document for hit in index.search(query, principal=OWNER, limit=10)]


def generations(folder, recipe=RECIPE):
    return sorted(path.name for path in (folder / recipe.name).iterdir() if path.is_dir())


def bytes_of(folder):
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_view_is_made_and_followed(tmp_path, truth):
    held = views(tmp_path, truth)
    assert held.newest(RECIPE) is None
    index = held.follow(RECIPE)
    assert index.position == 2
    truth.put(3, "a new lamp")
    assert held.follow(RECIPE) is index
    assert found(index, "lamp") == [3]
    assert generations(tmp_path) == ["1"]


def test_another_process_reads_what_one_writes(tmp_path, truth):
    writer, reader = views(tmp_path, truth), views(tmp_path, truth)
    writer.follow(RECIPE)
    assert found(reader.newest(RECIPE), "hub") == [1]
    truth.put(1, "a new lamp", kind="changed")
    writer.follow(RECIPE)
    assert found(reader.newest(RECIPE), "lamp") == [1]


def test_several_settings_live_side_by_side_and_unused_ones_are_collected(tmp_path, truth):
    held = views(tmp_path, truth)
    held.follow(RECIPE)
    held.follow(OTHER)
    assert RECIPE.name != OTHER.name
    assert held.collect([OTHER]) == [RECIPE.name]
    assert held.newest(RECIPE) is None
    assert found(held.newest(OTHER), "hub") == [1]
    assert held.collect([OTHER]) == []


def test_a_view_that_is_being_written_is_not_collected(tmp_path, truth):
    held = views(tmp_path, truth)
    index = held.follow(RECIPE)
    with index.writing():
        assert views(tmp_path, truth).collect([]) == []
    assert views(tmp_path, truth).collect([]) == [RECIPE.name]


@pytest.mark.parametrize("origin", [Origin(database="two", epoch=1), Origin(database="one", epoch=2)])
def test_a_view_of_another_database_or_life_is_built_anew(tmp_path, truth, origin):
    views(tmp_path, truth).follow(RECIPE)
    other = Truth()
    other.put(5, "a new lamp")
    held = views(tmp_path, other, origin=origin)
    assert held.newest(RECIPE) is None
    index = held.follow(RECIPE)
    assert index.position == 1
    assert found(index, "hub") == []
    assert found(index, "lamp") == [5]
    assert generations(tmp_path) == ["2"]


@pytest.mark.parametrize("damage", ["meta", "segment", "generation", "pointer"])
def test_a_damaged_view_is_built_anew(tmp_path, truth, damage):
    views(tmp_path, truth).follow(RECIPE)
    folder = tmp_path / RECIPE.name
    if damage == "meta":
        (folder / "1" / "meta.json").write_text("{")
    elif damage == "segment":
        next((folder / "1").glob("*.term")).write_bytes(b"")
    elif damage == "generation":
        shutil.rmtree(folder / "1")
    else:
        (folder / "current").write_bytes(b"\xff?")
    held = views(tmp_path, truth)
    assert held.newest(RECIPE) is None
    assert found(held.follow(RECIPE), "hub") == [1]
    assert found(held.newest(RECIPE), "hub") == [1]


def test_readers_of_the_old_generation_go_on(tmp_path, truth):
    held = views(tmp_path, truth)
    old = held.follow(RECIPE)
    fresh = held.follow(RECIPE, rebuild=True)
    assert fresh is not old
    assert found(old, "hub") == found(fresh, "hub") == [1]
    assert generations(tmp_path) == ["2"]


def test_what_was_purged_leaves_no_trace(tmp_path, truth):
    truth.put(3, "unspeakable zanzibarish words")
    held = views(tmp_path, truth)
    held.follow(RECIPE)
    assert b"zanzibarish" in bytes_of(tmp_path)
    truth.leave(3, kind="purged")
    index = held.follow(RECIPE)
    assert b"zanzibarish" not in bytes_of(tmp_path)
    assert found(index, "hub") == [1]
    assert index.position == 4
    assert held.follow(RECIPE) is index


def test_a_view_that_is_being_written_is_busy(tmp_path, truth):
    held = views(tmp_path, truth)
    index = held.follow(RECIPE)
    truth.put(3, "a new lamp")
    with index.writing():
        with pytest.raises(IndexBusy):
            views(tmp_path, truth).follow(RECIPE)
        with pytest.raises(IndexBusy):
            views(tmp_path, truth).follow(RECIPE, rebuild=True)
        assert found(views(tmp_path, truth).newest(RECIPE), "hub") == [1]
    assert views(tmp_path, truth).follow(RECIPE).position == 3


def test_a_half_built_generation_is_left_behind_and_removed_later(tmp_path, truth):
    held = views(tmp_path, truth)
    held.follow(RECIPE)
    half = LexicalIndex.create(tmp_path / RECIPE.name / "2", origin=ORIGIN)
    with half.writing():
        half.apply(Batch(position=99))
    assert held.follow(RECIPE).position == 2
    held.follow(RECIPE, rebuild=True)
    assert generations(tmp_path) == ["3"]


def test_a_name_stands_for_settings_and_revisions(monkeypatch):
    from untuned.text import words

    name = RECIPE.name
    assert Recipe().name == name
    assert OTHER.name != name
    monkeypatch.setattr(words, "REVISION", "words/0")
    assert Recipe().name != name
