"""Twelve projects, built as data: documents with a history in git, questions, training rows, prompts and settings.

What holds of each is written down here and nowhere in the product: which share of the documents changes each week, how the rule in a
model's place fails and what mends that, what the rows are like, how many calls there are. A project of the first six kinds is a folder
of sentences such as `Messages about torn parcels belong to the folder returns.`, one question for each, labelled with the folder.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from _advice_server import Manner
from _history import run

FOLDERS = ("billing", "returns", "delivery", "accounts", "repairs", "orders", "partners", "press")
STATES = (
    "torn",
    "lost",
    "late",
    "early",
    "doubled",
    "damaged",
    "missing",
    "unpaid",
    "expired",
    "blocked",
    "renewed",
    "shared",
    "foreign",
    "private",
    "printed",
    "signed",
    "frozen",
    "merged",
    "hidden",
    "broken",
)
THINGS = (
    "parcels",
    "badges",
    "invoices",
    "refunds",
    "contracts",
    "passwords",
    "deposits",
    "vouchers",
    "tickets",
    "labels",
    "receipts",
    "licences",
    "permits",
    "coupons",
    "cards",
    "leases",
    "samples",
    "keys",
    "forms",
    "meters",
)
FORMAT = Manner(form=0.12)
"""As in the second project: nothing mends it."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One project."""

    name: str
    story: str
    wanted: str
    """The action that is right."""
    manner: Manner = FORMAT
    questions: int = 400
    weekly: float = 0.0
    """The share of the sentences that changes each week."""
    aliases: float = 0.0
    """The share of the questions that name their thing as no document does."""
    prompts: int = 3
    """Wordings of the prompt, the shipped one among them."""
    rows: Mapping[str, int] = field(default_factory=dict)
    """How many rows are sound, and how many are noisy; none at all without."""
    settings: Mapping[str, object] = field(default_factory=dict)
    """Of `[advice]`, over those of `COSTS`."""
    changed_after: int = 0
    """Sentences that change after the climb."""
    climbs_as: str = ""
    """The project whose climb this one's is: the same documents, questions and model."""


COSTS: Mapping[str, object] = {
    "calls_a_month": 2_000_000,
    "input_price": 0.25,
    "output_price": 2.0,
    "failure_cost": [0.01, 0.03],
    "retrain_days": 90,
}
GOOD = {"sound": 260}


def plans(today: date) -> list[Plan]:
    """The twelve, in the order of the issue that asked for them."""
    second = "two"
    return [
        Plan(name="one", story="what is right changes weekly, form is fine", wanted="retrieval", manner=Manner(), questions=60, weekly=0.1),
        Plan(name=second, story="12 % of the wrong form whatever is tried", wanted="trial tuning", rows=GOOD),
        Plan(name="three", story="as two, 300 calls", wanted="not worth it", rows=GOOD, settings={"calls_a_month": 300}, climbs_as=second),
        Plan(name="four", story="as two, one prompt", wanted="try prompts", rows=GOOD, prompts=1, questions=60),
        Plan(name="five", story="as two, 22 questions", wanted="add questions", rows=GOOD, questions=22),
        Plan(
            name="six", story="search misses what is asked otherwise", wanted="mend retrieval", manner=Manner(), questions=60, aliases=0.2
        ),
        Plan(name="seven", story="four examples mend the form", wanted="few-shot", manner=Manner(form=0.3, form_shots=4), questions=60),
        Plan(name="eight", story="thinking mends wrong answers", wanted="chain of thought", manner=Manner(reasoning=0.2), questions=60),
        Plan(name="nine", story="as two, 120 noisy rows", wanted="clean data", rows={"sound": 66, "noisy": 54}, climbs_as=second),
        Plan(name="ten", story="one and two together", wanted="hybrid", rows=GOOD, questions=120, weekly=0.1),
        Plan(
            name="eleven",
            story="as two, the base goes in two months",
            wanted="wait for the base",
            rows=GOOD,
            settings={"retires": today + timedelta(days=61)},
            climbs_as=second,
        ),
        Plan(
            name="twelve",
            story="a tuned model, 30 % of its rows stale",
            wanted="hold",
            rows={"sound": 300},
            changed_after=90,
            settings={"tuned": "openai:ft:two:shop"},
            climbs_as=second,
        ),
    ]


def topics_of(plan: Plan) -> list[str]:
    """What a project's questions are about."""
    return random.Random(f"topics of {plan.name}").sample([f"{state} {thing}" for state in STATES for thing in THINGS], plan.questions)


def build(root: Path, plan: Plan, *, url: str, today: date) -> None:
    """The project's folder, with its history."""
    root.mkdir(parents=True)
    chance = random.Random(f"{plan.name} {plan.questions}")
    said = _history(root, plan, chance, today)
    _questions(root, plan, said)
    for number in range(1, plan.prompts):
        folder = root / "prompts" / f"wording_{number}"
        folder.mkdir(parents=True)
        told = ["Answer with the name of the folder alone.", "Give one word: the folder. No sentence, no explanation."][number - 1]
        text = f"You answer questions from numbered passages.\n\n{told} If they do not answer the question, say: I don't know.\n"
        (folder / "grounded.md").write_text(text, encoding="utf-8")
    if plan.rows:
        write_rows(root, plan, said)
    settings(root, plan, url=url)


