"""Questions that name their document, over folders of contracts: is the clause shown, or the first sentence, which has all the names?

    python benchmarks/named_documents.py [--data FOLDER] [--dev]

Contracts of cuad, ten in a folder, with made-up file names. Questions of twelve forms, such as "Which law governs the sponsorship
agreement of Logan's Roadhouse?", are filled in with a party and a title as cuad gives them. An answer is right when something that it
shows of that contract has an answer of cuad's in it, or lies in one. A clause that cuad says a contract lacks cannot be shown; what is
shown instead may still be a true sentence about the subject.

What names a document (`rag/named_document.py`) and what tells a clause (`models/reader/clauses.py`, `lasting.py`) was written with every
second contract in sight (`--dev`); the others are recorded.
Nothing was fitted. No criterion: no other figure of this kind is known.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from _measure import Row, data_folder, json_lines, record
from untuned.project import Project
from untuned.types.answers import Answer

CONTRACTS = 60
TOGETHER = 10
LONGEST = 150_000
"""Characters of a contract."""
FORMS: Mapping[str, tuple[str, ...]] = {
    "Governing Law": ("Which law governs the {title} of {party}?", "What is the governing law of the {party} {title}?"),
    "Expiration Date": ("When does the {party} {title} expire?",),
    "Agreement Date": ("When was the {title} with {party} made?",),
    "Notice Period To Terminate Renewal": ("How much notice is needed to end the renewal of the {party} {title}?",),
    "Anti-Assignment": ("Can {party} assign the {title}?", "May the {party} {title} be assigned to someone else?"),
    "Insurance": ("What insurance has to be carried under the {party} {title}?",),
    "Audit Rights": ("Who may audit the books under the {title} with {party}?",),
    "Termination For Convenience": ("Can {party} terminate the {title} without cause?",),
    "Cap On Liability": ("How is liability limited in the {party} {title}?",),
    "Non-Compete": ("Does the {title} with {party} forbid to compete?",),
    "Warranty Duration": ("How long is the warranty in the {title} of {party}?",),
}
COMPANY = re.compile(r"\b(?:Inc|LLC|Corp|Ltd|Company|Co\.|L\.P|Limited|Corporation|INC)\b")
FORM_OF_COMPANY = re.compile(r",?\s*\b(?:Inc|LLC|Corp|Ltd|L\.P|INC|Limited)\b\.?")


@dataclass(frozen=True)
class Contract:
    """One contract as it is asked about, and what cuad says that it holds."""

    text: str
    party: str
    title: str
    clauses: Mapping[str, Sequence[str]]


def main() -> int:
    """Measure, print, record."""
    found = list(contracts(data_folder(sys.argv), dev="--dev" in sys.argv))[:CONTRACTS]
    counts: Counter[tuple[str, str]] = Counter()
    for start in range(0, len(found), TOGETHER):
        counts += asked_of(found[start : start + TOGETHER], start)
    rows: list[Row] = [row(clause, counts) for clause in FORMS]
    rows.append({"clause": "all", **{name: sum(counts[clause, name] for clause in FORMS) for name in OUTCOMES}})
    if "--dev" in sys.argv:
        print(*rows, sep="\n")
    else:
        record("named_documents", rows)
    return 0


def contracts(data: Path, *, dev: bool) -> Iterator[Contract]:
    """Every second contract that cuad gives a company and a short title of, in random order."""
    texts = {row["id"]: row["text"] for row in json_lines(data / "cuad/corpus.jsonl")}
    clauses: dict[str, dict[str, Any]] = {}
    for question in json_lines(data / "cuad/questions.jsonl"):
        clauses.setdefault(question["doc_ids"][0], {})[question["category"]] = question["answers"]
    ids = sorted(texts)[0 if dev else 1 :: 2]
    random.Random(7).shuffle(ids)
    for id in ids:
        party = next((one for one in clauses[id]["Parties"] if COMPANY.search(one) and 8 < len(one) < 50), None)
        title = next(iter(clauses[id]["Document Name"]), "").lower().strip()
        if party is not None and 0 < len(title) <= 60 and len(texts[id]) <= LONGEST:
            yield Contract(texts[id], FORM_OF_COMPANY.sub("", party).strip(" ,.").title(), title, clauses[id])


OUTCOMES = ("right", "wrong", "refused", "lacking: refused", "lacking: shown")


def asked_of(folder: Sequence[Contract], first: int) -> Counter[tuple[str, str]]:
    """How often each clause was told rightly, wrongly or not at all in a project of these contracts."""
    counts: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        (root / "untuned.toml").write_text("", encoding="utf-8")
        for nth, contract in enumerate(folder):
            (root / f"contract {nth}.txt").write_text(contract.text, encoding="utf-8", newline="")
        with Project.open(root) as project:
            project.sync()
            for nth, contract in enumerate(folder):
                for clause, forms in FORMS.items():
                    question = forms[(first + nth) % len(forms)].format(party=contract.party, title=contract.title)
                    told = project.ask_sync(question)
                    counts[clause, outcome(told, f"contract {nth}.txt", contract.clauses[clause])] += 1
    return counts


def outcome(answer: Answer, path: str, wanted: Sequence[str]) -> str:
    """What became of a question whose answers in the contract at a path are these."""
    shown = [plain(claim.text) for claim in answer.claims if any(cited.source.startswith(path) for cited in claim.citations)]
    if not wanted:
        return "lacking: shown" if answer.claims else "lacking: refused"
    if not answer.claims:
        return "refused"
    held = [plain(one) for one in wanted]
    return "right" if any(one and (one in text or text in one or one[:60] in text) for one in held for text in shown) else "wrong"


def plain(text: str) -> str:
    """The words in small letters, one space apart."""
    return " ".join(re.findall(r"\w+", text.lower()))


def row(clause: str, counts: Counter[tuple[str, str]]) -> Row:
    """The outcomes of one clause."""
    return {"clause": clause, **{name: counts[clause, name] for name in OUTCOMES}}


if __name__ == "__main__":
    raise SystemExit(main())
