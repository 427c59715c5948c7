"""Streams that are closed, full or no longer read, and Ctrl-C: a command does its work, or says why not, without a traceback."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from untuned.__main__ import main
from untuned.project import Project

if sys.platform == "win32":
    pytest.skip("streams are closed and filled by a shell of POSIX here", allow_module_level=True)

QUESTION = "Which valve does station 4 need?"
ANSWER = "Station 4 needs valve V-28."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "4.md").write_text(f"# Station 4\n\n{ANSWER}\n", "utf-8")
    (tmp_path / "untuned.toml").write_text('[sources]\npaths = ["docs"]\n', "utf-8")
    with Project.open(tmp_path) as project:
        project.sync()
    return tmp_path


def called(root: Path, *arguments: str, streams: str) -> subprocess.CompletedProcess[str]:
    """A command of a shell that redirects its streams."""
    program = f"import sys; sys.path[:0] = {sys.path!r}; from untuned.__main__ import main; sys.argv[0] = 'untuned'; sys.exit(main())"
    command = shlex.join([sys.executable, "-W", "error", "-c", program, *arguments])
    held = {**os.environ, "PYTHONUNBUFFERED": ""}  # what is written is held back until the end, as on most machines
    return subprocess.run(
        ["/bin/sh", "-c", f"{command} {streams}"], cwd=root, env=held, capture_output=True, check=False, text=True, encoding="utf-8"
    )


def test_an_answer_is_shown_where_the_stream_for_errors_is_closed(root):
    ended = called(root, "ask", QUESTION, streams="2>&-")
    assert ended.returncode == 0
    assert ANSWER in ended.stdout


@pytest.mark.parametrize("streams", [">&-", "<&- >&- 2>&-"])
def test_a_question_whose_answer_nobody_can_read_is_recorded_all_the_same(root, streams):
    ended = called(root, "ask", QUESTION, streams=streams)
    assert (ended.returncode, ended.stderr) == (0, "")
    with Project.open(root) as project:
        assert [answer.text for answer in project.answers()] == [ANSWER]


@pytest.mark.parametrize("arguments", [("status",), ("ask", QUESTION), ("--json", "status")])
def test_an_output_that_has_no_room_is_an_error_that_is_told_once(root, arguments):
    if not Path("/dev/full").exists():
        pytest.skip("the system has no device that is full")
    ended = called(root, *arguments, streams=">/dev/full")
    assert ended.returncode == 1
    assert ended.stderr.count("No space left on device") == 1
    assert "ignored" not in ended.stderr


def test_an_output_that_is_not_read_to_its_end_is_nothing_to_complain_of(root):
    ended = called(root, "status", streams="| true")
    assert (ended.stdout, ended.stderr) == ("", "")


def test_ctrl_c_before_a_command_begins_ends_without_a_traceback(monkeypatch):
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("untuned.cli.streams.complete", interrupted)
    assert main() == 130
