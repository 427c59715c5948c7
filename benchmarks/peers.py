"""Does untuned find more than its peers, side by side, and what does each cost and survive?

    python benchmarks/peers.py [--data FOLDER] [--semantic FOLDER] [--envs FOLDER] [--out FOLDER] [--set NAME]... [--system NAME]...
        [--only rank|speed|costs|survival] [--partial]

A run is made of parts: each system on each set, its speed, the costs of its pipeline, and what that survives. They are kept in `--out`,
and a part is taken again when what it was made of has changed (untuned's code, a peer's environment, the data), so that a run can be
broken off and taken up, and times be taken when the machine is quiet. The record is written once every part is there and of the code as
it is; it names the commits, and the load under which times were taken.

Peers as their documentation sets them up, each in an environment of its own (made below `--envs`, by default
`~/.cache/untuned-peers`; `_peers/NAME.txt` says what is installed): bm25s with stems, LlamaIndex, LangChain, Haystack and txtai, by words
and, with `--semantic` (a folder with a MiniLM as ONNX and its `tokenizer.json`), hybrid with the same embedder that untuned is given.
LlamaIndex's pipeline as documented ends with an error above 5,461 chunks; one number of it is replaced, `_peers/llamaindex.py` says which.
Every system is given the same texts (the title above, where the text does not begin with it) and the same questions: answerable ones,
at most 600 of a set, drawn with seed 0. policyqa is asked inside a site, cuad inside a contract: an index each.

recall@5 and nDCG@10 are by document (its best chunk) of the first 50 chunks; a span counts when one right answer lies inside the first
6,000 characters of what would be read: a peer's chunks in their order, untuned's passages. Intervals: paired, normal, 95 %; of a
mean over sets, each set counts once. CPU time is that of the whole process, all threads; a hybrid query pays for its own vector.
What a pipeline costs without vectors to pay for is measured on all pages of docs_fastapi (13 MB, 13 languages); with the embedder on the
English ones alone (1.5 MB, the same for every system): the model has read English, and on all pages it would take ten times as long to
say the same, since nearly all of it is the model's own time. A text's first 256 tokens are read: on these pages 92,000 tokens of Haystack's
chunks (.29 of what they hold), 337,000 of LlamaIndex's (.41), 368,000 of txtai's (.71), 469,000 of LangChain's (.79) and 492,000 of
untuned's (.96), counted once by hand; what is not read costs nothing, and is not found by its meaning. What killing and deleting do is
tried on the English pages, too.
What meaning weighs beside words was chosen on every second question of these sets (docs/decisions/0010-fusion-weight.md); squad2, xquad,
covidqa, cuad and cranfield were looked at when the search by words was made.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent / "_peers"))

import _runs
import _sets
from _parts import Part, Parts, digest
from _pipelines import pipelines

import _measure as measure

CONTEXT = 6_000
HITS = 50
READ_HITS = 10
KINDS = ("rank", "speed", "costs", "survival")
METRICS = ("recall5", "ndcg10", "span6000")
BEHIND = 0.02
WORDS_MS, HYBRID_MS = 5.0, 12.0

Scores = dict[str, dict[str, dict[str, float | None]]]
"""set -> question -> metric -> value."""


def main() -> None:
    options = _options()
    data = measure.data_folder(sys.argv)
    names = options.set or list(_sets.SETS)
    parts = Parts(options.out or options.envs / "parts", commit=measure.commit())
    rows: list[dict[str, Any]] = []
    criteria: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as scratch:
        bench = _runs.Bench(folder=Path(scratch), envs=options.envs, model=options.semantic)
        wanted = Wanted(kinds=tuple(options.only or KINDS), systems=tuple(options.system or bench.systems()))
        found = ranked(bench, parts, data, names, wanted=wanted)
        rows += [row for name in names for row in set_rows(name, found)] + mean_rows(names, found)
        criteria += rank_criteria(rows)
        rows += speed_rows(bench, parts, data, wanted=wanted)
        criteria += speed_criteria(rows)
        more, held = pipelines(bench, parts, data, wanted=wanted)
        rows, criteria = rows + more, criteria + held
        versions = bench.versions()
    rows = [{"kind": "version", "system": system, "set": name, "value": version} for system, name, version in versions] + rows
    rows = _even(taken_rows(parts) + rows)
    if options.set is None and options.semantic is not None and (options.partial or not parts.lacking):
        measure.record("peers", rows, criteria=[*criteria, *_lacking(parts.lacking)])
        return
    measure.show(rows)
    measure.show(criteria)
    print(f"\nno record: {len(parts.lacking)} parts lack or were made of something else: {', '.join(parts.lacking[:8])} ...")


def _lacking(parts: Sequence[str]) -> list[dict[str, Any]]:
    """What a partial record lacks, by kind: each is a criterion that is not met."""
    kinds = {kind: [part for part in parts if part.startswith(f"{kind}/")] for kind in KINDS}
    told = ((kind, f"{len(found)} lack: {', '.join(found[:6])}") for kind, found in kinds.items() if found)
    return [{"what": f"{kind}: every part is measured", "wanted": "all", "measured": shown, "met": False} for kind, shown in told]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument(
        "--semantic", type=lambda given: Path(given).resolve(), help="a folder with an ONNX embedder and tokenizer.json: hybrid runs too"
    )
    parser.add_argument("--envs", type=Path, default=Path.home() / ".cache" / "untuned-peers")
    parser.add_argument("--set", action="append", choices=_sets.SETS)
    parser.add_argument("--system", action="append", help="take parts of these systems alone; of others, what is kept is used")
    parser.add_argument("--only", action="append", choices=KINDS, help="take parts of this kind alone; of others, what is kept is used")
    parser.add_argument("--out", type=Path, help="a folder where parts are kept; by default PARTS below --envs")
    parser.add_argument("--partial", action="store_true", help="write the record though parts lack; each kind that does is not met")
    return parser.parse_args()


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which parts are taken now, where they are not kept."""

    kinds: tuple[str, ...]
    systems: tuple[str, ...]

    def __call__(self, kind: str, system: str, make: Callable[[], Any]) -> Callable[[], Any] | None:
        """How a part is made; None where it is not to be."""
        return make if kind in self.kinds and system in self.systems else None


