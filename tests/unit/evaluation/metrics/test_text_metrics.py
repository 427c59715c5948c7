"""Metrics of the text against reference answers."""

import pytest

from judged import case, question
from untuned.evaluation.metrics import (
    answer_recall,
    answered,
    date_match,
    exact_match,
    number_match,
    right_refusal,
    token_f1,
    unit_match,
    wrong_refusal,
)


def of(metric, *given, **fields):
    return metric.METRIC.of(case(*given, **fields))


def test_exact_match_looks_through_case_punctuation_and_articles():
    assert of(exact_match, "The Pro plan!", "pro plan").value == 1
    assert of(exact_match, "the Pro plans", "pro plan").value == 0


def test_token_f1_is_squads():
    # 2 common of 4 and 2 tokens: 2 * 2 / 6, as evaluate-v2.0.py of SQuAD gives
    assert of(token_f1, "in the year 1598 exactly", "1598 exactly").value == pytest.approx(2 * 2 / (4 + 2))
    assert of(token_f1, "nothing alike", "1598").value == 0


def test_token_f1_takes_the_best_reference_answer():
    assert of(token_f1, "sixty days", "60 days", "sixty days").value == 1


def test_answer_recall_forgives_more_words():
    assert of(answer_recall, "it was fought from 1562 on to 1598 or so", "1562 to 1598").value == 1


def test_a_refusal_has_no_share_of_the_answer():
    for metric in (exact_match, token_f1, answer_recall):
        assert of(metric, "", "60 days").value == 0


def test_a_question_without_reference_answers_is_not_asked_of_texts():
    for metric in (exact_match, token_f1, answer_recall, number_match, date_match, unit_match):
        assert of(metric, "It is so.").status == "not_applicable"
        assert of(metric, "It is so.", asked=question(must_abstain=True)).status == "not_applicable"


def test_number_match_counts_each_number_of_the_answer():
    assert of(number_match, "3 thousand people in 12 towns", "3,000 people, 15 towns").value == 0.5


def test_date_match_reads_every_format():
    assert of(date_match, "on 05.03.2024", "5 March 2024").value == 1
    assert of(date_match, "in April 2024", "5 March 2024").value == 0
    assert of(date_match, "from 1562 on", "1562 to 1598").value == 0.5


def test_unit_match_wants_the_unit_beside_its_number():
    assert of(unit_match, "3.1 miles away", "5 km").value == 1
    assert of(unit_match, "5 of them", "5 km").value == 0
    assert of(unit_match, "5 of them", "5 of them").status == "not_applicable"


def test_refusals_are_counted_both_ways():
    asked = question(must_abstain=True)
    assert of(right_refusal, "", asked=asked).value == 1
    assert of(right_refusal, "So.", asked=asked).value == 0
    assert of(right_refusal, "", "60 days").status == "not_applicable"
    assert of(wrong_refusal, "", "60 days").value == 1
    assert of(wrong_refusal, "60 days", "60 days").value == 0
    assert of(wrong_refusal, "", asked=asked).status == "not_applicable"
    assert of(answered, "60 days", "60 days").value == 1
    assert of(answered, "", "60 days").value == 0
