"""Responses and errors as runs."""

from __future__ import annotations

from decimal import Decimal

import pytest

from running import COURSE, NOON, local, questions, response, variant
from untuned.errors import ModelTooSlow
from untuned.evaluation.runs.plan import failed_key, plan
from untuned.evaluation.runs.record import FELL_BACK, Moment, failed_run, fell_back, run_of
from untuned.models.reader.extractive import NAME
from untuned.types.answers import Answer, Citation, Claim, Draft, Dropped, Support, Usage, Verdict
from untuned.types.documents import Span
from untuned.types.responses import Response

MOMENT = Moment(measurement="m1", at=NOON, position=7)
CELL = plan([variant("a")], questions(1), course=COURSE).cells[0]
LOCAL = plan([local("l")], questions(1), course=COURSE).cells[0]


def cited(start):
    verdict = Verdict(kind="exact", spans=((start, start + 5),))
    return Citation(version=3, number=1, path="a.md", start=start, end=start + 5, quote="words", line=1, verdict=verdict)


def verified():
    claims = (Claim(text="One.", citations=(cited(0),)), Claim(text="Two.", citations=(cited(9),), support=Support(band="green")))
    dropped = (Dropped(draft=Draft(text="Three.", quotes=()), reason="not_found"),)
    return Answer(question="What?", state="partial", claims=claims, dropped=dropped, confidence=0.9, model="openai:m", asked_at=NOON)


def test_a_verified_answer_keeps_its_claims_bands_citations_and_what_was_dropped():
    run = run_of(response(CELL, answer=verified(), state="partial", text="One.\nTwo."), CELL, moment=MOMENT)
    assert (run.claims, run.bands, run.dropped) == (("One.", "Two."), ("", "green"), ("not_found",))
    assert [one.span for one in run.cited] == [Span(version=3, start=0, end=5), Span(version=3, start=9, end=14)]
    assert (run.status, run.state, run.verified, run.key, run.position) == ("ok", "partial", True, CELL.key, 7)


@pytest.mark.parametrize(
    ("state", "truncated", "status"),
    [("answered", False, "ok"), ("answered", True, "truncated"), ("abstained", False, "abstained"), ("abstained", True, "abstained")],
)
def test_the_status_says_what_came(state, truncated, status):
    assert run_of(response(CELL, state=state, truncated=truncated), CELL, moment=MOMENT).status == status


def test_what_a_model_took_is_kept():
    run = run_of(response(CELL), CELL, moment=MOMENT)
    assert (run.requests, run.input_tokens, run.output_tokens, run.cost) == (1, 100, 10, Decimal("0.01"))


def test_where_no_model_was_asked_it_cost_nothing():
    said = Response(question="What?", text="Yes.", state="answered", model=NAME)
    assert run_of(said, LOCAL, moment=MOMENT).cost == 0


def test_an_unknown_price_stays_unknown():
    assert run_of(response(CELL, cost=None), CELL, moment=MOMENT).cost is None


def test_an_answer_from_a_journal_has_no_times():
    run = run_of(response(CELL, replayed=True, milliseconds=3.0, first_token_ms=1.0, stages={"model": 2.0}), CELL, moment=MOMENT)
    assert (run.milliseconds, run.first_token_ms, dict(run.stages)) == (None, None, {})


def test_where_the_reader_stood_in_for_a_model_the_run_is_an_error():
    note = "The model gave no usable answer (no connection); these are the documents' own sentences."
    said = response(CELL, answer=verified(), model=NAME, notes=(note,))
    run = run_of(said, CELL, moment=MOMENT)
    assert (run.status, run.state, run.text, run.claims, run.error) == ("error", None, "", (), note)
    assert run.key == failed_key(CELL.key, "m1")
    assert run_of(response(CELL, model=NAME), CELL, moment=MOMENT).error == FELL_BACK


def test_the_reader_is_no_fallback_where_no_model_is_named():
    said = Response(question="What?", text="Yes.", state="answered", model=NAME, usage=Usage(requests=1))
    assert not fell_back(said, LOCAL)


def test_a_failure_says_what_happened_what_to_do_and_what_it_took():
    error = ModelTooSlow("openai:m", reason="no answer", remedy="wait")
    run = failed_run(error, CELL, moment=MOMENT, usage=Usage(requests=2, failed=2, input_tokens=9, cost=None))
    assert (run.status, run.error) == ("error", "model 'openai:m': no answer; wait")
    assert (run.requests, run.failed_requests, run.input_tokens, run.cost) == (2, 2, 9, None)


def test_a_failure_stays_its_measurements_own():
    keys = {failed_key(CELL.key, "m1"), failed_key(CELL.key, "m2"), CELL.key}
    assert len(keys) == 3
