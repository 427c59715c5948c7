"""For whom a question asks, where nothing that is shown says so: a price for all is no answer about students without a word on it."""

from __future__ import annotations

from collections.abc import Sequence

from untuned.text.people import LONGEST, groups_for
from untuned.types.answers import Claim

ENGLISH = "Nothing that is shown says “{}”: it may be meant for others."
RUSSIAN = "В показанном нет слов «{}»: возможно, это сказано о других."


def unsaid(question: str, claims: Sequence[Claim], *, language: str = "") -> str:
    """A note that names for whom a question asks, where no quote, heading or title of the claims names them; "" otherwise."""
    if not claims:
        return ""
    asked = list(groups_for(question[:LONGEST]))
    if not asked:
        return ""
    told = {line for claim in claims for one in claim.citations for line in (one.quote, one.title, one.path, *one.headings)}
    known = "\n".join(sorted(told))
    missing = next((group.word for group in asked if not group.is_named_in(known)), "")
    return (RUSSIAN if language == "ru" else ENGLISH).format(missing) if missing else ""
