"""Variables that a test run sets are known, so that the settings of a project that a test opens take none for a mistyped one."""

import re
from pathlib import Path

from untuned.config.meanings import VARIABLES

ROOT = Path(__file__).parents[2]
_NAMED = re.compile(r"UNTUNED_TEST_[A-Z]+")


def test_every_variable_of_a_test_run_is_known_to_the_settings():
    files = [ROOT / "Makefile", *(ROOT / "tests").rglob("*.py")]
    named = {found for file in files for found in _NAMED.findall(file.read_text(encoding="utf-8"))}
    assert named <= VARIABLES.keys()
