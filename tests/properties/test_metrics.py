"""What holds of every metric, whatever the run and the question."""

import math
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from untuned.evaluation.attribution import attribute
from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.reading.says import places, says
from untuned.evaluation.metrics.reading.squad import f1, recall
from untuned.evaluation.metrics.registry import METRICS, scores
from untuned.evaluation.stats.label_f1 import macro_f1
from untuned.evaluation.stats.repeats import flip_rate
from untuned.types.documents import Span
from untuned.types.measures import Cited, Evidence, Question, Run

TEXT = st.lists(
    st.sampled_from(
        ["The term", "is", "60 days", "5 May 2024", "2024-05-05", "12 €", "12%", "not", "no", "yes", "да", "нет", "Paris", "Срок",
         "возврата", "I don't know.", "E-1042", "3.5 km", "1990s", ".", "?", "\n", "…", "期限", "🙂", "\x00", "½", "label: billing"]
    ),
    max_size=14,
).map(" ".join) | st.text(max_size=40)  # fmt: skip
SPANS = st.builds(
    lambda version, start, length: Span(version=version, start=start, end=start + length),
    st.integers(1, 3),
    st.integers(0, 60),
    st.integers(0, 40),
)
VERDICTS = st.sampled_from(["exact", "normalised", "misattributed", "stale", "not_found", "refused"])
EVIDENCE = st.builds(
    lambda span, quote, status: Evidence(
        path="a.md", quote=quote, version=None if status == "missing" else span.version, start=span.start, end=span.end, status=status
    ),
    SPANS,
    TEXT,
    st.sampled_from(["found", "moved", "changed", "missing", "purged"]),
)
QUESTIONS = st.builds(
    Question,
    id=st.just("q"),
    text=TEXT,
    kind=st.sampled_from(["knowledge", "multi_hop", "refusal"]),
    answers=st.lists(TEXT, max_size=3).map(tuple),
    evidence=st.lists(EVIDENCE, max_size=3).map(tuple),
    must_abstain=st.booleans(),
    language=st.sampled_from(["", "en", "ru", "ja"]),
    fact_source=st.sampled_from(["retrieval", "training"]),
    label=st.sampled_from(["", "billing", "lost card"]),
)
TIMES = st.none() | st.floats(0, 1e6)
RUNS = st.builds(
    Run,
    variant=st.just("v"),
    question=st.just("q"),
    status=st.sampled_from(["ok", "error", "abstained", "truncated"]),
    state=st.sampled_from([None, "answered", "partial", "conflict", "abstained", "needs_human"]),
    reason=st.sampled_from(["", "wrong_scope", "model_declined", "weak_evidence"]),
    text=TEXT,
    original=TEXT,
    verified=st.booleans(),
    claims=st.lists(TEXT, max_size=3).map(tuple),
    cited=st.lists(st.builds(Cited, span=SPANS, verdict=VERDICTS), max_size=4).map(tuple),
    dropped=st.lists(st.sampled_from(["wrong_scope", "not_found"]), max_size=2).map(tuple),
    hits=st.lists(SPANS, max_size=4).map(tuple),
    read=st.lists(SPANS, max_size=4).map(tuple),
    contexts=st.lists(TEXT, max_size=2).map(tuple),
    requests=st.integers(0, 5),
    failed_requests=st.integers(0, 5),
    input_tokens=st.integers(0, 10_000),
    output_tokens=st.integers(0, 10_000),
    cost=st.none() | st.decimals(0, 10, places=4),
    milliseconds=TIMES,
    first_token_ms=TIMES,
    first_claim_ms=TIMES,
    at=st.just(datetime(2026, 5, 1, tzinfo=UTC)),
)
CASES = st.builds(
    Case,
    run=RUNS,
    question=QUESTIONS,
    read=st.lists(TEXT, max_size=3).map(tuple),
    evidence=st.lists(EVIDENCE, max_size=3).map(tuple),
    paths=st.lists(st.sampled_from(["a.md", "b.md", ""]), max_size=4).map(tuple),
    known=st.sampled_from([None, str.isascii]),
    labels=st.sampled_from([frozenset(), frozenset({"billing", "lost card"})]),
)


@settings(deadline=None)
@given(CASES)
def test_every_metric_gives_a_value_in_its_range_or_says_why_not(case):
    for metric in METRICS:
        score = metric.of(case)
        low, high = metric.range
        assert (score.metric, score.version) == (metric.name, metric.version)
        assert (score.value is None) == (score.status != "ok")
        assert score.value is None or (low <= score.value <= high and not math.isnan(score.value))
        assert score.value is not None or score.detail
        assert not metric.binary or score.value in (None, 0.0, 1.0)


@settings(deadline=None)
@given(CASES)
def test_only_a_run_that_failed_has_failed_scores_of_rules(case):
    failed = [score.metric for score in scores(case) if score.status == "failed"]
    assert bool(failed) == (case.run.status == "error")


@settings(deadline=None)
@given(CASES)
def test_what_is_wrong_has_one_cause_and_what_is_right_and_sound_has_none(case):
    found = {score.metric: score for score in scores(case)}
    cause = attribute(case, found)
    if case.run.status == "error":
        assert cause in ("question broken", "endpoint failed")
    elif found["correct"].value == 0.0:
        assert cause is not None
        assert cause not in ("right value in unusable text", "right but bad quote", "endpoint failed")
    elif cause is not None:
        assert cause in ("question broken", "right value in unusable text", "right but bad quote", "format")


@settings(deadline=None)
@given(CASES)
def test_a_wrong_answer_is_shown_or_refused_and_never_both_and_a_conflict_is_never_confident(case):
    found = {score.metric: score for score in scores(case)}
    if found["correct"].value == 0.0 and not case.question.must_abstain:
        wrong = found["confidently_wrong"].value + found["wrong_refusal"].value
        if case.run.state == "conflict":  # it says that its sources disagree, so it is not confident
            assert found["confidently_wrong"].value == 0
        else:
            assert wrong == 1


@given(TEXT, TEXT)
def test_a_text_that_says_an_answer_says_it_at_a_place(text, gold):
    found = places(text, gold)
    assert says(text, gold) == bool(found)
    assert all(0 <= start < end <= len(text) for start, end in found)


@given(st.sampled_from(["60 days", "5 May 2024", "Paris", "12 €", "the Pro plan", "Варшава", "3.5 km", "1990s", "E-1042"]))
def test_an_answer_says_itself_alone_and_in_a_sentence(gold):
    assert says(gold, gold)
    assert says(f"It was said that {gold} is meant here.", gold)


@given(TEXT, TEXT)
def test_shares_of_tokens_stay_in_range_and_are_whole_for_the_same_text(text, gold):
    assert 0 <= f1(text, gold) <= 1
    assert 0 <= recall(text, gold) <= 1
    assert f1(text, text) == recall(text, text) == 1
    assert f1(text, gold) == f1(gold, text)


@given(
    st.dictionaries(st.text(max_size=3), st.lists(st.booleans(), max_size=5), max_size=8),
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"))),
)
def test_figures_of_many_runs_stay_in_range(repeats, labels):
    rate, score = flip_rate(repeats), macro_f1([given for given, _ in labels], [right for _, right in labels])
    assert rate is None or 0 <= rate <= 1
    assert score is None or 0 <= score.value <= 1
