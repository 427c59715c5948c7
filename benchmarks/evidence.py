"""How much of the evidence of public question sets is found, and whether it is found where people marked it.

`python benchmarks/evidence.py [--data FOLDER] [--questions N]`. Each set is imported three times: as its rows are, without the
offsets of its answers, and without the names of its documents too, so that search has to find them. A passage counts as right when
it overlaps a span that people marked in the right document. Every set is sampled evenly. Misses of policyqa (answers cut within a
word) and of cuad (answers with pieces left out) were looked at while this was built; the other sets were not.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from _measure import Row, data_folder, json_lines, record
from untuned.evaluation.questions.archive import Archive
from untuned.evaluation.questions.evidence import locate
from untuned.evaluation.questions.read.parsed import Parsed
from untuned.evaluation.questions.read.rows import Fault, rows_of
from untuned.evaluation.questions.read.shapes import parsed
from untuned.project import Project
from untuned.rag.evidence import find
from untuned.types.measures import Evidence

SETS = {
    "squad2": ("squad2/corpus.jsonl", "squad2/questions.jsonl"),
    "xquad_en": ("xquad/corpus.en.jsonl", "xquad/questions.en.jsonl"),
    "xquad_ru": ("xquad/corpus.ru.jsonl", "xquad/questions.ru.jsonl"),
    "covidqa": ("covidqa/corpus.jsonl", "covidqa/questions.jsonl"),
    "policyqa": ("policyqa/corpus.jsonl", "policyqa/questions.jsonl"),
    "cuad": ("cuad/corpus.jsonl", "cuad/questions.jsonl"),
}
MODES = ("as given", "documents named", "nothing named")


def main(argv: list[str]) -> int:
    data = data_folder(argv)
    count = int(argv[argv.index("--questions") + 1]) if "--questions" in argv else 300
    rows: list[Row] = []
    for name, (corpus, questions) in SETS.items():
        with TemporaryDirectory() as folder:
            root = Path(folder)
            write_documents(data / corpus, root)
            Project.init(root)
            with Project.open(root) as project:
                project.sync()
                rows += measured(name, project, data / questions, count)
    given = [row for row in rows if row["mode"] == "as given"]
    named = [row for row in rows if row["mode"] == "documents named"]
    record(
        "evidence",
        rows,
        criteria=[
            criterion("evidence found as the rows give it, worst set", 0.99, min(float(str(row["found"])) for row in given)),
            criterion("found where people marked it, documents named, worst set", 0.9, min(float(str(row["right"])) for row in named)),
        ],
    )
    return 0


def criterion(what: str, wanted: float, measured_: float) -> Row:
    return {"what": what, "wanted": wanted, "measured": round(measured_, 3), "met": measured_ >= wanted}


def write_documents(corpus: Path, root: Path) -> None:
    for row in json_lines(corpus):
        (root / f"{file_name(row['id'])}.txt").write_text(row["text"], encoding="utf-8", newline="")


def file_name(id: str) -> str:
    return re.sub(r"[/\\]", "_", id)[:230]


def measured(name: str, project: Project, file: Path, count: int) -> Iterator[Row]:
    library = project.library()
    archive = Archive(
        project.documents,
        principal=project.principal,
        search=lambda words: find(words, library=library, limit=10),
        weigh=library.index.idf,
    )
    asked = [one for _, one in parsed(rows_of(file)) if not isinstance(one, Fault) and one.question.answers]
    asked = [one for one in asked if not one.question.must_abstain]
    asked = asked[:: max(1, len(asked) // count)][:count]
    gold = {row["id"]: row for row in json_lines(file)}
    for mode in MODES:
        began = time.process_time()
        located = [(one, locate(as_if(one, mode), archive=archive)) for one in asked]
        seconds = time.process_time() - began
        found = [(one, spans) for one, held in located if (spans := [passage for passage in held.evidence if passage.span is not None])]
        right = sum(is_right(spans, gold[one.question.id]) for one, spans in found)
        yield {
            "set": name,
            "mode": mode,
            "questions": len(asked),
            "found": len(found) / len(asked),
            "right": right / len(asked),
            "told ambiguous": sum(any(note.startswith("ambiguous") for note in held.notes) for _, held in located) / len(asked),
            "cpu_ms": round(1000 * seconds / len(asked), 2),
        }


def as_if(one: Parsed, mode: str) -> Parsed:
    """The row as if it said less."""
    if mode == "as given":
        return one
    less = replace(one, wanted=tuple(replace(wanted, at=None) for wanted in one.wanted))
    return less if mode == "documents named" else replace(less, documents=())


def is_right(spans: list[Evidence], gold: dict[str, Any]) -> bool:
    marked = [part for span in gold["spans"] for part in (span if isinstance(span[0], list) else [span])]
    # The documents are named by file; a span may be off by a byte order mark that a file does not keep.
    names = {file_name(id) for id in gold["doc_ids"]}
    return any(Path(one.path).name.removesuffix(".txt") in names and any(near(one, *part) for part in marked) for one in spans)


def near(one: Evidence, start: int, end: int) -> bool:
    return one.start < end + 2 and start - 2 < one.end


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