def taken_rows(parts: Parts) -> list[dict[str, Any]]:
    """When, at which commits and under which load the parts were taken."""
    rows: list[dict[str, Any]] = []
    groups: dict[tuple[str, str], list[Part]] = {}
    for part in parts.taken:
        kind, system, *_ = part.name.split("/")
        groups.setdefault((kind, system), []).append(part)
    for (kind, system), held in groups.items():
        shown = {"kind": "taken", "set": kind, "system": system}
        dates, commits = sorted(part.date for part in held), sorted({part.commit for part in held})
        rows.append({**shown, "metric": "from, to (UTC)", "value": f"{dates[0]}, {dates[-1]}"})
        rows.append({**shown, "metric": "commits", "value": ", ".join(commits)})
        rows.append({**shown, "metric": "greatest load", "value": max(part.load for part in held)})
    return rows


def ranked(bench: _runs.Bench, parts: Parts, data: Path, names: Sequence[str], *, wanted: Wanted) -> dict[str, Scores]:
    """Each system's scores, of each question."""
    found: dict[str, Scores] = {system: {} for system in bench.systems()}
    for name in names:
        groups = _sets.groups(data, name)
        bench.cut = {}
        for system in bench.systems():
            content = parts.part(
                f"rank/{system}/{name}",
                made_of=_made_of(bench, system, groups),
                make=wanted("rank", system, lambda system=system, groups=groups: rank_once(bench, system, groups)),
            )
            if content is not None:
                found[system][name] = content["scores"]
                bench.cut = content["cut"] or bench.cut
    return found


def _made_of(bench: _runs.Bench, system: str, groups: Sequence[Mapping[str, Any]]) -> str:
    """A hash of a system and what it is given."""
    cut = bench.cut if system in _runs.WORDS_ONLY else None
    return digest(bench.made_of(system), json.dumps([groups, cut], ensure_ascii=False))


