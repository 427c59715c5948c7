"""How well agreement and support tell what sources carry, on people's labels and on generated edits.

    python benchmarks/agreement.py [--data ../shared/data] [--shipped] [--edits 300] [--seed N]

RAGTruth: every figure of an answer or a sentence is by weights that were fitted without the answer's context; with `--shipped`, by the
weights that ship, for data that they were not fitted on. Bands and flags are rules and have nothing fitted; they were written with
these same answers in sight. WiCE: hard flags on supported claims, against their supporting sentences (also with the page's own title
and date) and against the whole page; the title of the article that makes the claim is known. ExpertQA: hard flags on claims that
experts found completely supported by a cited passage.
Edits: sentences of xquad (English and Russian), contracts and documentation with one word changed; the generator shares nothing with the
rules; and the changed quotes of step 1. Intervals are 95 % bootstrap intervals over contexts, pages or questions, whole groups drawn.
"""

from __future__ import annotations

import argparse
import random
import secrets
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sklearn.metrics import roc_auc_score

from _answers import (
    Answered,
    Estimate,
    Pairs,
    answer_auroc,
    answer_balanced,
    answer_ece,
    answer_f1,
    green_share,
    green_unsupported,
    grouped_interval,
    interval,
    ragtruth,
    red_precision,
    sentence_auroc,
    sentence_ece,
    span_f1,
)
from _measure import DATA, ROOT, Row, existing, json_lines, markdown_below, record
from fit_support import cross_fitted, estimate
from untuned.rag.verify.agreement import agree
from untuned.rag.verify.support.lexical import ground, read
from untuned.rag.verify.support.support import judge, support_of
from untuned.rag.verify.support.weights import sentence_unsupported, shipped

sys.path.insert(0, str(ROOT / "tests"))

from generators.edits import CUTS, EDITS, SAME, edit
from generators.material import Material, material
from generators.mutations import mutated

MUTATED = ("modal", "comparison", "negation_in", "negation_out", "unit", "month", "currency", "digit", "condition_dropped", "name")
PUBLISHED = {
    "ragtruth: F1": "reference .54-.56, GPT-4-turbo prompted .456, SelfCheckGPT .437, fine-tuned 13B .682, Granite LoRA .722",
    "ragtruth: AUROC": "reference .855",
    "ragtruth: balanced accuracy": "reference .78",
    "ragtruth: sentence AUROC": "reference .887",
    "ragtruth: span F1": "reference .384",
    "ragtruth: green, share of sentences": "reference .37",
    "ragtruth: green, unsupported": "reference .007",
    "ragtruth: red, precision": "reference .67",
    "wice: hard flags on supported claims, supporting sentences": "reference .09",
    "wice: hard flags on supported claims, whole page": "reference .04",
    "expertqa: AUROC, not shown": "reference .595",
}


@dataclass(frozen=True, kw_only=True)
class Stated:
    """A claim of a set with what is cited for it."""

    claim: str
    quotes: tuple[str, ...]
    known: str
    group: str
    supported: bool

    def hard(self) -> bool:
        """True when a rule flags it; against whole pages, conditions are left out."""
        return any(flag.hard for flag in agree(self.claim, self.quotes, supplies=[self.known], conditions=False))

    def doubt(self) -> float:
        """What the shipped weights say of it alone."""
        seen = read(self.claim, [(0, len(self.claim))], ground(self.quotes, supplies=[self.known]), conditions=False)
        return sentence_unsupported(seen[0].values, shipped())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--shipped", action="store_true", help="judge by the shipped weights: for data that they were not fitted on")
    parser.add_argument("--edits", type=int, default=300, help="edits of each class")
    parser.add_argument("--seed", type=int, default=None)
    options = parser.parse_args()
    seed = secrets.randbelow(10**9) if options.seed is None else options.seed
    print(f"seed {seed}")
    data = existing(options.data)
    answers = ragtruth(data)
    estimates = [estimate(answer, shipped()) for answer in answers] if options.shipped else cross_fitted(answers)
    rows = [*labelled(list(zip(answers, estimates, strict=True))), speed(data), *claims(data)]
    rows += edits(data, count=options.edits, seed=seed)
    rows += mutations(data, count=options.edits, seed=seed)
    name = "agreement_shipped" if options.shipped else "agreement"
    record(name, rows, criteria=criteria(rows, green=rows_named(rows, "ragtruth: green")))


