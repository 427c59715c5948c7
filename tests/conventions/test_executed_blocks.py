"""The README and the tutorial are run: files are written, commands called, outputs compared, Python executed."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from untuned.cli.app import run

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "README.md",
    "docs/tutorial.md",
    "docs/guides/verify-alone.md",
    "docs/guides/variants.md",
    "docs/guides/ratings.md",
    "docs/guides/questions.md",
    "docs/guides/measuring.md",
    "docs/guides/ladder.md",
    "docs/guides/advice.md",
    "docs/guides/gaps.md",
    "docs/guides/metadata.md",
    "docs/guides/staying-right.md",
    "docs/guides/tasks.md",
    "docs/guides/from-langchain.md",
    "docs/guides/from-llamaindex.md",
    "docs/guides/from-ragas.md",
)
BLOCK = re.compile(r"^```(?P<kind>console|python|file (?P<path>\S+))\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
INSTALLING = ("pip ", "git ", "make test")
"""Commands of an installation, which is what the suite runs in; `.ci/run` runs them."""
WIDTH = "100"
"""Columns of the terminal that the pages were written for: whoever runs the suite may have another."""


@dataclass(frozen=True)
class Block:
    """A fenced block that can be run."""

    kind: str
    path: str
    body: str


def blocks(page: str) -> list[Block]:
    """The page's runnable blocks, in order."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return [Block(found["kind"].split()[0], found["path"] or "", found["body"]) for found in BLOCK.finditer(text)]


def commands(body: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a console block with the lines that it should print."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, *expected = part.rstrip("\n").split("\n")
        yield command, expected


def called(command: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What a command prints; `mkdir` and `cd` are done here, so that the page also runs where there is no shell."""
    words = shlex.split(command)
    if words[0] == "mkdir":
        for name in words[1:]:
            Path(name).mkdir()
        return []
    if words[0] == "cd":
        os.chdir(words[1])
        return []
    arguments = ["demo"] if words == ["make", "demo"] else words[1:]
    assert words == ["make", "demo"] or words[0] == "untuned", command
    capsys.readouterr()
    run(arguments)
    captured = capsys.readouterr()
    return (captured.out + captured.err).rstrip("\n").split("\n")


def pattern_of(expected: list[str]) -> re.Pattern[str]:
    """The lines as a pattern: `…` on a line of its own stands for any lines, inside a line for anything on it."""
    lines = [r"(?:.*\n)*?" if line == "…" else ".*".join(map(re.escape, line.split("…"))) + r" *\n" for line in expected]
    return re.compile("".join(lines))


@pytest.mark.parametrize("page", PAGES)
def test_every_block_of_the_page_does_what_it_says(page, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", WIDTH)
    names = {"__name__": page}  # of one session, as a reader has it
    for block in blocks(page):
        if block.kind == "file":
            Path(block.path).write_text(block.body, encoding="utf-8", newline="\n")
        elif block.kind == "python":
            monkeypatch.chdir(tmp_path)
            exec(compile(block.body, page, "exec"), names)
        else:
            for command, expected in commands(block.body):
                if not command.startswith(INSTALLING):
                    printed = "\n".join(called(command, capsys)) + "\n"
                    assert not expected or pattern_of(expected).fullmatch(printed), f"{page}: $ {command}\n{printed}"


@pytest.mark.parametrize("page", PAGES)
def test_the_page_has_blocks_to_run(page):
    assert len(blocks(page)) >= 2


def test_the_readme_is_short_enough_to_be_read():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150
