"""Near-twin questions: none may be answered from the twin, and what does answer must be kept.

    python benchmarks/scope.py [--data ../shared/data] [--count 1000] [--asked 60] [--seed N]

Six families of generated questions (see tests/generators): the first was written before the rules; each further one after the rules
had been mended on those before it, and how it did at first sight is told in docs/findings. The sixth is of the fifth's form and of other
kinds of things, and nothing was ever mended on it: it tells how the rules do on what they have not met. Each is judged on the
evidence itself (`in_scope`) and, for a sample, asked of a synced folder that holds the twin alone or both. Pages whose sections are about
things of one kind are only asked: a page where the section that is asked for is silent, one where it tells, and one that tells for all
under a heading of its own. Beside them the questions of public sets with the sentence that answers them: how many of those are lost.
"""

from __future__ import annotations

import argparse
import random
import re
import secrets
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from _measure import DATA, existing, json_lines, record
from generators import fifth_twins, fourth_twins, other_twins, sixth_twins, third_twins, twins
from generators.section_twins import SectionTwin, section_twins
from generators.twins import Twin
from untuned.project import Project
from untuned.rag.verify.scope.scope import in_scope
from untuned.text.sentences import sentences
from untuned.types.answers import Answer

FAMILIES = {
    "first": twins.twins,
    "other": other_twins.twins,
    "third": third_twins.twins,
    "fourth": fourth_twins.twins,
    "fifth": fifth_twins.twins,
    "sixth": sixth_twins.twins,
}
SETS = {
    "squad2": ("squad2/corpus.jsonl", "squad2/questions.jsonl"),
    "xquad en": ("xquad/corpus.en.jsonl", "xquad/questions.en.jsonl"),
    "xquad ru": ("xquad/corpus.ru.jsonl", "xquad/questions.ru.jsonl"),
    "policyqa": ("policyqa/corpus.jsonl", "policyqa/questions.jsonl"),
    "covidqa": ("covidqa/corpus.jsonl", "covidqa/questions.jsonl"),
}
FILLERS = {
    "garden.md": "# Garden\n\nThe garden behind the house is open from dawn to dusk. Paths are swept every morning.\n",
    "sad.md": "# Сад\n\nСад за домом открыт от рассвета до заката. Дорожки подметают каждое утро.\n",
    "kitchen.md": "# Kitchen\n\nThe kitchen is cleaned by whoever used it last. Milk is bought on demand.\n",
}


def judged(drawn: list[Twin], *, show: int) -> tuple[int, int, float]:
    """How many twins are let through, how many right ones are lost, and the CPU-ms of one judgement."""
    begin = time.process_time()
    taken = [twin for twin in drawn if in_scope(twin.question, quote=twin.wrong.quote, context=twin.wrong.context).ok]
    lost = [twin for twin in drawn if not in_scope(twin.question, quote=twin.right.quote, context=twin.right.context).ok]
    spent = (time.process_time() - begin) * 1_000 / (2 * len(drawn))
    for name, some in (("taken", taken), ("lost", lost)):
        for twin in some[:show]:
            piece = twin.wrong if name == "taken" else twin.right
            print(f"{name} ({twin.kind}, {twin.language}, {twin.carrier}): {twin.question} | {piece.quote} | {piece.context}")
    return len(taken), len(lost), spent


def asked(drawn: list[Twin]) -> Counter[str]:
    """Outcomes of asking a small synced folder, once with the twin's page alone and once with both."""
    outcomes = Counter[str]()
    for twin in drawn:
        for both in (False, True):
            answer = answer_of(twin, both=both)
            text = answer.text
            wrong, right = (re.search(rf"(?<![\w-]){piece.value}(?!\w)", text) is not None for piece in (twin.wrong, twin.right))
            told = "both told" if wrong and right else "the twin" if wrong else "right" if right else f"nothing, {answer.reason}"
            outcomes[f"{'both' if both else 'twin alone'}: {told}"] += 1
    return outcomes


