from __future__ import annotations

import logging
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect, select, text

from untuned.errors import BackupError, DamagedStore, NewerSchema, StoreError, UnknownVersion
from untuned.store import engines, schema
from untuned.store.answers import Answers
from untuned.store.audit import Audit
from untuned.store.changes import Changes
from untuned.store.conflicts import Conflicts
from untuned.store.conversations import Conversations
from untuned.store.database import Database
from untuned.store.documents import Documents
from untuned.store.jobs import Jobs
from untuned.store.leans import Leans
from untuned.store.migrate import SHIPPED, Migrations, bring_up, revision_of, upgrade
from untuned.store.questions import Questions
from untuned.store.ratings import Ratings
from untuned.store.references import Linked, References
from untuned.store.runs import Runs
from untuned.types.principal import OWNER, member

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture
def engine(url):
    made = engines.open_engine(engines.parse(url), busy_timeout_ms=1000)
    yield made
    made.dispose()


@pytest.fixture
def released(tmp_path, url):
    shutil.copy(FIXTURES / "schema-0.1.sqlite3", tmp_path / "truth.sqlite3")
    return url


@pytest.fixture
def extended(tmp_path):
    """Migrations with one more revision than the shipped ones."""
    folder = tmp_path / "100% migrations"
    shutil.copytree(SHIPPED.folder, folder, ignore=shutil.ignore_patterns("__pycache__"))

    def make(upgrading):
        body = f"from alembic import op\ndef upgrade():\n    op.execute('CREATE TABLE added (x integer)')\n    {upgrading}\n"
        (folder / "versions" / "0006_more.py").write_text(f"revision = '0006'\ndown_revision = '{SHIPPED.head}'\n{body}")
        return Migrations(folder=folder, revisions=(*SHIPPED.revisions, "0006"), release="0.6")

    return make


def shape(engine):
    """Tables with their columns, keys and indexes."""
    seen = inspect(engine)
    return {
        name: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in seen.get_columns(name)],
            seen.get_pk_constraint(name)["constrained_columns"],
            sorted((key["name"], key["referred_table"]) for key in seen.get_foreign_keys(name)),
            sorted((index["name"], index["unique"], tuple(index["column_names"])) for index in seen.get_indexes(name)),
        )
        for name in seen.get_table_names()
        if name != "alembic_version"
    }


def test_a_database_of_release_0_1_opens_and_everything_in_it_is_read(released):
    with Database.open(released) as database:
        documents, answers = Documents(database), Answers(database)
        old, new = documents.versions("policy.md", principal=member())
        assert [documents.text(version.id, principal=member())[-8:] for version in (old, new)] == ["60 days.", "30 days."]
        assert (old.effective_from.month, new.effective_from.month, new.metadata) == (1, 2, {"owner": "support"})
        assert [block.kind for block in documents.version(new.id, principal=OWNER).blocks] == ["heading", "paragraph"]
        (pay,) = documents.versions("hr/pay.md", principal=member({"hr"}))
        assert (documents.text(pay.id, principal=OWNER), pay.groups) == ("Годовая премия — 10 %.", frozenset({"hr"}))
        assert documents.version(pay.id, principal=OWNER).lines[0].line == 7
        assert documents.files()["broken.md"].status == "failed"
        assert [line.path for line in documents.listing(principal=OWNER, status="removed")] == ["old.md"]
        with pytest.raises(UnknownVersion):
            documents.text(5, principal=OWNER)
        (recent,) = answers.recent(principal=member(), limit=5)
        assert (recent.text, recent.near_miss.reason) == ("Return within 30 days.", "this is about the Pro plan")
        assert (recent.dropped[0].reason, recent.stages) == ("not_found", {"search": 1.5})
        assert answers.trace(recent.id, principal=OWNER) == {"hits": [[4, 0, 33]]}
        assert Conversations(database).get(recent.conversation, principal=member()).answers == (recent,)
        assert [answer.question for answer in answers.recent(principal=OWNER, limit=5)][1] == "How long may I return it?"
        assert [change.kind for change in Changes(database).since(0, limit=99)] == ["added"] * 3 + ["changed", "added", "removed", "purged"]
        assert Jobs(database).recent(limit=5)[0].detail == {"added": 3}
        assert [entry.action for entry in Audit(database).entries(principal=OWNER, limit=5)] == ["sync", "purge"]


def test_a_database_of_release_0_2_opens_and_everything_that_it_added_is_read(tmp_path, url):
    shutil.copy(FIXTURES / "schema-0.2.sqlite3", tmp_path / "truth.sqlite3")
    with Database.open(url) as database:
        documents, answers = Documents(database), Answers(database)
        (printed,) = documents.versions("print.pdf", principal=OWNER)
        whole = documents.version(printed.id, principal=OWNER)
        assert [(anchor.offset, anchor.page) for anchor in whole.pages] == [(0, 1), (10, 2)]
        (box,) = documents.boxes(printed.id, principal=OWNER)
        assert (box.page, box.bottom, box.top) == (1, 700.5, 712.5)
        worded = answers.recent(principal=OWNER, limit=1)[0]
        said, computed = worded.claims
        assert (said.citations[0].source, said.citations[0].boxes) == ("print.pdf, page 1", (box,))
        assert (said.support.flags[0].says, said.support.carried, computed.computed.value) == ("Anna", 0.5, "36 years")
        assert (worded.usage.failed, str(worded.usage.cost), worded.notes[0][:11]) == (1, "0.0012", "It leans on")
        assert worded.dropped[0].detail == "the source has no 'No'"
        (begun,) = Conversations(database).recent(principal=member(), limit=5)
        assert (begun.title, begun.questions) == ("How long may I return it?", 1)


