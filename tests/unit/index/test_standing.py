"""What searches of the present pass over, on a day that is given."""

from dataclasses import replace
from datetime import date

import pytest

from indexing import NOW, version
from untuned.index.entries import Entry
from untuned.index.recipe import Recipe
from untuned.index.standing import begins_on, holds, not_begun, of_the_present
from untuned.types.versions import SUCCEEDED

SYNCED = NOW.date()
COMING = replace(version("The fee is 90 euros."), effective_from=date(2027, 1, 1))
FOLLOWED = replace(version("The fee is 70 euros."), metadata={SUCCEEDED: {"by": "b.md", "from": "2027-01-01"}})
EVE, DAY = date(2026, 12, 31), date(2027, 1, 1)


def entry(one) -> Entry:
    (made,) = Recipe().entries(one, "The fee is 90 euros.")
    return made


@pytest.mark.parametrize(
    ("one", "today", "kept"),
    [
        (COMING, EVE, False),
        (COMING, DAY, True),
        (FOLLOWED, EVE, True),
        (FOLLOWED, DAY, False),
        (version("x"), EVE, True),
        (replace(version("x"), metadata={SUCCEEDED: "by the author"}), EVE, True),
    ],
)
def test_what_has_not_begun_or_was_followed_is_passed_over(one, today, kept):
    standing = of_the_present(today)
    assert holds(one, standing) is kept
    assert all(each.passes(entry(one).attributes) for each in standing) is kept


def test_what_is_to_come_is_found_by_itself():
    assert [not_begun(day).passes(entry(COMING).attributes) for day in (EVE, DAY)] == [True, False]
    assert not not_begun(EVE).passes(entry(FOLLOWED).attributes)


def test_what_was_in_force_when_it_was_synced_has_nothing_to_wait_for():
    assert begins_on(replace(version("x"), effective_from=SYNCED)) is None
    assert begins_on(version("x")) is None
