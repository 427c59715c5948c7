"""Questions in other words than the documents', over eight folders of ordinary small organisations, five English and three Russian.

    python benchmarks/other_words.py [--semantic FOLDER] [--show] [--only NAME]

The folders (`folders/NAME`, 64 documents that were written for this) and their 288 questions were made by a writer who knew nothing of the
tool: of 36 over each, 9 in the documents' own words, 12 as somebody asks who has not read them, 7 as people type in a chat, and 8 that no
document answers. Asked by words alone and, with the folder of an embedder, with meaning beside them. An answer is right that quotes the
sentence or row which tells. `SEEN` are the folders whose questions were looked at one by one when the second look by meaning was made;
of the others nothing but totals.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from _measure import ROOT, Row, json_lines, record, show
from untuned.project import Project

FOLDERS = ROOT / "benchmarks" / "folders"
SEEN = ("01-vetclinic", "02-housing", "03-plantshop", "05-handbook")
RUSSIAN = ("04-biblioteka", "06-karshering", "07-provajder")
KINDS = ("same", "other", "casual", "none")


class Judged(NamedTuple):
    """What came of a question."""

    folder: str
    kind: str
    outcome: str
    """`right`, `wrong`, `refused`, or `near` where the nearest miss that is shown with a refusal is the answer."""
    question: str
    confidence: float
    quoted: str


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--semantic", type=Path, help="folder of the embedder")
    options.add_argument("--show", action="store_true", help="print what came of the questions that were looked at before")
    options.add_argument("--only", help="one folder")
    given = options.parse_args()
    names = [path.name for path in sorted(FOLDERS.iterdir()) if path.is_dir() and given.only in (None, path.name)]
    ways = {"words": None} | ({"meaning": given.semantic.resolve()} if given.semantic else {})
    rows: list[Row] = []
    for way, embedder in ways.items():
        judged = [one for name in names for one in asked(name, embedder)]
        if given.show:
            print("\n".join(told(one) for one in judged if one.folder in SEEN))
        rows += [row for group in ("looked at", "not looked at", "Russian") for row in totals(way, group, judged)]
    if given.semantic is None or given.only:
        show(rows)  # a part of it is no record
    else:
        record("other_words", rows, criteria=criteria_of(rows))


def asked(name: str, embedder: Path | None) -> Iterator[Judged]:
    """Every question of a folder, asked of a project over it."""
    with tempfile.TemporaryDirectory() as held:
        root = Path(held) / name
        shutil.copytree(FOLDERS / name, root)
        (root / "untuned.toml").write_text(settings_for(embedder), encoding="utf-8")
        with Project.open(root) as project:
            project.sync()
            for question in json_lines(FOLDERS / f"{name}.questions.jsonl"):
                answer = project.ask_sync(question["question"])
                quoted = "\n".join(citation.quote for citation in answer.citations)
                near = answer.near_miss.citation.quote if answer.near_miss else ""
                outcome = judge(question, quoted, near)
                yield Judged(name, question["kind"], outcome, question["question"], answer.confidence, quoted or near)


def settings_for(embedder: Path | None) -> str:
    """The settings of a project that finds by meaning too, or by words alone."""
    return 'name = "benchmark"\n' + (f'[meaning]\nembedder = "{embedder.as_posix()}"\n' if embedder else "")


def judge(question: dict, quoted: str, near: str) -> str:
    """What came of a question, by what is quoted and what is shown as the nearest miss."""
    if quoted:
        return "right" if answers(question, quoted) else "wrong"
    return "near" if answers(question, near) else "refused"


def answers(question: dict, quoted: str) -> bool:
    """True for a text with one of the question's answers."""
    return any(re.search(pattern, quoted, re.IGNORECASE) for pattern in question["answers"])


def totals(way: str, group: str, judged: Sequence[Judged]) -> Iterator[Row]:
    """What came of each kind of question over a group of folders."""
    mine = [one for one in judged if group == group_of(one.folder)]
    for kind in KINDS:
        count = Counter(one.outcome for one in mine if one.kind == kind)
        if count:
            yield {"by": way, "folders": group, "kind": kind, "questions": count.total()} | {
                outcome: count[outcome] for outcome in ("right", "wrong", "near", "refused")
            }


def criteria_of(rows: Sequence[Row]) -> list[Row]:
    """What meaning has to do in English: more right in other words, no less in the documents' own, and nothing shown that none answers."""

    def count(way: str, outcome: str, *kinds: str) -> int:
        mine = (row for row in rows if row["by"] == way and row["folders"] != "Russian" and row["kind"] in kinds)
        return sum(int(row[outcome] or 0) for row in mine)

    before, now = count("words", "right", "other", "casual"), count("meaning", "right", "other", "casual")
    own, kept = count("words", "right", "same"), count("meaning", "right", "same")
    shown = count("meaning", "wrong", "none")
    return [
        {
            "what": "in other words: right with an embedder, of 95",
            "wanted": f"> {before}, by words alone",
            "measured": now,
            "met": now > before,
        },
        {"what": "in the documents' own: right with an embedder, of 45", "wanted": f">= {own}", "measured": kept, "met": kept >= own},
        {"what": "unanswerable and shown with an embedder, of 40", "wanted": 0, "measured": shown, "met": shown == 0},
    ]


def group_of(name: str) -> str:
    """Which group a folder is counted with."""
    return "Russian" if name in RUSSIAN else "looked at" if name in SEEN else "not looked at"


def told(one: Judged) -> str:
    """A question with what came of it, for reading."""
    return f"{one.folder[:2]} {one.kind:6} {one.outcome:7} {one.confidence:.2f}  {one.question}\n    {' / '.join(one.quoted.split())[:200]}"


if __name__ == "__main__":
    main()
