"""Whether an output has the form that was asked for, and after how much help."""

from __future__ import annotations

from typing import Literal

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.reading.labels import labelled
from untuned.types.tasks import REPAIRED, UNFIT

NO_FORM = "no output had the form that was asked for"
"""Of a run with nothing to show: it answers nothing, and refuses nothing."""

Help = Literal["none", "repair", "retry"]
"""What an output may have had: none; its notation mended by rules, and claims asked for again; whole new requests too."""


def fault(case: Case, *, after: Help) -> str:
    """Why the output has not the right form without more help than this; "" where it has."""
    run = case.run
    unfit = next((note for note in run.notes if note.startswith(UNFIT)), "")
    if unfit:
        return unfit.removeprefix(UNFIT)
    if run.status == "truncated":
        return "the output was cut at its limit"
    if case.question.label and case.labels and not case.refused and not any(labelled(run.text, label) for label in case.labels):
        return f"'{run.text[:60]}' is no label of the set"
    if after != "retry" and run.failed_requests:
        return f"{run.failed_requests} of {run.requests} requests brought nothing usable"
    if after == "none" and any(prompt.startswith("repair@") for prompt in run.prompts):
        return "claims of it were asked for again"
    mended = next((note for note in run.notes if note.startswith(REPAIRED)), "") if after == "none" else ""
    return mended and f"rules had to mend it: {mended.removeprefix(REPAIRED)}"
