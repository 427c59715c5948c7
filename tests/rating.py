"""A folder with questions that was measured, for tests of what people and judges say of answers."""

from __future__ import annotations

import json
from pathlib import Path

from untuned.cli.app import run

PLACES = [f"{first}{last}" for first in ("Alder", "Birch", "Cedar", "Dove", "Elm", "Fern") for last in ("brook", "ford", "mere", "wick")]
SETTINGS = (
    '[variants.deaf]\nanswer.threshold = 1.0\n\n[variants.same]\nsearch.candidates = 29\n\n[sources]\nexclude = ["*.jsonl", "*.csv"]\n'
)


def make(folder: Path) -> Path:
    """The folder, of which `default` and `deaf` were asked 24 questions (m1)."""
    (folder / "docs").mkdir(parents=True)
    asked = []
    for nth, place in enumerate(PLACES):
        text = f"The library of {place} opened in {1890 + nth} and lends {120 + 7 * nth} maps to its readers."
        (folder / "docs" / f"{place}.md").write_text(f"# {place}\n\n{text} The river runs past it.\n", encoding="utf-8")
        asked.append({"id": f"q{nth}", "question": f"How many maps does the library of {place} lend?", "answers": [str(120 + 7 * nth)]})
    (folder / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in asked), encoding="utf-8")
    (folder / "untuned.toml").write_text(SETTINGS, encoding="utf-8")
    for words in (["sync"], ["questions", "import", str(folder / "questions.jsonl")], ["compare", "default", "deaf"]):
        assert run([*words, "--project", str(folder), "--quiet"]) == 0
    return folder
