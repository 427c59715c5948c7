"""Structured tasks: labels learnt from examples, outputs that a misbehaving model spoils, and forms whose values a formatter changes.

    python benchmarks/tasks.py [--data FOLDER] [--inputs 400] [--only labels|strange|outputs|forms] [--embedder FOLDER]

Labels: banking77, the classifier that a task of labels gets without any model, learnt from 10 examples an intent (the first ten of the
training half, and four other draws) and from all of them, measured on the test half.

Strange: how many inputs of banking77's test half, and of clinc150's, the same classifier leaves to a person since they are unlike the
examples (5 % of what is like them may be), against those that no intent is for: clinc150's questions out of scope, for banking77 also its
other intents that have nothing to do with banks, and texts without sense. Nothing out of scope was learnt from.

Outputs: the same task, and one of orders with a JSON schema, asked of a real HTTP server that speaks the OpenAI API
(tests/servers/openai_api.py) and spoils 30 % of its outputs in the ways of tests/servers/task_outputs.py; what is not spoilt is right, so
that a valid output which is wrong was made by the repair.

Forms: sentences of xquad, English and Russian, as verified claims, with their own numbers, days and answers as values of a form. A
formatter copies the value, or changes it. A changed value that the sentence has elsewhere is no changed value, and is left out by plain
search for its digits or letters; that a value stands in the wrong field is counted by itself.

The rules of proof, and this benchmark's own judge of what a sentence has, were mended while looking at these sentences of xquad: figures on
them are what was attained, and the other half of the data is the real test. Words of lacking were added later, for cases written by hand;
what they cost in right values is seen here. No label of banking77 was tuned on. Which figures tell what is strange (the highest score, the
share of unknown words) was compared on slices of both sets, 600 test inputs and 500 out of scope of each, with these figures in view.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from _measure import ROOT, data_folder, json_lines, record
from _task_forms import forms
from untuned.assistant.tasks.classifier import classifier_of
from untuned.evaluation.stats.label_f1 import macro_f1
from untuned.evaluation.stats.proportion import proportion_interval
from untuned.project import Project
from untuned.types.tasks import Example, Task, TaskInput

sys.path.insert(0, str(ROOT / "tests"))
from servers.openai_api import OpenAiServer
from servers.task_outputs import JSON_UNREADABLE, JSON_WAYS, LABEL_UNREADABLE, LABEL_WAYS, labelled, structured

SHOTS = 10
MODEL = "openai:test-model"
ORDER = {
    "type": "object",
    "properties": {
        "item": {"type": "string", "minLength": 1},
        "amount": {"type": "integer", "minimum": 1},
        "speed": {"enum": ["standard", "express"]},
        "gift": {"type": "boolean"},
    },
    "required": ["item", "amount", "speed", "gift"],
    "additionalProperties": False,
}
ITEMS = ("red lamp", "oak table", "blue chair", "настольная лампа", "wool carpet", "книжный шкаф", "mirror, round", "glass vase")


def main(argv: Sequence[str]) -> int:
    data, only = data_folder(argv), _given(argv, "--only", "")
    rows, criteria = [], []
    for name, part in (("labels", labels), ("strange", strange), ("outputs", outputs), ("forms", forms)):
        if only in ("", name):
            more, held = part(data, argv)
            rows += more
            criteria += held
    record("tasks", [_whole(row) for row in rows], criteria=criteria)
    return 0 if all(row["met"] for row in criteria) else 1


def _given(argv: Sequence[str], name: str, default: str) -> str:
    given = list(argv)
    return given[given.index(name) + 1] if name in given[:-1] else default


def _whole(row: Mapping[str, object]) -> dict[str, object]:
    names = ("part", "what", "n", "value", "low", "high", "second", "second low", "second high", "note")
    return {name: row.get(name) for name in names}


# -- labels ---------------------------------------------------------------------------------------------


def labels(data: Path, argv: Sequence[str]) -> tuple[list, list]:
    train, test = banking(data)
    embedder = _embedder(_given(argv, "--embedder", ""))
    rows, found = [], {}
    for name, kept in (("10 an intent", first(train, SHOTS)), ("all", train)):
        # With all examples it takes minutes to learn with vectors, and the question is what few examples are worth.
        for means in (None, embedder) if embedder is not None and name != "all" else (None,):
            row = told(name, kept, train, test, embedder=means)
            found[name, means is not None] = row
            rows.append(row)
    draws = [told(f"draw {seed}", drawn(train, SHOTS, seed), train, test)["value"] for seed in range(1, 5)]
    draws.append(found["10 an intent", False]["value"])
    spread = f"accuracy from {min(draws):.3f} to {max(draws):.3f} over five draws of the ten"
    rows[0]["note"] = f"{rows[0]['note']}; {spread}"
    few, all_ = found["10 an intent", False], found["all", False]
    criteria = [
        {
            "what": f"banking77, {name}: accuracy and macro-F1 with intervals, without any model",
            "wanted": "figures with intervals",
            "measured": f"{row['value']:.3f} [{row['low']:.3f}, {row['high']:.3f}]; "
            f"{row['second']:.3f} [{row['second low']:.3f}, {row['second high']:.3f}]; {row['note'].split(';')[0]}",
            "met": row["low"] < row["value"] < row["high"] and row["second low"] < row["second"] < row["second high"],
        }
        for name, row in (("10 examples an intent", few), ("all examples", all_))
    ]
    return rows, criteria


def banking(data: Path) -> tuple[list[dict], list[dict]]:
    rows = json_lines(data / "banking77" / "utterances.jsonl")
    return [row for row in rows if row["split"] == "train"], [row for row in rows if row["split"] == "test"]


def first(rows: Sequence[dict], k: int) -> list[dict]:
    seen: Counter[str] = Counter()
    kept = []
    for row in rows:
        seen[row["intent"]] += 1
        if seen[row["intent"]] <= k:
            kept.append(row)
    return kept


def drawn(rows: Sequence[dict], k: int, seed: int) -> list[dict]:
    rng, by = random.Random(seed), defaultdict(list)
    for row in rows:
        by[row["intent"]].append(row)
    return [row for intent in sorted(by) for row in rng.sample(by[intent], min(k, len(by[intent])))]


def told(name: str, kept: Sequence[dict], train: Sequence[dict], test: Sequence[dict], *, embedder=None) -> dict:
    """Accuracy with Wilson's interval, macro-F1 with its own, CPU time, and what a threshold of .5 does."""
    intents = tuple(sorted({row["intent"] for row in train}))
    task = Task(name="banking", labels=intents, examples=tuple(Example(input=row["text"], output=row["intent"]) for row in kept))
    began = time.process_time()
    classifier = classifier_of(task, embedder=embedder, languages=("en",))
    learnt = time.process_time() - began
    classifier.guesses(["warm up"])
    began = time.process_time()
    guesses = [classifier.guesses([row["text"]])[0] for row in test]
    cpu = (time.process_time() - began) * 1000 / len(test)
    right = [row["intent"] for row in test]
    hits = [guess.label == label for guess, label in zip(guesses, right, strict=True)]
    interval, score = proportion_interval(sum(hits), len(hits)), macro_f1([guess.label for guess in guesses], right)
    sure = [hit for guess, hit in zip(guesses, hits, strict=True) if guess.probability >= 0.5]
    gap = abs(sum(guess.probability for guess in guesses) / len(hits) - sum(hits) / len(hits))
    return {
        "part": "labels",
        "what": f"banking77, {name}, {len(kept)} examples" + (" with an embedder" if embedder is not None else ""),
        "n": len(test),
        "value": sum(hits) / len(hits),
        "low": interval.low,
        "high": interval.high,
        "second": score.value,
        "second low": score.interval.low,
        "second high": score.interval.high,
        "note": f"{cpu:.2f} CPU-ms an input; learnt in {learnt:.1f} CPU-s; at a threshold of .5 it answers {len(sure) / len(hits):.3f} "
        f"with {sum(sure) / max(len(sure), 1):.3f} right; mean probability off by {gap:.3f}",
    }


