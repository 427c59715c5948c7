"""Groups of people: what is said for members is nothing for guests."""

from __future__ import annotations

import re

from untuned.rag.verify.scope.about import Evidence, Finding
from untuned.rag.verify.scope.named import Thing
from untuned.text.people import LONGEST, groups_asked, groups_for, groups_in_cells, groups_only
from untuned.text.regex import regex

_OF_ALL = regex(
    r"(?<!\w)(?:every(?:one|body)|any(?:one|body)|nobody|others|all\s+(?:ages|people|persons|users|visitors)|(?:for|to)\s+all(?!\s[^\W\d_])|otherwise|regardless"
    r"|(?:under|over|below|above|aged?|up\s+to)\s+(?:the\s+age\s+of\s+)?\d{1,2}(?!\w|\s?%|[.,]\d)|остальн\w+|прочи[емх]\w?|всем(?!\s\w)|для\s+всех(?!\s\w)"
    r"|любо\w+\s+возраст\w*|всех\s+возраст\w*|независимо|(?:до|с|от|старше|младше)\s+\d{1,2}(?:-?ти)?\s+лет)(?!\w)",
    re.IGNORECASE,
)
"""What speaks of people by their age, or of those who are not named."""


def missing_groups(question: str, evidence: Evidence) -> list[Finding]:
    """Groups that the question asks for and the evidence does not name, where the quote is for one that excludes them, and no others.

    What is for members only says of guests that they may not.
    """
    question = question[:LONGEST]
    asked = [group for group in groups_asked(question) if not group.is_named_in(evidence.text)]
    if not asked or _OF_ALL.search(evidence.quote) is not None:
        return []
    alone = list(groups_only(evidence.quote))
    asked = [group for group in asked if not any(one.excludes(group) for one in alone)]
    told = [*groups_for(evidence.quote), *groups_in_cells(evidence.quote)]
    others = ((group, next((other.word for other in told if other.excludes(group)), "")) for group in asked)
    return [Finding(Thing("group", group.word, (group.word,), 0), hard=True, instead=other) for group, other in others if other]
