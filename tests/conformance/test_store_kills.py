"""A process is killed at every named write step: what was committed is there, whole, and the next process goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from store_child import SECRET
from storing import NOON, answered, cite, incoming
from untuned.errors import UnknownVersion
from untuned.store import engines, schema
from untuned.store.answers import Answers
from untuned.store.backup import backup, restore
from untuned.store.changes import Changes
from untuned.store.database import Database
from untuned.store.documents import Documents
from untuned.store.migrate import SHIPPED, revision_of
from untuned.store.purge import purge
from untuned.store.runs import Runs
from untuned.store.steps import STEPS
from untuned.types.principal import OWNER

pytestmark = pytest.mark.skipif(os.name != "posix", reason="no SIGKILL here")

LASTING = {step for step in STEPS if step.endswith((".after", ".scrubbed"))}


def of(*prefixes):
    return [step for step in STEPS if step.startswith(prefixes)]


def start(url, action, folder, *more, fault=""):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "UNTUNED_FAULT": fault}
    command = [sys.executable, str(Path(__file__).parents[1] / "store_child.py"), url, action, str(folder), *more]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def die(url, action, folder, *, fault):
    child = start(url, action, folder, fault=fault)
    said, _ = child.communicate()
    assert child.returncode == -9, f"{fault} was never passed"
    return said.split()


def finish(url, action, folder):
    child = start(url, action, folder)
    child.communicate()
    assert child.returncode == 0


def check_whole(database):
    """No orphan, no duplicate, nothing half written."""
    document, version, held = schema.document, schema.version, schema.text
    current = select(func.count()).where(version.c.document == document.c.id, version.c.superseded_at.is_(None)).scalar_subquery()
    used = select(version.c.text_sha256).where(version.c.text_sha256.is_not(None))
    last = {row.name: row.last for row in rows(database, select(schema.counter))}
    assert all(row.current == (row.status == "live") for row in rows(database, select(document.c.status, current.label("current"))))
    assert rows(database, select(held.c.sha256).where(held.c.sha256.not_in(used))) == []
    assert rows(database, select(version.c.id).where(version.c.text_sha256.is_(None), version.c.purged_at.is_(None))) == []
    assert last["version"] >= (rows(database, select(func.max(version.c.id)))[0][0] or 0)
    assert last["change"] >= Changes(database).position()
    for row in rows(database, select(version.c.id).where(version.c.purged_at.is_(None))):
        assert Documents(database).text(row.id, principal=OWNER)
    if database.engine.dialect.name == "sqlite":
        assert [tuple(row) for row in rows(database, text("PRAGMA integrity_check"))] == [("ok",)]
        assert rows(database, text("PRAGMA foreign_key_check")) == []


def rows(database, statement):
    with database.read() as connection:
        return connection.execute(statement).all()


@pytest.fixture
def filled(url):
    with Database.open(url) as database:
        Documents(database).commit([incoming("a.md", f"It is {SECRET}."), incoming("b.md", "open")], now=NOON)
        Answers(database).record(answered("What?", cite(1, SECRET)), principal=OWNER, trace={"oops": SECRET})
    return url


@pytest.mark.parametrize("step", of("store.create"))
def test_a_database_is_made_whole_or_not_at_all(url, tmp_path, step):
    die(url, "commit", tmp_path, fault=step)
    with Database.open(url) as database:
        check_whole(database)
        assert Documents(database).files() == {}


@pytest.mark.parametrize("step", of("store.commit"))
def test_every_committed_batch_is_there_and_none_is_half_there(url, tmp_path, step):
    told = die(url, "commit", tmp_path, fault=f"{step}:4")
    assert told == ["0", "1", "2"]
    committed = 3 + (step in LASTING)
    with Database.open(url) as database:
        check_whole(database)
        documents = Documents(database)
        assert sorted(documents.files()) == sorted(f"d{nth}-{part}.md" for nth in range(committed) for part in "xyz")
        assert len(Changes(database).since(0, limit=99)) == 3 * committed
    finish(url, "commit", tmp_path)
    with Database.open(url) as database:
        check_whole(database)
        assert [line.number for line in Documents(database).listing(principal=OWNER)] == [1] * 18
        assert len(Changes(database).since(0, limit=99)) == 18


@pytest.mark.parametrize("step", of("store.remove"))
def test_a_removal_is_done_whole_or_not_at_all(filled, tmp_path, step):
    die(filled, "remove", tmp_path, fault=step)
    with Database.open(filled) as database:
        check_whole(database)
        assert sorted(Documents(database).files()) == ["a.md", "b.md"]
        assert Documents(database).remove(["a.md"], now=NOON) == 1


@pytest.mark.parametrize("step", of("store.answer"))
def test_an_answer_is_recorded_whole_or_not_at_all(filled, tmp_path, step):
    die(filled, "answer", tmp_path, fault=step)
    with Database.open(filled) as database:
        check_whole(database)
        assert [answer.question for answer in Answers(database).recent(principal=OWNER, limit=9)] == ["What?"]


@pytest.mark.parametrize("step", of("store.purge"))
def test_a_purge_is_done_whole_or_not_at_all(filled, tmp_path, step):
    die(filled, "purge", tmp_path, fault=step)
    with Database.open(filled) as database:
        check_whole(database)
        if step not in LASTING:
            assert SECRET in Documents(database).text(1, principal=OWNER)
            assert Answers(database).recent(principal=OWNER, limit=1)[0].claims
            purge(database, "a.md", now=NOON, actor="me")
        with pytest.raises(UnknownVersion):
            Documents(database).text(1, principal=OWNER)
        assert Answers(database).recent(principal=OWNER, limit=1)[0].purged
        if filled.startswith("sqlite"):
            assert not any(SECRET.encode() in path.read_bytes() for path in tmp_path.glob("truth.sqlite3*"))


@pytest.mark.parametrize("step", of("store.backup"))
def test_a_backup_is_there_whole_or_not_at_all(filled, tmp_path, step):
    die(filled, "backup", tmp_path, fault=step)
    assert not (tmp_path / "one.backup").exists()
    finish(filled, "backup", tmp_path)
    restore(tmp_path / "one.backup", filled)
    with Database.open(filled) as database:
        check_whole(database)
        assert sorted(Documents(database).files()) == ["a.md", "b.md"]


@pytest.mark.parametrize("step", of("store.restore"))
def test_a_restore_leaves_the_old_state_or_the_restored_one(filled, tmp_path, step):
    with Database.open(filled) as database:
        backup(database, tmp_path / "one.backup")
        Documents(database).commit([incoming("c.md", "later")], now=NOON)
        epoch = database.epoch
    if filled.startswith("postgres") and step in ("store.restore.locked", "store.restore.half"):
        return  # PostgreSQL's restore is one transaction of a script.
    die(filled, "restore", tmp_path, fault=step)
    with Database.open(filled) as database:
        check_whole(database)
        restored = step in LASTING
        assert sorted(Documents(database).files()) == ["a.md", "b.md"] + ([] if restored else ["c.md"])
        assert (database.epoch > epoch) == restored
    finish(filled, "restore", tmp_path)
    with Database.open(filled) as database:
        assert sorted(Documents(database).files()) == ["a.md", "b.md"]
    assert not list(tmp_path.glob("truth.sqlite3.*"))


@pytest.mark.parametrize("step", of("store.migrate"))
def test_a_migration_is_done_whole_or_not_at_all_and_its_backup_stays(filled, tmp_path, step):
    shutil.copytree(SHIPPED.folder, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    body = "from alembic import op\ndef upgrade():\n    op.execute('CREATE TABLE added (x integer)')\n"
    fourth = f"revision = '0006'\ndown_revision = '{SHIPPED.head}'\n{body}"
    (tmp_path / "migrations" / "versions" / "0006_more.py").write_text(fourth)
    die(filled, "migrate", tmp_path, fault=step)
    engine = engines.open_engine(engines.parse(filled), busy_timeout_ms=5000)
    assert revision_of(engine) == SHIPPED.head
    (kept,) = (tmp_path / "backups").iterdir()
    with Database.open(filled) as database:
        check_whole(database)
    finish(filled, "migrate", tmp_path)
    assert revision_of(engine) == "0006"
    engine.dispose()
    assert len(list((tmp_path / "backups").iterdir())) == 2
    assert kept.stat().st_size > 0


@pytest.mark.parametrize("step", of("store.runs"))
def test_runs_are_recorded_whole_or_not_at_all_and_none_twice(filled, tmp_path, step):
    told = die(filled, "measure", tmp_path, fault=f"{step}:3")
    assert told == ["0", "1"]
    with Database.open(filled) as database:
        check_whole(database)
        runs = Runs(database)
        assert sorted(run.key for run in runs.of(runs.recent()[0].id)) == [f"k{nth}-{each}" for nth in range(2) for each in range(3)]
    finish(filled, "measure", tmp_path)
    with Database.open(filled) as database:
        check_whole(database)
        (measurement,) = Runs(database).recent()
        assert sorted(run.key for run in Runs(database).of(measurement.id)) == [f"k{nth}-{each}" for nth in range(4) for each in range(3)]
        assert len(rows(database, select(schema.run))) == 12


def test_every_step_is_killed_at_somewhere_above():
    groups = (
        "store.create",
        "store.commit",
        "store.remove",
        "store.answer",
        "store.runs",
        "store.purge",
        "store.backup",
        "store.restore",
        "store.migrate",
    )
    derived = ("store.references", "store.conflicts")  # made anew from truth: tests/faults/test_kills.py
    assert set(of(*groups, *derived)) == set(STEPS)


def test_two_processes_write_and_a_follower_misses_nothing(url, tmp_path):
    with Database.open(url) as database:
        feed = Changes(database)
        children = [start(url, "write_much", tmp_path, name) for name in "pq"]
        followed = []
        running = True
        while running or feed.position() > (followed[-1] if followed else 0):
            running = any(child.poll() is None for child in children)
            followed.extend(change.position for change in feed.since(followed[-1] if followed else 0, limit=7))
        for child in children:
            child.communicate()
        assert [child.returncode for child in children] == [0, 0]
        assert followed == [change.position for change in feed.since(0, limit=1000)]
        assert len(followed) == 240
        check_whole(database)