def asked_sections(drawn: list[SectionTwin]) -> Counter[str]:
    """Outcomes of asking one page of sections: where the asked one is silent, where it tells, and where another tells for all."""
    outcomes = Counter[str]()
    for twin in drawn:
        for name, page in (("silent", twin.silent), ("told", twin.told), ("general", twin.general)):
            text = answer_to(twin.question, {"page.md": page}).text
            wrong = name != "general" and any(_stands(value, text) for value in twin.wrong)
            right = name != "silent" and _stands(twin.right, text)
            outcomes[f"{name}: {'a twin' if wrong else 'right' if right else 'another sentence' if text else 'nothing'}"] += 1
    return outcomes


def _stands(value: str, text: str) -> bool:
    return re.search(rf"(?<!\d){value}(?!\d)", text) is not None


def answer_of(twin: Twin, *, both: bool) -> Answer:
    """What a project over the twin's pages answers."""
    return answer_to(twin.question, twin.pages(right=both))


def answer_to(question: str, pages: dict[str, str]) -> Answer:
    """What a project over these pages and some others answers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, text in {**FILLERS, **pages}.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        Project.init(folder, force=True)
        with Project.open(folder) as project:
            project.sync()
            return project.ask_sync(question)


def lost_in(data: Path, corpus: str, questions: str) -> tuple[int, int]:
    """(lost, asked): questions of a public set whose own sentence, with its title, is taken for something else."""
    rows = {row["id"]: row for row in json_lines(data / corpus)}
    lost = number = 0
    for row in json_lines(data / questions):
        if row.get("unanswerable") or not row.get("spans"):
            continue
        page, (start, end) = rows[row["doc_ids"][0]], row["spans"][0]
        text = page["text"]
        around = sentences(text, max(0, start - 1_500), min(len(text), end + 1_500))
        held = [span for span in around if span[0] < end and start < span[1]]
        if held:
            number += 1
            quote = text[held[0][0] : held[-1][1]]
            lost += not in_scope(row["question"], quote=quote, context=[page.get("title", "")]).ok
    return lost, number


def main() -> None:
    """Measure, print and record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--count", type=int, default=1_000)
    parser.add_argument("--asked", type=int, default=60, help="questions of each family that are asked of a project")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    seed = secrets.randbelow(10**9) if options.seed is None else options.seed
    print(f"seed {seed}")
    data = existing(options.data)
    rows: list[dict[str, str | int | float]] = []
    criteria: list[dict[str, str | float | bool]] = []
    for name, family in FAMILIES.items():
        drawn = list(family(seed, options.count))
        taken, lost, spent = judged(drawn, show=options.show)
        rows += [
            {"what": f"{name} family: twins let through", "number": taken, "of": options.count},
            {"what": f"{name} family: right ones lost", "number": lost, "of": options.count},
            {"what": f"{name} family: CPU-ms a judgement", "number": spent, "of": 2 * options.count},
        ]
        share, kept = 100 * taken / options.count, 100 - 100 * lost / options.count
        criteria += [
            {"what": f"answered from the twin, %, {name} family", "wanted": 1.0, "measured": share, "met": share <= 1},
            {"what": f"right ones kept, %, {name} family", "wanted": 95.0, "measured": kept, "met": kept >= 95},
        ]
        sample = random.Random(seed).sample(drawn, min(options.asked, len(drawn)))
        outcomes = asked(sample)
        rows += [
            {"what": f"{name} family, asked, {told}", "number": number, "of": len(sample)} for told, number in sorted(outcomes.items())
        ]
    outcomes = asked_sections(list(section_twins(seed, 2 * options.asked)))
    rows += [{"what": f"sections, asked, {told}", "number": number, "of": 2 * options.asked} for told, number in sorted(outcomes.items())]
    share = 100 * (outcomes["silent: a twin"] + outcomes["told: a twin"]) / max(4 * options.asked, 1)
    criteria.append({"what": "answered from the section beside, %", "wanted": 1.0, "measured": share, "met": share <= 1})
    for name, (corpus, questions) in SETS.items():
        lost, number = lost_in(data, corpus, questions)
        rows.append({"what": f"{name}: own sentences taken for something else", "number": lost, "of": number})
    record("scope", rows, criteria=criteria)


if __name__ == "__main__":
    main()