def test_a_database_of_release_0_3_opens_and_everything_that_it_added_is_read(tmp_path, url):
    shutil.copy(FIXTURES / "schema-0.3.sqlite3", tmp_path / "truth.sqlite3")
    with Database.open(url) as database:
        asked, other = Questions(database).listing()
        assert (asked.text, asked.split, asked.cluster, asked.history[0].answer) == (
            "How long may I return it?",
            "locked",
            "returns",
            "Hello.",
        )
        assert [(one.status, one.version, one.quote) for one in asked.evidence] == [
            ("found", 4, "Return within 30 days."),
            ("purged", None, ""),
        ]
        assert (other.text, other.must_abstain) == ("Кто это?", True)
        runs = Runs(database)
        (measurement,) = runs.recent()
        assert (measurement.variants, measurement.finished, runs.looks_at("m1")) == ((("default", "f" * 16),), True, 1)
        (run,) = runs.of("m1")
        assert (run.text, run.cited[0].verdict, str(run.cost), run.stages) == ("Return within 30 days.", "exact", "0.0012", {"search": 1.5})
        scores = runs.scores("m1")[run.id]
        assert (scores["correct"].value, scores["voice"].status) == (1.0, "failed")
        assert Ratings(database).ratings()[0].value == 1.0
        assert Ratings(database).preferences()[0].preferred == "a"


def test_a_database_of_release_0_4_opens_and_everything_that_it_added_is_read(tmp_path, url):
    shutil.copy(FIXTURES / "schema-0.4.sqlite3", tmp_path / "truth.sqlite3")
    with Database.open(url) as database:
        references = References(database)
        pointing = references.of([4, 6], principal=OWNER)
        assert {(one.version, one.kind, one.status, one.key) for one in pointing} == {
            (4, "part", "resolved", "4.2"),
            (6, "code", "elsewhere", "E-1234"),
        }
        assert references.linked() == Linked(position=0, settled=False)  # by the rules of then: they are found anew
        (disagreeing,) = Conflicts(database).listing(principal=OWNER, relation="versions")
        assert (disagreeing.kind, disagreeing.one.version, disagreeing.other.version) == ("number", 4, 1)
        (leaning,) = Leans(database).listing()
        assert (leaning.subject.id, leaning.target, leaning.version, leaning.status) == ("q1", "policy.md#Returns", 4, "declared")


def test_the_migrations_make_just_the_schema_that_the_code_declares(engine, tmp_path):
    upgrade(engine, SHIPPED)
    with Database.open(f"sqlite:///{tmp_path / 'declared.sqlite3'}") as declared:
        assert shape(engine) == shape(declared.engine)


def test_the_revisions_in_the_code_are_those_of_the_folder():
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(SHIPPED.folder))
    walked = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(walked)) == schema.REVISIONS


def test_an_older_schema_is_backed_up_and_brought_up_to_date(released, engine, extended, tmp_path):
    bring_up(engine, allowed=True, backups=None, migrations=extended(""))
    assert revision_of(engine) == "0006"
    assert inspect(engine).has_table("added")
    with engine.connect() as connection:
        assert connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == "release")).scalar_one() == "0.6"
    with Database.open(f"sqlite:///{tmp_path / 'truth.sqlite3.before-migration-0001'}") as kept:
        assert len(Documents(kept).versions("policy.md", principal=OWNER)) == 2


def test_a_migration_that_fails_changes_nothing(released, engine, extended):
    with pytest.raises(ZeroDivisionError):
        bring_up(engine, allowed=True, backups=None, migrations=extended("1 / 0"))
    assert revision_of(engine) == "0001"
    assert not inspect(engine).has_table("added")


def test_without_a_backup_there_is_no_migration(released, engine, extended, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(BackupError):
        bring_up(engine, allowed=True, backups=tmp_path / "file", migrations=extended(""))
    assert revision_of(engine) == "0001"


def test_an_older_schema_is_left_alone_where_migrating_is_not_allowed(released, engine, extended, tmp_path):
    with pytest.raises(StoreError, match="earlier untuned"):
        bring_up(engine, allowed=False, backups=None, migrations=extended(""))
    assert revision_of(engine) == "0001"
    assert not list(tmp_path.glob("*.before-migration*"))


def test_a_newer_schema_is_refused_by_its_release(released):
    with Database.open(released) as database:
        database.write(lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = '0009'")))
        database.write(lambda connection: connection.execute(text("UPDATE meta SET value = '3.1' WHERE key = 'release'")))
    with pytest.raises(NewerSchema) as caught:
        Database.open(released)
    assert (caught.value.found, caught.value.known) == ("3.1", schema.RELEASE)


def test_the_database_of_another_program_is_not_touched(engine, url):
    with engine.execution_options(untuned_write=True).begin() as connection:
        connection.execute(text("CREATE TABLE bookmarks (id integer)"))
    with pytest.raises(DamagedStore, match="another program"):
        Database.open(url)
    assert inspect(engine).get_table_names() == ["bookmarks"]


def test_opening_a_current_schema_imports_no_alembic(url):
    Database.open(url).close()
    script = f"""
import sys
sys.path[:0] = {sys.path!r}
from untuned.store.database import Database
Database.open({url!r}).close()
assert 'sqlalchemy' in sys.modules
print([name for name in ('alembic', 'psycopg', 'mako') if name in sys.modules])
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_a_migration_leaves_logging_as_it_was(released, engine, extended):
    before = (list(logging.root.handlers), logging.root.level)
    bring_up(engine, allowed=True, backups=None, migrations=extended(""))
    assert (list(logging.root.handlers), logging.root.level) == before
