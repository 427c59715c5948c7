"""What a plan will take, before it is asked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from running import COURSE, NOON, local, questions, variant
from untuned.errors import Refused
from untuned.evaluation.runs.cost import check_cost, forecast
from untuned.evaluation.runs.plan import plan
from untuned.models.chat.prices import price
from untuned.types.measures import Evidence, Run
from untuned.types.methods import Shot

PRICED = variant("priced", model="openai:gpt-4o-mini", base_url="", context="none", wording="text")
OWN = variant("own", model="openai:made-up")


def foreseen(*variants, count=10, **options):
    return forecast(plan(variants, questions(count), course=COURSE), **options)


def run_of(cost, *, status="ok"):
    return Run(
        variant=PRICED.hash, question="q", status=status, requests=2, input_tokens=1_000, output_tokens=50, cost=cost, at=NOON, key="k"
    )


def test_the_default_reader_asks_and_costs_nothing():
    (one,) = foreseen(local("l")).estimates
    assert (one.requests, one.input_tokens, one.output_tokens, one.cost, one.basis) == (0, 0, 0, 0, "it asks no model")


def test_the_cost_is_the_price_of_the_tokens():
    found = foreseen(PRICED)
    (one,) = found.estimates
    assert one.runs == one.requests == 10
    expected = price(input_tokens=one.input_tokens, output_tokens=one.output_tokens, model="gpt-4o-mini", provider="openai")
    assert found.cost == one.cost == expected
    assert found.expected == {PRICED.hash: expected / 10}


def test_a_price_that_is_not_known_is_never_guessed():
    found = foreseen(PRICED, OWN)
    assert found.cost is None
    assert set(found.expected) == {PRICED.hash}


def tokens(*, count=10, **method):
    (one,) = foreseen(variant("x", **method), count=count).estimates
    return one


def test_what_is_read_is_paid_for():
    closed, found = tokens(context="none", wording="text"), tokens(wording="text")
    assert found.input_tokens - closed.input_tokens > 10 * 1_400


def test_an_oracle_reads_its_evidence_alone():
    asked = [replace(one, evidence=(Evidence(path="a.md", quote="x" * 400),)) for one in questions(10)]
    (one,) = forecast(plan([variant("x", context="oracle", wording="text")], asked, course=COURSE)).estimates
    assert one.input_tokens < tokens(wording="text").input_tokens - 10 * 1_300


def test_corrections_ask_again_and_a_rewriter_and_a_checker_once_each():
    assert tokens(wording="text", corrections=2).requests == 30
    assert tokens(wording="text", rewriter="openai:r", checker="openai:c").requests == 30


def test_thinking_and_examples_take_tokens():
    plain = tokens(context="none", wording="text")
    assert tokens(context="none", wording="text", thinking=True).output_tokens > plain.output_tokens
    assert tokens(context="none", wording="text", shots=4).input_tokens > plain.input_tokens


def test_examples_count_as_long_as_they_are():
    shown = variant("x", context="none", wording="text", shots=1)
    short, long = (
        foreseen(shown, shots=lambda *_, size=size: [Shot(question="Q", answer="a" * size)]).estimates[0].input_tokens
        for size in (4, 4_004)
    )
    assert long - short == 10 * 1_000


def test_a_variants_own_runs_say_what_one_takes():
    (one,) = foreseen(PRICED, earlier={PRICED.hash: [run_of(Decimal("0.02"))] * 5}).estimates
    assert (one.requests, one.input_tokens, one.output_tokens, one.cost) == (20, 10_000, 500, Decimal("0.2"))
    assert one.basis == "5 earlier runs"


def test_few_runs_and_failed_ones_say_nothing():
    for runs in ([run_of(Decimal(1))] * 4, [run_of(None, status="error")] * 9):
        (one,) = foreseen(PRICED, earlier={PRICED.hash: runs}).estimates
        assert one.basis == "its settings, and what a model usually writes"


def test_what_is_above_the_limit_is_refused_before_it_is_asked():
    found = foreseen(PRICED, count=1_000)
    assert found.cost is not None
    check_cost(found, max_cost=found.cost)
    check_cost(found, max_cost=None)
    with pytest.raises(Refused, match="raise '--max-cost'"):
        check_cost(found, max_cost=found.cost, spent=Decimal("0.01"))


def test_a_limit_that_cannot_be_kept_is_refused():
    with pytest.raises(Refused, match="'own' asks has no known price"):
        check_cost(foreseen(PRICED, OWN), max_cost=Decimal(100))
