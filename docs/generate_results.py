"""Writes the table of measured results into the README from benchmarks/results: `python docs/generate_results.py`."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
README = ROOT / "README.md"
MARKED = re.compile(r"(?<=<!-- results -->\n).*?(?=<!-- /results -->)", re.DOTALL)
ORDER = (
    "main_job",
    "quotes",
    "abstention",
    "retrieval",
    "search_speed",
    "answer_speed",
    "sync",
    "start",
    "install_size",
)
COMMAND = {"abstention": "fit_abstention"}


def table() -> Iterator[str]:
    """One row for each criterion of each record."""
    yield "| what | at least | measured | `python benchmarks/…` |"
    yield "|---|---|---|---|"
    for name in ORDER:
        for row in json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))["criteria"]:
            met = "" if row["met"] else " (missed)"
            yield f"| {row['what']} | {shown(row['wanted'])} | {shown(row['measured'])}{met} | `{COMMAND.get(name, name)}.py` |"


def shown(value: object) -> str:
    """A value with three significant digits."""
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def written(text: str) -> str:
    """The README's text with the table of now."""
    return MARKED.sub(lambda _: "\n".join(table()) + "\n", text)


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
