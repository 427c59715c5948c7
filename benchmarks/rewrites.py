"""Follow-ups: what the guard allows and refuses of rewrites, what the rules carry, and what a conversation is answered with.

    python benchmarks/rewrites.py [--data ../shared/data] [--seed N]

The guard, on TREC CAsT: of rewrites that people wrote, those that are refused; and of rewrites into which a name, a number, a code or a
date is put at a random place, those that are refused. What is put in is drawn until it is something that the conversation does not hold
(`eleven` is said where `11` is). Only questions (from 2021 on also passages) are known there: a rewrite that names what an answer said
counts as refused.

The rules, on the questions of TREC CAsT with a history: how well they tell which ones people found in need of a rewrite, and the share of
the content words that people added which they add too, beside the two simplest ways to carry words: all of the last question's, and all
of the first one's. Rules and guard were made by looking at topics of even numbers alone (`dev`); `test` are the others.

Conversations, over the pages of the sample project, which are no test set, since the rules were tried on them: one question on each of
ten properties of a plan, then the same of the other plan and back (`What about Enterprise?`, `And Pro?`; in Russian too), by rules,
without rewriting, and asked whole, which no rewrite can be better than. `right` says the right value and not the other plan's.
"""

from __future__ import annotations

import argparse
import random
import re
import secrets
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import untuned
from _measure import DATA, existing, json_lines, record
from untuned.rag.rewrite.carry import carried
from untuned.rag.rewrite.leaning import content, leaning
from untuned.rag.verify.rewrite_guard import guard

BROUGHT_IN = {
    "name": ("Velora", "Boris Orlov", "Tamsin", "Wexford", "Larkspur Hub", "Ижевск"),
    "number": ("417", "3,500", "27.5", "93 %", "eleven", "seventeen", "forty"),
    "code": ("E-471", "TRB-91", "keep_days", "HubLite", "v4.17.2"),
    "date": ("15 May 2031", "June 1913", "14.07.2017", "2043"),
}
_DIGITS = {"eleven": "11", "seventeen": "17", "forty": "40"}

PROPERTIES = {
    "en": (
        ("How much storage does the {} plan include per seat?", "2 TB", "5 TB"),
        ("How many days does version history go back on the {} plan?", "90 days", "365 days"),
        ("For how many days can a deleted file be recovered on the {} plan?", "45 days", "180 days"),
        ("How many seats can an account on the {} plan have?", "3 to 50", "20 to 5,000"),
        ("How many devices can each member of a {} account sync?", "5 devices", "15 devices"),
        ("What is the largest file that can be uploaded on the {} plan?", "50 GB", "250 GB"),
        ("Is single sign-on included in the {} plan?", "is not included", "is included"),
        ("How long is the audit log kept on the {} plan?", "120 days", "540 days"),
        ("How soon does support send a first reply on the {} plan?", "8 business hours", "1 hour"),
        ("How much does the {} plan cost per seat per month?", "14 USD", "27 USD"),
    ),
    "ru": (
        ("Сколько хранилища входит в тариф {} на каждое место?", "2 ТБ", "5 ТБ"),
        ("Сколько дней хранится история версий на тарифе {}?", "90 дней", "365 дней"),
        ("В течение скольких дней можно восстановить удалённый файл на тарифе {}?", "45 дней", "180 дней"),
        ("Сколько мест может быть в учётной записи {}?", "3 до 50", "20 до 5000"),
        ("Сколько устройств может синхронизировать участник на тарифе {}?", "5 устройств", "15 устройств"),
        ("Какой самый большой файл можно загрузить на тарифе {}?", "50 ГБ", "250 ГБ"),
        ("Включён ли единый вход в тариф {}?", "не включён", "включён в тариф"),
        ("Сколько дней хранится журнал аудита на тарифе {}?", "120 дней", "540 дней"),
        ("В течение скольких часов поддержка присылает первый ответ на тарифе {}?", "8 рабочих часов", "1 часа"),
        ("Сколько стоит тариф {} за место в месяц?", "14 долларов", "27 долларов"),
    ),
}
FOLLOW_UPS = {
    "en": (("What about {}?", "And {}?"), ("And for {}?", "{}?"), ("How about the {} plan?", "and on the {} plan?")),
    "ru": (("А для {}?", "А {}?"), ("А на тарифе {}?", "{}?"), ("Как насчёт {}?", "А тариф {}?")),
}


