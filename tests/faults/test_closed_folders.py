"""A folder that may not be looked into: what begins and syncs goes on beside it and says so."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from modes import ALONE, CANNOT
from untuned.cli.app import run

if sys.platform == "win32":
    pytest.skip("folders are not closed by their mode there", allow_module_level=True)


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """A folder with a page, and another folder that nobody may look into."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "b.md").write_text("# B\n\nNobody reads this.\n", "utf-8")
    (tmp_path / "a.md").write_text("# A\n\nStation 4 needs valve V-28.\n", "utf-8")
    (tmp_path / "closed").chmod(0)
    yield tmp_path
    (tmp_path / "closed").chmod(0o755)


def called(root: Path, *arguments: str) -> tuple[int, str]:
    """How a command of somebody whom modes bind ends, and all that it says."""
    if os.geteuid() == 0 and sys.platform != "linux":
        pytest.skip("a superuser reads everywhere here")
    program = f"import sys; sys.path[:0] = {sys.path!r}\n{ALONE}"
    ended = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=root, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    if ended.returncode == CANNOT:
        pytest.skip("a superuser reads everywhere here")
    return ended.returncode, ended.stdout + ended.stderr


def test_init_sync_and_what_tells_of_them_go_on_beside_a_closed_folder(root: Path) -> None:
    code, said = called(root, "init")
    assert (code, (root / "untuned.toml").is_file()) == (0, True)
    assert "Could not look into closed (Permission denied): allow reading it" in said
    code, said = called(root, "sync")
    assert code == 1
    assert "1 added, 1 failed" in said
    assert "closed: the folder cannot be read: Permission denied\n          try: allow reading it" in said
    assert "unread     closed: the folder cannot be read" in called(root, "status")[1]
    assert "closed: the folder cannot be read" in called(root, "doctor")[1]
    (root / "closed").chmod(0o755)
    assert run(["--project", str(root), "sync"]) == 0
    assert "the last sync could read every file" in called(root, "doctor")[1]


def test_what_a_folder_that_was_closed_since_held_is_noted_where_it_answers(root: Path) -> None:
    (root / "closed").chmod(0o755)
    (root / "untuned.toml").write_text("", "utf-8")
    question = ("ask", "Which valve does station 5 need?")
    (root / "closed" / "c.md").write_text("# C\n\nStation 5 needs valve V-35.\n", "utf-8")
    assert called(root, "sync")[0] == 0
    (root / "closed").chmod(0)
    assert called(root, "sync")[0] == 1
    code, said = called(root, *question)
    assert (code, "V-35" in said) == (0, True)
    assert "note: closed/c.md could not be read since " in said
    (root / "closed").chmod(0o755)
    assert called(root, "sync")[0] == 0
    assert "could not be read" not in called(root, *question)[1]
