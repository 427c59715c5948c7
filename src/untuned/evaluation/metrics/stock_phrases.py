"""Phrases that a model falls back on."""

from __future__ import annotations

import re

from untuned.evaluation.metrics.case import Case
from untuned.evaluation.metrics.metric import Finding, Metric, unasked
from untuned.text.regex import regex

_PHRASES = """
as a language model
as an assistant
based on the (?:provided|given|available) \\w+
according to the (?:provided|given) \\w+
it(?:'s| is) (?:important|worth|crucial|essential) (?:to note|noting|to remember|to mention|mentioning)
it should be noted
please note that
in (?:conclusion|summary)
to summari[sz]e
overall,
in today's (?:\\w+[ -])?(?:world|landscape|age)
plays? an? (?:crucial|vital|pivotal|key|significant) role
a testament to
rich tapestry
delv(?:e|es|ing) into
navigat(?:e|ing) the complexit(?:y|ies)
i hope this (?:helps|email finds you well)
(?:feel free|do not hesitate|don't hesitate) to
let me know if
great question
not only \\w+(?: \\w+){0,6} but also
(?:when it comes to|at the end of the day)
важно (?:отметить|понимать|помнить|подчеркнуть)
(?:стоит|следует|необходимо) (?:отметить|подчеркнуть|учитывать)
(?:в заключение|подводя итог)
(?:на основе|исходя из) (?:предоставленн|приведенн|приведённ)\\w+
согласно (?:предоставленн|приведенн|приведённ)\\w+
в современном мире
играет (?:важную|ключевую|значительную) роль
надеюсь,? (?:это|мой ответ) поможет
(?:не стесняйтесь|буду рад|буду рада)
отличный вопрос
как языковая модель
не только \\w+(?: \\w+){0,6},? но и
"""
_PATTERN = regex(r"(?<!\w)(?:" + "|".join(_PHRASES.strip().splitlines()) + r")(?!\w)", re.IGNORECASE)


def _rule(case: Case) -> Finding:
    text = case.run.text.replace("’", "'")
    count = len(text.split())
    if case.refused or not count:
        return unasked("there is no text")
    found = _PATTERN.findall(text)
    return Finding(value=100 * len(found) / count, detail=", ".join(dict.fromkeys(map(str.lower, found))))


METRIC = Metric(
    name="stock_phrases",
    definition="Stock phrases, such as 'it is important to note', in a hundred words of the text; English and Russian.",
    range=(0, 100),
    unit="in 100 words",
    higher_is_better=False,
    source="own",
    rule=_rule,
)
