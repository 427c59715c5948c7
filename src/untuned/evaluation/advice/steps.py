"""The steps that advice may end in, each with its sentence, its command and its price."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from untuned.evaluation.advice.behaviour import Residual, lacking
from untuned.evaluation.advice.dossier import Dossier, Failures, RowsReport, percent
from untuned.evaluation.advice.worth import ROWS, Worth, review_cost
from untuned.types.advice import Action, NextStep
from untuned.types.ladder import Step

_HOURS_PER_ATTEMPT = 0.5
"""Of a person, to write a wording, to choose examples, or to change how documents are cut and found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What is advised, without its evidence."""

    headline: str
    step: NextStep
    flips: str
    scope: str = ""


def add_questions(dossier: Dossier, count: int | None, *, why: str) -> Decision:
    """More questions, before anything else is said: as many as anything that is missing takes, so that one number stands for all."""
    count = None if count is None else max(count, *(one.count for one in lacking(dossier)), 0)
    more = f"{count:,} more questions" if count is not None else "more questions"
    hours, cost = review_cost(dossier, count or 0)
    step = NextStep(
        action="add questions",
        text=f"add {more}, with what is right and where it stands, then climb again",
        command="untuned questions draft; untuned questions import FILE",
        questions=count,
        hours=round(hours, 1) if count is not None else None,
        cost=_money(cost + _asking(dossier, count)) if count is not None else None,
    )
    return Decision(headline=f"Not yet: {why}. Add {more}.", step=step, flips="what more questions show")


def climb_first(dossier: Dossier, *, why: str) -> Decision:
    """The ladder first."""
    step = NextStep(
        action="climb",
        text="climb the ladder: prompts, examples, thinking, retrieval, verification, each held against the one before",
        command="untuned climb",
        questions=0,
        cost=_again(dossier),
    )
    return Decision(headline=f"Not yet: {why}. Climb the ladder first.", step=step, flips="what the ladder shows")


def try_prompts(dossier: Dossier, missing: tuple[str, ...]) -> Decision:
    """What of prompting was not tried enough."""
    attempts = max(3 - dossier.attempts.prompts, 0) + max(2 - dossier.attempts.shot_sets, 0) + (not dossier.attempts.constrained)
    step = _attempts(
        dossier,
        "try prompts",
        attempts,
        text=f"try {_listed(missing)}; each wording is a variant with 'model.prompts' of its own",
    )
    return Decision(headline="Not yet: prompting was not tried enough.", step=step, flips="a prompt that mends it")


def stronger(dossier: Dossier, left: Residual) -> Decision:
    """Reasoning fails, and thinking was tried: by the variant that stands, or by one that gained nothing over it."""
    told = f"{left.count} of {left.n} {left.of} are wrong with the evidence read, and thinking was tried"
    text = f"{told}: try a stronger model or other prompts"
    step = _attempts(dossier, "try prompts", 2, text=text)
    return Decision(
        headline="Not yet: reasoning fails, and tuning does not mend that. Try a stronger model.", step=step, flips="such a model"
    )


def few_shot(dossier: Dossier, climbed: Step | None) -> Decision:
    """Examples: climbed already, or to be tried."""
    if climbed is None:
        step = _attempts(dossier, "few-shot", 2, text="show the model solved questions: two sets of examples")
        return Decision(headline="Not yet: no examples were tried. Show the model some.", step=step, flips="failures that examples leave")
    step = NextStep(
        action="few-shot", text=f"keep '{climbed.variant}', which mends it", command=_keep(climbed), questions=0, cost=Decimal(0)
    )
    return Decision(
        headline=f"Few-shot: '{climbed.variant}' mends what failed.{_gain(climbed)}", step=step, flips="failures that come back"
    )


def chain_of_thought(dossier: Dossier, climbed: Step | None) -> Decision:
    """Thinking: climbed already, or to be tried."""
    if climbed is None:
        step = _attempts(dossier, "chain of thought", 1, text="let the model reason step by step before it answers")
        return Decision(
            headline="Chain of thought: what fails is reasoning, and thinking was not tried.",
            step=step,
            flips="failures that thinking leaves",
        )
    step = NextStep(
        action="chain of thought", text=f"keep '{climbed.variant}', which mends it", command=_keep(climbed), questions=0, cost=Decimal(0)
    )
    return Decision(
        headline=f"Chain of thought: '{climbed.variant}' mends what failed.{_gain(climbed)}", step=step, flips="failures that come back"
    )


def begin_retrieval(dossier: Dossier) -> Decision:
    """What stands reads no document, and fails for it."""
    step = NextStep(action="retrieval", text="answer from the documents", command="untuned climb", questions=0, cost=_again(dossier))
    return Decision(headline="Retrieval: what fails stands in documents that are not read.", step=step, flips="answers without documents")


def keep_retrieval(dossier: Dossier, *, shifts: bool) -> Decision:
    """Facts stay in documents, and how they are said is right; `shifts`: they change faster than a model is trained."""
    standing = dossier.climb.standing if dossier.climb is not None else ""
    text = f"keep '{standing}' and sync the documents as they change; there is nothing to tune"
    step = NextStep(action="retrieval", text=text, command="untuned sync", questions=0, cost=Decimal(0))
    told = "what is right changes in the documents" if shifts else "what is right stands in the documents"
    return Decision(
        headline=f"Retrieval: {told}, and how it is said is right already.",
        step=step,
        flips="failures of form that no prompt mends"
        + (", beside evidence that changes less within a cycle of training" if shifts else ""),
    )


def mend_retrieval(dossier: Dossier, missed: Residual, *, told: str) -> Decision:
    """The evidence does not reach the model; `told`: what became of the failures with it at hand, "" where that is not known."""
    command = _looking(dossier, "untuned report {} --all")
    text = (
        f"{missed.count} of {missed.n} answers fail because the evidence is not found or not read: mend chunks, metadata, or the documents"
    )
    step = replace(_attempts(dossier, "mend retrieval", 2, text=text), command=command)
    return Decision(
        headline=f"Mend retrieval: {told or 'what is not found or not read cannot be said'}. Tuning does not bring the evidence.",
        step=step,
        flips="failures that stay with the question's own evidence at hand",
    )


def add_documents(dossier: Dossier, own: Failures) -> Decision:
    """No passage is known that says what is right: neither search nor tuning brings one."""
    text = (
        f"write what no document says, or name the passage where one does ('doc_ids', 'quotes'): "
        f"for {own.absent} of {own.n} answers no passage is known that says what is right"
    )
    step = replace(_attempts(dossier, "add documents", 2, text=text), command=_looking(dossier, "untuned gaps --run {}"))
    return Decision(
        headline="Add documents: most of what is missed stands in none that is known, and neither search nor tuning brings it.",
        step=step,
        flips="passages that answer these questions",
    )


def _looking(dossier: Dossier, command: str) -> str:
    """The command about the climb's last measurement; a climb where there is none."""
    climb = dossier.climb
    return command.format(climb.measurements[-1]) if climb is not None and climb.measurements else "untuned climb"


