"""Whether climbing a ladder climbs what is there and nothing else, and says rightly that more of the same would gain nothing.

    python benchmarks/ladder.py [--data ../shared/data] [--seeds 200] [--quick] [--only planted|http|real]

`--only` measures one part, and leaves what the record has of the others; `--quick` takes less of all, and leaves no record.

Three parts, each through the code that `untuned climb` runs:

- real: 500 questions each of squad2 (5 articles among 225 others; half of the questions cannot be answered) and xquad in English and
  Russian, each a project of its own with the extractive reader: `Project.climb` measures the retrieval rungs, and climbs. Its scores are
  then used 200 times for each set: half of the paragraphs drawn anew (a climb that all questions together contradict is a false one),
  and with the outcomes of each paragraph dealt to the rungs anew (anything climbed is false).
- planted: the same decisions on scores that are drawn (tests/climbing.py), for the whole ladder of a project with a chat model. Effects are
  planted for each rung; what is climbed beyond them is false. Several truths are made to lure: gains that are found half of the time and
  a dozen rungs beside them that are as good, questions that move in groups of four, variants that share no chance. Plateaus are judged by
  the truth, and the number of questions that an undetermined one asks for is tried.
- http: two seeds in full, through a real project and HTTP, with the simulated model of tests/servers/prompt_server.py, which answers
  better where it sees passages, where it is asked for claims, and where it sees examples, and not for thinking.

200 seeds of the second part take their scores from a generator, for speed; only the third asks. Nothing was tuned on any of it: the rule
(Holm along the ladder, two-sided .05, gains of 3 points) is that of the design, and the sets are those of naive_against_default.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from _measure import RESULTS, ROOT, Row, data_folder, record, show
from _projects import opened
from naive_against_default import sets
from untuned.evaluation.ladder.ascend import ascend
from untuned.evaluation.ladder.ascent import Ascent
from untuned.evaluation.ladder.tried import Terms, Tried
from untuned.evaluation.stats.proportion import proportion_interval
from untuned.project import Project
from untuned.project.climbing import ClimbOrder
from untuned.types.ladder import Climb, Rung
from untuned.types.measures import Evidence, Question

sys.path.insert(0, str(ROOT / "tests"))
from climbing import CORRECT, WITH_A_MODEL, Planted, climbed, false_climbs
from servers.prompt_server import Manner, PromptServer, fact_of

T = TypeVar("T")

SEEDS = 200
QUESTIONS = 1_200
REAL_QUESTIONS = 500
"""Of each public set, drawn by a seed."""
ALLOWED = 0.05
DELTA = 0.03
FEWER = 300
"""Questions of the truths that lure: few enough that a gain of 5 points is found about half of the time."""

PLANTED = {
    "few_shot_1": 0.02,
    "few_shot_2": 0.05,
    "few_shot": 0.10,
    "few_shot_8": 0.10,
    "naive": 0.20,
    "chunked": 0.28,
    "default_text": 0.36,
    "prompted": 0.44,
    "default": 0.44,
    "tuned": 0.52,
}
"""Over closed book: shots +10 points, retrieval +10 over them, chunks +8, rerank +8, verified quotes +8, tuned +8; the rest nothing."""
REAL_RUNGS = ("few-shot", "naive retrieval", "chunking, metadata, 4-grams", "rerank and references", "verified quotes", "tuned")
ALIKE = dict.fromkeys(PLANTED, 0.05) | {"zero_shot": 0.05, "chain_of_thought": 0.05}
LATER = dict.fromkeys(("naive", "chunked", "default_text", "prompted", "default", "tuned"), 0.06)
STAIRS = {
    "zero_shot": 0.05,
    "few_shot_1": 0.05,
    "few_shot_2": 0.05,
    "few_shot": 0.10,
    "few_shot_8": 0.10,
    "chain_of_thought": 0.05,
    "naive": 0.15,
    "chunked": 0.15,
    "default_text": 0.20,
    "prompted": 0.25,
    "default": 0.25,
    "tuned": 0.25,
}
LURES: Mapping[str, Mapping[str, float]] = {"all alike": ALIKE, "the later alike": LATER, "small stairs": STAIRS}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What climbing many times came to."""

    what: str
    seeds: int
    false: int
    """Climbs with a rung climbed that is no better than what stood."""
    climbed: Counter[str] = field(default_factory=Counter)
    plateaus: Counter[str] = field(default_factory=Counter)
    wrong_plateaus: int = 0
    """A plateau was declared though a gain that matters was there."""


