"""Facts that fire: no other question may get one, and an assistant's own questions get the right one.

    python benchmarks/facts.py [--data FOLDER]

The facts are those of `questions/facts.toml`. Questions about anything else are those of the sample, of `questions/`, and every
question of policyqa, squad2, rubq, covidqa, xquad (English and Russian) and trec_cast; people's requests are banking77 and clinc150,
where the intents for a name, an age and a birthplace are what these facts hold.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

from _measure import Row, data_folder, json_lines, record
from untuned.models.facts import read_facts
from untuned.rag.answer.facts import fact_claims

HERE = Path(__file__).resolve().parent / "questions"
TODAY = date(2026, 11, 20)
SETS = ("policyqa/questions", "squad2/questions", "squad2/extra_questions_noanswers", "rubq/questions", "covidqa/questions")
MORE_SETS = ("xquad/questions.en", "xquad/questions.ru", "trec_cast/rewrites")
REQUESTS = ("banking77", "clinc150")
OWN = frozenset({"how_old_are_you", "what_is_your_name", "user_name", "where_are_you_from"})
"""Intents of clinc150 that the facts answer."""


def main() -> None:
    data = data_folder(sys.argv)
    book = read_facts((HERE / "facts.toml").read_text(encoding="utf-8"))
    counts, fires, asked, seconds = Counter[str](), Counter[str](), Counter[str](), 0.0
    wrong: list[str] = []
    for name, intent, question in questions(data):
        began = time.process_time()
        found = fact_claims(question, book, today=TODAY)
        seconds += time.process_time() - began
        counts[name] += 1
        asked[name] += intent in OWN
        if found:
            fires[name] += 1
            if intent not in OWN:
                wrong.append(f"{name}: {question}")
    rows: list[Row] = [
        {"set": name, "questions": count, "asking for these facts": asked[name], "answered from facts": fires[name]}
        for name, count in counts.items()
    ]
    fired = sum(fires.values())
    others = sum(counts.values()) - sum(asked.values())
    record(
        "facts",
        rows,
        criteria=[
            {"what": f"wrong facts in {others:,} other questions", "wanted": "0", "measured": len(wrong), "met": not wrong},
            {
                "what": f"right of {fired} answers from facts",
                "wanted": ">= 0.95",
                "measured": 1 - len(wrong) / max(fired, 1),
                "met": not wrong,
            },
            {
                "what": "CPU-ms a question",
                "wanted": "< 1",
                "measured": 1000 * seconds / sum(counts.values()),
                "met": seconds < sum(counts.values()) / 1000,
            },
        ],
    )
    for line in wrong[:20]:
        print("wrong:", line)


def questions(data: Path) -> Iterator[tuple[str, str, str]]:
    """(set, intent or "", question)."""
    sample = json.loads((files("untuned") / "sample" / "questions.json").read_text(encoding="utf-8"))["questions"]
    yield from (("sample", "", one["question"]) for one in sample if one["kind"] != "computed_fact")
    for name in ("docs_fastapi", "docs_fastapi_dev"):
        yield from ((name, "", one["question"]) for one in json_lines(HERE / f"{name}.jsonl"))
    for name in (*SETS, *MORE_SETS):
        yield from ((name, "", one["question"]) for one in json_lines(data / f"{name}.jsonl") if one.get("question"))
    for name in REQUESTS:
        yield from ((name, one.get("intent", ""), one["text"]) for one in json_lines(data / name / "utterances.jsonl"))


if __name__ == "__main__":
    main()
