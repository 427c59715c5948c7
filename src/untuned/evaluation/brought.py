"""SPINE of answers made elsewhere: a log becomes a measurement, scored like any other; nothing is asked."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from untuned.evaluation.measure import Bench, score
from untuned.evaluation.runs.imported import Imported
from untuned.types.measures import Measurement


def brought(found: Imported, *, bench: Bench, now: datetime) -> str:
    """The id of the measurement that holds the answers, scored. Its questions are known to the bench.

    Answers to locked questions are a look at them like any other.
    """
    splits = {bench.questions[one.id].split for one in found.questions if one.id in bench.questions}
    measurement = bench.kept.begin(
        Measurement(
            id="",
            at=now,
            variants=found.variants,
            questions=tuple(one.id for one in found.questions),
            split="all" if len(splits) > 1 else "locked" if "locked" in splits else "dev",
            # What a log has once more of one question is no repeat that the others lack.
            repeats=min(Counter((run.variant, run.question) for run in found.runs).values(), default=1),
        ),
        bodies={hashed: {"name": name, "description": "answers made elsewhere"} for name, hashed in found.variants},
        locked=sum(bench.questions[one.id].split == "locked" for one in found.questions if one.id in bench.questions),
    )
    bench.kept.record(measurement.id, found.runs)
    bench.kept.finish(measurement.id)
    score(measurement.id, bench=bench)
    return measurement.id