def main() -> None:
    arguments = sys.argv[1:]
    quick = "--quick" in arguments
    seeds = 20 if quick else int(arguments[arguments.index("--seeds") + 1]) if "--seeds" in arguments else SEEDS
    only = arguments[arguments.index("--only") + 1] if "--only" in arguments else ""
    made: dict[str, tuple[list[Row], list[Row]]] = {}
    for name, part in PARTS.items():
        if only in ("", name):
            made[name] = ([], [])
            part(*made[name], seeds=seeds, quick=quick)
    # The record is read only now: another part may have been written meanwhile.
    parts = [(name, made[name] if name in made or quick else recorded(name)) for name in PARTS if name in made or not quick]
    rows = [row for _, (found, _) in parts for row in found]
    criteria = [{"part": name, **one} for name, (_, held) in parts for one in held]
    if quick:
        show(rows)
        show(criteria)
    else:
        record("ladder", rows, criteria=criteria)


def recorded(part: str) -> tuple[list[Row], list[Row]]:
    """What the last record has of a part that is not measured now."""
    file = RESULTS / "ladder.json"
    held = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {"rows": [], "criteria": []}
    rows = [one for one in held["rows"] if one["part"] == part]
    return rows, [{key: value for key, value in one.items() if key != "part"} for one in held["criteria"] if one["part"] == part]


# -- planted ---------------------------------------------------------------------------------------------


def planted(rows: list[Row], criteria: list[Row], *, seeds: int, quick: bool) -> None:  # noqa: ARG001 - as every part is called
    """The whole ladder on scores that are drawn."""
    told = [
        many("nothing planted", seeds, n=QUESTIONS),
        many("planted, shuffled", seeds, n=QUESTIONS, shuffled=True, gains=PLANTED),
        many("planted", seeds, n=QUESTIONS, gains=PLANTED),
        many("planted, in fours", seeds, n=QUESTIONS, gains=PLANTED, per_cluster=4),
    ]
    for name, gains in LURES.items():
        for apart in (False, True):
            for size in (1, 4):
                what = f"{name}{', apart' if apart else ''}{', in fours' if size > 1 else ''}"
                told.append(many(what, seeds, n=FEWER, gains=gains, apart=apart, per_cluster=size))
    rows += [row_of(one) for one in told]
    by_name = {one.what: one for one in told}
    least = min(by_name["planted"].climbed[rung] for rung in REAL_RUNGS) / seeds
    others = sum(count for rung, count in by_name["planted"].climbed.items() if rung not in REAL_RUNGS)
    criteria += [
        {"what": "planted: the rung that is climbed least often", "wanted": 0.95, "measured": round(least, 4), "met": least >= 0.95},
        {
            "what": f"planted: climbs of any other rung, of {seeds} seeds",
            "wanted": ALLOWED * seeds,
            "measured": others,
            "met": others <= ALLOWED * seeds,
        },
        *(false_criterion(one) for one in told),
    ]
    plateaus(rows, criteria, seeds=seeds)
    again_and_again(rows, criteria, seeds=seeds)


@dataclass(frozen=True)
class Climbed:
    """One seed."""

    false: bool
    rungs: tuple[str, ...]
    state: str
    wrong: bool
    more: int | None


