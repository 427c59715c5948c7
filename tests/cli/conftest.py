"""A folder of documents, and the command line as a shell would call it."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from sample_records import PAIRING, RETURNS, SALARIES

from untuned.cli.app import run


class Called(NamedTuple):
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def _no_settings_of_the_machine(monkeypatch):
    for name in [name for name in os.environ if name.startswith("UNTUNED_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def documents(tmp_path, monkeypatch) -> Path:
    """A folder with three documents, which is also the current one."""
    folder = tmp_path / "handbook"
    for path, text in {"docs/returns.md": RETURNS, "docs/pairing.md": PAIRING, "board/salaries.md": SALARIES}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def untuned(capsys) -> Callable[..., Called]:
    """Runs one command line."""

    def call(*arguments: str) -> Called:
        capsys.readouterr()
        code = run(arguments)
        captured = capsys.readouterr()
        return Called(code, captured.out, captured.err)

    return call


@pytest.fixture
def project(documents, untuned) -> Path:
    """The documents, synced."""
    assert untuned("init").code == 0
    assert untuned("sync").code == 0
    return documents
