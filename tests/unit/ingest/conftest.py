import pytest

from ingesting import Folder
from untuned.store.database import Database
from untuned.store.documents import Documents


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "project"
    root.mkdir()
    with Database.open(f"sqlite:///{tmp_path / 'truth.sqlite3'}") as database:
        yield Folder(root, Documents(database))