def many(what: str, seeds: int, **planting: object) -> Told:
    """One truth, climbed with each seed."""
    found = each(partial(one_climb, planting), range(seeds))
    return Told(
        what=what,
        seeds=seeds,
        false=sum(one.false for one in found),
        climbed=Counter(rung for one in found for rung in one.rungs),
        plateaus=Counter(one.state for one in found),
        wrong_plateaus=sum(one.wrong for one in found),
    )


def one_climb(planting: Mapping[str, object], seed: int) -> Climbed:
    """One truth, climbed with one seed."""
    drawn = Planted(seed=seed, **planting)
    ascent = climbed(drawn, settings=WITH_A_MODEL)
    plateau = ascent.plateau(Terms(metric=CORRECT, questions={}))
    return Climbed(
        false=bool(false_climbs(drawn, ascent)),
        rungs=tuple(step.rung for step in ascent.steps if step.outcome == "climbed"),
        state=plateau.state,
        wrong=plateau.state == "reached" and gain_left(drawn, ascent) >= DELTA,
        more=plateau.more_questions,
    )


def each(climb: Callable[[int], T], seeds: Iterable[int]) -> list[T]:
    """What every seed comes to, on all cores."""
    with ProcessPoolExecutor() as pool:
        return list(pool.map(climb, seeds, chunksize=5))


def gain_left(drawn: Planted, ascent: Ascent) -> float:
    """The greatest true gain of what was tried against the variant that stands."""
    assert ascent.standing is not None
    tried = {one.rung for one in ascent.against_standing()}
    names = [name for step in ascent.steps if step.rung in tried for name in (step.variant, *curve_of(ascent, step.rung))]
    return max((drawn.truth(name) - drawn.truth(ascent.standing.name) for name in names), default=0.0)


def curve_of(ascent: Ascent, rung: str) -> list[str]:
    return [point.variant for point in ascent.curve if point.shots] if rung.startswith("few-shot") else []


def plateaus(rows: list[Row], criteria: list[Row], *, seeds: int) -> None:
    """Plateaus where there is one, where a gain of just what matters is left, and what an undetermined one asks for."""
    flat = {"naive": 0.3, "chunked": 0.3, "default_text": 0.3, "prompted": 0.3, "default": 0.3, "tuned": 0.3}
    there = many("a plateau, 1,200 questions", seeds, n=1_200, gains=flat, churn=0.02)
    left = many("3 points left to thinking", seeds, n=400, gains=flat, churn=0.02, on_top={"thinking": DELTA})
    more = many(
        "3 points left to shots", seeds, n=400, gains=flat, churn=0.02, on_top={"shots_4": DELTA, "shots_8": DELTA, "nearest_4": DELTA}
    )
    rows += [row_of(one) for one in (there, left, more)]
    reached = there.plateaus["reached"] / seeds
    criteria.append(
        {"what": "a plateau is declared where there is one", "wanted": 0.8, "measured": round(reached, 4), "met": reached >= 0.8}
    )
    wrong = {one.what: one.wrong_plateaus / seeds for one in (left, more)}
    criteria += [
        {"what": f"a plateau is declared with {what}", "wanted": 0.1, "measured": round(share, 4), "met": share <= 0.1}
        for what, share in wrong.items()
    ]
    planting = {"gains": flat, "churn": 0.02}
    first = each(partial(one_climb, {"n": 200, **planting}), range(seeds))
    open_ = [(seed, one.more) for seed, one in enumerate(first) if one.state == "undetermined" and one.more is not None]
    again = each(partial(asked_more, planting), open_)
    sizes, asked = [more for _, more in open_], len(open_)
    decided = sum(one.state == "reached" or len(one.rungs) > 1 for one in again)
    share = decided / asked if asked else 0.0
    rows.append(
        {
            "part": "planted",
            "what": f"undetermined with 200 questions, asked with as many more as it said (median {np.median(sizes):.0f})",
            "seeds": asked,
            "false": None,
            "share": round(share, 4),
            "low": round(proportion_interval(decided, asked).low, 4) if asked else None,
            "high": round(proportion_interval(decided, asked).high, 4) if asked else None,
            "told": "decided then",
        }
    )
    criteria.append(
        {
            "what": "questions that an undetermined plateau asks for decide it",
            "wanted": 0.5,
            "measured": round(share, 4),
            "met": share >= 0.5,
        }
    )


