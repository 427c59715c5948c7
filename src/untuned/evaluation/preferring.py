"""SPINE of preferences: a judge is shown two answers to a question, in both orders, and says which is better."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from untuned.errors import ModelError
from untuned.evaluation.metrics.judge import judge_pair
from untuned.evaluation.sitting import Counted, Judge, Judged, Sitting, salted_by
from untuned.types.measures import Preference, Question, Run

_SILENT = "(It says that the documents do not answer this.)"
"""What a judge of two answers is shown in an abstention's place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pair:
    """Two answers to one question, by the names of their variants."""

    question: Question
    a: Run
    b: Run
    names: tuple[str, str]

    @property
    def shown(self) -> str:
        """The two runs as a preference remembers them, whichever stands first."""
        first, second = sorted((self.a.id or 0, self.b.id or 0))
        return f"{first} {second}"


async def judge_pairs(
    pairs: Sequence[Pair], *, judge: Judge, said: Sequence[Preference], record: Callable[[Sequence[Preference]], object]
) -> Judged:
    """Which of two answers a judge prefers, in both orders, recorded one by one under the question's id.

    Args:
        pairs: Answers with their texts. A pair that failed, in which neither answers, or of which a purge took words, is left out.
        judge: Who judges; the preferences' rater.
        said: What was preferred before: the same pair is not judged again by the same version.
        record: Keeps preferences.
    """
    known = {one.shown for one in said if one.rater == judge.model.name}
    there = [one for one in pairs if not any(run.status == "error" or run.purged for run in (one.a, one.b))]
    asked = [one for one in there if _words(one.a) or _words(one.b)]
    fresh = [one for one in asked if f"{one.shown} {judge.version}" not in known]
    desk = Sitting(judge, total=len(fresh))
    ended = await desk.work([_Preferred(pair=one, record=record, desk=desk) for one in fresh])
    return Judged(
        judge=judge.model.name,
        judged=ended.count(True),
        known=len(asked) - len(fresh),
        failed=ended.count(False),
        left=ended.count(None),
        stopped=judge.halt.requested,
        usage=desk.meter.usage,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Preferred:
    """A pair to be judged."""

    pair: Pair
    record: Callable[[Sequence[Preference]], object]
    desk: Sitting
    size: int = 1

    async def judged(self, model: Counted) -> bool:
        """Whether there is a preference."""
        pair = self.pair
        texts = [_words(run) or _SILENT for run in (pair.a, pair.b)]
        try:
            with salted_by(f"judge {pair.shown}"):
                found = await judge_pair(pair.question.text, *texts, item=pair.question.id, names=pair.names, model=model)
        except ModelError:
            return False
        if found is None:
            return False
        kept = replace(found, shown=f"{pair.shown} {self.desk.judge.version}")
        async with self.desk.writing:
            await asyncio.to_thread(self.record, [kept])
        return True


def _words(run: Run) -> str:
    return "" if run.status == "abstained" else run.text.strip()
