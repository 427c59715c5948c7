"""Where the packages of measuring are not installed, each command that needs them says which to install."""

import subprocess
import sys

import pytest

WITHOUT = """
import importlib.abc, importlib.util, sys

class Blocked(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "scipy":
            raise ModuleNotFoundError(name, name="scipy")

sys.meta_path.insert(0, Blocked())
real = importlib.util.find_spec
importlib.util.find_spec = lambda name, *more: None if name == "scipy" else real(name, *more)
from untuned.cli.app import run
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "command",
    [
        "compare default naive",
        "eval default --dry-run",
        "report",
        "advise",
        "climb",
        "ratings agreement",
        "ratings wins",
        "ratings calibrate m1",
        "ratings draw m1",
        "ratings estimate m1",
        "parity default naive",
        "runs import log.jsonl",
    ],
)
def test_a_command_that_needs_statistics_names_the_extra_and_shows_no_traceback(project, command):
    ended = subprocess.run([sys.executable, "-c", WITHOUT, *command.split()], cwd=project, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "pip install 'untuned[measure]'" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_what_was_measured_can_be_read_without_the_extra(project, untuned):
    (project.parent / "asked.csv").write_text("question,answer\nHow many days do I have to return a product?,60 days\n", encoding="utf-8")
    for command in ("questions import ../asked.csv", "compare default naive", "climb"):
        assert untuned(*command.split()).code == 0
    for command, told in (("runs list", "default, naive"), ("runs show m1 --limit 1", "scores:"), ("report c1", "plateau")):
        ended = subprocess.run([sys.executable, "-c", WITHOUT, *command.split()], cwd=project, capture_output=True, text=True, check=False)
        assert (ended.returncode, told in ended.stdout) == (0, True), ended.stderr
