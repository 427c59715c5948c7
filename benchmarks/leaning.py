"""Answers that lean on what was not read: how many become partial, and what the check costs.

    python benchmarks/leaning.py [--data FOLDER] [--show]

Ordinary documentation should hardly ever: the 160 questions to the FastAPI docs. Contracts should: 8 questions to every ninth contract
of cuad that is neither short nor as long as a book, 20 at most; they are others than those the rules were made on. `--show` prints every
reference that is named, with every place where its number stands in what was read, so that a person can tell whether it is there.
"""

from __future__ import annotations

import re
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from _measure import Row, data_folder, json_lines, record
from untuned.project import Project
from untuned.rag.verify.leaning import references, unread
from untuned.types.answers import Answer, Hit, Passage
from untuned.types.documents import Chunk

QUESTIONS = (
    "When may a party terminate this agreement?",
    "What is the limit of liability?",
    "How is confidential information protected?",
    "Who owns the intellectual property?",
    "Which law governs this agreement?",
    "What must the licensee pay, and when?",
    "Can the agreement be assigned to another party?",
    "What happens after the agreement ends?",
)
SHORTEST, LONGEST = 20_000, 120_000
"""Characters of a contract: what fits into one reading leans on nothing, and a book takes long to sync."""
CONTRACTS = 20


@dataclass
class Count:
    """What a set of answers came to."""

    asked: int = 0
    shown: int = 0
    partial: int = 0
    leaning: int = 0
    """Answers whose quotes hold a reference that carries meaning."""
    named: list[str] = field(default_factory=list)
    milliseconds: dict[bool, list[float]] = field(default_factory=lambda: {False: [], True: []})
    """CPU time of the check, without and with such a reference."""

    def add(self, answer: Answer, project: Project, *, show: bool) -> None:
        """Count one answer, and print what it leans on."""
        self.asked += 1
        if not answer.claims:
            return
        self.shown += 1
        self.partial += bool(answer.notes)
        leans = any(references(citation.quote) for citation in answer.citations)
        self.leaning += leans
        evidence = read_for(answer, project)
        began = time.thread_time()
        names = unread(answer.claims, evidence)
        self.milliseconds[leans].append((time.thread_time() - began) * 1000)
        if answer.notes:
            self.named += names
            if show:
                print(f"\n{answer.notes[0]}\n  {answer.question}")
                for name in names:
                    print(f"  {name}: {list(mentions(name, evidence)) or 'nowhere'}")

    def row(self, name: str) -> Row:
        """The set's line of the table."""
        plain, leaning = self.milliseconds[False], self.milliseconds[True]
        return {
            "set": name,
            "questions": self.asked,
            "answers": self.shown,
            "with references": self.leaning,
            "partial": self.partial,
            "named": len(self.named),
            "ms, none": round(statistics.median(plain), 3) if plain else None,
            "ms, references": round(statistics.median(leaning), 3) if leaning else None,
            "ms, most": round(max(plain + leaning), 3),
        }


def read_for(answer: Answer, project: Project) -> list[Passage]:
    """What was read for an answer; without its headings, which tell more parts read than the texts alone."""
    held = project.documents.slices(answer.retrieved, principal=project.principal)
    return [
        Passage(
            hit=Hit(chunk=Chunk(document=version.document, version=version.id, ordinal=0, start=span.start, end=span.end), score=0.0),
            version=version,
            text=text,
        )
        for span, (version, text) in held.items()
    ]


def mentions(name: str, evidence: Sequence[Passage]) -> Iterator[str]:
    """Every place in what was read where a reference's number stands."""
    number = re.split(r"[\s§]+", name.partition(" of ")[0])[-1].partition("(")[0]
    wanted = re.compile(rf"(?<![\d.]){re.escape(number)}(?!\d)(?!\.\d)")
    for passage in evidence:
        for found in wanted.finditer(passage.text):
            yield " ".join(passage.text[max(0, found.start() - 20) : found.end() + 25].split())


def docs(data: Path, *, show: bool) -> Count:
    count = Count()
    folder = Path(__file__).parent / "questions"
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copytree(data / "docs_fastapi" / "files", scratch, dirs_exist_ok=True)
        Project.init(scratch, force=True)
        with Project.open(scratch) as project:
            project.sync()
            for name in ("docs_fastapi", "docs_fastapi_dev"):
                for row in json_lines(folder / f"{name}.jsonl"):
                    count.add(project.ask_sync(row["question"]), project, show=show)
    return count


def contracts(data: Path, *, show: bool) -> Count:
    count = Count()
    fitting = [each for each in json_lines(data / "cuad" / "corpus.jsonl") if SHORTEST < len(each["text"]) < LONGEST]
    for contract in fitting[5::9][:CONTRACTS]:
        with tempfile.TemporaryDirectory() as scratch:
            (Path(scratch) / "contract.txt").write_text(contract["text"], encoding="utf-8")
            (Path(scratch) / "untuned.toml").write_text("", encoding="utf-8")
            with Project.open(scratch) as project:
                project.sync()
                for question in QUESTIONS:
                    count.add(project.ask_sync(question), project, show=show)
    return count


def main() -> None:
    data, show = data_folder(sys.argv), "--show" in sys.argv
    ordinary, legal = docs(data, show=show), contracts(data, show=show)
    plain = statistics.median(ordinary.milliseconds[False])
    nouns = Counter(name.split()[0] for name in legal.named)
    print(f"named: {dict(nouns)}")
    record(
        "leaning",
        [ordinary.row("docs_fastapi"), legal.row("cuad")],
        criteria=[
            {
                "what": "documentation answers that become partial",
                "wanted": "<= 1",
                "measured": ordinary.partial,
                "met": ordinary.partial <= 1,
            },
            {"what": "contract answers that name what was not read", "wanted": "> 0", "measured": legal.partial, "met": legal.partial > 0},
            {"what": "CPU-ms of the check, without references", "wanted": "<= .2", "measured": round(plain, 3), "met": plain <= 0.2},
        ],
    )


if __name__ == "__main__":
    main()