def _embedder(folder: str):
    place = Path(folder) if folder else ROOT / ".models" / "minilm"
    if not place.is_dir():
        return None
    from untuned.models.embed.named import embedder_of
    from untuned.types.settings import MeaningSettings

    return embedder_of(MeaningSettings(embedder=str(place)), root=ROOT, own=None)


# -- strange --------------------------------------------------------------------------------------------

BANKS = re.compile(
    r"bank|card|account|balance|bill|pin|credit|transfer|payment|spend|transaction|interest|apr|rewards|check|fraud|income|tax"
)
"""Intents of clinc150 that banking77 may have an intent for."""


def strange(data: Path, argv: Sequence[str]) -> tuple[list, list]:  # noqa: ARG001 - as the other parts
    train, test = banking(data)
    known = json_lines(data / "clinc150" / "utterances.jsonl")
    outside = [row["text"] for row in known if row["oos"]]
    elsewhere = [row["text"] for row in known if not row["oos"] and row["split"] == "test" and not BANKS.search(row["intent"])]
    rng = random.Random(7)
    letters = "bcdfghklmnprstvz", "aeiou"
    senseless = [
        " ".join("".join(rng.choice(part) for part in letters * rng.randint(1, 3)) for _ in range(rng.randint(1, 6))) for _ in range(300)
    ]
    own = [row for row in known if not row["oos"] and row["split"] == "train"]
    own_test = [row for row in known if not row["oos"] and row["split"] == "test"]
    kinds = {"clinc150 out of scope": outside, "clinc150, other intents than of banks": elsewhere, "without sense": senseless}
    far = {name: kinds[name] for name in ("clinc150 out of scope", "without sense")}
    rows = [
        *_left("banking77, 10 an intent", first(train, SHOTS), test, kinds),
        *_left("banking77, all", train, test, kinds),
        *_left("clinc150, 10 an intent", first(own, SHOTS), own_test, far),
        *_left("clinc150, all", own, own_test, far),
    ]
    bounds = {": own": (0.0, 0.06), "clinc150 out of scope": (0.8, 1.0), "without sense": (0.8, 1.0)}
    criteria = [
        {
            "what": f"{row['what']}: left to a person",
            "wanted": f"{low} to {high}",
            "measured": f"{row['value']:.3f} [{row['low']:.3f}, {row['high']:.3f}]",
            "met": low <= row["value"] <= high,
        }
        for row in rows
        for end, (low, high) in bounds.items()
        if row["what"].startswith("banking77") and row["what"].endswith(end)
    ]
    return rows, criteria


