"""Whether verdicts err as rarely as they say, over simulated comparisons.

    python benchmarks/comparisons.py [--quick] [--seed N]

Each cell is a way in which scores arise, a number of questions and a true difference, with 10,000 comparisons (500 with `--quick`). They go
through `estimates_of` and `verdict_of`, as those of `compare_scores` do; a test holds the two equal. All is simulated. `--quick` leaves no
record.

- binary: 5 % of the questions get worse and 5 % plus the difference get better;
- numeric: token F1 with a quarter of the scores at 0 and a third at 1; 15 % of each variant's answers are drawn anew, and B's gain comes
  from questions that go to 1;
- clustered: sizes are unequal, and what happens within a cluster is correlated (.2); "few" means fewer than ten clusters;
- cells that are not judged are harder than what is promised, and show where the intervals give way.

Coverage is of the 95 % interval. `shown` is how often the verdict is better or worse; at a true difference of 0 that is an error.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from _measure import Row, record, show
from untuned.evaluation.stats.compare import compare_scores, estimates_of, verdict_of
from untuned.evaluation.stats.estimates import Terms
from untuned.evaluation.stats.paired_binary import mid_p
from untuned.evaluation.stats.power import detectable_effect

MINIMUM = 0.03
CHURN = 0.05
CORRELATION = 0.2
BATCH = 2_000  # comparisons at a time, for the memory
AT_ZERO, AT_ONE, MIDDLE = 0.25, 1 / 3, 0.5
REDRAWN = 0.15

Floats = NDArray[np.float64]
Draw = Callable[[np.random.Generator, int, "Cell"], Floats]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """One kind of comparison at one size and one true difference."""

    scores: str
    draw: Draw
    grouping: str
    n: int
    groups: int | None
    difference: float
    judged: bool = True
    bounded: bool = True

    def clusters(self) -> NDArray[np.intp] | None:
        """The cluster of each question; sizes are fixed for the cell and unequal."""
        if self.groups is None:
            return None
        rng = np.random.default_rng([self.n, self.groups])
        weights = rng.gamma(1.5, 1.0, self.groups)
        sizes = 1 + rng.multinomial(self.n - self.groups, weights / weights.sum())
        return np.repeat(np.arange(self.groups), sizes)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--quick", action="store_true", help="500 comparisons in each cell")
    asked.add_argument("--seed", type=int, default=7340)
    given = asked.parse_args()
    count, start = 500 if given.quick else 10_000, time.process_time()
    rows = [measured(cell, count, np.random.default_rng([given.seed, at])) for at, cell in enumerate(cells())]
    power = [powered(n, count, np.random.default_rng([given.seed, n])) for n in (22, 50, 100, 200, 500)]
    seconds = time.process_time() - start
    judged = criteria(rows, power, count, seconds)
    if given.quick:
        show([*rows, *power])
        show(judged)
    else:
        record("comparisons", [*rows, *power], criteria=judged)


def cells() -> list[Cell]:
    """All cells: judged ones first."""
    few = {30: 6, 100: 8, 400: 8}
    many = {30: 12, 100: 25, 400: 60}
    ways: list[tuple[str, dict[int, int] | None]] = [("none", None), ("clusters", many), ("few clusters", few)]
    kinds: list[tuple[str, Draw]] = [("binary", binary), ("numeric", token_f1)]
    judged = [
        Cell(scores=name, draw=draw, grouping=way, n=n, groups=None if groups is None else groups[n], difference=difference)
        for name, draw in kinds
        for way, groups in ways
        for n in (30, 100, 400)
        for difference in (0.0, 0.05, 2 * MINIMUM, 0.1)
    ]
    hard = [
        Cell(scores=name, draw=draw, grouping="none", n=n, groups=None, difference=0.05, judged=False, bounded=bounded)
        for name, draw, bounded in (
            ("rare gains", rare_gains, True),
            ("lognormal", lognormal, False),
            ("one in twenty", one_in_twenty, True),
        )
        for n in (30, 100, 400)
    ]
    lumped = [
        Cell(scores="whole clusters", draw=whole_clusters, grouping=way, n=n, groups=groups, difference=difference, judged=False)
        for way, n, groups, difference in (
            ("clusters", 30, 12, 0.05),
            ("clusters", 100, 25, 0.05),
            ("clusters", 400, 60, 0.05),
            ("clusters", 400, 12, 0.1),
            ("few clusters", 30, 6, 0.05),
            ("few clusters", 100, 8, 0.05),
            ("few clusters", 400, 8, 0.1),
        )
    ]
    return judged + hard + lumped


def measured(cell: Cell, count: int, rng: np.random.Generator) -> Row:
    """What the verdicts of this cell come to."""
    clusters, terms = cell.clusters(), Terms(bounded=cell.bounded)
    covered, shown, equivalent, width = 0, 0, 0, 0.0
    for first in range(0, count, BATCH):
        differences = cell.draw(rng, min(BATCH, count - first), cell)
        for found in estimates_of(differences, clusters=clusters, terms=terms, yes_no=cell.draw is binary):
            verdict = verdict_of(found, n=cell.n, minimum_effect=MINIMUM)
            covered += found.interval.low <= cell.difference <= found.interval.high
            shown += verdict in {"better", "worse"}
            equivalent += verdict == "equivalent"
            width += found.interval.width
    return {
        "scores": cell.scores,
        "grouping": cell.grouping,
        "n": cell.n,
        "clusters": cell.groups,
        "difference": cell.difference,
        "covered": covered / count,
        "shown": shown / count,
        "equivalent": equivalent / count,
        "width": width / count,
        "judged": cell.judged,
    }


def powered(n: int, count: int, rng: np.random.Generator) -> Row:
    """How often mid-p McNemar shows the effect that is said to be detectable at power .8."""
    effect = detectable_effect(n, churn=CHURN)
    drawn = rng.multinomial(n, [CHURN + effect, CHURN, 1 - 2 * CHURN - effect], count)
    tables, counts = np.unique(drawn[:, :2], axis=0, return_counts=True)
    seen = sum(
        int(times) for (gained, lost), times in zip(tables.tolist(), counts, strict=True) if gained > lost and mid_p(gained, lost) < 0.05
    )
    return {
        "scores": "detectable effect",
        "grouping": "none",
        "n": n,
        "clusters": None,
        "difference": effect,
        "covered": None,
        "shown": seen / count,
        "equivalent": None,
        "width": None,
        "judged": True,
    }


def criteria(rows: list[Row], power: list[Row], count: int, seconds: float) -> list[Row]:
    """What the rows are held against."""
    judged = [row for row in rows if row["judged"]]
    coverage = [float(row["covered"] or 0) for row in judged]
    false = max(float(row["shown"] or 0) for row in judged if row["difference"] == 0)
    same = max(float(row["equivalent"] or 0) for row in judged if row["difference"] == 2 * MINIMUM)
    allowed = 0.05 + 3 * (0.05 * 0.95 / count) ** 0.5
    off = max(abs(float(row["shown"] or 0) - 0.8) for row in power)
    said = {22: 0.38, 50: 0.21, 100: 0.13, 200: 0.08, 500: 0.05}
    points = max(abs(round(float(row["difference"] or 0), 2) - said[int(row["n"] or 0)]) for row in power)
    few = compare_scores([True] * 5 + [False] * 17, [False] * 22)
    as_said = few.verdict == "not enough evidence" and few.p == 0.0625 and few.mid_p == 0.03125 and few.more_questions is not None
    return [
        criterion("false better or worse, worst cell", f"<= {allowed:.4f}", false, met=false <= allowed),
        criterion("coverage, worst cell", ">= .93", min(coverage), met=min(coverage) >= 0.93),
        criterion("coverage, mean of cells", ">= .945", float(np.mean(coverage)), met=float(np.mean(coverage)) >= 0.945),
        criterion("equivalent at twice the minimum effect, worst cell", "<= .05", same, met=same <= 0.05),
        criterion(
            "5 of 22 against 0 of 22", "not enough evidence, p .0625, mid-p .031", f"{few.verdict}, add {few.more_questions}", met=as_said
        ),
        criterion(
            "power at the detectable effect, furthest from .8",
            f"<= {3 * (0.16 / count) ** 0.5:.4f}",
            off,
            met=off <= 3 * (0.16 / count) ** 0.5,
        ),
        criterion("detectable effect against the design's table, furthest", "0 points", points, met=points < 0.005),
        criterion("comparisons in each cell", ">= 10000", count, met=count >= 10_000),
        criterion("CPU-seconds", "<= 300", seconds, met=seconds <= 300),
    ]


def criterion(what: str, wanted: str, measured: float | str, *, met: bool) -> Row:
    return {"what": what, "wanted": wanted, "measured": measured, "met": met}


def binary(rng: np.random.Generator, count: int, cell: Cell) -> Floats:
    """Gains and losses; within clusters their rates vary by Dirichlet, which makes outcomes correlated."""
    rates = np.array([CHURN + cell.difference, CHURN, 1 - 2 * CHURN - cell.difference])
    gain, loss = _by_question(
        rng.dirichlet(rates * _concentration(), (count, cell.groups)) if cell.groups else np.broadcast_to(rates, (count, 1, 3)), cell
    )[:2]
    drawn = rng.random((count, cell.n))
    return np.where(drawn < gain, 1.0, np.where(drawn < gain + loss, -1.0, 0.0))


def token_f1(rng: np.random.Generator, count: int, cell: Cell) -> Floats:
    """Token F1, mostly tied; what is drawn anew, and how often B goes to 1, varies between clusters."""
    usual = np.array([AT_ZERO, AT_ONE, 1 - AT_ZERO - AT_ONE])
    answers = _f1(rng, np.broadcast_to(usual, (count, 1, 3)), cell)
    a, b = (np.where(rng.random((count, cell.n)) < REDRAWN, _f1(rng, _mixed(rng, usual, count, cell), cell), answers) for _ in "ab")
    share = cell.difference / (1 - AT_ONE - MIDDLE * usual[2])
    if cell.groups and share > 0:
        share = _by_question(rng.beta(share * _concentration(), (1 - share) * _concentration(), (count, cell.groups))[:, :, None], cell)[0]
    return np.where(rng.random((count, cell.n)) < share, 1.0, b) - a


def rare_gains(rng: np.random.Generator, count: int, cell: Cell) -> Floats:
    """One question in ten gains something between 0 and 1; none loses."""
    return np.where(rng.random((count, cell.n)) < 2 * cell.difference, rng.random((count, cell.n)), 0.0)


def lognormal(rng: np.random.Generator, count: int, cell: Cell) -> Floats:
    """Every question gains, by a lognormal amount (sigma 1), as a latency would."""
    return cell.difference * rng.lognormal(-0.5, 1.0, (count, cell.n))


def one_in_twenty(rng: np.random.Generator, count: int, cell: Cell) -> Floats:
    """One question in twenty gains .9; the others move by a little either way."""
    return np.where(rng.random((count, cell.n)) < 0.05, 0.9, rng.uniform(-0.1, 0.1, (count, cell.n)) + (cell.difference - 0.045) / 0.95)


def whole_clusters(rng: np.random.Generator, count: int, cell: Cell) -> Floats:
    """Binary, where half of the questions of a cluster share one outcome (correlation .3): large clusters rise or fall as one."""

    def outcomes(shape: tuple[int, int]) -> Floats:
        drawn = rng.random(shape)
        return np.where(drawn < CHURN + cell.difference, 1.0, np.where(drawn < 2 * CHURN + cell.difference, -1.0, 0.0))

    shared = _by_question(outcomes((count, cell.groups or cell.n))[:, :, None], cell)[0]
    return np.where(rng.random((count, cell.n)) < 0.3**0.5, shared, outcomes((count, cell.n)))


def _f1(rng: np.random.Generator, shares: Floats, cell: Cell) -> Floats:
    zero, one = _by_question(shares, cell)[:2]
    drawn = rng.random((len(shares), cell.n))
    return np.where(drawn < zero, 0.0, np.where(drawn < zero + one, 1.0, rng.integers(1, 10, drawn.shape) / 10))


def _mixed(rng: np.random.Generator, usual: Floats, count: int, cell: Cell) -> Floats:
    return rng.dirichlet(usual * _concentration(), (count, cell.groups)) if cell.groups else np.broadcast_to(usual, (count, 1, 3))


def _by_question(values: Floats, cell: Cell) -> list[Floats]:
    """Each last-axis value for every question, from its cluster's or from the one that all share."""
    clusters = cell.clusters()
    spread = values[:, clusters] if clusters is not None and values.shape[1] > 1 else values
    return [spread[:, :, at] for at in range(values.shape[2])]


def _concentration() -> float:
    return 1 / CORRELATION - 1


if __name__ == "__main__":
    main()
