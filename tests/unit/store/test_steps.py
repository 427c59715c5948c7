from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from untuned.store import steps
from untuned.store.steps import STEPS


def passes(fault, *names):
    loop = f"for name in {names!r}:\n    step(name)\n    print(name, flush=True)"
    script = f"import sys; sys.path[:0] = {sys.path!r}\nfrom untuned.store.steps import step\n{loop}"
    ended = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "UNTUNED_FAULT": fault}, capture_output=True, text=True, check=False
    )
    return ended.returncode, ended.stdout.split()


def test_a_step_does_nothing_by_itself():
    assert passes("", "store.commit.begin") == (0, ["store.commit.begin"])
    assert passes("store.other", "store.commit.begin") == (0, ["store.commit.begin"])


@pytest.mark.skipif(os.name != "posix", reason="no SIGKILL here")
def test_a_fault_ends_the_process_at_the_named_passage():
    assert passes("b", "a", "b") == (-9, ["a"])
    assert passes("a:3", "a", "b", "a", "a", "b") == (-9, ["a", "b", "a"])


def test_the_list_of_steps_is_the_steps_of_the_code():
    folder = Path(steps.__file__).parent
    named = {name for path in folder.glob("*.py") for name in re.findall(r'\bstep\("([^"]+)"\)', path.read_text(encoding="utf-8"))}
    assert named == set(STEPS)
    assert len(STEPS) == len(set(STEPS))
