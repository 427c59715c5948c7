"""Whether a local model tells supported sentences better than the rules do, paired, on RAGTruth's answered questions.

    python benchmarks/support_models.py --model PATH [--data ../shared/data] [--contexts N] [--write]
    python benchmarks/support_models.py --tiny

PATH is a Hugging Face folder or an `.onnx` file. `--tiny` makes a model of two layers with random weights, which must lose. Without
either nothing is measured. `--write` puts the record beside the model, where `verify.support_model` looks for it.

The model's scores are calibrated (Platt) and the rules fitted on the other folds; all answers to one context are in one fold. What is
compared is the mean of the two probabilities against the rules alone: AUROC of sentences and of answers, resampled by context. The
model beats the rules when the whole interval of the sentences' difference is above 0 and the answers lose nothing.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from _answers import Answered, answered, interval
from _measure import ROOT, data_folder, json_lines, record
from fit_support import FOLDS, cross_fitted, folds
from untuned.models.encoders import classifier
from untuned.models.support import LocalSupport, SupportRecord, record_file
from untuned.rag.verify.support.lexical import sentences_of
from untuned.rag.verify.support.support import Pair, SupportScorer
from untuned.rag.verify.support.weights import log_odds


@dataclass(frozen=True, kw_only=True)
class Scored:
    """An answer's sentences: how likely each is unsupported by the rules, by the model, and by the mean of both."""

    rules: tuple[float, ...]
    model: tuple[float, ...]

    @property
    def both(self) -> tuple[float, ...]:
        """The mean of the two, which is what is shown."""
        return tuple((one + other) / 2 for one, other in zip(self.rules, self.model, strict=True))


Scoring = Sequence[tuple[Answered, Scored]]


def main() -> None:
    argv = sys.argv
    if "--tiny" in argv:
        with tempfile.TemporaryDirectory() as folder:
            measure(tiny(Path(folder)), argv)
    elif "--model" in argv[:-1]:
        measure(Path(argv[argv.index("--model") + 1]), argv)
    else:
        print("no model is named: give --model PATH, or --tiny for one with random weights")


def tiny(folder: Path) -> Path:
    """A token classifier with random weights."""
    sys.path.insert(0, str(ROOT / "tests"))
    from classifying import tiny_model

    tiny_model(folder, positions=512)
    return folder


def measure(path: Path, argv: Sequence[str]) -> None:
    """Compare the model with the rules, say who won, and record it."""
    rows = json_lines(data_folder(argv) / "ragtruth" / "responses.jsonl")
    if "--contexts" in argv[:-1]:
        kept = sorted({row["source_id"] for row in rows})[: int(argv[argv.index("--contexts") + 1])]
        rows = [row for row in rows if row["source_id"] in kept]
    scorer = LocalSupport(classifier(path))
    started = time.process_time()
    raw = scores(scorer, rows)
    cost = 1000 * (time.process_time() - started) / len(rows)
    found, table = compared(raw, [answered(row) for row in rows])
    slope, intercept = calibration(raw, [answered(row) for row in rows])
    kept = SupportRecord(**asdict(found) | {"slope": slope, "intercept": intercept, "data": f"ragtruth, {len(rows)} answers"})
    name = "random weights" if "--tiny" in argv else scorer.name
    verdict = "beats the rules" if found.beats else "does not beat the rules"
    criterion = {"what": "a model with random weights beats the rules", "wanted": False, "measured": found.beats, "met": not found.beats}
    record(
        "support_models",
        [{"model": name, **row, "CPU-ms an answer": cost} for row in table],
        criteria=[criterion] if "--tiny" in argv else [],
    )
    print(f"\n{name} {verdict}: {'it may be used' if found.beats else 'it stays off'}")
    if "--write" in argv:
        target = record_file(path)
        target.write_text(json.dumps(asdict(kept) | {"date": datetime.now(UTC).strftime("%Y-%m-%d")}, indent=2) + "\n", encoding="utf-8")
        print(f"written: {target}")


def scores(scorer: SupportScorer, rows: Sequence[dict]) -> list[list[float]]:
    """The model's own probability that each sentence of each answer is supported."""
    found: list[list[float]] = []
    for row in rows:
        answer = row["response"]
        found.append(scorer.score([Pair(claim=answer[start:end], quotes=(row["context"],)) for start, end in sentences_of(answer)]))
    return found


def compared(raw: Sequence[Sequence[float]], answers: Sequence[Answered]) -> tuple[SupportRecord, list[dict]]:
    """What was measured, and its table."""
    rules, model = cross_fitted(answers), cross_calibrated(raw, answers)
    scored = [Scored(rules=one.doubts, model=tuple(other)) for one, other in zip(rules, model, strict=True)]
    pairs = list(zip(answers, scored, strict=True))
    figures = {"sentence AUROC": sentences, "answer AUROC": wholes}
    table: list[dict] = []
    gains: dict[str, tuple[float, float, float]] = {}
    for what, figure in figures.items():
        for way in ("rules", "model", "both"):
            value, low, high = interval(pairs, lambda some, figure=figure, way=way: figure(some, way))
            table.append({"figure": what, "by": way, "value": value, "low": low, "high": high})
        gains[what] = interval(pairs, lambda some, figure=figure: figure(some, "both") - figure(some, "rules"))
        table.append({"figure": what, "by": "both - rules", **dict(zip(("value", "low", "high"), gains[what], strict=True))})
    gain = gains["sentence AUROC"]
    beats = gain[1] > 0 and gains["answer AUROC"][0] >= 0
    measured = SupportRecord(
        beats=bool(beats), auroc=sentences(pairs, "both"), rules_auroc=sentences(pairs, "rules"), gain=(gain[1], gain[2])
    )
    return measured, table


def cross_calibrated(raw: Sequence[Sequence[float]], answers: Sequence[Answered]) -> list[list[float]]:
    """Each sentence's probability that it is unsupported, by a calibration that was fitted without its context."""
    found: list[list[float]] = [[] for _ in answers]
    for train, test in folds(answers, FOLDS):
        slope, intercept = calibration([raw[at] for at in train], [answers[at] for at in train])
        for at in test:
            odds = np.array([slope * log_odds(score) + intercept for score in raw[at]])
            found[at] = (1 / (1 + np.exp(odds))).tolist()
    return found


def calibration(raw: Sequence[Sequence[float]], answers: Sequence[Answered]) -> tuple[float, float]:
    """Slope and intercept that make log-odds of the scores those of being supported (Platt 1999)."""
    odds = np.array([[log_odds(score)] for each in raw for score in each])
    supported = np.array([not part.unsupported for answer in answers for part in answer.parts])
    fitted = LogisticRegression(C=1.0).fit(odds, supported)
    return float(fitted.coef_[0][0]), float(fitted.intercept_[0])


def sentences(pairs: Scoring, way: str) -> float:
    truth = [part.unsupported for answer, _ in pairs for part in answer.parts]
    return _auroc(truth, [doubt for _, scored in pairs for doubt in getattr(scored, way)])


def wholes(pairs: Scoring, way: str) -> float:
    """An answer is as doubtful as its most doubtful sentence."""
    return _auroc([answer.unsupported for answer, _ in pairs], [max(getattr(scored, way), default=0.0) for _, scored in pairs])


def _auroc(truth: Sequence[bool], doubts: Sequence[float]) -> float:
    return float(roc_auc_score(truth, doubts)) if len(set(truth)) == 2 else float("nan")


if __name__ == "__main__":
    main()
