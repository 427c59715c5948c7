"""Scorers of other packages as metrics."""

import math
from dataclasses import replace

from judged import NOON, case, run
from untuned.evaluation.metrics.extensions import answer_of, extension_metrics
from untuned.types.answers import Answer, Citation, Verdict
from untuned.types.documents import Span
from untuned.types.measures import Cited


class Gives:
    def __init__(self, value):
        self.value = value

    def score(self, question, answer):
        return self.value


class Breaks:
    version = "7"
    higher_is_better = False
    definition = "Breaks."

    def score(self, question, answer):
        raise KeyError("weights")


class Overloaded(Exception):
    """An error as clients of services have their own."""


class Fails:
    def score(self, question, answer):
        raise Overloaded("529")


def of(scorer, found=None):
    (metric,) = extension_metrics({"own": scorer})
    return metric.of(found or case("It is so."))


def test_a_scorer_gives_a_score_by_its_name():
    assert (of(Gives(3)).metric, of(Gives(3)).value) == ("own", 3)
    assert [metric.name for metric in extension_metrics({"b": Gives(1), "a": Gives(1)})] == ["a", "b"]


def test_none_is_not_applicable():
    assert of(Gives(None)).status == "not_applicable"


def test_what_a_scorer_raises_is_a_failed_score():
    score = of(Breaks())
    assert (score.status, score.version) == ("failed", "7")
    assert "KeyError" in score.detail
    assert (of(Fails()).status, of(Fails()).detail) == ("failed", "the scorer failed: Overloaded: 529")


def test_what_is_no_number_is_a_failed_score():
    for value in ("much", math.nan, math.inf):
        assert of(Gives(value)).status == "failed"


def test_a_scorer_says_which_way_is_better():
    (metric,) = extension_metrics({"own": Breaks()})
    assert not metric.higher_is_better
    assert metric.definition == "Breaks."


def test_a_scorer_sees_the_whole_answer_where_it_is_at_hand():
    whole = Answer(question="How?", state="answered", confidence=0.7, model="m", asked_at=NOON)
    assert answer_of(case("It is so.", answer=whole)) is whole


def test_a_scorer_sees_the_claims_of_a_recorded_run():
    seen = answer_of(case(made=run("One. Two.", claims=("One.", "Two."))))
    assert (seen.text, seen.state) == ("One.\nTwo.", "answered")
    assert answer_of(case("")).claims == ()
    assert answer_of(case("")).state == "abstained"
    assert answer_of(case(made=run("Plain.", verified=False))).text == "Plain."


def cited(version, claim):
    return Cited(span=Span(version=version, start=0, end=4), verdict="exact", claim=claim)


def citation(one):
    span = one.span
    verdict = Verdict(kind=one.verdict)
    return Citation(version=span.version, number=1, path="a.md", start=0, end=4, quote="Text", line=1, verdict=verdict)


def seen_by_scorer(run):
    claims = answer_of(replace(case(made=run), cite=citation)).claims
    return [[one.version for one in claim.citations] for claim in claims]


def test_a_scorer_sees_each_claim_with_its_own_citations():
    made = replace(run("One. Two.", claims=("One.", "Two.")), cited=(cited(1, 0), cited(2, 1), cited(3, 1)))
    assert seen_by_scorer(made) == [[1], [2, 3]]


def test_citations_of_a_run_that_tells_no_claims_apart_are_those_of_its_only_claim():
    told = (cited(1, None), cited(2, None))
    assert seen_by_scorer(replace(run("One.", claims=("One.",)), cited=told)) == [[1, 2]]
    assert seen_by_scorer(replace(run("One. Two.", claims=("One.", "Two.")), cited=told)) == [[], []]
