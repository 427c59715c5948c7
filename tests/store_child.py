"""A process of its own that writes to a database and may be killed at it: `python store_child.py URL ACTION FOLDER [NAME]`."""

from __future__ import annotations

import sys
from pathlib import Path

from storing import NOON, answered, cite, incoming, later
from untuned.store import engines
from untuned.store.answers import Answers
from untuned.store.backup import backup, restore
from untuned.store.database import Database
from untuned.store.documents import Documents
from untuned.store.migrate import SHIPPED, Migrations, bring_up
from untuned.store.purge import purge
from untuned.store.runs import Runs
from untuned.types.documents import Span
from untuned.types.measures import Measurement, Run
from untuned.types.principal import OWNER

SECRET = "zirconium-marmalade"


def commit(database, name):
    documents = Documents(database)
    for nth in range(6):
        documents.commit([incoming(f"{name}{nth}-{part}.md", f"{name} {nth} {part}") for part in "xyz"], now=later(nth))
        print(nth, flush=True)


def write_much(database, name):
    documents = Documents(database)
    for nth in range(40):
        documents.commit([incoming(f"{name}{nth}-{part}.md", f"{name} {nth} {part}") for part in "xyz"], now=later(nth))


def measure(database):
    runs = Runs(database)
    known = runs.recent()
    asked = Measurement(id="", at=NOON, variants=(("default", "v" * 16),), questions=("q",))
    id = known[0].id if known else runs.begin(asked, bodies={"v" * 16: {"name": "default"}}).id
    span = Span(version=1, start=0, end=5)
    for nth in range(4):
        answers = [
            Run(variant="v" * 16, question="q", repeat=each, status="ok", text="Yes.", read=(span,), at=NOON, key=f"k{nth}-{each}")
            for each in range(3)
        ]
        runs.record(id, answers)
        print(nth, flush=True)


def main(url, action, folder, name="d"):
    if action == "restore":
        restore(folder / "one.backup", url)
        return
    if action == "migrate":
        engine = engines.open_engine(engines.parse(url), busy_timeout_ms=5000)
        bring_up(
            engine,
            allowed=True,
            backups=folder / "backups",
            migrations=Migrations(folder=folder / "migrations", revisions=(*SHIPPED.revisions, "0006"), release="0.6"),
        )
        engine.dispose()
        return
    with Database.open(url) as database:
        if action == "commit":
            commit(database, name)
        elif action == "write_much":
            write_much(database, name)
        elif action == "remove":
            Documents(database).remove(["a.md"], now=NOON)
        elif action == "answer":
            Answers(database).record(answered("Again?", cite(1, SECRET)), principal=OWNER, trace={"oops": SECRET})
        elif action == "measure":
            measure(database)
        elif action == "purge":
            purge(database, "a.md", now=NOON, actor="me")
        elif action == "backup":
            backup(database, folder / "one.backup")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), *sys.argv[4:])
