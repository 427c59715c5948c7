"""Does untuned find more than its peers, side by side, and what does each cost and survive?

    python benchmarks/peers.py [--data FOLDER] [--semantic FOLDER] [--envs FOLDER] [--set NAME]... [--only rank|speed|pipelines]

Peers as their documentation sets them up, each in an environment of its own (made below `--envs`, by default
`~/.cache/untuned-peers`; `_peers/NAME.txt` says what is installed): bm25s with stems, LlamaIndex, LangChain, Haystack and txtai, by words
and, with `--semantic` (a folder with a MiniLM as ONNX and its `tokenizer.json`), hybrid with the same embedder that untuned is given.
Every system is given the same texts (the title above, where the text does not begin with it) and the same questions: answerable ones,
at most 600 of a set, drawn with seed 0. policyqa is asked inside a site, cuad inside a contract: an index each.

recall@5 and nDCG@10 are by document (its best chunk) of the first 50 chunks; a span counts when one right answer lies inside the first
6,000 characters of what would be read: a peer's chunks in their order, untuned's passages. Intervals: paired, normal, 95 %; of a
mean over sets, each set counts once. CPU time is that of the whole process, all threads; a hybrid query pays for its own vector.
Nothing in untuned was tuned on these numbers; squad2, xquad, covidqa, cuad and cranfield were looked at when its search was made.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent / "_peers"))

import _runs
import _sets
from _pipelines import pipelines

import _measure as measure

CONTEXT = 6_000
HITS = 50
READ_HITS = 10
METRICS = ("recall5", "ndcg10", "span6000")
BEHIND = 0.02
WORDS_MS, HYBRID_MS = 5.0, 12.0

Scores = dict[str, dict[str, dict[str, float | None]]]
"""set -> question -> metric -> value."""


def main() -> None:
    options = _options()
    data = measure.data_folder(sys.argv)
    names = options.set or list(_sets.SETS)
    rows: list[dict[str, Any]] = []
    criteria: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as scratch:
        bench = _runs.Bench(folder=Path(scratch), envs=options.envs, model=options.semantic)
        if options.only in (None, "rank"):
            found = ranked(bench, data, names)
            rows += [row for name in names for row in set_rows(name, found)] + mean_rows(names, found)
            criteria += rank_criteria(rows)
        if options.only in (None, "speed"):
            rows += speed_rows(bench, data)
            criteria += speed_criteria(rows)
        if options.only in (None, "pipelines"):
            more, held = pipelines(bench, data)
            rows += more
            criteria += held
        versions = bench.versions()
    rows = [{"kind": "version", "system": system, "set": name, "value": version} for system, name, version in versions] + rows
    if options.only is None and options.set is None:
        measure.record("peers", _even(rows), criteria=criteria)
    else:
        measure.show(_even(rows))
        measure.show(criteria)
        if options.out is not None:
            options.out.write_text(json.dumps({"rows": rows, "criteria": criteria}, indent=1, ensure_ascii=False), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--semantic", type=Path, help="a folder with an ONNX embedder and tokenizer.json: hybrid runs too")
    parser.add_argument("--envs", type=Path, default=Path.home() / ".cache" / "untuned-peers")
    parser.add_argument("--set", action="append", choices=_sets.SETS)
    parser.add_argument("--only", choices=("rank", "speed", "pipelines"))
    parser.add_argument("--out", type=Path, help="where a part of the run is written")
    return parser.parse_args()


def ranked(bench: _runs.Bench, data: Path, names: Sequence[str]) -> dict[str, Scores]:
    """Each system's scores, of each question."""
    groups = [group for name in names for group in _sets.groups(data, name)]
    questions = {(group["set"], question["id"]): question for group in groups for question in group["questions"]}
    found: dict[str, Scores] = {}
    for system in bench.systems():
        scores: Scores = {}
        for row in bench.rank(system, groups, limit=HITS, timed=False):
            if row["kind"] == "question":
                scores.setdefault(row["set"], {})[row["id"]] = _scores(row, questions[row["set"], row["id"]])
        found[system] = scores
        print(f"ranked: {system}", file=sys.stderr, flush=True)
    return found


