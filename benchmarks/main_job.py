"""The main job on real input: sync the FastAPI docs, ask the 20 committed questions, judge the shown quotes.

A question is right when an accepted string stands in a shown quote and a citation is from a right page or its
translation; it is confidently wrong when something is shown without both. See benchmarks/questions/README.md.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from _measure import data_folder, json_lines, record
from untuned.project import Project
from untuned.types.answers import Answer

QUESTIONS = Path(__file__).parent / "questions"
SETS = {
    "main_job": ("docs_fastapi",),
    "main_job_dev": ("docs_fastapi_dev",),
    "main_job_fresh": ("docs_fastapi_newcomers", "docs_fastapi_daily"),
}
"""Record -> the files of questions that it is of."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One question, what was shown, and the judgement."""

    id: str
    question: str
    outcome: str
    shown: str
    sources: tuple[str, ...]
    confidence: float
    near_miss: str
    unanswerable: bool


def page_key(path: str) -> str:
    """A page's path without its language folder: a translation has the key of its original."""
    return "/".join(PurePosixPath(path).parts[2:])


def squeezed(text: str) -> str:
    """Lower case, one space for any white space."""
    return re.sub(r"\s+", " ", text).lower()


def judge(question: dict, answer: Answer, *, key: Callable[[str], str] = page_key) -> Judged:
    """The outcome of one question: right, abstained, missed or confidently_wrong. Pages with the same `key` are one."""
    quotes = squeezed(" \n ".join(citation.quote for citation in answer.citations))
    pages = {key(page) for page in question["pages"]}
    has_answer = any(squeezed(accepted) in quotes for accepted in question["answers"])
    has_page = any(key(citation.path) in pages for citation in answer.citations)
    if answer.state == "abstained":
        outcome = "abstained" if question["kind"] == "unanswerable" else "missed"
    else:
        outcome = "right" if has_answer and has_page else "confidently_wrong"
    return Judged(
        id=question["id"],
        question=question["question"],
        outcome=outcome,
        shown=answer.text,
        sources=tuple(citation.source for citation in answer.citations),
        confidence=round(answer.confidence, 3),
        near_miss=answer.near_miss.citation.source if answer.near_miss else "",
        unanswerable=question["kind"] == "unanswerable",
    )


def run(docs: Path, folder: Path, *, questions: Sequence[dict], key: Callable[[str], str] = page_key) -> list[Judged]:
    """Every question asked of a project over the docs; one that is in the folder already is brought up to date."""
    shutil.copytree(docs, folder, dirs_exist_ok=True)
    Project.init(folder, force=True)
    with Project.open(folder) as project:
        project.sync()
        return [judge(question, project.ask_sync(question["question"]), key=key) for question in questions]


def told(row: Judged) -> str:
    """A question with what came of it, for reading."""
    shown = " / ".join(row.shown.split("\n"))[:300]
    source = ", ".join(row.sources) or f"(near miss: {row.near_miss})"
    return f"{row.id}  {row.outcome:17} {row.confidence:.3f}  {row.question}\n    {shown}\n    {source}"


def criteria_of(rows: Sequence[Judged], *, unanswerable: int, of: str) -> list[dict]:
    """What the main job asks for, at the shares of the 20 judged questions: 11 of 16 right, all others refused, nothing wrong shown."""
    count = Counter(row.outcome for row in rows)
    answerable = len(rows) - unanswerable
    least = round(11 / 16 * answerable)
    refused, wrong = count["abstained"], count["confidently_wrong"]
    return [
        {"what": f"{of}right, of {answerable}", "wanted": least, "measured": count["right"], "met": count["right"] >= least},
        {"what": f"{of}abstained, of {unanswerable}", "wanted": unanswerable, "measured": refused, "met": refused == unanswerable},
        {"what": f"{of}confidently wrong", "wanted": 0, "measured": wrong, "met": wrong == 0},
    ]


def main() -> int:
    """Run, print, record; 1 when a criterion is missed.

    `--dev` asks the development set, `--fresh` the two sets that were written when the reader was done; `--keep FOLDER` keeps the project.
    """
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data")
    options.add_argument("--dev", dest="which", action="store_const", const="main_job_dev", default="main_job")
    options.add_argument("--fresh", dest="which", action="store_const", const="main_job_fresh")
    options.add_argument("--keep", type=Path)
    given = options.parse_args()
    questions = [row for name in SETS[given.which] for row in json_lines(QUESTIONS / f"{name}.jsonl")]
    with tempfile.TemporaryDirectory() as folder:
        docs = data_folder(sys.argv) / "docs_fastapi" / "files"
        rows = run(docs, given.keep or Path(folder), questions=questions)
    print("\n".join(told(row) for row in rows))
    unanswerable = sum(row.unanswerable for row in rows)
    criteria = criteria_of(rows, unanswerable=unanswerable, of="fresh questions: " if given.which == "main_job_fresh" else "")
    table = [{"id": row.id, "outcome": row.outcome, "confidence": row.confidence, "sources": ", ".join(row.sources)} for row in rows]
    record(given.which, table, criteria=criteria)
    return 0 if all(criterion["met"] for criterion in criteria) else 1


if __name__ == "__main__":
    sys.exit(main())
