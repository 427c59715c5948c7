"""Is the default better than the usual five chunks of 500 tokens? Verdicts with intervals and causes, and controls that must find nothing.

    python benchmarks/naive_against_default.py [--data ../shared/data] [--quick]

squad2 (5 articles among 225 others; half of the questions cannot be answered) and xquad in English and Russian: an article is a file,
and the questions of a paragraph are a cluster. The extractive reader answers all of it, through `Project.measure`. `naive_quoted` is
`naive` with verified claims: held against it the default differs in chunks, index and search alone.

What was tuned on these sets, all of it with the default's own chunks: abstention is fitted on every question of xquad, and the reader's
weights were chosen with samples of xquad and squad2 in sight (docs/findings/2026-11-20-reader.md); the rules of `correct` were written with
other samples of both. No question of xquad is untouched. Of squad2 none is asked here that a benchmark of this folder draws to fit or to
report by, and none that is in xquad too.

Controls, of the same runs:
- which variant a score belongs to is drawn by coin for each question, and for each paragraph: verdicts that find a difference are false;
- each question gets the reference answers and the passage of one from another article: hardly anything can be right.

`--quick` asks 60 questions of each set and leaves no record.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from _measure import Row, data_folder, record, sample_of, show
from _paragraphs import Asked, Paragraph, paragraphs, questions
from _projects import opened
from fit_abstention import squad_sample
from reader import SAMPLE as READER_SAMPLE
from untuned.evaluation.metrics.correct import METRIC as CORRECT
from untuned.evaluation.scoring import scored
from untuned.evaluation.stats.compare import compare_scores
from untuned.project import Project
from untuned.project.comparing import Order
from untuned.types.measures import Comparison, Question
from untuned.types.reports import Contrast, Report

FRESH = 700
NAIVE, QUOTED, DEFAULT = "naive", "naive_quoted", "default"
METRICS = ("correct", "confidently_wrong", "wrong_refusal", "right_refusal", "evidence_recall", "citation_precision", "latency")
COMPARED = ("correct", "confidently_wrong", "wrong_refusal", "evidence_recall")
SHUFFLES = 1_000
PERMUTATIONS = 5
NOMINAL = 0.05
NEAR_CHANCE = 0.05

Pair = tuple[list[float | None], list[float | None], list[str]]
"""Scores of two variants on the same questions, and each question's paragraph."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What one set came to."""

    name: str
    questions: int
    rows: list[Row]
    uncaused: int
    """Answers that are not right and have no cause."""
    verdicts: list[Comparison]
    shuffled: dict[str, float]
    """The share of false verdicts by what the coin was tossed for."""
    permuted: list[tuple[float, float, str]]
    """Of each permutation: the share right under both variants, and the verdict."""


def main() -> None:
    data, quick = data_folder(sys.argv), "--quick" in sys.argv
    found = [
        measured(name, texts, sample_of(asked, 60, rng=random.Random(2)) if quick else asked, 50 if quick else SHUFFLES)
        for name, texts, asked in sets(data)
    ]
    rows = [row for one in found for row in one.rows]
    if quick:
        show(rows)
        show(criteria(found, 50))
    else:
        record("naive_against_default", rows, criteria=criteria(found, SHUFFLES))


def sets(data: Path) -> Iterator[tuple[str, list[Paragraph], list[Asked]]]:
    """Name, paragraphs and questions of each set."""
    folder = data / "squad2"
    texts = paragraphs(folder / "corpus.jsonl", language="en") + paragraphs(folder / "distractors.jsonl", language="en")
    yield "squad2", texts, fresh(data)
    for language in ("en", "ru"):
        texts = paragraphs(data / "xquad" / f"corpus.{language}.jsonl", language=language)
        yield f"xquad {language}", texts, questions(data / "xquad" / f"questions.{language}.jsonl", language=language)


def fresh(data: Path) -> list[Asked]:
    """Questions of squad2 that no benchmark here draws, and that xquad does not have in the same words."""
    asked = questions(data / "squad2" / "questions.jsonl", language="en")
    answerable = [question for question in asked if not question.unanswerable]
    drawn = {one.id for one in sample_of(answerable, READER_SAMPLE, rng=random.Random(0))}
    drawn |= {one.id for part in squad_sample(asked, random.Random(0)) for one in part}
    told = {one.question.casefold() for one in questions(data / "xquad" / "questions.en.jsonl", language="en")}
    left = [one for one in asked if one.id not in drawn and one.question.casefold() not in told]
    return sample_of(left, FRESH, rng=random.Random(1))