def _scores(row: Mapping[str, Any], question: Mapping[str, Any]) -> dict[str, float | None]:
    documents = list(dict.fromkeys(document for document, _, _ in row["hits"]))
    grades = question["grades"]
    one_document = row["set"] == "cuad"
    return {
        "recall5": None if one_document else len(set(documents[:5]) & set(grades)) / min(5, len(grades)),
        "ndcg10": None if one_document else _ndcg(documents, grades),
        "span6000": float(_inside(row.get("read", row["hits"]), question)) if question["spans"] else None,
    }


def _ndcg(ranked_: Sequence[str], grades: Mapping[str, float]) -> float:
    gained = sum(grades.get(name, 0) / math.log2(rank + 2) for rank, name in enumerate(ranked_[:10]))
    most = sum(grade / math.log2(rank + 2) for rank, grade in enumerate(sorted(grades.values(), reverse=True)[:10]))
    return gained / most if most else 0.0


def _inside(hits: Sequence[Sequence[Any]], question: Mapping[str, Any]) -> bool:
    """True when one of the right spans lies inside the first characters of the hits, in its document."""
    left = CONTEXT
    held: list[tuple[int, int]] = []
    for document, start, end in hits:
        last = min(end, start + left)
        left -= last - start
        if document == question["documents"][0]:
            held.append((start, last))
        if left <= 0:
            break
    joined: list[tuple[int, int]] = []
    for start, end in sorted(held):
        # neighbours with nothing but white space between them are one stretch
        if joined and start <= joined[-1][1] + 2:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return any(all(any(first <= start and end <= last for first, last in joined) for start, end in parts) for parts in question["spans"])


def set_rows(name: str, found: Mapping[str, Scores]) -> list[dict[str, Any]]:
    """Every system and metric of a set, beside untuned of its kind."""
    rows: list[dict[str, Any]] = []
    for metric in METRICS:
        for system, scores in found.items():
            own = _values(scores, name, metric)
            if own is None:
                continue
            lead, width = _lead(found, system, name, metric)
            shown = {"kind": "rank", "set": name, "system": system, "metric": metric, "questions": len(own)}
            rows.append({**shown, "value": float(own.mean()), "lead": lead, "lead_pm": width})
    return rows


def mean_rows(names: Sequence[str], found: Mapping[str, Scores]) -> list[dict[str, Any]]:
    """The mean over sets, with the interval of the lead over each system."""
    rows: list[dict[str, Any]] = []
    for metric in METRICS:
        for system, scores in found.items():
            held = [name for name in names if _values(scores, name, metric) is not None]
            if not held:
                continue
            leads = [_lead(found, system, name, metric) for name in held]
            value = float(np.mean([_values(scores, name, metric).mean() for name in held]))  # type: ignore[union-attr]
            lead = width = None
            if leads[0][0] is not None:
                lead = float(np.mean([one for one, _ in leads]))
                width = math.sqrt(sum(one**2 for _, one in leads if one is not None)) / len(leads)
            shown = {"kind": "mean", "set": f"mean of {len(held)}", "system": system, "metric": metric, "questions": None}
            rows.append({**shown, "value": value, "lead": lead, "lead_pm": width})
    return rows


def _values(scores: Scores, name: str, metric: str) -> Any:
    """One value a question, in the order of their ids; None when the set has no such metric."""
    values = [one[metric] for _, one in sorted(scores.get(name, {}).items())]
    return None if not values or values[0] is None else np.array(values)


def _lead(found: Mapping[str, Scores], system: str, name: str, metric: str) -> tuple[float | None, float | None]:
    """How far untuned of the system's kind is ahead of it, with the half-width; `semantic` itself is held against the default."""
    ours = _runs.DEFAULT if system == _runs.SEMANTIC or not system.endswith(_runs.HYBRID) else _runs.SEMANTIC
    if system in (_runs.DEFAULT, ours) or ours not in found:
        return None, None
    gain = _values(found[ours], name, metric) - _values(found[system], name, metric)
    if system == _runs.SEMANTIC:
        gain = -gain
    return float(gain.mean()), float(1.96 * gain.std(ddof=1) / math.sqrt(len(gain)))