def asked_more(planting: Mapping[str, object], wanted: tuple[int, int]) -> Climbed:
    """Another draw, with as many more questions as were asked for."""
    seed, more = wanted
    return one_climb({"n": 200 + more, **planting}, seed + 10_000)


def again_and_again(rows: list[Row], criteria: list[Row], *, seeds: int) -> None:
    """Twenty prompts of no worth, one more in each climb on the same questions: how often any is climbed in any of them."""
    false = sum(each(climbed_falsely, range(seeds)))
    told = Told(what="20 climbs, a worthless prompt more each", seeds=seeds, false=false)
    rows.append(row_of(told))
    criteria.append(false_criterion(told))


def climbed_falsely(seed: int) -> bool:
    """Whether any of twenty climbs, each with a prompt more, climbs what is no better."""
    before: frozenset[tuple[str, str]] = frozenset()
    found = False
    for nth in range(20):
        name = f"prompt_{nth}"
        drawn = Planted(seed=seed, n=FEWER, gains={**STAIRS, name: STAIRS["naive"]})
        ladder = (*LADDER, Rung(name=name, variants=(name,), kind="prompt", own=True))
        ascent = list(ascend(ladder, tries=drawn, terms=Terms(metric=CORRECT, questions=drawn.questions, before=before)))[-1]
        before |= frozenset(ascent.compared)
        found = found or bool(false_climbs(drawn, ascent))
    return found


def row_of(told: Told) -> Row:
    ends = proportion_interval(told.false, told.seeds)
    climbs = ", ".join(f"{rung} {count}" for rung, count in told.climbed.most_common())
    states = ", ".join(f"{state} {count}" for state, count in sorted(told.plateaus.items()))
    return {
        "part": "planted",
        "what": told.what,
        "seeds": told.seeds,
        "false": told.false,
        "share": round(told.false / told.seeds, 4),
        "low": round(ends.low, 4),
        "high": round(ends.high, 4),
        "told": "; ".join(part for part in (f"climbed: {climbs}" if climbs else "", f"plateau: {states}" if states else "") if part),
    }


def false_criterion(told: Told) -> Row:
    share = told.false / told.seeds
    return {"what": f"false climbs: {told.what}", "wanted": ALLOWED, "measured": round(share, 4), "met": share <= ALLOWED}


# -- over HTTP -------------------------------------------------------------------------------------------

SETTINGS = """\
[sources]
paths = ["docs"]

[model]
name = "openai:gpt-4o-mini"
base_url = "{url}"
deadline_ms = 120000
"""
HTTP_QUESTIONS = 120
CLAIMS, EXAMPLES = "Give the answer as claims.", "<examples>"
MANNER = Manner(knows=0.1, reads=0.4, declines=0.5, effects=((CLAIMS, 0.27), (EXAMPLES, 0.28)))
"""Right about 10 % of what it reads nothing for, 40 % with passages, 67 % when asked for claims, 95 % with examples beside them."""