def main() -> None:
    """Measure, print and record."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = secrets.randbelow(10**9) if options.seed is None else options.seed
    rows = json_lines(existing(options.data) / "trec_cast" / "rewrites.jsonl")
    halves = {"dev": [row for row in rows if row["topic"] % 2 == 0], "test": [row for row in rows if row["topic"] % 2]}
    table: list[dict[str, Any]] = []
    worst: dict[str, float] = {"allowed": 1.0, "refused": 1.0, "ms": 0.0}
    for half, part in halves.items():
        guarded, shares = guard_rows(part, half, rng=random.Random(f"{seed} {half}"))
        table += [*guarded, *rule_rows(part, half, rows)]
        worst = {"ms": max(worst["ms"], shares["ms"]), **{key: min(worst[key], shares[key]) for key in ("allowed", "refused")}}
    spoken = conversation_rows()
    criteria = [
        _criterion(
            "rewrites by people that are refused, % (the worse half)", "<= 6", 100 * (1 - worst["allowed"]), met=worst["allowed"] >= 0.94
        ),
        _criterion(
            "rewrites with something brought in refused, % (the worse half)", ">= 99", 100 * worst["refused"], met=worst["refused"] >= 0.99
        ),
        _criterion("CPU-ms a rewrite", "<= 2", worst["ms"], met=worst["ms"] <= 2),
        *(
            _criterion(f"follow-ups answered wrong over the sample ({row['set']})", "0", row["wrong"], met=row["wrong"] == 0)
            for row in spoken
            if "by rules" in row["what"]
        ),
    ]
    record("rewrites", [_even(row | {"seed": seed}) for row in (*table, *spoken)], criteria=criteria)


def _criterion(what: str, wanted: str, measured: float, *, met: bool) -> dict[str, Any]:
    return {"what": what, "wanted": wanted, "measured": measured, "met": met}


def _even(row: dict[str, Any]) -> dict[str, Any]:
    return {key: row.get(key) for key in ("what", "set", "number", "of", "share", "wrong", "seed")}


def _row(what: str, part: str, number: float, of: int, **more: object) -> dict[str, Any]:
    return {"what": what, "set": part, "number": number, "of": of, "share": number / of if of else None, **more}


def guard_rows(rows: Sequence[dict[str, Any]], half: str, *, rng: random.Random) -> tuple[list[dict[str, Any]], dict[str, float]]:
    """What the guard makes of rewrites by people, and of those with something brought in."""
    allowed, refused, tried = 0, Counter[str](), Counter[str]()
    begin = time.process_time()
    for row in rows:
        said = [*row["history"], row["question"]]
        allowed += guard(row["rewrite"], conversation=said, answers=(), facts=()).allowed
        for kind, items in BROUGHT_IN.items():
            foreign = [item for item in items if not _said(item, "\n".join((*said, row["rewrite"])))]
            if not foreign:  # the conversation speaks of all of them
                continue
            words = row["rewrite"].split()
            words.insert(rng.randint(0, len(words)), rng.choice(foreign))
            verdict = guard(" ".join(words), conversation=[*said, row["rewrite"]], answers=(), facts=())
            tried[kind] += 1
            refused[kind] += not verdict.allowed
    spent = (time.process_time() - begin) * 1_000 / (len(rows) * (1 + len(BROUGHT_IN)))
    found = [_row("guard: rewrites by people, allowed", half, allowed, len(rows))]
    found += [_row(f"guard: with a {kind} brought in, refused", half, refused[kind], tried[kind]) for kind in BROUGHT_IN]
    return found, {"allowed": allowed / len(rows), "refused": refused.total() / tried.total(), "ms": spent}


def _said(item: str, text: str) -> bool:
    """True when a part of what would be brought in stands in the conversation already, a number word also in digits."""
    low = text.lower()
    parts = [item, _DIGITS.get(item, item), *re.findall(r"\d+(?:[.,]\d+)*|[^\W\d_]{4,}", item)]
    return any(re.search(rf"(?<!\w){re.escape(part.lower())}(?!\w)", low) for part in parts)


def rule_rows(rows: Sequence[dict[str, Any]], half: str, every: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """How well the rules tell follow-ups, and how much of what people added they add."""
    frequency = Counter(term for row in every for term in set(content(row["question"])))
    later = [row for row in rows if row["history"]]
    told, needed = [leaning(row["question"]) is not None for row in later], [bool(row["needs_rewrite"]) for row in later]
    both = sum(one and other for one, other in zip(told, needed, strict=True))
    found = [
        _row("rules: of what they call follow-ups, follow-ups", half, both, sum(told)),
        _row("rules: of follow-ups, called so", half, both, sum(needed)),
    ]

    def share(word: str) -> float:
        return max((frequency[term] / len(every) for term in content(word)), default=0.0)

    def by_rules(row: dict[str, Any]) -> str:
        made = carried(row["question"], earlier=_questions(row), share=share)
        return "" if made is None else made.question

    ways: dict[str, Callable[[dict[str, Any]], str]] = {
        "rules": by_rules,
        "last question": lambda row: _questions(row)[-1],
        "first question": lambda row: _questions(row)[0],
    }
    for name, way in ways.items():
        added = right = wanted = 0
        for row in later:
            own, people = set(content(row["question"])), set(content(row["rewrite"]))
            mine = set(content(way(row))) - own
            added, right, wanted = added + len(mine), right + len(mine & people), wanted + len(people - own)
        found.append(_row(f"words that people added, added by: {name}", half, right, wanted))
        found.append(_row(f"of the words added, people's: {name}", half, right, added))
    return found


def _questions(row: dict[str, Any]) -> list[str]:
    """The earlier questions; from 2021 on, passages stand between them."""
    return row["history"] if row["year"] < 2021 else row["history"][::2]


def conversation_rows() -> list[dict[str, Any]]:
    """How follow-ups are answered over the sample."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(str(files("untuned") / "sample" / "first" / "support"), root / "support")
        (root / "untuned.toml").write_text("", encoding="utf-8")
        with untuned.open(root) as project:
            project.sync()
            own = project.settings
            rows: list[dict[str, Any]] = []
            for language in PROPERTIES:
                for way, rewrite in (("by rules", "rules"), ("not rewritten", "off"), ("asked whole", "off")):
                    project.settings = replace(own, search=replace(own.search, rewrite=rewrite))
                    rows.append(_spoken(project, language, way))
            return rows


def _spoken(project: Any, language: str, way: str) -> dict[str, Any]:
    right = wrong = of = 0
    for nth, (question, pro, enterprise) in enumerate(PROPERTIES[language]):
        other, back = FOLLOW_UPS[language][nth % len(FOLLOW_UPS[language])]
        id = project.start_conversation()
        project.ask_sync(question.format("Pro"), conversation=id)
        for plan, follow_up, value, not_this in (("Enterprise", other, enterprise, pro), ("Pro", back, pro, enterprise)):
            asked = question if way == "asked whole" else follow_up
            text = " ".join(project.ask_sync(asked.format(plan), conversation=id).text.split())
            says, lies = _says(value, text), _says(not_this, text)
            of, right, wrong = of + 1, right + (says and not lies), wrong + (bool(text) and (lies or not says))
    return _row(f"conversation: right, {way}", language, right, of, wrong=wrong)


def _says(value: str, text: str) -> bool:
    return re.search(rf"(?<![\w,]){re.escape(value)}(?!\w)", text) is not None


if __name__ == "__main__":
    main()
