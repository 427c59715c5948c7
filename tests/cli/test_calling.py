"""What every command has in common: options, errors, exit codes."""

import json
import os
import subprocess
import sys

import pytest
from typer.main import get_command

from untuned import __version__
from untuned.cli.app import app, run
from untuned.cli.command import Call, joined
from untuned.cli.overview import SECTIONS
from untuned.types.principal import OWNER

COMMANDS = [
    "ask",
    "audit",
    "backup",
    "chat",
    "demo",
    "doctor",
    "history",
    "init",
    "purge",
    "reindex",
    "restore",
    "search",
    "show",
    "status",
    "sync",
    "version",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(untuned, command):
    called = untuned(command, "--help")
    assert called.code == 0
    assert f"Usage: untuned {command} [OPTIONS]" in called.out
    assert all(option in called.out for option in ("--project", "--as-group", "--json", "--quiet", "--no-color"))


def test_without_a_command_the_help_is_printed(untuned):
    called = untuned()
    assert called.code == 0
    assert all(f"\n  {command} " in called.out for command in COMMANDS)


def test_every_command_stands_in_one_section_of_the_help():
    listed = [name for names in SECTIONS.values() for name in names]
    assert sorted(listed) == sorted(get_command(app).commands)


def test_the_version_is_told_as_other_tools_tell_it(untuned):
    called = untuned("--version")
    assert called.code == 0
    assert called.out.startswith(f"untuned {__version__}\n")
    assert called.out == untuned("version").out
    assert untuned("--json", "--version").json == untuned("version", "--json").json


def test_help_loads_nothing_that_is_not_needed_for_it():
    heavy = (
        "('sqlalchemy', 'alembic', 'rich', 'numpy', 'lxml', 'tantivy', 'py3langid', 'yaml', 'untuned.project', 'untuned.config', 'asyncio')"
    )
    code = f"import sys; from untuned.cli.app import run; run(['--help']); sys.exit(any(name in sys.modules for name in {heavy}))"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    assert ended.returncode == 0, ended.stderr.decode()


def test_outside_a_project_the_error_says_what_to_do(untuned, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    called = untuned("status")
    assert called.code == 2
    assert called.out == ""
    assert (
        called.err == f"error: no untuned.toml in {tmp_path} or above\n  try: run 'untuned init' in the folder that holds your documents\n"
    )


def test_with_json_an_error_is_json_on_the_error_stream(untuned, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    called = untuned("status", "--json")
    assert called.code == 2
    assert called.out == ""
    assert json.loads(called.err)["error"] == {
        "kind": "NoProject",
        "message": f"no untuned.toml in {tmp_path} or above",
        "remedy": "run 'untuned init' in the folder that holds your documents",
        "folder": tmp_path.as_posix(),
    }


def test_a_wrong_setting_is_an_error_with_its_line(untuned, tmp_path):
    (tmp_path / "untuned.toml").write_text("[search]\ncandidats = 5\n", encoding="utf-8")
    called = untuned("--project", str(tmp_path), "status")
    assert called.code == 2
    assert "untuned.toml:2: 'search.candidats'" in called.err
    assert "did you mean 'search.candidates'" in called.err


@pytest.mark.parametrize(
    "arguments", [("nonsense",), ("ask",), ("search", "x", "--limit", "0"), ("ask", "x", "--nonsense"), ("ask", "a", "b")]
)
def test_wrong_usage_ends_with_two_and_a_message(untuned, arguments):
    called = untuned(*arguments)
    assert called.code == 2
    assert called.err.startswith("error: ")
    assert "see 'untuned" in called.err
    assert untuned(*arguments, "--json").err.startswith("{")


def test_an_error_of_the_machine_is_told_without_a_traceback(untuned, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    called = untuned("init", str(tmp_path / "file" / "below"))
    assert called.code == 1
    assert called.err.startswith("error: ")
    assert "Traceback" not in called.err
    assert "is a file" in called.err


def test_options_count_before_and_after_the_command(untuned, project):
    assert untuned("--json", "status").json == untuned("status", "--json").json
    assert untuned("--project", str(project), "status").code == 0
    assert untuned("status", "--project", str(project / "docs")).code == 0


def test_groups_before_and_after_the_command_are_taken_together():
    assert joined(Call(groups=("a",)), Call(groups=("b",))).principal.groups == {"a", "b", "everyone"}
    assert not joined(Call(groups=("a",)), Call()).principal.owner
    assert joined(Call(), Call()).principal is OWNER


def test_what_follows_two_dashes_is_no_option(untuned, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert untuned("ask", "--", "--json").err.startswith("error: ")


def test_a_reader_that_goes_away_is_no_error(project):
    code = "from untuned.cli.app import run; import sys; sys.exit(run(['search', 'button']))"
    piped = f'{sys.executable} -c "{code}" | head -n 0'
    ended = subprocess.run(
        piped, shell=True, capture_output=True, check=False, cwd=project, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    assert b"Traceback" not in ended.stderr


def test_the_version_is_printed(untuned):
    assert untuned("version").out.startswith("untuned ")
    assert set(untuned("version", "--json").json) == {"untuned", "python", "tantivy", "sqlalchemy"}


def test_run_reads_the_arguments_of_the_process(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["untuned", "version"])
    assert run() == 0
    assert capsys.readouterr().out.startswith("untuned ")


def test_a_question_without_quotes_or_words_says_what_to_type(untuned):
    called = untuned("ask", "how", "long")
    assert called.code == 2
    assert "see 'untuned ask --help'; words that belong together go in quotes" in called.err
    called = untuned("ask", "  ")
    assert called.code == 2
    assert "the question is empty" in called.err


def test_an_empty_question_is_told_by_the_name_of_its_error_and_one_without_a_word_is_recorded(project, untuned):
    called = untuned("--json", "ask", " ")
    assert (called.code, json.loads(called.err)["error"]["kind"]) == (2, "EmptyQuestion")
    assert untuned("history", "--json").json == []
    assert untuned("ask", "???").code == 3
    assert [one["question"] for one in untuned("history", "--json").json] == ["???"]
