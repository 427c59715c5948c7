"""The databases that the store's suite runs on: SQLite always, PostgreSQL when UNTUNED_TEST_POSTGRES=1 asks for it."""

from __future__ import annotations

import pytest

from postgres import ASKED, Server
from untuned.store.database import Database

ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)] if ASKED else ["sqlite"]


@pytest.fixture(scope="session")
def server():
    started = Server()
    yield started
    started.stop()


@pytest.fixture(params=ENGINES)
def url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'truth.sqlite3'}"
    return request.getfixturevalue("server").database()


@pytest.fixture
def database(url):
    with Database.open(url) as opened:
        yield opened
