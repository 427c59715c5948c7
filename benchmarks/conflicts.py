"""Are contradictions found, and is nothing else taken for one? Planted ones in synced projects, and the conflicting documents of ramdocs.

    python benchmarks/conflicts.py [--data FOLDER] [--seeds 83] [--dev]

500 planted conflicts among 5,000 harmless near-duplicates (`_planted_conflicts.py`, made before what finds them) lie in 11,000 pages of
one project. What a sync stores is held against what was planted, pair by pair of statements. A stored pair that was not planted is a
false one, also where it joins pages of two cases. The rules were tuned on seeds 1 to 5, 8, 9, 21 to 24 and 70 to 75; what is recorded is
of another seed. Seeds 31 (.946, .994) and 48 (.958, .980) were quoted before rules for names and for models of one series (P-20, P-21)
came in, 61 (.954, .984) before those for statements that only their headings say the subject of.

ramdocs has questions whose documents support different answers. What finds them was tuned on every second question (`--dev`), and the
others are recorded, for the second time: they were looked at once before the words that say one act were widened, and sorted by what is
asked for (.398 of the conflicts found then). The rules before that had been tuned on the first half, so the recorded ones of the second
half ("late questions") have been seen by neither. Few questions have documents that agree, so each question is also asked of the
documents that support its first answer and of those that support none. That share of false conflicts is too high, not too low: among the
latter are some that do tell another answer.

Real documents have no planted conflicts: what is found in them is counted for 1,000 pages, and held against the verdicts of a person who
read it (`questions/real_conflicts.jsonl`). The rules were made stricter on what these sets had shown before, so for them the count is no
estimate of other documents. What has no verdict counts as unread, and is printed.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from _measure import Row, data_folder, json_lines, markdown_below, record
from _planted_conflicts import Case, planted
from untuned.assistant.desk import Desk
from untuned.assistant.respond import respond
from untuned.evaluation.stats.proportion import wilson_interval
from untuned.project import Project
from untuned.rag.ground import Asked
from untuned.store.documents import DocumentSummary
from untuned.types.documents import Span
from untuned.types.methods import Method
from untuned.types.principal import OWNER

SETTINGS = "answer.conflicts = false\n"
WANTED = 0.95

Pair = frozenset[str]


@dataclass(frozen=True)
class Planted:
    """What became of one seed."""

    cases: list[Case]
    found: dict[Pair, str]
    """Pairs of statements that are stored, with their kinds."""
    cpu_s: float
    one_cpu_s: float
    """Of one changed page, finding alone."""


def main() -> int:
    """Measure, print, record; 1 when a criterion is missed."""
    data = data_folder(sys.argv)
    seeds = [int(one) for one in sys.argv[sys.argv.index("--seeds") + 1].split(",")] if "--seeds" in sys.argv else [83]
    measured = [measure(planted(data, seed=seed)) for seed in seeds]
    rows, criteria = table(measured)
    more, held = ramdocs_table(ramdocs(data, dev="--dev" in sys.argv))
    rows, criteria = [*rows, *more, *real_rows(data)], [*criteria, *held]
    record("conflicts", rows, criteria=criteria)
    return 0 if all(criterion["met"] for criterion in criteria) else 1


# -- planted ---------------------------------------------------------------------------------------


def measure(cases: list[Case]) -> Planted:
    """Sync both states of the pages, then find; then change one page and find again."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        (root / "untuned.toml").write_text(SETTINGS, encoding="utf-8")
        for case in cases:
            write(root, case.one.path, case.one.markdown)
            if not case.versions:
                write(root, case.other.path, case.other.markdown)
        with Project.open(root) as project:
            project.sync()
            for case in cases:
                if case.versions:
                    write(root, case.other.path, case.other.markdown)
            project.sync()
            began = time.process_time()
            project.find_conflicts(now=datetime.now(UTC))
            cpu_s = time.process_time() - began
            found = stored(project)
            changed = next(case for case in cases if not case.conflict)
            write(root, changed.one.path, changed.one.markdown + "\nOne more line was added to this page on Monday.\n")
            project.sync()
            began = time.process_time()
            project.find_conflicts(now=datetime.now(UTC))
            return Planted(cases, found, cpu_s, time.process_time() - began)