def measured(name: str, texts: list[Paragraph], asked: list[Asked], shuffles: int) -> Measured:
    """One set, measured, compared and put to the controls."""
    with tempfile.TemporaryDirectory() as folder:
        project = opened(Path(folder) / "project", texts, asked)
        with project:
            first = project.measure(Order(variants=(NAIVE, DEFAULT), split="all"))
            second = project.measure(Order(variants=(QUOTED, DEFAULT), split="all"))
            assert first.measurement.finished
            assert second.measurement.finished
            answerable = {one.id for one in asked if not one.unanswerable}
            pair = pair_of(project, first.report, (NAIVE, DEFAULT), set(first.measurement.questions))
            reports = (first.report, second.report)
            contrasts = [one for report in reports for one in report.contrasts if one.metric in COMPARED]
            rows = [*figures(name, reports), *(contrast_row(name, one) for one in contrasts)]
            for report, names in ((first.report, (NAIVE, DEFAULT)), (second.report, (QUOTED, DEFAULT))):
                part = pair_of(project, report, names, answerable)
                rows.append(row(name, "answerable alone", names, "correct", compare_scores(part[0], part[1], clusters=part[2])))
            rows += causes(name, reports)
            shuffled = {what: false_verdicts(pair, shuffles, whole=what == "paragraph") for what in ("question", "paragraph")}
            permuted = list(permutations(project, first.report, answerable))
            rows += controls(name, shuffled, permuted, shuffles)
            return Measured(
                name=name,
                questions=len(asked),
                rows=rows,
                uncaused=sum(without_cause(project, report) for report in reports),
                verdicts=[one.comparison for one in contrasts if one.metric == "correct"],
                shuffled=shuffled,
                permuted=permuted,
            )


def pair_of(project: Project, report: Report, names: tuple[str, str], ids: set[str]) -> Pair:
    """The scores of `correct` of two variants on those questions."""
    tables = project.scores_by_question(report.measurement)
    a, b = (tables[name]["correct"] for name in names)
    clusters = {one.id: one.cluster for one in project.questions.listing()}
    kept = [id for id in a if id in b and id in ids]
    return [a[id] for id in kept], [b[id] for id in kept], [clusters[id] for id in kept]


def without_cause(project: Project, report: Report) -> int:
    """How many answers are not right and have no cause."""
    tables = project.runs.scores(report.measurement).values()
    return sum(scores["correct"].value == 0 and not scores["cause"].detail for scores in tables)


def false_verdicts(pair: Pair, times: int, *, whole: bool) -> float:
    """How often a difference is found where a coin says which variant a score belongs to."""
    a, b, clusters = pair
    names = sorted(set(clusters))
    number = {name: at for at, name in enumerate(names)}
    places = np.array([number[name] for name in clusters]) if whole else np.arange(len(a))
    false = 0
    for seed in range(times):
        coins = np.random.default_rng(seed).random(int(places.max()) + 1) < 0.5
        turned = coins[places]
        left = [y if turn else x for x, y, turn in zip(a, b, turned, strict=True)]
        right = [x if turn else y for x, y, turn in zip(a, b, turned, strict=True)]
        false += compare_scores(left, right, clusters=clusters, seed=seed).verdict in ("better", "worse")
    return false / times


def permutations(project: Project, report: Report, answerable: set[str]) -> Iterator[tuple[float, float, str]]:
    """The share right of both variants and the verdict, each question held against what answers one of another article."""
    bench = project.bench()
    held = {id: bench.questions[id] for id in sorted(answerable)}
    hashes = dict(project.runs.get(report.measurement).variants)
    runs = [run for run in project.runs.of(report.measurement) if run.question in held]
    for seed in range(PERMUTATIONS):
        swapped = with_others(held, random.Random(seed))
        values = {
            id: scores[0].value for part in scored(runs, swapped, shelf=bench.shelf, metrics=[CORRECT]) for id, scores in part.items()
        }
        tables = {name: {run.question: values[run.id or 0] for run in runs if run.variant == hashes[name]} for name in (NAIVE, DEFAULT)}
        a, b = ([tables[name][id] for id in swapped] for name in (NAIVE, DEFAULT))
        found = compare_scores(a, b, clusters=[one.cluster for one in swapped.values()])
        yield float(np.mean([x or 0.0 for x in a])), float(np.mean([x or 0.0 for x in b])), found.verdict


