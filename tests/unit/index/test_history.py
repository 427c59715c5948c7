"""Which versions a day has, told by the days that the store works out and the filters that a search goes by."""

from datetime import date, timedelta

import pytest

from storing import NOON, incoming, later
from untuned.index.history import History, held_on
from untuned.index.lexical import LexicalIndex
from untuned.index.recipe import Recipe
from untuned.index.search import Batch, Origin, query_of
from untuned.store.database import Database
from untuned.store.documents import Documents
from untuned.store.histories import Histories
from untuned.types.principal import OWNER, member
from untuned.types.settings import IndexSettings
from untuned.types.versions import AsOf

TODAY = NOON.date()
HR = frozenset({"hr"})


@pytest.fixture
def database(tmp_path):
    with Database.open(f"sqlite:///{tmp_path / 'truth.sqlite3'}") as opened:
        yield opened


def found(database, tmp_path, asked, *, principal=OWNER, words="terms"):
    """The (document's path, version's number) of every hit."""
    histories = Histories(database)
    plan = History(recipe=Recipe(), lives=histories.lives)
    index = LexicalIndex.create(
        tmp_path / f"view{len(list(tmp_path.iterdir()))}", origin=Origin(database=database.id, epoch=database.epoch)
    )
    documents = [change.document for change in changes(database)]
    with index.writing():
        index.apply(Batch(position=1, entries=plan.indexed(histories.current(documents, principal=OWNER))))
    query = query_of(words, gram_weight=0.0, settings=IndexSettings())
    filtered = query.__class__(words=query.words, filters=held_on(asked, principal=principal))
    hits = index.search(filtered, principal=principal, limit=20)
    held = Documents(database)
    versions = [held.version(hit.chunk.version, principal=OWNER) for hit in hits]
    return sorted((version.path, version.number) for version in versions)


def changes(database):
    from untuned.store.changes import Changes

    return Changes(database).since(0, limit=1_000)


def day(text):
    return AsOf(day=date.fromisoformat(text))


def known(moment):
    return AsOf(day=moment, axis="known")


def test_a_version_holds_from_its_day_to_the_day_before_the_next(database, tmp_path):
    documents = Documents(database)
    documents.commit([incoming("a.md", "terms one", effective_from=date(2024, 1, 1))], now=NOON)
    documents.commit([incoming("a.md", "terms two", effective_from=date(2025, 1, 1))], now=later(1))
    asked = {text: found(database, tmp_path, day(text)) for text in ("2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01")}
    assert asked == {"2023-12-31": [], "2024-01-01": [("a.md", 1)], "2024-12-31": [("a.md", 1)], "2025-01-01": [("a.md", 2)]}


def test_a_correction_of_a_text_holds_from_the_same_day(database, tmp_path):
    documents = Documents(database)
    documents.commit([incoming("a.md", "terms one", effective_from=date(2024, 1, 1))], now=NOON)
    documents.commit([incoming("a.md", "terms corrected", effective_from=date(2024, 1, 1))], now=later(1))
    assert found(database, tmp_path, day("2024-06-01")) == [("a.md", 2)]


def test_a_text_that_ended_holds_no_more_and_no_older_one_comes_back(database, tmp_path):
    documents = Documents(database)
    documents.commit([incoming("a.md", "terms one", effective_from=date(2024, 1, 1))], now=NOON)
    ended = incoming("a.md", "terms two", effective_from=date(2025, 1, 1), effective_to=date(2025, 6, 30))
    documents.commit([ended], now=later(1))
    assert found(database, tmp_path, day("2025-06-30")) == [("a.md", 2)]
    assert found(database, tmp_path, day("2025-07-01")) == []


def test_a_text_without_a_day_holds_from_the_day_it_was_synced(database, tmp_path):
    Documents(database).commit([incoming("a.md", "terms one")], now=NOON)
    assert found(database, tmp_path, AsOf(day=TODAY - timedelta(days=1))) == []
    assert found(database, tmp_path, AsOf(day=TODAY)) == [("a.md", 1)]


def test_what_was_known_is_told_by_syncs_alone(database, tmp_path):
    documents = Documents(database)
    documents.commit([incoming("a.md", "terms one", effective_from=date(2020, 1, 1))], now=NOON)
    documents.commit([incoming("a.md", "terms two", effective_from=date(2021, 1, 1))], now=NOON + timedelta(days=3))
    days = [TODAY + timedelta(days=more) for more in (-1, 0, 2, 3)]
    assert [found(database, tmp_path, known(one)) for one in days] == [[], [("a.md", 1)], [("a.md", 1)], [("a.md", 2)]]


def test_a_removed_document_holds_until_the_day_before(database, tmp_path):
    documents = Documents(database)
    documents.commit([incoming("a.md", "terms one", effective_from=date(2020, 1, 1))], now=NOON)
    documents.remove(["a.md"], now=NOON + timedelta(days=2))
    for axis in ("effective", "known"):
        before, after = (AsOf(day=TODAY + timedelta(days=more), axis=axis) for more in (1, 2))
        assert found(database, tmp_path, before) == [("a.md", 1)]
        assert found(database, tmp_path, after) == []


def test_a_gap_between_removal_and_return_is_a_gap(database, tmp_path):
    documents = Documents(database)
    documents.commit([incoming("a.md", "terms one")], now=NOON)
    documents.remove(["a.md"], now=NOON + timedelta(days=2))
    documents.commit([incoming("a.md", "terms two")], now=NOON + timedelta(days=5))
    days = [TODAY + timedelta(days=more) for more in (1, 3, 5)]
    assert [found(database, tmp_path, AsOf(day=one)) for one in days] == [[("a.md", 1)], [], [("a.md", 2)]]


def test_an_old_version_is_found_only_with_its_own_groups_and_those_of_today(database, tmp_path):
    documents = Documents(database)
    documents.commit([incoming("opened.md", "terms of hr", groups=HR), incoming("closed.md", "terms of all")], now=NOON)
    documents.commit([incoming("opened.md", "terms of everyone"), incoming("closed.md", "terms closed", groups=HR)], now=later(60 * 24 * 3))
    first, last = AsOf(day=TODAY), AsOf(day=TODAY + timedelta(days=3))
    assert found(database, tmp_path, first, principal=member()) == []
    assert found(database, tmp_path, last, principal=member()) == [("opened.md", 2)]
    assert found(database, tmp_path, first, principal=member(["hr"])) == [("closed.md", 1), ("opened.md", 1)]


def test_a_purged_version_is_not_there_and_still_bounds_the_others(database, tmp_path):
    from untuned.store.purge import purge

    documents = Documents(database)
    for number, text in enumerate(("terms one", "terms two", "terms three"), start=1):
        documents.commit([incoming("a.md", text, effective_from=date(2020 + number, 1, 1))], now=later(number))
    purge(database, 2, now=later(9), actor="me")
    assert found(database, tmp_path, day("2021-06-01")) == [("a.md", 1)]
    assert found(database, tmp_path, day("2022-06-01")) == []
    assert found(database, tmp_path, day("2023-06-01")) == [("a.md", 3)]
