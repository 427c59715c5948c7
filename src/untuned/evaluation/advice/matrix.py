"""The situations that there are, what each calls for, and whether it is this project's."""

from __future__ import annotations

from untuned.evaluation.advice.behaviour import form_dominates, jointly, reasoning_left
from untuned.evaluation.advice.dossier import Dossier
from untuned.evaluation.advice.knowledge import needs_documents
from untuned.evaluation.advice.worth import ROWS
from untuned.types.advice import Reading, Said, Scenario


def matrix(dossier: Dossier, *, knowledge: Reading, behaviour: Reading) -> tuple[Scenario, ...]:
    """The matrix, from the cheapest remedy to the dearest."""
    return (
        _data(dossier),
        Scenario(
            name="answers stand in documents",
            holds=needs_documents(dossier),
            calls_for="retrieval",
            because="held against the model alone",
        ),
        _reasoning(dossier),
        Scenario(
            name="what is right shifts often",
            holds=knowledge.said,
            calls_for="templates and retrieval",
            because=knowledge.because,
        ),
        _form(dossier, behaviour),
    )


def _data(dossier: Dossier) -> Scenario:
    rows, tolerance = dossier.rows, dossier.settings.tolerance
    name, remedy = "training data noisy or little", "few-shot"
    if rows is None:
        return Scenario(name=name, holds="unknown", calls_for=remedy, because="no rows are named: '[advice] rows'")
    bad = rows.noise > tolerance or rows.staleness > tolerance or rows.reviewed < ROWS
    because = f"{rows.rows:,} rows: {rows.reviewed:,} reviewed and sound, {rows.noisy:,} noisy, {rows.stale:,} stale"
    return Scenario(name=name, holds="yes" if bad else "no", calls_for=remedy, because=because)


def _reasoning(dossier: Dossier) -> Scenario:
    left = reasoning_left(dossier)
    mended = dossier.climb is not None and any(one.kind == "thinking" and one.outcome == "climbed" for one in dossier.climb.steps)
    holds: Said = "yes" if mended else jointly(left, dossier.settings.tolerance)
    told = " and ".join(f"{one.count} of {one.n} {one.of}" for one in left)
    because = f"{told} are wrong with the evidence read" + ("; thinking mended some" if mended else "")
    return Scenario(name="reasoning fails", holds=holds, calls_for="chain of thought", because=because)


def _form(dossier: Dossier, behaviour: Reading) -> Scenario:
    form = form_dominates(dossier)
    return Scenario(
        name="form fails whatever is tried" if form else "refusal fails whatever is tried",
        holds=behaviour.said,
        calls_for="tuning, in limited scope",
        because=behaviour.because,
    )
