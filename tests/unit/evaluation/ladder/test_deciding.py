"""Whether a variant is climbed to, where not every question has a score of both."""

from __future__ import annotations

from dataclasses import replace

import pytest

from climbing import CORRECT
from untuned.evaluation.ladder.decide import MISSING, ONE_SIDED, decide
from untuned.evaluation.ladder.tried import Terms, Tried

SOUND = replace(CORRECT, name="quote_validity", asks=None)


def tried(name, values):
    """A variant with these scores; False where the metric says nothing, since nothing was answered."""
    return Tried(name=name, hash=f"{name:0<16}", scores={f"q{at}": value for at, value in enumerate(values) if value is not False})


@pytest.mark.parametrize(
    ("standing", "new", "outcome", "told"),
    [
        ([0.9] * 100, [1.0] * 100, "climbed", ""),
        ([0.9] * 100, [1.0] * 40 + [False] * 60, "stayed", ONE_SIDED),
        ([0.9] * 40 + [False] * 60, [0.95] * 100, "stayed", ONE_SIDED),
        ([0.5] * 100, [1.0] * 98 + [False] * 2, "climbed", ""),
        ([0.5] * 98 + [False] * 2, [1.0] * 100, "climbed", ""),
        ([0.9] * 100, [1.0] * 99 + [None], "climbed", ""),
        ([0.5] * 100, [1.0] * 52 + [None] * 48, "stayed", MISSING),
    ],
)
def test_no_variant_is_climbed_to_for_the_questions_that_it_answers(standing, new, outcome, told):
    found = decide(tried("a", standing), tried("b", new), left=1, terms=Terms(metric=SOUND, questions={}))
    assert (found.outcome, found.why.endswith(told)) == (outcome, True)
    assert "Take b" not in found.why or outcome == "climbed"
