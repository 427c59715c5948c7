"""Advice is kept as it was given."""

from dataclasses import replace
from datetime import timedelta

import pytest

from advising import COSTS, NOON, TODAY, dossier
from untuned.errors import Refused
from untuned.evaluation.advice.advise import advise
from untuned.evaluation.advice.dossier import Retirement
from untuned.store.advices import Advices


@pytest.fixture
def advices(database):
    return Advices(database)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"climb": None},
        {"settings": replace(COSTS, calls_a_month=(300, 300))},
        {"retirement": Retirement(retires=TODAY + timedelta(days=61), source="advice.retires")},
    ],
)
def test_what_is_kept_is_what_was_given(advices, changes):
    made = advise(dossier(**changes), now=NOON)
    kept = advices.keep(made)
    assert kept == replace(made, id="a1")
    assert advices.get("a1") == kept


def test_the_latest_is_listed_first(advices):
    first, second = (advices.keep(advise(dossier(), now=NOON + timedelta(days=days))) for days in (0, 1))
    assert advices.listing() == [second, first]
    assert advices.listing(limit=1) == [second]


@pytest.mark.parametrize("name", ["a1", "", "a\0", "c1"])
def test_what_was_never_given_is_refused(advices, name):
    with pytest.raises(Refused):
        advices.get(name)
