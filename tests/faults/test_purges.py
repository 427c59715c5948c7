"""A purge that somebody who reads holds up: the words leave search at once, and it can be repeated until they left every file."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
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


def killed(root: Path, fault: str, statement: str) -> None:
    """One statement about the project, run by a process that is killed at a step."""
    imports = "import sys; from pathlib import Path; from untuned.project import Project"
    script = f"{imports}\nwith Project.open(Path(sys.argv[1])) as project:\n    {statement}\n"
    environment = os.environ | {"UNTUNED_FAULT": fault, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    run = subprocess.run([sys.executable, "-c", script, str(root)], env=environment, capture_output=True, text=True, check=False)
    assert run.returncode in {-9, 137}, run.stderr


def test_what_a_killed_purge_left_in_a_view_goes_when_the_settings_change(root: Path) -> None:
    killed(root, "index.swap.after", "project.purge('docs/a.md@1'); project.index()")
    with Project.open(root) as project, life.under_other_settings(project) as other:
        (view,) = {path.parent for path in (root / ".untuned" / "index").glob("*/current")}
        assert sorted(path.name for path in view.iterdir() if path.is_dir()) == ["1", "2"]
        other.sync()
        other.index()
        assert [path.name for path in view.iterdir() if path.is_dir()] == ["2"]
        assert life.holding(root) == []


def test_a_purge_takes_what_a_killed_restore_left(root: Path) -> None:
    with Project.open(root) as project:
        project.backup(root / "copy.backup")
    killed(root, "store.restore.half", "project.restore(project.root / 'copy.backup')")
    assert "truth.sqlite3.part" in life.holding(root)
    with Project.open(root) as project:
        project.purge("docs/a.md@1")
        assert life.holding(root) == []


@pytest.mark.parametrize("fault", ["store.restore.half", "store.restore.after"])
def test_a_killed_restore_loses_no_purge_of_the_audit(root: Path, fault: str) -> None:
    with Project.open(root) as project:
        project.backup(root / "copy.backup")
        project.purge("docs/a.md@1")
    killed(root, fault, "project.restore(project.root / 'copy.backup')")
    with Project.open(root) as project:
        assert [(one.action, one.subject) for one in project.audit()] == [("purge", "docs/a.md@1")]


def test_a_purge_takes_every_half_written_copy_and_nothing_else(root: Path) -> None:
    keep = root / ".untuned"
    halves = ["truth.sqlite3.part", "truth.sqlite3.part-journal", "truth.sqlite3.before-migration-0001.part"]
    others = ["other.part", "truth.sqlite3.before-migration-0001", "truth.sqlite3.parts"]
    for name in halves + others:
        (keep / name).write_bytes(b"something")
    with Project.open(root) as project:
        project.purge("docs/a.md@1")
    assert [name for name in halves if (keep / name).exists()] == []
    assert [name for name in others if not (keep / name).exists()] == []
