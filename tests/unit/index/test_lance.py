"""LanceDB as an engine: on object storage, moved, damaged, and where it is not installed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from indexing import Truth, entries_of
from untuned.errors import IndexUnwritable, MissingExtra
from untuned.index.lance.words import LanceIndex
from untuned.index.recipe import Recipe
from untuned.index.search import Batch, Origin, query_of
from untuned.index.views import Views
from untuned.types.principal import OWNER, member
from untuned.types.settings import IndexSettings

ORIGIN = Origin(database="one", epoch=1)
TEXTS = ("a quiet hub in the hall", "a loud gateway by the door", "an empty battery")
BUCKET = "untuned-views"
SERVE = """
import logging, sys
from moto.server import ThreadedMotoServer
logging.disable()
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
port = server.get_host_and_port()[1]
import boto3
boto3.client("s3", endpoint_url=f"http://127.0.0.1:{port}", region_name="us-east-1").create_bucket(Bucket=sys.argv[1])
print(port, flush=True)
sys.stdin.read()
server.stop()
"""


@pytest.fixture
def installed():
    """The engine; `make test-lance` installs it and fails without it."""
    if not os.environ.get("UNTUNED_TEST_LANCE"):
        pytest.importorskip("lancedb")


@pytest.fixture
def storage(installed, monkeypatch):
    """The address of a bucket on a server of this machine that speaks the S3 API."""
    python = Path(sys.prefix) / "s3" / "bin" / "python"  # it needs other versions of what untuned needs
    if not python.is_file() and not os.environ.get("UNTUNED_TEST_LANCE"):
        pytest.skip("no server; `make test-lance` makes it an environment of its own")
    known = {"AWS_ACCESS_KEY_ID": "reader", "AWS_SECRET_ACCESS_KEY": "writer", "AWS_REGION": "us-east-1", "AWS_ALLOW_HTTP": "true"}
    for name, value in known.items():
        monkeypatch.setenv(name, value)
    started = [str(python), "-c", SERVE, BUCKET]
    with subprocess.Popen(started, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        monkeypatch.setenv("AWS_ENDPOINT", f"http://127.0.0.1:{int(server.stdout.readline())}")
        yield f"s3://{BUCKET}/project"
        server.stdin.close()
        server.wait(30)


def fill(index, texts=TEXTS, *, position=1, forget=()):
    with index.writing():
        index.apply(Batch(position=position, mark=f"m{position}", forget=frozenset(forget), entries=entries_of(texts)))


def found(index, text, *, principal=OWNER):
    query = query_of(text, gram_weight=0.2, settings=IndexSettings())
    return [hit.chunk.document for hit in index.search(query, principal=principal, limit=10)]


def test_a_table_on_object_storage_is_written_read_and_opened_again(storage, tmp_path):
    made = LanceIndex.create(tmp_path / "view" / "1", origin=ORIGIN, url=storage)
    fill(made)
    fill(made, TEXTS[:1], position=2, forget=(1, 2))
    again = LanceIndex.open(tmp_path / "view" / "1", origin=ORIGIN)
    assert (again.position, again.stand.mark, again.size) == (2, "m2", 2)
    assert found(again, "quiet hub", principal=member()) == [1]
    assert found(again, "gateway") == []
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) < 1_000


def test_views_on_object_storage_are_built_anew_and_leave_nothing_behind(storage, tmp_path):
    truth = Truth()
    truth.put(1, "a quiet hub in the hall")
    recipe = Recipe(index=IndexSettings(engine="lance", url=storage))
    views = Views(tmp_path, origin=ORIGIN, changes=truth, sources=truth)
    first = views.follow(recipe)
    again = views.follow(recipe, rebuild=True)
    assert (found(again, "hub"), again.folder.name) == ([1], "2")
    assert LanceIndex.open(first.folder, origin=ORIGIN) is None
    library = pytest.importorskip("lancedb")
    assert library.connect(f"{storage}/one-{recipe.name}-1-words").list_tables().tables == []
    assert views.collect([]) == [recipe.name]
    assert library.connect(f"{storage}/one-{recipe.name}-2-words").list_tables().tables == []


def test_a_view_whose_storage_cannot_be_reached_stays_until_it_can(installed, tmp_path):
    fill(LanceIndex.create(tmp_path / "view" / "1", origin=ORIGIN))
    (tmp_path / "view" / "1" / "place.json").write_text('"no-such-scheme://somewhere"', encoding="utf-8")
    assert Views(tmp_path, origin=ORIGIN, changes=Truth(), sources=Truth()).collect([]) == []
    assert (tmp_path / "view" / "1").exists()


def test_a_storage_that_is_not_there_is_told_with_its_place(installed, tmp_path):
    with pytest.raises(IndexUnwritable, match="cannot be written"):
        LanceIndex.create(tmp_path / "view" / "1", origin=ORIGIN, url="no-such-scheme://somewhere")


def test_a_view_of_another_database_or_without_its_table_is_none(installed, tmp_path):
    fill(LanceIndex.create(tmp_path / "view", origin=ORIGIN))
    assert LanceIndex.open(tmp_path / "view", origin=Origin(database="two", epoch=1)) is None
    assert LanceIndex.open(tmp_path / "nothing", origin=ORIGIN) is None
    (tmp_path / "view" / "place.json").write_text("{oops", encoding="utf-8")
    assert LanceIndex.open(tmp_path / "view", origin=ORIGIN) is None


def test_a_view_may_be_moved_with_its_folder(installed, tmp_path):
    fill(LanceIndex.create(tmp_path / "view", origin=ORIGIN))
    (tmp_path / "view").rename(tmp_path / "moved")
    assert found(LanceIndex.open(tmp_path / "moved", origin=ORIGIN), "battery") == [3]


def test_what_another_process_wrote_is_seen_after_a_reload(installed, tmp_path):
    mine = LanceIndex.create(tmp_path / "view", origin=ORIGIN)
    fill(LanceIndex.open(tmp_path / "view", origin=ORIGIN))
    assert (mine.position, found(mine, "battery")) == (0, [])
    mine.reload()
    assert (mine.position, found(mine, "battery")) == (1, [3])


def test_without_the_package_the_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "lancedb", None)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match="lance"):
        LanceIndex.create(tmp_path / "view", origin=ORIGIN)


def test_rare_words_are_counted_beside_one_that_thousands_have(tmp_path, installed):
    many = ["a hub in the hall"] * 2_100
    index = LanceIndex.create(tmp_path / "view", origin=ORIGIN)
    with index.writing():
        index.apply(Batch(position=1, entries=entries_of((*many, "a lamp and a hub", "a lantern"))))
    counts = index.counts(["hub", "lamp", "lantern", "nowhere"])
    assert 1_990 < counts["hub"] <= 2_101
    assert (counts["lamp"], counts["lantern"]) == (1, 1)
    assert "nowhere" not in counts
    index.close()