def row(what: str, figure: tuple[float, float, float], count: int) -> dict[str, object]:
    """A line of the table."""
    value, low, high = (round(each, 4) for each in figure)
    return {"what": what, "measured": value, "low": low, "high": high, "of": count, "published": PUBLISHED.get(what, "")}


def labelled(pairs: Pairs) -> Iterator[dict[str, object]]:
    """What is measured on answers with labelled spans."""
    parts = [part for answer, _ in pairs for part in answer.parts]
    for what, figure in (("AUROC", answer_auroc), ("F1", answer_f1), ("balanced accuracy", answer_balanced)):
        yield row(f"ragtruth: {what}", interval(pairs, figure), len(pairs))
    yield row("ragtruth: sentence AUROC", interval(pairs, sentence_auroc), len(parts))
    yield row("ragtruth: span F1", interval(pairs, span_f1), len(pairs))
    yield row("ragtruth: green, share of sentences", interval(pairs, green_share), len(parts))
    yield row("ragtruth: green, unsupported", interval(pairs, green_unsupported), sum(part.band == "green" for part in parts))
    yield row("ragtruth: red, precision", interval(pairs, red_precision), sum(part.band == "red" for part in parts))
    shown = sum(part.shown is not None for part in parts)
    yield row("ragtruth: shown sentence probabilities, ECE", interval(pairs, sentence_ece), shown)
    yield row("ragtruth: answer probabilities, ECE", interval(pairs, answer_ece), len(pairs))
    whole = [answer for answer, _ in pairs if answer.parts and answer.parts[0].shown is not None]
    yield row("ragtruth: answers whose probability is shown", interval(pairs, shown_share), len(whole))


def shown_share(pairs: Sequence[tuple[Answered, Estimate]]) -> float:
    return sum(any(part.shown is not None for part in answer.parts) for answer, _ in pairs) / len(pairs)


def speed(data: Path) -> dict[str, object]:
    """CPU-milliseconds of one answer with its context, everything read anew."""
    rows = json_lines(data / "ragtruth" / "responses.jsonl")
    spent: list[tuple[str, float]] = []
    for each in rows:
        begin = time.process_time()
        judge(each["response"], [each["context"]], question=each["question"])
        spent.append((each["source_id"], (time.process_time() - begin) * 1_000))
    figure = grouped_interval(spent, lambda some: sum(ms for _, ms in some) / len(some), group=lambda pair: pair[0])
    return row("ragtruth: CPU-ms an answer", figure, len(spent))


def claims(data: Path) -> Iterator[dict[str, object]]:
    """False alarms of hard rules, and how well the sentence's estimate does on single claims, where it is not shown."""
    for what, held in (
        ("wice: {}, supporting sentences", list(wice(data, cited="sentences"))),
        ("wice: {}, supporting sentences, title and date", list(wice(data, cited="dated"))),
        ("wice: {}, whole page", list(wice(data, cited="page"))),
        ("expertqa: {}", list(expertqa(data))),
    ):
        right = [(each.group, each.hard()) for each in held if each.supported]
        alarms = grouped_interval(right, lambda some: sum(hard for _, hard in some) / len(some), group=lambda pair: pair[0])
        yield row(what.format("hard flags on supported claims"), alarms, len(right))
        scored = [(each.group, each.doubt(), not each.supported) for each in held]
        figure = grouped_interval(
            scored, lambda some: roc_auc_score([bad for *_, bad in some], [doubt for _, doubt, _ in some]), group=first
        )
        yield row(what.format("AUROC, not shown"), figure, len(scored))
        shown = [(each.group, probability_shown(each)) for each in held]
        figure = grouped_interval(shown, lambda some: sum(each for _, each in some) / len(some), group=first)
        yield row(what.format("share with a probability shown"), figure, len(shown))