def hold(dossier: Dossier, rows: RowsReport) -> Decision:
    """A tuned model whose rows are out of date."""
    hours, cost = review_cost(dossier, rows.stale)
    step = NextStep(
        action="hold",
        text=f"hold '{dossier.settings.tuned}' back and look {rows.stale:,} rows over again: their documents changed",
        command="untuned stale --kind row",
        rows=rows.stale,
        hours=round(hours, 1),
        cost=_money(cost),
    )
    told = f"{rows.stale:,} of {rows.declaring:,} rows ({percent(rows.staleness)}) rest on texts that changed"
    flips = f"rows that hold again: no more than {percent(dossier.settings.tolerance)} stale"
    return Decision(headline=f"Hold the tuned model: {told}. Revalidate them first.", step=step, flips=flips)


def clean_data(dossier: Dossier, rows: RowsReport) -> Decision:
    """Tuning would pay, and the rows are not fit for it."""
    bad = rows.noisy + rows.stale
    left = max(ROWS - max(rows.reviewed - rows.stale, 0), 0)
    count = max(bad, left)
    hours, cost = review_cost(dossier, count)
    kinds = {
        "duplicate": rows.duplicates,
        "contradictory": rows.contradictory,
        "empty": rows.empty,
        "unreadable": rows.unreadable,
        "asked in the measurement": rows.leaked,
        "stale": rows.stale,
    }
    told = ", ".join(f"{number:,} {name}" for name, number in kinds.items() if number)
    step = NextStep(
        action="clean data",
        text=f"mend the rows ({told}) until {ROWS} reviewed ones stand: {count:,} to look over or to write",
        command="untuned stale --kind row; untuned advise" if rows.stale else "untuned advise",
        rows=count,
        hours=round(hours, 1),
        cost=_money(cost),
    )
    headline = f"Not yet: tuning would pay, but {bad:,} of {rows.rows:,} rows are noisy or stale. Clean the data first."
    return Decision(
        headline=headline, step=step, flips=f"{ROWS} reviewed rows of which no more than {percent(dossier.settings.tolerance)} are bad"
    )