def write(root: Path, path: str, text: str) -> None:
    """A page."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def stored(project: Project) -> dict[Pair, str]:
    """The texts of both sides of every stored conflict, with its kind."""
    kept = [*project.disagreements(), *project.disagreements(relation="versions")]
    spans = list({side for one in kept for side in (one.one, one.other)})
    texts: dict[Span, str] = {}
    for start in range(0, len(spans), 500):
        texts.update({span: text for span, (_, text) in project.documents.slices(spans[start : start + 500], principal=OWNER).items()})
    return {frozenset((plain(texts[one.one]), plain(texts[one.other]))): one.kind for one in kept}


def plain(text: str) -> str:
    """The words alone."""
    return " ".join("".join(character if character.isalnum() else " " for character in text).split()).lower()


def is_found(case: Case, found: dict[Pair, str]) -> bool:
    """True when a stored pair is of the case's two statements."""
    one, other = plain(case.one.statement), plain(case.other.statement)
    return frozenset((one, other)) in found or any(holds(pair, one, other) for pair in found)


def holds(pair: Pair, one: str, other: str) -> bool:
    """True when the pair is of these two statements, or of parts of them: where a sentence ends is another matter."""
    a, b = (*pair, *pair)[:2]
    return (a in one and b in other) or (a in other and b in one)


def table(measured: list[Planted]) -> tuple[list[Row], list[Row]]:
    """A row for all, each language, each kind, real and made text; and the criteria."""
    rows: list[Row] = []
    false = right = 0
    for one in measured:
        true = [(plain(case.one.statement), plain(case.other.statement)) for case in one.cases if case.conflict]
        told = [pair for pair in one.found if any(holds(pair, *sides) for sides in true)]
        right += len(told)
        false += len(one.found) - len(told)
    every = [(case, is_found(case, one.found)) for one in measured for case in one.cases]
    conflicts = [(case, hit) for case, hit in every if case.conflict]
    rows.append(share("recall", "all planted", [hit for _, hit in conflicts]))
    for name, of in (
        ("real text", lambda case: case.real), ("made text", lambda case: not case.real), ("English", lambda case: case.language == "en"),
        ("Russian", lambda case: case.language == "ru"), ("between versions", lambda case: case.versions),
        *((kind, lambda case, kind=kind: case.kind == kind) for kind in ("number", "date", "unit", "negation", "name")),
    ):  # fmt: skip
        rows.append(share("recall", name, [hit for case, hit in conflicts if of(case)]))
    rows.append(share("precision", "all stored", [True] * right + [False] * false))
    for kind in dict.fromkeys(case.kind for case, _ in every if not case.conflict):
        hits = [hit for case, hit in every if not case.conflict and case.kind == kind]
        rows.append(share("false share", f"harmless: {kind}", hits))
    cost = sum(one.cpu_s for one in measured) / len(measured)
    single = sum(one.one_cpu_s for one in measured) / len(measured)
    rows.append({"what": "CPU-s", "of": "11,000 pages", "share": cost, "low": None, "high": None, "n": len(measured)})
    rows.append({"what": "CPU-s", "of": "one changed page of them", "share": single, "low": None, "high": None, "n": len(measured)})
    recall, precision = rows[0]["share"], right / max(right + false, 1)
    criteria: list[Row] = [
        {"what": "recall on planted", "wanted": ">= .95", "measured": recall, "met": float(recall or 0) >= WANTED},
        {"what": "precision on planted", "wanted": ">= .95", "measured": precision, "met": precision >= WANTED},
        {"what": "one changed page", "wanted": "<= .01 of a full pass", "measured": single / cost, "met": single <= 0.01 * cost},
    ]
    return rows, criteria


# -- ramdocs ---------------------------------------------------------------------------------------

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SENTENCE = re.compile(r"(?<=[.!?])\s+")
AS_THEY_COME, ONE_ANSWER = "documents as they come", "and those of one answer"


Told = tuple[bool, ...]
"""(documents support different answers, an answer says so, each baseline says so)."""


