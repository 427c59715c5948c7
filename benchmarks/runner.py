"""How fast questions are asked of an endpoint, and what a kill costs: a real local HTTP server, asked through a project.

    python benchmarks/runner.py [--questions 2000] [--kills 12] [--only rate|grounded|kills]

The server (tests/servers/prompt_server.py) is a process of its own that answers 200 ms after it is asked; 64 questions are asked at a
time, so the ideal rate is 320 a second. Asked are a closed-book variant in plain text, and the project's default in verified claims with
search, through `Project.measure`, which records every answer in the store. Rates are of the asking alone: what is planned before it and
scored after it has figures of its own.

For the kills a child process asks 2,000 questions and is ended by SIGKILL at moments drawn by a seed, then resumed, until none is left.
The server counts the responses that reached the child: whatever it asked for again after it had been given a whole response was paid
twice. A response that still lay in the child's socket when it died was not given to it, and is counted apart.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from _measure import ROOT, record
from untuned.evaluation.runs.progress import Progress
from untuned.project import Project
from untuned.project.comparing import Order
from untuned.types.measures import Question

sys.path.insert(0, str(ROOT / "tests"))
from servers.prompt_server import Counts, Manner, PromptProcess, fact_of

LATENCY_MS = 200
AT_ONCE = 64
IDEAL = AT_ONCE / (LATENCY_MS / 1000)
CLOSED = "closed_book"
"""The question alone, answered in plain text."""
MODEL = "openai:simulated"
SEED = 20261120


@dataclass(frozen=True, kw_only=True)
class Kill:
    """When a child is killed: so many seconds after it has said a word."""

    after: Literal["begun", "asking"]
    seconds: float


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What one child process did."""

    ended: bool
    figures: Mapping[str, float]


def build(root: Path, server: PromptProcess, *, questions: int) -> None:
    """A project over the facts of so many codes, fifty to a file, with a question for each."""
    (root / "docs").mkdir(parents=True)
    for first in range(0, questions, 50):
        facts = [fact_of(number) for number in range(first, min(first + 50, questions))]
        text = "# Plans\n\n" + "\n\n".join(f"## {fact.question.split()[7]}\n\n{fact.sentence}" for fact in facts)
        (root / "docs" / f"plans-{first:05}.md").write_text(text + "\n", encoding="utf-8")
    settings = (
        f'[sources]\npaths = ["docs"]\n\n[model]\nname = "{MODEL}"\nbase_url = "{server.url}"\n\n[evaluation]\nconcurrency = {AT_ONCE}\n'
    )
    (root / "untuned.toml").write_text(settings, encoding="utf-8")
    with Project.open(root) as project:
        project.sync()
        asked = [
            Question(id=f"q{number:05}", text=fact_of(number).question, answers=(fact_of(number).answer,)) for number in range(questions)
        ]
        project.questions.add(asked, now=datetime.now(UTC))


def child(root: Path, variant: str, resume: str) -> None:
    """Asks; tells what it took as one line of JSON."""
    with Project.open(root) as project:
        cpu: list[float] = []

        def watch(_progress: Progress) -> None:
            if not cpu:
                print("asking", flush=True)
            cpu.append(time.process_time())

        print("begun", flush=True)
        began = time.perf_counter()
        outcome = project.measure(Order(variants=(variant,), resume=resume, simulated=True), progress=watch)
        progress = outcome.ended.progress
        asked = progress.done - progress.reused
        figures = {
            "asked": asked,
            "errors": sum(progress.errors.values()),
            "rate": progress.rate or 0.0,
            "cpu_ms": (cpu[-1] - cpu[0]) * 1000 / max(asked - 1, 1) if len(cpu) > 1 else 0.0,
            "wall_s": time.perf_counter() - began,
        }
        print(json.dumps(figures), flush=True)


def ask(root: Path, variant: str, *, resume: str = "", kill: Kill | None = None) -> Asked:
    """A child process, ended when and if it is to be."""
    arguments = [sys.executable, __file__, "--child", str(root), variant, resume]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, env=os.environ | {"OMP_NUM_THREADS": "1"}) as process:
        assert process.stdout is not None
        if kill is not None:
            while process.stdout.readline().strip().decode() not in (kill.after, ""):
                continue
            time.sleep(kill.seconds)
            process.send_signal(signal.SIGKILL)
        lines = process.stdout.read().decode().splitlines()
        process.wait()
    if process.returncode not in (0, -signal.SIGKILL):
        sys.exit(f"the child ended with {process.returncode}")
    figures = json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}
    return Asked(ended=process.returncode == 0, figures=figures)


