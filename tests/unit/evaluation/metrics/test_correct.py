"""The headline metric, and what rests on it."""

import pytest

from judged import case, cited, evidence, question, run
from untuned.evaluation.metrics import confidently_wrong, correct

LONG = "Davis compiled sacks, fumbles and four interceptions in a season that the whole league remembers for its storms and floods."


def value(found):
    return correct.METRIC.of(found).value


def test_an_answer_that_says_a_reference_answer_is_right():
    assert value(case("The term is 60 days.", "60 days")) == 1
    assert value(case("The term is 30 days.", "60 days")) == 0


def test_any_of_several_reference_answers_will_do():
    assert value(case("It is two months.", "60 days", "two months")) == 1


def test_a_refusal_of_an_answerable_question_is_wrong():
    assert value(case("", "60 days")) == 0


@pytest.mark.parametrize(
    "text",
    [
        "I don't know based on the documents.",
        "Unable to answer based on given passages.",
        "В документах нет ответа.",
        "The passages do not say.",
    ],
)
def test_plain_text_that_says_it_cannot_answer_is_a_refusal(text):
    asked = question(must_abstain=True)
    assert value(case(asked=asked, made=run(text, verified=False))) == 1
    assert value(case(made=run(text, verified=False), asked=question("60 days"))) == 0


@pytest.mark.parametrize(
    "text",
    [
        "I don't know the month; however, it was in 1998.",
        "No person may enter.",
        "The documents are due on Monday.",
        "Неизвестно кто, но 5 мая.",
    ],
)
def test_a_text_that_goes_on_to_answer_is_no_refusal(text):
    asked = question(must_abstain=True)
    assert value(case(asked=asked, made=run(text, verified=False))) == 0


def test_an_answer_to_what_must_be_refused_is_wrong():
    assert value(case("The term is 60 days.", asked=question(must_abstain=True))) == 0


def test_a_value_by_accident_in_a_long_sentence_about_something_else_is_not_right():
    asked = question("four", text="How many rivers cross the town of Adelboden?", evidence=(evidence(500, 510),))
    assert value(case(LONG, asked=asked, made=run(LONG, cited=(cited(0, 100),)))) == 0
    assert "not as the answer" in correct.METRIC.of(case(LONG, asked=asked)).detail


def test_the_same_sentence_is_right_where_it_was_labelled():
    asked = question("four", text="How many rivers cross the town of Adelboden?", evidence=(evidence(50, 54),))
    assert value(case(asked=asked, made=run(LONG, cited=(cited(0, 100),)))) == 1


def test_the_same_sentence_is_right_for_a_question_about_it():
    assert value(case(LONG, asked=question("four", text="How many interceptions did Davis have?"))) == 1


def test_a_citation_that_was_not_accepted_shows_nothing():
    asked = question("four", text="How many rivers cross the town of Adelboden?", evidence=(evidence(50, 54),))
    assert value(case(asked=asked, made=run(LONG, cited=(cited(0, 100, verdict="refused"),)))) == 0


def test_of_a_choice_the_one_that_is_named_first_is_the_answer():
    asked = question("Allan Dwan", text="Who was born first, George Marshall or Allan Dwan?")
    assert value(case("George Marshall was born before Allan Dwan.", asked=asked)) == 0
    assert value(case("Allan Dwan was born before George Marshall.", asked=asked)) == 1


def test_without_a_reference_answer_the_evidence_decides():
    asked = question(evidence=(evidence(50, 60),))
    assert value(case(asked=asked, made=run("It says so.", cited=(cited(40, 90),)))) == 1
    assert value(case(asked=asked, made=run("It says so.", cited=(cited(70, 90),)))) == 0
    assert correct.METRIC.of(case(asked=asked, made=run("It says so."))).status == "not_applicable"


def test_a_label_is_right_as_a_whole():
    assert value(case(" Label: **Billing**.", asked=question(label="billing"))) == 1
    assert value(case("billing or refund", asked=question(label="billing"))) == 0


def test_without_anything_to_score_by_there_is_no_score():
    assert correct.METRIC.of(case("It is so.")).status == "not_applicable"


def test_a_run_that_failed_is_a_failed_score_and_no_zero():
    score = correct.METRIC.of(case(asked=question("60 days"), made=run(status="error", error="the endpoint answers HTTP 500")))
    assert (score.status, score.value) == ("failed", None)
    assert "HTTP 500" in score.detail


def test_only_what_is_shown_can_be_confidently_wrong():
    wrong = confidently_wrong.METRIC.of
    assert wrong(case("The term is 30 days.", "60 days")).value == 1
    assert wrong(case("The term is 60 days.", "60 days")).value == 0
    assert wrong(case("", "60 days")).value == 0
    assert wrong(case("It is so.", asked=question(must_abstain=True))).value == 1
    assert wrong(case("It is so.")).status == "not_applicable"
