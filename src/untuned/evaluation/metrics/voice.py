"""Whether the text sounds like the author."""

from __future__ import annotations

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, failed, unasked


def _rule(case: Case) -> Finding:
    if case.voice is None or case.refused:
        return unasked("no author's texts are given" if case.voice is None else "there is no text")
    if not case.voice.calibrations:
        return unasked("nothing tells how near to the author is near: there are too few texts, or none of other authors")
    heard = case.voice.hear(case.run.text)
    if heard is None:
        return unasked("the text is too short to tell an author by")
    told = f"likeness {heard.likeness:.2f}; tells the author from others with AUROC {heard.auroc:.2f} at {heard.words} words"
    if heard.probability is None:
        return failed(f"the author cannot be told from the others: {told}")
    return Finding(value=heard.probability, detail=told)


METRIC = Metric(
    name="voice",
    definition="The calibrated probability that the author, and none of the others, wrote the text: function words and parts of words.",
    range=(0, 1),
    unit="probability",
    higher_is_better=True,
    source="likeness: Evert et al. 2017, Cosine Delta, against other authors; calibration: Platt 1999",
    version="2",
    rule=_rule,
)
