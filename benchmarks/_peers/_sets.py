"""The public sets as groups of documents that are searched together, with their questions."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

SETS = ("squad2", "xquad en", "xquad ru", "covidqa", "policyqa", "cuad", "cranfield", "medline", "cacm", "npl_vaswani")
MOST_QUESTIONS = 600
SEED = 0
SPEED_PARAGRAPHS = 10_000
SPEED_QUESTIONS = 300
WITHIN = {"policyqa": "doc", "cuad": "id"}
"""Sets whose questions are put to one site or one contract, by what names it."""
MOST_GROUPS = 60
"""Contracts that are drawn, each an index of its own."""

Record = dict[str, Any]


def groups(data: Path, name: str, *, most: int = MOST_QUESTIONS) -> list[Record]:
    """Each group with its documents, language and questions."""
    folder, _, language = name.partition(" ")
    language = language or "en"
    ending = f".{language}.jsonl" if name.startswith("xquad") else ".jsonl"
    packed = data / folder / "corpus.jsonl.gz"
    documents = _lines(packed if packed.exists() else data / folder / f"corpus{ending}")
    if folder == "squad2":
        documents += _lines(data / folder / "distractors.jsonl")
    rows = _lines(data / folder / f"questions{ending}")
    if name in WITHIN and len(documents) > MOST_GROUPS and WITHIN[name] == "id":
        documents = sorted(random.Random(SEED).sample(documents, MOST_GROUPS), key=lambda one: one["id"])
        kept = {document["id"] for document in documents}
        rows = [row for row in rows if row["doc_ids"] and row["doc_ids"][0] in kept]
    drawn = _drawn(rows, most)
    made = {document["id"]: _document(document) for document in documents}
    questions = [_question(one, made) for one in drawn]
    if name not in WITHIN:
        return [{"set": name, "group": name, "language": language, "documents": list(made.values()), "questions": questions}]
    group_of = {document["id"]: document[WITHIN[name]] for document in documents}
    asked: dict[str, list[Record]] = {}
    for one in questions:
        asked.setdefault(group_of[one["documents"][0]], []).append(one)
    return [
        {
            "set": name,
            "group": group,
            "language": language,
            "documents": [made[id] for id, own in group_of.items() if own == group],
            "questions": held,
        }
        for group, held in sorted(asked.items())
    ]


def speed(data: Path) -> Record:
    """Ten thousand paragraphs, and questions of squad2."""
    files = (
        "squad2/corpus.jsonl",
        "squad2/distractors.jsonl",
        "squad2/extra_corpus.jsonl",
        "xquad/corpus.en.jsonl",
        "policyqa/corpus.jsonl",
    )
    documents = [_document(one) for file in files for one in _lines(data / file)]
    unique = list({one["id"]: one for one in documents}.values())[:SPEED_PARAGRAPHS]
    questions = [{"id": one["id"], "question": one["question"]} for one in _drawn(_lines(data / "squad2/questions.jsonl"), SPEED_QUESTIONS)]
    return {"set": "10,000 paragraphs", "group": "speed", "language": "en", "documents": unique, "questions": questions}


def _document(row: Record) -> Record:
    """The text as a file would hold it: the title above it, unless it begins with it."""
    title, text = row.get("title") or "", row["text"]
    above = "" if not title or text.startswith(title) else f"{title}\n\n"
    return {"id": row["id"], "text": above + text, "above": len(above)}


def _question(row: Record, documents: dict[str, Record]) -> Record:
    shift = documents[row["doc_ids"][0]]["above"] if row["doc_ids"] and row["doc_ids"][0] in documents else 0
    right = [span if isinstance(span[0], list) else [span] for span in row.get("spans") or ()]
    return {
        "id": row["id"],
        "question": row["question"],
        "documents": row["doc_ids"],
        "grades": row.get("grades") or dict.fromkeys(row["doc_ids"], 1),
        "spans": [[[start + shift, end + shift] for start, end in parts] for parts in right],
    }


def _drawn(questions: Sequence[Record], most: int) -> list[Record]:
    answerable = [question for question in questions if not question["unanswerable"]]
    return random.Random(SEED).sample(answerable, most) if len(answerable) > most else answerable


def _lines(path: Path) -> list[Record]:
    content = path.read_bytes()
    return [json.loads(line) for line in (gzip.decompress(content) if path.suffix == ".gz" else content).splitlines()]


def lines(path: Path) -> Iterator[Record]:
    """The rows of a file of results."""
    with path.open(encoding="utf-8") as opened:
        yield from map(json.loads, opened)
