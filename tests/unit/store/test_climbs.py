"""Climbs and the ledger, kept."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Literal

import pytest

from untuned.errors import UnknownClimb
from untuned.store.climbs import Climbs
from untuned.store.database import Database
from untuned.store.record_encoding import record_from_json, record_to_json
from untuned.types.ladder import Budget, Climb, Plateau, ShotPoint, Spent, Step, Toll
from untuned.types.measures import Comparison, Interval
from untuned.types.reports import Figure

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FOUND = Comparison(
    verdict="better",
    difference=0.2,
    interval=Interval(low=0.1, high=0.3, method="Tango"),
    p=0.001,
    method="mid-p",
    n=100,
    total=100,
    minimum_effect=0.03,
)
FIGURE = Figure(metric="correct", value=0.7, interval=Interval(low=0.6, high=0.8), n=100, total=100)
STEP = Step(
    rung="naive retrieval", kind="retrieval", variant="naive", against="closed_book", outcome="climbed", figure=FIGURE, comparison=FOUND
)
CLIMB = Climb(
    id="",
    at=NOON,
    headline="correct",
    questions=100,
    split="dev",
    budget=Budget(quality=0.9, cost=Decimal("1.5")),
    minimum_effect=0.03,
    steps=(replace(STEP, toll=Toll(latency_ms=12.5, cost=Decimal("0.25"))), replace(STEP, outcome="not tried", why="\ud800 odd")),
    curve=(ShotPoint(shots=4, variant="naive+shots_4", figure=FIGURE, comparison=FOUND),),
    standing="naive",
    standing_interval=FIGURE.interval,
    plateau=Plateau(state="undetermined", bound=0.04, attempts=("a", "b"), more_questions=50),
    causes=(("not retrieved", 3),),
    measurements=("m1", "m2"),
    spent=Decimal("0.5"),
    tried=(("naive", "0" * 16),),
)


@pytest.fixture
def climbs(tmp_path):
    database = Database.open(f"sqlite:///{tmp_path / 'untuned.db'}")
    yield Climbs(database)
    database.close()


def test_a_climb_is_read_as_it_was_kept(climbs):
    kept = climbs.keep(CLIMB)
    assert kept.id == "c1"
    assert climbs.get("c1") == replace(kept, steps=(kept.steps[0], replace(kept.steps[1], why="\ufffd odd")))


def test_a_climb_that_goes_on_takes_its_own_place(climbs):
    first = climbs.keep(replace(CLIMB, finished=False))
    climbs.keep(replace(first, finished=True, standing="default"))
    assert [(one.id, one.standing, one.finished) for one in climbs.listing()] == [("c1", "default", True)]


def test_the_newest_climb_is_listed_first(climbs):
    climbs.keep(CLIMB)
    climbs.keep(CLIMB)
    assert [one.id for one in climbs.listing()] == ["c2", "c1"]


@pytest.mark.parametrize("id", ["c7", "", "\ud800", "x" * 1000])
def test_a_climb_that_is_not_there_is_unknown(climbs, id):
    with pytest.raises(UnknownClimb):
        climbs.get(id)


def test_what_models_took_goes_to_the_ledger_once(climbs):
    first = climbs.keep(CLIMB)
    climbs.keep(replace(first, spent=Decimal("0.5")))
    climbs.keep(replace(first, spent=Decimal("0.8")))
    assert [(one.effort, one.cost, one.climb) for one in climbs.ledger()] == [("measuring", Decimal("0.8"), "c1")]


def test_a_climb_that_took_nothing_enters_nothing(climbs):
    climbs.keep(replace(CLIMB, spent=Decimal(0)))
    assert climbs.ledger() == []


def test_what_a_person_enters_is_kept_with_its_note(climbs):
    climbs.spend(Spent(at=NOON, effort="prompts", hours=2.5, cost=Decimal(10), note="третий вариант"))
    assert climbs.ledger() == [Spent(id=1, at=NOON, effort="prompts", hours=2.5, cost=Decimal(10), note="третий вариант")]


def test_a_record_of_an_older_release_is_read_with_defaults(climbs):
    body = record_to_json(CLIMB)
    del body["family"]
    assert record_from_json(Climb, body | {"of another release": 1}).family == 0


@dataclass(frozen=True, kw_only=True)
class _Odd:
    when: date | None
    many: tuple[tuple[str, float], ...]
    pair: tuple[str, int]
    kind: Literal["a", "b"] = "a"


def test_records_of_days_pairs_and_endless_numbers_come_back_as_they_were():
    odd = _Odd(when=date(2026, 3, 1), many=(("a", math.inf), ("b", 1.0)), pair=("c", 2), kind="b")
    assert record_from_json(_Odd, record_to_json(odd)) == odd
    assert record_from_json(_Odd, record_to_json(replace(odd, when=None))).when is None