def ramdocs(data: Path, *, dev: bool) -> dict[str, list[Told]]:
    """What is told of every second question: with its documents as they come, and with those that support its first answer alone.

    Two answers differ where neither holds the other. Each question is asked of its own documents. Those without an answer stay in both.
    """
    cases = json_lines(data / "ramdocs/cases.jsonl")
    late = {case["id"] for case in cases[len(cases) // 2 :]}
    cases = cases[0 if dev else 1 :: 2]
    alone = [{**case, "documents": of_one_answer(case)} for case in cases if differ(case)]
    come = asked_of(cases)
    return {
        AS_THEY_COME: come,
        "late questions": [told for case, told in zip(cases, come, strict=True) if case["id"] in late],
        ONE_ANSWER: come + asked_of([case for case in alone if len(case["documents"]) > 1]),
    }


def of_one_answer(case: dict[str, Any]) -> list[dict[str, Any]]:
    """The documents of the first answer that is supported, and those of none."""
    first = next(plain(one["answer"]) for one in case["documents"] if one["answer"] != "unknown")
    return [one for one in case["documents"] if one["answer"] == "unknown" or plain(one["answer"]) == first]


def asked_of(cases: list[dict[str, Any]]) -> list[Told]:
    """What is told of each question, in a project of all their documents."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        (root / "untuned.toml").write_text("", encoding="utf-8")
        for case in cases:
            for number, document in enumerate(case["documents"]):
                write(root, f"{case['id']}/{number}.txt", document["text"])
        with Project.open(root) as project:
            project.sync()
            held = {one.path: one for one in project.documents.listing(principal=OWNER)}
            desk = project.desk(Method(context="oracle"))
            return [(differ(case), told(project, desk, case, held), by_numbers(case), near_copies_by_numbers(case)) for case in cases]


def differ(case: dict[str, Any]) -> bool:
    """True when two documents support answers of which neither holds the other."""
    answers = {plain(one["answer"]) for one in case["documents"] if one["answer"] != "unknown"}
    return any(one not in other and other not in one for one in answers for other in answers)


def told(project: Project, desk: Desk, case: dict[str, Any], held: Mapping[str, DocumentSummary]) -> bool:
    """True when the answer from the case's documents is that they disagree."""
    mine = [held[path] for number in range(len(case["documents"])) if (path := f"{case['id']}/{number}.txt") in held]
    given = tuple(Span(version=one.version, start=0, end=one.characters) for one in mine)
    response = project.loop.run(respond(Asked(question=case["question"], given=given), desk=desk, now=datetime.now(UTC)))
    return response.answer is not None and response.answer.state == "conflict"


def by_numbers(case: dict[str, Any]) -> bool:
    """The baseline: the sentence of each document that shares most words with the question; two of them have no number in common."""
    asked = set(plain(case["question"]).split())
    found: list[set[str]] = []
    for document in case["documents"]:
        best = max(SENTENCE.split(document["text"]), key=lambda one: len(asked & set(plain(one).split())))
        found.append(set(NUMBER.findall(best)))
    return any(one and other and not one & other for at, one in enumerate(found) for other in found[at + 1 :])


def near_copies_by_numbers(case: dict[str, Any]) -> bool:
    """A baseline that is as careful: two sentences of two documents with the same words, but for their numbers."""
    forms: dict[str, set[tuple[int, tuple[str, ...]]]] = {}
    for at, document in enumerate(case["documents"]):
        for sentence in SENTENCE.split(document["text"]):
            numbers = tuple(NUMBER.findall(sentence))
            form = plain(NUMBER.sub(" ", sentence))
            if numbers and len(form.split()) >= 4:
                forms.setdefault(form, set()).add((at, numbers))
    return any(one[0] != other[0] and one[1] != other[1] for held in forms.values() for one in held for other in held)


def ramdocs_table(found: dict[str, list[Told]]) -> tuple[list[Row], list[Row]]:
    """Recall and false share of all three; and how far recall less false share is ahead of both baselines, by resampled questions."""
    rows: list[Row] = []
    criteria: list[Row] = []
    for at, name in ((1, "answers"), (2, "numbers of the best sentences"), (3, "numbers of near-copies")):
        for which, asked in found.items():
            of = f"{name}; {which}"
            if which != ONE_ANSWER:
                rows.append(share("ramdocs recall", of, [one[at] for one in asked if one[0]]))
            rows.append(share("ramdocs false", of, [one[at] for one in asked if not one[0]]))
            if which == AS_THEY_COME:
                rows.append(share("ramdocs precision", of, [one[0] for one in asked if one[at]]))
    for which in (AS_THEY_COME, ONE_ANSWER):
        for at, name in ((2, "numbers of the best sentences"), (3, "numbers of near-copies")):
            lead, low, high = ahead(found[which], at)
            of = f"answers less {name}; {which}"
            rows.append({"what": "recall less false share", "of": of, "share": lead, "low": low, "high": high, "n": len(found[which])})
            told = f"ramdocs, {which}: ahead of {name}"
            criteria.append({"what": told, "wanted": "the interval above 0", "measured": lead, "met": low > 0})
    return rows, criteria


def ahead(found: list[Told], at: int) -> tuple[float, float, float]:
    """By how much recall less false share is larger than a baseline's, with the middle 95 % of 2,000 resamplings of questions."""
    rng = random.Random(0)
    true, false = [one for one in found if one[0]], [one for one in found if not one[0]]

    def lead(right: list[Told], wrong: list[Told]) -> float:
        return sum(one[1] - one[at] for one in right) / len(right) - sum(one[1] - one[at] for one in wrong) / len(wrong)

    drawn = sorted(lead(rng.choices(true, k=len(true)), rng.choices(false, k=len(false))) for _ in range(2_000))
    return lead(true, false), drawn[50], drawn[1_949]


# -- real documents --------------------------------------------------------------------------------

VERDICTS = Path(__file__).parent / "questions" / "real_conflicts.jsonl"
PAGES = 400


def real_pages(data: Path) -> dict[str, list[tuple[str, str]]]:
    """(name, Markdown) of the pages of each set: whole pages of documentation, paragraphs and contracts below their titles."""
    folder = data / "docs_fastapi/files"
    found = {
        "documentation": [
            (str(path.relative_to(folder)), path.read_text(encoding="utf-8"))
            for path in markdown_below(folder)
            if path.relative_to(folder).parts[1:2] in (("en",), ("ru",))
        ],
        "policies": below_titles(json_lines(data / "policyqa/corpus.jsonl"))[:PAGES],
        "encyclopedia": below_titles(json_lines(data / "squad2/corpus.jsonl") + json_lines(data / "squad2/distractors.jsonl"))[:PAGES],
        "papers": below_titles(
            [
                {**row, "text": part}
                for row in json_lines(data / "covidqa/corpus.jsonl")
                for part in row["text"].split("\n\n")
                if len(part) > 200
            ]
        )[:PAGES],
    }
    found["contracts"] = below_titles(json_lines(data / "cuad/corpus.jsonl"))[:20]
    return found


def below_titles(rows: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Each text below its title, the rows in random order."""
    random.Random(5).shuffle(rows)
    return [(f"{at}.md", f"# {row['title']}\n\n{row['text']}\n") for at, row in enumerate(rows)]


def real_rows(data: Path) -> list[Row]:
    """For each set: how many conflicts are found in 1,000 pages, how many of those that were read are right, and CPU time."""
    verdicts = {frozenset((plain(row["one"]), plain(row["other"]))): row["right"] for row in json_lines(VERDICTS)}
    rows: list[Row] = []
    for name, pages in real_pages(data).items():
        with tempfile.TemporaryDirectory() as scratch:
            root = Path(scratch)
            (root / "untuned.toml").write_text(SETTINGS, encoding="utf-8")
            for path, text in pages:
                write(root, path, text)
            with Project.open(root) as project:
                began = time.process_time()
                project.sync()
                synced = time.process_time()
                project.find_conflicts(now=datetime.now(UTC))
                cost = (time.process_time() - synced) / (synced - began)
                found = stored(project)
        for pair in found.keys() - verdicts.keys():
            print("unread:", name, found[pair], *pair, sep="\n  ")
        right = [verdicts[pair] for pair in found if pair in verdicts]
        of = f"{name}: {len(found)} found, {sum(right)} right of {len(right)} read"
        rows.append({"what": "real: found in 1,000 pages", "of": of, "share": 1_000 * len(found) / len(pages), "low": None, "high": None,
            "n": len(pages)})  # fmt: skip
        rows.append(
            {"what": "real: CPU of finding to the rest of a sync", "of": name, "share": cost, "low": None, "high": None, "n": len(pages)}
        )
    return rows


def share(what: str, of: str, hits: list[bool]) -> Row:
    """A share with its Wilson interval."""
    found = wilson_interval(sum(hits), max(len(hits), 1))
    return {"what": what, "of": of, "share": sum(hits) / max(len(hits), 1), "low": found.low, "high": found.high, "n": len(hits)}


if __name__ == "__main__":
    raise SystemExit(main())
