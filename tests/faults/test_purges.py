"""A purge that somebody who reads holds up: the words leave search at once, and it can be repeated until they left every file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from faults import life
from untuned.errors import StoreBusy, UnknownVersion
from untuned.project import Project


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of one page that has held the secret word, and does not any more."""
    docs = tmp_path / "docs"
    docs.mkdir()
    settings = '[store]\nbusy_timeout_ms = 50\n\n[sources]\npaths = ["docs"]\n'
    (tmp_path / "untuned.toml").write_text(settings, encoding="utf-8")
    with Project.open(tmp_path) as project:
        for text in (f"A {life.SECRET_WORD} page.\n", "A quiet page.\n"):
            (docs / "a.md").write_text(text, encoding="utf-8")
            project.sync()
            project.index()
    return tmp_path


def test_a_purge_that_is_held_up_can_be_repeated_as_it_says(root: Path) -> None:
    with Project.open(root) as project:
        with closing(sqlite3.connect(root / ".untuned" / "truth.sqlite3")) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM text").fetchone()
            with pytest.raises(StoreBusy, match="purge again"):
                project.purge("docs/a.md@1")
            held = life.holding(root)
            assert held
            assert not any(name.startswith("index/") for name in held)
        assert project.status().index == "fresh"
        assert project.purge("docs/a.md@1").versions == ()
        assert life.holding(root) == []
        with pytest.raises(UnknownVersion):
            project.version("docs/a.md", 1)
        with pytest.raises(UnknownVersion):
            project.purge("docs/a.md@3")


def test_a_purge_takes_the_views_of_other_settings(root: Path) -> None:
    with Project.open(root) as project, life.under_other_settings(project) as other:
        (root / "docs" / "b.md").write_text(f"Another {life.SECRET_WORD} page.\n", encoding="utf-8")
        project.sync()
        other.index()
        assert len({name.split("/")[1] for name in life.holding(root) if name.startswith("index/")}) == 2
        project.purge("docs/b.md")
        project.purge("docs/a.md@1")
        assert life.holding(root) == []
        assert other.index().size == project.index().size == 1