def _left(name: str, kept: Sequence[dict], test: Sequence[dict], kinds: Mapping[str, Sequence[str]]) -> list[dict]:
    """The share that is left to a person as strange, of a task's own inputs and of each kind of others."""
    labels = tuple(sorted({row["intent"] for row in kept}))
    task = Task(name="one", labels=labels, examples=tuple(Example(input=row["text"], output=row["intent"]) for row in kept))
    classifier = classifier_of(task, languages=("en",))
    told = classifier.guesses([row["text"] for row in test])
    hits = [(bool(one.strange), one.label == row["intent"]) for one, row in zip(told, test, strict=True)]
    answered = [right for left, right in hits if not left]
    note = (
        f"right of all {sum(right for _, right in hits) / len(hits):.3f}, of what is not left {sum(answered) / max(len(answered), 1):.3f}"
    )
    note += f"; of those left no example has any word of {sum(one.strange.startswith('no ') for one in told)}"
    rows = [_share(f"{name}: own", [left for left, _ in hits], note)]
    rows += [_share(f"{name}: {kind}", [bool(one.strange) for one in classifier.guesses(texts)], "") for kind, texts in kinds.items()]
    return rows


def _share(what: str, left: Sequence[bool], note: str) -> dict:
    interval = proportion_interval(sum(left), len(left))
    row = {"part": "strange", "what": what, "n": len(left), "value": sum(left) / len(left), "low": interval.low, "high": interval.high}
    return {**row, "note": note}


# -- outputs --------------------------------------------------------------------------------------------