def rank_criteria(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Ahead on the mean beyond the half-width, and nowhere far behind."""
    found: list[dict[str, Any]] = []
    for metric in METRICS:
        for kind, ours in (("words", _runs.DEFAULT), ("hybrid", _runs.SEMANTIC)):
            own = [row for row in rows if row["metric"] == metric and row["lead"] is not None and _kind(row["system"]) == kind]
            means = [row for row in own if row["kind"] == "mean"]
            if not means:
                continue
            worst = min(means, key=lambda row: row["lead"] - row["lead_pm"])
            low = worst["lead"] - worst["lead_pm"]
            found.append(_criterion(f"{ours} {metric}: mean lead over {worst['system']}, lower bound", "> 0", low, low > 0))
            least = min((row for row in own if row["kind"] == "rank"), key=lambda row: row["lead"])
            told = f"{ours} {metric}: least lead on a set ({least['system']}, {least['set']})"
            found.append(_criterion(told, f">= -{BEHIND:g}", least["lead"], least["lead"] >= -BEHIND))
        found += [
            _criterion(f"semantic {metric}: mean lead over the default", ">= 0", row["lead"], row["lead"] >= 0)
            for row in rows
            if row["metric"] == metric and row["system"] == _runs.SEMANTIC and row["kind"] == "mean"
        ]
        beside = [row for row in rows if row["metric"] == metric and row["system"] == _runs.SEMANTIC and row["kind"] == "rank"]
        if beside:
            least = min(beside, key=lambda row: row["lead"] + row["lead_pm"])
            high = least["lead"] + least["lead_pm"]
            told = f"semantic {metric} over the default, upper bound on the worst set ({least['set']})"
            found.append(_criterion(told, ">= 0", high, high >= 0))
    return found


def _kind(system: str) -> str:
    if system == _runs.SEMANTIC:
        return "semantic"
    return "hybrid" if system.endswith(_runs.HYBRID) else "words"


def _criterion(what: str, wanted: str, measured: float, met: bool) -> dict[str, Any]:
    return {"what": what, "wanted": wanted, "measured": measured, "met": met}


def speed_rows(bench: _runs.Bench, data: Path) -> list[dict[str, Any]]:
    """CPU time of a query among ten thousand paragraphs: the ten best with their texts; of untuned also what a model would read."""
    rows: list[dict[str, Any]] = []
    group = _sets.speed(data)
    for system in bench.systems():
        written = list(bench.rank(system, [group], limit=READ_HITS, timed=True))
        asked = [row for row in written if row["kind"] == "question"]
        times = [row["cpu_ms"] for row in asked]
        read = [row["read_cpu_ms"] for row in asked if "read_cpu_ms" in row]
        made = next(row for row in written if row["kind"] == "index")
        peak = next(row for row in written if row["kind"] == "memory")["peak_mb"]
        shown = {"kind": "speed", "set": group["set"], "system": system, "questions": len(times)}
        rows += [
            {**shown, "metric": metric, "value": value}
            for metric, value in (
                ("p50_cpu_ms", float(np.percentile(times, 50))),
                ("p95_cpu_ms", float(np.percentile(times, 95))),
                ("p95_read_cpu_ms", float(np.percentile(read, 95)) if read else None),
                ("chunks", made["chunks"]),
                ("peak_mb", peak),
            )
            if value is not None
        ]
        print(f"timed: {system}", file=sys.stderr, flush=True)
    return rows


def speed_criteria(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    limits = {_runs.DEFAULT: WORDS_MS, _runs.SEMANTIC: HYBRID_MS}
    return [
        _criterion(f"{row['system']}: p95 at 10,000 paragraphs", f"<= {limit:g} CPU-ms", row["value"], row["value"] <= limit)
        for row in rows
        if row["metric"] == "p95_cpu_ms" and (limit := limits.get(row["system"])) is not None
    ]


def _even(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows with the same keys."""
    names = ("kind", "set", "system", "metric", "questions", "value", "lead", "lead_pm")
    return [{name: row.get(name) for name in names} for row in rows]


if __name__ == "__main__":
    main()
