"""The command as a process begins it."""

from __future__ import annotations

import os
import sys

import pytest

from untuned.__main__ import main

WAIT = "OPENBLAS_THREAD_TIMEOUT"


def test_idle_threads_of_numpy_sleep_unless_the_user_wants_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["untuned", "version"])
    monkeypatch.setenv(WAIT, "20")
    assert main() == 0
    assert os.environ[WAIT] == "20"
    monkeypatch.delenv(WAIT)
    assert main() == 0
    assert os.environ.pop(WAIT) == "4"
