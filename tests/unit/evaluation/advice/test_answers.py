"""The three answers: when each is a yes, a no or unknown, and what it says is missing."""

from dataclasses import replace

import pytest

from advising import COSTS, STABLE, TODAY, TRIED, USAGE, climb, dossier, figure, step
from untuned.evaluation.advice.behaviour import Residual, behaviour, oracle_failures, questions_to_tell
from untuned.evaluation.advice.dossier import Attempts, History, Retirement, Usage
from untuned.evaluation.advice.knowledge import knowledge, needs_documents
from untuned.evaluation.advice.prices import prices_of
from untuned.evaluation.advice.worth import worth
from untuned.evaluation.page.russian.say import russian
from untuned.types.advising import AdviceSettings
from untuned.types.ladder import Plateau
from untuned.types.measures import Interval


def fresh(share, low, high):
    return replace(STABLE, share=share, interval=Interval(low=low, high=high))


@pytest.mark.parametrize(
    ("seen", "said"),
    [(fresh(0.1, 0.06, 0.15), "yes"), (fresh(0.01, 0.0, 0.04), "no"), (fresh(0.05, 0.02, 0.1), "unknown"), (None, "unknown")],
)
def test_evidence_that_changes_is_held_against_what_may_be_wrong(seen, said):
    assert knowledge(dossier(freshness=seen)).said == said


def test_a_model_that_answers_as_well_alone_needs_no_documents():
    climbed = climb(failing={}, steps=(step("closed book too", "memory", 400, 400, outcome="stayed"),))
    assert knowledge(dossier(freshness=fresh(0.5, 0.4, 0.6), climb=climbed)).said == "no"


def test_without_history_it_says_how_to_get_one():
    past = History(days=3, least=14, passages=20, changed=0)
    assert "--git-history" in knowledge(dossier(freshness=None, history=past)).missing[0]


@pytest.mark.parametrize(
    ("past", "told"),
    [
        (None, "no question names a passage of the documents whose changes could be followed"),
        (
            History(days=0, least=14, passages=4, changed=0),
            "the documents of the evidence are known since today, and it takes 14 days to tell how fast they change",
        ),
        (
            History(days=1, least=14, passages=20, changed=3),
            "3 of 20 passages changed, but their documents are known for 1 day, and it takes 14 days to tell how fast they change",
        ),
    ],
)
def test_a_history_that_is_too_short_is_not_called_none(past, told):
    found = knowledge(dossier(freshness=None, history=past))
    assert (found.said, found.because) == ("unknown", told)
    assert russian(told) is not None


def test_failures_that_search_alone_explains_are_no_problem_of_behaviour():
    assert behaviour(dossier(climb=climb(failing={"not retrieved": 100}, oracle={}))).said == "no"


@pytest.mark.parametrize(
    "lacking",
    [
        Attempts(prompts=2, shot_sets=2, constrained=True),
        Attempts(prompts=3, shot_sets=1, constrained=True),
        replace(TRIED, constrained=False),
    ],
)
def test_whatever_of_prompting_is_lacking_leaves_it_unknown(lacking):
    found = behaviour(dossier(attempts=lacking))
    assert found.said == "unknown"
    assert len(found.missing) == 1


@pytest.mark.parametrize("state", ["not reached", "undetermined"])
def test_without_a_plateau_it_is_unknown(state):
    assert behaviour(dossier(climb=climb(plateau=Plateau(state=state)))).said == "unknown"


def test_without_the_evidence_at_hand_it_is_unknown():
    without = replace(climb(), steps=climb().steps[:2], oracle_causes=())
    found = behaviour(dossier(climb=without))
    assert found.said == "unknown"
    assert "oracle context" in found.missing[0]


def test_a_standing_variant_that_fails_less_than_with_the_evidence_at_hand_counts():
    assert behaviour(dossier(climb=climb(failing={"format": 4}, oracle={"format": 48}))).said == "no"


def test_a_structured_task_has_all_its_evidence_at_hand():
    without = replace(climb(), steps=climb().steps[:2], oracle_causes=())
    assert behaviour(dossier(climb=without, complete=True, standing_reads=False)).said == "yes"


