"""A project whose folder may not be written: it is asked, searched and shown as it stands, and what writes says what to do."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from modes import ALONE, CANNOT
from untuned.errors import IndexUnwritable, StoreBusy, StoreUnwritable
from untuned.project import Project
from untuned.store.sealed import UNRECORDED, sealed_file

if sys.platform == "win32":
    pytest.skip("folders are not sealed by their mode there", allow_module_level=True)

QUESTION = "Which valve does station 4 need?"


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """A synced project with one answer."""
    folder = tmp_path / "project"
    (folder / "docs").mkdir(parents=True)
    for number in range(8):
        (folder / "docs" / f"{number}.md").write_text(f"# Station {number}\n\nStation {number} needs valve V-{number * 7}.\n", "utf-8")
    (folder / "untuned.toml").write_text('[sources]\npaths = ["docs"]\n', "utf-8")
    with Project.open(folder) as project:
        project.sync()
        project.ask_sync(QUESTION)
    yield folder
    _allow(folder, writing=True)


def _allow(folder: Path, *, writing: bool) -> None:
    for place, _, files in os.walk(folder):
        for name in files:
            (Path(place) / name).chmod(0o644 if writing else 0o444)
        Path(place).chmod(0o755 if writing else 0o555)


def sealed(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command by somebody who may read the project and write nothing of it."""
    if os.geteuid() == 0 and sys.platform != "linux":
        pytest.skip("a superuser writes everywhere here")
    _allow(root, writing=False)
    program = f"import sys; sys.path[:0] = {sys.path!r}\n{ALONE}"
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *arguments], cwd=root, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    if ended.returncode == CANNOT:
        pytest.skip("a superuser writes everywhere here")
    return ended


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def contents(root: Path) -> dict[str, bytes]:
    """Every file of the project."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_a_sealed_project_answers_and_says_that_the_answer_is_not_kept(root: Path) -> None:
    before = contents(root)
    ended = sealed(root, "ask", QUESTION)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "Station 4 needs valve V-28." in ended.stdout
    assert UNRECORDED in ended.stdout
    assert "untuned show" not in ended.stdout
    assert contents(root) == before


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("search", "valve of station 4"), "docs/4.md:1"),
        (("show", "docs/4.md"), "Station 4 needs valve V-28."),
        (("show", "a1"), "Station 4 needs valve V-28."),
        (("show", "1"), "Station 4 needs valve V-28."),
        (("history",), QUESTION),
        (("status",), "up to date"),
        (("stale",), "Nothing has to be looked at again"),
    ],
)
def test_a_sealed_project_is_read(root: Path, command: tuple[str, ...], says: str) -> None:
    ended = sealed(root, *command)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert says in ended.stdout


def test_a_sealed_project_is_backed_up(root: Path, tmp_path: Path) -> None:
    before = contents(root)
    copy = tmp_path / "copies" / "copy.untuned"
    copy.parent.mkdir()
    ended = sealed(root, "backup", str(copy))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert contents(root) == before
    _allow(root, writing=True)
    (root / ".untuned" / "truth.sqlite3").unlink()
    with Project.open(root) as project:
        project.restore(copy)
        assert project.answer("a1").question == QUESTION


@pytest.mark.parametrize("command", [("sync",), ("purge", "docs/4.md", "--yes"), ("lean", "add", "a1", "docs/4.md")])
def test_what_writes_to_a_sealed_project_says_what_to_do(root: Path, command: tuple[str, ...]) -> None:
    (root / "docs" / "9.md").write_text("# Station 9\n\nStation 9 is new.\n", "utf-8")
    before = contents(root)
    ended = sealed(root, *command)
    assert ended.returncode == 1
    assert "its folder cannot be written" in ended.stderr
    assert "try: allow writing" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert contents(root) == before


def test_a_sealed_project_is_read_with_what_another_process_has_just_written(root: Path) -> None:
    with Project.open(root) as project:
        (root / "docs" / "9.md").write_text("# Station 9\n\nStation 9 needs valve V-99.\n", "utf-8")
        project.sync()
        assert (root / ".untuned" / "truth.sqlite3-wal").exists()
        ended = sealed(root, "ask", "Which valve does station 9 need?")
        assert (ended.returncode, ended.stderr) == (0, "")
        assert "Station 9 needs valve V-99." in ended.stdout


def test_a_sealed_project_whose_index_is_not_there_says_what_to_do(root: Path) -> None:
    shutil.rmtree(root / ".untuned" / "index")
    ended = sealed(root, "ask", QUESTION)
    assert ended.returncode == 1
    assert "cannot be written" in ended.stderr
    assert "try: " in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_sealed_project_without_a_place_for_temporary_files_says_which_one_it_needs(root, monkeypatch):
    with Project.open(root) as reading:
        monkeypatch.setattr("untuned.index.mirror.os.access", lambda _place, _mode: False)
        monkeypatch.setattr("tempfile.tempdir", str(root / "nowhere"))
        with pytest.raises(IndexUnwritable, match="neither it nor any place for temporary files can be written") as told:
            reading.search(QUESTION)
    assert "TMPDIR" in told.value.remedy


def test_who_may_read_a_project_may_read_every_file_of_its_index(root):
    (root / "docs" / "9.md").write_text("# Station 9\n\nStation 9 needs valve V-99.\n", "utf-8")
    with Project.open(root) as project:
        project.sync()
    files = [path for path in (root / ".untuned" / "index").rglob("*") if path.is_file()]
    assert len(files) > 5
    assert {_mode(path) for path in files} == {_mode(root / ".untuned" / "sync.lock")}


def test_an_index_that_its_writer_alone_may_read_is_shared_when_it_is_opened_again(root):
    sealed_off = list((root / ".untuned" / "index").rglob("*meta.json"))
    for path in sealed_off:
        path.chmod(0o600)
    with Project.open(root) as project:
        assert project.search(QUESTION)
    assert sealed_off
    assert {_mode(path) for path in sealed_off} == {_mode(root / ".untuned" / "sync.lock")}


def test_a_day_of_the_past_in_a_sealed_project_is_asked_for_once_its_index_is_there(root: Path) -> None:
    asked = ("ask", QUESTION, "--as-of", "2100-01-01")
    ended = sealed(root, *asked)
    assert ended.returncode == 1
    assert "ask with '--as-of' once where it may be written" in ended.stderr
    _allow(root, writing=True)
    with Project.open(root) as project:
        project.search(QUESTION, as_of=date(2100, 1, 1))
    ended = sealed(root, *asked)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "Station 4 needs valve V-28." in ended.stdout


def test_a_file_that_is_written_while_it_is_read_as_sealed_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda _place, _mode: False)
    found = sealed_file(root / ".untuned" / "truth.sqlite3")
    monkeypatch.undo()
    assert found is not None
    connection = found.connect(busy_timeout_ms=1_000)
    assert connection.execute("SELECT count(*) FROM answer").fetchone() == (1,)
    connection.close()
    found.check()
    with Project.open(root) as project:
        project.ask_sync(QUESTION)
    with pytest.raises(StoreBusy, match="was written while it was read"):
        found.check()


def test_after_somebody_wrote_the_next_reading_is_of_the_file_as_it_stands(root, monkeypatch):
    monkeypatch.setattr("untuned.store.sealed.os.access", lambda _place, _mode: False)
    with Project.open(root) as reading:
        before = len(reading.documents.listing(principal=reading.principal))
        monkeypatch.undo()
        with Project.open(root) as writing:
            (root / "docs" / "new.md").write_text("# Station 9\n\nStation 9 needs valve V-99.\n", "utf-8")
            writing.sync()
        with pytest.raises(StoreBusy, match="was written while it was read"):
            reading.documents.listing(principal=reading.principal)
        assert len(reading.documents.listing(principal=reading.principal)) == before + 1


def test_last_writes_of_a_stopped_process_in_a_folder_that_cannot_be_written_are_told_with_a_remedy(root, monkeypatch):
    file = root / ".untuned" / "truth.sqlite3"
    assert file.is_file()
    file.with_name(f"{file.name}-wal").write_bytes(b"left behind")
    file.with_name(f"{file.name}-shm").unlink(missing_ok=True)
    monkeypatch.setattr("untuned.store.sealed.os.access", lambda _place, _mode: False)
    found = sealed_file(file)
    assert found is not None
    with pytest.raises(StoreUnwritable, match="a process that was stopped left its last writes"):
        found.connect(busy_timeout_ms=100)
