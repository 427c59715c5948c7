from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest

from reading import passage
from untuned.models.extractive import read
from untuned.rag.answer.abstain import FEATURES, confidence, features, loaded, shipped, weigh

ANSWERING = "Version history on the Pro plan goes back 90 days."
QUESTION = "How many days does version history go back on the Pro plan?"


def of(question: str, *passages) -> dict[str, float]:
    return dict(zip(FEATURES, features(read(question, passages, idf={}, language="en"), passages), strict=True))


def test_there_is_one_value_for_each_feature() -> None:
    assert len(features(read(QUESTION, [passage(ANSWERING)], idf={}), [passage(ANSWERING)])) == len(FEATURES)


def test_a_passage_with_every_term_carries_the_whole_question() -> None:
    values = of("version history plan", passage(ANSWERING))
    assert values["chosen_passage"] == pytest.approx(1.0)
    assert values["best_passage"] == pytest.approx(1.0)
    assert values["missing_names"] == 0.0


def test_title_and_headings_carry_terms_too() -> None:
    values = of("pricing of storage", passage("It costs two euros.", title="Pricing", headings=("Storage",)))
    assert values["chosen_passage"] == pytest.approx(1.0)


def test_a_name_that_the_passage_lacks_is_missing() -> None:
    assert of("How do I connect it to Kafka?", passage("Connect it to a broker."))["missing_names"] > 0.3


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
    assert 0.5 < weights.threshold < 1.0
    assert "xquad" in weights.fitted_on
    assert all(scale > 0 for scale in weights.scale)


def test_weights_for_other_features_are_refused() -> None:
    other = asdict(shipped()) | {"features": ["cosine"]}
    with pytest.raises(ValueError, match="cosine"):
        loaded(json.dumps(other))
