"""A number in a unit of the measure that is asked for answers without the adjective; another number does not."""

from __future__ import annotations

import pytest

from untuned.models.reader.cues import asked
from untuned.models.reader.measures import measured, told_by
from untuned.models.reader.question import prepare

FLAT: dict[str, float] = {}
POOL = "The pool is 25 m long and 1.4 to 3.8 m deep."


@pytest.mark.parametrize(
    ("adjective", "text"),
    [
        ("heavy", "Weight 36 kg"),
        ("heavy", "a parcel of up to 20kg"),
        ("high", "It is 52 metres high."),
        ("loud", "Noise 44 dB"),
        ("hot", "wash at 60 °C"),
        ("wide", "59.8\u00a0cm"),
        ("large", "files up to 10 MB"),
    ],
)
def test_a_number_of_the_measure_tells_it(adjective: str, text: str) -> None:
    assert measured(text, measure=adjective)


@pytest.mark.parametrize(
    ("adjective", "text"),
    [
        ("heavy", "Fill in 3 forms."),
        ("heavy", "Open from 8 to 18"),
        ("large", "Between 22:00 and 7:00 no noise outside the flat"),
        ("high", "on 2 May"),
        ("loud", "44 plates"),
        ("wide", "The canal was opened in 1887 in Delft."),
        ("deep", "open from 9 to 18 in summer"),
        ("high", "The menu costs €25."),
        ("fast", "cleaned every 8 hours"),
        ("large", "The flat is 400 m from the sea."),
        ("heavy", "The pump costs 300 pounds."),
        ("heavy", "20 games"),
    ],
)
def test_another_number_does_not(adjective: str, text: str) -> None:
    assert not measured(text, measure=adjective)


def test_what_tells_a_measure_counts_as_carried() -> None:
    question = prepare("How heavy is the dishwasher?", idf=FLAT)
    assert question.kind_told(["Weight 36 kg."]) == {"heavi"}
    assert question.kind_told(["Fill in 3 forms."]) == set()


@pytest.mark.parametrize("text", ["The rent is 940 euros.", "a fee of $12", "two per cent, that is 2 %"])
def test_what_is_paid_is_high_in_money(text: str) -> None:
    question = prepare("How high is the rent?", idf=FLAT)
    assert question.kind_told([text]) == {"high"}
    assert prepare("How high is the tower?", idf=FLAT).kind_told([text]) == set()


def test_a_noun_of_the_measure_stands_for_its_adjective() -> None:
    question = prepare("How heavy is the dishwasher?", idf=FLAT)
    assert question.loose(("weight",)) == {"heavi"}
    assert told_by("heavy") == "weight weigh"


def test_an_adjective_that_asks_for_no_number_stands_for_nothing_else() -> None:
    question = prepare("Is the dishwasher heavy?", idf=FLAT)
    assert not question.measures
    assert question.loose(("weight",)) == set()


@pytest.mark.parametrize(
    "measure", ["many", "much", "long", "old", "often", "far", "big", "large", "tall", "high", "deep", "fast", "wide", "heavy"]
)
def test_how_with_a_measure_asks_for_a_number(measure: str) -> None:
    assert asked(f"How {measure} is it there?") in ("number", "price")


@pytest.mark.parametrize(
    ("text", "measure", "expected"),
    [
        (POOL, "deep", True),
        (POOL, "wide", False),
        (POOL, "high", False),
        ("The pool is 25 m by 10 m.", "wide", True),
        ("A shelf 30 cm in depth and 80 cm in width.", "wide", True),
        ("A shelf 30 cm in depth.", "high", False),
        ("The tower is 52 metres tall.", "high", True),
        ("It weighs 3 kg and is 20 cm high.", "heavy", True),
        ("The station is 2 km away.", "far", True),
    ],
)
def test_a_length_that_is_said_to_be_of_another_side_is_none_of_it(text: str, measure: str, expected: bool) -> None:
    assert measured(text, measure=measure) is expected
