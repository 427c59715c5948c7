"""Where views live, and how one takes the place of another."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from indexing import Truth, entries_of
from untuned.errors import IndexBusy
from untuned.index import follow
from untuned.index.files import damage_of
from untuned.index.lexical import LexicalIndex
from untuned.index.locks import locked
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


@pytest.mark.parametrize("batch", [1, 500], ids=["a part of it stands", "nothing of it stands"])
def test_the_first_view_is_waited_for_until_it_is_whole(tmp_path, truth, monkeypatch, batch):
    monkeypatch.setattr(follow, "BATCH", batch)
    asked = []

    def ask():
        asked.append(views(tmp_path, truth).followed_or_standing(RECIPE).position)

    asker = Thread(target=ask)
    seen = []

    def told():
        seen.append(1)
        if len(seen) == 2:
            asker.start()
            asker.join(0.2)

    views(tmp_path, truth).follow(RECIPE, told=told)
    asker.join()
    assert (len(seen), asked) == (2, [2])


def test_a_first_view_whose_writer_was_stopped_is_finished_by_who_asks_next(tmp_path, truth, monkeypatch):
    monkeypatch.setattr(follow, "BATCH", 1)

    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        views(tmp_path, truth).follow(RECIPE, told=stop)
    assert views(tmp_path, truth).followed_or_standing(RECIPE).position == 2


def test_a_whole_view_is_read_as_it_stands_while_another_process_writes_it(tmp_path, truth):
    index = views(tmp_path, truth).follow(RECIPE)
    truth.put(3, "a new lamp")
    with index.writing():
        assert views(tmp_path, truth).followed_or_standing(RECIPE).position == 2


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


def test_a_view_that_another_feed_does_not_know_is_built_anew(tmp_path, truth):
    truth.put(3, "a new lamp")
    views(tmp_path, truth).follow(RECIPE)
    shorter = Truth()
    shorter.put(1, "a quiet hub")
    held = views(tmp_path, shorter)
    assert held.newest(RECIPE) is None
    assert held.follow(RECIPE).position == 1
    for number in range(2, 4):
        shorter.put(number, "a loud gateway")
    assert found(held.follow(RECIPE), "gateway") == [2, 3]


def test_a_view_of_as_many_other_changes_is_built_anew(tmp_path, truth):
    views(tmp_path, truth).follow(RECIPE)
    other = Truth(begun=truth.begun + timedelta(hours=1))
    other.put(1, "a new lamp")
    other.put(2, "a new door")
    held = views(tmp_path, other)
    assert held.newest(RECIPE) is None
    assert found(held.follow(RECIPE), "lamp") == [1]
    assert generations(tmp_path) == ["2"]


def test_following_removes_the_views_of_other_settings_that_may_hold_purged_words(tmp_path, truth):
    truth.put(3, "unspeakable zanzibarish words")
    views(tmp_path, truth).follow(OTHER)
    held = views(tmp_path, truth)
    held.follow(RECIPE)
    truth.leave(3, kind="purged")
    held.follow(RECIPE)
    assert b"zanzibarish" not in bytes_of(tmp_path)
    assert held.newest(OTHER) is None
    kept = views(tmp_path, truth).follow(OTHER)
    truth.put(4, "a new lamp")
    views(tmp_path, truth).follow(RECIPE)
    assert held.newest(OTHER).folder == kept.folder


def test_a_view_of_other_settings_that_is_being_written_is_removed_later(tmp_path, truth):
    truth.put(3, "unspeakable zanzibarish words")
    other = views(tmp_path, truth).follow(OTHER)
    held = views(tmp_path, truth)
    with other.writing():
        truth.leave(3, kind="purged")
        held.follow(RECIPE)
        assert b"zanzibarish" in bytes_of(tmp_path)
    held.follow(RECIPE)
    assert b"zanzibarish" not in bytes_of(tmp_path)


def left_by_a_killed_writer(folder, truth):
    """A generation with words that were purged since, beside the current one of other settings."""
    views(folder, truth).follow(OTHER)
    truth.put(3, "unspeakable zanzibarish words")
    truth.leave(3, kind="purged")
    views(folder, truth).follow(OTHER)
    old = LexicalIndex.create(folder / OTHER.name / "1", origin=ORIGIN)
    with old.writing():
        old.apply(Batch(position=3, entries=entries_of(["unspeakable zanzibarish words"])))
    assert b"zanzibarish" in bytes_of(folder)
    return old


def test_an_old_generation_of_other_settings_goes_and_the_current_one_stays(tmp_path, truth):
    left_by_a_killed_writer(tmp_path, truth)
    held = views(tmp_path, truth)
    held.follow(RECIPE)
    assert b"zanzibarish" not in bytes_of(tmp_path)
    assert generations(tmp_path, OTHER) == ["2"]
    assert found(held.newest(OTHER), "hub") == [1]


@pytest.mark.parametrize("what", ["generation", "view"])
def test_an_old_generation_of_other_settings_that_is_being_written_goes_later(tmp_path, truth, what):
    old = left_by_a_killed_writer(tmp_path, truth)
    held = views(tmp_path, truth)
    with old.writing() if what == "generation" else locked(tmp_path / f"{OTHER.name}.lock"):
        held.follow(RECIPE)
        assert b"zanzibarish" in bytes_of(tmp_path)
    held.follow(RECIPE)
    assert b"zanzibarish" not in bytes_of(tmp_path)


@pytest.mark.parametrize("how", ["first", "behind", "rebuild"])
def test_what_is_purged_while_a_view_is_written_leaves_no_trace(tmp_path, truth, how):
    held = views(tmp_path, truth)
    if how != "first":
        held.follow(RECIPE)
    truth.put(3, "unspeakable zanzibarish words")
    truth.put(4, "a new door")
    if how == "rebuild":
        held.follow(RECIPE)
    seen = []

    def purge():
        seen.append(1)
        if len(seen) == (1 if how == "behind" else 3):  # when the words are written already
            truth.leave(3, kind="purged")

    index = held.follow(RECIPE, rebuild=how == "rebuild", told=purge)
    assert truth.purged
    assert index.position == len(truth.feed)
    assert found(index, "hub") == [1]
    assert b"zanzibarish" not in bytes_of(tmp_path)


def test_what_a_killed_writer_left_goes_with_the_purge(tmp_path, truth):
    held = views(tmp_path, truth)
    index = held.follow(RECIPE)
    (index.folder / "left.store").write_bytes(b"zanzibarish")
    half = LexicalIndex.create(tmp_path / RECIPE.name / "2", origin=ORIGIN)
    with half.writing():
        half.apply(Batch(position=3, entries=entries_of(["unspeakable zanzibarish words"])))
    truth.put(3, "unspeakable zanzibarish words")
    truth.leave(3, kind="purged")
    views(tmp_path, truth).follow(RECIPE)
    assert b"zanzibarish" not in bytes_of(tmp_path)


def test_many_may_build_a_view_anew_at_the_same_time(tmp_path, truth):
    views(tmp_path, truth).follow(RECIPE)

    def rebuild(_):
        held = views(tmp_path, truth)
        return [found(held.follow(RECIPE, rebuild=True, wait=True), "hub") for _ in range(5)]

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(rebuild, range(4))) == [[[1]] * 5] * 4
    assert found(views(tmp_path, truth).follow(RECIPE), "hub") == [1]
    assert len(generations(tmp_path)) == 1


def test_an_old_generation_may_lose_its_files_to_somebody_else_while_it_is_discarded(tmp_path, truth, monkeypatch):
    views(tmp_path, truth).follow(RECIPE)
    current = views(tmp_path, truth).follow(RECIPE, rebuild=True).folder
    old = shutil.copytree(current, current.with_name("1"))
    reload = LexicalIndex.reload

    def lose_then_reload(index):
        if index.folder == old:
            (old / "meta.json").unlink()  # another process is in the middle of removing the folder
        reload(index)

    monkeypatch.setattr(LexicalIndex, "reload", lose_then_reload)
    assert found(views(tmp_path, truth).follow(RECIPE), "hub") == [1]
    assert generations(tmp_path) == [current.name]


def test_a_file_that_is_removed_between_two_looks_is_damage_and_no_error(tmp_path, truth, monkeypatch):
    current = views(tmp_path, truth).follow(RECIPE).folder
    listed = Path.glob

    def list_then_lose(folder, pattern):
        found = list(listed(folder, pattern))
        for path in found[:1]:
            path.unlink()
        return found

    monkeypatch.setattr(Path, "glob", list_then_lose)
    assert "No such file" in damage_of(current)


def test_what_a_kill_left_of_a_removed_generation_goes_with_the_next_look(tmp_path, truth):
    current = views(tmp_path, truth).follow(RECIPE).folder
    shutil.copytree(current, current.with_name("7.4711.gone"))
    views(tmp_path, truth).follow(RECIPE)
    assert generations(tmp_path) == [current.name]


def test_many_may_make_the_first_view_at_the_same_time(tmp_path, truth):
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: views(tmp_path, truth).follow(RECIPE, wait=True), range(4)))
    assert {(index.folder.name, index.position) for index in made} == {("1", 2)}


def test_a_rebuild_is_left_out_when_somebody_built_the_view_anew_meanwhile(tmp_path, truth):
    views(tmp_path, truth).follow(RECIPE)
    swapped = []

    class Slow(Views):
        """Its lock is free only after somebody else has built the view anew."""

        def _lock_of(self, name):
            if not swapped:
                swapped.append(views(tmp_path, truth).follow(RECIPE, rebuild=True))
            return super()._lock_of(name)

    index = Slow(tmp_path, origin=ORIGIN, changes=truth, sources=truth).follow(RECIPE, rebuild=True, wait=True)
    assert index.folder == swapped[0].folder
    assert generations(tmp_path) == ["2"]


def test_a_view_that_somebody_removes_while_it_is_looked_at_is_made_again(tmp_path, truth):
    class Removed(Truth):
        """A store at whose next question the views are removed."""

        armed = False

        def last_purge(self, *, since):
            if self.armed:
                self.armed = False
                shutil.rmtree(tmp_path / RECIPE.name)
            return super().last_purge(since=since)

    feed = Removed()
    feed.put(1, "a quiet hub")
    held = views(tmp_path, feed)
    held.follow(RECIPE)
    feed.put(2, "a new lamp")
    feed.armed = True
    assert found(held.follow(RECIPE), "lamp") == [2]
