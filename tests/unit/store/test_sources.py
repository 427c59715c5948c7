"""Whole versions, many at a time, and a view that is made from them."""

import pytest

from storing import NOON, incoming
from untuned.index.recipe import Recipe
from untuned.index.search import Origin, query_of
from untuned.index.views import Views
from untuned.store import sources as module
from untuned.store.changes import Changes
from untuned.store.database import Database
from untuned.store.documents import Documents
from untuned.store.sources import Sources
from untuned.types.principal import OWNER, member
from untuned.types.settings import IndexSettings

STAFF = frozenset({"staff"})


@pytest.fixture
def database(tmp_path):
    with Database.open(f"sqlite:///{tmp_path}/truth.db") as opened:
        yield opened


def test_current_versions_come_whole(database):
    documents = Documents(database)
    documents.commit([incoming("a.md", "# One\nalpha"), incoming("b.md", "beta", groups=STAFF)], now=NOON)
    documents.commit([incoming("a.md", "# Two\ngamma")], now=NOON)
    found = list(Sources(database).current([1, 2, 2, 99], principal=OWNER))
    assert [(version.path, version.number, text) for version, text in found] == [("b.md", 1, "beta"), ("a.md", 2, "# Two\ngamma")]
    assert [block.kind for block in found[1][0].blocks] == ["heading", "paragraph"]
    assert found[0][0].groups == STAFF


def test_what_a_principal_may_not_read_is_left_out(database):
    Documents(database).commit([incoming("a.md", "alpha"), incoming("b.md", "beta", groups=STAFF)], now=NOON)
    assert [text for _, text in Sources(database).current([1, 2], principal=member())] == ["alpha"]


def test_texts_are_held_in_bounded_groups(database, monkeypatch):
    monkeypatch.setattr(module, "_CHARACTERS", 10)
    texts = [f"text number {number}" for number in range(20)]
    Documents(database).commit([incoming(f"{number}.md", text) for number, text in enumerate(texts)], now=NOON)
    sources = Sources(database)
    assert all(len(group) == 1 for group in sources._groups(range(1, 21)))
    assert sorted(text for _, text in sources.current(range(1, 21), principal=OWNER)) == sorted(texts)


def test_a_view_follows_a_real_store(database, tmp_path):
    documents = Documents(database)
    views = Views(
        tmp_path / "index",
        origin=Origin(database=database.id, epoch=database.epoch),
        changes=Changes(database),
        sources=Sources(database),
    )

    def found(text, principal=OWNER):
        index = views.follow(Recipe())
        query = query_of(text, gram_weight=0.0, settings=IndexSettings())
        return [hit.chunk.version for hit in index.search(query, principal=principal, limit=10)]

    documents.commit([incoming("a.md", "a quiet hub"), incoming("b.md", "a loud hub", groups=STAFF)], now=NOON)
    assert sorted(found("hub")) == [1, 2]
    assert found("hub", member()) == [1]
    documents.commit([incoming("a.md", groups=STAFF)], now=NOON)
    assert found("hub", member()) == []
    assert sorted(found("hub", member(["staff"]))) == [1, 2]
    documents.commit([incoming("a.md", "a new lamp")], now=NOON)
    assert found("quiet") == []
    assert found("lamp", member()) == [3]
    documents.remove(["b.md"], now=NOON)
    assert found("hub") == []


def test_what_is_kept_between_passes_is_only_what_is_still_current(database):
    documents, sources = Documents(database), Sources(database)
    documents.commit([incoming("a.md", "alpha"), incoming("b.md", "beta", groups=STAFF)], now=NOON)
    with sources.keeping():
        first = list(sources.current([1, 2], principal=OWNER))
        again = list(sources.current([1, 2], principal=OWNER))
        assert [one is its for (one, _), (its, _) in zip(first, again, strict=True)] == [True, True]
        assert [text for _, text in sources.current([1, 2], principal=member())] == ["alpha"]
        documents.commit([incoming("a.md", "gamma")], now=NOON)
        assert [text for _, text in sources.current([1, 2], principal=OWNER)] == ["beta", "gamma"]
    assert next(sources.current([1], principal=OWNER))[0] is not first[0][0]
