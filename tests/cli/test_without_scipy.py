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
    ],
)
def test_a_command_that_needs_statistics_names_the_extra_and_shows_no_traceback(project, command):
    ended = subprocess.run([sys.executable, "-c", WITHOUT, *command.split()], cwd=project, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "pip install 'untuned[measure]'" in ended.stderr
    assert "Traceback" not in ended.stderr
