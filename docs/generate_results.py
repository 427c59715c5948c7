"""Writes the measured results from benchmarks/results: `python docs/generate_results.py`.

All of them go to docs/reference/results.md; the README has the headlines, and whatever was missed.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
README = ROOT / "README.md"
PAGE = ROOT / "docs" / "reference" / "results.md"
MARKED = re.compile(r"(?<=<!-- results -->\n).*?(?=<!-- /results -->)", re.DOTALL)
ORDER = (
    "main_job",
    "main_job_fresh",
    "other_docs",
    "quotes",
    "scope",
    "named_documents",
    "asked_headings",
    "defined_names",
    "glossaries",
    "release_notes",
    "typed_questions",
    "other_words",
    "likely",
    "manuals",
    "agreement",
    "chat_server",
    "injection",
    "documents",
    "printed_tables",
    "abstention",
    "reader",
    "retrieval",
    "peers",
    "robust_questions",
    "switches",
    "metadata_story",
    "references",
    "conflicts",
    "freshness",
    "scale",
    "vector_lists",
    "search_speed",
    "answer_speed",
    "sync",
    "start",
    "install_size",
    "facts",
    "summaries",
    "leaning",
    "rewrites",
    "support_models",
    "local_model",
    "comparisons",
    "naive_against_default",
    "imported_answers",
    "prompt_variants",
    "runner",
    "report_size",
    "ci_gate",
    "ladder",
    "advice",
    "tasks",
    "router",
    "voice_and_coherence",
    "gaps",
    "scoring",
    "evidence",
    "ratings",
    "main_job_dev",
)
COMMAND = {"abstention": "fit_abstention", "main_job_dev": "main_job", "main_job_fresh": "main_job"}
HEADLINES = {
    "main_job": ("right", "confidently"),
    "quotes": ("mutated",),
    "peers": ("untuned recall5: mean", "untuned semantic recall5: mean"),
}
"""Beginnings of the criteria that the README shows, by record; "" takes all of a record."""
HEAD = """# Results

Written by `make reference` from [the records](../../benchmarks/results), which name date, machine, commit and libraries.
Each row was measured by the command beside it. Processor time, not wall time. What was tuned on which data is told in the
[findings](../findings/README.md).

"""


def records() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The criteria of each record, in order."""
    for name in ORDER:
        yield name, json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))["criteria"]


def table(*, headlines: bool) -> Iterator[str]:
    """One row for each criterion; of headlines, the chosen ones and all that were missed."""
    yield "| what | at least | measured | `python benchmarks/…` |"
    yield "|---|---|---|---|"
    for name, criteria in records():
        for row in criteria:
            chosen = row["what"].startswith(HEADLINES.get(name, ("\0",)))
            if headlines and not chosen and (row["met"] or name == "main_job_dev"):
                continue
            met = "" if row["met"] else " (missed)"
            yield f"| {row['what']} | {shown(row['wanted'])} | {shown(row['measured'])}{met} | `{COMMAND.get(name, name)}.py` |"


def shown(value: object) -> str:
    """A value with three significant digits."""
    return f"{value:.3g}" if isinstance(value, float) else str(value)


def written(text: str) -> str:
    """The README's text with the table of now."""
    return MARKED.sub(lambda _: "\n".join(table(headlines=True)) + "\n", text)


def page() -> str:
    """The whole page of results."""
    return HEAD + "\n".join(table(headlines=False)) + "\n"


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
