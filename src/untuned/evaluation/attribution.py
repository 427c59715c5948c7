"""Why an answer is not right: one cause for each failure, the first that holds.

A question is *answerable* when it need not be refused. Its evidence *stands* when a current version has it, *is found* when a candidate
of the search overlaps it, and *is read* when a passage that was read overlaps it; any of it, or all of it for a question of several
steps. An answer made elsewhere has contexts without addresses and is held against them alone: there evidence is read when a context
holds most of its words. Without evidence, it is read when a context says a reference answer. Of a fact that no document holds
(`fact_source`), of a label, and of JSON without evidence, nothing need be found or read.

In order:

1. `question broken`: it has no text; or nothing to be scored by, unless it was taken from production; or a reference answer although
   it must be refused.
2. `endpoint failed`: the run brought no answer at all. Where the model answered, and never in the form that was asked for, it is `format`.
3. Nothing: `correct` is 1, and none of 12 to 14 holds; or nothing says that it is wrong, because `correct` has no value.
4. `answered what it should refuse`: the question must be refused, and something is shown.

Of an answerable question whose answer is not right:

5. `stale gold`: none of its evidence stands any more, because the documents changed, and the answer has an accepted quote of a document
   that the evidence was in: it may well be right by now.
6. `evidence not in corpus`: it was labelled, and none of it stands in the documents.
7. `not retrieved`: no evidence is found or read; an answer that was made from nothing is one of these.
8. `retrieved but not in context`: it is found, and none of it is read.
9. Refused with the evidence read: `wrong scope` when verification took what was found for something else, `said not found with the
   evidence in context` when the model declined, else `wrong refusal` (the rules held the evidence too weak, or no claim stood up).
10. `format`: the output was cut, is no label of the set, or no output had its form, which counts before 4.
11. `wrong scope` when a claim was refused as being about something else; else `in context but answer wrong`.

Of an answer that says a right value:

12. `right value in unusable text`, but for labels and JSON: fewer than eight in ten words can be read, or more than half of the words
    beside the value stand in sentences that nothing read carries.
13. `right but bad quote`: a quote that it cites was not accepted.
14. `format`: as above.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.form import fault
from untuned.evaluation.metrics.reading.fields import reference_of
from untuned.evaluation.metrics.reading.says import says
from untuned.evaluation.metrics.standing import reached, standing
from untuned.types.measures import Cause, Score

USABLE = 0.8
"""The least coherence of a text that people can use."""
LOOSE = 0.5
"""The largest remainder beside a right value in a text that people can use."""

MEANINGS: Mapping[Cause, str] = MappingProxyType(
    {
        "question broken": "The question has no text, nothing to be scored by, or a reference answer although it must be refused.",
        "endpoint failed": "The run brought no answer at all.",
        "answered what it should refuse": "The documents do not answer the question, and something is shown.",
        "stale gold": "None of the evidence stands any more, and the answer quotes the document that it was in: it may be right by now.",
        "evidence not in corpus": "Evidence was labelled, and none of it stands in the documents.",
        "not retrieved": "No evidence was found or read; an answer that was made from nothing is one of these.",
        "retrieved but not in context": "Evidence was found, and none of it was read.",
        "said not found with the evidence in context": "The evidence was read, and the model said that there is no answer.",
        "wrong refusal": "The evidence was read, and the rules held it too weak, or no claim stood up to verification.",
        "wrong scope": "What was found, or a claim, was refused as being about something else.",
        "format": "No output had the form that was asked for, or it was cut, or it is no label of the set.",
        "in context but answer wrong": "The evidence was read, and the answer does not say a right value.",
        "right value in unusable text": "It says a right value, in words that cannot be read or among sentences that nothing read carries.",
        "right but bad quote": "It says a right value, and a quote that it cites was not accepted.",
    }
)
"""What each cause says of an answer, for people; about in the order above."""


def attribute(case: Case, scores: Mapping[str, Score]) -> Cause | None:
    """The one cause of a failure; None for an answer that is right in every way, and where nothing says that it is wrong.

    Args:
        case: The run with its question.
        scores: Of this run, by metric: `correct`, and where they are there `coherence`, `remainder` and `quote_validity`.
    """
    question, right = case.question, _value(scores, "correct")
    if _broken(case):
        return "question broken"
    if case.run.status == "error":
        return "endpoint failed"
    if right is None:
        return None
    if right == 1.0:
        return None if question.must_abstain else _blemish(case, scores)
    if case.formless:
        return "format"
    return "answered what it should refuse" if question.must_abstain else _failure(case)


def _value(scores: Mapping[str, Score], metric: str) -> float | None:
    found = scores.get(metric)
    return None if found is None else found.value


def _broken(case: Case) -> bool:
    question = case.question
    if not question.text.strip():
        return True
    known = any(answer.strip() for answer in question.answers) or bool(question.label)
    if question.must_abstain:
        return known
    return not known and not question.evidence and question.origin != "production"


def _blemish(case: Case, scores: Mapping[str, Score]) -> Cause | None:
    """What is wrong with an answer that says a right value."""
    if case.question.label or reference_of(case.question) is not None:
        return "format" if fault(case, after="retry") else None
    coherence, remainder, quotes = (_value(scores, metric) for metric in ("coherence", "remainder", "quote_validity"))
    if (coherence is not None and coherence < USABLE) or (remainder is not None and remainder > LOOSE):
        return "right value in unusable text"
    if quotes is not None and quotes < 1.0:
        return "right but bad quote"
    return "format" if fault(case, after="retry") else None


def _failure(case: Case) -> Cause:
    """What kept an answerable question from a right answer."""
    lost = _lost(case) or _unread(case)
    if lost is not None:
        return lost
    if case.refused:
        return _refusal(case)
    if fault(case, after="retry"):
        return "format"
    return "wrong scope" if "wrong_scope" in case.run.dropped else "in context but answer wrong"


def _lost(case: Case) -> Cause | None:
    """Whether the documents lack what was labelled."""
    if not case.gold or case.run.contexts or any(each.status in ("found", "moved") and each.span is not None for each in case.gold):
        return None
    named = {each.path for each in case.gold if each.status == "changed"}
    cited = {path for path, each in zip(case.paths, case.run.cited, strict=False) if each.verdict in ("exact", "normalised")}
    return "stale gold" if named & cited else "evidence not in corpus"


def _unread(case: Case) -> Cause | None:
    """Whether the evidence was not found, or found and not read; a fact that no document holds needs neither."""
    run, question = case.run, case.question
    if question.fact_source != "retrieval" or not (question.evidence or question.answers):
        return None
    if not question.evidence and reference_of(question) is not None:
        return None
    if standing(case):
        if reached(case, run.read, run.contexts):
            return None
        return "retrieved but not in context" if reached(case, run.hits, ()) else "not retrieved"
    in_context = any(says(text, gold) for text in case.contexts for gold in question.answers)
    return None if in_context else "not retrieved"


def _refusal(case: Case) -> Cause:
    run = case.run
    if run.reason == "wrong_scope" or "wrong_scope" in run.dropped:
        return "wrong scope"
    declined = run.reason == "model_declined" or (not run.verified and bool(run.text.strip()))
    return "said not found with the evidence in context" if declined else "wrong refusal"