def test_few_questions_cannot_tell_a_share_from_what_may_be():
    assert behaviour(dossier(climb=climb(60, failing={"format": 5}), questions=60)).said == "unknown"


def test_with_repeats_a_question_counts_once():
    once, thrice = (
        climb(failing={"format": 48}),
        replace(climb(failing={"format": 48}), causes=(("format", 144),), oracle_causes=(("format", 144),)),
    )
    assert behaviour(dossier(climb=replace(thrice, repeats=3))).grounds[0] == behaviour(dossier(climb=once)).grounds[0]


@pytest.mark.parametrize(("count", "n"), [(3, 40), (0, 30), (8, 100)])
def test_so_many_questions_would_tell_were_the_share_the_true_one(count, n):
    left = Residual(count=count, n=n)
    needed = questions_to_tell(left, 0.05)
    assert left.beyond(0.05) == "unknown"
    assert Residual(count=round(left.share * needed), n=needed).beyond(0.05) != "unknown"


def test_nothing_to_mend_is_not_worth_anything():
    assert worth(dossier(climb=climb(failing={}))).reading.said == "no"


def test_each_figure_says_where_it_is_from():
    grounds = {one.text.partition(":")[0]: one.source for one in worth(dossier()).reading.grounds}
    assert grounds["calls a month"] == "advice.calls_a_month"
    assert grounds["input tokens of a call"] == "measured"
    assert grounds["the share of failures that tuning mends"] == "assumed: advice.mended"


def test_unless_somebody_says_what_a_failure_costs_it_is_never_a_no():
    found = worth(dossier(settings=replace(COSTS, failure_cost=None, calls_a_month=(300, 300))))
    assert found.reading.said == "unknown"
    assert "failure_cost" in found.reading.missing[0]


def test_a_range_that_straddles_it_says_which_figure_would_settle_it():
    found = worth(dossier(settings=replace(COSTS, calls_a_month=(1_000, 40_000))))
    assert found.reading.said == "unknown"
    assert "calls a month" in found.reading.missing[0]


def test_what_is_missing_names_the_setting():
    found = worth(dossier(settings=AdviceSettings(), usage=Usage()))
    assert [one.partition("[advice] ")[2].partition("'")[0] for one in found.reading.missing] == [
        "calls_a_month",
        "input_tokens",
        "output_tokens",
        "input_price",
        "output_price",
        "failure_cost",
    ]


def test_nobody_trains_a_base_whose_training_ends_before_it_could_begin():
    found = worth(dossier(retirement=Retirement(training_ends=TODAY)))
    assert (found.reading.said, found.ends) == ("no", True)


def test_a_base_that_goes_long_after_it_paid_is_no_matter():
    assert worth(dossier(retirement=Retirement(retires=TODAY.replace(year=2028)))).reading.said == "yes"


def test_what_would_not_pay_anyway_does_not_hang_on_the_date():
    few = replace(COSTS, calls_a_month=(300, 300))
    found = worth(dossier(settings=few, retirement=Retirement(retires=TODAY.replace(month=12))))
    assert (found.reading.said, found.ends) == ("no", False)


def test_prices_come_from_the_list_with_those_of_tuned_models():
    found = prices_of("openai:gpt-4o-mini-2024-07-18")
    assert (found.input_price, found.output_price, found.tuned) == (0.15, 0.6, (2.0, 2.0))
    assert prices_of("openai:no-such-model").input_price is None
    assert prices_of("").input_price is None


def test_the_lists_price_of_a_tuned_model_counts_before_the_assumed_one():
    grounds = worth(dossier(usage=replace(USAGE, tuned_price=(2.0, 2.0)))).reading.grounds
    assert next(one.source for one in grounds if one.text.startswith("the price of a tuned model")) == "price list"


