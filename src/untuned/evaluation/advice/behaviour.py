"""Question 2: is there a problem of form or refusal that prompting cannot mend?

Yes only where prompts, examples and constrained output were tried, more of the same would gain nothing, and the failures that are left
with the question's own evidence at hand are beyond doubt more than may be. The standing variant's own failures must be too: the evidence
may have been put before another prompt. Each of the two is held against the tolerance by itself, and both have to be beyond it: the test
of their intersection, whose level is that of each (Berger 1982, Technometrics 24, 295-300). One that is beyond doubt no more is a no.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from untuned.evaluation.advice.dossier import ANECDOTE, Dossier, Failures, failures, percent
from untuned.evaluation.stats.proportion import proportion_interval
from untuned.types.advice import Ground, Reading, Said
from untuned.types.ladder import Climb
from untuned.types.measures import Interval

QUESTION = "Is there a consistent problem of form or refusal that prompting cannot mend?"
LEAST_PROMPTS = 3
LEAST_SHOT_SETS = 2
_MOST_QUESTIONS = 20_000
_AT_HAND = "answers with the evidence at hand"


@dataclass(frozen=True, kw_only=True, slots=True)
class Residual:
    """What is left of a kind of failure: how many of so many, and where its share lies."""

    count: int
    n: int
    of: str = "answers"
    """Of which answers, in words."""

    @property
    def share(self) -> float:
        """In [0, 1]."""
        return self.count / self.n if self.n else 0.0

    @property
    def interval(self) -> Interval:
        """Where the share lies; the whole range where nothing was asked."""
        return proportion_interval(self.count, self.n) if self.n else Interval(low=0.0, high=1.0)

    def beyond(self, tolerance: float) -> Said:
        """Whether the share is above what may be, as far as these answers tell; under 30 they tell nothing."""
        if self.n < ANECDOTE:
            return "unknown"
        return "yes" if self.interval.low > tolerance else "no" if self.interval.high <= tolerance else "unknown"


def behaviour(dossier: Dossier) -> Reading:
    """The answer to question 2, with its evidence."""
    climb = dossier.climb
    if climb is None:
        why = "nothing was tried yet: no ladder was climbed"
        return Reading(topic="behaviour", question=QUESTION, said="unknown", because=why, missing=("a climb: 'untuned climb'",))
    missing = missing_of(dossier)
    said, because = _said(dossier, climb)
    return Reading(
        topic="behaviour",
        question=QUESTION,
        said=said,
        because=because,
        grounds=tuple(_grounds(dossier, climb)),
        missing=missing if said == "unknown" else (),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Lack:
    """Questions that are missing for one purpose."""

    count: int
    purpose: str
    about: bool = False
    """The number is rough."""

    def told(self, *, within: int | None) -> str:
        """How many, and what for; of `within` that are asked for in all, where that is so many or more."""
        of = f"of the {within:,} " if within is not None and self.count < within else ""
        return f"{'about ' if self.about else ''}{self.count:,} {of}more questions {self.purpose}"


def lacking(dossier: Dossier) -> tuple[Lack, ...]:
    """How many more questions would tell what these do not, by what they would tell; none where something else is missing first."""
    climb, left, oracle = dossier.climb, suspected(dossier), oracle_failures(dossier)
    if climb is None or dossier.asked < ANECDOTE:
        return ()
    found: list[Lack] = []
    if _in_doubt(dossier) and _counted_plateau(climb):
        found.append(Lack(count=climb.plateau.more_questions or 0, about=True, purpose="to tell whether it is a plateau"))
    if left is not None and oracle is not None and oracle.n < ANECDOTE:
        found.append(Lack(count=ANECDOTE - oracle.n, purpose="whose evidence is known, asked with it at hand"))
    elif left is not None and oracle is not None and (needed := more_to_tell(dossier)):
        found.append(Lack(count=needed, about=True, purpose="to tell the failures from what may be"))
    return tuple(found)


def _in_doubt(dossier: Dossier) -> bool:
    """Whether more may fail by form or refusal than may be, as far as it can be said."""
    left = suspected(dossier)
    return left is None or left.share > dossier.settings.tolerance


def _counted_plateau(climb: Climb) -> bool:
    """Whether so many more questions would tell whether it is a plateau."""
    return climb.plateau.state == "undetermined" and climb.plateau.more_questions is not None


def missing_of(dossier: Dossier, *, within: int | None = None) -> tuple[str, ...]:
    """What is missing for an answer; `within`: how many more questions are asked for in all, which each number is then one of."""
    climb = dossier.climb
    if climb is None:
        return ()
    found = list(untried(dossier)) if _in_doubt(dossier) else []
    if _in_doubt(dossier) and climb.plateau.state != "reached" and not _counted_plateau(climb):
        found.append(f"a plateau: {climb.plateau.why or 'two attempts of different kinds that gain nothing'}")
    found += [one.told(within=within) for one in lacking(dossier)]
    if suspected(dossier) is None or oracle_failures(dossier) is None:
        found.append("answers with the question's own evidence at hand: the side rung 'oracle context' of 'untuned climb'")
    return tuple(found)


def standing_failures(dossier: Dossier) -> Failures:
    """Why the standing variant's answers are not right."""
    climb = dossier.climb
    return Failures(n=0) if climb is None else failures(climb.causes, n=climb.questions, repeats=climb.repeats)