def with_others(held: Mapping[str, Question], rng: random.Random) -> dict[str, Question]:
    """Each question with the answers and the passage of one from another article."""
    ids = sorted(held, key=lambda id: (held[id].cluster.rpartition("#")[0], rng.random()))
    sizes = [sum(held[other].cluster.rpartition("#")[0] == held[id].cluster.rpartition("#")[0] for other in ids) for id in ids]
    # Turned by the largest article's size, no question of a sorted list meets one of its own article.
    shift = max(sizes)
    partner = {id: held[ids[(at + shift) % len(ids)]] for at, id in enumerate(ids)}
    return {id: replace(held[id], answers=partner[id].answers, evidence=partner[id].evidence) for id in ids}


def figures(name: str, reports: Sequence[Report]) -> Iterator[Row]:
    """What each variant comes to."""
    columns = {column.name: column for report in reports for column in report.columns}
    for column in columns.values():
        for metric in METRICS:
            figure = column.figure(metric)
            if figure is not None and figure.value is not None:
                ends = figure.interval
                yield {
                    "set": name,
                    "what": "figure",
                    "variant": column.name,
                    "against": "",
                    "metric": metric,
                    "value": round(figure.value, 4),
                    "low": None if ends is None else round(ends.low, 4),
                    "high": None if ends is None else round(ends.high, 4),
                    "n": figure.n,
                    "p": None,
                    "told": "",
                }


def contrast_row(name: str, contrast: Contrast) -> Row:
    """What one difference is worth."""
    return row(name, "contrast", (contrast.a, contrast.b), contrast.metric, contrast.comparison)


def row(name: str, what: str, names: tuple[str, str], metric: str, found: Comparison) -> Row:
    ends = found.interval
    return {
        "set": name,
        "what": what,
        "variant": names[1],
        "against": names[0],
        "metric": metric,
        "value": None if found.difference is None else round(found.difference, 4),
        "low": None if ends is None else round(ends.low, 4),
        "high": None if ends is None else round(ends.high, 4),
        "n": found.n,
        "p": None if found.p is None else round(found.p, 6),
        "told": found.verdict,
    }


def counted(name: str, what: str, variant: str, told: str, value: float, n: int) -> Row:
    empty = {"against": "", "metric": "correct", "low": None, "high": None, "p": None}
    return {"set": name, "what": what, "variant": variant, **empty, "value": round(value, 4), "n": n, "told": told}


def causes(name: str, reports: Sequence[Report]) -> Iterator[Row]:
    """Why answers were not right, by variant."""
    columns = {column.name: column for report in reports for column in report.columns}
    for column in columns.values():
        for cause, count in column.causes:
            yield counted(name, "cause", column.name, cause, count, column.questions)


def controls(name: str, shuffled: Mapping[str, float], permuted: Sequence[tuple[float, float, str]], shuffles: int) -> Iterator[Row]:
    """What the controls found."""
    for what, share in shuffled.items():
        yield counted(name, "variants by coin", "", f"false verdicts, a coin for each {what}", share, shuffles)
    for at, variant in enumerate((NAIVE, DEFAULT)):
        share = float(np.mean([one[at] for one in permuted]))
        yield counted(name, "answers of others", variant, ", ".join(sorted({one[2] for one in permuted})), share, len(permuted))


def criteria(found: Sequence[Measured], shuffles: int) -> list[Row]:
    """What was asked for and what came of it."""
    least = min(one.questions for one in found)
    judged = all(len(one.verdicts) == 2 and all(each.interval is not None for each in one.verdicts) for one in found)
    limit = round(NOMINAL + 2 * (NOMINAL * (1 - NOMINAL) / shuffles) ** 0.5, 4)
    worst = max(share for one in found for share in one.shuffled.values())
    highest = max(share for one in found for permuted in one.permuted for share in permuted[:2])
    wrong = sum(permuted[2] in ("better", "worse") for one in found for permuted in one.permuted)
    uncaused = sum(one.uncaused for one in found)
    return [
        {"what": "questions of a set, fewest", "wanted": 400, "measured": least, "met": least >= 400},
        {"what": "sets with verdicts and intervals", "wanted": 3, "measured": len(found) if judged else 0, "met": judged},
        {"what": "answers not right without a cause", "wanted": 0, "measured": uncaused, "met": uncaused == 0},
        {"what": "false verdicts by coin, worst of sets", "wanted": limit, "measured": worst, "met": worst <= limit},
        {"what": "right by others' answers, highest", "wanted": NEAR_CHANCE, "measured": round(highest, 4), "met": highest <= NEAR_CHANCE},
        {"what": f"verdicts by others' answers, of {len(found) * PERMUTATIONS}", "wanted": 2, "measured": wrong, "met": wrong <= 2},
    ]


if __name__ == "__main__":
    main()
