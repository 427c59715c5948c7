"""Shell completion: the scripts, and what they are told when the Tab key is pressed."""

import os
import shlex
import shutil
import subprocess
import sys

import pytest

from untuned.cli.app import run
from untuned.cli.completion import VARIABLE

SHELLS = ["bash", "zsh", "fish", "powershell"]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_asks_untuned_for_completions_of_its_shell(untuned, shell):
    called = untuned("completion", shell)
    assert (called.code, called.err) == (0, "")
    assert VARIABLE in called.out
    assert f"complete_{shell}" in called.out
    assert untuned("completion", shell, "--json").json["script"] == called.out.removesuffix("\n")


def test_an_unknown_shell_is_wrong_usage_and_the_message_names_those_there_are(untuned):
    called = untuned("completion", "tcsh")
    assert called.code == 2
    assert all(shell in called.err for shell in SHELLS)


def completed(monkeypatch, capsys, words):
    """What bash is told for a line whose last word is not finished."""
    monkeypatch.setenv(VARIABLE, "complete_bash")
    monkeypatch.setenv("COMP_WORDS", shlex.join(words[:-1]) + " " + words[-1])
    monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        run([])
    assert ended.value.code == 0
    return capsys.readouterr().out.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["untuned", "comp"], ["compare", "completion"]),
        (["untuned", "questions", "dr"], ["draft"]),
        (["untuned", "runs", ""], ["list", "show", "import"]),
        (["untuned", "completion", ""], SHELLS),
        (["untuned", "report", "--lang"], ["--language"]),
        (["untuned", "report", "--language", ""], ["en", "ru"]),
    ],
)
def test_the_tab_key_offers_commands_options_and_values(monkeypatch, capsys, words, offered):
    assert completed(monkeypatch, capsys, words) == offered


def test_where_a_file_is_meant_nothing_is_offered_so_that_the_shell_offers_its_files(monkeypatch, capsys):
    assert completed(monkeypatch, capsys, ["untuned", "report", "--html", "re"]) == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash on this machine")
def test_bash_completes_with_the_script_as_it_is_printed(tmp_path, untuned):
    program = tmp_path / "untuned"
    called = "from untuned.cli.app import run; raise SystemExit(run())"
    program.write_text(f"#!/bin/sh\nexec {shlex.quote(sys.executable)} -c {shlex.quote(called)}\n", encoding="utf-8")
    program.chmod(0o755)
    script = untuned("completion", "bash").out
    pressed = "COMP_WORDS=(untuned questions im); COMP_CWORD=2; _untuned_completion untuned; printf '%s\\n' \"${COMPREPLY[@]}\""
    paths = {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    ended = subprocess.run(
        ["bash", "--norc", "-c", f"{script}\n{pressed}"], capture_output=True, text=True, check=False, env=os.environ | paths
    )
    assert (ended.stdout, ended.stderr) == ("import\n", "")