def beside(n, *, failing, of, oracle):
    """A climb on `n` questions of which `of` were asked with their evidence at hand."""
    made = climb(n, failing=failing, oracle=oracle)
    *steps, last = made.steps
    under = step("oracle context", "retrieval", of - sum(oracle.values()), of, outcome="side", side="oracle", variant=last.variant)
    return replace(made, steps=(*steps, under))


@pytest.mark.parametrize(("of", "under", "own"), [(5, 3, 300), (5, 1, 60), (40, 4, 60)])
def test_failures_are_borne_out_by_themselves_with_the_evidence_at_hand(of, under, own):
    found = behaviour(dossier(climb=beside(400, failing={"format": own}, of=of, oracle={"format": under})))
    assert found.said == "unknown"
    assert found.missing


def test_each_share_says_of_which_answers_it_is():
    found = behaviour(dossier(climb=climb(failing={"format": 60}, oracle={"format": 200})))
    assert found.because.startswith("60 of 400 answers of 'naive' (15 %) and 200 of 400 answers with the evidence at hand (50 %) fail")


def test_what_tuning_is_worth_rests_on_the_share_that_is_borne_out_least():
    made = dossier(climb=beside(400, failing={"format": 60}, of=60, oracle={"format": 12}))
    assert behaviour(made).said == "yes"
    share = next(one for one in worth(made).reading.grounds if one.text.startswith("the share of answers that fail"))
    low = Residual(count=12, n=60).interval.low
    assert low < Residual(count=60, n=400).interval.low
    assert f"{low * 100:.3g} %" in share.text


def test_nothing_failing_among_a_few_is_no_proof_that_nothing_does():
    assert worth(dossier(climb=beside(400, failing={"format": 60}, of=5, oracle={}))).reading.said == "unknown"


def test_an_endpoint_that_failed_with_the_evidence_at_hand_is_left_out_once():
    made = climb(100, failing={"format": 12}, oracle={"format": 12, "endpoint failed": 10})
    *steps, last = made.steps
    answered = replace(last, comparison=replace(last.comparison, n=90, total=100))
    assert oracle_failures(dossier(climb=replace(made, steps=(*steps, answered)))).n == 90


def test_the_evidence_put_before_another_variant_says_nothing_of_the_standing_one():
    made = climb(failing={"format": 48})
    *steps, last = made.steps
    assert behaviour(dossier(climb=replace(made, steps=(*steps, replace(last, variant="naive+oracle+text"))))).said == "unknown"


def held_against(right, documents, *, comparison=None):
    """The model alone is right so often, and so often with documents, of 100 questions."""
    made = climb(100, failing={})
    alone, reading = made.steps[0], made.steps[1]
    reading = replace(reading, figure=figure(documents, 100), against=alone.variant if comparison else "another", comparison=comparison)
    return dossier(questions=100, freshness=None, climb=replace(made, steps=(replace(alone, figure=figure(right, 100)), reading)))


def test_documents_are_not_needed_only_where_that_is_shown():
    almost = held_against(97, 94)
    assert (knowledge(almost).said, needs_documents(almost)) == ("unknown", "unknown")


@pytest.mark.parametrize(("low", "high", "needed"), [(-0.02, 0.02, "no"), (-0.02, 0.06, "unknown"), (0.04, 0.12, "yes")])
def test_the_same_questions_with_and_without_documents_decide_where_they_were_compared(low, high, needed):
    found = replace(climb().steps[1].comparison, n=100, interval=Interval(low=low, high=high))
    assert needs_documents(held_against(80, 82, comparison=found)) == needed
    assert knowledge(held_against(80, 82, comparison=found)).said == ("no" if needed == "no" else "unknown")


def test_under_thirty_questions_nothing_is_said_of_documents():
    found = replace(climb().steps[1].comparison, n=20, interval=Interval(low=0.3, high=0.9))
    assert needs_documents(held_against(10, 95, comparison=found)) == "unknown"


def test_passages_with_less_history_than_a_cycle_are_told_of():
    text = knowledge(dossier(freshness=replace(STABLE, shorter=40))).grounds[0].text
    assert text.endswith("replayed over 4 cycles of 90 days, 40 of them over the shorter history that they have")