def oracle_failures(dossier: Dossier) -> Failures | None:
    """The same with the question's own evidence at hand; None where that was not measured."""
    climb, step = dossier.climb, dossier.oracle
    if climb is not None and dossier.complete:
        return standing_failures(dossier)
    if climb is None or step is None or step.figure is None:
        return None
    # All that were asked: those whose endpoint failed are taken out once, by their cause.
    asked = step.comparison.total if step.comparison is not None else step.figure.total
    return failures(climb.oracle_causes, n=asked or climb.questions, repeats=climb.repeats)


def residuals(dossier: Dossier) -> tuple[Residual, ...]:
    """What is left of form and refusal, of the standing variant and under the question's own evidence; none where that was not measured."""
    oracle, own = oracle_failures(dossier), standing_failures(dossier)
    if oracle is None:
        return ()
    mine = Residual(count=own.behaviour, n=own.n, of=_own(dossier))
    return (mine,) if dossier.complete else (mine, Residual(count=oracle.behaviour, n=oracle.n, of=_AT_HAND))


def reasoning_left(dossier: Dossier) -> tuple[Residual, ...]:
    """Wrong answers although the evidence was read: of the standing variant, and with the evidence at hand where enough were so asked."""
    oracle, own = oracle_failures(dossier), standing_failures(dossier)
    mine = Residual(count=own.reasoning, n=own.n, of=_own(dossier))
    if oracle is None or oracle.n < ANECDOTE or dossier.complete:
        return (mine,)
    return mine, Residual(count=oracle.reasoning, n=oracle.n, of=_AT_HAND)


def jointly(found: Sequence[Residual], tolerance: float) -> Said:
    """Whether every share is above what may be: yes where each is beyond doubt, no where one is beyond doubt not."""
    said = {one.beyond(tolerance) for one in found}
    return "no" if "no" in said else "yes" if said == {"yes"} else "unknown"


def weakest(found: Sequence[Residual]) -> Residual | None:
    """The one whose share is beyond doubt the least."""
    return min(found, key=lambda one: (one.interval.low, one.share), default=None)


def residual(dossier: Dossier) -> Residual | None:
    """What tuning could mend at least: of what is left, the one whose share is beyond doubt the least."""
    return weakest(residuals(dossier))


def suspected(dossier: Dossier) -> Residual | None:
    """What is left as far as it can be said: the smaller share, of those that enough answers bear out."""
    found = residuals(dossier)
    return min([one for one in found if one.n >= ANECDOTE] or found, key=lambda one: one.share, default=None)


def form_dominates(dossier: Dossier) -> bool:
    """Whether form is at least half of what is left."""
    oracle = oracle_failures(dossier)
    told = oracle if oracle is not None and oracle.n >= ANECDOTE else standing_failures(dossier)
    return told.form >= told.refusing


def questions_to_tell(left: Residual, tolerance: float) -> int | None:
    """About how many questions in all tell a share like this one from what may be; None where no sensible number would."""
    n = max(left.n, ANECDOTE)
    while n <= _MOST_QUESTIONS:
        if Residual(count=round(left.share * n), n=n).beyond(tolerance) != "unknown":
            return n
        n = int(n * 1.1) + 1
    return None


