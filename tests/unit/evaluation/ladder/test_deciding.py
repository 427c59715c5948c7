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


def test_what_sharing_alpha_changes_is_told():
    standing, new = tried("a", [0.0] * 9 + [1.0] * 51), tried("b", [1.0] * 58 + [0.0] * 2)
    terms = Terms(metric=CORRECT, questions={})
    alone, shared = (decide(standing, new, left=left, terms=terms) for left in (1, 3))
    assert (alone.outcome, alone.shared) == ("climbed", "")
    assert shared.shared == "By itself, at .05, it would be better; 3 comparisons share that here, so that this one is decided at .01667."
    assert (shared.outcome, shared.why.endswith(shared.shared)) == ("stayed", True)


def test_nothing_is_said_of_sharing_where_it_changes_nothing():
    same = tried("a", [1.0] * 60)
    assert decide(same, tried("b", [1.0] * 60), left=3, terms=Terms(metric=CORRECT, questions={})).shared == ""
