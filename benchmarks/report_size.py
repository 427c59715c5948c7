"""What a report takes in a project with 10,000 runs: CPU and memory of the whole command.

    python benchmarks/report_size.py [--data ../shared/data] [--quick]

Five variants are asked 100 questions of squad2, and every metric is scored. The 500 runs, with their scores, are then recorded twenty
times over under further questions in clusters of their own: 10,000 runs of the size that runs have, in a measurement of 2,000 questions.
No two copies have the same figures and words, so that nothing is gained by scores that are alike; figures that are 0 or 1 stay so. Each
command is run three times as a process of its own and the cheapest is taken; modules are compiled, as an installation leaves them.
`--quick` records them twice over and leaves no record.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from _measure import Row, data_folder, record, show
from _paragraphs import paragraphs, questions
from _process import best_of
from _projects import opened
from untuned.evaluation.report.material import CAUSE
from untuned.project import Project
from untuned.project.comparing import Order
from untuned.types.measures import Question, Run, Score

VARIANTS = ("default", "naive", "naive_quoted", "no_rerank", "oracle")
ASKED = 100
COPIES = 20
CPU_S, MEMORY_MB = 2.0, 500.0
TIMES = 3


def main() -> None:
    data, copies = data_folder(sys.argv), 2 if "--quick" in sys.argv else COPIES
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "project"
        runs, metrics = filled(folder, data, copies)
        rows = list(costs(folder, runs=runs, metrics=metrics))
    first = rows[0]
    criteria: list[Row] = [
        {"what": "runs in the project", "wanted": 10_000, "measured": runs, "met": runs >= 10_000},
        {"what": "CPU-s of a report", "wanted": CPU_S, "measured": first["cpu_s"], "met": float(str(first["cpu_s"])) < CPU_S},
        {
            "what": "MB of a report, peak",
            "wanted": MEMORY_MB,
            "measured": first["peak_mb"],
            "met": float(str(first["peak_mb"])) < MEMORY_MB,
        },
    ]
    if copies < COPIES:
        show([*rows])
        show(criteria)
    else:
        record("report_size", rows, criteria=criteria)


def filled(folder: Path, data: Path, copies: int) -> tuple[int, int]:
    """A project with one measurement of many runs, its latest; how many runs it has, and by how many metrics each was scored."""
    texts = paragraphs(data / "squad2" / "corpus.jsonl", language="en")
    asked = questions(data / "squad2" / "questions.jsonl", language="en")
    with opened(folder, texts, asked[:: len(asked) // ASKED][:ASKED]) as project:
        first = project.measure(Order(variants=VARIANTS, split="all")).measurement
        runs, scores = project.runs.of(first.id), project.runs.scores(first.id)
        held = project.questions.listing()
        many = [copied(question, copy) for copy in range(copies) for question in held]
        project.questions.add(many, now=datetime.now(UTC))
        asked_again = replace(first, id="", questions=tuple(question.id for question in many))
        begun = project.runs.begin(asked_again, bodies={})
        for copy in range(copies):
            recorded(project, begun.id, runs, [list(scores[run.id or 0].values()) for run in runs], copy)
        project.runs.finish(begun.id)
        return len(project.runs.of(begun.id, texts=False)), len(next(iter(scores.values())))


def copied(question: Question, copy: int) -> Question:
    """The question again, under another name and in another cluster."""
    return replace(question, id=f"{question.id}~{copy}", cluster=f"{question.cluster}~{copy}")


def recorded(project: Project, id: str, runs: Sequence[Run], scores: Sequence[list[Score]], copy: int) -> None:
    again = [replace(run, id=None, key=f"{run.key}~{copy}", question=f"{run.question}~{copy}") for run in runs]
    kept = project.runs.record(id, again)
    project.runs.score({run.id or 0: [turned(one, copy) for one in said] for run, said in zip(kept, scores, strict=True)})


def turned(score: Score, copy: int) -> Score:
    """The score with a figure and words of this copy's own."""
    if score.status != "ok" or score.metric == CAUSE:
        return score
    value = score.value if score.value in (None, 0.0, 1.0) else score.value * (1 - copy * 1e-6)
    return replace(score, value=value, detail=f"{score.detail} {copy}" if score.detail else "")


def costs(folder: Path, *, runs: int, metrics: int) -> Iterator[Row]:
    """What each way to ask for the report takes."""
    for what, arguments in (
        ("report", []),
        ("report --all --json", ["--all", "--json"]),
        ("report --out", ["--out", "../baseline.json", "--quiet"]),
        ("report --no-worse-than", ["--no-worse-than", "../baseline.json"]),
    ):
        found = best_of(TIMES, ["-m", "untuned", "report", *arguments], folder=folder)
        size = {
            "runs": runs,
            "scores_a_run": metrics,
            "database_mb": round((folder / ".untuned" / "truth.sqlite3").stat().st_size / 1e6, 1),
        }
        yield {"command": what, **size, "cpu_s": round(found.cpu_s, 2), "peak_mb": round(found.peak_mb, 1)}


if __name__ == "__main__":
    main()
