"""The headline: right or not."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.form import NO_FORM
from untuned.evaluation.metrics.metric import Finding, Metric, decidable, unasked, yes
from untuned.evaluation.metrics.reading.fields import Fields, fields_of, reference_of
from untuned.evaluation.metrics.reading.labels import labelled
from untuned.evaluation.metrics.reading.overlap import touched
from untuned.evaluation.metrics.reading.says import places
from untuned.evaluation.metrics.reading.values import values
from untuned.text.regex import regex
from untuned.text.words import terms
from untuned.types.documents import Span
from untuned.types.measures import Question

_ALONE = 8
"""A sentence with so few other words is taken as the answer itself; a longer one must be about the question."""
_WHOLE = 4
"""Letters from which on an answer inside a longer word is no accident."""
_CHOICE = regex(r"\b(?:or|или)\b")
_CAPITAL = regex(r"\b[A-ZА-ЯЁ][\w'’-]*")
_ABOUT = 0.3
"""The share of the question's words that a sentence from elsewhere must have."""
_WEAK = 0.5
"""The same for one plain word, from another passage than the labelled one."""
_NOTHING_NEW = 1.0
"""The same for an answer that the question has already."""
_SAYS_NONE = "it says that there is no answer"


def _rule(case: Case) -> Finding:
    question = case.question
    if question.must_abstain:
        return _by_refusal(case)
    if not (question.answers or question.label or question.evidence):
        return unasked("the question has no reference answer, no label and no evidence")
    if case.refused:
        return yes(False, _SAYS_NONE if not case.formless else NO_FORM)
    if question.answers:
        reference = reference_of(question)
        return _by_answers(case) if reference is None else _by_fields(case, reference)
    if question.label:
        return yes(labelled(case.run.text, question.label), f"the label is '{question.label}'")
    return _by_evidence(case)


def _by_refusal(case: Case) -> Finding:
    if case.formless:
        return yes(False, NO_FORM)
    return yes(case.refused, _SAYS_NONE if case.refused else "it answers what it should refuse")


def _by_fields(case: Case, reference: Fields) -> Finding:
    """Right where the output is JSON with just the fields of the reference."""
    right = fields_of(case.run.text) == reference
    return yes(right, "every field is right" if right else "a field differs from the reference")


def _by_answers(case: Case) -> Finding:
    """Right where the text says one of the answers, in the passage that was labelled or in a sentence about the question."""
    text, question, accepted, elsewhere = case.run.text, case.question, _accepted(case), ""
    cites = any(touched(accepted, case.spans))
    for gold in question.answers:
        found = places(text, gold)
        if cites and (found or _verbatim(text, gold)):
            return yes(True, f"it shows '{gold}' where it was labelled")
        least = _least_about(question, gold) if accepted and case.spans else _ABOUT
        if any(_about(text, place, question, gold, least) and not _chooses_another(text, question, gold) for place in found):
            return yes(True, f"it says '{gold}'")
        elsewhere = elsewhere or (gold if found else "")
    if elsewhere:
        return yes(False, f"it has '{elsewhere}', but not as the answer to this question")
    return yes(False, f"it does not say '{question.answers[0]}'")


def _accepted(case: Case) -> list[Span]:
    return [cited.span for cited in case.run.cited if cited.verdict in ("exact", "normalised")]


def _verbatim(text: str, gold: str) -> bool:
    """For words that the source itself runs together."""
    return len(gold) >= _WHOLE and gold.casefold() in text.casefold()


def _least_about(question: Question, gold: str) -> float:
    """The share of the question's words that a quote from an unlabelled passage needs: the less an answer tells, the more."""
    new = set(terms(gold)) - set(terms(question.text))
    if values(gold).spans or len(new) > 1 or any(word[:1].isupper() for word in gold.split() if terms(word)):
        return _ABOUT
    return _WEAK if new else _NOTHING_NEW


def _about(text: str, place: tuple[int, int], question: Question, gold: str, least: float) -> bool:
    start, end = place
    said, own = set(terms(text[start:end])), set(terms(gold))
    if len(said - own) <= _ALONE and least <= _WEAK:
        return True
    asked = set(terms(question.text)) - own
    return len(asked & said) >= least * len(asked)


def _chooses_another(text: str, question: Question, gold: str) -> bool:
    """Where the question offers a choice (`A or B?`), the answer is the one that is named first."""
    if _CHOICE.search(question.text) is None:
        return False
    own, said = terms(gold), terms(text)
    offered = set(terms(" ".join(_CAPITAL.findall(question.text)[1:])))
    if not set(own) <= set(terms(question.text)):
        return False
    first = next((word for word in said if word in own or word in offered), None)
    return first is not None and first not in own


def _by_evidence(case: Case) -> Finding:
    """Without a reference answer: right where a verified quote stands in the evidence, or the text repeats it."""
    if cited := _accepted(case):
        return yes(any(touched(cited, case.spans)), "there is no reference answer: it is held against the evidence alone")
    if any(places(case.run.text, each.quote) for each in case.gold):
        return yes(True, "it repeats the evidence")
    return unasked("there is no reference answer, and the answer cites nothing")


METRIC = Metric(
    name="correct",
    version="5",
    definition="Whether an answerable question is answered with a right value in the shown text, or an unanswerable one is refused.",
    range=(0, 1),
    unit="yes or no",
    higher_is_better=True,
    source="own",
    rule=_rule,
    asks=decidable,
)