def over_http(rows: list[Row], criteria: list[Row], *, seeds: int, quick: bool) -> None:  # noqa: ARG001 - as every part is called
    """Whole climbs, asked."""
    wanted = {"naive retrieval", "verified quotes", "few-shot on top"}
    found: list[set[str]] = []
    for seed in range(1 if quick else 2):
        with PromptServer(replace(MANNER, seed=seed)) as server, tempfile.TemporaryDirectory() as folder:
            with facts(Path(folder) / "project", server.url, HTTP_QUESTIONS) as project:
                climb = project.climb(ClimbOrder(simulated=True))
                requests = server.counts.requests
                again = project.climb(ClimbOrder(simulated=True))
                free = server.counts.requests == requests
            found.append({step.rung for step in climb.steps if step.outcome == "climbed"})
            rows += [step_row("http", f"seed {seed}", step) for step in steps_of(climb)]
            same = [step.outcome for step in again.steps] == [step.outcome for step in climb.steps]
            criteria.append(
                {
                    "what": f"http, seed {seed}: the same climb again asks nothing and says the same",
                    "wanted": 0,
                    "measured": server.counts.requests - requests,
                    "met": free and same,
                }
            )
            criteria.append(
                {
                    "what": f"http, seed {seed}: rungs climbed",
                    "wanted": ", ".join(sorted(wanted)),
                    "measured": ", ".join(sorted(found[-1])),
                    "met": found[-1] == wanted,
                }
            )


def facts(root: Path, url: str, count: int) -> Project:
    """A synced project with a made-up fact in each file and a question for each."""
    (root / "docs").mkdir(parents=True)
    for nth in range(count):
        fact = fact_of(nth)
        (root / "docs" / f"{nth:03}.md").write_text(f"# {fact.question.split()[7]}\n\n{fact.sentence}\n", encoding="utf-8")
    (root / "untuned.toml").write_text(SETTINGS.format(url=url), encoding="utf-8")
    project = Project.open(root)
    project.sync()
    made: list[Question] = []
    for nth in range(count):
        fact = fact_of(nth)
        version, text = project.version(f"docs/{nth:03}.md")
        at = text.index(fact.sentence)
        shown = Evidence(path=version.path, quote=fact.sentence, version=version.id, start=at, end=at + len(fact.sentence))
        made.append(Question(id=f"q{nth}", text=fact.question, answers=(fact.answer,), evidence=(shown,)))
    project.questions.add(made, now=datetime.now(UTC))
    return project


# -- real ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Recorded:
    """Scores that were measured, given again for some of the questions."""

    tried: Mapping[str, Tried]
    scores: Mapping[str, Mapping[str, float | None]]

    def problem(self, name: str) -> str:
        """Nothing, for what was measured."""
        return "" if name in self.tried else "it cannot answer here"

    def hash_of(self, name: str) -> str:
        """As it was measured."""
        return self.tried[name].hash

    def measure(self, names: Sequence[str], *, against: str) -> Sequence[Tried] | None:  # noqa: ARG002 - as climbing measures
        """The scores that were drawn."""
        return [replace(self.tried[name], scores=self.scores[name], figure=None) for name in names]


def real(rows: list[Row], criteria: list[Row], *, seeds: int, quick: bool) -> None:
    """Three public sets with the extractive reader, and what their scores say when they are drawn again."""
    for name, texts, asked in sets(data_folder(sys.argv)):
        drawn = random.Random(2).sample(asked, min(150 if quick else REAL_QUESTIONS, len(asked)))
        with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "project", texts, drawn) as project:
            climb = project.climb()
            rungs, tried = measured(project, climb)
            questions = project.bench().questions
        rows += [step_row("real", name, step) for step in steps_of(climb)]
        rows.append(
            {
                "part": "real",
                "what": f"{name}: plateau",
                "seeds": None,
                "false": None,
                "share": None if climb.plateau.bound is None else round(climb.plateau.bound, 4),
                "low": None,
                "high": None,
                "told": f"{climb.plateau.state}; {climb.standing} stands",
            }
        )
        for what, dealt in (("half of the paragraphs", halves), ("outcomes dealt anew", shuffles)):
            told = redrawn(f"{name}, {what}", rungs, tried, questions, seeds=seeds, dealt=dealt)
            rows.append({**row_of(told), "part": "real"})
            criteria.append(false_criterion(told))


