from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest

from reading import passage
from untuned.models.reader.extractive import read
from untuned.rag.answer.abstain import FEATURES, confidence, features, loaded, shipped, weigh

ANSWERING = "Version history on the Pro plan goes back 90 days."
QUESTION = "How many days does version history go back on the Pro plan?"


def of(question: str, *passages) -> dict[str, float]:
    return dict(zip(FEATURES, features(read(question, passages, idf={}, language="en"), passages), strict=True))


def test_there_is_one_value_for_each_feature() -> None:
    assert len(features(read(QUESTION, [passage(ANSWERING)], idf={}), [passage(ANSWERING)])) == len(FEATURES)


def test_a_text_with_every_term_carries_the_whole_question() -> None:
    values = of("version history plan", passage(ANSWERING))
    assert values["carried"] == pytest.approx(1.0)
    assert values["missing_names"] == 0.0


def test_title_and_headings_carry_terms_too_but_less() -> None:
    values = of("pricing of storage", passage("It costs two euros.", title="Pricing", headings=("Storage",)))
    assert values["carried"] == pytest.approx(0.8)


def test_a_name_that_the_text_lacks_is_missing() -> None:
    assert of("How do I connect it to Kafka?", passage("Connect it to a broker."))["missing_names"] > 0.3


@pytest.mark.parametrize(
    ("text", "lacks"),
    [
        ("The plan keeps history for 90 days.", 0.0),
        ("The plan keeps history for days.", 1.0),
        ("The plan keeps history. It is 90 days.", 0.0),
        ("The plan keeps history for days.\n\nIn 90 lands there are no more horses.", 0.0),
        ("The plan keeps history for days.\n\nIt is blue.\n\nThere are 90 horses.", 1.0),
    ],
)
def test_a_number_that_is_asked_for_must_stand_with_what_is_asked(text: str, lacks: float) -> None:
    assert of("How many days of history does the plan keep?", passage(text))["lacks_kind"] == lacks


def test_what_a_second_place_carries_counts_altogether() -> None:
    text = "The hub restarts at three.\n\n" + "It hums a little, " * 40 + "all night.\n\nThe hub restarts early on Sundays."
    question = "When does the hub restart on Sundays and at three?"
    values = of(question, passage(text))
    assert values["altogether"] == pytest.approx(1.0)
    assert values["carried"] < 1.0


def test_more_terms_found_is_more_than_the_same_share_of_fewer() -> None:
    short, long = of("hub restarts", passage("The hub.")), of("the hub restarts nightly white", passage("The hub is nightly."))
    assert short["carried"] == pytest.approx(long["carried"])
    assert short["found"] < long["found"]


def test_the_gap_is_to_the_best_other_document_in_the_language() -> None:
    question = "version history plan"
    other = passage("The plan is billed in January.", number=2)
    german = passage(ANSWERING, number=3, language="de")
    alone = of(question, passage(ANSWERING))["gap"]
    assert of(question, passage(ANSWERING), german)["gap"] == alone
    assert of(question, passage(ANSWERING), passage(ANSWERING, number=2))["gap"] == 0.0
    assert of(question, passage(ANSWERING), other)["gap"] > 0.0


def test_evidence_that_answers_gives_more_confidence_than_evidence_that_does_not() -> None:
    answering, other = [passage(ANSWERING)], [passage("The plan is billed in January.")]
    sure = weigh(read(QUESTION, answering, idf={}, language="en"), answering)
    unsure = weigh(read(QUESTION, other, idf={}, language="en"), other)
    assert unsure < shipped().threshold < sure


def test_nothing_found_gives_no_confidence() -> None:
    assert weigh(read(QUESTION, [], idf={}), []) == 0.0
    unrelated = [passage("Soup at noon.")]
    assert weigh(read(QUESTION, unrelated, idf={}), unrelated) == 0.0


def test_confidence_is_a_probability_for_any_values() -> None:
    weights = shipped()
    assert confidence([1e9] * len(FEATURES), weights) <= 1.0
    assert confidence([-1e9] * len(FEATURES), weights) >= 0.0


def test_at_the_mean_of_every_feature_only_the_intercept_counts() -> None:
    assert confidence(shipped().mean, replace(shipped(), intercept=0.0)) == pytest.approx(0.5)


def test_the_shipped_weights_are_for_these_features_and_say_what_they_were_fitted_on() -> None:
    weights = shipped()
    assert weights.features == FEATURES
    assert 0.3 < weights.threshold < 1.0
    assert "xquad" in weights.fitted_on
    assert "development questions" in weights.fitted_on
    assert all(scale > 0 for scale in weights.scale)


def test_weights_for_other_features_are_refused() -> None:
    other = asdict(shipped()) | {"features": ["cosine"]}
    with pytest.raises(ValueError, match="cosine"):
        loaded(json.dumps(other))


@pytest.mark.parametrize(
    ("question", "sure"),
    [
        ("Is the studio open on Friday 25 December?", False),
        ("Is the studio open on Friday?", True),
    ],
)
def test_of_a_date_the_row_of_its_day_of_the_week_tells_nothing_where_the_page_speaks_of_the_month(question: str, sure: bool) -> None:
    table = passage("| Day | Studio open |\n|---|---|\n| Thursday | 9:00-20:00 |\n| Friday | 10:00-18:00 |", number=1)
    notes = passage("The workshop rests from 20 December on.", number=1, start=400)
    reading = read(question, [table, notes], idf={"decemb": 0.1, "25": 0.1}, language="en")
    assert reading.places[0].units[0].kind == "row"
    assert (weigh(reading, [table, notes]) > 0.0) is sure
