"""SPINE of judging: answers that stand are held before a language model, claim by claim and in both orders, beside the rules' scores.

What a judge said once of an answer it is not asked again. What it takes is counted apart from what answering took.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from untuned.evaluation.metrics import judge_cost, judged_backed, judged_right
from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, unasked
from untuned.evaluation.runs.cost import Estimate
from untuned.evaluation.scoring import Shelf, cases_of
from untuned.evaluation.sitting import Counted, Judge, Judged, Sitting, salted_by
from untuned.models.chat.prices import price
from untuned.types.answers import Usage
from untuned.types.measures import Question, Run, Score

_CLAIMS = 2
"""Claims of an answer, where none is there yet."""
_RULE, _TEXT, _VERDICT = 220, 150, 40
"""Tokens that a judge is told, of two short answers with their question, and of its verdict."""

Record = Callable[[Mapping[int, Sequence[Score]]], object]
"""Writes scores of runs by their ids; called on a thread, one call at a time."""
Held = Mapping[int, Mapping[str, Score]]
"""Scores by run and metric."""


async def judge_answers(
    runs: Sequence[Run], questions: Mapping[str, Question], *, shelf: Shelf, judge: Judge, held: Held, record: Record
) -> Judged:
    """What a judge says of the runs, recorded one by one.

    A run that has this version's scores is left as it is, and so is one whose words were purged. Answers that say the same to one
    question from the same texts are judged once. A failure of the model is a failed score, and the run is judged again the next time.

    Args:
        runs: Recorded ones with their texts.
        questions: By id; a run whose question is gone is left out.
        shelf: Where texts and evidence are looked up.
        judge: Who judges.
        held: The runs' scores so far.
        record: Keeps the scores.
    """
    kept = [run for run in runs if not run.purged]
    still_open = unjudged(kept, held=held, version=judge.version)
    desk = Sitting(judge, total=still_open)
    counts: Counter[bool | None] = Counter()
    # Variants often say the same: side by side, they are judged once, and what was judged before counts for all of them.
    ordered = sorted(kept, key=lambda run: run.question) if still_open else []
    for cases in cases_of(ordered, questions, shelf=shelf):
        groups = [
            (some, [case for case in some if _open(held.get(case.run.id or 0, {}), case.run, judge.version)]) for some in _alike(cases)
        ]
        jobs = [_Answers(cases=tuple(some), open=tuple(rest), held=held, record=record, desk=desk) for some, rest in groups if rest]
        for job, ended in zip(jobs, await desk.work(jobs), strict=True):
            counts[ended] += job.size
    return Judged(
        judge=judge.model.name,
        judged=counts[True],
        known=len(kept) - still_open,
        failed=counts[False],
        left=counts[None],
        stopped=judge.halt.requested,
        usage=desk.meter.usage,
    )


def unjudged(runs: Sequence[Run], *, held: Held, version: str) -> int:
    """How many of the runs lack a verdict of this version."""
    return sum(_open(held.get(run.id or 0, {}), run, version) for run in runs)


def expected(answers: int, *, judge: str, read_tokens: int, base_url: str = "") -> Estimate:
    """What judging so many answers takes at most, as far as their number tells: each with two claims, read in full.

    Args:
        answers: To be judged.
        judge: `provider:model`.
        read_tokens: Of the texts that one answer was made from.
        base_url: Of an endpoint of one's own.
    """
    orders = 2
    requests = orders * (1 + _CLAIMS) * answers
    tokens_in = orders * (_RULE + _TEXT + _CLAIMS * (_RULE + read_tokens)) * answers
    provider, _, model = judge.partition(":")
    return Estimate(
        variant=judge,
        hash="",
        runs=answers,
        requests=requests,
        input_tokens=tokens_in,
        output_tokens=_VERDICT * requests,
        cost=price(input_tokens=tokens_in, output_tokens=_VERDICT * requests, model=model, provider=provider, base_url=base_url),
        basis="two claims an answer, in both orders",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Answers:
    """Answers that say the same."""

    cases: tuple[Case, ...]
    open: tuple[Case, ...]
    """Those that lack a score."""
    held: Held
    record: Record
    desk: Sitting

    @property
    def size(self) -> int:
        """How many are judged by it."""
        return len(self.open)

    async def judged(self, model: Counted) -> bool:
        """Whether a verdict came of everything that was asked."""
        lacking, version = self.open, self.desk.judge.version
        first = lacking[0]
        found: list[Score] = []
        with salted_by(f"judge {first.run.id}"):
            for metric, scorer in _SCORERS:
                known = (self._scores(case).get(metric.name) for case in self.cases)
                standing = next((score for score in known if score is not None and _stands(score, metric, first.run, version)), None)
                found.append(_of(await scorer(first, model=model), version) if standing is None else standing)
        before = self._scores(first).get(judge_cost.METRIC.name)
        usage = model.meter.usage
        costs = [_cost(usage, before, version), *[_UNPRICED if usage.requests and usage.cost is None else _SHARED] * (len(lacking) - 1)]
        scores = {
            case.run.id or 0: [*found, _of(judge_cost.METRIC.score(cost), version)] for case, cost in zip(lacking, costs, strict=True)
        }
        async with self.desk.writing:
            await asyncio.to_thread(self.record, scores)
        return first.run.status == "error" or all(score.status != "failed" for score in found)

    def _scores(self, case: Case) -> Mapping[str, Score]:
        return self.held.get(case.run.id or 0, {})


_Scorer = Callable[..., Awaitable[Score]]
_SCORERS: tuple[tuple[Metric, _Scorer], ...] = (
    (judged_right.METRIC, judged_right.judge_right),
    (judged_backed.METRIC, judged_backed.judge_backed),
)


_UNPRICED = unasked("the judge's price is not known")
_SHARED = Finding(value=0.0, detail="it says what another answer says, and was judged with it")


def _open(scores: Mapping[str, Score], run: Run, version: str) -> bool:
    """Whether anything of the run is still to be judged."""
    return not all(_stands(scores.get(metric.name), metric, run, version) for metric, _ in _SCORERS)


def _stands(score: Score | None, metric: Metric, run: Run, version: str) -> bool:
    if score is None or score.version != f"{metric.version} {version}":
        return False
    return score.status != "failed" or run.status == "error"


def _of(score: Score, version: str) -> Score:
    return replace(score, version=f"{score.version} {version}")


def _cost(usage: Usage, before: Score | None, version: str) -> Finding:
    """What was paid, with what was paid for a part of the same verdicts before."""
    same = before is not None and before.version == f"{judge_cost.METRIC.version} {version}"
    earlier = (before.value or 0.0) if before is not None and same else 0.0
    if not usage.requests:
        return Finding(value=earlier, detail="nothing was asked")
    if usage.cost is None:
        return _UNPRICED
    return Finding(
        value=float(usage.cost) + earlier, detail=f"{usage.requests} requests, {usage.input_tokens + usage.output_tokens} tokens"
    )


def _alike(cases: Sequence[Case]) -> list[list[Case]]:
    """Cases that a judge would be shown the same of, together."""
    found: dict[tuple[object, ...], list[Case]] = {}
    for case in cases:
        run = case.run
        key = (run.question, run.status, run.state, run.error, run.verified, run.text, run.claims, case.contexts)
        found.setdefault(key, []).append(case)
    return list(found.values())
