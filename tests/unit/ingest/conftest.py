import pytest

from ingesting import Folder
from untuned.store.database import Database
from untuned.store.documents import Documents


@pytest.fixture
def database(tmp_path):
    with Database.open(f"sqlite:///{tmp_path / 'truth.sqlite3'}") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path, database):
    root = tmp_path / "project"
    root.mkdir()
    return Folder(root, Documents(database))