def outputs(data: Path, argv: Sequence[str]) -> tuple[list, list]:
    count = int(_given(argv, "--inputs", "400"))
    rng, (train, test) = random.Random(5), banking(data)
    asked = rng.sample(test, min(count, len(test)))
    intents = sorted({row["intent"] for row in train})
    right = {row["text"]: row["intent"] for row in asked}
    orders = dict(_order(nth, rng) for nth in range(count))
    rows = []
    for name, ways in (("every way", LABEL_WAYS), ("no way that rules can mend", LABEL_UNREADABLE)):
        table = f"labels = {json.dumps(intents)}\nexamples = 'examples.jsonl'"
        say = labelled(right, intents)
        rows.append(_asked(f"banking77, 30 % spoilt, {name}", table, right, say, ways, examples=first(train, SHOTS)))
    for name, ways in (("every way", JSON_WAYS), ("no way that rules can mend", JSON_UNREADABLE)):
        wanted = {text: json.dumps(value, ensure_ascii=False) for text, value in orders.items()}
        rows.append(_asked(f"orders as JSON, 30 % spoilt, {name}", "schema = 'order.json'", wanted, structured(orders), ways))
    criteria = [
        {
            "what": f"{row['what']}: valid in the end with 2 retries",
            "wanted": ">= 0.97",
            "measured": f"{row['value']:.4f} of {row['n']}; wrong though valid: {row['second']:.4f}",
            "met": row["value"] >= 0.97 and row["second"] == 0,
        }
        for row in rows
        if "every way" in row["what"]
    ]
    return rows, criteria


def _order(nth: int, rng: random.Random) -> tuple[str, dict]:
    speed = rng.choice(["standard", "express"])
    value = {"item": rng.choice(ITEMS), "amount": rng.randint(1, 40), "speed": speed, "gift": rng.random() < 0.5}
    return f"Order {nth}: {value['amount']} x {value['item']}, {value['speed']}{', as a gift' if value['gift'] else ''}", value


def _asked(what: str, table: str, right: Mapping[str, str], say, ways: Sequence[str], *, examples: Sequence[dict] = ()) -> dict:
    """One task done by a model whose outputs are spoilt: how many end valid, and how many of these are wrong."""
    with tempfile.TemporaryDirectory() as folder, OpenAiServer(seed=11) as server:
        root = Path(folder)
        lines = (json.dumps({"input": row["text"], "output": row["intent"]}) for row in examples)
        (root / "examples.jsonl").write_text("\n".join(lines), encoding="utf-8")
        (root / "order.json").write_text(json.dumps(ORDER), encoding="utf-8")
        settings = f'[model]\nname = "{MODEL}"\nbase_url = "{server.url}"\nvalidation_retries = 2\n[tasks.one]\n{table}\n'
        (root / "untuned.toml").write_text(settings, encoding="utf-8")
        server.outputs = say
        server.behave(malformed=0.3, ways=ways)
        with Project.open(root) as project:
            inputs = [TaskInput(name=text, text=text) for text in right]
            results = list(project.run_task("one", inputs))
        spoilt = sum(seen.answered == "malformed" for seen in server.seen) / len(server.seen)
    valid = [result for result in results if result.status == "ok"]
    once = sum(result.requests == 1 and not result.notes for result in valid) / len(results)
    mended = sum(result.requests == 1 for result in valid) / len(results)
    wrong = sum(not _same(result.output, right[result.input]) for result in valid) / len(results)
    interval = proportion_interval(len(valid), len(results))
    return {
        "part": "outputs",
        "what": what,
        "n": len(results),
        "value": len(valid) / len(results),
        "low": interval.low,
        "high": interval.high,
        "second": wrong,
        "note": f"valid on first pass {once:.3f}, after repair {mended:.3f}, after retry {len(valid) / len(results):.3f}; "
        f"{spoilt:.3f} of {sum(result.requests for result in results)} outputs were spoilt; second: wrong though valid",
    }


def _same(one: str, other: str) -> bool:
    """The same label, or the same JSON but for white space in its texts: a line break that a model writes into one is its own."""
    return one == other or (one[:1] == "{" and _spaced(json.loads(one)) == _spaced(json.loads(other)))


def _spaced(value: dict) -> dict:
    return {key: " ".join(item.split()) if isinstance(item, str) else item for key, item in value.items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
