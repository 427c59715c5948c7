"""A full disk or a folder that cannot be written: a clear error, and nothing that was committed is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from faults import life
from faults.test_kills import check_whole, made, pages
from untuned.project import Project

resource = pytest.importorskip("resource", reason="a limit on file sizes stands for a full disk, where there is one")

LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from untuned.cli.app import run
sys.exit(run(sys.argv[2:]))
"""


def limited(root: Path, size: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command in a process that can write no file beyond a size."""
    program = f"import sys; sys.path[:0] = {sys.path!r}\n{LIMITED}"
    return subprocess.run(
        [sys.executable, "-c", program, str(size), *arguments], cwd=root, capture_output=True, text=True, check=False, encoding="utf-8"
    )


@pytest.mark.parametrize("size", [1_000, 40_000, 120_000, 160_000, 200_000, 260_000])
def test_a_full_disk_during_sync_is_a_clear_error_and_loses_nothing(size: int, tmp_path: Path) -> None:
    root = made(tmp_path)
    ended = limited(root, size, "sync")
    assert "Traceback" not in ended.stderr
    if ended.returncode != 0:
        assert ended.returncode == 1
        assert ended.stderr.startswith("error: ")
        assert "  try: " in ended.stderr
    with Project.open(root) as project:
        project.sync()
    check_whole(root, expected=pages())


def test_a_full_disk_while_asking_keeps_what_was_there(tmp_path: Path) -> None:
    root = made(tmp_path)
    with Project.open(root) as project:
        project.sync()
        project.ask_sync(life.QUESTION)
    ended = limited(root, 1_000, "ask", life.QUESTION)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert "try: " in ended.stderr
    with Project.open(root) as project:
        assert len(project.answers()) == 1
    check_whole(root, expected=pages())


def test_a_place_that_is_no_folder_is_a_clear_error(tmp_path: Path) -> None:
    root = made(tmp_path)
    (root / ".untuned").write_text("in the way", encoding="utf-8")
    ended = limited(root, 10**9, "sync")
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert ".untuned" in ended.stderr
    (root / ".untuned").unlink()
    with Project.open(root) as project:
        project.sync()
    check_whole(root, expected=pages())


@pytest.mark.parametrize("command", [("sync",), ("ask", life.QUESTION), ("status",), ("doctor",)])
def test_a_database_that_was_emptied_is_not_taken_for_a_new_one(command: tuple[str, ...], tmp_path: Path) -> None:
    root = made(tmp_path)
    with Project.open(root) as project:
        project.sync()
        project.backup(root / "copy.backup")
    truth = root / ".untuned" / "truth.sqlite3"
    truth.write_bytes(b"")
    ended = limited(root, 10**9, *command)
    assert ended.returncode == 1
    assert "truth.sqlite3 is empty, though an index was made of it" in ended.stdout + ended.stderr
    assert "untuned restore FILE" in ended.stdout + ended.stderr
    assert truth.read_bytes() == b""
    with Project.open(root) as project:
        project.restore(root / "copy.backup")
    check_whole(root, expected=pages())
