"""Whether a build fails where answers got worse, and goes on where they did not: the command line in processes of its own.

    python benchmarks/ci_gate.py [--data ../shared/data]

Every second article of xquad (English) is a project with its questions. Variants that hurt are planted in its untuned.toml: too high a
threshold, one passage to read without reranking, hardly room to read anything. Beside them stand the default itself, the same under another
name, and one that asks the search for one candidate more. Each is held against the default, by the file that `--out` wrote and by the id of
the measurement, and against a threshold (half way between what the default and the first of them reach, after these were seen). What an
exit code must be stands with each case: 5 for a gate that fails, 0 for one that holds.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from _measure import Row, data_folder, record
from _paragraphs import paragraphs, questions
from _projects import opened

SETTINGS = """\
[sources]
paths = ["docs"]

[variants.deaf]
answer.threshold = 0.9

[variants.blind]
search.rerank = false
search.candidates = 1
search.passages = 1
search.widen = false

[variants.hasty]
search.budget_tokens = 100

[variants.renamed]
description = "the default by another name"

[variants.wider]
search.candidates = 31
"""
GATE_FAILED = 5


@dataclass(frozen=True, kw_only=True)
class Case:
    """A command line and the exit code that it must have."""

    what: str
    arguments: tuple[str, ...]
    wanted: int


CASES = (
    *(
        Case(what=f"{variant}, {how}", arguments=("eval", variant, "--no-worse-than", baseline), wanted=GATE_FAILED)
        for variant in ("deaf", "blind", "hasty")
        for how, baseline in (("against a file", "baseline.json"), ("against a measurement", "m1"))
    ),
    *(
        Case(what=f"{variant}, {how}", arguments=("eval", variant, "--no-worse-than", baseline), wanted=0)
        for variant in ("default", "renamed", "wider")
        for how, baseline in (("against a file", "baseline.json"), ("against a measurement", "m1"))
    ),
    Case(
        what="renamed, a fall of 10 points ruled out", arguments=("eval", "renamed", "--no-worse-than", "m1", "--margin", "0.1"), wanted=0
    ),
    Case(what="default, correct at least .999", arguments=("eval", "default", "--fail-under", "correct=0.999"), wanted=GATE_FAILED),
    Case(
        what="default, 29 questions, against itself",
        arguments=("eval", "default", "--limit", "29", "--no-worse-than", "m1"),
        wanted=GATE_FAILED,
    ),
    Case(
        what="default, 29 questions, correct at least .1",
        arguments=("eval", "default", "--limit", "29", "--fail-under", "correct=0.1"),
        wanted=GATE_FAILED,
    ),
    Case(what="default and deaf compared, no gate", arguments=("compare", "default", "deaf"), wanted=0),
)


def held_to(least: float) -> tuple[Case, ...]:
    """The default and what hurts most, held to a threshold that lies between them."""
    gate = ("--fail-under", f"correct={least}")
    return (
        Case(what=f"default, correct at least {least}", arguments=("eval", "default", *gate), wanted=0),
        Case(what=f"deaf, correct at least {least}", arguments=("eval", "deaf", *gate), wanted=GATE_FAILED),
    )


def main() -> None:
    data = data_folder(sys.argv)
    texts = paragraphs(data / "xquad" / "corpus.en.jsonl", language="en")
    articles = sorted({text.article for text in texts})[::2]
    asked = [one for one in questions(data / "xquad" / "questions.en.jsonl", language="en") if one.article in articles]
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "project"
        opened(folder, [text for text in texts if text.article in articles], asked, settings=SETTINGS).close()
        least = (reached(folder, "default", out="baseline.json") + reached(folder, "deaf", out="deaf.json")) / 2
        rows = [row(folder, case, len(asked)) for case in (*CASES, *held_to(round(least, 3)))]
    failing = [one for one in rows if one["wanted"] == GATE_FAILED]
    passing = [one for one in rows if one["wanted"] == 0]
    criteria: list[Row] = [
        criterion("planted regressions, wrong thresholds and anecdotes that fail the build", failing),
        criterion("equal variants that pass", passing),
    ]
    record("ci_gate", rows, criteria=criteria)


def criterion(what: str, rows: list[Row]) -> Row:
    met = sum(one["exit_code"] == one["wanted"] for one in rows)
    return {"what": what, "wanted": len(rows), "measured": met, "met": met == len(rows)}


def row(folder: Path, case: Case, questions: int) -> Row:
    """A command's exit code, and what its gates say."""
    ended = called(folder, *case.arguments, "--quiet")
    told = [line.strip() for line in ended.stdout.splitlines() if line.startswith(("held", "failed  "))]
    return {
        "case": case.what,
        "questions": 29 if "--limit" in case.arguments else questions,
        "wanted": case.wanted,
        "exit_code": ended.returncode,
        "told": "; ".join(told),
    }


def reached(folder: Path, variant: str, *, out: str) -> float:
    """The share of right answers that a variant reaches; its report is kept in the project's folder."""
    called(folder, "eval", variant, "--out", out)
    (column,) = json.loads((folder / out).read_text(encoding="utf-8"))["report"]["columns"]
    return next(float(figure["value"]) for figure in column["figures"] if figure["metric"] == "correct")


def called(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of `untuned` in a process of its own; ends this program where it fails for another reason than a gate."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("UNTUNED_")}
    command = [sys.executable, "-m", "untuned", *arguments]
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment, check=False)
    if ended.returncode not in (0, GATE_FAILED):
        sys.exit(f"{' '.join(arguments)} ended with {ended.returncode}: {ended.stderr}")
    return ended


if __name__ == "__main__":
    main()
