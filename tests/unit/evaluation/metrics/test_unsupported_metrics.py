"""Metrics of what a plain text says without support."""

from judged import case, question, run
from untuned.evaluation.metrics import unsupported
from untuned.evaluation.metrics.unsupported_claims import unsupported_claims

CONTEXTS = ("The term of the return is 60 days for all customers.",)


class Marked:
    """A support model that carries what has a word of the texts' in it."""

    name = "marked"

    def score(self, pairs):
        return [1.0 if "60" in pair.claim else 0.0 for pair in pairs]


def plain(text, **fields):
    return case(
        asked=question("60 days"), made=run(text, verified=fields.pop("verified", False), contexts=fields.pop("contexts", CONTEXTS))
    )


def test_a_local_model_counts_claims():
    metric = unsupported_claims(Marked())
    assert metric.of(plain("The term is 60 days. Jupiter is large.")).value == 0.5
    assert metric.tier == 1


def test_verified_claims_and_answers_from_nothing_are_not_checked():
    for metric in (unsupported_claims(Marked()), unsupported.METRIC):
        assert metric.of(plain("The term is 60 days.", verified=True)).status == "not_applicable"
        assert metric.of(plain("The term is 60 days.", contexts=())).status == "not_applicable"
        assert metric.of(plain("I don't know.")).status == "not_applicable"


def test_a_text_without_a_sentence_has_no_claims():
    assert unsupported_claims(Marked()).of(plain("```\nx\n```")).status == "not_applicable"