def measured(project: Project, climb: Climb) -> tuple[list[Rung], dict[str, Tried]]:
    """The rungs that were tried, and the variants of them."""
    rungs: list[Rung] = []
    tried: dict[str, Tried] = {}
    for step in climb.steps:
        if step.side is None and step.measurement:
            rungs.append(Rung(name=step.rung, variants=(step.variant,), kind=step.kind))
            tried[step.variant] = project.tried_in(project.report(step.measurement), names=[step.variant])[0]
    return rungs, tried


Scores = dict[str, dict[str, float | None]]
Dealt = Callable[[Mapping[str, Tried], Mapping[str, Question], np.random.Generator], Scores]


def halves(tried: Mapping[str, Tried], questions: Mapping[str, Question], rng: np.random.Generator) -> Scores:
    """The scores of half of the groups of questions."""
    groups = sorted({questions[id].cluster or id for id in next(iter(tried.values())).scores})
    kept = set(rng.permutation(groups)[: len(groups) // 2].tolist())
    return {name: {id: score for id, score in one.scores.items() if (questions[id].cluster or id) in kept} for name, one in tried.items()}


def shuffles(tried: Mapping[str, Tried], questions: Mapping[str, Question], rng: np.random.Generator) -> Scores:
    """Each group's outcomes, dealt to the variants anew."""
    names = list(tried)
    ids = list(tried[names[0]].scores)
    orders = {group: rng.permutation(len(names)) for group in sorted({questions[id].cluster or id for id in ids})}
    return {name: {id: tried[names[orders[questions[id].cluster or id][at]]].scores[id] for id in ids} for at, name in enumerate(names)}


def redrawn(
    what: str, rungs: Sequence[Rung], tried: Mapping[str, Tried], questions: Mapping[str, Question], *, seeds: int, dealt: Dealt
) -> Told:
    """Climbs on scores that are drawn from those that were measured."""
    whole = {name: mean(one.scores) for name, one in tried.items()}
    told = Told(what=what, seeds=seeds, false=0)
    false = 0
    for seed in range(seeds):
        scores = dealt(tried, questions, np.random.default_rng(seed))
        terms = Terms(metric=CORRECT, questions=questions)
        ascent = list(ascend(rungs, tries=Recorded(tried, scores), terms=terms))[-1]
        steps = [step for step in ascent.steps if step.outcome == "climbed"]
        told.climbed.update(step.rung for step in steps)
        told.plateaus[ascent.plateau(terms).state] += 1
        false += bool(steps) if dealt is shuffles else any(whole[step.variant] <= whole[step.against] for step in steps)
    return replace(told, false=false)


def mean(scores: Mapping[str, float | None]) -> float:
    return float(np.mean([score for score in scores.values() if score is not None]))


def steps_of(climb: Climb) -> Iterator:
    return (step for step in climb.steps if step.outcome != "not tried")


def step_row(part: str, name: str, step: object) -> Row:
    """A rung of a climb that was asked."""
    found = step.comparison
    ends = None if found is None else found.interval
    return {
        "part": part,
        "what": f"{name}: {step.rung}",
        "seeds": None,
        "false": None,
        "share": None if step.figure is None or step.figure.value is None else round(step.figure.value, 4),
        "low": None if ends is None else round(ends.low, 4),
        "high": None if ends is None else round(ends.high, 4),
        "told": f"{step.outcome}: {step.variant}" + (f" over {step.against}" if step.against else ""),
    }


LADDER = tuple(
    Rung(name=name, variants=(name,), kind=kind)
    for name, kind in (
        ("closed_book", "memory"),
        ("zero_shot", "prompt"),
        ("few_shot", "shots"),
        ("chain_of_thought", "thinking"),
        ("naive", "retrieval"),
        ("chunked", "retrieval"),
    )
)

PARTS: Mapping[str, Callable[..., None]] = {"planted": planted, "http": over_http, "real": real}

if __name__ == "__main__":
    main()
