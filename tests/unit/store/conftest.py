"""An SQLite database in a temporary folder."""

from __future__ import annotations

import pytest

from untuned.store.database import Database


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'truth.sqlite3'}"


@pytest.fixture
def database(url):
    with Database.open(url) as opened:
        yield opened