def more_to_tell(dossier: Dossier) -> int | None:
    """About how many more questions tell what is left from what may be; None where no sensible number would."""
    tolerance = dossier.settings.tolerance
    doubtful = [one for one in residuals(dossier) if one.beyond(tolerance) == "unknown"]
    needed = [(questions_to_tell(one, tolerance), one.n) for one in doubtful]
    counts = [count - n for count, n in needed if count is not None]
    return max(counts, default=None) if len(counts) == len(needed) else None


def untried(dossier: Dossier) -> tuple[str, ...]:
    """What of prompting was not tried enough."""
    tried = dossier.attempts
    found: list[str] = []
    if tried.prompts < LEAST_PROMPTS:
        found.append(f"{LEAST_PROMPTS - tried.prompts} more wordings of the prompt ({tried.prompts} of {LEAST_PROMPTS} measured)")
    if tried.shot_sets < LEAST_SHOT_SETS:
        found.append(f"{LEAST_SHOT_SETS - tried.shot_sets} more sets of examples ({tried.shot_sets} of {LEAST_SHOT_SETS} measured)")
    if not tried.constrained:
        found.append("an output that a schema binds")
    return tuple(found)


def _said(dossier: Dossier, climb: Climb) -> tuple[Said, str]:
    found, tolerance = residuals(dossier), dossier.settings.tolerance
    if not found:
        return "unknown", "no answer was measured with the question's own evidence at hand"
    said, few = jointly(found, tolerance), [one for one in found if one.beyond(tolerance) == "no"]
    if said == "no":
        return "no", f"{_told(few)}: no more than the {percent(tolerance)} that may"
    unsure = _unsure(dossier, climb, found)
    if unsure:
        return "unknown", f"{_told(found)}, {unsure}"
    low = min(one.interval.low for one in found)
    return "yes", f"{_told(found)}, at least {percent(low)} beyond doubt, after everything cheaper was tried and gained nothing more"


def _told(found: Sequence[Residual]) -> str:
    """How many fail, each with the answers that they are of."""
    shares = [f"{one.count} of {one.n} {one.of} ({percent(one.share)})" for one in found]
    return f"{' and '.join(shares)} fail by form or refusal"


def _unsure(dossier: Dossier, climb: Climb, found: Sequence[Residual]) -> str:
    """What keeps failures from being a yes; "" where nothing does."""
    tolerance, left = dossier.settings.tolerance, suspected(dossier)
    if left is not None and left.share > tolerance and untried(dossier):
        return "and prompting was not tried enough"
    if left is not None and left.share > tolerance and climb.plateau.state != "reached":
        return "and more of the same may still gain"
    if any(one.n < ANECDOTE for one in found):
        return f"and fewer than {ANECDOTE} are an anecdote"
    return "" if jointly(found, tolerance) == "yes" else f"which cannot be told from the {percent(tolerance)} that may"


def _grounds(dossier: Dossier, climb: Climb) -> Iterator[Ground]:
    tried = dossier.attempts
    for one in residuals(dossier):
        yield Ground(text=f"failures of form or refusal in {one.of}", value=one.share, interval=one.interval, source=climb.id)
    yield Ground(
        text=f"tried: {_counted(tried.prompts, 'wording')} of the prompt, {_counted(tried.shot_sets, 'set')} of examples, "
        + ("a schema that binds the output" if tried.constrained else "no schema that binds the output"),
        source="measurements",
    )
    state = {"reached": "a plateau", "not reached": "no plateau yet", "undetermined": "a plateau cannot be told yet"}[climb.plateau.state]
    # How many more questions would tell is said once, by what is missing.
    why = climb.plateau.why if climb.plateau.more_questions is None else climb.plateau.why.partition(" Add about ")[0]
    yield Ground(text=f"{state}{f': {why}' if why else ''}", value=climb.plateau.bound, source=climb.id)
    own = standing_failures(dossier)
    if own.n:
        share = Residual(count=own.all, n=own.n)
        text = f"'{climb.standing}' stands, and {own.all} of its {own.n} answers fail in some way, right values in unusable text among them"
        yield Ground(text=text, value=share.share, interval=share.interval, source=climb.id)


def _own(dossier: Dossier) -> str:
    return f"answers of '{dossier.climb.standing}'" if dossier.climb is not None else "answers"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")