def tune(dossier: Dossier, worth: Worth, *, scope: str, hybrid: bool) -> Decision:
    """A trial, in limited scope; with facts that change, beside retrieval."""
    ready = dossier.rows.reviewed if dossier.rows is not None else 0
    count = max(ROWS - ready, 0)
    hours, cost = review_cost(dossier, count)
    training = sum(dossier.settings.training_cost) / 2
    action: Action = "hybrid" if hybrid else "trial tuning"
    first = f"write and review {count:,} rows in the file that '[advice] rows' names, then " if count else ""
    beside = ", with facts from retrieval and never in a row" if hybrid else ""
    step = NextStep(
        action=action,
        text=f"{first}tune a trial for {scope.removesuffix(' only')} alone{beside}, where the base is trained, since no command here does; "
        "name what comes of it in a variant below '[climb] tuned', climb, and hold it against every untuned rung on locked questions",
        command="untuned advise" if count else "untuned climb; untuned climb --split locked",
        rows=count,
        questions=0,
        hours=round(hours, 1),
        cost=_money(cost + training + (float(dossier.climb.spent) if dossier.climb is not None else 0.0)),
    )
    name = "Hybrid: facts from retrieval, and a trial tuning" if hybrid else "Trial tuning"
    flips = worth.break_even.flips if worth.break_even is not None else ""
    return Decision(headline=f"{name}, {scope}: everything cheaper was tried, and it pays.", step=step, flips=flips, scope=scope)


def wait(dossier: Dossier, worth: Worth) -> Decision:
    """It would pay, were the base to stay."""
    flips = worth.break_even.flips if worth.break_even is not None else ""
    step = NextStep(
        action="wait for the base",
        text="keep what stands; choose a base that stays, name it in '[advice] base', and climb with it",
        command="untuned climb",
        questions=0,
        cost=_again(dossier),
    )
    return Decision(headline=f"No: {worth.reading.because}.", step=step, flips=flips)


def not_worth(dossier: Dossier, worth: Worth) -> Decision:
    """Tuning would mend it, and costs more than that is worth."""
    flips = worth.break_even.flips if worth.break_even is not None else ""
    step = NextStep(action="not worth it", text=_kept(dossier), questions=0, rows=0, cost=Decimal(0), hours=0.0)
    return Decision(headline="Not worth it: tuning might mend what is left, and would cost more than that.", step=step, flips=flips)


def add_figures(dossier: Dossier, worth: Worth) -> Decision:
    """Whether it pays hangs on what nobody said."""
    flips = worth.break_even.flips if worth.break_even is not None else ""
    needed = worth.reading.missing
    text = f"find out {_listed(needed)}" if needed else _kept(dossier)
    step = NextStep(action="add figures", text=text, command="untuned advise", questions=0, cost=Decimal(0), hours=0.5)
    return Decision(headline="Not yet: it cannot be told whether tuning would pay.", step=step, flips=flips or _listed(needed[:1]))


def nothing(dossier: Dossier, *, told: bool) -> Decision:
    """It is good enough; `told`: beyond doubt."""
    far = "" if told else f", as far as {dossier.asked} questions tell"
    step = NextStep(action="nothing", text=_kept(dossier), questions=0, rows=0, cost=Decimal(0), hours=0.0)
    return Decision(
        headline=f"Nothing: it is good enough as it is{far}.", step=step, flips="failures of a kind that this climb did not meet"
    )


def _attempts(dossier: Dossier, action: Action, count: int, *, text: str) -> NextStep:
    hours = count * _HOURS_PER_ATTEMPT
    spent = float(_again(dossier) or 0) + hours * sum(dossier.settings.hourly_rate) / 2
    return NextStep(action=action, text=text, command="untuned climb", questions=0, hours=hours, cost=_money(spent))


def _kept(dossier: Dossier) -> str:
    standing = dossier.climb.standing if dossier.climb is not None else ""
    return f"keep '{standing}' as it is" if standing else "keep what stands as it is"


def _again(dossier: Dossier) -> Decimal | None:
    """What the last climb took in US dollars; None where there was none, or nobody knows what its model costs."""
    return None if dossier.climb is None or not dossier.climb.spent else dossier.climb.spent


def _asking(dossier: Dossier, count: int | None) -> float:
    """US dollars to ask so many more questions, as the last climb's cost."""
    climb = dossier.climb
    return 0.0 if climb is None or not climb.questions or count is None else float(climb.spent) * count / climb.questions


def _gain(climbed: Step) -> str:
    found = climbed.comparison
    return "" if found is None or found.difference is None else f" It gains {found.difference * 100:.0f} points over '{climbed.against}'."


def _keep(climbed: Step) -> str:
    return f"untuned eval {climbed.variant}"


def _listed(parts: tuple[str, ...]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else "what is missing"


def _money(amount: float) -> Decimal:
    return Decimal(str(round(amount, 2)))