def claim_auroc(scored: Sequence[tuple[str, float, bool]]) -> float:
    return float(roc_auc_score([bad for *_, bad in scored], [doubt for _, doubt, _ in scored]))


def first(values: tuple[object, ...]) -> object:
    return values[0]


def probability_shown(stated: Stated) -> bool:
    """True when either way to ask about a claim shows a probability."""
    alone = support_of(stated.claim, stated.quotes, supplies=[stated.known]).probability
    return alone is not None or judge(stated.claim, stated.quotes, question=stated.known).unsupported is not None


def wice(data: Path, *, cited: Literal["sentences", "dated", "page"]) -> Iterator[Stated]:
    """Claims of WiCE; without the page, those that have supporting sentences, against the first set of them."""
    for case in json_lines(data / "wice" / "claims.jsonl"):
        evidence = case["evidence"]
        quotes = [evidence[at] for at in (case["supporting_sentences"] or [[]])[0]]
        if cited == "dated":
            quotes += [each for each in evidence if quotes and each.startswith("(meta data)")]
        quotes = [" ".join(evidence)] if cited == "page" else quotes
        title = case["meta"]["claim_title"]
        if quotes:
            yield Stated(claim=case["claim"], quotes=tuple(quotes), known=title, group=title, supported=case["label"] == "supported")


def expertqa(data: Path) -> Iterator[Stated]:
    """Claims of ExpertQA whose evidence has a passage and was judged."""
    for case in json_lines(data / "expertqa" / "claims.jsonl"):
        if case["has_passage"] and case["support"] in ("Complete", "Partial", "Incomplete", "Missing"):
            supported = case["support"] == "Complete"
            quotes = tuple(case["evidence"])
            yield Stated(claim=case["claim"], quotes=quotes, known=case["question"], group=case["question_id"], supported=supported)


def edits(data: Path, *, count: int, seed: int) -> Iterator[dict[str, object]]:
    """Of each class of edits the share that a hard flag catches; of harmless ones the share that one refuses."""
    sources = list(materials(data))
    rng = random.Random(seed)
    for side, kinds in (("caught", EDITS), ("conditions caught", CUTS), ("refused", SAME)):
        everything: list[tuple[int, bool]] = []
        for kind in kinds:
            found: list[tuple[int, bool]] = []
            for _ in range(40 * count):
                at = rng.randrange(len(sources))
                made = edit(kind, sources[at], rng)
                if made is not None:
                    found.append((at, any(flag.hard for flag in agree(made[0], [made[1]]))))
                if len(found) == count:
                    break
            everything += found
            if found:
                yield row(f"edits {side}: {kind}", grouped_interval(found, share, group=first), len(found))
        yield row(f"edits {side}: all", grouped_interval(everything, share, group=first), len(everything))


def mutations(data: Path, *, count: int, seed: int) -> Iterator[dict[str, object]]:
    """The share of changed quotes that a hard flag catches, by the generator of step 1, which was written before these rules."""
    sources = list(materials(data))
    rng = random.Random(seed)
    for kind in MUTATED:
        found: list[tuple[int, bool]] = []
        for _ in range(20 * count):
            at = rng.randrange(len(sources))
            claim = mutated(kind, sources[at], rng)
            sentence = nearest(claim, sources[at]) if claim is not None and len(claim.split()) <= 45 else None
            if claim is not None and sentence is not None:
                found.append((at, any(flag.hard for flag in agree(claim, [sentence]))))
            if len(found) == count:
                break
        if found:
            yield row(f"quotes changed for step 1, caught: {kind}", grouped_interval(found, share, group=first), len(found))


