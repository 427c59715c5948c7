"""The rules of advice, in order: the first one that holds decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from untuned.evaluation.advice.behaviour import (
    Residual,
    form_dominates,
    jointly,
    more_to_tell,
    oracle_failures,
    reasoning_left,
    standing_failures,
    suspected,
    untried,
    weakest,
)
from untuned.evaluation.advice.behaviour import questions_to_tell as to_tell
from untuned.evaluation.advice.dossier import ANECDOTE, Dossier, Failures
from untuned.evaluation.advice.steps import (
    Decision,
    add_documents,
    add_figures,
    add_questions,
    begin_retrieval,
    chain_of_thought,
    clean_data,
    climb_first,
    few_shot,
    hold,
    keep_retrieval,
    mend_retrieval,
    not_worth,
    nothing,
    stronger,
    try_prompts,
    tune,
    wait,
)
from untuned.evaluation.advice.worth import Worth
from untuned.evaluation.stats.counted import are, counted
from untuned.types.advice import Reading
from untuned.types.ladder import Step


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """What is known, with the three answers."""

    dossier: Dossier
    knowledge: Reading
    behaviour: Reading
    worth: Worth


def decide(view: View) -> Decision:
    """What to do next."""
    for rule in _RULES:
        decision = rule(view)
        if decision is not None:
            return decision
    return nothing(view.dossier, told=_told_apart(view.dossier))


def _few(view: View) -> Decision | None:
    dossier = view.dossier
    if dossier.questions < ANECDOTE:
        return add_questions(dossier, ANECDOTE - dossier.questions, why=f"{are(dossier.questions, 'question')} an anecdote")
    return None


def _stale(view: View) -> Decision | None:
    rows, told = view.dossier.rows, view.dossier.settings
    return hold(view.dossier, rows) if told.tuned and rows is not None and rows.staleness > told.tolerance else None


def _unclimbed(view: View) -> Decision | None:
    climb = view.dossier.climb
    if climb is None:
        return climb_first(view.dossier, why="nothing was tried yet")
    if climb.questions < ANECDOTE:
        return climb_first(
            view.dossier, why=f"the last climb asked {counted(climb.questions, 'question')}, and there are {view.dossier.questions} now"
        )
    return None


def _search(view: View) -> Decision | None:
    """What search misses comes before what tuning could mend, where it is more."""
    own, left = standing_failures(view.dossier), suspected(view.dossier)
    missed = Residual(count=own.search, n=own.n)
    if missed.beyond(view.dossier.settings.tolerance) != "yes" or (left is not None and left.share > missed.share):
        return None
    if view.dossier.standing_reads is False:
        return begin_retrieval(view.dossier)
    if 2 * own.absent > own.search:
        return add_documents(view.dossier, own)
    return mend_retrieval(view.dossier, missed, told=_with_evidence(own, oracle_failures(view.dossier)))


def _with_evidence(own: Failures, oracle: Failures | None) -> str:
    """What became of the failures with the evidence at hand; "" where too few were asked so to say it."""
    if oracle is None or oracle.n < ANECDOTE:
        return ""
    left, before = f"{oracle.all} of {oracle.n}", f"{own.all} of {own.n}"
    # Less than half of what search misses is left: what it misses is why they fail.
    if own.n and oracle.all / oracle.n <= (own.all - own.search / 2) / own.n:
        return f"with the evidence at hand {left} answers fail, and {before} without"
    return f"with the evidence at hand {left} answers still fail, which is looked at next"


def _tuning(view: View) -> Decision | None:
    """What follows from a yes to question 2; nothing else leads to tuning."""
    if view.behaviour.said != "yes":
        return None
    said, dossier = view.worth.reading.said, view.dossier
    if said == "no":
        return wait(dossier, view.worth) if view.worth.ends else not_worth(dossier, view.worth)
    if said == "unknown":
        return add_figures(dossier, view.worth)
    rows, tolerance = dossier.rows, dossier.settings.tolerance
    if rows is not None and (rows.noise > tolerance or rows.staleness > tolerance):
        return clean_data(dossier, rows)
    scope = "format only" if form_dominates(dossier) else "refusals only"
    return tune(dossier, view.worth, scope=scope, hybrid=view.knowledge.said == "yes")


def _reasoning(view: View) -> Decision | None:
    found = reasoning_left(view.dossier)
    left = weakest(found)
    if left is None or jointly(found, view.dossier.settings.tolerance) != "yes":
        return None
    return stronger(view.dossier, left) if view.dossier.attempts.thinking else chain_of_thought(view.dossier, None)


def _behaviour(view: View) -> Decision | None:
    """Form or refusal fails, and what would mend it is not known yet."""
    left, dossier = suspected(view.dossier), view.dossier
    own = standing_failures(dossier)
    found = left if left is not None else Residual(count=own.behaviour, n=own.n)
    if view.behaviour.said != "unknown" or found.share <= dossier.settings.tolerance:
        return None
    missing = untried(dossier)
    if missing:
        return few_shot(dossier, None) if dossier.attempts.shot_sets == 0 and len(missing) == 1 else try_prompts(dossier, missing)
    return _undetermined(dossier)


def _undetermined(dossier: Dossier) -> Decision:
    climb, oracle = dossier.climb, oracle_failures(dossier)
    plateau = climb.plateau if climb is not None else None
    if plateau is not None and plateau.state == "undetermined":
        return add_questions(dossier, plateau.more_questions, why="it cannot be told yet whether more of the same would gain")
    if oracle is None or (plateau is not None and plateau.state != "reached"):
        return climb_first(dossier, why="the ladder was not climbed to its end")
    if oracle.n < ANECDOTE:
        return add_questions(dossier, ANECDOTE - oracle.n, why=f"with the evidence at hand {oracle.n} questions were asked, an anecdote")
    return add_questions(dossier, more_to_tell(dossier), why="the failures cannot be told from what may be")


def _mended(view: View) -> Decision | None:
    """It is good enough: what made it so is to be kept."""
    dossier, own = view.dossier, standing_failures(view.dossier)
    if Residual(count=own.all, n=own.n).share > dossier.settings.tolerance:
        return None
    if view.knowledge.said == "yes":
        return keep_retrieval(dossier, shifts=True)
    best = _greatest(dossier, ("shots", "thinking"))
    if best is not None:
        return few_shot(dossier, best) if best.kind == "shots" else chain_of_thought(dossier, best)
    return keep_retrieval(dossier, shifts=False) if _greatest(dossier, ("retrieval", "verification")) is not None else None


def _told_apart(dossier: Dossier) -> bool:
    """Whether what fails is beyond doubt no more than may."""
    own = standing_failures(dossier)
    return Residual(count=own.all, n=own.n).beyond(dossier.settings.tolerance) == "no"


def _greatest(dossier: Dossier, kinds: tuple[str, ...]) -> Step | None:
    """The rung of these kinds that was climbed with the greatest gain."""
    steps = dossier.climb.steps if dossier.climb is not None else ()
    climbed = [one for one in steps if one.outcome == "climbed" and one.kind in kinds]
    return max(climbed, key=lambda one: (one.comparison.difference or 0.0) if one.comparison is not None else 0.0, default=None)


def _scattered(view: View) -> Decision | None:
    """Too much fails, and no kind of failure stands out."""
    own, tolerance = standing_failures(view.dossier), view.dossier.settings.tolerance
    if Residual(count=own.all, n=own.n).share <= tolerance:
        return None
    largest = Residual(count=max(own.behaviour, own.search, own.reasoning), n=own.n)
    needed = to_tell(largest, tolerance)
    more = None if needed is None or needed <= own.n else needed - own.n
    return add_questions(view.dossier, more, why="no kind of failure stands out yet")


_RULES: tuple[Callable[[View], Decision | None], ...] = (
    _few,
    _stale,
    _unclimbed,
    _search,
    _tuning,
    _reasoning,
    _behaviour,
    _mended,
    _scattered,
)