def rank_once(bench: _runs.Bench, system: str, groups: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The scores of a set's questions, and where untuned cuts its texts."""
    questions = {question["id"]: question for group in groups for question in group["questions"]}
    asked = [row for row in bench.rank(system, groups, limit=HITS, timed=False) if row["kind"] == "question"]
    print(f"ranked: {system}, {groups[0]['set']}", file=sys.stderr, flush=True)
    return {
        "scores": {row["id"]: _scores(row, questions[row["id"]]) for row in asked},
        "cut": bench.cut if system == _runs.DEFAULT else None,
    }


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
            leads = [(lead, width) for name in held for lead, width in [_lead(found, system, name, metric)] if lead is not None]
            value = float(np.mean([_values(scores, name, metric).mean() for name in held]))  # type: ignore[union-attr]
            lead = width = None
            if leads:
                lead = float(np.mean([one for one, _ in leads]))
                width = math.sqrt(sum(one**2 for _, one in leads)) / len(leads)
            shown = {"kind": "mean", "set": f"mean of {len(held)}", "system": system, "metric": metric, "questions": None}
            rows.append({**shown, "value": value, "lead": lead, "lead_pm": width})
    return rows


def _values(scores: Scores, name: str, metric: str) -> Any:
    """One value a question, in the order of their ids; None when the set has no such metric."""
    values = [one[metric] for _, one in sorted(scores.get(name, {}).items())]
    return None if not values or values[0] is None else np.array(values)


def _lead(found: Mapping[str, Scores], system: str, name: str, metric: str) -> tuple[float, float] | tuple[None, None]:
    """How far untuned of the system's kind is ahead of it, with the half-width; `semantic` itself is held against the default."""
    ours = _runs.SEMANTIC if system.endswith(_runs.HYBRID) else _runs.DEFAULT
    if ours not in found:
        return None, None
    own, other = _values(found[ours], name, metric), _values(found[system], name, metric)
    if system in (_runs.DEFAULT, ours) or own is None or other is None:
        return None, None
    gain = other - own if system == _runs.SEMANTIC else own - other
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
            least = min(beside, key=lambda row: row["lead"])
            told = f"semantic {metric} over the default, least on a set ({least['set']}, ± {least['lead_pm']:.3f})"
            found.append(_criterion(told, ">= 0", least["lead"], least["lead"] >= 0))
    return found


def _kind(system: str) -> str:
    if system == _runs.SEMANTIC:
        return "semantic"
    return "hybrid" if system.endswith(_runs.HYBRID) else "words"


def _criterion(what: str, wanted: str, measured: float, met: bool) -> dict[str, Any]:
    return {"what": what, "wanted": wanted, "measured": measured, "met": met}


def speed_rows(bench: _runs.Bench, parts: Parts, data: Path, *, wanted: Wanted) -> list[dict[str, Any]]:
    """CPU time of a query among ten thousand paragraphs: the ten best with their texts; of untuned also what a model would read."""
    group = _sets.speed(data)
    rows: list[dict[str, Any]] = []
    bench.cut = {}
    for system in bench.systems():
        content = parts.part(
            f"speed/{system}",
            made_of=_made_of(bench, system, [group]),
            make=wanted("speed", system, lambda system=system: speed_once(bench, system, group)),
        )
        if content is not None:
            rows += content["rows"]
            bench.cut = content["cut"] or bench.cut
    return rows


def speed_once(bench: _runs.Bench, system: str, group: dict[str, Any]) -> dict[str, Any]:
    """One system's rows, and where untuned cuts."""
    written = list(bench.rank(system, [group], limit=READ_HITS, timed=True))
    asked = [row for row in written if row["kind"] == "question"]
    times = [row["cpu_ms"] for row in asked]
    read = [row["read_cpu_ms"] for row in asked if "read_cpu_ms" in row]
    made = next(row for row in written if row["kind"] == "index")
    peak = next(row for row in written if row["kind"] == "memory")["peak_mb"]
    measured = (
        ("p50_cpu_ms", float(np.percentile(times, 50))),
        ("p95_cpu_ms", float(np.percentile(times, 95))),
        ("p95_read_cpu_ms", float(np.percentile(read, 95)) if read else None),
        ("chunks", made["chunks"]),
        ("peak_mb", peak),
    )
    print(f"timed: {system}", file=sys.stderr, flush=True)
    shown = {"kind": "speed", "set": group["set"], "system": system, "questions": len(times)}
    rows = [{**shown, "metric": metric, "value": value} for metric, value in measured if value is not None]
    return {"rows": rows, "cut": bench.cut if system == _runs.DEFAULT else None}


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