def nearest(claim: str, source: Material) -> str | None:
    """The sentence that shares most words with the claim, three quarters of them at least."""
    own = set(claim.lower().split())
    held = [source.text[start:end] for start, end in source.sentences]
    best = max(held, key=lambda sentence: len(own & set(sentence.lower().split())) / len(own | set(sentence.lower().split())))
    return best if len(own & set(best.lower().split())) >= 0.75 * len(own) else None


def share(some: Sequence[tuple[int, bool]]) -> float:
    return sum(hit for _, hit in some) / len(some)


def materials(data: Path) -> Iterator[Material]:
    """Texts with sentences to edit."""
    texts: list[str] = []
    for language in ("en", "ru"):
        paragraphs = [row["text"] for row in json_lines(data / "xquad" / f"corpus.{language}.jsonl")]
        texts += ["\n\n".join(paragraphs[at : at + 5]) for at in range(0, len(paragraphs), 5)]
        pages = markdown_below(data / "docs_fastapi" / "files" / "docs" / language)
        texts += [page.read_text(encoding="utf-8") for page in pages[:60]]
    texts += [row["text"][:12_000] for row in json_lines(data / "cuad" / "corpus.jsonl")[:60]]
    return (made for made in map(material, texts) if len(made.sentences) >= 4)


def rows_named(rows: Sequence[Row], start: str) -> dict[str, float]:
    return {str(each["what"]): float(each["measured"]) for each in rows if str(each["what"]).startswith(start)}


def criteria(rows: Sequence[Row], *, green: dict[str, float]) -> list[Row]:
    """What was wanted: (what, wanted, measured, whether at least or at most)."""
    value = {str(each["what"]): float(each["measured"]) for each in rows}
    caught = [value[f"edits caught: {kind}"] for kind in EDITS if kind != "unit" and f"edits caught: {kind}" in value]
    alarms = "hard flags on supported claims"
    wanted = [
        ("ragtruth answers, AUROC", 0.83, value["ragtruth: AUROC"], "least"),
        ("ragtruth answers, F1", 0.52, value["ragtruth: F1"], "least"),
        ("ragtruth answers, balanced accuracy", 0.74, value["ragtruth: balanced accuracy"], "least"),
        ("ragtruth sentences, AUROC", 0.86, value["ragtruth: sentence AUROC"], "least"),
        ("ragtruth spans, F1", 0.36, value["ragtruth: span F1"], "least"),
        ("CPU-ms an answer", 20.0, value["ragtruth: CPU-ms an answer"], "most"),
        ("green, share of ragtruth sentences", 0.33, green["ragtruth: green, share of sentences"], "least"),
        ("green, unsupported", 0.01, green["ragtruth: green, unsupported"], "most"),
        ("red, precision", 0.60, value["ragtruth: red, precision"], "least"),
        ("hard flags on supported claims, wice supporting sentences", 0.09, value[f"wice: {alarms}, supporting sentences"], "most"),
        ("hard flags on supported claims, wice page", 0.05, value[f"wice: {alarms}, whole page"], "most"),
        ("hard flags on supported claims, expertqa", 0.04, value[f"expertqa: {alarms}"], "most"),
        ("near-copy edits caught, the worst class but units", 0.95, min(caught), "least"),
        ("near-copy edits caught, units", 0.90, value["edits caught: unit"], "least"),
        ("shown sentence probabilities, ECE", 0.05, value["ragtruth: shown sentence probabilities, ECE"], "most"),
        ("share of expertqa claims with a probability shown", 0.0, value["expertqa: share with a probability shown"], "most"),
    ]
    return [
        {"what": what, "wanted": limit, "measured": found, "met": found >= limit if side == "least" else found <= limit}
        for what, limit, found, side in wanted
    ]


if __name__ == "__main__":
    main()
