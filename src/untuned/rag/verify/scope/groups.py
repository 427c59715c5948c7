"""Groups of people: what is said for members is nothing for guests."""

from __future__ import annotations

from untuned.rag.verify.scope.about import Evidence, Finding
from untuned.rag.verify.scope.named import Thing
from untuned.text.people import groups_asked, groups_for

_LONGEST = 600
"""Characters of a question that are looked at."""


def missing_groups(question: str, evidence: Evidence) -> list[Finding]:
    """Groups that the question asks for and the evidence does not name, where the quote is for one of which nobody is in both."""
    question = question[:_LONGEST]
    asked = [group for group in groups_asked(question) if not group.is_named_in(evidence.text)]
    if not asked:
        return []
    told = list(groups_for(evidence.quote))
    others = ((group, next((other.word for other in told if other.excludes(group)), "")) for group in asked)
    return [Finding(Thing("group", group.word, (group.word,), 0), hard=True, instead=other) for group, other in others if other]
