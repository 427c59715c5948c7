"""Question 1: does it need knowledge that changes faster than it is retrained?

Yes where the share of evidence that changes within one cycle of training is beyond doubt above what may be wrong; no where it is beyond
doubt not, or where the model alone is shown to answer as well as with the documents at hand: by the comparison of the two on the same
questions where the climb made it, else by their intervals, whose nearer ends count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from untuned.evaluation.advice.dossier import ANECDOTE, Dossier, Freshness, History, percent
from untuned.evaluation.stats.counted import counted
from untuned.types.advice import Ground, Reading, Said
from untuned.types.ladder import Step
from untuned.types.measures import Interval

QUESTION = "Does it need knowledge that changes faster than it is retrained?"
_READING = ("retrieval", "verification", "structure")
_TOLD = "zero_shot"
"""The variant that is told how to answer, and reads nothing."""


def knowledge(dossier: Dossier) -> Reading:
    """The answer to question 1, with its evidence."""
    alone, reading = _alone(dossier), _reading(dossier)
    said, because = _said(dossier.freshness, alone, reading, dossier)
    return Reading(
        topic="knowledge",
        question=QUESTION,
        said=said,
        because=because,
        grounds=tuple(_grounds(dossier.freshness, alone, reading, dossier)),
        missing=tuple(_missing(dossier, alone)) if said == "unknown" else (),
    )


def needs_documents(dossier: Dossier) -> Said:
    """Whether answers are beyond doubt better with documents than without."""
    alone, reading = _alone(dossier), _reading(dossier)
    if alone is None or reading is None:
        return "unknown"
    return "yes" if _apart(alone, reading) else "no" if _as_good(alone, reading, dossier) else "unknown"


def _alone(dossier: Dossier) -> Step | None:
    """The model alone: the better of asking it plainly and telling it how to answer."""
    return _best(dossier, lambda step: step.kind == "memory" or step.variant == _TOLD)


def _reading(dossier: Dossier) -> Step | None:
    """The best rung that reads documents."""
    return _best(dossier, lambda step: step.kind in _READING)


def _best(dossier: Dossier, fits: Callable[[Step], bool]) -> Step | None:
    steps: tuple[Step, ...] = dossier.climb.steps if dossier.climb is not None else ()
    found = [one for one in steps if fits(one) and one.side is None and _value(one) is not None]
    return max(found, key=lambda one: _value(one) or 0.0, default=None)


def _value(step: Step) -> float | None:
    return None if step.figure is None else step.figure.value


def _said(fresh: Freshness | None, alone: Step | None, reading: Step | None, dossier: Dossier) -> tuple[Said, str]:
    if alone is not None and reading is not None and _as_good(alone, reading, dossier):
        return "no", "the model alone answers as well as with the documents"
    if fresh is None:
        return "unknown", _unseen(dossier.history)
    told = f"{percent(fresh.share)} of the evidence changes within {fresh.cycle_days} days"
    tolerance = dossier.settings.tolerance
    if fresh.interval.low > tolerance:
        return "yes", f"{told}, and {percent(tolerance)} may be wrong: a model trained on it would be out of date before the next training"
    if fresh.interval.high <= tolerance:
        return "no", f"{told}, less than the {percent(tolerance)} that may be wrong"
    return "unknown", f"{told}, which cannot be told from the {percent(tolerance)} that may be wrong"


def _unseen(past: History | None) -> str:
    """Why nobody can tell how fast the evidence changes."""
    if past is None:
        return "no question names a passage of the documents whose changes could be followed"
    known = "since today" if not past.days else f"for {past.days} day{'' if past.days == 1 else 's'}"
    takes = f"known {known}, and it takes {past.least} days to tell how fast they change"
    if not past.changed:
        return f"the documents of the evidence are {takes}"
    return f"{past.changed} of {past.passages} passages changed, but their documents are {takes}"


def _as_good(alone: Step, reading: Step, dossier: Dossier) -> bool:
    """Whether documents are shown to gain less than matters."""
    effect, gain = dossier.climb.minimum_effect if dossier.climb is not None else 0.0, _gain(alone, reading)
    return gain is not None and gain.high <= effect


def _apart(alone: Step, reading: Step) -> bool:
    gain = _gain(alone, reading)
    return gain is not None and gain.low > 0


def _gain(alone: Step, reading: Step) -> Interval | None:
    """Where the gain by documents lies; None where too few questions tell.

    It is that of the comparison of the two on the same questions. Where each was held against another variant, it goes from the lower end
    with documents less the upper end without them to the upper end less the lower.
    """
    paired = reading.comparison if reading.against == alone.variant else None
    if paired is not None and paired.interval is not None:
        return paired.interval if paired.n >= ANECDOTE else None
    without, read = alone.figure, reading.figure
    if without is None or read is None or without.interval is None or read.interval is None or min(without.n, read.n) < ANECDOTE:
        return None
    return Interval(low=read.interval.low - without.interval.high, high=read.interval.high - without.interval.low)


def _grounds(fresh: Freshness | None, alone: Step | None, reading: Step | None, dossier: Dossier) -> Iterator[Ground]:
    if fresh is not None:
        seen = f"{fresh.windows} cycles of {fresh.window_days} days" if fresh.windows > 1 else f"one cycle of {fresh.window_days} days"
        scaled = "" if fresh.window_days == fresh.cycle_days else f", scaled to {fresh.cycle_days}"
        scaled = scaled or (f", {fresh.shorter} of them over the shorter history that they have" if fresh.shorter else "")
        documents = counted(fresh.documents, "document")
        yield Ground(
            text=f"{fresh.changed} of {fresh.passages} passages in {documents} changed, replayed over {seen}{scaled}",
            value=fresh.share,
            interval=fresh.interval,
            source="version history",
        )
    climb = dossier.climb.id if dossier.climb is not None else ""
    for step, told in ((alone, "right without any document"), (reading, "right with documents")):
        if step is not None and step.figure is not None:
            yield Ground(text=told, value=step.figure.value, interval=step.figure.interval, source=climb)


def _missing(dossier: Dossier, alone: Step | None) -> Iterator[str]:
    fresh = dossier.freshness
    if fresh is None and dossier.history is None:
        yield "questions with the passages that answer them: 'untuned questions import', or 'draft'"
    elif fresh is None:
        yield "a longer history of the documents: 'untuned sync --git-history', or sync them as they change"
    elif fresh.interval.low <= dossier.settings.tolerance < fresh.interval.high:
        yield "more questions with evidence, from more documents, or a longer history"
    if dossier.climb is not None and alone is None:
        yield "how often the model is right alone: climb with 'closed_book'"