def change(root: Path, plan: Plan, *, today: date) -> None:
    """What changes after the climb: so many of the sentences that rows quote."""
    rows = [json.loads(line) for line in (root / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows[: plan.changed_after]:
        file = root / row["path"]
        old = row["answer"]
        new = FOLDERS[(FOLDERS.index(old) + 1) % len(FOLDERS)]
        text = file.read_text(encoding="utf-8").replace(row["quote"], row["quote"].replace(f"folder {old}.", f"folder {new}."))
        file.write_text(text, encoding="utf-8")
    stamp = f"{today.isoformat()}T09:00:00+00:00"
    run(root, "add", "-A", day=stamp)
    run(root, "commit", "-q", "-m", "changed after the climb", day=stamp)


def settings(root: Path, plan: Plan, *, url: str, over: Mapping[str, object] | None = None) -> None:
    """The project's untuned.toml."""
    told = {**COSTS, **({"rows": "rows.jsonl"} if plan.rows else {}), **plan.settings, **(over or {})}
    lines = [
        '[sources]\npaths = ["docs"]',
        f'[model]\nname = "openai:{plan.climbs_as or plan.name}"\nbase_url = "{url}"',
        "[answer]\nconflicts = false",
        "[search]\nreferences = false",
        "[evaluation]\nconcurrency = 16",
        "[advice]",
        *(f"{name} = {value if isinstance(value, date) else json.dumps(value)}" for name, value in told.items()),
    ]
    wordings = range(1, plan.prompts)
    lines += [f'[variants.wording_{number}]\nextends = "naive"\n"model.prompts" = "prompts/wording_{number}"' for number in wordings]
    (root / "untuned.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _history(root: Path, plan: Plan, chance: random.Random, today: date) -> dict[str, str]:
    """A year of weeks in git; what the documents say in the end, by topic."""
    said = {f"{state} {thing}": chance.choice(FOLDERS) for state in STATES for thing in THINGS}
    run(root, "init", "-q")
    (root / "docs").mkdir()
    weeks = 52
    for week in range(weeks + 1):
        day = today - timedelta(days=7 * (weeks - week) + 1)
        if week:
            for topic in chance.sample(sorted(said), round(plan.weekly * len(said))):
                said[topic] = chance.choice([folder for folder in FOLDERS if folder != said[topic]])
        for state in STATES:
            lines = [f"# What is {state}", ""]
            lines += [f"Messages about {state} {thing} belong to the folder {said[f'{state} {thing}']}.\n" for thing in THINGS]
            lines.append(
                f"Looked over {day}." if week % 13 == 0 else f"Looked over {today - timedelta(days=7 * (weeks - week // 13 * 13) + 1)}."
            )
            (root / "docs" / f"{state}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
        stamp = f"{day.isoformat()}T12:00:00+00:00"
        run(root, "add", "-A", day=stamp)
        run(root, "commit", "-q", "--allow-empty", "-m", f"week {week}", day=stamp)
    return said


def _questions(root: Path, plan: Plan, said: Mapping[str, str]) -> None:
    lines = []
    for nth, topic in enumerate(topics_of(plan)):
        state, _, _thing = topic.partition(" ")
        named = _disguised(topic) if nth < plan.aliases * plan.questions else topic
        lines.append(
            {
                "id": f"{plan.name}-{nth:03}",
                "text": f"Which folder do messages about {named} belong to?",
                "label": said[topic],
                "split": "dev",
                "evidence": [{"path": f"docs/{state}.md", "quote": f"Messages about {topic} belong to the folder {said[topic]}."}],
            }
        )
    (root / "questions.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")


def _disguised(topic: str) -> str:
    """A name that shares no word and no four letters in a row with the documents; the rule in a model's place knows what it means."""
    return f"wirl of {' '.join(word[::-1] for word in topic.split())}"


def write_rows(root: Path, plan: Plan, said: Mapping[str, str]) -> None:
    """Training rows: sound ones, each with the sentence that it is from; and empty, doubled and contradictory ones."""
    topics = sorted(said)
    lines: list[dict] = []
    for nth in range(plan.rows.get("sound", 0)):
        topic = topics[nth]
        lines.append(
            {"id": f"r{nth}", "question": f"Sort this: {topic}", "answer": said[topic], "reviewed": True, **_source(topic, said[topic])}
        )
    for nth in range(plan.rows.get("noisy", 0)):
        answer = ["", said[topics[nth // 3]], "somewhere else"][nth % 3]
        lines.append({"id": f"n{nth}", "question": f"Sort this too: {topics[nth // 3]}" if nth % 3 else "Sort this", "answer": answer})
    (root / "rows.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")


def _source(topic: str, folder: str) -> dict[str, str]:
    return {"path": f"docs/{topic.partition(' ')[0]}.md", "quote": f"Messages about {topic} belong to the folder {folder}."}