def rate(variant: str, *, questions: int, server: PromptProcess) -> dict:
    """One measurement, from nothing."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "project"
        build(root, server, questions=questions)
        server.forget()
        figures = ask(root, variant).figures
    return {
        "what": f"{variant}, {questions} questions",
        "asked": int(figures["asked"]),
        "errors": int(figures["errors"]),
        "per_s": round(figures["rate"], 1),
        "of_ideal": round(figures["rate"] / IDEAL, 3),
        "cpu_ms": round(figures["cpu_ms"], 2),
        "whole_s": round(figures["wall_s"], 1),
        "most_open": server.counts.most_open,
    }


def kills(*, questions: int, times: int, server: PromptProcess) -> tuple[dict, Counts]:
    """A measurement that is killed so many times."""
    rng, killed, began = random.Random(SEED), 0, time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "project"
        build(root, server, questions=questions)
        server.forget()
        ended = False
        while not ended:
            with Project.open(root) as project:
                before = [one.id for one in project.runs.recent() if not one.finished]
            # Three kills out of four while it asks, the others while it plans or has just begun.
            word, longest = ("begun", 1.5) if killed % 4 == 3 else ("asking", 0.6)
            kill = Kill(after=word, seconds=rng.uniform(0, longest)) if killed < times else None
            asked = ask(root, CLOSED, resume=before[0] if before else "", kill=kill)
            ended = asked.ended
            killed += not ended
        with Project.open(root) as project:
            runs = project.runs.of(project.runs.recent()[0].id)
    counts = server.counts
    answered = Counter(run.question for run in runs if run.status != "error")
    row = {
        "what": f"{CLOSED}, {questions} questions, killed",
        "kills": killed,
        "runs": len(runs),
        "missing": questions - len(answered),
        "twice": sum(max(count - 1, 0) for count in counts.per_question.values()),
        "lay_unread": sum(count.unread for count in counts.by_content.values()),
        "cut_off": sum(count.abandoned for count in counts.by_content.values()),
        "requests": counts.requests,
        "wall_s": round(time.perf_counter() - began, 1),
    }
    return row, counts


def main() -> int:
    """Measure, print, record; 1 when a criterion is missed."""
    given = dict(zip(sys.argv[1::2], sys.argv[2::2], strict=False))
    questions, only = int(given.get("--questions", 2_000)), given.get("--only", "")
    rows: list[dict] = []
    criteria: list[dict] = []
    with PromptProcess(Manner(seed=SEED), latency_ms=LATENCY_MS) as server:
        if only in ("", "rate"):
            rows.append(rate(CLOSED, questions=questions, server=server))
            share = rows[-1]["of_ideal"]
            criteria.append(
                {
                    "what": f"closed book in plain text, {AT_ONCE} at a time, {LATENCY_MS} ms",
                    "wanted": f"at least 90 % of {IDEAL:.0f} a second",
                    "measured": f"{share:.1%}",
                    "met": share >= 0.9,
                }
            )
        if only in ("", "grounded"):
            rows.append(rate("default", questions=questions, server=server))
        if only in ("", "kills"):
            row, _ = kills(questions=questions, times=int(given.get("--kills", 12)), server=server)
            rows.append(row)
            criteria.append(
                {
                    "what": f"killed {row['kills']} times: runs missing",
                    "wanted": "0",
                    "measured": str(row["missing"]),
                    "met": row["missing"] == 0,
                }
            )
            criteria.append({"what": "questions paid twice", "wanted": "0", "measured": str(row["twice"]), "met": row["twice"] == 0})
    names = list(dict.fromkeys(name for row in rows for name in row))
    table = [{name: row.get(name, "") for name in names} for row in rows]
    if only:
        print(json.dumps(table, indent=1), json.dumps(criteria, indent=1))
    else:
        record("runner", table, criteria=criteria)
    return 0 if all(row["met"] for row in criteria) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(Path(sys.argv[2]), sys.argv[3], sys.argv[4])
        sys.exit(0)
    sys.exit(main())
