"""A view of vectors beside that of words: the same feed, the same swaps, its own position."""

import shutil

import pytest

from indexing import Truth, version
from meaning import Hashed, vector_of
from untuned.errors import IndexBusy, ModelUnavailable
from untuned.index.recipe import Recipe
from untuned.index.search import Origin
from untuned.index.vectors.plan import VectorPlan
from untuned.index.views import Views
from untuned.types.principal import OWNER, member
from untuned.types.settings import ChunkSettings, IndexSettings

ORIGIN = Origin(database="one", epoch=1)
RECIPE = Recipe()


@pytest.fixture
def truth():
    made = Truth()
    made.put(1, "a quiet hub")
    made.put(2, "a loud gateway")
    return made


def views(folder, truth, origin=ORIGIN):
    return Views(folder, origin=origin, changes=truth, sources=truth)


def plan(**options):
    return VectorPlan(recipe=RECIPE, embedder=Hashed(**options))


def found(index, text, *, name="hashed/1", principal=OWNER):
    near = index.nearest(vector_of(text, name=name), principal=principal, limit=10)
    return [one.document for one in near if one.score > 0.3]


def generations(folder, held):
    return sorted(path.name for path in (folder / held.name).iterdir() if path.is_dir())


def bytes_of(folder):
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_view_of_vectors_follows_the_feed_beside_that_of_words(tmp_path, truth):
    held = views(tmp_path, truth)
    words, vectors = held.follow(RECIPE), held.follow(plan())
    assert (words.position, vectors.position) == (2, 2)
    truth.put(3, "a new lamp")
    assert held.follow(plan()) is vectors
    assert (words.position, vectors.position) == (2, 3)
    assert found(vectors, "new lamp") == [3]
    assert sorted(held.collect([plan()])) == [RECIPE.name]
    assert held.newest(plan()) is vectors


def test_another_process_reads_what_one_writes(tmp_path, truth):
    writer, reader = views(tmp_path, truth), views(tmp_path, truth)
    writer.follow(plan())
    assert found(reader.newest(plan()), "quiet hub") == [1]
    truth.put(1, "a new lamp", kind="changed")
    writer.follow(plan())
    assert found(reader.newest(plan()), "new lamp") == [1]


def test_a_model_change_embeds_anew_beside_and_both_live(tmp_path, truth):
    held = views(tmp_path, truth)
    held.follow(plan())
    other = plan(name="hashed/2")
    assert other.name != plan().name
    assert held.newest(other) is None
    assert found(held.follow(other), "quiet hub", name="hashed/2") == [1]
    assert found(held.newest(plan()), "quiet hub") == [1]
    assert held.collect([other]) == [plan().name]


def test_the_name_stands_for_chunks_and_model_and_not_for_what_vectors_do_not_hold():
    assert plan().name == plan().name != RECIPE.name
    assert plan(languages=("en", "ru")).name != plan().name
    changed = Recipe(chunks=ChunkSettings(max_tokens=100))
    assert VectorPlan(recipe=changed, embedder=Hashed()).name != plan().name
    without_grams = Recipe(index=IndexSettings(grams=False))
    assert VectorPlan(recipe=without_grams, embedder=Hashed()).name == plan().name
    assert VectorPlan(recipe=RECIPE, embedder=Hashed(), exact_up_to=7).name == plan().name


def test_only_languages_of_the_embedder_are_embedded(tmp_path, truth):
    truth.held[1] = (version("Тихий узел", number=1, document=1, language="ru"), "Тихий узел")
    embedder = Hashed()
    index = views(tmp_path, truth).follow(VectorPlan(recipe=RECIPE, embedder=embedder))
    assert index.size == 1
    assert [text for _, text in embedder.asked] == ["a loud gateway"]


def test_groups_of_the_version_hold(tmp_path, truth):
    truth.put(3, "a secret lamp", groups=frozenset({"staff"}))
    index = views(tmp_path, truth).follow(plan())
    assert found(index, "secret lamp", principal=member()) == []
    assert found(index, "secret lamp", principal=member(["staff"])) == [3]


