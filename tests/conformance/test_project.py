"""A project's whole life, the same on SQLite and on PostgreSQL: sync, ask, show, change, back up, purge, restore."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from untuned.errors import UnknownVersion
from untuned.project import Project

QUESTION = "How long is the warranty on a pump?"


def page(months: int) -> str:
    return f"# Warranty\n\n## Pumps\n\nThe warranty on a pump is {months} months from the day of delivery.\n"


@pytest.fixture
def root(url: str, tmp_path: Path) -> Path:
    """A folder with one page, whose truth is in the database at hand."""
    folder = tmp_path / "project"
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "a.md").write_text(page(24), encoding="utf-8")
    settings = f'[store]\nurl = "{url}"\n\n[sources]\npaths = ["docs"]\n\n[answer]\nthreshold = 0.1\n'
    (folder / "untuned.toml").write_text(settings.replace("\\", "/"), encoding="utf-8")
    return folder


def test_a_project_lives_the_same_on_every_engine(root: Path) -> None:
    with Project.open(root) as project:
        assert project.sync().added == 1
        first = project.ask_sync(QUESTION)
        assert "24 months" in first.citations[0].quote
        (root / "docs" / "a.md").write_text(page(36), encoding="utf-8")
        assert project.sync().changed == 1
        assert "36 months" in project.ask_sync(QUESTION).citations[0].quote
        assert project.answer(first.id).citations == first.citations
        copy = project.backup(root / "copy")
        project.purge("docs/a.md@1")
        with pytest.raises(UnknownVersion):
            project.version("docs/a.md", 1)
        assert project.answer(first.id).claims == ()
        assert "36 months" in project.ask_sync(QUESTION).citations[0].quote
        project.restore(copy)
    with Project.open(root) as project:
        assert "24 months" in project.version("docs/a.md", 1)[1]
        assert project.answer(first.id).citations == first.citations
        assert "36 months" in project.ask_sync(QUESTION).citations[0].quote


def test_asking_goes_on_while_a_sync_runs(root: Path) -> None:
    with Project.open(root) as project:
        project.sync()
        for number in range(300):
            (root / "docs" / f"more{number}.md").write_text(
                f"# Valve {number}\n\nValve {number} opens at {number} bar.\n", encoding="utf-8"
            )
        running = threading.Thread(target=project.sync)
        running.start()
        asked = 0
        while running.is_alive() or asked == 0:
            answer = project.ask_sync(QUESTION)
            assert "24 months" in answer.citations[0].quote
            asked += 1
        running.join()
        assert len(project.answers(limit=1000)) == asked
        assert project.status().documents == 301
        assert project.status().index == "fresh"