def test_an_embedder_that_fails_leaves_the_view_as_it_was(tmp_path, truth):
    class Failing(Hashed):
        def embed(self, texts, *, kind):
            raise ModelUnavailable("hashed/1", reason="it is gone")

    held = views(tmp_path, truth)
    held.follow(plan())
    truth.put(3, "a new lamp")
    with pytest.raises(ModelUnavailable):
        held.follow(VectorPlan(recipe=RECIPE, embedder=Failing()))
    assert held.newest(plan()).position == 2
    assert held.follow(plan()).position == 3


@pytest.mark.parametrize("damage", ["commit", "rows", "cut", "generation", "pointer"])
def test_a_damaged_view_is_built_anew(tmp_path, truth, damage):
    views(tmp_path, truth).follow(plan())
    folder = tmp_path / plan().name
    if damage == "commit":
        (folder / "1" / "commit.json").write_text("{")
    elif damage == "rows":
        next((folder / "1").glob("*.rows")).write_bytes(b"")
    elif damage == "cut":
        file = next((folder / "1").glob("*.rows"))
        file.write_bytes(file.read_bytes()[:-30])
    elif damage == "generation":
        shutil.rmtree(folder / "1")
    else:
        (folder / "current").write_bytes(b"\xff?")
    held = views(tmp_path, truth)
    assert held.newest(plan()) is None
    assert found(held.follow(plan()), "quiet hub") == [1]


@pytest.mark.parametrize("origin", [Origin(database="two", epoch=1), Origin(database="one", epoch=2)])
def test_a_view_of_another_database_or_life_is_built_anew(tmp_path, truth, origin):
    views(tmp_path, truth).follow(plan())
    other = Truth()
    other.put(5, "a new lamp")
    held = views(tmp_path, other, origin=origin)
    assert held.newest(plan()) is None
    assert found(held.follow(plan()), "new lamp") == [5]
    assert generations(tmp_path, plan()) == ["2"]


def test_readers_of_the_old_generation_go_on(tmp_path, truth):
    held = views(tmp_path, truth)
    old = held.follow(plan())
    fresh = held.follow(plan(), rebuild=True)
    assert fresh is not old
    assert found(old, "quiet hub") == found(fresh, "quiet hub") == [1]
    assert generations(tmp_path, plan()) == ["2"]


def test_what_was_purged_leaves_the_files(tmp_path, truth):
    truth.put(3, "unspeakable zanzibarish words", groups=frozenset({"zanzibarish"}))
    held = views(tmp_path, truth)
    held.follow(plan())
    row = held.follow(plan())._held.segments["1.rows"].rows[2].tobytes()
    assert b"zanzibarish" in bytes_of(tmp_path)
    assert row in bytes_of(tmp_path)
    truth.leave(3, kind="purged")
    index = held.follow(plan())
    assert index.size == 2
    assert b"zanzibarish" not in bytes_of(tmp_path)
    assert row not in bytes_of(tmp_path)


def test_following_words_sweeps_vectors_that_may_hold_what_was_purged(tmp_path, truth):
    truth.put(3, "unspeakable words", groups=frozenset({"zanzibarish"}))
    views(tmp_path, truth).follow(plan())
    truth.leave(3, kind="purged")
    held = views(tmp_path, truth)
    held.follow(RECIPE)
    assert b"zanzibarish" not in bytes_of(tmp_path)
    assert held.newest(plan()) is None
    kept = held.follow(plan())
    views(tmp_path, truth).follow(RECIPE)
    assert views(tmp_path, truth).newest(plan()).folder == kept.folder


def test_a_view_that_is_being_written_is_busy(tmp_path, truth):
    index = views(tmp_path, truth).follow(plan())
    truth.put(3, "a new lamp")
    with index.writing():
        with pytest.raises(IndexBusy):
            views(tmp_path, truth).follow(plan())
        assert views(tmp_path, truth).collect([]) == []
        assert found(views(tmp_path, truth).newest(plan()), "quiet hub") == [1]
    assert views(tmp_path, truth).follow(plan()).position == 3


def test_files_that_no_commit_names_go_with_the_next_write(tmp_path, truth):
    held = views(tmp_path, truth)
    index = held.follow(plan())
    for name in ("99.rows", "100.alive", "commit.json.new"):
        (index.folder / name).write_bytes(b"left by a kill")
    truth.put(3, "a new lamp")
    held.follow(plan())
    assert b"left by a kill" not in bytes_of(tmp_path)
